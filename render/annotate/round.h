/* One layout of the figure with some room, and the search for places in it. */
#pragma once

#include "annotate/plan.h"
#include "annotate/renewal.h"
#include "annotate/search.h"
#include "annotate/towers.h"

#define CAIRN_MOST_ROUNDS 6    /* with a growing key */
#define CAIRN_PLACE_WORK  1500 /* units per label, to find places in each of them */
#define CAIRN_HIGH_PRICE  2.2  /* markers: what a text may cost at most, but where it is the last resort */

/* What all rounds of a placement share. */
typedef struct CairnTask {
  CairnArena *arena;
  const CairnMilestoneText *milestones; /* in the order of their dates */
  int n;
  const CairnLabelOptions *options;
  CairnLabelLayout layout;
  void *layout_data;
  int64_t work;
  CairnRenewal *renewal; /* NULL: not needed yet */
  CairnTemplates templates;
} CairnTask;

typedef struct CairnRound {
  CairnLabelRoom room;
  CairnLabelScene scene;
  CairnField field;
  CairnSearch *search;
  int unplaced; /* labels that were to stand and have no place */
} CairnRound;

/* Lays the figure out with the room. `keyed`: labels that stand as markers; `hidden`: labels that are left
 * out. NULL with `error` set if the layout fails. */
CairnRound *cairn_round_new(CairnTask *task, CairnLabelRoom room, const bool *keyed, const bool *hidden,
                            GError **error);

/* Offers the labels of the plan's rows, and the markers that can stand on their anchors. */
void cairn_round_propose(CairnTask *task, CairnRound *round, const CairnPlan *plan);

/* Offers the markers that can stand on their anchors. */
void cairn_round_propose_badges(CairnTask *task, CairnRound *round);

/* Offers the labels of towers, the lowest first. */
void cairn_round_propose_towers(CairnRound *round, const CairnTowers *towers);

/* px for so many labels in the key. */
double cairn_round_key_cost(const CairnTask *task, const CairnRound *round, int n);

/* How many labels may well be looked up in a key. */
int cairn_round_few(const CairnTask *task);

/* Labels that are neither wanted in lanes nor keyed stand in `round` as they do in `base`, seen from their
 * anchors; lanes rest on them. What they cost. `round` may be `base`, the sets NULL: none. */
double cairn_round_keep(CairnTask *task, CairnRound *base, CairnRound *round, const bool *wanted,
                        const bool *keyed);

/* Searches for places; then, if all labels have one, for better ones. `place`: units of work per label. */
void cairn_round_search(CairnTask *task, CairnRound *round, double place);

/* The same, where labels soon have places near their anchors; else there is more to do. */
void cairn_round_try(CairnTask *task, CairnRound *round);

/* px that the key needs for the labels that stand as markers. */
double cairn_round_key_height(const CairnTask *task, const CairnRound *round);

/* Labels without a place stand as markers, where others can make way. True if then all stand and the key has
 * room for those that do as markers. */
bool cairn_round_complete(CairnTask *task, CairnRound *round);

/* Labels that were keyed or left out take what room there is. True if then all stand and the key has room for
 * those that do as markers. */
bool cairn_round_fill(CairnTask *task, CairnRound *round);

/* Takes away the markers that the key has no room for, the least important first. */
void cairn_round_trim(const CairnTask *task, CairnRound *round);

/* Spends more on a round that may be the last: labels without a place take any that is left, whatever it
 * costs, the most important first; markers that the key has no room for go; then all are moved to cheaper
 * places. */
void cairn_round_polish(CairnTask *task, CairnRound *round);

/* Makes the layout cheaper by renewing parts of it (cairn_search_renew), with the `share` of the work that
 * seems worth while. `key`: labels may stand as markers, as far as the key has room; its numbers keep their
 * digits. `effort`: what becomes of it if labels are left out. */
void cairn_round_renew(CairnTask *task, CairnRound *round, double share, bool key, CairnEffort effort);

/* Labels that are left out take any place that is free, or stand as markers where others can make way;
 * markers that the key has no room for go, the least important first. */
void cairn_round_find_any(CairnTask *task, CairnRound *round);

/* Renews a layout that leaves labels out until that helps no more. */
void cairn_round_insist(CairnTask *task, CairnRound *round);

/* Moves labels of a layout that was renewed a little nearer. */
void cairn_round_tidy(CairnTask *task, CairnRound *round);

/* So many labels that what brings little is not done over. */
bool cairn_round_is_large(const CairnTask *task);

/* So many labels that they are not renewed, and that what helps least is left out, for the whole to stay in
 * time. */
bool cairn_round_is_crowd(const CairnTask *task);

/* Is the work done that all rounds together may take? */
bool cairn_round_spent(const CairnTask *task);

/* What the layout costs as a whole, in px; the less the better. */
double cairn_round_score(const CairnTask *task, const CairnRound *round);

/* The one that costs less; b, if a is NULL. */
CairnRound *cairn_round_better(const CairnTask *task, CairnRound *a, CairnRound *b);

/* Labels that stand as markers, and labels without a place. */
int cairn_round_count_keyed(const CairnTask *task, const CairnRound *round);
int cairn_round_count_dropped(const CairnTask *task, const CairnRound *round);

/* The labels' places, at most as many as the key has room for, most important first. */
CairnPlacement *cairn_round_finish(CairnTask *task, CairnRound *round);
