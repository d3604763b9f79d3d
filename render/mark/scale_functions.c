#include "mark/scale_functions.h"

#include "base/error.h"
#include "scale/scale.h"
#include "table/value.h"

#include <string.h>

/* ---- Scales by name ---- */

static const CairnScale *scale_inside(const CairnView *view, CairnChannel channel) {
  if (view->kind == CAIRN_VIEW_UNIT) return view->scales[channel];
  const CairnScale *found = NULL;
  for (size_t i = 0; !found && i < view->n_children; i++)
    found = scale_inside(view->children[i], channel);
  return found;
}

static const CairnScale *scale_of(const CairnView *unit, CairnChannel channel) {
  const CairnScale *found = NULL;
  for (const CairnView *view = unit; view && !found; view = view->parent)
    found = scale_inside(view, channel);
  return found;
}

static const CairnScale *scale_named(const CairnView *unit, CairnValue name, GError **error) {
  const char *text = name.kind == CAIRN_STRING ? name.string : "", *last = strrchr(text, '_');
  CairnChannel channel = cairn_channel_parse(text);
  if (channel == CAIRN_N_CHANNELS && last) channel = cairn_channel_parse(last + 1);
  const CairnScale *scale = channel == CAIRN_N_CHANNELS ? NULL : scale_of(unit, cairn_channel_main(channel));
  if (!scale)
    g_set_error(error, CAIRN_ERROR, CAIRN_ERROR_SPEC,
                "there is no scale \"%s\"; scales are named for the channels that have one, such as \"x\" or \"color\"", text);
  return scale;
}

/* ---- Functions ---- */

static CairnValue numbers(CairnArena *arena, const double *items, size_t n) {
  CairnValue *values = cairn_arena_array(arena, n, CairnValue);
  for (size_t i = 0; i < n; i++)
    values[i] = cairn_value_number(items[i]);
  return cairn_value_new_array(arena, values, n);
}

static CairnValue domain_of(const CairnScale *scale, CairnArena *arena) {
  return scale->values || !scale->domain ? cairn_value_new_array(arena, scale->values, scale->values ? scale->n_domain : 0)
                                         : numbers(arena, scale->domain, scale->n_domain);
}

/* Numbers; of other ranges what the values of the domain become. */
static CairnValue range_of(const CairnScale *scale, CairnArena *arena) {
  double ends[2];
  if (cairn_scale_range_extent(scale, &ends[0], &ends[1])) return numbers(arena, ends, G_N_ELEMENTS(ends));
  size_t n = scale->values ? scale->n_domain : 0;
  CairnValue *values = cairn_arena_array(arena, n, CairnValue);
  for (size_t i = 0; i < n; i++)
    values[i] = cairn_scale_value(scale, scale->values[i]);
  return cairn_value_new_array(arena, values, n);
}

static bool answer(void *data, const char *function, const CairnValue *arguments, size_t n, CairnArena *arena, CairnValue *out,
                   GError **error) {
  static const char *const names[] = {"scale", "invert", "domain", "range", "bandwidth"};
  size_t which = 0;
  while (which < G_N_ELEMENTS(names) && strcmp(function, names[which]) != 0)
    which++;
  if (which == G_N_ELEMENTS(names)) {
    g_set_error(error, CAIRN_ERROR, CAIRN_ERROR_SPEC, "is not supported; of functions about the chart, scale, invert, domain, range and bandwidth are");
    return false;
  }
  const CairnScale *scale = scale_named(data, arguments[0], error);
  if (!scale) return false;
  CairnValue value = n > 1 ? arguments[1] : cairn_value_undefined();
  switch (which) {
  case 0: *out = cairn_scale_value(scale, value); break;
  case 1: *out = cairn_scale_invert(scale, cairn_value_to_number(value)); break;
  case 2: *out = domain_of(scale, arena); break;
  case 3: *out = range_of(scale, arena); break;
  default: *out = cairn_value_number(cairn_scale_bandwidth(scale)); break;
  }
  return true;
}

CairnExprHost cairn_scale_functions(const CairnView *unit) {
  return (CairnExprHost){answer, (void *)unit};
}
