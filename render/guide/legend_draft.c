#include "guide/legend_parts.h"

#include <string.h>

/* ---- Properties ---- */

static CairnProperty configured(const CairnLegendDraft *draft, const char *name) {
  return cairn_property_of(cairn_config_get(draft->reader->context->model, NULL, "legend"), name);
}

/* What the spec gives for some part. */
static CairnProperty given(const CairnLegendDraft *draft, const char *name) {
  for (size_t i = 0; i < draft->n_parts; i++) {
    CairnProperty property = cairn_property_of(draft->parts[i]->legend, name);
    if (property.value) return property;
  }
  return (CairnProperty){NULL, name, NULL};
}

CairnProperty cairn_legend_lookup(const void *data, const char *name) {
  const CairnLegendDraft *draft = data;
  for (int rule = 0; rule < CAIRN_N_LEGEND_RULES; rule++) {
    if (strcmp(cairn_legend_rule_name((CairnLegendRule)rule), name) != 0) continue;
    CairnProperty chosen = draft->choices[rule].property;
    return chosen.value ? chosen : configured(draft, name);
  }
  CairnProperty property = given(draft, name);
  return property.value ? property : configured(draft, name);
}

double cairn_legend_number(const CairnLegendDraft *draft, const char *name, double otherwise) {
  return cairn_property_number(draft->reader, cairn_legend_lookup(draft, name), otherwise);
}

const char *cairn_legend_string(const CairnLegendDraft *draft, const char *name, const char *otherwise) {
  return cairn_property_string(draft->reader, cairn_legend_lookup(draft, name), otherwise);
}

static void decref(void *json) {
  json_decref(json);
}

const json_t *cairn_legend_own_json(CairnGuideReader *reader, json_t *value) {
  cairn_arena_own(reader->context->arena, value, decref);
  return value;
}

const CairnScale *cairn_legend_scale(const CairnLegendDraft *draft) {
  for (size_t i = 0; i < CAIRN_N_LEGEND_VISUALS; i++)
    if (draft->scales[i]) return draft->scales[i];
  return NULL;
}

CairnLegendType cairn_legend_type(const CairnLegendDraft *draft) {
  const CairnScale *scale = cairn_legend_scale(draft);
  const char *given = json_string_value(draft->choices[CAIRN_LEGEND_RULE_TYPE].property.value);
  size_t n = 0;
  for (size_t i = 0; i < CAIRN_N_LEGEND_VISUALS; i++)
    n += draft->scales[i] != NULL;
  bool is_colored = n == 1 && (draft->scales[CAIRN_LEGEND_FILL] || draft->scales[CAIRN_LEGEND_STROKE]);
  if (given ? strcmp(given, "gradient") != 0 : !is_colored) return CAIRN_LEGEND_SYMBOL;
  if (cairn_scale_type_is_discretizing(scale->type)) return CAIRN_LEGEND_DISCRETE;
  return cairn_scale_type_is_continuous(scale->type) ? CAIRN_LEGEND_GRADIENT : CAIRN_LEGEND_SYMBOL;
}

/* ---- One channel of one unit ---- */

/* Which visual property the channel's scale decides in a symbol. */
static CairnLegendVisual visual_of(const CairnView *unit, CairnChannel channel) {
  bool is_trail = strcmp(unit->mark, "trail") == 0;
  switch (channel) {
  case CAIRN_COLOR:
    return unit->mark_filled && !is_trail ? CAIRN_LEGEND_FILL : CAIRN_LEGEND_STROKE;
  case CAIRN_FILL:
    return CAIRN_LEGEND_FILL;
  case CAIRN_STROKE:
    return CAIRN_LEGEND_STROKE;
  case CAIRN_SHAPE:
    return CAIRN_LEGEND_SHAPE;
  case CAIRN_STROKE_WIDTH:
    return CAIRN_LEGEND_STROKE_WIDTH;
  case CAIRN_STROKE_DASH:
    return CAIRN_LEGEND_STROKE_DASH;
  case CAIRN_OPACITY:
    return CAIRN_LEGEND_OPACITY;
  default:
    return is_trail ? CAIRN_LEGEND_STROKE_WIDTH : CAIRN_LEGEND_SIZE;
  }
}

/* Months and weekdays are few, so that they have a symbol each. */
static bool is_calendar_unit(const CairnChannelDef *def) {
  static const char *const units[] = {"quarter", "month", "day"};
  const char *unit = def->time_unit ? def->time_unit : "";
  if (g_str_has_prefix(unit, "binned")) unit += strlen("binned");
  if (g_str_has_prefix(unit, "utc")) unit += strlen("utc");
  for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
    if (strcmp(unit, units[i]) == 0) return true;
  return false;
}

static CairnLegendType parse_type(const char *name, CairnLegendType otherwise) {
  if (g_strcmp0(name, "symbol") == 0) return CAIRN_LEGEND_SYMBOL;
  return g_strcmp0(name, "gradient") == 0 ? CAIRN_LEGEND_GRADIENT : otherwise;
}

static CairnLegendType part_type(const CairnLegendPart *part) {
  bool is_ramp = cairn_channel_is_color(part->channel) && !is_calendar_unit(part->def) &&
                 cairn_scale_type_is_continuous(part->scale->type);
  return parse_type(cairn_json_string(part->legend, "type", NULL),
                    is_ramp ? CAIRN_LEGEND_GRADIENT : CAIRN_LEGEND_SYMBOL);
}

static bool is_own(const CairnLegendPart *part, CairnLegendRule rule, const json_t *value) {
  const json_t *own = cairn_json_get(part->legend, cairn_legend_rule_name(rule));
  if (rule == CAIRN_LEGEND_RULE_TITLE && !own) own = cairn_json_get(part->def->node, "title");
  return own && json_equal(own, value);
}

/* Configuration comes before what a rule chooses, and after what the spec gives. */
static void choose(CairnLegendDraft *draft, const CairnLegendPart *part, CairnLegendRule rule) {
  const char *name = cairn_legend_rule_name(rule);
  const json_t *value = cairn_legend_rule(part, rule);
  if (!value) return;
  bool is_explicit = is_own(part, rule, value);
  if (!is_explicit && configured(draft, name).value) return;
  const json_t *node = cairn_json_get(part->legend, name) ? part->legend : part->def->node;
  draft->choices[rule] = (CairnLegendChoice){{node, name, value}, is_explicit};
}

/* What is said of symbols does not count for a ramp, nor what is said of ramps for symbols and bands. */
static const json_t *without_others(CairnGuideReader *reader, const json_t *legend, CairnLegendType type) {
  const char *prefix = type == CAIRN_LEGEND_GRADIENT ? "symbol" : "gradient", *key;
  json_t *copy = NULL, *value;
  json_object_foreach((json_t *)legend, key, value) {
    if (!g_str_has_prefix(key, prefix)) continue;
    if (!copy) copy = json_copy((json_t *)legend);
    json_object_del(copy, key);
  }
  return copy ? cairn_legend_own_json(reader, copy) : legend;
}

static void add_part(CairnLegendDraft *draft, const CairnView *unit, CairnChannel channel,
                     const CairnChannelDef *def, const json_t *legend) {
  CairnArena *arena = draft->reader->context->arena;
  CairnLegendPart *part = cairn_arena_one(arena, CairnLegendPart);
  *part = (CairnLegendPart){draft->reader,      unit, channel, def, legend, draft->binding->scale,
                            CAIRN_LEGEND_SYMBOL};
  part->type = part_type(part);
  part->legend = without_others(draft->reader, legend, part->type);
  draft->n_parts = 1;
  draft->parts = cairn_arena_array(arena, 1, const CairnLegendPart *);
  draft->parts[0] = part;
  for (int rule = 0; rule < CAIRN_N_LEGEND_RULES; rule++)
    choose(draft, part, (CairnLegendRule)rule);
}

CairnLegendDraft *cairn_legend_draft_new(CairnGuideReader *reader, const CairnView *unit,
                                         CairnChannel channel) {
  const CairnChannelDef *def = cairn_channel_def_data(unit->channels[channel]);
  if (!def || !unit->bindings[channel] || def->type == CAIRN_GEOJSON) return NULL;
  CairnLegendDraft *draft = cairn_arena_one(reader->context->arena, CairnLegendDraft);
  const json_t *legend = cairn_json_get(def->node, "legend");
  draft->reader = reader;
  draft->binding = unit->bindings[channel];
  draft->scales[visual_of(unit, channel)] = draft->binding->scale;
  draft->disabling_is_explicit = legend != NULL;
  draft->is_disabled = legend ? json_is_null(legend) || json_is_false(legend)
                              : json_is_true(cairn_config_get(reader->context->model, "legend", "disable"));
  if (!draft->is_disabled) add_part(draft, unit, channel, def, json_is_object(legend) ? legend : NULL);
  return draft;
}

/* ---- Merging ---- */

/* A title's text: lines of an array are joined as Vega-Lite joins titles. */
static void append_title(GString *out, const json_t *title) {
  for (size_t i = 0; json_is_array(title) && i < json_array_size(title); i++)
    append_title(out, json_array_get(title, i));
  if (!json_is_string(title)) return;
  if (out->len) g_string_append(out, ", ");
  g_string_append(out, json_string_value(title));
}

static bool is_text(const json_t *title) {
  return (json_is_string(title) && json_string_length(title) > 0) || json_is_array(title);
}

static void merge_titles(CairnGuideReader *reader, CairnLegendChoice *into, const CairnLegendChoice *from) {
  const json_t *first = into->property.value, *second = from->property.value;
  if (json_is_null(first)) return;
  if (second && json_is_null(second)) {
    into->property.value = second;
  } else if (!is_text(first) && is_text(second)) {
    into->property = from->property;
  } else if (is_text(first) && is_text(second)) {
    g_autoptr(GString) joined = g_string_new(NULL);
    append_title(joined, first);
    append_title(joined, second);
    into->property.value = cairn_legend_own_json(reader, json_string(joined->str));
  }
}

static bool names(const CairnLegendChoice *choice, const char *name) {
  return g_strcmp0(json_string_value(choice->property.value), name) == 0;
}

/* What the spec gives comes before what rules choose; between equals the first stays, with these exceptions.
 */
static void merge_choice(CairnGuideReader *reader, CairnLegendRule rule, CairnLegendChoice *into,
                         const CairnLegendChoice *from) {
  if (!into->property.value) {
    *into = *from;
  } else if (into->is_explicit != from->is_explicit) {
    if (from->is_explicit) *into = *from;
  } else if (from->property.value && json_equal(into->property.value, from->property.value)) {
    return;
  } else if (rule == CAIRN_LEGEND_RULE_TITLE) {
    merge_titles(reader, into, from);
  } else if (rule == CAIRN_LEGEND_RULE_SYMBOL_TYPE) {
    if (names(from, "circle")) *into = *from; /* rather than a stroke */
  } else if (rule == CAIRN_LEGEND_RULE_TYPE) {
    into->property.value = cairn_legend_own_json(reader, json_string("symbol"));
    into->is_explicit = false;
  }
}

static bool is_conflict(const CairnLegendDraft *a, const CairnLegendDraft *b) {
  const CairnLegendChoice *first = &a->choices[CAIRN_LEGEND_RULE_ORIENT],
                          *second = &b->choices[CAIRN_LEGEND_RULE_ORIENT];
  return first->is_explicit && second->is_explicit &&
         !json_equal(first->property.value, second->property.value);
}

bool cairn_legend_draft_merge(CairnLegendDraft *into, const CairnLegendDraft *from) {
  if (is_conflict(into, from)) return false;
  const CairnLegendPart **parts =
      cairn_arena_array(into->reader->context->arena, into->n_parts + from->n_parts, const CairnLegendPart *);
  for (size_t i = 0; i < into->n_parts + from->n_parts; i++)
    parts[i] = i < into->n_parts ? into->parts[i] : from->parts[i - into->n_parts];
  into->parts = parts;
  into->n_parts += from->n_parts;
  for (int visual = 0; visual < CAIRN_N_LEGEND_VISUALS; visual++)
    if (!into->scales[visual]) into->scales[visual] = from->scales[visual];
  if (from->disabling_is_explicit && !into->disabling_is_explicit) {
    into->is_disabled = from->is_disabled;
    into->disabling_is_explicit = true;
  }
  for (int rule = 0; rule < CAIRN_N_LEGEND_RULES; rule++)
    merge_choice(into->reader, (CairnLegendRule)rule, &into->choices[rule], &from->choices[rule]);
  return true;
}
