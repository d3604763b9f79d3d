/* Keeps paths inside a window around the page, in double precision. Cairo computes in 24.8 fixed point, where
 * a coordinate beyond 8 388 608 px wraps around, and it dashes and tessellates what lies a million px off the
 * page as patiently as what is seen. */
#pragma once

#include "scene/path.h"

/* How far the window reaches beyond the page, in px. */
enum { CAIRN_WINDOW_MARGIN = 16384 };

/* Are all points finite and in the window? Then the path can be drawn as it is. */
bool cairn_window_holds(CairnBox window, const CairnPath *path);

/* The part of the filled path in the window, curves flattened; steps with numbers that are not finite are
 * dropped. */
void cairn_window_clip_fill(CairnBox window, const CairnPath *path, CairnPath *out);

/* The part of the stroked path in the window. Where it leaves the window, the line is cut; what remains lies
 * so far off the page that neither caps nor the phase of dashes are seen. */
void cairn_window_clip_stroke(CairnBox window, const CairnPath *path, CairnPath *out);

/* The length of the path's control polygon in px: an upper bound of its length. */
double cairn_path_length(const CairnPath *path);
