#include "expr/function.h"
#include "expr/lexer.h"
#include "expr/pattern.h"

#include "base/limits.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Recursive descent, with precedence climbing for the binary operators. Names are resolved as they are read,
 * so that the tree is checked when it is complete. */
typedef struct Parser {
  CairnLexer lexer;
  CairnToken token; /* the one to be looked at next */
  const CairnExprScope *scope;
  CairnExpr *expr;
  int depth; /* of the recursion */
  GError **error;
} Parser;

static CairnNode *parse_conditional(Parser *parser);
static CairnNode *parse_unary(Parser *parser);

void cairn_expr_error(GError **error, CairnErrorCode code, size_t offset, const char *format, ...) {
  if (!error) return;
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  cairn_error_set(error, code, "%s", message);
  cairn_error_place(*error)->offset = offset;
}

/* ---- nodes ---- */

static CairnNode *fail(Parser *parser, size_t offset, const char *format, ...) G_GNUC_PRINTF(3, 4);

static CairnNode *fail(Parser *parser, size_t offset, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  cairn_expr_error(parser->error, CAIRN_ERROR_SPEC, offset, "%s", message);
  return NULL;
}

static CairnNode *fail_deep(Parser *parser, size_t offset) {
  cairn_expr_error(parser->error, CAIRN_ERROR_LIMIT, offset, "the expression is nested deeper than %d levels",
                   CAIRN_LIMIT_EXPRESSION_DEPTH);
  return NULL;
}

static CairnNode *new_leaf(Parser *parser, CairnNodeKind kind, size_t offset) {
  CairnNode *node = cairn_arena_one(parser->lexer.arena, CairnNode);
  node->kind = kind;
  node->offset = (uint32_t)offset;
  node->depth = 1;
  return node;
}

static CairnNode *new_literal(Parser *parser, size_t offset, CairnValue value) {
  CairnNode *node = new_leaf(parser, CAIRN_NODE_LITERAL, offset);
  node->literal = value;
  return node;
}

/* A node over operands, which are copied. NULL when the tree gets too deep. */
static CairnNode *new_node(Parser *parser, CairnNodeKind kind, size_t offset, CairnNode *const *operands,
                           size_t n) {
  CairnNode *node = new_leaf(parser, kind, offset);
  node->operands = cairn_arena_array(parser->lexer.arena, n, CairnNode *);
  node->n = n;
  for (size_t i = 0; i < n; i++) {
    node->operands[i] = operands[i];
    node->depth = MAX(node->depth, operands[i]->depth + 1);
  }
  return node->depth > CAIRN_LIMIT_EXPRESSION_DEPTH ? fail_deep(parser, offset) : node;
}

/* ---- tokens ---- */

static bool advance(Parser *parser) {
  return cairn_lexer_next(&parser->lexer, &parser->token, parser->error);
}

static bool at_mark(const Parser *parser, char mark) {
  return parser->token.kind == CAIRN_TOKEN_MARK && parser->token.mark == mark;
}

/* How the token is called in a message; free with g_free. */
static char *describe_token(const Parser *parser) {
  const CairnToken *token = &parser->token;
  if (token->kind == CAIRN_TOKEN_END) return g_strdup("the end");
  g_autofree char *source = g_strndup(parser->lexer.source + token->offset, token->length);
  g_autofree char *shown = cairn_text_printable(source, 40);
  return token->kind == CAIRN_TOKEN_STRING ? g_strdup(shown) : g_strdup_printf("'%s'", shown);
}

static CairnNode *fail_expected(Parser *parser, const char *expected) {
  g_autofree char *found = describe_token(parser);
  return fail(parser, parser->token.offset, "expected %s, found %s", expected, found);
}

static bool expect_mark(Parser *parser, char mark, const char *expected) {
  if (!at_mark(parser, mark)) {
    fail_expected(parser, expected);
    return false;
  }
  return advance(parser);
}

/* Reads items up to `close`, separated by commas; the opening mark is read. False on errors. */
static bool parse_list(Parser *parser, char close, GPtrArray *items) {
  while (!at_mark(parser, close)) {
    CairnNode *item = parse_conditional(parser);
    if (!item) return false;
    g_ptr_array_add(items, item);
    if (at_mark(parser, close)) break;
    if (!expect_mark(parser, ',', close == ')' ? "',' or ')'" : "',' or ']'")) return false;
    if (close == ')' && at_mark(parser, close)) {
      fail_expected(parser, "an argument");
      return false;
    }
  }
  return advance(parser);
}

/* ---- names ---- */

static const struct {
  const char *name;
  double value;
} constants[] = {
    {"E", 2.718281828459045},
    {"LN10", 2.302585092994046},
    {"LN2", 0.6931471805599453},
    {"LOG10E", 0.4342944819032518},
    {"LOG2E", 1.4426950408889634},
    {"MAX_VALUE", DBL_MAX},
    {"MIN_VALUE", 4.9406564584124654e-324},
    {"NaN", NAN},
    {"PI", 3.141592653589793},
    {"SQRT1_2", 0.7071067811865476},
    {"SQRT2", 1.4142135623730951},
};

/* Words that stand for a value whatever the scope. */
static bool find_word(const char *name, CairnValue *out) {
  if (strcmp(name, "true") == 0 || strcmp(name, "false") == 0) {
    *out = cairn_value_boolean(name[0] == 't');
    return true;
  }
  if (strcmp(name, "null") == 0 || strcmp(name, "undefined") == 0) {
    *out = name[0] == 'n' ? cairn_value_null() : cairn_value_undefined();
    return true;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(constants); i++) {
    if (strcmp(name, constants[i].name) == 0) {
      *out = cairn_value_number(constants[i].value);
      return true;
    }
  }
  return false;
}

static bool is_reserved(const char *name) {
  static const char *const words[] = {
      "break",     "case",   "catch",    "class",      "const",   "continue",  "debugger",
      "default",   "delete", "do",       "else",       "enum",    "export",    "extends",
      "finally",   "for",    "function", "implements", "import",  "in",        "instanceof",
      "interface", "let",    "new",      "package",    "private", "protected", "public",
      "return",    "static", "super",    "switch",     "this",    "throw",     "try",
      "typeof",    "var",    "void",     "while",      "with",    "yield",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (strcmp(name, words[i]) == 0) return true;
  return false;
}

static CairnNode *fail_name(Parser *parser, const char *name, size_t offset) {
  g_autoptr(GPtrArray) candidates = g_ptr_array_new();
  static const char *const words[] = {"datum", "true", "false", "null", "undefined"};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    g_ptr_array_add(candidates, (gpointer)words[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(constants); i++)
    g_ptr_array_add(candidates, (gpointer)constants[i].name);
  for (size_t i = 0; parser->scope && i < parser->scope->n; i++)
    g_ptr_array_add(candidates, (gpointer)parser->scope->names[i]);
  const char *near = cairn_suggest(name, (const char *const *)candidates->pdata, candidates->len);
  if (near && strlen(name) > 2) return fail(parser, offset, "unknown name '%s'; did you mean '%s'?", name, near);
  if (cairn_function_find(name))
    return fail(parser, offset, "'%s' is a function; expected '%s(...)'", name, name);
  return fail(parser, offset, "unknown name '%s'; a field is written datum.%s", name, name);
}

static CairnNode *resolve_name(Parser *parser, const char *name, size_t offset) {
  CairnValue value = {0};
  if (find_word(name, &value)) return new_literal(parser, offset, value);
  if (strcmp(name, "datum") == 0) {
    parser->expr->uses_datum = true;
    return new_leaf(parser, CAIRN_NODE_DATUM, offset);
  }
  for (size_t i = 0; parser->scope && i < parser->scope->n; i++) {
    if (strcmp(name, parser->scope->names[i]) != 0) continue;
    CairnNode *node = new_leaf(parser, CAIRN_NODE_SIGNAL, offset);
    node->signal = i;
    return node;
  }
  if (strcmp(name, "event") == 0 || strcmp(name, "item") == 0)
    return fail(parser, offset, "'%s' has no meaning in a still picture", name);
  if (is_reserved(name)) return fail(parser, offset, "'%s' has no meaning in an expression", name);
  return fail_name(parser, name, offset);
}

/* ---- calls ---- */

static CairnNode *fail_arguments(Parser *parser, const CairnFunction *function, size_t offset, size_t n) {
  const char *plural = function->max == 1 || (function->max < 0 && function->min == 1) ? "" : "s";
  if (function->max < 0)
    return fail(parser, offset, "%s takes at least %d argument%s, found %zu", function->name, function->min,
                plural, n);
  if (function->min == function->max)
    return fail(parser, offset, "%s takes %d argument%s, found %zu", function->name, function->min, plural,
                n);
  return fail(parser, offset, "%s takes %d to %d arguments, found %zu", function->name, function->min,
              function->max, n);
}

static CairnNode *fail_function(Parser *parser, const char *name, size_t offset) {
  if (cairn_function_is_interactive(name))
    return fail(parser, offset, "the function '%s' has no meaning in a still picture", name);
  const char *near = cairn_function_suggest(name);
  if (near) return fail(parser, offset, "unknown function '%s'; did you mean '%s'?", name, near);
  return fail(parser, offset, "unknown function '%s'", name);
}

/* The call of `name`, whose opening parenthesis is the current token. */
static CairnNode *parse_call(Parser *parser, const char *name, size_t offset) {
  static const CairnFunction conditional = {"if", 3, 3, NULL};
  const CairnFunction *function = strcmp(name, "if") == 0 ? &conditional : cairn_function_find(name);
  if (!function) return fail_function(parser, name, offset);
  g_autoptr(GPtrArray) arguments = g_ptr_array_new();
  if (!advance(parser) || !parse_list(parser, ')', arguments)) return NULL;
  size_t n = arguments->len;
  if (n < (size_t)function->min || (function->max >= 0 && n > (size_t)function->max))
    return fail_arguments(parser, function, offset, n);
  CairnNodeKind kind = function == &conditional ? CAIRN_NODE_CONDITIONAL : CAIRN_NODE_CALL;
  CairnNode *node = new_node(parser, kind, offset, (CairnNode *const *)arguments->pdata, n);
  if (node && kind == CAIRN_NODE_CALL) node->function = function;
  return node;
}

/* ---- literals ---- */

static CairnNode *parse_array(Parser *parser, size_t offset) {
  g_autoptr(GPtrArray) items = g_ptr_array_new();
  if (!advance(parser) || !parse_list(parser, ']', items)) return NULL;
  return new_node(parser, CAIRN_NODE_ARRAY, offset, (CairnNode *const *)items->pdata, items->len);
}

/* The text of an object's key; a number is written as JavaScript writes it. */
static const char *key_text(Parser *parser) {
  const CairnToken *token = &parser->token;
  if (token->kind == CAIRN_TOKEN_NAME || token->kind == CAIRN_TOKEN_STRING) return token->text;
  if (token->kind == CAIRN_TOKEN_NUMBER)
    return cairn_value_to_string(parser->lexer.arena, cairn_value_number(token->number));
  return NULL;
}

static bool parse_property(Parser *parser, GPtrArray *keys, GPtrArray *values, GHashTable *seen) {
  const char *key = key_text(parser);
  if (!key) {
    fail_expected(parser, "a key or '}'");
    return false;
  }
  if (!g_hash_table_add(seen, (gpointer)key)) {
    fail(parser, parser->token.offset, "the key '%s' is given twice", key);
    return false;
  }
  if (!advance(parser) || !expect_mark(parser, ':', "':' after the key")) return false;
  CairnNode *value = parse_conditional(parser);
  if (!value) return false;
  g_ptr_array_add(keys, (gpointer)key);
  g_ptr_array_add(values, value);
  return at_mark(parser, '}') || expect_mark(parser, ',', "',' or '}'");
}

static CairnNode *parse_object(Parser *parser, size_t offset) {
  g_autoptr(GPtrArray) keys = g_ptr_array_new();
  g_autoptr(GPtrArray) values = g_ptr_array_new();
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  if (!advance(parser)) return NULL;
  while (!at_mark(parser, '}'))
    if (!parse_property(parser, keys, values, seen)) return NULL;
  if (!advance(parser)) return NULL;
  CairnNode *node =
      new_node(parser, CAIRN_NODE_OBJECT, offset, (CairnNode *const *)values->pdata, values->len);
  if (!node) return NULL;
  const char **own_keys = cairn_arena_array(parser->lexer.arena, keys->len, const char *);
  for (guint i = 0; i < keys->len; i++)
    own_keys[i] = keys->pdata[i];
  node->keys = own_keys;
  return node;
}

static CairnNode *parse_regexp(Parser *parser) {
  if (!cairn_lexer_read_regexp(&parser->lexer, &parser->token, parser->error)) return NULL;
  size_t offset = parser->token.offset;
  g_autofree char *complaint = NULL;
  const CairnPattern *pattern =
      cairn_pattern_new(parser->lexer.arena, parser->token.text, parser->token.flags, &complaint);
  if (!pattern) return fail(parser, offset, "wrong regular expression: %s", complaint);
  CairnValue value = {.kind = CAIRN_REGEXP, .regexp = &pattern->text};
  return advance(parser) ? new_literal(parser, offset, value) : NULL;
}

static CairnNode *parse_group(Parser *parser) {
  if (!advance(parser)) return NULL;
  CairnNode *node = parse_conditional(parser);
  return node && expect_mark(parser, ')', "')'") ? node : NULL;
}

static CairnNode *parse_primary(Parser *parser) {
  const CairnToken token = parser->token;
  switch (token.kind) {
  case CAIRN_TOKEN_NUMBER:
    return advance(parser) ? new_literal(parser, token.offset, cairn_value_number(token.number)) : NULL;
  case CAIRN_TOKEN_STRING:
    return advance(parser) ? new_literal(parser, token.offset, cairn_value_string(token.text)) : NULL;
  case CAIRN_TOKEN_NAME:
    if (!advance(parser)) return NULL;
    return at_mark(parser, '(') ? parse_call(parser, token.text, token.offset)
                                : resolve_name(parser, token.text, token.offset);
  case CAIRN_TOKEN_MARK:
    if (token.mark == '(') return parse_group(parser);
    if (token.mark == '[') return parse_array(parser, token.offset);
    if (token.mark == '{') return parse_object(parser, token.offset);
    break;
  case CAIRN_TOKEN_OPERATOR:
    if (token.op == CAIRN_OP_DIVIDE) return parse_regexp(parser);
    break;
  case CAIRN_TOKEN_END:
  case CAIRN_TOKEN_REGEXP:
    break;
  }
  return fail_expected(parser, "a value");
}

/* ---- members ---- */

static CairnFieldBinding *bind_field(Parser *parser, const char *name) {
  GPtrArray *fields = parser->expr->fields;
  for (guint i = 0; i < fields->len; i++) {
    CairnFieldBinding *field = fields->pdata[i];
    if (strcmp(field->name, name) == 0) return field;
  }
  CairnFieldBinding *field = cairn_arena_one(parser->lexer.arena, CairnFieldBinding);
  field->name = name;
  g_ptr_array_add(fields, field);
  return field;
}

/* object[key]; a fixed key of the datum becomes a field. */
static CairnNode *new_member(Parser *parser, CairnNode *object, CairnNode *key) {
  if (object->kind == CAIRN_NODE_DATUM && key->kind == CAIRN_NODE_LITERAL) {
    CairnNode *node = new_leaf(parser, CAIRN_NODE_FIELD, object->offset);
    node->field = bind_field(parser, cairn_value_to_string(parser->lexer.arena, key->literal));
    return node;
  }
  return new_node(parser, CAIRN_NODE_MEMBER, key->offset, (CairnNode *[]){object, key}, 2);
}

static CairnNode *parse_dot(Parser *parser, CairnNode *object) {
  if (!advance(parser)) return NULL;
  const CairnToken token = parser->token;
  if (token.kind != CAIRN_TOKEN_NAME) return fail_expected(parser, "a name after '.'");
  if (!advance(parser)) return NULL;
  return new_member(parser, object, new_literal(parser, token.offset, cairn_value_string(token.text)));
}

static CairnNode *parse_bracket(Parser *parser, CairnNode *object) {
  if (!advance(parser)) return NULL;
  CairnNode *key = parse_conditional(parser);
  return key && expect_mark(parser, ']', "']'") ? new_member(parser, object, key) : NULL;
}

static CairnNode *parse_postfix(Parser *parser) {
  CairnNode *node = parse_primary(parser);
  while (node) {
    if (at_mark(parser, '.'))
      node = parse_dot(parser, node);
    else if (at_mark(parser, '['))
      node = parse_bracket(parser, node);
    else if (at_mark(parser, '('))
      return fail(
          parser, parser->token.offset,
          "only functions can be called, by name; values have no methods: write upper(x), not x.toUpperCase()");
    else
      break;
  }
  return node;
}

/* ---- operators ---- */

/* The unary operator that the token is in front of an operand. */
static CairnOperator unary_operator(const CairnToken *token) {
  if (token->kind != CAIRN_TOKEN_OPERATOR) return CAIRN_OP_NONE;
  if (token->op == CAIRN_OP_ADD) return CAIRN_OP_PLUS;
  if (token->op == CAIRN_OP_SUBTRACT) return CAIRN_OP_MINUS;
  return token->op == CAIRN_OP_NOT || token->op == CAIRN_OP_BIT_NOT ? token->op : CAIRN_OP_NONE;
}

static CairnNode *parse_unary_operator(Parser *parser, CairnOperator op) {
  size_t offset = parser->token.offset;
  if (!advance(parser)) return NULL;
  CairnNode *operand = parse_unary(parser);
  if (!operand) return NULL;
  CairnNode *node = new_node(parser, CAIRN_NODE_UNARY, offset, &operand, 1);
  if (node) node->op = op;
  return node;
}

static CairnNode *parse_unary(Parser *parser) {
  CairnOperator op = unary_operator(&parser->token);
  if (op == CAIRN_OP_NONE) return parse_postfix(parser);
  if (parser->depth >= CAIRN_LIMIT_EXPRESSION_DEPTH) return fail_deep(parser, parser->token.offset);
  parser->depth++;
  CairnNode *node = parse_unary_operator(parser, op);
  parser->depth--;
  return node;
}

/* How tightly a binary operator binds, 0 for what is none (ECMA-262, 13.5 to 13.13). */
static int precedence(CairnOperator op) {
  switch (op) {
  case CAIRN_OP_OR:
    return 1;
  case CAIRN_OP_AND:
    return 2;
  case CAIRN_OP_BIT_OR:
    return 3;
  case CAIRN_OP_BIT_XOR:
    return 4;
  case CAIRN_OP_BIT_AND:
    return 5;
  case CAIRN_OP_EQUAL:
  case CAIRN_OP_NOT_EQUAL:
  case CAIRN_OP_SAME:
  case CAIRN_OP_NOT_SAME:
    return 6;
  case CAIRN_OP_LESS:
  case CAIRN_OP_GREATER:
  case CAIRN_OP_LESS_EQUAL:
  case CAIRN_OP_GREATER_EQUAL:
  case CAIRN_OP_IN:
    return 7;
  case CAIRN_OP_SHIFT_LEFT:
  case CAIRN_OP_SHIFT_RIGHT:
  case CAIRN_OP_SHIFT_RIGHT_UNSIGNED:
    return 8;
  case CAIRN_OP_ADD:
  case CAIRN_OP_SUBTRACT:
    return 9;
  case CAIRN_OP_MULTIPLY:
  case CAIRN_OP_DIVIDE:
  case CAIRN_OP_REMAINDER:
    return 10;
  case CAIRN_OP_NONE:
  case CAIRN_OP_PLUS:
  case CAIRN_OP_MINUS:
  case CAIRN_OP_BIT_NOT:
  case CAIRN_OP_NOT:
    return 0;
  }
  return 0;
}

static CairnOperator binary_operator(const CairnToken *token) {
  if (token->kind == CAIRN_TOKEN_NAME && strcmp(token->text, "in") == 0) return CAIRN_OP_IN;
  return token->kind == CAIRN_TOKEN_OPERATOR ? token->op : CAIRN_OP_NONE;
}

/* a && b && c is one node of three operands, so that long alternatives are not deep. The room for operands is
 * always the next power of two. */
static CairnNode *new_logical(Parser *parser, CairnOperator op, size_t offset, CairnNode *left,
                              CairnNode *right) {
  CairnNodeKind kind = op == CAIRN_OP_AND ? CAIRN_NODE_AND : CAIRN_NODE_OR;
  if (left->kind != kind) return new_node(parser, kind, offset, (CairnNode *[]){left, right}, 2);
  if ((left->n & (left->n - 1)) == 0) {
    CairnNode **operands = cairn_arena_array(parser->lexer.arena, left->n * 2, CairnNode *);
    memcpy(operands, left->operands, left->n * sizeof *operands);
    left->operands = operands;
  }
  left->operands[left->n++] = right;
  left->depth = MAX(left->depth, right->depth + 1);
  return left->depth > CAIRN_LIMIT_EXPRESSION_DEPTH ? fail_deep(parser, offset) : left;
}

static CairnNode *new_binary(Parser *parser, CairnOperator op, size_t offset, CairnNode *left,
                             CairnNode *right) {
  if (op == CAIRN_OP_AND || op == CAIRN_OP_OR) return new_logical(parser, op, offset, left, right);
  CairnNode *node = new_node(parser, CAIRN_NODE_BINARY, offset, (CairnNode *[]){left, right}, 2);
  if (node) node->op = op;
  return node;
}

/* Operands joined by operators that bind at least as tightly as `least`. */
static CairnNode *parse_binary(Parser *parser, int least) {
  CairnNode *left = parse_unary(parser);
  while (left) {
    CairnOperator op = binary_operator(&parser->token);
    int level = precedence(op);
    if (level == 0 || level < least) break;
    size_t offset = parser->token.offset;
    if (!advance(parser)) return NULL;
    CairnNode *right = parse_binary(parser, level + 1);
    left = right ? new_binary(parser, op, offset, left, right) : NULL;
  }
  return left;
}

static CairnNode *parse_choice(Parser *parser) {
  CairnNode *test = parse_binary(parser, 1);
  if (!test || !at_mark(parser, '?')) return test;
  size_t offset = parser->token.offset;
  if (!advance(parser)) return NULL;
  CairnNode *consequent = parse_conditional(parser);
  if (!consequent || !expect_mark(parser, ':', "':' of '? :'")) return NULL;
  CairnNode *alternative = parse_conditional(parser);
  if (!alternative) return NULL;
  return new_node(parser, CAIRN_NODE_CONDITIONAL, offset, (CairnNode *[]){test, consequent, alternative}, 3);
}

static CairnNode *parse_conditional(Parser *parser) {
  if (parser->depth >= CAIRN_LIMIT_EXPRESSION_DEPTH) return fail_deep(parser, parser->token.offset);
  parser->depth++;
  CairnNode *node = parse_choice(parser);
  parser->depth--;
  return node;
}

/* ---- the whole ---- */

static bool check_source(const char *source, GError **error) {
  size_t length = strlen(source);
  if (length > CAIRN_LIMIT_EXPRESSION_BYTES) {
    cairn_expr_error(error, CAIRN_ERROR_LIMIT, 0, "the expression is longer than %d bytes",
                     CAIRN_LIMIT_EXPRESSION_BYTES);
    return false;
  }
  const char *end = NULL;
  if (g_utf8_validate(source, (gssize)length, &end)) return true;
  cairn_expr_error(error, CAIRN_ERROR_SPEC, (size_t)(end - source), "the expression is not valid UTF-8");
  return false;
}

static void free_fields(gpointer fields) {
  g_ptr_array_unref(fields);
}

CairnExpr *cairn_expr_parse(CairnArena *arena, const char *source, const CairnExprScope *scope,
                            GError **error) {
  if (!check_source(source, error)) return NULL;
  CairnExpr *expr = cairn_arena_one(arena, CairnExpr);
  expr->source = cairn_arena_strdup(arena, source);
  expr->fields = g_ptr_array_new();
  cairn_arena_own(arena, expr->fields, free_fields);
  Parser parser = {.lexer = {arena, expr->source, 0}, .scope = scope, .expr = expr, .error = error};
  if (!advance(&parser)) return NULL;
  expr->root = parse_conditional(&parser);
  if (!expr->root) return NULL;
  if (at_mark(&parser, ','))
    return fail(&parser, parser.token.offset, "an expression is one value, without commas"), NULL;
  if (parser.token.kind != CAIRN_TOKEN_END) return fail_expected(&parser, "an operator or the end"), NULL;
  return expr;
}

bool cairn_expr_uses_datum(const CairnExpr *expr) {
  return expr->uses_datum;
}

const char *const *cairn_expr_fields(const CairnExpr *expr, CairnArena *arena, size_t *n) {
  const char **names = cairn_arena_array(arena, expr->fields->len, const char *);
  for (guint i = 0; i < expr->fields->len; i++)
    names[i] = ((const CairnFieldBinding *)expr->fields->pdata[i])->name;
  *n = expr->fields->len;
  return names;
}
