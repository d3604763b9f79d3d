/* The offsets at which a label may stand around its anchor, cheapest first: the same for every label and
 * text, because they are gaps between the anchor and the box, not positions of its centre. */
#pragma once

#include "base/arena.h"
#include "base/geometry.h"

#include <stdbool.h>

/* px of cost: a leader of its own, where labels whose anchors stand together might share one. */
#define CAIRN_FAN_COST 6.0

typedef struct CairnOffset {
  double cost;        /* px of leader, at least */
  signed char side_x; /* -1 box left of the anchor, 1 right, 0 the anchor's x is within the box's */
  signed char side_y; /* -1 box above the anchor, 1 below, 0 level with it */
  double along_x;     /* side_x != 0: gap in px; else the anchor's place in the box, 0 left ... 1 right */
  double along_y;     /* likewise: gap, or place 0 top ... 1 bottom */
  double pole;        /* px from the anchor to where the leader rises straight; 0: it is not bent */
  bool flag;          /* the label stands beside the leader and not on it */
} CairnOffset;

#define CAIRN_PASSES     5
#define CAIRN_PROBE_LANE 4

/* Offsets, the parts of each in a row of its own, with room for whole lanes. Seen from the site a
 * box of w x h begins at x + x_share * w, y + y_share * h. */
typedef struct CairnProbes {
  int n, most_px;
  int *from; /* per px of cost, 0 ... most_px: the first that costs as much */
  double *cost, *x, *x_share, *y, *y_share;
} CairnProbes;

typedef struct CairnTemplate {
  const CairnOffset *offsets;
  int n;
  CairnProbes all, passes[CAIRN_PASSES]; /* the first pass has offsets 0, 5, 10 ... */
} CairnTemplate;

/* The first that costs about `cost` px or more; `n` if there is none. */
static inline int cairn_probes_from(const CairnProbes *probes, double cost) {
  if (cost >= probes->most_px) return probes->n;
  return probes->from[cost > 0 ? (int)cost : 0];
}

/* Offsets with leaders of at most `reach` px, for text of `font_px`; `flags`: also as flags of a leader that
 * labels share. */
CairnTemplate cairn_template_new(CairnArena *arena, double font_px, double reach, bool flags);

/* What the layouts of a figure share. */
typedef struct CairnTemplates {
  double font_px, reach;
  CairnTemplate kinds[2]; /* of labels that stand alone, and of those whose anchors stand together */
} CairnTemplates;

/* Makes them, unless they are those already; the second kind where it is asked for. */
void cairn_templates_set(CairnTemplates *templates, CairnArena *arena, double font_px, double reach,
                         bool together);

/* Height in px of the slanting piece of a leader that stands `pole` px beside its anchor: leaders to poles
 * beside each other part at once, and do not cross. */
double cairn_template_knee(double pole, double font_px);

/* Where a box begins along one axis. */
static inline double cairn_offset_start(int side, double along, double anchor, double size) {
  if (side < 0) return anchor - along - size;
  return side > 0 ? anchor + along : anchor - along * size;
}

/* The box of that size at that offset. */
static inline CairnBox cairn_offset_box(const CairnOffset *offset, CairnPoint anchor, double width,
                                        double height) {
  return (CairnBox){cairn_offset_start(offset->side_x, offset->along_x, anchor.x + offset->pole, width),
                    cairn_offset_start(offset->side_y, offset->along_y, anchor.y, height), width, height};
}
