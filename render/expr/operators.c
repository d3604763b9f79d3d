#include "expr/operators.h"

#include "expr/utf16.h"

#include <math.h>
#include <string.h>

int32_t cairn_to_int32(double number) {
  if (number >= INT32_MIN && number <= INT32_MAX) return (int32_t)number;
  if (!isfinite(number)) return 0;
  double modulus = fmod(trunc(number), 4294967296.0);
  if (modulus < 0) modulus += 4294967296.0;
  return (int32_t)(uint32_t)modulus;
}

double cairn_to_integer(double number) {
  return isnan(number) ? 0 : trunc(number);
}

CairnValue cairn_operator_unary(CairnOperator op, CairnValue operand) {
  switch (op) {
  case CAIRN_OP_NOT:
    return cairn_value_boolean(!cairn_value_to_boolean(operand));
  case CAIRN_OP_PLUS:
    return cairn_value_number(cairn_value_to_number(operand));
  case CAIRN_OP_MINUS:
    return cairn_value_number(-cairn_value_to_number(operand));
  default:
    return cairn_value_number(~cairn_to_int32(cairn_value_to_number(operand)));
  }
}

/* ---- arithmetic ---- */

static uint32_t shift_count(double number) {
  return (uint32_t)cairn_to_int32(number) & 31u;
}

static int32_t shift_left(int32_t number, uint32_t count) {
  return (int32_t)((uint32_t)number << count);
}

/* Shifts the sign in, which C leaves to the compiler. */
static int32_t shift_right(int32_t number, uint32_t count) {
  return number >= 0 ? number >> count : ~(~number >> count);
}

static double compute(CairnOperator op, double a, double b) {
  switch (op) {
  case CAIRN_OP_ADD:
    return a + b;
  case CAIRN_OP_SUBTRACT:
    return a - b;
  case CAIRN_OP_MULTIPLY:
    return a * b;
  case CAIRN_OP_DIVIDE:
    return a / b;
  case CAIRN_OP_REMAINDER:
    return fmod(a, b);
  case CAIRN_OP_BIT_AND:
    return cairn_to_int32(a) & cairn_to_int32(b);
  case CAIRN_OP_BIT_OR:
    return cairn_to_int32(a) | cairn_to_int32(b);
  case CAIRN_OP_BIT_XOR:
    return cairn_to_int32(a) ^ cairn_to_int32(b);
  case CAIRN_OP_SHIFT_LEFT:
    return shift_left(cairn_to_int32(a), shift_count(b));
  case CAIRN_OP_SHIFT_RIGHT:
    return shift_right(cairn_to_int32(a), shift_count(b));
  default: /* CAIRN_OP_SHIFT_RIGHT_UNSIGNED */
    return (uint32_t)cairn_to_int32(a) >> shift_count(b);
  }
}

/* Is the operand of + taken as a text? Dates, arrays and objects are. */
static bool is_text(CairnValue value) {
  return value.kind >= CAIRN_STRING;
}

static CairnValue concatenate(CairnRun *run, CairnValue left, CairnValue right, size_t offset) {
  const char *a = cairn_value_to_string(run->arena, left), *b = cairn_value_to_string(run->arena, right);
  size_t a_length = strlen(a), b_length = strlen(b);
  if (!cairn_run_string(run, offset, a_length + b_length)) return cairn_value_undefined();
  char *text = cairn_arena_alloc(run->arena, a_length + b_length + 1);
  memcpy(text, a, a_length);
  memcpy(text + a_length, b, b_length);
  return cairn_value_string(text);
}

/* ---- in ---- */

static bool has_member(CairnValue object, const char *key) {
  if (object.kind == CAIRN_ARRAY) return cairn_value_member(object, key).kind != CAIRN_UNDEFINED;
  for (size_t i = 0; i < object.object->n; i++)
    if (strcmp(object.object->keys[i], key) == 0) return true;
  return false;
}

static CairnValue operator_in(CairnRun *run, CairnValue key, CairnValue object, size_t offset) {
  if (object.kind == CAIRN_ARRAY || object.kind == CAIRN_OBJECT)
    return cairn_value_boolean(has_member(object, cairn_value_to_string(run->arena, key)));
  cairn_run_fail(run, CAIRN_ERROR_SPEC, offset, "the right side of 'in' must be an object or an array");
  return cairn_value_undefined();
}

/* ---- all ---- */

CairnValue cairn_operator_binary(CairnRun *run, CairnOperator op, CairnValue left, CairnValue right,
                                 size_t offset) {
  switch (op) {
  case CAIRN_OP_EQUAL:
    return cairn_value_boolean(cairn_value_loose_equal(left, right));
  case CAIRN_OP_NOT_EQUAL:
    return cairn_value_boolean(!cairn_value_loose_equal(left, right));
  case CAIRN_OP_SAME:
    return cairn_value_boolean(cairn_value_strict_equal(left, right));
  case CAIRN_OP_NOT_SAME:
    return cairn_value_boolean(!cairn_value_strict_equal(left, right));
  case CAIRN_OP_LESS:
    return cairn_value_boolean(cairn_value_relation(left, right) == -1);
  case CAIRN_OP_GREATER:
    return cairn_value_boolean(cairn_value_relation(left, right) == 1);
  case CAIRN_OP_LESS_EQUAL:
    return cairn_value_boolean(cairn_value_relation(left, right) <= 0);
  case CAIRN_OP_GREATER_EQUAL: {
    int relation = cairn_value_relation(left, right);
    return cairn_value_boolean(relation == 0 || relation == 1);
  }
  case CAIRN_OP_IN:
    return operator_in(run, left, right, offset);
  case CAIRN_OP_ADD:
    if (is_text(left) || is_text(right)) return concatenate(run, left, right, offset);
    break;
  default:
    break;
  }
  return cairn_value_number(compute(op, cairn_value_to_number(left), cairn_value_to_number(right)));
}

/* ---- members ---- */

static CairnValue character_at(CairnRun *run, const char *text, double index, size_t offset) {
  size_t length = cairn_utf16_length(text);
  if (!(index >= 0) || index >= (double)length || index != trunc(index)) return cairn_value_undefined();
  size_t position = (size_t)index;
  if (!cairn_run_string(run, offset, 4)) return cairn_value_undefined();
  return cairn_value_string(cairn_utf16_slice(run->arena, text, position, position + 1));
}

static CairnValue indexed_member(CairnRun *run, CairnValue object, double index, size_t offset) {
  if (object.kind == CAIRN_STRING) return character_at(run, object.string, index, offset);
  const CairnArray *array = object.array;
  bool inside = index >= 0 && index < (double)array->n && index == trunc(index);
  return inside ? array->items[(size_t)index] : cairn_value_undefined();
}

CairnValue cairn_operator_member(CairnRun *run, CairnValue object, CairnValue key, size_t offset) {
  if (cairn_value_is_missing(object)) {
    const char *name = cairn_value_to_string(run->arena, key);
    g_autofree char *shown = cairn_text_printable(name, 40);
    cairn_run_fail(run, CAIRN_ERROR_DATA, offset, "cannot read '%s' of %s", shown,
                   object.kind == CAIRN_NULL ? "null" : "undefined");
    return cairn_value_undefined();
  }
  bool indexable = object.kind == CAIRN_ARRAY || object.kind == CAIRN_STRING;
  if (indexable && key.kind == CAIRN_NUMBER) return indexed_member(run, object, key.number, offset);
  const char *name = cairn_value_to_string(run->arena, key);
  if (object.kind == CAIRN_STRING && g_ascii_isdigit(name[0])) {
    double index = cairn_value_to_number(cairn_value_string(name));
    return character_at(run, object.string, index, offset);
  }
  return cairn_value_member(object, name);
}
