#include "guide/axis_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Properties ---- */

enum { NAME_BYTES = 24 };

/* Sorted, and with zeros behind each name, so that eight bytes are compared at a time. */
static const char names[CAIRN_N_AXIS_PROPERTIES][NAME_BYTES] = {
    "bandPosition",
    "disable",
    "domain",
    "domainCap",
    "domainColor",
    "domainDash",
    "domainDashOffset",
    "domainOpacity",
    "domainWidth",
    "format",
    "formatType",
    "grid",
    "gridCap",
    "gridColor",
    "gridDash",
    "gridDashOffset",
    "gridOpacity",
    "gridWidth",
    "labelAlign",
    "labelAngle",
    "labelBaseline",
    "labelBound",
    "labelColor",
    "labelExpr",
    "labelFlush",
    "labelFlushOffset",
    "labelFont",
    "labelFontSize",
    "labelFontStyle",
    "labelFontWeight",
    "labelLimit",
    "labelLineHeight",
    "labelOffset",
    "labelOpacity",
    "labelOverlap",
    "labelPadding",
    "labelSeparation",
    "labels",
    "maxExtent",
    "minExtent",
    "offset",
    "orient",
    "position",
    "tickBand",
    "tickCap",
    "tickColor",
    "tickCount",
    "tickDash",
    "tickDashOffset",
    "tickExtra",
    "tickMinStep",
    "tickOffset",
    "tickOpacity",
    "tickRound",
    "tickSize",
    "tickWidth",
    "ticks",
    "title",
    "titleAlign",
    "titleAnchor",
    "titleAngle",
    "titleBaseline",
    "titleColor",
    "titleFont",
    "titleFontSize",
    "titleFontStyle",
    "titleFontWeight",
    "titleLimit",
    "titleLineHeight",
    "titleOpacity",
    "titlePadding",
    "titleX",
    "titleY",
    "translate",
    "values",
    "zindex",
};

/* The eight bytes as a number that sorts as they do. */
static inline uint64_t word_at(const char *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return GUINT64_FROM_BE(word);
}

static inline int compare_names(const char *a, const char *b) {
  for (size_t i = 0; i < NAME_BYTES; i += sizeof(uint64_t)) {
    const uint64_t x = word_at(a + i), y = word_at(b + i);
    if (x != y) return x < y ? -1 : 1;
  }
  return 0;
}

size_t cairn_axis_property_index(const char *name) {
  char padded[NAME_BYTES] = {0};
  memcpy(padded, name, MIN(strlen(name), NAME_BYTES - 1));
  size_t low = 0, high = CAIRN_N_AXIS_PROPERTIES;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    const int order = compare_names(padded, names[middle]);
    if (order == 0) return middle;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  g_error("\"%s\" is no property of axes", name);
}

CairnProperty cairn_axis_drafted(const CairnAxisDraft *draft, const char *name) {
  return draft->properties[cairn_axis_property_index(name)].found;
}

static const json_t *config_section(const CairnAxisDraft *draft, const char *name) {
  return cairn_config_get(draft->reader->context->model, NULL, name);
}

/* "axisTop" and so on. */
static const char *orient_section(CairnOrient orient) {
  static const char *const sections[] = {[CAIRN_ORIENT_LEFT] = "axisLeft",
                                         [CAIRN_ORIENT_RIGHT] = "axisRight",
                                         [CAIRN_ORIENT_TOP] = "axisTop",
                                         [CAIRN_ORIENT_BOTTOM] = "axisBottom"};
  return sections[orient];
}

/* Whenever the side changes. */
static void find_sections(CairnAxisDraft *draft) {
  bool is_band = draft->scale->type == CAIRN_SCALE_BAND;
  CairnOrient orient = cairn_axis_orient(draft);
  bool across = orient == CAIRN_ORIENT_TOP || orient == CAIRN_ORIENT_BOTTOM;
  draft->sections[0] = is_band ? config_section(draft, "axisBand") : NULL;
  draft->sections[1] = config_section(draft, orient_section(orient));
  draft->sections[2] = config_section(draft, across ? "axisX" : "axisY");
  draft->sections[3] = config_section(draft, "axis");
}

CairnProperty cairn_axis_lookup(const void *guide, const char *name) {
  const CairnAxisDraft *draft = guide;
  CairnProperty drafted = cairn_axis_drafted(draft, name);
  if (drafted.value && !json_is_null(drafted.value)) return drafted;
  return cairn_property_first(draft->sections, G_N_ELEMENTS(draft->sections), name);
}

/* ---- Orient ---- */

static const char *const orients[] = {[CAIRN_ORIENT_LEFT] = "left",
                                      [CAIRN_ORIENT_RIGHT] = "right",
                                      [CAIRN_ORIENT_TOP] = "top",
                                      [CAIRN_ORIENT_BOTTOM] = "bottom"};

/* The orient that `text` names; false when none. */
static bool parse_orient(const char *text, CairnOrient *out) {
  for (size_t i = 0; text && i < G_N_ELEMENTS(orients); i++) {
    if (strcmp(orients[i], text) != 0) continue;
    *out = (CairnOrient)i;
    return true;
  }
  return false;
}

CairnOrient cairn_axis_orient(const CairnAxisDraft *draft) {
  CairnOrient orient = draft->channel == CAIRN_X ? CAIRN_ORIENT_BOTTOM : CAIRN_ORIENT_LEFT;
  parse_orient(json_string_value(cairn_axis_drafted(draft, "orient").value), &orient);
  return orient;
}

void cairn_axis_set_orient(CairnAxisDraft *draft, CairnOrient orient) {
  CairnAxisProperty *property = &draft->properties[cairn_axis_property_index("orient")];
  property->found.value = cairn_axis_own_json(draft, json_string(orients[orient]));
  find_sections(draft);
}

/* The side must suit the channel: Vega draws no x axis at the left. */
static void check_orient(CairnAxisDraft *draft, CairnProperty given, const char *text) {
  bool across = g_strcmp0(text, "top") == 0 || g_strcmp0(text, "bottom") == 0;
  bool along = g_strcmp0(text, "left") == 0 || g_strcmp0(text, "right") == 0;
  if (draft->channel == CAIRN_X ? across : along) return;
  GError *error = NULL;
  cairn_error_at(&error, CAIRN_ERROR_SPEC, given.node, given.key, "an axis of %s stands at the %s",
                 cairn_channel_name(draft->channel),
                 draft->channel == CAIRN_X ? "\"bottom\" or \"top\"" : "\"left\" or \"right\"");
  cairn_guide_fail(draft->reader, error);
}

/* The side is decided first, as the configuration depends on it. */
static void init_orient(CairnAxisDraft *draft, const json_t *axis) {
  const json_t *places[] = {axis, config_section(draft, draft->channel == CAIRN_X ? "axisX" : "axisY"),
                            config_section(draft, "axis")};
  CairnProperty found = {0};
  for (size_t i = 0; i < G_N_ELEMENTS(places) && !found.value; i++) {
    CairnProperty given = cairn_property_of(places[i], "orient");
    if (given.value && !json_is_null(given.value)) found = given;
  }
  CairnAxisProperty *property = &draft->properties[cairn_axis_property_index("orient")];
  property->found = found;
  property->is_explicit = found.value && found.node == axis;
  if (!found.value) {
    cairn_axis_set_orient(draft, draft->channel == CAIRN_X ? CAIRN_ORIENT_BOTTOM : CAIRN_ORIENT_LEFT);
    return;
  }
  const char *text = cairn_property_string(draft->reader, found, NULL);
  check_orient(draft, found, text);
  property->found.value = cairn_axis_own_json(draft, json_string(text ? text : ""));
  find_sections(draft);
}

/* ---- Configuration, as Vega-Lite searches it ---- */

/* Sections by precedence, in groups: those that only Vega-Lite knows, those that Vega knows too, named styles
 * of the configuration, and config.axis, which also holds Vega's defaults. */
typedef struct Sections {
  GPtrArray *vega_lite, *vega, *styles;
  const json_t *axis;
} Sections;

/* Adds the styles that `names` lists (a string or an array), the last one first. */
static void add_styles(const CairnAxisDraft *draft, GPtrArray *list, const json_t *style) {
  const json_t *styles = config_section(draft, "style");
  if (json_is_string(style)) g_ptr_array_add(list, (void *)cairn_json_get(styles, json_string_value(style)));
  for (size_t i = json_array_size(style); i > 0; i--) {
    const json_t *name = json_array_get(style, i - 1);
    if (json_is_string(name)) g_ptr_array_add(list, (void *)cairn_json_get(styles, json_string_value(name)));
  }
}

static void add_section(const CairnAxisDraft *draft, GPtrArray *list, GPtrArray *styles, const char *name) {
  const json_t *section = config_section(draft, name);
  if (!section) return;
  g_ptr_array_add(list, (void *)section);
  add_styles(draft, styles, cairn_json_get(section, "style"));
}

/* The kinds of scales that have sections of their own, the particular one first. */
static const char *const *scale_sections(CairnScaleType type) {
  static const char *const band[] = {"Band", "Discrete", NULL}, *const point[] = {"Point", "Discrete", NULL},
                           *const temporal[] = {"Temporal", NULL},
                           *const quantitative[] = {"Quantitative", NULL}, *const none[] = {NULL};
  if (type == CAIRN_SCALE_BAND) return band;
  if (type == CAIRN_SCALE_POINT) return point;
  if (cairn_scale_type_is_temporal(type)) return temporal;
  bool is_quantitative = cairn_scale_type_is_continuous(type) || type == CAIRN_SCALE_QUANTILE ||
                         type == CAIRN_SCALE_QUANTIZE || type == CAIRN_SCALE_THRESHOLD;
  return is_quantitative ? quantitative : none;
}

static Sections sections_new(const CairnAxisDraft *draft, const json_t *axis) {
  Sections sections = {g_ptr_array_new(), g_ptr_array_new(), g_ptr_array_new(),
                       config_section(draft, "axis")};
  const char *const *kinds = scale_sections(draft->scale->type);
  const char *channel = draft->channel == CAIRN_X ? "axisX" : "axisY";
  add_styles(draft, sections.vega_lite, cairn_json_get(axis, "style"));
  for (int with_channel = 1; with_channel >= 0; with_channel--)
    for (size_t i = 0; kinds[i]; i++) {
      g_autofree char *name = g_strconcat(with_channel ? channel : "axis", kinds[i], NULL);
      add_section(draft, sections.vega_lite, sections.styles, name);
    }
  add_section(draft, sections.vega, sections.styles, channel);
  add_section(draft, sections.vega, sections.styles, orient_section(cairn_axis_orient(draft)));
  add_styles(draft, sections.styles, cairn_json_get(sections.axis, "style"));
  return sections;
}

static void sections_free(Sections *sections) {
  g_ptr_array_unref(sections->vega_lite);
  g_ptr_array_unref(sections->vega);
  g_ptr_array_unref(sections->styles);
}

static CairnProperty first_of(const GPtrArray *list, const char *name) {
  return cairn_property_first((const json_t *const *)list->pdata, list->len, name);
}

/* `of_vega`: the value is from a place where Vega finds it itself. */
static CairnProperty find_config(const Sections *sections, const char *name, bool *of_vega) {
  *of_vega = false;
  CairnProperty found = first_of(sections->vega_lite, name);
  if (found.value) return found;
  *of_vega = true;
  found = first_of(sections->vega, name);
  if (found.value) return found;
  *of_vega = false;
  found = first_of(sections->styles, name);
  if (found.value) return found;
  *of_vega = true;
  return cairn_property_of(sections->axis, name);
}

/* ---- Drafting ---- */

const json_t *cairn_axis_own_json(CairnAxisDraft *draft, json_t *value) {
  cairn_arena_own(draft->reader->context->arena, value, (GDestroyNotify)json_decref);
  return value;
}

/* Must the draft hold what the configuration says, though Vega would find it too? */
static bool is_always_drafted(const char *name, const json_t *value) {
  static const char *const always[] = {"grid",      "translate", "format",   "formatType",
                                       "labelExpr", "tickCount", "position", "tickMinStep"};
  for (size_t i = 0; i < G_N_ELEMENTS(always); i++)
    if (strcmp(always[i], name) == 0) return true;
  return cairn_json_get(value, "condition") || cairn_json_get(value, "expr");
}

static bool is_given(const CairnAxisDraft *draft, const json_t *value, const char *name) {
  if (!value || (json_is_null(value) && cairn_axis_has_rule(name))) return false;
  if (strcmp(name, "format") == 0) return !cairn_axis_is_share(draft) && !draft->has_custom_format;
  return strcmp(name, "formatType") != 0 || !draft->has_custom_format;
}

static void draft_property(CairnAxisDraft *draft, const json_t *axis, const Sections *sections, size_t i) {
  CairnAxisProperty *property = &draft->properties[i];
  const char *name = names[i];
  CairnProperty given = cairn_property_of(axis, name);
  property->is_explicit = is_given(draft, given.value, name);
  if (property->is_explicit) {
    property->found = given;
    return;
  }
  bool of_vega;
  CairnProperty config = find_config(sections, name, &of_vega);
  if (config.value && strcmp(name, "values") != 0) {
    if (!of_vega || is_always_drafted(name, config.value)) property->found = config;
    return;
  }
  property->found = (CairnProperty){axis, name, cairn_axis_rule(draft, name)};
}

/* The angle of labels, which other defaults depend on. */
static double find_label_angle(CairnAxisDraft *draft, const json_t *axis, const Sections *sections) {
  bool of_vega;
  CairnProperty given = cairn_property_of(axis, "labelAngle");
  if (!given.value) given = find_config(sections, "labelAngle", &of_vega);
  const CairnChannelDef *def = draft->def;
  bool is_discrete = def->type == CAIRN_NOMINAL || def->type == CAIRN_ORDINAL;
  if (!given.value) return draft->channel == CAIRN_X && is_discrete && !def->time_unit ? 270 : NAN;
  double angle = fmod(cairn_property_number(draft->reader, given, NAN), 360);
  return angle < 0 ? angle + 360 : angle;
}

/* An expression function as the type of format, which only config.customFormatTypes allows. */
static void find_custom_format(CairnAxisDraft *draft, const json_t *axis) {
  const CairnModel *model = draft->reader->context->model;
  const char *type = cairn_json_string(axis, "formatType", NULL);
  draft->custom_format = cairn_custom_format_of(model, draft->def, axis);
  if (!type || strcmp(type, "number") == 0 || strcmp(type, "time") == 0) return;
  draft->has_custom_format = true;
  if (!draft->custom_format.function)
    cairn_warn_at(
        model->warnings, axis, "formatType",
        "\"%s\" is left out, and the format with it: a type other than \"number\" and \"time\" needs "
        "\"customFormatTypes\": true in the configuration",
        type);
}

/* Only an axis that is off says so: off in one layer, it is off in all. */
static void init_disabled(CairnAxisDraft *draft, CairnProperty axis, const Sections *sections) {
  bool of_vega, off = json_is_null(axis.value) || json_is_false(axis.value);
  CairnProperty config = find_config(sections, "disable", &of_vega);
  if (!axis.value) off = cairn_property_boolean(draft->reader, config, false);
  if (off)
    draft->properties[cairn_axis_property_index("disable")].found =
        (CairnProperty){axis.node, axis.key, json_true()};
}

bool cairn_axis_is_disabled(const CairnAxisDraft *draft) {
  return cairn_property_boolean(draft->reader, cairn_axis_drafted(draft, "disable"), false);
}

CairnAxisDraft *cairn_axis_draft_new(CairnGuideReader *reader, CairnView *unit, CairnChannel channel) {
  CairnAxisDraft *draft = cairn_arena_one(reader->context->arena, CairnAxisDraft);
  const CairnChannelDef *def = unit->channels[channel];
  if (!def) def = unit->channels[cairn_channel_secondary(channel)];
  *draft = (CairnAxisDraft){
      .reader = reader, .unit = unit, .channel = channel, .def = def, .scale = unit->scales[channel]};
  CairnProperty given = cairn_property_of(def->node, "axis");
  const json_t *axis = json_is_object(given.value) ? given.value : NULL;
  init_orient(draft, axis);
  Sections sections = sections_new(draft, axis);
  init_disabled(draft, given, &sections);
  if (!cairn_axis_is_disabled(draft)) {
    find_custom_format(draft, axis);
    draft->label_angle = find_label_angle(draft, axis, &sections);
    size_t orient = cairn_axis_property_index("orient"), disable = cairn_axis_property_index("disable");
    for (size_t i = 0; i < CAIRN_N_AXIS_PROPERTIES; i++)
      if (i != orient && i != disable) draft_property(draft, axis, &sections, i);
    bool of_vega, has_title = find_config(&sections, "title", &of_vega).value;
    cairn_axis_title_init(draft, axis, has_title && of_vega);
  }
  sections_free(&sections);
  return draft;
}

/* ---- Merging ---- */

bool cairn_axis_draft_merge(CairnAxisDraft *into, const CairnAxisDraft *from) {
  size_t orient = cairn_axis_property_index("orient"), title = cairn_axis_property_index("title");
  CairnAxisProperty *a = into->properties;
  const CairnAxisProperty *b = from->properties;
  if (a[orient].is_explicit && b[orient].is_explicit &&
      !json_equal(a[orient].found.value, b[orient].found.value))
    return false;
  for (size_t i = 0; i < CAIRN_N_AXIS_PROPERTIES; i++) {
    if (i == title) continue;
    bool is_better = b[i].found.value && b[i].is_explicit && !a[i].is_explicit;
    if (!a[i].found.value || is_better) a[i] = b[i];
  }
  find_sections(into);
  if (!into->custom_format.function) into->custom_format = from->custom_format;
  cairn_axis_title_merge(into, from);
  return true;
}
