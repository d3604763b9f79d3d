#include "facet_values.h"

#include "mark/text_value.h"
#include "scale/domain_sort.h"
#include "transform/expressions.h"

#include <string.h>

/* ---- Labels ---- */

/* Texts of the values as a text mark would write them. */
static const char **label_values(CairnDataflow *flow, CairnView *view, const CairnChannelDef *def,
                                 const CairnFacetValues *values, GError **error) {
  CairnTable *table = cairn_table_new(flow->arena, values->n);
  cairn_table_put(table, cairn_column_from_values(flow->arena, def->column, values->items, values->n));
  if (def->bin) {
    double *ends = cairn_arena_array(flow->arena, values->n, double);
    for (size_t i = 0; i < values->n; i++)
      ends[i] = cairn_value_to_quantity(values->items[i]) + def->bin_step;
    cairn_table_put(table, cairn_column_new_numbers(flow->arena, def->column_end, ends, NULL));
  }
  CairnMarkContext context = {.arena = flow->arena, .unit = view, .table = table, .run = &flow->run};
  const CairnValueRef *ref = cairn_text_ref(&context, def);
  const char **labels = cairn_arena_array(flow->arena, values->n, const char *);
  for (size_t i = 0; i < values->n; i++)
    labels[i] = cairn_value_to_string(flow->arena, cairn_ref_value(&context, ref, i));
  if (!context.failure) return labels;
  g_propagate_error(error, context.failure);
  return NULL;
}

/* Vega-Lite puts the text of an expression in the place of "datum.label", without parentheses, and the rest of labelExpr
 * becomes part of its alternatives; where a format writes the label, that text is a call and changes nothing. */
static char *with_label(const CairnChannelDef *def, const char *source) {
  bool is_plain = !def->bin && !def->time_unit && (def->type == CAIRN_NOMINAL || def->type == CAIRN_ORDINAL) &&
                  !cairn_json_get(cairn_json_get(def->node, "header"), "format");
  const char *label = def->bin ? "!isValid(datum.value) ? \"null\" : datum.label"
                               : "isValid(datum.value) ? datum.value : \"\"+datum.value";
  g_auto(GStrv) parts = g_strsplit(source, "datum.label", -1);
  return g_strjoinv(is_plain || def->bin ? label : "datum.label", parts);
}

/* The labels by the header's labelExpr, which sees them and the values as those of a datum. */
static bool rewrite_labels(CairnDataflow *flow, const CairnChannelDef *def, const CairnFacetValues *values, GError **error) {
  static const char *const keys[] = {"label", "value"};
  const json_t *header = cairn_json_get(def->node, "header");
  const char *source = cairn_json_string(header, "labelExpr", NULL);
  if (!values->labels || !source) return values->labels != NULL;
  CairnExpr *expression = cairn_transform_expression(&flow->run, header, "labelExpr", error);
  g_autofree char *whole = with_label(def, source);
  if (expression) expression = cairn_expr_parse(flow->arena, whole, &flow->run.scope, error);
  CairnExprContext context = flow->run.expressions;
  context.arena = flow->arena;
  context.table = NULL;
  for (size_t i = 0; expression && i < values->n; i++) {
    CairnValue label, members[] = {cairn_value_string(values->labels[i]), values->items[i]};
    GError *inner = NULL;
    context.datum = cairn_value_new_object(flow->arena, keys, members, G_N_ELEMENTS(keys));
    if (!cairn_expr_evaluate(expression, &context, 0, &label, &inner)) {
      cairn_error_place_at(inner, header, "labelExpr");
      g_propagate_error(error, inner);
      return false;
    }
    values->labels[i] = cairn_value_is_missing(label) ? "" : cairn_value_to_string(flow->arena, label);
  }
  return expression != NULL;
}

/* ---- Order ---- */

/* Is a domain sorted by another field, and so by the rows before they are summed up? */
static bool sorts_by_rows(const CairnChannelDef *def) {
  const json_t *sort = cairn_json_get(def->node, "sort"), *domain = cairn_json_get(cairn_json_get(def->node, "scale"), "domain");
  const char *name = json_string_value(sort);
  bool by_channel = name && strcmp(name, "ascending") != 0 && strcmp(name, "descending") != 0;
  return by_channel || json_is_object(sort) || g_strcmp0(json_string_value(domain), "unaggregated") == 0;
}

bool cairn_facet_needs_rows(const CairnView *plot) {
  bool needed = false;
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++) {
    const CairnChannelDef *def = cairn_channel_def_data(plot->channels[channel]);
    needed |= cairn_channel_def_is_field(def) && sorts_by_rows(def);
  }
  return needed;
}

bool cairn_facet_loses_sort(const CairnView *view, const json_t *sort) {
  const CairnView *plot = view->children[0];
  bool by_rows = json_is_array(sort) || (json_is_object(sort) && strcmp(cairn_json_string(sort, "op", ""), "count") != 0);
  if (plot->kind != CAIRN_VIEW_UNIT || !by_rows) return false;
  bool sums_up = false;
  const char *field = cairn_json_string(sort, "field", NULL);
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++) {
    const CairnChannelDef *def = cairn_channel_def_data(plot->channels[channel]);
    if (!cairn_channel_def_is_field(def)) continue;
    sums_up |= def->aggregate != NULL;
    if (field && !def->aggregate && def->column && strcmp(def->column, field) == 0) return false;
  }
  return sums_up && !cairn_facet_needs_rows(plot);
}

/* The channel as its values are found: bins by their start, and in ascending order where it asks for none. */
static const CairnChannelDef *values_def(CairnDataflow *flow, const CairnView *view, const CairnChannelDef *def) {
  CairnChannelDef *copy = cairn_arena_one(flow->arena, CairnChannelDef);
  *copy = *def;
  copy->column_range = NULL;
  const json_t *sort = cairn_json_get(def->node, "sort");
  if (!sort) return copy;
  json_t *node = json_copy((json_t *)def->node);
  cairn_arena_own(flow->arena, node, (GDestroyNotify)json_decref);
  if (cairn_facet_loses_sort(view, sort)) json_object_set_new(node, "sort", json_null());
  else if (json_is_null(sort)) json_object_del(node, "sort");
  copy->node = node;
  return copy;
}

/* ---- Values ---- */

bool cairn_facet_values_find(CairnDataflow *flow, CairnView *view, CairnChannel channel, CairnFacetValues *out,
                             GError **error) {
  const CairnChannelDef *def = values_def(flow, view, view->channels[channel]);
  CairnScaleSet set = {.arena = flow->arena, .zone = flow->run.expressions.zone};
  CairnScaleUse use = {view, def};
  CairnScaleBinding binding = {
      .channel = channel, .owner = view, .type = CAIRN_SCALE_ORDINAL, .n_uses = 1, .uses = &use};
  GArray *values = g_array_new(FALSE, FALSE, sizeof(CairnValue));
  bool ok = cairn_domain_collect(&set, &binding, values, error);
  out->n = values->len;
  CairnValue *items = cairn_arena_array(flow->arena, out->n, CairnValue);
  if (out->n) memcpy(items, values->data, out->n * sizeof *items);
  out->items = items;
  g_array_free(values, TRUE);
  out->labels = ok ? label_values(flow, view, def, out, error) : NULL;
  return rewrite_labels(flow, def, out, error);
}
