/* The milestones in an order of their own, so that a placement does not depend on the order in which they are
 * given: by date, then by what else tells them apart. */
#pragma once

#include "annotate/placement.h"

typedef struct CairnOrder {
  CairnArena *arena;
  int n;
  int *original;                  /* where each came from */
  CairnMilestoneText *milestones; /* in order */
  CairnLabelLayout layout;        /* the caller's */
  void *layout_data;
  CairnLabelScene first; /* the layout without room, anchors in order */
  int calls;             /* of the caller's layout function */
} CairnOrder;

/* Calls the layout function once, because anchors take part in the order. False with `error` set if that
 * fails. */
bool cairn_order_init(CairnOrder *order, CairnArena *arena, const CairnMilestoneText *milestones, int n,
                      CairnLabelLayout layout, void *layout_data, GError **error);

/* The caller's layout with the anchors in order; `order` is a CairnOrder. */
bool cairn_order_layout(void *order, CairnLabelRoom room, CairnLabelScene *scene, GError **error);

/* The places as the caller counts them. */
CairnLabelPlace *cairn_order_restore(const CairnOrder *order, const CairnLabelPlace *places);
