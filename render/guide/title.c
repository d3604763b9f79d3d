#include "guide/title.h"

#include "guide/style.h"
#include "layout/text.h"
#include "scene/bounds.h"

#include <string.h>

/* ---- Properties ---- */

typedef struct TitleDraft {
  CairnGuideReader *reader;
  const json_t *own; /* the spec's title, where it is an object */
} TitleDraft;

/* In the styles that the title names, the last first; they call the colour of a text its fill. */
static CairnProperty of_styles(const TitleDraft *draft, const char *key) {
  const json_t *style = cairn_json_get(draft->own, "style");
  const CairnModel *model = draft->reader->context->model;
  const char *name = strcmp(key, "color") == 0 ? "fill" : key;
  CairnProperty found = {NULL, key, NULL};
  if (json_is_string(style)) found = cairn_property_style(model, json_string_value(style), name);
  for (size_t i = json_array_size(style); !found.value && i > 0; i--)
    if (json_is_string(json_array_get(style, i - 1)))
      found = cairn_property_style(model, json_string_value(json_array_get(style, i - 1)), name);
  return found;
}

/* A CairnPropertyLookup: in the title itself, in its styles, then in config.title. */
static CairnProperty lookup(const void *data, const char *name) {
  const TitleDraft *draft = data;
  g_autofree char *key = g_strdup(name);
  *key = g_ascii_tolower(*key);
  const json_t *objects[] = {draft->own, cairn_config_get(draft->reader->context->model, NULL, "title")};
  CairnProperty property = cairn_property_first(objects, 1, key);
  if (!property.value) property = of_styles(draft, key);
  if (!property.value) property = cairn_property_first(objects + 1, 1, key);
  property.key = cairn_arena_intern(draft->reader->context->arena, key, strlen(key));
  return property;
}

static const char *read_string(const TitleDraft *draft, const char *name, const char *otherwise) {
  return cairn_property_string(draft->reader, lookup(draft, name), otherwise);
}

static double read_number(const TitleDraft *draft, const char *name, double otherwise) {
  return cairn_property_number(draft->reader, lookup(draft, name), otherwise);
}

/* A text above the plot starts at the right in a language that is read from there. */
static CairnAnchor read_anchor(const char *name, bool right_to_left) {
  bool is_start = strcmp(name, "start") == 0, is_end = strcmp(name, "end") == 0;
  if (!is_start && !is_end) return CAIRN_ANCHOR_MIDDLE;
  return is_start != right_to_left ? CAIRN_ANCHOR_START : CAIRN_ANCHOR_END;
}

static CairnOrient read_side(const char *name) {
  return strcmp(name, "bottom") == 0  ? CAIRN_ORIENT_BOTTOM
         : strcmp(name, "left") == 0  ? CAIRN_ORIENT_LEFT
         : strcmp(name, "right") == 0 ? CAIRN_ORIENT_RIGHT
                                      : CAIRN_ORIENT_TOP;
}

/* ---- Texts ---- */

static double angle_at(CairnOrient side) {
  return side == CAIRN_ORIENT_LEFT ? -90 : side == CAIRN_ORIENT_RIGHT ? 90 : 0;
}

static CairnAlign align_at(CairnAnchor anchor) {
  return anchor == CAIRN_ANCHOR_START ? CAIRN_ALIGN_LEFT
         : anchor == CAIRN_ANCHOR_END ? CAIRN_ALIGN_RIGHT
                                      : CAIRN_ALIGN_CENTER;
}

/* Puts the text (member `name` of the title, or the title itself) at the group's origin; NULL without one. */
static CairnTextItem *add_text(const TitleDraft *draft, const CairnPageTitle *title, CairnProperty text,
                               bool is_subtitle) {
  CairnGuideReader *reader = draft->reader;
  CairnValue value = cairn_property_value(reader, text);
  bool is_blank = !cairn_value_to_boolean(value) || (value.kind == CAIRN_ARRAY && value.array->n == 0);
  if (is_blank) return NULL;
  size_t n;
  const char *const *lines = cairn_value_as_lines(reader, value, &n);
  CairnTextStyle style = cairn_text_style_read(reader, lookup, draft, is_subtitle ? "subtitle" : "",
                                               is_subtitle ? "group-subtitle" : "group-title");
  if (lookup(draft, "limit").value) style.limit = fmax(read_number(draft, "limit", 0), 0);
  CairnMark *mark = cairn_mark_new(reader->context->arena, title->group, CAIRN_TEXT,
                                   is_subtitle ? CAIRN_ROLE_SUBTITLE : CAIRN_ROLE_TITLE, NULL, 1);
  cairn_text_style_apply(reader->context, &style, lines, n, &mark->items[0]);
  CairnTextItem *item = &mark->items[0].text;
  CairnProperty align = lookup(draft, "align"), baseline = lookup(draft, "baseline");
  item->align =
      cairn_value_as_align(reader, align, cairn_property_value(reader, align), align_at(title->anchor));
  item->baseline =
      cairn_value_as_baseline(reader, baseline, cairn_property_value(reader, baseline), CAIRN_BASELINE_TOP);
  item->angle = read_number(draft, "angle", angle_at(title->side));
  return item;
}

/* ---- Their arrangement ---- */

static void move(CairnTextItem *item, double dx, double dy) {
  if (!item) return;
  item->x += dx;
  item->y += dy;
}

/* px from the group's origin to the texts above or below it. Lines count with the height of their font, as in Vega, and tall scripts
 * with what their ink has beyond that. */
static double rise(CairnOrient side, CairnBox inked, CairnBox plain) {
  if (side == CAIRN_ORIENT_TOP) return -plain.height - fmax(inked.y + inked.height - plain.y - plain.height, 0);
  return side == CAIRN_ORIENT_BOTTOM ? fmax(plain.y - inked.y, 0) : 0;
}

/* The subtitle on the side of the plot, and both on their side of the group's origin. */
static void arrange(const TitleDraft *draft, CairnOrient side, CairnTextItem *main, CairnTextItem *sub) {
  CairnTextMeasurer *measurer = draft->reader->context->measurer;
  CairnMeasure without_ink = cairn_text_measure(measurer);
  without_ink.ink = NULL;
  CairnBox box = cairn_text_item_bounds(measurer, main), plain = cairn_text_bounds(main, without_ink);
  double gap = read_number(draft, "subtitlePadding", 3);
  bool is_turned = side == CAIRN_ORIENT_LEFT || side == CAIRN_ORIENT_RIGHT;
  if (sub) {
    double step = gap + (is_turned ? box.width : box.height), sign = side == CAIRN_ORIENT_RIGHT ? -1 : 1;
    move(sub, is_turned ? sign * step : 0, is_turned ? 0 : step);
    box = cairn_box_union(box, cairn_text_item_bounds(measurer, sub));
    plain = cairn_box_union(plain, cairn_text_bounds(sub, without_ink));
  }
  double dx = side == CAIRN_ORIENT_LEFT ? -box.width : side == CAIRN_ORIENT_RIGHT ? box.width : 0;
  double dy = rise(side, box, plain);
  CairnTextItem *items[] = {main, sub};
  for (size_t i = 0; i < G_N_ELEMENTS(items); i++) {
    move(items[i], dx, dy);
    if (items[i]) cairn_text_nudge(items[i], read_number(draft, "dx", 0), read_number(draft, "dy", 0));
  }
}

/* A layer without a title has that of the first of its views with one. */
static CairnProperty title_of(const CairnView *view) {
  CairnProperty title = cairn_property_of(view->node, "title");
  bool has_title = title.value && !json_is_null(title.value);
  for (size_t i = 0; !has_title && view->kind == CAIRN_VIEW_LAYER && i < view->n_children; i++) {
    title = title_of(view->children[i]);
    has_title = title.value != NULL;
  }
  return has_title ? title : (CairnProperty){NULL, "title", NULL};
}

bool cairn_titles_draw(CairnGuideContext *context, const CairnView *view, CairnPageTitle *out,
                       GError **error) {
  *out = (CairnPageTitle){0};
  CairnProperty text = title_of(view), subtitle = {NULL, "subtitle", NULL};
  if (!text.value) return true;
  CairnGuideReader reader = {.context = context};
  TitleDraft draft = {&reader,
                      json_is_object(text.value) && !cairn_json_get(text.value, "expr") ? text.value : NULL};
  bool is_plot = view->kind == CAIRN_VIEW_UNIT || view->kind == CAIRN_VIEW_LAYER;
  out->side = read_side(read_string(&draft, "orient", "top"));
  bool is_turned = out->side == CAIRN_ORIENT_LEFT || out->side == CAIRN_ORIENT_RIGHT;
  bool right_to_left = context->model->locale->right_to_left && !is_turned;
  out->anchor = read_anchor(read_string(&draft, "anchor", is_plot ? "middle" : "start"), right_to_left);
  out->offset = read_number(&draft, "offset", 4);
  /* Vega-Lite: in the middle of the plot, but at the ends of the whole figure. */
  bool is_centred = is_plot && out->anchor == CAIRN_ANCHOR_MIDDLE;
  out->over_plot = strcmp(read_string(&draft, "frame", is_centred ? "group" : "bounds"), "group") == 0;
  out->group = cairn_group_new(context->arena, CAIRN_ROLE_CONTAINER, "title");
  if (draft.own) {
    text = cairn_property_of(draft.own, "text");
    subtitle = cairn_property_of(draft.own, "subtitle");
  }
  CairnTextItem *main = add_text(&draft, out, text, false),
                *sub = main ? add_text(&draft, out, subtitle, true) : NULL;
  if (main)
    arrange(&draft, out->side, main, sub);
  else
    out->group = NULL;
  return cairn_guide_succeeded(&reader, error);
}

/* ---- Source ---- */

static const CairnPaint *ink(CairnArena *arena, const char *name) {
  CairnPaint *paint = cairn_arena_one(arena, CairnPaint);
  *paint = cairn_paint_default();
  if (cairn_color_parse(name, &paint->fill.color)) paint->fill.kind = CAIRN_BRUSH_COLOR;
  return paint;
}

/* In other languages the author says what the line is. */
static bool is_english(const CairnLocale *locale) {
  return !locale->language || g_ascii_strncasecmp(locale->language, "en", 2) == 0;
}

enum { SOURCE_FONT = 10, SOURCE_LINE = 13 };

CairnGroup *cairn_source_draw(CairnGuideContext *context, double width) {
  static const char *const members[] = {"source", "note"};
  CairnFont *font = cairn_arena_one(context->arena, CairnFont);
  *font = (CairnFont){cairn_json_string(context->model->config, "font", "sans-serif"), SOURCE_FONT, 400, false};
  CairnGroup *group = NULL;
  double y = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
    const char *text = cairn_json_string(context->model->usermeta, members[i], NULL);
    if (!text || !*text) continue;
    bool needs_word = i == 0 && is_english(context->model->locale) && !g_str_has_prefix(text, "Source");
    const char *whole = needs_word ? cairn_arena_printf(context->arena, "Source: %s", text) : text;
    if (!group) group = cairn_group_new(context->arena, CAIRN_ROLE_CONTAINER, "source");
    CairnMark *mark = cairn_mark_new(context->arena, group, CAIRN_TEXT, CAIRN_ROLE_SOURCE, members[i], 1);
    mark->items[0].paint = ink(context->arena, "#6b7177");
    CairnTextItem *item = &mark->items[0].text;
    item->lines = item->shown =
        cairn_text_wrap(context->arena, context->measurer, font, whole, fmax(width, 120), &item->n_lines);
    item->font = font;
    item->line_height = cairn_text_line_height(context->measurer, font, item->lines, item->n_lines, SOURCE_LINE);
    item->align = context->model->locale->right_to_left ? CAIRN_ALIGN_RIGHT : CAIRN_ALIGN_LEFT;
    item->baseline = CAIRN_BASELINE_TOP;
    CairnBox box = cairn_text_item_bounds(context->measurer, item);
    item->y = y - fmin(box.y, 0);
    y = fmax(item->y + item->line_height * (double)(item->n_lines - 1) + SOURCE_LINE, item->y + box.y + box.height + 1);
  }
  return group;
}
