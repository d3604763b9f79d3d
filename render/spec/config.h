/* The configuration of one chart: Vega's and Vega-Lite's defaults, then a theme, then the spec's own
 * `config`. */
#pragma once

#include "base/error.h"

#include <jansson.h>

/* What the configurations of many charts share: the defaults, parsed when a chart first asks for them. */
typedef struct CairnDefaults CairnDefaults;

CairnDefaults *cairn_defaults_new(void);
void cairn_defaults_free(CairnDefaults *defaults);

/* A new merged configuration; `theme` is used unless usermeta.cairn.theme names another. Its members may be shared with
 * other charts and must not be changed. `defaults`: NULL parses them for this chart. NULL with an error at its place. */
json_t *cairn_config_new(const json_t *spec, const char *theme, CairnDefaults *defaults, GError **error);
