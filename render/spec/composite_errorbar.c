/* Error bars: a rule between two ends, with ticks across them if asked for. */
#include "spec/composite_error.h"

static json_t *end_tick(const CairnComposite *composite) {
  json_t *tick = json_pack("{s:s,s:s}", "type", "tick", "orient", cairn_composite_tick_orient(composite));
  cairn_composite_pass(tick, "thickness", cairn_json_get(composite->mark, "thickness"));
  cairn_composite_pass(tick, "size", cairn_json_get(composite->mark, "size"));
  return tick;
}

static json_t *normalize(CairnComposite *composite, GError **error) {
  json_t *transforms = cairn_composite_error_ends(composite, error);
  if (!transforms) return NULL;
  json_t *encoding = composite->others, *layers = json_array(), *rule = json_pack("{s:s}", "type", "rule");
  json_object_del(encoding, "size");
  cairn_composite_pass(rule, "size", cairn_json_get(composite->mark, "thickness"));
  cairn_composite_add_part(composite, layers,
                           (CairnPart){"ticks", end_tick(composite), "lower", NULL, encoding});
  cairn_composite_add_part(composite, layers,
                           (CairnPart){"ticks", end_tick(composite), "upper", NULL, encoding});
  cairn_composite_add_part(composite, layers, (CairnPart){"rule", rule, "lower", "upper", encoding});
  return json_pack("{s:O,s:o}", "transform", transforms, "layer", layers);
}

const CairnCompositeType cairn_composite_errorbar = {"errorbar", normalize};
