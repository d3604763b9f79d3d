#include <math.h>

#include "scene/bounds.h"

static double font_size(const CairnTextItem *text) {
  return text->font && isfinite(text->font->size) ? fmax(text->font->size, 0) : 0;
}

static double round_half_up(double value) {
  return floor(value + 0.5);
}

double cairn_text_baseline_shift(const CairnTextItem *text) {
  double h = font_size(text);
  switch (text->baseline) {
  case CAIRN_BASELINE_ALPHABETIC:
    return 0;
  case CAIRN_BASELINE_TOP:
    return round_half_up(0.79 * h);
  case CAIRN_BASELINE_MIDDLE:
    return round_half_up(0.30 * h);
  case CAIRN_BASELINE_BOTTOM:
    return round_half_up(-0.21 * h);
  case CAIRN_BASELINE_LINE_TOP:
    return round_half_up(0.29 * h + 0.5 * text->line_height);
  case CAIRN_BASELINE_LINE_BOTTOM:
    return round_half_up(0.29 * h - 0.5 * text->line_height);
  }
  return 0;
}

const char *const *cairn_text_shown(const CairnTextItem *text) {
  return text->shown ? text->shown : text->lines;
}

CairnBox cairn_box_rotate(CairnBox box, double degrees, double x, double y) {
  if (degrees == 0 || cairn_box_is_empty(box)) return box;
  double angle = degrees * G_PI / 180, cosine = cos(angle), sine = sin(angle);
  double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
  for (int corner = 0; corner < 4; corner++) {
    double dx = box.x + (corner & 1 ? box.width : 0) - x, dy = box.y + (corner & 2 ? box.height : 0) - y;
    double px = x + cosine * dx - sine * dy, py = y + sine * dx + cosine * dy;
    left = fmin(left, px);
    right = fmax(right, px);
    top = fmin(top, py);
    bottom = fmax(bottom, py);
  }
  return (CairnBox){left, top, right - left, bottom - top};
}

/* What is inked of the lines, before the turn. */
static CairnBox ink_of(const CairnTextItem *text, CairnMeasure measure) {
  CairnBox all = cairn_box_empty();
  const char *const *lines = cairn_text_shown(text);
  double baseline = text->y + cairn_text_baseline_shift(text);
  for (size_t i = 0; measure.ink && i < text->n_lines; i++, baseline += text->line_height) {
    CairnBox ink = lines[i] ? measure.ink(text->font, lines[i], measure.data) : cairn_box_empty();
    if (cairn_box_is_empty(ink)) continue;
    double width = text->align == CAIRN_ALIGN_LEFT ? 0 : measure.width(text->font, lines[i], measure.data);
    ink.x += text->x - (text->align == CAIRN_ALIGN_CENTER ? width / 2 : width);
    ink.y += baseline;
    all = cairn_box_union(all, ink);
  }
  return all;
}

CairnBox cairn_text_bounds(const CairnTextItem *text, CairnMeasure measure) {
  double size = font_size(text), width = 0, height = size;
  const char *const *lines = cairn_text_shown(text);
  for (size_t i = 0; i < text->n_lines; i++)
    width = fmax(width, measure.width(text->font, lines[i], measure.data));
  if (text->n_lines > 1) height += text->line_height * (double)(text->n_lines - 1);
  double left = text->x, top = text->y + cairn_text_baseline_shift(text) - round_half_up(0.8 * size);
  if (text->align == CAIRN_ALIGN_CENTER) left -= width / 2;
  if (text->align == CAIRN_ALIGN_RIGHT) left -= width;
  CairnBox box = cairn_box_union((CairnBox){left, top, width, fmax(height, 0)}, ink_of(text, measure));
  return cairn_box_rotate(box, text->angle, text->x, text->y);
}

void cairn_text_nudge(CairnTextItem *text, double dx, double dy) {
  double turn = text->angle * G_PI / 180;
  text->x += dx * cos(turn) - dy * sin(turn);
  text->y += dx * sin(turn) + dy * cos(turn);
}
