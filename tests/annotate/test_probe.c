/* Many offsets asked about at once: as one by one. */
#include "annotate/probe.h"
#include "sample_field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { N = 5 };

static const double x[N] = {45, 60, 61, 300, 570};

static int n_free, n_covered;

/* Asks in words of all lengths. */
static void check(const SampleField *sample, const CairnTemplate *template, int label, int size) {
  const CairnField *field = &sample->field;
  CairnProbe probe = cairn_probe_of(field, label, size);
  CairnBox text = cairn_field_size(field, label, size);
  for (int from = 0, n = 1; from < template->n; from += n, n = 1 + (n + 6) % CAIRN_PROBE_WORD) {
    n = MIN(n, template->n - from);
    uint64_t found = cairn_probe_look(&probe, &template->all, from, n);
    for (int k = 0; k < CAIRN_PROBE_WORD; k++) {
      CairnBox box = {0};
      if (k < n)
        box = cairn_offset_box(&template->offsets[from + k], cairn_field_site(field, label), text.width,
                               text.height);
      bool is_free = k < n && cairn_coverage_is_free(field->coverage, &box);
      assert_int_equal(found >> k & 1, is_free);
      *(is_free ? &n_free : &n_covered) += k < n;
    }
  }
}

static void test_a_word_of_offsets_is_as_each_of_them(void **state) {
  (void)state;
  SampleField sample;
  sample_field_init(&sample, x, N, 90);
  for (int kind = 0; kind < 2; kind++) {
    CairnTemplate template = cairn_template_new(sample.arena, 10, 200, kind == 1);
    for (int label = 0; label < N; label++)
      for (int size = 0; size <= 2; size++)
        check(&sample, &template, label, size);
  }
  assert_true(n_free > 5000 && n_covered > 5000);
  sample_field_clear(&sample);
}

static void test_offsets_are_found_by_their_costs(void **state) {
  (void)state;
  CairnArena *arena = cairn_arena_new();
  CairnTemplate template = cairn_template_new(arena, 10, 200, true);
  for (int pass = 0; pass < CAIRN_PASSES; pass++) {
    const CairnProbes *probes = &template.passes[pass];
    for (int px = -3; px < 220; px++) {
      int k = cairn_probes_from(probes, px);
      assert_true(k == probes->n || probes->cost[k] >= px);
      assert_true(k == 0 || probes->cost[k - 1] < px);
    }
  }
  cairn_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_word_of_offsets_is_as_each_of_them),
                                     cmocka_unit_test(test_offsets_are_found_by_their_costs)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
