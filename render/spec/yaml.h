/* YAML to a tree of JSON values. */
#pragma once

#include <glib.h>
#include <jansson.h>
#include <stddef.h>

/* The one document of a YAML 1.2 text (core schema). Aliases are copied, within a budget. Nesting deeper than
 * CAIRN_LIMIT_SPEC_DEPTH, keys that are no scalars or occur twice, unknown tags and numbers that JSON cannot
 * hold are errors; all carry `path`, line and column. NULL on error. */
json_t *cairn_yaml_to_json(const char *text, size_t length, const char *path, GError **error);
