/* Scales: from data values to positions, sizes, colours, shapes.
 *
 * A scale is a resolved value: cairn_scale_new computes the final domain (zero, minimum, maximum, padding,
 * nice) and range from its options in Vega's order (vega-encode's Scale), and nothing changes afterwards. It
 * knows nothing of the spec. All memory is the arena's.
 *
 * Adding a scale type: one file with one CairnScaleClass (scale_class.h), one row in scale.c, one line in
 * CMake. */
#pragma once

#include "base/arena.h"
#include "base/color.h"
#include "base/error.h"
#include "table/table.h"

#include <math.h>

typedef struct CairnLocale CairnLocale;
typedef struct CairnZone CairnZone;
typedef struct CairnScale CairnScale;
typedef struct CairnScaleClass CairnScaleClass;

typedef enum CairnScaleType {
  CAIRN_SCALE_LINEAR,
  CAIRN_SCALE_LOG,
  CAIRN_SCALE_POW,
  CAIRN_SCALE_SQRT,
  CAIRN_SCALE_SYMLOG,
  CAIRN_SCALE_IDENTITY,
  CAIRN_SCALE_TIME, /* in the zone of the options */
  CAIRN_SCALE_UTC,
  CAIRN_SCALE_ORDINAL,
  CAIRN_SCALE_BAND,
  CAIRN_SCALE_POINT,
  CAIRN_SCALE_BIN_ORDINAL,
  CAIRN_SCALE_QUANTILE,
  CAIRN_SCALE_QUANTIZE,
  CAIRN_SCALE_THRESHOLD,
  CAIRN_N_SCALE_TYPES,
} CairnScaleType;

/* "linear", "bin-ordinal", ...: Vega's names. CAIRN_N_SCALE_TYPES when `name` names none. */
CairnScaleType cairn_scale_type_parse(const char *name);
const char *cairn_scale_type_name(CairnScaleType type);

bool cairn_scale_type_is_continuous(
    CairnScaleType type); /* linear, log, pow, sqrt, symlog, time, utc; identity */
bool cairn_scale_type_is_discrete(CairnScaleType type);     /* ordinal, band, point, bin-ordinal */
bool cairn_scale_type_is_discretizing(CairnScaleType type); /* bin-ordinal, quantile, quantize, threshold */
bool cairn_scale_type_is_temporal(CairnScaleType type);     /* time, utc */

/* How many ticks, or how far apart. At most one of `number` and `interval` is given. */
typedef struct CairnTickCount {
  double number;        /* about so many; NaN: not given */
  const char *interval; /* "year", "month", ..., of time and utc scales; NULL: not given */
  double step;          /* so many intervals; 0: one */
} CairnTickCount;

#define CAIRN_TICK_COUNT_NONE ((CairnTickCount){.number = NAN})

/* Is `name` one of the names of an interval ("second", "hours", "month", ...)? */
bool cairn_tick_interval_is_name(const char *name);

/* ---- Ranges ---- */

typedef enum CairnRangeKind {
  CAIRN_RANGE_NONE,
  CAIRN_RANGE_NUMBERS, /* px, px², opacities, degrees; interpolated by continuous scales */
  CAIRN_RANGE_COLORS,  /* interpolated by continuous scales, picked by the others */
  CAIRN_RANGE_VALUES,  /* picked: shapes, dash arrays, texts, colours as texts */
  CAIRN_RANGE_SCHEME,  /* only in options: a colour scheme by name */
  CAIRN_RANGE_RAMP,    /* of continuous scales: colours over 0..1 */
} CairnRangeKind;

/* Colours over t in 0..1: pieces of equal length between neighbours; t is taken from `from` to `to` of them.
 */
typedef struct CairnRamp {
  size_t n;
  const CairnColor *colors;
  CairnColorSpace space;
  double gamma;
  double from, to;
} CairnRamp;

typedef struct CairnRange {
  CairnRangeKind kind;
  size_t n; /* items; 0 for schemes and ramps */
  union {
    const double *numbers;
    const CairnColor *colors;
    const CairnValue *values;
    const char *scheme;
    const CairnRamp *ramp;
  };
} CairnRange;

/* ---- Making a scale ---- */

/* What Vega's scale definition says. Start from cairn_scale_options_init. Arrays are copied. */
typedef struct CairnScaleOptions {
  CairnScaleType type;

  /* Numbers or times of continuous and discretizing scales (all the data for quantile), any values of
   * discrete scales (repetitions are dropped). Empty: 0..1 for continuous scales, no values for discrete
   * ones. */
  const CairnValue *domain;
  size_t n_domain;
  double domain_min, domain_max, domain_mid; /* of continuous scales; NaN: not given */
  bool zero;                                 /* extend the domain to contain 0 */
  double padding_px; /* of continuous scales: widen the domain until its ends lie so far inside the range */
  bool nice;         /* widen the domain to round values; */
  CairnTickCount nice_count; /* ... how round: NONE is Vega's default, 10 ticks */

  /* Boundaries of bins, or NULL; given, they are the ticks and the steps of legends. Or evenly spaced ones:
   * bin_step not 0, from bin_start to bin_stop (NaN: the ends of the domain). */
  const double *bins;
  size_t n_bins;
  double bin_start, bin_stop, bin_step;

  CairnRange range;
  bool reverse;
  bool clamp;           /* values outside of the domain map to the ends of the range */
  bool round;           /* positions are rounded to whole px */
  bool has_interpolate; /* whether `interpolate` is given; else it is RGB (and `round` counts) */
  CairnColorSpace interpolate;
  double gamma; /* 1 */
  bool has_scheme_extent;
  double scheme_extent[2]; /* part of a continuous scheme, 0..1 */
  size_t scheme_count;     /* colours of a discrete use; 0: Vega's default */

  double base;     /* of log, 10 */
  double exponent; /* of pow, 1 */
  double constant; /* of symlog, 1 */

  double padding_inner; /* of band, 0..1 of a step */
  double padding_outer; /* of band and point, in steps */
  double align;         /* of band and point, 0..1, 0.5 */

  const CairnZone *zone;     /* of time scales and labels; NULL: UTC */
  const CairnLocale *locale; /* of labels; NULL: US English */

  const CairnWarnings *warnings; /* may be NULL */
  const void *node;              /* place of warnings in the spec; may be NULL */
} CairnScaleOptions;

/* All off, with the defaults of Vega that are named above. */
void cairn_scale_options_init(CairnScaleOptions *options, CairnScaleType type);

/* A scale; NULL with an error (without a place) where the options make none: an unknown scheme, a wrong
 * interval, a range that does not suit the type, a domain with a value that is no number. */
CairnScale *cairn_scale_new(CairnArena *arena, const CairnScaleOptions *options, GError **error);

/* Steps that a band or point scale with `n` values spans: the range is this many steps long. */
double cairn_scale_band_space(size_t n, double padding_inner, double padding_outer);

/* ---- A scale ---- */

struct CairnScale {
  CairnScaleType type;
  const CairnScaleClass *class;
  CairnArena *arena;

  size_t n_domain;
  double *domain; /* of continuous and discretizing scales, ms for temporal ones; NULL for the others */
  const CairnValue *values; /* the domain as values: distinct in discrete scales; TIME in temporal ones */
  double *bins;             /* NULL without */
  size_t n_bins;

  CairnRange range; /* resolved: reversed, scheme colours picked; a ramp for continuous colours */
  bool clamp, round, has_interpolate;
  CairnColorSpace interpolate;
  double gamma;
  double base, exponent, constant;
  double padding_inner, padding_outer, align;
  const CairnZone *zone;
  const CairnLocale *locale;

  /* Derived; for this folder alone. */
  double *lifted;     /* domain under the class's transform */
  double *thresholds; /* of discretizing scales: n_thresholds inner boundaries */
  size_t n_thresholds;
  GHashTable *index;             /* of discrete scales: value -> position in `values` */
  double start, step, bandwidth; /* of band and point */
};

/* ---- Applying it ---- */

/* The number that `value` maps to, px for positions (start of the band for band scales). NaN: not in the
 * domain, missing, not a number, or the range holds no numbers. */
double cairn_scale_position(const CairnScale *scale, CairnValue value);
double cairn_scale_position_number(const CairnScale *scale, double value);

/* The colour that `value` maps to; false where it maps to none. Texts of a range of values are read as
 * colours. */
bool cairn_scale_color(const CairnScale *scale, CairnValue value, CairnColor *out);

/* What `value` maps to, whatever it is: a number, a colour as "#rrggbb" or "rgba(r, g, b, a)", an item of the
 * range; undefined where it maps to nothing. */
CairnValue cairn_scale_value(const CairnScale *scale, CairnValue value);

/* cairn_scale_position for each of the `n` rows of `column` into out[0..n). */
void cairn_scale_positions(const CairnScale *scale, const CairnColumn *column, size_t n, double *out);

/* A scale that maps numbers along one straight line, by what cairn_scale_position computes. */
typedef struct CairnStraight {
  double low, span;   /* domain */
  double first, last; /* px of both its ends */
} CairnStraight;

bool cairn_scale_is_straight(const CairnScale *scale, CairnStraight *out);

static inline double cairn_straight_position(const CairnStraight *straight, double number) {
  const double t = (number - straight->low) / straight->span;
  return straight->first * (1 - t) + straight->last * t;
}

/* px; 0 for scales that have no bands (point scales: the bandwidth is 0 and the step is not). */
double cairn_scale_bandwidth(const CairnScale *scale);
double cairn_scale_step(const CairnScale *scale);

/* Which value maps to `position`: a number or time of a continuous scale, a value of a band or point scale;
 * undefined where there is none, for other types and for ranges without numbers. */
CairnValue cairn_scale_invert(const CairnScale *scale, double position);

/* Where `value` lies between `low` and `high` under the scale's transform, 0..1 (not clamped); 0.5 when low =
 * high. For gradient legends. */
double cairn_scale_fraction(const CairnScale *scale, double value, double low, double high);

/* First and last item of a range of numbers; false for other ranges. */
bool cairn_scale_range_extent(const CairnScale *scale, double *first, double *last);
