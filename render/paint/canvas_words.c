#include "paint/canvas_words.h"

#include <hb.h>
#include <string.h>

/* A run of one font at work. */
typedef struct Run {
  cairo_t *cr;
  const PangoGlyphItem *item;
  const char *text;
  double *lefts;  /* of each glyph, and the right end of the last */
  uint32_t space; /* the glyph of a space, */
  bool has_space; /* if there is one */
  double space_width;
  bool is_right_to_left;
  GArray *glyphs;   /* cairo_glyph_t */
  GArray *clusters; /* cairo_text_cluster_t */
} Run;

/* Part of a run: bytes of the text, glyphs in the order of the page. */
typedef struct Word {
  int start, end, first, last;
  bool is_plain; /* its glyphs are its characters, on the baseline */
} Word;

static const PangoGlyphInfo *glyph_at(const Run *run, int i) {
  return &run->item->glyphs->glyphs[i];
}

static void add_glyph(Run *run, int i) {
  const PangoGlyphInfo *info = glyph_at(run, i);
  if (info->glyph == PANGO_GLYPH_EMPTY) return;
  cairo_glyph_t glyph = {info->glyph, run->lefts[i] + info->geometry.x_offset / (double)PANGO_SCALE,
                         info->geometry.y_offset / (double)PANGO_SCALE};
  g_array_append_val(run->glyphs, glyph);
}

/* A glyph without ink at the baseline. */
static void add_anchor(Run *run, double x) {
  cairo_glyph_t glyph = {run->space, x, 0};
  g_array_append_val(run->glyphs, glyph);
}

static void show(Run *run, const Word *word) {
  cairo_show_text_glyphs(run->cr, run->text + word->start, word->end - word->start,
                         (const cairo_glyph_t *)(const void *)run->glyphs->data, (int)run->glyphs->len,
                         (const cairo_text_cluster_t *)(const void *)run->clusters->data,
                         (int)run->clusters->len, 0);
}

static void add_plain(Run *run, const Word *word) {
  const char *at = run->text + word->start;
  for (int i = word->first; i <= word->last; i++) {
    const char *next = g_utf8_next_char(at);
    cairo_text_cluster_t cluster = {(int)(next - at), 1};
    add_glyph(run, i);
    g_array_append_val(run->clusters, cluster);
    at = next;
  }
}

/* All glyphs have one text. A reader takes its place from the first of them to the end of the last: two
 * anchors put it between `left` and `right` on the baseline. */
static void add_between(Run *run, const Word *word, double left, double right) {
  guint before = run->glyphs->len;
  if (run->has_space) add_anchor(run, left);
  for (int i = word->first; i <= word->last; i++)
    add_glyph(run, i);
  if (run->has_space) add_anchor(run, right - run->space_width);
  cairo_text_cluster_t cluster = {word->end - word->start, (int)(run->glyphs->len - before)};
  g_array_append_val(run->clusters, cluster);
}

static void add_whole(Run *run, const Word *word) {
  add_between(run, word, run->lefts[word->first], run->lefts[word->last + 1]);
}

/* Readers take the characters of one text for written from left to right, so each is told by itself, from the
 * right: the glyphs with the first, and nothing to be seen with the others. They share the width of the word
 * evenly: in some fonts letters stand above each other or have no width, and a reader would find spaces
 * between them. All are shown at once, since Cairo leaves out what has no ink. */
static void add_from_right(Run *run, const Word *word) {
  const char *end = run->text + word->end;
  double left = run->lefts[word->first], right = run->lefts[word->last + 1];
  double width = (right - left) / (double)g_utf8_strlen(run->text + word->start, word->end - word->start);
  Word character = *word;
  for (const char *at = run->text + word->start; at < end; at = g_utf8_next_char(at), right -= width) {
    character.start = (int)(at - run->text);
    character.end = (int)(g_utf8_next_char(at) - run->text);
    add_between(run, &character, right - width, right);
    character.last = character.first - 1;
  }
}

static void show_word(Run *run, const Word *word) {
  if (word->end == word->start) return;
  g_array_set_size(run->glyphs, 0);
  g_array_set_size(run->clusters, 0);
  if (word->is_plain)
    add_plain(run, word);
  else if (run->is_right_to_left && run->has_space)
    add_from_right(run, word);
  else
    add_whole(run, word);
  if (run->glyphs->len) show(run, word);
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

static void show_run(cairo_t *cr, PangoLayoutLine *line, const PangoGlyphItem *item, double left) {
  PangoFont *font = item->item->analysis.font;
  Run run = {.cr = cr, .item = item, .text = pango_layout_get_text(line->layout)};
  g_autofree double *lefts = g_new(double, item->glyphs->num_glyphs + 1);
  run.lefts = lefts;
  run.is_right_to_left = item->item->analysis.level % 2 == 1;
  hb_font_t *metrics = pango_font_get_hb_font(font);
  run.has_space = hb_font_get_nominal_glyph(metrics, ' ', &run.space);
  if (run.has_space) run.space_width = hb_font_get_glyph_h_advance(metrics, run.space) / (double)PANGO_SCALE;
  run.glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t));
  run.clusters = g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t));
  fill_lefts(&run, left);
  cairo_set_scaled_font(cr, pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font)));
  show_words(&run);
  g_array_unref(run.glyphs);
  g_array_unref(run.clusters);
}

/* A font without a glyph for a character gives a box with its number, which Pango draws. */
static bool has_boxes(const PangoLayoutLine *line) {
  for (const GSList *run = line->runs; run; run = run->next) {
    const PangoGlyphString *glyphs = ((const PangoGlyphItem *)run->data)->glyphs;
    for (int i = 0; i < glyphs->num_glyphs; i++)
      if (glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) return true;
  }
  return false;
}

typedef struct Placed {
  const PangoGlyphItem *item;
  double left;
} Placed;

static int compare_offsets(const void *a, const void *b) {
  return ((const Placed *)a)->item->item->offset - ((const Placed *)b)->item->item->offset;
}

bool cairn_canvas_words(cairo_t *cr, PangoLayoutLine *line) {
  if (has_boxes(line)) return false;
  g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(Placed));
  int left = 0;
  for (const GSList *run = line->runs; run; run = run->next) {
    Placed placed = {run->data, left / (double)PANGO_SCALE};
    g_array_append_val(runs, placed);
    left += pango_glyph_string_get_width(placed.item->glyphs);
  }
  g_array_sort(runs, compare_offsets);
  for (guint i = 0; i < runs->len; i++) {
    const Placed *placed = &g_array_index(runs, Placed, i);
    show_run(cr, line, placed->item, placed->left);
  }
  return true;
}
