/* Which dashes of a stroke are drawn. */
#pragma once

#include "scene/scene.h"

/* How many numbers of paint->dash a line `length` px long is dashed with, and in *offset where the pattern
 * begins, -2 to 2 times its sum. 0: it is solid, since the numbers are not all finite, >= 0 and somewhere >
 * 0, or make more dashes than can be seen. */
size_t cairn_dashes(const CairnPaint *paint, double length, double *offset);
