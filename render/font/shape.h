/* Text that needs shaping (Arabic, Indic and other scripts, combining marks, both directions in one line), by
 * Pango.
 *
 * The fonts are those of a private configuration: Liberation and Noto from the system's folders. A user's own
 * Fontconfig settings have no effect, so a chart looks the same for every user of a machine. */
#pragma once

#include <pango/pangocairo.h>

#include "font/measurer.h"

typedef struct CairnShaper CairnShaper;
void cairn_shaper_free(CairnShaper *shaper);

/* One line of text, shaped at the font's size in px (1 Pango point is 1 px); metrics unhinted. Control
 * characters are left out. NULL when Pango has no fonts. Free with g_object_unref. The direction is that of
 * the first letter that has one; where none has, it is right to left if `right_to_left`. In a measurer whose language is written from
 * right to left, one such letter is enough. */
PangoLayout *cairn_shape_line(CairnTextMeasurer *measurer, const CairnFont *font, const char *text,
                              bool right_to_left);

/* Are glyphs of this run in colours of their own (emoji)? They have no outlines. */
bool cairn_shape_has_colors(const PangoGlyphItem *run);

/* A stretch of such a line that is set in one face. */
typedef struct CairnShapedRun {
  const char *text; /* `length` bytes, without control characters */
  size_t length;
  const char *family;
  hb_face_t *face;
} CairnShapedRun;

/* Tells the runs of a line in the order in which they are read. What they point to is not kept after the call of `use`. */
void cairn_shape_runs(CairnTextMeasurer *measurer, const CairnFont *font, const char *text, bool right_to_left,
                      void (*use)(const CairnShapedRun *run, void *data), void *data);

/* The characters of such a line that no font has, ended by 0; free with g_free. */
uint32_t *cairn_shape_missing(CairnTextMeasurer *measurer, const CairnFont *font, const char *text);

/* Width in px of such a line. */
double cairn_shape_width(CairnTextMeasurer *measurer, const CairnFont *font, const char *text);

/* What is inked of such a line: px from its left end, and from its baseline downwards. */
CairnBox cairn_shape_ink(CairnTextMeasurer *measurer, const CairnFont *font, const char *text);

/* The context to which a surface's resolution and transform are told before lines of that font are shown on
 * it; borrowed. */
PangoContext *cairn_shape_context(CairnTextMeasurer *measurer, const CairnFont *font);

/* Does such a line run from right to left? */
bool cairn_shape_is_right_to_left(CairnTextMeasurer *measurer, const CairnFont *font, const char *text,
                                  bool otherwise);
