#include "composition.h"

#include "facet.h"
#include "guide/title.h"
#include "layout/grid.h"
#include "layout/text.h"
#include "trellis.h"

#include <string.h>

/* ---- Grids ---- */

static double spacing(const CairnView *view, const char *direction) {
  const json_t *own = cairn_json_get(view->node, "spacing");
  const char *section = view->kind == CAIRN_VIEW_FACET ? "facet" : "concat";
  if (json_is_object(own)) own = cairn_json_get(own, direction);
  if (json_is_number(own)) return json_number_value(own);
  return cairn_json_number(cairn_config_get(view->model, NULL, section), "spacing", 20);
}

static bool is_independent(const CairnView *view, const char *channel) {
  const json_t *scales = cairn_json_get(cairn_json_get(view->node, "resolve"), "scale");
  return strcmp(cairn_json_string(scales, channel, "shared"), "independent") == 0;
}

/* Cells of a facet in one direction do not follow each other's size where their scales differ. */
static CairnGridAlign default_align(const CairnView *view) {
  if (view->kind != CAIRN_VIEW_FACET) return CAIRN_GRID_ALIGN_EACH;
  bool loose = (!view->channels[CAIRN_ROW] && is_independent(view, "x")) ||
               (!view->channels[CAIRN_COLUMN] && is_independent(view, "y"));
  return loose ? CAIRN_GRID_ALIGN_NONE : CAIRN_GRID_ALIGN_ALL;
}

static CairnGridSide grid_side(const CairnView *view, const char *direction) {
  CairnGridSide side = {.align = default_align(view), .padding = spacing(view, direction)};
  const json_t *align = cairn_json_get(view->node, "align"), *center = cairn_json_get(view->node, "center");
  const char *name =
      json_is_object(align) ? cairn_json_string(align, direction, "none") : json_string_value(align);
  if (name)
    side.align = strcmp(name, "all") == 0    ? CAIRN_GRID_ALIGN_ALL
                 : strcmp(name, "each") == 0 ? CAIRN_GRID_ALIGN_EACH
                                             : CAIRN_GRID_ALIGN_NONE;
  side.center = json_is_true(json_is_object(center) ? cairn_json_get(center, direction) : center);
  return side;
}

static size_t count_columns(const CairnView *view) {
  if (view->kind == CAIRN_VIEW_FACET) return MAX(view->n_columns, 1);
  double most = (double)MAX(view->n_children, 1);
  const json_t *config = cairn_config_get(view->model, NULL, "concat");
  double columns = cairn_json_number(view->node, "columns", cairn_json_number(config, "columns", most));
  return columns >= 1 && columns < most ? (size_t)columns : (size_t)most;
}

static CairnMeasure measure_of(CairnComposer *composer) {
  return cairn_text_measure(composer->measurer);
}

/* The group's box in its own frame. */
static CairnBox inner_box(CairnComposer *composer, CairnGroup *group) {
  double x = group->x, y = group->y;
  group->x = group->y = 0;
  CairnBox box = cairn_group_bounds(group, measure_of(composer));
  group->x = x;
  group->y = y;
  return box;
}

/* ---- Facets ---- */

static bool shares_axis(const CairnView *facet, const CairnView *cell, CairnChannel channel) {
  const json_t *axis = cairn_json_get(cairn_json_get(facet->node, "resolve"), "axis");
  if (strcmp(cairn_json_string(axis, cairn_channel_name(channel), "shared"), "shared") != 0) return false;
  const CairnScaleBinding *binding = cell->bindings[channel];
  for (size_t i = 0; !binding && i < cell->n_children; i++)
    binding = cell->children[i]->bindings[channel];
  if (is_independent(facet, cairn_channel_name(channel))) return false;
  const CairnView *owner = facet;
  while (binding && owner && owner != binding->owner)
    owner = owner->parent;
  return binding && owner;
}

/* Is there no cell further down in this column? */
static bool is_lowest(const CairnView *view, size_t i) {
  return i + view->n_columns >= view->n_children;
}

/* What its plots take counts as axes do: the legends of a composition inside another stand beside all of it.
 */
static CairnGroup *draw_inner(CairnComposer *composer, CairnView *view, CairnPageParts *parts,
                              GError **error) {
  CairnGroup *group = cairn_composition_draw(composer, view, error);
  if (group) parts->x_axes = parts->y_axes = inner_box(composer, group);
  return group;
}

static CairnGroup *draw_any(CairnComposer *composer, CairnView *view, CairnSharedAxes *shared,
                            GError **error) {
  CairnPageParts parts = {0};
  bool several = view->kind == CAIRN_VIEW_CONCAT || view->kind == CAIRN_VIEW_FACET;
  parts.plot = several ? draw_inner(composer, view, &parts, error)
                       : cairn_compose_plot(composer, view, shared, &parts, error);
  if (!parts.plot) return NULL;
  cairn_compose_take_legends(composer, view, &parts);
  cairn_page_add_legends(composer->arena, composer->model, &parts);
  return parts.plot;
}

/* Has the cell rows? Those that nothing can place count in facets within facets alone, which are made before such rows
 * are left out. */
static bool has_rows(const CairnView *view, bool is_nested) {
  const CairnTable *table = is_nested && view->raw ? view->raw : view->table;
  bool found = table && table->n_rows > 0;
  for (size_t i = 0; !found && i < view->n_children; i++)
    found = has_rows(view->children[i], is_nested);
  return found;
}

static bool cell_has_rows(const CairnView *facet, size_t i) {
  return has_rows(facet->children[i], facet->parent && facet->parent->kind == CAIRN_VIEW_FACET);
}

static bool draw_cells(CairnComposer *composer, CairnView *view, size_t n_columns, CairnGroup **cells,
                       CairnSharedAxes *shared, GError **error) {
  for (size_t i = 0; i < view->n_children; i++) {
    CairnView *child = view->children[i];
    size_t column = i % n_columns;
    if (view->kind == CAIRN_VIEW_FACET)
      shared[i] = (CairnSharedAxes){.is_empty = !cell_has_rows(view, i),
                                    .x = shares_axis(view, child, CAIRN_X),
                                    .y = shares_axis(view, child, CAIRN_Y),
                                    .at_bottom = is_lowest(view, i),
                                    .at_top = i < n_columns,
                                    .at_left = column == 0,
                                    .at_right = column + 1 == n_columns || i + 1 == view->n_children};
    cells[i] = draw_any(composer, child, view->kind == CAIRN_VIEW_FACET ? &shared[i] : NULL, error);
    if (!cells[i]) return false;
  }
  return true;
}

/* Titles of concatenated views stand above them. */
static bool add_inner_title(CairnComposer *composer, CairnView *child, CairnGroup *group, GError **error) {
  CairnGuideContext guides = {composer->arena, composer->model, composer->run, composer->measurer};
  CairnPageTitle title;
  if (!cairn_titles_draw(&guides, child, &title, error)) return false;
  if (!title.group) return true;
  cairn_page_place_title(&title, inner_box(composer, group), fmax(child->width, 0), fmax(child->height, 0));
  cairn_group_add_group(composer->arena, group, title.group);
  return true;
}

/* What counts of a cell for the places of the others: all that it draws, or its plot alone. */
static CairnBox cell_box(CairnComposer *composer, const CairnView *view, size_t i, CairnGroup *cell) {
  const char *bounds = cairn_json_string(view->node, "bounds", "full");
  const CairnView *child = view->children[i];
  if (strcmp(bounds, "flush") != 0) return inner_box(composer, cell);
  return (CairnBox){0, 0, fmax(child->width, 0), fmax(child->height, 0)};
}

/* Titles, the labels that stand inside the grid, and then the places of the cells. */
static bool arrange_cells(CairnComposer *composer, CairnView *view, size_t n_columns, CairnGroup **cells,
                          GError **error) {
  size_t n = view->n_children;
  CairnBox *boxes = cairn_arena_array(composer->arena, n, CairnBox);
  CairnPoint *origins = cairn_arena_array(composer->arena, n, CairnPoint);
  for (size_t i = 0; i < n; i++) {
    if (view->kind == CAIRN_VIEW_CONCAT && !add_inner_title(composer, view->children[i], cells[i], error))
      return false;
    if (view->kind == CAIRN_VIEW_FACET && cell_has_rows(view, i) && !cairn_trellis_label_cell(composer, view, i, cells[i], error)) return false;
    boxes[i] = cell_box(composer, view, i, cells[i]);
  }
  CairnGrid grid = {n_columns, grid_side(view, "column"), grid_side(view, "row")};
  cairn_grid_arrange(&grid, boxes, origins, n);
  for (size_t i = 0; i < n; i++) {
    cells[i]->x = origins[i].x;
    cells[i]->y = origins[i].y;
  }
  return true;
}

CairnGroup *cairn_composition_draw(CairnComposer *composer, CairnView *view, GError **error) {
  CairnArena *arena = composer->arena;
  size_t n_columns = count_columns(view), n = view->n_children;
  CairnGroup **cells = cairn_arena_array(arena, n, CairnGroup *);
  CairnSharedAxes *shared = cairn_arena_array(arena, n, CairnSharedAxes);
  if (!draw_cells(composer, view, n_columns, cells, shared, error) ||
      !arrange_cells(composer, view, n_columns, cells, error))
    return NULL;
  CairnGroup *group = cairn_group_new(arena, CAIRN_ROLE_CONTAINER, view->name);
  for (size_t i = 0; i < n; i++)
    cairn_group_add_group(arena, group, cells[i]);
  if (view->kind == CAIRN_VIEW_FACET && !cairn_trellis_draw(composer, view, group, cells, shared, error)) return NULL;
  return group;
}
