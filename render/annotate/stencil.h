/* Where labels and their leaders stand, as bits: most places that are taken are told by a few words, without
 * a look at any label.
 *
 * Errs to one side: what it says is taken is taken, as cairn_candidates_touch would say; the rest has to be
 * looked at. */
#pragma once

#include "annotate/field.h"

typedef struct CairnStencil {
  CairnBox area;
  CairnSpacing gap;
  double dx, dy;             /* px around a box that count as it: less than half of any gap that is kept */
  double cell;               /* px of a cell's side */
  int columns, rows, stride; /* stride: words in a row */
  uint64_t *boxes;           /* cells wholly in a box; those of two labels share none */
  uint64_t *leaders;         /* cells that a leader passes through */
  uint8_t *counts;           /* per cell: how many leaders do */
} CairnStencil;

CairnStencil *cairn_stencil_new(CairnArena *arena, CairnBox area, CairnSpacing gap);

/* Adds the label as it stands there, or takes it out. */
void cairn_stencil_set(CairnStencil *stencil, const CairnCandidate *candidate, bool present);

/* Is a text in that box sure to touch a label or a leader? */
bool cairn_stencil_hits_box(const CairnStencil *stencil, CairnBox box);

/* Is the candidate's leader sure to touch a label? */
bool cairn_stencil_hits_leader(const CairnStencil *stencil, const CairnCandidate *candidate);
