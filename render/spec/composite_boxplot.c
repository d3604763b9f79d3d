/* Box plots: a box from the first to the third quartile with a tick at the median, and whiskers either to the
 * extremes ("min-max") or to the last values within a multiple of the box's height (Tukey's; the values
 * beyond are outliers, drawn as points). */
#include "spec/composite_parts.h"

#include "base/number.h"

#include <string.h>

typedef struct Box {
  CairnComposite *composite;
  bool tukey;
  double reach;        /* Tukey: whiskers end within so many heights of the box */
  const json_t *boxed; /* the encoding of the box */
  const json_t *plain; /* that without size and color: of whiskers */
} Box;

static bool read_extent(Box *box, GError **error) {
  const json_t *extent = cairn_composite_property(box->composite, "extent");
  box->tukey = json_is_number(extent);
  box->reach = json_number_value(extent);
  if (box->tukey || (json_is_string(extent) && strcmp(json_string_value(extent), "min-max") == 0))
    return true;
  const json_t *mark = box->composite->mark;
  const void *place =
      cairn_json_get(mark, "extent") ? mark : cairn_json_get(box->composite->input->config, "boxplot");
  cairn_error_at(error, CAIRN_ERROR_SPEC, place, "extent",
                 "the extent of a box plot is \"min-max\" or a number of interquartile ranges, such as 1.5");
  return false;
}

/* ---- Transforms ---- */

static void add_quartiles(CairnComposite *composite, json_t *measures) {
  const char *field = composite->measure->field;
  json_array_append_new(measures, cairn_composite_measure(composite, "q1", field, "lower_box"));
  json_array_append_new(measures, cairn_composite_measure(composite, "q3", field, "upper_box"));
}

static json_t *aggregate(const Box *box, json_t *measures) {
  return json_pack("{s:o,s:O}", "aggregate", measures, "groupby", box->composite->groupby);
}

/* The five numbers of each group. */
static json_t *summary(const Box *box) {
  CairnComposite *composite = box->composite;
  const char *field = composite->measure->field;
  json_t *measures = json_copy(composite->measures), *transforms = json_copy(composite->functions);
  add_quartiles(composite, measures);
  json_array_append_new(measures, cairn_composite_measure(composite, "median", field, "mid_box"));
  json_array_append_new(
      measures, cairn_composite_measure(composite, "min", field, box->tukey ? "min" : "lower_whisker"));
  json_array_append_new(
      measures, cairn_composite_measure(composite, "max", field, box->tukey ? "max" : "upper_whisker"));
  json_array_append_new(transforms, aggregate(box, measures));
  return transforms;
}

/* Does a value lie within reach of the box (or, with `outside`, beyond it)? */
static json_t *reach_filter(const Box *box, bool outside) {
  CairnComposite *composite = box->composite;
  const char *value = cairn_composite_datum_path(composite, composite->measure->field);
  const char *low = cairn_composite_datum(composite, "lower_box"),
             *high = cairn_composite_datum(composite, "upper_box");
  char reach[CAIRN_NUMBER_BUFFER];
  cairn_number_to_string(box->reach, reach);
  const char *lowest = cairn_arena_printf(composite->arena, "%s - %s * (%s - %s)", low, reach, high, low);
  const char *highest = cairn_arena_printf(composite->arena, "%s + %s * (%s - %s)", high, reach, high, low);
  const char *test =
      outside ? cairn_arena_printf(composite->arena, "%s < %s || %s > %s", value, lowest, value, highest)
              : cairn_arena_printf(composite->arena, "%s <= %s && %s <= %s", lowest, value, value, highest);
  return json_pack("{s:s}", "filter", test);
}

/* From the values within reach to the ends of the whiskers. */
static void add_whisker_ends(const Box *box, json_t *transforms) {
  CairnComposite *composite = box->composite;
  const char *field = composite->measure->field;
  json_t *measures = json_array();
  json_array_append_new(measures, cairn_composite_measure(composite, "min", field, "lower_whisker"));
  json_array_append_new(measures, cairn_composite_measure(composite, "max", field, "upper_whisker"));
  json_array_append_new(
      measures,
      cairn_composite_measure(composite, "min", cairn_composite_path(composite, "lower_box"), "lower_box"));
  json_array_append_new(
      measures,
      cairn_composite_measure(composite, "max", cairn_composite_path(composite, "upper_box"), "upper_box"));
  json_array_extend(measures, composite->measures);
  json_array_append_new(transforms, reach_filter(box, false));
  json_array_append_new(transforms, aggregate(box, measures));
}

/* ---- Parts ---- */

static json_t *mark(const Box *box, const char *type) {
  json_t *result = json_pack("{s:s}", "type", type);
  cairn_composite_pass(result, "invalid", cairn_json_get(box->composite->mark, "invalid"));
  return result;
}

static json_t *tick(const Box *box) {
  json_t *result = mark(box, "tick");
  json_object_set_new(result, "orient", json_string(cairn_composite_tick_orient(box->composite)));
  return result;
}

static void add_whiskers(const Box *box, json_t *layers) {
  static const char *const ends[][2] = {{"lower_whisker", "lower_box"}, {"upper_box", "upper_whisker"}};
  static const char *const tips[] = {"lower_whisker", "upper_whisker"};
  for (size_t i = 0; i < 2; i++)
    cairn_composite_add_part(box->composite, layers,
                             (CairnPart){"rule", mark(box, "rule"), ends[i][0], ends[i][1], box->plain});
  for (size_t i = 0; i < 2; i++) {
    json_t *end = tick(box);
    json_object_set_new(end, "color", json_string("black"));
    json_object_set_new(end, "opacity", json_integer(1));
    cairn_composite_add_part(box->composite, layers, (CairnPart){"ticks", end, tips[i], NULL, box->plain});
  }
}

/* Box and median are of one size: the mark's, else that of its styles and the configuration. */
static const json_t *box_size(const Box *box) {
  const json_t *config = box->composite->input->config, *own = cairn_json_get(box->composite->mark, "size");
  const json_t *style = cairn_json_get(box->composite->mark, "style"), *found = NULL;
  for (size_t i = 0; i < (json_is_array(style) ? json_array_size(style) : 1) && !own; i++) {
    const json_t *name = json_is_array(style) ? json_array_get(style, i) : style;
    const json_t *size =
        json_is_string(name)
            ? cairn_json_get(cairn_json_get(cairn_json_get(config, "style"), json_string_value(name)), "size")
            : NULL;
    if (size) found = size;
  }
  if (!own) own = found ? found : cairn_composite_property(box->composite, "size");
  return own ? own : cairn_json_get(cairn_json_get(config, "mark"), "size");
}

/* A box of no height would hide a median of the background's colour: it takes the box's own. */
static json_t *median_color(const Box *box) {
  const json_t *config = box->composite->input->config, *own = cairn_json_get(box->boxed, "color");
  const json_t *part = cairn_json_get(cairn_json_get(config, "boxplot"), "box");
  json_t *condition = json_is_object(own) ? json_copy((json_t *)own) : json_object();
  if (!own) {
    const char *otherwise =
        cairn_json_string(json_is_object(part) ? part : cairn_json_get(config, "mark"), "color", "");
    json_object_set_new(condition, "value", json_string(*otherwise ? otherwise : "#4c78a8"));
  }
  const char *test = cairn_arena_printf(box->composite->arena, "%s >= %s",
                                        cairn_composite_datum(box->composite, "lower_box"),
                                        cairn_composite_datum(box->composite, "upper_box"));
  json_object_set_new(condition, "test", json_string(test));
  return json_pack("{s:o}", "condition", condition);
}

static void add_median(const Box *box, json_t *layers) {
  const json_t *config = cairn_json_get(cairn_json_get(box->composite->input->config, "boxplot"), "median");
  json_t *line = tick(box), *encoding = json_copy((json_t *)box->plain);
  cairn_composite_pass(line, "color", cairn_json_get(config, "color"));
  cairn_composite_pass(line, "size", box_size(box));
  cairn_composite_pass(encoding, "size", cairn_json_get(box->boxed, "size"));
  json_object_set_new(encoding, "color", median_color(box));
  cairn_composite_add_part(box->composite, layers, (CairnPart){"median", line, "mid_box", NULL, encoding});
  json_decref(encoding);
}

static void add_box(const Box *box, json_t *layers) {
  json_t *bar = mark(box, "bar");
  cairn_composite_pass(bar, "size", box_size(box));
  json_object_set_new(bar, "orient",
                      json_string(box->composite->axis == CAIRN_Y ? "vertical" : "horizontal"));
  cairn_composite_add_part(box->composite, layers,
                           (CairnPart){"box", bar, "lower_box", "upper_box", box->boxed});
  add_median(box, layers);
}

/* Single values have no part in what is aggregated on other channels. */
static json_t *outlier_transforms(const Box *box) {
  json_t *transforms = json_array();
  const json_t *measures = box->composite->measures;
  json_array_append_new(transforms, reach_filter(box, true));
  for (size_t i = 0; i < json_array_size(measures); i++)
    json_array_append_new(transforms, json_pack("{s:s,s:O}", "calculate", "null", "as",
                                                cairn_json_get(json_array_get(measures, i), "as")));
  return transforms;
}

/* Points beyond the whiskers keep the box's colour. */
static void add_outliers(const Box *box, json_t *layers) {
  json_t *views = json_array(), *encoding = json_copy((json_t *)box->plain);
  cairn_composite_pass(encoding, "color", cairn_json_get(box->boxed, "color"));
  cairn_composite_add_part(box->composite, views,
                           (CairnPart){"outliers", json_pack("{s:s}", "type", "point"), "", NULL, encoding});
  json_t *view = json_array_get(views, 0);
  json_object_set_new(view, "transform", outlier_transforms(box));
  json_array_append(layers, view);
  json_decref(views);
  json_decref(encoding);
}

/* ---- Layers ---- */

static json_t *min_max_layer(const Box *box) {
  json_t *layers = json_array();
  add_whiskers(box, layers);
  add_box(box, layers);
  return json_pack("{s:o,s:o}", "transform", summary(box), "layer", layers);
}

/* Outliers and whiskers look at each value with its box, boxes and medians at the groups alone. */
static json_t *tukey_layer(const Box *box) {
  CairnComposite *composite = box->composite;
  json_t *quartiles = json_array(), *transforms = json_copy(composite->functions), *views = json_array();
  json_t *ends = json_array(), *whiskers = json_array(), *boxes = json_array();
  add_quartiles(composite, quartiles);
  json_array_append_new(transforms,
                        json_pack("{s:o,s:O}", "joinaggregate", quartiles, "groupby", composite->groupby));
  if (cairn_composite_has_part(composite, "outliers")) add_outliers(box, views);
  add_whisker_ends(box, ends);
  add_whiskers(box, whiskers);
  add_box(box, boxes);
  json_array_append_new(views, json_pack("{s:o,s:o}", "transform", ends, "layer", whiskers));
  return json_pack("{s:[{s:o,s:o},{s:o,s:o}]}", "layer", "transform", transforms, "layer", views, "transform",
                   summary(box), "layer", boxes);
}

/* A tooltip without aggregate is no dimension. */
static void drop_tooltip(CairnComposite *composite) {
  if (!cairn_json_get(composite->encoding, "tooltip")) return;
  json_t *encoding = cairn_composite_keep(composite, json_copy((json_t *)composite->encoding));
  json_object_del(encoding, "tooltip");
  composite->encoding = encoding;
}

static json_t *normalize(CairnComposite *composite, GError **error) {
  Box box = {.composite = composite};
  drop_tooltip(composite);
  if (!read_extent(&box, error) || !cairn_composite_orient(composite, error)) return NULL;
  const CairnChannel without[] = {composite->axis, CAIRN_N_CHANNELS};
  if (!cairn_composite_split(composite, without, error)) return NULL;
  json_t *plain = cairn_composite_keep(composite, json_copy(composite->others));
  json_object_del(plain, "color");
  json_object_del(plain, "size");
  box.boxed = composite->others;
  box.plain = plain;
  return box.tukey ? tukey_layer(&box) : min_max_layer(&box);
}

const CairnCompositeType cairn_composite_boxplot = {"boxplot", normalize};
