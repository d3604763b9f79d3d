/* Axes: grid, ticks, labels, domain line and title, as Vega-Lite chooses and Vega draws them.
 *
 * Coordinates follow Vega: an axis group stands at the edge of the plot, moved by `offset` and by `translate`
 * (half a px, so that lines of 1 px are sharp). */
#pragma once

#include "base/geometry.h"
#include "guide/guide.h"
#include "scale/resolve.h"

/* One axis. Its groups have the role CAIRN_ROLE_AXIS, its orient and its name ("x", "y-2"). */
typedef struct CairnAxis {
  CairnChannel channel; /* x or y */
  CairnOrient orient;
  bool is_above;    /* painted above the marks */
  CairnGroup *grid; /* NULL without */
  CairnGroup *main; /* ticks, labels, domain, title; NULL without */
  double extent;    /* px that ticks and labels reach away from the axis, within minExtent and maxExtent */
  CairnBox
      bounds; /* what the axis takes in the layout, in the frame of the plot; the grid counts as a line */
} CairnAxis;

typedef struct CairnAxes {
  size_t n_below;
  CairnGroup **below; /* in paint order: the grids, then the axes */
  size_t n_above;
  CairnGroup **above;
  size_t n;
  CairnAxis *items; /* those of x, then those of y */
} CairnAxes;

/* Draws the axes of `view`, a plot: a unit or a layer, whose size and scales are set. Of shared scales only
 * the uses below `view` count. False with an error at its place. */
bool cairn_axes_draw(CairnGuideContext *context, CairnView *view, const CairnScaleSet *scales, CairnAxes *out,
                     GError **error);
