/* How a legend's symbols are painted: like the mark that they stand for, but for what scales decide
 * (Vega-Lite's rules), on top of the legend's own properties (Vega's). */
#include "guide/legend_parts.h"

#include <math.h>
#include <string.h>

/* ---- What the mark says ---- */

typedef enum SourceKind { SOURCE_NONE, SOURCE_BRUSH, SOURCE_FIELD, SOURCE_CONDITIONS } SourceKind;

/* Where the mark's fill or stroke comes from. */
typedef struct Source {
  SourceKind kind;
  CairnBrush brush;
} Source;

static bool is_given(const json_t *value) {
  return value && !json_is_null(value) && !json_is_false(value);
}

static Source source_of(const CairnLegendPart *part, CairnProperty property) {
  if (!is_given(property.value) || cairn_json_get(property.value, "gradient"))
    return (Source){.kind = SOURCE_NONE};
  CairnValue value = cairn_property_value(part->reader, property);
  return (Source){SOURCE_BRUSH, cairn_value_as_brush(part->reader, property, value)};
}

static CairnProperty mark_property(const CairnLegendPart *part, const char *name) {
  return cairn_property_of(part->unit->mark_def, name);
}

static CairnProperty mark_config(const CairnLegendPart *part, const char *name, const char *vega_name) {
  return (CairnProperty){NULL, name, cairn_mark_config(part->unit, name, vega_name)};
}

/* The mark's `name` ("fill" or "stroke") before channels decide: its own, or its colour when that is what it
 * is painted with. */
static Source mark_source(const CairnLegendPart *part, const char *name, bool is_painted) {
  CairnProperty property = mark_property(part, name);
  if (!property.value && is_painted) property = mark_property(part, "color");
  if (!is_given(property.value)) property = mark_config(part, is_painted ? "color" : name, name);
  return source_of(part, property);
}

/* Marks that are filled with nothing can still be clicked. */
static bool is_hollow(const CairnView *unit) {
  static const char *const marks[] = {"bar", "point", "circle", "square", "geoshape"};
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
    if (strcmp(unit->mark, marks[i]) == 0) return true;
  return false;
}

static Source datum_source(const CairnLegendPart *part, const CairnChannelDef *def) {
  const CairnScaleBinding *binding = part->unit->bindings[def->channel];
  Source source = {.kind = SOURCE_BRUSH};
  CairnValue value = cairn_scale_constant(part->reader->context->arena, def, def->datum, part->reader->zone);
  if (binding && cairn_scale_color(binding->scale, value, &source.brush.color))
    source.brush.kind = CAIRN_BRUSH_COLOR;
  return source;
}

/* A field of which invalid values are shown, too: Vega-Lite asks each symbol whether it is valid, and it never is. */
static Source field_source(const CairnLegendPart *part, const CairnChannelDef *def) {
  const CairnScaleBinding *binding = part->unit->bindings[def->channel];
  const CairnScale *scale = binding ? binding->scale : NULL;
  const json_t *config = cairn_config_get(part->unit->model, "scale", "invalid");
  CairnProperty shown = cairn_property_of(config, cairn_channel_name(def->channel));
  bool continuous = scale && cairn_scale_type_is_continuous(scale->type) && scale->n_domain;
  bool is_middle = def->bin || (def->time_unit && def->type == CAIRN_TEMPORAL);
  /* Nor has it an end, for the middle that a bin or unit of time is coloured by. */
  if (continuous && is_middle && cairn_scale_band_position(part->unit, def, NULL) > 0) return (Source){.kind = SOURCE_BRUSH};
  if (!continuous || (!shown.value && !cairn_scale_shows_invalid(part->unit))) return (Source){.kind = SOURCE_FIELD};
  if (cairn_json_get(shown.value, "value")) return source_of(part, cairn_property_of(shown.value, "value"));
  double first = scale->domain[0], last = scale->domain[scale->n_domain - 1];
  bool has_zero = fmin(first, last) <= 0 && fmax(first, last) >= 0 && !cairn_scale_type_is_temporal(scale->type);
  Source source = {.kind = SOURCE_BRUSH};
  if (cairn_scale_color(scale, cairn_value_number(has_zero ? 0 : first), &source.brush.color))
    source.brush.kind = CAIRN_BRUSH_COLOR;
  return source;
}

/* `source`, or what the channel says instead. */
static Source channel_source(const CairnLegendPart *part, CairnChannel channel, Source source) {
  const CairnChannelDef *def = part->unit->channels[channel];
  if (!def) return source;
  if (def->condition) return (Source){.kind = SOURCE_CONDITIONS};
  if (def->datum) return datum_source(part, def);
  if (cairn_channel_def_is_field(def)) return field_source(part, def);
  return def->value ? source_of(part, cairn_property_of(def->node, "value")) : source;
}

/* The constant of a channel with conditions: what applies when none holds, else the first that has a value.
 */
static CairnProperty channel_constant(const CairnLegendPart *part, CairnChannel channel) {
  const CairnChannelDef *def = part->unit->channels[channel];
  CairnProperty none = {NULL, "value", NULL};
  if (!def) return none;
  CairnProperty property = cairn_property_of(def->node, "value");
  const json_t *condition = def->condition;
  if (!property.value && json_is_object(condition)) property = cairn_property_of(condition, "value");
  for (size_t i = 0; !property.value && i < json_array_size(condition); i++)
    property = cairn_property_of(json_array_get(condition, i), "value");
  return property;
}

/* ---- From there to the symbols of this legend ---- */

/* The constant that stands for conditions. */
static Source settle(const CairnLegendPart *part, CairnChannel channel, const char *name, bool is_filled) {
  CairnChannel from = part->unit->channels[channel] ? channel : CAIRN_COLOR;
  CairnProperty property = channel_constant(part, from);
  if (!is_given(property.value)) property = mark_property(part, name);
  if (!is_given(property.value) && is_filled) property = mark_property(part, "color");
  return source_of(part, property);
}

typedef struct Colors {
  Source fill, stroke;
  bool fill_is_base; /* the fill only shows that there is one */
} Colors;

static Colors mark_colors(const CairnLegendPart *part, bool is_filled) {
  Colors colors = {mark_source(part, "fill", is_filled), mark_source(part, "stroke", !is_filled), false};
  if (colors.fill.kind == SOURCE_NONE && is_hollow(part->unit)) colors.fill.kind = SOURCE_BRUSH;
  Source *painted = is_filled ? &colors.fill : &colors.stroke;
  /* The mark's own fill or stroke stands before the colour of a channel. */
  bool is_own = is_given(mark_property(part, is_filled ? "fill" : "stroke").value);
  if (!is_own) *painted = channel_source(part, CAIRN_COLOR, *painted);
  colors.fill = channel_source(part, CAIRN_FILL, colors.fill);
  colors.stroke = channel_source(part, CAIRN_STROKE, colors.stroke);
  return colors;
}

/* A fill that varies with other data is shown in black, a stroke not at all. */
static Colors symbol_colors(const CairnLegendPart *part, const CairnLegendDraft *draft) {
  bool is_filled = part->unit->mark_filled && strcmp(part->unit->mark, "trail") != 0;
  Colors colors = mark_colors(part, is_filled);
  bool fill_is_own = part->channel == CAIRN_FILL || (is_filled && part->channel == CAIRN_COLOR);
  bool stroke_is_own = part->channel == CAIRN_STROKE || (!is_filled && part->channel == CAIRN_COLOR);
  if (fill_is_own) {
    colors.fill.kind = SOURCE_NONE;
  } else if (colors.fill.kind == SOURCE_FIELD) {
    bool is_chosen = cairn_legend_lookup(draft, "symbolFillColor").value;
    CairnProperty base = cairn_legend_lookup(draft, "symbolBaseFillColor");
    colors.fill = is_chosen ? (Source){.kind = SOURCE_NONE} : source_of(part, base);
    if (!is_chosen && !base.value)
      colors.fill = (Source){SOURCE_BRUSH, {.kind = CAIRN_BRUSH_COLOR, .color = {0, 0, 0, 1}}};
    colors.fill_is_base = !is_chosen;
  } else if (colors.fill.kind == SOURCE_CONDITIONS) {
    colors.fill = settle(part, CAIRN_FILL, "fill", is_filled);
  }
  if (stroke_is_own || colors.stroke.kind == SOURCE_FIELD)
    colors.stroke.kind = SOURCE_NONE;
  else if (colors.stroke.kind == SOURCE_CONDITIONS)
    colors.stroke = settle(part, CAIRN_STROKE, "stroke", is_filled);
  if (colors.stroke.kind != SOURCE_NONE && cairn_legend_lookup(draft, "symbolStrokeColor").value)
    colors.stroke.kind = SOURCE_NONE;
  return colors;
}

/* The largest constant opacity, else the mark's own; NaN where there is none. */
static double mark_opacity(const CairnLegendPart *part) {
  const CairnChannelDef *def = part->unit->channels[CAIRN_OPACITY];
  const json_t *condition = def ? def->condition : NULL;
  CairnProperty value = cairn_property_of(def ? def->node : NULL, "value");
  CairnProperty conditional = cairn_property_of(condition, "value");
  bool has_conditions = json_is_array(condition) || conditional.value;
  if (!has_conditions && !value.value)
    return cairn_property_number(part->reader, mark_property(part, "opacity"), NAN);
  double most = cairn_property_number(part->reader, value, NAN);
  if (conditional.value) return fmax(most, cairn_property_number(part->reader, conditional, NAN));
  for (size_t i = 0; i < json_array_size(condition); i++)
    most = fmax(most, cairn_json_number(json_array_get(condition, i), "value", NAN));
  return most;
}

/* ---- Symbols ---- */

struct CairnLegendSymbols {
  const CairnLegendDraft *draft;
  CairnPaint paint; /* the constants; its opacities without `opacity` */
  double opacity;   /* of fill and stroke together */
  bool has_stroke;  /* maybe a transparent one, which takes room all the same */
  double size;
  const char *shape;
};

static CairnBrush brush_of(const CairnLegendDraft *draft, const char *name) {
  CairnProperty property = cairn_legend_lookup(draft, name);
  return cairn_value_as_brush(draft->reader, property, cairn_property_value(draft->reader, property));
}

static CairnBrush own_color(const CairnLegendDraft *draft, const char *own, const char *base) {
  if (cairn_legend_lookup(draft, own).value) return brush_of(draft, own);
  return draft->scales[CAIRN_LEGEND_FILL] ? (CairnBrush){.kind = CAIRN_BRUSH_NONE} : brush_of(draft, base);
}

/* The mark's lines in the configuration, where it says more than Vega's own defaults, which legends do not
 * follow. */
static CairnProperty line_config(const CairnLegendPart *part, const char *name) {
  enum { VEGA_WIDTH = 2 };
  static const char *const marks[] = {"circle", "line", "point", "square"};
  CairnProperty property = mark_config(part, name, NULL);
  if (strcmp(name, "strokeWidth") != 0 || !json_is_number(property.value)) return property;
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
    if (strcmp(part->unit->mark, marks[i]) == 0 && json_number_value(property.value) == VEGA_WIDTH)
      property.value = NULL;
  return property;
}

/* What the configuration of the mark says of lines; false when nothing. */
static bool apply_lines(CairnLegendSymbols *symbols, const CairnLegendPart *part) {
  CairnGuideReader *reader = part->reader;
  CairnPaint *paint = &symbols->paint;
  CairnProperty width = line_config(part, "strokeWidth"), dash = line_config(part, "strokeDash"),
                dash_offset = line_config(part, "strokeDashOffset"),
                fill_opacity = line_config(part, "fillOpacity"),
                stroke_opacity = line_config(part, "strokeOpacity");
  paint->stroke_width = fmax(cairn_property_number(reader, width, paint->stroke_width), 0);
  cairn_value_as_dash(reader, dash, cairn_property_value(reader, dash), paint);
  paint->dash_offset = cairn_property_number(reader, dash_offset, paint->dash_offset);
  paint->fill_opacity = CLAMP(cairn_property_number(reader, fill_opacity, 1), 0, 1);
  paint->stroke_opacity = CLAMP(cairn_property_number(reader, stroke_opacity, 1), 0, 1);
  return width.value || dash.value || dash_offset.value || fill_opacity.value || stroke_opacity.value;
}

static bool apply_opacity(CairnLegendSymbols *symbols, const CairnLegendPart *part, bool fill_is_base) {
  double opacity = mark_opacity(part);
  if (!isnan(cairn_legend_number(symbols->draft, "symbolOpacity", NAN))) return false;
  if (fill_is_base && isfinite(opacity)) symbols->paint.fill_opacity = CLAMP(opacity, 0, 1);
  if (part->channel == CAIRN_OPACITY || !(opacity > 0)) return false;
  symbols->opacity = fmin(opacity, 1);
  return true;
}

/* Makes symbols look like the mark of a part; false when that changes nothing. */
static bool apply_part(CairnLegendSymbols *symbols, const CairnLegendPart *part) {
  const CairnLegendDraft *draft = symbols->draft;
  Colors colors = symbol_colors(part, draft);
  bool has_lines = apply_lines(symbols, part),
       has_opacity = apply_opacity(symbols, part, colors.fill_is_base);
  if (colors.fill.kind == SOURCE_BRUSH) symbols->paint.fill = colors.fill.brush;
  if (colors.stroke.kind == SOURCE_BRUSH) symbols->paint.stroke = colors.stroke.brush;
  if (colors.stroke.kind == SOURCE_BRUSH) symbols->has_stroke = true;
  bool is_filled = colors.fill.kind == SOURCE_BRUSH && colors.fill.brush.kind != CAIRN_BRUSH_NONE;
  if (is_filled && colors.stroke.kind == SOURCE_NONE && !draft->scales[CAIRN_LEGEND_STROKE]) {
    symbols->paint.stroke.kind = CAIRN_BRUSH_NONE;
    symbols->has_stroke = true;
  }
  return has_lines || has_opacity || colors.fill.kind != SOURCE_NONE || colors.stroke.kind != SOURCE_NONE;
}

/* The first part whose mark has something to say decides; that of a ramp says nothing of symbols. */
static void apply_parts(CairnLegendSymbols *symbols) {
  const CairnLegendDraft *draft = symbols->draft;
  for (size_t i = 0; i < draft->n_parts; i++) {
    const CairnLegendPart *part = draft->parts[i];
    CairnLegendSymbols styled = *symbols;
    bool is_symbol = part->type == CAIRN_LEGEND_SYMBOL;
    if (is_symbol ? !apply_part(&styled, part) : !(mark_opacity(part) > 0)) continue;
    if (is_symbol) *symbols = styled;
    return;
  }
}

CairnLegendSymbols *cairn_legend_symbols_new(const CairnLegendDraft *draft) {
  CairnGuideReader *reader = draft->reader;
  CairnLegendSymbols *symbols = cairn_arena_one(reader->context->arena, CairnLegendSymbols);
  CairnProperty dash = cairn_legend_lookup(draft, "symbolDash");
  symbols->draft = draft;
  symbols->paint = cairn_paint_default();
  symbols->paint.fill = own_color(draft, "symbolFillColor", "symbolBaseFillColor");
  symbols->paint.stroke = own_color(draft, "symbolStrokeColor", "symbolBaseStrokeColor");
  symbols->has_stroke = symbols->paint.stroke.kind != CAIRN_BRUSH_NONE;
  symbols->paint.stroke_width = fmax(cairn_legend_number(draft, "symbolStrokeWidth", 1.5), 0);
  symbols->paint.dash_offset = cairn_legend_number(draft, "symbolDashOffset", 0);
  cairn_value_as_dash(reader, dash, cairn_property_value(reader, dash), &symbols->paint);
  symbols->size = fmax(cairn_legend_number(draft, "symbolSize", 100), 0);
  symbols->shape = cairn_legend_string(draft, "symbolType", "circle");
  symbols->opacity = CLAMP(cairn_legend_number(draft, "symbolOpacity", 1), 0, 1);
  apply_parts(symbols);
  return symbols;
}

/* ---- One symbol ---- */

static double scaled_number(const CairnScale *scale, CairnValue value, double otherwise) {
  if (!scale) return otherwise;
  double number = cairn_value_to_quantity(cairn_scale_value(scale, value));
  return isfinite(number) ? fmax(number, 0) : 0;
}

static void scale_brush(const CairnScale *scale, CairnValue value, CairnBrush *brush) {
  if (!scale) return;
  *brush = (CairnBrush){.kind = CAIRN_BRUSH_NONE};
  if (cairn_scale_color(scale, value, &brush->color) && brush->color.a > 0) brush->kind = CAIRN_BRUSH_COLOR;
}

static void scale_dash(const CairnLegendDraft *draft, CairnValue value, CairnPaint *paint) {
  const CairnScale *scale = draft->scales[CAIRN_LEGEND_STROKE_DASH];
  if (!scale) return;
  paint->dash = NULL;
  paint->n_dash = 0;
  CairnProperty property = cairn_property_of(draft->parts[0]->def->node, "scale");
  cairn_value_as_dash(draft->reader, property, cairn_scale_value(scale, value), paint);
}

void cairn_legend_symbols_apply(const CairnLegendSymbols *symbols, CairnValue value, CairnItem *item) {
  const CairnLegendDraft *draft = symbols->draft;
  const CairnScale *const *scales = draft->scales;
  CairnPaint *paint = cairn_arena_one(draft->reader->context->arena, CairnPaint);
  *paint = symbols->paint;
  scale_brush(scales[CAIRN_LEGEND_FILL], value, &paint->fill);
  scale_brush(scales[CAIRN_LEGEND_STROKE], value, &paint->stroke);
  scale_dash(draft, value, paint);
  paint->stroke_width = scaled_number(scales[CAIRN_LEGEND_STROKE_WIDTH], value, paint->stroke_width);
  double selected = cairn_legend_selected_opacity(draft, value, symbols->opacity);
  double opacity = isnan(selected) ? fmin(scaled_number(scales[CAIRN_LEGEND_OPACITY], value, symbols->opacity), 1) : selected;
  paint->fill_opacity *= opacity;
  paint->stroke_opacity *= opacity;
  item->paint = paint;
  item->symbol.size = scaled_number(scales[CAIRN_LEGEND_SIZE], value, symbols->size);
  item->symbol.shape = symbols->shape;
  if (scales[CAIRN_LEGEND_SHAPE]) {
    CairnValue shape = cairn_scale_value(scales[CAIRN_LEGEND_SHAPE], value);
    item->symbol.shape = shape.kind == CAIRN_STRING ? shape.string : "circle";
  }
}

CairnBox cairn_legend_symbol_bounds(const CairnLegendSymbols *symbols, const CairnItem *item,
                                    CairnMeasure measure) {
  CairnItem copy = *item;
  CairnPaint paint = *item->paint;
  bool is_given = symbols->has_stroke && !symbols->draft->scales[CAIRN_LEGEND_STROKE];
  if (is_given) paint.stroke = (CairnBrush){.kind = CAIRN_BRUSH_COLOR, .color = {0, 0, 0, 1}};
  copy.paint = &paint;
  return cairn_item_bounds(CAIRN_SYMBOL, &copy, measure);
}

double cairn_legend_ramp_opacity(const CairnLegendDraft *draft) {
  double opacity = cairn_legend_number(draft, "gradientOpacity", NAN);
  if (!isnan(opacity)) return CLAMP(opacity, 0, 1);
  for (size_t i = 0; i < draft->n_parts; i++) {
    opacity = draft->parts[i]->type == CAIRN_LEGEND_GRADIENT ? mark_opacity(draft->parts[i]) : NAN;
    if (opacity > 0) return fmin(opacity, 1);
  }
  return 1;
}
