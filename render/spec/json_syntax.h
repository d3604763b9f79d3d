/* Strict JSON, with syntax errors that say what would have been valid. */
#pragma once

#include "base/error.h"

#include <glib.h>
#include <jansson.h>
#include <stddef.h>

/* The value that `text`, valid UTF-8, is; an object or an array unless `flags` (jansson's decoding flags) has
 * JSON_DECODE_ANY. Duplicate keys are errors. Errors have the code `code`, or CAIRN_ERROR_LIMIT, and `path`,
 * line and column. NULL on error. */
json_t *cairn_json_parse(const char *text, size_t length, size_t flags, const char *path, CairnErrorCode code,
                         GError **error);
