/* The state of an SVG document while it is written, and the parts that its files share. */
#pragma once

#include <cairo.h>

#include "paint/format.h"
#include "paint/painter.h"
#include "paint/put.h"
#include "paint/svg_fonts.h"
#include "scene/path.h"

/* Stands for the prefix of ids until the document is complete; no other text of an SVG may hold this byte. */
#define CAIRN_SVG_PREFIX "\x01"

/* How the colours of a mark follow a dark page. */
typedef enum CairnSvgInk {
  CAIRN_SVG_INK,   /* greys turn around, other colours stay where they keep their contrast */
  CAIRN_SVG_PAPER, /* a background: every colour turns around */
  CAIRN_SVG_KEPT,  /* chosen for a ground that stays: no colour changes */
} CairnSvgInk;

/* What the colours become on a dark page (svg_dark.c); all zero: there is no such page. */
typedef struct CairnSvgDark {
  bool on;
  const char *scope; /* begins the selector of each rule */
  bool graded;       /* the data's colours are a scale: none of them changes */
  bool has_texts, has_areas; /* among the data */
  guint n_colors;
  CairnColor paper, dark_paper;
  GArray *palette;   /* the data's colours, and what becomes of them */
  GHashTable *rules; /* their text -> their number */
  GString *css;
} CairnSvgDark;

/* The outline of a letter that is defined once and used in many places. */
typedef struct CairnSvgGlyph {
  const void *face;
  double size;
  uint32_t glyph;
} CairnSvgGlyph;

typedef struct CairnSvg {
  const CairnJob *job;
  bool live;
  GString *body, *defs;
  GHashTable *clips;     /* text of a clip -> its number */
  GHashTable *glyphs;    /* CairnSvgGlyph -> its number */
  GHashTable *gradients; /* const CairnGradient * -> number */
  guint n_ids;
  double x, y; /* the current group's origin on the page */
  CairnBox window;
  CairnPath scratch, clipped;
  cairo_surface_t *surface; /* never drawn on: its context makes the outlines of glyphs */
  cairo_t *cr;
  guint layer;     /* the current mark's number among those of data in its group, from 1 */
  GPtrArray *bars; /* const CairnMark *: the filled rects of the group that is being written */
  CairnSvgDark dark;
  CairnSvgFonts *fonts; /* NULL: no fonts are put in */
} CairnSvg;

/* ---- Text and numbers (svg_text_out.c) ---- */

/* Text as XML, in the characters that are drawn for it (cairn_text_next): escaped, without control
 * characters, U+FFFD for invalid UTF-8 and what is not a character, and each change of direction closed. */
void cairn_xml_append(GString *out, const char *text);

/* Rounded to 2 decimals (`cairn_svg_number`) or to as many as given. */
void cairn_svg_number(GString *out, double value);
void cairn_svg_fixed(GString *out, double value, int decimals);

/* ` key="value"`. */
void cairn_svg_attribute(GString *out, const char *key, double value);

/* The data of a path, without quotes. */
void cairn_svg_path_data(GString *out, const CairnPath *path, int decimals);

/* `<title>` with what a reader is told. */
void cairn_svg_told(GString *out, const char *text);

/* Opens an <a> that leads there; false where there is no link that is allowed. */
bool cairn_svg_open_link(GString *out, const char *href);

/* ---- The scene (svg_scene.c) ---- */

/* Writes background and groups into svg->body. */
void cairn_svg_page(CairnSvg *svg);

/* ---- Paint (svg_paint.c) ---- */

/* Attributes for fill, stroke and blending, and the class attribute with `classes` (may be NULL or ""). */
void cairn_svg_paint(CairnSvg *svg, const CairnPaint *paint, const char *classes, CairnSvgInk ink);

/* ---- Style (svg_style.c) ---- */

/* The id of the document's root, as a selector. */
#define CAIRN_SVG_ROOT "#" CAIRN_SVG_PREFIX "chart"

/* A style element: what keeps the page's own style out of the chart, fonts, and colours for dark pages. */
bool cairn_svg_style(const CairnSvg *svg, GString *out, GError **error);

/* ---- Dark pages (svg_dark.c) ---- */

/* `scope`: a selector that its rules are to begin with; borrowed. */
void cairn_svg_dark_init(CairnSvgDark *dark, const CairnScene *scene, const char *scope);
void cairn_svg_dark_clear(CairnSvgDark *dark);

/* How the mark's colours follow a dark page. Labels in bars and cells, whose colour was chosen for that
 * ground, follow it; where only some of a mark's texts stand on bars, this tells what most of them do. */
CairnSvgInk cairn_svg_ink(const CairnSvg *svg, const CairnMark *mark);

/* The same for one text of a mark that has that ink as a whole. */
CairnSvgInk cairn_svg_text_ink(const CairnSvg *svg, const CairnMark *texts, size_t i, CairnSvgInk ink);

/* The number of the rule that gives a fill or a stroke of that colour another one; 0 where it stays. */
guint cairn_svg_dark_rule(CairnSvgDark *dark, CairnColor color, bool strokes, CairnSvgInk ink);

/* Appends the rules, which are for pages that prefer a dark scheme; nothing when there are none. */
void cairn_svg_dark_rules(const CairnSvgDark *dark, GString *out);

/* ---- Text (svg_text.c) ---- */

/* For a table of CairnSvgGlyph. */
guint cairn_svg_glyph_hash(const void *key);
gboolean cairn_svg_glyph_equal(const void *a, const void *b);

/* What all items of a mark have in common and so stands on the group around them; NULL where they differ. */
typedef struct CairnSvgShared {
  const CairnPaint *paint;
  const CairnFont *font;
} CairnSvgShared;

void cairn_svg_texts(CairnSvg *svg, const CairnMark *mark, const CairnSvgShared *shared, CairnSvgInk ink);

/* Attributes for the family, size, weight and style of the font of plain text. */
void cairn_svg_font(CairnSvg *svg, const CairnFont *font);
