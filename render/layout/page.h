/* The page: a plot with its axes, and around it legends, title and source line. */
#pragma once

#include "scene/bounds.h"
#include "scene/scene.h"
#include "spec/view.h"

typedef enum CairnLegendPlace {
  CAIRN_LEGEND_AT_RIGHT,
  CAIRN_LEGEND_AT_LEFT,
  CAIRN_LEGEND_AT_TOP,
  CAIRN_LEGEND_AT_BOTTOM,
  CAIRN_LEGEND_IN_TOP_LEFT, /* inside the plot */
  CAIRN_LEGEND_IN_TOP_RIGHT,
  CAIRN_LEGEND_IN_BOTTOM_LEFT,
  CAIRN_LEGEND_IN_BOTTOM_RIGHT,
  CAIRN_LEGEND_FREE, /* at its own x and y */
} CairnLegendPlace;

/* "right", "top-left", ..., "none": the names of a legend's `orient`. */
const char *cairn_legend_place_name(CairnLegendPlace place);

/* A legend with its origin at its top left corner. */
typedef struct CairnPageLegend {
  CairnGroup *group;
  const CairnView *owner; /* the plot or composition beside which it stands */
  CairnLegendPlace place;
  double offset; /* px from the plot and its axes, or from the corner; NaN: that of config.legend.layout */
  double width, height; /* px */
  double x, y;          /* CAIRN_LEGEND_FREE: in the plot's frame */
} CairnPageLegend;

typedef enum CairnAnchor { CAIRN_ANCHOR_START, CAIRN_ANCHOR_MIDDLE, CAIRN_ANCHOR_END } CairnAnchor;

/* Lines of a title; the group's origin is where they are anchored: at their bottom for a title above, always
 * at the edge towards the plot. */
typedef struct CairnPageTitle {
  CairnGroup *group; /* NULL: no title */
  CairnOrient side;
  CairnAnchor anchor;
  double offset;  /* px from what it stands beside */
  bool over_plot; /* anchored to the plot's width instead of that of everything below */
} CairnPageTitle;

/* Puts a title beside `box`: all that it is the title of, with a plot of `width` by `height` px at the
 * origin. */
void cairn_page_place_title(const CairnPageTitle *title, CairnBox box, double width, double height);

typedef struct CairnPageParts {
  CairnGroup *plot;
  CairnBox x_axes,
      y_axes;      /* what the axes along x and along y take in the layout, in the frame of the plot */
  CairnBox series; /* of lines and areas that are split into series: legends give way to them, unlike to
                      other marks */
  bool is_fitted;  /* the figure's size is given: legends may not make the plot shorter than themselves */
  CairnPageLegend *legends;
  size_t n_legends;
  CairnPageTitle title;
  CairnGroup *source;           /* lines at the foot, origin at their top left corner, or top right one where text is read from there; or NULL */
  double room_top, room_bottom; /* px kept free above and below the plot with its axes and legends */
  CairnBox bottom_room; /* result: where room_bottom is, in the frame of the scene; as wide as the figure */
} CairnPageParts;

/* Puts the legends of a plot that is not the whole page into its group, beside its axes. */
void cairn_page_add_legends(CairnArena *arena, const CairnModel *model, const CairnPageParts *parts);

/* px between the figure and the edges of the page. */
typedef struct CairnPadding {
  double left, top, right, bottom;
} CairnPadding;

CairnPadding cairn_page_padding(const CairnModel *model);

/* A scene with all parts in their places. */
CairnScene *cairn_page_arrange(CairnArena *arena, const CairnModel *model, CairnPageParts *parts,
                               CairnMeasure measure);
