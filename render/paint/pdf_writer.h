/* The state of a PDF while it is written, and the parts that its files share.
 *
 * Content counts in the scene's px: the first operator of the page turns the y axis round and scales px to
 * points. */
#pragma once

#include <pango/pangocairo.h>

#include "paint/format.h"
#include "paint/painter.h"
#include "paint/pdf_file.h"
#include "paint/pdf_font.h"
#include "paint/put.h"
#include "scene/path.h"

/* What has been said to a reader of the page so far (ISO 32000-1, 8.4). */
typedef struct CairnPdfState {
  CairnColor fill, stroke;
  bool fill_is_color, stroke_is_color; /* else a pattern */
  double fill_alpha, stroke_alpha;
  const char *blend; /* PDF's name of the mode; static */
  double width, miter_limit, dash_offset;
  CairnLineCap cap;
  CairnLineJoin join;
  const double *dash; /* borrowed from the scene */
  size_t n_dash;
  const CairnPdfFont *font;
  double font_size;
  CairnBox clip; /* px of the page */
} CairnPdfState;

/* Alphas and a mode of blending that have a name in the page's resources: "/G" and the place in the list. */
typedef struct CairnPdfBlend {
  double fill_alpha, stroke_alpha;
  const char *blend;
} CairnPdfBlend;

typedef struct CairnPdfTags CairnPdfTags;

typedef struct CairnPdf {
  const CairnJob *job;
  CairnPdfFile file;
  double zoom;           /* points per px */
  double width, height;  /* of the page, in points */
  int decimals;          /* of coordinates, */
  double unit;           /* and the power of ten that they are counted in */
  GString *content;      /* of the page, as far as it is not in a stream yet */
  GString *page_content; /* the same, while `content` is that of a group; else NULL */
  GArray *streams;       /* guint: the objects that hold what came before */
  CairnPdfState state;
  GArray *outer_states; /* CairnPdfState */
  GArray *blends;       /* CairnPdfBlend */
  guint resources;      /* the object that tells what the page's names stand for; also those of groups */
  GString *masks, *patterns, *images; /* entries of it */
  guint n_masks, n_patterns, n_images;
  GHashTable *gradients; /* const CairnGradient * -> the object of its shading */
  CairnPdfFonts *fonts;
  CairnPdfTags *tags;
  double x, y; /* the current group's origin on the page */
  CairnBox window;
  CairnPath scratch, placed, clipped;
  cairo_surface_t
      *surface; /* never drawn on: its context makes outlines of glyphs; NULL until there are some */
  cairo_t *cr;
} CairnPdf;

/* What gradients span: a box of a frame, which the matrix takes to px of the page. */
typedef struct CairnPdfGround {
  CairnBox box;
  cairo_matrix_t frame;
} CairnPdfGround;

/* ---- Scene (pdf_scene.c) ---- */

/* Writes background and groups. */
void cairn_pdf_page(CairnPdf *pdf);

/* ---- Brushes and state (pdf_brush.c) ---- */

void cairn_pdf_state_init(CairnPdf *pdf);

/* One of the two brushes of what is painted. */
typedef struct CairnPdfUse {
  const CairnBrush *brush;
  double opacity;
  bool strokes;
  const char *blend; /* CSS's name, or NULL */
  const CairnPdfGround *ground;
  double reach; /* px that the ink may stand out of the ground's box */
} CairnPdfUse;

/* What is painted next is painted with that brush, until cairn_pdf_finish_use. False when there is nothing to
 * paint with. */
bool cairn_pdf_use(CairnPdf *pdf, const CairnPdfUse *use);
void cairn_pdf_finish_use(CairnPdf *pdf, const CairnPdfUse *use);

/* Opens and closes a part that has a state of its own. */
void cairn_pdf_save(CairnPdf *pdf);
void cairn_pdf_restore(CairnPdf *pdf);

/* Puts what there is of the content into a stream, where it is long or when `all` is asked for. */
void cairn_pdf_drain(CairnPdf *pdf, bool all);

/* A number and a space. */
void cairn_pdf_put(CairnPdf *pdf, double value);

/* Six numbers. */
void cairn_pdf_put_matrix(GString *out, const cairo_matrix_t *matrix);

/* ---- Shapes (pdf_draw.c) ---- */

/* Fills and strokes a path that is placed at (x, y) in the current group. */
void cairn_pdf_draw(CairnPdf *pdf, const CairnPath *path, double x, double y, const CairnPaint *paint);

/* Fills with what is in use a path in px of the page. */
void cairn_pdf_fill(CairnPdf *pdf, const CairnPath *path);

/* Paints a path in px of the page, or strokes it only. */
void cairn_pdf_paint(CairnPdf *pdf, const CairnPath *path, const CairnPaint *paint,
                     const CairnPdfGround *ground);
void cairn_pdf_stroke(CairnPdf *pdf, const CairnPath *path, const CairnPaint *paint,
                      const CairnPdfGround *ground);

/* The box on the page around a box of a frame. */
CairnBox cairn_pdf_on_page(const cairo_matrix_t *frame, CairnBox box);

/* Limits drawing to a box in the current group, until cairn_pdf_restore. */
void cairn_pdf_clip(CairnPdf *pdf, CairnBox box);

/* ---- Gradients (pdf_gradient.c) ---- */

/* The number of a pattern for a gradient. */
guint cairn_pdf_gradient(CairnPdf *pdf, const CairnGradient *gradient, const CairnPdfGround *ground);

/* The number of a mask of the gradient's alphas, and of a group, among the images, that holds what it lets
 * through. */
guint cairn_pdf_gradient_mask(CairnPdf *pdf, const CairnPdfUse *use);
guint cairn_pdf_add_group(CairnPdf *pdf, const CairnPdfUse *use, const GString *content);
bool cairn_pdf_gradient_has_alpha(const CairnGradient *gradient);

/* The colour of one that is the same everywhere, since its ends meet; else NULL. */
const CairnColor *cairn_pdf_gradient_color(const CairnGradient *gradient);

/* ---- Text (pdf_text.c, pdf_words.c, pdf_glyphs.c) ---- */

void cairn_pdf_texts(CairnPdf *pdf, const CairnItem *item);

/* A glyph and its place, in px from the start of the baseline. */
typedef struct CairnPdfGlyph {
  uint32_t glyph;
  uint32_t character; /* that it stands for, or 0 */
  double x, y;
} CairnPdfGlyph;

/* Shows glyphs of one font; `text`, where it is not NULL, is what they stand for together, n bytes. */
void cairn_pdf_show(CairnPdf *pdf, CairnPdfFont *font, double size, const cairo_matrix_t *frame,
                    const CairnPdfGlyph *glyphs, size_t n_glyphs, const char *text, size_t n);

/* A shaped line on its way to the page. */
typedef struct CairnPdfWords {
  CairnPdf *pdf;
  PangoLayoutLine *line;
  double size;
  const CairnPdfGround *ground;
  const CairnBrush *brush; /* in use already */
} CairnPdfWords;

/* Shows it so that a reader of the document finds its words in the order in which they are read. Where glyphs
 * are not characters one for one, or stand off the baseline, their text is told beside them (ActualText), and
 * as standing on the baseline: Nastaliq, whose letters step down to it, would else be found as many lines of
 * a letter each. */
void cairn_pdf_show_words(const CairnPdfWords *words);

/* A context whose path becomes pdf->scratch, on the page. */
cairo_t *cairn_pdf_outliner(CairnPdf *pdf);
void cairn_pdf_take_outline(CairnPdf *pdf, const cairo_matrix_t *frame);

/* Shows a run of glyphs in colours of their own, as Cairo draws it. */
void cairn_pdf_show_image(const CairnPdfWords *words, const PangoGlyphItem *run, double left);

/* ---- Structure and links (pdf_tags.c) ---- */

CairnPdfTags *cairn_pdf_tags_new(void);
void cairn_pdf_tags_free(CairnPdfTags *tags);

/* What is painted next leads to `url`, where that is a link that is allowed; else it is plain content of the
 * figure. */
void cairn_pdf_lead_to(CairnPdf *pdf, const char *url);

/* What is painted next is a part of its own. Poppler's reader of structure takes the end of a text that is
 * told beside its glyphs for the end of the part. */
void cairn_pdf_begin_part(CairnPdf *pdf);

/* To be called before something is painted. True where it leads somewhere: then its box, in px of the page,
 * is to be told. */
bool cairn_pdf_mark(CairnPdf *pdf);
void cairn_pdf_cover(CairnPdf *pdf, CairnBox box);

/* Ends the last part. */
void cairn_pdf_end_parts(CairnPdf *pdf);

/* Writes the structure; the object of its root. */
guint cairn_pdf_write_tags(CairnPdf *pdf, guint page);

/* The page's entries for structure and links. */
void cairn_pdf_put_page_tags(const CairnPdf *pdf);
