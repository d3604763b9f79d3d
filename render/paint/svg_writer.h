/* The state of an SVG document while it is written, and the parts that its files share. */
#pragma once

#include <cairo.h>

#include "paint/format.h"
#include "paint/painter.h"
#include "scene/path.h"

/* Stands for the prefix of ids until the document is complete; no other text of an SVG may hold this byte. */
#define CAIRN_SVG_PREFIX "\x01"

typedef struct CairnSvg {
  const CairnJob *job;
  bool live;
  GString *body, *defs;
  GHashTable
      *ids; /* what was defined already -> its number: clips by their text, glyphs by face, size and glyph */
  GHashTable *gradients; /* const CairnGradient * -> number */
  guint n_ids;
  double x, y; /* the current group's origin on the page */
  CairnBox window;
  CairnPath scratch, clipped;
  cairo_surface_t *surface; /* never drawn on: its context makes the outlines of glyphs */
  cairo_t *cr;
  GPtrArray *bars; /* const CairnMark *: the filled rects of the group that is being written */
  bool grey_fills[256], grey_strokes[256]; /* greys that a dark page turns around */
} CairnSvg;

/* ---- Text and numbers (svg_text_out.c) ---- */

/* Text as XML: escaped, what XML does not allow left out, invalid UTF-8 as U+FFFD. */
void cairn_xml_append(GString *out, const char *text);

/* Rounded to 2 decimals (`cairn_svg_number`) or to as many as given. */
void cairn_svg_number(GString *out, double value);
void cairn_svg_fixed(GString *out, double value, int decimals);

/* ` key="value"`. */
void cairn_svg_attribute(GString *out, const char *key, double value);

/* The data of a path, without quotes. */
void cairn_svg_path_data(GString *out, const CairnPath *path, int decimals);

/* ---- Paint (svg_paint.c) ---- */

/* Attributes for fill, stroke and blending, and the class attribute with `classes` (may be NULL or "").
 * `neutral`: greys belong to the page and follow a dark one (live SVG). */
void cairn_svg_paint(CairnSvg *svg, const CairnPaint *paint, const char *classes, bool neutral);

/* Do most texts of the mark stand on filled rects of `bars` (labels in bars, heat maps)? Their colour was
 * chosen for that ground and stays on a dark page. Both lie in the same group. */
bool cairn_svg_stands_on_bars(const CairnSvg *svg, const CairnMark *texts);

/* Rules that turn the page's greys around for a dark page; nothing when there are none. */
void cairn_svg_dark_rules(const CairnSvg *svg, GString *out);

/* ---- Text (svg_text.c) ---- */

/* What all items of a mark have in common and so stands on the group around them; NULL where they differ. */
typedef struct CairnSvgShared {
  const CairnPaint *paint;
  const CairnFont *font;
} CairnSvgShared;

void cairn_svg_texts(CairnSvg *svg, const CairnMark *mark, const CairnSvgShared *shared, bool neutral);

/* Attributes for the family, size, weight and style of a font. `shaped`: for scripts that need shaping. */
void cairn_svg_font(GString *out, const CairnFont *font, bool shaped);
