/* What continuous scales share: the way from the domain to the range and back. */
#include "scale/scale_class.h"

/* Where a value lies: at t between items `from` and `to` of the other side. */
typedef struct Piece {
  size_t from, to;
  double t;
} Piece;

static double parameter(double a, double b, double x) {
  double span = b - a;
  return span == 0 ? 0.5 : (x - a) / span;
}

/* The piece of stops[0..n), which ascend or descend, that holds x. With two stops or fewer there is but one.
 */
static Piece locate(const double *stops, size_t n, double x) {
  if (n < 2) return (Piece){0, 0, NAN};
  bool descending = stops[n - 1] < stops[0];
  size_t piece = 1;
  while (piece < n - 1 && x >= stops[descending ? n - 1 - piece : piece])
    piece++;
  size_t from = descending ? n - piece : piece - 1, to = descending ? from - 1 : piece;
  return (Piece){from, to, parameter(stops[from], stops[to], x)};
}

static double between(const double *numbers, Piece piece) {
  return numbers[piece.from] * (1 - piece.t) + numbers[piece.to] * piece.t;
}

static double clamp_between(double a, double b, double x) {
  double low = fmin(a, b), high = fmax(a, b);
  return isnan(x) ? x : fmax(low, fmin(high, x));
}

/* How many stops of domain and range belong together. */
static size_t n_stops(const CairnScale *scale) {
  return MIN(scale->n_domain, scale->range.n);
}

double cairn_identity_lift(const CairnScale *scale, double x) {
  (void)scale;
  return x;
}

void cairn_continuous_prepare(CairnScale *scale) {
  double *lifted = cairn_arena_array(scale->arena, scale->n_domain, double);
  for (size_t i = 0; i < scale->n_domain; i++)
    lifted[i] = scale->class->lift(scale, scale->domain[i]);
  scale->lifted = lifted;
}

static double lifted_value(const CairnScale *scale, double x, size_t n) {
  if (scale->clamp && n > 0) x = clamp_between(scale->domain[0], scale->domain[n - 1], x);
  return scale->class->lift(scale, x);
}

double cairn_continuous_position(const CairnScale *scale, double x) {
  if (scale->range.kind != CAIRN_RANGE_NUMBERS || isnan(x)) return NAN;
  size_t n = n_stops(scale);
  double position = between(scale->range.numbers, locate(scale->lifted, n, lifted_value(scale, x, n)));
  return scale->round && !scale->has_interpolate ? cairn_round_half_up(position) : position;
}

/* Through a domain of two or three values to 0..1; the middle one of three is at 0.5. */
static double ramp_parameter(const CairnScale *scale, double x) {
  const double *d = scale->lifted;
  double y = scale->class->lift(scale, x), t;
  if (scale->n_domain == 2) {
    t = parameter(d[0], d[1], y);
  } else {
    bool descending = d[1] < d[0];
    double low = d[1] == d[0] ? 0 : 0.5 / (d[1] - d[0]), high = d[2] == d[1] ? 0 : 0.5 / (d[2] - d[1]);
    t = 0.5 + (y - d[1]) * ((descending ? y > d[1] : y < d[1]) ? low : high);
  }
  return scale->clamp ? clamp_between(0, 1, t) : t;
}

static bool is_ramp_color(const CairnScale *scale, double x, CairnColor *out) {
  if (scale->n_domain != 2 && scale->n_domain != 3) return false;
  double t = ramp_parameter(scale, x);
  if (isnan(t)) return false;
  *out = cairn_ramp_color(scale->range.ramp, t);
  return true;
}

bool cairn_continuous_color(const CairnScale *scale, double x, CairnColor *out) {
  if (isnan(x)) return false;
  if (scale->range.kind == CAIRN_RANGE_RAMP) return is_ramp_color(scale, x, out);
  if (scale->range.kind != CAIRN_RANGE_COLORS) return false;
  size_t n = n_stops(scale);
  Piece piece = locate(scale->lifted, n, lifted_value(scale, x, n));
  if (isnan(piece.t)) return false;
  *out = cairn_color_interpolate(scale->interpolate, scale->gamma, scale->range.colors[piece.from],
                                 scale->range.colors[piece.to], piece.t);
  return true;
}

CairnValue cairn_continuous_invert(const CairnScale *scale, double position) {
  if (scale->range.kind != CAIRN_RANGE_NUMBERS || isnan(position)) return cairn_value_undefined();
  size_t n = n_stops(scale);
  double x = scale->class->ground(scale, between(scale->lifted, locate(scale->range.numbers, n, position)));
  if (scale->clamp && n > 0) x = clamp_between(scale->domain[0], scale->domain[n - 1], x);
  if (cairn_scale_has_trait(scale, CAIRN_TRAIT_TEMPORAL)) return cairn_value_time(cairn_round_half_up(x));
  return isnan(x) ? cairn_value_undefined() : cairn_value_number(x);
}
