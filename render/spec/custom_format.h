/* Formats by a function of the expression language, which config.customFormatTypes allows. */
#pragma once

#include "spec/view.h"

typedef struct CairnCustomFormat {
  const char *function; /* NULL: none */
  const json_t *format; /* its second argument, or NULL */
} CairnCustomFormat;

/* Of a definition and its guide (an axis, a legend, or the definition itself; may be NULL): its formatType,
 * else, where it has no format either, config.numberFormatType and the like. */
CairnCustomFormat cairn_custom_format_of(const CairnModel *model, const CairnChannelDef *def,
                                         const json_t *guide);

/* The call that formats `value` ("datum.value"); free with g_free. */
char *cairn_custom_format_call(const CairnCustomFormat *custom, const char *value);
