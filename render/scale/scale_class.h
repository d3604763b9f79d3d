/* What a scale type is made of; for this folder alone. */
#pragma once

#include "scale/ticks.h"

enum {
  CAIRN_TRAIT_CONTINUOUS = 1 << 0,
  CAIRN_TRAIT_DISCRETE = 1 << 1,
  CAIRN_TRAIT_DISCRETIZING = 1 << 2,
  CAIRN_TRAIT_TEMPORAL = 1 << 3,
  CAIRN_TRAIT_LOGARITHMIC = 1 << 4,
};

/* What `pick` returns for a value that picks no item of the range. */
#define CAIRN_PICK_NONE SIZE_MAX

/* One scale type. A value reaches the range through `place` if there is one, else `pick` if there is one,
 * else by linear interpolation of the lifted domain. */
struct CairnScaleClass {
  const char *name;
  unsigned traits;
  double default_domain[2]; /* of continuous and discretizing types; where the options give none */

  /* Are the options sound? NULL: always. */
  bool (*check)(const CairnScaleOptions *options, GError **error);

  /* The transform of continuous types and its inverse; NULL: none. */
  double (*lift)(const CairnScale *scale, double x);
  double (*ground)(const CairnScale *scale, double y);

  /* Widens scale->domain to round values; NULL: the type has none. */
  bool (*nice)(CairnScale *scale, CairnTickCount count, GError **error);

  /* Appends the ticks (doubles) at about `count`; NULL: the ticks are the domain. */
  bool (*ticks)(const CairnScale *scale, CairnTickCount count, GArray *ticks, GError **error);

  /* How many colours of a continuous scheme the type picks; NULL: as many as domain values. */
  size_t (*n_colors)(const CairnScale *scale, size_t scheme_count);

  /* Computes what is derived from domain and range; NULL: nothing. */
  void (*prepare)(CairnScale *scale);

  /* Position of the range's item for `value`, or CAIRN_PICK_NONE. It is below scale->range.n. */
  size_t (*pick)(const CairnScale *scale, CairnValue value);

  /* The position of `value` by a rule of its own. */
  double (*place)(const CairnScale *scale, CairnValue value);

  CairnValue (*invert)(const CairnScale *scale, double position);
};

extern const CairnScaleClass cairn_scale_linear, cairn_scale_identity, cairn_scale_log, cairn_scale_pow,
    cairn_scale_sqrt, cairn_scale_symlog, cairn_scale_time, cairn_scale_utc, cairn_scale_ordinal,
    cairn_scale_band, cairn_scale_point, cairn_scale_bin_ordinal, cairn_scale_quantile, cairn_scale_quantize,
    cairn_scale_threshold;

static inline bool cairn_scale_has_trait(const CairnScale *scale, unsigned trait) {
  return (scale->class->traits & trait) != 0;
}

/* ---- Parts that several types share ---- */

/* Sets the domain (zero, minimum, maximum, middle, padding, nice) and bins of a scale with a class. */
bool cairn_domain_configure(CairnScale *scale, const CairnScaleOptions *options, GError **error);

/* Sets the range of a scale with a domain. */
bool cairn_range_configure(CairnScale *scale, const CairnScaleOptions *options, GError **error);

CairnColor cairn_ramp_color(const CairnRamp *ramp, double t);

/* Continuous types. */
void cairn_continuous_prepare(CairnScale *scale);
double cairn_continuous_position(const CairnScale *scale, double x);
bool cairn_continuous_color(const CairnScale *scale, double x, CairnColor *out);
CairnValue cairn_continuous_invert(const CairnScale *scale, double position);
double cairn_identity_lift(const CairnScale *scale, double x);
bool cairn_linear_nice(CairnScale *scale, CairnTickCount count, GError **error);
bool cairn_linear_ticks(const CairnScale *scale, CairnTickCount count, GArray *ticks, GError **error);

/* Discrete types: scale->index from scale->values; position of `value` in the domain or CAIRN_PICK_NONE. */
void cairn_discrete_prepare(CairnScale *scale);
size_t cairn_discrete_find(const CairnScale *scale, CairnValue value);

/* Discretizing types: the number of boundaries[0..n) at or below `x`. */
size_t cairn_bisect_right(const double *boundaries, size_t n, double x);
size_t cairn_threshold_pick(const CairnScale *scale, CairnValue value);
size_t cairn_threshold_n_colors_default(const CairnScale *scale, size_t scheme_count);

/* `value` as a number, NaN when missing: what a continuous scale reads. */
static inline double cairn_scale_number_of(CairnValue value) {
  return cairn_value_is_missing(value) ? NAN : cairn_value_to_number(value);
}

/* JavaScript's Math.round: halves go up. */
static inline double cairn_round_half_up(double x) {
  double whole = floor(x);
  return x - whole >= 0.5 ? whole + 1 : whole;
}
