/* Marks. */
#include "spec/marks.h"
#include "spec/properties_table.h"

static const CairnShape along_x = {.takes = NUMBER | STRING | EXPR, .words = WORDS("width")};
static const CairnShape along_y = {.takes = NUMBER | STRING | EXPR, .words = WORDS("height")};
static const CairnShape direction = {.takes = STRING | EXPR, .words = WORDS("ltr", "rtl")};
static const CairnShape blend = {.takes = STRING | NONE | EXPR,
                                 .words = WORDS("multiply", "screen", "overlay", "darken", "lighten",
                                                "color-dodge", "color-burn", "hard-light", "soft-light",
                                                "difference", "exclusion", "hue", "saturation", "color",
                                                "luminosity")};
static const CairnShape order = {.takes = BOOLEAN | NONE};

static const CairnPropertyRow band_rows[] = {{"band", NEEDED, S(number), "share of the band: 0 to 1"}};
static const CairnKind band = {"a relative size", "Size relative to the band", ROWS(band_rows)};
static const CairnShape band_size = {.takes = NUMBER | OBJECT | EXPR, KIND(band)};

/* What every mark takes, and config.mark and config.style too. */
static const CairnPropertyRow mark_style_rows[] = {
    {"color", YES, S(paint), "fill of filled marks, stroke of others"},
    {"filled", YES, S(boolean), "whether `color` is the fill"},
    {"fill", YES, S(paint), "fill"},
    {"stroke", YES, S(paint), "stroke"},
    {"opacity", YES, S(amount_x), "0 to 1"},
    {"fillOpacity", YES, S(amount_x), "0 to 1"},
    {"strokeOpacity", YES, S(amount_x), "0 to 1"},
    {"strokeWidth", YES, S(amount_x), "px"},
    {"strokeCap", YES, S(cap_x), "ends of strokes"},
    {"strokeJoin", YES, S(join_x), "corners of strokes"},
    {"strokeMiterLimit", YES, S(number_x), "at which a mitered corner is cut"},
    {"strokeDash", YES, S(dash_x), "px of dashes and gaps"},
    {"strokeDashOffset", YES, S(number_x), "px into the dashes"},
    {"strokeOffset", INERT, S(number_x), "of the strokes of views"},
    {"blend", YES, &blend, "how colours mix with what is below"},
    {"orient", YES, S(orientation), "direction of bars, lines, areas and ticks"},
    {"invalid", YES, S(invalid), "what happens to null and NaN"},
    {"order", YES, &order, "null or false: path points in the order of the data"},
    {"interpolate", YES, S(interpolate_x), "the curve between points"},
    {"tension", YES, S(number_x), "of the curve: 0 to 1"},
    {"shape", YES, S(symbol_x), "of points: a name or an SVG path"},
    {"size", YES, S(amount_x), "px² of points; px of bars, ticks and lines across"},
    {"x", YES, &along_x, "px from the left; \"width\": the right edge"},
    {"x2", YES, &along_x, "px"},
    {"y", YES, &along_y, "px from the top; \"height\": the bottom edge"},
    {"y2", YES, &along_y, "px"},
    {"width", YES, &band_size, "px or share of the band"},
    {"height", YES, &band_size, "px or share of the band"},
    {"theta", YES, S(number_x), "radians clockwise from the top"},
    {"theta2", YES, S(number_x), "radians"},
    {"startAngle", INERT, S(number_x), "\"theta\" and \"theta2\" tell angles"},
    {"endAngle", INERT, S(number_x), "\"theta\" and \"theta2\" tell angles"},
    {"radius", YES, S(number_x), "px from the middle"},
    {"radius2", YES, S(number_x), "px"},
    {"innerRadius", YES, S(amount_x), "px"},
    {"outerRadius", YES, S(amount_x), "px"},
    {"padAngle", YES, S(number_x), "radians between arcs"},
    {"cornerRadius", YES, S(number_x), "px"},
    {"cornerRadiusTopLeft", YES, S(number_x), "px"},
    {"cornerRadiusTopRight", YES, S(number_x), "px"},
    {"cornerRadiusBottomLeft", YES, S(number_x), "px"},
    {"cornerRadiusBottomRight", YES, S(number_x), "px"},
    {"timeUnitBandPosition", YES, S(number), "where in the band of a time unit the mark stands: 0 to 1"},
    {"timeUnitBandSize", YES, S(number), "share of the band of a time unit"},
    {"text", YES, S(text_x), "the text of text marks"},
    {"align", YES, S(align_x), "alignment of text"},
    {"baseline", YES, S(baseline_x), "what of a text its position means"},
    {"angle", YES, S(number_x), "degrees clockwise, of text, points and arcs"},
    {"dx", YES, S(number_x), "px along the text"},
    {"dy", YES, S(number_x), "px across the text"},
    {"dir", YES, &direction, "direction of text"},
    {"font", YES, S(string_x), "family"},
    {"fontSize", YES, S(amount_x), "px"},
    {"fontStyle", YES, S(string_x), "\"italic\" or \"normal\""},
    {"fontWeight", YES, S(font_weight_x), "weight"},
    {"limit", YES, S(number_x), "greatest px of a text; it ends in an ellipsis"},
    {"ellipsis", YES, S(string_x), "this ellipsis"},
    {"lineBreak", YES, S(string_x), "where a text is cut into lines"},
    {"lineHeight", YES, S(number_x), "px from line to line"},
    {"radiusOffset", YES, S(number_x), "px added"},
    {"radius2Offset", YES, S(number_x), "px added"},
    {"thetaOffset", YES, S(number_x), "radians added"},
    {"theta2Offset", YES, S(number_x), "radians added"},
    {"xOffset", YES, S(number_x), "px added"},
    {"x2Offset", YES, S(number_x), "px added"},
    {"yOffset", YES, S(number_x), "px added"},
    {"y2Offset", YES, S(number_x), "px added"},
    {"url", INERT, S(string_x), "of images, which are not supported"},
    {"aspect", INERT, S(boolean_x), "of images"},
    {"smooth", INERT, S(boolean_x), "of images"},
    {"time", INERT, S(number_x), "of animations"},
    {"tooltip", INERT, S(anything), "shown under a pointer"},
    {"href", YES, S(string_x), "where a click leads: http://, https:// or mailto:"},
    {"cursor", INERT, S(cursor), "of a pointer"},
    {"aria", INERT, S(boolean_x), "whether screen readers see the mark"},
    {"ariaRole", INERT, S(string_x), "for screen readers"},
    {"ariaRoleDescription", INERT, S(string_x), "for screen readers"},
    {"description", INERT, S(string_x), "what screen readers say"},
};
const CairnKind cairn_kind_mark_style = {"a mark", "Style of marks", ROWS(mark_style_rows)};

/* ---- Marks with a definition of their own ---- */

static const CairnPropertyRow overlay_rows[] = {
    {"clip", YES, S(boolean_x), "cut at the edge of the plot"},
    {"style", YES, S(one_or_more_strings), "names of config.style"},
};
static const CairnKind overlay = {
    "an overlaid mark", "Overlaid mark", ROWS(overlay_rows), {&cairn_kind_mark_style}};
static const CairnShape point_overlay = {
    .takes = BOOLEAN | STRING | NONE | OBJECT, .words = WORDS("transparent"), KIND(overlay)};
static const CairnShape line_overlay = {.takes = BOOLEAN | NONE | OBJECT, KIND(overlay)};

/* The sections of config take these too. */
static const CairnPropertyRow sized_rows[] = {
    {"binSpacing", YES, S(number), "px between the bars of bins"},
    {"continuousBandSize", YES, S(amount), "px of bars on continuous scales"},
    {"discreteBandSize", YES, &band_size, "px or share of the band, of bars on discrete scales"},
    {"minBandSize", YES, S(amount_x), "least px of bars"},
    {"bandSize", INERT, S(amount), "of ticks; the reference does not use it either"},
    {"thickness", YES, S(amount), "px of ticks across"},
    {"cornerRadiusEnd", YES, S(number_x), "px, of the corners away from the base of a bar"},
    {"point", YES, &point_overlay, "points over a line or an area"},
    {"line", YES, &line_overlay, "a line over an area"},
};
const CairnKind cairn_kind_mark_sizes = {"a mark", "Sizes and overlays of marks", ROWS(sized_rows)};

static const char *const mark_types[] = {CAIRN_MARK_NAMES "boxplot", "errorbar", "errorband", NULL};
static const CairnShape mark_type = {
    .takes = STRING, .words = mark_types, .missing = WORDS("geoshape", "image")};

static const CairnPropertyRow mark_rows[] = {
    {"type", NEEDED, &mark_type, "what is drawn"},
    {"clip", YES, S(boolean_x), "cut at the edge of the plot"},
    {"style", YES, S(one_or_more_strings), "names of config.style"},
};
static const CairnKind mark = {
    "a mark", "Mark", ROWS(mark_rows), {&cairn_kind_mark_style, &cairn_kind_mark_sizes}};

/* ---- Composite marks ---- */

static const CairnKind part_style = {"a part of a mark", "Parts of composite marks",
                                     ROWS(overlay_rows), {&cairn_kind_mark_style, &cairn_kind_mark_sizes}};
static const CairnShape part = {.takes = BOOLEAN | NONE | OBJECT, KIND(part_style)};
static const CairnShape error_center = {.takes = STRING, .words = WORDS("mean", "median")};
static const CairnShape error_extent = {.takes = STRING, .words = WORDS("stderr", "stdev", "ci", "iqr")};
static const CairnShape box_extent = {.takes = NUMBER | STRING, .words = WORDS("min-max")};

static const CairnPropertyRow composite_rows[] = {
    {"type", NEEDED, &mark_type, "what is drawn"},
    {"clip", YES, S(boolean_x), "cut at the edge of the plot"},
    {"color", YES, S(paint), "of all parts"},
    {"opacity", YES, S(amount_x), "0 to 1"},
    {"orient", YES, S(orientation), "direction"},
    {"style", YES, S(one_or_more_strings), "names of config.style; box plots take their size from there"},
};
static const CairnKind composite = {"a mark", "What composite marks have", ROWS(composite_rows)};

/* What other marks take, composite ones too, says nothing to a composite mark as a whole. */
#define INEFFECTIVE(...)                                                                                     \
  .ineffective = (const CairnKind *const[]) {                                                                \
    &cairn_kind_mark_style, &cairn_kind_mark_sizes, __VA_ARGS__, NULL                                        \
  }

static const CairnPropertyRow boxplot_rows[] = {
    {"extent", YES, &box_extent, "length of the whiskers: interquartile ranges, or to the extremes"},
    {"size", YES, S(amount), "px of the box across"},
    {"box", YES, &part, "style of the box; false: none"},
    {"median", YES, &part, "style of the median; false: none"},
    {"outliers", YES, &part, "style of the outliers; false: none"},
    {"rule", YES, &part, "style of the whiskers; false: none"},
    {"ticks", YES, &part, "style of their ends; false: none"},
};
const CairnKind cairn_kind_boxplot_parts = {"a box plot", "Parts of a box plot", ROWS(boxplot_rows)};
static const CairnPropertyRow boxplot_mark_rows[] = {
    {"invalid", YES, S(invalid), "what happens to null and NaN"}};
static const CairnKind boxplot = {
    .name = "a box plot",
    .title = "Box plot",
    ROWS(boxplot_mark_rows),
    .includes = {&composite, &cairn_kind_boxplot_parts},
    INEFFECTIVE(&cairn_kind_errorbar_parts, &cairn_kind_errorband_parts),
    .instead = ", only on its parts: \"box\", \"median\", \"rule\", \"ticks\" and \"outliers\"",
};

static const CairnPropertyRow errorbar_rows[] = {
    {"center", YES, &error_center, "what the bar lies around"},
    {"extent", YES, &error_extent, "what the bar shows"},
    {"size", YES, S(amount), "px of the ends"},
    {"thickness", YES, S(amount), "px"},
    {"rule", YES, &part, "style of the bar; false: none"},
    {"ticks", YES, &part, "style of its ends; false: none"},
};
const CairnKind cairn_kind_errorbar_parts = {"an error bar", "Parts of an error bar", ROWS(errorbar_rows)};
static const CairnKind errorbar = {
    .name = "an error bar",
    .title = "Error bar",
    .includes = {&composite, &cairn_kind_errorbar_parts},
    INEFFECTIVE(&cairn_kind_boxplot_parts, &cairn_kind_errorband_parts),
    .instead = ", only on its parts: \"rule\" and \"ticks\"",
};

static const CairnPropertyRow errorband_rows[] = {
    {"center", YES, &error_center, "what the band lies around"},
    {"extent", YES, &error_extent, "what the band shows"},
    {"interpolate", YES, S(interpolate_x), "the curve between points"},
    {"tension", YES, S(number), "of the curve: 0 to 1"},
    {"band", YES, &part, "style of the band; false: none"},
    {"borders", YES, &part, "style of its borders; false: none"},
};
const CairnKind cairn_kind_errorband_parts = {"an error band", "Parts of an error band",
                                              ROWS(errorband_rows)};
static const CairnKind errorband = {
    .name = "an error band",
    .title = "Error band",
    .includes = {&composite, &cairn_kind_errorband_parts},
    INEFFECTIVE(&cairn_kind_boxplot_parts, &cairn_kind_errorbar_parts),
    .instead = ", only on its parts: \"band\" and \"borders\"",
};

static const CairnVariant mark_variants[] = {
    {"type", "boxplot", &boxplot},
    {"type", "errorbar", &errorbar},
    {"type", "errorband", &errorband},
    {NULL, NULL, &mark},
};
const CairnShape cairn_shape_mark = {.takes = STRING | OBJECT,
                                     .words = mark_types,
                                     .missing = WORDS("geoshape", "image"),
                                     VARIANTS(mark_variants)};
