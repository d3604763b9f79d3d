/* The strict check of a spec against the table of spec/properties.h. */
#pragma once

#include "base/error.h"

#include <jansson.h>

/* Walks the spec from `root`; data (inline values, datasets) are not looked into. False with the first error
 * in the order of the text, at its place: a property that Vega-Lite has not, with a suggestion; a value of a
 * wrong type or word, with what would be valid; a property that is missing; one that would change the picture
 * and that cairn does not draw, which `lenient` turns into a warning. */
bool cairn_spec_check(const json_t *root, bool lenient, const CairnWarnings *warnings, GError **error);

/* The same check of a `config` that stands by itself. */
bool cairn_spec_check_config(const json_t *config, bool lenient, const CairnWarnings *warnings, GError **error);

/* Parts of it: are the layers that usermeta.cairn.milestones names there, and of text marks? Does every
 * {"repeat": name} stand in a view that repeats by this name? */
bool cairn_spec_check_milestones(const json_t *root, GError **error);
bool cairn_spec_check_repeats(const json_t *root, GError **error);
