#include "layout/text.h"

#include <math.h>
#include <string.h>

#include "font/shape.h"
#include "scene/bounds.h"

/* ---- Where text may be cut ---- */

/* Byte offsets into a text, ascending. */
typedef struct Offsets {
  size_t n;
  size_t *at;
} Offsets;

static void offsets_clear(Offsets *offsets) {
  g_free(offsets->at);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Offsets, offsets_clear)

static bool is_mandatory_break(const char *text, size_t at) {
  return at > 0 && text[at - 1] == '\n';
}

typedef bool (*IsWanted)(const PangoLogAttr *attribute);

static bool is_cursor(const PangoLogAttr *attribute) {
  return attribute->is_cursor_position;
}

static bool is_break(const PangoLogAttr *attribute) {
  return attribute->is_line_break || attribute->is_mandatory_break;
}

/* The places after the start of `text` (valid UTF-8) that Unicode's rules allow; the end is always the last.
 */
static Offsets find_offsets(const char *text, IsWanted wanted) {
  size_t length = strlen(text);
  glong characters = g_utf8_strlen(text, (gssize)length);
  g_autofree PangoLogAttr *attributes = g_new0(PangoLogAttr, (gsize)characters + 1);
  pango_get_log_attrs(text, (int)length, -1, pango_language_from_string("en"), attributes,
                      (int)characters + 1);
  Offsets offsets = {0, g_new(size_t, (gsize)characters + 1)};
  const char *at = text;
  for (glong i = 0; i < characters; i++, at = g_utf8_next_char(at))
    if (i > 0 && wanted(&attributes[i])) offsets.at[offsets.n++] = (size_t)(at - text);
  offsets.at[offsets.n++] = length;
  return offsets;
}

/* ---- Truncation ---- */

static double part_width(CairnTextMeasurer *measurer, const CairnFont *font, const char *start,
                         size_t length) {
  g_autofree char *part = g_strndup(start, length);
  return cairn_text_width(measurer, font, part);
}

/* The most that fits from the start. The comparisons are Vega's: strictly less here, at most where cut at the
 * left. */
static size_t fitting_head(CairnTextMeasurer *measurer, const CairnFont *font, const char *text,
                           const Offsets *cuts, double limit) {
  size_t low = 0, high = cuts->n;
  while (low < high) {
    size_t middle = 1 + (low + high) / 2;
    if (middle > cuts->n) middle = cuts->n;
    if (part_width(measurer, font, text, cuts->at[middle - 1]) < limit)
      low = middle;
    else
      high = middle - 1;
  }
  return low ? cuts->at[low - 1] : 0;
}

static size_t fitting_tail(CairnTextMeasurer *measurer, const CairnFont *font, const char *text,
                           const Offsets *cuts, double limit) {
  size_t low = 0, high = cuts->n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    size_t start = middle ? cuts->at[middle - 1] : 0;
    if (cairn_text_width(measurer, font, text + start) > limit)
      low = middle + 1;
    else
      high = middle;
  }
  return low ? cuts->at[low - 1] : 0;
}

const char *cairn_text_truncate(CairnArena *arena, CairnTextMeasurer *measurer, const CairnFont *font,
                                const char *text, double limit, const char *ellipsis, bool right_to_left) {
  if (!(limit > 0) || !text || !*text || cairn_text_width(measurer, font, text) < limit) return text;
  if (!ellipsis) ellipsis = "…";
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_auto(Offsets) cuts = find_offsets(valid, is_cursor);
  double room = limit - cairn_text_width(measurer, font, ellipsis);
  if (right_to_left)
    return cairn_arena_printf(arena, "%s%s", ellipsis,
                              valid + fitting_tail(measurer, font, valid, &cuts, room));
  size_t kept = fitting_head(measurer, font, valid, &cuts, room);
  return cairn_arena_printf(arena, "%.*s%s", (int)kept, valid, ellipsis);
}

/* ---- Bounds ---- */

CairnBox cairn_text_item_bounds(CairnTextMeasurer *measurer, const CairnTextItem *item) {
  return cairn_text_bounds(item, cairn_text_measure(measurer));
}

double cairn_text_line_height(CairnTextMeasurer *measurer, const CairnFont *font, const char *const *lines, size_t n, double least) {
  enum { GAP = 1 };
  CairnMeasure measure = cairn_text_measure(measurer);
  double height = least, descent = 0;
  for (size_t i = 0; i < n; i++) {
    CairnBox ink = lines[i] ? measure.ink(font, lines[i], measurer) : cairn_box_empty();
    bool is_tall = !cairn_box_is_empty(ink);
    double ascent = is_tall ? -ink.y : 0.8 * font->size;
    if (i > 0 && (is_tall || descent > 0)) height = fmax(height, ceil(descent + ascent + GAP));
    descent = is_tall ? ink.y + ink.height : 0;
  }
  return height;
}

/* ---- Line breaking ---- */

/* A piece between two places where a break is allowed. */
typedef struct Piece {
  size_t start, end;   /* bytes; `end` without trailing spaces */
  double width, space; /* px without and of the trailing spaces */
  bool ends_line;      /* a line break follows */
} Piece;

typedef struct Pieces {
  size_t n;
  Piece *at;
} Pieces;

static void pieces_clear(Pieces *pieces) {
  g_free(pieces->at);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pieces, pieces_clear)

static Pieces split(CairnTextMeasurer *measurer, const CairnFont *font, const char *text) {
  g_auto(Offsets) breaks = find_offsets(text, is_break);
  Pieces pieces = {breaks.n, g_new0(Piece, breaks.n)};
  size_t start = 0;
  for (size_t i = 0; i < breaks.n; i++) {
    size_t next = breaks.at[i], end = next;
    while (end > start && g_ascii_isspace(text[end - 1]))
      end--;
    double width = part_width(measurer, font, text + start, end - start);
    double all = end == next ? width : part_width(measurer, font, text + start, next - start);
    pieces.at[i] = (Piece){start, end, width, all - width, is_mandatory_break(text, next)};
    start = next;
  }
  return pieces;
}

/* Fills lines in turn; `line_of` (may be NULL) gets the first piece of each line. The number of lines. */
static size_t fill_lines(const Pieces *pieces, double max_width, size_t *first_of) {
  size_t lines = 0;
  double width = INFINITY; /* up to and with the spaces after the last piece */
  for (size_t i = 0; i < pieces->n; i++) {
    const Piece *piece = &pieces->at[i];
    /* A hair of tolerance, so that a width that was summed in another order still fits. */
    if (width + piece->width > max_width + 1e-6) {
      if (first_of) first_of[lines] = i;
      lines++;
      width = 0;
    }
    width = piece->ends_line ? INFINITY : width + piece->width + piece->space;
  }
  return lines;
}

static const char *const *lines_of(CairnArena *arena, const char *text, const Pieces *pieces,
                                   double max_width, size_t *n_lines) {
  g_autofree size_t *first_of = g_new0(size_t, pieces->n + 1);
  *n_lines = fill_lines(pieces, max_width, first_of);
  const char **lines = cairn_arena_array(arena, *n_lines, const char *);
  for (size_t i = 0; i < *n_lines; i++) {
    size_t last = (i + 1 < *n_lines ? first_of[i + 1] : pieces->n) - 1;
    size_t start = pieces->at[first_of[i]].start;
    lines[i] = cairn_arena_strndup(arena, text + start, MAX(pieces->at[last].end, start) - start);
  }
  return lines;
}

const char *const *cairn_text_wrap(CairnArena *arena, CairnTextMeasurer *measurer, const CairnFont *font,
                                   const char *text, double max_width, size_t *n_lines) {
  g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);
  g_auto(Pieces) pieces = split(measurer, font, valid);
  return lines_of(arena, valid, &pieces, max_width, n_lines);
}

/* The narrowest width at which the pieces fill no more than `most_lines` lines, by bisection to 1/100 px. */
static double narrowest(const Pieces *pieces, size_t most_lines) {
  double low = 0, high = 0;
  for (size_t i = 0; i < pieces->n; i++) {
    low = fmax(low, pieces->at[i].width);
    high += pieces->at[i].width + fmax(pieces->at[i].space, 0);
  }
  if (fill_lines(pieces, low, NULL) <= most_lines) return low;
  while (high - low > 0.01) {
    double middle = (low + high) / 2;
    if (fill_lines(pieces, middle, NULL) <= most_lines)
      high = middle;
    else
      low = middle;
  }
  return high;
}

const char *const *cairn_text_balance(CairnArena *arena, CairnTextMeasurer *measurer, const CairnFont *font,
                                      const char *text, size_t most_lines, size_t *n_lines) {
  g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);
  g_auto(Pieces) pieces = split(measurer, font, valid);
  return lines_of(arena, valid, &pieces, narrowest(&pieces, MAX(most_lines, 1)), n_lines);
}
