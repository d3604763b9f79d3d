/* Several plots in a grid: concatenated views and facets with their headers. */
#pragma once

#include "compose.h"
#include "layout/page.h"

/* An axis, to be put into the plot once the grid is laid out. */
typedef struct CairnKeptAxis {
  CairnGroup *group;
  CairnOrient orient;
  CairnBox bounds; /* what it takes in the layout, in the frame of the plot */
} CairnKeptAxis;

/* Axes of one plot that stand at the edge of a facet, outside of the grid of its cells. */
typedef struct CairnSharedAxes {
  bool is_empty;                             /* a cell without rows has no grid */
  bool x, y;                                 /* which directions share their axes */
  bool at_bottom, at_top, at_left, at_right; /* of the facet: where this cell shows them */
  CairnKeptAxis kept[4];                     /* result */
  size_t n_kept;
} CairnSharedAxes;

/* The plot of one unit or layer; `shared` may be NULL. Sets the axes' boxes of `parts`. NULL with an error at
 * its place. */
CairnGroup *cairn_compose_plot(CairnComposer *composer, CairnView *view, CairnSharedAxes *shared,
                               CairnPageParts *parts, GError **error);

/* Gives `parts` the legends that stand beside `view`. */
void cairn_compose_take_legends(const CairnComposer *composer, const CairnView *view, CairnPageParts *parts);

/* The group of a concatenation or facet, with all its plots, headers and inner titles. */
CairnGroup *cairn_composition_draw(CairnComposer *composer, CairnView *view, GError **error);
