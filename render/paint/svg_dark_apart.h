/* How far colours are apart, also for readers who see fewer of them. */
#pragma once

#include <stddef.h>

#include "base/color.h"

/* What is left of the differences of colours when from[0..n) become to[0..n): the least share of all pairs, 0
 * to 1, for all colours and for the three dichromacies (protanopia, deuteranopia, tritanopia: Machado,
 * Oliveira and Fernandes 2009). Distances are those of L*a*b*; from 15 on they count as enough. Alpha is left
 * out. */
double cairn_svg_dark_apart(const CairnColor *from, const CairnColor *to, size_t n);

/* The colour in another lightness (L*, 0 to 100), of the same hue and as colourful as sRGB allows. */
CairnColor cairn_svg_dark_at(CairnColor color, double lightness);
