/* Functions that only the chart can answer: about its scales, data and projections. */

#include "expr/function.h"

static CairnValue call_host(CairnCall *call) {
  const CairnExprHost *host = call->run->context->host;
  if (!host || !host->call) return cairn_call_fail(call, CAIRN_ERROR_SPEC, "is not available here");
  CairnValue value = cairn_value_undefined();
  GError *error = NULL;
  if (host->call(host->data, call->function->name, call->arguments, call->n, call->run->arena, &value,
                 &error))
    return value;
  cairn_call_fail(call, CAIRN_ERROR_SPEC, "%s", error ? error->message : "is not available here");
  g_clear_error(&error);
  return cairn_value_undefined();
}

static const CairnFunction functions[] = {
    {"bandwidth", 1, 2, call_host},     {"copy", 1, 2, call_host},     {"data", 1, 1, call_host},
    {"domain", 1, 2, call_host},        {"geoArea", 2, 3, call_host},  {"geoBounds", 2, 3, call_host},
    {"geoCentroid", 2, 3, call_host},   {"geoScale", 1, 2, call_host}, {"geoShape", 2, 3, call_host},
    {"geoTranslate", 1, 2, call_host},  {"gradient", 3, 5, call_host}, {"indata", 3, 3, call_host},
    {"invert", 2, 3, call_host},        {"range", 1, 2, call_host},    {"scale", 2, 3, call_host},
    {"treeAncestors", 2, 2, call_host}, {"treePath", 3, 3, call_host},
};

const CairnFunctionFamily cairn_host_functions = {functions, G_N_ELEMENTS(functions)};

bool cairn_function_asks_chart(const CairnFunction *function) {
  return function->call == call_host;
}
