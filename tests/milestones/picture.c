#include "picture.h"

#include "font/shape.h"
#include "scene/bounds.h"
#include "scene/path.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/* Of the font size: from the baseline to the top of capitals and ascenders, and to the end of descenders. */
#define ASCENT  0.73
#define DESCENT 0.21

/* Bands fainter than this may lie under texts. */
#define FAINT 0.35

/* Strips in which the inside of an area is looked at. */
enum { STRIP = 4 };

typedef struct Reader {
  Picture *picture;
  CairnTextMeasurer *measurer;
  CairnBox clip; /* of the enclosing plot */
} Reader;

/* ---- Paths ---- */

static CairnPoint curve_at(const CairnPoint *p, double t) {
  double s = 1 - t, a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
  return (CairnPoint){a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
                      a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y};
}

static void add_stroke(Reader *reader, GArray *points, double width, const char *what) {
  if (points->len > 1) {
    Stroke stroke = {g_memdup2(points->data, points->len * sizeof(CairnPoint)), points->len, width, what};
    g_array_append_val(reader->picture->strokes, stroke);
  }
  g_array_set_size(points, 0);
}

static void add_path(Reader *reader, const CairnPath *path, double x, double y, double width,
                     const char *what) {
  g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(CairnPoint));
  const CairnPoint *at = path->points;
  for (size_t i = 0; i < path->n_steps; i++) {
    if (path->steps[i] == CAIRN_STEP_MOVE) add_stroke(reader, points, width, what);
    if (path->steps[i] == CAIRN_STEP_CURVE) {
      CairnPoint last = g_array_index(points, CairnPoint, points->len - 1);
      CairnPoint curve[] = {{last.x - x, last.y - y}, at[0], at[1], at[2]};
      for (int k = 1; k <= 12; k++) {
        CairnPoint point = curve_at(curve, k / 12.0);
        point = (CairnPoint){x + point.x, y + point.y};
        g_array_append_val(points, point);
      }
      at += 3;
    } else if (path->steps[i] != CAIRN_STEP_CLOSE) {
      CairnPoint point = {x + at->x, y + at->y};
      g_array_append_val(points, point);
      at++;
    }
  }
  add_stroke(reader, points, width, what);
}

/* ---- Items ---- */

static void add_block(Reader *reader, CairnBox box, double x, double y, const char *what, bool is_data) {
  if (cairn_box_is_empty(box)) return;
  box.x += x;
  box.y += y;
  Block block = {box, what, is_data};
  g_array_append_val(reader->picture->blocks, block);
}

/* Plain text takes the height of capitals and descenders; other scripts take what Pango says beyond that. */
static CairnBox line_ink(Reader *reader, const CairnTextItem *text, const char *line) {
  double size = text->font->size, width = cairn_text_width(reader->measurer, text->font, line);
  if (width <= 0) return cairn_box_empty();
  CairnBox box = {0, -ASCENT * size, width, (ASCENT + DESCENT) * size};
  if (!cairn_text_is_plain(cairn_text_face(reader->measurer, text->font), line))
    box = cairn_box_union(box, cairn_shape_ink(reader->measurer, text->font, line));
  box.x += text->x - (text->align == CAIRN_ALIGN_CENTER  ? width / 2
                      : text->align == CAIRN_ALIGN_RIGHT ? width
                                                         : 0);
  return box;
}

static CairnBox text_ink(Reader *reader, const CairnTextItem *text) {
  CairnBox ink = cairn_box_empty();
  double baseline = text->y + cairn_text_baseline_shift(text);
  const char *const *lines = cairn_text_shown(text);
  for (size_t i = 0; i < text->n_lines; i++, baseline += text->line_height) {
    CairnBox line = line_ink(reader, text, lines[i]);
    line.y += baseline;
    ink = cairn_box_union(ink, line);
  }
  return cairn_box_is_empty(ink) ? ink : cairn_box_rotate(ink, text->angle, text->x, text->y);
}

static double opacity_of(const CairnPaint *paint) {
  return fmax(cairn_paint_has_fill(paint) ? paint->fill_opacity : 0,
              cairn_paint_has_stroke(paint) ? paint->stroke_opacity : 0);
}

/* The vertical room between the two edges of an area, whose vertices go from one end of x to the other. */
static void add_area(Reader *reader, const CairnLineItem *area, double x, double y) {
  for (size_t i = 0; i + 1 < area->n; i++) {
    const CairnVertex *a = &area->vertices[i], *b = &area->vertices[i + 1];
    double left = fmin(a->x, b->x), right = fmax(a->x, b->x);
    for (double at = left; at < right && a->defined && b->defined; at += STRIP) {
      double end = fmin(at + STRIP, right), s = (at - a->x) / (b->x - a->x), t = (end - a->x) / (b->x - a->x);
      double y1 = a->y + s * (b->y - a->y), y2 = a->y + t * (b->y - a->y), top = fmax(y1, y2),
             bottom = fmin(a->y2, b->y2);
      if (bottom < top) {
        top = fmax(a->y2, b->y2);
        bottom = fmin(y1, y2);
      }
      if (bottom > top + 2)
        add_block(reader, (CairnBox){at, top + 1, end - at, bottom - top - 1}, x, y, "area", true);
    }
  }
}

static void read_data(Reader *reader, const CairnMark *mark, const CairnItem *item, double x, double y) {
  CairnMeasure measure = {cairn_text_width_callback, reader->measurer, NULL};
  g_auto(CairnPath) path = {0};
  switch (mark->kind) {
  case CAIRN_AREA:
    add_area(reader, &item->line, x, y);
    break;
  case CAIRN_LINE:
  case CAIRN_TRAIL:
  case CAIRN_RULE:
    cairn_path_item(&path, mark->kind, item);
    add_path(reader, &path, x, y, item->paint->stroke_width,
             g_strcmp0(mark->name, "spans") == 0 ? PICTURE_BRACKET
             : mark->kind == CAIRN_RULE          ? "rule"
                                                 : "series");
    break;
  case CAIRN_SYMBOL: {
    double radius = sqrt(item->symbol.size) / 2;
    add_block(reader, (CairnBox){item->symbol.x - radius, item->symbol.y - radius, 2 * radius, 2 * radius}, x,
              y, "point", true);
    break;
  }
  default:
    add_block(reader, cairn_item_bounds(mark->kind, item, measure), x, y, "bar", true);
  }
}

static void read_milestone(Reader *reader, const CairnMark *mark, const CairnItem *item, double x, double y) {
  bool is_label = g_strcmp0(mark->name, "label") == 0, is_number = g_strcmp0(mark->name, "number") == 0;
  if (is_label || is_number) {
    CairnBox ink = text_ink(reader, &item->text);
    if (is_number) ink.height = ASCENT * item->text.font->size; /* digits have no descenders */
    ink.x += x;
    ink.y += y;
    g_array_append_val(is_label ? reader->picture->label_inks : reader->picture->number_inks, ink);
  } else if (g_strcmp0(mark->name, "marker") == 0) {
    CairnBox box = {x + item->rect.x, y + item->rect.y, item->rect.width, item->rect.height};
    g_array_append_val(reader->picture->marker_boxes, box);
  }
}

static void read_item(Reader *reader, const CairnMark *mark, const CairnItem *item, double x, double y) {
  CairnMeasure measure = {cairn_text_width_callback, reader->measurer, NULL};
  if (mark->role == CAIRN_ROLE_MILESTONE) {
    read_milestone(reader, mark, item, x, y);
  } else if (item->paint && opacity_of(item->paint) < FAINT) {
    return;
  } else if (mark->kind == CAIRN_TEXT) {
    add_block(reader, text_ink(reader, &item->text), x, y, item->text.lines[0], false);
  } else if (mark->role == CAIRN_ROLE_MARK) {
    read_data(reader, mark, item, x, y);
  } else if (mark->role == CAIRN_ROLE_AXIS_DOMAIN) {
    g_auto(CairnPath) path = {0};
    cairn_path_item(&path, mark->kind, item);
    add_path(reader, &path, x, y, 1, "axis");
  } else if (mark->role == CAIRN_ROLE_LEGEND_SYMBOL) {
    add_block(reader, cairn_item_bounds(mark->kind, item, measure), x, y, "legend", false);
  }
}

static void read_group(Reader *reader, const CairnGroup *group, double x, double y) {
  x += group->x;
  y += group->y;
  for (size_t i = 0; i < group->n; i++) {
    const CairnMark *mark = group->children[i].mark;
    if (group->children[i].group) read_group(reader, group->children[i].group, x, y);
    for (size_t k = 0; mark && k < mark->n; k++)
      read_item(reader, mark, &mark->items[k], x, y);
  }
}

/* ---- The report ---- */

static CairnPoint json_point(const json_t *point) {
  return (CairnPoint){json_number_value(json_array_get(point, 0)),
                      json_number_value(json_array_get(point, 1))};
}

static CairnBox json_box(const json_t *box) {
  CairnPoint at = json_point(box);
  return (CairnBox){at.x, at.y, json_number_value(json_array_get(box, 2)),
                    json_number_value(json_array_get(box, 3))};
}

static void read_label(Picture *picture, const json_t *node) {
  const char *state = json_string_value(json_object_get(node, "state"));
  const json_t *leader = json_object_get(node, "leader");
  Label label = {.text = g_strdup(json_string_value(json_object_get(node, "text"))),
                 .state = strcmp(state, "placed") == 0  ? LABEL_PLACED
                          : strcmp(state, "keyed") == 0 ? LABEL_KEYED
                                                        : LABEL_DROPPED,
                 .anchor = json_point(json_object_get(node, "anchor")),
                 .box = json_box(json_object_get(node, "box")),
                 .key_box = json_box(json_object_get(node, "key_box")),
                 .n_leader = MIN(json_array_size(leader), G_N_ELEMENTS(label.leader))};
  for (size_t i = 0; i < label.n_leader; i++)
    label.leader[i] = json_point(json_array_get(leader, i));
  g_array_append_val(picture->labels, label);
}

void picture_init(Picture *picture, const CairnScene *scene, CairnTextMeasurer *measurer) {
  *picture = (Picture){.width = scene->width, .height = scene->height};
  picture->strokes = g_array_new(FALSE, FALSE, sizeof(Stroke));
  picture->blocks = g_array_new(FALSE, FALSE, sizeof(Block));
  picture->labels = g_array_new(FALSE, FALSE, sizeof(Label));
  picture->label_inks = g_array_new(FALSE, FALSE, sizeof(CairnBox));
  picture->number_inks = g_array_new(FALSE, FALSE, sizeof(CairnBox));
  picture->marker_boxes = g_array_new(FALSE, FALSE, sizeof(CairnBox));
  Reader reader = {picture, measurer, cairn_box_empty()};
  read_group(&reader, scene->page, 0, 0);
  if (!scene->labelling) return;
  json_t *report = json_loads(scene->labelling, 0, NULL);
  picture->cost = json_number_value(json_object_get(report, "cost"));
  picture->bound = json_number_value(json_object_get(report, "bound"));
  const json_t *labels = json_object_get(report, "labels");
  for (size_t i = 0; i < json_array_size(labels); i++)
    read_label(picture, json_array_get(labels, i));
  json_decref(report);
}

void picture_clear(Picture *picture) {
  for (guint i = 0; i < picture->strokes->len; i++)
    g_free(g_array_index(picture->strokes, Stroke, i).points);
  for (guint i = 0; i < picture->labels->len; i++)
    g_free(g_array_index(picture->labels, Label, i).text);
  g_array_unref(picture->strokes);
  g_array_unref(picture->blocks);
  g_array_unref(picture->labels);
  g_array_unref(picture->label_inks);
  g_array_unref(picture->number_inks);
  g_array_unref(picture->marker_boxes);
}
