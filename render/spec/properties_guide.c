/* Axes, legends, headers and titles. */
#include "spec/properties_table.h"

/* ---- Ticks ---- */

static const char *const intervals[] = {"millisecond", "second", "minute", "hour", "day",
                                        "week",        "month",  "year",   NULL};
static const CairnPropertyRow interval_rows[] = {
    {"interval", NEEDED, &(const CairnShape){.takes = STRING, .words = intervals}, "the unit of time"},
    {"step", NEEDED, S(number), "how many of them"},
};
static const CairnKind interval = {"an interval", "Interval of time", ROWS(interval_rows)};
const CairnShape cairn_shape_tick_count = {
    .takes = NUMBER | STRING | OBJECT | EXPR, .words = intervals, KIND(interval)};
const CairnShape cairn_shape_nice = {
    .takes = NUMBER | STRING | BOOLEAN | OBJECT | EXPR, .words = intervals, KIND(interval)};
const CairnShape cairn_shape_guide_values = {.takes = ARRAY | EXPR, .items = S(datum)};
const CairnShape cairn_shape_label_overlap = {.takes = STRING | BOOLEAN | EXPR,
                                              .words = WORDS("parity", "greedy")};

/* A property whose value differs from tick to tick; the value's own shape is left to the axis. */
static const CairnShape any_value = {.takes = NUMBER | STRING | NONE | ARRAY | EXPR};
static const CairnPropertyRow case_rows[] = {
    {"test", NEEDED, S(predicate), "a test of datum.value, datum.label and datum.index"},
    {"value", YES, &any_value, "the value where it holds"},
    {"expr", YES, S(string), "or an expression for it"},
};
static const CairnKind tick_case = {"a condition of ticks", "Condition of ticks", ROWS(case_rows)};
static const CairnShape tick_cases = {
    .takes = ARRAY | OBJECT, .items = &(const CairnShape){.takes = OBJECT, KIND(tick_case)}, KIND(tick_case)};
static const CairnPropertyRow by_tick_rows[] = {
    {"condition", NEEDED, &tick_cases, "the ticks that differ; the first condition that holds counts"},
    {"value", YES, &any_value, "the value of the other ticks"},
    {"expr", YES, S(string), "or an expression for it"},
};
static const CairnKind by_tick = {"a value by ticks", "Value that differs between ticks", ROWS(by_tick_rows)};

#define BY_TICK OBJECT | EXPR, KIND(by_tick)
static const CairnShape tick_number = {.takes = NUMBER | BY_TICK};
static const CairnShape tick_color = {.takes = STRING | NONE | BY_TICK, COLOR};
static const CairnShape tick_dash = {.takes = ARRAY | BY_TICK, .items = S(number)};
static const CairnShape tick_string = {.takes = STRING | BY_TICK};
static const CairnShape tick_weight = {.takes = NUMBER | STRING | BY_TICK,
                                       .words = WORDS("normal", "bold", "lighter", "bolder")};
static const CairnShape tick_align = {.takes = STRING | BY_TICK, .words = WORDS("left", "center", "right")};
static const CairnShape tick_baseline = {
    .takes = STRING | BY_TICK,
    .words = WORDS("alphabetic", "top", "middle", "bottom", "line-top", "line-bottom")};

/* ---- Axes ---- */

static const CairnShape bound = {.takes = NUMBER | BOOLEAN | EXPR};
static const CairnShape flush = {.takes = NUMBER | BOOLEAN};
static const CairnShape tick_band = {.takes = STRING | EXPR, .words = WORDS("center", "extent")};

static const CairnPropertyRow axis_rows[] = {
    {"orient", YES, S(side_x),
     "the side of the plot: \"bottom\" or \"top\" for x, \"left\" or \"right\" for y"},
    {"offset", YES, S(number_x), "px between plot and axis"},
    {"position", YES, S(number_x), "px along the other direction where the axis stands"},
    {"translate", YES, S(number_x), "px by which lines are shifted to lie on whole pixels"},
    {"minExtent", YES, S(number_x), "least px that ticks and labels take"},
    {"maxExtent", YES, S(number_x), "most px that ticks and labels take"},
    {"bandPosition", YES, S(number_x), "where in its band a tick stands: 0 to 1"},
    {"zindex", YES, S(number), "0: behind the marks; 1: in front"},
    {"style", YES, S(one_or_more_strings), "names of config.style"},
    {"values", YES, S(guide_values), "the ticks"},
    {"tickCount", YES, S(tick_count), "about how many ticks, or their interval of time"},
    {"tickMinStep", YES, S(number_x), "least distance of ticks, in data units"},
    {"tickExtra", YES, S(boolean), "a further tick at the start of a band scale"},
    {"tickBand", YES, &tick_band, "ticks in the middle or at the ends of bands"},
    {"format", YES, S(format), "of numbers as in d3-format, of dates as in d3-time-format"},
    {"formatType", YES, S(string), "\"number\", \"time\" or \"utc\""},
    {"title", YES, S(text_n), "the title; null: none"},
    {"titleAlign", YES, S(align_x), "alignment of the title's text"},
    {"titleAnchor", YES, S(anchor_x), "where along the axis the title stands"},
    {"titleAngle", YES, S(number_x), "degrees clockwise"},
    {"titleBaseline", YES, S(baseline_x), "what of the title's text its position means"},
    {"titleColor", YES, S(color_xn), "colour"},
    {"titleFont", YES, S(string_x), "family"},
    {"titleFontSize", YES, S(amount_x), "px"},
    {"titleFontStyle", YES, S(string_x), "\"italic\" or \"normal\""},
    {"titleFontWeight", YES, S(font_weight_x), "weight"},
    {"titleLimit", YES, S(number_x), "greatest px of the title; it ends in an ellipsis"},
    {"titleLineHeight", YES, S(number_x), "px from line to line"},
    {"titleOpacity", YES, S(amount_x), "0 to 1"},
    {"titlePadding", YES, S(number_x), "px between labels and title"},
    {"titleX", YES, S(number_x), "px: the title's place in the axis"},
    {"titleY", YES, S(number_x), "px: the title's place in the axis"},
    {"labels", YES, S(boolean), "whether there are labels"},
    {"labelExpr", YES, S(string), "expression for the labels, of datum.value and datum.label"},
    {"labelAlign", YES, &tick_align, "alignment of the labels' text"},
    {"labelAngle", YES, S(number_x), "degrees clockwise"},
    {"labelBaseline", YES, &tick_baseline, "what of a label's text its position means"},
    {"labelBound", YES, &bound, "whether labels that leave the axis by more than so many px are left out"},
    {"labelColor", YES, &tick_color, "colour"},
    {"labelFlush", YES, &flush, "whether the first and last label stay within the axis"},
    {"labelFlushOffset", YES, S(number_x), "px by which such labels are moved outwards"},
    {"labelFont", YES, &tick_string, "family"},
    {"labelFontSize", YES, &tick_number, "px"},
    {"labelFontStyle", YES, &tick_string, "\"italic\" or \"normal\""},
    {"labelFontWeight", YES, &tick_weight, "weight"},
    {"labelLimit", YES, S(number_x), "greatest px of a label; it ends in an ellipsis"},
    {"labelLineHeight", YES, S(number_x), "px from line to line"},
    {"labelOffset", YES, &tick_number, "px along the axis between tick and label"},
    {"labelOpacity", YES, &tick_number, "0 to 1"},
    {"labelOverlap", YES, S(label_overlap), "how labels that touch are thinned out"},
    {"labelPadding", YES, &tick_number, "px between tick and label"},
    {"labelSeparation", YES, S(number_x), "least px between labels that stay"},
    {"ticks", YES, S(boolean), "whether there are tick marks"},
    {"tickCap", YES, S(cap_x), "ends of the tick marks"},
    {"tickColor", YES, &tick_color, "colour"},
    {"tickDash", YES, &tick_dash, "px of dashes and gaps"},
    {"tickDashOffset", YES, &tick_number, "px into the dashes"},
    {"tickOffset", YES, S(number_x), "px along the axis by which ticks are shifted"},
    {"tickOpacity", YES, &tick_number, "0 to 1"},
    {"tickRound", YES, S(boolean), "ticks on whole pixels"},
    {"tickSize", YES, &tick_number, "px"},
    {"tickWidth", YES, &tick_number, "px"},
    {"grid", YES, S(boolean), "whether there are grid lines"},
    {"gridCap", YES, S(cap_x), "ends of the grid lines"},
    {"gridColor", YES, &tick_color, "colour"},
    {"gridDash", YES, &tick_dash, "px of dashes and gaps"},
    {"gridDashOffset", YES, &tick_number, "px into the dashes"},
    {"gridOpacity", YES, &tick_number, "0 to 1"},
    {"gridWidth", YES, &tick_number, "px"},
    {"domain", YES, S(boolean), "whether there is a line along the axis"},
    {"domainCap", YES, S(cap_x), "ends of this line"},
    {"domainColor", YES, S(color_xn), "colour"},
    {"domainDash", YES, S(dash_x), "px of dashes and gaps"},
    {"domainDashOffset", YES, S(number_x), "px into the dashes"},
    {"domainOpacity", YES, S(amount_x), "0 to 1"},
    {"domainWidth", YES, S(amount_x), "px"},
    {"aria", INERT, S(boolean_x), "whether screen readers see the axis"},
    {"description", INERT, S(string_x), "what screen readers say"},
};
const CairnKind cairn_kind_axis = {"an axis", "Axis", ROWS(axis_rows)};
const CairnShape cairn_shape_axis = {.takes = OBJECT | NONE, KIND(cairn_kind_axis)};

/* ---- Legends ---- */

static const CairnShape legend_orient = {.takes = STRING,
                                         .words = WORDS("none", "left", "right", "top", "bottom", "top-left",
                                                        "top-right", "bottom-left", "bottom-right")};

/* What a legend has in common with config.legend. */
static const CairnPropertyRow legend_style_rows[] = {
    {"orient", YES, &legend_orient, "the side or corner; \"none\": at legendX, legendY"},
    {"legendX", YES, S(number_x), "px, with orient \"none\""},
    {"legendY", YES, S(number_x), "px, with orient \"none\""},
    {"direction", YES, S(orientation), "how entries are arranged"},
    {"offset", YES, S(number_x), "px between plot and legend"},
    {"padding", YES, S(number_x), "px between border and entries"},
    {"fillColor", YES, S(color_xn), "background"},
    {"strokeColor", YES, S(color_xn), "border"},
    {"cornerRadius", YES, S(number_x), "px, of the border"},
    {"columns", YES, S(number_x), "columns of entries; 0: all in one row"},
    {"columnPadding", YES, S(number_x), "px between columns"},
    {"rowPadding", YES, S(number_x), "px between rows"},
    {"gridAlign", YES, S(layout_align_x), "how the columns' widths follow their entries"},
    {"clipHeight", YES, S(number_x), "px to which symbols are cut"},
    {"zindex", YES, S(number_x), "0: behind the marks; 1: in front"},
    {"tickCount", YES, S(tick_count), "about how many entries, or their interval of time"},
    {"titleAlign", YES, S(align_x), "alignment of the title's text"},
    {"titleAnchor", YES, S(anchor_x), "where along the entries the title stands"},
    {"titleBaseline", YES, S(baseline_x), "what of the title's text its position means"},
    {"titleColor", YES, S(color_xn), "colour"},
    {"titleFont", YES, S(string_x), "family"},
    {"titleFontSize", YES, S(amount_x), "px"},
    {"titleFontStyle", YES, S(string_x), "\"italic\" or \"normal\""},
    {"titleFontWeight", YES, S(font_weight_x), "weight"},
    {"titleLimit", YES, S(number_x), "greatest px of the title; it ends in an ellipsis"},
    {"titleLineHeight", YES, S(number_x), "px from line to line"},
    {"titleOpacity", YES, S(amount_x), "0 to 1"},
    {"titleOrient", YES, S(side_x), "on which side of the entries the title stands"},
    {"titlePadding", YES, S(number_x), "px between title and entries"},
    {"labelAlign", YES, S(align_x), "alignment of the labels' text"},
    {"labelBaseline", YES, S(baseline_x), "what of a label's text its position means"},
    {"labelColor", YES, S(color_xn), "colour"},
    {"labelFont", YES, S(string_x), "family"},
    {"labelFontSize", YES, S(amount_x), "px"},
    {"labelFontStyle", YES, S(string_x), "\"italic\" or \"normal\""},
    {"labelFontWeight", YES, S(font_weight_x), "weight"},
    {"labelLimit", YES, S(number_x), "greatest px of a label; it ends in an ellipsis"},
    {"labelOffset", YES, S(number_x), "px between symbol and label"},
    {"labelOpacity", YES, S(amount_x), "0 to 1"},
    {"labelOverlap", YES, S(label_overlap), "how labels of a gradient that touch are thinned out"},
    {"labelPadding", YES, S(number_x), "px between gradient and label"},
    {"labelSeparation", YES, S(number_x), "least px between labels that stay"},
    {"symbolType", YES, S(symbol_x), "shape of the symbols"},
    {"symbolSize", YES, S(amount_x), "px²"},
    {"symbolFillColor", YES, S(color_xn), "fill of symbols without one of their own"},
    {"symbolStrokeColor", YES, S(color_xn), "stroke of symbols without one of their own"},
    {"symbolStrokeWidth", YES, S(amount_x), "px"},
    {"symbolDash", YES, S(dash_x), "px of dashes and gaps"},
    {"symbolDashOffset", YES, S(number_x), "px into the dashes"},
    {"symbolOpacity", YES, S(amount_x), "0 to 1"},
    {"symbolOffset", YES, S(number_x), "px across by which symbols are shifted"},
    {"symbolLimit", YES, S(number_x), "most entries; the last then tells how many more there are"},
    {"gradientLength", YES, S(amount_x), "px along the gradient"},
    {"gradientThickness", YES, S(amount_x), "px across it"},
    {"gradientOpacity", YES, S(amount_x), "0 to 1"},
    {"gradientStrokeColor", YES, S(color_xn), "border of the gradient"},
    {"gradientStrokeWidth", YES, S(amount_x), "px"},
    {"aria", INERT, S(boolean_x), "whether screen readers see the legend"},
    {"description", INERT, S(string_x), "what screen readers say"},
};
const CairnKind cairn_kind_legend_style = {"a legend", "Style of legends", ROWS(legend_style_rows)};

static const CairnPropertyRow legend_rows[] = {
    {"type", YES, &(const CairnShape){.takes = STRING, .words = WORDS("symbol", "gradient")},
     "symbols or a gradient"},
    {"title", YES, S(text_n), "the title; null: none"},
    {"values", YES, S(guide_values), "the entries"},
    {"tickMinStep", YES, S(number_x), "least distance of entries, in data units"},
    {"format", YES, S(format), "of numbers as in d3-format, of dates as in d3-time-format"},
    {"formatType", YES, S(string), "\"number\", \"time\" or \"utc\""},
    {"labelExpr", YES, S(string), "expression for the labels, of datum.value and datum.label"},
};
static const CairnKind legend = {"a legend", "Legend", ROWS(legend_rows), {&cairn_kind_legend_style}};
const CairnShape cairn_shape_legend = {.takes = OBJECT | NONE, KIND(legend)};

/* ---- Headers of facets ---- */

static const CairnPropertyRow header_rows[] = {
    {"title", YES, S(text_n), "the title; null: none"},
    {"labels", YES, S(boolean), "whether the views have labels"},
    {"orient", YES, S(side_x), "side of title and labels"},
    {"format", YES, S(format), "of numbers as in d3-format, of dates as in d3-time-format"},
    {"formatType", YES, S(string), "\"number\", \"time\" or \"utc\""},
    {"titleOrient", YES, S(side_x), "side of the title"},
    {"titleAlign", YES, S(align_x), "alignment of the title's text"},
    {"titleAnchor", YES, S(anchor_x), "where along the views the title stands"},
    {"titleAngle", YES, S(number_x), "degrees clockwise"},
    {"titleBaseline", YES, S(baseline_x), "what of the title's text its position means"},
    {"titleColor", YES, S(color_xn), "colour"},
    {"titleFont", YES, S(string_x), "family"},
    {"titleFontSize", YES, S(amount_x), "px"},
    {"titleFontStyle", YES, S(string_x), "\"italic\" or \"normal\""},
    {"titleFontWeight", YES, S(font_weight_x), "weight"},
    {"titleLimit", YES, S(number_x), "greatest px of the title; it ends in an ellipsis"},
    {"titleLineHeight", YES, S(number_x), "px from line to line"},
    {"titlePadding", YES, S(number_x), "px between title and labels"},
    {"labelOrient", YES, S(side_x), "side of the labels"},
    {"labelExpr", YES, S(string), "expression for the labels, of datum.value and datum.label"},
    {"labelAlign", YES, S(align_x), "alignment of the labels' text"},
    {"labelAnchor", YES, S(anchor_x), "where along its view a label stands"},
    {"labelAngle", YES, S(number_x), "degrees clockwise"},
    {"labelBaseline", YES, S(baseline_x), "what of a label's text its position means"},
    {"labelColor", YES, S(color_xn), "colour"},
    {"labelFont", YES, S(string_x), "family"},
    {"labelFontSize", YES, S(amount_x), "px"},
    {"labelFontStyle", YES, S(string_x), "\"italic\" or \"normal\""},
    {"labelFontWeight", YES, S(font_weight_x), "weight"},
    {"labelLimit", YES, S(number_x), "greatest px of a label; it ends in an ellipsis"},
    {"labelLineHeight", YES, S(number_x), "px from line to line"},
    {"labelPadding", YES, S(number_x), "px between label and view"},
};
const CairnKind cairn_kind_header = {"a header", "Header", ROWS(header_rows)};
const CairnShape cairn_shape_header = {.takes = OBJECT | NONE, KIND(cairn_kind_header)};

/* ---- Titles ---- */

static const CairnShape title_orient = {
    .takes = STRING | EXPR, .words = WORDS("left", "right", "top", "bottom"), .missing = WORDS("none")};
static const CairnShape frame = {.takes = STRING | EXPR, .words = WORDS("bounds", "group")};

/* What a title has in common with config.title. */
static const CairnPropertyRow title_style_rows[] = {
    {"orient", YES, &title_orient, "side of the chart"},
    {"anchor", YES, S(anchor_x), "where along that side"},
    {"frame", YES, &frame, "along the plot or along all of the view"},
    {"offset", YES, S(number_x), "px between plot and title"},
    {"dx", YES, S(number_x), "px to the right"},
    {"dy", YES, S(number_x), "px downwards"},
    {"align", YES, S(align_x), "alignment of the text"},
    {"angle", YES, S(number_x), "degrees clockwise"},
    {"baseline", YES, S(baseline_x), "what of the text its position means"},
    {"color", YES, S(color_xn), "colour"},
    {"font", YES, S(string_x), "family"},
    {"fontSize", YES, S(amount_x), "px"},
    {"fontStyle", YES, S(string_x), "\"italic\" or \"normal\""},
    {"fontWeight", YES, S(font_weight_x), "weight"},
    {"limit", YES, S(number_x), "greatest px of the title; it ends in an ellipsis"},
    {"lineHeight", YES, S(number_x), "px from line to line"},
    {"subtitleColor", YES, S(color_xn), "colour of the subtitle"},
    {"subtitleFont", YES, S(string_x), "its family"},
    {"subtitleFontSize", YES, S(amount_x), "px"},
    {"subtitleFontStyle", YES, S(string_x), "\"italic\" or \"normal\""},
    {"subtitleFontWeight", YES, S(font_weight_x), "weight"},
    {"subtitleLineHeight", YES, S(number_x), "px from line to line"},
    {"subtitlePadding", YES, S(number_x), "px between title and subtitle"},
    {"zindex", INERT, S(number_x), "titles stand clear of marks"},
    {"aria", INERT, S(boolean_x), "whether screen readers see the title"},
};
const CairnKind cairn_kind_title_style = {"a title", "Style of titles", ROWS(title_style_rows)};

static const CairnPropertyRow title_rows[] = {
    {"text", NEEDED, S(text_x), "the title; of an array, each item is a line"},
    {"subtitle", YES, S(text_x), "the lines below it"},
    {"style", YES, S(one_or_more_strings), "names of config.style"},
};
static const CairnKind title = {"a title", "Title", ROWS(title_rows), {&cairn_kind_title_style}};
const CairnShape cairn_shape_title = {
    .takes = STRING | ARRAY | NONE | OBJECT, .items = S(string), KIND(title)};
