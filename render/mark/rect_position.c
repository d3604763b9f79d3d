/* Extents of rectangles: bars, rects, ticks, and arcs in polar coordinates. */
#include "mark/offset.h"

#include <string.h>

/* The size that a mark asks for in one direction: a number of px, a fraction of the band, or nothing. */
typedef struct BandSize {
  enum { SIZE_NONE, SIZE_PX, SIZE_BAND, SIZE_REF } kind;
  double number;
  const CairnValueRef *ref;
} BandSize;

static bool is_mark(const CairnMarkContext *context, const char *mark) {
  return strcmp(context->unit->mark, mark) == 0;
}

static const char *size_name(CairnChannel channel) {
  return channel == CAIRN_X ? "width" : channel == CAIRN_Y ? "height" : NULL;
}

static const CairnScaleBinding *binding_of(const CairnMarkContext *context, CairnChannel channel) {
  return channel == CAIRN_N_CHANNELS ? NULL : context->unit->bindings[channel];
}

static BandSize size_from_json(CairnMarkContext *context, const json_t *node) {
  if (json_is_number(node)) return (BandSize){SIZE_PX, json_number_value(node), NULL};
  const json_t *band = cairn_json_get(node, "band");
  if (json_is_number(band)) return (BandSize){SIZE_BAND, json_number_value(band), NULL};
  return node && !json_is_null(node) ? (BandSize){SIZE_REF, 0, cairn_ref_json(context, node)} : (BandSize){0};
}

static BandSize band_size(CairnMarkContext *context, CairnChannel channel, const CairnScaleBinding *binding, bool use_size) {
  const CairnView *unit = context->unit;
  const CairnChannelDef *def = unit->channels[channel];
  const char *name = size_name(channel);
  const json_t *own = name ? cairn_json_get(unit->mark_def, name) : NULL;
  if (!own && use_size) own = cairn_json_get(unit->mark_def, "size");
  if (!own && name) own = cairn_mark_config(unit, use_size ? "size" : name, name);
  if (own) return size_from_json(context, own);
  CairnChannel second = cairn_channel_secondary(channel);
  if (def && def->column && def->time_unit && !unit->channels[second])
    return (BandSize){SIZE_BAND, json_number_value(cairn_mark_config(unit, "timeUnitBandSize", NULL)), NULL};
  if (def && def->column && def->bin && !(binding && cairn_scale_type_is_discrete(binding->type))) return (BandSize){SIZE_BAND, 1, NULL};
  const json_t *config = cairn_config_get(unit->model, NULL, unit->mark);
  const json_t *discrete = cairn_json_get(config, "discreteBandSize");
  if (binding && !cairn_scale_type_is_discrete(binding->type)) return size_from_json(context, cairn_json_get(config, "continuousBandSize"));
  if (discrete) return size_from_json(context, discrete);
  return binding ? (BandSize){SIZE_BAND, 1, NULL} : (BandSize){0};
}

/* ---- Bins ---- */

static double min_band_size(const CairnMarkContext *context) {
  const json_t *size = cairn_mark_config(context->unit, "minBandSize", NULL);
  return json_is_number(size) ? json_number_value(size) : 0;
}

/* Bins move with their axis: by half a pixel, unless told otherwise, which puts the sides on the pixel grid. */
static double axis_translate(const CairnMarkContext *context, CairnChannel channel) {
  const char *section = channel == CAIRN_X ? "axisX" : "axisY";
  const CairnModel *model = context->unit->model;
  double config = cairn_json_number(cairn_config_get(model, NULL, section), "translate",
                                    cairn_json_number(cairn_config_get(model, NULL, "axis"), "translate", 0.5));
  return cairn_json_number(cairn_json_get(context->unit->channels[channel]->node, "axis"), "translate", config);
}

/* px that one side of a bin is moved inwards, per row: half of the spacing, or outwards so that a narrow bin keeps its
 * smallest size. `sign` is -1 for the side at the larger coordinate of an upward scale's x axis. */
static const CairnValueRef *bin_side(CairnMarkContext *context, CairnChannel channel, CairnValueRef *side, const CairnValueRef *start,
                                     const CairnValueRef *end, double sign, double spacing, bool reverse) {
  size_t n = context->table->n_rows;
  double *shift = cairn_arena_array(context->arena, n, double);
  double smallest = min_band_size(context), translate = axis_translate(context, channel);
  for (size_t row = 0; row < n; row++) {
    double size = fabs(cairn_ref_px(context, end, row) - cairn_ref_px(context, start, row));
    double inwards = size < smallest ? -0.5 * (smallest - size) : spacing / 2;
    shift[row] = translate + (reverse ? -1 : 1) * sign * inwards;
  }
  CairnValueRef *offset = cairn_ref_new(context, CAIRN_FROM_COLUMN);
  offset->column = cairn_column_new_numbers(context->arena, "", shift, NULL);
  if (side->offset_ref) offset->offset_ref = side->offset_ref;
  side->offset_ref = offset;
  return side;
}

static CairnValueRef *copy_ref(CairnMarkContext *context, const CairnValueRef *ref) {
  CairnValueRef *copy = cairn_ref_new(context, ref->kind);
  *copy = *ref;
  return copy;
}

/* Start and end of a bin or time unit, shrunk to `band` of it around its middle. */
static bool bin_sides(CairnMarkContext *context, CairnChannel channel, double band, const CairnValueRef **start, const CairnValueRef **end) {
  const CairnChannelDef *def = context->unit->channels[channel];
  const CairnChannelDef *secondary = context->unit->channels[cairn_channel_secondary(channel)];
  double inset = (1 - band) / 2;
  if (def->bin || def->time_unit) {
    const char *from = def->column, *to = def->column_end ? def->column_end : cairn_arena_printf(context->arena, "%s_end", def->column);
    const char *shifted = cairn_arena_printf(context->arena, "%s_band_start", def->column);
    if (cairn_table_column(context->table, shifted)) {
      from = shifted;
      to = cairn_arena_printf(context->arena, "%s_band_end", def->column);
    }
    *start = cairn_position_between(context, def, from, to, inset);
    *end = cairn_position_between(context, def, from, to, 1 - inset);
    return true;
  }
  *start = cairn_ref_def(context, def, NULL);
  if (secondary && secondary->column) {
    *end = cairn_ref_def(context, secondary, NULL);
    return true;
  }
  double step = cairn_json_number(cairn_json_get(def->node, "bin"), "step", 0);
  if (step <= 0) return false;
  size_t n = context->table->n_rows;
  double *stops = cairn_arena_array(context->arena, n, double);
  const CairnColumn *column = cairn_table_column(context->table, def->column);
  for (size_t row = 0; column && row < n; row++)
    stops[row] = cairn_column_quantity(column, row) + step;
  CairnValueRef *stop = copy_ref(context, *start);
  stop->column = cairn_column_new_numbers(context->arena, "", stops, NULL);
  *end = stop;
  return true;
}

static CairnExtent bin_extent(CairnMarkContext *context, CairnChannel channel) {
  const CairnScaleBinding *binding = binding_of(context, channel);
  BandSize size = band_size(context, channel, binding, false);
  const CairnValueRef *start, *end;
  double band = size.kind == SIZE_BAND ? size.number : size.kind == SIZE_NONE ? 1 : 0;
  if (!bin_sides(context, channel, band, &start, &end)) {
    cairn_warn_at(context->unit->model->warnings, context->unit->channels[channel]->node, "bin",
                  "data that are binned already need \"%s\" or a bin \"step\"", cairn_channel_name(cairn_channel_secondary(channel)));
    return cairn_position_range(context, channel, CAIRN_POSITION_ZERO_OR_MAX, CAIRN_POSITION_ZERO_OR_MIN);
  }
  CairnChannel second = cairn_channel_secondary(channel);
  CairnOffset offset = cairn_offset_of(context, channel, 0), offset2 = cairn_offset_of(context, second, 0);
  if (offset2.px == 0 && !offset2.ref) offset2 = offset;
  bool xy = cairn_channel_is_xy(channel);
  double spacing = xy ? cairn_mark_number(context->unit, "binSpacing", 0) : 0;
  bool reverse = binding && binding->options.reverse;
  double sign = channel == CAIRN_X ? 1 : -1;
  CairnValueRef *low = copy_ref(context, cairn_offset_apply(context, start, offset2));
  CairnValueRef *high = copy_ref(context, cairn_offset_apply(context, end, offset));
  if (!xy) return (CairnExtent){.start = high, .end = low};
  return (CairnExtent){.start = bin_side(context, channel, high, start, end, -sign, spacing, reverse),
                       .end = bin_side(context, channel, low, start, end, sign, spacing, reverse)};
}

/* ---- Bands and points ---- */

static const CairnValueRef *default_size(CairnMarkContext *context, CairnChannel channel, BandSize band, const CairnScaleBinding *binding) {
  const CairnView *unit = context->unit;
  const CairnScale *scale = binding ? unit->scales[binding->channel] : NULL;
  const char *name = size_name(channel);
  double whole = channel == CAIRN_X ? unit->width : unit->height;
  if (band.kind == SIZE_REF) return band.ref;
  if (band.kind == SIZE_PX && band.number != 0) return cairn_ref_number(context, band.number);
  if (band.kind == SIZE_BAND && scale && scale->type == CAIRN_SCALE_BAND)
    return cairn_ref_number(context, fmax(min_band_size(context), band.number * cairn_scale_bandwidth(scale)));
  if (band.kind == SIZE_BAND && !scale) return cairn_ref_number(context, band.number * whole);
  const json_t *node = unit->node;
  bool is_position = binding && binding->channel == channel;
  double step = name && is_position ? cairn_json_number(cairn_json_get(node, name), "step", NAN) : NAN;
  if (isnan(step) && scale && scale->type == CAIRN_SCALE_POINT && name && !json_is_number(cairn_json_get(node, name)))
    step = cairn_json_number(cairn_config_get(unit->model, NULL, "view"), "step", 20);
  if (!isnan(step)) return cairn_ref_number(context, step - 2);
  if (!unit->channels[channel]) {
    const char *padding = is_mark(context, "tick") ? "tickBandPaddingInner" : is_mark(context, "bar") ? "barBandPaddingInner" : "rectBandPaddingInner";
    double inner = cairn_scale_config(unit, "bandPaddingInner", cairn_scale_config(unit, padding, 0));
    return cairn_ref_number(context, (1 - inner) * whole);
  }
  return cairn_ref_number(context, cairn_json_number(cairn_config_get(unit->model, NULL, "view"), "step", 20) - 2);
}

/* theta and radius have no widths: their end is their start and the size. */
static CairnExtent polar_extent(CairnMarkContext *context, const CairnValueRef *position, const CairnValueRef *size) {
  CairnValueRef *end = copy_ref(context, position);
  end->offset_ref = size;
  return (CairnExtent){.start = position, .end = end};
}

static CairnExtent band_extent(CairnMarkContext *context, CairnChannel channel) {
  const CairnView *unit = context->unit;
  const CairnChannelDef *def = unit->channels[channel];
  const CairnScaleBinding *scale = binding_of(context, channel), *offset_scale = binding_of(context, cairn_channel_offset(channel));
  bool use_size = is_mark(context, "tick") || (unit->orientation == CAIRN_HORIZONTAL && channel == CAIRN_Y) ||
                  (unit->orientation == CAIRN_VERTICAL && channel == CAIRN_X);
  bool sized = use_size && (unit->channels[CAIRN_SIZE] || cairn_json_get(unit->mark_def, "size"));
  BandSize band = band_size(context, channel, scale ? scale : offset_scale, use_size);
  const CairnValueRef *size = NULL;
  if (sized) size = cairn_ref_channel(context, CAIRN_SIZE, size_name(channel), NULL);
  if (!size) size = default_size(context, channel, band, offset_scale ? offset_scale : scale);
  const CairnScaleBinding *banded = scale ? scale : offset_scale;
  bool top = banded && banded->type == CAIRN_SCALE_BAND && band.kind == SIZE_BAND && !sized;
  CairnExtent extent = {.size = size}, aligned = {0};
  cairn_extent_align(context, channel, top, size, &aligned);
  bool center = aligned.center != NULL;
  CairnOffset offset = cairn_offset_of(context, channel, center ? 0.5 : 0);
  double at = center ? (offset.from_channel ? 0 : 0.5) : band.kind == SIZE_BAND ? (1 - band.number) / 2 : 0;
  if (center && !offset.from_channel && def && def->time_unit && !unit->channels[cairn_channel_secondary(channel)])
    at = cairn_scale_band_position(unit, def, NULL);
  const CairnValueRef *position = cairn_position_at(context, channel, def, CAIRN_POSITION_MIDDLE, at, offset);
  if (!cairn_channel_is_xy(channel)) return polar_extent(context, position, size);
  cairn_extent_align(context, channel, top, position, &extent);
  return extent;
}

/* ---- All of them ---- */

/* A size in px, however given, keeps a bin from filling its width. */
static bool has_fixed_size(const CairnMarkContext *context, CairnChannel channel) {
  const CairnView *unit = context->unit;
  const char *name = size_name(channel);
  if (unit->channels[CAIRN_SIZE]) return true;
  const json_t *size = name ? cairn_json_get(unit->mark_def, name) : NULL;
  if (!size) size = cairn_json_get(unit->mark_def, "size");
  if (!size) size = cairn_mark_config(unit, "size", name);
  return size && !cairn_json_get(size, "band");
}

CairnExtent cairn_position_rect(CairnMarkContext *context, CairnChannel channel) {
  const CairnView *unit = context->unit;
  const CairnChannelDef *def = unit->channels[channel];
  CairnChannel second = cairn_channel_secondary(channel), offset = cairn_channel_offset(channel);
  const CairnScaleBinding *binding = binding_of(context, channel);
  bool discrete = binding && cairn_scale_type_is_discrete(binding->type);
  bool field = cairn_channel_def_is_field(def);
  bool nested = offset != CAIRN_N_CHANNELS && unit->channels[offset];
  bool bar_band = is_mark(context, "bar") && unit->orientation == (channel == CAIRN_X ? CAIRN_VERTICAL : CAIRN_HORIZONTAL) && cairn_channel_is_xy(channel);
  bool tick_band = is_mark(context, "tick") && unit->orientation == (channel == CAIRN_Y ? CAIRN_VERTICAL : CAIRN_HORIZONTAL);
  bool bins = field && (def->bin || def->binned || (def->time_unit && !unit->channels[second]));
  if (bins && binding && !has_fixed_size(context, channel) && !nested && !discrete) return bin_extent(context, channel);
  bool data = field || cairn_channel_def_is_datum(def);
  if (((data && discrete) || bar_band || tick_band) && !unit->channels[second]) return band_extent(context, channel);
  return cairn_position_range(context, channel, CAIRN_POSITION_ZERO_OR_MAX, CAIRN_POSITION_ZERO_OR_MIN);
}
