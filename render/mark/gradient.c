#include "mark/gradient.h"

#include "spec/view.h"

#include <string.h>

const CairnGradient *cairn_gradient_new(CairnArena *arena, const json_t *node) {
  CairnGradient *gradient = cairn_arena_one(arena, CairnGradient);
  const json_t *list = cairn_json_get(node, "stops");
  size_t n = json_array_size(list);
  CairnGradientStop *stops = cairn_arena_array(arena, n, CairnGradientStop);
  gradient->radial = strcmp(cairn_json_string(node, "gradient", ""), "radial") == 0;
  double middle = gradient->radial ? 0.5 : 0;
  gradient->x1 = cairn_json_number(node, "x1", middle);
  gradient->y1 = cairn_json_number(node, "y1", middle);
  gradient->x2 = cairn_json_number(node, "x2", gradient->radial ? 0.5 : 1);
  gradient->y2 = cairn_json_number(node, "y2", middle);
  gradient->r1 = cairn_json_number(node, "r1", 0);
  gradient->r2 = cairn_json_number(node, "r2", 0.5);
  static const char *const names[] = {"x1", "y1", "r1", "x2", "y2", "r2"};
  for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
    if (cairn_json_get(node, names[i]) && (gradient->radial || names[i][0] != 'r')) gradient->given |= 1u << i;
  for (size_t i = 0; i < n; i++) {
    const json_t *stop = json_array_get(list, i);
    stops[gradient->n_stops].offset = cairn_json_number(stop, "offset", 0);
    if (cairn_color_parse(cairn_json_string(stop, "color", ""), &stops[gradient->n_stops].color)) gradient->n_stops++;
  }
  gradient->stops = stops;
  return gradient;
}
