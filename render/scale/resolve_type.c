/* Which scale a channel takes. */
#include "scale/resolve_parts.h"

#include <string.h>

static bool is_band_mark(const char *mark) {
  static const char *const marks[] = {"rect", "bar", "image", "rule", "tick"};
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
    if (strcmp(marks[i], mark) == 0) return true;
  return false;
}

static bool has_nested_offset(const CairnView *unit, CairnChannel channel) {
  CairnChannel offset = cairn_channel_offset(channel);
  const CairnChannelDef *def = offset == CAIRN_N_CHANNELS ? NULL : unit->channels[offset];
  const CairnChannelDef *position = unit->channels[channel];
  bool nests =
      position && (position->type == CAIRN_NOMINAL || position->type == CAIRN_ORDINAL || position->time_unit);
  return nests && (cairn_channel_def_is_field(def) || cairn_channel_def_is_datum(def));
}

bool cairn_scale_has_nested_offset(const CairnView *unit, CairnChannel channel) {
  return has_nested_offset(unit, channel);
}

static CairnScaleType discrete_type(const CairnView *unit, const CairnChannelDef *def) {
  CairnChannel channel = def->channel;
  if (cairn_channel_is_color(channel) || channel == CAIRN_SHAPE || channel == CAIRN_STROKE_DASH)
    return CAIRN_SCALE_ORDINAL;
  bool offset = channel == CAIRN_X_OFFSET || channel == CAIRN_Y_OFFSET;
  if ((cairn_channel_is_xy(channel) || offset) &&
      (is_band_mark(unit->mark) || has_nested_offset(unit, channel)))
    return CAIRN_SCALE_BAND;
  if (cairn_channel_is_position(channel) && !cairn_channel_is_xy(channel) && strcmp(unit->mark, "arc") == 0)
    return CAIRN_SCALE_BAND;
  const char *size = channel == CAIRN_X ? "width" : channel == CAIRN_Y ? "height" : NULL;
  if (size && cairn_json_get(cairn_json_get(unit->mark_def, size), "band")) return CAIRN_SCALE_BAND;
  if (cairn_json_get(cairn_json_get(def->node, "axis"), "tickBand")) return CAIRN_SCALE_BAND;
  return CAIRN_SCALE_POINT;
}

static CairnScaleType default_type(const CairnView *unit, const CairnChannelDef *def) {
  bool discrete_range = def->channel == CAIRN_SHAPE || def->channel == CAIRN_STROKE_DASH;
  switch (def->type) {
  case CAIRN_TEMPORAL:
    if (discrete_range) return CAIRN_SCALE_ORDINAL;
    if (!cairn_channel_is_color(def->channel) && def->time_unit && g_str_has_prefix(def->time_unit, "utc"))
      return CAIRN_SCALE_UTC;
    return CAIRN_SCALE_TIME;
  case CAIRN_QUANTITATIVE:
    if (cairn_channel_is_color(def->channel)) return def->bin ? CAIRN_SCALE_BIN_ORDINAL : CAIRN_SCALE_LINEAR;
    return discrete_range ? CAIRN_SCALE_ORDINAL : CAIRN_SCALE_LINEAR;
  default:
    return discrete_type(unit, def);
  }
}

static bool supports_channel(CairnScaleType type, CairnChannel channel) {
  bool positional =
      cairn_channel_is_position(channel) || channel == CAIRN_X_OFFSET || channel == CAIRN_Y_OFFSET;
  bool color = cairn_channel_is_color(channel), picked = channel == CAIRN_SHAPE || channel == CAIRN_STROKE_DASH;
  switch (type) {
  case CAIRN_SCALE_BAND:
    return !color && !picked;
  case CAIRN_SCALE_POINT:
    return !picked;
  case CAIRN_SCALE_BIN_ORDINAL:
    return color;
  case CAIRN_SCALE_ORDINAL:
  case CAIRN_SCALE_QUANTILE:
  case CAIRN_SCALE_QUANTIZE:
  case CAIRN_SCALE_THRESHOLD:
    return !positional;
  case CAIRN_SCALE_IDENTITY:
    return cairn_channel_is_color(channel);
  default:
    return !picked;
  }
}

static bool supports_data(CairnScaleType type, CairnType data) {
  if (data == CAIRN_NOMINAL || data == CAIRN_ORDINAL) return cairn_scale_type_is_discrete(type);
  if (data == CAIRN_TEMPORAL) return cairn_scale_type_is_temporal(type);
  return !cairn_scale_type_is_discrete(type) && !cairn_scale_type_is_temporal(type);
}

bool cairn_scale_choose_type(const CairnView *unit, const CairnChannelDef *def, CairnScaleType *type,
                             bool *is_explicit, GError **error) {
  const json_t *scale = cairn_json_get(def->node, "scale");
  const char *name = cairn_json_string(scale, "type", NULL);
  *type = default_type(unit, def);
  *is_explicit = false;
  if (!name) return true;
  /* "sequential" is an older name. */
  CairnScaleType wanted = strcmp(name, "sequential") == 0 ? CAIRN_SCALE_LINEAR : cairn_scale_type_parse(name);
  if (wanted == CAIRN_N_SCALE_TYPES) {
    cairn_error_at(
        error, CAIRN_ERROR_SPEC, scale, "type",
        "\"%s\" is no scale type; valid are \"linear\", \"log\", \"pow\", \"sqrt\", \"symlog\", "
        "\"time\", \"utc\", \"ordinal\", \"band\", \"point\", \"quantile\", \"quantize\", \"threshold\" and \"bin-ordinal\"",
        name);
    return false;
  }
  if (!supports_channel(wanted, def->channel) || (def->column && !supports_data(wanted, def->type))) {
    cairn_warn_at(unit->model->warnings, scale, "type",
                  "scale type \"%s\" does not suit this channel and its data; \"%s\" is used", name,
                  cairn_scale_type_name(*type));
    return true;
  }
  *type = wanted;
  *is_explicit = true;
  return true;
}

static int category(CairnScaleType type) {
  switch (type) {
  case CAIRN_SCALE_TIME:
  case CAIRN_SCALE_UTC:
    return 1;
  case CAIRN_SCALE_BAND:
  case CAIRN_SCALE_POINT:
    return 2;
  case CAIRN_SCALE_ORDINAL:
    return 3;
  case CAIRN_SCALE_BIN_ORDINAL:
    return 4;
  case CAIRN_SCALE_QUANTILE:
  case CAIRN_SCALE_QUANTIZE:
  case CAIRN_SCALE_THRESHOLD:
    return 5;
  default:
    return 0;
  }
}

bool cairn_scale_types_compatible(CairnScaleType a, CairnScaleType b) {
  if (category(a) == category(b)) return true;
  /* Bands and points can show times. */
  return (category(a) == 2 && category(b) == 1) || (category(a) == 1 && category(b) == 2);
}

static int precedence(CairnScaleType type) {
  switch (type) {
  case CAIRN_SCALE_LOG:
  case CAIRN_SCALE_POW:
  case CAIRN_SCALE_SQRT:
  case CAIRN_SCALE_SYMLOG:
  case CAIRN_SCALE_IDENTITY:
    return 1;
  case CAIRN_SCALE_POINT:
    return 10;
  case CAIRN_SCALE_BAND:
    return 11;
  default:
    return 0;
  }
}

CairnScaleType cairn_scale_merge_types(CairnScaleType a, bool a_explicit, CairnScaleType b, bool b_explicit) {
  if (a_explicit != b_explicit) return a_explicit ? a : b;
  return precedence(b) > precedence(a) ? b : a;
}
