#include "annotate/together.h"

#include "annotate/contact.h"

#include <stdbool.h>
#include <stdlib.h>

typedef struct Site {
  CairnPoint at;
  int index;
} Site;

static int left_to_right(const void *a, const void *b) {
  const Site *p = a, *q = b;
  if (p->at.x != q->at.x) return p->at.x < q->at.x ? -1 : 1;
  if (p->at.y != q->at.y) return p->at.y < q->at.y ? -1 : 1;
  return p->index - q->index;
}

static bool near_all(const Site *sites, const int *members, int n, CairnPoint at) {
  for (int k = 0; k < n; k++)
    if (cairn_distance(sites[members[k]].at, at) > CAIRN_TOGETHER) return false;
  return true;
}

/* From left to right each anchor that is at no place yet begins one, and takes in all that are near enough to
 * all that are there. */
void cairn_together_find(CairnArena *arena, const CairnPoint *anchors, int n, int *count, double *middle) {
  Site *sites = cairn_arena_array(arena, (size_t)n, Site);
  int *members = cairn_arena_array(arena, (size_t)n, int);
  bool *done = cairn_arena_array(arena, (size_t)n, bool);
  for (int i = 0; i < n; i++)
    sites[i] = (Site){anchors[i], i};
  if (n > 0) qsort(sites, (size_t)n, sizeof *sites, left_to_right);
  for (int first = 0; first < n; first++) {
    if (done[first]) continue;
    int n_members = 0;
    for (int k = first; k < n && sites[k].at.x <= sites[first].at.x + CAIRN_TOGETHER; k++)
      if (!done[k] && near_all(sites, members, n_members, sites[k].at)) {
        done[k] = true;
        members[n_members++] = k;
      }
    double last = sites[members[n_members - 1]].at.x;
    for (int k = 0; k < n_members; k++) {
      count[sites[members[k]].index] = n_members;
      middle[sites[members[k]].index] = (sites[first].at.x + last) / 2;
    }
  }
}
