/* Where the labels of milestones stand, so that none touches anything.
 *
 * Pure geometry in px of the figure (y down): no drawing, no text, no clock and no randomness, so that equal
 * input gives equal output on every machine. docs/milestones.md states the cost that is minimised and the
 * algorithms.
 *
 * The plot has to give way to lanes and to the key, and anchors move when it does. So the caller hands over a
 * function that lays the figure out with a given room above and below the plot; cairn_annotate_place calls it
 * once with no room, and again only if the labels do not fit.
 */
#pragma once

#include "base/arena.h"
#include "base/geometry.h"

#include <glib.h>
#include <stdint.h>

/* How a label stands. AUTO: callouts; those without a place go to towers above the data, the rest into the
 * key.
 */
typedef enum CairnLabelStyle {
  CAIRN_LABEL_AUTO,
  CAIRN_LABEL_CALLOUT, /* near its anchor, straight leader */
  CAIRN_LABEL_LANES,   /* in rows above the plot, orthogonal leader */
  CAIRN_LABEL_KEY,     /* a numbered marker at the anchor, the text in columns below the plot */
} CairnLabelStyle;

/* A text broken into `lines` lines, in px. Height: from 0.73 font sizes above the first baseline to 0.21
 * below the last (the ink of ascenders and descenders), or what the script needs. */
typedef struct CairnLabelSize {
  double width, height;
  int lines;
} CairnLabelSize;

/* What does not depend on the plot's size. */
typedef struct CairnMilestoneText {
  double order;                /* the date: labels in a lane, and numbers in the key, follow it */
  int priority;                /* 1 is the most important; decides who keeps a place */
  const CairnLabelSize *sizes; /* the ways to break the text, fewest lines first; at least one */
  int n_sizes;
  const char *text; /* decides only who comes first of two that are alike in all else; may be NULL */
} CairnMilestoneText;

typedef struct CairnObstacleLine {
  const CairnPoint *points;
  int n_points;
  double width; /* px of the stroke */
} CairnObstacleLine;

typedef struct CairnObstaclePoint {
  double x, y, radius;
} CairnObstaclePoint;

/* Extra height asked for. `top_px` between the title and the plot, `bottom_px` under the axis labels, for the
 * key. When the figure's height is fixed the plot shrinks by the sum, else the figure grows by it. */
typedef struct CairnLabelRoom {
  double top_px, bottom_px;
} CairnLabelRoom;

/* The figure without its milestones, laid out with some room. */
typedef struct CairnLabelScene {
  CairnBox canvas;       /* the whole figure */
  CairnBox plot;         /* the data rectangle, or what holds all of them */
  const CairnBox *plots; /* where there are several: no label stands in another's than that of its anchor */
  int n_plots;
  CairnBox key;              /* where the key may stand: as wide as may be, height room.bottom_px, or 0 */
  const CairnPoint *anchors; /* one per milestone */
  const CairnObstacleLine *lines; /* series as drawn */
  int n_lines;
  const CairnObstaclePoint *points; /* data dots; the dots at the anchors are known from anchor_radius */
  int n_points;
  const CairnBox *boxes; /* tick labels, titles, legend, bars: neither label nor leader may touch them */
  int n_boxes;
} CairnLabelScene;

/* Fills `scene` for this room; what it points to must live until the placement is done with (take it from an
 * arena). False with `error` set ends the placement. */
typedef bool (*CairnLabelLayout)(void *data, CairnLabelRoom room, CairnLabelScene *scene, GError **error);

typedef struct CairnLabelOptions {
  CairnLabelStyle style;
  double font_px;       /* size of the labels' text */
  double digit_px;      /* advance width of a digit, for the markers' numbers */
  double anchor_radius; /* of the dot drawn at each anchor; 0: none */
  double most_room_px;  /* limit of top_px + bottom_px: what the plot can spare, or the growth allowed */
  bool height_is_fixed; /* the plot shrinks by the room; else the figure grows */
  double effort;        /* scales the work budget; 1 is the default */
} CairnLabelOptions;

/* Options for a font size: automatic style, digits of Liberation Sans, dots of 2 px, no limit. */
CairnLabelOptions cairn_label_options(double font_px);

typedef enum CairnLabelState { CAIRN_LABEL_DROPPED, CAIRN_LABEL_PLACED, CAIRN_LABEL_KEYED } CairnLabelState;

typedef struct CairnLabelPlace {
  CairnLabelState state;
  CairnPoint anchor;
  CairnBox box;         /* of the text, or of the marker */
  int size;             /* index into the milestone's sizes: of the text at the anchor, or in the key */
  int align;            /* where the lines of the text meet: -1 left, 0 middle, 1 right */
  CairnPoint leader[4]; /* from the label to the anchor */
  int n_leader;         /* 0: none drawn */
  int number;           /* keyed: 1 ... in the order of dates, else 0 */
  CairnBox key_box;     /* keyed: number and text */
  double key_indent;    /* keyed: px from the left of key_box to the text; the number ends one digit before */
} CairnLabelPlace;

typedef struct CairnPlacement {
  CairnLabelPlace *places; /* one per milestone */
  int n_places, n_placed, n_keyed, n_dropped;
  CairnLabelRoom room;   /* the room of `scene` */
  CairnLabelScene scene; /* the layout that the places belong to */
  double key_scale;      /* of the key's text against the labels': 1, or less where room is scarce */
  double cost, bound;    /* px; the cost of what was found, and a lower bound for this scene */
  int64_t work;          /* tests done: the same on every machine */
  int rounds;            /* calls of the layout function */
} CairnPlacement;

/* Places the labels of `n` milestones. The result lives in `arena`. NULL with `error` set only if the layout
 * function fails. Labels for which there is no place are CAIRN_LABEL_DROPPED; it is for the caller to warn.
 */
CairnPlacement *cairn_annotate_place(CairnArena *arena, const CairnMilestoneText *milestones, int n,
                                     const CairnLabelOptions *options, CairnLabelLayout layout,
                                     void *layout_data, GError **error);
