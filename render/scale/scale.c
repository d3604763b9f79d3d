#include "scale/scale.h"

#include "scale/scale_class.h"

#include <string.h>

static const CairnScaleClass *const classes[CAIRN_N_SCALE_TYPES] = {
    [CAIRN_SCALE_LINEAR] = &cairn_scale_linear,
    [CAIRN_SCALE_LOG] = &cairn_scale_log,
    [CAIRN_SCALE_POW] = &cairn_scale_pow,
    [CAIRN_SCALE_SQRT] = &cairn_scale_sqrt,
    [CAIRN_SCALE_SYMLOG] = &cairn_scale_symlog,
    [CAIRN_SCALE_IDENTITY] = &cairn_scale_identity,
    [CAIRN_SCALE_TIME] = &cairn_scale_time,
    [CAIRN_SCALE_UTC] = &cairn_scale_utc,
    [CAIRN_SCALE_ORDINAL] = &cairn_scale_ordinal,
    [CAIRN_SCALE_BAND] = &cairn_scale_band,
    [CAIRN_SCALE_POINT] = &cairn_scale_point,
    [CAIRN_SCALE_BIN_ORDINAL] = &cairn_scale_bin_ordinal,
    [CAIRN_SCALE_QUANTILE] = &cairn_scale_quantile,
    [CAIRN_SCALE_QUANTIZE] = &cairn_scale_quantize,
    [CAIRN_SCALE_THRESHOLD] = &cairn_scale_threshold,
};

CairnScaleType cairn_scale_type_parse(const char *name) {
  for (int i = 0; i < CAIRN_N_SCALE_TYPES; i++)
    if (strcmp(name, classes[i]->name) == 0) return (CairnScaleType)i;
  return CAIRN_N_SCALE_TYPES;
}

const char *cairn_scale_type_name(CairnScaleType type) {
  return classes[type]->name;
}

bool cairn_scale_type_is_continuous(CairnScaleType type) {
  return (classes[type]->traits & CAIRN_TRAIT_CONTINUOUS) != 0;
}

bool cairn_scale_type_is_discrete(CairnScaleType type) {
  return (classes[type]->traits & CAIRN_TRAIT_DISCRETE) != 0;
}

bool cairn_scale_type_is_discretizing(CairnScaleType type) {
  return (classes[type]->traits & CAIRN_TRAIT_DISCRETIZING) != 0;
}

bool cairn_scale_type_is_temporal(CairnScaleType type) {
  return (classes[type]->traits & CAIRN_TRAIT_TEMPORAL) != 0;
}

void cairn_scale_options_init(CairnScaleOptions *options, CairnScaleType type) {
  *options = (CairnScaleOptions){
      .type = type,
      .domain_min = NAN,
      .domain_max = NAN,
      .domain_mid = NAN,
      .nice_count = CAIRN_TICK_COUNT_NONE,
      .bin_start = NAN,
      .bin_stop = NAN,
      .interpolate = CAIRN_SPACE_RGB,
      .gamma = 1,
      .base = 10,
      .exponent = 1,
      .constant = 1,
      .align = 0.5,
  };
}

CairnScale *cairn_scale_new(CairnArena *arena, const CairnScaleOptions *options, GError **error) {
  const CairnScaleClass *class = classes[options->type];
  if (class->check && !class->check(options, error)) return NULL;
  CairnScale *scale = cairn_arena_one(arena, CairnScale);
  *scale = (CairnScale){
      .type = options->type,
      .class = class,
      .arena = arena,
      .clamp = options->clamp,
      .round = options->round,
      .has_interpolate = options->has_interpolate,
      .interpolate = options->interpolate,
      .gamma = options->gamma,
      .base = options->base,
      .exponent = options->exponent,
      .constant = options->constant,
      .padding_inner = options->padding_inner,
      .padding_outer = options->padding_outer,
      .align = options->align,
      .zone = options->zone,
      .locale = options->locale,
  };
  if (!cairn_domain_configure(scale, options, error) || !cairn_range_configure(scale, options, error))
    return NULL;
  if (class->prepare) class->prepare(scale);
  return scale;
}
