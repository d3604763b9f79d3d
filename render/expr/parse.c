#include "expr/function.h"
#include "expr/lexer.h"
#include "expr/names.h"
#include "expr/pattern.h"

#include "base/limits.h"

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

/* ---- errors ---- */

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

/* The node, unless it is too deep or NULL. */
static CairnNode *checked(Parser *parser, CairnNode *node) {
  return node && node->depth > CAIRN_LIMIT_EXPRESSION_DEPTH ? fail_deep(parser, node->offset) : node;
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

static CairnNode *resolve_name(Parser *parser, const char *name, size_t offset) {
  CairnArena *arena = parser->lexer.arena;
  CairnValue value = {0};
  if (cairn_name_value(name, &value)) return cairn_node_literal(arena, offset, value);
  if (strcmp(name, "datum") == 0) {
    parser->expr->n_datums++;
    return cairn_node_leaf(arena, CAIRN_NODE_DATUM, offset);
  }
  for (size_t i = 0; parser->scope && i < parser->scope->n; i++) {
    if (strcmp(name, parser->scope->names[i]) != 0) continue;
    CairnNode *node = cairn_node_leaf(arena, CAIRN_NODE_SIGNAL, offset);
    node->signal = i;
    return node;
  }
  g_autofree char *complaint = cairn_name_complaint(name, parser->scope);
  return fail(parser, offset, "%s", complaint);
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
  g_autofree char *complaint = cairn_function_complaint(name);
  return fail(parser, offset, "%s", complaint);
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
  CairnNode *node =
      cairn_node_new(parser->lexer.arena, kind, offset, (CairnNode *const *)arguments->pdata, n);
  if (kind == CAIRN_NODE_CALL) node->function = function;
  if (kind == CAIRN_NODE_CALL && cairn_function_asks_chart(function)) parser->expr->asks_chart = true;
  return checked(parser, node);
}

/* ---- literals ---- */

static CairnNode *parse_array(Parser *parser, size_t offset) {
  g_autoptr(GPtrArray) items = g_ptr_array_new();
  if (!advance(parser) || !parse_list(parser, ']', items)) return NULL;
  CairnNode *const *operands = (CairnNode *const *)items->pdata;
  return checked(parser, cairn_node_array(parser->lexer.arena, offset, operands, items->len));
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
  return checked(parser, cairn_node_object(parser->lexer.arena, offset, (const char *const *)keys->pdata,
                                           (CairnNode *const *)values->pdata, values->len));
}

static CairnNode *parse_regexp(Parser *parser) {
  if (!cairn_lexer_read_regexp(&parser->lexer, &parser->token, parser->error)) return NULL;
  size_t offset = parser->token.offset;
  g_autofree char *complaint = NULL;
  const CairnPattern *pattern =
      cairn_pattern_new(parser->lexer.arena, parser->token.text, parser->token.flags, &complaint);
  if (!pattern) return fail(parser, offset, "wrong regular expression: %s", complaint);
  CairnValue value = {.kind = CAIRN_REGEXP, .regexp = &pattern->text};
  return advance(parser) ? cairn_node_literal(parser->lexer.arena, offset, value) : NULL;
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
    return advance(parser)
               ? cairn_node_literal(parser->lexer.arena, token.offset, cairn_value_number(token.number))
               : NULL;
  case CAIRN_TOKEN_STRING:
    return advance(parser)
               ? cairn_node_literal(parser->lexer.arena, token.offset, cairn_value_string(token.text))
               : NULL;
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
    CairnNode *node = cairn_node_leaf(parser->lexer.arena, CAIRN_NODE_FIELD, object->offset);
    parser->expr->n_fields++;
    node->field = bind_field(parser, cairn_value_to_string(parser->lexer.arena, key->literal));
    return node;
  }
  CairnNode *const operands[] = {object, key};
  return checked(parser, cairn_node_new(parser->lexer.arena, CAIRN_NODE_MEMBER, key->offset, operands, 2));
}

static CairnNode *parse_dot(Parser *parser, CairnNode *object) {
  if (!advance(parser)) return NULL;
  const CairnToken token = parser->token;
  if (token.kind != CAIRN_TOKEN_NAME) return fail_expected(parser, "a name after '.'");
  if (!advance(parser)) return NULL;
  return new_member(parser, object,
                    cairn_node_literal(parser->lexer.arena, token.offset, cairn_value_string(token.text)));
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
  return operand ? checked(parser, cairn_node_unary(parser->lexer.arena, op, offset, operand)) : NULL;
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
    left = right ? checked(parser, cairn_node_binary(parser->lexer.arena, op, offset, left, right)) : NULL;
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
  CairnNode *const operands[] = {test, consequent, alternative};
  return checked(parser, cairn_node_new(parser->lexer.arena, CAIRN_NODE_CONDITIONAL, offset, operands, 3));
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
  return expr->n_datums > 0;
}

bool cairn_expr_reads_fields_only(const CairnExpr *expr) {
  return expr->n_datums == expr->n_fields;
}

bool cairn_expr_asks_chart(const CairnExpr *expr) {
  return expr->asks_chart;
}

const char *const *cairn_expr_fields(const CairnExpr *expr, CairnArena *arena, size_t *n) {
  const char **names = cairn_arena_array(arena, expr->fields->len, const char *);
  for (guint i = 0; i < expr->fields->len; i++)
    names[i] = ((const CairnFieldBinding *)expr->fields->pdata[i])->name;
  *n = expr->fields->len;
  return names;
}
