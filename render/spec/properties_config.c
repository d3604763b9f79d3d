/* Configuration: defaults and styles. */
#include "spec/marks.h"
#include "spec/properties_table.h"

#define SECTION(of)                                                                                          \
  &(const CairnShape) {                                                                                      \
    .takes = OBJECT | NONE, KIND(of)                                                                         \
  }

/* ---- Marks and styles ---- */

static const CairnPropertyRow clip_rows[] = {
    {"clip", INERT, S(boolean_x), "of marks only; the reference does not clip by it either"}};
static const CairnKind mark = {"a style of marks", "config: marks", ROWS(clip_rows),
                               .includes = {&cairn_kind_mark_style, &cairn_kind_mark_sizes}};
static const CairnKind style = {
    "a style", "config.style: a style", ROWS(clip_rows),
    .includes = {&cairn_kind_mark_style, &cairn_kind_mark_sizes, &cairn_kind_axis}};
static const CairnShape style_shape = {.takes = OBJECT, KIND(style)};
static const CairnKind styles = {"config.style", "config.style", .others = &style_shape};

/* ---- Axes, legends, headers, titles ---- */

static const CairnPropertyRow axis_rows[] = {{"disable", YES, S(boolean), "whether there are no axes"}};
static const CairnKind axis = {"a style of axes", "config: axes", ROWS(axis_rows), {&cairn_kind_axis}};

static const CairnPropertyRow legend_rows[] = {
    {"disable", YES, S(boolean), "whether there are no legends"},
    {"title", YES, S(null), "null: no titles"},
    {"strokeDash", YES, S(dash_x), "px of dashes and gaps of the border"},
    {"strokeWidth", YES, S(number_x), "px of the border"},
    {"symbolBaseFillColor", YES, S(color_xn), "fill of symbols where no colour is encoded"},
    {"symbolBaseStrokeColor", YES, S(color_xn), "stroke of symbols where no colour is encoded"},
    {"symbolDirection", YES, S(orientation_x), "direction of symbol legends"},
    {"gradientDirection", YES, S(orientation_x), "direction of gradient legends"},
    {"gradientHorizontalMaxLength", YES, S(number), "px"},
    {"gradientHorizontalMinLength", YES, S(number), "px"},
    {"gradientVerticalMaxLength", YES, S(number), "px"},
    {"gradientVerticalMinLength", YES, S(number), "px"},
    {"gradientLabelLimit", YES, S(number_x), "greatest px of a gradient's labels"},
    {"gradientLabelOffset", YES, S(number_x), "px between gradient and label"},
    {"layout", YES, S(anything), "arrangement of several legends"},
    {"unselectedOpacity", YES, S(number), "of entries that a selection bound to the legend leaves out"},
};
static const CairnKind legend = {
    "a style of legends", "config.legend", ROWS(legend_rows), {&cairn_kind_legend_style}};

/* ---- Scales and ranges ---- */

static const CairnPropertyRow shown_rows[] = {{"value", YES, S(anything), "the visual value"}};
static const CairnKind shown = {"a visual value", "config.scale.invalid: a value", ROWS(shown_rows)};
static const CairnShape invalid_shape = {
    .takes = STRING | OBJECT, .words = WORDS("zero-or-min"), KIND(shown)};
static const CairnKind invalid = {"config.scale.invalid", "config.scale.invalid: by channel",
                                  .others = &invalid_shape};

static const CairnPropertyRow scale_rows[] = {
    {"bandPaddingInner", YES, S(number_x), "between bands: share of a step"},
    {"bandPaddingOuter", YES, S(number_x), "at the ends of bands"},
    {"barBandPaddingInner", YES, S(number_x), "between bars"},
    {"rectBandPaddingInner", YES, S(number_x), "between rectangles"},
    {"tickBandPaddingInner", YES, S(number_x), "between ticks"},
    {"bandWithNestedOffsetPaddingInner", YES, S(number_x), "between groups of bars"},
    {"bandWithNestedOffsetPaddingOuter", YES, S(number_x), "at the ends of groups of bars"},
    {"offsetBandPaddingInner", YES, S(number_x), "between the bars of a group"},
    {"offsetBandPaddingOuter", YES, S(number_x), "at the ends of a group"},
    {"pointPadding", YES, S(number_x), "at the ends of point scales"},
    {"continuousPadding", YES, S(number_x), "px at the ends of continuous scales"},
    {"clamp", YES, S(boolean_x), "whether values outside of the domain are drawn at its ends"},
    {"round", YES, S(boolean_x), "whole numbers"},
    {"zero", YES, S(boolean), "whether domains include zero"},
    {"xReverse", YES, S(boolean_x), "x from right to left"},
    {"useUnaggregatedDomain", YES, S(boolean), "domains of the data before aggregation"},
    {"minBandSize", YES, S(number), "px, of sizes of bars"},
    {"maxBandSize", YES, S(number), "px, of sizes of bars"},
    {"minFontSize", YES, S(number), "px, of sizes of text"},
    {"maxFontSize", YES, S(number), "px, of sizes of text"},
    {"minOpacity", YES, S(number), "0 to 1"},
    {"maxOpacity", YES, S(number), "0 to 1"},
    {"minSize", YES, S(number), "px², of sizes of points"},
    {"maxSize", YES, S(number), "px², of sizes of points"},
    {"minStrokeWidth", YES, S(number), "px"},
    {"maxStrokeWidth", YES, S(number), "px"},
    {"quantileCount", YES, S(number), "classes of quantile scales"},
    {"quantizeCount", YES, S(number), "classes of quantize scales"},
    {"invalid", YES, SECTION(invalid), "what stands for null and NaN, by channel"},
    {"animationDuration", INERT, S(number), "of animations"},
    {"framesPerSecond", INERT, S(number), "of animations"},
};
static const CairnKind scale = {"a style of scales", "config.scale", ROWS(scale_rows)};

static const CairnShape scheme_name = {.takes = STRING | ARRAY, .items = S(color)};
static const CairnPropertyRow scheme_rows[] = {
    {"scheme", NEEDED, &scheme_name, "a colour scheme, or its colours"},
    {"count", YES, S(number), "how many of its colours"},
    {"extent", YES, S(two_numbers), "from where to where in it: 0 to 1"},
};
static const CairnKind scheme = {"a range", "config.range: a scheme", ROWS(scheme_rows)};
static const CairnShape range_shape = {
    .takes = ARRAY | STRING | OBJECT,
    .words = WORDS("width", "height", "symbol", "category", "ordinal", "ramp", "diverging", "heatmap"),
    .items = &(const CairnShape){.takes = STRING | NUMBER | BOOLEAN | NONE | ARRAY},
    KIND(scheme)};
static const CairnPropertyRow range_rows[] = {
    {"category", YES, &range_shape, "colours of nominal data"},
    {"ordinal", YES, &range_shape, "colours of ordinal data"},
    {"ramp", YES, &range_shape, "colours of quantities"},
    {"heatmap", YES, &range_shape, "colours of quantities, of rectangles"},
    {"diverging", YES, &range_shape, "colours on both sides of a middle"},
    {"symbol", YES, S(strings), "shapes of points"},
};
static const CairnKind range = {"config.range", "config.range", ROWS(range_rows), .others = &range_shape};

/* ---- Views ---- */

static const CairnPropertyRow discrete_rows[] = {{"step", NEEDED, S(number), "px of each step"}};
static const CairnKind discrete = {"a size by step", "config.view: size by step", ROWS(discrete_rows)};
static const CairnShape discrete_size = {.takes = NUMBER | OBJECT, KIND(discrete)};
static const CairnPropertyRow view_rows[] = {
    {"continuousWidth", YES, S(number), "px of plots with a continuous x"},
    {"continuousHeight", YES, S(number), "px of plots with a continuous y"},
    {"discreteWidth", YES, &discrete_size, "px of plots with a discrete x"},
    {"discreteHeight", YES, &discrete_size, "px of plots with a discrete y"},
    {"step", YES, S(number), "px of each step of a discrete scale"},
    {"clip", NO, S(boolean), "cuts all at the edge of plots, axes and titles too; \"clip\" of marks cuts these alone"},
};
static const CairnKind view = {
    "a style of views", "config.view", ROWS(view_rows), {&cairn_kind_view_background}};

static const CairnPropertyRow composition_rows[] = {
    {"columns", YES, S(number), "views in a row"},
    {"spacing", YES, S(number), "px between views"},
};
static const CairnKind composition = {"a style of compositions", "config.concat, config.facet",
                                      ROWS(composition_rows)};

/* ---- Locales ---- */

#define TEXTS(count) (&(const CairnShape){.takes = ARRAY, .items = S(string), .length = (count)})

static const CairnPropertyRow number_locale_rows[] = {
    {"decimal", NEEDED, S(string), "the decimal point"},
    {"thousands", NEEDED, S(string), "between groups of digits"},
    {"grouping", NEEDED, S(numbers), "digits in each group, from the right"},
    {"currency", NEEDED, S(two_strings), "before and after an amount of money (`$`)"},
    {"numerals", YES, TEXTS(10), "the digits from 0 to 9"},
    {"percent", YES, S(string), "the sign for percent"},
    {"minus", YES, S(string), "the sign of negative numbers"},
    {"nan", YES, S(string), "what is not a number"},
};
static const CairnKind number_locale = {"a number locale", "config.locale.number", ROWS(number_locale_rows)};

static const CairnPropertyRow time_locale_rows[] = {
    {"dateTime", NEEDED, S(string), "the format `%c`"},
    {"date", NEEDED, S(string), "the format `%x`"},
    {"time", NEEDED, S(string), "the format `%X`"},
    {"periods", NEEDED, S(two_strings), "AM and PM"},
    {"days", NEEDED, TEXTS(7), "names of weekdays, from Sunday"},
    {"shortDays", NEEDED, TEXTS(7), "short names of weekdays"},
    {"months", NEEDED, TEXTS(12), "names of months"},
    {"shortMonths", NEEDED, TEXTS(12), "short names of months"},
};
static const CairnKind time_locale = {"a time locale", "config.locale.time", ROWS(time_locale_rows)};

static const CairnPropertyRow locale_rows[] = {
    {"number", YES, &(const CairnShape){.takes = OBJECT, KIND(number_locale)}, "of d3-format"},
    {"time", YES, &(const CairnShape){.takes = OBJECT, KIND(time_locale)}, "of d3-time-format"},
};
static const CairnKind locale = {"a locale", "config.locale", ROWS(locale_rows)};

/* ---- All of it ---- */

static const CairnShape field_title = {.takes = STRING, .words = WORDS("verbal", "functional", "plain")};
#define MARKS(name, what)                                                                                    \
  { name, YES, SECTION(mark), what }
#define MARKS_OF(name) MARKS(#name, "marks of that name"),
#define AXES(name, what)                                                                                     \
  { name, YES, SECTION(axis), what }

static const CairnPropertyRow config_rows[] = {
    {"background", YES, S(color_xn), "colour of the page"},
    {"padding", YES, S(padding), "px around the chart"},
    {"autosize", YES, S(autosize), "whether the size is that of the plot or of the figure"},
    {"font", YES, S(string), "family of all text"},
    {"lineBreak", YES, S(string_x), "where texts are cut into lines"},
    {"countTitle", YES, S(string), "title of counts"},
    {"fieldTitle", YES, &field_title, "how titles of fields are made"},
    {"numberFormat", YES, S(string), "of numbers, as in d3-format"},
    {"normalizedNumberFormat", YES, S(string), "of shares"},
    {"timeFormat", YES, S(string), "of dates, as in d3-time-format"},
    {"numberFormatType", YES, S(string), "a function of expressions that writes them, with customFormatTypes"},
    {"normalizedNumberFormatType", YES, S(string), "a function of expressions that writes them, with customFormatTypes"},
    {"timeFormatType", YES, S(string), "a function of expressions that writes them, with customFormatTypes"},
    {"customFormatTypes", YES, S(boolean), "whether formatType may name functions"},
    {"tooltipFormat", INERT, S(anything), "of text under a pointer"},
    {"locale", YES, &(const CairnShape){.takes = OBJECT, KIND(locale)}, "how numbers and dates are written"},
    MARKS("mark", "all marks"),
    CAIRN_MARKS(MARKS_OF){"boxplot", YES, SECTION(cairn_kind_boxplot_parts), "box plots"},
    {"errorbar", YES, SECTION(cairn_kind_errorbar_parts), "error bars"},
    {"errorband", YES, SECTION(cairn_kind_errorband_parts), "error bands"},
    {"geoshape", INERT, SECTION(mark), "of maps, which are not supported"},
    {"image", INERT, SECTION(mark), "images, which are not supported"},
    {"projection", INERT, S(anything), "of maps"},
    {"style", YES, &(const CairnShape){.takes = OBJECT, KIND(styles)},
     "styles by name, also \"guide-label\" and the like"},
    AXES("axis", "all axes"),
    AXES("axisX", "axes of x"),
    AXES("axisY", "axes of y"),
    AXES("axisTop", "axes at the top"),
    AXES("axisBottom", "axes at the bottom"),
    AXES("axisLeft", "axes at the left"),
    AXES("axisRight", "axes at the right"),
    AXES("axisBand", "axes of band scales"),
    AXES("axisPoint", "axes of point scales"),
    AXES("axisDiscrete", "axes of band and point scales"),
    AXES("axisQuantitative", "axes of quantities"),
    AXES("axisTemporal", "axes of dates"),
    AXES("axisXBand", "these, of x"),
    AXES("axisXPoint", "these, of x"),
    AXES("axisXDiscrete", "these, of x"),
    AXES("axisXQuantitative", "these, of x"),
    AXES("axisXTemporal", "these, of x"),
    AXES("axisYBand", "these, of y"),
    AXES("axisYPoint", "these, of y"),
    AXES("axisYDiscrete", "these, of y"),
    AXES("axisYQuantitative", "these, of y"),
    AXES("axisYTemporal", "these, of y"),
    {"legend", YES, SECTION(legend), "legends"},
    {"title", YES, SECTION(cairn_kind_title_style), "titles"},
    {"header", YES, SECTION(cairn_kind_header), "headers of facets"},
    {"headerRow", YES, SECTION(cairn_kind_header), "headers of rows"},
    {"headerColumn", YES, SECTION(cairn_kind_header), "headers of columns"},
    {"headerFacet", YES, SECTION(cairn_kind_header), "headers of facets in rows"},
    {"scale", YES, SECTION(scale), "scales"},
    {"range", YES, SECTION(range), "ranges of scales by name"},
    {"view", YES, SECTION(view), "plots"},
    {"concat", YES, SECTION(composition), "concatenations"},
    {"facet", YES, SECTION(composition), "facets"},
    {"params", YES, S(params), "parameters"},
    {"selection", INERT, S(anything), "selections by pointer"},
    {"aria", INERT, S(boolean), "whether screen readers see the parts of charts"},
};
static const CairnKind config = {"config", "config", ROWS(config_rows)};
const CairnShape cairn_shape_config = {.takes = OBJECT, KIND(config)};
