/* A theme of the user's own: a file (JSON or YAML) with an object as in Vega-Lite's `config`. */
#pragma once

#include "base/error.h"

#include <jansson.h>

/* Does the name of a theme mean a file? It ends in .json, .yaml or .yml then. */
bool cairn_theme_is_file(const char *name);

/* Reads and checks the file. `*extends` becomes the name of the theme that it lies over ("vega" where it does
 * not say "extends"); free it with g_free. A new reference; NULL with an error at its place in the file. */
json_t *cairn_theme_read(const char *path, bool lenient, const CairnWarnings *warnings, char **extends,
                         GError **error);
