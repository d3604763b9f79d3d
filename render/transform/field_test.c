#include "transform/field_test.h"

#include "transform/date_time.h"
#include "transform/expressions.h"
#include "transform/fields.h"
#include "transform/members.h"
#include "transform/time_unit.h"

#include <math.h>
#include <string.h>

typedef enum TestKind { EQUAL, LT, LTE, GT, GTE, RANGE, ONE_OF, VALID, N_TESTS } TestKind;
static const char *const test_names[] = {"equal", "lt", "lte", "gt", "gte", "range", "oneOf", "valid"};

typedef struct Test {
  TestKind kind;
  CairnTimeUnitNode unit;
  size_t n;
  CairnValue *values; /* one; two for a range, null where it is open; any number for oneOf */
  bool has_moment;    /* one of the values is a date */
} Test;

static const CairnZone *zone_of(const CairnTransformRun *run, const Test *test) {
  return test->unit.unit.utc ? NULL : run->expressions.zone;
}

/* A value beside a time unit is a moment, or for a unit of one part ("month") perhaps the number or name of
 * that part. */
static bool read_part(CairnTransformRun *run, const Test *test, const json_t *json, CairnValue *out,
                      GError **error) {
  static const char *const single[] = {"year", "quarter", "month",   "week",    "day",         "dayofyear",
                                       "date", "hours",   "minutes", "seconds", "milliseconds"};
  CairnValue value = cairn_value_from_json(run->arena, json);
  double ms = cairn_value_to_moment(value, zone_of(run, test));
  bool is_part = value.kind == CAIRN_NUMBER ? value.number < 10000 : isnan(ms);
  for (size_t i = 0; is_part && i < G_N_ELEMENTS(single); i++) {
    if (strcmp(single[i], test->unit.name) != 0) continue;
    if (!cairn_date_time_part(single[i], json, zone_of(run, test), &ms, error)) return false;
  }
  *out = cairn_value_number(ms);
  return true;
}

static bool read_value(CairnTransformRun *run, Test *test, const json_t *json, CairnValue *out,
                       GError **error) {
  if (json_is_object(json) && json_object_get(json, "expr"))
    return cairn_transform_constant(run, json, "expr", out, error);
  if (json_is_object(json) && json_object_get(json, "signal"))
    return cairn_transform_constant(run, json, "signal", out, error);
  if (cairn_date_time_is(json)) {
    double ms = NAN;
    test->has_moment = true;
    if (!cairn_date_time_read(json, run->expressions.zone, &ms, error)) return false;
    *out = cairn_value_number(ms);
    return true;
  }
  if (test->unit.name && (json_is_string(json) || json_is_number(json))) {
    test->has_moment = true;
    return read_part(run, test, json, out, error);
  }
  *out = cairn_value_from_json(run->arena, json);
  return true;
}

static bool read_values(CairnTransformRun *run, Test *test, const json_t *node, const char *key,
                        GError **error) {
  const json_t *json = json_object_get(node, key);
  bool many = test->kind == RANGE || test->kind == ONE_OF;
  if (many && json_is_object(json)) {
    CairnValue list;
    if (!read_value(run, test, json, &list, error)) return false;
    test->n = list.kind == CAIRN_ARRAY ? list.array->n : 0;
    test->values = cairn_arena_array(run->arena, MAX(test->n, 2), CairnValue);
    for (size_t i = 0; i < test->n; i++)
      test->values[i] = list.array->items[i];
    if (test->kind == RANGE) test->n = 2;
    return true;
  }
  if (many && (!json_is_array(json) || (test->kind == RANGE && json_array_size(json) != 2))) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, key, "\"%s\" must be an array of %s", key,
                   test->kind == RANGE ? "two values" : "values");
    return false;
  }
  test->n = many ? json_array_size(json) : 1;
  test->values = cairn_arena_array(run->arena, MAX(test->n, 1), CairnValue);
  for (size_t i = 0; i < test->n; i++) {
    GError *failure = NULL;
    if (read_value(run, test, many ? json_array_get(json, i) : json, &test->values[i], &failure)) continue;
    cairn_error_place_at(failure, node, key);
    g_propagate_error(error, failure);
    return false;
  }
  return true;
}

static bool find_kind(const json_t *node, TestKind *kind, GError **error) {
  size_t n = 0;
  for (size_t i = 0; i < N_TESTS; i++) {
    if (!json_object_get(node, test_names[i])) continue;
    if (n++ == 0) *kind = (TestKind)i;
  }
  if (n == 1) return true;
  cairn_error_at(
      error, CAIRN_ERROR_SPEC, node, NULL,
      "a predicate must have one of \"equal\", \"lt\", \"lte\", \"gt\", \"gte\", \"range\", \"oneOf\", "
      "\"valid\"; this one has %s",
      n == 0 ? "none" : "several");
  return false;
}

static bool read_test(CairnTransformRun *run, const json_t *node, Test *test, GError **error) {
  static const char *const members[] = {"timeUnit", "equal", "lt",    "lte",   "gt",
                                        "gte",      "range", "oneOf", "valid", NULL};
  const char *unknown = NULL;
  g_autofree char *message = NULL;
  if (!cairn_members_known(node, "field", members, "a predicate", &unknown, &message) &&
      !cairn_transform_object(run, node, unknown, error, "%s", message))
    return false;
  if (!find_kind(node, &test->kind, error)) return false;
  if (!cairn_time_unit_read(node, "timeUnit", &test->unit, error)) return false;
  const char *key = test_names[test->kind];
  if (test->kind == VALID && !json_is_boolean(json_object_get(node, key))) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, key, "\"valid\" must be true or false");
    return false;
  }
  return read_values(run, test, node, key, error);
}

/* A date as its ms, so that it compares with numbers in every way. */
static CairnValue plain(CairnValue value) {
  return value.kind == CAIRN_TIME ? cairn_value_number(value.number) : value;
}

static bool is_valid(CairnValue cell) {
  return !cairn_value_is_missing(cell) && isfinite(cairn_value_to_number(cell));
}

static bool in_range(CairnValue cell, CairnValue low, CairnValue high) {
  bool open_low = cairn_value_is_missing(low), open_high = cairn_value_is_missing(high);
  if (!open_low && !open_high && cairn_value_relation(low, high) == 1) {
    CairnValue kept = low;
    low = high;
    high = kept;
  }
  int above = open_low ? 0 : cairn_value_relation(cell, low),
      below = open_high ? 0 : cairn_value_relation(cell, high);
  return (above == 0 || above == 1) && (below == 0 || below == -1);
}

static bool is_one_of(const Test *test, CairnValue cell) {
  for (size_t i = 0; i < test->n; i++)
    if (cairn_value_strict_equal(cell, plain(test->values[i]))) return true;
  return false;
}

static bool passes(const Test *test, CairnValue cell) {
  CairnValue value = plain(test->values[0]);
  int relation = 0;
  switch (test->kind) {
  case EQUAL:
    return cairn_value_strict_equal(cell, value);
  case RANGE:
    return in_range(cell, value, plain(test->values[1]));
  case ONE_OF:
    return is_one_of(test, cell);
  case VALID:
    return is_valid(cell) == value.boolean;
  default:
    relation = cairn_value_relation(cell, value);
  }
  switch (test->kind) {
  case LT:
    return relation == -1;
  case LTE:
    return relation == -1 || relation == 0;
  case GT:
    return relation == 1;
  default:
    return relation == 1 || relation == 0;
  }
}

/* The field's cells as the test sees them: moments where it is about time. */
static const CairnColumn *tested_column(CairnTransformRun *run, const Test *test, const CairnColumn *column,
                                        size_t n) {
  bool as_moment = test->has_moment && column->type == CAIRN_COLUMN_STRING;
  if (!test->unit.is_given && !as_moment) return column;
  const CairnZone *zone = zone_of(run, test);
  CairnTimeUnit unit = cairn_time_unit_for_column(&test->unit, zone, column, n);
  double *moments = cairn_arena_array(run->arena, n, double);
  for (size_t i = 0; i < n; i++) {
    moments[i] = cairn_value_to_moment(cairn_column_value(column, i), zone);
    if (test->unit.is_given && !unit.binned) moments[i] = cairn_time_unit_floor(&unit, zone, moments[i]);
  }
  return cairn_column_new_numbers(run->arena, column->name, moments, NULL);
}

/* Tests between bounds on plain numbers need no values made of the cells. */
static bool test_numbers(const Test *test, const CairnColumn *column, size_t n, const uint8_t *wanted,
                         uint8_t *keep) {
  bool numeric = column->type == CAIRN_COLUMN_NUMBER || column->type == CAIRN_COLUMN_TIME;
  CairnValue bound = test->n ? plain(test->values[0]) : cairn_value_undefined();
  if (!numeric || column->states || bound.kind != CAIRN_NUMBER) return false;
  const double *cells = column->numbers, b = bound.number;
#define EACH(CONDITION)                                                                                      \
  for (size_t i = 0; i < n; i++)                                                                             \
    if (wanted[i]) keep[i] = (CONDITION)
  switch (test->kind) {
  case EQUAL:
    EACH(cells[i] == b);
    return true;
  case LT:
    EACH(cells[i] < b);
    return true;
  case LTE:
    EACH(cells[i] <= b);
    return true;
  case GT:
    EACH(cells[i] > b);
    return true;
  case GTE:
    EACH(cells[i] >= b);
    return true;
  default:
    return false;
  }
#undef EACH
}

bool cairn_field_test_evaluate(CairnTransformRun *run, const json_t *node, const CairnTable *table,
                               const uint8_t *wanted, uint8_t *keep, GError **error) {
  Test test = {0};
  const CairnColumn *field = cairn_field_read(run, table, node, "field", "the field to test", error);
  if (!field || !read_test(run, node, &test, error)) return false;
  const CairnColumn *column = tested_column(run, &test, field, table->n_rows);
  if (test_numbers(&test, column, table->n_rows, wanted, keep)) return true;
  for (size_t i = 0; i < table->n_rows; i++)
    if (wanted[i]) keep[i] = passes(&test, plain(cairn_column_value(column, i)));
  return true;
}
