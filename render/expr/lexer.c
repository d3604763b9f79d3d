#include "expr/lexer.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

typedef struct Symbol {
  const char *text;
  CairnOperator op;
  const char *complaint; /* for what JavaScript has and expressions have not */
} Symbol;

#define ASSIGNMENT "an expression cannot assign; compare with == or ==="

/* Longer ones before their beginnings. */
static const Symbol symbols[] = {
    {">>>=", CAIRN_OP_NONE, ASSIGNMENT},
    {"===", CAIRN_OP_SAME, NULL},
    {"!==", CAIRN_OP_NOT_SAME, NULL},
    {">>>", CAIRN_OP_SHIFT_RIGHT_UNSIGNED, NULL},
    {"<<=", CAIRN_OP_NONE, ASSIGNMENT},
    {">>=", CAIRN_OP_NONE, ASSIGNMENT},
    {"**", CAIRN_OP_NONE, "expressions have no operator **; use pow(x, y)"},
    {"=>", CAIRN_OP_NONE, "expressions cannot define functions"},
    {"??", CAIRN_OP_NONE, "expressions have no operator ?\?; use isValid(x) ? x : y"},
    {"++", CAIRN_OP_NONE, "an expression cannot assign; use x + 1"},
    {"--", CAIRN_OP_NONE, "an expression cannot assign; use x - 1"},
    {"//", CAIRN_OP_NONE, "expressions have no comments"},
    {"/*", CAIRN_OP_NONE, "expressions have no comments"},
    {"==", CAIRN_OP_EQUAL, NULL},
    {"!=", CAIRN_OP_NOT_EQUAL, NULL},
    {"<=", CAIRN_OP_LESS_EQUAL, NULL},
    {">=", CAIRN_OP_GREATER_EQUAL, NULL},
    {"<<", CAIRN_OP_SHIFT_LEFT, NULL},
    {">>", CAIRN_OP_SHIFT_RIGHT, NULL},
    {"&&", CAIRN_OP_AND, NULL},
    {"||", CAIRN_OP_OR, NULL},
    {"+=", CAIRN_OP_NONE, ASSIGNMENT},
    {"-=", CAIRN_OP_NONE, ASSIGNMENT},
    {"*=", CAIRN_OP_NONE, ASSIGNMENT},
    {"%=", CAIRN_OP_NONE, ASSIGNMENT},
    {"&=", CAIRN_OP_NONE, ASSIGNMENT},
    {"|=", CAIRN_OP_NONE, ASSIGNMENT},
    {"^=", CAIRN_OP_NONE, ASSIGNMENT},
    {"<", CAIRN_OP_LESS, NULL},
    {">", CAIRN_OP_GREATER, NULL},
    {"+", CAIRN_OP_ADD, NULL},
    {"-", CAIRN_OP_SUBTRACT, NULL},
    {"*", CAIRN_OP_MULTIPLY, NULL},
    {"/", CAIRN_OP_DIVIDE, NULL},
    {"%", CAIRN_OP_REMAINDER, NULL},
    {"&", CAIRN_OP_BIT_AND, NULL},
    {"|", CAIRN_OP_BIT_OR, NULL},
    {"^", CAIRN_OP_BIT_XOR, NULL},
    {"!", CAIRN_OP_NOT, NULL},
    {"~", CAIRN_OP_BIT_NOT, NULL},
    {"=", CAIRN_OP_NONE, ASSIGNMENT},
    {";", CAIRN_OP_NONE, "an expression is one value, without semicolons"},
    {"`", CAIRN_OP_NONE, "expressions have no template strings; join texts with +"},
};

/* ---- names and numbers ---- */

static bool is_space(gunichar c) {
  return (c >= '\t' && c <= '\r') || c == ' ' || c == 0xFEFF ||
         (c >= 0x80 && c != 0x85 && g_unichar_isspace(c));
}

static bool is_name_start(gunichar c) {
  return c < 0x80 ? g_ascii_isalpha((char)c) || c == '$' || c == '_' : g_unichar_isalpha(c);
}

static bool is_name_part(gunichar c) {
  if (is_name_start(c)) return true;
  if (c < 0x80) return c >= '0' && c <= '9';
  return g_unichar_isdigit(c) || g_unichar_ismark(c) || c == 0x200C || c == 0x200D;
}

static void read_name(CairnLexer *lexer, CairnToken *token) {
  const char *start = lexer->source + token->offset, *p = start;
  while (is_name_part(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  token->kind = CAIRN_TOKEN_NAME;
  token->length = (size_t)(p - start);
  token->text = cairn_arena_intern(lexer->arena, start, token->length);
}

static const char *skip_digits(const char *p) {
  while (g_ascii_isdigit(*p))
    p++;
  return p;
}

/* The end of a decimal literal, or NULL when its exponent has no digits. */
static const char *end_of_decimal(const char *p) {
  p = skip_digits(p);
  if (*p == '.') p = skip_digits(p + 1);
  if (*p != 'e' && *p != 'E') return p;
  p++;
  if (*p == '+' || *p == '-') p++;
  return g_ascii_isdigit(*p) ? skip_digits(p) : NULL;
}

static double read_hexadecimal(const char **p) {
  double number = 0;
  while (g_ascii_isxdigit(**p))
    number = number * 16 + g_ascii_xdigit_value(*(*p)++);
  return number;
}

static bool read_number(CairnLexer *lexer, CairnToken *token, GError **error) {
  const char *start = lexer->source + token->offset, *end = start;
  token->kind = CAIRN_TOKEN_NUMBER;
  bool ok = true;
  if (start[0] == '0' && (start[1] | 0x20) == 'x') {
    end = start + 2;
    token->number = read_hexadecimal(&end);
    ok = end > start + 2;
  } else if (start[0] == '0' && g_ascii_isdigit(start[1])) {
    cairn_expr_error(error, CAIRN_ERROR_SPEC, token->offset,
                     "a number cannot start with 0 followed by a digit");
    return false;
  } else {
    end = end_of_decimal(start);
    ok = end && cairn_number_from_js_length(start, (size_t)(end - start), &token->number);
  }
  if (!ok || is_name_start(g_utf8_get_char(end))) {
    cairn_expr_error(error, CAIRN_ERROR_SPEC, token->offset,
                     "expected a number such as 12, 0.5, 1e-6 or 0xff");
    return false;
  }
  token->length = (size_t)(end - start);
  return true;
}

/* ---- strings ---- */

/* Reads `n` hexadecimal digits; false when there are fewer. */
static bool read_hex_digits(const char **p, int n, gunichar *out) {
  gunichar code = 0;
  for (int i = 0; i < n; i++) {
    if (!g_ascii_isxdigit((*p)[i])) return false;
    code = code * 16 + (gunichar)g_ascii_xdigit_value((*p)[i]);
  }
  *p += n;
  *out = code;
  return true;
}

/* The code point of `{...}` after \u; false when it is none. */
static bool read_braced_code(const char **p, gunichar *out) {
  gunichar code = 0;
  const char *q = *p + 1;
  if (!g_ascii_isxdigit(*q)) return false;
  for (; g_ascii_isxdigit(*q); q++) {
    code = code * 16 + (gunichar)g_ascii_xdigit_value(*q);
    if (code > 0x10FFFF) return false;
  }
  if (*q != '}') return false;
  *p = q + 1;
  *out = code;
  return true;
}

/* \uD83D\uDE00 is one character written as two; half of one alone becomes U+FFFD, since UTF-8 has no halves.
 */
static gunichar join_surrogates(const char **p, gunichar code) {
  if (code < 0xD800 || code > 0xDFFF) return code;
  if (code < 0xDC00 && (*p)[0] == '\\' && (*p)[1] == 'u') {
    const char *q = *p + 2;
    gunichar low = 0;
    if (read_hex_digits(&q, 4, &low) && low >= 0xDC00 && low <= 0xDFFF) {
      *p = q;
      return 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
  }
  return 0xFFFD;
}

/* The character of an escape of one letter, or 0. */
static gunichar simple_escape(char letter) {
  static const char letters[] = "nrtbfv", values[] = "\n\r\t\b\f\v";
  const char *found = letter ? strchr(letters, letter) : NULL;
  return found ? (gunichar)values[found - letters] : 0;
}

/* Appends what the escape at *p (after its backslash) stands for. Returns a complaint, or NULL. */
static const char *read_escape(const char **p, GString *out) {
  char letter = **p;
  gunichar code = simple_escape(letter);
  if (code) {
    (*p)++;
  } else if (letter == 'u' || letter == 'x') {
    (*p)++;
    bool braced = letter == 'u' && **p == '{';
    if (!(braced ? read_braced_code(p, &code) : read_hex_digits(p, letter == 'u' ? 4 : 2, &code)))
      return "expected \\xHH, \\uHHHH or \\u{H...} with hexadecimal digits";
    code = join_surrogates(p, code);
  } else if (g_ascii_isdigit(letter) && letter < '8') {
    return "an escape cannot be octal; write \\xHH";
  } else if (letter == '\r' || letter == '\n') {
    *p += letter == '\r' && (*p)[1] == '\n' ? 2 : 1;
    return NULL;
  } else {
    code = g_utf8_get_char(*p);
    *p = g_utf8_next_char(*p);
    if (code == 0x2028 || code == 0x2029) return NULL;
  }
  if (code == 0) return "a string cannot hold the character NUL";
  g_string_append_unichar(out, code);
  return NULL;
}

static bool read_string(CairnLexer *lexer, CairnToken *token, GError **error) {
  const char *start = lexer->source + token->offset, *p = start + 1;
  g_autoptr(GString) text = g_string_new(NULL);
  while (*p && *p != *start && *p != '\n' && *p != '\r') {
    if (*p != '\\') {
      g_string_append_c(text, *p++);
      continue;
    }
    const char *escape = p++;
    const char *complaint = *p ? read_escape(&p, text) : NULL;
    if (complaint) {
      cairn_expr_error(error, CAIRN_ERROR_SPEC, (size_t)(escape - lexer->source), "%s", complaint);
      return false;
    }
  }
  if (*p != *start) {
    cairn_expr_error(error, CAIRN_ERROR_SPEC, token->offset, "the string that starts here has no closing %c",
                     *start);
    return false;
  }
  token->kind = CAIRN_TOKEN_STRING;
  token->length = (size_t)(p + 1 - start);
  token->text = cairn_arena_intern(lexer->arena, text->str, text->len);
  return true;
}

/* ---- regular expressions ---- */

/* The closing slash of a regular expression whose opening one is before `p`, or NULL. */
static const char *end_of_regexp(const char *p) {
  bool in_class = false;
  for (; *p && *p != '\n' && *p != '\r'; p++) {
    if (*p == '\\' && p[1] && p[1] != '\n' && p[1] != '\r')
      p++;
    else if (*p == '[')
      in_class = true;
    else if (*p == ']')
      in_class = false;
    else if (*p == '/' && !in_class)
      return p;
  }
  return NULL;
}

bool cairn_lexer_read_regexp(CairnLexer *lexer, CairnToken *token, GError **error) {
  const char *start = lexer->source + token->offset;
  const char *slash = end_of_regexp(start + 1);
  if (!slash) {
    cairn_expr_error(error, CAIRN_ERROR_SPEC, token->offset,
                     "the regular expression that starts here has no closing /");
    return false;
  }
  const char *end = slash + 1;
  while (is_name_part(g_utf8_get_char(end)))
    end = g_utf8_next_char(end);
  token->kind = CAIRN_TOKEN_REGEXP;
  token->text = cairn_arena_strndup(lexer->arena, start + 1, (size_t)(slash - start - 1));
  token->flags = cairn_arena_strndup(lexer->arena, slash + 1, (size_t)(end - slash - 1));
  token->length = (size_t)(end - start);
  lexer->next = token->offset + token->length;
  return true;
}

/* ---- all tokens ---- */

static bool read_symbol(CairnLexer *lexer, CairnToken *token, GError **error) {
  const char *start = lexer->source + token->offset;
  for (size_t i = 0; i < G_N_ELEMENTS(symbols); i++) {
    const Symbol *symbol = &symbols[i];
    size_t length = strlen(symbol->text);
    if (strncmp(start, symbol->text, length) != 0) continue;
    token->kind = CAIRN_TOKEN_OPERATOR;
    token->op = symbol->op;
    token->length = length;
    if (symbol->complaint) cairn_expr_error(error, CAIRN_ERROR_SPEC, token->offset, "%s", symbol->complaint);
    return symbol->complaint == NULL;
  }
  char character[7] = {0};
  g_unichar_to_utf8(g_utf8_get_char(start), character);
  g_autofree char *shown = cairn_text_printable(character, 0);
  cairn_expr_error(error, CAIRN_ERROR_SPEC, token->offset,
                   "the character '%s' has no meaning in an expression", shown);
  return false;
}

static bool read_token(CairnLexer *lexer, CairnToken *token, GError **error) {
  const char *start = lexer->source + token->offset;
  if (*start == '\0') return true;
  if (g_ascii_isdigit(*start) || (*start == '.' && g_ascii_isdigit(start[1])))
    return read_number(lexer, token, error);
  if (*start == '"' || *start == '\'') return read_string(lexer, token, error);
  if (is_name_start(g_utf8_get_char(start))) {
    read_name(lexer, token);
    return true;
  }
  bool is_operator = strncmp(start, "??", 2) == 0;
  if (!is_operator && strchr("()[]{},:?.", *start)) {
    token->kind = CAIRN_TOKEN_MARK;
    token->mark = *start;
    token->length = 1;
    return true;
  }
  return read_symbol(lexer, token, error);
}

bool cairn_lexer_next(CairnLexer *lexer, CairnToken *token, GError **error) {
  const char *p = lexer->source + lexer->next;
  while (*p && is_space(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  *token = (CairnToken){.kind = CAIRN_TOKEN_END, .offset = (size_t)(p - lexer->source)};
  if (!read_token(lexer, token, error)) return false;
  lexer->next = token->offset + token->length;
  return true;
}
