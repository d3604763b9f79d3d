#include "scene/dump.h"

#include <math.h>
#include <string.h>

#include "scene/dump_item.h"

enum { LENGTH = 2 };

static double origin(double value) {
  return isfinite(value) ? value : 0;
}

/* ---- Axes ---- */

/* An axis of a view: one group, or two when the grid lies below the marks and the rest above. */
typedef struct Axis {
  const CairnGroup *groups[2];
} Axis;

static bool is_across(CairnOrient orient) {
  return orient == CAIRN_ORIENT_TOP || orient == CAIRN_ORIENT_BOTTOM;
}

/* The lines of an axis count if they are painted, even if they have no length: ticks and grid lines still mark their
 * places, and the line of an empty domain is there. */
static bool is_listed(const CairnMark *mark, const CairnItem *item) {
  bool is_line = mark->role == CAIRN_ROLE_AXIS_TICK || mark->role == CAIRN_ROLE_AXIS_GRID || mark->role == CAIRN_ROLE_AXIS_DOMAIN;
  return is_line && mark->kind == CAIRN_RULE ? cairn_paint_has_stroke(item->paint) : cairn_item_is_seen(mark->kind, item);
}

static bool has_seen(const CairnGroup *group, CairnRole role) {
  for (size_t i = 0; group && i < group->n; i++) {
    const CairnMark *mark = group->children[i].mark;
    for (size_t k = 0; mark && mark->role == role && k < mark->n; k++)
      if (is_listed(mark, &mark->items[k])) return true;
  }
  return false;
}

static bool has_more_than_grid(const CairnGroup *group) {
  return has_seen(group, CAIRN_ROLE_AXIS_TICK) || has_seen(group, CAIRN_ROLE_AXIS_LABEL) ||
         has_seen(group, CAIRN_ROLE_AXIS_DOMAIN) || has_seen(group, CAIRN_ROLE_AXIS_TITLE);
}

static bool has_anything(const CairnGroup *group) {
  return has_more_than_grid(group) || has_seen(group, CAIRN_ROLE_AXIS_GRID);
}

/* Does `group` complete `axis`: the grid to its labels, or its labels to the grid? */
static bool completes(const Axis *axis, const CairnGroup *group) {
  const CairnGroup *first = axis->groups[0];
  if (axis->groups[1] || first->orient != group->orient || g_strcmp0(first->name, group->name) != 0)
    return false;
  return !has_more_than_grid(first) || !has_more_than_grid(group);
}

static GArray *axes_of(const CairnGroup *view) {
  GArray *axes = g_array_new(FALSE, TRUE, sizeof(Axis));
  for (size_t i = 0; i < view->n; i++) {
    const CairnGroup *group = view->children[i].group;
    if (!group || group->role != CAIRN_ROLE_AXIS || !has_anything(group)) continue;
    Axis *found = NULL;
    for (guint k = 0; k < axes->len && !found; k++)
      if (completes(&g_array_index(axes, Axis, k), group)) found = &g_array_index(axes, Axis, k);
    if (found) {
      found->groups[1] = group;
    } else {
      Axis axis = {{group, NULL}};
      g_array_append_val(axes, axis);
    }
  }
  return axes;
}

typedef void (*VisitItem)(const CairnGroup *group, const CairnMark *mark, const CairnItem *item, void *data);

static void visit_axis(const Axis *axis, CairnRole role, VisitItem visit, void *data) {
  for (int g = 0; g < 2; g++) {
    const CairnGroup *group = axis->groups[g];
    for (size_t i = 0; group && i < group->n; i++) {
      const CairnMark *mark = group->children[i].mark;
      for (size_t k = 0; mark && mark->role == role && k < mark->n; k++)
        if (is_listed(mark, &mark->items[k])) visit(group, mark, &mark->items[k], data);
    }
  }
}

static void add_position(const CairnGroup *group, const CairnMark *mark, const CairnItem *item, void *data) {
  bool across = is_across(group->orient);
  double position = origin(across ? group->x : group->y);
  if (mark->kind == CAIRN_RULE)
    position += origin(across ? item->rule.x : item->rule.y);
  else if (mark->kind == CAIRN_RECT)
    position += origin(across ? item->rect.x : item->rect.y);
  g_array_append_val((GArray *)data, position);
}

static int compare_numbers(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void dump_positions(CairnJson *json, const char *key, const Axis *axis, CairnRole role) {
  g_autoptr(GArray) positions = g_array_new(FALSE, FALSE, sizeof(double));
  visit_axis(axis, role, add_position, positions);
  g_array_sort(positions, compare_numbers);
  cairn_write_key(json, key);
  cairn_write_open(json, '[');
  for (guint i = 0; i < positions->len; i++)
    cairn_write_number(json, g_array_index(positions, double, i), LENGTH);
  cairn_write_close(json, ']');
}

static void dump_label(const CairnGroup *group, const CairnMark *mark, const CairnItem *item, void *data) {
  (void)mark;
  CairnJson *json = data;
  g_autofree char *text = cairn_text_joined(&item->text);
  cairn_write_open(json, '[');
  cairn_write_string(json, text);
  cairn_write_number(
      json, origin(is_across(group->orient) ? group->x : group->y) + origin(item->text.position), LENGTH);
  cairn_write_close(json, ']');
}

static void keep_first(const CairnGroup *group, const CairnMark *mark, const CairnItem *item, void *data) {
  (void)group;
  (void)mark;
  const CairnItem **first = data;
  if (!*first) *first = item;
}

static const CairnItem *first_of(const Axis *axis, CairnRole role) {
  const CairnItem *first = NULL;
  visit_axis(axis, role, keep_first, &first);
  return first;
}

static void dump_axis(CairnJson *json, const Axis *axis) {
  static const char *const orients[] = {[CAIRN_ORIENT_LEFT] = "left",
                                        [CAIRN_ORIENT_RIGHT] = "right",
                                        [CAIRN_ORIENT_TOP] = "top",
                                        [CAIRN_ORIENT_BOTTOM] = "bottom"};
  const CairnItem *title = first_of(axis, CAIRN_ROLE_AXIS_TITLE),
                  *label = first_of(axis, CAIRN_ROLE_AXIS_LABEL);
  g_autofree char *title_text = title ? cairn_text_joined(&title->text) : NULL;
  cairn_write_open(json, '{');
  cairn_write_key(json, "orient");
  cairn_write_string(json, orients[axis->groups[0]->orient]);
  cairn_write_key(json, "title");
  cairn_write_string(json, title_text);
  cairn_write_key(json, "domain");
  cairn_write_raw(json, first_of(axis, CAIRN_ROLE_AXIS_DOMAIN) ? "true" : "false");
  cairn_write_key(json, "labelAngle");
  cairn_write_number(json, label ? cairn_angle_normalized(label->text.angle) : 0, LENGTH);
  cairn_write_key(json, "labels");
  cairn_write_open(json, '[');
  visit_axis(axis, CAIRN_ROLE_AXIS_LABEL, dump_label, json);
  cairn_write_close(json, ']');
  dump_positions(json, "ticks", axis, CAIRN_ROLE_AXIS_TICK);
  dump_positions(json, "grid", axis, CAIRN_ROLE_AXIS_GRID);
  cairn_write_close(json, '}');
}

/* ---- Marks and views ---- */

static size_t count_seen(const CairnMark *mark) {
  size_t n = 0;
  for (size_t i = 0; i < mark->n; i++)
    n += cairn_item_is_seen(mark->kind, &mark->items[i]);
  return n;
}

static void dump_mark(CairnJson *json, const CairnMark *mark, double dx, double dy) {
  size_t count = count_seen(mark);
  if (count == 0) return;
  cairn_write_open(json, '{');
  cairn_write_key(json, "type");
  cairn_write_string(json, cairn_mark_kind_name(mark->kind));
  if (mark->name) {
    cairn_write_key(json, "name");
    cairn_write_string(json, mark->name);
  }
  if (mark->clip) {
    cairn_write_key(json, "clip");
    cairn_write_raw(json, "true");
  }
  cairn_write_key(json, "count");
  cairn_write_number(json, (double)count, 0);
  cairn_write_key(json, "items");
  cairn_write_open(json, '[');
  for (size_t i = 0; i < mark->n; i++) {
    if (!cairn_item_is_seen(mark->kind, &mark->items[i])) continue;
    cairn_write_open(json, '{');
    cairn_dump_item(json, mark->kind, &mark->items[i], dx, dy);
    cairn_write_close(json, '}');
  }
  cairn_write_close(json, ']');
  cairn_write_close(json, '}');
}

/* The marks of a view, also those in groups that only bundle parts of it; (x, y): the group's origin in the
 * plot. */
static void dump_marks(CairnJson *json, const CairnGroup *group, double x, double y) {
  for (size_t i = 0; i < group->n; i++) {
    const CairnMark *mark = group->children[i].mark;
    const CairnGroup *part = group->children[i].group;
    if (mark && mark->role == CAIRN_ROLE_MARK) dump_mark(json, mark, x, y);
    if (part && (part->role == CAIRN_ROLE_MARK || part->role == CAIRN_ROLE_CONTAINER))
      dump_marks(json, part, x + origin(part->x), y + origin(part->y));
  }
}

static void dump_member(CairnJson *json, const char *key, double value) {
  cairn_write_key(json, key);
  cairn_write_number(json, value, LENGTH);
}

static void dump_view(CairnJson *json, const CairnGroup *view, double x, double y) {
  static const CairnPaint none = {0};
  const CairnPaint *paint = view->paint ? view->paint : &none;
  g_autoptr(GArray) axes = axes_of(view);
  cairn_write_open(json, '{');
  dump_member(json, "x", x);
  dump_member(json, "y", y);
  dump_member(json, "width", view->width);
  dump_member(json, "height", view->height);
  cairn_write_key(json, "fill");
  cairn_dump_color(json, &paint->fill, paint->fill_opacity);
  cairn_write_key(json, "stroke");
  cairn_dump_color(json, &paint->stroke, paint->stroke_width > 0 ? paint->stroke_opacity : 0);
  cairn_write_key(json, "axes");
  cairn_write_open(json, '[');
  for (guint i = 0; i < axes->len; i++)
    dump_axis(json, &g_array_index(axes, Axis, i));
  cairn_write_close(json, ']');
  cairn_write_key(json, "marks");
  cairn_write_open(json, '[');
  dump_marks(json, view, 0, 0);
  cairn_write_close(json, ']');
  cairn_write_close(json, '}');
}

/* (x, y): the origin of the group's parent on the page. */
static void dump_views(CairnJson *json, const CairnGroup *group, double x, double y) {
  x += origin(group->x);
  y += origin(group->y);
  if (group->role == CAIRN_ROLE_VIEW) dump_view(json, group, x, y);
  for (size_t i = 0; i < group->n; i++)
    if (group->children[i].group) dump_views(json, group->children[i].group, x, y);
}

/* ---- Titles ---- */

static void dump_titles(CairnJson *json, const CairnGroup *group) {
  for (size_t i = 0; i < group->n; i++) {
    const CairnMark *mark = group->children[i].mark;
    if (group->children[i].group) dump_titles(json, group->children[i].group);
    if (!mark || mark->kind != CAIRN_TEXT ||
        (mark->role != CAIRN_ROLE_TITLE && mark->role != CAIRN_ROLE_SUBTITLE))
      continue;
    for (size_t k = 0; k < mark->n; k++) {
      if (!cairn_item_is_seen(mark->kind, &mark->items[k])) continue;
      g_autofree char *text = cairn_text_joined(&mark->items[k].text);
      cairn_write_string(json, text);
    }
  }
}

/* ---- Legends ---- */

typedef struct LegendItem {
  CairnMarkKind kind;
  const CairnItem *item;
} LegendItem;

static void collect(const CairnGroup *group, CairnRole role, GArray *items) {
  for (size_t i = 0; i < group->n; i++) {
    const CairnMark *mark = group->children[i].mark;
    if (group->children[i].group) collect(group->children[i].group, role, items);
    for (size_t k = 0; mark && mark->role == role && k < mark->n; k++) {
      LegendItem item = {mark->kind, &mark->items[k]};
      g_array_append_val(items, item);
    }
  }
}

static GArray *legend_items(const CairnGroup *legend, CairnRole role) {
  GArray *items = g_array_new(FALSE, TRUE, sizeof(LegendItem));
  collect(legend, role, items);
  return items;
}

static void dump_entry(CairnJson *json, const LegendItem *label, const LegendItem *symbol) {
  cairn_write_open(json, '{');
  if (symbol) cairn_dump_legend_symbol(json, symbol->kind, symbol->item);
  if (label) {
    g_autofree char *text = cairn_text_joined(&label->item->text);
    cairn_write_key(json, "label");
    cairn_write_string(json, text);
  }
  cairn_write_close(json, '}');
}

static const LegendItem *item_at(const GArray *items, guint i) {
  return i < items->len ? &g_array_index(items, LegendItem, i) : NULL;
}

static void dump_entries(CairnJson *json, const CairnGroup *legend) {
  g_autoptr(GArray) labels = legend_items(legend, CAIRN_ROLE_LEGEND_LABEL);
  g_autoptr(GArray) symbols = legend_items(legend, CAIRN_ROLE_LEGEND_SYMBOL);
  cairn_write_key(json, "entries");
  cairn_write_open(json, '[');
  for (guint i = 0; i < MAX(labels->len, symbols->len); i++)
    dump_entry(json, item_at(labels, i), item_at(symbols, i));
  cairn_write_close(json, ']');
}

static CairnColor gradient_at(const CairnGradient *gradient, double t) {
  const CairnGradientStop *stops = gradient->stops;
  size_t i = 1;
  if (gradient->n_stops == 0) return (CairnColor){0, 0, 0, 0};
  if (gradient->n_stops == 1 || t <= stops[0].offset) return stops[0].color;
  while (i < gradient->n_stops - 1 && stops[i].offset < t)
    i++;
  double span = stops[i].offset - stops[i - 1].offset;
  double share = span > 0 ? fmin((t - stops[i - 1].offset) / span, 1) : 1;
  return cairn_color_interpolate(CAIRN_SPACE_RGB, 1, stops[i - 1].color, stops[i].color, share);
}

static void dump_brush_color(CairnJson *json, const CairnBrush *brush, double t) {
  char text[8];
  CairnColor color = brush->kind == CAIRN_BRUSH_GRADIENT ? gradient_at(brush->gradient, t) : brush->color;
  cairn_color_to_hex(color, text);
  cairn_write_string(json, text);
}

static void dump_ramp(CairnJson *json, const CairnGroup *legend) {
  enum { SAMPLES = 5 };
  g_autoptr(GArray) bands = legend_items(legend, CAIRN_ROLE_LEGEND_GRADIENT);
  bool sampled = legend->legend_kind == CAIRN_LEGEND_OF_RAMP;
  cairn_write_key(json, "colors");
  cairn_write_open(json, '[');
  for (guint i = 0; bands->len && i < (sampled ? SAMPLES : bands->len); i++) {
    double t = (double)i / (SAMPLES - 1);
    guint band = sampled ? (guint)round(t * (bands->len - 1)) : i;
    const CairnPaint *paint = item_at(bands, band)->item->paint;
    dump_brush_color(json, paint->fill.kind == CAIRN_BRUSH_NONE ? &paint->stroke : &paint->fill, t);
  }
  cairn_write_close(json, ']');
}

static void dump_legend(CairnJson *json, const CairnGroup *legend) {
  static const char *const kinds[] = {[CAIRN_LEGEND_OF_SYMBOLS] = "symbol",
                                      [CAIRN_LEGEND_OF_RAMP] = "gradient",
                                      [CAIRN_LEGEND_OF_BANDS] = "discrete"};
  g_autoptr(GArray) titles = legend_items(legend, CAIRN_ROLE_LEGEND_TITLE);
  g_autofree char *title = titles->len ? cairn_text_joined(&item_at(titles, 0)->item->text) : NULL;
  cairn_write_open(json, '{');
  cairn_write_key(json, "title");
  cairn_write_string(json, title && *title ? title : NULL);
  cairn_write_key(json, "type");
  cairn_write_string(json, kinds[legend->legend_kind]);
  dump_entries(json, legend);
  if (legend->legend_kind != CAIRN_LEGEND_OF_SYMBOLS) dump_ramp(json, legend);
  cairn_write_close(json, '}');
}

static void dump_legends(CairnJson *json, const CairnGroup *group) {
  if (group->role == CAIRN_ROLE_LEGEND) dump_legend(json, group);
  for (size_t i = 0; i < group->n; i++)
    if (group->children[i].group) dump_legends(json, group->children[i].group);
}

/* ---- The whole ---- */

static void dump_list(CairnJson *json, const char *key, const CairnGroup *page,
                      void (*dump)(CairnJson *json, const CairnGroup *group)) {
  cairn_write_key(json, key);
  cairn_write_open(json, '[');
  if (page) dump(json, page);
  cairn_write_close(json, ']');
}

static void dump_page_views(CairnJson *json, const CairnGroup *page) {
  dump_views(json, page, 0, 0);
}

char *cairn_scene_dump(const CairnScene *scene) {
  CairnJson json = {g_string_sized_new(16 * 1024), false};
  cairn_write_open(&json, '{');
  cairn_write_key(&json, "schema");
  cairn_write_number(&json, 1, 0);
  dump_member(&json, "width", scene->width);
  dump_member(&json, "height", scene->height);
  cairn_write_key(&json, "background");
  cairn_dump_color(&json, &scene->background, 1);
  dump_list(&json, "titles", scene->page, dump_titles);
  dump_list(&json, "legends", scene->page, dump_legends);
  dump_list(&json, "views", scene->page, dump_page_views);
  if (scene->labelling) {
    cairn_write_key(&json, "labelling");
    cairn_write_raw(&json, scene->labelling);
  }
  cairn_write_close(&json, '}');
  g_string_append_c(json.out, '\n');
  return g_string_free(json.out, FALSE);
}
