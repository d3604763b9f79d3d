#include "layout/page_legends.h"

#include "layout/grid.h"

#include <string.h>

enum { MARGIN = 8 };

const char *cairn_legend_place_name(CairnLegendPlace place) {
  static const char *const names[] = {[CAIRN_LEGEND_AT_RIGHT] = "right",
                                      [CAIRN_LEGEND_AT_LEFT] = "left",
                                      [CAIRN_LEGEND_AT_TOP] = "top",
                                      [CAIRN_LEGEND_AT_BOTTOM] = "bottom",
                                      [CAIRN_LEGEND_IN_TOP_LEFT] = "top-left",
                                      [CAIRN_LEGEND_IN_TOP_RIGHT] = "top-right",
                                      [CAIRN_LEGEND_IN_BOTTOM_LEFT] = "bottom-left",
                                      [CAIRN_LEGEND_IN_BOTTOM_RIGHT] = "bottom-right",
                                      [CAIRN_LEGEND_FREE] = "none"};
  return names[place];
}

/* ---- config.legend.layout ---- */

static const json_t *option(const CairnModel *model, CairnLegendPlace place, const char *name) {
  const json_t *layout = cairn_config_get(model, "legend", "layout");
  const json_t *value = cairn_json_get(cairn_json_get(layout, cairn_legend_place_name(place)), name);
  return value ? value : cairn_json_get(layout, name);
}

static double option_number(const CairnModel *model, CairnLegendPlace place, const char *name,
                            double otherwise) {
  const json_t *value = option(model, place, name);
  return json_is_number(value) ? json_number_value(value) : otherwise;
}

static bool option_is(const CairnModel *model, CairnLegendPlace place, const char *name, const char *text) {
  return g_strcmp0(json_string_value(option(model, place, name)), text) == 0;
}

/* ---- One place ---- */

/* The legends that share a place. */
typedef struct Row {
  const CairnModel *model;
  const CairnPageParts *parts;
  CairnLegendPlace place;
  CairnBox beside, over;
  double offset;
} Row;

/* The largest offset that a legend asks for, else the configured one. */
static double row_offset(const Row *row) {
  double offset = NAN;
  for (size_t i = 0; i < row->parts->n_legends; i++)
    if (row->parts->legends[i].place == row->place) offset = fmax(offset, row->parts->legends[i].offset);
  return isnan(offset) ? option_number(row->model, row->place, "offset", 0) : offset;
}

/* Where along a side of the plot the row is anchored: at its start, unless the configuration says otherwise. */
static CairnGridAnchor row_anchor(const Row *row) {
  bool is_across = row->place == CAIRN_LEGEND_AT_TOP || row->place == CAIRN_LEGEND_AT_BOTTOM;
  bool right_to_left = row->model->locale->right_to_left && is_across;
  bool is_start = option_is(row->model, row->place, "anchor", "start") || !option(row->model, row->place, "anchor");
  if (right_to_left && is_start) return CAIRN_GRID_ANCHOR_END;
  if (right_to_left && option_is(row->model, row->place, "anchor", "end")) return CAIRN_GRID_ANCHOR_START;
  if (option_is(row->model, row->place, "anchor", "end")) return CAIRN_GRID_ANCHOR_END;
  bool is_middle = option_is(row->model, row->place, "anchor", "middle");
  return is_middle ? CAIRN_GRID_ANCHOR_MIDDLE : CAIRN_GRID_ANCHOR_START;
}

static double anchor_share(CairnGridAnchor anchor) {
  return anchor == CAIRN_GRID_ANCHOR_END ? 1 : anchor == CAIRN_GRID_ANCHOR_MIDDLE ? 0.5 : 0;
}

/* The grid of a row beside the plot. */
static void anchor_outside(const Row *row, CairnGrid *grid) {
  CairnGridAnchor anchor = row_anchor(row);
  double share = anchor_share(anchor), offset = row->offset;
  bool by_bounds = option_is(row->model, row->place, "frame", "bounds");
  CairnBox beside = row->beside, over = row->over;
  double x = by_bounds ? beside.x + share * beside.width : share * row->parts->plot->width;
  double y = by_bounds ? over.y + share * over.height : share * row->parts->plot->height;
  bool is_side = row->place == CAIRN_LEGEND_AT_LEFT || row->place == CAIRN_LEGEND_AT_RIGHT;
  *(is_side ? &grid->rows.anchor : &grid->columns.anchor) = anchor;
  grid->columns.at = x;
  grid->rows.at = y;
  switch (row->place) {
  case CAIRN_LEGEND_AT_LEFT:
    grid->columns.at = floor(beside.x) - offset;
    grid->columns.anchor = CAIRN_GRID_ANCHOR_END;
    break;
  case CAIRN_LEGEND_AT_RIGHT:
    grid->columns.at = ceil(beside.x + beside.width) + offset;
    break;
  case CAIRN_LEGEND_AT_TOP:
    grid->rows.at = floor(over.y) - offset;
    grid->rows.anchor = CAIRN_GRID_ANCHOR_END;
    break;
  default:
    grid->rows.at = ceil(over.y + over.height) + offset;
    break;
  }
}

/* The grid of a row in a corner of the plot. */
static void anchor_inside(const Row *row, CairnGrid *grid) {
  bool right = row->place == CAIRN_LEGEND_IN_TOP_RIGHT || row->place == CAIRN_LEGEND_IN_BOTTOM_RIGHT;
  bool bottom = row->place == CAIRN_LEGEND_IN_BOTTOM_LEFT || row->place == CAIRN_LEGEND_IN_BOTTOM_RIGHT;
  grid->columns.at = right ? row->parts->plot->width - row->offset : row->offset;
  grid->rows.at = bottom ? row->parts->plot->height - row->offset : row->offset;
  grid->columns.anchor = right ? CAIRN_GRID_ANCHOR_END : CAIRN_GRID_ANCHOR_START;
  grid->rows.anchor = bottom ? CAIRN_GRID_ANCHOR_END : CAIRN_GRID_ANCHOR_START;
}

static CairnGrid row_grid(const Row *row) {
  CairnGrid grid = {.n_columns = option_is(row->model, row->place, "direction", "vertical") ? 1 : 0};
  grid.columns.align = grid.rows.align = CAIRN_GRID_ALIGN_EACH;
  grid.columns.padding = grid.rows.padding = option_number(row->model, row->place, "margin", MARGIN);
  grid.columns.center = grid.rows.center = json_is_true(option(row->model, row->place, "center"));
  if (row->place >= CAIRN_LEGEND_IN_TOP_LEFT)
    anchor_inside(row, &grid);
  else
    anchor_outside(row, &grid);
  return grid;
}

static void place_row(Row *row) {
  const CairnPageParts *parts = row->parts;
  g_autofree CairnBox *boxes = g_new(CairnBox, parts->n_legends + 1);
  g_autofree CairnPoint *origins = g_new(CairnPoint, parts->n_legends + 1);
  g_autofree CairnGroup **groups = g_new(CairnGroup *, parts->n_legends + 1);
  size_t n = 0;
  for (size_t i = 0; i < parts->n_legends; i++) {
    if (parts->legends[i].place != row->place) continue;
    boxes[n] = (CairnBox){0, 0, parts->legends[i].width, parts->legends[i].height};
    groups[n++] = parts->legends[i].group;
  }
  if (n == 0) return;
  row->offset = row_offset(row);
  CairnGrid grid = row_grid(row);
  cairn_grid_arrange(&grid, boxes, origins, n);
  for (size_t i = 0; i < n; i++) {
    groups[i]->x = origins[i].x;
    groups[i]->y = origins[i].y;
  }
}

/* ---- All ---- */

/* What a legend takes. In a figure of fixed size only what it takes away from the plot's side counts. */
static CairnBox taken(const CairnPageLegend *legend, bool is_fitted) {
  const CairnGroup *group = legend->group;
  bool has_stroke = group->paint && cairn_paint_has_stroke(group->paint);
  CairnBox box = cairn_box_expand((CairnBox){group->x, group->y, legend->width, legend->height},
                                  has_stroke ? group->paint->stroke_width / 2 : 0);
  if (!is_fitted) return box;
  switch (legend->place) {
  case CAIRN_LEGEND_AT_LEFT:
  case CAIRN_LEGEND_AT_RIGHT:
    return (CairnBox){box.x, 0, box.width, 0};
  case CAIRN_LEGEND_AT_TOP:
  case CAIRN_LEGEND_AT_BOTTOM:
    return (CairnBox){0, box.y, 0, box.height};
  default:
    return cairn_box_empty();
  }
}

CairnBox cairn_page_place_legends(const CairnModel *model, const CairnPageParts *parts, CairnBox beside,
                                  CairnBox over) {
  for (int place = CAIRN_LEGEND_AT_RIGHT; place < CAIRN_LEGEND_FREE; place++) {
    Row row = {
        .model = model, .parts = parts, .place = (CairnLegendPlace)place, .beside = beside, .over = over};
    place_row(&row);
  }
  CairnBox box = cairn_box_empty();
  for (size_t i = 0; i < parts->n_legends; i++) {
    const CairnPageLegend *legend = &parts->legends[i];
    if (legend->place == CAIRN_LEGEND_FREE) {
      legend->group->x = legend->x;
      legend->group->y = legend->y;
    }
    box = cairn_box_union(box, taken(legend, parts->is_fitted));
  }
  return box;
}
