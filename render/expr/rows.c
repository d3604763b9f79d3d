/* Expressions over all rows of a table. */

#include "expr/function.h"

#include "base/limits.h"

#include <string.h>

/* Values made on the way lie in an arena of their own, which is freed every now and then: 10 million rows
 * must not keep 10 million intermediate texts. Once a result lies in it too (an array, an object), the
 * chart's arena takes it over. */
typedef struct Scratch {
  CairnArena *arena;
  bool holds_results;
  size_t kept; /* bytes taken over so far */
} Scratch;

enum { SCRATCH_BYTES = 1024 * 1024 };

/* Steps of one expression over all rows: about a minute. */
static const size_t total_steps = 5000000000u;

typedef struct Sweep {
  CairnExpr *expr;
  CairnExprContext *context;
  Scratch scratch;
  bool keeps;       /* are the values wanted after their row? */
  bool copies_text; /* if so: texts may lie in the scratch */
  size_t steps;
  GError **error;
} Sweep;

static void free_arena(gpointer arena) {
  cairn_arena_free(arena);
}

static void scratch_finish(Scratch *scratch, CairnArena *owner) {
  if (scratch->arena && scratch->holds_results) {
    scratch->kept += cairn_arena_used(scratch->arena);
    cairn_arena_own(owner, scratch->arena, free_arena);
  } else {
    cairn_arena_free(scratch->arena);
  }
  scratch->arena = NULL;
  scratch->holds_results = false;
}

/* Can the value of the node be a text that did not exist before? */
static bool makes_text(const CairnNode *node) {
  switch (node->kind) {
  case CAIRN_NODE_LITERAL:
  case CAIRN_NODE_FIELD:
  case CAIRN_NODE_SIGNAL:
  case CAIRN_NODE_UNARY:
    return false;
  case CAIRN_NODE_CONDITIONAL:
    return makes_text(node->operands[1]) || makes_text(node->operands[2]);
  case CAIRN_NODE_AND:
  case CAIRN_NODE_OR:
    for (size_t i = 0; i < node->n; i++)
      if (makes_text(node->operands[i])) return true;
    return false;
  default:
    return true;
  }
}

static bool check_totals(Sweep *sweep) {
  if (sweep->steps > total_steps)
    cairn_expr_error(sweep->error, CAIRN_ERROR_LIMIT, 0,
                     "the expression takes more than %zu steps over all rows", total_steps);
  else if (sweep->scratch.kept > CAIRN_LIMIT_EXPRESSION_KEPT_BYTES)
    cairn_expr_error(sweep->error, CAIRN_ERROR_LIMIT, 0, "the expression makes values of more than %d bytes",
                     CAIRN_LIMIT_EXPRESSION_KEPT_BYTES);
  else
    return true;
  return false;
}

/* The value for one row, in memory that lasts. */
static bool sweep_row(Sweep *sweep, size_t row, CairnValue *out) {
  Scratch *scratch = &sweep->scratch;
  CairnArena *owner = sweep->context->arena;
  if (!scratch->arena) scratch->arena = cairn_arena_new();
  if (!cairn_expr_run(sweep->expr, sweep->context, scratch->arena, row, out, &sweep->steps, sweep->error))
    return false;
  if (out->kind == CAIRN_STRING && sweep->keeps && sweep->copies_text) {
    size_t length = strlen(out->string);
    out->string = cairn_arena_strndup(owner, out->string, length);
    scratch->kept += length;
  } else if (out->kind > CAIRN_TIME && sweep->keeps) {
    scratch->holds_results = true;
  }
  if (cairn_arena_used(scratch->arena) > SCRATCH_BYTES) scratch_finish(scratch, owner);
  return check_totals(sweep);
}

static Sweep sweep_start(CairnExpr *expr, CairnExprContext *context, bool keeps, GError **error) {
  return (Sweep){expr, context, {0}, keeps, makes_text(expr->root), 0, error};
}

/* Values of all rows from `first` on, those before being the numbers given; NULL on errors. */
static const CairnColumn *mixed_column(Sweep *sweep, const char *name, const double *numbers, size_t first,
                                       CairnValue value) {
  CairnArena *arena = sweep->context->arena;
  size_t n = sweep->context->table->n_rows;
  CairnValue *values = cairn_arena_array(arena, n, CairnValue);
  for (size_t i = 0; i < first; i++)
    values[i] = cairn_value_number(numbers[i]);
  values[first] = value;
  for (size_t i = first + 1; i < n; i++)
    if (!sweep_row(sweep, i, &values[i])) return NULL;
  return cairn_column_from_values(arena, name, values, n);
}

/* Most columns are numbers only: they are collected as such until a row gives something else. */
static const CairnColumn *sweep_column(Sweep *sweep, const char *name) {
  CairnArena *arena = sweep->context->arena;
  size_t n = sweep->context->table->n_rows;
  double *numbers = NULL;
  for (size_t i = 0; i < n; i++) {
    CairnValue value = {0};
    if (!sweep_row(sweep, i, &value)) return NULL;
    if (value.kind != CAIRN_NUMBER) return mixed_column(sweep, name, numbers, i, value);
    if (!numbers) numbers = cairn_arena_array(arena, n, double);
    numbers[i] = value.number;
  }
  if (!numbers) numbers = cairn_arena_array(arena, n, double);
  return cairn_column_new_numbers(arena, name, numbers, NULL);
}

const CairnColumn *cairn_expr_column(CairnExpr *expr, CairnExprContext *context, const char *name,
                                     GError **error) {
  Sweep sweep = sweep_start(expr, context, true, error);
  const CairnColumn *column = sweep_column(&sweep, name);
  scratch_finish(&sweep.scratch, context->arena);
  return column;
}

static bool sweep_select(Sweep *sweep, size_t *rows, size_t *n) {
  size_t n_rows = sweep->context->table->n_rows;
  for (size_t i = 0; i < n_rows; i++) {
    CairnValue value = {0};
    if (!sweep_row(sweep, i, &value)) return false;
    if (cairn_value_to_boolean(value)) rows[(*n)++] = i;
  }
  return true;
}

bool cairn_expr_select(CairnExpr *expr, CairnExprContext *context, const size_t **rows, size_t *n,
                       GError **error) {
  Sweep sweep = sweep_start(expr, context, false, error);
  size_t *selected = cairn_arena_array(context->arena, context->table->n_rows, size_t);
  *rows = selected;
  *n = 0;
  bool ok = sweep_select(&sweep, selected, n);
  scratch_finish(&sweep.scratch, context->arena);
  return ok;
}
