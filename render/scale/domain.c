/* From the options to the final domain, in Vega's order: zero, minimum and maximum, middle, padding, nice;
 * then bins. */
#include "base/limits.h"
#include "scale/scale_class.h"

static bool is_numeric(const CairnScale *scale) {
  return !cairn_scale_has_trait(scale, CAIRN_TRAIT_DISCRETE) ||
         cairn_scale_has_trait(scale, CAIRN_TRAIT_DISCRETIZING);
}

/* Domain values as numbers, with room for a minimum, a maximum and a middle. */
static bool read_numbers(CairnScale *scale, const CairnValue *values, size_t n, double **out,
                         GError **error) {
  double *numbers = cairn_arena_array(scale->arena, n + 2, double);
  for (size_t i = 0; i < n; i++) {
    numbers[i] =
        values[i].kind == CAIRN_NULL ? 0 : cairn_scale_number_of(values[i]); /* as JavaScript has it */
    if (isnan(numbers[i]) && values[i].kind == CAIRN_STRING) {
      g_autofree char *text = cairn_text_printable(values[i].string, 60);
      cairn_error_set(error, CAIRN_ERROR_SPEC, "the domain of a %s scale holds numbers, not \"%s\"",
                      scale->class->name, text);
      return false;
    }
  }
  *out = numbers;
  return true;
}

static void insert_middle(double *domain, size_t *n, double middle, const CairnScaleOptions *options) {
  size_t last = *n - 1, at = middle > domain[last] ? *n : middle < domain[0] ? 0 : last;
  if (at != last)
    cairn_warn_at(options->warnings, options->node, "domainMid", "domainMid %g lies outside of the domain",
                  middle);
  for (size_t i = *n; i > at; i--)
    domain[i] = domain[i - 1];
  domain[at] = middle;
  ++*n;
}

/* `domain` has room for two more than its `n` numbers. */
static void extend(double *domain, size_t *n, const CairnScaleOptions *options) {
  bool has_min = !isnan(options->domain_min), has_max = !isnan(options->domain_max);
  if (*n == 1 && (has_min || has_max)) {
    domain[1] = domain[0];
    *n = 2;
  }
  size_t last = *n - 1;
  if (options->zero && domain[0] > 0) domain[0] = 0;
  if (options->zero && domain[last] < 0) domain[last] = 0;
  if (has_min) domain[0] = options->domain_min;
  if (has_max) domain[last] = options->domain_max;
  if (!isnan(options->domain_mid) && *n >= 2) insert_middle(domain, n, options->domain_mid, options);
}

/* Moves the ends of the domain outwards so that they map `padding_px` inside of the ends of the range. */
static void pad(CairnScale *scale, const CairnScaleOptions *options) {
  size_t last = scale->n_domain - 1;
  double *domain = scale->domain;
  const CairnRange *range = &options->range;
  if (!(options->padding_px > 0) || domain[0] == domain[last] || range->kind != CAIRN_RANGE_NUMBERS ||
      range->n < 2)
    return;
  double span = fabs(range->numbers[range->n - 1] - range->numbers[0]);
  double room = span - 2 * options->padding_px;
  if (!(room > 0)) return;
  double low = scale->class->lift(scale, domain[0]), high = scale->class->lift(scale, domain[last]);
  double middle = (low + high) / 2, factor = span / room;
  double padded_low = scale->class->ground(scale, middle + (low - middle) * factor);
  double padded_high = scale->class->ground(scale, middle + (high - middle) * factor);
  if (isfinite(padded_low) && isfinite(padded_high)) {
    domain[0] = padded_low;
    domain[last] = padded_high;
  }
}

static void warn_of_zero(const CairnScale *scale, const CairnScaleOptions *options) {
  bool has_negative = false, has_positive = false, has_zero = false;
  for (size_t i = 0; i < scale->n_domain; i++) {
    has_negative |= scale->domain[i] < 0;
    has_positive |= scale->domain[i] > 0;
    has_zero |= scale->domain[i] == 0;
  }
  if (has_zero || (has_negative && has_positive))
    cairn_warn_at(options->warnings, options->node, NULL,
                  "the domain of a log scale includes zero; give it a domain on one side of zero");
}

/* Positions are shares of the domain, which must have a length. */
static bool check_length(const CairnScale *scale, GError **error) {
  const CairnScaleClass *class = scale->class;
  if (scale->n_domain == 0 || !class->lift) return true;
  double first = scale->domain[0], last = scale->domain[scale->n_domain - 1];
  double from = class->lift(scale, first), to = class->lift(scale, last);
  if (!isfinite(from) || !isfinite(to) || isfinite(to - from)) return true;
  cairn_error_set(error, CAIRN_ERROR_LIMIT,
                  "the domain from %g to %g is longer than numbers can be; leave out what is too large",
                  first, last);
  return false;
}

static bool configure_numbers(CairnScale *scale, const CairnScaleOptions *options, GError **error) {
  const CairnScaleClass *class = scale->class;
  size_t n = options->n_domain;
  double *domain;
  if (!read_numbers(scale, options->domain, n, &domain, error)) return false;
  if (n == 0 && class->default_domain[1] > class->default_domain[0]) {
    domain[0] = class->default_domain[0];
    domain[1] = class->default_domain[1];
    n = 2;
  }
  if (n > 0) extend(domain, &n, options);
  scale->domain = domain;
  scale->n_domain = n;
  if (!check_length(scale, error)) return false;
  if (n > 0 && class->lift) pad(scale, options);
  if (cairn_scale_has_trait(scale, CAIRN_TRAIT_TEMPORAL))
    for (size_t i = 0; i < n; i++)
      domain[i] = cairn_round_half_up(domain[i]);
  if (cairn_scale_has_trait(scale, CAIRN_TRAIT_LOGARITHMIC)) warn_of_zero(scale, options);
  if (options->nice && class->nice && n > 0 && isfinite(domain[0]) && isfinite(domain[n - 1]))
    return class->nice(scale, options->nice_count, error);
  return true;
}

/* Distinct values in order of appearance; cairn_discrete_prepare finds repetitions. */
static void configure_values(CairnScale *scale, const CairnScaleOptions *options) {
  CairnValue *values = cairn_arena_array(scale->arena, options->n_domain, CairnValue);
  for (size_t i = 0; i < options->n_domain; i++)
    values[i] = options->domain[i];
  scale->values = values;
  scale->n_domain = options->n_domain;
}

/* Bins of one size that lie within the domain. */
static bool make_bins(CairnScale *scale, const CairnScaleOptions *options, GError **error) {
  double step = options->bin_step;
  if (scale->n_domain == 0) return true;
  double low = scale->domain[0], high = scale->domain[scale->n_domain - 1];
  double start = isnan(options->bin_start) ? low : options->bin_start;
  double stop = isnan(options->bin_stop) ? high : options->bin_stop;
  if (start < low) start = step * ceil(low / step);
  if (stop > high) stop = step * floor(high / step);
  double n = fmax(0, ceil((stop + step / 2 - start) / step));
  if (!(n <= CAIRN_LIMIT_BINS)) {
    cairn_error_set(error, CAIRN_ERROR_LIMIT, "the bins of the scale are more than %d", CAIRN_LIMIT_BINS);
    return false;
  }
  double *bins = cairn_arena_array(scale->arena, (size_t)n, double);
  for (size_t i = 0; i < (size_t)n; i++)
    bins[i] = start + (double)i * step;
  scale->bins = bins;
  scale->n_bins = (size_t)n;
  return true;
}

static bool configure_bins(CairnScale *scale, const CairnScaleOptions *options, GError **error) {
  if (options->bins && options->n_bins > 0) {
    double *bins = cairn_arena_array(scale->arena, options->n_bins, double);
    for (size_t i = 0; i < options->n_bins; i++)
      bins[i] = options->bins[i];
    scale->bins = bins;
    scale->n_bins = options->n_bins;
  } else if (options->bin_step != 0 && is_numeric(scale)) {
    if (!make_bins(scale, options, error)) return false;
  }
  if (scale->type != CAIRN_SCALE_BIN_ORDINAL) return true;
  if (!scale->bins) {
    scale->bins = scale->domain;
    scale->n_bins = scale->n_domain;
  } else if (options->n_domain == 0) {
    scale->domain = scale->bins;
    scale->n_domain = scale->n_bins;
  }
  return true;
}

static void make_values(CairnScale *scale) {
  bool temporal = cairn_scale_has_trait(scale, CAIRN_TRAIT_TEMPORAL);
  CairnValue *values = cairn_arena_array(scale->arena, scale->n_domain, CairnValue);
  for (size_t i = 0; i < scale->n_domain; i++)
    values[i] = temporal ? cairn_value_time(scale->domain[i]) : cairn_value_number(scale->domain[i]);
  scale->values = values;
}

bool cairn_domain_configure(CairnScale *scale, const CairnScaleOptions *options, GError **error) {
  if (!is_numeric(scale)) {
    configure_values(scale, options);
    return configure_bins(scale, options, error);
  }
  if (!configure_numbers(scale, options, error) || !configure_bins(scale, options, error)) return false;
  make_values(scale);
  return true;
}
