/* Points along a curve, and tables of them. */
#pragma once

#include "transform/fields.h"
#include "transform/group.h"

/* Points of y = f(x) over extent[0]..extent[1]: min_steps + 1 of them evenly, and where the curve bends by
 * more than half a degree (at its own aspect ratio) more, at most max_steps apart. With min_steps ==
 * max_steps they are even. `out` is an array of double[2]. The method of vega-statistics' sampleCurve. */
typedef double (*CairnCurve)(double x, const void *data);
void cairn_curve_sample(CairnCurve curve, const void *data, const double extent[2], size_t min_steps,
                        size_t max_steps, GArray *out);

/* A table in the making, whose rows are points of groups. */
typedef struct CairnPoints {
  GArray *groups; /* size_t: the group of each point */
  GArray *points; /* double[2] */
} CairnPoints;

void cairn_points_init(CairnPoints *points);
void cairn_points_clear(CairnPoints *points);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CairnPoints, cairn_points_clear)

void cairn_points_add(CairnPoints *points, size_t group, double x, double y);

/* Gives the points added since the last call to `group`. */
void cairn_points_finish_group(CairnPoints *points, size_t group);

/* The table of the groups' fields and the columns as[0] and as[1]. */
CairnTable *cairn_points_table(CairnArena *arena, const CairnPoints *points, const CairnGroups *groups,
                               const CairnFields *dimensions, const char *const as[2]);
