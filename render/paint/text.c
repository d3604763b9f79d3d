#include <math.h>

#include "paint/painter.h"
#include "scene/bounds.h"

void cairn_text_runs(CairnTextMeasurer *measurer, const CairnTextItem *item, CairnDrawRun draw, void *data) {
  const char *const *lines = cairn_text_shown(item);
  double x = isfinite(item->x) ? item->x : 0, y = isfinite(item->y) ? item->y : 0;
  double baseline = y + cairn_text_baseline_shift(item);
  for (size_t i = 0; i < item->n_lines; i++, baseline += item->line_height) {
    double left = x;
    if (item->align != CAIRN_ALIGN_LEFT) {
      double width = cairn_text_width(measurer, item->font, lines[i]);
      left -= item->align == CAIRN_ALIGN_CENTER ? width / 2 : width;
    }
    CairnTextRun run = {lines[i], item->font, left, baseline, item->angle, x, y, item->right_to_left};
    draw(&run, data);
  }
}

typedef struct Job {
  CairnCanvas *canvas;
  const CairnPaint *paint;
} Job;

static void draw_run(const CairnTextRun *run, void *data) {
  const Job *job = data;
  cairn_canvas_text(job->canvas, run, job->paint);
}

void cairn_paint_texts(CairnCanvas *canvas, CairnMarkKind kind, const CairnItem *items, size_t n) {
  (void)kind;
  for (size_t i = 0; i < n; i++) {
    if (!cairn_paint_has_fill(items[i].paint) && !cairn_paint_has_stroke(items[i].paint)) continue;
    Job job = {canvas, items[i].paint};
    cairn_text_runs(canvas->measurer, &items[i].text, draw_run, &job);
  }
}
