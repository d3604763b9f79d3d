/* The named colour schemes of Vega. */
#pragma once

#include "base/arena.h"
#include "base/color.h"

/* A scheme is a list of colours to pick from (categorical) or to interpolate in RGB (all others). */
typedef struct CairnScheme {
  size_t n;
  const CairnColor *colors;
  bool is_continuous;
} CairnScheme;

/* The scheme of this name (in any case), its colours in `arena`; false when there is none. */
bool cairn_scheme_find(CairnArena *arena, const char *name, CairnScheme *out);

/* All names, sorted, for error messages; in `arena`. */
const char *const *cairn_scheme_names(CairnArena *arena, size_t *n);
