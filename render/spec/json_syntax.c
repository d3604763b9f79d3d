#include "spec/json_syntax.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

enum { SHOWN_BYTES = 30 };

/* A syntax error as jansson tells it. */
typedef struct Syntax {
  const char *text;      /* the spec */
  const char *problem;   /* jansson's words */
  size_t token, n_token; /* offset and length of what was found; nothing at the end of the text */
} Syntax;

static bool says(const Syntax *syntax, const char *words) {
  return g_str_has_prefix(syntax->problem, words);
}

/* Errors within a text; NULL if it is something else. */
static const char *text_problem(const Syntax *syntax) {
  if (says(syntax, "unexpected newline"))
    return "this text has no closing quote on its line; expected '\"', and \\n for a line break";
  if (says(syntax, "control character"))
    return "a control character within a text; expected an escape such as \\t or \\u0009";
  if (says(syntax, "invalid escape"))
    return "an unknown escape in this text; expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hex digits";
  if (says(syntax, "invalid Unicode"))
    return "an escape in this text stands for half a character; expected a surrogate pair";
  return NULL;
}

static bool is_word_byte(char c) {
  return g_ascii_isalnum(c) || strchr("+-._", c) || ((unsigned char)c & 0x80);
}

/* Where the token begins of which text[end - 1] is the last byte. Within a text, that is its opening quote.
 */
static size_t token_start(const char *text, size_t end, bool in_text) {
  size_t start = end - 1;
  if (in_text || text[start] == '"') {
    while (start > 0 && (text[start - 1] != '"' || (start > 1 && text[start - 2] == '\\')))
      start--;
    return start > 0 ? start - 1 : 0;
  }
  while (start > 0 && is_word_byte(text[start]) && is_word_byte(text[start - 1]))
    start--;
  return start;
}

/* jansson counts the position after the token, and names the token ("near '...'") only if it is short. */
static Syntax read_syntax(const json_error_t *failure, const char *text, size_t length) {
  size_t end = failure->position > 0 ? MIN((size_t)failure->position, length) : 0;
  Syntax syntax = {.text = text, .problem = failure->text, .token = end};
  const char *near = strstr(failure->text, " near '");
  if (end == 0 || json_error_code(failure) == json_error_premature_end_of_input) return syntax;
  if (near && g_str_has_suffix(near, "'"))
    syntax.token = end - MIN(strlen(near) - strlen(" near ''"), end);
  else
    syntax.token = token_start(text, end, text_problem(&syntax) != NULL);
  syntax.n_token = end - syntax.token;
  return syntax;
}

static char last_before(const Syntax *syntax) {
  size_t i = syntax->token;
  while (i > 0 && strchr(" \t\r\n", syntax->text[i - 1]))
    i--;
  return i > 0 ? syntax->text[i - 1] : '\0';
}

/* What was expected where a token does not fit. */
static const char *expected_token(const Syntax *syntax) {
  if (says(syntax, "string or '}'")) return "the name of a member in double quotes, or '}'";
  if (says(syntax, "':'")) return "':' behind the name of a member";
  if (says(syntax, "'}'")) return "',' or '}' behind a member";
  if (says(syntax, "']'")) return "',' or ']' behind an item";
  if (says(syntax, "'[' or '{'")) return "'{' at the beginning";
  if (says(syntax, "end of file")) return "nothing behind the end of the outermost value";
  return "a value: an object, an array, text in double quotes, a number, true, false or null";
}

/* Messages for what people write by habit from other languages; NULL if it is something else. */
static const char *habit(const Syntax *syntax) {
  char first = syntax->n_token ? syntax->text[syntax->token] : '\0';
  if ((first == '}' || first == ']') && last_before(syntax) == ',')
    return "a comma before the closing bracket; expected none behind the last member";
  if (first == '\'') return "a single quote; expected text in double quotes";
  if (first == 'N' || first == 'I')
    return "this number does not exist in JSON; expected null where a value is missing";
  if (first == '0') return "a number with a leading zero; expected none";
  if (first == '+') return "a number with a plus sign; expected none";
  if (first == '.') return "a number that begins with its point; expected a digit before it";
  if (first == '/' || first == '#') return "this looks like a comment; JSON has none";
  return NULL;
}

static char *describe_syntax(const Syntax *syntax) {
  const char *known = text_problem(syntax);
  if (!known) known = habit(syntax);
  if (known) return g_strdup(known);
  g_autofree char *token = g_strndup(syntax->text + syntax->token, syntax->n_token);
  g_autofree char *shown = cairn_text_printable(token, SHOWN_BYTES);
  return g_strdup_printf("expected %s; found %s", expected_token(syntax), shown);
}

static char *describe(const json_error_t *failure, const Syntax *syntax) {
  g_autofree char *token = g_strndup(syntax->text + syntax->token, syntax->n_token);
  g_autofree char *shown = cairn_text_printable(token, SHOWN_BYTES);
  switch (json_error_code(failure)) {
  case json_error_premature_end_of_input:
    return g_strdup("the text ends here, but a brace, bracket or quote is not closed yet");
  case json_error_duplicate_key:
    return g_strdup_printf("%s occurs twice in this object; expected each name once", shown);
  case json_error_null_character:
  case json_error_null_byte_in_key:
    return g_strdup("the escape \\u0000 is not allowed");
  case json_error_numeric_overflow:
    return g_strdup_printf("the number %s is too large", shown);
  case json_error_stack_overflow:
    return g_strdup_printf("nested deeper than %d levels, which is the limit", CAIRN_LIMIT_SPEC_DEPTH);
  default:
    return describe_syntax(syntax);
  }
}

json_t *cairn_json_parse(const char *text, size_t length, size_t flags, const char *path, CairnErrorCode code,
                         GError **error) {
  json_error_t failure;
  json_t *root = json_loadb(text, length, flags | JSON_REJECT_DUPLICATES, &failure);
  if (root) return root;
  Syntax syntax = read_syntax(&failure, text, length);
  size_t line = 1, column = 1;
  cairn_text_advance(text, syntax.token, &line, &column);
  g_autofree char *message = describe(&failure, &syntax);
  bool is_limit = json_error_code(&failure) == json_error_stack_overflow;
  cairn_error_in_file(error, is_limit ? CAIRN_ERROR_LIMIT : code, path, line, column, "%s", message);
  return NULL;
}
