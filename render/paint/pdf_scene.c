#include <math.h>

#include "paint/pdf_writer.h"
#include "scene/path_item.h"

static void draw_item(CairnPdf *pdf, CairnMarkKind kind, const CairnItem *item) {
  if (kind == CAIRN_TEXT) {
    cairn_pdf_texts(pdf, item);
    return;
  }
  cairn_path_reset(&pdf->scratch);
  cairn_path_item(&pdf->scratch, kind, item);
  cairn_pdf_draw(pdf, &pdf->scratch, 0, 0, item->paint);
}

/* Links lead from single items; most marks have none. */
static void draw_items(CairnPdf *pdf, const CairnMark *mark) {
  for (size_t i = 0; i < mark->n; i++) {
    const CairnItem *item = &mark->items[i];
    if (!cairn_paint_has_fill(item->paint) && !cairn_paint_has_stroke(item->paint)) continue;
    if (item->href) cairn_pdf_lead_to(pdf, item->href);
    draw_item(pdf, mark->kind, item);
    if (item->href) cairn_pdf_lead_to(pdf, NULL);
  }
}

static void draw_mark(CairnPdf *pdf, const CairnMark *mark, const CairnBox *plot) {
  const bool clips = mark->clip && plot;
  if (mark->n == 0) return;
  if (clips) cairn_pdf_clip(pdf, *plot);
  draw_items(pdf, mark);
  if (clips) cairn_pdf_restore(pdf);
}

static void draw_background(CairnPdf *pdf, const CairnGroup *group) {
  if (!group->paint) return;
  double offset = cairn_group_border_offset(group->paint), r = group->corner_radius;
  CairnItem item = {.paint = group->paint,
                    .rect = {offset, offset, group->width, group->height, {r, r, r, r}, false}};
  draw_item(pdf, CAIRN_RECT, &item);
}

/* `plot` as in painter.c: the enclosing view's plot area in the frame of the group's parent, NULL outside of
 * views. */
static void draw_group(CairnPdf *pdf, const CairnGroup *group, const CairnBox *plot) {
  double x = isfinite(group->x) ? group->x : 0, y = isfinite(group->y) ? group->y : 0;
  CairnBox own = {0, 0, group->width, group->height};
  if (plot && group->role != CAIRN_ROLE_VIEW)
    own = (CairnBox){plot->x - x, plot->y - y, plot->width, plot->height};
  const CairnBox *inner = plot || group->role == CAIRN_ROLE_VIEW ? &own : NULL;
  pdf->x += x;
  pdf->y += y;
  draw_background(pdf, group);
  for (size_t i = 0; i < group->n; i++) {
    if (group->children[i].group) draw_group(pdf, group->children[i].group, inner);
    if (group->children[i].mark) draw_mark(pdf, group->children[i].mark, inner);
  }
  pdf->x -= x;
  pdf->y -= y;
}

void cairn_pdf_page(CairnPdf *pdf) {
  const CairnScene *scene = pdf->job->scene;
  CairnPaint paint = cairn_paint_default();
  paint.fill = scene->background;
  CairnItem item = {.paint = &paint, .rect = {.width = scene->width, .height = scene->height}};
  draw_item(pdf, CAIRN_RECT, &item);
  if (scene->page) draw_group(pdf, scene->page, NULL);
}
