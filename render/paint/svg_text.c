#include <math.h>
#include <string.h>

#include "font/shape.h"
#include "paint/outline.h"
#include "paint/svg_writer.h"
#include "scene/bounds.h"

/* ---- Real text ---- */

/* A name may hold anything; what is not a letter, digit or blank of it is left out. */
static void append_family(GString *out, const char *family) {
  g_string_append_c(out, '\'');
  for (const char *at = family; *at; at++)
    if (g_ascii_isalnum(*at) || strchr(" -_", *at)) g_string_append_c(out, *at);
  g_string_append(out, "',");
}

static void append_families(CairnSvg *svg, GString *out, const char *css_family, guint embedded,
                            const char *family) {
  static const char *const substitutes[] = {
      [CAIRN_FAMILY_SANS] = ",Arial,Helvetica,sans-serif",
      [CAIRN_FAMILY_SERIF] = ",'Times New Roman',Times,serif",
      [CAIRN_FAMILY_MONO] = ",'Courier New',Courier,monospace",
  };
  CairnFontFamily kind = cairn_font_family(css_family);
  const char *plain = cairn_text_family(svg->job->measurer, css_family),
             *known = cairn_font_family_name(kind);
  g_string_append(out, " font-family=\"");
  if (embedded) g_string_append_printf(out, CAIRN_SVG_PREFIX "f%u,", embedded);
  if (family && strcmp(family, plain) != 0) append_family(out, family);
  if (strcmp(plain, known) != 0) append_family(out, plain);
  g_string_append_printf(out, "'%s'%s\"", known, substitutes[kind]);
}

static void append_style(GString *out, const CairnFont *font) {
  cairn_svg_attribute(out, "font-size", font->size);
  if (cairn_font_is_bold(font)) g_string_append(out, " font-weight=\"bold\"");
  if (font->italic) g_string_append(out, " font-style=\"italic\"");
}

/* The number of the face that plain text is set in, where fonts are put in. */
static guint embedded_face(CairnSvg *svg, const CairnFont *font, const char *text) {
  if (!svg->fonts) return 0;
  hb_face_t *face = cairn_face_harfbuzz(cairn_text_face(svg->job->measurer, font));
  return cairn_svg_fonts_use(svg->fonts, face, text, strlen(text), false);
}

void cairn_svg_font(CairnSvg *svg, const CairnFont *font) {
  append_families(svg, svg->body, font->family, embedded_face(svg, font, ""), NULL);
  append_style(svg->body, font);
}

/* ---- Shaped text ---- */

/* Each run of shaped text as a tspan of its own family, so that a browser sets it in the same faces. */
typedef struct Spans {
  CairnSvg *svg;
  const CairnFont *font;
  guint n;
  GString *family; /* the attribute of the last run */
  GString *text;
} Spans;

static void add_span(const CairnShapedRun *run, void *data) {
  Spans *spans = data;
  guint embedded =
      spans->svg->fonts ? cairn_svg_fonts_use(spans->svg->fonts, run->face, run->text, run->length, true) : 0;
  g_autofree char *text = g_strndup(run->text, run->length);
  g_string_truncate(spans->family, 0);
  append_families(spans->svg, spans->family, spans->font->family, embedded, run->family);
  g_string_append_printf(spans->text, "<tspan%s>", spans->family->str);
  cairn_xml_append(spans->text, text);
  g_string_append(spans->text, "</tspan>");
  spans->n++;
}

static Spans spans_of(CairnSvg *svg, const CairnFont *font, const char *text, bool right_to_left) {
  Spans spans = {svg, font, 0, g_string_new(NULL), g_string_new(NULL)};
  cairn_shape_runs(svg->job->measurer, font, text, right_to_left, add_span, &spans);
  return spans;
}

static bool is_reversed(CairnSvg *svg, const CairnFont *font, const char *text, bool plain, bool otherwise) {
  return !plain && cairn_shape_is_right_to_left(svg->job->measurer, font, text, otherwise);
}

/* In text that runs from right to left, "start" is the right end. */
static void append_anchor(GString *out, CairnAlign align, bool right_to_left) {
  if (right_to_left) g_string_append(out, " direction=\"rtl\"");
  if (align == CAIRN_ALIGN_CENTER)
    g_string_append(out, " text-anchor=\"middle\"");
  else if ((align == CAIRN_ALIGN_RIGHT) != right_to_left)
    g_string_append(out, " text-anchor=\"end\"");
}

static bool needs_spaces_kept(const char *text) {
  size_t n = strlen(text);
  return strstr(text, "  ") || text[0] == ' ' || (n && text[n - 1] == ' ');
}

static void append_plain(CairnSvg *svg, const CairnSvgShared *shared, const CairnFont *font,
                         const char *text) {
  if (!shared->font) cairn_svg_font(svg, font);
  embedded_face(svg, font, text);
  g_string_append(svg->body, needs_spaces_kept(text) ? " xml:space=\"preserve\">" : ">");
  cairn_xml_append(svg->body, text);
}

/* Kerning is on, as in the shaping that measured it. */
static void append_shaped(CairnSvg *svg, const CairnFont *font, const char *text, bool right_to_left) {
  Spans spans = spans_of(svg, font, text, right_to_left);
  if (spans.n == 1) g_string_append(svg->body, spans.family->str);
  append_style(svg->body, font);
  if (needs_spaces_kept(text)) g_string_append(svg->body, " xml:space=\"preserve\"");
  g_string_append(svg->body, " style=\"font-kerning:normal\">");
  if (spans.n == 1)
    cairn_xml_append(svg->body, text);
  else
    g_string_append_len(svg->body, spans.text->str, (gssize)spans.text->len);
  g_string_free(spans.family, TRUE);
  g_string_free(spans.text, TRUE);
}

/* The font's attributes, the content and the end tag. Plain text inherits the font that it shares with the
 * other texts of its mark. */
static void finish_text(CairnSvg *svg, const CairnSvgShared *shared, const CairnFont *font, const char *text,
                        bool plain, bool right_to_left) {
  if (plain)
    append_plain(svg, shared, font, text);
  else
    append_shaped(svg, font, text, right_to_left);
  g_string_append(svg->body, "</text>");
}

/* Text takes the room that it was laid out for, whatever font a reader's machine has. */
static void append_length(CairnSvg *svg, const CairnFont *font, const char *text) {
  double width = cairn_text_width(svg->job->measurer, font, text);
  if (!(width > 0)) return;
  cairn_svg_attribute(svg->body, "textLength", width);
  g_string_append(svg->body, " lengthAdjust=\"spacingAndGlyphs\"");
}

static void append_rotation(GString *out, double angle, double x, double y) {
  if (angle == 0 || !isfinite(angle)) return;
  g_string_append(out, " transform=\"rotate(");
  cairn_svg_number(out, angle);
  g_string_append_c(out, ' ');
  cairn_svg_number(out, x);
  g_string_append_c(out, ' ');
  cairn_svg_number(out, y);
  g_string_append(out, ")\"");
}

/* Families that stand in for Liberation's have its widths; no others are known to have those of a script that
 * has to be shaped. */
static void live_lines(CairnSvg *svg, const CairnItem *item, const CairnSvgShared *shared, CairnSvgInk ink) {
  const CairnTextItem *text = &item->text;
  const CairnFace *face = cairn_text_face(svg->job->measurer, text->font);
  const char *const *lines = cairn_text_shown(text);
  double y = text->y + cairn_text_baseline_shift(text);
  for (size_t i = 0; i < text->n_lines; i++, y += text->line_height) {
    const char *line = lines[i] ? lines[i] : "";
    bool plain = cairn_text_is_plain(face, line);
    g_string_append(svg->body, "<text");
    cairn_svg_attribute(svg->body, "x", text->x);
    cairn_svg_attribute(svg->body, "y", y);
    append_rotation(svg->body, text->angle, text->x, text->y);
    append_anchor(svg->body, text->align, is_reversed(svg, text->font, line, plain, text->right_to_left));
    if (!plain) append_length(svg, text->font, line);
    if (!shared->paint) cairn_svg_paint(svg, item->paint, NULL, ink);
    finish_text(svg, shared, text->font, line, plain, text->right_to_left);
    g_string_append_c(svg->body, '\n');
  }
}

/* ---- Outlines ---- */

guint cairn_svg_glyph_hash(const void *key) {
  const CairnSvgGlyph *glyph = key;
  return glyph->glyph * 31 + g_double_hash(&glyph->size) + g_direct_hash(glyph->face);
}

gboolean cairn_svg_glyph_equal(const void *a, const void *b) {
  const CairnSvgGlyph *x = a, *y = b;
  return x->glyph == y->glyph && x->size == y->size && x->face == y->face;
}

static guint define_glyph(CairnSvg *svg, cairo_font_face_t *font, double size, uint32_t glyph) {
  const CairnSvgGlyph key = {font, size, glyph};
  gpointer known = g_hash_table_lookup(svg->glyphs, &key);
  if (known) return GPOINTER_TO_UINT(known);
  guint id = ++svg->n_ids;
  g_hash_table_insert(svg->glyphs, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(id));
  cairo_set_font_face(svg->cr, font);
  cairo_set_font_size(svg->cr, size);
  cairo_glyph_path(svg->cr, &(cairo_glyph_t){glyph, 0, 0}, 1);
  cairn_outline_take(svg->cr, &svg->scratch);
  g_string_append_printf(svg->defs,
                         "<path id=\"" CAIRN_SVG_PREFIX "%u\" class=\"" CAIRN_SVG_PREFIX "g\" d=\"", id);
  cairn_svg_path_data(svg->defs, &svg->scratch, 3);
  g_string_append(svg->defs, "\"/>\n");
  return id;
}

static void plain_glyphs(CairnSvg *svg, const CairnTextRun *run) {
  CairnFace *face = cairn_text_face(svg->job->measurer, run->font);
  cairo_font_face_t *font = cairn_face_cairo(face, NULL);
  const double em = run->font->size / cairn_face_units(face);
  const char *text = run->text;
  for (CairnTextGlyph next = {0}; font && cairn_text_next_glyph(face, &text, &next);) {
    if (g_unichar_isspace(next.character)) continue;
    cairn_put_text(svg->body, "<use xlink:href=\"#" CAIRN_SVG_PREFIX);
    cairn_svg_fixed(svg->body, define_glyph(svg, font, run->font->size, next.glyph), 0);
    cairn_put_text(svg->body, "\"");
    if (next.x_units > 0) cairn_svg_attribute(svg->body, "x", next.x_units * em);
    cairn_put_text(svg->body, "/>");
  }
}

static void shaped_outline(CairnSvg *svg, const CairnTextRun *run) {
  pango_cairo_update_context(svg->cr, cairn_shape_context(svg->job->measurer, run->font));
  PangoLayout *layout = cairn_shape_line(svg->job->measurer, run->font, run->text, run->right_to_left);
  cairo_move_to(svg->cr, 0, 0);
  pango_cairo_layout_line_path(svg->cr, pango_layout_get_line_readonly(layout, 0));
  g_object_unref(layout);
  cairn_outline_take(svg->cr, &svg->scratch);
  g_string_append(svg->body, "<path d=\"");
  cairn_svg_path_data(svg->body, &svg->scratch, 3);
  g_string_append(svg->body, "\"/>");
}

/* Text that is not seen, to be selected and searched, stretched to the width of the outlines. */
static void invisible_text(CairnSvg *svg, const CairnSvgShared *shared, const CairnTextRun *run, bool plain) {
  g_string_append(svg->body, "<text fill-opacity=\"0\" stroke=\"none\"");
  append_anchor(svg->body, CAIRN_ALIGN_LEFT,
                is_reversed(svg, run->font, run->text, plain, run->right_to_left));
  append_length(svg, run->font, run->text);
  finish_text(svg, shared, run->font, run->text, plain, run->right_to_left);
}

typedef struct Outlining {
  CairnSvg *svg;
  const CairnItem *item;
  const CairnSvgShared *shared;
  CairnSvgInk ink;
} Outlining;

static void outline_run(const CairnTextRun *run, void *data) {
  const Outlining *job = data;
  CairnSvg *svg = job->svg;
  if (!run->text || !*run->text) return;
  bool plain = cairn_text_is_plain(cairn_text_face(svg->job->measurer, run->font), run->text);
  g_string_append(svg->body, "<g transform=\"");
  if (run->angle != 0 && isfinite(run->angle)) {
    g_string_append(svg->body, "rotate(");
    cairn_svg_number(svg->body, run->angle);
    g_string_append_c(svg->body, ' ');
    cairn_svg_number(svg->body, run->pivot_x);
    g_string_append_c(svg->body, ' ');
    cairn_svg_number(svg->body, run->pivot_y);
    g_string_append(svg->body, ") ");
  }
  g_string_append(svg->body, "translate(");
  cairn_svg_number(svg->body, run->x);
  g_string_append_c(svg->body, ' ');
  cairn_svg_number(svg->body, run->y);
  g_string_append(svg->body, ")\"");
  if (!job->shared->paint) cairn_svg_paint(svg, job->item->paint, NULL, job->ink);
  g_string_append_c(svg->body, '>');
  (plain ? plain_glyphs : shaped_outline)(svg, run);
  invisible_text(svg, job->shared, run, plain);
  g_string_append(svg->body, "</g>\n");
}

static void append_texts(CairnSvg *svg, const CairnMark *mark, size_t i, const CairnSvgShared *shared,
                         CairnSvgInk ink) {
  const CairnItem *item = &mark->items[i];
  if (!svg->live) {
    Outlining job = {svg, item, shared, ink};
    cairn_text_runs(svg->job->measurer, &item->text, outline_run, &job);
    return;
  }
  const char *told = mark->tell ? mark->tell(mark, i) : NULL;
  if (told) {
    g_string_append(svg->body, "<g>");
    cairn_svg_told(svg->body, told);
    g_string_append_c(svg->body, '\n');
  }
  live_lines(svg, item, shared, ink);
  if (told) g_string_append(svg->body, "</g>\n");
}

void cairn_svg_texts(CairnSvg *svg, const CairnMark *mark, const CairnSvgShared *shared, CairnSvgInk ink) {
  for (size_t i = 0; i < mark->n; i++) {
    const CairnItem *item = &mark->items[i];
    double size = item->text.font->size;
    if (!(size >= 0.05 && size <= 8000)) continue; /* what FreeType can do */
    if (!cairn_paint_has_fill(item->paint) && !cairn_paint_has_stroke(item->paint)) continue;
    CairnSvgInk own = cairn_svg_text_ink(svg, mark, i, ink);
    CairnSvgShared inherited = {own == ink ? shared->paint : NULL, shared->font};
    bool linked = cairn_svg_open_link(svg->body, item->href);
    append_texts(svg, mark, i, &inherited, own);
    if (linked) g_string_append(svg->body, "</a>\n");
  }
}
