/* Chooses one candidate per label so that no two touch. */
#pragma once

#include "annotate/candidate.h"

typedef struct CairnSearch CairnSearch;

/* Allocated from the field's arena. `templates` are made where they are not those needed. */
CairnSearch *cairn_search_new(CairnField *field, CairnTemplates *templates);

/* What it may cost to stand as text, in costs of a marker; INFINITY at first. A label that would cost more
 * stays without a place. */
void cairn_search_price(CairnSearch *search, double price);

/* Offers a place from elsewhere; it is taken at once if the label has none yet and no other label is in the
 * way. */
void cairn_search_propose(CairnSearch *search, int milestone, const CairnCandidate *candidate);

/* Places as many labels as it can; the number left without a place. Spends at most about `budget` units of
 * work. */
int cairn_search_place(CairnSearch *search, int64_t budget);

/* The same in short: each label looks at its nearest places only. */
int cairn_search_try(CairnSearch *search);

/* Makes the choices cheaper without losing any, within `budget` units of work. */
void cairn_search_improve(CairnSearch *search, int64_t budget);

/* Moves labels along their leaders, nearer to their anchors, as far as nothing is in the way. */
void cairn_search_slide(CairnSearch *search);

/* In that order: labels that stand as markers stand as text where there is room after all, and those that
 * were left out stand as either. None is moved for it. */
void cairn_search_fill(CairnSearch *search, const int *order, bool markers);

/* Labels that have no place stand as markers where others have room elsewhere, within `budget` units of work.
 */
void cairn_search_rescue(CairnSearch *search, int64_t budget);

/* Takes the label from its place. */
void cairn_search_clear(CairnSearch *search, int milestone);

/* The candidate chosen for the milestone; NULL if it has no place. */
const CairnCandidate *cairn_search_choice(const CairnSearch *search, int milestone);

/* Sum of the costs of the chosen candidates. */
double cairn_search_cost(const CairnSearch *search);

/* Sum of what each of these labels costs at least, were it alone: no choice for them is cheaper. */
double cairn_search_bound(CairnSearch *search);
