#include "base/geometry.h"

CairnBox cairn_box_empty(void) {
  return (CairnBox){INFINITY, INFINITY, -INFINITY, -INFINITY};
}

bool cairn_box_is_empty(CairnBox box) {
  return box.width < 0 || box.height < 0;
}

CairnBox cairn_box_union(CairnBox a, CairnBox b) {
  if (cairn_box_is_empty(a)) return b;
  if (cairn_box_is_empty(b)) return a;
  double x = fmin(a.x, b.x), y = fmin(a.y, b.y);
  double right = fmax(a.x + a.width, b.x + b.width), bottom = fmax(a.y + a.height, b.y + b.height);
  return (CairnBox){x, y, right - x, bottom - y};
}

CairnBox cairn_box_expand(CairnBox box, double margin) {
  if (cairn_box_is_empty(box)) return box;
  double dx = fmax(margin, -box.width / 2), dy = fmax(margin, -box.height / 2);
  return (CairnBox){box.x - dx, box.y - dy, box.width + 2 * dx, box.height + 2 * dy};
}

bool cairn_box_intersects(CairnBox a, CairnBox b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
