#include <math.h>
#include <string.h>

#include "base/number.h"
#include "paint/svg_writer.h"
#include "scene/link.h"

enum { LONGEST_KEY = 24 };

/* XML 1.0, production 2, without the controls that it does allow: they would not be seen. */
static bool is_allowed(gunichar c) {
  if (c < 0x20) return c == '\t' || c == '\n';
  if (c >= 0x7f && c < 0xa0) return false;
  return c != 0xfffe && c != 0xffff && !(c >= 0xd800 && c < 0xe000);
}

static void append_character(GString *out, gunichar c) {
  switch (c) {
  case '&':
    g_string_append(out, "&amp;");
    return;
  case '<':
    g_string_append(out, "&lt;");
    return;
  case '>':
    g_string_append(out, "&gt;");
    return;
  case '"':
    g_string_append(out, "&quot;");
    return;
  default:
    if (is_allowed(c)) g_string_append_unichar(out, c);
  }
}

void cairn_xml_append(GString *out, const char *text) {
  for (const char *at = text; *at;) {
    gunichar c = g_utf8_get_char_validated(at, -1);
    bool invalid = c >= (gunichar)-2;
    append_character(out, invalid ? 0xfffd : c);
    at = invalid ? at + 1 : g_utf8_next_char(at);
  }
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
  g_string_append_len(out, digits, (gssize)n);
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
  g_string_append_len(out, text, (gssize)n);
}

/* A minus sign separates as well as a space. */
static void append_coordinate(GString *out, double value, int decimals, bool separate) {
  char text[CAIRN_NUMBER_BUFFER + 1] = {' '};
  size_t n = cairn_number_to_fixed(isfinite(value) ? value : 0, decimals, text + 1);
  bool spaced = separate && text[1] != '-';
  g_string_append_len(out, spaced ? text : text + 1, (gssize)(spaced ? n + 1 : n));
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
