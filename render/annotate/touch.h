/* Do two placed labels come too near each other? Inline, because the search asks it all the time. */
#pragma once

#include "annotate/field.h"

/* Do the boxes come nearer than dx and dy? */
static inline bool cairn_boxes_near(const CairnBox *a, const CairnBox *b, double dx, double dy) {
  return a->x - dx < b->x + b->width && b->x < a->x + a->width + dx && a->y - dy < b->y + b->height &&
         b->y < a->y + a->height + dy;
}

static inline CairnSegment cairn_candidate_piece(const CairnCandidate *c, int i) {
  return (CairnSegment){c->path[i], c->path[i + 1]};
}

static inline bool cairn_leader_enters(const CairnCandidate *c, const CairnBox *box, double gap) {
  CairnBox wide = {box->x - gap, box->y - gap, box->width + 2 * gap, box->height + 2 * gap};
  for (int i = 0; i + 1 < c->n_path; i++)
    if (cairn_segment_enters(cairn_candidate_piece(c, i), wide)) return true;
  return false;
}

static inline bool cairn_segments_near(CairnSegment a, CairnSegment b, double gap) {
  if (cairn_most(a.from.x, a.to.x) + gap < cairn_least(b.from.x, b.to.x) ||
      cairn_most(b.from.x, b.to.x) + gap < cairn_least(a.from.x, a.to.x) ||
      cairn_most(a.from.y, a.to.y) + gap < cairn_least(b.from.y, b.to.y) ||
      cairn_most(b.from.y, b.to.y) + gap < cairn_least(a.from.y, a.to.y))
    return false;
  return cairn_segments_distance(a, b) < gap;
}

/* From one place leaders may part, but not run together: where the shorter one ends, there must be a gap. */
static inline bool cairn_run_together(CairnSegment a, CairnSegment b, double gap) {
  bool a_is_longer = cairn_distance(a.from, a.to) > cairn_distance(b.from, b.to);
  return (a_is_longer ? cairn_segment_distance(a, b.from) : cairn_segment_distance(b, a.from)) < gap;
}

/* Do leaders of labels whose anchors stand together rise as one, the labels hanging from it like flags from a
 * pole? */
static inline bool cairn_share_stem(const CairnCandidate *a, const CairnCandidate *b) {
  int i = a->flag, k = b->flag; /* where the leaders begin to rise */
  if (a->n_path - i < 2 || a->n_path - i != b->n_path - k) return false;
  if (fabs(a->path[i].x - b->path[k].x) > 0.01) return false;
  if (a->n_path - i > 2) return cairn_distance(a->path[i + 1], b->path[k + 1]) <= CAIRN_TOGETHER;
  return fabs(a->path[i].x - a->path[i + 1].x) <= CAIRN_TOGETHER &&
         fabs(b->path[k].x - b->path[k + 1].x) <= CAIRN_TOGETHER;
}

/* The leaders of anchors that stand close cannot keep the whole gap between them. */
static inline bool cairn_leaders_touch(const CairnCandidate *a, const CairnCandidate *b, double gap) {
  CairnPoint from = a->path[a->n_path - 1], to = b->path[b->n_path - 1];
  double apart = cairn_distance(from, to);
  bool together = apart <= CAIRN_TOGETHER;
  if (together && cairn_share_stem(a, b)) return false;
  if (!together) gap = apart < 4 ? 0.02 : cairn_least(gap, cairn_most(0.02, 0.6 * fabs(from.x - to.x)));
  for (int i = 0; i + 1 < a->n_path; i++)
    for (int k = 0; k + 1 < b->n_path; k++) {
      bool last = i + 2 == a->n_path && k + 2 == b->n_path;
      if (together && last
              ? cairn_run_together(cairn_candidate_piece(a, i), cairn_candidate_piece(b, k), gap)
              : cairn_segments_near(cairn_candidate_piece(a, i), cairn_candidate_piece(b, k), gap))
        return true;
    }
  return false;
}

/* Do two labels come too near each other? */
static inline bool cairn_candidates_touch(const CairnSpacing *gap, const CairnCandidate *a,
                                          const CairnCandidate *b) {
  bool markers = a->marker && b->marker;
  return cairn_boxes_near(&a->box, &b->box, markers ? gap->marker : gap->beside,
                          markers ? gap->marker : gap->above) ||
         cairn_leader_enters(a, &b->box, gap->leader) || cairn_leader_enters(b, &a->box, gap->leader) ||
         (a->n_path > 0 && b->n_path > 0 && cairn_leaders_touch(a, b, 0.6 * gap->leader));
}
