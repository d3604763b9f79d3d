/* What labels are to be in a round: in a lane, a marker with its text in the key, or left out. */
#pragma once

#include "annotate/round.h"

/* So few labels without a place go into the key at once. */
#define CAIRN_FEW_UNPLACED 3

/* Sets of milestones. */
typedef struct CairnRoles {
  bool *wanted; /* in lanes or towers */
  bool *keyed;
  bool *hidden; /* left out, because the key has no room for them */
} CairnRoles;

/* A set of milestones, from the task's arena; `from` may be NULL: empty. And how many are in one. */
bool *cairn_roles_set(const CairnTask *task, const bool *from);
int cairn_roles_count(const CairnTask *task, const bool *set);

CairnRoles cairn_roles_copy(const CairnTask *task, CairnRoles from);

/* Labels without a place in that round get a lane, if they had none and are many; else they go into the key.
 */
void cairn_roles_help(const CairnTask *task, const CairnRound *round, bool lanes, CairnRoles *roles);

/* Leaves as many of the keyed out, the least important first, as it takes for the key not to be too high. */
void cairn_roles_hide_excess(const CairnTask *task, CairnRound *base, CairnRoles *roles);
