/* Error bands: an area between two lines of ends, or a rect across the plot when there is one axis only; with
 * lines along its borders if asked for. */
#include "spec/composite_error.h"

static bool is_set(const json_t *value) {
  return value && !json_is_null(value) && !json_is_false(value) &&
         !(json_is_number(value) && json_number_value(value) == 0);
}

static json_t *path(const CairnComposite *composite, const char *type) {
  json_t *mark = json_pack("{s:s}", "type", type);
  const json_t *interpolate = cairn_json_get(composite->mark, "interpolate"),
               *tension = cairn_json_get(composite->mark, "tension");
  if (is_set(interpolate)) cairn_composite_pass(mark, "interpolate", interpolate);
  if (is_set(interpolate) && is_set(tension)) cairn_composite_pass(mark, "tension", tension);
  return mark;
}

static void warn_of_straight_edges(const CairnComposite *composite) {
  static const char *const curves[] = {"interpolate", "tension"};
  for (size_t i = 0; i < G_N_ELEMENTS(curves); i++)
    if (is_set(cairn_json_get(composite->mark, curves[i])))
      cairn_warn_at(composite->input->warnings, composite->mark, curves[i],
                    "\"%s\" is left out: a band of one dimension has straight edges", curves[i]);
}

static json_t *normalize(CairnComposite *composite, GError **error) {
  json_t *transforms = cairn_composite_error_ends(composite, error);
  if (!transforms) return NULL;
  bool planar = cairn_json_get(composite->encoding, "x") && cairn_json_get(composite->encoding, "y");
  const json_t *encoding = composite->others;
  json_t *layers = json_array(),
         *borders = planar ? path(composite, "line") : json_pack("{s:s}", "type", "rule");
  json_t *band = planar ? path(composite, "area") : json_pack("{s:s}", "type", "rect");
  if (!planar) warn_of_straight_edges(composite);
  cairn_composite_add_part(composite, layers, (CairnPart){"band", band, "lower", "upper", encoding});
  cairn_composite_add_part(composite, layers,
                           (CairnPart){"borders", json_incref(borders), "lower", NULL, encoding});
  cairn_composite_add_part(composite, layers, (CairnPart){"borders", borders, "upper", NULL, encoding});
  return json_pack("{s:O,s:o}", "transform", transforms, "layer", layers);
}

const CairnCompositeType cairn_composite_errorband = {"errorband", normalize};
