/* Gathering leaders: where anchors stand closer than labels are wide, the leaders run side by side in
 * bundles, with room for the labels between the bundles. */
#pragma once

#include "base/arena.h"

/* Splits n positions (not decreasing) into `count` runs such that, with the members of a run `gap` apart
 * around their mean, the sum of the squares of what they move is least: one-dimensional k-means by dynamic
 * programming (Wang and Song, Ckmeans.1d.dp, 2011). Sets bundle[i], 0 ... count - 1. A run has at most 64
 * members. */
void cairn_poles_bundle(CairnArena *arena, const double *x, int n, double gap, int count, int *bundle);
