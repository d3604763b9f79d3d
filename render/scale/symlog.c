/* Symmetric log: linear near 0, logarithmic away from it (J. B. W. Webber 2013, as in d3-scale). */
#include "scale/scale_class.h"

static double lift_symlog(const CairnScale *scale, double x) {
  return copysign(log1p(fabs(x / scale->constant)), x);
}

static double ground_symlog(const CairnScale *scale, double y) {
  return copysign(expm1(fabs(y)) * scale->constant, y);
}

static bool check_constant(const CairnScaleOptions *options, GError **error) {
  if (isfinite(options->constant) && options->constant > 0) return true;
  cairn_error_set(error, CAIRN_ERROR_SPEC, "the constant of a symlog scale must be greater than 0");
  return false;
}

const CairnScaleClass cairn_scale_symlog = {
    .name = "symlog",
    .traits = CAIRN_TRAIT_CONTINUOUS,
    .default_domain = {0, 1},
    .check = check_constant,
    .lift = lift_symlog,
    .ground = ground_symlog,
    .nice = cairn_linear_nice,
    .ticks = cairn_linear_ticks,
    .prepare = cairn_continuous_prepare,
    .invert = cairn_continuous_invert,
};
