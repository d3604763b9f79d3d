/* Rewrites a spec to single views and layers of marks that draw: the JSON to JSON half of what Vega-Lite
 * calls normalisation. */
#pragma once

#include "spec/view.h"

/* A new spec in which the encoding of a layer has been given to its children, ranged lines are rules, and
 * composite marks are layers drawn as `config` (merged) says. Nodes that stay as they were are shared with `root`. NULL
 * with an error at its place. */
json_t *cairn_normalize(const json_t *root, const json_t *config, const CairnWarnings *warnings, GError **error);
