/* What the tables of properties are written with, and the shapes and kinds that they share; for properties*.c
 * alone. */
#pragma once

#include "spec/properties.h"

#include <glib.h>

/* Support, in the rows. */
#define YES    CAIRN_SUPPORTED
#define NEEDED CAIRN_REQUIRED
#define INERT  CAIRN_INERT
#define NO     CAIRN_UNSUPPORTED

/* What a shape takes. */
#define NUMBER  CAIRN_TAKES_NUMBER
#define STRING  CAIRN_TAKES_STRING
#define BOOLEAN CAIRN_TAKES_BOOLEAN
#define NONE    CAIRN_TAKES_NULL
#define EXPR    CAIRN_TAKES_EXPR
#define OBJECT  CAIRN_TAKES_OBJECT
#define ARRAY   CAIRN_TAKES_ARRAY

#define S(name)        (&cairn_shape_##name)
#define WORDS(...)     ((const char *const[]){__VA_ARGS__, NULL})
#define ROWS(list)     .rows = (list), .n_rows = G_N_ELEMENTS(list)
#define VARIANTS(list) .variants = (list), .n_variants = G_N_ELEMENTS(list)
#define KIND(of)       .variants = &(const CairnVariant){NULL, NULL, &(of)}, .n_variants = 1

bool cairn_is_color(const char *text);
#define COLOR                                                                                                \
  .accepts = cairn_is_color, .what = "a colour such as \"steelblue\", \"#4682b4\" or \"rgb(70, 130, 180)\""

bool cairn_is_symbol(const char *text);
#define SYMBOL                                                                                                            \
  .accepts = cairn_is_symbol,                                                                                             \
  .what =                                                                                                                 \
      "\"circle\", \"square\", \"cross\", \"diamond\", \"triangle\", \"triangle-up\" (-down, -left, -right), \"arrow\", " \
      "\"wedge\", \"stroke\" or an SVG path"

/* ---- Shapes; _x: or {"expr": ...}, _n: or null ---- */

extern const CairnShape cairn_shape_anything, cairn_shape_number, cairn_shape_number_x, cairn_shape_number_n,
    cairn_shape_amount, cairn_shape_amount_x, cairn_shape_numbers, cairn_shape_two_numbers,
    cairn_shape_string, cairn_shape_string_x, cairn_shape_string_n, cairn_shape_strings,
    cairn_shape_one_or_more_strings, cairn_shape_two_strings, cairn_shape_boolean, cairn_shape_boolean_x,
    cairn_shape_null, cairn_shape_expr, cairn_shape_expression;
extern const CairnShape cairn_shape_text, cairn_shape_text_x, cairn_shape_text_n, cairn_shape_font_weight_x,
    cairn_shape_align_x, cairn_shape_baseline_x, cairn_shape_anchor_x, cairn_shape_side_x, cairn_shape_format,
    cairn_shape_locale;
extern const CairnShape cairn_shape_symbol_x, cairn_shape_color, cairn_shape_color_x, cairn_shape_color_xn,
    cairn_shape_paint, cairn_shape_dash_x, cairn_shape_cap_x, cairn_shape_join_x, cairn_shape_cursor,
    cairn_shape_interpolate_x;
extern const CairnShape cairn_shape_orientation, cairn_shape_orientation_x, cairn_shape_layout_align,
    cairn_shape_layout_align_x, cairn_shape_order_n, cairn_shape_resolve_mode, cairn_shape_invalid,
    cairn_shape_label_overlap, cairn_shape_tick_count, cairn_shape_guide_values, cairn_shape_aggregate,
    cairn_shape_operation, cairn_shape_time_unit, cairn_shape_predicate, cairn_shape_datum, cairn_shape_field,
    cairn_shape_bin, cairn_shape_bin_ranged, cairn_shape_frame, cairn_shape_keyvals,
    cairn_shape_impute_method, cairn_shape_stack_offset;
extern const CairnShape cairn_shape_autosize, cairn_shape_padding, cairn_shape_data, cairn_shape_params,
    cairn_shape_view, cairn_shape_projection, cairn_shape_spacing, cairn_shape_transforms, cairn_shape_mark,
    cairn_shape_encoding, cairn_shape_scale, cairn_shape_axis, cairn_shape_legend, cairn_shape_header,
    cairn_shape_title, cairn_shape_facet, cairn_shape_nice;

/* ---- Kinds that config has too ---- */

extern const CairnKind cairn_kind_axis, cairn_kind_legend_style, cairn_kind_header, cairn_kind_title_style,
    cairn_kind_mark_style, cairn_kind_mark_sizes, cairn_kind_boxplot_parts, cairn_kind_errorbar_parts,
    cairn_kind_errorband_parts, cairn_kind_view_background, cairn_kind_facet;
