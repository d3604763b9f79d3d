#include "base/number_form.h"

#include "base/number.h"

#include <glib.h>
#include <string.h>

enum {
  LONGEST = 80,     /* bytes; longer texts are no numbers */
  CODE_LETTERS = 3, /* of a currency, as in ISO 4217 */
};

#define MINUS          0x2212
#define NARROW_SPACE   0x202F
#define THIN_SPACE     0x2009
#define NO_BREAK_SPACE 0xA0
#define APOSTROPHE     0x2019

static bool is_space(gunichar c) {
  return c == ' ' || c == '\t' || c == NO_BREAK_SPACE || c == NARROW_SPACE || c == THIN_SPACE;
}

static const char *skip_spaces(const char *at) {
  while (is_space(g_utf8_get_char(at)))
    at = g_utf8_next_char(at);
  return at;
}

/* ---- Signs and units ---- */

static const char *read_sign(const char *at, bool *is_negative) {
  gunichar c = g_utf8_get_char(at);
  if (c != '-' && c != MINUS && c != '+') return at;
  *is_negative = c != '+';
  return skip_spaces(g_utf8_next_char(at));
}

static size_t unit_length(const char *at) {
  gunichar c = g_utf8_get_char(at);
  if (c == '%' || c == 0x2030 || g_unichar_type(c) == G_UNICODE_CURRENCY_SYMBOL)
    return (size_t)(g_utf8_next_char(at) - at);
  size_t n = 0;
  while (g_ascii_isupper(at[n]))
    n++;
  return n == CODE_LETTERS ? n : 0;
}

/* A second unit is none. */
static const char *read_unit(const char *at, char unit[CAIRN_NUMBER_UNIT]) {
  size_t n = *unit ? 0 : unit_length(at);
  if (n == 0) return at;
  memcpy(unit, at, n);
  unit[n] = '\0';
  return skip_spaces(at + n);
}

/* ---- Digits ---- */

static size_t count_digits(const char *at) {
  return strspn(at, "0123456789");
}

/* What may stand between groups of digits; 0: nothing that does. */
static gunichar group_mark(const char *at, char decimal) {
  gunichar c = g_utf8_get_char(at);
  bool is_mark = is_space(c) || c == '\'' || c == APOSTROPHE || (c == '.' && decimal == ',') ||
                 (c == ',' && decimal == '.');
  return is_mark && g_ascii_isdigit(*g_utf8_next_char(at)) ? c : 0;
}

/* Appends the digits of all groups at *at, which moves behind them. */
static bool read_groups(const char **at, char decimal, GString *digits) {
  size_t n = count_digits(*at);
  gunichar mark = 0, next = 0;
  bool starts_with_zero = **at == '0';
  g_string_append_len(digits, *at, (gssize)n);
  *at += n;
  for (size_t first = n; (next = group_mark(*at, decimal)) != 0; mark = next) {
    const char *group = g_utf8_next_char(*at);
    if (first < 1 || first > 3 || starts_with_zero || (mark && (next != mark || n < 2))) return false;
    n = count_digits(group);
    if (n != 2 && n != 3) return false;
    g_string_append_len(digits, group, (gssize)n);
    *at = group + n;
  }
  return !mark || n == 3;
}

static bool read_amount(const char **at, char decimal, double *out) {
  g_autoptr(GString) digits = g_string_new(NULL);
  if (!read_groups(at, decimal, digits)) return false;
  if (**at == decimal) {
    size_t n = count_digits(++*at);
    g_string_append_c(digits, '.');
    g_string_append_len(digits, *at, (gssize)n);
    *at += n;
  }
  return cairn_number_parse(digits->str, digits->len, out);
}

bool cairn_number_form_read(const char *text, size_t length, char decimal, double *out,
                            char unit[CAIRN_NUMBER_UNIT]) {
  char kept[LONGEST + 1];
  if (length > LONGEST || !g_utf8_validate(text, (gssize)length, NULL)) return false;
  memcpy(kept, text, length);
  kept[length] = unit[0] = '\0';
  bool is_negative = false;
  const char *at = skip_spaces(kept);
  bool in_parentheses = *at == '(';
  if (in_parentheses) at = skip_spaces(at + 1);
  at = read_sign(at, &is_negative);
  at = read_unit(at, unit);
  if (!is_negative) at = read_sign(at, &is_negative);
  double amount;
  if (!read_amount(&at, decimal, &amount)) return false;
  at = read_unit(skip_spaces(at), unit);
  if (in_parentheses && (is_negative || *at++ != ')')) return false;
  if (*skip_spaces(at)) return false;
  *out = is_negative || in_parentheses ? -amount : amount;
  return true;
}
