/* Specs of several plots, rewritten to two kinds: lists of views ("concat" with "columns") and facets. */
#pragma once

#include "base/error.h"

#include <jansson.h>

/* Is this a spec with "hconcat", "vconcat", "concat", "repeat" or "facet", or with facet channels in its
 * encoding? */
bool cairn_composition_is(const json_t *spec);

/* The same composition as {"concat": [...], "columns": n}, as {"facet": {...}, "spec": {...}}, or, for
 * repeated layers, as {"layer": [...]}. NULL with an error. The nodes of views that stay as they are are
 * shared with `spec`. */
json_t *cairn_composition_rewrite(const json_t *spec, GError **error);
