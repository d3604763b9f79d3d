/* What a transform refuses and how it says so; limits; and what has no reference to compare with. */
#include "base/time_unit.h"
#include "json_table.h"
#include "transform/bin.h"
#include "transform/statistics.h"
#include "transform/transform.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static json_t *parse(const char *text) {
  json_error_t problem;
  json_t *json = json_loads(text, JSON_DECODE_ANY, &problem);
  if (!json) fail_msg("%s: %s", text, problem.text);
  return json;
}

static const char *const cars =
    "[{\"name\":\"a\",\"price\":1,\"tags\":[1,2]},{\"name\":\"b\",\"price\":2,\"tags\":[]}]";

/* Applies one transform to `rows`; the result is NULL with *error set when it fails. */
static CairnTable *apply_to(CairnArena *arena, const char *rows, const char *transform, GError **error) {
  json_t *data = parse(rows), *node = parse(transform);
  CairnTransformRun run = {.arena = arena};
  CairnTable *table = test_table_from_json(arena, data, NULL);
  CairnTable *result = cairn_transform_apply(&run, node, table, error);
  json_decref(data);
  json_decref(node);
  return result;
}

static const struct {
  const char *transform, *key, *message;
} invalid[] = {
    {"{\"fliter\": \"true\"}", "fliter", "there is no transform \"fliter\"; did you mean \"filter\"?"},
    {"{\"zzz\": 1}", NULL,
     "a transform must have one of \"filter\", \"calculate\", \"aggregate\", \"bin\", \"timeUnit\", \"stack\", "
     "\"window\", \"joinaggregate\", \"fold\", \"flatten\", \"impute\", \"lookup\", \"pivot\", \"density\", "
     "\"quantile\", \"regression\", \"loess\", \"sample\", \"extent\""},
    {"{\"stack\": \"price\", \"groupBy\": [\"name\"]}", "groupBy",
     "the transform \"stack\" has no property \"groupBy\"; did you mean \"groupby\"?"},
    {"{\"fold\": [\"price\"], \"xyzzy\": 1}", "xyzzy",
     "the transform \"fold\" has no property \"xyzzy\"; it has \"fold\", \"as\""},
    {"{\"stack\": \"pric\", \"groupby\": []}", "stack",
     "the data have no field \"pric\"; did you mean \"price\"?"},
    {"{\"stack\": \"weight\", \"groupby\": []}", "stack",
     "the data have no field \"weight\"; they have \"name\", \"price\", \"tags\""},
    {"{\"stack\": \"a[\", \"groupby\": []}", "stack",
     "the field \"a[\" has a bracket or a quote that does not close"},
    {"{\"stack\": 3}", "stack", "\"stack\" must be a string"},
    {"{\"stack\": \"price\", \"offset\": \"middle\"}", "offset",
     "\"offset\" is \"middle\"; it must be one of \"zero\", \"center\", \"normalize\""},
    {"{\"stack\": \"price\", \"sort\": [{\"field\": \"name\", \"oder\": 1}]}", "oder",
     "a sort has no property \"oder\"; did you mean \"order\"?"},
    {"{\"calculate\": \"1\"}", NULL, "\"as\" is missing: the name for the result"},
    {"{\"filter\": 3}", "filter", "a predicate must be an expression or an object"},
    {"{\"filter\": {\"field\": \"price\"}}", NULL,
     "a predicate must have one of \"equal\", \"lt\", \"lte\", \"gt\", \"gte\", \"range\", \"oneOf\", \"valid\"; this one "
     "has none"},
    {"{\"filter\": {\"field\": \"price\", \"lt\": 1, \"gt\": 0}}", NULL,
     "a predicate must have one of \"equal\", \"lt\", \"lte\", \"gt\", \"gte\", \"range\", \"oneOf\", \"valid\"; this one "
     "has several"},
    {"{\"filter\": {\"field\": \"price\", \"range\": [1]}}", "range",
     "\"range\" must be an array of two values"},
    {"{\"filter\": {\"field\": \"price\", \"gt\": {\"year\": 2000, \"month\": \"Foo\"}}}", "month",
     "\"month\" must be a number from 1 to 12 or a month's name"},
    {"{\"filter\": {\"and\": 1}}", "and", "\"and\" must be an array of predicates"},
    {"{\"filter\": {\"field\": \"price\", \"timeUnit\": \"yearly\", \"equal\": 1}}", "timeUnit",
     "there is no time unit \"yearly\"; it is \"year\", \"quarter\", \"month\", \"week\", \"date\", \"day\", "
     "\"dayofyear\", \"hours\", \"minutes\", \"seconds\", \"milliseconds\", several of these such as "
     "\"yearmonthdate\", or one of these after \"utc\""},
    {"{\"aggregate\": {}}", "aggregate", "\"aggregate\" must be an array of {\"op\", \"field\", \"as\"}"},
    {"{\"aggregate\": [{\"op\": \"men\", \"field\": \"price\"}]}", "op",
     "there is no aggregate \"men\"; did you mean \"mean\"?"},
    {"{\"aggregate\": [{\"op\": \"sum\"}]}", NULL, "\"field\" is missing: the aggregate \"sum\" needs one"},
    {"{\"aggregate\": [{\"op\": \"sum\", \"fild\": \"price\"}]}", "fild",
     "an aggregate has no property \"fild\"; did you mean \"field\"?"},
    {"{\"window\": [{\"op\": \"dense_rnk\"}]}", "op",
     "there is no window operation \"dense_rnk\"; did you mean \"dense_rank\"?"},
    {"{\"window\": [{\"op\": \"ntile\"}]}", NULL, "the operation \"ntile\" needs a \"param\" of at least 1"},
    {"{\"window\": [{\"op\": \"ntile\", \"param\": 0}]}", "param",
     "the operation \"ntile\" needs a \"param\" of at least 1"},
    {"{\"window\": [{\"op\": \"lag\"}]}", NULL, "\"field\" is missing: the field whose values to take"},
    {"{\"window\": [], \"frame\": [1]}", "frame", "\"frame\" must be an array of two numbers or nulls"},
    {"{\"bin\": true, \"field\": \"price\"}", NULL, "\"as\" is missing: the name for the starts of the bins"},
    {"{\"bin\": false, \"field\": \"price\", \"as\": \"b\"}", "bin", "\"bin\" must be true or an object"},
    {"{\"bin\": {\"base\": 1}, \"field\": \"price\", \"as\": \"b\"}", "base",
     "\"base\" must be greater than 1"},
    {"{\"bin\": {\"step\": 0}, \"field\": \"price\", \"as\": \"b\"}", "step",
     "\"step\" must be greater than 0"},
    {"{\"bin\": {\"divide\": [0, 2]}, \"field\": \"price\", \"as\": \"b\"}", "divide",
     "\"divide\" must be greater than 0"},
    {"{\"bin\": {\"maxbin\": 3}, \"field\": \"price\", \"as\": \"b\"}", "maxbin",
     "\"bin\" has no property \"maxbin\"; did you mean \"maxbins\"?"},
    {"{\"bin\": {\"step\": 1e-9}, \"field\": \"price\", \"as\": \"b\"}", "bin",
     "more bins are asked for than the limit of 100000"},
    {"{\"timeUnit\": {\"unit\": \"month\", \"step\": 0}, \"field\": \"price\", \"as\": \"t\"}", "step",
     "\"step\" must be at least 1"},
    {"{\"flatten\": [\"price\"]}", "flatten", "\"price\" is not an array in row 1 of the data"},
    {"{\"impute\": \"price\", \"key\": \"name\", \"keyvals\": {\"stop\": 1e9}}", NULL,
     "a sequence of 1000000000 numbers is longer than the limit of 10000000"},
    {"{\"impute\": \"price\", \"key\": \"name\", \"keyvals\": {\"start\": 1}}", NULL,
     "\"stop\" is missing: the end of the sequence"},
    {"{\"lookup\": \"name\"}", NULL, "a lookup needs \"from\", an object with \"data\" and \"key\""},
    {"{\"lookup\": \"name\", \"from\": {\"key\": \"id\"}}", NULL, "\"from\" must have \"data\" or \"param\""},
    {"{\"density\": \"price\", \"steps\": 1e9}", "steps", "the number of steps must be from 1 to 100000"},
    {"{\"quantile\": \"price\", \"step\": 0}", "step", "\"step\" must be from 1e-05 to 1"},
    {"{\"regression\": \"price\", \"on\": \"price\", \"order\": 99}", "order",
     "\"order\" must be a whole number from 0 to 20"},
    {"{\"regression\": \"price\", \"on\": \"price\", \"method\": \"cubic\"}", "method",
     "\"method\" is \"cubic\"; it must be one of \"linear\", \"log\", \"exp\", \"pow\", \"quad\", \"poly\""},
    {"{\"loess\": \"price\", \"on\": \"price\", \"bandwidth\": 2}", "bandwidth",
     "\"bandwidth\" must be from 0 to 1"},
    {"{\"sample\": -1}", "sample", "\"sample\" must be a number of rows"},
    {"{\"fold\": [1]}", NULL, "an item of \"fold\" must be a string"},
    {"{\"fold\": [\"price\"], \"as\": \"x\"}", "as", "\"as\" must be an array of two names"},
};

static void test_wrong_transforms_are_explained(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(invalid); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autoptr(GError) error = NULL;
    assert_null(apply_to(arena, cars, invalid[i].transform, &error));
    assert_non_null(error);
    assert_string_equal(error->message, invalid[i].message);
    const CairnPlace *place = cairn_error_place(error);
    assert_non_null(place->node);
    if (invalid[i].key)
      assert_string_equal(place->key, invalid[i].key);
    else
      assert_null(place->key);
  }
}

static void test_expressions_fail_at_their_place(void **state) {
  (void)state;
  static const struct {
    const char *transform, *key;
  } cases[] = {
      {"{\"filter\": \"datum.price >\"}", "filter"},
      {"{\"calculate\": \"nope(1)\", \"as\": \"x\"}", "calculate"},
      {"{\"filter\": {\"field\": \"price\", \"lt\": {\"expr\": \"1 +\"}}}", "expr"},
      {"{\"filter\": {\"not\": \"1 +\"}}", "not"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autoptr(GError) error = NULL;
    assert_null(apply_to(arena, cars, cases[i].transform, &error));
    assert_string_equal(cairn_error_place(error)->key, cases[i].key);
  }
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GError) error = NULL;
  assert_null(apply_to(arena, cars, "{\"filter\": {\"and\": [\"true\", \"1 +\"]}}", &error));
  assert_int_equal(cairn_error_place(error)->index, 1);
}

static void count_warning(GError *warning, void *data) {
  (void)warning;
  ++*(size_t *)data;
}

static void test_lenient_runs_warn_instead(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GError) error = NULL;
  size_t n_warnings = 0;
  const CairnWarnings warnings = {count_warning, &n_warnings};
  json_t *rows = parse(cars), *node = parse("{\"stack\": \"pric\", \"groupby\": [], \"groupBy\": 1}");
  CairnTransformRun run = {.arena = arena, .warnings = &warnings, .lenient = true};
  CairnTable *result = cairn_transform_apply(&run, node, test_table_from_json(arena, rows, NULL), &error);
  assert_non_null(result);
  assert_int_equal(n_warnings, 2);
  assert_true(isnan(cairn_column_quantity(cairn_table_column(result, "pric_end"), 0)));
  json_decref(rows);
  json_decref(node);
}

static void test_errors_of_made_transforms_point_elsewhere(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GError) error = NULL;
  json_t *rows = parse(cars), *node = parse("{\"stack\": \"pric\"}"), *origin = parse("{\"y\": {}}");
  CairnTransformRun run = {.arena = arena, .place_node = origin, .place_key = "y"};
  assert_null(cairn_transform_apply(&run, node, test_table_from_json(arena, rows, NULL), &error));
  assert_ptr_equal(cairn_error_place(error)->node, origin);
  assert_string_equal(cairn_error_place(error)->key, "y");
  json_decref(rows);
  json_decref(node);
  json_decref(origin);
}

/* Results that Vega gets wrong or cannot give: frames that start after the row, paths in groupby, dates equal
 * to numbers. */
static void test_cases_beyond_vega(void **state) {
  (void)state;
  static const struct {
    const char *rows, *transform, *expected;
  } cases[] = {
      {"[{\"v\":1},{\"v\":2},{\"v\":4}]",
       "{\"window\":[{\"op\":\"sum\",\"field\":\"v\",\"as\":\"s\"},{\"op\":\"max\",\"field\":\"v\",\"as\":\"m\"},"
       "{\"op\":\"first_value\",\"field\":\"v\",\"as\":\"f\"}],\"frame\":[1,2]}",
       "[{\"v\":1,\"s\":6,\"m\":4,\"f\":2},{\"v\":2,\"s\":4,\"m\":4,\"f\":4},{\"v\":4}]"},
      {"[{\"o\":{\"p\":1,\"q\":\"x\"}},{\"o\":{\"p\":2,\"q\":\"x\"}},{\"o\":{\"p\":4,\"q\":\"y\"}}]",
       "{\"aggregate\":[{\"op\":\"sum\",\"field\":\"o.p\"}],\"groupby\":[\"o.q\"]}",
       "[{\"o.q\":\"x\",\"sum_o.p\":3},{\"o.q\":\"y\",\"sum_o.p\":4}]"},
      {"[{\"d\":{\"$time\":1325376000000}},{\"d\":{\"$time\":5}}]",
       "{\"filter\":{\"field\":\"d\",\"equal\":{\"year\":2012}}}", "[{\"d\":{\"$time\":1325376000000}}]"},
      {"[{\"d\":\"2012-01-01\"},{\"d\":\"x\"}]", "{\"filter\":{\"field\":\"d\",\"gte\":{\"year\":2012}}}",
       "[{\"d\":\"2012-01-01\"}]"},
      {"[{\"d\":\"2012-05-17\"},{\"d\":null},{\"d\":\"x\"}]",
       "{\"timeUnit\":\"yearmonth\",\"field\":\"d\",\"as\":\"m\"}",
       "[{\"d\":\"2012-05-17\",\"m\":{\"$time\":1335830400000},\"m_end\":{\"$time\":1338508800000}},"
       "{\"d\":null,\"m\":null,\"m_end\":null},"
       "{\"d\":\"x\",\"m\":{\"$number\":\"NaN\"},\"m_end\":{\"$number\":\"NaN\"}}]"},
      {"[{\"d\":{\"$time\":1335830400000}}]",
       "{\"timeUnit\":{\"unit\":\"yearmonth\",\"binned\":true},\"field\":\"d\",\"as\":\"d\"}",
       "[{\"d\":{\"$time\":1335830400000},\"d_end\":{\"$time\":1338508800000}}]"},
      {"[{\"v\":1},{\"v\":2}]", "{\"filter\":{\"and\":[]}}", "[{\"v\":1},{\"v\":2}]"},
      {"[{\"v\":1},{\"v\":2}]", "{\"filter\":{\"or\":[]}}", "[]"},
      {"[{\"v\":1},{\"v\":2}]", "{\"filter\":{\"param\":\"brush\"}}", "[{\"v\":1},{\"v\":2}]"},
      {"[{\"v\":1},{\"v\":2}]", "{\"filter\":{\"param\":\"brush\",\"empty\":false}}", "[]"},
      {"[{\"v\":null},{\"v\":{\"w\":3}}]", "{\"filter\":{\"and\":[\"datum.v !== null\",\"datum.v.w > 2\"]}}",
       "[{\"v\":{\"w\":3}}]"},
      {"[{\"a\":\"x\"}]", "{\"lookup\":\"a\",\"from\":{\"param\":\"p\",\"key\":\"a\"}}",
       "[{\"a\":\"x\",\"p\":null}]"},
      {"[{\"a\":[1]},{\"a\":null},{}]", "{\"flatten\":[\"a\"]}", "[{\"a\":1}]"},
      {"[]", "{\"stack\":\"nowhere\",\"groupby\":[\"neither\"]}", "[]"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autoptr(GError) error = NULL;
    CairnTransformRun run = {.arena = arena};
    json_t *rows = parse(cases[i].rows), *node = parse(cases[i].transform),
           *expected = parse(cases[i].expected);
    CairnTable *result = cairn_transform_apply(&run, node, test_table_from_json(arena, rows, NULL), &error);
    if (!result) fail_msg("%s: %s", cases[i].transform, error->message);
    if (strstr(cases[i].transform, "\"param\":\"p\"")) {
      assert_int_equal(cairn_column_value(cairn_table_column(result, "p"), 0).kind, CAIRN_NULL);
    } else {
      g_autofree char *difference = test_table_difference(result, expected);
      if (difference) fail_msg("%s: %s", cases[i].transform, difference);
    }
    json_decref(rows);
    json_decref(node);
    json_decref(expected);
  }
}

static bool keep_first(void *user, const char *param, const CairnTable *table, uint8_t *keep) {
  (void)user;
  if (strcmp(param, "first") != 0) return false;
  for (size_t i = 1; i < table->n_rows; i++)
    keep[i] = 0;
  return true;
}

static void test_selections_start_with_their_value(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnTransformRun run = {.arena = arena, .select = keep_first};
  json_t *rows = parse(cars);
  CairnTable *table = test_table_from_json(arena, rows, NULL);
  const struct {
    const char *transform;
    size_t n_rows;
  } cases[] = {{"{\"filter\": {\"param\": \"first\"}}", 1},
               {"{\"filter\": {\"not\": {\"param\": \"first\"}}}", 1},
               {"{\"filter\": {\"param\": \"first\", \"empty\": false}}", 1},
               {"{\"filter\": {\"param\": \"other\"}}", 2}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    json_t *node = parse(cases[i].transform);
    assert_int_equal(cairn_transform_apply(&run, node, table, NULL)->n_rows, cases[i].n_rows);
    json_decref(node);
  }
  json_decref(rows);
}

static void test_samples_are_the_same_every_time(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  enum { ROWS = 1000, SAMPLE = 50 };
  double numbers[ROWS];
  for (size_t i = 0; i < ROWS; i++)
    numbers[i] = (double)i;
  CairnTable *table = cairn_table_new(arena, ROWS);
  cairn_table_put(table, cairn_column_new_numbers(arena, "i", numbers, NULL));
  json_t *node = parse("{\"sample\": 50}");
  CairnTransformRun run = {.arena = arena};
  CairnTable *first = cairn_transform_apply(&run, node, table, NULL);
  CairnTable *second = cairn_transform_apply(&run, node, table, NULL);
  assert_int_equal(first->n_rows, SAMPLE);
  bool seen[ROWS] = {false};
  double sum = 0;
  for (size_t i = 0; i < SAMPLE; i++) {
    double number = first->columns[0]->numbers[i];
    assert_true(number == second->columns[0]->numbers[i]);
    assert_false(seen[(size_t)number]);
    seen[(size_t)number] = true;
    sum += number;
  }
  assert_true(fabs(sum / SAMPLE - ROWS / 2.0) < 150);
  json_decref(node);
}

/* Rows that share the bin of the row before get what they would get alone, also where clocks change. */
static void test_time_bins_do_not_depend_on_the_rows_before(void **state) {
  (void)state;
  enum { ROWS = 4000 };
  static const char *const units[] = {
      "year",  "yearmonth", "yearmonthdate", "yearmonthdatehours", "yearmonthdatehoursminutes",
      "month", "yearweek",  "hours"};
  g_autoptr(CairnZone) zone = cairn_zone_new("Europe/Berlin", NULL);
  assert_non_null(zone);
  CairnRandom random = {3};
  for (size_t u = 0; u < G_N_ELEMENTS(units); u++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    double moments[ROWS];
    double moment = 1.3e12;
    for (size_t i = 0; i < ROWS; i++) {
      moments[i] = moment;
      moment += (cairn_random_next(&random) - 0.2) * (i < ROWS / 2 ? 2.5e6 : 4e8);
    }
    CairnTable *table = cairn_table_new(arena, ROWS);
    cairn_table_put(table, cairn_column_new_times(arena, "d", moments, NULL));
    json_t *node = json_pack("{s:s, s:s, s:s}", "timeUnit", units[u], "field", "d", "as", "t");
    CairnTransformRun run = {.arena = arena, .expressions = {.zone = zone}};
    CairnTable *result = cairn_transform_apply(&run, node, table, NULL);
    CairnTimeUnit unit;
    assert_true(cairn_time_unit_parse(units[u], &unit));
    for (size_t i = 0; i < ROWS; i++) {
      double start = cairn_time_unit_floor(&unit, zone, moments[i]);
      assert_true(cairn_table_column(result, "t")->numbers[i] == start);
      assert_true(cairn_table_column(result, "t_end")->numbers[i] ==
                  cairn_time_unit_next(&unit, zone, start));
    }
    json_decref(node);
  }
}

/* Every value lies in its bin, bins start at start + k × step, and there are no more than were asked for. */
static void test_bins_hold_their_values(void **state) {
  (void)state;
  CairnRandom random = {42};
  for (size_t turn = 0; turn < 2000; turn++) {
    double size = pow(10, cairn_random_next(&random) * 20 - 10),
           low = (cairn_random_next(&random) - 0.5) * size;
    double high = low + cairn_random_next(&random) * size;
    double most = 2 + floor(cairn_random_next(&random) * 60);
    CairnBinOptions options = {
        .maxbins = most, .base = 10, .anchor = NAN, .nice = turn % 2 == 0, .divide = {5, 2}, .n_divide = 2};
    CairnBins bins = cairn_bin_parameters(&options, low, high);
    assert_true(bins.step > 0 && bins.start <= low + 1e-9 * size && bins.stop >= high - 1e-9 * size);
    assert_true((bins.stop - bins.start) / bins.step <= most + 2);
    for (size_t i = 0; i < 10; i++) {
      double value = low + cairn_random_next(&random) * (high - low), start = cairn_bin_start(&bins, value);
      if (isinf(start)) continue;
      double index = (start - bins.start) / bins.step;
      assert_true(fabs(index - round(index)) < 1e-6);
      assert_true(start <= value + 1e-6 * bins.step &&
                  value <= cairn_bin_end(&bins, start) + 1e-6 * bins.step);
    }
  }
}

static void test_bins_of_odd_extents(void **state) {
  (void)state;
  const CairnBinOptions options = {
      .maxbins = 10, .base = 10, .anchor = NAN, .nice = true, .divide = {5, 2}, .n_divide = 2};
  static const double extents[][2] = {{0, 0},           {5, 5},          {-3, -3},         {0, 5e-324},
                                      {1e308, 1.7e308}, {-1e308, 1e308}, {1, 1 + 2.3e-16}, {-5e-324, 5e-324},
                                      {1e-300, 2e-300}};
  for (size_t i = 0; i < G_N_ELEMENTS(extents); i++) {
    CairnBins bins = cairn_bin_parameters(&options, extents[i][0], extents[i][1]);
    assert_true(bins.step > 0);
    double start = cairn_bin_start(&bins, extents[i][0]);
    (void)start;
  }
  assert_true(isnan(cairn_bin_parameters(&options, NAN, NAN).start));
  assert_true(isnan(cairn_bin_parameters(&options, -INFINITY, 1).start));
}

static void test_quantiles_are_those_of_sorting(void **state) {
  (void)state;
  CairnRandom random = {7};
  for (size_t turn = 0; turn < 500; turn++) {
    size_t n = 1 + (size_t)(cairn_random_next(&random) * 60);
    double values[64], sorted[64];
    for (size_t i = 0; i < n; i++)
      sorted[i] = values[i] = floor(cairn_random_next(&random) * 20);
    cairn_sort_numbers(sorted, n);
    double p = cairn_random_next(&random);
    assert_true(fabs(cairn_quantile(values, n, p) - cairn_quantile_sorted(sorted, n, p)) < 1e-12);
  }
  assert_true(isnan(cairn_quantile(NULL, 0, 0.5)));
}

/* Orders of values against which selection by pivots could take quadratic time. */
static void test_selection_stays_fast(void **state) {
  (void)state;
  enum { N = 200000 };
  g_autofree double *values = g_new(double, N);
  for (size_t kind = 0; kind < 4; kind++) {
    for (size_t i = 0; i < N; i++)
      values[i] = kind == 0   ? 1
                  : kind == 1 ? (double)i
                  : kind == 2 ? (double)(N - i)
                              : (double)(i < N / 2 ? i : N - i);
    double median = cairn_quantile(values, N, 0.5);
    assert_true(kind != 1 || median == (N - 1) / 2.0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_wrong_transforms_are_explained),
      cmocka_unit_test(test_expressions_fail_at_their_place),
      cmocka_unit_test(test_lenient_runs_warn_instead),
      cmocka_unit_test(test_errors_of_made_transforms_point_elsewhere),
      cmocka_unit_test(test_cases_beyond_vega),
      cmocka_unit_test(test_selections_start_with_their_value),
      cmocka_unit_test(test_samples_are_the_same_every_time),
      cmocka_unit_test(test_time_bins_do_not_depend_on_the_rows_before),
      cmocka_unit_test(test_bins_hold_their_values),
      cmocka_unit_test(test_bins_of_odd_extents),
      cmocka_unit_test(test_quantiles_are_those_of_sorting),
      cmocka_unit_test(test_selection_stays_fast),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
