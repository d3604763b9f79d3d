#include "spec/composite_error.h"

#include <string.h>

/* Positions given beforehand, in pairs of x and y. */
static const CairnChannel seconds[] = {CAIRN_X2, CAIRN_Y2}, errors[] = {CAIRN_X_ERROR, CAIRN_Y_ERROR},
                          downwards[] = {CAIRN_X_ERROR2, CAIRN_Y_ERROR2};

/* ---- Channels ---- */

static const json_t *node_of(const CairnComposite *composite, CairnChannel channel) {
  return cairn_json_get(composite->encoding, cairn_channel_name(channel));
}

static bool is_given(const CairnComposite *composite, CairnChannel channel) {
  const json_t *node = node_of(composite, channel);
  return cairn_json_get(node, "field") || cairn_json_get(node, "datum");
}

static bool any_given(const CairnComposite *composite, const CairnChannel pair[2]) {
  return is_given(composite, pair[0]) || is_given(composite, pair[1]);
}

/* At most one of two channels makes sense. */
static bool check_alternatives(const CairnComposite *composite, CairnChannel one, CairnChannel other,
                               GError **error) {
  if (!is_given(composite, one) || !is_given(composite, other)) return true;
  cairn_error_at(error, CAIRN_ERROR_SPEC, composite->encoding, cairn_channel_name(other),
                 "\"%s\" cannot have both \"%s\" and \"%s\"", composite->name, cairn_channel_name(one),
                 cairn_channel_name(other));
  return false;
}

static bool check_channels(const CairnComposite *composite, GError **error) {
  for (size_t i = 0; i < 2; i++)
    for (size_t k = 0; k < 2; k++)
      if (!check_alternatives(composite, seconds[i], errors[k], error) ||
          !check_alternatives(composite, seconds[i], downwards[k], error))
        return false;
  if (!check_alternatives(composite, CAIRN_X2, CAIRN_Y2, error) ||
      !check_alternatives(composite, CAIRN_X_ERROR, CAIRN_Y_ERROR, error))
    return false;
  for (size_t i = 0; i < 2; i++) {
    if (!is_given(composite, downwards[i]) || is_given(composite, errors[i])) continue;
    const char *name = cairn_channel_name(downwards[i]);
    cairn_error_at(error, CAIRN_ERROR_SPEC, composite->encoding, name,
                   "\"%s\" needs \"%s\", the error upwards, beside it", name, cairn_channel_name(errors[i]));
    return false;
  }
  return true;
}

/* The axis on which one of a pair of channels is given: it holds quantities. */
static bool set_axis_of(CairnComposite *composite, const CairnChannel pair[2], GError **error) {
  CairnChannel channel = is_given(composite, pair[0]) ? pair[0] : pair[1];
  CairnChannel axis = cairn_channel_main(channel);
  if (!cairn_composite_set_axis(composite, axis, error)) return false;
  if (cairn_composite_is_continuous(composite->measure)) return true;
  cairn_error_at(error, CAIRN_ERROR_SPEC, node_of(composite, axis), "type",
                 "\"%s\" of a \"%s\" with \"%s\" must be of type \"quantitative\" or \"temporal\"",
                 cairn_channel_name(axis), composite->name, cairn_channel_name(channel));
  return false;
}

/* The expression for a channel that must have a field. */
static const char *datum_of(CairnComposite *composite, CairnChannel channel, GError **error) {
  const CairnChannelDef *def = cairn_composite_read(composite, channel, error);
  if (error && *error) return NULL;
  if (def && def->field) {
    json_array_append(composite->origins, (json_t *)node_of(composite, channel));
    return cairn_composite_datum_path(composite, def->field);
  }
  const char *name = cairn_channel_name(channel);
  cairn_error_at(error, CAIRN_ERROR_SPEC, composite->encoding, name, "\"%s\" of a \"%s\" needs a field", name,
                 composite->name);
  return NULL;
}

/* ---- From the rows ---- */

typedef struct Extent {
  const char *name, *center, *lower,
      *upper; /* operations; lower and upper NULL: center minus and plus the extent */
} Extent;

static const Extent extents[] = {
    {"ci", "mean", "ci0", "ci1"},
    {"iqr", "median", "q1", "q3"},
    {"stderr", NULL, NULL, NULL},
    {"stdev", NULL, NULL, NULL},
};

static const Extent *find_extent(const CairnComposite *composite, const char *center, GError **error) {
  const json_t *given = cairn_json_get(composite->mark, "extent");
  const char *name = json_is_string(given)           ? json_string_value(given)
                     : strcmp(center, "median") == 0 ? "iqr"
                                                     : "stderr";
  for (size_t i = 0; (!given || json_is_string(given)) && i < G_N_ELEMENTS(extents); i++)
    if (strcmp(extents[i].name, name) == 0) return &extents[i];
  cairn_error_at(error, CAIRN_ERROR_SPEC, composite->mark, "extent",
                 "the extent of an \"%s\" is \"ci\", \"iqr\", \"stderr\" or \"stdev\"", composite->name);
  return NULL;
}

static const char *center_of(const CairnComposite *composite, GError **error) {
  const json_t *own = cairn_json_get(composite->mark, "center");
  const char *extent = cairn_json_string(composite->mark, "extent", NULL);
  /* The configuration of error bars holds for bands as well, as in Vega-Lite. */
  const char *center =
      cairn_json_string(cairn_json_get(composite->input->config, "errorbar"), "center", "mean");
  if (extent) center = strcmp(extent, "iqr") == 0 ? "median" : "mean";
  if (own) center = json_is_string(own) ? json_string_value(own) : "";
  if (strcmp(center, "mean") == 0 || strcmp(center, "median") == 0) return center;
  cairn_error_at(error, CAIRN_ERROR_SPEC,
                 own ? composite->mark : cairn_json_get(composite->input->config, "errorbar"), "center",
                 "\"center\" takes \"mean\" or \"median\"");
  return NULL;
}

static void add_end(CairnComposite *composite, json_t *transforms, const char *prefix, const char *of,
                    char sign, const char *distance) {
  const char *expression =
      distance ? cairn_arena_printf(composite->arena, "%s %c %s", of, sign, distance) : of;
  json_array_append_new(transforms, cairn_composite_calculate(composite, expression, prefix));
}

/* The ends of each group's rows. */
static bool add_summary(CairnComposite *composite, json_t *transforms, GError **error) {
  const char *center = center_of(composite, error);
  const Extent *extent = center ? find_extent(composite, center, error) : NULL;
  if (!extent) return false;
  if ((strcmp(center, "median") == 0) != (strcmp(extent->name, "iqr") == 0))
    cairn_warn_at(composite->input->warnings, composite->mark, "center", "the %s is no center of \"%s\"",
                  center, extent->name);
  const char *field = composite->measure->field;
  json_t *measures = json_copy(composite->measures);
  const char *operations[] = {extent->lower ? extent->lower : extent->name, extent->upper,
                              extent->center ? extent->center : center};
  const char *prefixes[] = {extent->lower ? "lower" : "extent", "upper", "center"};
  for (size_t i = 0; i < 3; i++)
    if (operations[i])
      json_array_append_new(measures, cairn_composite_measure(composite, operations[i], field, prefixes[i]));
  json_array_append_new(transforms,
                        json_pack("{s:o,s:O}", "aggregate", measures, "groupby", composite->groupby));
  if (extent->lower) return true;
  const char *middle = cairn_composite_datum(composite, "center"),
             *distance = cairn_composite_datum(composite, "extent");
  add_end(composite, transforms, "upper", middle, '+', distance);
  add_end(composite, transforms, "lower", middle, '-', distance);
  return true;
}

/* ---- Given beforehand ---- */

static bool add_given(CairnComposite *composite, json_t *transforms, GError **error) {
  size_t i = composite->axis == CAIRN_Y;
  const char *value = cairn_composite_datum_path(composite, composite->measure->field);
  bool ranged = is_given(composite, seconds[i]), lopsided = is_given(composite, downwards[i]);
  GError *inner = NULL;
  const char *first = datum_of(composite, ranged ? seconds[i] : errors[i], &inner);
  const char *second = first && lopsided ? datum_of(composite, downwards[i], &inner) : NULL;
  if (inner) {
    g_propagate_error(error, inner);
    return false;
  }
  if (cairn_json_get(composite->mark, "center") || cairn_json_get(composite->mark, "extent"))
    cairn_warn_at(composite->input->warnings, composite->mark,
                  cairn_json_get(composite->mark, "center") ? "center" : "extent",
                  "center and extent are left out: the data give both ends");
  if (json_array_size(composite->measures))
    json_array_append_new(transforms, json_pack("{s:O,s:[]}", "aggregate", composite->measures, "groupby"));
  if (ranged) {
    add_end(composite, transforms, "upper", first, 0, NULL);
    add_end(composite, transforms, "lower", value, 0, NULL);
  } else {
    add_end(composite, transforms, "upper", value, '+', first);
    add_end(composite, transforms, "lower", value, second ? '+' : '-', second ? second : first);
  }
  return true;
}

json_t *cairn_composite_error_ends(CairnComposite *composite, GError **error) {
  if (!check_channels(composite, error)) return NULL;
  bool ranged = any_given(composite, seconds), distant = any_given(composite, errors);
  bool oriented = ranged || distant ? set_axis_of(composite, ranged ? seconds : errors, error)
                                    : cairn_composite_orient(composite, error);
  if (!oriented) return NULL;
  size_t i = composite->axis == CAIRN_Y;
  const CairnChannel without[] = {composite->axis, seconds[i], errors[i], downwards[i], CAIRN_N_CHANNELS};
  if (!cairn_composite_split(composite, without, error)) return NULL;
  json_t *transforms = cairn_composite_keep(composite, json_copy(composite->functions));
  bool ok =
      ranged || distant ? add_given(composite, transforms, error) : add_summary(composite, transforms, error);
  return ok ? transforms : NULL;
}
