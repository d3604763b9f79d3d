/* zero, nice, paddings and the other options of a scale: given, or by default. */
#include "scale/resolve_parts.h"

#include "base/color.h"
#include "base/limits.h"

#include <string.h>

static bool is_mark(const CairnView *unit, const char *mark) {
  return strcmp(unit->mark, mark) == 0;
}

static double number_property(const CairnScaleBinding *binding, const char *name, double otherwise) {
  const json_t *value = cairn_scale_property(binding, name);
  return json_is_number(value) ? json_number_value(value) : otherwise;
}

/* ---- Zero ---- */

static bool is_position(CairnChannel channel) {
  return cairn_channel_is_position(channel);
}

/* Does an explicit domain hold zero? */
static bool spans_zero(const json_t *domain) {
  const json_t *first = json_array_get(domain, 0), *last = json_array_get(domain, json_array_size(domain) - 1);
  return json_is_number(first) && json_is_number(last) && json_number_value(first) <= 0 && json_number_value(last) >= 0;
}

static bool default_zero(const CairnScaleBinding *binding, const CairnScaleUse *use) {
  const CairnView *unit = use->unit;
  CairnChannel channel = binding->channel;
  const json_t *domain = cairn_json_get(cairn_json_get(use->def->node, "scale"), "domain");
  bool custom = json_is_array(domain) || json_is_object(domain);
  if (custom && cairn_scale_type_is_continuous(binding->type)) return spans_zero(domain);
  if (channel == CAIRN_SIZE && use->def->type == CAIRN_QUANTITATIVE && !cairn_scale_type_is_discretizing(binding->type)) return true;
  if (use->def->bin || use->def->binned || !is_position(channel)) return false;
  static const char *const ranged[] = {"bar", "area", "line", "trail"};
  for (size_t i = 0; i < G_N_ELEMENTS(ranged); i++) {
    bool along = (unit->orientation == CAIRN_HORIZONTAL && channel == CAIRN_Y) ||
                 (unit->orientation == CAIRN_VERTICAL && channel == CAIRN_X);
    if (is_mark(unit, ranged[i]) && along) return false;
  }
  CairnChannel second = cairn_channel_secondary(channel);
  bool has_second = second != CAIRN_N_CHANNELS && unit->channels[second];
  if ((is_mark(unit, "bar") || is_mark(unit, "area")) && !has_second) return true;
  const json_t *config = cairn_config_get(unit->model, "scale", "zero");
  return !json_is_false(config);
}

static bool resolve_zero(const CairnScaleBinding *binding) {
  const json_t *given = cairn_scale_property(binding, "zero");
  if (!cairn_scale_takes_property(binding->type, binding->channel, "zero")) return false;
  return json_is_boolean(given) ? json_is_true(given) : default_zero(binding, &binding->uses[0]);
}

/* ---- Nice ---- */

static bool default_nice(const CairnScaleBinding *binding, const CairnScaleUse *use) {
  const json_t *scale = cairn_json_get(use->def->node, "scale");
  if (use->def->bin || use->def->binned || json_is_array(cairn_json_get(scale, "domain"))) return false;
  if (cairn_json_get(scale, "domainMin") || cairn_json_get(scale, "domainMax")) return false;
  return !cairn_scale_type_is_temporal(binding->type) && cairn_channel_is_xy(binding->channel);
}

static bool resolve_nice(CairnScaleBinding *binding, GError **error) {
  CairnScaleOptions *options = &binding->options;
  const json_t *given = cairn_scale_property(binding, "nice");
  if (cairn_scale_type_is_discrete(binding->type)) return true;
  if (!given || json_is_null(given)) {
    for (size_t i = 0; i < binding->n_uses && !options->nice; i++)
      options->nice = default_nice(binding, &binding->uses[i]);
    return true;
  }
  options->nice = !json_is_false(given);
  const char *interval = json_is_object(given) ? cairn_json_string(given, "interval", NULL) : json_string_value(given);
  if (json_is_number(given)) {
    options->nice_count.number = json_number_value(given);
  } else if (interval) {
    options->nice_count.interval = interval;
    options->nice_count.step = json_is_object(given) ? cairn_json_number(given, "step", 1) : 1;
    if (!cairn_tick_interval_is_name(interval)) {
      cairn_error_at(error, CAIRN_ERROR_SPEC, cairn_json_get(binding->uses[0].def->node, "scale"), "nice",
                     "\"nice\" takes true, false, a number, or an interval such as \"month\" or {\"interval\": \"week\", \"step\": 2}");
      return false;
    }
  }
  return true;
}

/* ---- Padding ---- */

/* A bar at a quantity or time needs room for half its width at the ends. */
static double continuous_padding(const CairnScaleBinding *binding) {
  const CairnView *first = binding->uses[0].unit;
  double padding = number_property(binding, "padding", cairn_scale_config(first, "continuousPadding", NAN));
  if (!isnan(padding) || !cairn_channel_is_xy(binding->channel)) return isnan(padding) ? 0 : padding;
  for (size_t i = 0; i < binding->n_uses; i++) {
    const CairnView *unit = binding->uses[i].unit;
    const CairnChannelDef *def = binding->uses[i].def;
    bool across = (unit->orientation == CAIRN_VERTICAL && binding->channel == CAIRN_X) ||
                  (unit->orientation == CAIRN_HORIZONTAL && binding->channel == CAIRN_Y);
    if (is_mark(unit, "bar") && across && !(def->column && (def->bin || def->binned || def->time_unit)))
      return cairn_json_number(cairn_config_get(unit->model, NULL, "bar"), "continuousBandSize", 5);
  }
  return 0;
}

static double default_inner(const CairnScaleBinding *binding, const CairnScaleUse *use) {
  const CairnView *unit = use->unit;
  if (binding->channel == CAIRN_X_OFFSET || binding->channel == CAIRN_Y_OFFSET)
    return cairn_scale_config(unit, "offsetBandPaddingInner", 0);
  if (!cairn_channel_is_xy(binding->channel)) return 0;
  if (cairn_scale_has_nested_offset(unit, binding->channel)) return cairn_scale_config(unit, "bandWithNestedOffsetPaddingInner", 0.2);
  double general = cairn_scale_config(unit, "bandPaddingInner", NAN);
  if (!isnan(general)) return general;
  if (is_mark(unit, "bar")) return cairn_scale_config(unit, "barBandPaddingInner", 0.1);
  if (is_mark(unit, "tick")) return cairn_scale_config(unit, "tickBandPaddingInner", 0.25);
  return cairn_scale_config(unit, "rectBandPaddingInner", 0);
}

static double default_outer(const CairnScaleBinding *binding, const CairnScaleUse *use, double inner) {
  const CairnView *unit = use->unit;
  bool is_offset = binding->channel == CAIRN_X_OFFSET || binding->channel == CAIRN_Y_OFFSET;
  if (is_offset && binding->type == CAIRN_SCALE_POINT) return 0.5;
  if (is_offset) return cairn_scale_config(unit, "offsetBandPaddingOuter", 0);
  if (!cairn_channel_is_xy(binding->channel)) return 0;
  if (cairn_scale_has_nested_offset(unit, binding->channel)) return cairn_scale_config(unit, "bandWithNestedOffsetPaddingOuter", 0.2);
  return cairn_scale_config(unit, "bandPaddingOuter", inner / 2);
}

static void resolve_band_padding(CairnScaleBinding *binding) {
  CairnScaleOptions *options = &binding->options;
  const CairnScaleUse *use = &binding->uses[0];
  /* Of layers that share a band scale, the first with bands of its own decides. */
  for (size_t i = 0; i < binding->n_uses; i++)
    if (cairn_scale_has_nested_offset(binding->uses[i].unit, binding->channel)) {
      use = &binding->uses[i];
      break;
    }
  double padding = number_property(binding, "padding", NAN);
  double inner = number_property(binding, "paddingInner", NAN), outer = number_property(binding, "paddingOuter", NAN);
  if (binding->type == CAIRN_SCALE_POINT) {
    double by_default = cairn_channel_is_xy(binding->channel) ? cairn_scale_config(use->unit, "pointPadding", 0.5)
                                                              : default_outer(binding, use, 0);
    options->padding_outer = !isnan(padding) ? padding : by_default;
    return;
  }
  if (isnan(inner)) inner = !isnan(padding) ? padding : default_inner(binding, use);
  if (isnan(outer)) outer = !isnan(padding) ? padding : default_outer(binding, use, inner);
  options->padding_inner = inner;
  options->padding_outer = outer;
}

/* ---- The rest ---- */

/* The boundaries of bins are the whole domain of a bin-ordinal scale. */
static void list_bins(CairnScaleSet *set, CairnScaleBinding *binding) {
  CairnScaleOptions *options = &binding->options;
  if (binding->type != CAIRN_SCALE_BIN_ORDINAL || !(options->bin_step > 0) || options->bins) return;
  double n = round((options->bin_stop - options->bin_start) / options->bin_step) + 1;
  if (!(n >= 1 && n <= CAIRN_LIMIT_BINS)) return;
  double *bins = cairn_arena_array(set->arena, (size_t)n, double);
  for (size_t i = 0; i < (size_t)n; i++)
    bins[i] = options->bin_start + (double)i * options->bin_step;
  options->bins = bins;
  options->n_bins = (size_t)n;
}

/* The bins that a scale is told of: edges, or a step and maybe where they start and stop. */
static bool given_bins(CairnScaleSet *set, CairnScaleBinding *binding) {
  CairnScaleOptions *options = &binding->options;
  const json_t *bins = cairn_scale_property(binding, "bins");
  size_t n = json_array_size(bins);
  double *edges = cairn_arena_array(set->arena, n, double);
  for (size_t i = 0; i < n; i++)
    edges[i] = json_number_value(json_array_get(bins, i));
  if (n) options->bins = edges;
  options->n_bins = n;
  options->bin_step = fmax(cairn_json_number(bins, "step", 0), 0);
  options->bin_start = cairn_json_number(bins, "start", NAN);
  options->bin_stop = cairn_json_number(bins, "stop", NAN);
  return n || options->bin_step > 0;
}

static void resolve_bins(CairnScaleSet *set, CairnScaleBinding *binding) {
  CairnScaleOptions *options = &binding->options;
  if (given_bins(set, binding)) return;
  for (size_t i = 0; i < binding->n_uses; i++) {
    const CairnChannelDef *def = binding->uses[i].def;
    if (def->bin && def->bin_step > 0 && !cairn_scale_is_bin_label(binding, def)) {
      options->bin_start = def->bin_start;
      options->bin_stop = def->bin_stop;
      options->bin_step = def->bin_step;
      return;
    }
    double step = cairn_json_number(cairn_json_get(def->node, "bin"), "step", 0);
    if (def->binned && step > 0 && !cairn_scale_type_is_discrete(binding->type)) {
      options->bin_step = step;
      return;
    }
  }
}

static bool resolve_interpolate(CairnScaleBinding *binding, GError **error) {
  CairnScaleOptions *options = &binding->options;
  const json_t *given = cairn_scale_property(binding, "interpolate");
  const char *name = json_is_object(given) ? cairn_json_string(given, "type", "") : json_string_value(given);
  if (given && !json_is_null(given)) {
    options->has_interpolate = true;
    options->gamma = json_is_object(given) ? cairn_json_number(given, "gamma", 1) : 1;
    if (name && cairn_color_space_parse(name, &options->interpolate)) return true;
    cairn_error_at(error, CAIRN_ERROR_SPEC, cairn_json_get(binding->uses[0].def->node, "scale"), "interpolate",
                   "\"interpolate\" takes \"rgb\", \"hsl\", \"lab\", \"hcl\", \"cubehelix\", \"hsl-long\", \"hcl-long\" or \"cubehelix-long\"");
    return false;
  }
  if (cairn_channel_is_color(binding->channel) && binding->uses[0].def->type != CAIRN_NOMINAL) {
    options->has_interpolate = true;
    options->interpolate = CAIRN_SPACE_HCL;
  }
  return true;
}

static bool resolve_reverse(const CairnScaleBinding *binding) {
  const json_t *given = cairn_scale_property(binding, "reverse");
  if (json_is_boolean(given)) return json_is_true(given);
  const char *sort = cairn_json_string(binding->uses[0].def->node, "sort", "");
  bool descending = cairn_scale_type_is_continuous(binding->type) && strcmp(sort, "descending") == 0;
  const json_t *x_reverse = cairn_config_get(binding->uses[0].unit->model, "scale", "xReverse");
  if (binding->channel == CAIRN_X && json_is_true(x_reverse)) return !descending;
  return descending;
}

static bool flag(const CairnScaleBinding *binding, const char *name) {
  const json_t *given = cairn_scale_property(binding, name);
  if (!given) given = cairn_config_get(binding->uses[0].unit->model, "scale", name);
  return json_is_true(given);
}

/* Vega joins the extents of several fields without values to one from infinity to minus infinity, which zero turns
 * into a single point; that of one field alone stays empty. */
static void join_empty_extents(CairnScaleSet *set, CairnScaleBinding *binding) {
  CairnScaleOptions *options = &binding->options;
  if (options->n_domain > 0 || !binding->joins_fields || !options->zero) return;
  CairnValue *values = cairn_arena_array(set->arena, 2, CairnValue);
  values[0] = values[1] = cairn_value_number(0);
  options->domain = values;
  options->n_domain = 2;
}

bool cairn_scale_resolve_options(CairnScaleSet *set, CairnScaleBinding *binding, GError **error) {
  CairnScaleOptions *options = &binding->options;
  bool discrete = cairn_scale_type_is_discrete(binding->type);
  options->zero = resolve_zero(binding);
  join_empty_extents(set, binding);
  options->reverse = resolve_reverse(binding);
  options->clamp = flag(binding, "clamp");
  options->round = flag(binding, "round");
  options->base = number_property(binding, "base", options->base);
  options->exponent = number_property(binding, "exponent", options->exponent);
  options->constant = number_property(binding, "constant", options->constant);
  options->align = number_property(binding, "align", options->align);
  const CairnModel *model = binding->uses[0].unit->model;
  options->zone = set->zone;
  options->locale = model->locale;
  options->warnings = model->warnings;
  options->node = binding->uses[0].def->node;
  if (discrete) resolve_band_padding(binding);
  else options->padding_px = continuous_padding(binding);
  cairn_scale_warn_of_unused(binding);
  resolve_bins(set, binding);
  list_bins(set, binding);
  return resolve_nice(binding, error) && resolve_interpolate(binding, error);
}
