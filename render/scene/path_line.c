/* Lines, areas and trails: cut at gaps into runs, each run one subpath. */
#include <math.h>

#include "scene/path_item.h"

static bool is_drawn(CairnMarkKind kind, const CairnVertex *v) {
  if (!v->defined || !isfinite(v->x) || !isfinite(v->y)) return false;
  if (kind == CAIRN_AREA) return isfinite(v->x2) && isfinite(v->y2);
  return kind != CAIRN_TRAIL || isfinite(v->width);
}

static void add_line(CairnPath *path, const CairnLineItem *line, const CairnVertex *v, size_t n,
                     CairnPoint *points) {
  for (size_t i = 0; i < n; i++)
    points[i] = (CairnPoint){v[i].x, v[i].y};
  size_t steps = path->n_steps;
  cairn_path_interpolate(path, line, points, n, false);
  /* A lone vertex is a closed dot, which round and square caps make visible. */
  if (path->n_steps == steps + 1) cairn_path_close(path);
}

static bool is_closed(CairnInterpolate interpolate) {
  return interpolate == CAIRN_INTERPOLATE_LINEAR_CLOSED || interpolate == CAIRN_INTERPOLATE_BASIS_CLOSED ||
         interpolate == CAIRN_INTERPOLATE_CARDINAL_CLOSED;
}

static void add_area(CairnPath *path, const CairnLineItem *line, const CairnVertex *v, size_t n,
                     CairnPoint *points) {
  for (size_t i = 0; i < n; i++)
    points[i] = (CairnPoint){v[i].x, v[i].y};
  cairn_path_interpolate(path, line, points, n, false);
  for (size_t i = 0; i < n; i++)
    points[i] = (CairnPoint){v[n - 1 - i].x2, v[n - 1 - i].y2};
  cairn_path_interpolate(path, line, points, n, true);
  if (!is_closed(line->interpolate)) cairn_path_close(path);
}

/* One stretch of a trail: two circles and the tangents' approximation by straight sides. */
static void add_stretch(CairnPath *path, const CairnVertex *a, const CairnVertex *b) {
  double nx = a->y - b->y, ny = b->x - a->x, length = hypot(nx, ny), ra = a->width / 2, rb = b->width / 2;
  if (length == 0) {
    cairn_path_move(path, b->x + rb, b->y);
    cairn_path_arc(path, b->x, b->y, rb, 0, 2 * G_PI, false);
    cairn_path_close(path);
    return;
  }
  double angle = atan2(ny, nx);
  nx /= length;
  ny /= length;
  cairn_path_move(path, a->x - nx * ra, a->y - ny * ra);
  cairn_path_line(path, b->x - nx * rb, b->y - ny * rb);
  cairn_path_arc(path, b->x, b->y, rb, angle - G_PI, angle, false);
  cairn_path_line(path, a->x + nx * ra, a->y + ny * ra);
  cairn_path_arc(path, a->x, a->y, ra, angle, angle + G_PI, false);
  cairn_path_close(path);
}

static void add_run(CairnPath *path, CairnMarkKind kind, const CairnLineItem *line, const CairnVertex *v,
                    size_t n, CairnPoint *points) {
  if (kind == CAIRN_LINE)
    add_line(path, line, v, n, points);
  else if (kind == CAIRN_AREA)
    add_area(path, line, v, n, points);
  else
    for (size_t i = 1; i < n; i++)
      add_stretch(path, &v[i - 1], &v[i]);
}

void cairn_path_line_item(CairnPath *path, CairnMarkKind kind, const CairnLineItem *line) {
  g_autofree CairnPoint *points = g_new(CairnPoint, line->n);
  size_t start = 0;
  for (size_t i = 0; i <= line->n; i++) {
    if (i < line->n && is_drawn(kind, &line->vertices[i])) continue;
    if (i > start) add_run(path, kind, line, line->vertices + start, i - start, points);
    start = i + 1;
  }
}
