#include "base/number_format.h"
#include "base/time_unit.h"
#include "transform/bin.h"
#include "transform/inline_parts.h"

#include <math.h>
#include <string.h>

/* "10 – 20", the value of a bin in a discrete scale. */
static const CairnColumn *bin_labels(const CairnTransformRun *run, const CairnTable *table, const CairnChannelDef *def) {
  CairnArena *arena = run->arena;
  const CairnColumn *start = cairn_table_column(table, def->column),
                    *end = cairn_table_column(table, def->column_end);
  const char **labels = cairn_arena_array(arena, table->n_rows, const char *);
  CairnNumberFormat format;
  cairn_number_format_parse("", &format);
  format.locale = run->expressions.locale;
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t row = 0; row < table->n_rows; row++) {
    double low = cairn_column_quantity(start, row), high = cairn_column_quantity(end, row);
    g_string_truncate(text, 0);
    if (isfinite(low)) {
      cairn_number_format_apply(&format, low, text);
      g_string_append(text, " – ");
      cairn_number_format_apply(&format, high, text);
    } else {
      g_string_append(text, "null");
    }
    labels[row] = cairn_arena_intern(arena, text->str, text->len);
  }
  return cairn_column_new_strings(arena, def->column_range, labels, NULL);
}

static CairnTable *apply_bin(CairnTransformRun *run, CairnChannelDef *def, CairnTable *table,
                             GError **error) {
  CairnBinOptions options;
  CairnBins bins;
  const CairnColumn *column = cairn_transform_field(run, table, def->node, "field", def->field, error);
  json_t *node = json_pack("{s:O,s:s,s:[s,s]}", "bin", (json_t *)def->bin, "field", def->field, "as",
                           def->column, def->column_end);
  cairn_arena_own(run->arena, json_incref(node), (GDestroyNotify)json_decref);
  bool ok = column && cairn_bin_options_read(run->arena, node, &options, error) &&
            cairn_bin_column(run, &options, column, table->n_rows, def->node, &bins, error);
  if (ok) {
    bool done = cairn_table_column(table, def->column) != NULL;
    if (!done || def->bin_step == 0) {
      def->bin_start = bins.start;
      def->bin_stop = bins.stop;
      def->bin_step = isfinite(bins.step) ? bins.step : 0;
    }
    if (!done)
      table = cairn_inline_transform(run, def, "bin", node, table, error);
    else
      json_decref(node);
  } else {
    json_decref(node);
  }
  bool discrete = def->type == CAIRN_ORDINAL || def->type == CAIRN_NOMINAL;
  if (ok && table && discrete) cairn_table_put(table, bin_labels(run, table, def));
  return ok ? table : NULL;
}

static CairnTable *apply_time_unit(CairnTransformRun *run, const CairnChannelDef *def, CairnTable *table,
                                   GError **error) {
  const char *end = def->column_end;
  if (!end || cairn_table_column(table, end)) return table;
  json_t *unit = json_pack("{s:s}", "unit", def->time_unit);
  if (def->time_unit_step != 1) json_object_set_new(unit, "step", json_real(def->time_unit_step));
  if (def->time_unit_binned) json_object_set_new(unit, "binned", json_true());
  const json_t *own = cairn_json_get(def->node, "timeUnit");
  const json_t *maxbins = cairn_json_get(own, "maxbins");
  if (maxbins) json_object_set(unit, "maxbins", (json_t *)maxbins);
  json_t *node = json_pack("{s:o,s:s,s:s}", "timeUnit", unit, "field", def->field, "as", def->column);
  return cairn_inline_transform(run, def, "timeUnit", node, table, error);
}

static bool is_rect_mark(const char *mark) {
  static const char *const marks[] = {"rect", "bar", "image", "arc", "tick"};
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
    if (strcmp(marks[i], mark) == 0) return true;
  return false;
}

/* Rectangles of a time unit stand around another point of it than its middle: at `position` 0 they are
 * centred on its start. Makes columns COLUMN_band_start and COLUMN_band_end. */
static void shift_band(CairnTransformRun *run, const CairnView *unit, const CairnChannelDef *def,
                       CairnTable *table) {
  const json_t *config = cairn_mark_config(unit, "timeUnitBandPosition", NULL);
  double position = def->has_band_position   ? def->band_position
                    : json_is_number(config) ? json_number_value(config)
                                             : 0.5;
  CairnChannel second = cairn_channel_secondary(def->channel);
  CairnTimeUnit time_unit;
  if (!is_rect_mark(unit->mark) || !cairn_channel_is_xy(def->channel) || position == 0.5 ||
      unit->channels[second])
    return;
  if (!def->column_end || !cairn_time_unit_parse(def->time_unit, &time_unit)) return;
  const CairnColumn *start = cairn_table_column(table, def->column),
                    *end = cairn_table_column(table, def->column_end);
  double *starts = cairn_arena_array(run->arena, table->n_rows, double),
         *ends = cairn_arena_array(run->arena, table->n_rows, double);
  const CairnZone *zone = time_unit.utc ? NULL : run->expressions.zone;
  CairnTimeInterval interval = cairn_time_unit_interval(&time_unit);
  double fraction = position + 0.5;
  for (size_t row = 0; row < table->n_rows; row++) {
    double first = cairn_column_quantity(start, row), last = cairn_column_quantity(end, row);
    double previous = cairn_time_interval_offset(interval, zone, first, -def->time_unit_step);
    starts[row] = (1 - fraction) * previous + fraction * first;
    ends[row] = (1 - fraction) * first + fraction * last;
  }
  cairn_table_put(table, cairn_column_new_times(run->arena,
                                                cairn_arena_printf(run->arena, "%s_band_start", def->column),
                                                starts, NULL));
  cairn_table_put(table, cairn_column_new_times(run->arena,
                                                cairn_arena_printf(run->arena, "%s_band_end", def->column),
                                                ends, NULL));
}

/* Plain fields that are paths become columns of their flat names, so that later stages need names only. */
static bool flatten(CairnTransformRun *run, const CairnChannelDef *def, CairnTable *table, GError **error) {
  if (!def->field) return true;
  const char *flat = cairn_field_flat_name(run->arena, def->field);
  if (cairn_table_column(table, flat)) return true;
  const CairnColumn *column = cairn_transform_field(run, table, def->node, "field", def->field, error);
  if (column) cairn_table_put(table, cairn_column_rename(run->arena, column, flat));
  return column != NULL;
}

CairnTable *cairn_inline_functions(CairnTransformRun *run, CairnView *unit, CairnTable *table, GError **error) {
  size_t n;
  CairnChannelDef **defs = cairn_inline_defs(unit, &n);
  table = cairn_table_copy(table);
  for (size_t i = 0; table && i < n; i++) {
    if (!flatten(run, defs[i], table, error)) return NULL;
    if (defs[i]->bin) table = apply_bin(run, defs[i], table, error);
  }
  for (size_t i = 0; table && i < n; i++) {
    if (!defs[i]->time_unit) continue;
    table = apply_time_unit(run, defs[i], table, error);
    if (table && unit->mark) shift_band(run, unit, defs[i], table);
  }
  return table;
}

static CairnTable *apply_bins(CairnTransformRun *run, const void *unit, CairnTable *table, GError **error) {
  size_t n;
  CairnChannelDef **defs = cairn_inline_defs(unit, &n);
  table = cairn_table_copy(table);
  for (size_t i = 0; table && i < n; i++)
    if (defs[i]->bin && cairn_table_field(table, defs[i]->field))
      table = apply_bin(run, defs[i], table, error);
  return table;
}

/* The step with the extents of all fields that the unit bins. */
static CairnRowStream *then_with_bins(CairnTransformRun *run, CairnView *unit, CairnRowStream *rows,
                                      CairnRowStep step, GError **error) {
  size_t n, n_binned = 0;
  CairnChannelDef **defs = cairn_inline_defs(unit, &n);
  const char **fields = cairn_arena_array(run->arena, n, const char *);
  for (size_t i = 0; i < n; i++)
    if (defs[i]->bin) fields[n_binned++] = defs[i]->field;
  if (!cairn_row_stream_extents(run, rows, fields, n_binned, &step.extents, &step.n_extents, error)) return NULL;
  return cairn_row_stream_then(run, rows, step, error);
}

CairnRowStream *cairn_inline_bin(CairnTransformRun *run, CairnView *unit, CairnRowStream *rows, GError **error) {
  size_t n, n_binned = 0;
  CairnChannelDef **defs = cairn_inline_defs(unit, &n);
  for (size_t i = 0; i < n; i++)
    n_binned += defs[i]->bin != NULL;
  CairnRowStep step = {.apply = apply_bins, .data = unit};
  return n_binned ? then_with_bins(run, unit, rows, step, error) : rows;
}

static CairnTable *apply_functions_step(CairnTransformRun *run, const void *unit, CairnTable *table, GError **error) {
  return cairn_inline_functions(run, (CairnView *)unit, table, error);
}

static bool makes_no_cells(const CairnView *unit) {
  size_t n;
  CairnChannelDef **defs = cairn_inline_defs(unit, &n);
  bool none = true;
  for (size_t i = 0; i < n; i++)
    none &= !defs[i]->bin && !defs[i]->time_unit;
  return none;
}

CairnRowStream *cairn_inline_then_functions(CairnTransformRun *run, CairnView *unit, CairnRowStream *rows,
                                            GError **error) {
  const CairnRowStep step = {.apply = apply_functions_step, .data = unit, .makes_no_cells = makes_no_cells(unit)};
  return then_with_bins(run, unit, rows, step, error);
}
