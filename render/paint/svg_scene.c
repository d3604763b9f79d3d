#include <math.h>
#include <string.h>

#include "paint/svg_writer.h"
#include "paint/window.h"
#include "scene/path_item.h"

/* ---- Roles ---- */

static const char *role_class(CairnRole role) {
  static const char *const names[] = {
      [CAIRN_ROLE_MARK] = "mark",
      [CAIRN_ROLE_PAGE] = "page",
      [CAIRN_ROLE_VIEW] = "view",
      [CAIRN_ROLE_CONTAINER] = "container",
      [CAIRN_ROLE_AXIS] = "axis",
      [CAIRN_ROLE_AXIS_GRID] = "axis-grid",
      [CAIRN_ROLE_AXIS_TICK] = "axis-tick",
      [CAIRN_ROLE_AXIS_DOMAIN] = "axis-domain",
      [CAIRN_ROLE_AXIS_LABEL] = "axis-label",
      [CAIRN_ROLE_AXIS_TITLE] = "axis-title",
      [CAIRN_ROLE_LEGEND] = "legend",
      [CAIRN_ROLE_LEGEND_SYMBOL] = "legend-symbol",
      [CAIRN_ROLE_LEGEND_LABEL] = "legend-label",
      [CAIRN_ROLE_LEGEND_GRADIENT] = "legend-gradient",
      [CAIRN_ROLE_LEGEND_TITLE] = "legend-title",
      [CAIRN_ROLE_TITLE] = "title",
      [CAIRN_ROLE_SUBTITLE] = "subtitle",
      [CAIRN_ROLE_SOURCE] = "source",
      [CAIRN_ROLE_MILESTONE] = "milestone",
  };
  return role < G_N_ELEMENTS(names) && names[role] ? names[role] : "part";
}

static const char *kind_class(CairnMarkKind kind) {
  static const char *const names[] = {
      [CAIRN_RECT] = "rect",   [CAIRN_SYMBOL] = "symbol", [CAIRN_RULE] = "rule",
      [CAIRN_TEXT] = "text",   [CAIRN_LINE] = "line",     [CAIRN_AREA] = "area",
      [CAIRN_TRAIL] = "trail", [CAIRN_ARC] = "arc",       [CAIRN_PATH] = "path",
  };
  return names[kind];
}

/* A layer's name as a class: letters, digits, - and _; anything else becomes _. */
static void append_name_class(GString *out, const char *name) {
  if (!name || !*name) return;
  cairn_put_text(out, " cairn-name-");
  for (const char *at = name; *at; at++)
    g_string_append_c(out, g_ascii_isalnum(*at) || *at == '-' ? *at : '_');
}

/* ---- Shapes ---- */

/* Each opens its element and returns the element's name. */
static const char *append_rect(CairnSvg *svg, const CairnRectItem *rect) {
  GString *out = svg->body;
  cairn_put_text(out, "<rect");
  cairn_svg_attribute(out, "x", fmin(rect->x, rect->x + rect->width));
  cairn_svg_attribute(out, "y", fmin(rect->y, rect->y + rect->height));
  cairn_svg_attribute(out, "width", fabs(rect->width));
  cairn_svg_attribute(out, "height", fabs(rect->height));
  return "rect";
}

static const char *append_circle(CairnSvg *svg, const CairnSymbolItem *symbol) {
  GString *out = svg->body;
  cairn_put_text(out, "<circle");
  cairn_svg_attribute(out, "cx", symbol->x);
  cairn_svg_attribute(out, "cy", symbol->y);
  cairn_svg_attribute(out, "r", sqrt(fmax(symbol->size, 0)) / 2);
  return "circle";
}

static const char *append_line(CairnSvg *svg, const CairnRuleItem *rule) {
  GString *out = svg->body;
  cairn_put_text(out, "<line");
  cairn_svg_attribute(out, "x1", rule->x);
  cairn_svg_attribute(out, "y1", rule->y);
  cairn_svg_attribute(out, "x2", rule->x2);
  cairn_svg_attribute(out, "y2", rule->y2);
  return "line";
}

/* The item's outline, kept inside the window around the page. */
static const char *append_path(CairnSvg *svg, CairnMarkKind kind, const CairnItem *item) {
  CairnPath *path = &svg->scratch;
  CairnBox window = svg->window;
  window.x -= svg->x;
  window.y -= svg->y;
  cairn_path_reset(path);
  cairn_path_item(path, kind, item);
  if (!cairn_window_holds(window, path)) {
    cairn_path_reset(&svg->clipped);
    bool fills = cairn_paint_has_fill(item->paint);
    (fills ? cairn_window_clip_fill : cairn_window_clip_stroke)(window, path, &svg->clipped);
    path = &svg->clipped;
  }
  cairn_put_text(svg->body, "<path d=\"");
  cairn_svg_path_data(svg->body, path, 2);
  g_string_append_c(svg->body, '"');
  return "path";
}

static bool is_moderate(double value) {
  return fabs(value) < 1e7; /* false for NaN */
}

static bool is_plain_rect(const CairnRectItem *r) {
  bool square = !(r->corner[0] > 0 || r->corner[1] > 0 || r->corner[2] > 0 || r->corner[3] > 0);
  return square && is_moderate(r->x) && is_moderate(r->y) && is_moderate(r->width) && is_moderate(r->height);
}

static bool is_plain_circle(const CairnSymbolItem *s) {
  return (!s->shape || strcmp(s->shape, "circle") == 0) && is_moderate(s->x) && is_moderate(s->y) &&
         is_moderate(s->size);
}

static bool is_plain_line(const CairnRuleItem *r) {
  return is_moderate(r->x) && is_moderate(r->y) && is_moderate(r->x2) && is_moderate(r->y2);
}

static const char *append_shape(CairnSvg *svg, CairnMarkKind kind, const CairnItem *item) {
  if (kind == CAIRN_RECT && is_plain_rect(&item->rect)) return append_rect(svg, &item->rect);
  if (kind == CAIRN_SYMBOL && is_plain_circle(&item->symbol)) return append_circle(svg, &item->symbol);
  if (kind == CAIRN_RULE && is_plain_line(&item->rule)) return append_line(svg, &item->rule);
  return append_path(svg, kind, item);
}

/* `told`: what a reader may be told of the item, or NULL. */
static void append_item(CairnSvg *svg, CairnMarkKind kind, const CairnItem *item, const CairnPaint *shared,
                        CairnSvgInk ink, const char *told) {
  if (!cairn_paint_has_fill(item->paint) && !cairn_paint_has_stroke(item->paint)) return;
  bool linked = cairn_svg_open_link(svg->body, item->href);
  const char *tag = append_shape(svg, kind, item);
  if (!shared) cairn_svg_paint(svg, item->paint, NULL, ink);
  if (told) {
    g_string_append_c(svg->body, '>');
    cairn_svg_told(svg->body, told);
    cairn_put_text(svg->body, "</");
    cairn_put_text(svg->body, tag);
    cairn_put_text(svg->body, ">");
  } else {
    cairn_put_text(svg->body, "/>");
  }
  cairn_put_text(svg->body, linked ? "</a>\n" : "\n");
}

/* ---- Marks and groups ---- */

static bool same_paint(const CairnPaint *a, const CairnPaint *b) {
  return a == b || (a && b && memcmp(a, b, sizeof *a) == 0);
}

static bool same_font(const CairnFont *a, const CairnFont *b) {
  return a == b || (g_strcmp0(a->family, b->family) == 0 && a->size == b->size && a->weight == b->weight &&
                    a->italic == b->italic);
}

static CairnSvgShared shared_by(const CairnMark *mark) {
  if (mark->n < 2) return (CairnSvgShared){NULL, NULL};
  const CairnItem *first = &mark->items[0];
  CairnSvgShared shared = {first->paint, mark->kind == CAIRN_TEXT ? first->text.font : NULL};
  for (size_t i = 1; i < mark->n && (shared.paint || shared.font); i++) {
    const CairnItem *item = &mark->items[i];
    if (shared.paint && !same_paint(shared.paint, item->paint)) shared.paint = NULL;
    if (shared.font && !same_font(shared.font, item->text.font)) shared.font = NULL;
  }
  return shared;
}

static guint clip_id(CairnSvg *svg, CairnBox box) {
  g_autoptr(GString) rect = g_string_new("<rect");
  cairn_svg_attribute(rect, "x", box.x);
  cairn_svg_attribute(rect, "y", box.y);
  cairn_svg_attribute(rect, "width", fmax(box.width, 0));
  cairn_svg_attribute(rect, "height", fmax(box.height, 0));
  cairn_put_text(rect, "/>");
  gpointer known = g_hash_table_lookup(svg->clips, rect->str);
  if (known) return GPOINTER_TO_UINT(known);
  guint id = ++svg->n_ids;
  g_hash_table_insert(svg->clips, g_strdup(rect->str), GUINT_TO_POINTER(id));
  g_string_append_printf(svg->defs, "<clipPath id=\"" CAIRN_SVG_PREFIX "%u\">%s</clipPath>\n", id, rect->str);
  return id;
}

static void open_mark(CairnSvg *svg, const CairnMark *mark, const CairnSvgShared *shared,
                      const CairnBox *plot, CairnSvgInk ink) {
  g_autoptr(GString) classes = g_string_new(NULL);
  if (svg->live) {
    cairn_put_text(classes, "cairn-");
    cairn_put_text(classes, role_class(mark->role));
    cairn_put_text(classes, " cairn-");
    cairn_put_text(classes, kind_class(mark->kind));
    if (mark->role == CAIRN_ROLE_MARK) g_string_append_printf(classes, " cairn-layer-%u", svg->layer);
    append_name_class(classes, mark->name);
  }
  cairn_put_text(svg->body, "<g");
  if (mark->clip && plot)
    g_string_append_printf(svg->body, " clip-path=\"url(#" CAIRN_SVG_PREFIX "%u)\"", clip_id(svg, *plot));
  if (shared->font) cairn_svg_font(svg, shared->font);
  if (shared->paint)
    cairn_svg_paint(svg, shared->paint, classes->str, ink);
  else if (classes->len)
    g_string_append_printf(svg->body, " class=\"%s\"", classes->str);
  cairn_put_text(svg->body, ">\n");
}

static void append_mark(CairnSvg *svg, const CairnMark *mark, const CairnBox *plot) {
  svg->layer += mark->role == CAIRN_ROLE_MARK;
  if (mark->n == 0) return;
  CairnSvgInk ink = cairn_svg_ink(svg, mark);
  CairnSvgShared shared = shared_by(mark);
  bool grouped = svg->live || shared.paint || shared.font || (mark->clip && plot);
  if (grouped) open_mark(svg, mark, &shared, plot, ink);
  if (mark->kind == CAIRN_TEXT)
    cairn_svg_texts(svg, mark, &shared, ink);
  else
    for (size_t i = 0; i < mark->n; i++)
      append_item(svg, mark->kind, &mark->items[i], shared.paint, ink,
                  svg->live && mark->tell ? mark->tell(mark, i) : NULL);
  if (grouped) cairn_put_text(svg->body, "</g>\n");
  if (mark->kind == CAIRN_RECT) g_ptr_array_add(svg->bars, (gpointer)(guintptr)mark);
}

static void append_background(CairnSvg *svg, const CairnGroup *group) {
  if (!group->paint) return;
  double offset = cairn_group_border_offset(group->paint), r = group->corner_radius;
  CairnItem item = {.paint = group->paint,
                    .rect = {offset, offset, group->width, group->height, {r, r, r, r}, false}};
  append_item(svg, CAIRN_RECT, &item, NULL, CAIRN_SVG_PAPER, NULL);
}

static void open_group(CairnSvg *svg, const CairnGroup *group, double x, double y) {
  cairn_put_text(svg->body, "<g");
  if (svg->live) {
    cairn_put_text(svg->body, " class=\"cairn-");
    cairn_put_text(svg->body, role_class(group->role));
    append_name_class(svg->body, group->name);
    g_string_append_c(svg->body, '"');
  }
  if (x != 0 || y != 0) {
    cairn_put_text(svg->body, " transform=\"translate(");
    cairn_svg_number(svg->body, x);
    g_string_append_c(svg->body, ' ');
    cairn_svg_number(svg->body, y);
    cairn_put_text(svg->body, ")\"");
  }
  cairn_put_text(svg->body, ">\n");
}

/* `plot` as in painter.c: the enclosing view's plot area in the frame of the group's parent, NULL outside of
 * views. */
static void append_group(CairnSvg *svg, const CairnGroup *group, const CairnBox *plot) {
  double x = isfinite(group->x) ? group->x : 0, y = isfinite(group->y) ? group->y : 0;
  CairnBox own = {0, 0, group->width, group->height};
  if (plot && group->role != CAIRN_ROLE_VIEW)
    own = (CairnBox){plot->x - x, plot->y - y, plot->width, plot->height};
  const CairnBox *inner = plot || group->role == CAIRN_ROLE_VIEW ? &own : NULL;
  svg->x += x;
  svg->y += y;
  open_group(svg, group, x, y);
  append_background(svg, group);
  GPtrArray *outer_bars = svg->bars;
  guint outer_layer = svg->layer;
  svg->layer = 0;
  svg->bars = g_ptr_array_new();
  for (size_t i = 0; i < group->n; i++) {
    if (group->children[i].group) append_group(svg, group->children[i].group, inner);
    if (group->children[i].mark) append_mark(svg, group->children[i].mark, inner);
  }
  g_ptr_array_unref(svg->bars);
  svg->bars = outer_bars;
  svg->layer = outer_layer;
  cairn_put_text(svg->body, "</g>\n");
  svg->x -= x;
  svg->y -= y;
}

void cairn_svg_page(CairnSvg *svg) {
  const CairnScene *scene = svg->job->scene;
  CairnPaint paint = cairn_paint_default();
  paint.fill = scene->background;
  CairnItem item = {.paint = &paint, .rect = {.width = scene->width, .height = scene->height}};
  append_item(svg, CAIRN_RECT, &item, NULL, CAIRN_SVG_PAPER, NULL);
  if (scene->page) append_group(svg, scene->page, NULL);
}
