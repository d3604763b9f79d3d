#include "guide/overlap.h"

#include <glib.h>
#include <math.h>
#include <string.h>

static bool meet(CairnBox a, CairnBox b, double separation) {
  double across = fmax(b.x - (a.x + a.width), a.x - (b.x + b.width));
  double down = fmax(b.y - (a.y + a.height), a.y - (b.y + b.height));
  return separation > fmax(across, down);
}

static bool any_neighbours_meet(const CairnBox *boxes, const size_t *kept, size_t n, double separation) {
  for (size_t i = 1; i < n; i++)
    if (meet(boxes[kept[i - 1]], boxes[kept[i]], separation)) return true;
  return false;
}

/* Keeps some of kept[0..n); returns how many. */
static size_t reduce(const CairnBox *boxes, size_t *kept, size_t n, bool greedy, double separation) {
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    bool keeps = greedy ? used == 0 || !meet(boxes[kept[used - 1]], boxes[kept[i]], separation) : i % 2 == 0;
    if (keeps) kept[used++] = kept[i];
  }
  return used;
}

void cairn_guide_thin_labels(const CairnBox *boxes, bool *is_seen, size_t n, bool greedy, double separation) {
  if (n == 0) return;
  g_autofree size_t *kept = g_new(size_t, n);
  size_t used = n;
  for (size_t i = 0; i < n; i++)
    kept[i] = i;
  while (used >= 3 && any_neighbours_meet(boxes, kept, used, separation)) {
    size_t left = reduce(boxes, kept, used, greedy, separation);
    if (left == used) break;
    used = left;
  }
  /* Of two labels at least, the last one stays. */
  bool was_reduced = used < n;
  if (was_reduced && used < 3 && kept[used - 1] != n - 1) {
    if (used > 1) used--;
    kept[used++] = n - 1;
  }
  memset(is_seen, 0, n * sizeof *is_seen);
  for (size_t i = 0; i < used; i++)
    is_seen[kept[i]] = true;
}
