#include "scene/bounds.h"

#include <math.h>

#include "scene/path.h"

/* How far the stroke reaches beyond the outline. Vega's estimate: the miter limit counts for outlines with
 * corners. */
static double stroke_margin(const CairnPaint *paint, bool has_corners) {
  if (!cairn_paint_has_stroke(paint)) return 0;
  double margin = (paint->cap == CAIRN_CAP_SQUARE ? G_SQRT2 : 1) * paint->stroke_width / 2;
  if (has_corners && paint->join == CAIRN_JOIN_MITER)
    margin = fmax(margin, paint->miter_limit * paint->stroke_width / 2);
  return margin;
}

CairnBox cairn_item_bounds(CairnMarkKind kind, const CairnItem *item, CairnMeasure measure) {
  if (kind == CAIRN_TEXT) return cairn_text_bounds(&item->text, measure);
  g_auto(CairnPath) path = {0};
  cairn_path_item(&path, kind, item);
  bool has_corners = kind != CAIRN_RECT && kind != CAIRN_RULE;
  return cairn_box_expand(cairn_path_bounds(&path), stroke_margin(item->paint, has_corners));
}

CairnBox cairn_mark_bounds(const CairnMark *mark, CairnMeasure measure) {
  CairnBox box = cairn_box_empty();
  for (size_t i = 0; i < mark->n; i++)
    box = cairn_box_union(box, cairn_item_bounds(mark->kind, &mark->items[i], measure));
  return box;
}

static CairnBox intersection(CairnBox a, CairnBox b) {
  double left = fmax(a.x, b.x), top = fmax(a.y, b.y);
  double right = fmin(a.x + a.width, b.x + b.width), bottom = fmin(a.y + a.height, b.y + b.height);
  if (right < left || bottom < top) return cairn_box_empty();
  return (CairnBox){left, top, right - left, bottom - top};
}

static CairnBox shifted(CairnBox box, const CairnGroup *group) {
  return cairn_box_is_empty(box) ? box : (CairnBox){box.x + group->x, box.y + group->y, box.width, box.height};
}

/* `plot`: the enclosing view's plot area in the frame of this group; empty outside of views. */
static CairnBox group_bounds(const CairnGroup *group, CairnBox plot, CairnMeasure measure) {
  if (group->layout) return shifted(*group->layout, group);
  CairnBox box = cairn_box_empty(), own = {0, 0, group->width, group->height};
  if (group->role == CAIRN_ROLE_VIEW) plot = own;
  for (size_t i = 0; i < group->n; i++) {
    const CairnChild *child = &group->children[i];
    CairnBox part;
    /* Lines of a grid end where their plot ends, and take no room of their own. */
    if (child->mark && child->mark->role == CAIRN_ROLE_AXIS_GRID) continue;
    if (child->group) {
      CairnBox inner = {plot.x - child->group->x, plot.y - child->group->y, plot.width, plot.height};
      part = group_bounds(child->group, inner, measure);
    } else {
      part = cairn_mark_bounds(child->mark, measure);
      if (child->mark->clip && !cairn_box_is_empty(plot)) part = intersection(part, plot);
    }
    box = cairn_box_union(box, part);
  }
  if (group->width > 0 || group->height > 0) box = cairn_box_union(box, own);
  return shifted(cairn_box_expand(box, stroke_margin(group->paint, false)), group);
}

CairnBox cairn_group_bounds(const CairnGroup *group, CairnMeasure measure) {
  return group_bounds(group, cairn_box_empty(), measure);
}
