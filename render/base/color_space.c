/* Interpolation of colours.
 *
 * Each space is three channels. A channel may be NaN where the colour does not define it (the hue of a grey,
 * anything of a colour with alpha 0); it then takes the other end's value, as in d3-interpolate. */
#include "base/color.h"

#include <math.h>
#include <string.h>

typedef struct Channels {
  double v[3];
} Channels;

typedef struct Space {
  const char *name;
  Channels (*from_rgb)(CairnColor color);
  CairnColor (*to_rgb)(Channels channels);
  bool has_hue;  /* channel 0 is an angle in degrees, ... */
  bool long_way; /* ... which is not taken along the shorter arc */
} Space;

static Channels rgb_from_rgb(CairnColor c) {
  return (Channels){{c.r, c.g, c.b}};
}

static CairnColor rgb_to_rgb(Channels c) {
  return (CairnColor){c.v[0], c.v[1], c.v[2], 1};
}

/* ---- HSL: hue in degrees, saturation and lightness 0..1 ---- */

static double hue_of_rgb(double r, double g, double b, double max, double chroma) {
  if (r == max) return 60 * ((g - b) / chroma + (g < b ? 6 : 0));
  return g == max ? 60 * ((b - r) / chroma + 2) : 60 * ((r - g) / chroma + 4);
}

static Channels hsl_from_rgb(CairnColor c) {
  double r = c.r / 255, g = c.g / 255, b = c.b / 255;
  double max = fmax(r, fmax(g, b)), min = fmin(r, fmin(g, b));
  double chroma = max - min, l = (max + min) / 2;
  if (isnan(r)) return (Channels){{NAN, NAN, NAN}};
  if (chroma == 0) return (Channels){{NAN, l > 0 && l < 1 ? 0 : NAN, l}};
  return (Channels){{hue_of_rgb(r, g, b, max, chroma), chroma / (l < 0.5 ? max + min : 2 - max - min), l}};
}

/* One primary by the trapezoid formula: n is 0 for red, 8 for green, 4 for blue. */
static double hsl_channel(double n, double h, double s, double l) {
  double k = fmod(n + h / 30, 12);
  return 255 * (l - s * fmin(l, 1 - l) * fmax(-1, fmin(fmin(k - 3, 9 - k), 1)));
}

static CairnColor hsl_to_rgb(Channels c) {
  double h = isnan(c.v[0]) ? 0 : fmod(fmod(c.v[0], 360) + 360, 360);
  double s = isnan(c.v[0]) || isnan(c.v[1]) ? 0 : c.v[1], l = c.v[2];
  return (CairnColor){hsl_channel(0, h, s, l), hsl_channel(8, h, s, l), hsl_channel(4, h, s, l), 1};
}

/* ---- CIE L*a*b* with white D50, and its polar form HCL (hue, chroma, luminance) ---- */

static const double white_x = 0.96422, white_z = 0.82521;

static double linear_of_srgb(double channel) {
  double c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double srgb_of_linear(double c) {
  return 255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * pow(c, 1 / 2.4) - 0.055);
}

static double lab_curve(double t) {
  const double limit = 6.0 / 29;
  return t > limit * limit * limit ? cbrt(t) : t / (3 * limit * limit) + 4.0 / 29;
}

static double lab_uncurve(double t) {
  const double limit = 6.0 / 29;
  return t > limit ? t * t * t : 3 * limit * limit * (t - 4.0 / 29);
}

static Channels lab_from_rgb(CairnColor c) {
  double r = linear_of_srgb(c.r), g = linear_of_srgb(c.g), b = linear_of_srgb(c.b);
  double y = lab_curve(0.2225045 * r + 0.7168786 * g + 0.0606169 * b), x = y, z = y;
  if (!(c.r == c.g && c.g == c.b)) {
    x = lab_curve((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / white_x);
    z = lab_curve((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / white_z);
  }
  return (Channels){{116 * y - 16, 500 * (x - y), 200 * (y - z)}};
}

static CairnColor lab_to_rgb(Channels c) {
  double fy = (c.v[0] + 16) / 116;
  double x = white_x * lab_uncurve(isnan(c.v[1]) ? fy : fy + c.v[1] / 500), y = lab_uncurve(fy);
  double z = white_z * lab_uncurve(isnan(c.v[2]) ? fy : fy - c.v[2] / 200);
  return (CairnColor){srgb_of_linear(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
                      srgb_of_linear(-0.9787684 * x + 1.9161415 * y + 0.0334540 * z),
                      srgb_of_linear(0.0719453 * x - 0.2289914 * y + 1.4052427 * z), 1};
}

static Channels hcl_from_rgb(CairnColor c) {
  Channels lab = lab_from_rgb(c);
  double l = lab.v[0], a = lab.v[1], b = lab.v[2];
  if (a == 0 && b == 0) return (Channels){{NAN, l > 0 && l < 100 ? 0 : NAN, l}};
  double hue = atan2(b, a) * 180 / G_PI;
  return (Channels){{hue < 0 ? hue + 360 : hue, hypot(a, b), l}};
}

static CairnColor hcl_to_rgb(Channels c) {
  if (isnan(c.v[0])) return lab_to_rgb((Channels){{c.v[2], 0, 0}});
  double angle = c.v[0] * G_PI / 180;
  return lab_to_rgb((Channels){{c.v[2], cos(angle) * c.v[1], sin(angle) * c.v[1]}});
}

/* ---- Cubehelix (D. A. Green 2011): hue in degrees, saturation, lightness 0..1 ---- */

static const double helix_a = -0.14861, helix_b = 1.78277, helix_c = -0.29227, helix_d = -0.90649,
                    helix_e = 1.97294;

static Channels cubehelix_from_rgb(CairnColor c) {
  double r = c.r / 255, g = c.g / 255, b = c.b / 255;
  double to_b = helix_b * helix_c - helix_d * helix_a, to_r = helix_e * helix_d, to_g = helix_e * helix_b;
  double l = (to_b * b + to_r * r - to_g * g) / (to_b + to_r - to_g);
  double u = b - l, k = (helix_e * (g - l) - helix_c * u) / helix_d;
  double s = sqrt(k * k + u * u) / (helix_e * l * (1 - l));
  double h = s > 0 || s < 0 ? atan2(k, u) * 180 / G_PI - 120 : NAN;
  return (Channels){{h < 0 ? h + 360 : h, s, l}};
}

static CairnColor cubehelix_to_rgb(Channels c) {
  double h = isnan(c.v[0]) ? 0 : (c.v[0] + 120) * G_PI / 180, l = c.v[2];
  double amplitude = isnan(c.v[1]) ? 0 : c.v[1] * l * (1 - l);
  return (CairnColor){255 * (l + amplitude * (helix_a * cos(h) + helix_b * sin(h))),
                      255 * (l + amplitude * (helix_c * cos(h) + helix_d * sin(h))),
                      255 * (l + amplitude * helix_e * cos(h)), 1};
}

static const Space spaces[] = {
    [CAIRN_SPACE_RGB] = {"rgb", rgb_from_rgb, rgb_to_rgb, false, false},
    [CAIRN_SPACE_HSL] = {"hsl", hsl_from_rgb, hsl_to_rgb, true, false},
    [CAIRN_SPACE_HSL_LONG] = {"hsl-long", hsl_from_rgb, hsl_to_rgb, true, true},
    [CAIRN_SPACE_LAB] = {"lab", lab_from_rgb, lab_to_rgb, false, false},
    [CAIRN_SPACE_HCL] = {"hcl", hcl_from_rgb, hcl_to_rgb, true, false},
    [CAIRN_SPACE_HCL_LONG] = {"hcl-long", hcl_from_rgb, hcl_to_rgb, true, true},
    [CAIRN_SPACE_CUBEHELIX] = {"cubehelix", cubehelix_from_rgb, cubehelix_to_rgb, true, false},
    [CAIRN_SPACE_CUBEHELIX_LONG] = {"cubehelix-long", cubehelix_from_rgb, cubehelix_to_rgb, true, true},
};

bool cairn_color_space_parse(const char *name, CairnColorSpace *out) {
  for (size_t i = 0; i < G_N_ELEMENTS(spaces); i++)
    if (g_ascii_strcasecmp(name, spaces[i].name) == 0) {
      *out = (CairnColorSpace)i;
      return true;
    }
  return false;
}

CairnColor cairn_color_from_channels(CairnColorSpace space, const double channels[3], double alpha) {
  CairnColor color = spaces[space].to_rgb((Channels){{channels[0], channels[1], channels[2]}});
  color.a = alpha;
  return color;
}

void cairn_color_to_channels(CairnColorSpace space, CairnColor color, double channels[3]) {
  Channels found = spaces[space].from_rgb(color);
  memcpy(channels, found.v, sizeof found.v);
}

static double between(double a, double b, double t) {
  double d = b - a;
  return d == 0 || isnan(d) ? (isnan(a) ? b : a) : a + t * d;
}

static double between_powers(double a, double b, double t, double gamma) {
  if (gamma == 1 || b - a == 0 || isnan(b - a)) return between(a, b, t);
  double low = pow(a, gamma);
  return pow(low + t * (pow(b, gamma) - low), 1 / gamma);
}

static double between_hues(double a, double b, double t) {
  double d = b - a;
  if (fabs(d) > 180) b = a + d - 360 * floor(d / 360 + 0.5);
  return between(a, b, t);
}

static Channels channels_of(const Space *space, CairnColor color) {
  if (color.a <= 0) return (Channels){{NAN, NAN, NAN}};
  return space->from_rgb(color);
}

static CairnColor defined(CairnColor c, double alpha) {
  return (CairnColor){isnan(c.r) ? 0 : c.r, isnan(c.g) ? 0 : c.g, isnan(c.b) ? 0 : c.b,
                      isnan(alpha) ? 1 : fmax(0, fmin(1, alpha))};
}

CairnColor cairn_color_interpolate(CairnColorSpace id, double gamma, CairnColor a, CairnColor b, double t) {
  const Space *space = &spaces[id];
  Channels from = channels_of(space, a), to = channels_of(space, b), at;
  bool helix = space->from_rgb == cubehelix_from_rgb;
  for (size_t i = 0; i < 3; i++)
    at.v[i] = id == CAIRN_SPACE_RGB ? between_powers(from.v[i], to.v[i], t, gamma)
              : i == 0 && space->has_hue && !space->long_way
                  ? between_hues(from.v[i], to.v[i], t)
                  : between(from.v[i], to.v[i], i == 2 && helix && gamma != 1 ? pow(t, gamma) : t);
  return defined(space->to_rgb(at), between(a.a, b.a, t));
}
