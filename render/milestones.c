#include "milestones.h"

#include "annotate/placement.h"
#include "base/time_format.h"
#include "layout/size.h"
#include "layout/text.h"
#include "mark/mark.h"
#include "milestone_scene.h"

#include <string.h>

enum { MOST_LINES = 4, SMALLEST_PLOT = 80 };

bool cairn_milestones_is_layer(const CairnView *unit) {
  const json_t *names = cairn_json_get(unit->model->usermeta, "milestones");
  if (!names || !unit->name || strcmp(unit->mark, "text") != 0) return false;
  if (json_is_string(names)) return strcmp(json_string_value(names), unit->name) == 0;
  for (size_t i = 0; i < json_array_size(names); i++) {
    const json_t *name = json_array_get(names, i);
    if (json_is_string(name) && strcmp(json_string_value(name), unit->name) == 0) return true;
  }
  return false;
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
  return isfinite(priority) ? CLAMP(priority, -1e6, 1e6) : 3;
}

/* The ways to break a label: on one line, on two, ... */
static void find_sizes(CairnComposer *composer, CairnMilestone *milestone, CairnMilestoneText *text) {
  CairnLabelSize *sizes = cairn_arena_array(composer->arena, MOST_LINES, CairnLabelSize);
  milestone->lines = cairn_arena_array(composer->arena, MOST_LINES, CairnMilestoneLines);
  for (size_t most = 1; most <= MOST_LINES; most++) {
    size_t n;
    const char *const *lines =
        cairn_text_balance(composer->arena, composer->measurer, milestone->font, milestone->text, most, &n);
    if (text->n_sizes && n <= milestone->lines[text->n_sizes - 1].n) continue;
    double width = 0;
    for (size_t i = 0; i < n; i++)
      width = fmax(width, cairn_text_width(composer->measurer, milestone->font, lines[i]));
    milestone->lines[text->n_sizes] = (CairnMilestoneLines){lines, n};
    sizes[text->n_sizes++] = (CairnLabelSize){width, cairn_milestone_text_height(milestone->font, n), (int)n};
  }
  text->sizes = sizes;
}

static const char *joined(CairnArena *arena, const CairnTextItem *item) {
  if (item->n_lines == 1) return item->lines[0];
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t i = 0; i < item->n_lines; i++)
    g_string_append_printf(text, "%s%s", i ? " " : "", item->lines[i]);
  return cairn_arena_strndup(arena, text->str, text->len);
}

/* The label with its date, where the spec asks for one by a format ("%Y"). */
static const char *dated(CairnComposer *composer, const CairnView *unit, size_t row, const char *text) {
  const char *format = cairn_json_string(composer->model->usermeta, "dateFormat", NULL);
  const CairnChannelDef *x = unit->channels[CAIRN_X];
  const CairnColumn *column = format && x && x->column ? cairn_table_column(unit->table, x->column) : NULL;
  CairnValue date = cairn_column_value(column, row);
  if (date.kind != CAIRN_TIME || !isfinite(date.number)) return text;
  g_autoptr(GString) out = g_string_new(text);
  g_string_append(out, ", ");
  cairn_time_format_append(format, composer->run->expressions.zone, date.number, out);
  return cairn_arena_strndup(composer->arena, out->str, out->len);
}

static bool add_unit(CairnComposer *composer, CairnMilestones *all, CairnView *unit, GError **error) {
  const CairnMark *mark = draw_texts(composer, unit, error);
  if (!mark) return false;
  for (size_t i = 0; i < mark->n; i++) {
    const CairnTextItem *item = &mark->items[i].text;
    const char *text = joined(composer->arena, item);
    if (!*text) continue;
    text = dated(composer, unit, i, text);
    CairnMilestone *milestone = &all->items[all->n];
    *milestone = (CairnMilestone){
        .unit = unit, .row = i, .text = text, .font = item->font, .paint = mark->items[i].paint};
    all->texts[all->n].order = item->x;
    all->texts[all->n].text = text;
    all->texts[all->n].priority = (int)priority_of(unit, i);
    find_sizes(composer, milestone, &all->texts[all->n]);
    all->n++;
  }
  return true;
}

static bool read_texts(CairnComposer *composer, const GPtrArray *units, CairnMilestones *all,
                       GError **error) {
  size_t most = 0;
  for (size_t i = 0; i < units->len; i++)
    most += ((CairnView *)units->pdata[i])->table->n_rows;
  all->items = cairn_arena_array(composer->arena, most, CairnMilestone);
  all->texts = cairn_arena_array(composer->arena, most, CairnMilestoneText);
  for (size_t i = 0; i < units->len; i++)
    if (!add_unit(composer, all, units->pdata[i], error)) return false;
  return true;
}

/* ---- Laying the figure out with room for labels ---- */

typedef struct Layout {
  CairnComposer *composer;
  CairnMilestones *milestones;
  double plot_width, plot_height; /* of the plot with no room */
  bool fixed;                     /* the figure's height is given: room is taken from the plot */
  CairnScene *scene;              /* of the last call */
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
    milestone->x = mark->items[milestone->row].text.x;
    milestone->y = mark->items[milestone->row].text.y;
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
  CairnMeasure measure = {cairn_text_width_callback, composer->measurer};
  cairn_milestone_scene_read(composer->arena, layout->scene, composer->model->view, layout->milestones,
                             measure, out);
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

static void warn_dropped(const CairnComposer *composer, const CairnPlacement *placement) {
  if (placement->n_dropped)
    cairn_warn_at(composer->model->warnings, composer->model->usermeta, "milestones",
                  "%d of %d milestones have no room; the figure would need to be about %.0f px higher",
                  placement->n_dropped, placement->n_places,
                  fmax(placement->needed_room_px - placement->room.top_px - placement->room.bottom_px, 1));
}

CairnScene *cairn_milestones_place(CairnComposer *composer, GError **error) {
  g_autoptr(GPtrArray) units = g_ptr_array_new();
  CairnView *root = composer->model->view;
  cairn_view_each_unit(root, collect_layer, units);
  CairnScene *scene = cairn_compose(composer, error);
  if (!units->len || !scene) return scene;
  CairnMilestones milestones = {0};
  Layout layout = {composer, &milestones, root->width, root->height, cairn_size_fit(root).y, scene};
  if (!read_texts(composer, units, &milestones, error)) return NULL;
  if (!milestones.n) return scene;
  const CairnFont *font = milestones.items[0].font;
  CairnLabelOptions options = cairn_label_options(font->size);
  if (!read_style(composer->model, &options.style, error)) return NULL;
  options.height_is_fixed = layout.fixed;
  options.digit_px = cairn_text_width(composer->measurer, font, "0");
  options.most_room_px =
      layout.fixed ? fmax(root->height - fmax(SMALLEST_PLOT, 0.3 * root->height), 0) : 4 * root->height;
  CairnPlacement *placement = cairn_annotate_place(composer->arena, milestones.texts, (int)milestones.n,
                                                   &options, lay_out, &layout, error);
  if (!placement) return NULL;
  /* The last layout tried is not always the one that was kept. */
  CairnLabelScene kept;
  if (!lay_out(&layout, placement->room, &kept, error)) return NULL;
  warn_dropped(composer, placement);
  cairn_milestone_scene_draw(composer->arena, layout.scene, &milestones, placement, &options,
                             composer->measurer);
  return layout.scene;
}
