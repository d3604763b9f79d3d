/* Splits the source of an expression into tokens. */
#pragma once

#include "expr/tree.h"

typedef enum CairnTokenKind {
  CAIRN_TOKEN_END,
  CAIRN_TOKEN_NUMBER,
  CAIRN_TOKEN_STRING,
  CAIRN_TOKEN_NAME,     /* also null, true, false and JavaScript's reserved words */
  CAIRN_TOKEN_REGEXP,   /* only from cairn_lexer_read_regexp */
  CAIRN_TOKEN_OPERATOR, /* unary or binary */
  CAIRN_TOKEN_MARK,     /* one of ( ) [ ] { } , : ? . */
} CairnTokenKind;

typedef struct CairnToken {
  CairnTokenKind kind;
  CairnOperator op; /* of an operator in binary position */
  char mark;
  size_t offset, length; /* bytes of the source */
  double number;
  const char *text; /* of a name, a string (escapes replaced) or a regular expression's source */
  const char *flags;
} CairnToken;

typedef struct CairnLexer {
  CairnArena *arena;
  const char *source;
  size_t next; /* where the token after the current one starts to be looked for */
} CairnLexer;

/* Reads the next token. False and an error at its place when no token starts there. */
bool cairn_lexer_next(CairnLexer *lexer, CairnToken *token, GError **error);

/* Reads a regular expression literal where `token`, a division sign, stands: only the parser can tell them
 * apart. */
bool cairn_lexer_read_regexp(CairnLexer *lexer, CairnToken *token, GError **error);
