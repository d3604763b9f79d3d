#include "paint/svg_dark_apart.h"

#include <math.h>
#include <stdbool.h>

enum { VIEWS = 4, DISTINCT = 15 };

static const double views[VIEWS][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
};

static double linear(double channel) {
  double c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double encoded(double light) {
  double c = fmin(fmax(light, 0), 1);
  return 255 * (c <= 0.0031308 ? c * 12.92 : 1.055 * pow(c, 1 / 2.4) - 0.055);
}

static CairnColor seen(CairnColor color, const double view[3][3]) {
  double in[3] = {linear(color.r), linear(color.g), linear(color.b)}, out[3];
  for (int i = 0; i < 3; i++)
    out[i] = encoded(view[i][0] * in[0] + view[i][1] * in[1] + view[i][2] * in[2]);
  return (CairnColor){out[0], out[1], out[2], 1};
}

static double distance(CairnColor a, CairnColor b, const double view[3][3]) {
  double x[3], y[3];
  cairn_color_to_channels(CAIRN_SPACE_LAB, seen(a, view), x);
  cairn_color_to_channels(CAIRN_SPACE_LAB, seen(b, view), y);
  return hypot(hypot(x[0] - y[0], x[1] - y[1]), x[2] - y[2]);
}

static double share(CairnColor from_a, CairnColor from_b, CairnColor to_a, CairnColor to_b) {
  double least = 1;
  for (int i = 0; i < VIEWS; i++) {
    double before = fmin(distance(from_a, from_b, views[i]), DISTINCT);
    if (before > 0) least = fmin(least, distance(to_a, to_b, views[i]) / before);
  }
  return least;
}

double cairn_svg_dark_apart(const CairnColor *from, const CairnColor *to, size_t n) {
  double least = 1;
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < i; k++)
      least = fmin(least, share(from[i], from[k], to[i], to[k]));
  return least;
}

static bool is_color(CairnColor c) {
  const double slack = 0.5; /* rounding */
  return fmin(c.r, fmin(c.g, c.b)) >= -slack && fmax(c.r, fmax(c.g, c.b)) <= 255 + slack;
}

CairnColor cairn_svg_dark_at(CairnColor color, double lightness) {
  double lab[3], low = 0, high = 1;
  cairn_color_to_channels(CAIRN_SPACE_LAB, color, lab);
  CairnColor best = cairn_color_from_channels(CAIRN_SPACE_LAB, (double[]){lightness, 0, 0}, color.a);
  for (int i = 0; i < 16; i++) {
    double share = i == 0 ? 1 : (low + high) / 2;
    CairnColor tried = cairn_color_from_channels(
        CAIRN_SPACE_LAB, (double[]){lightness, share * lab[1], share * lab[2]}, color.a);
    bool ok = is_color(tried);
    if (ok) best = tried;
    *(ok ? &low : &high) = share;
  }
  return (CairnColor){fmin(fmax(best.r, 0), 255), fmin(fmax(best.g, 0), 255), fmin(fmax(best.b, 0), 255),
                      color.a};
}
