#include "mark/dense_line.h"

#include "mark/decimate.h"
#include "transform/inline.h"

#include <math.h>

enum { DENSE_ROWS = 20000, BLOCK = 4096 };

/* A column through a scale, and nothing that differs by row beside it. */
static bool is_simple(const CairnValueRef *ref) {
  bool is_placed = ref && ref->kind == CAIRN_FROM_COLUMN && ref->column && ref->scale && !ref->mask;
  bool is_number =
      is_placed && (ref->column->type == CAIRN_COLUMN_NUMBER || ref->column->type == CAIRN_COLUMN_TIME);
  return is_number && cairn_ref_is_constant(ref->offset_ref);
}

/* Positions in px of rows [start, start + n), as cairn_ref_px gives them one by one. */
static void place_block(CairnMarkContext *context, const CairnValueRef *ref, size_t start, size_t n,
                        double *out) {
  CairnColumn part = *ref->column;
  part.numbers += start;
  if (part.states) part.states += start;
  cairn_scale_positions(ref->scale, &part, n, out);
  double shift = ref->band != 0 ? ref->band * cairn_scale_bandwidth(ref->scale) : 0;
  double offset = ref->offset_ref ? cairn_ref_px(context, ref->offset_ref, 0) : 0;
  bool is_moved = ref->mult != 1 || ref->offset != 0 || shift != 0 || offset != 0;
  for (size_t i = 0; is_moved && i < n; i++)
    out[i] = out[i] * ref->mult + ref->offset + shift + offset;
}

static bool is_present(const CairnColumn *column, size_t row) {
  return cairn_column_state(column, row) == CAIRN_CELL_PRESENT && isfinite(column->numbers[row]);
}

typedef struct Decimators {
  CairnDecimator *fine, *coarse;
} Decimators;

static bool add_vertex(const Decimators *decimators, double x, double y) {
  return cairn_decimator_add(decimators->fine, x, y) && cairn_decimator_add(decimators->coarse, x, y);
}

static void add_gap(const Decimators *decimators) {
  cairn_decimator_break(decimators->fine);
  cairn_decimator_break(decimators->coarse);
}

/* Where a cell of y has no number the path breaks, or, if the spec says so, stands at 0: then all vertices
 * are placed. */
static bool add_rows(CairnMarkContext *context, const CairnPathRefs *refs, const Decimators *decimators) {
  bool breaks = cairn_scale_breaks_paths(context->unit);
  double x[BLOCK], y[BLOCK];
  for (size_t start = 0, n_rows = context->table->n_rows; start < n_rows; start += BLOCK) {
    size_t n = MIN(BLOCK, n_rows - start);
    place_block(context, refs->x, start, n, x);
    place_block(context, refs->y, start, n, y);
    for (size_t i = 0; i < n; i++) {
      bool is_finite = isfinite(x[i]) && isfinite(y[i]);
      if (is_finite && !add_vertex(decimators, x[i], y[i])) return false;
      if (is_finite) continue;
      if (!breaks || !is_present(refs->x->column, start + i)) return false;
      add_gap(decimators);
    }
    cairn_spool_leave(refs->x->column->spool, refs->x->column->numbers + start, n * sizeof(double));
    cairn_spool_leave(refs->y->column->spool, refs->y->column->numbers + start, n * sizeof(double));
  }
  return true;
}

static bool is_dense(CairnMarkContext *context, const CairnPathRefs *refs) {
  size_t n_columns = 0;
  cairn_inline_series(context->unit, &n_columns);
  /* Lines that run downwards would be decimated along y. */
  bool upright = context->unit->orientation != CAIRN_HORIZONTAL;
  bool flat_base = !refs->x2 && (!refs->y2 || cairn_ref_is_constant(refs->y2));
  return context->table->n_rows >= DENSE_ROWS && n_columns == 0 && upright && flat_base && !refs->width &&
         is_simple(refs->x) && is_simple(refs->y);
}

/* `base`: the other edge of an area, NaN for a line. */
static const CairnVertex *finish(CairnMarkContext *context, CairnDecimator *decimator, double base,
                                 size_t *n) {
  CairnVertex *vertices = cairn_decimator_finish(decimator, context->arena, n);
  for (size_t i = 0; isfinite(base) && i < *n; i++)
    vertices[i].y2 = base;
  return vertices;
}

bool cairn_dense_line_draw(CairnMarkContext *context, const CairnPathRefs *refs, CairnItem *item) {
  if (!is_dense(context, refs) || item->paint->n_dash > 0) return false;
  const CairnPaint *paint = item->paint;
  bool hides = !refs->y2 && paint->fill.kind == CAIRN_BRUSH_NONE && paint->stroke_width >= 0.5 &&
               paint->cap == CAIRN_CAP_BUTT;
  g_autoptr(CairnDecimator) fine = cairn_decimator_new(hides ? paint->stroke_width : 0);
  g_autoptr(CairnDecimator) coarse = cairn_decimator_new_coarse();
  if (!add_rows(context, refs, &(Decimators){fine, coarse})) return false;
  double base = refs->y2 ? cairn_ref_px(context, refs->y2, 0) : NAN;
  item->line.vertices = finish(context, coarse, base, &item->line.n);
  item->line.pixel_vertices = finish(context, fine, base, &item->line.n_pixel_vertices);
  return true;
}
