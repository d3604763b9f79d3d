#include "guide/header.h"

#include "guide/style.h"
#include "layout/text.h"

#include <math.h>
#include <string.h>

/* ---- Properties ---- */

/* A CairnPropertyLookup: in the definition's header, then in config.headerRow and the like, then in
 * config.header. */
static CairnProperty lookup(const void *data, const char *name) {
  const CairnHeader *header = data;
  return cairn_property_first(header->objects, G_N_ELEMENTS(header->objects), name);
}

/* What "label" + `name` or "title" + `name` is. Vega-Lite keeps config.title away from headers. */
static CairnProperty find(CairnGuideReader *reader, const CairnHeader *header, bool is_title,
                          const char *name) {
  return lookup(header, cairn_arena_concat(reader->context->arena, is_title ? "title" : "label", name));
}

/* Rows stand at the left, columns and wrapped facets at the top, unless told otherwise; "orient" is short for
 * the sides of both texts. */
static CairnOrient read_side(CairnGuideReader *reader, const CairnHeader *header, const char *name) {
  CairnProperty property = lookup(header, name);
  CairnProperty both = cairn_property_of(header->objects[0], "orient");
  if (both.value && !cairn_property_of(header->objects[0], name).value) property = both;
  const char *side = cairn_property_string(reader, property, header->channel == CAIRN_ROW ? "left" : "top");
  return strcmp(side, "bottom") == 0  ? CAIRN_ORIENT_BOTTOM
         : strcmp(side, "left") == 0  ? CAIRN_ORIENT_LEFT
         : strcmp(side, "right") == 0 ? CAIRN_ORIENT_RIGHT
                                      : CAIRN_ORIENT_TOP;
}

static bool is_beside(CairnOrient side) {
  return side == CAIRN_ORIENT_LEFT || side == CAIRN_ORIENT_RIGHT;
}

bool cairn_header_read(CairnGuideContext *context, const CairnView *facet, CairnChannel channel,
                       CairnHeader *out, GError **error) {
  static const char *const sections[] = {"headerRow", "headerColumn", "headerFacet"};
  const CairnChannelDef *def = facet->channels[channel];
  const json_t *node = cairn_json_get(def->node, "header");
  CairnGuideReader reader = {.context = context};
  *out = (CairnHeader){.channel = channel, .def = def, .is_off = json_is_null(node) || json_is_false(node)};
  out->objects[0] = json_is_object(node) ? node : NULL;
  out->objects[1] = cairn_config_get(context->model, NULL, sections[channel - CAIRN_ROW]);
  out->objects[2] = cairn_config_get(context->model, NULL, "header");
  out->label_side = read_side(&reader, out, "labelOrient");
  out->title_side = read_side(&reader, out, "titleOrient");
  out->labels_in_cells = channel == CAIRN_FACET || (channel == CAIRN_ROW) != is_beside(out->label_side);
  const json_t *switches[] = {out->objects[0], out->objects[2]}; /* not config.headerRow and the like */
  out->has_labels =
      out->labels_in_cells ||
      (!out->is_off && cairn_property_boolean(&reader, cairn_property_first(switches, 2, "labels"), true));
  return cairn_guide_succeeded(&reader, error);
}

/* ---- Texts ---- */

/* Vega-Lite's choices for turned texts (defaultLabelAlign and defaultLabelBaseline of its compile/axis). A
 * full turn is taken out of the angles of titles only. */
static CairnAlign align_of_angle(double angle, bool is_row, CairnAlign otherwise) {
  double start = is_row ? 90 : 0;
  if (fmod(angle + start, 180) == 0) return is_row ? CAIRN_ALIGN_CENTER : otherwise;
  return (start < angle && angle < 180 + start) == is_row ? CAIRN_ALIGN_LEFT : CAIRN_ALIGN_RIGHT;
}

static CairnBaseline baseline_of_angle(double angle, bool is_row) {
  bool low = angle <= 45 || angle >= 315;
  if (!is_row) {
    if ((angle > 45 && angle < 135) || (angle > 225 && angle < 315)) return CAIRN_BASELINE_MIDDLE;
    return low ? CAIRN_BASELINE_BOTTOM : CAIRN_BASELINE_TOP;
  }
  if (low || (angle >= 135 && angle <= 225)) return CAIRN_BASELINE_MIDDLE;
  return angle >= 45 && angle <= 135 ? CAIRN_BASELINE_TOP : CAIRN_BASELINE_BOTTOM;
}

static CairnAnchor read_anchor(CairnGuideReader *reader, CairnProperty property) {
  const char *name = cairn_property_string(reader, property, "middle");
  return strcmp(name, "start") == 0 ? CAIRN_ANCHOR_START
         : strcmp(name, "end") == 0 ? CAIRN_ANCHOR_END
                                    : CAIRN_ANCHOR_MIDDLE;
}

static void turn_text(CairnGuideReader *reader, const CairnHeader *header, bool is_title,
                      const CairnPageTitle *title, CairnTextItem *item) {
  static const CairnAlign aligns[] = {CAIRN_ALIGN_LEFT, CAIRN_ALIGN_CENTER, CAIRN_ALIGN_RIGHT};
  CairnProperty turned = find(reader, header, is_title, "Angle");
  CairnAlign align = aligns[title->anchor];
  CairnBaseline baseline = CAIRN_BASELINE_TOP;
  item->angle = title->side == CAIRN_ORIENT_LEFT ? -90 : title->side == CAIRN_ORIENT_RIGHT ? 90 : 0;
  if (turned.value) {
    bool is_row = is_beside(title->side);
    double angle = item->angle = cairn_property_number(reader, turned, 0);
    if (is_title) angle = fmod(fmod(angle, 360) + 360, 360);
    if (title->anchor == CAIRN_ANCHOR_MIDDLE) align = align_of_angle(angle, is_row, align);
    baseline = baseline_of_angle(angle, is_row);
  }
  CairnProperty own_align = find(reader, header, is_title, "Align"),
                own_baseline = find(reader, header, is_title, "Baseline");
  item->align = cairn_value_as_align(reader, own_align, cairn_property_value(reader, own_align), align);
  item->baseline =
      cairn_value_as_baseline(reader, own_baseline, cairn_property_value(reader, own_baseline), baseline);
}

/* Puts the text on its side of the group's origin. */
static void draw_text(CairnGuideReader *reader, const CairnHeader *header, bool is_title, CairnValue value,
                      CairnPageTitle *out) {
  const char *prefix = is_title ? "title" : "label";
  size_t n;
  const char *const *lines = cairn_value_as_lines(reader, value, &n);
  bool is_blank = n == 1 && !*lines[0];
  if (is_blank) return;
  out->group = cairn_group_new(reader->context->arena, CAIRN_ROLE_CONTAINER, "header");
  CairnTextStyle style =
      cairn_text_style_read(reader, lookup, header, prefix, is_title ? "guide-title" : "guide-label");
  CairnMark *mark =
      cairn_mark_new(reader->context->arena, out->group, CAIRN_TEXT, CAIRN_ROLE_TITLE, "header", 1);
  cairn_text_style_apply(reader->context, &style, lines, n, &mark->items[0]);
  CairnTextItem *item = &mark->items[0].text;
  turn_text(reader, header, is_title, out, item);
  CairnBox box = cairn_text_item_bounds(reader->context->measurer, item);
  if (out->side == CAIRN_ORIENT_LEFT) item->x -= box.width;
  if (out->side == CAIRN_ORIENT_RIGHT) item->x += box.width;
  if (out->side == CAIRN_ORIENT_TOP) item->y -= box.height;
}

bool cairn_header_label(CairnGuideContext *context, const CairnHeader *header, const char *text,
                        CairnPageTitle *out, GError **error) {
  CairnGuideReader reader = {.context = context};
  *out = (CairnPageTitle){.side = header->label_side, .over_plot = true};
  out->anchor = read_anchor(&reader, find(&reader, header, false, "Anchor"));
  out->offset = cairn_property_number(&reader, find(&reader, header, false, "Padding"), 10);
  if (header->has_labels) draw_text(&reader, header, false, cairn_value_string(text), out);
  return cairn_guide_succeeded(&reader, error);
}

/* The title as the spec or the field gives it; undefined without. */
static CairnValue own_title(CairnGuideReader *reader, const CairnHeader *header) {
  CairnProperty own = cairn_property_of(header->objects[0], "title");
  if (!own.value) own = cairn_property_of(header->def->node, "title");
  if (own.value) return cairn_property_value(reader, own);
  CairnProperty config = cairn_property_first(header->objects + 1, 2, "title");
  if (config.value && !json_is_string(config.value) && !json_is_true(config.value))
    return cairn_value_undefined();
  const char *title = cairn_channel_def_title(reader->context->model, header->def);
  return title ? cairn_value_string(title) : cairn_value_undefined();
}

static const char *joined_lines(CairnArena *arena, CairnValue value) {
  if (value.kind != CAIRN_ARRAY) return cairn_value_to_string(arena, value);
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t i = 0; i < value.array->n; i++)
    g_string_append_printf(text, "%s%s", i ? ", " : "", cairn_value_to_string(arena, value.array->items[i]));
  return cairn_arena_strdup(arena, text->str);
}

/* With the titles of facets by the same channel inside this one: "Origin / Cylinders". */
static CairnValue full_title(CairnGuideReader *reader, const CairnHeader *header, const CairnView *facet) {
  CairnValue title = header->is_off ? cairn_value_undefined() : own_title(reader, header);
  const CairnView *inner = facet->n_children ? facet->children[0] : NULL;
  if (!inner || inner->kind != CAIRN_VIEW_FACET || !inner->channels[header->channel]) return title;
  CairnHeader below;
  GError *error = NULL;
  if (!cairn_header_read(reader->context, inner, header->channel, &below, &error)) {
    cairn_guide_fail(reader, error);
    return title;
  }
  CairnValue rest = full_title(reader, &below, inner);
  if (cairn_value_is_missing(rest) || cairn_value_is_missing(title))
    return cairn_value_is_missing(title) ? rest : title;
  CairnArena *arena = reader->context->arena;
  return cairn_value_string(
      cairn_arena_printf(arena, "%s / %s", joined_lines(arena, title), joined_lines(arena, rest)));
}

bool cairn_header_title(CairnGuideContext *context, const CairnHeader *header, const CairnView *facet,
                        CairnPageTitle *out, GError **error) {
  CairnGuideReader reader = {.context = context};
  *out = (CairnPageTitle){.side = header->title_side};
  const CairnView *outer = facet->parent;
  if (outer && outer->kind == CAIRN_VIEW_FACET && outer->channels[header->channel]) return true;
  out->anchor = read_anchor(&reader, find(&reader, header, true, "Anchor"));
  out->offset = cairn_property_number(&reader, find(&reader, header, true, "Padding"), 10);
  draw_text(&reader, header, true, full_title(&reader, header, facet), out);
  return cairn_guide_succeeded(&reader, error);
}
