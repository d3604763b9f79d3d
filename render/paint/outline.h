/* Outlines of letters, from Cairo. */
#pragma once

#include <cairo.h>

#include "scene/path.h"

/* Moves Cairo's current path, in user space, to `path`, which is emptied before. */
void cairn_outline_take(cairo_t *cr, CairnPath *path);
