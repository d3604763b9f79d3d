#include "mark/paint_ref.h"

#include <string.h>

/* The default of fill or stroke: that property of the mark, or its colour when it is the painted one. */
static const CairnValueRef *default_color(CairnMarkContext *context, const char *property, bool painted) {
  const CairnView *unit = context->unit;
  const json_t *value = cairn_json_get(unit->mark_def, property);
  if (!value && painted) value = cairn_json_get(unit->mark_def, "color");
  if (!value) value = cairn_mark_config(unit, painted ? "color" : property, property);
  return cairn_ref_json(context, value);
}

/* Colours from data: a fill or stroke that the mark itself names counts before its colour, but not before
 * the channel of that name. */
static void init_channel(CairnMarkContext *context, CairnChannel channel, const char *property,
                         const CairnValueRef **ref) {
  const CairnView *unit = context->unit;
  const json_t *own = cairn_json_get(unit->mark_def, property);
  if (unit->channels[channel])
    *ref = cairn_ref_channel(context, channel, NULL, *ref ? *ref : cairn_ref_json(context, json_null()));
  else if (own)
    *ref = cairn_ref_json(context, own);
}

static void init_colors(CairnMarkContext *context, CairnPaintRefs *refs) {
  const CairnView *unit = context->unit;
  bool filled = unit->mark_filled;
  refs->fill = default_color(context, "fill", filled);
  refs->stroke = default_color(context, "stroke", !filled);
  if (unit->channels[CAIRN_COLOR]) {
    const CairnValueRef **painted = filled ? &refs->fill : &refs->stroke;
    const CairnValueRef *fallback = *painted ? *painted : cairn_ref_json(context, json_null());
    *painted = cairn_ref_channel(context, CAIRN_COLOR, NULL, fallback);
  }
  init_channel(context, CAIRN_FILL, "fill", &refs->fill);
  init_channel(context, CAIRN_STROKE, "stroke", &refs->stroke);
}

static CairnLineCap read_cap(const char *name) {
  return strcmp(name, "round") == 0    ? CAIRN_CAP_ROUND
         : strcmp(name, "square") == 0 ? CAIRN_CAP_SQUARE
                                       : CAIRN_CAP_BUTT;
}

static CairnLineJoin read_join(const char *name) {
  return strcmp(name, "round") == 0   ? CAIRN_JOIN_ROUND
         : strcmp(name, "bevel") == 0 ? CAIRN_JOIN_BEVEL
                                      : CAIRN_JOIN_MITER;
}

const CairnValueRef *cairn_stroke_width_ref(CairnMarkContext *context, double otherwise) {
  const CairnView *unit = context->unit;
  if (unit->channels[CAIRN_STROKE_WIDTH] && !unit->channels[CAIRN_SIZE]) return NULL;
  const CairnValueRef *ref = cairn_ref_channel(context, CAIRN_SIZE, "strokeWidth", NULL);
  return ref ? ref : cairn_ref_number(context, otherwise);
}

void cairn_paint_refs_init(CairnMarkContext *context, CairnPaintRefs *refs, const CairnValueRef *width) {
  *refs = (CairnPaintRefs){0};
  init_colors(context, refs);
  refs->opacity = cairn_ref_channel(context, CAIRN_OPACITY, NULL, NULL);
  refs->fill_opacity = cairn_ref_channel(context, CAIRN_FILL_OPACITY, NULL, NULL);
  refs->stroke_opacity = cairn_ref_channel(context, CAIRN_STROKE_OPACITY, NULL, NULL);
  refs->stroke_width = width ? width : cairn_ref_channel(context, CAIRN_STROKE_WIDTH, NULL, NULL);
  refs->dash = cairn_ref_channel(context, CAIRN_STROKE_DASH, NULL, NULL);
  refs->dash_offset = cairn_mark_number(context->unit, "strokeDashOffset", 0);
  refs->miter_limit = cairn_mark_number(context->unit, "strokeMiterLimit", 4);
  refs->cap = read_cap(cairn_mark_string(context->unit, "strokeCap", "butt"));
  refs->join = read_join(cairn_mark_string(context->unit, "strokeJoin", "miter"));
  refs->blend = cairn_mark_string(context->unit, "blend", NULL);
  const CairnValueRef *const all[] = {refs->fill,         refs->stroke,         refs->opacity,
                                      refs->fill_opacity, refs->stroke_opacity, refs->stroke_width,
                                      refs->dash};
  refs->constant = true;
  for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
    refs->constant &= cairn_ref_is_constant(all[i]);
}

static double number_or(CairnMarkContext *context, const CairnValueRef *ref, size_t row, double otherwise) {
  double number = cairn_ref_px(context, ref, row);
  return isfinite(number) ? number : otherwise;
}

static void resolve_dash(CairnMarkContext *context, const CairnValueRef *ref, size_t row, CairnPaint *paint) {
  CairnValue value = cairn_ref_value(context, ref, row);
  if (value.kind != CAIRN_ARRAY || value.array->n == 0) return;
  double *dash = cairn_arena_array(context->arena, value.array->n, double);
  double sum = 0;
  for (size_t i = 0; i < value.array->n; i++) {
    dash[i] = fmax(cairn_value_to_number(value.array->items[i]), 0);
    sum += dash[i];
  }
  if (!(sum > 0)) return;
  paint->dash = dash;
  paint->n_dash = value.array->n;
}

static bool same_brush(const CairnBrush *a, const CairnBrush *b) {
  return a->kind == b->kind && a->gradient == b->gradient &&
         memcmp(&a->color, &b->color, sizeof a->color) == 0;
}

static bool same_paint(const CairnPaint *a, const CairnPaint *b) {
  bool same_dash =
      a->n_dash == b->n_dash && (!a->n_dash || memcmp(a->dash, b->dash, a->n_dash * sizeof *a->dash) == 0);
  return same_dash && same_brush(&a->fill, &b->fill) && same_brush(&a->stroke, &b->stroke) &&
         a->fill_opacity == b->fill_opacity && a->stroke_opacity == b->stroke_opacity &&
         a->stroke_width == b->stroke_width;
}

const CairnPaint *cairn_paint_refs_resolve(CairnMarkContext *context, CairnPaintRefs *refs, size_t row) {
  if (refs->constant && refs->shared) return refs->shared;
  CairnPaint paint = cairn_paint_default();
  cairn_ref_color(context, refs->fill, row, &paint.fill);
  cairn_ref_color(context, refs->stroke, row, &paint.stroke);
  double opacity = number_or(context, refs->opacity, row, 1);
  paint.fill_opacity = CLAMP(opacity * number_or(context, refs->fill_opacity, row, 1), 0, 1);
  paint.stroke_opacity = CLAMP(opacity * number_or(context, refs->stroke_opacity, row, 1), 0, 1);
  paint.stroke_width = fmax(number_or(context, refs->stroke_width, row, 1), 0);
  resolve_dash(context, refs->dash, row, &paint);
  paint.dash_offset = refs->dash_offset;
  paint.miter_limit = refs->miter_limit;
  paint.cap = refs->cap;
  paint.join = refs->join;
  paint.blend = refs->blend;
  if (refs->shared && same_paint(refs->shared, &paint)) return refs->shared;
  CairnPaint *kept = cairn_arena_one(context->arena, CairnPaint);
  *kept = paint;
  refs->shared = kept;
  return kept;
}
