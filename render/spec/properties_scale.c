/* Scales. */
#include "spec/properties_table.h"

static const CairnShape scale_type = {.takes = STRING,
                                      .words = WORDS("linear", "log", "pow", "sqrt", "symlog", "identity",
                                                     "sequential", "time", "utc", "quantile", "quantize",
                                                     "threshold", "bin-ordinal", "ordinal", "point", "band")};

/* ---- Domains ---- */

static const CairnPropertyRow selected_rows[] = {
    {"param", INERT, S(string),
     "a selection whose range becomes the domain; before one is made, it is that of the data"},
    {"field", INERT, S(string), "of the selection's fields, the one that is meant"},
    {"encoding", INERT, S(string), "of the selection's channels, the one that is meant"},
};
static const CairnKind selected = {"a selected domain", "Domain of a selection", ROWS(selected_rows)};
static const CairnShape values = {.takes = ARRAY, .items = S(datum)};
static const CairnPropertyRow union_rows[] = {
    {"unionWith", NEEDED, &values, "values beside those of the data"}};
static const CairnKind united = {"an extended domain", "Extended domain", ROWS(union_rows)};
static const CairnVariant domain_variants[] = {{"unionWith", NULL, &united}, {NULL, NULL, &selected}};
static const CairnShape domain = {.takes = ARRAY | STRING | OBJECT | EXPR,
                                  .words = WORDS("unaggregated"),
                                  .items = S(datum),
                                  VARIANTS(domain_variants)};

/* ---- Ranges ---- */

static const CairnShape range_item = {.takes = NUMBER | STRING | NONE | ARRAY | EXPR, .items = S(number)};
static const CairnPropertyRow field_rows[] = {
    {"field", NEEDED, S(string), "the field that holds the visual value"}};
static const CairnKind range_field = {"a range by field", "Range by field", ROWS(field_rows)};
static const CairnShape range = {
    .takes = ARRAY | STRING | OBJECT | EXPR,
    .words = WORDS("width", "height", "symbol", "category", "ordinal", "ramp", "diverging", "heatmap"),
    .items = &range_item,
    KIND(range_field)};
static const CairnShape range_bound = {.takes = NUMBER | STRING | EXPR};

static const CairnPropertyRow scheme_rows[] = {
    {"name", NEEDED, S(string), "the scheme"},
    {"count", YES, S(number), "how many of its colours"},
    {"extent", YES, S(two_numbers), "from where to where in it: 0 to 1"},
};
static const CairnKind scheme_kind = {"a colour scheme", "Colour scheme", ROWS(scheme_rows)};
static const CairnShape scheme = {.takes = STRING | OBJECT | EXPR, KIND(scheme_kind)};

static const CairnShape gamma_space = {.takes = STRING, .words = WORDS("rgb", "cubehelix", "cubehelix-long")};
static const CairnPropertyRow interpolate_rows[] = {
    {"type", NEEDED, &gamma_space, "the colour space"},
    {"gamma", YES, S(number), "exponent"},
};
static const CairnKind interpolate_kind = {"an interpolation", "Colour interpolation",
                                           ROWS(interpolate_rows)};
static const CairnShape interpolate = {
    .takes = STRING | OBJECT | EXPR,
    .words = WORDS("rgb", "lab", "hcl", "hsl", "hsl-long", "hcl-long", "cubehelix", "cubehelix-long"),
    KIND(interpolate_kind)};

static const CairnPropertyRow bins_rows[] = {
    {"start", YES, S(number), "the first edge"},
    {"stop", YES, S(number), "the last edge"},
    {"step", YES, S(number), "from edge to edge"},
};
static const CairnKind bins_kind = {"bins of a scale", "Bins of a scale", ROWS(bins_rows)};
static const CairnShape bins = {.takes = ARRAY | OBJECT, .items = S(number), KIND(bins_kind)};

/* ---- Scales ---- */

static const CairnPropertyRow scale_rows[] = {
    {"type", YES, &scale_type, "how data become positions, sizes or colours"},
    {"domain", YES, &domain, "the data, or \"unaggregated\": those before aggregation"},
    {"domainMin", YES, S(datum), "the least of them"},
    {"domainMax", YES, S(datum), "the greatest of them"},
    {"domainMid", YES, S(number_x), "the middle of a diverging domain"},
    {"domainRaw", YES, S(expr), "a domain before all others"},
    {"range", YES, &range, "the visual values"},
    {"rangeMin", YES, &range_bound, "the first of them"},
    {"rangeMax", YES, &range_bound, "the last of them"},
    {"scheme", YES, &scheme, "a colour scheme for the range"},
    {"interpolate", YES, &interpolate, "colour space between colours"},
    {"nice", YES, S(nice), "whether the domain ends at round values"},
    {"zero", YES, S(boolean_x), "whether the domain includes zero"},
    {"clamp", YES, S(boolean_x), "whether values outside of the domain are drawn at its ends"},
    {"reverse", YES, S(boolean_x), "from last to first"},
    {"round", YES, S(boolean_x), "whole numbers"},
    {"padding", YES, S(number_x), "px at both ends; of band and point scales, shares of a step"},
    {"paddingInner", YES, S(number_x), "between bands: share of a step"},
    {"paddingOuter", YES, S(number_x), "at the ends: share of a step"},
    {"align", YES, S(number_x), "where the rest of the space goes, in band and point scales: 0 to 1"},
    {"base", YES, S(number_x), "of log scales"},
    {"exponent", YES, S(number_x), "of pow scales"},
    {"constant", YES, S(number_x), "of symlog scales"},
    {"bins", YES, &bins, "edges of bins"},
};
static const CairnKind scale = {"a scale", "Scale", ROWS(scale_rows)};
const CairnShape cairn_shape_scale = {.takes = OBJECT | NONE, KIND(scale)};
