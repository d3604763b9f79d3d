#include "paint/outline.h"

void cairn_outline_take(cairo_t *cr, CairnPath *out) {
  cairn_path_reset(out);
  cairo_path_t *path = cairo_copy_path(cr);
  for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
    const cairo_path_data_t *d = &path->data[i];
    if (d->header.type == CAIRO_PATH_MOVE_TO)
      cairn_path_move(out, d[1].point.x, d[1].point.y);
    else if (d->header.type == CAIRO_PATH_LINE_TO)
      cairn_path_line(out, d[1].point.x, d[1].point.y);
    else if (d->header.type == CAIRO_PATH_CURVE_TO)
      cairn_path_curve(out, d[1].point.x, d[1].point.y, d[2].point.x, d[2].point.y, d[3].point.x,
                       d[3].point.y);
    else if (d->header.type == CAIRO_PATH_CLOSE_PATH)
      cairn_path_close(out);
  }
  cairo_path_destroy(path);
  cairo_new_path(cr);
}
