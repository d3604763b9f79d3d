/* Colours for dark pages: paper and greys turn around, and what would be too close to the dark paper is made
 * lighter.
 *
 * Contrast is that of WCAG 2: what has 4.5 (text) or 3 (anything else) on light paper has it on dark paper
 * too. Colours of data keep their hue, and change together or not at all. Where making the dark ones lighter
 * would bring two of them close together, for any reader, their lightness is turned around as that of greys
 * is: what was darkest becomes lightest. Where texts may stand on them, or where they are a scale with many
 * steps, they tell more as they are. */
#include <math.h>

#include "paint/svg_dark_apart.h"
#include "paint/svg_writer.h"
#include "scene/bounds.h"

enum { MOST_COLORS = 64, MOST_CHROMA = 10 };

#define LEAST_TEXT_CONTRAST 4.5
#define LEAST_CONTRAST      3.0
#define DARKEST_PAPER       0.18 /* luminance below which a page is dark already */
#define KEPT_APART          0.75 /* of the distance of two colours, where they come close to each other */
#define LEAST_APART         0.3  /* below which colours are better left alone */
#define LIGHTEST            92.0 /* L* of what was darkest */
#define DARKEST             45.0 /* L* that has about 3 on dark paper */

static const CairnColor white = {255, 255, 255, 1};

typedef struct Shade {
  CairnColor from, to; /* from.a: how much of it is seen of a mark, with the mark's own opacity */
  bool text;
} Shade;

/* ---- One colour ---- */

/* Cool and warm greys are greys too. */
static bool is_grey(CairnColor color) {
  double lab[3];
  cairn_color_to_channels(CAIRN_SPACE_LAB, color, lab);
  return hypot(lab[1], lab[2]) <= MOST_CHROMA;
}

static bool same_color(CairnColor a, CairnColor b) {
  return fabs(a.r - b.r) < 0.5 && fabs(a.g - b.g) < 0.5 && fabs(a.b - b.b) < 0.5;
}

/* White becomes nearly black, black nearly white; the hue stays. */
static CairnColor turned(CairnColor c) {
  double middle = (fmax(c.r, fmax(c.g, c.b)) + fmin(c.r, fmin(c.g, c.b))) / 2;
  double flipped = 236 - middle * 212 / 255, spread = 212.0 / 255;
  return (CairnColor){CLAMP(flipped + (c.r - middle) * spread, 0, 255),
                      CLAMP(flipped + (c.g - middle) * spread, 0, 255),
                      CLAMP(flipped + (c.b - middle) * spread, 0, 255), c.a};
}

/* What is seen of a colour that lets the paper shine through. */
static CairnColor seen_on(CairnColor paper, CairnColor c) {
  double rest = 1 - c.a;
  return (CairnColor){c.r * c.a + paper.r * rest, c.g * c.a + paper.g * rest, c.b * c.a + paper.b * rest, 1};
}

static double contrast_on(CairnColor paper, CairnColor color) {
  return cairn_color_contrast(seen_on(paper, color), paper);
}

/* The darkest colour of this hue that is no darker and has that contrast with the dark paper. */
static CairnColor lightened(CairnColor color, CairnColor paper, double contrast) {
  const double margin = 0.03; /* what is lost when channels are rounded */
  if (contrast_on(paper, color) >= contrast) return color;
  double lab[3];
  cairn_color_to_channels(CAIRN_SPACE_LAB, color, lab);
  double low = lab[0], high = 100;
  CairnColor best = {255, 255, 255, color.a};
  for (int i = 0; i < 20; i++) {
    lab[0] = (low + high) / 2;
    CairnColor tried = cairn_color_from_channels(CAIRN_SPACE_LAB, lab, color.a);
    tried = (CairnColor){CLAMP(tried.r, 0, 255), CLAMP(tried.g, 0, 255), CLAMP(tried.b, 0, 255), color.a};
    bool enough = contrast_on(paper, tried) >= contrast + margin;
    if (enough) best = tried;
    *(enough ? &high : &low) = lab[0];
  }
  return best;
}

static double wanted(const CairnSvgDark *dark, CairnColor color, double least) {
  return fmin(least, contrast_on(dark->paper, color));
}

/* ---- The colours of the data ---- */

static void add_shade(CairnSvgDark *dark, CairnColor color, bool text) {
  const double steps = 20;
  bool known = false;
  color.a = fmax(round(color.a * steps), 1) / steps;
  for (guint i = 0; i < dark->palette->len; i++) {
    const Shade *shade = &g_array_index(dark->palette, Shade, i);
    if (!same_color(shade->from, color)) continue;
    if (shade->text == text && shade->from.a == color.a) return;
    known = true;
  }
  dark->n_colors += !known;

  Shade shade = {color, color, text};
  g_array_append_val(dark->palette, shade);
}

static void add_brush(CairnSvgDark *dark, const CairnBrush *brush, double opacity, CairnMarkKind kind) {
  CairnColor color = brush->color;
  color.a *= opacity;
  if (brush->kind == CAIRN_BRUSH_GRADIENT)
    dark->graded = true;
  else if (!is_grey(color))
    add_shade(dark, color, kind == CAIRN_TEXT);
  dark->graded |= dark->n_colors > MOST_COLORS;
}

/* Texts of the data may stand on areas of the data, in a colour that was chosen for that. */
static void add_kind(CairnSvgDark *dark, CairnMarkKind kind) {
  dark->has_texts |= kind == CAIRN_TEXT;
  dark->has_areas |= kind == CAIRN_RECT || kind == CAIRN_AREA || kind == CAIRN_ARC || kind == CAIRN_PATH;
}

static void add_group(CairnSvgDark *dark, const CairnGroup *group) {
  for (size_t i = 0; i < group->n; i++) {
    const CairnMark *mark = group->children[i].mark;
    if (group->children[i].group) add_group(dark, group->children[i].group);
    if (mark && mark->role == CAIRN_ROLE_MARK) add_kind(dark, mark->kind);
    for (size_t k = 0; mark && k < mark->n && !dark->graded; k++) {
      const CairnPaint *paint = mark->items[k].paint;
      if (k > 0 && paint == mark->items[k - 1].paint) continue;
      if (cairn_paint_has_fill(paint)) add_brush(dark, &paint->fill, paint->fill_opacity, mark->kind);
      if (cairn_paint_has_stroke(paint)) add_brush(dark, &paint->stroke, paint->stroke_opacity, mark->kind);
    }
  }
}

/* How much of their differences is left. */
static double apart(const GArray *palette) {
  guint n = palette->len;
  g_autofree CairnColor *from = g_new(CairnColor, n), *to = g_new(CairnColor, n);
  for (guint i = 0; i < n; i++) {
    from[i] = g_array_index(palette, Shade, i).from;
    to[i] = g_array_index(palette, Shade, i).to;
  }
  return cairn_svg_dark_apart(from, to, n);
}

/* Makes each colour as light as it needs, from what it is, or from `to`. A colour that is seen in several
 * ways becomes the lightest of what they need. */
static void lighten(CairnSvgDark *dark, bool from_to) {
  for (guint i = 0; i < dark->palette->len; i++) {
    Shade *shade = &g_array_index(dark->palette, Shade, i);
    double least = shade->text ? LEAST_TEXT_CONTRAST : LEAST_CONTRAST;
    shade->to =
        lightened(from_to ? shade->to : shade->from, dark->dark_paper, wanted(dark, shade->from, least));
    for (guint k = 0; k < i; k++) {
      Shade *other = &g_array_index(dark->palette, Shade, k);
      if (!same_color(shade->from, other->from)) continue;
      bool lighter = cairn_color_luminance(shade->to) > cairn_color_luminance(other->to);
      *(lighter ? &other->to : &shade->to) = lighter ? shade->to : other->to;
    }
  }
}

static double lightness_of(CairnColor color) {
  double lab[3];
  cairn_color_to_channels(CAIRN_SPACE_LAB, color, lab);
  return lab[0];
}

/* The darkest becomes the lightest, and the others follow in turn. */
static void turn_palette(CairnSvgDark *dark) {
  double low = 100, high = 0;
  for (guint i = 0; i < dark->palette->len; i++) {
    double lightness = lightness_of(g_array_index(dark->palette, Shade, i).from);
    low = fmin(low, lightness);
    high = fmax(high, lightness);
  }
  double slope = fmin((LIGHTEST - DARKEST) / fmax(high - low, 1), 1);
  for (guint i = 0; i < dark->palette->len; i++) {
    Shade *shade = &g_array_index(dark->palette, Shade, i);
    shade->to = cairn_svg_dark_at(shade->from, LIGHTEST - slope * (lightness_of(shade->from) - low));
  }
}

static void lighten_palette(CairnSvgDark *dark) {
  lighten(dark, false);
  double kept = apart(dark->palette);
  if (kept >= KEPT_APART) return;
  if (!(dark->has_texts && dark->has_areas)) {
    turn_palette(dark);
    lighten(dark, true);
    if (apart(dark->palette) > kept)
      kept = apart(dark->palette);
    else
      lighten(dark, false);
  }
  if (kept < LEAST_APART) g_array_set_size(dark->palette, 0);
}

/* ---- Rules ---- */

/* The page seen through its background. */
static CairnColor paper_of(const CairnScene *scene) {
  return seen_on(white, scene->background.kind == CAIRN_BRUSH_COLOR ? scene->background.color : white);
}

void cairn_svg_dark_init(CairnSvgDark *dark, const CairnScene *scene, const char *scope) {
  CairnColor paper = paper_of(scene);
  if (cairn_color_luminance(paper) <= DARKEST_PAPER) return;
  *dark = (CairnSvgDark){.on = true, .scope = scope, .paper = paper, .dark_paper = turned(paper)};
  dark->palette = g_array_new(FALSE, FALSE, sizeof(Shade));
  dark->rules = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  dark->css = g_string_new(NULL);
  if (scene->page) add_group(dark, scene->page);
  lighten_palette(dark);
}

void cairn_svg_dark_clear(CairnSvgDark *dark) {
  if (!dark->on) return;
  g_array_unref(dark->palette);
  g_hash_table_unref(dark->rules);
  g_string_free(dark->css, TRUE);
}

static CairnColor dark_color(const CairnSvgDark *dark, CairnColor color, CairnSvgInk ink) {
  if (ink == CAIRN_SVG_KEPT) return color;
  if (ink == CAIRN_SVG_PAPER) return turned(color);
  if (is_grey(color))
    return lightened(turned(color), dark->dark_paper, wanted(dark, color, LEAST_TEXT_CONTRAST));
  for (guint i = 0; i < dark->palette->len; i++) {
    const Shade *shade = &g_array_index(dark->palette, Shade, i);
    if (same_color(shade->from, color)) return shade->to;
  }
  return color;
}

guint cairn_svg_dark_rule(CairnSvgDark *dark, CairnColor color, bool strokes, CairnSvgInk ink) {
  if (!dark->on) return 0;
  CairnColor to = dark_color(dark, color, ink);
  if (same_color(color, to)) return 0;
  char hex[8];
  cairn_color_to_hex(to, hex);
  g_autofree char *text = g_strdup_printf("%s:%s", strokes ? "stroke" : "fill", hex);
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(dark->rules, text));
  if (number) return number;
  number = g_hash_table_size(dark->rules) + 1;
  g_string_append_printf(dark->css, "%s." CAIRN_SVG_PREFIX "d%u{%s}", dark->scope, number, text);
  g_hash_table_insert(dark->rules, g_steal_pointer(&text), GUINT_TO_POINTER(number));
  return number;
}

void cairn_svg_dark_rules(const CairnSvgDark *dark, GString *out) {
  if (dark->on && dark->css->len)
    g_string_append_printf(out, "@media (prefers-color-scheme:dark){%s}", dark->css->str);
}

/* ---- Marks ---- */

static bool holds(const CairnRectItem *rect, double x, double y) {
  double left = fmin(rect->x, rect->x + rect->width), top = fmin(rect->y, rect->y + rect->height);
  return x >= left && x <= left + fabs(rect->width) && y >= top && y <= top + fabs(rect->height);
}

/* Has the point a filled rect below it that keeps its colour? */
static bool is_on_bar(const CairnSvg *svg, double x, double y) {
  bool found = false;
  for (guint i = 0; i < svg->bars->len; i++) {
    const CairnMark *bars = g_ptr_array_index(svg->bars, i);
    for (size_t k = 0; k < bars->n; k++) {
      const CairnPaint *paint = bars->items[k].paint;
      if (!cairn_paint_has_fill(paint) || !holds(&bars->items[k].rect, x, y)) continue;
      found = svg->dark.graded || paint->fill.kind == CAIRN_BRUSH_GRADIENT || !is_grey(paint->fill.color);
    }
  }
  return found;
}

static bool is_text_on_bar(const CairnSvg *svg, const CairnTextItem *text) {
  const CairnMeasure measure = cairn_text_measure(svg->job->measurer);
  CairnBox box = cairn_text_bounds(text, measure);
  return is_on_bar(svg, box.x + box.width / 2, box.y + box.height / 2);
}

static bool stands_on_bars(const CairnSvg *svg, const CairnMark *texts) {
  const size_t sample = 50;
  size_t n = MIN(texts->n, sample), on_bars = 0;
  if (svg->bars->len == 0) return false;
  for (size_t i = 0; i < n; i++)
    on_bars += is_text_on_bar(svg, &texts->items[i * texts->n / n].text);
  return 2 * on_bars > n;
}

/* Text that could not be read on the paper stands on something else. */
static bool is_paper_on_something(const CairnSvgDark *dark, const CairnPaint *paint) {
  const double unreadable = 1.5;
  return paint->fill.kind == CAIRN_BRUSH_COLOR && !cairn_paint_has_stroke(paint) &&
         cairn_color_contrast(paint->fill.color, dark->paper) < unreadable;
}

static bool is_few(const CairnSvg *svg, const CairnMark *texts) {
  const size_t most_looks = 1000000;
  size_t n_bars = 0;
  for (guint i = 0; i < svg->bars->len; i++)
    n_bars += ((const CairnMark *)g_ptr_array_index(svg->bars, i))->n;
  return n_bars == 0 || texts->n < most_looks / n_bars;
}

CairnSvgInk cairn_svg_text_ink(const CairnSvg *svg, const CairnMark *texts, size_t i, CairnSvgInk ink) {
  if (!svg->dark.on || texts->role != CAIRN_ROLE_MARK || !is_few(svg, texts)) return ink;
  const CairnItem *item = &texts->items[i];
  bool kept = is_paper_on_something(&svg->dark, item->paint) || is_text_on_bar(svg, &item->text);
  return kept ? CAIRN_SVG_KEPT : CAIRN_SVG_INK;
}

CairnSvgInk cairn_svg_ink(const CairnSvg *svg, const CairnMark *mark) {
  if (!svg->dark.on || mark->n == 0) return CAIRN_SVG_INK;
  bool is_data = mark->role == CAIRN_ROLE_MARK, is_text = mark->kind == CAIRN_TEXT;
  if (is_data && is_text)
    return is_paper_on_something(&svg->dark, mark->items[0].paint) || stands_on_bars(svg, mark)
               ? CAIRN_SVG_KEPT
               : CAIRN_SVG_INK;
  bool by_scale =
      is_data || mark->role == CAIRN_ROLE_LEGEND_SYMBOL || mark->role == CAIRN_ROLE_LEGEND_GRADIENT;
  return svg->dark.graded && by_scale && mark->kind != CAIRN_RULE ? CAIRN_SVG_KEPT : CAIRN_SVG_INK;
}
