/* Distributions: normal, log-normal and uniform. random() and sample...() take numbers from a generator with
 * a fixed seed, one per context, so that a chart is the same every time. */

#include "expr/function.h"

#include <math.h>

#define SQRT_2    1.4142135623730951
#define SQRT_2_PI 2.5066282746310002

/* The linear congruential generator of vega-statistics, seeded with 1. */
static double next_random(CairnExprContext *context) {
  if (!context->random_started) {
    context->random_started = true;
    context->random_state = 1;
  }
  context->random_state = fmod(1103515245.0 * context->random_state + 12345.0, 2147483647.0);
  return context->random_state / 2147483647.0;
}

static CairnValue call_random(CairnCall *call) {
  return cairn_value_number(next_random(call->run->context));
}

/* ---- normal ---- */

/* Mean and standard deviation, from argument `i` on; 0 and 1 unless given. */
typedef struct Normal {
  double mean, deviation;
} Normal;

static Normal normal_arguments(const CairnCall *call, size_t i) {
  double mean = cairn_call_number(call, i);
  CairnValue deviation = cairn_call_argument(call, i + 1);
  return (Normal){isnan(mean) ? 0 : mean,
                  cairn_value_is_missing(deviation) ? 1 : cairn_value_to_number(deviation)};
}

static double normal_density(double x, Normal normal) {
  double z = (x - normal.mean) / normal.deviation;
  return exp(-0.5 * z * z) / (normal.deviation * SQRT_2_PI);
}

static double normal_cumulative(double x, Normal normal) {
  return 0.5 * erfc(-(x - normal.mean) / (normal.deviation * SQRT_2));
}

static double polynomial(const double *coefficients, size_t n, double x) {
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum = sum * x + coefficients[i];
  return sum;
}

/* Inverse error function: M. Giles, "Approximating the erfinv function", GPU Computing Gems 2 (2010), in
 * double precision; the three polynomials are for the middle, the tails and the far tails. */
static double inverse_erf(double x) {
  static const double middle[] = {
      -3.6444120640178196996e-21, -1.685059138182016589e-19,  1.2858480715256400167e-18,
      1.115787767802518096e-17,   -1.333171662854620906e-16,  2.0972767875968561637e-17,
      6.6376381343583238325e-15,  -4.0545662729752068639e-14, -8.1519341976054721522e-14,
      2.6335093153082322977e-12,  -1.2975133253453532498e-11, -5.4154120542946279317e-11,
      1.051212273321532285e-09,   -4.1126339803469836976e-09, -2.9070369957882005086e-08,
      4.2347877827932403518e-07,  -1.3654692000834678645e-06, -1.3882523362786468719e-05,
      0.0001867342080340571352,   -0.00074070253416626697512, -0.0060336708714301490533,
      0.24015818242558961693,     1.6536545626831027356};
  static const double tail[] = {
      2.2137376921775787049e-09, 9.0756561938885390979e-08, -2.7517406297064545428e-07,
      1.8239629214389227755e-08, 1.5027403968909827627e-06, -4.013867526981545969e-06,
      2.9234449089955446044e-06, 1.2475304481671778723e-05, -4.7318229009055733981e-05,
      6.8284851459573175448e-05, 2.4031110387097893999e-05, -0.0003550375203628474796,
      0.00095328937973738049703, -0.0016882755560235047313, 0.0024914420961078508066,
      -0.0037512085075692412107, 0.005370914553590063617,   1.0052589676941592334,
      3.0838856104922207635};
  static const double far[] = {
      -2.7109920616438573243e-11, -2.5556418169965252055e-10, 1.5076572693500548083e-09,
      -3.7894654401267369937e-09, 7.6157012080783393804e-09,  -1.4960026627149240478e-08,
      2.9147953450901080826e-08,  -6.7711997758452339498e-08, 2.2900482228026654717e-07,
      -9.9298272942317002539e-07, 4.5260625972231537039e-06,  -1.9681778105531670567e-05,
      7.5995277030017761139e-05,  -0.00021503011930044477347, -0.00013871931833623122026,
      1.0103004648645343977,      4.8499064014085844221};
  double w = -log((1 - x) * (1 + x));
  if (w < 6.25) return x * polynomial(middle, G_N_ELEMENTS(middle), w - 3.125);
  if (w < 16) return x * polynomial(tail, G_N_ELEMENTS(tail), sqrt(w) - 3.25);
  return x * (isfinite(w) ? polynomial(far, G_N_ELEMENTS(far), sqrt(w) - 5) : INFINITY);
}

static double normal_quantile(double p, Normal normal) {
  if (p < 0 || p > 1) return NAN;
  return normal.mean + normal.deviation * SQRT_2 * inverse_erf(2 * p - 1);
}

/* Marsaglia's polar method makes two numbers at a time; the second is kept for the next call. */
static double normal_sample(CairnExprContext *context, Normal normal) {
  if (context->spare_is_set) {
    context->spare_is_set = false;
    return normal.mean + normal.deviation * context->spare_normal;
  }
  double x = 0, y = 0, square = 0;
  do {
    x = next_random(context) * 2 - 1;
    y = next_random(context) * 2 - 1;
    square = x * x + y * y;
  } while (square == 0 || square > 1);
  double factor = sqrt(-2 * log(square) / square);
  context->spare_normal = y * factor;
  context->spare_is_set = true;
  return normal.mean + normal.deviation * x * factor;
}

static CairnValue call_density_normal(CairnCall *call) {
  return cairn_value_number(normal_density(cairn_call_number(call, 0), normal_arguments(call, 1)));
}

static CairnValue call_cumulative_normal(CairnCall *call) {
  return cairn_value_number(normal_cumulative(cairn_call_number(call, 0), normal_arguments(call, 1)));
}

static CairnValue call_quantile_normal(CairnCall *call) {
  return cairn_value_number(normal_quantile(cairn_call_number(call, 0), normal_arguments(call, 1)));
}

static CairnValue call_sample_normal(CairnCall *call) {
  return cairn_value_number(normal_sample(call->run->context, normal_arguments(call, 0)));
}

/* ---- log-normal: the logarithm is normal ---- */

static CairnValue call_density_log_normal(CairnCall *call) {
  double x = cairn_call_number(call, 0);
  if (x <= 0) return cairn_value_number(0);
  return cairn_value_number(normal_density(log(x), normal_arguments(call, 1)) / x);
}

static CairnValue call_cumulative_log_normal(CairnCall *call) {
  return cairn_value_number(normal_cumulative(log(cairn_call_number(call, 0)), normal_arguments(call, 1)));
}

static CairnValue call_quantile_log_normal(CairnCall *call) {
  return cairn_value_number(exp(normal_quantile(cairn_call_number(call, 0), normal_arguments(call, 1))));
}

static CairnValue call_sample_log_normal(CairnCall *call) {
  return cairn_value_number(exp(normal_sample(call->run->context, normal_arguments(call, 0))));
}

/* ---- uniform ---- */

typedef struct Uniform {
  double min, max;
} Uniform;

/* Minimum and maximum from argument `i` on; one alone is the maximum, none is 0 to 1. */
static Uniform uniform_arguments(const CairnCall *call, size_t i) {
  CairnValue min = cairn_call_argument(call, i), max = cairn_call_argument(call, i + 1);
  if (!cairn_value_is_missing(max)) return (Uniform){cairn_value_to_number(min), cairn_value_to_number(max)};
  return (Uniform){0, cairn_value_is_missing(min) ? 1 : cairn_value_to_number(min)};
}

static CairnValue call_density_uniform(CairnCall *call) {
  Uniform u = uniform_arguments(call, 1);
  double x = cairn_call_number(call, 0);
  return cairn_value_number(x >= u.min && x <= u.max ? 1 / (u.max - u.min) : 0);
}

static CairnValue call_cumulative_uniform(CairnCall *call) {
  Uniform u = uniform_arguments(call, 1);
  double x = cairn_call_number(call, 0);
  return cairn_value_number(x < u.min ? 0 : x > u.max ? 1 : (x - u.min) / (u.max - u.min));
}

static CairnValue call_quantile_uniform(CairnCall *call) {
  Uniform u = uniform_arguments(call, 1);
  double p = cairn_call_number(call, 0);
  return cairn_value_number(p >= 0 && p <= 1 ? u.min + p * (u.max - u.min) : NAN);
}

static CairnValue call_sample_uniform(CairnCall *call) {
  Uniform u = uniform_arguments(call, 0);
  return cairn_value_number(u.min + (u.max - u.min) * next_random(call->run->context));
}

static const CairnFunction functions[] = {
    {"cumulativeLogNormal", 1, 3, call_cumulative_log_normal},
    {"cumulativeNormal", 1, 3, call_cumulative_normal},
    {"cumulativeUniform", 1, 3, call_cumulative_uniform},
    {"densityLogNormal", 1, 3, call_density_log_normal},
    {"densityNormal", 1, 3, call_density_normal},
    {"densityUniform", 1, 3, call_density_uniform},
    {"quantileLogNormal", 1, 3, call_quantile_log_normal},
    {"quantileNormal", 1, 3, call_quantile_normal},
    {"quantileUniform", 1, 3, call_quantile_uniform},
    {"random", 0, 0, call_random},
    {"sampleLogNormal", 0, 2, call_sample_log_normal},
    {"sampleNormal", 0, 2, call_sample_normal},
    {"sampleUniform", 0, 2, call_sample_uniform},
};

const CairnFunctionFamily cairn_statistics_functions = {functions, G_N_ELEMENTS(functions)};
