/* Easing curves over 0..1, named as in d3-ease (R. Penner's equations, with the usual parameters).
 *
 * Each curve is defined as it speeds up ("In"); slowing down ("Out") is the same turned around, and "InOut"
 * is one after the other at half size. */

#include "expr/function.h"

#include <math.h>
#include <string.h>

#define PI 3.141592653589793

static double ease_linear(double t) {
  return t;
}

static double ease_quad(double t) {
  return t * t;
}

static double ease_cubic(double t) {
  return t * t * t;
}

static double ease_sin(double t) {
  return t == 1 ? 1 : 1 - cos(t * PI / 2);
}

/* 2^(-10 x) brought from 1/1024..1 to 0..1. */
static double decay(double x) {
  return (exp2(-10 * x) - 0.0009765625) * 1.0009775171065494;
}

static double ease_exp(double t) {
  return decay(1 - t);
}

static double ease_circle(double t) {
  return 1 - sqrt(1 - t * t);
}

/* Four parabolas, each a quarter as high as the one before. */
static double bounce_out(double t) {
  const double steepness = 121.0 / 16;
  if (t < 4.0 / 11) return steepness * t * t;
  if (t < 8.0 / 11) return steepness * (t - 6.0 / 11) * (t - 6.0 / 11) + 3.0 / 4;
  if (t < 10.0 / 11) return steepness * (t - 9.0 / 11) * (t - 9.0 / 11) + 15.0 / 16;
  return steepness * (t - 21.0 / 22) * (t - 21.0 / 22) + 63.0 / 64;
}

static double ease_bounce(double t) {
  return 1 - bounce_out(1 - t);
}

/* Goes back by a tenth first. */
static double ease_back(double t) {
  const double overshoot = 1.70158;
  return t * t * (overshoot * (t - 1) + t);
}

/* A sine of amplitude 1 and period 0.3 that swells. */
static double ease_elastic(double t) {
  const double period = 0.3 / (2 * PI), shift = PI / 2 * period;
  return decay(1 - t) * sin((shift - (t - 1)) / period);
}

typedef struct Curve {
  const char *name;
  double (*speed_up)(double t);
  const char *usual; /* what the name without suffix means */
} Curve;

static const Curve curves[] = {
    {"easeBack", ease_back, "InOut"},     {"easeBounce", ease_bounce, "Out"},
    {"easeCircle", ease_circle, "InOut"}, {"easeCubic", ease_cubic, "InOut"},
    {"easeElastic", ease_elastic, "Out"}, {"easeExp", ease_exp, "InOut"},
    {"easeLinear", ease_linear, "In"},    {"easePoly", ease_cubic, "InOut"},
    {"easeQuad", ease_quad, "InOut"},     {"easeSin", ease_sin, "InOut"},
};

static double evaluate(const Curve *curve, const char *mode, double t) {
  if (strcmp(mode, "In") == 0) return curve->speed_up(t);
  if (strcmp(mode, "Out") == 0) return 1 - curve->speed_up(1 - t);
  return t <= 0.5 ? curve->speed_up(2 * t) / 2 : 1 - curve->speed_up(2 - 2 * t) / 2;
}

static CairnValue call_ease(CairnCall *call) {
  const char *name = call->function->name;
  double t = cairn_call_number(call, 0);
  for (size_t i = 0; i < G_N_ELEMENTS(curves); i++) {
    if (!g_str_has_prefix(name, curves[i].name)) continue;
    const char *suffix = name + strlen(curves[i].name);
    return cairn_value_number(evaluate(&curves[i], *suffix ? suffix : curves[i].usual, t));
  }
  return cairn_value_undefined();
}

#define EASE_FUNCTIONS(name)                                                                                 \
  {name, 1, 1, call_ease}, {name "In", 1, 1, call_ease}, {name "Out", 1, 1, call_ease}, {                    \
    name "InOut", 1, 1, call_ease                                                                            \
  }

static const CairnFunction functions[] = {
    EASE_FUNCTIONS("easeBack"),      EASE_FUNCTIONS("easeBounce"),  EASE_FUNCTIONS("easeCircle"),
    EASE_FUNCTIONS("easeCubic"),     EASE_FUNCTIONS("easeElastic"), EASE_FUNCTIONS("easeExp"),
    {"easeLinear", 1, 1, call_ease}, EASE_FUNCTIONS("easePoly"),    EASE_FUNCTIONS("easeQuad"),
    EASE_FUNCTIONS("easeSin"),
};

const CairnFunctionFamily cairn_ease_functions = {functions, G_N_ELEMENTS(functions)};
