/* Scales of whole specs: types, sharing, domains, ranges; against those that Vega makes. */
#include "../pipeline/cases.h"

#include "base/color.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void append_color(GString *out, CairnColor color) {
  char hex[8];
  cairn_color_to_hex(color, hex);
  g_string_append(out, hex);
  if (color.a < 1) {
    g_string_append_c(out, '/');
    test_append_number(out, color.a);
  }
}

static void append_value(CairnArena *arena, GString *out, CairnValue value) {
  if (value.kind == CAIRN_NUMBER || value.kind == CAIRN_TIME) {
    test_append_number(out, value.number);
  } else if (value.kind == CAIRN_UNDEFINED) {
    g_string_append_c(out, '-');
  } else if (value.kind == CAIRN_ARRAY) {
    for (size_t i = 0; i < value.array->n; i++) {
      g_string_append_c(out, i ? ',' : '[');
      append_value(arena, out, value.array->items[i]);
    }
    g_string_append_c(out, ']');
  } else {
    g_autofree char *text = g_strdelimit(g_strdup(cairn_value_to_name(arena, value)), " ", '_');
    g_string_append(out, *text ? text : "''");
  }
}

static void append_mapped(CairnArena *arena, GString *out, CairnValue value) {
  CairnColor color;
  g_string_append_c(out, ' ');
  if (value.kind == CAIRN_STRING && cairn_color_parse(value.string, &color))
    append_color(out, color);
  else
    append_value(arena, out, value);
}

static CairnValue domain_value(const CairnScale *scale, size_t i) {
  return scale->values ? scale->values[i] : cairn_value_number(scale->domain[i]);
}

static char *scale_line(CairnArena *arena, const CairnScaleBinding *binding) {
  const CairnScale *scale = binding->scale;
  GString *out = g_string_new(NULL);
  g_string_printf(out, "%s %s [", cairn_channel_name(binding->channel), cairn_scale_type_name(scale->type));
  for (size_t i = 0; i < scale->n_domain; i++) {
    g_string_append_c(out, ' ');
    append_value(arena, out, domain_value(scale, i));
  }
  g_string_append(out, " ] ->");
  bool discrete = cairn_scale_type_is_discrete(scale->type);
  for (size_t i = 0; discrete && i < scale->n_domain; i++)
    append_mapped(arena, out, cairn_scale_value(scale, domain_value(scale, i)));
  for (int k = 0; !discrete && scale->n_domain && k <= 4; k++) {
    double low = scale->domain[0], high = scale->domain[scale->n_domain - 1];
    append_mapped(arena, out, cairn_scale_value(scale, cairn_value_number(low + (high - low) * k / 4)));
  }
  if (scale->type == CAIRN_SCALE_BAND || scale->type == CAIRN_SCALE_POINT) {
    g_string_append(out, " step ");
    test_append_number(out, cairn_scale_step(scale));
    g_string_append(out, " band ");
    test_append_number(out, cairn_scale_bandwidth(scale));
  }
  return g_string_free(out, FALSE);
}

static int compare_lines(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool describe(TestChart *chart, char *const *expected, GString *out, GError **error) {
  (void)expected, (void)error;
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  for (size_t i = 0; i < chart->scales->n; i++)
    g_ptr_array_add(lines, scale_line(chart->arena, chart->scales->bindings[i]));
  g_ptr_array_sort(lines, compare_lines);
  for (size_t i = 0; i < lines->len; i++)
    if (i == 0 || strcmp(lines->pdata[i], lines->pdata[i - 1]) != 0)
      g_string_append_printf(out, "%s\n", (char *)lines->pdata[i]);
  return true;
}

static void test_reference(void **state) {
  (void)state;
  test_cases_run("tests/scale/resolve_cases.txt", 90, describe);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_reference)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
