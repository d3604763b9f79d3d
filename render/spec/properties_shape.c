/* Shapes of values that many kinds of objects share. */
#include "spec/properties_table.h"

#include "base/color.h"
#include "base/time_unit.h"

#include <string.h>

/* ---- Plain values ---- */

const CairnShape cairn_shape_anything = {.takes = CAIRN_TAKES_ANY};
const CairnShape cairn_shape_number = {.takes = NUMBER};
const CairnShape cairn_shape_number_x = {.takes = NUMBER | EXPR};
const CairnShape cairn_shape_amount = {.takes = NUMBER, .not_negative = true};
const CairnShape cairn_shape_amount_x = {.takes = NUMBER | EXPR, .not_negative = true};
const CairnShape cairn_shape_number_n = {.takes = NUMBER | NONE};
const CairnShape cairn_shape_numbers = {.takes = ARRAY, .items = S(number)};
const CairnShape cairn_shape_two_numbers = {.takes = ARRAY, .items = S(number), .length = 2};
const CairnShape cairn_shape_string = {.takes = STRING};
const CairnShape cairn_shape_string_x = {.takes = STRING | EXPR};
const CairnShape cairn_shape_strings = {.takes = ARRAY, .items = S(string)};
const CairnShape cairn_shape_one_or_more_strings = {.takes = STRING | ARRAY, .items = S(string)};
const CairnShape cairn_shape_two_strings = {.takes = ARRAY, .items = S(string), .length = 2};
const CairnShape cairn_shape_boolean = {.takes = BOOLEAN};
const CairnShape cairn_shape_boolean_x = {.takes = BOOLEAN | EXPR};
const CairnShape cairn_shape_null = {.takes = NONE};
const CairnShape cairn_shape_expr = {.takes = EXPR};
const CairnShape cairn_shape_orientation = {.takes = STRING, .words = WORDS("horizontal", "vertical")};
const CairnShape cairn_shape_orientation_x = {.takes = STRING | EXPR,
                                              .words = WORDS("horizontal", "vertical")};
const CairnShape cairn_shape_layout_align = {.takes = STRING, .words = WORDS("all", "each", "none")};
const CairnShape cairn_shape_layout_align_x = {.takes = STRING | EXPR, .words = WORDS("all", "each", "none")};
const CairnShape cairn_shape_order_n = {.takes = STRING | NONE, .words = WORDS("ascending", "descending")};
const CairnShape cairn_shape_resolve_mode = {.takes = STRING, .words = WORDS("shared", "independent")};

/* ---- Text ---- */

const CairnShape cairn_shape_text = {.takes = STRING | ARRAY, .items = S(string)};
const CairnShape cairn_shape_text_x = {.takes = STRING | ARRAY | EXPR, .items = S(string)};
const CairnShape cairn_shape_text_n = {.takes = STRING | ARRAY | NONE, .items = S(string)};
const CairnShape cairn_shape_font_weight_x = {.takes = NUMBER | STRING | EXPR,
                                              .words = WORDS("normal", "bold", "lighter", "bolder")};
const CairnShape cairn_shape_align_x = {.takes = STRING | EXPR, .words = WORDS("left", "center", "right")};
const CairnShape cairn_shape_baseline_x = {
    .takes = STRING | EXPR,
    .words = WORDS("alphabetic", "top", "middle", "bottom", "line-top", "line-bottom")};
const CairnShape cairn_shape_anchor_x = {.takes = STRING | NONE | EXPR,
                                         .words = WORDS("start", "middle", "end")};
const CairnShape cairn_shape_side_x = {.takes = STRING | EXPR,
                                       .words = WORDS("top", "bottom", "left", "right")};

static const CairnPropertyRow time_format_rows[] = {
    {"year", YES, S(string), "format of ticks at the start of a year"},
    {"quarter", YES, S(string), "... of a quarter"},
    {"month", YES, S(string), "... of a month"},
    {"week", YES, S(string), "... of a week"},
    {"date", YES, S(string), "... of a day of the month"},
    {"day", YES, S(string), "... of a day of the week"},
    {"hours", YES, S(string), "... of an hour"},
    {"minutes", YES, S(string), "... of a minute"},
    {"seconds", YES, S(string), "... of a second"},
    {"milliseconds", YES, S(string), "... at any other time"},
};
static const CairnKind time_format = {"a time format", "Multi-level time format", ROWS(time_format_rows)};
const CairnShape cairn_shape_format = {.takes = STRING | OBJECT, KIND(time_format)};

/* ---- Paint ---- */

bool cairn_is_color(const char *text) {
  CairnColor color;
  return cairn_color_parse(text, &color) || !*text || strcmp(text, "none") == 0;
}

/* A path begins with a move. */
bool cairn_is_symbol(const char *text) {
  static const char *const names[] = {
      "circle",         "square",        "cross", "diamond", "triangle", "triangle-up", "triangle-down",
      "triangle-right", "triangle-left", "arrow", "wedge",   "stroke",   NULL};
  if (g_strv_contains(names, text)) return true;
  while (g_ascii_isspace(*text))
    text++;
  return *text == 'M' || *text == 'm';
}

const CairnShape cairn_shape_symbol_x = {.takes = STRING | EXPR, SYMBOL};

static const CairnPropertyRow stop_rows[] = {
    {"offset", NEEDED, S(number), "where the colour stands: 0 to 1"},
    {"color", NEEDED, S(color), "the colour there"},
};
static const CairnKind stop = {"a gradient stop", "Gradient stop", ROWS(stop_rows)};
static const CairnShape stops = {.takes = ARRAY, .items = &(const CairnShape){.takes = OBJECT, KIND(stop)}};
static const CairnShape gradient_type = {.takes = STRING, .words = WORDS("linear", "radial")};

static const CairnPropertyRow gradient_rows[] = {
    {"gradient", NEEDED, &gradient_type, "the kind of gradient"},
    {"stops", NEEDED, &stops, "the colours and their places"},
    {"x1", YES, S(number),
     "start, as a share of the item's box; 0 is left (radial: centre of the inner circle)"},
    {"y1", YES, S(number), "start; 0 is the top"},
    {"x2", YES, S(number), "end (radial: centre of the outer circle)"},
    {"y2", YES, S(number), "end"},
    {"r1", YES, S(number), "radius of the inner circle, radial gradients"},
    {"r2", YES, S(number), "radius of the outer circle, radial gradients"},
    {"id", INERT, S(string), "a name"},
};
static const CairnKind gradient = {"a gradient", "Gradient", ROWS(gradient_rows)};

const CairnShape cairn_shape_color = {.takes = STRING, COLOR};
const CairnShape cairn_shape_color_x = {.takes = STRING | EXPR, COLOR};
const CairnShape cairn_shape_color_xn = {.takes = STRING | NONE | EXPR, COLOR};
const CairnShape cairn_shape_paint = {.takes = STRING | NONE | OBJECT | EXPR, COLOR, KIND(gradient)};
const CairnShape cairn_shape_dash_x = {.takes = ARRAY | EXPR, .items = S(number)};
const CairnShape cairn_shape_cap_x = {.takes = STRING | EXPR, .words = WORDS("butt", "round", "square")};
const CairnShape cairn_shape_join_x = {.takes = STRING | EXPR, .words = WORDS("miter", "round", "bevel")};
const CairnShape cairn_shape_cursor = {.takes = STRING | EXPR};
const CairnShape cairn_shape_interpolate_x = {
    .takes = STRING | EXPR,
    .words = WORDS("linear", "linear-closed", "step", "step-before", "step-after", "basis", "basis-open",
                   "basis-closed", "cardinal", "cardinal-open", "cardinal-closed", "catmull-rom", "bundle",
                   "monotone", "natural")};
const CairnShape cairn_shape_invalid = {.takes = STRING | NONE,
                                        .words = WORDS("filter", "break-paths-filter-domains",
                                                       "break-paths-show-domains",
                                                       "break-paths-show-path-domains", "show")};

/* ---- Fields and what is done with them ---- */

static const CairnShape repeater = {.takes = STRING, .words = WORDS("repeat", "row", "column", "layer")};
static const CairnPropertyRow repeat_rows[] = {
    {"repeat", NEEDED, &repeater, "the field that this view of a repeated chart takes"},
};
static const CairnKind repeat = {"a repeated field", "Repeated field", ROWS(repeat_rows)};
const CairnShape cairn_shape_field = {.takes = STRING | OBJECT, KIND(repeat)};

#define OPERATIONS                                                                                           \
  "count", "valid", "missing", "distinct", "sum", "product", "mean", "average", "variance", "variancep",     \
      "stdev", "stdevp", "stderr", "median", "q1", "q3", "ci0", "ci1", "min", "max", "argmin", "argmax",     \
      "values", "exponential"

const CairnShape cairn_shape_operation = {.takes = STRING, .words = WORDS(OPERATIONS, "exponentialb")};

static const CairnPropertyRow arg_min_rows[] = {{"argmin", NEEDED, S(string), "the field that is least"}};
static const CairnPropertyRow arg_max_rows[] = {{"argmax", NEEDED, S(string), "the field that is greatest"}};
static const CairnKind arg_min = {"an argmin", "Value where another field is least", ROWS(arg_min_rows)};
static const CairnKind arg_max = {"an argmax", "Value where another field is greatest", ROWS(arg_max_rows)};
static const CairnPropertyRow exponential_rows[] = {
    {"exponential", NEEDED, S(number), "weight of the latest row: 0 to 1"}};
static const CairnKind exponential = {"an exponential mean", "Exponential mean", ROWS(exponential_rows)};
static const CairnVariant aggregate_variants[] = {
    {"argmin", NULL, &arg_min}, {"argmax", NULL, &arg_max}, {"exponential", NULL, &exponential}};
const CairnShape cairn_shape_aggregate = {.takes = STRING | OBJECT,
                                          .words = WORDS(OPERATIONS),
                                          .missing = WORDS("exponentialb"),
                                          VARIANTS(aggregate_variants)};

static bool is_time_unit(const char *text) {
  CairnTimeUnit unit;
  return cairn_time_unit_parse(text, &unit);
}

static const CairnShape time_unit_name = {
    .takes = STRING,
    .accepts = is_time_unit,
    .what = "a time unit such as \"year\", \"quarter\", \"month\", \"yearmonth\", \"monthdate\", \"day\" or "
            "\"hours\" (in front may stand \"utc\" or \"binned\")"};

static const CairnPropertyRow time_unit_rows[] = {
    {"unit", YES, &time_unit_name, "the parts of the date that are kept"},
    {"step", YES, S(number), "how many of the smallest part make one bin"},
    {"maxbins", YES, S(number), "instead of a unit: the most bins wanted"},
    {"utc", YES, S(boolean), "counted in UTC"},
    {"binned", YES, S(boolean), "the data are binned already"},
};
static const CairnKind time_unit = {"a time unit", "Time unit", ROWS(time_unit_rows)};
const CairnShape cairn_shape_time_unit = {
    .takes = STRING | OBJECT,
    .accepts = is_time_unit,
    .what = "a time unit such as \"year\", \"quarter\", \"month\", \"yearmonth\", \"monthdate\", \"day\" or "
            "\"hours\" (in front may stand \"utc\" or \"binned\")",
    KIND(time_unit)};

static const CairnPropertyRow param_extent_rows[] = {
    {"param", NEEDED, S(string), "the parameter or selection that holds the range"},
    {"field", YES, S(string), "of the selection's fields, the one that is meant"},
    {"encoding", YES, S(string), "of the selection's channels, the one that is meant"},
};
static const CairnKind param_extent = {"a range of a parameter", "Range of a parameter",
                                       ROWS(param_extent_rows)};
static const CairnShape bin_extent = {
    .takes = ARRAY | OBJECT | EXPR, .items = S(number), .length = 2, KIND(param_extent)};

static const CairnPropertyRow bin_rows[] = {
    {"maxbins", YES, S(number), "the most bins wanted"},
    {"step", YES, S(number), "exact width of a bin"},
    {"minstep", YES, S(number), "least width of a bin"},
    {"steps", YES, S(numbers), "the widths allowed"},
    {"divide", YES, S(numbers), "by what a width may be divided"},
    {"base", YES, S(number), "of whose powers a width is a multiple"},
    {"anchor", YES, S(number), "a value that is to be the edge of a bin"},
    {"extent", YES, &bin_extent, "the range that the bins cover"},
    {"nice", YES, S(boolean), "round edges"},
    {"binned", YES, S(boolean), "the data are binned already"},
};
static const CairnKind bin = {"a bin", "Bin", ROWS(bin_rows)};
const CairnShape cairn_shape_bin = {.takes = BOOLEAN | NONE | OBJECT, KIND(bin)};
const CairnShape cairn_shape_bin_ranged = {
    .takes = BOOLEAN | STRING | NONE | OBJECT, .words = WORDS("binned"), KIND(bin)};

static const CairnPropertyRow date_rows[] = {
    {"year", YES, S(number), "the year"},
    {"quarter", YES, S(number), "1 to 4"},
    {"month", YES, &(const CairnShape){.takes = NUMBER | STRING}, "1 to 12, or an English name"},
    {"date", YES, S(number), "day of the month, 1 to 31"},
    {"day", YES, &(const CairnShape){.takes = NUMBER | STRING},
     "of the week: 1 (Monday) to 7, or an English name"},
    {"hours", YES, S(number), "0 to 23"},
    {"minutes", YES, S(number), "0 to 59"},
    {"seconds", YES, S(number), "0 to 59"},
    {"milliseconds", YES, S(number), "0 to 999"},
    {"utc", YES, S(boolean), "in UTC"},
};
static const CairnKind date = {"a date", "Date and time", ROWS(date_rows)};
static const CairnVariant datum_variants[] = {{"repeat", NULL, &repeat}, {NULL, NULL, &date}};
const CairnShape cairn_shape_datum = {.takes = NUMBER | STRING | BOOLEAN | NONE | EXPR | OBJECT,
                                      VARIANTS(datum_variants)};

const CairnShape cairn_shape_frame = {.takes = ARRAY, .items = S(number_n), .length = 2};
static const CairnPropertyRow keyval_rows[] = {
    {"start", YES, S(number), "the first value"},
    {"stop", NEEDED, S(number), "the values end before it"},
    {"step", YES, S(number), "from value to value"},
};
static const CairnKind keyval_sequence = {"a sequence", "Sequence of keys", ROWS(keyval_rows)};
const CairnShape cairn_shape_keyvals = {.takes = ARRAY | OBJECT, KIND(keyval_sequence)};
const CairnShape cairn_shape_impute_method = {.takes = STRING,
                                              .words = WORDS("value", "mean", "median", "min", "max")};
const CairnShape cairn_shape_stack_offset = {.takes = STRING | BOOLEAN | NONE,
                                             .words = WORDS("zero", "center", "normalize")};

/* ---- Predicates ---- */

static const CairnShape predicates = {.takes = ARRAY, .items = S(predicate)};
static const CairnPropertyRow and_rows[] = {{"and", NEEDED, &predicates, "all of these hold"}};
static const CairnPropertyRow or_rows[] = {{"or", NEEDED, &predicates, "one of these holds"}};
static const CairnPropertyRow not_rows[] = {{"not", NEEDED, S(predicate), "this does not hold"}};
static const CairnPropertyRow selected_rows[] = {
    {"param", NEEDED, S(string), "a selection: holds for what it selects at the start"},
    {"empty", YES, S(boolean), "whether a selection of nothing holds everywhere (true unless given)"},
};

static const CairnShape operand = {.takes = NUMBER | STRING | BOOLEAN | NONE | EXPR | OBJECT, KIND(date)};
static const CairnShape operands = {.takes = ARRAY | EXPR, .items = &operand};
static const CairnShape bounds = {.takes = ARRAY | EXPR, .items = &operand, .length = 2};
static const CairnPropertyRow test_rows[] = {
    {"field", NEEDED, S(string), "the field that is tested"},
    {"timeUnit", YES, S(time_unit), "applied to the field first"},
    {"equal", YES, &operand, "equal to this"},
    {"lt", YES, &operand, "less than this"},
    {"lte", YES, &operand, "at most this"},
    {"gt", YES, &operand, "greater than this"},
    {"gte", YES, &operand, "at least this"},
    {"range", YES, &bounds, "from the first to the second, both included; null is open"},
    {"oneOf", YES, &operands, "one of these"},
    {"valid", YES, S(boolean), "neither null nor NaN"},
};
static const CairnKind all_of = {"an \"and\"", "All of several predicates", ROWS(and_rows)};
static const CairnKind one_of = {"an \"or\"", "One of several predicates", ROWS(or_rows)};
static const CairnKind none_of = {"a \"not\"", "Negated predicate", ROWS(not_rows)};
static const CairnKind selected = {"a test of a selection", "Test of a selection", ROWS(selected_rows)};
static const CairnKind test = {"a test of a field", "Test of a field", ROWS(test_rows)};
static const CairnVariant predicate_variants[] = {
    {"and", NULL, &all_of},     {"or", NULL, &one_of}, {"not", NULL, &none_of},
    {"param", NULL, &selected}, {NULL, NULL, &test},
};
const CairnShape cairn_shape_predicate = {.takes = STRING | OBJECT, VARIANTS(predicate_variants)};
