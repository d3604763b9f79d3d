/* Positions and extents of marks, by Vega-Lite's rules. */
#pragma once

#include "mark/value_ref.h"

/* Where a mark stands in a channel that gives it no position. */
typedef enum CairnDefaultPosition {
  CAIRN_POSITION_NONE,
  CAIRN_POSITION_MIDDLE,      /* of the view */
  CAIRN_POSITION_ZERO_OR_MIN, /* at zero, or at the lower end of the domain when zero is outside of it */
  CAIRN_POSITION_ZERO_OR_MAX,
} CairnDefaultPosition;

/* An extent along one direction: two of the four are set. */
typedef struct CairnExtent {
  const CairnValueRef *start, *end, *center, *size;
} CairnExtent;

/* A point in `channel` (x, y, theta or radius). */
const CairnValueRef *cairn_position_point(CairnMarkContext *context, CairnChannel channel, CairnDefaultPosition otherwise);

/* From the channel to its secondary channel, or to the mark's width or height. */
CairnExtent cairn_position_range(CairnMarkContext *context, CairnChannel channel, CairnDefaultPosition otherwise,
                                 CairnDefaultPosition otherwise_end);

/* The extent of a rectangle: of a bin, of a band, or a range. */
CairnExtent cairn_position_rect(CairnMarkContext *context, CairnChannel channel);

/* The extent for one row: its lower end and its size, never negative unless a negative size was asked for. */
void cairn_extent_resolve(CairnMarkContext *context, const CairnExtent *extent, size_t row, double *start, double *size);
