/* One axis in the whole: its groups, and where its title stands. */
#include "guide/axis_parts.h"

#include "layout/text.h"

#include <math.h>

/* ---- Preparation ---- */

/* Where in its band a tick stands, and how far from there. "extent" puts ticks between bands, so there is one
 * more than there are bands. Returns whether there is. */
static bool init_tick_band(CairnAxisDrawing *drawing) {
  CairnAxisDraft *draft = drawing->draft;
  CairnGuideReader *reader = drawing->reader;
  static const char *const kinds[] = {"center", "extent"};
  CairnProperty property = cairn_axis_lookup(draft, "tickBand");
  int kind = cairn_value_as_choice(reader, property, cairn_property_value(reader, property), kinds,
                                   G_N_ELEMENTS(kinds), "\"center\" or \"extent\"");
  CairnProperty offset = cairn_axis_lookup(draft, "tickOffset");
  bool is_band = draft->scale->type == CAIRN_SCALE_BAND;
  /* Vega centres lines of 1 px in bands; only a value for band scales overrules that. */
  CairnProperty given = cairn_axis_drafted(draft, "tickOffset");
  if (!given.value)
    given = cairn_property_of(cairn_config_get(reader->context->model, NULL, "axisBand"), "tickOffset");
  drawing->tick_offset = is_band && !given.value ? -0.5 : cairn_property_number(reader, offset, 0);
  if (kind == 1) {
    drawing->band = 1;
    drawing->tick_offset = 0;
    return true;
  }
  drawing->band =
      kind == 0 ? 0.5 : cairn_property_number(reader, cairn_axis_lookup(draft, "bandPosition"), 0.5);
  return kind < 0 && cairn_property_boolean(reader, cairn_axis_lookup(draft, "tickExtra"), false);
}

static CairnAxisDrawing prepare(CairnAxisDraft *draft, const CairnView *view) {
  CairnGuideReader *reader = draft->reader;
  CairnOrient orient = cairn_axis_orient(draft);
  CairnAxisDrawing drawing = {
      .reader = reader,
      .draft = draft,
      .scale = draft->scale,
      .grid_scale = draft->unit->scales[draft->channel == CAIRN_X ? CAIRN_Y : CAIRN_X],
      .orient = orient,
      .across = orient == CAIRN_ORIENT_TOP || orient == CAIRN_ORIENT_BOTTOM,
      .sign = orient == CAIRN_ORIENT_TOP || orient == CAIRN_ORIENT_LEFT ? -1 : 1,
      .width = view->width,
      .height = view->height,
      .offset = cairn_property_number(reader, cairn_axis_lookup(draft, "offset"), 0),
      .round = cairn_property_boolean(reader, cairn_axis_lookup(draft, "tickRound"), true)};
  if (!cairn_scale_range_extent(draft->scale, &drawing.range_start, &drawing.range_stop))
    drawing.range_start = drawing.range_stop = 0;
  drawing.ticks = cairn_axis_ticks_new(draft, init_tick_band(&drawing));
  return drawing;
}

/* ---- The title ---- */

typedef enum Anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } Anchor;

static CairnValue value_of(const CairnAxisDrawing *drawing, CairnProperty property) {
  return cairn_property_value(drawing->reader, property);
}

static Anchor read_anchor(const CairnAxisDrawing *drawing) {
  static const char *const names[] = {
      [ANCHOR_START] = "start", [ANCHOR_MIDDLE] = "middle", [ANCHOR_END] = "end"};
  CairnProperty property = cairn_axis_lookup(drawing->draft, "titleAnchor");
  int found = cairn_value_as_choice(drawing->reader, property, value_of(drawing, property), names,
                                    G_N_ELEMENTS(names), "\"start\", \"middle\" or \"end\"");
  return found < 0 ? ANCHOR_MIDDLE : (Anchor)found;
}

/* px from the top of the plot to the end of a scale of y that leaves room for its title there. */
static double room_above(const CairnAxisDrawing *drawing) {
  const CairnScaleBinding *binding = drawing->draft->unit->bindings[drawing->draft->channel];
  bool is_lower = binding && binding->holds_title && !drawing->across;
  return is_lower ? cairn_scale_headroom(binding->headroom, drawing->height) : 0;
}

/* The title's style, turn and place along the axis; how far from the axis it stands is known when its
 * labels are laid out, and set there. */
static CairnItem *make_title(CairnAxisDrawing *drawing, CairnGroup *group, CairnValue title) {
  CairnGuideReader *reader = drawing->reader;
  const CairnAxisDraft *draft = drawing->draft;
  CairnMark *mark = cairn_mark_new(reader->context->arena, group, CAIRN_TEXT, CAIRN_ROLE_AXIS_TITLE, NULL, 1);
  CairnItem *item = &mark->items[0];
  CairnTextStyle style = cairn_text_style_read(reader, cairn_axis_lookup, draft, "title", "guide-title");
  size_t n_lines;
  const char *const *lines = cairn_value_as_lines(reader, title, &n_lines);
  cairn_text_style_apply(reader->context, &style, lines, n_lines, item);
  static const double fractions[] = {[ANCHOR_START] = 0, [ANCHOR_MIDDLE] = 0.5, [ANCHOR_END] = 1};
  static const CairnAlign aligns[] = {[ANCHOR_START] = CAIRN_ALIGN_LEFT,
                                      [ANCHOR_MIDDLE] = CAIRN_ALIGN_CENTER,
                                      [ANCHOR_END] = CAIRN_ALIGN_RIGHT};
  Anchor anchor = read_anchor(drawing);
  double along = drawing->range_start + fractions[anchor] * (drawing->range_stop - drawing->range_start);
  CairnProperty align = cairn_axis_lookup(draft, "titleAlign"),
                baseline = cairn_axis_lookup(draft, "titleBaseline");
  CairnBaseline usual = drawing->orient == CAIRN_ORIENT_BOTTOM ? CAIRN_BASELINE_TOP : CAIRN_BASELINE_BOTTOM;
  item->text.align = cairn_value_as_align(reader, align, value_of(drawing, align), aligns[anchor]);
  item->text.baseline = cairn_value_as_baseline(reader, baseline, value_of(drawing, baseline), usual);
  item->text.angle = cairn_property_number(reader, cairn_axis_lookup(draft, "titleAngle"),
                                           drawing->across ? 0 : drawing->sign * 90);
  item->text.x =
      cairn_property_number(reader, cairn_axis_lookup(draft, "titleX"), drawing->across ? along : 0);
  CairnProperty y = cairn_axis_lookup(draft, "titleY");
  bool is_given = y.value && !json_is_null(y.value);
  item->text.y = cairn_property_number(reader, y, drawing->across ? 0 : along) +
                 (is_given ? room_above(drawing) : 0);
  return item;
}

/* Is the title put behind the labels, because its place away from the axis is not given? */
static bool is_title_placed(const CairnAxisDrawing *drawing) {
  CairnProperty given = cairn_axis_lookup(drawing->draft, drawing->across ? "titleY" : "titleX");
  return !given.value || json_is_null(given.value);
}

/* How near to the axis a box comes. */
static double nearness(const CairnAxisDrawing *drawing, CairnBox box) {
  switch (drawing->orient) {
  case CAIRN_ORIENT_LEFT:
    return -(box.x + box.width);
  case CAIRN_ORIENT_RIGHT:
    return box.x;
  case CAIRN_ORIENT_TOP:
    return -(box.y + box.height);
  case CAIRN_ORIENT_BOTTOM:
    return box.y;
  }
  return 0;
}

/* The ink of tall scripts reaches beyond the line: the title gives way by what reaches towards the labels. */
static void make_room_for_ink(const CairnAxisDrawing *drawing, CairnTextItem *text) {
  CairnMeasure inked = cairn_text_measure(drawing->reader->context->measurer), plain = inked;
  plain.ink = NULL;
  double nearer = nearness(drawing, cairn_text_bounds(text, plain)) - nearness(drawing, cairn_text_bounds(text, inked));
  if (nearer > 0.5) *(drawing->across ? &text->y : &text->x) += drawing->sign * ceil(nearer);
}

/* Draws the title behind `extent` px of ticks and labels. Returns its box in the frame of the axis. */
static CairnBox draw_title(CairnAxisDrawing *drawing, CairnGroup *group, double extent) {
  CairnValue title = cairn_axis_title(drawing->draft);
  if (cairn_value_is_missing(title)) return cairn_box_empty();
  CairnTextItem *text = &make_title(drawing, group, title)->text;
  if (is_title_placed(drawing)) {
    double padding =
        cairn_property_number(drawing->reader, cairn_axis_lookup(drawing->draft, "titlePadding"), 0);
    /* Further lines grow away from the axis at the bottom, towards it elsewhere. */
    double lines =
        drawing->orient == CAIRN_ORIENT_BOTTOM ? 0 : (double)(text->n_lines - 1) * text->line_height;
    double away = drawing->sign * (extent + lines + padding);
    *(drawing->across ? &text->y : &text->x) = away;
    make_room_for_ink(drawing, text);
  }
  return cairn_text_item_bounds(drawing->reader->context->measurer, text);
}

/* ---- Layout ---- */

static double number_of(const CairnAxisDrawing *drawing, const char *name, double otherwise) {
  return cairn_property_number(drawing->reader, cairn_axis_lookup(drawing->draft, name), otherwise);
}

static CairnBox box_between(double x1, double y1, double x2, double y2) {
  return (CairnBox){fmin(x1, x2), fmin(y1, y2), fabs(x2 - x1), fabs(y2 - y1)};
}

/* The strip of `extent` px along the axis. */
static CairnBox strip(const CairnAxisDrawing *drawing, double extent) {
  double length = fabs(drawing->range_stop - drawing->range_start), away = drawing->sign * extent;
  return drawing->across ? box_between(0, 0, length, away) : box_between(0, 0, away, length);
}

/* How far a box reaches away from the axis. */
static double reach(const CairnAxisDrawing *drawing, CairnBox box) {
  if (cairn_box_is_empty(box)) return 0;
  switch (drawing->orient) {
  case CAIRN_ORIENT_LEFT:
    return -box.x;
  case CAIRN_ORIENT_RIGHT:
    return box.x + box.width;
  case CAIRN_ORIENT_TOP:
    return -box.y;
  case CAIRN_ORIENT_BOTTOM:
    return box.y + box.height;
  }
  return 0;
}

/* Where the axis' own frame starts in the plot, without `translate`. */
static CairnPoint origin(const CairnAxisDrawing *drawing, double position) {
  switch (drawing->orient) {
  case CAIRN_ORIENT_LEFT:
    return (CairnPoint){-drawing->offset, position};
  case CAIRN_ORIENT_RIGHT:
    return (CairnPoint){drawing->width + drawing->offset, position};
  case CAIRN_ORIENT_TOP:
    return (CairnPoint){position, -drawing->offset};
  case CAIRN_ORIENT_BOTTOM:
    return (CairnPoint){position, drawing->height + drawing->offset};
  }
  return (CairnPoint){0, 0};
}

static CairnGroup *axis_group(const CairnAxisDrawing *drawing, const char *name, CairnPoint at) {
  CairnGroup *group = cairn_group_new(drawing->reader->context->arena, CAIRN_ROLE_AXIS, name);
  double translate = number_of(drawing, "translate", 0.5);
  group->orient = drawing->orient;
  group->x = at.x + translate;
  group->y = at.y + translate;
  return group;
}

static void add_bounds(CairnAxis *axis, CairnBox box, CairnPoint at) {
  if (cairn_box_is_empty(box)) return;
  box.x += at.x;
  box.y += at.y;
  axis->bounds = cairn_box_union(axis->bounds, box);
}

/* An axis takes the room that it has without "translate", and room for labels that are not painted. */
static void set_layout(const CairnAxisDrawing *drawing, CairnGroup *group, CairnBox box) {
  double translate = number_of(drawing, "translate", 0.5);
  CairnBox *layout = cairn_arena_one(drawing->reader->context->arena, CairnBox);
  *layout = (CairnBox){box.x - translate, box.y - translate, box.width, box.height};
  group->layout = layout;
}

/* The box of ticks with their width, also that of transparent ones. */
static CairnBox box_of_ticks(const CairnMark *ticks) {
  CairnBox around = cairn_box_empty();
  for (size_t i = 0; i < ticks->n; i++) {
    const CairnRuleItem *rule = &ticks->items[i].rule;
    const CairnPaint *paint = ticks->items[i].paint;
    bool is_wide = paint->stroke.kind != CAIRN_BRUSH_NONE && paint->stroke_opacity > 0;
    CairnBox box = box_between(rule->x, rule->y, rule->x2, rule->y2);
    around = cairn_box_union(around, cairn_box_expand(box, is_wide ? paint->stroke_width / 2 : 0));
  }
  return around;
}

static void draw_main(CairnAxisDrawing *drawing, const char *name, CairnAxis *out) {
  CairnPoint at = origin(
      drawing, cairn_property_number(drawing->reader, cairn_axis_drafted(drawing->draft, "position"), 0));
  CairnGroup *group = out->main = axis_group(drawing, name, at);
  CairnMark *ticks = cairn_axis_draw_ticks(drawing, group);
  CairnBox box = cairn_axis_draw_labels(drawing, group);
  if (ticks) box = cairn_box_union(box, box_of_ticks(ticks));
  cairn_axis_draw_domain(drawing, group);
  double most = number_of(drawing, "maxExtent", 200), least = number_of(drawing, "minExtent", 0);
  out->extent = fmax(least, fmin(most, reach(drawing, box)));
  CairnBox title = draw_title(drawing, group, out->extent);
  CairnBox whole = cairn_box_union(cairn_box_union(box, strip(drawing, out->extent)), title);
  add_bounds(out, whole, at);
  set_layout(drawing, group, whole);
}

static void draw_grid(CairnAxisDrawing *drawing, const char *name, CairnAxis *out) {
  CairnProperty shown = cairn_axis_drafted(drawing->draft, "grid");
  if (!cairn_property_boolean(drawing->reader, shown, false)) return;
  CairnPoint at = origin(drawing, 0);
  out->grid = axis_group(drawing, name, at);
  cairn_axis_draw_grid(drawing, out->grid);
  add_bounds(out, strip(drawing, 0), at);
}

void cairn_axis_draw(CairnAxisDraft *draft, const CairnView *view, const char *name, CairnAxis *out) {
  CairnAxisDrawing drawing = prepare(draft, view);
  *out = (CairnAxis){.channel = draft->channel, .orient = drawing.orient, .bounds = cairn_box_empty()};
  out->is_above = cairn_property_number(draft->reader, cairn_axis_drafted(draft, "zindex"), 0) > 0;
  draw_grid(&drawing, name, out);
  draw_main(&drawing, name, out);
}
