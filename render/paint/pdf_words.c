/* Shaped text, word by word. */
#include <hb.h>

#include "font/shape.h"
#include "paint/pdf_writer.h"

/* A run of one font at work. */
typedef struct Run {
  const CairnPdfWords *words;
  CairnPdfFont *font;
  const PangoGlyphItem *item;
  const char *text;
  double *lefts;  /* of each glyph, and the right end of the last */
  uint32_t space; /* the glyph of a space, */
  bool has_space; /* if there is one */
  double space_width;
  bool is_right_to_left;
  GArray *glyphs; /* CairnPdfGlyph */
} Run;

/* Part of a run: bytes of the text, glyphs in the order of the page. */
typedef struct Word {
  int start, end, first, last;
  bool is_plain; /* its glyphs are its characters, on the baseline */
} Word;

static const PangoGlyphInfo *glyph_at(const Run *run, int i) {
  return &run->item->glyphs->glyphs[i];
}

static void add_glyph(Run *run, int i, uint32_t character) {
  const PangoGlyphInfo *info = glyph_at(run, i);
  if (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) return; /* one without ink, too */
  const CairnPdfGlyph glyph = {info->glyph, character,
                               run->lefts[i] + info->geometry.x_offset / (double)PANGO_SCALE,
                               info->geometry.y_offset / (double)PANGO_SCALE};
  g_array_append_val(run->glyphs, glyph);
}

/* For readers who pass over ActualText: the first character of a cluster for its first glyph, else 0. */
static uint32_t character_of(const Run *run, int i) {
  const PangoGlyphString *glyphs = run->item->glyphs;
  if (i > 0 && glyphs->log_clusters[i - 1] == glyphs->log_clusters[i]) return 0;
  return g_utf8_get_char(run->text + run->item->item->offset + glyphs->log_clusters[i]);
}

/* A glyph without ink at the baseline. */
static void add_anchor(Run *run, double x) {
  const CairnPdfGlyph glyph = {run->space, ' ', x, 0};
  g_array_append_val(run->glyphs, glyph);
}

/* `text`: what the glyphs stand for together; NULL: each for its character. */
static void show(Run *run, const char *text, int n) {
  const CairnPdfWords *words = run->words;
  cairn_pdf_show(words->pdf, run->font, words->size, &words->ground->frame,
                 (const CairnPdfGlyph *)(const void *)run->glyphs->data, run->glyphs->len, text, (size_t)n);
  g_array_set_size(run->glyphs, 0);
}

static void show_plain(Run *run, const Word *word) {
  const char *at = run->text + word->start;
  for (int i = word->first; i <= word->last; i++, at = g_utf8_next_char(at))
    add_glyph(run, i, g_utf8_get_char(at));
  show(run, NULL, 0);
}

/* All glyphs have one text. A reader takes its place from the first of them to the end of the last: two
 * anchors put it between `left` and `right` on the baseline. */
static void show_between(Run *run, const Word *word, double left, double right) {
  if (run->has_space) add_anchor(run, left);
  for (int i = word->first; i <= word->last; i++)
    add_glyph(run, i, character_of(run, i));
  if (run->has_space) add_anchor(run, right - run->space_width);
  show(run, run->text + word->start, word->end - word->start);
}

/* Readers take the characters of one text for written from left to right, so each is told by itself, from the
 * right: the glyphs with the first, and nothing to be seen with the others. They share the width of the word
 * evenly: in some fonts letters stand above each other or have no width, and a reader would find spaces
 * between them. */
static void show_from_right(Run *run, const Word *word) {
  const char *end = run->text + word->end;
  double left = run->lefts[word->first], right = run->lefts[word->last + 1];
  double width = (right - left) / (double)g_utf8_strlen(run->text + word->start, word->end - word->start);
  Word character = *word;
  for (const char *at = run->text + word->start; at < end; at = g_utf8_next_char(at), right -= width) {
    character.start = (int)(at - run->text);
    character.end = (int)(g_utf8_next_char(at) - run->text);
    show_between(run, &character, right - width, right);
    character.last = character.first - 1;
  }
}

static void show_word(Run *run, const Word *word) {
  if (word->end == word->start) return;
  if (word->is_plain)
    show_plain(run, word);
  else if (run->is_right_to_left && run->has_space)
    show_from_right(run, word);
  else
    show_between(run, word, run->lefts[word->first], run->lefts[word->last + 1]);
}

/* The glyphs and the text of one step of the iterator. */
static Word cluster_of(const Run *run, const PangoGlyphItemIter *iter) {
  bool forward = iter->start_glyph < iter->end_glyph;
  Word word = {iter->start_index, iter->end_index, forward ? iter->start_glyph : iter->end_glyph + 1,
               forward ? iter->end_glyph - 1 : iter->start_glyph, false};
  const PangoGlyphInfo *glyph = glyph_at(run, word.first);
  word.is_plain = !run->is_right_to_left && word.first == word.last &&
                  iter->end_char - iter->start_char == 1 && glyph->geometry.y_offset == 0 &&
                  glyph->glyph != PANGO_GLYPH_EMPTY;
  return word;
}

static bool is_space(const Run *run, const Word *word) {
  return g_unichar_isspace(g_utf8_get_char(run->text + word->start));
}

static void add_cluster(Word *word, const Word *cluster) {
  word->end = cluster->end;
  word->first = MIN(word->first, cluster->first);
  word->last = MAX(word->last, cluster->last);
  word->is_plain = word->is_plain && cluster->is_plain;
}

static void show_words(Run *run) {
  PangoGlyphItemIter iter;
  PangoGlyphItem *item = (PangoGlyphItem *)run->item; /* Pango's iterator only reads it */
  Word word = {0};
  bool more = pango_glyph_item_iter_init_start(&iter, item, run->text);
  for (; more; more = pango_glyph_item_iter_next_cluster(&iter)) {
    Word cluster = cluster_of(run, &iter);
    bool joins = word.end > word.start && !is_space(run, &word) && !is_space(run, &cluster);
    if (joins) {
      add_cluster(&word, &cluster);
      continue;
    }
    show_word(run, &word);
    word = cluster;
  }
  show_word(run, &word);
}

static void fill_lefts(Run *run, double left) {
  const PangoGlyphString *glyphs = run->item->glyphs;
  for (int i = 0; i < glyphs->num_glyphs; i++) {
    run->lefts[i] = left;
    left += glyphs->glyphs[i].geometry.width / (double)PANGO_SCALE;
  }
  run->lefts[glyphs->num_glyphs] = left;
}

/* A stretch of the line that is set in one font. */
typedef struct Placed {
  const PangoGlyphItem *item;
  CairnPdfFont *font; /* NULL: one that a PDF cannot hold */
  double left;
} Placed;

static void show_run(const CairnPdfWords *words, const Placed *placed) {
  Run run = {.words = words,
             .font = placed->font,
             .item = placed->item,
             .text = pango_layout_get_text(words->line->layout)};
  g_autofree double *lefts = g_new(double, placed->item->glyphs->num_glyphs + 1);
  run.lefts = lefts;
  run.is_right_to_left = placed->item->item->analysis.level % 2 == 1;
  run.has_space = cairn_pdf_font_space(run.font, &run.space, &run.space_width);
  run.space_width *= words->size / 1000;
  run.glyphs = g_array_new(FALSE, FALSE, sizeof(CairnPdfGlyph));
  fill_lefts(&run, placed->left);
  show_words(&run);
  g_array_unref(run.glyphs);
}

/* ---- Outlines ---- */

static bool is_box(PangoGlyph glyph) {
  return glyph != PANGO_GLYPH_EMPTY && glyph & PANGO_GLYPH_UNKNOWN_FLAG;
}

static bool has_boxes(const PangoGlyphString *glyphs) {
  for (int i = 0; i < glyphs->num_glyphs; i++)
    if (is_box(glyphs->glyphs[i].glyph)) return true;
  return false;
}

/* A character that no font has is a box with its number, which only Pango can draw; and it draws all of a
 * font that a PDF cannot hold. */
static void outline_run(const CairnPdfWords *words, const Placed *placed) {
  PangoGlyphString *glyphs = pango_glyph_string_copy(placed->item->glyphs);
  for (int i = 0; placed->font && i < glyphs->num_glyphs; i++)
    if (!is_box(glyphs->glyphs[i].glyph)) glyphs->glyphs[i].glyph = PANGO_GLYPH_EMPTY;
  cairo_t *cr = cairn_pdf_outliner(words->pdf);
  cairo_move_to(cr, placed->left, 0);
  pango_cairo_glyph_string_path(cr, placed->item->item->analysis.font, glyphs);
  cairn_pdf_take_outline(words->pdf, &words->ground->frame);
  cairn_pdf_fill(words->pdf, &words->pdf->scratch);
  pango_glyph_string_free(glyphs);
}

/* ---- Lines ---- */

static int compare_offsets(const void *a, const void *b) {
  return ((const Placed *)a)->item->item->offset - ((const Placed *)b)->item->item->offset;
}

/* The runs in the order in which they are read. */
static GArray *runs_of(const CairnPdfWords *words) {
  GArray *runs = g_array_new(FALSE, FALSE, sizeof(Placed));
  int left = 0;
  for (const GSList *run = words->line->runs; run; run = run->next) {
    const PangoGlyphItem *item = run->data;
    hb_font_t *font = pango_font_get_hb_font(item->item->analysis.font);
    const Placed placed = {item, cairn_pdf_fonts_use(words->pdf->fonts, font), left / (double)PANGO_SCALE};
    g_array_append_val(runs, placed);
    left += pango_glyph_string_get_width(item->glyphs);
  }
  g_array_sort(runs, compare_offsets);
  return runs;
}

void cairn_pdf_show_words(const CairnPdfWords *words) {
  g_autoptr(GArray) runs = runs_of(words);
  for (guint i = 0; i < runs->len; i++) {
    const Placed *placed = &g_array_index(runs, Placed, i);
    if (cairn_shape_has_colors(placed->item)) {
      cairn_pdf_show_image(words, placed->item, placed->left);
      continue;
    }
    if (placed->font) show_run(words, placed);
    if (!placed->font || has_boxes(placed->item->glyphs)) outline_run(words, placed);
  }
}
