#include "composition.h"

#include "facet.h"
#include "guide/title.h"
#include "layout/grid.h"
#include "layout/text.h"

#include <string.h>

enum { HEADER_FONT = 10, HEADER_TITLE_FONT = 11, HEADER_PADDING = 10 };

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
  return (CairnMeasure){cairn_text_width_callback, composer->measurer};
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

/* ---- Texts ---- */

static const CairnPaint *black(CairnArena *arena) {
  CairnPaint *paint = cairn_arena_one(arena, CairnPaint);
  *paint = cairn_paint_default();
  paint->fill = (CairnBrush){.kind = CAIRN_BRUSH_COLOR, .color = {0, 0, 0, 1}};
  return paint;
}

static CairnTextItem *add_text(CairnArena *arena, CairnGroup *group, const char *text, double size,
                               int weight, const char *family) {
  CairnMark *mark = cairn_mark_new(arena, group, CAIRN_TEXT, CAIRN_ROLE_TITLE, "header", 1);
  CairnFont *font = cairn_arena_one(arena, CairnFont);
  *font = (CairnFont){family, size, weight, false};
  const char **lines = cairn_arena_array(arena, 1, const char *);
  lines[0] = text;
  mark->items[0].paint = black(arena);
  CairnTextItem *item = &mark->items[0].text;
  *item = (CairnTextItem){.lines = lines,
                          .shown = lines,
                          .n_lines = 1,
                          .font = font,
                          .line_height = size + 2,
                          .align = CAIRN_ALIGN_CENTER,
                          .baseline = CAIRN_BASELINE_BOTTOM};
  return item;
}

/* ---- Headers ---- */

typedef struct Header {
  const CairnChannelDef *def;
  const json_t *node; /* the def's header, or NULL */
  const json_t *config;
  bool has_labels, at_end; /* below or to the right instead of above or to the left */
  const char *title, *family;
  double label_size, title_size, label_padding, title_padding;
} Header;

static double header_number(const Header *header, const char *key, double otherwise) {
  return cairn_json_number(header->node, key, cairn_json_number(header->config, key, otherwise));
}

static const char *header_title(const CairnModel *model, const CairnChannelDef *def, const json_t *node) {
  const json_t *own = cairn_json_get(node, "title");
  if (!own) own = cairn_json_get(def->node, "title");
  if (own) return json_is_string(own) && *json_string_value(own) ? json_string_value(own) : NULL;
  return cairn_channel_def_title(model, def);
}

static Header read_header(const CairnView *view, CairnChannel channel) {
  const CairnChannelDef *def = view->channels[channel];
  const json_t *node = cairn_json_get(def->node, "header");
  Header header = {.def = def,
                   .node = json_is_object(node) ? node : NULL,
                   .config = cairn_config_get(view->model, NULL, "header")};
  bool off = json_is_null(node) || json_is_false(node);
  const char *orient = cairn_json_string(node, "labelOrient", cairn_json_string(node, "orient", ""));
  header.has_labels = !off && cairn_json_boolean(node, "labels", true);
  header.at_end = strcmp(orient, "bottom") == 0 || strcmp(orient, "right") == 0;
  header.title = off ? NULL : header_title(view->model, def, header.node);
  header.family =
      cairn_json_string(cairn_config_get(view->model, "style", "guide-label"), "font", "sans-serif");
  header.label_size = header_number(&header, "labelFontSize", HEADER_FONT);
  header.title_size = header_number(&header, "titleFontSize", HEADER_TITLE_FONT);
  header.label_padding = header_number(&header, "labelPadding", HEADER_PADDING);
  header.title_padding = header_number(&header, "titlePadding", HEADER_PADDING);
  return header;
}

static CairnAlign label_align(const Header *header) {
  const char *align = cairn_json_string(header->node, "labelAlign", "");
  return strcmp(align, "left") == 0    ? CAIRN_ALIGN_LEFT
         : strcmp(align, "right") == 0 ? CAIRN_ALIGN_RIGHT
                                       : CAIRN_ALIGN_CENTER;
}

/* A label over (or under) the width of a cell. */
static void add_column_label(CairnComposer *composer, CairnGroup *group, const Header *header,
                             const char *text, const CairnView *cell, double x, double edge) {
  if (!header->has_labels || !*text) return;
  CairnTextItem *item = add_text(composer->arena, group, text, header->label_size, 400, header->family);
  item->align = label_align(header);
  item->angle = header_number(header, "labelAngle", 0);
  item->x = x + (item->align == CAIRN_ALIGN_LEFT ? 0 : cell->width / 2);
  item->y = header->at_end ? edge + header->label_padding : edge - header->label_padding;
  item->baseline = header->at_end ? CAIRN_BASELINE_TOP : CAIRN_BASELINE_BOTTOM;
}

/* A label beside the height of a cell, turned unless the spec says otherwise. */
static void add_row_label(CairnComposer *composer, CairnGroup *group, const Header *header, const char *text,
                          const CairnView *cell, double y, double edge) {
  if (!header->has_labels || !*text) return;
  CairnTextItem *item = add_text(composer->arena, group, text, header->label_size, 400, header->family);
  item->angle = header_number(header, "labelAngle", header->at_end ? 90 : -90);
  bool turned = fabs(item->angle) > 45;
  item->align = cairn_json_get(header->node, "labelAlign") ? label_align(header)
                : turned                                   ? CAIRN_ALIGN_CENTER
                : header->at_end                           ? CAIRN_ALIGN_LEFT
                                                           : CAIRN_ALIGN_RIGHT;
  item->baseline = turned ? CAIRN_BASELINE_BOTTOM : CAIRN_BASELINE_MIDDLE;
  item->x = header->at_end ? edge + header->label_padding : edge - header->label_padding;
  item->y = y + cell->height / 2;
}

static void add_header_title(CairnComposer *composer, CairnGroup *group, const Header *header,
                             CairnChannel channel) {
  if (!header->title) return;
  CairnBox box = inner_box(composer, group);
  CairnTextItem *item =
      add_text(composer->arena, group, header->title, header->title_size, 700, header->family);
  if (channel == CAIRN_ROW) {
    item->angle = -90;
    item->x = box.x - header->title_padding;
    item->y = box.y + box.height / 2;
  } else {
    item->x = box.x + box.width / 2;
    item->y = box.y - header->title_padding;
  }
}

static void add_headers(CairnComposer *composer, CairnGroup *group, CairnView *view) {
  for (int channel = CAIRN_FACET; channel >= CAIRN_ROW; channel--) {
    if (!view->channels[channel]) continue;
    Header header = read_header(view, (CairnChannel)channel);
    CairnBox box = inner_box(composer, group);
    double far_y = box.y + box.height, far_x = box.x + box.width;
    for (size_t i = 0; i < view->n_children && channel != CAIRN_FACET; i++) {
      const CairnFacetCell *cell = &view->cells[i];
      const CairnGroup *plot = group->children[i].group;
      if (channel == CAIRN_COLUMN && cell->row == 0)
        add_column_label(composer, group, &header, cell->column_label, view->children[i], plot->x,
                         header.at_end ? far_y : box.y);
      if (channel == CAIRN_ROW && cell->column == 0)
        add_row_label(composer, group, &header, cell->row_label, view->children[i], plot->y,
                      header.at_end ? far_x : box.x);
    }
    add_header_title(composer, group, &header, (CairnChannel)channel);
  }
}

/* Labels of a wrapped facet stand over each of its cells, inside the grid. */
static void label_wrapped(CairnComposer *composer, CairnView *view, CairnGroup *group, size_t i) {
  if (!view->channels[CAIRN_FACET]) return;
  Header header = read_header(view, CAIRN_FACET);
  header.label_padding = fmin(header.label_padding, HEADER_PADDING);
  add_column_label(composer, group, &header, view->cells[i].label, view->children[i], 0,
                   header.at_end ? view->children[i]->height : 0);
}

/* ---- Facets ---- */

static bool shares_axis(const CairnView *facet, const CairnView *cell, CairnChannel channel) {
  const json_t *axis = cairn_json_get(cairn_json_get(facet->node, "resolve"), "axis");
  if (strcmp(cairn_json_string(axis, cairn_channel_name(channel), "shared"), "shared") != 0) return false;
  const CairnScaleBinding *binding = cell->bindings[channel];
  for (size_t i = 0; !binding && i < cell->n_children; i++)
    binding = cell->children[i]->bindings[channel];
  return binding && binding->owner == facet;
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

static bool has_rows(const CairnView *view) {
  bool found = view->table && view->table->n_rows > 0;
  for (size_t i = 0; !found && i < view->n_children; i++)
    found = has_rows(view->children[i]);
  return found;
}

static bool draw_cells(CairnComposer *composer, CairnView *view, size_t n_columns, CairnGroup **cells,
                       CairnSharedAxes *shared, GError **error) {
  for (size_t i = 0; i < view->n_children; i++) {
    CairnView *child = view->children[i];
    size_t column = i % n_columns;
    if (view->kind == CAIRN_VIEW_FACET)
      shared[i] = (CairnSharedAxes){.is_empty = !has_rows(child),
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
  CairnBox box = inner_box(composer, group);
  double left = title.over_plot ? 0 : box.x,
         width = title.over_plot && child->width > 0 ? child->width : box.width;
  title.group->x = left + width * (title.anchor == CAIRN_ANCHOR_START ? 0
                                   : title.anchor == CAIRN_ANCHOR_END ? 1
                                                                      : 0.5);
  title.group->y = box.y - title.offset;
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
    if (view->kind == CAIRN_VIEW_FACET) label_wrapped(composer, view, cells[i], i);
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
  for (size_t i = 0; i < n; i++) {
    cairn_group_add_group(arena, group, cells[i]);
    for (size_t k = 0; k < shared[i].n_kept; k++)
      cairn_group_add_group(arena, cells[i], shared[i].kept[k]);
  }
  if (view->kind == CAIRN_VIEW_FACET) add_headers(composer, group, view);
  return group;
}
