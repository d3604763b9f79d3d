/* Scales of a power of the value: pow with any exponent, sqrt with 0.5. Odd around 0. */
#include "scale/scale_class.h"

static double signed_power(double x, double exponent) {
  if (exponent == 1) return x;
  if (exponent == 0.5) return copysign(sqrt(fabs(x)), x);
  return copysign(pow(fabs(x), exponent), x);
}

static double lift_pow(const CairnScale *scale, double x) {
  return signed_power(x, scale->exponent);
}

static double ground_pow(const CairnScale *scale, double y) {
  return scale->exponent == 0.5 ? copysign(y * y, y) : signed_power(y, 1 / scale->exponent);
}

static double lift_sqrt(const CairnScale *scale, double x) {
  (void)scale;
  return signed_power(x, 0.5);
}

static double ground_sqrt(const CairnScale *scale, double y) {
  (void)scale;
  return copysign(y * y, y);
}

static bool check_exponent(const CairnScaleOptions *options, GError **error) {
  if (isfinite(options->exponent) && options->exponent != 0) return true;
  cairn_error_set(error, CAIRN_ERROR_SPEC, "the exponent of a pow scale must be a number other than 0");
  return false;
}

const CairnScaleClass cairn_scale_pow = {
    .name = "pow",
    .traits = CAIRN_TRAIT_CONTINUOUS,
    .default_domain = {0, 1},
    .check = check_exponent,
    .lift = lift_pow,
    .ground = ground_pow,
    .nice = cairn_linear_nice,
    .ticks = cairn_linear_ticks,
    .prepare = cairn_continuous_prepare,
    .invert = cairn_continuous_invert,
};

const CairnScaleClass cairn_scale_sqrt = {
    .name = "sqrt",
    .traits = CAIRN_TRAIT_CONTINUOUS,
    .default_domain = {0, 1},
    .lift = lift_sqrt,
    .ground = ground_sqrt,
    .nice = cairn_linear_nice,
    .ticks = cairn_linear_ticks,
    .prepare = cairn_continuous_prepare,
    .invert = cairn_continuous_invert,
};
