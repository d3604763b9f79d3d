#include "paint/dense.h"

#include <math.h>

#include "paint/canvas_pixels.h"
#include "paint/dense_strips.h"
#include "paint/window.h"
#include "scene/decimate.h"

/* Vertices after which a strip is painted. Where an edge crosses from one strip to the next, a pixel may
 * differ by a level or so from what it is in one piece: areas, which are exact else, are cut only when there
 * is no end to them. */
enum { STRIP = 128 * 1024, AREA_STRIP = 1024 * 1024 };

typedef struct Vertex {
  double x, y, y2; /* x is NaN in a gap; y2 of areas */
} Vertex;

typedef struct Dense {
  CairnCanvas *canvas;
  const CairnItem *item;
  double scale, reach;       /* pixels per px; px that a vertex is seen beyond itself */
  double left;               /* pixels: columns from here on are not painted yet */
  CairnDecimator *decimator; /* of lines; NULL: all vertices are drawn */
  GArray *kept;              /* CairnPoint: what the decimator kept */
  GArray *vertices;          /* Vertex */
  int column;                /* areas: of the last vertices */
  bool is_area, holds_last;
  Vertex last; /* areas: the last of its column so far, while holds_last */
} Dense;

static CairnBox window_of(const Dense *dense) {
  enum { ROOM = 64 };
  CairnBox page = cairn_box_expand(dense->canvas->window, -CAIRN_WINDOW_MARGIN);
  return cairn_box_expand(page, dense->reach + ROOM);
}

/* Of the surface, in pixels. */
static double width_of(const Dense *dense) {
  return cairo_image_surface_get_width(cairo_get_target(dense->canvas->cr));
}

/* ---- Strips ---- */

static void add_run(CairnPath *path, const Vertex *v, size_t n, bool is_area) {
  cairn_path_move(path, v[0].x, v[0].y);
  for (size_t i = 1; i < n; i++)
    cairn_path_line(path, v[i].x, v[i].y);
  for (size_t i = n; is_area && i > 0; i--)
    cairn_path_line(path, v[i - 1].x, v[i - 1].y2);
  /* A lone vertex is a closed dot, as of any line. */
  if (is_area || n == 1) cairn_path_close(path);
}

/* For Cairo: where no edge begins or ends in a row of pixels, it computes how far it is covered from all of the row,
 * else from 15 lines in it, which gives an edge that is slanted another grey. That must not depend on what is
 * left out: off the page something ends in each row. */
static void add_ends(const Dense *dense, CairnPath *path) {
  const CairnCanvas *canvas = dense->canvas;
  int n = cairo_image_surface_get_height(cairo_get_target(canvas->cr));
  double x = -canvas->x - 2 * dense->reach - 8;
  for (int i = 0; i < n; i++) {
    double top = (i + 0.2) / dense->scale - canvas->y, bottom = (i + 0.8) / dense->scale - canvas->y;
    cairn_path_move(path, x, top);
    cairn_path_line(path, x, bottom);
    if (!dense->is_area) continue;
    cairn_path_line(path, x + 1, bottom);
    cairn_path_close(path);
  }
}

static void draw(Dense *dense) {
  const Vertex *v = (const Vertex *)(const void *)dense->vertices->data;
  CairnPath *path = &dense->canvas->scratch;
  cairn_path_reset(path);
  for (size_t i = 0, start = 0; i <= dense->vertices->len; i++) {
    if (i < dense->vertices->len && !isnan(v[i].x)) continue;
    if (i > start) add_run(path, v + start, i - start, dense->is_area);
    start = i + 1;
  }
  if (path->n_steps == 0) return;
  if (!cairn_canvas_unites(dense->canvas, dense->item->paint)) add_ends(dense, path);
  dense->canvas->is_tangled = true;
  cairn_canvas_draw(dense->canvas, path, 0, 0, dense->item->paint);
  dense->canvas->is_tangled = false;
}

/* Forgets the vertices that are not seen from column `right` on; one is kept for the piece that leads there.
 */
static void forget(Dense *dense, double right) {
  double seen = right / dense->scale - dense->canvas->x - dense->reach;
  guint n = 0;
  while (n < dense->vertices->len && !(g_array_index(dense->vertices, Vertex, n).x >= seen))
    n++;
  if (n > 0 && !isnan(g_array_index(dense->vertices, Vertex, n - 1).x)) n--;
  g_array_remove_range(dense->vertices, 0, n);
}

/* Paints the columns that no later vertex reaches, unless they are too few. */
static void paint_strip(Dense *dense) {
  guint n = dense->vertices->len;
  double x = g_array_index(dense->vertices, Vertex, n - 1).x;
  if (isnan(x)) return;
  double right = floor(fmin((x + dense->canvas->x - dense->reach) * dense->scale, width_of(dense)));
  if (right < 0 || dense->left == width_of(dense)) forget(dense, right);
  if (right < dense->left + 1) return;
  const CairnClip before = cairn_canvas_clip_columns(dense->canvas, dense->left, right);
  draw(dense);
  cairn_canvas_unclip(dense->canvas, before);
  dense->left = right;
  forget(dense, right);
}

static void paint_rest(Dense *dense) {
  if (dense->left == 0) {
    draw(dense);
    return;
  }
  const CairnClip before = cairn_canvas_clip_columns(dense->canvas, dense->left, width_of(dense));
  draw(dense);
  cairn_canvas_unclip(dense->canvas, before);
}

/* ---- Vertices ---- */

static void keep(Dense *dense, Vertex vertex) {
  g_array_append_val(dense->vertices, vertex);
}

static void take_kept(Dense *dense) {
  for (guint i = 0; i < dense->kept->len; i++) {
    const CairnPoint *point = &g_array_index(dense->kept, CairnPoint, i);
    keep(dense, (Vertex){point->x, point->y, 0});
  }
  g_array_set_size(dense->kept, 0);
}

static void take_all(Dense *dense, const CairnVertexBlock *block) {
  for (size_t i = 0; i < block->n; i++)
    keep(dense, (Vertex){block->x[i], block->y[i], block->y2 ? block->y2[i] : 0});
}

static void release_last(Dense *dense) {
  if (dense->holds_last) keep(dense, dense->last);
  dense->holds_last = false;
}

/* Of the vertices in one column of Cairo's grid the first and the last: what is between them has no width. */
static void take_area(Dense *dense, const CairnVertexBlock *block) {
  enum { BLOCK = 1024 };
  CairnBox window = window_of(dense);
  for (size_t start = 0; start < block->n; start += BLOCK) {
    int columns[BLOCK];
    size_t n = MIN(BLOCK, block->n - start);
    const double *x = block->x + start, *y = block->y + start, *y2 = block->y2 + start;
    cairn_decimator_columns(x, n, dense->canvas->x, dense->scale, window.x, window.x + window.width, columns);
    for (size_t i = 0; i < n; i++) {
      const Vertex vertex = {x[i], y[i], y2[i]};
      bool follows = dense->vertices->len > 0 && columns[i] == dense->column && !isnan(x[i]) &&
                     !isnan(g_array_index(dense->vertices, Vertex, dense->vertices->len - 1).x);
      if (follows) {
        dense->last = vertex;
        dense->holds_last = true;
        continue;
      }
      release_last(dense);
      keep(dense, vertex);
      dense->column = columns[i];
    }
  }
}

static void take(void *data, const CairnVertexBlock *block) {
  Dense *dense = data;
  bool is_reduced = !dense->canvas->every_vertex;
  if (dense->decimator) {
    cairn_decimator_add(dense->decimator, block, dense->kept);
    take_kept(dense);
  } else if (dense->is_area && is_reduced) {
    take_area(dense, block);
  } else {
    take_all(dense, block);
  }
  if (is_reduced && dense->vertices->len >= (dense->is_area ? AREA_STRIP : STRIP)) paint_strip(dense);
}

/* ---- Items ---- */

static CairnDecimator *decimator_of(const Dense *dense) {
  if (dense->is_area || dense->canvas->every_vertex) return NULL;
  return cairn_decimator_new(&(CairnDecimatorView){
      .x = dense->canvas->x, .y = dense->canvas->y, .scale = dense->scale, .window = window_of(dense)});
}

bool cairn_paint_dense(CairnCanvas *canvas, CairnMarkKind kind, const CairnItem *item) {
  bool has_vertices = kind == CAIRN_LINE || kind == CAIRN_AREA;
  if (!has_vertices || !item->line.source) return false;
  if (kind == CAIRN_LINE && cairn_paint_dense_strips(canvas, item)) return true;
  const CairnPaint *paint = item->paint;
  Dense dense = {
      .canvas = canvas, .item = item, .scale = cairn_canvas_scale(canvas), .is_area = kind == CAIRN_AREA};
  /* Joins and caps stand out by less than the miter's limit; and a pixel more for rounding. */
  dense.reach = (paint->stroke_width + 2 / dense.scale) * fmax(paint->miter_limit, 2);
  g_autoptr(CairnDecimator) decimator = dense.decimator = decimator_of(&dense);
  g_autoptr(GArray) kept = dense.kept = g_array_new(FALSE, FALSE, sizeof(CairnPoint));
  g_autoptr(GArray) vertices = dense.vertices = g_array_new(FALSE, FALSE, sizeof(Vertex));
  item->line.source->tell(item->line.source, take, &dense);
  if (decimator) cairn_decimator_finish(decimator, kept);
  take_kept(&dense);
  release_last(&dense);
  paint_rest(&dense);
  return true;
}
