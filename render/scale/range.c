/* From the options to the final range: schemes become colours, colours of continuous scales become ramps. */
#include "scale/scale_class.h"
#include "scale/scheme.h"

static const size_t default_n_colors = 5;

CairnColor cairn_ramp_color(const CairnRamp *ramp, double t) {
  if (ramp->n < 2) return ramp->n == 1 ? ramp->colors[0] : (CairnColor){0, 0, 0, 1};
  double pieces = (double)(ramp->n - 1), at = (ramp->from + t * (ramp->to - ramp->from)) * pieces;
  double piece = fmax(0, fmin(pieces - 1, floor(at)));
  size_t i = (size_t)piece;
  return cairn_color_interpolate(ramp->space, ramp->gamma, ramp->colors[i], ramp->colors[i + 1], at - piece);
}

/* Continuous scales interpolate colours over 0..1 when their domain has two or three values (Vega's
 * sequential and diverging scales); not times. */
static bool is_interpolating(const CairnScale *scale) {
  return cairn_scale_has_trait(scale, CAIRN_TRAIT_CONTINUOUS) &&
         !cairn_scale_has_trait(scale, CAIRN_TRAIT_TEMPORAL) && scale->type != CAIRN_SCALE_IDENTITY &&
         (scale->n_domain == 2 || scale->n_domain == 3);
}

static CairnRange new_ramp_range(CairnScale *scale, CairnRamp ramp) {
  CairnRamp *copy = cairn_arena_one(scale->arena, CairnRamp);
  *copy = ramp;
  return (CairnRange){.kind = CAIRN_RANGE_RAMP, .ramp = copy};
}

static CairnRange new_color_range(CairnScale *scale, const CairnColor *colors, size_t n, bool reverse) {
  CairnColor *copy = cairn_arena_array(scale->arena, n, CairnColor);
  for (size_t i = 0; i < n; i++)
    copy[i] = colors[reverse ? n - 1 - i : i];
  return (CairnRange){.kind = CAIRN_RANGE_COLORS, .n = n, .colors = copy};
}

static CairnColor rounded(CairnColor color) {
  return (CairnColor){cairn_round_half_up(color.r), cairn_round_half_up(color.g),
                      cairn_round_half_up(color.b), color.a};
}

/* `n` colours of a ramp, evenly spaced and none at its ends, as Vega picks them for discrete uses. */
static CairnRange new_sampled_range(CairnScale *scale, const CairnRamp *ramp, size_t n, bool reverse) {
  CairnColor *colors = cairn_arena_array(scale->arena, n, CairnColor);
  for (size_t i = 0; i < n; i++)
    colors[reverse ? n - 1 - i : i] = rounded(cairn_ramp_color(ramp, (double)(i + 1) / (double)(n + 1)));
  return (CairnRange){.kind = CAIRN_RANGE_COLORS, .n = n, .colors = colors};
}

static size_t n_scheme_colors(const CairnScale *scale, const CairnScaleOptions *options) {
  if (scale->class->n_colors) return scale->class->n_colors(scale, options->scheme_count);
  return scale->n_domain ? scale->n_domain : default_n_colors;
}

size_t cairn_threshold_n_colors_default(const CairnScale *scale, size_t scheme_count) {
  (void)scale;
  return scheme_count ? scheme_count : default_n_colors;
}

static CairnRange scheme_range(CairnScale *scale, const CairnScaleOptions *options, CairnScheme scheme) {
  CairnRamp ramp = {scheme.n, scheme.colors, CAIRN_SPACE_RGB, 1, 0, 1};
  if (!scheme.is_continuous) { /* a list of colours like any other */
    ramp.space = options->interpolate;
    ramp.gamma = options->gamma;
  }
  if (options->has_scheme_extent) {
    ramp.from = options->scheme_extent[0];
    ramp.to = options->scheme_extent[1];
  }
  if (is_interpolating(scale)) {
    double from = ramp.from;
    ramp.from = options->reverse ? ramp.to : from;
    ramp.to = options->reverse ? from : ramp.to;
    return new_ramp_range(scale, ramp);
  }
  if (scheme.is_continuous)
    return new_sampled_range(scale, &ramp, n_scheme_colors(scale, options), options->reverse);
  bool all = scale->type == CAIRN_SCALE_ORDINAL;
  size_t n = all ? scheme.n : MIN(scheme.n, n_scheme_colors(scale, options));
  return new_color_range(scale, scheme.colors, n, options->reverse);
}

static bool set_scheme(CairnScale *scale, const CairnScaleOptions *options, GError **error) {
  CairnScheme scheme;
  if (!cairn_scheme_find(scale->arena, options->range.scheme, &scheme)) {
    size_t n;
    const char *const *names = cairn_scheme_names(scale->arena, &n);
    const char *near = cairn_suggest(options->range.scheme, names, n);
    g_autofree char *text = cairn_text_printable(options->range.scheme, 60);
    cairn_error_set(error, CAIRN_ERROR_SPEC, "there is no colour scheme \"%s\"%s%s%s", text,
                    near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    return false;
  }
  scale->range = scheme_range(scale, options, scheme);
  return true;
}

static void set_colors(CairnScale *scale, const CairnScaleOptions *options) {
  const CairnRange *range = &options->range;
  scale->range = new_color_range(scale, range->colors, range->n, options->reverse);
  if (is_interpolating(scale))
    scale->range = new_ramp_range(
        scale, (CairnRamp){range->n, scale->range.colors, options->interpolate, options->gamma, 0, 1});
}

static void set_numbers(CairnScale *scale, const double *numbers, size_t n, bool reverse) {
  double *copy = cairn_arena_array(scale->arena, n, double);
  for (size_t i = 0; i < n; i++)
    copy[i] = numbers[reverse ? n - 1 - i : i];
  scale->range = (CairnRange){.kind = CAIRN_RANGE_NUMBERS, .n = n, .numbers = copy};
}

static bool set_values(CairnScale *scale, const CairnScaleOptions *options, GError **error) {
  if (cairn_scale_has_trait(scale, CAIRN_TRAIT_CONTINUOUS)) {
    cairn_error_set(error, CAIRN_ERROR_SPEC, "the range of a %s scale must be numbers or colours",
                    scale->class->name);
    return false;
  }
  size_t n = options->range.n;
  CairnValue *copy = cairn_arena_array(scale->arena, n, CairnValue);
  for (size_t i = 0; i < n; i++)
    copy[i] = options->range.values[options->reverse ? n - 1 - i : i];
  scale->range = (CairnRange){.kind = CAIRN_RANGE_VALUES, .n = n, .values = copy};
  return true;
}

bool cairn_range_configure(CairnScale *scale, const CairnScaleOptions *options, GError **error) {
  static const double unit[2] = {0, 1};
  switch (options->range.kind) {
  case CAIRN_RANGE_SCHEME:
    return set_scheme(scale, options, error);
  case CAIRN_RANGE_COLORS:
    set_colors(scale, options);
    return true;
  case CAIRN_RANGE_VALUES:
    return set_values(scale, options, error);
  case CAIRN_RANGE_NUMBERS:
    set_numbers(scale, options->range.numbers, options->range.n, options->reverse);
    return true;
  case CAIRN_RANGE_RAMP:
    scale->range = new_ramp_range(scale, *options->range.ramp);
    return true;
  case CAIRN_RANGE_NONE:
    break;
  }
  if (scale->type == CAIRN_SCALE_IDENTITY)
    set_numbers(scale, scale->domain, scale->n_domain, false);
  else
    set_numbers(scale, unit, 2, options->reverse);
  return true;
}
