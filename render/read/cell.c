#include "read/cell.h"

#include "base/error.h"
#include "base/number.h"
#include "base/number_form.h"
#include "base/time_format.h"

#include <math.h>
#include <string.h>

enum { SHOWN_BYTES = 40 };

static bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static void trim(const char **text, size_t *length) {
  while (*length > 0 && is_space((*text)[*length - 1]))
    *length -= 1;
  while (*length > 0 && is_space(**text)) {
    *text += 1;
    *length -= 1;
  }
}

bool cairn_cell_is_blank(const char *text, size_t length) {
  trim(&text, &length);
  return length == 0;
}

bool cairn_cell_is_missing(const char *text, size_t length) {
  static const char *const marks[] = {"",     "-", "NA", "N/A", "#N/A",   "n.a.",   "NaN",    "null",
                                      "none", ".", "..", "...", "\u2026", "\u2013", "\u2014", ":"};
  trim(&text, &length);
  if (length > strlen("null")) return false;
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
    if (strlen(marks[i]) == length && g_ascii_strncasecmp(marks[i], text, length) == 0) return true;
  return false;
}

bool cairn_cell_to_number(const char *text, size_t length, double *out) {
  if (cairn_number_parse(text, length, out)) return true;
  return !cairn_cell_is_blank(text, length) && cairn_number_from_js_length(text, length, out);
}

bool cairn_cell_to_declared_number(const char *text, size_t length, const CairnParseEntry *entry,
                                   double *out) {
  char unit[CAIRN_NUMBER_UNIT];
  if (!entry->decimal) return cairn_cell_to_number(text, length, out);
  return cairn_number_form_read(text, length, entry->decimal, out, unit) &&
         (!*unit || strcmp(unit, entry->unit) == 0);
}

bool cairn_cell_to_boolean(const char *text, size_t length, bool *out) {
  *out = length == 4 && memcmp(text, "true", 4) == 0;
  return *out || (length == 5 && memcmp(text, "false", 5) == 0);
}

bool cairn_cell_to_declared_boolean(const char *text, size_t length, bool *out) {
  bool is_false =
      (length == 5 && g_ascii_strncasecmp(text, "false", 5) == 0) || (length == 1 && *text == '0');
  bool is_true = (length == 4 && g_ascii_strncasecmp(text, "true", 4) == 0) || (length == 1 && *text == '1');
  *out = length > 0 && !is_false;
  return is_false || is_true;
}

/* ---- Dates ---- */

enum { LONGEST_DATE = 128 };

static bool is_date_word(const char *word, size_t length) {
  static const char *const starts[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
                                       "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  static const char *const whole[] = {"t", "z", "am", "pm", "gmt", "utc", "ut"};
  for (size_t i = 0; i < G_N_ELEMENTS(whole); i++)
    if (strlen(whole[i]) == length && g_ascii_strncasecmp(whole[i], word, length) == 0) return true;
  for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
    if (length >= 3 && g_ascii_strncasecmp(starts[i], word, 3) == 0) return true;
  return false;
}

/* V8 passes over words before the first number, and takes "Oktober 2021" for January. What is in parentheses
 * is a remark. */
static bool passes_over_word(const char *text, size_t length) {
  int depth = 0;
  for (size_t i = 0, word = 0; i < length && !g_ascii_isdigit(text[i]); i++) {
    bool is_letter = g_ascii_isalpha(text[i]) || (unsigned char)text[i] >= 0x80;
    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    if (!is_letter) {
      word = i + 1;
      continue;
    }
    bool ends = i + 1 == length || !(g_ascii_isalpha(text[i + 1]) || (unsigned char)text[i + 1] >= 0x80);
    if (ends && depth <= 0 && !is_date_word(text + word, i + 1 - word)) return true;
  }
  return false;
}

bool cairn_cell_to_date(const char *text, size_t length, const CairnParseEntry *entry, const CairnZone *zone,
                        double *out) {
  char terminated[LONGEST_DATE + 1];
  if (entry && !entry->pattern && entry->strict && passes_over_word(text, length)) return false;
  if (!entry || !entry->pattern) return cairn_date_parse_length(text, length, zone, out);
  if (length > LONGEST_DATE) return false;
  memcpy(terminated, text, length);
  terminated[length] = '\0';
  return cairn_time_format_parse(terminated, entry->pattern, entry->utc ? NULL : zone, out);
}

bool cairn_cell_infer_date(const char *text, size_t length, const CairnZone *zone, double *out) {
  static const char marks[] = " \t-/:.,+()";
  for (size_t i = 0, word = 0; i < length; i++) {
    if (!g_ascii_isalpha(text[i])) {
      if (!g_ascii_isdigit(text[i]) && !memchr(marks, text[i], sizeof marks - 1)) return false;
      word = i + 1;
    } else if (i + 1 == length || !g_ascii_isalpha(text[i + 1])) {
      if (!is_date_word(text + word, i + 1 - word)) return false;
    }
  }
  return cairn_cell_to_date(text, length, NULL, zone, out);
}

/* ---- Errors ---- */

static const char *expectation(const CairnParseEntry *entry) {
  switch (entry->kind) {
  case CAIRN_PARSE_NUMBER:
    return entry->decimal == ',' ? "a number such as 1.234,5"
           : entry->decimal      ? "a number such as 1,234.5"
                                 : "a number such as 12.5";
  case CAIRN_PARSE_BOOLEAN:
    return "true or false";
  default:
    return "a date such as 2003-02-05 or 2003-02-05T14:30";
  }
}

void cairn_cell_set_error(const char *column, const CairnParseEntry *entry, const char *text, size_t length,
                          GError **error) {
  g_autofree char *terminated = g_strndup(text, length);
  g_autofree char *shown = cairn_text_printable(terminated, SHOWN_BYTES);
  g_autofree char *shown_column = cairn_text_printable(column, SHOWN_BYTES);
  g_autofree char *of_pattern =
      entry->pattern ? g_strdup_printf("a date of the form '%s'", entry->pattern) : NULL;
  cairn_error_set(error, CAIRN_ERROR_DATA,
                  "'%s' in column '%s': expected %s, or an empty cell or NA where it is missing", shown,
                  shown_column, of_pattern ? of_pattern : expectation(entry));
}
