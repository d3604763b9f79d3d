/* Colours: sRGB with alpha, CSS text forms, and interpolation in the spaces that Vega's scales use. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Channels 0..255, not rounded (interpolation keeps fractions); alpha 0..1. */
typedef struct CairnColor {
  double r, g, b, a;
} CairnColor;

/* Any CSS colour that d3-color reads: names, #rgb[a], #rrggbb[aa], rgb(), rgba(), hsl(), hsla(), with
 * percentages; "transparent". False on anything else. */
bool cairn_color_parse(const char *text, CairnColor *out);

/* "#rrggbb", lower case, channels rounded and clamped; alpha is not written. */
void cairn_color_to_hex(CairnColor color, char out[8]);

/* Is `text` one of the 148 CSS colour names? */
bool cairn_color_is_name(const char *text);

typedef enum CairnColorSpace {
  CAIRN_SPACE_RGB,
  CAIRN_SPACE_HSL,
  CAIRN_SPACE_HSL_LONG,
  CAIRN_SPACE_LAB,
  CAIRN_SPACE_HCL,
  CAIRN_SPACE_HCL_LONG,
  CAIRN_SPACE_CUBEHELIX,
  CAIRN_SPACE_CUBEHELIX_LONG,
} CairnColorSpace;

/* "rgb", "hsl-long", ...: Vega's names. */
bool cairn_color_space_parse(const char *name, CairnColorSpace *out);

/* The colour with these channels of a space, in the order of its name (hcl: hue in degrees, chroma, luminance; hsl: hue,
 * saturation and lightness 0..1), and the channels of a colour, NaN where it does not define them. */
CairnColor cairn_color_from_channels(CairnColorSpace space, const double channels[3], double alpha);
void cairn_color_to_channels(CairnColorSpace space, CairnColor color, double channels[3]);

/* The colour at t in 0..1 between a and b, as d3-interpolate does (`gamma` 1 unless given; used by rgb and
 * cubehelix). */
CairnColor cairn_color_interpolate(CairnColorSpace space, double gamma, CairnColor a, CairnColor b, double t);

/* WCAG 2 relative luminance, 0..1, and contrast ratio, 1..21. */
double cairn_color_luminance(CairnColor color);
double cairn_color_contrast(CairnColor a, CairnColor b);
