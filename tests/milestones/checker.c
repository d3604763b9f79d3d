#include "checker.h"

#include <math.h>

/* Boxes are compared less half a px on each side, as readers forgive. */
#define SLACK 0.5

static CairnBox shrunk(CairnBox box) {
  return (CairnBox){box.x + SLACK, box.y + SLACK, fmax(box.width - 2 * SLACK, 0),
                    fmax(box.height - 2 * SLACK, 0)};
}

static bool overlap(CairnBox a, CairnBox b) {
  a = shrunk(a);
  b = shrunk(b);
  return fmin(a.x + a.width, b.x + b.width) > fmax(a.x, b.x) &&
         fmin(a.y + a.height, b.y + b.height) > fmax(a.y, b.y);
}

static double distance(CairnPoint a, CairnPoint b) {
  return hypot(a.x - b.x, a.y - b.y);
}

static double to_box(CairnPoint p, CairnBox box) {
  return hypot(fmax(fmax(box.x - p.x, p.x - box.x - box.width), 0),
               fmax(fmax(box.y - p.y, p.y - box.y - box.height), 0));
}

/* Is a part of the segment in the open box? By halving it until the pieces are clearly in or out. */
static bool enters(CairnPoint p, CairnPoint q, CairnBox box) {
  double right = box.x + box.width, bottom = box.y + box.height;
  if (fmax(p.x, q.x) <= box.x || fmin(p.x, q.x) >= right || fmax(p.y, q.y) <= box.y ||
      fmin(p.y, q.y) >= bottom)
    return false;
  CairnPoint m = {(p.x + q.x) / 2, (p.y + q.y) / 2};
  if (m.x > box.x && m.x < right && m.y > box.y && m.y < bottom) return true;
  return distance(p, q) > 0.01 && (enters(p, m, box) || enters(m, q, box));
}

static bool leader_enters(const Label *label, CairnBox box) {
  for (size_t i = 0; i + 1 < label->n_leader; i++)
    if (enters(label->leader[i], label->leader[i + 1], shrunk(box))) return true;
  return false;
}

static double side(CairnPoint a, CairnPoint b, CairnPoint p) {
  return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

static bool cross(CairnPoint a, CairnPoint b, CairnPoint c, CairnPoint d) {
  return side(a, b, c) * side(a, b, d) < -1e-9 && side(c, d, a) * side(c, d, b) < -1e-9;
}

static bool leaders_cross(const Label *a, const Label *b) {
  if (distance(a->anchor, b->anchor) <= 1) return false;
  for (size_t i = 0; i + 1 < a->n_leader; i++)
    for (size_t k = 0; k + 1 < b->n_leader; k++)
      if (cross(a->leader[i], a->leader[i + 1], b->leader[k], b->leader[k + 1])) return true;
  return false;
}

static bool stroke_enters(const Stroke *stroke, CairnBox box) {
  double more = fmin(stroke->width / 2, 4) - SLACK;
  box = (CairnBox){box.x - more, box.y - more, box.width + 2 * more, box.height + 2 * more};
  for (size_t i = 0; i + 1 < stroke->n; i++)
    if (enters(stroke->points[i], stroke->points[i + 1], box)) return true;
  return false;
}

static bool same(CairnBox a, CairnBox b, double tolerance) {
  return fabs(a.x - b.x) <= tolerance && fabs(a.y - b.y) <= tolerance &&
         fabs(a.x + a.width - b.x - b.width) <= tolerance &&
         fabs(a.y + a.height - b.y - b.height) <= tolerance;
}

static bool inside(CairnBox inner, CairnBox outer, double tolerance) {
  return inner.x >= outer.x - tolerance && inner.y >= outer.y - tolerance &&
         inner.x + inner.width <= outer.x + outer.width + tolerance &&
         inner.y + inner.height <= outer.y + outer.height + tolerance;
}

static char *say_box(const char *what, const Label *label, CairnBox box) {
  return g_strdup_printf("%s: \"%s\" at %.1f, %.1f, %.1f x %.1f", what, label->text, box.x, box.y, box.width,
                         box.height);
}

static char *say_two(const char *what, const Label *a, const char *b) {
  return g_strdup_printf("%s: \"%s\" and \"%s\"", what, a->text, b);
}

/* ---- What is reported is what is drawn ---- */

static char *check_drawn(const Picture *picture) {
  guint text = 0, marker = 0;
  for (guint i = 0; i < picture->labels->len; i++) {
    const Label *label = &g_array_index(picture->labels, Label, i);
    if (label->state == LABEL_DROPPED) continue;
    if (text >= picture->label_inks->len) return say_box("a label is not drawn", label, label->box);
    CairnBox ink = g_array_index(picture->label_inks, CairnBox, text++);
    if (label->state == LABEL_PLACED) {
      if (!same(ink, label->box, 1)) return say_box("a label is drawn elsewhere", label, ink);
      continue;
    }
    if (marker >= picture->marker_boxes->len || 2 * marker + 1 >= picture->number_inks->len)
      return say_box("no marker is drawn", label, label->box);
    CairnBox drawn = g_array_index(picture->marker_boxes, CairnBox, marker);
    CairnBox digits = g_array_index(picture->number_inks, CairnBox, 2 * marker);
    CairnBox number = g_array_index(picture->number_inks, CairnBox, 2 * marker + 1);
    marker++;
    if (!same(drawn, label->box, 1)) return say_box("a marker is drawn elsewhere", label, drawn);
    if (!inside(digits, drawn, 0)) return say_box("digits reach beyond their marker", label, digits);
    if (!same(cairn_box_union(ink, number), label->key_box, 1))
      return say_box("an entry of the key is drawn elsewhere", label, cairn_box_union(ink, number));
  }
  return text == picture->label_inks->len ? NULL : g_strdup("more labels are drawn than reported");
}

/* ---- Nothing touches ---- */

static char *check_edge(const Picture *picture, const Label *label, CairnBox box) {
  CairnBox page = {0, 0, picture->width, picture->height};
  return inside(box, page, SLACK) ? NULL : say_box("beyond the edge", label, box);
}

/* `is_marker`: a marker stands in the place of its own dot on the series, or inside of its area. */
static char *check_box(const Picture *picture, const Label *label, CairnBox box, bool is_marker) {
  bool at_anchor = is_marker && to_box(label->anchor, box) == 0;
  double own_px = fmax(6, box.width / 2 + 1);
  for (guint i = 0; i < picture->blocks->len; i++) {
    const Block *block = &g_array_index(picture->blocks, Block, i);
    bool own = at_anchor && block->is_data && to_box(label->anchor, block->box) < own_px;
    if (!own && overlap(box, block->box)) return say_two("text on", label, block->what);
  }
  for (guint i = 0; i < picture->strokes->len && !at_anchor; i++) {
    const Stroke *stroke = &g_array_index(picture->strokes, Stroke, i);
    if (stroke_enters(stroke, box)) return say_two("text on", label, stroke->what);
  }
  return check_edge(picture, label, box);
}

static char *check_leader(const Picture *picture, const Label *label) {
  if (label->n_leader == 0) return NULL;
  if (distance(label->leader[label->n_leader - 1], label->anchor) > 0.5)
    return say_box("a leader misses its anchor", label, label->box);
  if (to_box(label->leader[0], label->box) > 2)
    return say_box("a leader misses its label", label, label->box);
  if (leader_enters(label, label->box)) return say_box("a leader through its own label", label, label->box);
  for (guint i = 0; i < picture->blocks->len; i++) {
    const Block *block = &g_array_index(picture->blocks, Block, i);
    if (!block->is_data && leader_enters(label, block->box))
      return say_two("a leader through", label, block->what);
  }
  return NULL;
}

static char *check_pair(const Label *a, const Label *b) {
  CairnBox boxes[2][2] = {{a->box, a->key_box}, {b->box, b->key_box}};
  int na = a->state == LABEL_KEYED ? 2 : 1, nb = b->state == LABEL_KEYED ? 2 : 1;
  for (int i = 0; i < na; i++)
    for (int k = 0; k < nb; k++)
      if (overlap(boxes[0][i], boxes[1][k])) return say_two("labels overlap", a, b->text);
  for (int k = 0; k < nb; k++)
    if (leader_enters(a, boxes[1][k])) return say_two("a leader through a label", a, b->text);
  for (int i = 0; i < na; i++)
    if (leader_enters(b, boxes[0][i])) return say_two("a leader through a label", b, a->text);
  return leaders_cross(a, b) ? say_two("leaders cross", a, b->text) : NULL;
}

/* Without a leader the label has to be nearest to its own anchor. */
static char *check_nearest(const Picture *picture, const Label *label) {
  if (label->n_leader) return NULL;
  double own = to_box(label->anchor, label->box);
  for (guint i = 0; i < picture->labels->len; i++) {
    const Label *other = &g_array_index(picture->labels, Label, i);
    if (to_box(other->anchor, label->box) < own - SLACK)
      return say_two("nearer to another's anchor", label, other->text);
  }
  return NULL;
}

/* ---- Brackets ---- */

static CairnBox bounds(const Stroke *stroke) {
  CairnBox box = cairn_box_empty();
  for (size_t i = 0; i < stroke->n; i++)
    box = cairn_box_union(box, (CairnBox){stroke->points[i].x, stroke->points[i].y, 0, 0});
  return box;
}

static bool is_bracket(const Stroke *stroke) {
  return g_strcmp0(stroke->what, PICTURE_BRACKET) == 0;
}

/* A level line with ends that point down, on which nothing of the data stands and no other bracket. */
static char *check_bracket(const Picture *picture, const Stroke *bracket) {
  CairnBox box = bounds(bracket), open = shrunk(box);
  if (bracket->n < 2 || bracket->n > 4 || box.height > 8)
    return g_strdup_printf("no bracket: %d points, %.1f px high", (int)bracket->n, box.height);
  for (guint i = 0; i < picture->strokes->len; i++) {
    const Stroke *other = &g_array_index(picture->strokes, Stroke, i);
    if (other == bracket || g_strcmp0(other->what, "axis") == 0) continue;
    if (is_bracket(other) ? overlap(box, bounds(other)) : stroke_enters(other, open))
      return g_strdup_printf("a bracket on a %s at %.1f, %.1f", other->what, box.x, box.y);
  }
  for (guint i = 0; i < picture->blocks->len; i++) {
    const Block *block = &g_array_index(picture->blocks, Block, i);
    if (overlap(box, block->box))
      return g_strdup_printf("a bracket on \"%s\" at %.1f, %.1f", block->what, box.x, box.y);
  }
  return NULL;
}

static char *check_brackets(const Picture *picture) {
  char *fault = NULL;
  for (guint i = 0; i < picture->strokes->len && !fault; i++) {
    const Stroke *stroke = &g_array_index(picture->strokes, Stroke, i);
    if (is_bracket(stroke)) fault = check_bracket(picture, stroke);
  }
  return fault;
}

static char *check_label(const Picture *picture, guint i) {
  const Label *label = &g_array_index(picture->labels, Label, i);
  if (label->state == LABEL_DROPPED) return NULL;
  bool keyed = label->state == LABEL_KEYED;
  char *fault = check_box(picture, label, label->box, keyed);
  if (!fault && keyed) fault = check_box(picture, label, label->key_box, false);
  if (!fault) fault = check_leader(picture, label);
  if (!fault) fault = check_nearest(picture, label);
  for (guint k = 0; k < i && !fault; k++) {
    const Label *other = &g_array_index(picture->labels, Label, k);
    if (other->state != LABEL_DROPPED) fault = check_pair(label, other);
  }
  return fault;
}

/* The report rounds to hundredths. */
static char *check_bound(const Picture *picture) {
  if (picture->bound >= 0 && picture->bound <= picture->cost + 0.01) return NULL;
  return g_strdup_printf("the bound %.2f is not below the cost %.2f", picture->bound, picture->cost);
}

char *check_picture(const Picture *picture, int n_events, bool warned) {
  if ((int)picture->labels->len != n_events)
    return g_strdup_printf("%u labels of %d", picture->labels->len, n_events);
  char *fault = check_drawn(picture);
  if (!fault) fault = check_brackets(picture);
  if (!fault) fault = check_bound(picture);
  for (guint i = 0; i < picture->labels->len && !fault; i++) {
    if (g_array_index(picture->labels, Label, i).state == LABEL_DROPPED && !warned)
      return g_strdup("a label is dropped without a warning");
    fault = check_label(picture, i);
  }
  return fault;
}
