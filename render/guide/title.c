#include "guide/title.h"

#include "layout/text.h"

#include <string.h>

/* Where a title's property is looked for: its own object, config.title, then the style of its kind. */
typedef struct TitleStyle {
  const CairnGuideContext *context;
  const json_t *own;
  bool subtitle;
} TitleStyle;

/* `property` such as "fontSize"; a subtitle's is "subtitleFontSize" where it shares the object with the title. */
static const json_t *lookup(const TitleStyle *style, const char *property) {
  g_autofree char *prefixed =
      style->subtitle ? g_strdup_printf("subtitle%c%s", g_ascii_toupper(property[0]), property + 1) : g_strdup(property);
  const CairnModel *model = style->context->model;
  const json_t *value = cairn_json_get(style->own, prefixed);
  if (!value) value = cairn_config_get(model, "title", prefixed);
  const json_t *styles = cairn_config_get(model, NULL, "style");
  const json_t *named = cairn_json_get(styles, style->subtitle ? "group-subtitle" : "group-title");
  if (!value) value = cairn_json_get(named, property);
  if (!value && strcmp(property, "color") == 0) value = cairn_json_get(named, "fill");
  return value;
}

static double number(const TitleStyle *style, const char *property, double otherwise) {
  const json_t *value = lookup(style, property);
  return json_is_number(value) ? json_number_value(value) : otherwise;
}

static const char *string(const TitleStyle *style, const char *property, const char *otherwise) {
  const json_t *value = lookup(style, property);
  return json_is_string(value) ? json_string_value(value) : otherwise;
}

static int weight(const TitleStyle *style) {
  const json_t *value = lookup(style, "fontWeight");
  if (json_is_number(value)) return (int)CLAMP(json_number_value(value), 1, 1000);
  return json_is_string(value) && strcmp(json_string_value(value), "bold") == 0 ? 700 : 400;
}

static size_t read_lines(CairnArena *arena, const json_t *text, const char *const **out) {
  size_t n = json_is_array(text) ? json_array_size(text) : json_is_string(text) ? 1 : 0, used = 0;
  const char **lines = cairn_arena_array(arena, n, const char *);
  for (size_t i = 0; i < n; i++) {
    const json_t *line = json_is_array(text) ? json_array_get(text, i) : text;
    if (json_is_string(line)) lines[used++] = g_strdelimit(cairn_arena_strdup(arena, json_string_value(line)), "\n\r\t", ' ');
  }
  *out = lines;
  return used;
}

static const CairnPaint *ink(CairnArena *arena, const char *name) {
  CairnPaint *paint = cairn_arena_one(arena, CairnPaint);
  *paint = cairn_paint_default();
  if (cairn_color_parse(name, &paint->fill.color)) paint->fill.kind = CAIRN_BRUSH_COLOR;
  return paint;
}

static CairnAlign anchored_align(CairnAnchor anchor, const char *given) {
  if (given && strcmp(given, "left") == 0) return CAIRN_ALIGN_LEFT;
  if (given && strcmp(given, "right") == 0) return CAIRN_ALIGN_RIGHT;
  if (given && strcmp(given, "center") == 0) return CAIRN_ALIGN_CENTER;
  return anchor == CAIRN_ANCHOR_START ? CAIRN_ALIGN_LEFT : anchor == CAIRN_ANCHOR_END ? CAIRN_ALIGN_RIGHT : CAIRN_ALIGN_CENTER;
}

/* A mark with one text whose last baseline is at `bottom`; gives back the top of its first line. */
static double draw_lines(const TitleStyle *style, CairnGroup *group, CairnAnchor anchor, const json_t *text, double bottom) {
  CairnArena *arena = style->context->arena;
  const char *const *lines;
  size_t n = read_lines(arena, text, &lines);
  if (!n) return bottom;
  CairnFont *font = cairn_arena_one(arena, CairnFont);
  *font = (CairnFont){string(style, "font", "sans-serif"), number(style, "fontSize", style->subtitle ? 12 : 13), weight(style),
                      strcmp(string(style, "fontStyle", ""), "italic") == 0};
  double line_height = number(style, "lineHeight", font->size + 2);
  CairnMark *mark = cairn_mark_new(arena, group, CAIRN_TEXT, style->subtitle ? CAIRN_ROLE_SUBTITLE : CAIRN_ROLE_TITLE, NULL, 1);
  mark->items[0].paint = ink(arena, string(style, "color", "black"));
  CairnTextItem *item = &mark->items[0].text;
  item->n_lines = n;
  item->lines = item->shown = lines;
  item->font = font;
  item->line_height = line_height;
  item->align = anchored_align(anchor, string(style, "align", NULL));
  item->baseline = CAIRN_BASELINE_BOTTOM;
  item->x = cairn_json_number(style->own, "dx", 0);
  item->y = bottom - (double)(n - 1) * line_height + cairn_json_number(style->own, "dy", 0);
  return bottom - (double)n * line_height + (line_height - font->size);
}

static CairnAnchor read_anchor(const char *name) {
  return strcmp(name, "start") == 0 ? CAIRN_ANCHOR_START : strcmp(name, "end") == 0 ? CAIRN_ANCHOR_END : CAIRN_ANCHOR_MIDDLE;
}

static CairnOrient read_side(const char *name) {
  return strcmp(name, "bottom") == 0  ? CAIRN_ORIENT_BOTTOM
         : strcmp(name, "left") == 0  ? CAIRN_ORIENT_LEFT
         : strcmp(name, "right") == 0 ? CAIRN_ORIENT_RIGHT
                                      : CAIRN_ORIENT_TOP;
}

/* Titles at the sides run along them. */
static void turn(CairnGroup *group, CairnOrient side) {
  if (side != CAIRN_ORIENT_LEFT && side != CAIRN_ORIENT_RIGHT) return;
  double angle = side == CAIRN_ORIENT_LEFT ? -90 : 90, sign = side == CAIRN_ORIENT_LEFT ? 1 : -1;
  for (size_t i = 0; i < group->n; i++) {
    CairnTextItem *item = &group->children[i].mark->items[0].text;
    item->angle = angle;
    item->x = sign * item->y;
    item->y = 0;
  }
}

bool cairn_titles_draw(CairnGuideContext *context, const CairnView *view, CairnPageTitle *out, GError **error) {
  *out = (CairnPageTitle){0};
  const json_t *title = cairn_json_get(view->node, "title");
  (void)error;
  if (!title || json_is_null(title)) return true;
  const json_t *own = json_is_object(title) ? title : NULL, *text = own ? cairn_json_get(own, "text") : title;
  TitleStyle main = {context, own, false}, sub = {context, own, true};
  out->anchor = read_anchor(string(&main, "anchor", "middle"));
  out->side = read_side(string(&main, "orient", "top"));
  out->offset = number(&main, "offset", 4);
  out->over_plot = strcmp(string(&main, "frame", "group"), "group") == 0;
  out->group = cairn_group_new(context->arena, CAIRN_ROLE_CONTAINER, "title");
  const json_t *subtitle = cairn_json_get(own, "subtitle");
  double top = 0;
  if (subtitle && !json_is_null(subtitle))
    top = draw_lines(&sub, out->group, out->anchor, subtitle, 0) - cairn_json_number(own, "subtitlePadding", number(&main, "subtitlePadding", 3));
  draw_lines(&main, out->group, out->anchor, text, top);
  turn(out->group, out->side);
  return true;
}

/* ---- Source ---- */

enum { SOURCE_FONT = 10, SOURCE_LINE = 13 };

CairnGroup *cairn_source_draw(CairnGuideContext *context, double width) {
  static const char *const members[] = {"source", "note"};
  static const CairnFont font = {"sans-serif", SOURCE_FONT, 400, false};
  CairnGroup *group = NULL;
  double y = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
    const char *text = cairn_json_string(context->model->usermeta, members[i], NULL);
    if (!text || !*text) continue;
    const char *whole = i == 0 ? cairn_arena_printf(context->arena, "Source: %s", text) : text;
    if (g_str_has_prefix(text, "Source")) whole = text;
    if (!group) group = cairn_group_new(context->arena, CAIRN_ROLE_CONTAINER, "source");
    CairnMark *mark = cairn_mark_new(context->arena, group, CAIRN_TEXT, CAIRN_ROLE_SOURCE, members[i], 1);
    mark->items[0].paint = ink(context->arena, "#6b7177");
    CairnTextItem *item = &mark->items[0].text;
    item->lines = item->shown = cairn_text_wrap(context->arena, context->measurer, &font, whole, fmax(width, 120), &item->n_lines);
    item->font = &font;
    item->line_height = SOURCE_LINE;
    item->align = CAIRN_ALIGN_LEFT;
    item->baseline = CAIRN_BASELINE_TOP;
    item->y = y;
    y += SOURCE_LINE * (double)item->n_lines;
  }
  return group;
}
