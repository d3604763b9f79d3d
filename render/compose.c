#include "compose.h"

#include "composition.h"

#include "guide/axis.h"
#include "guide/legend.h"
#include "guide/title.h"
#include "layout/page.h"
#include "layout/size.h"
#include "layout/text.h"
#include "mark/mark.h"
#include "milestone_spans.h"
#include "milestones.h"
#include "selection.h"

#include <string.h>

/* ---- One plot ---- */

static bool draw_unit(CairnComposer *composer, CairnView *unit, CairnGroup *plot, GError **error) {
  CairnMarkContext context = {.arena = composer->arena, .unit = unit, .table = unit->table, .run = composer->run, .measurer = composer->measurer};
  return cairn_mark_draw(&context, plot, error);
}

/* Is it a path for each of several series? */
static bool is_series(const CairnView *unit) {
  bool is_trail = strcmp(unit->mark, "trail") == 0, is_path = is_trail || strcmp(unit->mark, "line") == 0 || strcmp(unit->mark, "area") == 0;
  if (is_path && unit->n_details > 0) return true;
  for (int channel = 0; is_path && channel < CAIRN_N_CHANNELS; channel++) {
    const CairnChannelDef *def = cairn_channel_def_data(unit->channels[channel]);
    bool is_width = is_trail && channel == CAIRN_SIZE;
    if (!is_width && cairn_channel_is_grouping((CairnChannel)channel) && cairn_channel_def_is_field(def) && !def->aggregate) return true;
  }
  return false;
}

static void remember_unit(CairnComposer *composer, const CairnView *unit, const CairnGroup *plot, const CairnMark *mark) {
  if (composer->n_drawn == composer->drawn_capacity) {
    CairnDrawnUnit *before = composer->drawn;
    composer->drawn_capacity = 2 * composer->drawn_capacity + 8;
    composer->drawn = cairn_arena_array(composer->arena, composer->drawn_capacity, CairnDrawnUnit);
    if (before) memcpy(composer->drawn, before, composer->n_drawn * sizeof *before);
  }
  composer->drawn[composer->n_drawn++] = (CairnDrawnUnit){unit, plot, mark};
}

typedef struct DrawUnits {
  CairnComposer *composer;
  CairnGroup *plot;
  CairnPageParts *parts;
  GError **error;
} DrawUnits;

static bool draw_each(CairnView *unit, void *data) {
  DrawUnits *draw = data;
  size_t first = draw->plot->n;
  bool is_drawn = !cairn_milestones_is_layer(unit);
  if (is_drawn && !draw_unit(draw->composer, unit, draw->plot, draw->error)) return false;
  CairnMark *mark = draw->plot->n > first ? draw->plot->children[first].mark : NULL;
  cairn_spans_draw(draw->composer, unit, draw->plot, mark);
  remember_unit(draw->composer, unit, draw->plot, mark);
  CairnMeasure measure = cairn_text_measure(draw->composer->measurer);
  for (size_t i = first; is_series(unit) && i < draw->plot->n; i++)
    if (draw->plot->children[i].mark)
      draw->parts->series = cairn_box_union(draw->parts->series, cairn_mark_bounds(draw->plot->children[i].mark, measure));
  return true;
}

static bool has_position(CairnView *unit, void *data) {
  bool *found = data;
  *found |= unit->channels[CAIRN_X] || unit->channels[CAIRN_Y];
  return true;
}

/* A property of the background of a plot: the view's own, else that of the styles it names, else the configuration's,
 * which is for plots with axes only. */
static const json_t *background_property(const CairnView *view, bool cartesian, const char *name) {
  const json_t *own = cairn_json_get(view->node, "view"), *style = cairn_json_get(own, "style");
  const json_t *value = cairn_json_get(own, name), *styles = cairn_config_get(view->model, NULL, "style");
  for (size_t i = json_array_size(style); !value && i > 0; i--) {
    const char *key = json_string_value(json_array_get(style, i - 1));
    if (key) value = cairn_json_get(cairn_json_get(styles, key), name);
  }
  if (!value && json_is_string(style)) value = cairn_json_get(cairn_json_get(styles, json_string_value(style)), name);
  if (!value && cartesian && !style) value = cairn_config_get(view->model, "view", name);
  return value;
}

static double background_number(const CairnView *view, bool cartesian, const char *name, double otherwise) {
  const json_t *value = background_property(view, cartesian, name);
  return json_is_number(value) ? json_number_value(value) : otherwise;
}

static void dash_background(CairnComposer *composer, const CairnView *view, bool cartesian, CairnPaint *paint) {
  const json_t *dash = background_property(view, cartesian, "strokeDash");
  const char *cap = json_string_value(background_property(view, cartesian, "strokeCap"));
  double *lengths = cairn_arena_array(composer->arena, json_array_size(dash), double), sum = 0;
  for (size_t i = 0; i < json_array_size(dash); i++)
    sum += lengths[i] = fmax(json_number_value(json_array_get(dash, i)), 0);
  if (sum > 0) {
    paint->dash = lengths;
    paint->n_dash = json_array_size(dash);
  }
  paint->dash_offset = background_number(view, cartesian, "strokeDashOffset", 0);
  if (cap) paint->cap = strcmp(cap, "round") == 0 ? CAIRN_CAP_ROUND : strcmp(cap, "square") == 0 ? CAIRN_CAP_SQUARE : CAIRN_CAP_BUTT;
}

static const CairnPaint *plot_paint(CairnComposer *composer, const CairnView *view, bool cartesian) {
  CairnPaint *paint = cairn_arena_one(composer->arena, CairnPaint);
  *paint = cairn_paint_default();
  static const char *const names[] = {"fill", "stroke"};
  CairnBrush *brushes[] = {&paint->fill, &paint->stroke};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    const json_t *value = background_property(view, cartesian, names[i]);
    CairnColor color;
    if (json_is_string(value) && cairn_color_parse(json_string_value(value), &color) && color.a > 0)
      *brushes[i] = (CairnBrush){.kind = CAIRN_BRUSH_COLOR, .color = color};
  }
  double opacity = background_number(view, cartesian, "opacity", 1);
  paint->fill_opacity = opacity * background_number(view, cartesian, "fillOpacity", 1);
  paint->stroke_opacity = opacity * background_number(view, cartesian, "strokeOpacity", 1);
  paint->stroke_width = background_number(view, cartesian, "strokeWidth", 1);
  dash_background(composer, view, cartesian, paint);
  return paint;
}

/* What the axes along one dimension take. */
static CairnBox axes_box(const CairnAxes *axes, CairnChannel channel) {
  CairnBox box = cairn_box_empty();
  for (size_t i = 0; i < axes->n; i++)
    if (axes->items[i].channel == channel) box = cairn_box_union(box, axes->items[i].bounds);
  return box;
}

/* Does an axis that a facet shares stand at this cell? */
static bool is_at_edge(const CairnSharedAxes *shared, const CairnAxis *axis) {
  switch (axis->orient) {
  case CAIRN_ORIENT_BOTTOM: return shared->at_bottom;
  case CAIRN_ORIENT_TOP: return shared->at_top;
  case CAIRN_ORIENT_LEFT: return shared->at_left;
  default: return shared->at_right;
  }
}

/* Axes that a facet shares are left out of its cells, and kept for those at the edge. */
static bool is_left_out(CairnSharedAxes *shared, const CairnAxes *axes, CairnGroup *group) {
  for (size_t i = 0; shared && shared->is_empty && i < axes->n; i++) {
    bool is_shared = axes->items[i].channel == CAIRN_X ? shared->x : shared->y;
    if (axes->items[i].grid == group || (axes->items[i].main == group && !is_shared)) return true;
  }
  for (size_t i = 0; shared && i < axes->n; i++) {
    const CairnAxis *axis = &axes->items[i];
    if (axis->main != group || !(axis->channel == CAIRN_X ? shared->x : shared->y)) continue;
    if (is_at_edge(shared, axis) && shared->n_kept < G_N_ELEMENTS(shared->kept))
      shared->kept[shared->n_kept++] = (CairnKeptAxis){group, axis->orient, axis->bounds};
    return true;
  }
  return false;
}

CairnGroup *cairn_compose_plot(CairnComposer *composer, CairnView *view, CairnSharedAxes *shared, CairnPageParts *parts, GError **error) {
  CairnGroup *plot = cairn_group_new(composer->arena, CAIRN_ROLE_VIEW, view->name);
  plot->width = view->width;
  plot->height = view->height;
  bool cartesian = false;
  cairn_view_each_unit(view, has_position, &cartesian);
  plot->paint = plot_paint(composer, view, cartesian);
  plot->corner_radius = background_number(view, cartesian, "cornerRadius", 0);
  CairnGuideContext guides = {composer->arena, composer->model, composer->run, composer->measurer};
  CairnAxes axes;
  if (!cairn_axes_draw(&guides, view, composer->scales, &axes, error)) return NULL;
  for (size_t i = 0; i < axes.n_below; i++)
    if (!is_left_out(shared, &axes, axes.below[i])) cairn_group_add_group(composer->arena, plot, axes.below[i]);
  DrawUnits draw = {composer, plot, parts, error};
  cairn_selection_draw(composer, view, plot, false);
  if (!cairn_view_each_unit(view, draw_each, &draw)) return NULL;
  cairn_selection_draw(composer, view, plot, true);
  for (size_t i = 0; i < axes.n_above; i++)
    if (!is_left_out(shared, &axes, axes.above[i])) cairn_group_add_group(composer->arena, plot, axes.above[i]);
  bool x_stays = !shared || !shared->x, y_stays = !shared || !shared->y;
  parts->x_axes = x_stays ? axes_box(&axes, CAIRN_X) : cairn_box_empty();
  parts->y_axes = y_stays ? axes_box(&axes, CAIRN_Y) : cairn_box_empty();
  return plot;
}

void cairn_compose_take_legends(const CairnComposer *composer, const CairnView *view, CairnPageParts *parts) {
  parts->legends = cairn_arena_array(composer->arena, composer->n_legends, CairnPageLegend);
  for (size_t i = 0; i < composer->n_legends; i++)
    if (composer->legends[i].owner == view) parts->legends[parts->n_legends++] = composer->legends[i];
}

/* ---- The page ---- */

static CairnScene *compose_once(CairnComposer *composer, GError **error) {
  CairnView *root = composer->model->view;
  composer->n_drawn = 0;
  cairn_spans_forget(composer);
  if (!cairn_scale_finish(composer->scales, error)) return NULL;
  CairnGuideContext guides = {composer->arena, composer->model, composer->run, composer->measurer};
  CairnFit fit = cairn_size_fit(root);
  CairnPageParts parts = {.is_fitted = fit.x || fit.y};
  if (!cairn_legends_draw(&guides, root, composer->scales, &composer->legends, &composer->n_legends, error)) return NULL;
  cairn_compose_take_legends(composer, root, &parts);
  bool several = root->kind == CAIRN_VIEW_CONCAT || root->kind == CAIRN_VIEW_FACET;
  parts.plot = several ? cairn_composition_draw(composer, root, error) : cairn_compose_plot(composer, root, NULL, &parts, error);
  if (parts.plot && several) /* what its plots take counts as axes do: legends stand beside all of it */
    parts.x_axes = parts.y_axes = cairn_group_bounds(parts.plot, cairn_text_measure(composer->measurer));
  if (!parts.plot || !cairn_titles_draw(&guides, root, &parts.title, error)) return NULL;
  parts.source = cairn_source_draw(&guides, root->width);
  parts.room_top = composer->room_top;
  parts.room_bottom = composer->room_bottom;
  CairnMeasure measure = cairn_text_measure(composer->measurer);
  CairnScene *scene = cairn_page_arrange(composer->arena, composer->model, &parts, measure);
  composer->bottom_room = parts.bottom_room;
  return scene;
}

static void warn_of_size(CairnComposer *composer, const char *key, double size, double left) {
  if (left >= 1 || composer->warned_of_size) return;
  composer->warned_of_size = true;
  cairn_warn_at(composer->model->warnings, composer->model->view->node, key,
                "axes, legends and titles take all of the figure's %s of %g px; nothing is left for the plot", key, size);
}

/* The plot gets what the axes, legends and titles leave of the figure's size. What they need is measured once, beside a
 * plot of the full size, as in Vega. */
static CairnScene *compose_fitted(CairnComposer *composer, CairnFit fit, GError **error) {
  CairnView *root = composer->model->view;
  double width = root->width, height = root->height;
  CairnScene *scene = compose_once(composer, error);
  if (!scene) return NULL;
  CairnPadding padding = fit.contains_padding ? (CairnPadding){0} : cairn_page_padding(composer->model);
  double over_x = scene->width - padding.left - padding.right - width;
  double over_y = scene->height - padding.top - padding.bottom - height;
  if (fit.x) warn_of_size(composer, "width", width, width - over_x);
  if (fit.y) warn_of_size(composer, "height", height, height - over_y);
  cairn_size_set(root, fit.x ? fmax(width - over_x, 1) : width, fit.y ? fmax(height - over_y, 1) : height);
  CairnPoint origin = {scene->page->x, scene->page->y};
  scene = compose_once(composer, error);
  if (!scene) return NULL;
  composer->bottom_room.y += origin.y - scene->page->y;
  scene->page->x = origin.x;
  scene->page->y = origin.y;
  if (fit.x) scene->width = width + padding.left + padding.right;
  if (fit.y) scene->height = height + padding.top + padding.bottom;
  return scene;
}

CairnScene *cairn_compose(CairnComposer *composer, GError **error) {
  if (!cairn_size_views(composer->model->view, error)) return NULL;
  CairnFit fit = cairn_size_fit(composer->model->view);
  return fit.x || fit.y ? compose_fitted(composer, fit, error) : compose_once(composer, error);
}
