/* Log scales of any base; a domain below 0 is mirrored. */
#include "scale/log.h"
#include "base/limits.h"
#include "base/number.h"
#include "scale/scale_class.h"
#include "scale/tick_step.h"

static bool is_negative(const CairnScale *scale) {
  return scale->n_domain > 0 && scale->domain[0] < 0;
}

static double lift_log(const CairnScale *scale, double x) {
  return is_negative(scale) ? -log(-x) : log(x);
}

static double ground_log(const CairnScale *scale, double y) {
  return is_negative(scale) ? -exp(-y) : exp(y);
}

static double log_of_base(double base, double x) {
  return base == 10 ? log10(x) : base == 2 ? log2(x) : base == G_E ? log(x) : log(x) / log(base);
}

/* pow(10, y) may be one unit in the last place off; a decimal text is read exactly. */
static double power_of_ten(double y) {
  char text[CAIRN_NUMBER_BUFFER];
  double power;
  if (!(fabs(y) < 400) || y != floor(y)) return pow(10, y);
  int n = g_snprintf(text, sizeof text, "1e%d", (int)y);
  return cairn_number_parse(text, (size_t)n, &power) ? power : NAN;
}

static double power_of_base(double base, double y) {
  return base == 10 ? power_of_ten(y) : base == G_E ? exp(y) : pow(base, y);
}

static double exponent_of(const CairnScale *scale, double x) {
  return is_negative(scale) ? -log_of_base(scale->base, -x) : log_of_base(scale->base, x);
}

/* The power of the base at `exponent`, in the sign of the domain. */
static double power(const CairnScale *scale, double exponent) {
  return is_negative(scale) ? -power_of_base(scale->base, -exponent) : power_of_base(scale->base, exponent);
}

static bool nice_log(CairnScale *scale, CairnTickCount count, GError **error) {
  (void)count;
  (void)error;
  size_t last = scale->n_domain - 1;
  double *domain = scale->domain;
  bool descending = domain[last] < domain[0];
  double *low = &domain[descending ? last : 0], *high = &domain[descending ? 0 : last];
  double nice_low = power(scale, floor(exponent_of(scale, *low)));
  double nice_high = power(scale, ceil(exponent_of(scale, *high)));
  if (isfinite(nice_low)) *low = nice_low;
  if (isfinite(nice_high)) *high = nice_high;
  return true;
}

/* k times the power of the base at `exponent`; a division below 1, so that 0.3 is 3 / 10 and not 3 * 0.1. */
static double multiple_of(const CairnScale *scale, double k, double exponent) {
  bool below_one = is_negative(scale) ? exponent > 0 : exponent < 0;
  return below_one ? k / power(scale, -exponent) : k * power(scale, exponent);
}

/* Appends 1 .. base - 1 times each power of the base within low..high. */
static bool append_multiples(const CairnScale *scale, double low, double high, double first, double last,
                             GArray *ticks, GError **error) {
  double base = scale->base;
  for (double exponent = first; exponent <= last; exponent++) {
    for (double digit = 1; digit < base; digit++) {
      double tick = multiple_of(scale, is_negative(scale) ? base - digit : digit, exponent);
      if (tick < low) continue;
      if (tick > high) break;
      if (ticks->len >= CAIRN_LIMIT_TICKS) {
        cairn_tick_set_limit_error(error);
        return false;
      }
      g_array_append_val(ticks, tick);
    }
  }
  return true;
}

static void reverse(GArray *ticks) {
  for (guint i = 0, j = ticks->len; i + 1 < j; i++) {
    double *a = &g_array_index(ticks, double, i), *b = &g_array_index(ticks, double, --j);
    double held = *a;
    *a = *b;
    *b = held;
  }
}

/* Ticks for low <= high. Multiples of powers where there is room for them, round numbers where these give too
 * few, and powers alone where the domain is wide. */
static bool append_ticks(const CairnScale *scale, double low, double high, double count, GArray *ticks,
                         GError **error) {
  double first = exponent_of(scale, low), last = exponent_of(scale, high);
  bool has_digits = scale->base == floor(scale->base) && scale->base <= CAIRN_LIMIT_TICKS;
  if (!has_digits || !(last - first < count)) {
    if (!cairn_tick_append_steps(first, last, fmin(last - first, count), ticks, error)) return false;
    for (guint i = 0; i < ticks->len; i++)
      g_array_index(ticks, double, i) = power(scale, g_array_index(ticks, double, i));
    return true;
  }
  if (!append_multiples(scale, low, high, floor(first), ceil(last), ticks, error)) return false;
  if (ticks->len * 2 >= count) return true;
  g_array_set_size(ticks, 0);
  return cairn_tick_append_steps(low, high, count, ticks, error);
}

static bool ticks_log(const CairnScale *scale, CairnTickCount count, GArray *ticks, GError **error) {
  double start = scale->domain[0], stop = scale->domain[scale->n_domain - 1];
  double number = isnan(count.number) ? 10 : count.number;
  if (!append_ticks(scale, fmin(start, stop), fmax(start, stop), number, ticks, error)) return false;
  if (stop < start) reverse(ticks);
  return true;
}

double cairn_log_label_limit(const CairnScale *scale, CairnTickCount count, size_t n_ticks) {
  return fmax(1, scale->base * (isnan(count.number) ? 10 : count.number) / (double)n_ticks);
}

bool cairn_log_is_labelled(double base, double limit, double x) {
  double multiple = x / pow(base, cairn_round_half_up(log(x) / log(base)));
  return (multiple * base < base - 0.5 ? multiple * base : multiple) <= limit;
}

static bool check_base(const CairnScaleOptions *options, GError **error) {
  if (isfinite(options->base) && options->base > 0 && options->base != 1) return true;
  cairn_error_set(error, CAIRN_ERROR_SPEC, "the base of a log scale must be greater than 0 and not 1");
  return false;
}

const CairnScaleClass cairn_scale_log = {
    .name = "log",
    .traits = CAIRN_TRAIT_CONTINUOUS | CAIRN_TRAIT_LOGARITHMIC,
    .default_domain = {1, 10},
    .check = check_base,
    .lift = lift_log,
    .ground = ground_log,
    .nice = nice_log,
    .ticks = ticks_log,
    .prepare = cairn_continuous_prepare,
    .invert = cairn_continuous_invert,
};
