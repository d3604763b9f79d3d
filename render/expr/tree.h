/* The checked tree of an expression, inside expr/ only. */
#pragma once

#include "expr/expr.h"

#include <stdint.h>

typedef struct CairnFunction CairnFunction;

typedef enum CairnOperator {
  CAIRN_OP_NONE,
  /* binary */
  CAIRN_OP_OR,
  CAIRN_OP_AND,
  CAIRN_OP_BIT_OR,
  CAIRN_OP_BIT_XOR,
  CAIRN_OP_BIT_AND,
  CAIRN_OP_EQUAL,
  CAIRN_OP_NOT_EQUAL,
  CAIRN_OP_SAME,
  CAIRN_OP_NOT_SAME,
  CAIRN_OP_LESS,
  CAIRN_OP_GREATER,
  CAIRN_OP_LESS_EQUAL,
  CAIRN_OP_GREATER_EQUAL,
  CAIRN_OP_IN,
  CAIRN_OP_SHIFT_LEFT,
  CAIRN_OP_SHIFT_RIGHT,
  CAIRN_OP_SHIFT_RIGHT_UNSIGNED,
  CAIRN_OP_ADD,
  CAIRN_OP_SUBTRACT,
  CAIRN_OP_MULTIPLY,
  CAIRN_OP_DIVIDE,
  CAIRN_OP_REMAINDER,
  /* unary */
  CAIRN_OP_PLUS,
  CAIRN_OP_MINUS,
  CAIRN_OP_BIT_NOT,
  CAIRN_OP_NOT,
} CairnOperator;

typedef enum CairnNodeKind {
  CAIRN_NODE_LITERAL,
  CAIRN_NODE_DATUM, /* the whole row as an object */
  CAIRN_NODE_FIELD, /* datum.name */
  CAIRN_NODE_SIGNAL,
  CAIRN_NODE_MEMBER, /* operands: object, key */
  CAIRN_NODE_UNARY,
  CAIRN_NODE_BINARY,
  CAIRN_NODE_AND, /* two or more operands, the first false one decides */
  CAIRN_NODE_OR,
  CAIRN_NODE_CONDITIONAL, /* operands: test, then, else */
  CAIRN_NODE_ARRAY,
  CAIRN_NODE_OBJECT, /* operands: the values of `keys` */
  CAIRN_NODE_CALL,
} CairnNodeKind;

/* A field of the datum, bound to a column of the table it was last read from. The binding is checked at every
 * read, since a table may get a new column of that name. */
typedef struct CairnFieldBinding {
  const char *name;
  const CairnTable *table;
  const CairnColumn *column; /* NULL: the table has none */
  size_t position;           /* of the column in the table */
  size_t n_columns;          /* of the table when the field was looked for in vain */
} CairnFieldBinding;

typedef struct CairnNode CairnNode;

struct CairnNode {
  CairnNodeKind kind;
  CairnOperator op;
  uint32_t offset; /* bytes into the source */
  uint32_t depth;  /* 1 for a leaf */
  size_t n;
  CairnNode **operands;
  union {
    CairnValue literal;
    CairnFieldBinding *field;
    size_t signal; /* position in the scope */
    const CairnFunction *function;
    const char *const *keys;
  };
};

struct CairnExpr {
  const char *source;
  CairnNode *root;
  size_t n_datums; /* times that it names `datum`, */
  size_t n_fields; /* and those of them of which it reads a fixed member only */
  bool asks_chart; /* calls a function that the chart answers */
  GPtrArray *fields; /* of CairnFieldBinding, distinct names; owned by the arena */
  size_t n_signals;  /* of the scope it was parsed in */
};

/* New nodes, in `arena`; operands are copied. */
CairnNode *cairn_node_leaf(CairnArena *arena, CairnNodeKind kind, size_t offset);
CairnNode *cairn_node_literal(CairnArena *arena, size_t offset, CairnValue value);
CairnNode *cairn_node_new(CairnArena *arena, CairnNodeKind kind, size_t offset, CairnNode *const *operands,
                          size_t n);

/* Arrays and objects of literals, and signs before numbers, are literals themselves. */
CairnNode *cairn_node_array(CairnArena *arena, size_t offset, CairnNode *const *operands, size_t n);
CairnNode *cairn_node_object(CairnArena *arena, size_t offset, const char *const *keys,
                             CairnNode *const *operands, size_t n);
CairnNode *cairn_node_unary(CairnArena *arena, CairnOperator op, size_t offset, CairnNode *operand);

/* a && b && c is one node of three operands, so that long alternatives are not deep: `left` may be changed
 * and returned. */
CairnNode *cairn_node_binary(CairnArena *arena, CairnOperator op, size_t offset, CairnNode *left,
                             CairnNode *right);

/* Sets an error at `offset` bytes into the expression. */
void cairn_expr_error(GError **error, CairnErrorCode code, size_t offset, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
