#include "spec/orientation.h"

#include <string.h>

static bool is_mark(const CairnView *unit, const char *mark) {
  return strcmp(unit->mark, mark) == 0;
}

/* A quantity that is not binned, or a number. */
static bool is_measure(const CairnChannelDef *def) {
  if (!def) return false;
  if (def->column) return def->type == CAIRN_QUANTITATIVE && !def->bin && !def->binned;
  return json_is_number(def->datum);
}

static bool is_binned(const CairnChannelDef *def) {
  return def && def->column && def->binned;
}

static bool is_temporal(const CairnChannelDef *def) {
  return def && def->column && def->type == CAIRN_TEMPORAL;
}

static CairnOrientation specified(const CairnView *unit) {
  const char *orient = cairn_mark_string(unit, "orient", "");
  return strcmp(orient, "vertical") == 0     ? CAIRN_VERTICAL
         : strcmp(orient, "horizontal") == 0 ? CAIRN_HORIZONTAL
                                             : CAIRN_ORIENTATION_NONE;
}

/* A bar or text whose one axis is aggregated or binned beforehand, or spans a range; NONE when that does not tell. */
static CairnOrientation of_bar(const CairnView *unit) {
  const CairnChannelDef *x = unit->channels[CAIRN_X], *y = unit->channels[CAIRN_Y];
  const CairnChannelDef *x2 = unit->channels[CAIRN_X2], *y2 = unit->channels[CAIRN_Y2];
  bool x_field = cairn_channel_def_is_field(x), y_field = cairn_channel_def_is_field(y);
  if (x_field && (x->binned || (y_field && y->aggregate && !x->aggregate))) return CAIRN_VERTICAL;
  if (y_field && (y->binned || (x_field && x->aggregate && !y->aggregate))) return CAIRN_HORIZONTAL;
  if (!x2 && !y2) return CAIRN_ORIENTATION_NONE;
  if (specified(unit)) return specified(unit);
  if (!x2) return is_measure(x) && is_binned(y) ? CAIRN_HORIZONTAL : CAIRN_VERTICAL;
  if (!y2) return is_measure(y) && is_binned(x) ? CAIRN_VERTICAL : CAIRN_HORIZONTAL;
  return CAIRN_ORIENTATION_NONE;
}

static CairnOrientation of_range(const CairnView *unit) {
  const CairnChannelDef *x = unit->channels[CAIRN_X], *y = unit->channels[CAIRN_Y];
  if (unit->channels[CAIRN_Y2]) return is_binned(y) ? CAIRN_HORIZONTAL : CAIRN_VERTICAL;
  if (unit->channels[CAIRN_X2]) return is_binned(x) ? CAIRN_VERTICAL : CAIRN_HORIZONTAL;
  if (is_mark(unit, "rule") && x && !y) return CAIRN_VERTICAL;
  if (is_mark(unit, "rule") && y && !x) return CAIRN_HORIZONTAL;
  return CAIRN_ORIENTATION_NONE;
}

static CairnOrientation of_measures(const CairnView *unit) {
  const CairnChannelDef *x = unit->channels[CAIRN_X], *y = unit->channels[CAIRN_Y];
  bool is_tick = is_mark(unit, "tick");
  if (specified(unit)) return specified(unit);
  if (is_measure(x) && is_measure(y)) return CAIRN_VERTICAL;
  /* A tick stands across the direction in which a bar would run. */
  if (is_measure(x)) return is_tick ? CAIRN_VERTICAL : CAIRN_HORIZONTAL;
  if (is_measure(y)) return is_tick ? CAIRN_HORIZONTAL : CAIRN_VERTICAL;
  if (is_temporal(x) && !is_temporal(y)) return CAIRN_VERTICAL;
  if (!is_temporal(x) && is_temporal(y)) return CAIRN_HORIZONTAL;
  return CAIRN_ORIENTATION_NONE;
}

CairnOrientation cairn_orientation_infer(const CairnView *unit) {
  static const char *const without[] = {"point", "circle", "square", "rect", "image"};
  for (size_t i = 0; i < G_N_ELEMENTS(without); i++)
    if (is_mark(unit, without[i])) return CAIRN_ORIENTATION_NONE;
  bool bar_like = is_mark(unit, "text") || is_mark(unit, "bar");
  bool range_like = bar_like || is_mark(unit, "rule") || is_mark(unit, "area");
  bool measured = range_like || is_mark(unit, "line") || is_mark(unit, "tick");
  if (!measured) return CAIRN_VERTICAL;
  CairnOrientation result = bar_like ? of_bar(unit) : CAIRN_ORIENTATION_NONE;
  if (result) return result;
  bool both_ranged = unit->channels[CAIRN_X2] && !is_binned(unit->channels[CAIRN_X]) && unit->channels[CAIRN_Y2] &&
                     !is_binned(unit->channels[CAIRN_Y]);
  if (range_like && !is_mark(unit, "area") && both_ranged) return CAIRN_ORIENTATION_NONE;
  if (range_like) result = of_range(unit);
  return result ? result : of_measures(unit);
}
