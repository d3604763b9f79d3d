/* Binning of numbers, as vega-statistics does it. */
#pragma once

#include "transform/transform.h"

#include <jansson.h>

/* What a spec may say about bins. */
typedef struct CairnBinOptions {
  double maxbins; /* 10 in Vega-Lite */
  double base;    /* 10 */
  double step;    /* exact width; 0: chosen */
  double minstep;
  double anchor; /* NaN: none */
  double extent[2];
  bool has_extent;
  bool nice; /* boundaries at multiples of the step */
  double divide[2];
  size_t n_divide;
  const double *steps; /* allowed widths, ascending; NULL: any */
  size_t n_steps;
} CairnBinOptions;

/* `start + k × step` up to `stop`, which is the end of the last bin. NaN where there is no number to bin. */
typedef struct CairnBins {
  double start, stop, step;
} CairnBins;

/* Reads `true` or an object of Vega-Lite's BinParams; `owner` is the object that holds it, at member "bin".
 * An extent that is a param is the extent of the data, as nobody has brushed yet. */
bool cairn_bin_options_read(CairnArena *arena, const json_t *owner, CairnBinOptions *out, GError **error);

/* The bins for data from `min` to `max` (NaN when there are none); options->extent comes before these. */
CairnBins cairn_bin_parameters(const CairnBinOptions *options, double min, double max);

/* The bins for a column (of all its rows, where it comes in blocks); an error when there are more than
 * CAIRN_LIMIT_BINS. */
bool cairn_bin_column(const CairnTransformRun *run, const CairnBinOptions *options, const CairnColumn *column,
                      size_t n_rows, const json_t *owner, CairnBins *out, GError **error);

/* The start of the bin that holds `value`: -infinity below the bins, infinity above, NaN for NaN. */
double cairn_bin_start(const CairnBins *bins, double value);

/* The end of the bin that starts at `start`. */
double cairn_bin_end(const CairnBins *bins, double start);
