#include "trellis.h"

#include "facet.h"
#include "guide/header.h"

#include <math.h>

enum { TITLE_GAP = 10 }; /* px between a title and the labels and axes, besides its own padding */

typedef struct Trellis {
  CairnComposer *composer;
  CairnGuideContext guides;
  const CairnView *facet;
  CairnGroup *group;
  CairnGroup *const *cells;
  const CairnSharedAxes *shared;
  size_t n, n_columns, n_rows;
  CairnHeader headers[3]; /* of row, column and facet */
  CairnBox grid;          /* all cells */
  double margins[4];      /* how far the cells reach, by CairnOrient; the axes that they share do not count */
} Trellis;

static CairnMeasure measure_of(const Trellis *trellis) {
  return cairn_text_measure(trellis->composer->measurer);
}

/* ---- Cells ---- */

static const char *label_of(const CairnFacetCell *cell, CairnChannel channel) {
  const char *text = channel == CAIRN_ROW      ? cell->row_label
                     : channel == CAIRN_COLUMN ? cell->column_label
                                               : cell->label;
  return text ? text : "";
}

/* What a cell draws within its own frame, without the border of its plot. */
static CairnBox inside(CairnComposer *composer, const CairnGroup *cell) {
  CairnGroup copy = *cell;
  copy.x = copy.y = 0;
  copy.paint = NULL;
  CairnBox box = cairn_group_bounds(&copy, cairn_text_measure(composer->measurer));
  return cairn_box_union(box, (CairnBox){0, 0, cell->width, cell->height});
}

bool cairn_trellis_label_cell(CairnComposer *composer, const CairnView *facet, size_t i, CairnGroup *cell,
                              GError **error) {
  CairnGuideContext guides = {composer->arena, composer->model, composer->run, composer->measurer};
  for (int channel = CAIRN_FACET; channel >= CAIRN_ROW; channel--) {
    CairnHeader header;
    CairnPageTitle label;
    if (!facet->channels[channel]) continue;
    if (!cairn_header_read(&guides, facet, (CairnChannel)channel, &header, error)) return false;
    if (!header.labels_in_cells) continue;
    if (!cairn_header_label(&guides, &header, label_of(&facet->cells[i], (CairnChannel)channel), &label,
                            error))
      return false;
    if (!label.group) return true;
    cairn_page_place_title(&label, inside(composer, cell), cell->width, cell->height);
    cairn_group_add_group(composer->arena, cell, label.group);
    return true;
  }
  return true;
}

/* ---- Headers and footers ---- */

/* One edge of the grid: the header of rows (at the left), their footer, the header of columns, their footer.
 */
typedef struct Edge {
  CairnOrient side;
  bool is_row; /* has an entry for each row */
  bool is_end; /* at the right or below */
  size_t start, step,
      back; /* the cell of the first entry, from one to the next, and to the nearest where that is missing */
} Edge;

static Edge edge_at(const Trellis *trellis, CairnOrient side) {
  size_t columns = trellis->n_columns;
  switch (side) {
  case CAIRN_ORIENT_LEFT:
    return (Edge){side, true, false, 0, columns, 1};
  case CAIRN_ORIENT_RIGHT:
    return (Edge){side, true, true, columns - 1, columns, 1};
  case CAIRN_ORIENT_TOP:
    return (Edge){side, false, false, 0, 1, columns};
  default:
    return (Edge){side, false, true, trellis->n_rows * columns - columns, 1, columns};
  }
}

static double reach(CairnBox box, const Edge *edge) {
  double low = edge->is_row ? box.x : box.y, size = edge->is_row ? box.width : box.height;
  return edge->is_end ? ceil(low + size) : floor(low);
}

static double farther(const Edge *edge, double a, double b) {
  return edge->is_end ? fmax(a, b) : fmin(a, b);
}

/* How far the cells along the edge reach. */
static double margin(const Trellis *trellis, const Edge *edge) {
  double at = 0;
  for (size_t i = edge->start; i < trellis->n; i += edge->step)
    at = farther(edge, at, reach(cairn_group_bounds(trellis->cells[i], measure_of(trellis)), edge));
  return at;
}

/* Moves the axes that cell `i` keeps for this edge to `at`; gives back their box there, in the frame of the
 * entry. */
static CairnBox put_axes(const Trellis *trellis, const Edge *edge, size_t i, double at) {
  CairnGroup *cell = trellis->cells[i];
  const CairnSharedAxes *shared = &trellis->shared[i];
  CairnBox box = cairn_box_empty();
  for (size_t k = 0; k < shared->n_kept; k++) {
    const CairnKeptAxis *axis = &shared->kept[k];
    if (axis->orient != edge->side) continue;
    double far = !edge->is_end ? 0 : edge->is_row ? cell->width : cell->height;
    double shift = at - far - (edge->is_row ? cell->x : cell->y);
    *(edge->is_row ? &axis->group->x : &axis->group->y) += shift;
    cairn_group_add_group(trellis->composer->arena, cell, axis->group);
    CairnBox bounds = axis->bounds;
    *(edge->is_row ? &bounds.x : &bounds.y) -= far;
    box = cairn_box_union(box, bounds);
  }
  return box;
}

/* Does the child have one size for all cells, that headers can have too? */
static bool has_size(const CairnView *child) {
  return child->kind == CAIRN_VIEW_UNIT || child->kind == CAIRN_VIEW_LAYER;
}

/* Where the entry begins along the edge: with its cell, or in the middle of one that holds several plots. */
static double entry_start(const Trellis *trellis, const Edge *edge, size_t i) {
  const CairnGroup *cell = trellis->cells[i];
  if (has_size(trellis->facet->children[i])) return edge->is_row ? cell->y : cell->x;
  CairnBox box = cairn_group_bounds(cell, measure_of(trellis));
  return round(edge->is_row ? box.y + box.height / 2 : box.x + box.width / 2);
}

static bool put_label(const Trellis *trellis, const Edge *edge, size_t i, double at, CairnBox *box,
                      GError **error) {
  CairnChannel channel = edge->is_row ? CAIRN_ROW : CAIRN_COLUMN;
  const CairnHeader *header = &trellis->headers[channel - CAIRN_ROW];
  if (!trellis->facet->channels[channel] || header->labels_in_cells || header->label_side != edge->side)
    return true;
  CairnPageTitle label;
  CairnGuideContext guides = trellis->guides;
  if (!cairn_header_label(&guides, header, label_of(&trellis->facet->cells[i], channel), &label, error))
    return false;
  if (!label.group) return true;
  const CairnView *child = trellis->facet->children[i];
  double length = !has_size(child) ? 0 : edge->is_row ? child->height : child->width;
  double width = edge->is_row ? 0 : length, height = edge->is_row ? length : 0,
         start = entry_start(trellis, edge, i);
  cairn_page_place_title(&label, cairn_box_union(*box, (CairnBox){0, 0, width, height}), width, height);
  *box = cairn_box_union(*box, cairn_group_bounds(label.group, measure_of(trellis)));
  label.group->x += edge->is_row ? at : start;
  label.group->y += edge->is_row ? start : at;
  cairn_group_add_group(trellis->composer->arena, trellis->group, label.group);
  return true;
}

/* Draws the entries of an edge; *outer is how far they reach. */
static bool draw_edge(const Trellis *trellis, CairnOrient side, double *outer, GError **error) {
  Edge edge = edge_at(trellis, side);
  double at = trellis->margins[side];
  bool has_any = false;
  *outer = 0;
  for (size_t place = edge.start, k = 0; k < (edge.is_row ? trellis->n_rows : trellis->n_columns);
       k++, place += edge.step) {
    size_t i = place;
    while (i >= trellis->n)
      i -= edge.back;
    CairnBox box = put_axes(trellis, &edge, i, at);
    if (!put_label(trellis, &edge, i, at, &box, error)) return false;
    if (cairn_box_is_empty(box)) continue;
    has_any = true;
    *(edge.is_row ? &box.x : &box.y) += at;
    *outer = farther(&edge, *outer, reach(box, &edge));
  }
  if (!has_any) *outer = at;
  return true;
}

/* ---- Titles ---- */

/* A title is anchored to the start, middle or end of the grid; those of rows read upwards. */
static double title_band(CairnAnchor anchor, bool is_row) {
  if (anchor == CAIRN_ANCHOR_MIDDLE) return 0.5;
  return (anchor == CAIRN_ANCHOR_END) == is_row ? 0 : 1;
}

static bool draw_title(const Trellis *trellis, CairnChannel channel, const double *outer, GError **error) {
  const CairnBox grid = trellis->grid;
  const CairnHeader *header = &trellis->headers[channel - CAIRN_ROW];
  CairnGuideContext guides = trellis->guides;
  CairnPageTitle title;
  if (!cairn_header_title(&guides, header, trellis->facet, &title, error)) return false;
  if (!title.group) return true;
  bool is_row = title.side == CAIRN_ORIENT_LEFT || title.side == CAIRN_ORIENT_RIGHT;
  bool is_end = title.side == CAIRN_ORIENT_RIGHT || title.side == CAIRN_ORIENT_BOTTOM;
  double gap =
      (is_row && trellis->facet->channels[CAIRN_ROW]) || (!is_row && trellis->facet->channels[CAIRN_COLUMN])
          ? TITLE_GAP
          : 0;
  double away = outer[title.side] + (is_end ? gap : -gap), band = title_band(title.anchor, is_row);
  double along = round(is_row ? grid.y + band * grid.height : grid.x + band * grid.width);
  cairn_page_place_title(&title, (CairnBox){0, 0, 0, 0}, 0, 0);
  title.group->x += is_row ? away : along;
  title.group->y += is_row ? along : away;
  cairn_group_add_group(trellis->composer->arena, trellis->group, title.group);
  return true;
}

static void measure_grid(Trellis *trellis) {
  trellis->grid = trellis->n ? cairn_box_empty() : (CairnBox){0, 0, 0, 0};
  for (size_t i = 0; i < trellis->n; i++)
    trellis->grid =
        cairn_box_union(trellis->grid, cairn_group_bounds(trellis->cells[i], measure_of(trellis)));
  for (int side = 0; trellis->n && side < 4; side++) {
    Edge edge = edge_at(trellis, (CairnOrient)side);
    trellis->margins[side] = margin(trellis, &edge);
  }
}

static bool read_headers(Trellis *trellis, GError **error) {
  for (int i = 0; i < 3; i++)
    if (trellis->facet->channels[CAIRN_ROW + i] &&
        !cairn_header_read(&trellis->guides, trellis->facet, (CairnChannel)(CAIRN_ROW + i),
                           &trellis->headers[i], error))
      return false;
  return true;
}

bool cairn_trellis_draw(CairnComposer *composer, const CairnView *facet, CairnGroup *group,
                        CairnGroup *const *cells, const CairnSharedAxes *shared, GError **error) {
  static const CairnOrient sides[] = {CAIRN_ORIENT_LEFT, CAIRN_ORIENT_TOP, CAIRN_ORIENT_RIGHT,
                                      CAIRN_ORIENT_BOTTOM};
  Trellis trellis = {.composer = composer,
                     .guides = {composer->arena, composer->model, composer->run, composer->measurer},
                     .facet = facet,
                     .group = group,
                     .cells = cells,
                     .shared = shared,
                     .n = facet->n_children,
                     .n_columns = MAX(facet->n_columns, 1)};
  trellis.n_rows = (trellis.n + trellis.n_columns - 1) / trellis.n_columns;
  if (!read_headers(&trellis, error)) return false;
  measure_grid(&trellis);
  double outer[4] = {0};
  /* Without a cell, titles are all there is. */
  for (size_t i = 0; trellis.n && i < G_N_ELEMENTS(sides); i++)
    if (!draw_edge(&trellis, sides[i], &outer[sides[i]], error)) return false;
  for (int channel = CAIRN_ROW; channel <= CAIRN_FACET; channel++)
    if (facet->channels[channel] && !draw_title(&trellis, (CairnChannel)channel, outer, error)) return false;
  return true;
}
