/* Shaped text for surfaces that store text. */
#pragma once

#include <pango/pangocairo.h>
#include <stdbool.h>

/* Shows a line at the origin, so that a reader of the document finds its words, in the order in which they
 * are read. Where glyphs are not characters one for one, or stand off the baseline, their text is told beside
 * them (ActualText in PDF), and as standing on the baseline: Nastaliq, whose letters step down to it, would
 * else be found as many lines of a letter each. False when nothing was shown, since there are glyphs that
 * only Pango can draw. */
bool cairn_canvas_words(cairo_t *cr, PangoLayoutLine *line);
