/* Vega-Lite's defaults of axis properties, by the definition, the scale and the mark. */
#include "guide/axis_parts.h"

#include "base/time_unit.h"

#include <math.h>
#include <string.h>

static bool is_one_of(const char *text, const char *const *choices, size_t n) {
  for (size_t i = 0; text && i < n; i++)
    if (strcmp(text, choices[i]) == 0) return true;
  return false;
}

/* A definition's unit of time; false when it has none. */
static bool read_time_unit(const CairnChannelDef *def, CairnTimeUnit *out) {
  if (!def->time_unit || !cairn_time_unit_parse(def->time_unit, out)) return false;
  out->step = def->time_unit_step;
  return true;
}

/* ---- Formats ---- */

bool cairn_axis_is_time(const CairnChannelDef *def) {
  const char *type = cairn_json_string(cairn_json_get(def->node, "axis"), "formatType", NULL);
  return type ? strcmp(type, "time") == 0 : def->type == CAIRN_TEMPORAL || def->time_unit;
}

bool cairn_axis_is_share(const CairnAxisDraft *draft) {
  const char *stack = cairn_json_string(draft->def->node, "stack", NULL);
  return g_strcmp0(stack, "normalize") == 0 &&
         cairn_config_get(draft->reader->context->model, NULL, "normalizedNumberFormat");
}

static const json_t *rule_format(CairnAxisDraft *draft) {
  const CairnModel *model = draft->reader->context->model;
  if (draft->custom_format.function) return NULL;
  if (cairn_axis_is_share(draft)) return cairn_config_get(model, NULL, "normalizedNumberFormat");
  if (!cairn_axis_is_time(draft->def))
    return draft->def->type == CAIRN_QUANTITATIVE ? cairn_config_get(model, NULL, "numberFormat") : NULL;
  CairnTimeUnit unit;
  if (!read_time_unit(draft->def, &unit)) return NULL;
  g_autoptr(GString) specifier = g_string_new(NULL);
  cairn_time_unit_append_specifier(unit.parts, cairn_time_specifier_vega_lite, (void *)model->locale, specifier);
  return cairn_axis_own_json(draft, json_string(specifier->str));
}

static const json_t *rule_format_type(CairnAxisDraft *draft) {
  if (draft->custom_format.function || !cairn_axis_is_time(draft->def) ||
      cairn_scale_type_is_temporal(draft->scale->type))
    return NULL;
  CairnTimeUnit unit;
  bool utc = read_time_unit(draft->def, &unit) && unit.utc;
  return cairn_axis_own_json(draft, json_string(utc ? "utc" : "time"));
}

/* ---- Labels ---- */

static const json_t *rule_label_angle(CairnAxisDraft *draft) {
  return isnan(draft->label_angle) ? NULL : cairn_axis_own_json(draft, json_real(draft->label_angle));
}

/* Labels end at their tick. Upright ones keep Vega's alignment, so that they can be flushed. */
static const json_t *rule_label_align(CairnAxisDraft *draft) {
  double angle = draft->label_angle, start = draft->channel == CAIRN_X ? 0 : 90;
  if (isnan(angle)) return NULL;
  if (fmod(angle + start, 180) == 0)
    return draft->channel == CAIRN_X ? NULL : cairn_axis_own_json(draft, json_string("center"));
  CairnOrient orient = cairn_axis_orient(draft);
  bool is_main = orient == CAIRN_ORIENT_BOTTOM || orient == CAIRN_ORIENT_LEFT;
  bool turns_to_start = start < angle && angle < 180 + start;
  return cairn_axis_own_json(draft, json_string(turns_to_start == is_main ? "left" : "right"));
}

static const json_t *rule_label_baseline(CairnAxisDraft *draft) {
  double angle = draft->label_angle;
  CairnOrient orient = cairn_axis_orient(draft);
  const char *baseline;
  if (isnan(angle)) return NULL;
  if (draft->channel == CAIRN_X) {
    bool is_level = angle <= 45 || 315 <= angle;
    bool is_steep = (45 < angle && angle < 135) || (225 < angle && angle < 315);
    baseline = is_steep ? "middle" : is_level == (orient == CAIRN_ORIENT_TOP) ? "bottom" : "top";
  } else {
    if (angle <= 45 || 315 <= angle || (135 <= angle && angle <= 225)) return NULL;
    baseline = (45 <= angle && angle <= 135) == (orient == CAIRN_ORIENT_LEFT) ? "top" : "bottom";
  }
  return cairn_axis_own_json(draft, json_string(baseline));
}

static const json_t *rule_label_flush(CairnAxisDraft *draft) {
  bool is_continuous = draft->def->type == CAIRN_QUANTITATIVE || draft->def->type == CAIRN_TEMPORAL;
  return draft->channel == CAIRN_X && is_continuous ? json_true() : NULL;
}

/* Names that are left out cannot be guessed, so all of them stay. */
static const json_t *rule_label_overlap(CairnAxisDraft *draft) {
  const CairnChannelDef *def = draft->def;
  bool is_name = def->type == CAIRN_NOMINAL || def->type == CAIRN_ORDINAL;
  bool is_time = def->time_unit && !json_is_object(cairn_json_get(def->node, "sort")) &&
                 !json_is_array(cairn_json_get(def->node, "sort"));
  if (is_name && !is_time) return NULL;
  bool is_log = draft->scale->type == CAIRN_SCALE_LOG || draft->scale->type == CAIRN_SCALE_SYMLOG;
  return is_log ? cairn_axis_own_json(draft, json_string("greedy")) : json_true();
}

/* ---- Ticks, grid and order ---- */

static const json_t *rule_grid(CairnAxisDraft *draft) {
  const CairnChannelDef *def = draft->def;
  bool shown = !cairn_scale_type_is_discrete(draft->scale->type) && cairn_channel_def_is_field(def) &&
               !def->bin && !def->binned;
  return shown ? json_true() : json_false();
}

static const json_t *rule_tick_count(CairnAxisDraft *draft) {
  const CairnChannelDef *def = draft->def;
  const json_t *values = cairn_json_get(cairn_json_get(def->node, "axis"), "values");
  if ((values && !json_is_null(values)) || cairn_scale_type_is_discrete(draft->scale->type) ||
      draft->scale->type == CAIRN_SCALE_LOG)
    return NULL;
  CairnTimeUnit unit;
  bool is_field = cairn_channel_def_is_field(def), is_bin = is_field && def->bin;
  if (is_field && !is_bin && read_time_unit(def, &unit) &&
      (unit.parts == CAIRN_PART_MONTH || unit.parts == CAIRN_PART_HOURS || unit.parts == CAIRN_PART_DAY ||
       unit.parts == CAIRN_PART_QUARTER))
    return NULL;
  double size = draft->channel == CAIRN_X ? draft->unit->width : draft->unit->height;
  return cairn_axis_own_json(draft, json_real(ceil(fmax(size, 0) / (is_bin ? 10 : 40))));
}

/* The length of a time unit's bin in January 2001, in ms; NaN for units of weekdays. */
static double time_unit_length(const CairnTimeUnit *unit) {
  static const struct {
    unsigned part;
    double months, ms;
  } lengths[] = {
      {CAIRN_PART_MILLISECONDS, 0, 1},
      {CAIRN_PART_SECONDS, 0, CAIRN_MS_SECOND},
      {CAIRN_PART_MINUTES, 0, CAIRN_MS_MINUTE},
      {CAIRN_PART_HOURS, 0, CAIRN_MS_HOUR},
      {CAIRN_PART_DAY, 0, NAN},
      {CAIRN_PART_DAYOFYEAR, 0, CAIRN_MS_DAY},
      {CAIRN_PART_DATE, 0, CAIRN_MS_DAY},
      {CAIRN_PART_WEEK, 0, CAIRN_MS_WEEK},
      {CAIRN_PART_ISOWEEK, 0, CAIRN_MS_WEEK},
      {CAIRN_PART_MONTH, 1, 0},
      {CAIRN_PART_QUARTER, 3, 0},
      {CAIRN_PART_YEAR, 12, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
    if (!(unit->parts & lengths[i].part)) continue;
    if (lengths[i].months == 0) return lengths[i].ms * unit->step;
    return cairn_time_make(NULL, 2001, lengths[i].months * unit->step, 1, 0, 0, 0, 0) -
           cairn_time_make(NULL, 2001, 0, 1, 0, 0, 0, 0);
  }
  return NAN;
}

static const json_t *rule_tick_min_step(CairnAxisDraft *draft) {
  const char *format = json_string_value(cairn_axis_drafted(draft, "format").value);
  if (g_strcmp0(format, "d") == 0) return cairn_axis_own_json(draft, json_integer(1));
  CairnTimeUnit unit;
  if (!cairn_channel_def_is_field(draft->def) || !read_time_unit(draft->def, &unit)) return NULL;
  double length = time_unit_length(&unit);
  return isfinite(length) ? cairn_axis_own_json(draft, json_real(length)) : NULL;
}

static const json_t *rule_z_index(CairnAxisDraft *draft) {
  bool covers = strcmp(draft->unit->mark, "rect") == 0 && cairn_channel_def_is_discrete(draft->def);
  return cairn_axis_own_json(draft, json_integer(covers ? 1 : 0));
}

/* ---- The table of rules ---- */

typedef struct Rule {
  const char *name;
  const json_t *(*choose)(CairnAxisDraft *draft);
} Rule;

/* Sorted by name. */
static const Rule rules[] = {
    {"format", rule_format},
    {"formatType", rule_format_type},
    {"grid", rule_grid},
    {"labelAlign", rule_label_align},
    {"labelAngle", rule_label_angle},
    {"labelBaseline", rule_label_baseline},
    {"labelFlush", rule_label_flush},
    {"labelOverlap", rule_label_overlap},
    {"tickCount", rule_tick_count},
    {"tickMinStep", rule_tick_min_step},
    {"zindex", rule_z_index},
};

static const Rule *find_rule(const char *name) {
  size_t low = 0, high = G_N_ELEMENTS(rules);
  while (low < high) {
    const size_t middle = (low + high) / 2;
    const int order = strcmp(name, rules[middle].name);
    if (order == 0) return &rules[middle];
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

bool cairn_axis_has_rule(const char *name) {
  static const char *const more[] = {"values", "orient"};
  return find_rule(name) || is_one_of(name, more, G_N_ELEMENTS(more));
}

const json_t *cairn_axis_rule(CairnAxisDraft *draft, const char *name) {
  const Rule *rule = find_rule(name);
  return rule ? rule->choose(draft) : NULL;
}
