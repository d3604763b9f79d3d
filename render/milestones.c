#include "milestones.h"

#include "annotate/contact.h"
#include "annotate/placement.h"
#include "base/date_parse.h"
#include "base/time_format.h"
#include "layout/size.h"
#include "mark/mark.h"
#include "milestone_anchor.h"
#include "milestone_draw.h"
#include "milestone_scene.h"
#include "milestone_spans.h"
#include "scene/bounds.h"

#include <string.h>

/* px that a plot keeps at least, and its share of what it had. */
#define SMALLEST_PLOT  80
#define SMALLEST_SHARE 0.3

/* A leader so short, in px, tells nothing that a label right at its band or bracket does not. */
#define SHORT_PX 8

#define SHOWN_BYTES      60 /* of a label in a message */
#define DEFAULT_PRIORITY 3
#define DEFAULT_FONT_PX  10

bool cairn_milestones_name(const CairnView *unit, const char *member, const char *mark) {
  const json_t *names = cairn_json_get(unit->model->usermeta, member);
  if (!names || !unit->name || strcmp(unit->mark, mark) != 0) return false;
  if (json_is_string(names)) return strcmp(json_string_value(names), unit->name) == 0;
  for (size_t i = 0; i < json_array_size(names); i++) {
    const json_t *name = json_array_get(names, i);
    if (json_is_string(name) && strcmp(json_string_value(name), unit->name) == 0) return true;
  }
  return false;
}

bool cairn_milestones_is_layer(const CairnView *unit) {
  return cairn_milestones_name(unit, "milestones", "text");
}

static bool collect_layer(CairnView *unit, void *data) {
  if (cairn_milestones_is_layer(unit)) g_ptr_array_add(data, unit);
  return true;
}

/* ---- Texts ---- */

/* The texts of one unit as its mark would draw them: words, fonts, colours, and where in x they belong. */
static const CairnMark *draw_texts(CairnComposer *composer, CairnView *unit, GError **error) {
  CairnMarkContext context = {.arena = composer->arena,
                              .unit = unit,
                              .table = unit->table,
                              .run = composer->run,
                              .measurer = composer->measurer};
  CairnGroup *aside = cairn_group_new(composer->arena, CAIRN_ROLE_CONTAINER, NULL);
  return cairn_mark_draw(&context, aside, error) ? aside->children[0].mark : NULL;
}

static double priority_of(const CairnView *unit, size_t row) {
  const CairnColumn *column = cairn_table_column(unit->table, "priority");
  double priority = column ? cairn_column_quantity(column, row) : NAN;
  return isfinite(priority) ? CLAMP(priority, -1e6, 1e6) : DEFAULT_PRIORITY;
}

static const char *joined(CairnArena *arena, const CairnTextItem *item) {
  if (item->n_lines == 1) return item->lines[0];
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t i = 0; i < item->n_lines; i++)
    g_string_append_printf(text, "%s%s", i ? " " : "", item->lines[i]);
  return cairn_arena_strndup(arena, text->str, text->len);
}

/* ms of a cell that holds a date, or a text that tells one; NaN for any other. */
static double moment_of(const CairnColumn *column, size_t row, const CairnZone *zone) {
  CairnValue value = cairn_column_value(column, row);
  double ms = NAN;
  if (value.kind == CAIRN_TIME) return value.number;
  if (value.kind == CAIRN_STRING) cairn_date_parse(value.string, zone, &ms);
  return ms;
}

/* The dates of a row: its own, before a time unit has rounded it, and that of its column "end". */
static void find_dates(const CairnComposer *composer, const CairnView *unit, size_t row, double *date,
                       double *end) {
  const CairnChannelDef *x = unit->channels[cairn_milestones_run_down(unit) ? CAIRN_Y : CAIRN_X];
  const CairnColumn *column = x && x->field ? cairn_table_field(unit->table, x->field) : NULL;
  if (x && x->column && (!column || column->type != CAIRN_COLUMN_TIME))
    column = cairn_table_column(unit->table, x->column);
  *date = column && column->type == CAIRN_COLUMN_TIME ? cairn_column_quantity(column, row) : NAN;
  const CairnColumn *last = cairn_table_column(unit->table, "end");
  *end = last ? moment_of(last, row, composer->run->expressions.zone) : NAN;
}

/* The words of a date stay together: spaces become such that lines do not break at. */
static void append_date(const CairnComposer *composer, double date, GString *out) {
  const char *format = cairn_json_string(composer->model->usermeta, "dateFormat", NULL);
  cairn_time_format_append(format, composer->run->expressions.zone, composer->model->locale, date, out);
  g_string_replace(out, " ", "\u00a0", 0);
}

/* The label with its date, where the spec asks for one by a format ("%Y"): "Strike, 2009", "War, 1971–1972".
 */
static const char *dated(CairnComposer *composer, const CairnView *unit, size_t row, const char *text) {
  double date = NAN, end = NAN;
  if (cairn_json_get(composer->model->usermeta, "dateFormat")) find_dates(composer, unit, row, &date, &end);
  if (!isfinite(date)) return text;
  g_autoptr(GString) first = g_string_new(NULL), last = g_string_new(NULL);
  append_date(composer, date, first);
  if (isfinite(end)) append_date(composer, end, last);
  bool lasts = last->len > 0 && strcmp(first->str, last->str) != 0;
  return cairn_arena_printf(composer->arena, "%s, %s%s%s", text, first->str, lasts ? "–" : "",
                            lasts ? last->str : "");
}

static const char *series_of(CairnComposer *composer, const CairnView *unit, size_t row) {
  const CairnColumn *column = cairn_table_column(unit->table, "series");
  if (!column || cairn_column_state(column, row) != CAIRN_CELL_PRESENT) return NULL;
  const char *name = cairn_value_to_name(composer->arena, cairn_column_value(column, row));
  return *name ? name : NULL;
}

static void add_text(CairnComposer *composer, CairnMilestones *all, const CairnMilestone *milestone,
                     double at) {
  CairnMilestoneText *text = &all->texts[all->n];
  all->items[all->n] = *milestone;
  *text = (CairnMilestoneText){
      .order = at, .text = milestone->text, .priority = (int)priority_of(milestone->unit, milestone->row)};
  all->items[all->n++].lines =
      cairn_milestone_text_break(composer->arena, composer->measurer, milestone->font, milestone->text, text);
}

/* The text where it belongs, without dx and dy. */
static CairnTextItem anchor_of(const CairnView *unit, const CairnTextItem *item) {
  CairnTextItem anchor = *item;
  cairn_text_nudge(&anchor, -cairn_mark_number(unit, "dx", 0), -cairn_mark_number(unit, "dy", 0));
  return anchor;
}

/* Where the text belongs along the axis of dates, in px. */
static double place_of(const CairnView *unit, const CairnTextItem *item) {
  CairnTextItem anchor = anchor_of(unit, item);
  return cairn_milestones_run_down(unit) ? anchor.y : anchor.x;
}

/* Is that px of the axis of dates in the plot? */
static bool is_inside(const CairnView *unit, double at) {
  const CairnView *plot = unit;
  while (plot->parent && plot->parent->kind == CAIRN_VIEW_LAYER)
    plot = plot->parent;
  return at >= -0.5 && at <= (cairn_milestones_run_down(unit) ? plot->height : plot->width) + 0.5;
}

static void warn_left_out(const CairnView *unit, size_t n_empty, size_t n_outside,
                          const CairnMilestone *outside) {
  const CairnWarnings *warnings = unit->model->warnings;
  g_autofree char *shown = n_outside ? cairn_text_printable(outside->text, SHOWN_BYTES) : NULL;
  if (n_empty)
    cairn_warn_at(warnings, unit->node, "encoding", "%zu of the milestones have no text; they are left out",
                  n_empty);
  if (n_outside)
    cairn_warn_at(warnings, unit->node, "encoding",
                  "the %s axis does not reach %zu of the milestones, such as \"%s\"; they are left out",
                  cairn_milestones_run_down(unit) ? "y" : "x", n_outside, shown);
}

/* A layer that encodes neither x nor y says no date. */
static bool check_dates(const CairnView *unit, GError **error) {
  if (unit->channels[CAIRN_X] || unit->channels[CAIRN_Y]) return true;
  cairn_error_at(error, CAIRN_ERROR_SPEC, unit->node, "name",
                 "the milestones \"%s\" have no dates; give the layer an x, such as {\"field\": \"date\", "
                 "\"type\": \"temporal\"}",
                 unit->name);
  return false;
}

static bool add_unit(CairnComposer *composer, CairnMilestones *all, CairnView *unit, GError **error) {
  if (!check_dates(unit, error)) return false;
  const CairnMark *mark = draw_texts(composer, unit, error);
  if (!mark) return false;
  size_t n_empty = 0, n_before = all->n_outside;
  for (size_t i = 0; i < mark->n; i++) {
    const CairnTextItem *item = &mark->items[i].text;
    const char *text = joined(composer->arena, item);
    n_empty += !*text;
    if (!*text) continue;
    CairnMilestone milestone = {.unit = unit,
                                .row = i,
                                .text = dated(composer, unit, i, text),
                                .series = series_of(composer, unit, i),
                                .font = item->font,
                                .paint = mark->items[i].paint};
    double at = place_of(unit, item);
    if (is_inside(unit, at))
      add_text(composer, all, &milestone, at);
    else
      all->outside[all->n_outside++] = milestone;
  }
  warn_left_out(unit, n_empty, all->n_outside - n_before, all->outside + n_before);
  return true;
}

static bool read_texts(CairnComposer *composer, const GPtrArray *units, CairnMilestones *all,
                       GError **error) {
  size_t most = 0;
  for (size_t i = 0; i < units->len; i++)
    most += ((CairnView *)units->pdata[i])->table->n_rows;
  all->items = cairn_arena_array(composer->arena, most, CairnMilestone);
  all->texts = cairn_arena_array(composer->arena, most, CairnMilestoneText);
  all->outside = cairn_arena_array(composer->arena, most, CairnMilestone);
  for (size_t i = 0; i < units->len; i++)
    if (!add_unit(composer, all, units->pdata[i], error)) return false;
  return true;
}

/* ---- Laying the figure out with room for labels ---- */

typedef struct Layout {
  CairnComposer *composer;
  CairnMilestones *milestones;
  bool warned;       /* warnings about anchors are given once */
  CairnScene *scene; /* of the last call */
} Layout;

/* Where each milestone is in x, now that the scales have their ranges. */
static bool find_positions(Layout *layout, GError **error) {
  const CairnMark *mark = NULL;
  const CairnView *unit = NULL;
  for (size_t i = 0; i < layout->milestones->n; i++) {
    CairnMilestone *milestone = &layout->milestones->items[i];
    if (milestone->unit != unit) {
      unit = milestone->unit;
      mark = draw_texts(layout->composer, milestone->unit, error);
      if (!mark) return false;
    }
    /* A text is set off from where it belongs by dx and dy. */
    CairnTextItem anchor = anchor_of(unit, &mark->items[milestone->row].text);
    milestone->x = anchor.x;
    milestone->y = anchor.y;
  }
  return true;
}

static bool lay_out(void *data, CairnLabelRoom room, CairnLabelScene *out, GError **error) {
  Layout *layout = data;
  CairnComposer *composer = layout->composer;
  composer->room_top = room.top_px;
  composer->room_bottom = room.bottom_px;
  layout->scene = cairn_compose(composer, error);
  if (!layout->scene || !find_positions(layout, error)) return false;
  g_auto(CairnDrawing) drawing;
  cairn_drawing_read(&drawing, composer->arena, layout->scene, composer->measurer);
  cairn_spans_give_edges(composer, &drawing);
  const CairnPoint *anchors =
      cairn_milestone_anchors(composer, &drawing, layout->milestones, !layout->warned);
  layout->warned = true;
  cairn_drawing_give(&drawing, composer->arena, layout->scene, anchors, layout->milestones->n, out);
  out->key = composer->bottom_room;
  return true;
}

static const char *const style_names[] = {"auto", "callout", "lanes", "key"};

static bool read_style(const CairnModel *model, CairnLabelStyle *style, GError **error) {
  const char *name = cairn_json_string(model->usermeta, "annotation", "auto");
  for (size_t i = 0; i < G_N_ELEMENTS(style_names); i++) {
    *style = (CairnLabelStyle)i;
    if (strcmp(style_names[i], name) == 0) return true;
  }
  cairn_error_at(error, CAIRN_ERROR_SPEC, model->usermeta, "annotation",
                 "\"%s\" is no way to annotate; valid are \"auto\", \"callout\", \"lanes\" and \"key\"",
                 name);
  return false;
}

/* No size is told at which all would have room: that would have to be tried. */
static void warn_dropped(const CairnComposer *composer, const CairnMilestones *milestones,
                         const CairnPlacement *placement) {
  if (placement->n_dropped == 0) return;
  int first = 0;
  while (placement->places[first].state != CAIRN_LABEL_DROPPED)
    first++;
  cairn_warn_at(
      composer->model->warnings, composer->model->usermeta, "milestones",
      "%d of %d milestones have no room, such as \"%s\"; they take a larger figure, or shorter texts",
      placement->n_dropped, placement->n_places, milestones->items[first].text);
}

/* What a figure of given height can spare, or how far another one may grow. */
static double most_room(const CairnView *root, const CairnScene *scene) {
  if (!cairn_size_fit(root).y) return 4 * scene->height;
  return fmax(root->height - fmax(SMALLEST_PLOT, SMALLEST_SHARE * root->height), 0);
}

static const CairnFont *font_of(const CairnMilestones *milestones) {
  if (milestones->n) return milestones->items[0].font;
  return milestones->n_outside ? milestones->outside[0].font : NULL;
}

/* The chart that `scene` is of, once its spans are bands or brackets. */
static CairnScene *show_spans(CairnComposer *composer, const CairnMilestones *milestones, CairnScene *scene,
                              GError **error) {
  const CairnFont *font = font_of(milestones);
  if (!cairn_spans_choose(composer, font ? font->size : DEFAULT_FONT_PX, error)) return NULL;
  return composer->spans ? cairn_compose(composer, error) : scene;
}

/* Does the label stand nearer to the anchor of another? */
static bool is_nearer_to_another(const CairnPlacement *placement, size_t i) {
  const CairnLabelPlace *place = &placement->places[i];
  double own = cairn_box_distance(place->box, place->anchor);
  for (int k = 0; k < placement->n_places; k++)
    if (cairn_box_distance(place->box, placement->places[k].anchor) < own) return true;
  return false;
}

/* The label of a span says without one whose it is, unless a reader might tie it to another event. */
static void drop_short_leaders(const CairnMilestones *milestones, CairnPlacement *placement) {
  for (size_t i = 0; i < milestones->n; i++) {
    CairnLabelPlace *place = &placement->places[i];
    bool is_straight = place->state == CAIRN_LABEL_PLACED && place->n_leader == 2;
    if (is_straight && milestones->items[i].on_span &&
        cairn_distance(place->leader[0], place->leader[1]) <= SHORT_PX && !is_nearer_to_another(placement, i))
      place->n_leader = 0;
  }
}

static CairnScene *place_labels(CairnComposer *composer, CairnMilestones *milestones, CairnScene *scene,
                                GError **error) {
  const CairnFont *font = font_of(milestones);
  CairnView *root = composer->model->view;
  Layout layout = {.composer = composer, .milestones = milestones, .scene = scene};
  CairnLabelOptions options = cairn_label_options(font->size);
  if (!read_style(composer->model, &options.style, error)) return NULL;
  options.height_is_fixed = cairn_size_fit(root).y;
  options.digit_px = cairn_text_width(composer->measurer, font, "0");
  options.most_room_px = most_room(root, scene);
  CairnPlacement *placement = cairn_annotate_place(composer->arena, milestones->texts, (int)milestones->n,
                                                   &options, lay_out, &layout, error);
  if (!placement) return NULL;
  /* The last layout tried is not always the one that was kept. */
  CairnLabelScene kept;
  if (!lay_out(&layout, placement->room, &kept, error)) return NULL;
  warn_dropped(composer, milestones, placement);
  drop_short_leaders(milestones, placement);
  cairn_milestone_draw(composer->arena, composer->measurer, layout.scene, milestones, placement, &options);
  return layout.scene;
}

CairnScene *cairn_milestones_place(CairnComposer *composer, GError **error) {
  g_autoptr(GPtrArray) units = g_ptr_array_new();
  cairn_view_each_unit(composer->model->view, collect_layer, units);
  CairnScene *scene = cairn_compose(composer, error);
  CairnMilestones *milestones = cairn_arena_one(composer->arena, CairnMilestones);
  if (!scene || !read_texts(composer, units, milestones, error)) return NULL;
  if (units->len) composer->milestones = milestones;
  scene = show_spans(composer, milestones, scene, error);
  if (!scene || !font_of(milestones)) return scene;
  return place_labels(composer, milestones, scene, error);
}
