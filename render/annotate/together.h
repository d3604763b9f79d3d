/* Anchors that stand so near each other that a reader takes them for one: their labels may share a leader. */
#pragma once

#include "base/arena.h"
#include "base/geometry.h"

/* px: anchors so near count as one, for a reader and for who checks us. */
#define CAIRN_TOGETHER 0.9

/* Sets for each of the n anchors how many there are at its place, itself included, and the x in their middle:
 * where the leader that they share rises. */
void cairn_together_find(CairnArena *arena, const CairnPoint *anchors, int n, int *count, double *middle);
