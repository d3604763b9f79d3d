/* Encodings: channels and their definitions. */
#include "spec/properties_table.h"

static const CairnShape field_type = {.takes = STRING,
                                      .words = WORDS("quantitative", "temporal", "ordinal", "nominal"),
                                      .missing = WORDS("geojson")};

/* ---- Sorting ---- */

#define SORTED_BY                                                                                            \
  "x", "y", "color", "fill", "stroke", "strokeWidth", "size", "shape", "fillOpacity", "strokeOpacity",       \
      "opacity", "text"

static const CairnPropertyRow sort_encoding_rows[] = {
    {"encoding", NEEDED, &(const CairnShape){.takes = STRING, .words = WORDS(SORTED_BY)},
     "the channel to sort by"},
    {"order", YES, S(order_n), "direction"},
};
static const CairnPropertyRow sort_field_rows[] = {
    {"field", YES, S(field), "the field to sort by"},
    {"op", YES, S(operation), "how its values are summarised"},
    {"order", YES, S(order_n), "direction"},
};
static const CairnKind sort_encoding = {"a sort by channel", "Sort by channel", ROWS(sort_encoding_rows)};
static const CairnKind sort_field = {"a sort by field", "Sort by field", ROWS(sort_field_rows)};
static const CairnVariant sort_variants[] = {{"encoding", NULL, &sort_encoding}, {NULL, NULL, &sort_field}};
static const CairnShape sort = {.takes = STRING | ARRAY | OBJECT | NONE,
                                .words = WORDS("ascending", "descending", SORTED_BY, "-x", "-y", "-color",
                                               "-fill", "-stroke", "-strokeWidth", "-size", "-shape",
                                               "-fillOpacity", "-strokeOpacity", "-opacity", "-text"),
                                .items = S(datum),
                                VARIANTS(sort_variants)};
static const CairnShape facet_sort = {.takes = STRING | ARRAY | OBJECT | NONE,
                                      .words = WORDS("ascending", "descending"),
                                      .items = S(datum),
                                      KIND(sort_field)};

/* ---- Members of definitions ---- */

static const CairnPropertyRow field_rows[] = {
    {"field", YES, S(field), "the column"},
    {"type", YES, &field_type, "how its values are understood"},
    {"aggregate", YES, S(aggregate), "summary of the rows that share all other fields"},
    {"bin", YES, S(bin_ranged), "whether values are put in bins"},
    {"timeUnit", YES, S(time_unit), "parts of the date that are kept"},
    {"bandPosition", YES, S(number), "where in a band or bin: 0 to 1"},
    {"title", YES, S(text_n), "title of its axis or legend"},
};
static const CairnKind field_def = {"a definition", "Definition by field", ROWS(field_rows)};

static const CairnPropertyRow datum_rows[] = {
    {"datum", YES, S(datum), "instead of a field: one value of the data"}};
static const CairnKind datum_def = {
    "a definition", "Definition by field or datum", ROWS(datum_rows), {&field_def}};

static const CairnPropertyRow impute_rows[] = {
    {"value", YES, S(anything), "what is put in"},
    {"method", YES, S(impute_method), "or how it is computed"},
    {"frame", YES, S(frame), "of which rows around"},
    {"keyvals", YES, S(keyvals), "further keys for which rows are made"},
};
static const CairnKind impute = {"an impute", "Impute", ROWS(impute_rows)};
static const CairnShape impute_shape = {.takes = OBJECT | NONE, KIND(impute)};

static const CairnPropertyRow scaled_rows[] = {
    {"scale", YES, S(scale), "null: values are taken as they are"},
    {"sort", YES, &sort, "order of a discrete domain"},
};
static const CairnKind scaled = {"a definition", "Definition with a scale", ROWS(scaled_rows), {&datum_def}};

/* ---- Positions ---- */

static const CairnShape position_value = {.takes = NUMBER | STRING | EXPR, .words = WORDS("width", "height")};
static const CairnPropertyRow position_rows[] = {
    {"axis", YES, S(axis), "null: none"},
    {"stack", YES, S(stack_offset), "whether and how values are stacked"},
    {"impute", YES, &impute_shape, "rows that are missing"},
    {"value", YES, &position_value, "instead of a field: px"},
};
static const CairnKind position = {"a position", "Position: x, y", ROWS(position_rows), {&scaled}};
static const CairnPropertyRow polar_rows[] = {
    {"stack", YES, S(stack_offset), "whether and how values are stacked"},
    {"value", YES, &position_value, "instead of a field: radians or px"},
};
static const CairnKind polar = {
    "a polar position", "Polar position: theta, radius", ROWS(polar_rows), {&scaled}};
static const CairnPropertyRow second_rows[] = {{"value", YES, &position_value, "instead of a field: px"}};
static const CairnKind second = {
    "a second position", "Second position: x2, y2, theta2, radius2, errors", ROWS(second_rows), {&datum_def}};
static const CairnPropertyRow offset_rows[] = {{"value", YES, S(number_x), "instead of a field: px"}};
static const CairnKind offset = {"an offset", "Offset: xOffset, yOffset", ROWS(offset_rows), {&scaled}};

/* ---- Marks' properties ---- */

static const CairnPropertyRow condition_rows[] = {
    {"test", YES, S(predicate), "where the condition holds"},
    {"param", YES, S(string), "or a selection: what it selects at the start"},
    {"empty", YES, S(boolean), "whether a selection of nothing holds everywhere (true unless given)"},
};
static const CairnKind condition = {"a condition", "Condition", ROWS(condition_rows)};

static const CairnPropertyRow legend_rows[] = {{"legend", YES, S(legend), "null: none"}};
static const CairnKind with_legend = {
    "a definition", "Definition with a scale and a legend", ROWS(legend_rows), {&scaled}};

/* A channel whose `value` has the shape `of`, also in conditions; `base` has its other members, `case_base`
 * those of its conditions. */
#define CONDITIONAL(id, title_text, of, base, case_base)                                                     \
  static const CairnPropertyRow id##_value_rows[] = {                                                        \
      {"value", YES, of, "instead of a field: the visual value"}};                                           \
  static const CairnKind id##_case = {                                                                       \
      "a condition", "Condition of " title_text, ROWS(id##_value_rows), {&condition, case_base}};            \
  static const CairnVariant id##_cases[] = {{"test", NULL, &id##_case}, {"param", NULL, &id##_case}};        \
  static const CairnShape id##_condition = {.takes = ARRAY | OBJECT,                                         \
                                            VARIANTS(id##_cases),                                            \
                                            .items =                                                         \
                                                &(const CairnShape){.takes = OBJECT, VARIANTS(id##_cases)}}; \
  static const CairnPropertyRow id##_rows[] = {                                                              \
      {"value", YES, of, "instead of a field: the visual value"},                                            \
      {"condition", YES, &id##_condition, "another definition where it holds; the first that holds counts"}, \
  };                                                                                                         \
  static const CairnKind id = {"a definition", title_text, ROWS(id##_rows), {base}}

static const CairnShape shape_value = {.takes = STRING | NONE | EXPR, SYMBOL};
CONDITIONAL(paint, "Colour: color, fill, stroke", S(paint), &with_legend, &with_legend);
CONDITIONAL(number, "Number: opacity, size, angle, ...", S(number_x), &with_legend, &with_legend);
CONDITIONAL(dash, "Dashes: strokeDash", S(dash_x), &with_legend, &with_legend);
CONDITIONAL(shape, "Shape", &shape_value, &with_legend, &with_legend);

/* ---- Text and other channels ---- */

static const CairnPropertyRow format_rows[] = {
    {"format", YES, S(format), "of numbers as in d3-format, of dates as in d3-time-format"},
    {"formatType", YES, S(string), "\"number\", \"time\" or \"utc\""},
};
static const CairnKind formatted = {
    "a definition", "Definition with a format", ROWS(format_rows), {&datum_def}};
static const CairnKind formatted_case = {
    "a condition", "Condition with a format", ROWS(format_rows), {&with_legend}};
static const CairnShape text_value = {.takes = STRING | NUMBER | BOOLEAN | NONE | ARRAY | EXPR,
                                      .items = S(string)};
CONDITIONAL(text, "Text", &text_value, &formatted, &formatted_case);

#define DEFINITION(of)                                                                                       \
  &(const CairnShape) {                                                                                      \
    .takes = OBJECT, KIND(of)                                                                                \
  }
#define DEFINITIONS(of)                                                                                      \
  &(const CairnShape) {                                                                                      \
    .takes = OBJECT | ARRAY, KIND(of), .items = DEFINITION(of)                                               \
  }

static const CairnPropertyRow order_case_rows[] = {
    {"test", YES, S(predicate), "where it holds"},
    {"param", YES, S(string), "or a parameter or selection that holds"},
    {"empty", YES, S(boolean), "whether a selection of nothing holds everywhere"},
    {"value", YES, S(number_x), "the order where it holds"},
};
static const CairnKind order_case = {"a condition of an order", "Condition of Order", ROWS(order_case_rows)};

static const CairnShape order_value = {.takes = NUMBER | EXPR | BOOLEAN | NONE};

static const CairnPropertyRow order_rows[] = {
    {"sort", YES, &(const CairnShape){.takes = STRING | NONE, .words = WORDS("ascending", "descending")},
     "direction"},
    {"value", YES, &order_value, "a number, null or false: the order of the data"},
    {"condition", YES, DEFINITIONS(order_case), "another order where it holds"},
};
static const CairnKind order = {"an order", "Order", ROWS(order_rows), {&field_def}};

static const CairnShape spacing = {.takes = NUMBER | OBJECT};
static const CairnShape bounds = {.takes = STRING, .words = WORDS("full", "flush")};
static const CairnPropertyRow facet_rows[] = {
    {"header", YES, S(header), "titles and labels of the views; null: none"},
    {"sort", YES, &facet_sort, "order of the views"},
    {"align", YES, S(anything), "how the views' sizes follow each other"},
    {"bounds", YES, &bounds, "what counts for the layout"},
    {"center", YES, S(anything), "whether views are centred in their cells"},
    {"columns", YES, S(number), "views in a row"},
    {"spacing", YES, &spacing, "px between views"},
};
const CairnKind cairn_kind_facet = {
    "a facet", "Facet: row, column, facet", ROWS(facet_rows), {&field_def}, .needs = "field"};
const CairnShape cairn_shape_facet = {.takes = OBJECT, KIND(cairn_kind_facet)};

static const CairnShape tooltip = {.takes = OBJECT | ARRAY | NONE, KIND(text), .items = DEFINITION(text)};

static const CairnPropertyRow encoding_rows[] = {
    {"x", YES, DEFINITION(position), "position from left to right"},
    {"y", YES, DEFINITION(position), "position from bottom to top"},
    {"x2", YES, DEFINITION(second), "the other end of ranges"},
    {"y2", YES, DEFINITION(second), "the other end of ranges"},
    {"xOffset", YES, DEFINITION(offset), "place within the band of x"},
    {"yOffset", YES, DEFINITION(offset), "place within the band of y"},
    {"theta", YES, DEFINITION(polar), "angle of arcs"},
    {"theta2", YES, DEFINITION(second), "the other angle"},
    {"radius", YES, DEFINITION(polar), "outer radius of arcs"},
    {"radius2", YES, DEFINITION(second), "inner radius"},
    {"color", YES, DEFINITION(paint), "fill of filled marks, stroke of others"},
    {"fill", YES, DEFINITION(paint), "fill"},
    {"stroke", YES, DEFINITION(paint), "stroke"},
    {"opacity", YES, DEFINITION(number), "0 to 1"},
    {"fillOpacity", YES, DEFINITION(number), "0 to 1"},
    {"strokeOpacity", YES, DEFINITION(number), "0 to 1"},
    {"strokeWidth", YES, DEFINITION(number), "px"},
    {"strokeDash", YES, DEFINITION(dash), "px of dashes and gaps"},
    {"size", YES, DEFINITION(number), "px² of points; px of bars, ticks and lines; font size of text"},
    {"shape", YES, DEFINITION(shape), "of points: a name or an SVG path"},
    {"angle", YES, DEFINITION(number), "degrees clockwise, of text and points"},
    {"text", YES, DEFINITION(text), "the text of text marks"},
    {"detail", YES, DEFINITIONS(field_def),
     "fields that tell lines and areas apart, with no look of their own"},
    {"order", YES, DEFINITIONS(order), "order of the points of a line, of stacked parts and of painting"},
    {"xError", YES, DEFINITION(second), "of error bars and bands: deviation"},
    {"xError2", YES, DEFINITION(second), "the other deviation"},
    {"yError", YES, DEFINITION(second), "of error bars and bands: deviation"},
    {"yError2", YES, DEFINITION(second), "the other deviation"},
    {"row", YES, S(facet), "a view for each value, from top to bottom"},
    {"column", YES, S(facet), "a view for each value, from left to right"},
    {"facet", YES, S(facet), "a view for each value, in rows"},
    {"latitude", NO, S(anything), "of maps, which are not supported"},
    {"longitude", NO, S(anything), "of maps"},
    {"latitude2", NO, S(anything), "of maps"},
    {"longitude2", NO, S(anything), "of maps"},
    {"time", NO, S(anything), "of animations"},
    {"url", INERT, DEFINITION(text), "of images, which are not supported"},
    {"key", INERT, DEFINITION(field_def), "tells rows apart when data change"},
    {"tooltip", INERT, &tooltip, "shown under a pointer; its fields still split the rows of aggregates"},
    {"href", YES, DEFINITION(text), "where a click leads: http://, https:// or mailto:"},
    {"description", INERT, DEFINITION(text), "what screen readers say"},
};
static const CairnKind encoding = {"an encoding", "Encoding", ROWS(encoding_rows)};
const CairnShape cairn_shape_encoding = {.takes = OBJECT, KIND(encoding)};
