#include "guide/style.h"

#include "layout/text.h"
#include "transform/expressions.h"
#include "transform/members.h"

#include <math.h>
#include <string.h>

/* ---- Finding ---- */

CairnProperty cairn_property_of(const json_t *object, const char *key) {
  return (CairnProperty){object, key, cairn_json_get(object, key)};
}

CairnProperty cairn_property_first(const json_t *const *objects, size_t n, const char *key) {
  for (size_t i = 0; i < n; i++) {
    if (!objects[i]) continue;
    CairnProperty property = cairn_property_of(objects[i], key);
    if (property.value) return property;
  }
  return (CairnProperty){NULL, key, NULL};
}

CairnProperty cairn_property_style(const CairnModel *model, const char *style, const char *key) {
  return cairn_property_of(cairn_json_get(cairn_config_get(model, NULL, "style"), style), key);
}

/* ---- Reading ---- */

void cairn_guide_fail(CairnGuideReader *reader, GError *error) {
  if (reader->failure)
    g_error_free(error);
  else
    reader->failure = error;
}

bool cairn_guide_succeeded(CairnGuideReader *reader, GError **error) {
  if (!reader->failure) return true;
  g_propagate_error(error, g_steal_pointer(&reader->failure));
  return false;
}

static void fail_at(CairnGuideReader *reader, CairnProperty property, const char *expected) {
  GError *error = NULL;
  cairn_error_at(&error, CAIRN_ERROR_SPEC, property.node, property.key, "\"%s\" must be %s", property.key,
                 expected);
  cairn_guide_fail(reader, error);
}

CairnValue cairn_property_value(CairnGuideReader *reader, CairnProperty property) {
  if (!property.value) return cairn_value_undefined();
  if (!cairn_json_get(property.value, "expr"))
    return cairn_value_from_json(reader->context->arena, property.value);
  GError *error = NULL;
  CairnValue value = cairn_value_undefined();
  if (!cairn_transform_constant(reader->context->run, property.value, "expr", &value, &error))
    cairn_guide_fail(reader, error);
  return value;
}

double cairn_value_as_number(CairnGuideReader *reader, CairnProperty property, CairnValue value,
                             double otherwise) {
  if (cairn_value_is_missing(value)) return otherwise;
  double number = cairn_value_to_number(value);
  if (isfinite(number)) return number;
  fail_at(reader, property, "a number");
  return otherwise;
}

const char *cairn_value_as_string(CairnGuideReader *reader, CairnProperty property, CairnValue value,
                                  const char *otherwise) {
  if (cairn_value_is_missing(value)) return otherwise;
  if (value.kind == CAIRN_STRING) return value.string;
  fail_at(reader, property, "a string");
  return otherwise;
}

CairnBrush cairn_value_as_brush(CairnGuideReader *reader, CairnProperty property, CairnValue value) {
  CairnBrush brush = {.kind = CAIRN_BRUSH_NONE};
  const char *text = cairn_value_as_string(reader, property, value, NULL);
  if (!text) return brush;
  if (!cairn_color_parse(text, &brush.color))
    fail_at(reader, property,
            "a CSS colour, for example \"#1f77b4\", \"steelblue\" or \"rgb(70, 130, 180)\"");
  else
    brush.kind = CAIRN_BRUSH_COLOR;
  return brush;
}

int cairn_value_as_choice(CairnGuideReader *reader, CairnProperty property, CairnValue value,
                          const char *const *names, size_t n, const char *expected) {
  if (cairn_value_is_missing(value)) return -1;
  for (size_t i = 0; value.kind == CAIRN_STRING && i < n; i++)
    if (strcmp(names[i], value.string) == 0) return (int)i;
  fail_at(reader, property, expected);
  return -1;
}

CairnAlign cairn_value_as_align(CairnGuideReader *reader, CairnProperty property, CairnValue value,
                                CairnAlign otherwise) {
  static const char *const names[] = {
      [CAIRN_ALIGN_LEFT] = "left", [CAIRN_ALIGN_CENTER] = "center", [CAIRN_ALIGN_RIGHT] = "right"};
  int found = cairn_value_as_choice(reader, property, value, names, G_N_ELEMENTS(names),
                                    "\"left\", \"center\" or \"right\"");
  return found < 0 ? otherwise : (CairnAlign)found;
}

CairnBaseline cairn_value_as_baseline(CairnGuideReader *reader, CairnProperty property, CairnValue value,
                                      CairnBaseline otherwise) {
  static const char *const names[] = {
      [CAIRN_BASELINE_ALPHABETIC] = "alphabetic", [CAIRN_BASELINE_TOP] = "top",
      [CAIRN_BASELINE_MIDDLE] = "middle",         [CAIRN_BASELINE_BOTTOM] = "bottom",
      [CAIRN_BASELINE_LINE_TOP] = "line-top",     [CAIRN_BASELINE_LINE_BOTTOM] = "line-bottom"};
  int found = cairn_value_as_choice(
      reader, property, value, names, G_N_ELEMENTS(names),
      "\"alphabetic\", \"top\", \"middle\", \"bottom\", \"line-top\" or \"line-bottom\"");
  return found < 0 ? otherwise : (CairnBaseline)found;
}

int cairn_value_as_weight(CairnGuideReader *reader, CairnProperty property, CairnValue value, int otherwise) {
  static const char *const names[] = {"normal", "bold", "lighter", "bolder"};
  static const int weights[] = {400, 700, 300, 700};
  double number = cairn_value_to_quantity(value);
  if (number >= 1 && number <= 1000) return (int)number;
  int found =
      cairn_value_as_choice(reader, property, value, names, G_N_ELEMENTS(names),
                            "\"normal\", \"bold\", \"lighter\", \"bolder\" or a number from 1 to 1000");
  return found < 0 ? otherwise : weights[found];
}

bool cairn_value_as_italic(CairnGuideReader *reader, CairnProperty property, CairnValue value) {
  const char *text = cairn_value_as_string(reader, property, value, "normal");
  return g_str_has_prefix(text, "italic") || g_str_has_prefix(text, "oblique");
}

void cairn_value_as_dash(CairnGuideReader *reader, CairnProperty property, CairnValue value,
                         CairnPaint *paint) {
  if (cairn_value_is_missing(value)) return;
  size_t n = value.kind == CAIRN_ARRAY ? value.array->n : 0;
  double *dash = cairn_arena_array(reader->context->arena, n, double), sum = 0;
  bool valid = value.kind == CAIRN_ARRAY;
  for (size_t i = 0; i < n; i++) {
    dash[i] = cairn_value_to_quantity(value.array->items[i]);
    valid = valid && isfinite(dash[i]) && dash[i] >= 0;
    sum += dash[i];
  }
  if (!valid) {
    fail_at(reader, property, "an array of lengths in px, such as [4, 2]");
  } else if (sum > 0) {
    paint->dash = dash;
    paint->n_dash = n;
  }
}

void cairn_value_as_cap(CairnGuideReader *reader, CairnProperty property, CairnValue value,
                        CairnPaint *paint) {
  static const char *const names[] = {
      [CAIRN_CAP_BUTT] = "butt", [CAIRN_CAP_ROUND] = "round", [CAIRN_CAP_SQUARE] = "square"};
  int found = cairn_value_as_choice(reader, property, value, names, G_N_ELEMENTS(names),
                                    "\"butt\", \"round\" or \"square\"");
  if (found >= 0) paint->cap = (CairnLineCap)found;
}

double cairn_property_number(CairnGuideReader *reader, CairnProperty property, double otherwise) {
  return cairn_value_as_number(reader, property, cairn_property_value(reader, property), otherwise);
}

bool cairn_property_boolean(CairnGuideReader *reader, CairnProperty property, bool otherwise) {
  return property.value ? cairn_value_to_boolean(cairn_property_value(reader, property)) : otherwise;
}

const char *cairn_property_string(CairnGuideReader *reader, CairnProperty property, const char *otherwise) {
  return cairn_value_as_string(reader, property, cairn_property_value(reader, property), otherwise);
}

/* ---- Lines ---- */

static const char *one_line(CairnArena *arena, CairnValue value) {
  if (cairn_value_is_missing(value)) return "";
  g_autofree char *text = g_strstrip(g_strdup(cairn_value_to_string(arena, value)));
  g_strdelimit(text, "\n\r\t", ' ');
  return cairn_arena_strdup(arena, text);
}

static const char *const *split_lines(CairnGuideReader *reader, const char *text, const char *line_break,
                                      size_t *n) {
  CairnArena *arena = reader->context->arena;
  g_auto(GStrv) parts = g_strsplit(text, line_break, -1);
  *n = g_strv_length(parts);
  const char **lines = cairn_arena_array(arena, *n, const char *);
  for (size_t i = 0; i < *n; i++)
    lines[i] = one_line(arena, cairn_value_string(parts[i]));
  return lines;
}

const char *const *cairn_value_as_lines(CairnGuideReader *reader, CairnValue value, size_t *n) {
  CairnArena *arena = reader->context->arena;
  const char *line_break =
      cairn_property_string(reader, cairn_property_of(reader->context->model->config, "lineBreak"), NULL);
  if (value.kind == CAIRN_STRING && line_break && *line_break && *value.string)
    return split_lines(reader, value.string, line_break, n);
  bool is_array = value.kind == CAIRN_ARRAY;
  *n = is_array && value.array->n > 0 ? value.array->n : 1;
  const char **lines = cairn_arena_array(arena, *n, const char *);
  lines[0] = "";
  for (size_t i = 0; i < *n; i++)
    if (!is_array || value.array->n > 0) lines[i] = one_line(arena, is_array ? value.array->items[i] : value);
  return lines;
}

/* ---- Text ---- */

/* Where the texts of one kind find their properties. */
typedef struct TextSource {
  CairnPropertyLookup lookup;
  const void *guide;
  const CairnGuideContext *context;
  const char *prefix, *style;
} TextSource;

/* prefix + `name`; null there means the style's. */
static CairnProperty find_text(const TextSource *source, const char *name, const char *style_name) {
  const char *full = cairn_arena_concat(source->context->arena, source->prefix, name);
  CairnProperty property = source->lookup(source->guide, full);
  if (property.value && !json_is_null(property.value)) return property;
  return cairn_property_style(source->context->model, source->style, style_name);
}

CairnTextStyle cairn_text_style_read(CairnGuideReader *reader, CairnPropertyLookup lookup, const void *guide,
                                     const char *prefix, const char *style) {
  TextSource source = {lookup, guide, reader->context, prefix, style};
  CairnProperty fill = find_text(&source, "Color", "fill"),
                weight = find_text(&source, "FontWeight", "fontWeight"),
                italic = find_text(&source, "FontStyle", "fontStyle");
  CairnTextStyle text = {
      .fill = cairn_value_as_brush(reader, fill, cairn_property_value(reader, fill)),
      .opacity = CLAMP(cairn_property_number(reader, find_text(&source, "Opacity", "fillOpacity"), 1), 0, 1),
      .font = {.family = cairn_property_string(reader, find_text(&source, "Font", "font"), "sans-serif"),
               .size = fmax(cairn_property_number(reader, find_text(&source, "FontSize", "fontSize"), 11), 0),
               .weight = cairn_value_as_weight(reader, weight, cairn_property_value(reader, weight), 400),
               .italic = cairn_value_as_italic(reader, italic, cairn_property_value(reader, italic))},
      .limit = fmax(cairn_property_number(reader, find_text(&source, "Limit", "limit"), 0), 0)};
  text.line_height =
      cairn_property_number(reader, find_text(&source, "LineHeight", "lineHeight"), text.font.size + 2);
  return text;
}

void cairn_text_style_apply(CairnGuideContext *context, const CairnTextStyle *style, const char *const *lines,
                            size_t n_lines, CairnItem *item) {
  CairnPaint *paint = cairn_arena_one(context->arena, CairnPaint);
  CairnFont *font = cairn_arena_one(context->arena, CairnFont);
  const char **shown = cairn_arena_array(context->arena, n_lines, const char *);
  *paint = cairn_paint_default();
  paint->fill = style->fill;
  paint->fill_opacity = style->opacity;
  *font = style->font;
  for (size_t i = 0; i < n_lines; i++)
    shown[i] =
        cairn_text_truncate(context->arena, context->measurer, font, lines[i], style->limit, NULL, false);
  item->paint = paint;
  item->text.lines = lines;
  item->text.shown = shown;
  item->text.n_lines = n_lines;
  item->text.font = font;
  item->text.line_height = cairn_text_line_height(context->measurer, font, shown, n_lines, style->line_height);
  item->text.limit = style->limit;
}
