#include "expr/tree.h"

#include "expr/operators.h"

#include <string.h>

void cairn_expr_error(GError **error, CairnErrorCode code, size_t offset, const char *format, ...) {
  if (!error) return;
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  cairn_error_set(error, code, "%s", message);
  cairn_error_place(*error)->offset = offset;
}

CairnNode *cairn_node_leaf(CairnArena *arena, CairnNodeKind kind, size_t offset) {
  CairnNode *node = cairn_arena_one(arena, CairnNode);
  node->kind = kind;
  node->offset = (uint32_t)offset;
  node->depth = 1;
  return node;
}

CairnNode *cairn_node_literal(CairnArena *arena, size_t offset, CairnValue value) {
  CairnNode *node = cairn_node_leaf(arena, CAIRN_NODE_LITERAL, offset);
  node->literal = value;
  return node;
}

CairnNode *cairn_node_new(CairnArena *arena, CairnNodeKind kind, size_t offset, CairnNode *const *operands,
                          size_t n) {
  CairnNode *node = cairn_node_leaf(arena, kind, offset);
  node->operands = cairn_arena_array(arena, n, CairnNode *);
  node->n = n;
  for (size_t i = 0; i < n; i++) {
    node->operands[i] = operands[i];
    node->depth = MAX(node->depth, operands[i]->depth + 1);
  }
  return node;
}

/* The values of operands that are all literals, or NULL. */
static CairnValue *literal_values(CairnArena *arena, CairnNode *const *operands, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (operands[i]->kind != CAIRN_NODE_LITERAL) return NULL;
  CairnValue *values = cairn_arena_array(arena, n, CairnValue);
  for (size_t i = 0; i < n; i++)
    values[i] = operands[i]->literal;
  return values;
}

CairnNode *cairn_node_array(CairnArena *arena, size_t offset, CairnNode *const *operands, size_t n) {
  const CairnValue *values = literal_values(arena, operands, n);
  if (values) return cairn_node_literal(arena, offset, cairn_value_new_array(arena, values, n));
  return cairn_node_new(arena, CAIRN_NODE_ARRAY, offset, operands, n);
}

CairnNode *cairn_node_object(CairnArena *arena, size_t offset, const char *const *keys,
                             CairnNode *const *operands, size_t n) {
  const CairnValue *values = literal_values(arena, operands, n);
  if (values) return cairn_node_literal(arena, offset, cairn_value_new_object(arena, keys, values, n));
  CairnNode *node = cairn_node_new(arena, CAIRN_NODE_OBJECT, offset, operands, n);
  const char **own_keys = cairn_arena_array(arena, n, const char *);
  memcpy(own_keys, keys, n * sizeof *keys);
  node->keys = own_keys;
  return node;
}

CairnNode *cairn_node_unary(CairnArena *arena, CairnOperator op, size_t offset, CairnNode *operand) {
  if (operand->kind == CAIRN_NODE_LITERAL && operand->literal.kind == CAIRN_NUMBER)
    return cairn_node_literal(arena, offset, cairn_operator_unary(op, operand->literal));
  CairnNode *node = cairn_node_new(arena, CAIRN_NODE_UNARY, offset, &operand, 1);
  node->op = op;
  return node;
}

/* The room for operands is always the next power of two. */
static CairnNode *logical_node(CairnArena *arena, CairnOperator op, size_t offset, CairnNode *left,
                               CairnNode *right) {
  CairnNodeKind kind = op == CAIRN_OP_AND ? CAIRN_NODE_AND : CAIRN_NODE_OR;
  if (left->kind != kind) return cairn_node_new(arena, kind, offset, (CairnNode *[]){left, right}, 2);
  if ((left->n & (left->n - 1)) == 0) {
    CairnNode **operands = cairn_arena_array(arena, left->n * 2, CairnNode *);
    memcpy(operands, left->operands, left->n * sizeof *operands);
    left->operands = operands;
  }
  left->operands[left->n++] = right;
  left->depth = MAX(left->depth, right->depth + 1);
  return left;
}

CairnNode *cairn_node_binary(CairnArena *arena, CairnOperator op, size_t offset, CairnNode *left,
                             CairnNode *right) {
  if (op == CAIRN_OP_AND || op == CAIRN_OP_OR) return logical_node(arena, op, offset, left, right);
  CairnNode *node = cairn_node_new(arena, CAIRN_NODE_BINARY, offset, (CairnNode *[]){left, right}, 2);
  node->op = op;
  return node;
}
