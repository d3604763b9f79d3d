#include "transform/time_unit.h"

#include "base/date_parse.h"
#include "transform/fields.h"
#include "transform/members.h"
#include "transform/types.h"

#include <math.h>
#include <string.h>

/* The name without its prefixes, of which "binned" comes first. */
static const char *bare_name(const char *name) {
  if (g_str_has_prefix(name, "binned")) name += strlen("binned");
  if (g_str_has_prefix(name, "utc")) name += strlen("utc");
  return name;
}

static bool read_name(const json_t *node, const char *key, const char *name, CairnTimeUnitNode *out,
                      GError **error) {
  if (cairn_time_unit_parse(name, &out->unit)) {
    out->name = bare_name(name);
    return true;
  }
  g_autofree char *shown = cairn_text_printable(name, 60);
  cairn_error_at(
      error, CAIRN_ERROR_SPEC, node, key,
      "there is no time unit \"%s\"; it is \"year\", \"quarter\", \"month\", \"week\", \"date\", \"day\", "
      "\"dayofyear\", \"hours\", \"minutes\", \"seconds\", \"milliseconds\", several of these such as "
      "\"yearmonthdate\", or one of these after \"utc\"",
      shown);
  return false;
}

static bool read_object(const json_t *node, CairnTimeUnitNode *out, GError **error) {
  static const char *const members[] = {"maxbins", "step", "utc", "binned", NULL};
  const char *name = NULL, *unknown = NULL;
  g_autofree char *message = NULL;
  double step = 1;
  if (!cairn_members_known(node, "unit", members, "a time unit", &unknown, &message)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, unknown, "%s", message);
    return false;
  }
  if (!cairn_member_string(node, "unit", &name, error) ||
      (name && !read_name(node, "unit", name, out, error)))
    return false;
  if (!cairn_member_number(node, "step", &step, error) ||
      !cairn_member_number(node, "maxbins", &out->maxbins, error) ||
      !cairn_member_boolean(node, "utc", &out->unit.utc, error) ||
      !cairn_member_boolean(node, "binned", &out->unit.binned, error))
    return false;
  if (step < 1 || out->maxbins < 1) {
    const char *key = step < 1 ? "step" : "maxbins";
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, key, "\"%s\" must be at least 1", key);
    return false;
  }
  out->unit.step = step;
  return true;
}

bool cairn_time_unit_read(const json_t *node, const char *key, CairnTimeUnitNode *out, GError **error) {
  const json_t *value = json_object_get(node, key);
  *out = (CairnTimeUnitNode){.maxbins = 40};
  if (!value || json_is_null(value)) return true;
  out->is_given = true;
  if (json_is_string(value)) return read_name(node, key, json_string_value(value), out, error);
  if (json_is_object(value)) return read_object(value, out, error);
  cairn_error_at(error, CAIRN_ERROR_SPEC, node, key, "\"%s\" must be a time unit's name or an object", key);
  return false;
}

double cairn_value_to_moment(CairnValue value, const CairnZone *zone) {
  double ms = NAN;
  if (value.kind == CAIRN_TIME || value.kind == CAIRN_NUMBER) return value.number;
  if (value.kind == CAIRN_STRING && cairn_date_parse(value.string, zone, &ms)) return ms;
  return NAN;
}

CairnTimeUnit cairn_time_unit_for_column(const CairnTimeUnitNode *node, const CairnZone *zone,
                                         const CairnColumn *column, size_t n_rows) {
  if (node->name) return node->unit;
  double start = INFINITY, stop = -INFINITY;
  for (size_t i = 0; i < n_rows; i++) {
    double moment = cairn_value_to_moment(cairn_column_value(column, i), zone);
    if (moment < start) start = moment;
    if (moment > stop) stop = moment;
  }
  CairnTimeUnit unit = {.parts = CAIRN_PART_YEAR, .step = 1};
  if (start <= stop) unit = cairn_time_unit_for_bins(start, stop, node->maxbins);
  unit.utc = node->unit.utc;
  unit.binned = node->unit.binned;
  return unit;
}

/* Do the unit's bins follow each other without gaps, so that all moments from a bin's start to its end are in
 * it? Such units have all parts from the year down to their smallest. */
static bool bins_are_intervals(const CairnTimeUnit *unit) {
  static const unsigned ladder[] = {CAIRN_PART_YEAR,  CAIRN_PART_MONTH,   CAIRN_PART_DATE,
                                    CAIRN_PART_HOURS, CAIRN_PART_MINUTES, CAIRN_PART_SECONDS};
  unsigned parts = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(ladder) && unit->step == 1 && !unit->binned; i++) {
    parts |= ladder[i];
    if (unit->parts == parts) return true;
  }
  return false;
}

/* Neighbouring rows are often in the same bin, for which the last result is kept. */
static void put_intervals(CairnTable *table, const CairnTimeUnit *unit, const CairnZone *zone,
                          const CairnColumn *column, const char *as) {
  CairnArena *arena = table->arena;
  size_t n = table->n_rows;
  double *starts = cairn_arena_array(arena, n, double), *ends = cairn_arena_array(arena, n, double);
  uint8_t *states = cairn_arena_array(arena, n, uint8_t);
  bool intervals = bins_are_intervals(unit);
  double last = NAN, start = NAN, end = NAN;
  for (size_t i = 0; i < n; i++) {
    CairnValue value = cairn_column_value(column, i);
    states[i] = cairn_value_is_missing(value) ? CAIRN_CELL_NULL : CAIRN_CELL_PRESENT;
    double moment = cairn_value_to_moment(value, zone);
    if (moment != last && !(intervals && moment >= start && moment < end)) {
      start = isnan(moment) || unit->binned ? moment : cairn_time_unit_floor(unit, zone, moment);
      end = isnan(start) ? NAN : cairn_time_unit_next(unit, zone, start);
    }
    last = moment;
    starts[i] = start;
    ends[i] = end;
  }
  cairn_table_put(table, cairn_column_new_times(arena, as, starts, states));
  cairn_table_put(table,
                  cairn_column_new_times(arena, cairn_arena_printf(arena, "%s_end", as), ends, states));
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  CairnTimeUnitNode time_unit;
  const char *as = NULL;
  if (!cairn_time_unit_read(node, "timeUnit", &time_unit, error)) return NULL;
  const CairnColumn *column = cairn_field_read(run, table, node, "field", "the field of dates", error);
  if (!column ||
      !cairn_member_required_string(node, "as", "the name for the starts of the intervals", &as, error))
    return NULL;
  const CairnZone *zone = time_unit.unit.utc ? NULL : run->expressions.zone;
  CairnTimeUnit unit = cairn_time_unit_for_column(&time_unit, zone, column, table->n_rows);
  CairnTable *result = cairn_table_copy(table);
  put_intervals(result, &unit, zone, column, as);
  return result;
}

static const char *const members[] = {"field", "as", NULL};
/* Without a unit the range of all moments tells which. */
static bool is_row_wise(const json_t *node) {
  const json_t *unit = json_object_get(node, "timeUnit");
  return json_is_string(unit) || json_is_string(json_object_get(unit, "unit"));
}

const CairnTransformType cairn_transform_time_unit = {"timeUnit", members, apply, is_row_wise};
