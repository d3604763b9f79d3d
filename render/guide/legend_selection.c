/* A legend that a selection is bound to shows at first which entries it selects. */
#include "guide/legend_parts.h"

#include "table/table.h"

#include <string.h>

static bool lists(const json_t *names, const char *name) {
  for (size_t i = 0; i < json_array_size(names); i++)
    if (g_strcmp0(json_string_value(json_array_get(names, i)), name) == 0) return true;
  return false;
}

/* Is it a selection of points by the field or channel of the part, with an initial value, bound to legends? */
static bool is_bound(const json_t *param, const CairnLegendPart *part) {
  const json_t *bind = cairn_json_get(param, "bind"), *select = cairn_json_get(param, "select"), *value = cairn_json_get(param, "value");
  bool to_legend = g_strcmp0(json_string_value(bind), "legend") == 0 || cairn_json_get(bind, "legend");
  if (!to_legend || !value || json_is_null(value) || strcmp(cairn_json_string(select, "type", ""), "point") != 0) return false;
  return lists(cairn_json_get(select, "fields"), part->def->field) || lists(cairn_json_get(select, "encodings"), cairn_channel_name(part->channel));
}

/* Does the parameter hold the value? */
static bool selects(const CairnLegendPart *part, const json_t *param, CairnValue value) {
  const CairnGuideContext *guides = part->reader->context;
  CairnTable *table = cairn_table_new(guides->arena, 1);
  cairn_table_put(table, cairn_column_from_values(guides->arena, part->def->field, &value, 1));
  uint8_t keep = 1;
  guides->run->select(guides->run->user, cairn_json_string(param, "name", ""), table, &keep);
  return keep;
}

double cairn_legend_selected_opacity(const CairnLegendDraft *draft, CairnValue value, double selected) {
  bool bound = false;
  for (size_t i = 0; i < draft->n_parts; i++) {
    const CairnLegendPart *part = draft->parts[i];
    if (!part->def->field || !draft->reader->context->run->select) continue;
    for (const CairnView *view = part->unit; view; view = view->parent) {
      const json_t *params = cairn_json_get(view->node, "params");
      for (size_t k = 0; k < json_array_size(params); k++) {
        if (!is_bound(json_array_get(params, k), part)) continue;
        bound = true;
        if (selects(part, json_array_get(params, k), value)) return selected;
      }
    }
  }
  return bound ? CLAMP(cairn_legend_number(draft, "unselectedOpacity", 0.35), 0, 1) : NAN;
}
