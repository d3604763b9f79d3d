#include "mark/path_items.h"

#include "base/limits.h"
#include "mark/dense_line.h"
#include "mark/description.h"
#include "transform/inline.h"

static CairnInterpolate interpolation(CairnMarkContext *context) {
  const char *name = cairn_mark_string(context->unit, "interpolate", "linear");
  CairnInterpolate result = CAIRN_INTERPOLATE_LINEAR;
  if (!cairn_interpolate_parse(name, &result))
    cairn_warn_at(context->unit->model->warnings, context->unit->node, "mark",
                  "interpolation \"%s\" is unknown; \"linear\" is used", name);
  return result;
}

static double coordinate(CairnMarkContext *context, const CairnValueRef *ref, size_t row, double otherwise) {
  double px = ref ? cairn_ref_px(context, ref, row) : otherwise;
  return isfinite(px) ? px : 0;
}

static void fill_vertices(CairnMarkContext *context, const CairnPathRefs *refs, const CairnSeries *series,
                          const uint8_t *defined, CairnVertex *vertices) {
  for (size_t i = 0; i < series->n; i++) {
    size_t row = series->rows[i];
    CairnVertex *vertex = &vertices[i];
    vertex->defined = !defined || defined[row];
    vertex->x = coordinate(context, refs->x, row, 0);
    vertex->y = coordinate(context, refs->y, row, 0);
    vertex->x2 = coordinate(context, refs->x2, row, vertex->x);
    vertex->y2 = coordinate(context, refs->y2, row, vertex->y);
    vertex->width = refs->width ? coordinate(context, refs->width, row, 1) : 0;
  }
}

static CairnLineItem line_item(CairnMarkContext *context, CairnInterpolate interpolate) {
  const json_t *tension = cairn_mark_property(context->unit, "tension", NULL);
  return (CairnLineItem){.interpolate = interpolate,
                         .has_tension = json_is_number(tension),
                         .tension = json_number_value(tension),
                         .horizontal = context->unit->orientation == CAIRN_HORIZONTAL};
}

static void draw_series(CairnMarkContext *context, CairnMark *mark, const CairnPathRefs *refs,
                        CairnPaintRefs *paint, CairnLineItem line) {
  const CairnSeries *series =
      cairn_series_split(context, cairn_series_direction(context, refs->x, refs->y), &mark->n);
  const uint8_t *defined = cairn_series_defined(context);
  mark->items = cairn_arena_array(context->arena, mark->n, CairnItem);
  cairn_mark_describe(context, mark, series);
  for (size_t i = 0; i < mark->n; i++) {
    CairnItem *item = &mark->items[i];
    item->paint = cairn_paint_refs_resolve(context, paint, series[i].rows[0]);
    item->line = line;
    if (cairn_dense_line_draw(context, refs, &series[i], defined, item)) continue;
    CairnVertex *vertices = cairn_arena_array(context->arena, series[i].n, CairnVertex);
    fill_vertices(context, refs, &series[i], defined, vertices);
    item->line.n = series[i].n;
    item->line.vertices = vertices;
  }
}

/* All rows in their order as one dense series: no list of rows is needed. */
static bool draw_dense(CairnMarkContext *context, CairnMark *mark, const CairnPathRefs *refs,
                       CairnPaintRefs *paint, CairnLineItem line) {
  size_t n_columns = 0;
  const CairnSeries all = {context->table->n_rows, NULL};
  cairn_inline_series(context->unit, &n_columns);
  if (n_columns > 0 || all.n == 0) return false;
  CairnItem *item = cairn_arena_one(context->arena, CairnItem);
  item->paint = cairn_paint_refs_resolve(context, paint, 0);
  item->line = line;
  if (!cairn_dense_line_draw(context, refs, &all, NULL, item)) return false;
  mark->items = item;
  mark->n = 1;
  return true;
}

/* A list of rows and their vertices are kept, unless they are one dense series in the order of the table. */
static bool check_kept(CairnMarkContext *context) {
  size_t n = context->table->n_rows;
  if (n <= CAIRN_LIMIT_KEPT_ROWS || context->failure) return !context->failure;
  cairn_error_at(&context->failure, CAIRN_ERROR_LIMIT, context->unit->node, "mark",
                 "%zu rows, which are more than the limit of %d for what has to be kept in memory; only one series with "
                 "plain paint, in the order of its x, takes any number",
                 n, CAIRN_LIMIT_KEPT_ROWS);
  return false;
}

void cairn_path_items_draw(CairnMarkContext *context, CairnMark *mark, const CairnPathRefs *refs,
                           const CairnValueRef *stroke_width) {
  CairnPaintRefs paint;
  cairn_paint_refs_init(context, &paint, stroke_width);
  CairnLineItem line = line_item(context, interpolation(context));
  if (draw_dense(context, mark, refs, &paint, line)) return;
  if (check_kept(context)) draw_series(context, mark, refs, &paint, line);
}
