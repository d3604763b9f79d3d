/* How much of each pixel polygons cover, and the painting of it in one colour.
 *
 * The signed area of every side of a polygon is added up in the pixels that it passes; the sums along a row
 * are the winding numbers of its pixels times the part of them that lies inside (as in FreeType's smooth
 * rasteriser and in AGG, here with a cell for every pixel, as in font-rs). All sums are integers modulo 2^32, so
 * they are the same on every machine. Where polygons of one orientation overlap, the pixel is full; the seam between
 * two that touch is not seen. */
#pragma once

#include "base/geometry.h"
#include "paint/pixels.h"

typedef struct CairnRaster CairnRaster;

CairnRaster *cairn_raster_new(void);
void cairn_raster_free(CairnRaster *raster);

/* Begins a shape on pixels of that size. False where they are too many to keep a cell for each. */
bool cairn_raster_begin(CairnRaster *raster, int width, int height);

/* The nearest place to a number of pixels. */
int cairn_raster_places(double pixels);

/* Adds a side of a polygon, in pixels; all sides of all polygons must be finite, below 2^22 and close. */
void cairn_raster_side(CairnRaster *raster, CairnPoint from, CairnPoint to);

/* Paints what is covered, by the rule of winding numbers that are not zero, and ends the shape. `color` is
 * premultiplied ARGB as Cairo keeps it. */
void cairn_raster_paint(CairnRaster *raster, const CairnPixels *pixels, uint32_t color);
