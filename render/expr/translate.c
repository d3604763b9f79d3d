/* JavaScript's pattern syntax (ECMA-262, 22.2.1 and B.1.2) to PCRE2's.
 *
 * What differs is written out, so that no option or build of PCRE2 changes the meaning: . ^ $ \d \w \s \b are
 * spelled with JavaScript's own sets (ASCII digits and words, JavaScript's line ends), escapes that only
 * PCRE2 knows are plain letters, and groups that only PCRE2 has are refused. */

#include "expr/pattern.h"

#include <string.h>

#define WORD "A-Za-z0-9_"
#define SPACE                                                                                                \
  "\\t-\\r \\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}"
#define LINE_END    "\\n\\r\\x{2028}\\x{2029}"
#define BOUNDARY    "(?<=[" WORD "])(?![" WORD "])|(?<![" WORD "])(?=[" WORD "])"
#define NO_BOUNDARY "(?<=[" WORD "])(?=[" WORD "])|(?<![" WORD "])(?![" WORD "])"

typedef struct Translator {
  const char *next;
  GString *out;
  bool multiline, dot_all;
  int open_groups;
  const char *complaint;
} Translator;

/* ---- escapes ---- */

/* The set of \d, \w, \s; NULL for other letters. */
static const char *set_of(char letter) {
  switch (g_ascii_tolower(letter)) {
  case 'd':
    return "0-9";
  case 'w':
    return WORD;
  case 's':
    return SPACE;
  default:
    return NULL;
  }
}

/* The hexadecimal digits after \x or \u: appends \x{...}. False: it is just the letter. */
static bool translate_code(Translator *t, int n_digits) {
  const char *p = t->next;
  int n = 0;
  bool braced = n_digits == 4 && *p == '{';
  if (braced) p++;
  while (g_ascii_isxdigit(p[n]) && n < (braced ? 6 : n_digits))
    n++;
  if (braced ? n == 0 || p[n] != '}' : n != n_digits) return false;
  g_autofree char *digits = g_strndup(p, (size_t)n);
  guint64 code = g_ascii_strtoull(digits, NULL, 16);
  t->next = p + n + (braced ? 1 : 0);
  bool is_character = code > 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
  g_string_append_printf(t->out, "\\x{%X}", is_character ? (unsigned)code : 0xFFFDu);
  return true;
}

/* A surrogate pair \uD83D\uDE00 is one character. */
static bool translate_surrogates(Translator *t) {
  const char *p = t->next;
  unsigned high = 0, low = 0;
  for (int i = 0; i < 4; i++) {
    if (!g_ascii_isxdigit(p[i])) return false;
    high = high * 16 + (unsigned)g_ascii_xdigit_value(p[i]);
  }
  if (high < 0xD800 || high > 0xDBFF || p[4] != '\\' || p[5] != 'u') return false;
  for (int i = 6; i < 10; i++) {
    if (!g_ascii_isxdigit(p[i])) return false;
    low = low * 16 + (unsigned)g_ascii_xdigit_value(p[i]);
  }
  if (low < 0xDC00 || low > 0xDFFF) return false;
  t->next = p + 10;
  g_string_append_printf(t->out, "\\x{%X}", 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
  return true;
}

/* Appends the character at t->next so that it means itself. */
static void append_plain(Translator *t) {
  const char *end = g_utf8_next_char(t->next);
  if (!g_ascii_isalnum(*t->next) && (unsigned char)*t->next < 0x80) g_string_append_c(t->out, '\\');
  g_string_append_len(t->out, t->next, end - t->next);
  t->next = end;
}

/* Escapes that mean the same inside and outside of a class; the letter is read. False: not one of them. */
static bool translate_common_escape(Translator *t, char letter) {
  switch (letter) {
  case 'n':
  case 'r':
  case 't':
  case 'f':
    g_string_append_printf(t->out, "\\%c", letter);
    return true;
  case 'v':
    g_string_append(t->out, "\\x0B");
    return true;
  case 'x':
    if (!translate_code(t, 2)) g_string_append_c(t->out, 'x');
    return true;
  case 'u':
    if (!translate_surrogates(t) && !translate_code(t, 4)) g_string_append_c(t->out, 'u');
    return true;
  case 'c':
    if (g_ascii_isalpha(*t->next))
      g_string_append_printf(t->out, "\\x%02X", (unsigned)*t->next++ % 32u);
    else
      g_string_append(t->out, "\\\\c");
    return true;
  case '0':
    g_string_append(t->out, "\\x00");
    return true;
  default:
    return false;
  }
}

/* The rest of `<name>`, behind its first bracket. */
static void translate_group_name(Translator *t) {
  const char *start = t->next;
  while (g_ascii_isalnum(*t->next) || *t->next == '_')
    t->next++;
  if (*t->next != '>' || t->next == start || g_ascii_isdigit(*start)) {
    t->complaint = "expected a group name such as <name>";
    return;
  }
  t->next++;
  g_string_append_len(t->out, start, t->next - start);
}

static void translate_escape(Translator *t) {
  char letter = *++t->next;
  const char *set = set_of(letter);
  if (letter == '\0') {
    t->complaint = "a backslash at the end";
  } else if (set) {
    g_string_append_printf(t->out, "[%s%s]", g_ascii_isupper(letter) ? "^" : "", set);
    t->next++;
  } else if (letter == 'b' || letter == 'B') {
    g_string_append_printf(t->out, "(?:%s)", letter == 'b' ? BOUNDARY : NO_BOUNDARY);
    t->next++;
  } else if (letter >= '1' && letter <= '9') {
    /* A back reference, braced so that following digits are not read with it. */
    const char *start = t->next;
    while (g_ascii_isdigit(*t->next))
      t->next++;
    g_string_append_printf(t->out, "\\g{%.*s}", (int)(t->next - start), start);
  } else if (letter == 'k' && t->next[1] == '<') {
    g_string_append(t->out, "\\k<");
    t->next += 2;
    translate_group_name(t);
  } else {
    t->next++;
    if (translate_common_escape(t, letter)) return;
    t->next--;
    append_plain(t);
  }
}

/* ---- classes ---- */

/* \D, \W or \S in a class: PCRE2's own, which differ beyond ASCII only. */
static void translate_class_escape(Translator *t) {
  char letter = *++t->next;
  const char *set = set_of(letter);
  if (letter == '\0') {
    t->complaint = "a backslash at the end";
    return;
  }
  t->next++;
  if (set) {
    if (g_ascii_isupper(letter))
      g_string_append_printf(t->out, "\\%c", letter);
    else
      g_string_append(t->out, set);
    if (*t->next == '-') append_plain(t);
  } else if (letter == 'b') {
    g_string_append(t->out, "\\x08");
  } else if (!translate_common_escape(t, letter)) {
    t->next--;
    append_plain(t);
  }
}

/* Is the hyphen one between two characters? Beside a set it means itself. */
static bool is_range(const char *hyphen) {
  return hyphen[1] != '\\' || !set_of(hyphen[2]);
}

static void translate_class(Translator *t) {
  bool negated = t->next[1] == '^';
  t->next += negated ? 2 : 1;
  if (*t->next == ']') {
    g_string_append(t->out, negated ? "(?s:.)" : "(?!)");
    t->next++;
    return;
  }
  g_string_append(t->out, negated ? "[^" : "[");
  while (*t->next && *t->next != ']' && !t->complaint) {
    if (*t->next == '\\')
      translate_class_escape(t);
    else if (*t->next == '-' && is_range(t->next))
      g_string_append_c(t->out, *t->next++);
    else
      append_plain(t);
  }
  if (*t->next != ']') {
    if (!t->complaint) t->complaint = "a [ without its ]";
    return;
  }
  g_string_append_c(t->out, *t->next++);
}

/* ---- the rest ---- */

/* Groups that JavaScript has: ( (?: (?= (?! (?<= (?<! (?<name>. */
static void translate_group(Translator *t) {
  const char *p = t->next + 1;
  bool plain = *p != '?' && *p != '*';
  bool known = *p == '?' && (strchr(":=!", p[1]) != NULL && p[1]);
  bool behind = *p == '?' && p[1] == '<' && (p[2] == '=' || p[2] == '!');
  bool named = *p == '?' && p[1] == '<' && (g_ascii_isalpha(p[2]) || p[2] == '_');
  if (!plain && !known && !behind && !named) {
    t->complaint = "a group that JavaScript does not have";
    return;
  }
  size_t length = plain ? 1 : behind ? 4 : 3;
  g_string_append_len(t->out, t->next, (gssize)length);
  t->next += length;
  if (named) translate_group_name(t);
  t->open_groups++;
}

/* {2}, {2,} and {2,5} repeat; any other brace means itself. */
static size_t quantifier_length(const char *p) {
  const char *q = p + 1;
  while (g_ascii_isdigit(*q))
    q++;
  if (q == p + 1) return 0;
  if (*q == ',') q++;
  while (g_ascii_isdigit(*q))
    q++;
  return *q == '}' ? (size_t)(q - p) + 1 : 0;
}

/* A quantifier and its lazy mark; a + behind it would make it possessive in PCRE2, and is wrong in
 * JavaScript. */
static void translate_quantifier(Translator *t, size_t length) {
  g_string_append_len(t->out, t->next, (gssize)length);
  t->next += length;
  if (*t->next == '?') g_string_append_c(t->out, *t->next++);
  if (*t->next == '+' || *t->next == '*' || *t->next == '?') t->complaint = "nothing to repeat";
}

static void translate_anchor(Translator *t) {
  bool start = *t->next++ == '^';
  if (!t->multiline)
    g_string_append(t->out, start ? "\\A" : "\\z");
  else
    g_string_append(t->out, start ? "(?:\\A|(?<=[" LINE_END "]))" : "(?:\\z|(?=[" LINE_END "]))");
}

static void translate_one(Translator *t) {
  switch (*t->next) {
  case '\\':
    translate_escape(t);
    return;
  case '[':
    translate_class(t);
    return;
  case '(':
    translate_group(t);
    return;
  case ')':
    if (t->open_groups-- == 0) t->complaint = "a ) without its (";
    g_string_append_c(t->out, *t->next++);
    return;
  case '|':
    g_string_append_c(t->out, *t->next++);
    return;
  case '*':
  case '+':
  case '?':
    translate_quantifier(t, 1);
    return;
  case '{': {
    size_t length = quantifier_length(t->next);
    if (length > 0)
      translate_quantifier(t, length);
    else
      append_plain(t);
    return;
  }
  case '.':
    g_string_append(t->out, t->dot_all ? "(?s:.)" : "[^" LINE_END "]");
    t->next++;
    return;
  case '^':
  case '$':
    translate_anchor(t);
    return;
  default:
    append_plain(t);
    return;
  }
}

char *cairn_pattern_translate(const char *source, bool multiline, bool dot_all, char **complaint) {
  Translator t = {source, g_string_new(NULL), multiline, dot_all, 0, NULL};
  while (*t.next && !t.complaint)
    translate_one(&t);
  if (!t.complaint && t.open_groups > 0) t.complaint = "a ( without its )";
  if (!t.complaint) return g_string_free(t.out, FALSE);
  *complaint = g_strdup(t.complaint);
  g_string_free(t.out, TRUE);
  return NULL;
}
