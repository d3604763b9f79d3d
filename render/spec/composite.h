/* Composite marks: a unit with mark "boxplot", "errorbar" or "errorband" becomes a layer of simple marks over
 * transforms, as Vega-Lite normalises it. A composite mark is one file and one row in the table of
 * composite.c. */
#pragma once

#include "spec/view.h"

/* Is `mark` the name of a composite mark? */
bool cairn_composite_is(const char *mark);

typedef struct CairnCompositeInput {
  const json_t *unit;            /* its encoding is complete: what layers share has been merged into it */
  const json_t *place;           /* the same view in the spec, for errors about it as a whole */
  const json_t *config;          /* merged */
  const CairnWarnings *warnings; /* may be NULL */
} CairnCompositeInput;

/* The layer that the unit stands for: its own members with its transforms, and the parts in one inner layer
 * that computes what they show. The inner layer's member "origins" lists definitions of the spec whose fields
 * must be there before it computes, so that a misspelt field is reported where it stands. A new reference;
 * nodes of the unit are shared. NULL with an error at its place. */
json_t *cairn_composite_normalize(const CairnCompositeInput *input, GError **error);
