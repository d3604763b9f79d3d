/* Views, data and parameters: what stands outside of encodings. */
#include "spec/properties_table.h"

/* ---- Data ---- */

static const CairnShape parse_type = {.takes = STRING | NONE};
static const CairnKind parse = {"the types of columns", "Types of columns", .others = &parse_type};
static const CairnShape parse_shape = {.takes = OBJECT | STRING | NONE, .words = WORDS("auto"), KIND(parse)};
static const CairnShape format_type = {
    .takes = STRING, .words = WORDS("csv", "tsv", "dsv", "json"), .missing = WORDS("topojson")};
static const CairnPropertyRow format_rows[] = {
    {"type", YES, &format_type, "the format; without, the ending of the url tells"},
    {"parse", YES, &parse_shape,
     "types of columns: \"number\", \"boolean\", \"string\", \"date\", \"date:'%Y'\", \"utc:'%Y'\"; null: as they are"},
    {"delimiter", YES, S(string), "between the cells of type \"dsv\""},
    {"property", YES, S(string), "member of a JSON file that holds the rows"},
    {"feature", NO, S(string), "of topojson"},
    {"mesh", NO, S(string), "of topojson"},
};
static const CairnKind format = {"a data format", "Data format", ROWS(format_rows)};
static const CairnShape format_shape = {.takes = OBJECT, KIND(format)};

static const CairnPropertyRow any_data_rows[] = {
    {"name", YES, S(string), "of a dataset, or for other views to refer to"},
    {"format", YES, &format_shape, "how the data are to be read"},
};
static const CairnKind any_data = {"data", "What all data have", ROWS(any_data_rows)};

static const CairnPropertyRow url_rows[] = {
    {"url", NEEDED, S(string), "a file, relative to the spec's folder and within it"}};
static const CairnPropertyRow values_rows[] = {
    {"values", NEEDED, S(anything), "rows as objects or values, or a text in the format"}};
static const CairnPropertyRow sequence_rows[] = {
    {"start", NEEDED, S(number), "the first number"},
    {"stop", NEEDED, S(number), "the numbers end before it"},
    {"step", YES, S(number), "from number to number"},
    {"as", YES, S(string), "the column; \"data\" unless given"},
};
static const CairnKind sequence = {"a sequence", "Sequence of numbers", ROWS(sequence_rows)};
static const CairnPropertyRow generated_rows[] = {
    {"sequence", YES, &(const CairnShape){.takes = OBJECT, KIND(sequence)}, "numbers"},
    {"sphere", NO, S(anything), "of maps, which are not supported"},
    {"graticule", NO, S(anything), "of maps"},
    {"name", YES, S(string), "for other views to refer to"},
};
static const CairnKind url_data = {"data", "Data from a file", ROWS(url_rows), {&any_data}};
static const CairnKind values_data = {"data", "Inline data", ROWS(values_rows), {&any_data}};
static const CairnKind named_data = {"data", "Named data", .includes = {&any_data}};
static const CairnKind generated_data = {"data", "Generated data", ROWS(generated_rows)};
static const CairnVariant data_variants[] = {
    {"url", NULL, &url_data},
    {"values", NULL, &values_data},
    {"sequence", NULL, &generated_data},
    {"sphere", NULL, &generated_data},
    {"graticule", NULL, &generated_data},
    {"name", NULL, &named_data},
};
const CairnShape cairn_shape_data = {.takes = OBJECT | NONE, VARIANTS(data_variants)};

/* ---- Parameters ---- */

static const CairnPropertyRow param_rows[] = {
    {"name", NEEDED, S(string), "what expressions call it"},
    {"value", YES, S(anything), "its value at the start"},
    {"expr", YES, S(string), "or an expression for it"},
    {"select", INERT, S(anything), "a selection by pointer; nothing is selected but its value"},
    {"bind", INERT, S(anything), "an input element"},
    {"react", INERT, S(boolean), "whether it follows others"},
    {"views", INERT, S(strings), "the views of a selection"},
};
static const CairnKind param = {"a parameter", "Parameter", ROWS(param_rows)};
const CairnShape cairn_shape_params = {.takes = ARRAY,
                                       .items = &(const CairnShape){.takes = OBJECT, KIND(param)}};

/* ---- Layout ---- */

static const char *const fits[] = {"pad", "fit", "fit-x", "fit-y", "none", NULL};
static const CairnPropertyRow autosize_rows[] = {
    {"type", YES, &(const CairnShape){.takes = STRING, .words = fits},
     "whether the size is that of the plot or of the figure"},
    {"contains", YES, &(const CairnShape){.takes = STRING, .words = WORDS("content", "padding")},
     "what the size includes"},
    {"resize", INERT, S(boolean), "when data change"},
};
static const CairnKind autosize = {"an autosize", "Autosize", ROWS(autosize_rows)};
const CairnShape cairn_shape_autosize = {
    .takes = STRING | OBJECT, .words = fits, KIND(autosize)};

static const CairnPropertyRow padding_rows[] = {{"left", YES, S(number), "px"},
                                                {"top", YES, S(number), "px"},
                                                {"right", YES, S(number), "px"},
                                                {"bottom", YES, S(number), "px"}};
static const CairnKind padding = {"a padding", "Padding", ROWS(padding_rows)};
const CairnShape cairn_shape_padding = {.takes = NUMBER | OBJECT | EXPR, KIND(padding)};

static const CairnPropertyRow step_rows[] = {
    {"step", NEEDED, S(amount), "px of each step of a discrete scale"},
    {"for", YES, &(const CairnShape){.takes = STRING, .words = WORDS("position", "offset")}, "whose step"},
};
static const CairnKind step = {"a size by step", "Size by step", ROWS(step_rows)};
static const CairnShape size = {
    .not_negative = true, .takes = NUMBER | STRING | OBJECT, .words = WORDS("container"), KIND(step)};

static const CairnPropertyRow row_column_rows[] = {{"row", YES, S(anything), "of rows"},
                                                   {"column", YES, S(anything), "of columns"}};
static const CairnKind row_column = {"a layout of rows and columns", "Rows and columns",
                                     ROWS(row_column_rows)};
const CairnShape cairn_shape_spacing = {.takes = NUMBER | OBJECT, KIND(row_column)};
static const CairnShape align = {
    .takes = STRING | OBJECT, .words = WORDS("all", "each", "none"), KIND(row_column)};
static const CairnShape center = {.takes = BOOLEAN | OBJECT, KIND(row_column)};

#define MODE(channel)                                                                                        \
  { channel, YES, S(resolve_mode), "of " channel }
static const CairnPropertyRow resolve_axis_rows[] = {MODE("x"), MODE("y")};
static const CairnPropertyRow resolve_legend_rows[] = {
    MODE("color"),       MODE("fill"),          MODE("stroke"),      MODE("opacity"),
    MODE("fillOpacity"), MODE("strokeOpacity"), MODE("strokeWidth"), MODE("strokeDash"),
    MODE("size"),        MODE("shape"),         MODE("angle"),       MODE("time")};
static const CairnPropertyRow resolve_scale_rows[] = {MODE("x"),       MODE("y"),     MODE("xOffset"),
                                                      MODE("yOffset"), MODE("theta"), MODE("radius")};
static const CairnKind resolve_axis = {"a resolution of axes", "Resolution of axes", ROWS(resolve_axis_rows)};
static const CairnKind resolve_legend = {"a resolution of legends", "Resolution of legends",
                                         ROWS(resolve_legend_rows)};
static const CairnKind resolve_scale = {
    "a resolution of scales", "Resolution of scales", ROWS(resolve_scale_rows), {&resolve_legend}};
static const CairnPropertyRow resolve_rows[] = {
    {"scale", YES, &(const CairnShape){.takes = OBJECT, KIND(resolve_scale)}, "whether layers share scales"},
    {"axis", YES, &(const CairnShape){.takes = OBJECT, KIND(resolve_axis)}, "whether they share axes"},
    {"legend", YES, &(const CairnShape){.takes = OBJECT, KIND(resolve_legend)}, "whether they share legends"},
};
static const CairnKind resolve = {"a resolution", "Resolution", ROWS(resolve_rows)};

static const CairnPropertyRow background_rows[] = {
    {"fill", YES, S(color_xn), "fill of the plot"},
    {"fillOpacity", YES, S(amount_x), "0 to 1"},
    {"opacity", YES, S(amount_x), "0 to 1"},
    {"stroke", YES, S(color_xn), "its border"},
    {"strokeOpacity", YES, S(amount_x), "0 to 1"},
    {"strokeWidth", YES, S(amount_x), "px"},
    {"strokeCap", YES, S(cap_x), "ends of the strokes"},
    {"strokeDash", YES, S(dash_x), "px of dashes and gaps"},
    {"strokeDashOffset", YES, S(number_x), "px into the dashes"},
    {"strokeJoin", INERT, S(join_x), "corners"},
    {"strokeMiterLimit", INERT, S(number_x), "at which a mitered corner is cut"},
    {"cornerRadius", YES, S(number_x), "px"},
    {"cursor", INERT, S(cursor), "of a pointer"},
};
const CairnKind cairn_kind_view_background = {"a view's background", "Background of a view",
                                              ROWS(background_rows)};
static const CairnPropertyRow view_style_rows[] = {
    {"style", YES, S(one_or_more_strings), "names of config.style"}};
static const CairnKind view_style = {
    "a view's background", "Background", ROWS(view_style_rows), {&cairn_kind_view_background}};
static const CairnShape view_shape = {.takes = OBJECT, KIND(view_style)};

/* ---- Views ---- */

static const CairnPropertyRow any_view_rows[] = {
    {"name", YES, S(string), "by which usermeta.cairn.milestones names a layer"},
    {"description", YES, S(string),
     "text for those who cannot see the chart; of a view within it: no effect"},
    {"title", YES, S(title), "title and subtitle"},
    {"data", YES, S(data), "null: none; without, those of the view around it"},
    {"transform", YES, S(transforms), "what is done with the data, in order"},
    {"params", YES, S(params), "values for expressions, and selections"},
    {"resolve", YES, &(const CairnShape){.takes = OBJECT, KIND(resolve)}, "what layers or views share"},
};
static const CairnKind any_view = {"a view", "What all views have", ROWS(any_view_rows)};

static const CairnPropertyRow plot_rows[] = {
    {"width", YES, &size, "px of the plot, or by step"},
    {"height", YES, &size, "px of the plot, or by step"},
    {"encoding", YES, S(encoding), "what the data look like"},
    {"view", YES, &view_shape, "background of the plot"},
    {"projection", NO, S(anything), "of maps"},
};
static const CairnKind plot = {"a view", "Plot", ROWS(plot_rows)};

static const CairnShape bounds = {.takes = STRING, .words = WORDS("full", "flush")};
static const CairnPropertyRow layout_rows[] = {
    {"columns", YES, S(number), "views in a row"},
    {"align", YES, &align, "how views' sizes follow each other"},
    {"bounds", YES, &bounds, "what counts for the layout"},
    {"center", YES, &center, "whether views are centred in their cells"},
    {"spacing", YES, S(spacing), "px between views"},
};
static const CairnKind layout = {"a layout", "Layout of views", ROWS(layout_rows)};

static const CairnPropertyRow unit_rows[] = {{"mark", NEEDED, S(mark), "what stands for a row"}};
static const CairnKind unit = {"a view", "Single view", ROWS(unit_rows), {&plot, &layout, &any_view}};

static const CairnShape view_or_views;
static const CairnShape views;
static const CairnPropertyRow layer_rows[] = {{"layer", NEEDED, &views, "views over each other, in order"}};
static const CairnKind layer = {"a layered view", "Layers", ROWS(layer_rows), {&plot, &any_view}};

static const CairnPropertyRow concat_rows[] = {{"concat", YES, &views, "views in rows"}};
static const CairnPropertyRow hconcat_rows[] = {{"hconcat", YES, &views, "views beside each other"}};
static const CairnPropertyRow vconcat_rows[] = {{"vconcat", YES, &views, "views below each other"}};
static const CairnKind concat = {"a concatenation", "Concatenation", ROWS(concat_rows), {&layout, &any_view}};
static const CairnKind hconcat = {
    "a concatenation", "Horizontal concatenation", ROWS(hconcat_rows), {&layout, &any_view}};
static const CairnKind vconcat = {
    "a concatenation", "Vertical concatenation", ROWS(vconcat_rows), {&layout, &any_view}};

static const CairnPropertyRow repeat_by_rows[] = {
    {"row", YES, S(strings), "fields of the rows"},
    {"column", YES, S(strings), "fields of the columns"},
    {"layer", YES, S(strings), "fields of the layers"},
};
static const CairnKind repeat_by = {"a repeat", "Repeated fields", ROWS(repeat_by_rows)};
static const CairnShape repeated = {.takes = ARRAY | OBJECT, .items = S(string), KIND(repeat_by)};
static const CairnPropertyRow repeat_rows[] = {
    {"repeat", YES, &repeated, "the fields, a view for each"},
    {"spec", YES, &view_or_views, "this view"},
};
static const CairnKind repeat = {"a repeated view", "Repeated view", ROWS(repeat_rows), {&layout, &any_view}};

static const CairnPropertyRow facet_by_rows[] = {{"row", YES, S(facet), "a row for each value"},
                                                 {"column", YES, S(facet), "a column for each value"}};
static const CairnKind facet_by = {"a facet", "Facets by row and column", ROWS(facet_by_rows)};
static const CairnVariant facet_variants[] = {
    {"row", NULL, &facet_by}, {"column", NULL, &facet_by}, {NULL, NULL, &cairn_kind_facet}};
static const CairnPropertyRow facet_rows[] = {
    {"facet", YES, &(const CairnShape){.takes = OBJECT, VARIANTS(facet_variants)},
     "the field, a view for each value"},
    {"spec", YES, &view_or_views, "this view"},
};
static const CairnKind facet = {"a faceted view", "Faceted view", ROWS(facet_rows), {&layout, &any_view}};

static const CairnVariant view_variants[] = {
    {"layer", NULL, &layer},     {"concat", NULL, &concat}, {"hconcat", NULL, &hconcat},
    {"vconcat", NULL, &vconcat}, {"repeat", NULL, &repeat}, {"facet", NULL, &facet},
    {NULL, NULL, &unit},
};
static const CairnShape view_or_views = {.takes = OBJECT, VARIANTS(view_variants)};
static const CairnShape views = {.takes = ARRAY, .items = &view_or_views, .filled = true};

/* ---- usermeta ---- */

static const CairnShape annotation = {.takes = STRING, .words = WORDS("auto", "callout", "lanes", "key")};
static const CairnShape span_style = {.takes = STRING, .words = WORDS("auto", "band", "bracket")};
static const CairnPropertyRow cairn_rows[] = {
    {"milestones", YES, S(one_or_more_strings),
     "names of the layers whose text marks are milestones: cairn places their labels"},
    {"theme", YES, S(string), "\"vega\", \"report\" or a file with a config"},
    {"locale", YES, S(string), "language in which numbers and dates are written (\"ur\", \"de-CH\")"},
    {"annotation", YES, &annotation, "how milestones are labelled"},
    {"spans", YES, S(one_or_more_strings),
     "names of the layers whose rect marks, from x to x2, are events that last"},
    {"spanStyle", YES, &span_style, "whether spans are bands behind the data or brackets above it"},
    {"dateFormat", YES, S(string), "how dates are written after the labels of milestones (\"%Y\"); without, not at all"},
    {"author", YES, S(string), "who made the chart, for the properties of PDF and PNG"},
    {"source", YES, S(string), "a line under the chart: where the data come from"},
    {"note", YES, S(string), "a line under the chart"},
    {"description", YES, S(string), "text for those who cannot see the chart; without, that of the spec"},
};
static const CairnKind cairn_kind = {"usermeta.cairn", "cairn's own: usermeta.cairn", ROWS(cairn_rows)};
static const CairnPropertyRow usermeta_rows[] = {
    {"cairn", YES, &(const CairnShape){.takes = OBJECT, KIND(cairn_kind)}, "cairn's own settings"}};
static const CairnKind usermeta = {"usermeta", "Settings of tools: usermeta", ROWS(usermeta_rows),
                                   .others = S(anything)};

/* ---- The whole ---- */

static const CairnKind datasets = {"datasets", "Named datasets", .others = S(anything)};
static const CairnPropertyRow chart_rows[] = {
    {"$schema", INERT, S(string), "the version of Vega-Lite"},
    {"autosize", YES, S(autosize), "whether the size is that of the plot or of the figure"},
    {"background", YES, S(color_xn), "colour of the page"},
    {"config", YES, S(config), "styles and defaults"},
    {"datasets", YES, &(const CairnShape){.takes = OBJECT, KIND(datasets)}, "data by name"},
    {"padding", YES, S(padding), "px around the chart"},
    {"usermeta", YES, &(const CairnShape){.takes = OBJECT, KIND(usermeta)},
     "settings of tools, ignored but for those of cairn"},
};
static const CairnKind chart = {"a chart", "Chart", ROWS(chart_rows)};

#define CHART(name, of)                                                                                      \
  {                                                                                                          \
    name, NULL, .includes = { &chart, &of }                                                                  \
  }
static const CairnKind chart_unit = CHART("a chart", unit), chart_layer = CHART("a layered chart", layer),
                       chart_concat = CHART("a concatenated chart", concat),
                       chart_hconcat = CHART("a concatenated chart", hconcat),
                       chart_vconcat = CHART("a concatenated chart", vconcat),
                       chart_repeat = CHART("a repeated chart", repeat),
                       chart_facet = CHART("a faceted chart", facet);
static const CairnVariant chart_variants[] = {
    {"layer", NULL, &chart_layer},     {"concat", NULL, &chart_concat}, {"hconcat", NULL, &chart_hconcat},
    {"vconcat", NULL, &chart_vconcat}, {"repeat", NULL, &chart_repeat}, {"facet", NULL, &chart_facet},
    {NULL, NULL, &chart_unit},
};
const CairnShape cairn_shape_chart = {.takes = OBJECT, VARIANTS(chart_variants)};
