#include "base/date_token.h"

#include "base/white_space.h"

#include <glib.h>
#include <limits.h>
#include <string.h>

enum { SIGNIFICANT_DIGITS = 9, PREFIX = 3 };

static const struct {
  char prefix[PREFIX + 1];
  CairnDateTokenKind kind;
  int value;
} keywords[] = {
    {"jan", CAIRN_DATE_MONTH, 1},  {"feb", CAIRN_DATE_MONTH, 2},  {"mar", CAIRN_DATE_MONTH, 3},
    {"apr", CAIRN_DATE_MONTH, 4},  {"may", CAIRN_DATE_MONTH, 5},  {"jun", CAIRN_DATE_MONTH, 6},
    {"jul", CAIRN_DATE_MONTH, 7},  {"aug", CAIRN_DATE_MONTH, 8},  {"sep", CAIRN_DATE_MONTH, 9},
    {"oct", CAIRN_DATE_MONTH, 10}, {"nov", CAIRN_DATE_MONTH, 11}, {"dec", CAIRN_DATE_MONTH, 12},
    {"am", CAIRN_DATE_AM_PM, 0},   {"pm", CAIRN_DATE_AM_PM, 12},  {"ut", CAIRN_DATE_ZONE, 0},
    {"utc", CAIRN_DATE_ZONE, 0},   {"z", CAIRN_DATE_ZONE, 0},     {"gmt", CAIRN_DATE_ZONE, 0},
    {"cdt", CAIRN_DATE_ZONE, -5},  {"cst", CAIRN_DATE_ZONE, -6},  {"edt", CAIRN_DATE_ZONE, -4},
    {"est", CAIRN_DATE_ZONE, -5},  {"mdt", CAIRN_DATE_ZONE, -6},  {"mst", CAIRN_DATE_ZONE, -7},
    {"pdt", CAIRN_DATE_ZONE, -7},  {"pst", CAIRN_DATE_ZONE, -8},  {"t", CAIRN_DATE_SEPARATOR, 0},
};

static int token_length(const char *start, const char *end) {
  return end - start > INT_MAX ? INT_MAX : (int)(end - start);
}

static CairnDateToken scan_number(CairnDateScanner *scanner) {
  const char *start = scanner->at;
  int value = 0, n_digits = 0;
  for (; scanner->at < scanner->end && g_ascii_isdigit(*scanner->at); scanner->at++) {
    if (n_digits < SIGNIFICANT_DIGITS) value = value * 10 + (*scanner->at - '0');
    if (value > 0) n_digits++;
  }
  return (CairnDateToken){CAIRN_DATE_NUMBER, value, token_length(start, scanner->at), false};
}

static bool is_word_byte(const CairnDateScanner *scanner) {
  const char *at = scanner->at;
  return at < scanner->end && (unsigned char)*at >= 'A' &&
         !cairn_white_space_length(at, (size_t)(scanner->end - at));
}

/* Only names of months may be longer than their first three letters. */
static CairnDateToken scan_word(CairnDateScanner *scanner) {
  char prefix[PREFIX + 1] = "";
  const char *start = scanner->at;
  for (; is_word_byte(scanner); scanner->at++)
    if (scanner->at - start < PREFIX) prefix[scanner->at - start] = (char)(*scanner->at | 0x20);
  const int length = token_length(start, scanner->at);
  for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++) {
    if (strcmp(prefix, keywords[i].prefix) != 0) continue;
    if (length > PREFIX && keywords[i].kind != CAIRN_DATE_MONTH) continue;
    return (CairnDateToken){keywords[i].kind, keywords[i].value, length, length == 1 && prefix[0] == 'z'};
  }
  return (CairnDateToken){CAIRN_DATE_WORD, 0, length, false};
}

/* Up to the parenthesis that closes the one at hand, or to the end. */
static void skip_parentheses(CairnDateScanner *scanner) {
  size_t depth = 0;
  do {
    if (*scanner->at == '(')
      depth++;
    else if (*scanner->at == ')')
      depth--;
    scanner->at++;
  } while (depth > 0 && scanner->at < scanner->end);
}

static CairnDateToken scan(CairnDateScanner *scanner) {
  if (scanner->at >= scanner->end) return (CairnDateToken){.kind = CAIRN_DATE_END};
  const char c = *scanner->at;
  if (g_ascii_isdigit(c)) return scan_number(scanner);
  if (memchr(":-+.)", c, 5)) {
    scanner->at++;
    return (CairnDateToken){CAIRN_DATE_SYMBOL, c, 1, false};
  }
  if (is_word_byte(scanner)) return scan_word(scanner);
  const size_t space = cairn_white_space_length(scanner->at, (size_t)(scanner->end - scanner->at));
  if (space) {
    scanner->at += space;
    return (CairnDateToken){CAIRN_DATE_SPACE, 0, 1, false};
  }
  if (c == '(')
    skip_parentheses(scanner);
  else
    scanner->at++;
  return (CairnDateToken){CAIRN_DATE_OTHER, 0, 1, false};
}

void cairn_date_scanner_init(CairnDateScanner *scanner, const char *text, size_t length) {
  scanner->at = text;
  scanner->end = text + length;
  scanner->next = scan(scanner);
}

CairnDateToken cairn_date_scanner_take(CairnDateScanner *scanner) {
  const CairnDateToken token = scanner->next;
  scanner->next = scan(scanner);
  return token;
}

bool cairn_date_scanner_take_symbol(CairnDateScanner *scanner, char symbol) {
  if (scanner->next.kind != CAIRN_DATE_SYMBOL || scanner->next.value != symbol) return false;
  cairn_date_scanner_take(scanner);
  return true;
}
