#include "cases.h"

#include "base/color.h"
#include "dataflow.h"
#include "layout/size.h"
#include "parameters.h"
#include "spec/check.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

void test_append_number(GString *out, double number) {
  double rounded = round(number * 1000) / 1000;
  char text[64];
  if (isnan(number))
    g_string_append(out, "NaN");
  else
    g_string_append(out, g_ascii_formatd(text, sizeof text, "%.15g", rounded == 0 ? 0 : rounded));
}

bool test_chart_make(TestChart *chart, const char *text, GError **error) {
  CairnArena *arena = chart->arena;
  g_autofree char *json = g_strdelimit(g_strdup(text), "'", '"');
  CairnSpec *spec = cairn_spec_load_text(json, strlen(json), "test.json", error);
  if (!spec) return false;
  cairn_arena_own(arena, spec, (GDestroyNotify)cairn_spec_free);
  CairnDataflow *flow = cairn_arena_one(arena, CairnDataflow);
  *flow = (CairnDataflow){.arena = arena, .spec = spec, .run = {.arena = arena, .block_rows = chart->block_rows}};
  chart->run = &flow->run;
  if (!cairn_spec_check(spec->root, false, NULL, error)) return false;
  if (!cairn_parameters_read(&flow->run, spec->root, error)) return false;
  flow->model = cairn_model_new(arena, spec->root, &(CairnLook){.theme = "vega"}, NULL, error);
  if (!flow->model || !cairn_dataflow_run(flow, error)) return false;
  chart->view = flow->model->view;
  chart->scales = cairn_scale_resolve(chart->view, NULL, error);
  return chart->scales && cairn_size_views(chart->view, error) && cairn_scale_finish(chart->scales, error);
}

/* ---- Files of cases ---- */

typedef struct Run {
  const char *path;
  TestDescribe *describe;
  CairnTextMeasurer *measurer;
  GString *datasets; /* members of an object */
  size_t n, n_failed;
} Run;

/* Rounding may differ by one. */
static bool same_color(const char *a, const char *b) {
  CairnColor x, y;
  if (*a != '#' || *b != '#' || strlen(a) != strlen(b) || !cairn_color_parse(a, &x) ||
      !cairn_color_parse(b, &y))
    return false;
  return fabs(x.r - y.r) <= 1 && fabs(x.g - y.g) <= 1 && fabs(x.b - y.b) <= 1;
}

static bool same_word(const char *a, const char *b) {
  const char *equals_a = strchr(a, '='), *equals_b = strchr(b, '=');
  if (equals_a && equals_b && equals_a - a == equals_b - b && memcmp(a, b, (size_t)(equals_a - a)) == 0) {
    a = equals_a + 1;
    b = equals_b + 1;
  }
  char *end_a, *end_b;
  double x = g_ascii_strtod(a, &end_a), y = g_ascii_strtod(b, &end_b);
  if (end_a > a && end_b > b && !*end_a && !*end_b) return fabs(x - y) <= 0.002 || (isnan(x) && isnan(y));
  return strcmp(a, b) == 0 || same_color(a, b);
}

static bool same_line(const char *a, const char *b) {
  g_auto(GStrv) left = g_strsplit(a, " ", -1), right = g_strsplit(b, " ", -1);
  if (g_strv_length(left) != g_strv_length(right)) return false;
  for (size_t i = 0; left[i]; i++)
    if (!same_word(left[i], right[i])) return false;
  return true;
}

static bool same_lines(char *const *expected, const char *got) {
  g_auto(GStrv) lines = g_strsplit(got, "\n", -1);
  size_t n = g_strv_length(lines) - 1; /* the last is empty */
  if (n != g_strv_length((char **)expected)) return false;
  for (size_t i = 0; i < n; i++) {
    bool error = g_str_has_prefix(expected[i], "error ");
    if (error ? !strstr(lines[i], expected[i] + strlen("error ")) : !same_line(expected[i], lines[i]))
      return false;
  }
  return true;
}

static char *with_datasets(const Run *run, const char *spec) {
  const char *end = strrchr(spec, '}');
  return g_strdup_printf("%.*s,'datasets':{%s}}", (int)(end - spec), spec, run->datasets->str);
}

static void check_case(Run *run, size_t line, const char *spec, char *const *expected, size_t block_rows) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  TestChart chart = {.arena = arena, .measurer = run->measurer, .block_rows = block_rows};
  g_autoptr(GString) got = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = with_datasets(run, spec);
  if (!test_chart_make(&chart, text, &error) || !run->describe(&chart, expected, got, &error)) {
    g_string_truncate(got, 0);
    g_string_append_printf(got, "error %s\n", error ? error->message : "without a message");
  }
  run->n++;
  if (same_lines(expected, got->str)) return;
  run->n_failed++;
  g_autofree char *wanted = g_strjoinv("\n  ", (char **)expected);
  g_autofree char *found = g_strjoinv("\n  ", g_strsplit(g_strchomp(got->str), "\n", -1));
  fprintf(stderr, "%s:%zu%s: %s\nexpected\n  %s\ngot\n  %s\n\n", run->path, line, block_rows ? " in blocks" : "", spec, wanted, found);
}

static void run_lines(Run *run, char **lines) {
  for (size_t i = 0; lines[i]; i++) {
    char *space = strchr(lines[i], ' ');
    if (lines[i][0] == '@' && space) {
      g_string_append_printf(run->datasets, "%s'%.*s':%s", run->datasets->len ? "," : "",
                             (int)(space - lines[i] - 1), lines[i] + 1, space + 1);
    } else if (lines[i][0] == '{') {
      g_autoptr(GPtrArray) expected = g_ptr_array_new();
      for (size_t k = i + 1; lines[k] && g_str_has_prefix(lines[k], "  "); k++)
        g_ptr_array_add(expected, lines[k] + 2);
      g_ptr_array_add(expected, NULL);
      check_case(run, i + 1, lines[i], (char *const *)expected->pdata, 0);
      check_case(run, i + 1, lines[i], (char *const *)expected->pdata, 2);
    }
  }
}

void test_cases_run(const char *path, size_t at_least, TestDescribe *describe) {
  g_autofree char *full = g_build_filename(CAIRN_SOURCE_DIR, path, NULL), *text = NULL;
  g_autoptr(GError) error = NULL;
  if (!g_file_get_contents(full, &text, NULL, &error)) fail_msg("%s", error->message);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  Run run = {.path = path,
             .describe = describe,
             .measurer = cairn_text_measurer_new(NULL, NULL),
             .datasets = g_string_new(NULL)};
  run_lines(&run, lines);
  cairn_text_measurer_free(run.measurer);
  g_string_free(run.datasets, TRUE);
  if (run.n_failed) fail_msg("%zu of %zu cases differ", run.n_failed, run.n);
  assert_true(run.n >= 2 * at_least);
}
