/* The range of a scale: what its uses say, or what suits the channel. */
#include "scale/resolve_parts.h"

#include "base/color.h"
#include "table/json_value.h"

#include <string.h>

static double *two(CairnScaleSet *set, double low, double high) {
  double *numbers = cairn_arena_array(set->arena, 2, double);
  numbers[0] = low;
  numbers[1] = high;
  return numbers;
}

static CairnRange numbers(const double *items, size_t n) {
  return (CairnRange){.kind = CAIRN_RANGE_NUMBERS, .n = n, .numbers = items};
}

static CairnRange pair(CairnScaleSet *set, double low, double high) {
  return numbers(two(set, low, high), 2);
}

/* ---- Ranges as JSON: a list, a scheme, or the name of one of the configuration's ranges ---- */

static bool read_list(CairnScaleSet *set, const CairnScaleBinding *binding, const json_t *list, CairnRange *out) {
  size_t n = json_array_size(list);
  const CairnView *view = binding->uses[0].unit;
  double *items = cairn_arena_array(set->arena, n, double);
  CairnValue *values = cairn_arena_array(set->arena, n, CairnValue);
  CairnColor *colors = cairn_arena_array(set->arena, n, CairnColor);
  bool all_numbers = n > 0, all_colors = n > 0;
  for (size_t i = 0; i < n; i++) {
    const json_t *item = json_array_get(list, i);
    const char *text = json_is_string(item) ? json_string_value(item) : NULL;
    bool is_size = text && (strcmp(text, "width") == 0 || strcmp(text, "height") == 0);
    if (is_size) items[i] = text[0] == 'w' ? view->width : view->height;
    else if (json_is_number(item)) items[i] = json_number_value(item);
    else all_numbers = false;
    all_colors &= text && cairn_color_parse(text, &colors[i]);
    values[i] = json_is_array(item) ? cairn_value_from_json(set->arena, item) : cairn_scale_constant(set->arena, NULL, item, set->zone);
  }
  if (all_numbers) *out = numbers(items, n);
  else if (all_colors) *out = (CairnRange){.kind = CAIRN_RANGE_COLORS, .n = n, .colors = colors};
  else *out = (CairnRange){.kind = CAIRN_RANGE_VALUES, .n = n, .values = values};
  return true;
}

static bool read_scheme(CairnScaleSet *set, CairnScaleBinding *binding, const json_t *scheme, const json_t *more, CairnRange *out) {
  if (json_is_array(scheme)) return read_list(set, binding, scheme, out);
  const json_t *extent = cairn_json_get(more, "extent");
  const char *name = json_is_object(scheme) ? cairn_json_string(scheme, "name", "") : json_string_value(scheme);
  *out = (CairnRange){.kind = CAIRN_RANGE_SCHEME, .scheme = cairn_arena_strdup(set->arena, name ? name : "")};
  if (json_array_size(extent) == 2) {
    binding->options.has_scheme_extent = true;
    for (size_t i = 0; i < 2; i++)
      binding->options.scheme_extent[i] = json_number_value(json_array_get(extent, i));
  }
  double count = cairn_json_number(more, "count", 0);
  binding->options.scheme_count = count >= 1 && count < 1e6 ? (size_t)count : 0;
  return true;
}

static bool read_range(CairnScaleSet *set, CairnScaleBinding *binding, const json_t *range, CairnRange *out) {
  if (json_is_array(range)) return read_list(set, binding, range, out);
  const json_t *scheme = cairn_json_get(range, "scheme");
  if (scheme) return read_scheme(set, binding, scheme, range, out);
  const char *name = json_string_value(range);
  const json_t *named = name ? cairn_config_get(binding->owner->model, "range", name) : NULL;
  return named && !json_is_string(named) ? read_range(set, binding, named, out) : false;
}

/* {"field": f}: the range item of each domain value is the least value of f among its rows. */
static bool read_field(CairnScaleSet *set, CairnScaleBinding *binding, const char *field, CairnRange *out, GError **error) {
  const CairnScaleUse *use = &binding->uses[0];
  const CairnTable *table = use->unit->table;
  const CairnColumn *items = cairn_table_field(table, field), *keys = cairn_table_column(table, use->def->column);
  const json_t *range = cairn_json_get(cairn_json_get(use->def->node, "scale"), "range");
  if (!items || !keys) {
    cairn_error_at(error, CAIRN_ERROR_DATA, range, "field", "the data have no field \"%s\"", field);
    return false;
  }
  json_t *list = json_array();
  for (size_t i = 0; i < binding->options.n_domain; i++) {
    const char *key = cairn_value_key(set->arena, binding->options.domain[i]);
    for (size_t row = 0; row < table->n_rows; row++) {
      if (cairn_value_key(set->arena, cairn_column_value(keys, row)) != key) continue;
      CairnValue value = cairn_column_value(items, row);
      if (value.kind == CAIRN_NUMBER) json_array_append_new(list, json_real(value.number));
      else json_array_append_new(list, json_string(cairn_value_to_string(set->arena, value)));
      break;
    }
  }
  bool ok = read_list(set, binding, list, out);
  json_decref(list);
  return ok;
}

/* ---- Sizes ---- */

/* Width of a step of bars or points: the smallest of the view's steps and of its bins. */
static double smallest_step(const CairnView *unit) {
  double step = INFINITY;
  for (int i = 0; i < 2; i++) {
    const CairnChannelDef *def = unit->channels[i ? CAIRN_Y : CAIRN_X];
    const char *key = i ? "height" : "width";
    const CairnScaleBinding *binding = unit->bindings[i ? CAIRN_Y : CAIRN_X];
    bool is_stepped = binding && cairn_scale_type_is_discrete(binding->type); /* that of a continuous scale is dropped */
    double own = is_stepped ? cairn_json_number(cairn_json_get(unit->node, key), "step", NAN) : NAN;
    if (isnan(own)) own = cairn_json_number(cairn_config_get(unit->model, NULL, "view"), "step", 20);
    if (def && def->bin && def->bin_step > 0) own = (i ? unit->height : unit->width) / ((def->bin_stop - def->bin_start) / def->bin_step);
    step = fmin(step, own);
  }
  return step;
}

static void size_range(const CairnView *unit, double *low, double *high) {
  const char *mark = unit->mark;
  if (strcmp(mark, "bar") == 0 || strcmp(mark, "tick") == 0) {
    *low = cairn_scale_config(unit, "minBandSize", 2);
    *high = cairn_scale_config(unit, "maxBandSize", smallest_step(unit) - 1);
  } else if (strcmp(mark, "line") == 0 || strcmp(mark, "trail") == 0 || strcmp(mark, "rule") == 0) {
    *low = cairn_scale_config(unit, "minStrokeWidth", 1);
    *high = cairn_scale_config(unit, "maxStrokeWidth", 4);
  } else if (strcmp(mark, "text") == 0) {
    *low = cairn_scale_config(unit, "minFontSize", 8);
    *high = cairn_scale_config(unit, "maxFontSize", 40);
  } else {
    double side = 0.95 * smallest_step(unit);
    *low = cairn_scale_config(unit, "minSize", 4);
    *high = cairn_scale_config(unit, "maxSize", side * side);
  }
}

/* How many parts a discretizing scale has when nobody says. */
static size_t default_parts(const CairnScaleBinding *binding) {
  const CairnView *unit = binding->uses[0].unit;
  if (binding->type == CAIRN_SCALE_QUANTILE) return (size_t)cairn_scale_config(unit, "quantileCount", 4);
  if (binding->type == CAIRN_SCALE_QUANTIZE) return (size_t)cairn_scale_config(unit, "quantizeCount", 4);
  return binding->options.n_domain ? binding->options.n_domain + 1 : 3;
}

/* Vega-Lite spreads the sizes of discretizing scales; those of other channels pick from the ends alone. */
static CairnRange between(CairnScaleSet *set, const CairnScaleBinding *binding, double low, double high) {
  bool parts = binding->type == CAIRN_SCALE_QUANTILE || binding->type == CAIRN_SCALE_QUANTIZE || binding->type == CAIRN_SCALE_THRESHOLD;
  if (!parts) return pair(set, low, high);
  size_t n = MAX(default_parts(binding), 1);
  double *items = cairn_arena_array(set->arena, n, double);
  for (size_t i = 0; i < n; i++)
    items[i] = n == 1 ? low : low + (high - low) * (double)i / (double)(n - 1);
  return numbers(items, n);
}

/* ---- Positions ---- */

static bool is_upwards(const CairnScaleBinding *binding) {
  return cairn_scale_type_is_continuous(binding->type) || binding->type == CAIRN_SCALE_QUANTILE || binding->type == CAIRN_SCALE_QUANTIZE;
}

bool cairn_scale_has_headroom(const CairnScaleBinding *binding) {
  static const char *const own[] = {"range", "rangeMin", "rangeMax"};
  for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
    if (cairn_scale_property(binding, own[i])) return false;
  return binding->channel == CAIRN_Y && is_upwards(binding);
}

double cairn_scale_headroom(double headroom, double height) {
  return fmin(headroom, height / 2);
}

static CairnRange position_range(CairnScaleSet *set, const CairnScaleBinding *binding) {
  const CairnView *view = binding->owner;
  if (binding->channel == CAIRN_X) return pair(set, 0, view->width);
  double top = cairn_scale_headroom(binding->headroom, view->height);
  return is_upwards(binding) ? pair(set, view->height, top) : pair(set, 0, view->height);
}

static const CairnScaleBinding *position_of(const CairnScaleBinding *binding) {
  return binding->uses[0].unit->bindings[binding->channel == CAIRN_X_OFFSET ? CAIRN_X : CAIRN_Y];
}

/* The duration of one time unit in px, at the start of the domain. */
static double unit_width(const CairnScaleBinding *binding, const CairnScaleBinding *position) {
  const CairnView *unit = binding->uses[0].unit;
  const CairnChannelDef *def = position->uses[0].def;
  const CairnColumn *start = def->column ? cairn_table_column(unit->table, def->column) : NULL;
  const CairnColumn *end = def->column_end ? cairn_table_column(unit->table, def->column_end) : NULL;
  if (!start || !end || !unit->table->n_rows) return 0;
  return fabs(cairn_scale_position(position->scale, cairn_column_value(end, 0)) -
              cairn_scale_position(position->scale, cairn_column_value(start, 0)));
}

static CairnRange offset_range(CairnScaleSet *set, const CairnScaleBinding *binding) {
  const CairnScaleBinding *position = position_of(binding);
  const CairnView *unit = binding->uses[0].unit;
  double size = binding->channel == CAIRN_X_OFFSET ? binding->owner->width : binding->owner->height;
  if (!position) {
    bool down = binding->channel == CAIRN_Y_OFFSET && cairn_scale_type_is_continuous(binding->type);
    return down ? pair(set, size / 2, -size / 2) : pair(set, -size / 2, size / 2);
  }
  if (position->type == CAIRN_SCALE_BAND) return pair(set, 0, cairn_scale_bandwidth(position->scale));
  double width = unit_width(binding, position), padding = cairn_scale_config(unit, "bandWithNestedOffsetPaddingInner", 0.2);
  double band = cairn_scale_band_position(unit, position->uses[0].def, NULL);
  double shift = isnan(band) ? 0 : band - 0.5;
  return pair(set, (padding / 2 + shift) * width, (1 - padding / 2 + shift) * width);
}

/* ---- By channel ---- */

static CairnRange dash_range(CairnScaleSet *set) {
  static const double patterns[][4] = {{1, 0}, {4, 2}, {2, 1}, {1, 1}, {1, 2, 4, 2}};
  static const size_t lengths[] = {2, 2, 2, 2, 4};
  CairnValue *values = cairn_arena_array(set->arena, G_N_ELEMENTS(lengths), CairnValue);
  for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
    CairnValue items[4];
    for (size_t k = 0; k < lengths[i]; k++)
      items[k] = cairn_value_number(patterns[i][k]);
    values[i] = cairn_value_new_array(set->arena, items, lengths[i]);
  }
  return (CairnRange){.kind = CAIRN_RANGE_VALUES, .n = G_N_ELEMENTS(lengths), .values = values};
}

static const char *color_range_name(const CairnScaleBinding *binding) {
  if (binding->type == CAIRN_SCALE_ORDINAL) return binding->uses[0].def->type == CAIRN_NOMINAL ? "category" : "ordinal";
  const json_t *middle = cairn_json_get(cairn_json_get(binding->uses[0].def->node, "scale"), "domainMid");
  if (middle && !json_is_null(middle)) return "diverging";
  return strcmp(binding->uses[0].unit->mark, "rect") == 0 ? "heatmap" : "ramp";
}

static CairnRange default_range(CairnScaleSet *set, CairnScaleBinding *binding) {
  const CairnView *unit = binding->uses[0].unit;
  CairnRange range = {0};
  double low = 0, high = 0;
  switch (binding->channel) {
  case CAIRN_X:
  case CAIRN_Y: return position_range(set, binding);
  case CAIRN_X_OFFSET:
  case CAIRN_Y_OFFSET: return offset_range(set, binding);
  case CAIRN_THETA: return pair(set, 0, 2 * G_PI);
  case CAIRN_RADIUS: return pair(set, 0, fmin(binding->owner->width, binding->owner->height) / 2);
  case CAIRN_SIZE: size_range(unit, &low, &high); return between(set, binding, low, high);
  case CAIRN_ANGLE: return pair(set, 0, 360);
  case CAIRN_STROKE_WIDTH:
    return pair(set, cairn_scale_config(unit, "minStrokeWidth", 1), cairn_scale_config(unit, "maxStrokeWidth", 4));
  case CAIRN_STROKE_DASH: return dash_range(set);
  case CAIRN_SHAPE: read_range(set, binding, cairn_config_get(unit->model, "range", "symbol"), &range); return range;
  case CAIRN_COLOR:
  case CAIRN_FILL:
  case CAIRN_STROKE:
    read_range(set, binding, cairn_config_get(unit->model, "range", color_range_name(binding)), &range);
    return range;
  default:
    return pair(set, cairn_scale_config(unit, "minOpacity", 0.3), cairn_scale_config(unit, "maxOpacity", 0.8));
  }
}

/* Does a step, not the view, say how long the range of a discrete position is? */
static bool is_by_step(const CairnScaleBinding *binding) {
  if (!cairn_channel_is_xy(binding->channel) || (binding->type != CAIRN_SCALE_BAND && binding->type != CAIRN_SCALE_POINT)) return false;
  bool is_x = binding->channel == CAIRN_X;
  for (const CairnView *view = binding->uses[0].unit; view; view = view->parent) {
    const json_t *size = cairn_json_get(view->node, is_x ? "width" : "height");
    if (size) return json_is_object(size);
  }
  return !json_is_number(cairn_config_get(binding->owner->model, "view", is_x ? "discreteWidth" : "discreteHeight"));
}

static void apply_bounds(CairnScaleSet *set, const CairnScaleBinding *binding, CairnRange *range) {
  const json_t *low = cairn_scale_property(binding, "rangeMin"), *high = cairn_scale_property(binding, "rangeMax");
  if (range->kind != CAIRN_RANGE_NUMBERS || range->n != 2 || (!low && !high) || is_by_step(binding)) return;
  *range = pair(set, json_is_number(low) ? json_number_value(low) : range->numbers[0],
                json_is_number(high) ? json_number_value(high) : range->numbers[1]);
}

bool cairn_scale_resolve_range(CairnScaleSet *set, CairnScaleBinding *binding, GError **error) {
  const json_t *range = cairn_scale_property(binding, "range"), *scheme = cairn_scale_property(binding, "scheme");
  const char *field = cairn_json_string(range, "field", NULL);
  CairnRange *out = &binding->options.range;
  if (field) return read_field(set, binding, field, out, error);
  if (range && !json_is_null(range)) {
    if (read_range(set, binding, range, out)) return true;
    cairn_error_at(error, CAIRN_ERROR_SPEC, cairn_json_get(binding->uses[0].def->node, "scale"), "range",
                   "\"range\" takes a list of numbers, colours or shapes, a range of the configuration (\"category\", \"ramp\", ...), or {\"field\": name}");
    return false;
  }
  if (scheme && !json_is_null(scheme)) return read_scheme(set, binding, scheme, scheme, out);
  *out = default_range(set, binding);
  apply_bounds(set, binding, out);
  return true;
}

/* ---- Steps ---- */

double cairn_scale_steps(const CairnScaleBinding *binding) {
  bool is_point = binding->type == CAIRN_SCALE_POINT;
  const CairnScaleOptions *options = &binding->options;
  /* Vega-Lite counts the outer padding of points, by which Vega does not place them. */
  const json_t *outer = is_point ? cairn_scale_property(binding, "paddingOuter") : NULL;
  return cairn_scale_band_space(options->n_domain, is_point ? 1 : options->padding_inner,
                                json_is_number(outer) ? json_number_value(outer) : options->padding_outer);
}

double cairn_scale_position_step(const CairnScaleBinding *binding, double step, bool is_for_offset) {
  CairnChannel offset_channel = cairn_channel_offset(binding->channel);
  for (size_t i = 0; i < binding->n_uses && is_for_offset && offset_channel != CAIRN_N_CHANNELS; i++) {
    const CairnScaleBinding *offset = binding->uses[i].unit->bindings[offset_channel];
    if (!offset || !cairn_scale_type_is_discrete(offset->type)) continue;
    double n = offset->type == CAIRN_SCALE_BAND ? cairn_scale_steps(offset) : (double)offset->options.n_domain;
    return step * n / (1 - binding->options.padding_inner);
  }
  return step;
}
