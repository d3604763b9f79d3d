#include "base/date_token.h"

#include "base/white_space.h"

#include <glib.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

enum { SIGNIFICANT_DIGITS = 9, PREFIX = 3 };

/* The first three letters of a word in one number, so that looking it up is quick. */
#define KEY(a, b, c) ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16)

static const struct {
  uint32_t key;
  CairnDateTokenKind kind;
  int value;
} keywords[] = {
    /* the two of ISO dates first, for speed */
    {KEY('z', 0, 0), CAIRN_DATE_ZONE, 0},       {KEY('t', 0, 0), CAIRN_DATE_SEPARATOR, 0},
    {KEY('j', 'a', 'n'), CAIRN_DATE_MONTH, 1},  {KEY('f', 'e', 'b'), CAIRN_DATE_MONTH, 2},
    {KEY('m', 'a', 'r'), CAIRN_DATE_MONTH, 3},  {KEY('a', 'p', 'r'), CAIRN_DATE_MONTH, 4},
    {KEY('m', 'a', 'y'), CAIRN_DATE_MONTH, 5},  {KEY('j', 'u', 'n'), CAIRN_DATE_MONTH, 6},
    {KEY('j', 'u', 'l'), CAIRN_DATE_MONTH, 7},  {KEY('a', 'u', 'g'), CAIRN_DATE_MONTH, 8},
    {KEY('s', 'e', 'p'), CAIRN_DATE_MONTH, 9},  {KEY('o', 'c', 't'), CAIRN_DATE_MONTH, 10},
    {KEY('n', 'o', 'v'), CAIRN_DATE_MONTH, 11}, {KEY('d', 'e', 'c'), CAIRN_DATE_MONTH, 12},
    {KEY('a', 'm', 0), CAIRN_DATE_AM_PM, 0},    {KEY('p', 'm', 0), CAIRN_DATE_AM_PM, 12},
    {KEY('u', 't', 0), CAIRN_DATE_ZONE, 0},     {KEY('u', 't', 'c'), CAIRN_DATE_ZONE, 0},
    {KEY('g', 'm', 't'), CAIRN_DATE_ZONE, 0},   {KEY('c', 'd', 't'), CAIRN_DATE_ZONE, -5},
    {KEY('c', 's', 't'), CAIRN_DATE_ZONE, -6},  {KEY('e', 'd', 't'), CAIRN_DATE_ZONE, -4},
    {KEY('e', 's', 't'), CAIRN_DATE_ZONE, -5},  {KEY('m', 'd', 't'), CAIRN_DATE_ZONE, -6},
    {KEY('m', 's', 't'), CAIRN_DATE_ZONE, -7},  {KEY('p', 'd', 't'), CAIRN_DATE_ZONE, -7},
    {KEY('p', 's', 't'), CAIRN_DATE_ZONE, -8},
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
  const unsigned char c = (unsigned char)*scanner->at;
  return c >= 'A' &&
         (c < 0x80 || !cairn_white_space_length(scanner->at, (size_t)(scanner->end - scanner->at)));
}

/* Only names of months may be longer than their first three letters. */
static CairnDateToken scan_word(CairnDateScanner *scanner) {
  uint32_t key = 0;
  const char *start = scanner->at;
  for (; scanner->at < scanner->end && is_word_byte(scanner); scanner->at++)
    if (scanner->at - start < PREFIX)
      key |= (uint32_t)(unsigned char)(*scanner->at | 0x20) << 8 * (scanner->at - start);
  const int length = token_length(start, scanner->at);
  for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++) {
    if (key != keywords[i].key) continue;
    if (length > PREFIX && keywords[i].kind != CAIRN_DATE_MONTH) continue;
    return (CairnDateToken){keywords[i].kind, keywords[i].value, length, key == KEY('z', 0, 0)};
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
