/* Vega-Lite's defaults of legend properties, by the definition, the scale and the mark. */
#include "guide/legend_parts.h"

#include "base/time_unit.h"

#include <string.h>

static bool is_one_of(const char *text, const char *const *choices, size_t n) {
  for (size_t i = 0; text && i < n; i++)
    if (strcmp(text, choices[i]) == 0) return true;
  return false;
}

static const json_t *own_string(const CairnLegendPart *part, const char *text) {
  return cairn_legend_own_json(part->reader, json_string(text));
}

static const json_t *config(const CairnLegendPart *part, const char *name) {
  return cairn_config_get(part->unit->model, "legend", name);
}

/* ---- Place ---- */

static const char *orient(const CairnLegendPart *part) {
  const char *given = cairn_json_string(part->legend, "orient", NULL);
  const json_t *configured = config(part, "orient");
  return given ? given : json_is_string(configured) ? json_string_value(configured) : "right";
}

/* Legends above, below and inside are flat. */
static const json_t *rule_direction(const CairnLegendPart *part) {
  static const char *const beside[] = {"left", "right", "none"}, *const across[] = {"top", "bottom"};
  const char *place = orient(part);
  const json_t *configured = config(part, "gradientDirection");
  if (configured) return configured;
  if (is_one_of(place, across, G_N_ELEMENTS(across))) return own_string(part, "horizontal");
  if (is_one_of(place, beside, G_N_ELEMENTS(beside))) return NULL;
  return part->type == CAIRN_LEGEND_GRADIENT ? own_string(part, "horizontal") : NULL;
}

static double limit(const CairnLegendPart *part, const char *name, double otherwise) {
  const json_t *value = config(part, name);
  return json_is_number(value) ? json_number_value(value) : otherwise;
}

/* A ramp is as long as the plot, within limits. */
static const json_t *rule_gradient_length(const CairnLegendPart *part) {
  static const char *const across[] = {"top", "bottom"};
  if (part->type != CAIRN_LEGEND_GRADIENT || !cairn_scale_type_is_continuous(part->scale->type)) return NULL;
  if (config(part, "gradientLength")) return NULL;
  const json_t *given = cairn_json_get(part->legend, "direction"),
               *direction = given ? given : rule_direction(part);
  double length, low, high;
  if (g_strcmp0(json_string_value(direction), "horizontal") == 0) {
    low = limit(part, "gradientHorizontalMinLength", 100);
    high = limit(part, "gradientHorizontalMaxLength", 200);
    length = is_one_of(orient(part), across, G_N_ELEMENTS(across)) ? part->unit->width : low;
  } else {
    low = limit(part, "gradientVerticalMinLength", 64);
    high = limit(part, "gradientVerticalMaxLength", 200);
    length = part->unit->height;
  }
  return cairn_legend_own_json(part->reader, json_real(fmax(low, fmin(length, high))));
}

/* ---- Labels ---- */

static bool is_time(const CairnLegendPart *part) {
  const char *type = cairn_json_string(part->legend, "formatType", NULL);
  return type ? strcmp(type, "time") == 0 : part->def->type == CAIRN_TEMPORAL || part->def->time_unit;
}

static const json_t *rule_format(const CairnLegendPart *part) {
  const CairnModel *model = part->unit->model;
  CairnTimeUnit unit;
  if (!is_time(part))
    return part->def->type == CAIRN_QUANTITATIVE ? cairn_config_get(model, NULL, "numberFormat") : NULL;
  if (!part->def->time_unit || !cairn_time_unit_parse(part->def->time_unit, &unit))
    return cairn_config_get(model, NULL, "timeFormat");
  g_autoptr(GString) specifier = g_string_new(NULL);
  cairn_time_unit_append_specifier(unit.parts, cairn_time_specifier_vega_lite, (void *)model->locale, specifier);
  return own_string(part, specifier->str);
}

static const json_t *rule_format_type(const CairnLegendPart *part) {
  if (!is_time(part) || cairn_scale_type_is_temporal(part->scale->type)) return NULL;
  CairnTimeUnit unit;
  bool utc = part->def->time_unit && cairn_time_unit_parse(part->def->time_unit, &unit) && unit.utc;
  return own_string(part, utc ? "utc" : "time");
}

static const json_t *rule_label_overlap(const CairnLegendPart *part) {
  CairnScaleType type = part->scale->type;
  bool uneven = type == CAIRN_SCALE_QUANTILE || type == CAIRN_SCALE_THRESHOLD || type == CAIRN_SCALE_LOG ||
                type == CAIRN_SCALE_SYMLOG;
  return uneven ? own_string(part, "greedy") : NULL;
}

/* ---- Symbols and title ---- */

/* The shape that the mark gives its items, where it is the same for all. */
static const json_t *mark_shape(const CairnLegendPart *part) {
  const CairnChannelDef *def = part->unit->channels[CAIRN_SHAPE];
  const json_t *shape = def ? def->value : NULL;
  const json_t *condition = def ? def->condition : NULL;
  for (size_t i = 0; !shape && i < json_array_size(condition); i++)
    shape = cairn_json_get(json_array_get(condition, i), "value");
  if (!shape) shape = cairn_json_get(condition, "value");
  return shape ? shape : cairn_json_get(part->unit->mark_def, "shape");
}

static const json_t *rule_symbol_type(const CairnLegendPart *part) {
  static const char *const squares[] = {"bar", "rect", "image", "square"}, *const strokes[] = {
                                                                               "line", "trail", "rule"};
  if (part->type == CAIRN_LEGEND_GRADIENT) return NULL;
  const json_t *shape = part->channel == CAIRN_SHAPE ? NULL : mark_shape(part);
  if (shape && !json_is_null(shape)) return shape;
  if (is_one_of(part->unit->mark, squares, G_N_ELEMENTS(squares))) return own_string(part, "square");
  bool is_stroke = is_one_of(part->unit->mark, strokes, G_N_ELEMENTS(strokes));
  return own_string(part, is_stroke ? "stroke" : "circle");
}

static const json_t *rule_title(const CairnLegendPart *part) {
  const json_t *given = cairn_json_get(part->def->node, "title");
  if (given) return given;
  const char *title = cairn_channel_def_title(part->unit->model, part->def);
  return title ? own_string(part, title) : NULL;
}

/* Given only where it differs from what Vega takes. */
static const json_t *rule_type(const CairnLegendPart *part) {
  bool is_ramp = cairn_channel_is_color(part->channel) && cairn_scale_type_is_continuous(part->scale->type);
  bool shows_ramp = part->type == CAIRN_LEGEND_GRADIENT;
  return is_ramp == shows_ramp ? NULL : own_string(part, shows_ramp ? "gradient" : "symbol");
}

/* ---- The table of rules ---- */

static const struct {
  const char *name;
  const json_t *(*choose)(const CairnLegendPart *part); /* NULL: nothing unless given */
} rules[CAIRN_N_LEGEND_RULES] = {
    [CAIRN_LEGEND_RULE_DIRECTION] = {"direction", rule_direction},
    [CAIRN_LEGEND_RULE_FORMAT] = {"format", rule_format},
    [CAIRN_LEGEND_RULE_FORMAT_TYPE] = {"formatType", rule_format_type},
    [CAIRN_LEGEND_RULE_GRADIENT_LENGTH] = {"gradientLength", rule_gradient_length},
    [CAIRN_LEGEND_RULE_LABEL_OVERLAP] = {"labelOverlap", rule_label_overlap},
    [CAIRN_LEGEND_RULE_ORIENT] = {"orient", NULL},
    [CAIRN_LEGEND_RULE_SYMBOL_TYPE] = {"symbolType", rule_symbol_type},
    [CAIRN_LEGEND_RULE_TITLE] = {"title", rule_title},
    [CAIRN_LEGEND_RULE_TYPE] = {"type", rule_type},
    [CAIRN_LEGEND_RULE_VALUES] = {"values", NULL},
};

const char *cairn_legend_rule_name(CairnLegendRule rule) {
  return rules[rule].name;
}

const json_t *cairn_legend_rule(const CairnLegendPart *part, CairnLegendRule rule) {
  const json_t *given = cairn_json_get(part->legend, rules[rule].name);
  bool is_none = given && json_is_null(given) && rule != CAIRN_LEGEND_RULE_TITLE;
  if (given && !is_none && rule != CAIRN_LEGEND_RULE_TYPE) return given;
  return rules[rule].choose ? rules[rule].choose(part) : NULL;
}
