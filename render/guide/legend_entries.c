/* The entries of a legend: their values, labels and places, as Vega chooses them. */
#include "guide/legend_parts.h"

#include "guide/tick_request.h"
#include "spec/custom_format.h"

#include "base/limits.h"
#include "transform/expressions.h"

#include <string.h>

/* Anything wrong with counts and formats is the spec's value at `property`. */
static void fail_at(const CairnLegendDraft *draft, CairnProperty property, GError *error) {
  const json_t *node = property.node ? property.node : draft->parts[0]->def->node;
  cairn_error_place_at(error, node, property.node ? property.key : NULL);
  cairn_guide_fail(draft->reader, error);
}

/* ---- Which values ---- */

static CairnTickCount choose_count(const CairnLegendDraft *draft, CairnLegendType type, double length) {
  enum { USUAL = 5 };
  CairnProperty property = cairn_legend_lookup(draft, "tickCount");
  CairnTickCount request = cairn_guide_read_tick_count(draft->reader, property),
                 count = CAIRN_TICK_COUNT_NONE;
  if (isnan(request.number) && !request.interval)
    request.number = type == CAIRN_LEGEND_GRADIENT ? fmax(2, 2 * floor(length / 100)) : USUAL;
  double min_step = cairn_legend_number(draft, "tickMinStep", NAN);
  GError *error = NULL;
  if (!cairn_scale_tick_count(cairn_legend_scale(draft), request, min_step, &count, &error))
    fail_at(draft, property, error);
  return count;
}

/* The values that the spec lists, or NULL. */
static const CairnValue *given_values(const CairnLegendDraft *draft, size_t *n) {
  CairnArena *arena = draft->reader->context->arena;
  CairnProperty property = draft->choices[CAIRN_LEGEND_RULE_VALUES].property;
  if (json_is_array(property.value)) {
    *n = json_array_size(property.value);
    CairnValue *values = cairn_arena_array(arena, *n, CairnValue);
    for (size_t i = 0; i < *n; i++)
      values[i] = cairn_scale_constant(arena, draft->parts[0]->def, json_array_get(property.value, i),
                                       draft->reader->zone);
    return values;
  }
  CairnValue value = cairn_property_value(draft->reader, property);
  if (value.kind != CAIRN_ARRAY) return NULL;
  *n = value.array->n;
  return value.array->items;
}

/* ---- Labels ---- */

static CairnTickFormat *make_format(const CairnLegendDraft *draft, CairnTickCount count, bool no_skip) {
  CairnProperty property = cairn_legend_lookup(draft, "format");
  CairnFormatRequest request =
      cairn_guide_read_format(draft->reader, property, cairn_legend_lookup(draft, "formatType"));
  GError *error = NULL;
  CairnTickFormat *format = cairn_legend_format_new(draft->reader->context->arena, cairn_legend_scale(draft),
                                                    count, &request, no_skip, &error);
  if (!format) fail_at(draft, property, error);
  return format;
}

/* What expressions see as `datum`. */
static CairnValue entry_datum(CairnArena *arena, const CairnLegendEntry *entry, size_t index,
                              const char *label) {
  static const char *const keys[] = {"index", "label", "value", "perc", "perc2"};
  CairnValue values[] = {cairn_value_number((double)index), label ? cairn_value_string(label) : cairn_value_null(),
                         entry->value, cairn_value_number(entry->start), cairn_value_number(entry->end)};
  return cairn_value_new_object(arena, keys, values, G_N_ELEMENTS(keys));
}

static void set_lines(const CairnLegendDraft *draft, CairnLegendEntry *entry, CairnValue label) {
  entry->lines = cairn_value_as_lines(draft->reader, label, &entry->n_lines);
}

/* Labels by an expression, which stands at `property`. */
static void rewrite_labels(const CairnLegendDraft *draft, CairnProperty property, const char *source, const char *const *labels,
                           CairnLegendEntries *entries) {
  CairnGuideContext *guides = draft->reader->context;
  GError *error = NULL;
  CairnExpr *expression = cairn_expr_parse(guides->arena, source, &guides->run->scope, &error);
  CairnExprContext context = guides->run->expressions;
  context.arena = guides->arena;
  context.table = NULL;
  for (size_t i = 0; expression && i < entries->n; i++) {
    CairnValue label = cairn_value_undefined();
    context.datum = entry_datum(guides->arena, &entries->items[i], i, labels[i]);
    if (!cairn_expr_evaluate(expression, &context, 0, &label, &error)) break;
    set_lines(draft, &entries->items[i], label);
  }
  if (error) fail_at(draft, property, error);
}

static void write_labels(const CairnLegendDraft *draft, const char *const *labels,
                         CairnLegendEntries *entries) {
  for (size_t i = 0; i < entries->n; i++)
    set_lines(draft, &entries->items[i], cairn_value_string(labels[i] ? labels[i] : ""));
  CairnProperty property = cairn_legend_lookup(draft, "labelExpr");
  g_autofree char *source = g_strdup(json_string_value(property.value));
  const CairnLegendPart *part = draft->parts[0];
  CairnCustomFormat custom = cairn_custom_format_of(draft->reader->context->model, part->def, part->legend);
  if (custom.function) {
    g_autofree char *call = cairn_custom_format_call(&custom, "datum.value"), *given = g_steal_pointer(&source);
    g_auto(GStrv) pieces = g_strsplit(given ? given : "datum.label", "datum.label", -1);
    source = g_strjoinv(call, pieces);
    if (!property.value) property = cairn_property_of(part->legend ? part->legend : part->def->node, "formatType");
  }
  if (source) rewrite_labels(draft, property, source, labels, entries);
}

/* ---- Entries ---- */

/* Values, and how to label them. */
typedef struct Values {
  const CairnValue *items;
  size_t n;
  double upper;
  bool given;
  CairnTickFormat *format;
} Values;

static Values choose_values(const CairnLegendDraft *draft, CairnLegendType type, double length) {
  Values values = {.upper = INFINITY};
  CairnArena *arena = draft->reader->context->arena;
  CairnTickCount count = choose_count(draft, type, length);
  values.items = given_values(draft, &values.n);
  values.given = values.items != NULL;
  GError *error = NULL;
  if (!values.given && !draft->reader->failure)
    values.items =
        cairn_scale_legend_values(cairn_legend_scale(draft), count, arena, &values.n, &values.upper, &error);
  if (error) fail_at(draft, cairn_legend_lookup(draft, "tickCount"), error);
  if (draft->reader->failure) values.n = 0;
  values.format = make_format(draft, count, values.given || type == CAIRN_LEGEND_SYMBOL);
  return values;
}

static const char *label_of(const CairnLegendDraft *draft, CairnLegendType type, const Values *values,
                            size_t i) {
  return cairn_legend_format_apply(values->format, type, values->items, values->n, values->upper, i,
                                   draft->reader->context->arena);
}

static bool is_invisible(const CairnLegendDraft *draft, CairnValue value) {
  CairnValue shown = cairn_scale_value(cairn_legend_scale(draft), value);
  return shown.kind == CAIRN_NUMBER && shown.number == 0;
}

/* Is the legend too long to draw? */
static bool is_too_long(const CairnLegendDraft *draft, size_t n) {
  if (n <= CAIRN_LIMIT_LEGEND_ENTRIES) return false;
  GError *error = NULL;
  cairn_error_set(&error, CAIRN_ERROR_LIMIT, "a legend of %" G_GSIZE_FORMAT " entries; at most %d are drawn",
                  n, CAIRN_LIMIT_LEGEND_ENTRIES);
  fail_at(draft, cairn_property_of(draft->parts[0]->def->node, "legend"), error);
  return true;
}

/* A first value that would be too small to see is left out; of too many the last are summed up. */
static CairnLegendEntries symbol_entries(const CairnLegendDraft *draft, Values values) {
  CairnArena *arena = draft->reader->context->arena;
  double limit = cairn_legend_number(draft, "symbolLimit", 0);
  size_t n_all = values.n;
  const CairnValue *all = values.items;
  bool is_cut = limit >= 1 && (double)values.n > limit;
  if (is_cut) values.n = (size_t)limit - 1;
  if (!values.given && values.n > 0 && is_invisible(draft, values.items[0])) {
    values.items++;
    values.n--;
  }
  if (is_too_long(draft, values.n)) return (CairnLegendEntries){0};
  CairnLegendEntries entries = {values.n + is_cut, cairn_arena_array(arena, values.n + 1, CairnLegendEntry),
                                is_cut};
  const char **labels = cairn_arena_array(arena, values.n + 1, const char *);
  for (size_t i = 0; i < values.n; i++) {
    entries.items[i].value = values.items[i];
    labels[i] = label_of(draft, CAIRN_LEGEND_SYMBOL, &values, i);
  }
  if (is_cut) {
    entries.items[values.n].value = all[values.n];
    labels[values.n] = cairn_arena_printf(arena, "…%" G_GSIZE_FORMAT " entries", n_all - values.n);
  }
  write_labels(draft, labels, &entries);
  return entries;
}

/* The ends of the domain where there would be one tick or two. Data without numbers have none, which one label tells. */
static void extend_to_ends(CairnArena *arena, const CairnScale *scale, Values *values) {
  double low = scale->domain[0], high = scale->domain[scale->n_domain - 1];
  if (values->given || values->n >= 3 || low == high) return;
  CairnValue *ends = cairn_arena_array(arena, 2, CairnValue);
  bool is_time = cairn_scale_type_is_temporal(scale->type);
  ends[0] = is_time ? cairn_value_time(low) : cairn_value_number(low);
  ends[1] = is_time ? cairn_value_time(high) : cairn_value_number(high);
  values->items = ends;
  values->n = isnan(low) ? 1 : 2;
}

static CairnLegendEntries ramp_entries(const CairnLegendDraft *draft, Values values) {
  CairnArena *arena = draft->reader->context->arena;
  const CairnScale *scale = cairn_legend_scale(draft);
  if (scale->n_domain == 0 || is_too_long(draft, values.n)) return (CairnLegendEntries){0};
  extend_to_ends(arena, scale, &values);
  CairnLegendEntries entries = {values.n, cairn_arena_array(arena, values.n, CairnLegendEntry), false};
  const char **labels = cairn_arena_array(arena, values.n, const char *);
  double low = scale->domain[0], high = scale->domain[scale->n_domain - 1];
  for (size_t i = 0; i < values.n; i++) {
    CairnLegendEntry *entry = &entries.items[i];
    entry->value = values.items[i];
    entry->start = entry->end = cairn_scale_fraction(scale, cairn_value_to_number(entry->value), low, high);
    labels[i] = label_of(draft, CAIRN_LEGEND_GRADIENT, &values, i);
  }
  write_labels(draft, labels, &entries);
  return entries;
}

/* Where on a ramp of bands a boundary is: in the span of the domain, which threshold scales extend by a step
 * at either end. */
static double band_fraction(const CairnScale *scale, double value) {
  double low = scale->domain[0], high = scale->domain[scale->n_domain - 1], span = high - low;
  if (scale->type == CAIRN_SCALE_THRESHOLD) {
    double step = scale->n_domain > 1 ? span / (double)(scale->n_domain - 1) : 0.1;
    low -= step;
    span += 2 * step;
  }
  return (value - low) / span;
}

static CairnLegendEntries band_entries(const CairnLegendDraft *draft, Values values) {
  CairnArena *arena = draft->reader->context->arena;
  const CairnScale *scale = cairn_legend_scale(draft);
  if (scale->n_domain == 0 || is_too_long(draft, values.n)) return (CairnLegendEntries){0};
  CairnLegendEntries entries = {values.n, cairn_arena_array(arena, values.n, CairnLegendEntry), false};
  const char **labels = cairn_arena_array(arena, values.n, const char *);
  for (size_t i = 0; i < values.n; i++) {
    CairnLegendEntry *entry = &entries.items[i];
    bool is_last = i + 1 == values.n;
    entry->value = values.items[i];
    entry->start = i == 0 ? 0 : band_fraction(scale, cairn_value_to_number(values.items[i]));
    entry->end = is_last ? 1 : band_fraction(scale, cairn_value_to_number(values.items[i + 1]));
    labels[i] = label_of(draft, CAIRN_LEGEND_DISCRETE, &values, i);
  }
  write_labels(draft, labels, &entries);
  return entries;
}

double cairn_legend_ramp_length(const CairnLegendDraft *draft) {
  double length = cairn_legend_number(draft, "gradientLength", 200);
  return isfinite(length) ? fmin(fmax(length, 0), CAIRN_LIMIT_CHART_SIDE) : 200;
}

CairnLegendEntries cairn_legend_entries(const CairnLegendDraft *draft, CairnLegendType type, double length) {
  Values values = choose_values(draft, type, length);
  if (!values.format) return (CairnLegendEntries){0};
  if (type == CAIRN_LEGEND_SYMBOL) return symbol_entries(draft, values);
  return type == CAIRN_LEGEND_GRADIENT ? ramp_entries(draft, values) : band_entries(draft, values);
}
