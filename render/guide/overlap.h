/* Labels that would overlap. */
#pragma once

#include "base/geometry.h"

#include <stddef.h>

/* Chooses which of `n` boxes (in order) are seen so that they do not overlap: `greedy` drops whatever meets
 * the last seen one, else every second one is dropped until none meet. Boxes closer than `separation` px
 * meet. */
void cairn_guide_thin_labels(const CairnBox *boxes, bool *is_seen, size_t n, bool greedy, double separation);
