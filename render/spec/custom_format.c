#include "spec/custom_format.h"

#include <string.h>

static CairnCustomFormat of_config(const CairnModel *model, const CairnChannelDef *def) {
  static const char *const keys[][2] = {{"normalizedNumberFormatType", "normalizedNumberFormat"},
                                        {"numberFormatType", "numberFormat"},
                                        {"timeFormatType", "timeFormat"}};
  bool is_share = g_strcmp0(cairn_json_string(def->node, "stack", NULL), "normalize") == 0;
  for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
    const char *function = cairn_json_string(model->config, keys[i][0], NULL);
    bool suits = i == 0   ? is_share && def->type == CAIRN_QUANTITATIVE
                 : i == 1 ? def->type == CAIRN_QUANTITATIVE
                          : def->type == CAIRN_TEMPORAL && !def->time_unit;
    if (function && suits) return (CairnCustomFormat){function, cairn_json_get(model->config, keys[i][1])};
  }
  return (CairnCustomFormat){NULL, NULL};
}

CairnCustomFormat cairn_custom_format_of(const CairnModel *model, const CairnChannelDef *def,
                                         const json_t *guide) {
  CairnCustomFormat none = {NULL, NULL};
  const char *type = cairn_json_string(guide, "formatType", NULL);
  const json_t *format = cairn_json_get(guide, "format");
  if (!cairn_json_boolean(model->config, "customFormatTypes", false)) return none;
  if (!type && !format) return of_config(model, def);
  if (!type || strcmp(type, "number") == 0 || strcmp(type, "time") == 0) return none;
  return (CairnCustomFormat){type, format && !json_is_null(format) ? format : NULL};
}

char *cairn_custom_format_call(const CairnCustomFormat *custom, const char *value) {
  char *text = custom->format ? json_dumps(custom->format, JSON_ENCODE_ANY) : NULL;
  char *call = g_strdup_printf(text ? "%s(%s, %s)" : "%s(%s)", custom->function, value, text ? text : "");
  free(text);
  return call;
}
