#include "annotate/bundles.h"

#include "annotate/isotonic.h"
#include "annotate/poles.h"

#define FOOT_GAP    0.3 /* font sizes between leaders that come from anchors at one place */
#define KNEE_HEIGHT 0.8 /* font sizes between an anchor and the first bend of its leader */
#define SLOPE       0.5 /* height of the slanting piece, per px that a leader was moved aside */
#define FLAT        0.6 /* font sizes: anchors of one bundle that differ less in height share a fan */

/* What the bundles are made from. */
typedef struct Sites {
  CairnLane *lanes;
  int up;
  const double *skyline;
} Sites;

void cairn_bundles_spread(CairnField *field, CairnLane *lanes, int n, int count, double between) {
  double font = field->options->font_px, low = field->scene->plot.x, high = low + field->scene->plot.width;
  double gap = fmin(CAIRN_POLE_GAP * font, n > 1 ? 0.9 * (high - low) / (n - 1) : font);
  between = fmin(between, count > 1 ? fmax(gap, (high - low - (n - count) * gap) / (count - 1)) : between);
  double *buffer = cairn_arena_array(field->arena, (size_t)n * 8, double);
  double *wanted = buffer, *gaps = buffer + n, *least = buffer + 2 * n, *most = buffer + 3 * n,
         *x = buffer + 4 * n;
  int *bundle = cairn_arena_array(field->arena, (size_t)n, int);
  for (int i = 0; i < n; i++)
    wanted[i] = field->scene->anchors[lanes[i].milestone].x;
  if (count > 0) cairn_poles_bundle(field->arena, wanted, n, gap, count, bundle);
  for (int i = 0; i < n; i++) {
    gaps[i] = i + 1 < n && bundle[i] != bundle[i + 1] ? between : gap;
    least[i] = low;
    most[i] = high;
  }
  cairn_isotonic_place(x, wanted, gaps, least, most, n, buffer + 5 * n);
  for (int i = 0; i < n; i++)
    lanes[i].pole = fabs(x[i] - wanted[i]) < 0.25 ? wanted[i] : x[i];
}

/* The span of x that the leader takes from the anchor to the label. */
static void span_of(const CairnField *field, const CairnLane *lane, double *left, double *right) {
  double x = field->scene->anchors[lane->milestone].x,
         margin = CAIRN_POLE_GAP * field->options->font_px / 2 + 0.01;
  *left = fmin(x, lane->pole) - margin;
  *right = fmax(x, lane->pole) + margin;
}

/* Do leaders that slant from the anchors themselves cross? */
static bool fan_crosses(const CairnField *field, const Sites *sites, int from, int to, double knee) {
  for (int i = from; i + 1 < to; i++) {
    CairnPoint a = field->scene->anchors[sites->lanes[i].milestone];
    CairnPoint b = field->scene->anchors[sites->lanes[i + 1].milestone];
    CairnSegment p = {{sites->lanes[i].pole, sites->up * knee}, a},
                 q = {{sites->lanes[i + 1].pole, sites->up * knee}, b};
    if (cairn_distance(a, b) > 0.1 && cairn_segments_meet(p, q)) return true;
  }
  return false;
}

/* The heights between which the leaders of lanes `from` ... `to` - 1 slant. */
static CairnBundle bundle_of(const CairnField *field, const Sites *sites, int from, int to, double left,
                             double right) {
  double font = field->options->font_px, shift = 0, low = INFINITY, high = -INFINITY;
  for (int i = from; i < to; i++) {
    CairnPoint anchor = field->scene->anchors[sites->lanes[i].milestone];
    shift = fmax(shift, fabs(sites->lanes[i].pole - anchor.x));
    low = fmin(low, sites->up * anchor.y);
    high = fmax(high, sites->up * anchor.y);
  }
  double first = field->scene->anchors[sites->lanes[from].milestone].x;
  double last = field->scene->anchors[sites->lanes[to - 1].milestone].x;
  CairnBundle bundle = {left, right, high, SLOPE * shift, high - low < FLAT * font && last - first < font};
  if (shift == 0) return (CairnBundle){left, right, -INFINITY, 0, true};
  double fan_rise = bundle.rise + KNEE_HEIGHT * font;
  if (bundle.fan && !fan_crosses(field, sites, from, to, high + fan_rise)) {
    bundle.rise = fan_rise;
    return bundle;
  }
  bundle.fan = false;
  bundle.foot = high + KNEE_HEIGHT * font;
  for (int i = cairn_coverage_column(field->coverage, left);
       i <= cairn_coverage_column(field->coverage, right); i++)
    bundle.foot = fmax(bundle.foot, sites->skyline[i]);
  return bundle;
}

/* Where the slanting pieces begin: over the anchors, but apart from each other. */
static void spread_feet(CairnField *field, const Sites *sites, int from, int to) {
  int n = to - from;
  double *buffer = cairn_arena_array(field->arena, (size_t)n * 8, double);
  for (int i = 0; i < n; i++) {
    buffer[i] = field->scene->anchors[sites->lanes[from + i].milestone].x;
    buffer[n + i] = FOOT_GAP * field->options->font_px;
    buffer[2 * n + i] = -INFINITY;
    buffer[3 * n + i] = INFINITY;
  }
  cairn_isotonic_place(buffer + 4 * n, buffer, buffer + n, buffer + 2 * n, buffer + 3 * n, n, buffer + 5 * n);
  for (int i = 0; i < n; i++) {
    double x = buffer[4 * n + i];
    sites->lanes[from + i].foot = fabs(x - buffer[i]) < 0.25 ? buffer[i] : x;
  }
}

int cairn_bundles_find(CairnField *field, CairnLane *lanes, int n, int up, const double *skyline,
                       CairnBundle *bundles) {
  Sites sites = {lanes, up, skyline};
  int n_bundles = 0;
  for (int i = 0, end; i < n; i = end) {
    double left, right, next_left, next_right;
    span_of(field, &lanes[i], &left, &right);
    for (end = i + 1; end < n; end++) {
      span_of(field, &lanes[end], &next_left, &next_right);
      if (next_left > right) break;
      left = fmin(left, next_left);
      right = fmax(right, next_right);
    }
    for (int k = i; k < end; k++)
      lanes[k].bundle = n_bundles;
    bundles[n_bundles++] = bundle_of(field, &sites, i, end, left, right);
    spread_feet(field, &sites, i, end);
  }
  return n_bundles;
}
