/* Selections as the spec has them, before views are made of it: to which views they belong, and what their
 * initial values stand for. */
#pragma once

#include "transform/transform.h"

#include <jansson.h>

/* Gives selections at the top that name their "views" to these views, as if they had been written there. */
void cairn_selections_assign(json_t *root);

/* Lets the scales that an interval with an initial value is bound to begin at it: their `domainRaw`. */
void cairn_selections_bind_scales(json_t *root);

/* Member of a "scale" whose domain a selection has given at first. */
#define CAIRN_SELECTED_DOMAIN "cairn:selected"

/* The domain (a list of two) that {"param": ..., "encoding" or "field": ...} means at first; NULL while the
 * selection is empty. Borrowed. */
const json_t *cairn_selection_domain(const json_t *root, const json_t *reference);

/* What expressions see of the selection: its values by field, of dates in ms. */
CairnValue cairn_selection_signal(CairnTransformRun *run, const json_t *view, const json_t *param);
