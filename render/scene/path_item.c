#include "scene/path_item.h"

#include <math.h>

static double finite(double value) {
  return isfinite(value) ? value : 0;
}

void cairn_path_rect_item(CairnPath *path, const CairnRectItem *rect) {
  const double c = 0.448084975506; /* 1 - c of spencermortensen.com/articles/bezier-circle */
  double left = rect->x, top = rect->y, right = left + rect->width, bottom = top + rect->height, r[4];
  double most = fmin(fabs(rect->width), fabs(rect->height)) / 2;
  for (int i = 0; i < 4; i++)
    r[i] = rect->corner[i] > 0 ? fmin(rect->corner[i], most) : 0;
  if (r[0] + r[1] + r[2] + r[3] <= 0) {
    cairn_path_rect(path, left, top, rect->width, rect->height);
    return;
  }
  cairn_path_move(path, left + r[0], top);
  cairn_path_line(path, right - r[1], top);
  cairn_path_curve(path, right - c * r[1], top, right, top + c * r[1], right, top + r[1]);
  cairn_path_line(path, right, bottom - r[2]);
  cairn_path_curve(path, right, bottom - c * r[2], right - c * r[2], bottom, right - r[2], bottom);
  cairn_path_line(path, left + r[3], bottom);
  cairn_path_curve(path, left + c * r[3], bottom, left, bottom - c * r[3], left, bottom - r[3]);
  cairn_path_line(path, left, top + r[0]);
  cairn_path_curve(path, left, top + c * r[0], left + c * r[0], top, left + r[0], top);
  cairn_path_close(path);
}

void cairn_path_item(CairnPath *path, CairnMarkKind kind, const CairnItem *item) {
  size_t first = path->n_points;
  switch (kind) {
  case CAIRN_RECT:
    cairn_path_rect_item(path, &item->rect);
    return;
  case CAIRN_SYMBOL:
    cairn_path_symbol(path, item->symbol.shape, item->symbol.size);
    cairn_path_place(path, first, item->symbol.angle, finite(item->symbol.x), finite(item->symbol.y));
    return;
  case CAIRN_RULE:
    cairn_path_move(path, finite(item->rule.x), finite(item->rule.y));
    cairn_path_line(path, finite(item->rule.x2), finite(item->rule.y2));
    return;
  case CAIRN_LINE:
  case CAIRN_AREA:
  case CAIRN_TRAIL:
    cairn_path_line_item(path, kind, &item->line);
    return;
  case CAIRN_ARC:
    cairn_path_sector(path, &item->arc);
    cairn_path_place(path, first, 0, finite(item->arc.x), finite(item->arc.y));
    return;
  case CAIRN_PATH:
    cairn_path_svg(path, item->path.path, item->path.scale_x != 0 ? item->path.scale_x : 1,
                   item->path.scale_y != 0 ? item->path.scale_y : 1);
    cairn_path_place(path, first, item->path.angle, finite(item->path.x), finite(item->path.y));
    return;
  case CAIRN_TEXT:
    return;
  }
}
