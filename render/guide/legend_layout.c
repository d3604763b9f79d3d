/* The whole of a legend: its title beside its entries, its background, and its place. */
#include "guide/legend_parts.h"

#include "layout/text.h"

#include <string.h>

static double round_half_up(double value) {
  return floor(value + 0.5);
}

/* ---- Title ---- */

typedef enum Side { SIDE_TOP, SIDE_BOTTOM, SIDE_LEFT, SIDE_RIGHT } Side;

typedef struct Title {
  CairnItem item; /* at the origin */
  Side side;
  CairnGridAnchor anchor;
  double padding; /* px to the entries */
  CairnBox box;
} Title;

static Side read_side(const char *name) {
  return strcmp(name, "left") == 0     ? SIDE_LEFT
         : strcmp(name, "right") == 0  ? SIDE_RIGHT
         : strcmp(name, "bottom") == 0 ? SIDE_BOTTOM
                                       : SIDE_TOP;
}

static bool is_beside(Side side) {
  return side == SIDE_LEFT || side == SIDE_RIGHT;
}

static CairnGridAnchor read_anchor(const char *name, Side side) {
  if (!name) return is_beside(side) ? CAIRN_GRID_ANCHOR_MIDDLE : CAIRN_GRID_ANCHOR_START;
  return strcmp(name, "start") == 0 ? CAIRN_GRID_ANCHOR_START
         : strcmp(name, "end") == 0 ? CAIRN_GRID_ANCHOR_END
                                    : CAIRN_GRID_ANCHOR_MIDDLE;
}

/* Does the title run along a vertical ramp? */
static bool is_turned(const CairnLegendDrawing *drawing, Side side) {
  return drawing->type != CAIRN_LEGEND_SYMBOL && is_beside(side) && cairn_legend_is_vertical(drawing);
}

static CairnAlign usual_align(const Title *title, bool is_turned) {
  static const CairnAlign along[] = {[CAIRN_GRID_ANCHOR_START] = CAIRN_ALIGN_LEFT,
                                     [CAIRN_GRID_ANCHOR_MIDDLE] = CAIRN_ALIGN_CENTER,
                                     [CAIRN_GRID_ANCHOR_END] = CAIRN_ALIGN_RIGHT};
  if (is_beside(title->side) && !is_turned) return CAIRN_ALIGN_LEFT;
  bool is_flipped = is_turned && title->side == SIDE_RIGHT && title->anchor != CAIRN_GRID_ANCHOR_MIDDLE;
  CairnAlign align = along[title->anchor];
  return !is_flipped ? align : align == CAIRN_ALIGN_LEFT ? CAIRN_ALIGN_RIGHT : CAIRN_ALIGN_LEFT;
}

static CairnBaseline usual_baseline(const Title *title, bool is_turned) {
  static const CairnBaseline beside[] = {[CAIRN_GRID_ANCHOR_START] = CAIRN_BASELINE_TOP,
                                         [CAIRN_GRID_ANCHOR_MIDDLE] = CAIRN_BASELINE_MIDDLE,
                                         [CAIRN_GRID_ANCHOR_END] = CAIRN_BASELINE_BOTTOM};
  if (!is_beside(title->side)) return CAIRN_BASELINE_TOP;
  if (!is_turned) return beside[title->anchor];
  return title->side == SIDE_RIGHT ? CAIRN_BASELINE_BOTTOM : CAIRN_BASELINE_TOP;
}

static bool is_blank(CairnValue text) {
  return !cairn_value_to_boolean(text) || (text.kind == CAIRN_ARRAY && text.array->n == 0);
}

/* False without a title. */
static bool make_title(CairnLegendDrawing *drawing, Title *title) {
  const CairnLegendDraft *draft = drawing->draft;
  CairnGuideReader *reader = drawing->reader;
  CairnValue text = cairn_property_value(reader, cairn_legend_lookup(draft, "title"));
  if (is_blank(text)) return false;
  size_t n_lines;
  const char *const *lines = cairn_value_as_lines(reader, text, &n_lines);
  CairnTextStyle style = cairn_text_style_read(reader, cairn_legend_lookup, draft, "title", "guide-title");
  *title = (Title){.side = read_side(cairn_legend_string(draft, "titleOrient", "top"))};
  title->anchor = read_anchor(cairn_legend_string(draft, "titleAnchor", NULL), title->side);
  title->padding = cairn_legend_number(draft, "titlePadding", 0);
  cairn_text_style_apply(reader->context, &style, lines, n_lines, &title->item);
  CairnProperty align = cairn_legend_lookup(draft, "titleAlign"),
                baseline = cairn_legend_lookup(draft, "titleBaseline");
  bool turned = is_turned(drawing, title->side);
  CairnTextItem *item = &title->item.text;
  item->angle = !turned ? 0 : title->side == SIDE_LEFT ? -90 : 90;
  item->align =
      cairn_value_as_align(reader, align, cairn_property_value(reader, align), usual_align(title, turned));
  item->baseline = cairn_value_as_baseline(reader, baseline, cairn_property_value(reader, baseline),
                                           usual_baseline(title, turned));
  title->box = cairn_item_bounds(CAIRN_TEXT, &title->item, drawing->measure);
  return true;
}

/* ---- Title and entries ---- */

static double end_of(CairnBox box, bool y) {
  if (cairn_box_is_empty(box)) return 0;
  return y ? box.y + box.height : box.x + box.width;
}

static double anchored(CairnGridAnchor anchor, double start, double end, double length, double lines) {
  return round_half_up(anchor == CAIRN_GRID_ANCHOR_START ? start
                       : anchor == CAIRN_GRID_ANCHOR_END ? end - lines
                                                         : (length - lines) / 2);
}

/* The arrangement of a legend: padding, entries and title. */
typedef struct Arrangement {
  const CairnLegendDrawing *drawing;
  const Title *title;
  double padding;
  CairnBox entries, ramp; /* where the entries are, and the ramp in their frame */
} Arrangement;

/* px from the padding to the title's anchor in one direction; the formulas are those of Vega's legend layout.
 */
static double title_offset(const Arrangement *arrangement, CairnGridAnchor anchor, bool y, bool beside,
                           bool is_ramp_used, double lines) {
  bool is_ramp = arrangement->drawing->type != CAIRN_LEGEND_SYMBOL;
  bool is_vertical_ramp = is_ramp && cairn_legend_is_vertical(arrangement->drawing);
  bool use_ramp = is_ramp && (beside || !is_vertical_ramp) && is_ramp_used;
  double length = end_of(use_ramp ? arrangement->ramp : arrangement->entries, y) - arrangement->padding;
  bool is_reversed = is_vertical_ramp && beside;
  return anchored(anchor, is_reversed ? length : 0, is_reversed ? 0 : length, length, lines);
}

static CairnPoint place_title(const Arrangement *arrangement) {
  const Title *title = arrangement->title;
  CairnPoint at = {arrangement->padding, arrangement->padding};
  double lines = ((double)title->item.text.n_lines - 1) * title->item.text.line_height;
  switch (title->side) {
  case SIDE_RIGHT:
    at.x += title_offset(arrangement, CAIRN_GRID_ANCHOR_END, false, false, true, 0) + title->padding;
  /* fall through */
  case SIDE_LEFT:
    at.y += title_offset(arrangement, title->anchor, true, true, true, lines);
    break;
  case SIDE_BOTTOM:
    at.x += title_offset(arrangement, title->anchor, false, false, true, 0);
    at.y += title_offset(arrangement, CAIRN_GRID_ANCHOR_END, true, false, false, 0) + title->padding;
    break;
  default:
    at.x += title_offset(arrangement, title->anchor, false, false, true, 0);
    break;
  }
  /* The ink of tall scripts may rise above the line. */
  if (!is_beside(title->side)) at.y -= fmin(title->box.y, 0);
  return at;
}

/* Where the entries stand beside their title. */
static CairnPoint place_entries(const Title *title, double padding) {
  CairnPoint at = {padding, padding};
  if (title->side == SIDE_LEFT) at.x += ceil(title->box.width) + title->padding;
  if (title->side == SIDE_TOP) at.y += title->box.height + title->padding;
  return at;
}

static CairnBox move(CairnBox box, CairnPoint by) {
  return (CairnBox){box.x + by.x, box.y + by.y, box.width, box.height};
}

/* Puts title and entries into `group`; gives back the box of both. */
static CairnBox arrange(const CairnLegendDrawing *drawing, CairnGroup *group, CairnGroup *entries,
                        Title *title, double padding) {
  CairnArena *arena = drawing->reader->context->arena;
  CairnPoint at = title ? place_entries(title, padding) : (CairnPoint){padding, padding};
  Arrangement arrangement = {drawing, title, padding, move(drawing->box, at), cairn_box_empty()};
  if (drawing->type != CAIRN_LEGEND_SYMBOL)
    arrangement.ramp = cairn_mark_bounds(entries->children[0].mark, drawing->measure);
  cairn_group_add_group(arena, group, entries);
  CairnBox box = cairn_box_empty();
  if (title) {
    CairnPoint anchor = place_title(&arrangement);
    double outside = round_half_up(title->box.x + anchor.x - padding);
    if (outside < 0) {
      at.x -= outside;
      anchor.x -= outside;
    }
    title->item.text.x = anchor.x;
    title->item.text.y = anchor.y;
    cairn_mark_new(arena, group, CAIRN_TEXT, CAIRN_ROLE_LEGEND_TITLE, NULL, 1)->items[0] = title->item;
    box = move(title->box, anchor);
  }
  entries->x = at.x;
  entries->y = at.y;
  return cairn_box_union(box, move(drawing->box, at));
}

/* ---- The whole ---- */

static const CairnPaint *background(const CairnLegendDraft *draft) {
  CairnGuideReader *reader = draft->reader;
  CairnProperty fill = cairn_legend_lookup(draft, "fillColor"),
                stroke = cairn_legend_lookup(draft, "strokeColor");
  CairnProperty dash =
      cairn_property_of(cairn_config_get(reader->context->model, NULL, "legend"), "strokeDash");
  CairnProperty width =
      cairn_property_of(cairn_config_get(reader->context->model, NULL, "legend"), "strokeWidth");
  CairnPaint *paint = cairn_arena_one(reader->context->arena, CairnPaint);
  *paint = cairn_paint_default();
  paint->fill = cairn_value_as_brush(reader, fill, cairn_property_value(reader, fill));
  paint->stroke = cairn_value_as_brush(reader, stroke, cairn_property_value(reader, stroke));
  paint->stroke_width = fmax(cairn_property_number(reader, width, 1), 0);
  cairn_value_as_dash(reader, dash, cairn_property_value(reader, dash), paint);
  return cairn_paint_has_fill(paint) || cairn_paint_has_stroke(paint) ? paint : NULL;
}

static CairnLegendPlace read_place(const CairnLegendDraft *draft) {
  CairnProperty property = cairn_legend_lookup(draft, "orient");
  const char *name = cairn_property_string(draft->reader, property, "right");
  for (int place = 0; place <= CAIRN_LEGEND_FREE; place++)
    if (strcmp(cairn_legend_place_name((CairnLegendPlace)place), name) == 0) return (CairnLegendPlace)place;
  GError *error = NULL;
  cairn_error_at(
      &error, CAIRN_ERROR_SPEC, property.node, property.key,
      "a legend's \"orient\" must be \"left\", \"right\", \"top\", \"bottom\", \"top-left\", \"top-right\", "
      "\"bottom-left\", \"bottom-right\" or \"none\"");
  cairn_guide_fail(draft->reader, error);
  return CAIRN_LEGEND_AT_RIGHT;
}

bool cairn_legend_is_vertical(const CairnLegendDrawing *drawing) {
  const char *usual = drawing->type == CAIRN_LEGEND_SYMBOL ? "symbolDirection" : "gradientDirection";
  const char *direction = cairn_legend_string(drawing->draft, "direction", NULL);
  if (!direction) direction = cairn_legend_string(drawing->draft, usual, "vertical");
  return strcmp(direction, "vertical") == 0;
}

/* In a language read from right to left, symbols stand at the right of their labels, and the first entry too. What is in
 * `group` is turned about x = `about` / 2. */
static void mirror(CairnGroup *group, double about) {
  for (size_t i = 0; i < group->n; i++) {
    CairnGroup *inner = group->children[i].group;
    CairnMark *mark = group->children[i].mark;
    if (inner) {
      inner->x = about - inner->x;
      mirror(inner, 0);
    }
    for (size_t k = 0; mark && k < mark->n; k++) {
      if (mark->kind == CAIRN_SYMBOL) mark->items[k].symbol.x = about - mark->items[k].symbol.x;
      if (mark->kind != CAIRN_TEXT) continue;
      CairnTextItem *text = &mark->items[k].text;
      text->x = about - text->x;
      text->align = text->align == CAIRN_ALIGN_LEFT ? CAIRN_ALIGN_RIGHT : text->align == CAIRN_ALIGN_RIGHT ? CAIRN_ALIGN_LEFT : CAIRN_ALIGN_CENTER;
    }
  }
}

static const CairnLegendKind kinds[] = {[CAIRN_LEGEND_SYMBOL] = CAIRN_LEGEND_OF_SYMBOLS,
                                        [CAIRN_LEGEND_GRADIENT] = CAIRN_LEGEND_OF_RAMP,
                                        [CAIRN_LEGEND_DISCRETE] = CAIRN_LEGEND_OF_BANDS};

void cairn_legend_draw(const CairnLegendDraft *draft, CairnPageLegend *out) {
  CairnGuideContext *context = draft->reader->context;
  CairnLegendDrawing drawing = {.reader = draft->reader, .draft = draft, .type = cairn_legend_type(draft)};
  drawing.measure = cairn_text_measure(context->measurer);
  drawing.length = cairn_legend_ramp_length(draft);
  drawing.entries = cairn_legend_entries(draft, drawing.type, drawing.length);
  CairnGroup *group = cairn_group_new(context->arena, CAIRN_ROLE_LEGEND, NULL);
  bool is_symbols = drawing.type == CAIRN_LEGEND_SYMBOL;
  CairnGroup *entries = is_symbols ? cairn_legend_draw_symbols(&drawing) : cairn_legend_draw_ramp(&drawing);
  Title title;
  bool has_title = make_title(&drawing, &title);
  double padding = cairn_legend_number(draft, "padding", 0);
  CairnBox box = arrange(&drawing, group, entries, has_title ? &title : NULL, padding);
  double right = cairn_box_is_empty(box) ? padding : box.x + box.width;
  double bottom = cairn_box_is_empty(box) ? padding : box.y + box.height;
  group->width = ceil(fmax(right + padding, 0));
  group->height = ceil(fmax(bottom + padding, 0));
  if (is_symbols && context->model->locale->right_to_left) mirror(group, group->width);
  group->paint = background(draft);
  group->corner_radius = fmax(cairn_legend_number(draft, "cornerRadius", 0), 0);
  group->legend_kind = kinds[drawing.type];
  *out = (CairnPageLegend){.group = group,
                           .owner = draft->owner,
                           .place = read_place(draft),
                           .offset = cairn_legend_number(draft, "offset", NAN),
                           .width = group->width,
                           .height = group->height,
                           .x = cairn_legend_number(draft, "legendX", 0),
                           .y = cairn_legend_number(draft, "legendY", 0)};
}
