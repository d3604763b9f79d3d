/* The values of a discrete domain, in the order that `sort` asks for. */
#pragma once

#include "scale/resolve.h"

/* Appends the distinct values (CairnValue) of all uses of a discrete scale to `out`. False with an error at
 * its place for a wrong `sort`. */
bool cairn_domain_collect(CairnScaleSet *set, CairnScaleBinding *binding, GArray *out, GError **error);
