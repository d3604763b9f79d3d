/* Ranges of numbers: containment, interpolation, panning and zooming. */

#include "expr/function.h"
#include "expr/operators.h"

#include <math.h>

/* The first and last item of argument `i`, undefined where it has no items. False: the run has failed, on a
 * missing value. */
static bool range_argument(CairnCall *call, size_t i, CairnValue *first, CairnValue *last) {
  CairnValue value = cairn_call_argument(call, i);
  *first = cairn_operator_member(call->run, value, cairn_value_number(0), call->offset);
  if (call->run->failed) return false;
  CairnValue length = cairn_value_member(value, "length");
  *last = cairn_value_undefined();
  if (length.kind == CAIRN_NUMBER)
    *last = cairn_operator_member(call->run, value, cairn_value_number(length.number - 1), call->offset);
  return !call->run->failed;
}

static CairnValue new_range(CairnCall *call, double first, double last) {
  CairnValue *ends = cairn_call_new_items(call, 2);
  if (!ends) return cairn_value_undefined();
  ends[0] = cairn_value_number(first);
  ends[1] = cairn_value_number(last);
  return cairn_call_array(call, ends, 2);
}

static bool flag_argument(const CairnCall *call, size_t i) {
  return !cairn_call_has(call, i) || cairn_value_to_boolean(cairn_call_argument(call, i));
}

/* Is `low` below `high`, or, if `inclusive`, not above it? */
static bool is_below(CairnValue low, CairnValue high, bool inclusive) {
  int relation = cairn_value_relation(low, high);
  return relation == -1 || (inclusive && relation == 0);
}

static CairnValue call_inrange(CairnCall *call) {
  CairnValue value = call->arguments[0], low = {0}, high = {0};
  if (!range_argument(call, 1, &low, &high)) return cairn_value_undefined();
  if (cairn_value_relation(low, high) == 1) {
    CairnValue swap = low;
    low = high;
    high = swap;
  }
  return cairn_value_boolean(is_below(low, value, flag_argument(call, 2)) &&
                             is_below(value, high, flag_argument(call, 3)));
}

/* The range moved into [min, max], with its span where that fits. */
static CairnValue call_clamp_range(CairnCall *call) {
  CairnValue range = call->arguments[0];
  CairnValue first = cairn_operator_member(call->run, range, cairn_value_number(0), call->offset);
  CairnValue second = cairn_operator_member(call->run, range, cairn_value_number(1), call->offset);
  double a = cairn_value_to_number(first), b = cairn_value_to_number(second);
  double low = b < a ? b : a, high = b < a ? a : b;
  double min = cairn_call_number(call, 1), max = cairn_call_number(call, 2), span = high - low;
  if (span >= max - min) return new_range(call, min, max);
  if (isnan(span) || isnan(min) || isnan(max)) return new_range(call, NAN, NAN);
  double start = fmin(fmax(low, min), max - span);
  return new_range(call, start, start + span);
}

static CairnValue call_span(CairnCall *call) {
  if (!cairn_value_to_boolean(call->arguments[0])) return cairn_value_number(0);
  CairnValue first = {0}, last = {0};
  if (!range_argument(call, 0, &first, &last)) return cairn_value_undefined();
  double span = cairn_value_to_number(last) - cairn_value_to_number(first);
  return cairn_value_number(isnan(span) ? 0 : span);
}

static CairnValue call_lerp(CairnCall *call) {
  CairnValue first = {0}, last = {0};
  if (!range_argument(call, 0, &first, &last)) return cairn_value_undefined();
  double fraction = cairn_call_number(call, 1);
  if (last.kind == CAIRN_UNDEFINED || isnan(fraction) || fraction == 0) return first;
  if (fraction == 1) return last;
  double low = cairn_value_to_number(first), high = cairn_value_to_number(last);
  return cairn_value_number(low + fraction * (high - low));
}

/* Between evenly spaced control points. */
static CairnValue call_interpolate_linear(CairnCall *call) {
  CairnValue values = call->arguments[0];
  if (values.kind != CAIRN_ARRAY || values.array->n == 0) return cairn_value_undefined();
  size_t n = values.array->n;
  double fraction = cairn_call_number(call, 1);
  if (n == 1 || !(fraction > 0)) return values.array->items[0];
  if (fraction >= 1) return values.array->items[n - 1];
  double position = fraction * (double)(n - 1), i = floor(position), t = position - i;
  if (t == 0) return values.array->items[(size_t)i];
  double a = cairn_value_to_number(values.array->items[(size_t)i]);
  double b = cairn_value_to_number(values.array->items[(size_t)i + 1]);
  return cairn_value_number(a + t * (b - a));
}

/* flush(range, value, threshold, left, right, center): which end the value is near. */
static CairnValue call_flush(CairnCall *call) {
  CairnValue first = {0}, last = {0}, limit = cairn_call_argument(call, 2),
             center = cairn_call_argument(call, 5);
  if (!cairn_value_to_boolean(limit) && !(limit.kind == CAIRN_NUMBER && limit.number == 0)) return center;
  if (!range_argument(call, 0, &first, &last)) return cairn_value_undefined();
  if (last.kind == CAIRN_UNDEFINED) return center;
  double a = cairn_value_to_number(first), b = cairn_value_to_number(last);
  double low = b < a ? b : a, high = b < a ? a : b;
  double value = cairn_call_number(call, 1), threshold = cairn_value_to_number(limit);
  double left = fabs(value - low), right = fabs(high - value);
  if (left < right && left <= threshold) return cairn_call_argument(call, 3);
  return right <= threshold ? cairn_call_argument(call, 4) : center;
}

/* ---- pan and zoom ---- */

typedef enum Shape { LINEAR, LOG, POW, SYMLOG } Shape;

/* The space in which a domain is moved or scaled evenly. */
typedef struct Space {
  Shape shape;
  double parameter; /* the sign of a log domain, the exponent, or symlog's constant */
} Space;

static double sign_of(double x) {
  return x > 0 ? 1 : x < 0 ? -1 : x;
}

static double signed_power(double x, double exponent) {
  return x < 0 ? -pow(-x, exponent) : pow(x, exponent);
}

static double lift(Space space, double x) {
  switch (space.shape) {
  case LOG:
    return log(space.parameter * x);
  case POW:
    return signed_power(x, space.parameter);
  case SYMLOG:
    return sign_of(x) * log1p(fabs(x / space.parameter));
  case LINEAR:
    return x;
  }
  return x;
}

static double ground(Space space, double x) {
  switch (space.shape) {
  case LOG:
    return space.parameter * exp(x);
  case POW:
    return signed_power(x, 1 / space.parameter);
  case SYMLOG:
    return sign_of(x) * expm1(fabs(x)) * space.parameter;
  case LINEAR:
    return x;
  }
  return x;
}

/* The ends of the domain of argument 0, which must not be empty, in its space. False: the run has failed. */
static bool lift_domain(CairnCall *call, Space *space, double *start, double *end) {
  CairnValue first = {0}, last = {0};
  if (!range_argument(call, 0, &first, &last)) return false;
  if (call->arguments[0].kind != CAIRN_ARRAY || call->arguments[0].array->n == 0) {
    cairn_call_fail(call, CAIRN_ERROR_DATA, "expected a domain that is not empty");
    return false;
  }
  if (space->shape == LOG) space->parameter = sign_of(cairn_value_to_number(first));
  *start = lift(*space, cairn_value_to_number(first));
  *end = lift(*space, cairn_value_to_number(last));
  return true;
}

static CairnValue pan(CairnCall *call, Space space) {
  double start = 0, end = 0;
  if (!lift_domain(call, &space, &start, &end)) return cairn_value_undefined();
  double shift = (end - start) * cairn_call_number(call, 1);
  return new_range(call, ground(space, start - shift), ground(space, end - shift));
}

static CairnValue zoom(CairnCall *call, Space space) {
  double start = 0, end = 0;
  if (!lift_domain(call, &space, &start, &end)) return cairn_value_undefined();
  CairnValue anchor = cairn_call_argument(call, 1);
  double center =
      cairn_value_is_missing(anchor) ? (start + end) / 2 : lift(space, cairn_value_to_number(anchor));
  double scale = cairn_call_number(call, 2);
  return new_range(call, ground(space, center + (start - center) * scale),
                   ground(space, center + (end - center) * scale));
}

static CairnValue call_pan_linear(CairnCall *call) {
  return pan(call, (Space){LINEAR, 0});
}

static CairnValue call_pan_log(CairnCall *call) {
  return pan(call, (Space){LOG, 0});
}

static CairnValue call_pan_pow(CairnCall *call) {
  return pan(call, (Space){POW, cairn_call_number(call, 2)});
}

static CairnValue call_pan_symlog(CairnCall *call) {
  return pan(call, (Space){SYMLOG, cairn_call_number(call, 2)});
}

static CairnValue call_zoom_linear(CairnCall *call) {
  return zoom(call, (Space){LINEAR, 0});
}

static CairnValue call_zoom_log(CairnCall *call) {
  return zoom(call, (Space){LOG, 0});
}

static CairnValue call_zoom_pow(CairnCall *call) {
  return zoom(call, (Space){POW, cairn_call_number(call, 3)});
}

static CairnValue call_zoom_symlog(CairnCall *call) {
  return zoom(call, (Space){SYMLOG, cairn_call_number(call, 3)});
}

/* The steps that a band scale of `count` values takes. */
static CairnValue call_bandspace(CairnCall *call) {
  double terms[3] = {0};
  for (size_t i = 0; i < 3; i++) {
    double term = cairn_call_number(call, i);
    terms[i] = isnan(term) ? 0 : term;
  }
  double space = terms[0] - terms[1] + terms[2] * 2;
  return cairn_value_number(terms[0] == 0 ? 0 : space > 0 ? space : 1);
}

static const CairnFunction functions[] = {
    {"bandspace", 1, 3, call_bandspace},
    {"clampRange", 3, 3, call_clamp_range},
    {"flush", 6, 6, call_flush},
    {"inrange", 2, 4, call_inrange},
    {"interpolateLinear", 2, 2, call_interpolate_linear},
    {"lerp", 2, 2, call_lerp},
    {"panLinear", 2, 2, call_pan_linear},
    {"panLog", 2, 2, call_pan_log},
    {"panPow", 3, 3, call_pan_pow},
    {"panSymlog", 3, 3, call_pan_symlog},
    {"span", 1, 1, call_span},
    {"zoomLinear", 3, 3, call_zoom_linear},
    {"zoomLog", 3, 3, call_zoom_log},
    {"zoomPow", 4, 4, call_zoom_pow},
    {"zoomSymlog", 4, 4, call_zoom_symlog},
};

const CairnFunctionFamily cairn_range_functions = {functions, G_N_ELEMENTS(functions)};
