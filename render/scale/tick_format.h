/* Labels of ticks and legend entries, as vega-scale and vega-format write them. */
#pragma once

#include "scale/ticks.h"

typedef enum CairnFormatType {
  CAIRN_FORMAT_AUTO,
  CAIRN_FORMAT_NUMBER,
  CAIRN_FORMAT_TIME,
  CAIRN_FORMAT_UTC
} CairnFormatType;

/* What the spec asks for. */
typedef struct CairnFormatRequest {
  const char *specifier; /* of d3-format or, for times, d3-time-format; NULL: the default of the scale */
  CairnValue multi; /* for times: an object from unit ("year", "month", ...) to specifier; undefined: none */
  CairnFormatType type; /* AUTO: as the scale's type says */
} CairnFormatRequest;

typedef struct CairnTickFormat CairnTickFormat;

/* How ticks of `scale` at about `count` are written. Log scales leave out labels that would crowd unless
 * `no_skip` (explicit values, symbol legends). NULL with an error (without a place) for a wrong specifier. */
CairnTickFormat *cairn_tick_format_new(CairnArena *arena, const CairnScale *scale, CairnTickCount count,
                                       const CairnFormatRequest *request, bool no_skip, GError **error);

/* The label of `value`, "" for a skipped one, lines of an array value separated by a newline; in `arena`. */
const char *cairn_tick_format_apply(const CairnTickFormat *format, CairnValue value, CairnArena *arena);

typedef enum CairnLegendType {
  CAIRN_LEGEND_SYMBOL,
  CAIRN_LEGEND_GRADIENT,
  CAIRN_LEGEND_DISCRETE
} CairnLegendType;

/* As cairn_tick_format_new, for legends: quantile and quantize scales get as many decimals as tell their
 * steps apart. */
CairnTickFormat *cairn_legend_format_new(CairnArena *arena, const CairnScale *scale, CairnTickCount count,
                                         const CairnFormatRequest *request, bool no_skip, GError **error);

/* The label of entry `i` of values[0..n) of cairn_scale_legend_values: symbol legends of discretizing or
 * binned scales read
 * "< 5", "5 – 10", "≥ 10"; discrete gradients leave the first out (NULL). */
const char *cairn_legend_format_apply(const CairnTickFormat *format, CairnLegendType type,
                                      const CairnValue *values, size_t n, double upper, size_t i,
                                      CairnArena *arena);
