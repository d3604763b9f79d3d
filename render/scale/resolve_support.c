/* Which properties have a meaning for which scales: those of no use are left out, with a warning. */
#include "scale/resolve_parts.h"

#include <string.h>

static bool is_banded(CairnScaleType type) {
  return type == CAIRN_SCALE_BAND || type == CAIRN_SCALE_POINT;
}

static bool is_any(CairnScaleType type, CairnChannel channel) {
  (void)type;
  (void)channel;
  return true;
}

static bool is_colored(CairnScaleType type, CairnChannel channel) {
  return cairn_channel_is_color(channel) && !is_banded(type) && type != CAIRN_SCALE_IDENTITY;
}

static bool is_continuous(CairnScaleType type, CairnChannel channel) {
  (void)channel;
  return cairn_scale_type_is_continuous(type);
}

static bool is_continuous_color(CairnScaleType type, CairnChannel channel) {
  return cairn_channel_is_color(channel) && cairn_scale_type_is_continuous(type);
}

static bool is_continuous_or_banded(CairnScaleType type, CairnChannel channel) {
  (void)channel;
  return cairn_scale_type_is_continuous(type) || is_banded(type);
}

static bool is_band_or_point(CairnScaleType type, CairnChannel channel) {
  (void)channel;
  return is_banded(type);
}

static bool is_band(CairnScaleType type, CairnChannel channel) {
  (void)channel;
  return type == CAIRN_SCALE_BAND;
}

static bool is_nice(CairnScaleType type, CairnChannel channel) {
  (void)channel;
  return cairn_scale_type_is_continuous(type) || type == CAIRN_SCALE_QUANTIZE ||
         type == CAIRN_SCALE_THRESHOLD;
}

static bool is_binnable(CairnScaleType type, CairnChannel channel) {
  (void)channel;
  return !is_banded(type) && type != CAIRN_SCALE_ORDINAL && type != CAIRN_SCALE_IDENTITY;
}

static bool is_with_zero(CairnScaleType type, CairnChannel channel) {
  (void)channel;
  if (type == CAIRN_SCALE_LOG || cairn_scale_type_is_temporal(type)) return false;
  return cairn_scale_type_is_continuous(type) || type == CAIRN_SCALE_QUANTIZE;
}

static bool is_pow(CairnScaleType type, CairnChannel channel) {
  (void)channel;
  return type == CAIRN_SCALE_POW;
}

static bool is_log(CairnScaleType type, CairnChannel channel) {
  (void)channel;
  return type == CAIRN_SCALE_LOG;
}

static bool is_symlog(CairnScaleType type, CairnChannel channel) {
  (void)channel;
  return type == CAIRN_SCALE_SYMLOG;
}

typedef bool (*Suits)(CairnScaleType type, CairnChannel channel);

static const struct {
  const char *name;
  Suits suits;
} properties[] = {
    {"align", is_band_or_point},
    {"base", is_log},
    {"bins", is_binnable},
    {"clamp", is_continuous},
    {"constant", is_symlog},
    {"domain", is_any},
    {"domainMax", is_continuous},
    {"domainMid", is_continuous_color},
    {"domainMin", is_continuous},
    {"exponent", is_pow},
    {"interpolate", is_colored},
    {"nice", is_nice},
    {"padding", is_continuous_or_banded},
    {"paddingInner", is_band},
    {"paddingOuter", is_band_or_point},
    {"range", is_any},
    {"rangeMax", is_continuous_or_banded},
    {"rangeMin", is_continuous_or_banded},
    {"reverse", is_any},
    {"round", is_continuous_or_banded},
    {"scheme", is_colored},
    {"zero", is_with_zero},
};

bool cairn_scale_takes_property(CairnScaleType type, CairnChannel channel, const char *name) {
  for (size_t i = 0; i < G_N_ELEMENTS(properties); i++)
    if (properties[i].name[0] == name[0] && strcmp(properties[i].name, name) == 0) return properties[i].suits(type, channel);
  return true;
}

void cairn_scale_warn_of_unused(const CairnScaleBinding *binding) {
  for (size_t use = 0; use < binding->n_uses; use++) {
    const json_t *scale = cairn_json_get(binding->uses[use].def->node, "scale");
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)scale, name, value) {
      if (json_is_null(value) || cairn_scale_takes_property(binding->type, binding->channel, name)) continue;
      cairn_warn_at(binding->uses[use].unit->model->warnings, scale, name,
                    "\"%s\" is left out: a %s scale of this channel has no use for it", name,
                    cairn_scale_type_name(binding->type));
    }
  }
}
