#include "expr/function.h"
#include "expr/operators.h"

#include "base/limits.h"

#include <string.h>

static CairnValue evaluate(CairnRun *run, const CairnNode *node);

/* ---- the run ---- */

void cairn_run_fail(CairnRun *run, CairnErrorCode code, size_t offset, const char *format, ...) {
  if (run->failed) return;
  run->failed = true;
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  cairn_expr_error(run->error, code, offset, "%s", message);
}

bool cairn_run_step(CairnRun *run, size_t offset, size_t n) {
  if (!run->failed && n <= CAIRN_LIMIT_EXPRESSION_STEPS - run->steps) {
    run->steps += n;
    return true;
  }
  cairn_run_fail(run, CAIRN_ERROR_LIMIT, offset, "the expression takes more than %d steps",
                 CAIRN_LIMIT_EXPRESSION_STEPS);
  return false;
}

bool cairn_run_string(CairnRun *run, size_t offset, size_t n) {
  if (!run->failed && n <= CAIRN_LIMIT_STRING_BYTES - run->string_bytes) {
    run->string_bytes += n;
    return true;
  }
  cairn_run_fail(run, CAIRN_ERROR_LIMIT, offset, "the expression makes texts of more than %d bytes",
                 CAIRN_LIMIT_STRING_BYTES);
  return false;
}

/* ---- the datum ---- */

static void bind(CairnFieldBinding *field, const CairnTable *table) {
  field->table = table;
  field->n_columns = table->n_columns;
  field->column = cairn_table_column(table, field->name);
  field->position = 0;
  while (field->column && table->columns[field->position] != field->column)
    field->position++;
}

static bool is_bound(const CairnFieldBinding *field, const CairnTable *table) {
  if (field->table != table) return false;
  if (!field->column) return field->n_columns == table->n_columns;
  return field->position < table->n_columns && table->columns[field->position] == field->column;
}

static CairnValue read_field(CairnRun *run, CairnFieldBinding *field, size_t offset) {
  const CairnTable *table = run->context->table;
  if (!table) {
    CairnValue key = cairn_value_string(field->name);
    return cairn_operator_member(run, run->context->datum, key, offset);
  }
  if (!is_bound(field, table)) bind(field, table);
  return cairn_column_value(field->column, run->row);
}

static CairnValue read_datum(CairnRun *run, size_t offset) {
  const CairnTable *table = run->context->table;
  if (!table) return run->context->datum;
  if (!cairn_run_step(run, offset, table->n_columns)) return cairn_value_undefined();
  return cairn_table_row(table, run->row);
}

/* datum[key] without making the row an object. */
static CairnValue read_datum_member(CairnRun *run, const CairnNode *node) {
  CairnValue key = evaluate(run, node->operands[1]);
  const CairnTable *table = run->context->table;
  if (!table) return cairn_operator_member(run, run->context->datum, key, node->offset);
  const CairnColumn *column = cairn_table_column(table, cairn_value_to_string(run->arena, key));
  return cairn_column_value(column, run->row);
}

static CairnValue evaluate_member(CairnRun *run, const CairnNode *node) {
  if (node->operands[0]->kind == CAIRN_NODE_DATUM) return read_datum_member(run, node);
  CairnValue object = evaluate(run, node->operands[0]);
  CairnValue key = evaluate(run, node->operands[1]);
  return run->failed ? cairn_value_undefined() : cairn_operator_member(run, object, key, node->offset);
}

/* ---- operators ---- */

static CairnValue evaluate_binary(CairnRun *run, const CairnNode *node) {
  CairnValue left = evaluate(run, node->operands[0]);
  CairnValue right = evaluate(run, node->operands[1]);
  if (left.kind == CAIRN_NUMBER && right.kind == CAIRN_NUMBER) {
    double a = left.number, b = right.number;
    switch (node->op) {
    case CAIRN_OP_ADD:
      return cairn_value_number(a + b);
    case CAIRN_OP_SUBTRACT:
      return cairn_value_number(a - b);
    case CAIRN_OP_MULTIPLY:
      return cairn_value_number(a * b);
    case CAIRN_OP_DIVIDE:
      return cairn_value_number(a / b);
    case CAIRN_OP_LESS:
      return cairn_value_boolean(a < b);
    case CAIRN_OP_GREATER:
      return cairn_value_boolean(a > b);
    default:
      break;
    }
  }
  return run->failed ? cairn_value_undefined()
                     : cairn_operator_binary(run, node->op, left, right, node->offset);
}

static CairnValue evaluate_logical(CairnRun *run, const CairnNode *node) {
  bool decisive = node->kind == CAIRN_NODE_OR;
  CairnValue value = cairn_value_undefined();
  for (size_t i = 0; i < node->n && !run->failed; i++) {
    value = evaluate(run, node->operands[i]);
    if (cairn_value_to_boolean(value) == decisive) break;
  }
  return value;
}

static CairnValue evaluate_conditional(CairnRun *run, const CairnNode *node) {
  bool test = cairn_value_to_boolean(evaluate(run, node->operands[0]));
  return run->failed ? cairn_value_undefined() : evaluate(run, node->operands[test ? 1 : 2]);
}

/* ---- calls and literals ---- */

/* The values of all operands, in `few` where they fit. */
static CairnValue *evaluate_operands(CairnRun *run, const CairnNode *node, CairnValue *few, size_t n_few) {
  CairnValue *values = node->n <= n_few ? few : cairn_arena_array(run->arena, node->n, CairnValue);
  for (size_t i = 0; i < node->n && !run->failed; i++)
    values[i] = evaluate(run, node->operands[i]);
  return values;
}

static CairnValue evaluate_call(CairnRun *run, const CairnNode *node) {
  CairnValue few[6];
  const CairnValue *arguments = evaluate_operands(run, node, few, G_N_ELEMENTS(few));
  if (run->failed) return cairn_value_undefined();
  CairnCall call = {run, node->function, arguments, node->n, node->offset};
  return node->function->call(&call);
}

static CairnValue evaluate_array(CairnRun *run, const CairnNode *node) {
  const CairnValue *items = evaluate_operands(run, node, NULL, 0);
  CairnArray *array = cairn_arena_one(run->arena, CairnArray);
  *array = (CairnArray){node->n, items};
  return (CairnValue){.kind = CAIRN_ARRAY, .array = array};
}

static CairnValue evaluate_object(CairnRun *run, const CairnNode *node) {
  const CairnValue *values = evaluate_operands(run, node, NULL, 0);
  CairnObject *object = cairn_arena_one(run->arena, CairnObject);
  *object = (CairnObject){node->n, node->keys, values, NULL};
  return (CairnValue){.kind = CAIRN_OBJECT, .object = object};
}

static CairnValue evaluate(CairnRun *run, const CairnNode *node) {
  if (run->failed || !cairn_run_step(run, node->offset, 1)) return cairn_value_undefined();
  switch (node->kind) {
  case CAIRN_NODE_LITERAL:
    return node->literal;
  case CAIRN_NODE_DATUM:
    return read_datum(run, node->offset);
  case CAIRN_NODE_FIELD:
    return read_field(run, node->field, node->offset);
  case CAIRN_NODE_SIGNAL:
    return run->context->signals[node->signal];
  case CAIRN_NODE_MEMBER:
    return evaluate_member(run, node);
  case CAIRN_NODE_UNARY: {
    CairnValue operand = evaluate(run, node->operands[0]);
    return cairn_operator_unary(node->op, operand);
  }
  case CAIRN_NODE_BINARY:
    return evaluate_binary(run, node);
  case CAIRN_NODE_AND:
  case CAIRN_NODE_OR:
    return evaluate_logical(run, node);
  case CAIRN_NODE_CONDITIONAL:
    return evaluate_conditional(run, node);
  case CAIRN_NODE_ARRAY:
    return evaluate_array(run, node);
  case CAIRN_NODE_OBJECT:
    return evaluate_object(run, node);
  case CAIRN_NODE_CALL:
    return evaluate_call(run, node);
  }
  return cairn_value_undefined();
}

bool cairn_expr_run(CairnExpr *expr, CairnExprContext *context, CairnArena *arena, size_t row,
                    CairnValue *out, size_t *steps, GError **error) {
  CairnRun run = {.context = context, .arena = arena, .row = row, .error = error};
  *out = evaluate(&run, expr->root);
  *steps += run.steps;
  return !run.failed;
}

bool cairn_expr_evaluate(CairnExpr *expr, CairnExprContext *context, size_t row, CairnValue *out,
                         GError **error) {
  size_t steps = 0;
  return cairn_expr_run(expr, context, context->arena, row, out, &steps, error);
}
