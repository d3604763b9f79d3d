/* Tests and conversions of types. */

#include "expr/function.h"

#include <math.h>
#include <string.h>

static bool is_kind(const CairnCall *call, CairnValueKind kind) {
  return call->arguments[0].kind == kind;
}

static CairnValue call_is_array(CairnCall *call) {
  return cairn_value_boolean(is_kind(call, CAIRN_ARRAY));
}

static CairnValue call_is_boolean(CairnCall *call) {
  return cairn_value_boolean(is_kind(call, CAIRN_BOOLEAN));
}

static CairnValue call_is_date(CairnCall *call) {
  return cairn_value_boolean(is_kind(call, CAIRN_TIME));
}

static CairnValue call_is_defined(CairnCall *call) {
  return cairn_value_boolean(!is_kind(call, CAIRN_UNDEFINED));
}

static CairnValue call_is_number(CairnCall *call) {
  return cairn_value_boolean(is_kind(call, CAIRN_NUMBER));
}

/* Dates, arrays and regular expressions are objects too. */
static CairnValue call_is_object(CairnCall *call) {
  return cairn_value_boolean(call->arguments[0].kind >= CAIRN_TIME);
}

static CairnValue call_is_regexp(CairnCall *call) {
  return cairn_value_boolean(is_kind(call, CAIRN_REGEXP));
}

static CairnValue call_is_string(CairnCall *call) {
  return cairn_value_boolean(is_kind(call, CAIRN_STRING));
}

static CairnValue call_is_valid(CairnCall *call) {
  CairnValue value = call->arguments[0];
  bool nan = value.kind == CAIRN_NUMBER && isnan(value.number);
  return cairn_value_boolean(!cairn_value_is_missing(value) && !nan);
}

/* What the conversions turn into null. */
static bool is_empty(CairnValue value) {
  return cairn_value_is_missing(value) || (value.kind == CAIRN_STRING && value.string[0] == '\0');
}

static CairnValue call_to_boolean(CairnCall *call) {
  CairnValue value = call->arguments[0];
  if (is_empty(value)) return cairn_value_null();
  if (value.kind == CAIRN_STRING && (strcmp(value.string, "false") == 0 || strcmp(value.string, "0") == 0))
    return cairn_value_boolean(false);
  return cairn_value_boolean(cairn_value_to_boolean(value));
}

static CairnValue call_to_number(CairnCall *call) {
  CairnValue value = call->arguments[0];
  return is_empty(value) ? cairn_value_null() : cairn_value_number(cairn_value_to_number(value));
}

static CairnValue call_to_string(CairnCall *call) {
  CairnValue value = call->arguments[0];
  if (is_empty(value)) return cairn_value_null();
  return cairn_value_string(cairn_value_to_string(call->run->arena, value));
}

static const CairnFunction functions[] = {
    {"isArray", 1, 1, call_is_array},   {"isBoolean", 1, 1, call_is_boolean},
    {"isDate", 1, 1, call_is_date},     {"isDefined", 1, 1, call_is_defined},
    {"isNumber", 1, 1, call_is_number}, {"isObject", 1, 1, call_is_object},
    {"isRegExp", 1, 1, call_is_regexp}, {"isString", 1, 1, call_is_string},
    {"isValid", 1, 1, call_is_valid},   {"toBoolean", 1, 1, call_to_boolean},
    {"toNumber", 1, 1, call_to_number}, {"toString", 1, 1, call_to_string},
};

const CairnFunctionFamily cairn_type_functions = {functions, G_N_ELEMENTS(functions)};
