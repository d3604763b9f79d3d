#include <math.h>
#include <string.h>

#include "base/number.h"
#include "font/measurer.h"
#include "paint/svg_writer.h"
#include "scene/link.h"

enum { LONGEST_KEY = 24 };

/* ---- Directions ---- */

enum {
  EMBEDDING_FIRST = 0x202a, /* LRE, RLE */
  EMBEDDING_END = 0x202c,   /* PDF */
  OVERRIDE_LAST = 0x202e,   /* LRO, RLO */
  ISOLATE_FIRST = 0x2066,   /* LRI, RLI, FSI */
  ISOLATE_END = 0x2069,     /* PDI */
  DEEPEST = 125,            /* as Unicode has it */
};

/* What turns the direction of text around is closed where the text ends, so that it turns nothing else that
 * is copied or read with it; what closes nothing is left out. */
typedef struct Directions {
  unsigned n;
  bool isolates[DEEPEST]; /* what is open, from outside in: an isolate, or an embedding or override */
} Directions;

static bool steers(uint32_t c) {
  return (c >= EMBEDDING_FIRST && c <= OVERRIDE_LAST) || (c >= ISOLATE_FIRST && c <= ISOLATE_END);
}

static void close_last(Directions *open, GString *out) {
  g_string_append_unichar(out, open->isolates[--open->n] ? ISOLATE_END : EMBEDDING_END);
}

static bool in_isolate(const Directions *open) {
  for (unsigned i = 0; i < open->n; i++)
    if (open->isolates[i]) return true;
  return false;
}

static void append_steering(Directions *open, GString *out, uint32_t c) {
  if (c == EMBEDDING_END) {
    if (open->n > 0 && !open->isolates[open->n - 1]) close_last(open, out);
  } else if (c == ISOLATE_END) {
    if (!in_isolate(open)) return;
    while (!open->isolates[open->n - 1])
      close_last(open, out);
    close_last(open, out);
  } else if (open->n < DEEPEST) {
    open->isolates[open->n++] = c >= ISOLATE_FIRST;
    g_string_append_unichar(out, c);
  }
}

/* ---- Characters ---- */

static const char *entity_of(uint32_t c) {
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  default:
    return NULL;
  }
}

static bool is_simple(unsigned char c) {
  return c >= ' ' && c < 0x7f && c != '&' && c != '<' && c != '>' && c != '"';
}

/* The character at *text, which is not simple and then points behind it. */
static void append_special(Directions *open, GString *out, const char **text) {
  bool kept = **text == '\n' || **text == '\t';
  uint32_t c = kept ? (uint32_t) * (*text)++ : cairn_text_next(text);
  const char *entity = entity_of(c);
  if (entity)
    g_string_append(out, entity);
  else if (steers(c))
    append_steering(open, out, c);
  else if (c)
    g_string_append_unichar(out, c);
}

void cairn_xml_append(GString *out, const char *text) {
  Directions open = {0};
  while (*text) {
    size_t n = 0;
    while (is_simple((unsigned char)text[n]))
      n++;
    g_string_append_len(out, text, (gssize)n);
    text += n;
    if (*text) append_special(&open, out, &text);
  }
  while (open.n > 0)
    close_last(&open, out);
}

void cairn_svg_told(GString *out, const char *text) {
  g_string_append(out, "<title>");
  cairn_xml_append(out, text);
  g_string_append(out, "</title>");
}

bool cairn_svg_open_link(GString *out, const char *href) {
  if (!href || !cairn_link_is_allowed(href)) return false;
  g_string_append(out, "<a xlink:href=\"");
  cairn_xml_append(out, href);
  g_string_append(out, "\">");
  return true;
}

void cairn_svg_fixed(GString *out, double value, int decimals) {
  char digits[CAIRN_NUMBER_BUFFER];
  size_t n = cairn_number_to_fixed(isfinite(value) ? value : 0, decimals, digits);
  cairn_put(out, digits, n);
}

void cairn_svg_number(GString *out, double value) {
  cairn_svg_fixed(out, value, 2);
}

void cairn_svg_attribute(GString *out, const char *key, double value) {
  char text[CAIRN_NUMBER_BUFFER + LONGEST_KEY + 4];
  size_t n = strlen(key);
  g_assert(n <= LONGEST_KEY);
  text[0] = ' ';
  memcpy(text + 1, key, n++);
  text[n++] = '=';
  text[n++] = '"';
  n += cairn_number_to_fixed(isfinite(value) ? value : 0, 2, text + n);
  text[n++] = '"';
  cairn_put(out, text, n);
}

/* A minus sign separates as well as a space. */
static void append_coordinate(GString *out, double value, int decimals, bool separate) {
  char text[CAIRN_NUMBER_BUFFER + 1] = {' '};
  size_t n = cairn_number_to_fixed(isfinite(value) ? value : 0, decimals, text + 1);
  bool spaced = separate && text[1] != '-';
  cairn_put(out, spaced ? text : text + 1, (spaced ? n + 1 : n));
}

void cairn_svg_path_data(GString *out, const CairnPath *path, int decimals) {
  static const char letters[] = {
      [CAIRN_STEP_MOVE] = 'M', [CAIRN_STEP_LINE] = 'L', [CAIRN_STEP_CURVE] = 'C', [CAIRN_STEP_CLOSE] = 'Z'};
  const CairnPoint *p = path->points;
  char last = 0;
  for (size_t i = 0; i < path->n_steps; i++) {
    char letter = letters[path->steps[i]];
    /* A letter may be left out where it repeats, and a line's after a move. */
    bool implied = letter != 'M' && letter != 'Z' && (letter == last || (letter == 'L' && last == 'M'));
    if (!implied) g_string_append_c(out, letter);
    size_t n = letter == 'Z' ? 0 : letter == 'C' ? 3 : 1;
    for (size_t k = 0; k < n; k++) {
      append_coordinate(out, p[k].x, decimals, implied || k > 0);
      append_coordinate(out, p[k].y, decimals, true);
    }
    p += n;
    last = letter;
  }
}
