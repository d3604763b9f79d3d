#include "mark/paint_ref.h"
#include "mark/position.h"
#include "mark/types.h"

#include "layout/text.h"
#include "scene/bounds.h"

#include <string.h>

typedef struct TextRefs {
  const CairnValueRef *x, *y, *text, *size, *angle, *radius, *theta, *dx, *dy, *align, *baseline, *limit, *weight, *style,
      *family, *line_height, *line_break, *ellipsis, *direction;
} TextRefs;

static TextRefs find_refs(CairnMarkContext *context) {
  return (TextRefs){
      .x = cairn_position_point(context, CAIRN_X, CAIRN_POSITION_MIDDLE),
      .y = cairn_position_point(context, CAIRN_Y, CAIRN_POSITION_MIDDLE),
      .text = cairn_ref_channel(context, CAIRN_TEXT_CHANNEL, NULL, NULL),
      .size = cairn_ref_channel(context, CAIRN_SIZE, "fontSize", NULL),
      .angle = cairn_ref_channel(context, CAIRN_ANGLE, NULL, NULL),
      .radius = cairn_position_point(context, CAIRN_RADIUS, CAIRN_POSITION_NONE),
      .theta = cairn_position_point(context, CAIRN_THETA, CAIRN_POSITION_NONE),
      .dx = cairn_ref_property(context, "dx"),
      .dy = cairn_ref_property(context, "dy"),
      .align = cairn_ref_property(context, "align"),
      .baseline = cairn_ref_property(context, "baseline"),
      .limit = cairn_ref_property(context, "limit"),
      .weight = cairn_ref_property(context, "fontWeight"),
      .style = cairn_ref_property(context, "fontStyle"),
      .family = cairn_ref_property(context, "font"),
      .line_height = cairn_ref_property(context, "lineHeight"),
      .line_break = cairn_ref_property(context, "lineBreak"),
      .ellipsis = cairn_ref_property(context, "ellipsis"),
      .direction = cairn_ref_property(context, "dir"),
  };
}

static double number_or(CairnMarkContext *context, const CairnValueRef *ref, size_t row, double otherwise) {
  double number = ref ? cairn_ref_px(context, ref, row) : NAN;
  return isfinite(number) ? number : otherwise;
}

static const char *string_or(CairnMarkContext *context, const CairnValueRef *ref, size_t row, const char *otherwise) {
  CairnValue value = ref ? cairn_ref_value(context, ref, row) : cairn_value_undefined();
  return value.kind == CAIRN_STRING ? value.string : otherwise;
}

static int weight_of(CairnValue value) {
  if (value.kind == CAIRN_NUMBER) return (int)CLAMP(value.number, 1, 1000);
  if (value.kind != CAIRN_STRING) return 400;
  return strcmp(value.string, "bold") == 0 || strcmp(value.string, "bolder") == 0 ? 700
         : strcmp(value.string, "lighter") == 0                                ? 300
                                                                                : 400;
}

static CairnAlign align_of(const char *name) {
  return strcmp(name, "left") == 0 ? CAIRN_ALIGN_LEFT : strcmp(name, "right") == 0 ? CAIRN_ALIGN_RIGHT : CAIRN_ALIGN_CENTER;
}

static CairnBaseline baseline_of(const char *name) {
  static const char *const names[] = {[CAIRN_BASELINE_ALPHABETIC] = "alphabetic", [CAIRN_BASELINE_TOP] = "top",
                                      [CAIRN_BASELINE_MIDDLE] = "middle",         [CAIRN_BASELINE_BOTTOM] = "bottom",
                                      [CAIRN_BASELINE_LINE_TOP] = "line-top",     [CAIRN_BASELINE_LINE_BOTTOM] = "line-bottom"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(names[i], name) == 0) return (CairnBaseline)i;
  return CAIRN_BASELINE_MIDDLE;
}

/* ---- Lines ---- */

/* Breaks inside a line would be painted as boxes. */
static const char *single_line(CairnArena *arena, const char *text) {
  if (!strpbrk(text, "\n\r\t")) return text;
  char *copy = cairn_arena_strdup(arena, text);
  return g_strdelimit(copy, "\n\r\t", ' ');
}

static void set_lines(CairnMarkContext *context, CairnValue value, const char *line_break, CairnTextItem *text) {
  CairnArena *arena = context->arena;
  if (value.kind == CAIRN_ARRAY) {
    text->n_lines = value.array->n;
    const char **lines = cairn_arena_array(arena, text->n_lines, const char *);
    for (size_t i = 0; i < text->n_lines; i++)
      lines[i] = single_line(arena, cairn_value_to_string(arena, value.array->items[i]));
    text->lines = lines;
    return;
  }
  const char *whole = cairn_value_is_missing(value) ? "" : cairn_value_to_string(arena, value);
  bool breaks = line_break && *line_break && *whole;
  g_auto(GStrv) parts = breaks ? g_strsplit(whole, line_break, -1) : NULL;
  text->n_lines = breaks ? g_strv_length(parts) : 1;
  const char **lines = cairn_arena_array(arena, text->n_lines, const char *);
  for (size_t i = 0; i < text->n_lines; i++)
    lines[i] = single_line(arena, breaks ? cairn_arena_strdup(arena, parts[i]) : whole);
  text->lines = lines;
}

static void shorten(CairnMarkContext *context, const TextRefs *refs, size_t row, CairnTextItem *text) {
  text->shown = text->lines;
  if (text->limit <= 0) return;
  const char *ellipsis = string_or(context, refs->ellipsis, row, NULL);
  const char **shown = cairn_arena_array(context->arena, text->n_lines, const char *);
  for (size_t i = 0; i < text->n_lines; i++)
    shown[i] = cairn_text_truncate(context->arena, context->measurer, text->font, text->lines[i], text->limit, ellipsis, text->right_to_left);
  text->shown = shown;
}

/* ---- Items ---- */

static const CairnFont *font_of(CairnMarkContext *context, const TextRefs *refs, size_t row, const CairnFont *last) {
  CairnFont font = {.family = string_or(context, refs->family, row, "sans-serif"),
                    .size = fmax(number_or(context, refs->size, row, 11), 0),
                    .weight = weight_of(cairn_ref_value(context, refs->weight, row)),
                    .italic = strcmp(string_or(context, refs->style, row, ""), "italic") == 0};
  if (last && last->size == font.size && last->weight == font.weight && last->italic == font.italic && strcmp(last->family, font.family) == 0)
    return last;
  CairnFont *kept = cairn_arena_one(context->arena, CairnFont);
  *kept = font;
  return kept;
}

static void place(CairnMarkContext *context, const TextRefs *refs, size_t row, CairnTextItem *text) {
  text->x = number_or(context, refs->x, row, 0);
  text->y = number_or(context, refs->y, row, 0);
  double radius = number_or(context, refs->radius, row, 0), theta = number_or(context, refs->theta, row, 0) - G_PI / 2;
  if (refs->radius) {
    text->x += radius * cos(theta);
    text->y += radius * sin(theta);
  }
  cairn_text_nudge(text, number_or(context, refs->dx, row, 0), number_or(context, refs->dy, row, 0));
}

static void draw(CairnMarkContext *context, CairnMark *mark) {
  CairnPaintRefs paint;
  cairn_paint_refs_init(context, &paint, NULL);
  TextRefs refs = find_refs(context);
  const CairnFont *font = NULL;
  for (size_t row = 0; row < mark->n; row++) {
    CairnItem *item = &mark->items[row];
    CairnTextItem *text = &item->text;
    item->paint = cairn_paint_refs_resolve(context, &paint, row);
    text->font = font = font_of(context, &refs, row, font);
    text->angle = number_or(context, refs.angle, row, 0);
    place(context, &refs, row, text);
    text->align = align_of(string_or(context, refs.align, row, "center"));
    text->baseline = baseline_of(string_or(context, refs.baseline, row, "middle"));
    text->limit = number_or(context, refs.limit, row, 0);
    text->line_height = number_or(context, refs.line_height, row, font->size + 2);
    text->right_to_left = strcmp(string_or(context, refs.direction, row, ""), "rtl") == 0;
    set_lines(context, cairn_ref_value(context, refs.text, row), string_or(context, refs.line_break, row, NULL), text);
    shorten(context, &refs, row, text);
  }
}

const CairnMarkType cairn_mark_text = {"text", CAIRN_TEXT, draw};
