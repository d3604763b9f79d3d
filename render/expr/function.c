#include "expr/function.h"

#include <math.h>
#include <string.h>

static const CairnFunctionFamily *const families[] = {
    &cairn_array_functions,  &cairn_color_functions,  &cairn_date_functions,       &cairn_ease_functions,
    &cairn_format_functions, &cairn_host_functions,   &cairn_math_functions,       &cairn_range_functions,
    &cairn_regexp_functions, &cairn_string_functions, &cairn_statistics_functions, &cairn_type_functions,
};

/* Functions of Vega about events, the browser, the dataflow or selections. */
static const char *const interactive[] = {
    "containerSize",
    "debug",
    "encode",
    "event",
    "group",
    "inScope",
    "info",
    "intersect",
    "intersectLasso",
    "isTuple",
    "item",
    "lassoAppend",
    "lassoPath",
    "modify",
    "pinchAngle",
    "pinchDistance",
    "screen",
    "setdata",
    "view",
    "vlSelectionIdTest",
    "vlSelectionResolve",
    "vlSelectionTest",
    "vlSelectionTuples",
    "warn",
    "windowSize",
    "x",
    "xy",
    "y",
};

const CairnFunction *cairn_function_find(const char *name) {
  for (size_t i = 0; i < G_N_ELEMENTS(families); i++)
    for (size_t j = 0; j < families[i]->n; j++)
      if (strcmp(families[i]->functions[j].name, name) == 0) return &families[i]->functions[j];
  return NULL;
}

const char *cairn_function_suggest(const char *name) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_ptr_array_add(names, (gpointer) "if");
  for (size_t i = 0; i < G_N_ELEMENTS(families); i++)
    for (size_t j = 0; j < families[i]->n; j++)
      g_ptr_array_add(names, (gpointer)families[i]->functions[j].name);
  return cairn_suggest(name, (const char *const *)names->pdata, names->len);
}

bool cairn_function_is_interactive(const char *name) {
  for (size_t i = 0; i < G_N_ELEMENTS(interactive); i++)
    if (strcmp(interactive[i], name) == 0) return true;
  return false;
}

CairnValue cairn_call_argument(const CairnCall *call, size_t i) {
  return i < call->n ? call->arguments[i] : cairn_value_undefined();
}

double cairn_call_number(const CairnCall *call, size_t i) {
  return cairn_value_to_number(cairn_call_argument(call, i));
}

const char *cairn_call_string(CairnCall *call, size_t i) {
  return cairn_value_to_string(call->run->arena, cairn_call_argument(call, i));
}

bool cairn_call_has(const CairnCall *call, size_t i) {
  return cairn_call_argument(call, i).kind != CAIRN_UNDEFINED;
}

CairnValue cairn_call_fail(CairnCall *call, CairnErrorCode code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  cairn_run_fail(call->run, code, call->offset, "%s: %s", call->function->name, message);
  return cairn_value_undefined();
}

CairnValue cairn_call_new_string(CairnCall *call, const char *text, size_t length) {
  if (!cairn_run_string(call->run, call->offset, length)) return cairn_value_undefined();
  return cairn_value_string(cairn_arena_strndup(call->run->arena, text, length));
}

CairnValue cairn_call_take_string(CairnCall *call, GString *text) {
  CairnValue value = cairn_call_new_string(call, text->str, text->len);
  g_string_free(text, TRUE);
  return value;
}

CairnValue *cairn_call_new_items(CairnCall *call, size_t n) {
  if (!cairn_run_step(call->run, call->offset, n)) return NULL;
  return cairn_arena_array(call->run->arena, n, CairnValue);
}

CairnValue cairn_call_array(CairnCall *call, const CairnValue *items, size_t n) {
  if (!items) return cairn_value_undefined();
  CairnArray *array = cairn_arena_one(call->run->arena, CairnArray);
  *array = (CairnArray){n, items};
  return (CairnValue){.kind = CAIRN_ARRAY, .array = array};
}
