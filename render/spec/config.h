/* The configuration of one chart: Vega's and Vega-Lite's defaults, then a theme, then the spec's own
 * `config`. */
#pragma once

#include "base/error.h"

#include <jansson.h>

/* A new merged configuration; `theme` is used unless usermeta.cairn.theme names another. NULL with an error
 * at its place. */
json_t *cairn_config_new(const json_t *spec, const char *theme, GError **error);
