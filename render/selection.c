#include "selection.h"

#include "base/color.h"
#include "selection_spec.h"
#include "transform/time_unit.h"

#include <math.h>
#include <string.h>

/* ---- Finding parameters ---- */

static const json_t *own_param(const CairnView *view, const char *name) {
  const json_t *params = cairn_json_get(view->node, "params");
  for (size_t i = 0; i < json_array_size(params); i++) {
    const json_t *param = json_array_get(params, i);
    if (strcmp(cairn_json_string(param, "name", ""), name) == 0) return param;
  }
  return NULL;
}

/* The parameter and the view that defines it, or NULL. */
static const json_t *find_param(CairnView *view, const char *name, CairnView **owner) {
  const json_t *param = own_param(view, name);
  if (param) *owner = view;
  for (size_t i = 0; !param && i < view->n_children; i++)
    param = find_param(view->children[i], name, owner);
  return param;
}

static const char *selection_type(const json_t *param) {
  const json_t *select = cairn_json_get(param, "select");
  const char *type =
      json_is_object(select) ? cairn_json_string(select, "type", NULL) : json_string_value(select);
  return type ? type : "";
}

static const CairnChannelDef *find_def(const CairnView *view, CairnChannel channel) {
  const CairnChannelDef *def = cairn_channel_def_data(view->channels[channel]);
  for (size_t i = 0; !def && i < view->n_children; i++)
    def = find_def(view->children[i], channel);
  return def;
}

/* ---- What is selected ---- */

/* The column that a key of an initial value names: a channel of the view, or a field. */
static const CairnColumn *key_column(const CairnView *owner, const CairnTable *table, const char *key,
                                     const CairnChannelDef **def) {
  CairnChannel channel = cairn_channel_parse(key);
  *def = channel == CAIRN_N_CHANNELS ? NULL : find_def(owner, channel);
  const CairnColumn *column = *def && (*def)->column ? cairn_table_column(table, (*def)->column) : NULL;
  if (!column && *def && (*def)->field) column = cairn_table_field(table, (*def)->field);
  return column ? column : cairn_table_field(table, key);
}

/* What an interval compares: of a channel with a time unit the starts of its bins, of other bins the numbers in them. */
static double compared(const CairnDataflow *flow, const CairnColumn *column, const CairnTimeUnit *unit, size_t row) {
  if (!unit) return cairn_column_quantity(column, row);
  const CairnZone *zone = unit->utc ? NULL : flow->run.expressions.zone;
  double moment = cairn_value_to_moment(cairn_column_value(column, row), zone);
  return isnan(moment) || unit->binned ? moment : cairn_time_unit_floor(unit, zone, moment);
}

static bool cell_equals(CairnDataflow *flow, const CairnColumn *column, const CairnChannelDef *def,
                        size_t row, const json_t *wanted) {
  CairnValue value = cairn_scale_constant(flow->arena, def, wanted, flow->run.expressions.zone);
  return cairn_value_loose_equal(cairn_column_value(column, row), value);
}

/* An interval over discrete values lists them. */
static void keep_listed(CairnDataflow *flow, const CairnColumn *column, const CairnChannelDef *def, const json_t *listed,
                        uint8_t *keep, size_t n_rows) {
  for (size_t row = 0; row < n_rows; row++) {
    bool found = false;
    for (size_t i = 0; i < json_array_size(listed) && !found; i++)
      found = cell_equals(flow, column, def, row, json_array_get(listed, i));
    keep[row] &= found;
  }
}

static void keep_between(CairnDataflow *flow, const CairnColumn *column, const CairnChannelDef *def, const json_t *bounds,
                         uint8_t *keep, size_t n_rows) {
  double ends[2];
  CairnTimeUnitNode node = {0};
  bool by_unit = def && def->time_unit && def->field && strcmp(column->name, def->field) == 0 &&
                 cairn_time_unit_read(def->node, "timeUnit", &node, NULL) && node.is_given;
  CairnTimeUnit unit = by_unit ? cairn_time_unit_for_column(&node, flow->run.expressions.zone, column, n_rows) : node.unit;
  for (size_t i = 0; i < 2; i++)
    ends[i] = cairn_value_to_quantity(
        cairn_scale_constant(flow->arena, def, json_array_get(bounds, i), flow->run.expressions.zone));
  for (size_t row = 0; row < n_rows; row++) {
    double number = compared(flow, column, by_unit ? &unit : NULL, row);
    keep[row] &= number >= fmin(ends[0], ends[1]) && number <= fmax(ends[0], ends[1]);
  }
}

static void keep_interval(CairnDataflow *flow, const CairnView *owner, const json_t *value,
                          const CairnTable *table, uint8_t *keep) {
  const char *key;
  json_t *bounds;
  json_object_foreach((json_t *)value, key, bounds) {
    const CairnChannelDef *def;
    const CairnColumn *column = key_column(owner, table, key, &def);
    if (column && def && def->bin && def->field) {
      column = cairn_table_field(table, def->field);
      /* Bins that were counted hold no numbers any more, and an interval none of them. */
      if (!column) memset(keep, 0, table->n_rows);
    }
    if (!column) continue;
    bool discrete = def && !def->bin && !def->time_unit && (def->type == CAIRN_NOMINAL || def->type == CAIRN_ORDINAL);
    if (discrete) keep_listed(flow, column, def, bounds, keep, table->n_rows);
    else if (json_array_size(bounds) >= 2) keep_between(flow, column, def, bounds, keep, table->n_rows);
  }
}

/* A lone value stands for the only field or channel of the selection. */
static const char *lone_key(const json_t *param) {
  static const char *const members[] = {"fields", "encodings"};
  const json_t *select = cairn_json_get(param, "select");
  for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
    const json_t *first = json_array_get(cairn_json_get(select, members[i]), 0);
    if (json_is_string(first)) return json_string_value(first);
  }
  return NULL;
}

static void keep_points(CairnDataflow *flow, const CairnView *owner, const json_t *param,
                        const CairnTable *table, uint8_t *keep) {
  const json_t *value = cairn_json_get(param, "value");
  json_t *tuples = json_is_array(value) ? json_incref((json_t *)value) : json_pack("[O]", (json_t *)value);
  const char *lone = lone_key(param);
  for (size_t row = 0; row < table->n_rows; row++) {
    bool selected = false;
    for (size_t i = 0; i < json_array_size(tuples) && !selected; i++) {
      const json_t *tuple = json_array_get(tuples, i);
      const CairnChannelDef *def;
      const char *key;
      json_t *wanted;
      selected = true;
      if (!json_is_object(tuple)) {
        const CairnColumn *column = lone ? key_column(owner, table, lone, &def) : NULL;
        selected = column && cell_equals(flow, column, def, row, tuple);
      }
      json_object_foreach((json_t *)tuple, key, wanted) {
        const CairnColumn *column = key_column(owner, table, key, &def);
        selected &= column && cell_equals(flow, column, def, row, wanted);
      }
    }
    keep[row] &= selected;
  }
  json_decref(tuples);
}

static bool is_true(const json_t *value) {
  return json_is_true(value) || (json_is_number(value) && json_number_value(value) != 0) ||
         (json_is_string(value) && *json_string_value(value));
}

bool cairn_selection_select(void *user, const char *name, const CairnTable *table, uint8_t *keep) {
  CairnDataflow *flow = user;
  CairnView *owner = NULL;
  const json_t *param = find_param(flow->model->view, name, &owner);
  const json_t *value = cairn_json_get(param, "value");
  if (!param) return false;
  if (!cairn_json_get(param, "select")) {
    /* A variable: its own truth. */
    if (!is_true(value)) memset(keep, 0, table->n_rows);
    return !cairn_json_get(param, "expr");
  }
  if (!value || json_is_null(value)) return false;
  if (strcmp(selection_type(param), "interval") == 0)
    keep_interval(flow, owner, value, table, keep);
  else
    keep_points(flow, owner, param, table, keep);
  return true;
}

CairnTable *cairn_selection_rows(void *user, const char *param, const CairnTable *table) {
  const CairnDataflow *flow = user;
  uint8_t *keep = cairn_arena_array(flow->arena, table->n_rows, uint8_t);
  size_t *rows = cairn_arena_array(flow->arena, table->n_rows, size_t), n = 0;
  memset(keep, 1, table->n_rows);
  cairn_selection_select(user, param, table, keep);
  for (size_t row = 0; row < table->n_rows; row++)
    if (keep[row]) rows[n++] = row;
  return cairn_table_select(table, rows, n);
}

/* ---- What is drawn ---- */

/* Does an interval selection of the view move its scale of that channel? */
static bool binds_scale(const CairnView *view, const char *channel) {
  const json_t *params = cairn_json_get(view->node, "params");
  for (size_t i = 0; i < json_array_size(params); i++) {
    const json_t *param = json_array_get(params, i);
    if (strcmp(selection_type(param), "interval") != 0 || strcmp(cairn_json_string(param, "bind", ""), "scales") != 0) continue;
    const json_t *encodings = cairn_json_get(cairn_json_get(param, "select"), "encodings");
    bool named = !json_is_array(encodings);
    for (size_t k = 0; k < json_array_size(encodings) && !named; k++) {
      const char *name = json_string_value(json_array_get(encodings, k));
      named = name && strcmp(name, channel) == 0;
    }
    if (named) return true;
  }
  return false;
}

/* Does a selection say what this scale shows: by moving it, by its domain or by the extent of its bins? */
static bool is_selected(const CairnScaleBinding *binding) {
  for (size_t i = 0; binding && i < binding->n_uses; i++) {
    const CairnChannelDef *def = binding->uses[i].def;
    const json_t *scale = cairn_json_get(def->node, "scale");
    if (cairn_json_get(scale, CAIRN_SELECTED_DOMAIN) || cairn_json_get(cairn_json_get(scale, "domain"), "param") || cairn_json_get(cairn_json_get(def->bin, "extent"), "param")) return true;
    if (!cairn_scale_type_is_continuous(binding->type) || def->aggregate || def->bin) continue;
    for (const CairnView *view = binding->uses[i].unit; view; view = view->parent)
      if (binds_scale(view, cairn_channel_name(binding->channel))) return true;
  }
  return false;
}

/* Does the view, or one in it, have a scale that a selection moves? */
static bool has_selected(const CairnView *view) {
  if (is_selected(view->bindings[CAIRN_X]) || is_selected(view->bindings[CAIRN_Y])) return true;
  for (size_t i = 0; i < view->n_children; i++)
    if (has_selected(view->children[i])) return true;
  return false;
}

/* Marks of a layer are clipped together: a rule across the plot, too. */
static bool clip_unit(CairnView *unit, void *data) {
  (void)data;
  const CairnView *plot = unit;
  while (plot->parent && plot->parent->kind == CAIRN_VIEW_LAYER)
    plot = plot->parent;
  bool selected = has_selected(plot);
  if (selected && !json_object_get(unit->mark_def, "clip")) json_object_set_new(unit->mark_def, "clip", json_true());
  return true;
}

void cairn_selection_clip(CairnModel *model) {
  cairn_view_each_unit(model->view, clip_unit, NULL);
}

static const CairnScale *find_scale(const CairnView *view, CairnChannel channel) {
  const CairnScale *scale = view->scales[channel];
  for (size_t i = 0; !scale && i < view->n_children; i++)
    scale = find_scale(view->children[i], channel);
  return scale;
}

/* From and to, in px; the whole plot in a direction that the interval leaves open. */
static void brush_side(CairnComposer *composer, const CairnView *view, const json_t *value,
                       CairnChannel channel, double *start, double *size) {
  const json_t *bounds = cairn_json_get(value, cairn_channel_name(channel));
  const CairnScale *scale = find_scale(view, channel);
  *start = 0;
  *size = channel == CAIRN_X ? view->width : view->height;
  if (!scale || json_array_size(bounds) < 2) return;
  double ends[2];
  for (size_t i = 0; i < 2; i++) {
    CairnValue end = cairn_scale_constant(composer->arena, find_def(view, channel), json_array_get(bounds, i),
                                          composer->scales->zone);
    ends[i] = cairn_scale_position(scale, end);
  }
  if (!isfinite(ends[0]) || !isfinite(ends[1])) return;
  *start = fmin(ends[0], ends[1]);
  *size = fabs(ends[1] - ends[0]);
}

static const CairnPaint *brush_paint(CairnArena *arena, const json_t *style, bool outline) {
  CairnPaint *paint = cairn_arena_one(arena, CairnPaint);
  *paint = cairn_paint_default();
  CairnBrush *brush = outline ? &paint->stroke : &paint->fill;
  const char *color =
      outline ? cairn_json_string(style, "stroke", "white") : cairn_json_string(style, "fill", "#333");
  if (cairn_color_parse(color, &brush->color) && brush->color.a > 0) brush->kind = CAIRN_BRUSH_COLOR;
  paint->fill_opacity = cairn_json_number(style, "fillOpacity", 0.125);
  paint->stroke_opacity = cairn_json_number(style, "strokeOpacity", 1);
  paint->stroke_width = cairn_json_number(style, "strokeWidth", 1);
  const json_t *dash = cairn_json_get(style, "strokeDash");
  double *lengths = cairn_arena_array(arena, json_array_size(dash), double);
  for (size_t i = 0; outline && i < json_array_size(dash); i++)
    lengths[paint->n_dash++] = fmax(json_number_value(json_array_get(dash, i)), 0);
  paint->dash = paint->n_dash ? lengths : NULL;
  paint->dash_offset = cairn_json_number(style, "strokeDashOffset", 0);
  return paint;
}

/* Of a selection that repeated views share, the brush stands in the first of them: in the others it has no size. */
static bool is_elsewhere(const CairnComposer *composer, const CairnView *view, const json_t *param) {
  CairnView *owner = NULL;
  bool shared = strcmp(cairn_json_string(cairn_json_get(param, "select"), "resolve", "global"), "global") == 0;
  return shared && find_param(composer->model->view, cairn_json_string(param, "name", ""), &owner) && owner != view;
}

static void draw_brushes(CairnComposer *composer, const CairnView *plot_view, const CairnView *view,
                         CairnGroup *plot, bool outline) {
  const json_t *params = cairn_json_get(view->node, "params");
  for (size_t i = 0; i < json_array_size(params); i++) {
    const json_t *param = json_array_get(params, i), *value = cairn_json_get(param, "value");
    bool bound = strcmp(cairn_json_string(param, "bind", ""), "scales") == 0;
    if (strcmp(selection_type(param), "interval") != 0 || !json_is_object(value) || bound) continue;
    bool elsewhere = is_elsewhere(composer, view, param);
    if (elsewhere && !outline) continue;
    CairnMark *mark = cairn_mark_new(composer->arena, plot, CAIRN_RECT, CAIRN_ROLE_MARK, "brush", 1);
    mark->clip = true;
    mark->items[0].paint =
        brush_paint(composer->arena, cairn_json_get(cairn_json_get(param, "select"), "mark"), outline);
    if (elsewhere) continue;
    CairnRectItem *rect = &mark->items[0].rect;
    brush_side(composer, plot_view, value, CAIRN_X, &rect->x, &rect->width);
    brush_side(composer, plot_view, value, CAIRN_Y, &rect->y, &rect->height);
  }
  /* The base of an overlay stands for the same node as its layer. */
  for (size_t i = 0; i < view->n_children; i++)
    if (view->children[i]->node != view->node)
      draw_brushes(composer, plot_view, view->children[i], plot, outline);
}

void cairn_selection_draw(CairnComposer *composer, const CairnView *view, CairnGroup *plot, bool outline) {
  draw_brushes(composer, view, view, plot, outline);
}
