/* The outlines of single kinds of items; scene/path.h has the entry for all. */
#pragma once

#include "scene/path.h"

/* Lines, areas and trails. Vertices that are not finite are gaps. */
void cairn_path_line_item(CairnPath *path, CairnMarkKind kind, const CairnLineItem *line);

void cairn_path_rect_item(CairnPath *path, const CairnRectItem *rect);

/* A sector of a ring about the origin, with padding and rounded corners as d3-shape's arc. */
void cairn_path_sector(CairnPath *path, const CairnArcItem *arc);
