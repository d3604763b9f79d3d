/* The resolved picture: what is painted, where, in which order. Nothing here refers to data, scales or specs.
 *
 * A scene is a tree of groups. A group has an origin, maybe a background, and children in paint order: groups
 * and marks. A mark is a run of items of one type. All memory is the chart's arena. Lengths are px, y grows
 * downwards, angles are degrees clockwise except those of arcs (radians clockwise from 12 o'clock).
 * Coordinates are relative to the group. */
#pragma once

#include "base/arena.h"
#include "base/color.h"
#include "base/geometry.h"
#include "scene/vertex_source.h"

/* ---- Paint ---- */

typedef struct CairnGradientStop {
  double offset; /* 0..1 */
  CairnColor color;
} CairnGradientStop;

/* Coordinates are fractions of the painted item's bounding box, as in Vega. */
typedef struct CairnGradient {
  bool radial;
  double x1, y1, r1, x2, y2, r2; /* r1, r2 only when radial */
  size_t n_stops;
  const CairnGradientStop *stops;
  unsigned given; /* bit 0 for x1, 1 for y1, 2 for r1, ...: what the spec gives; the rest are defaults */
} CairnGradient;

typedef enum CairnBrushKind { CAIRN_BRUSH_NONE, CAIRN_BRUSH_COLOR, CAIRN_BRUSH_GRADIENT } CairnBrushKind;

typedef struct CairnBrush {
  CairnBrushKind kind;
  CairnColor color; /* alpha included */
  const CairnGradient *gradient;
} CairnBrush;

typedef enum CairnLineCap { CAIRN_CAP_BUTT, CAIRN_CAP_ROUND, CAIRN_CAP_SQUARE } CairnLineCap;
typedef enum CairnLineJoin { CAIRN_JOIN_MITER, CAIRN_JOIN_ROUND, CAIRN_JOIN_BEVEL } CairnLineJoin;

/* How an item is painted; shared by many items. */
typedef struct CairnPaint {
  CairnBrush fill, stroke;
  double fill_opacity, stroke_opacity; /* 0..1: products of all opacities but the colours' own alpha */
  double stroke_width;
  const double *dash; /* px; n_dash numbers, NULL when solid */
  size_t n_dash;
  double dash_offset;
  CairnLineCap cap;
  CairnLineJoin join;
  double miter_limit;
  const char *blend; /* CSS blend mode or NULL */
} CairnPaint;

/* ---- Items ---- */

typedef enum CairnMarkKind {
  CAIRN_RECT,
  CAIRN_SYMBOL,
  CAIRN_RULE,
  CAIRN_TEXT,
  CAIRN_LINE,
  CAIRN_AREA,
  CAIRN_TRAIL,
  CAIRN_ARC,
  CAIRN_PATH, /* an SVG path, e.g. of a legend or a leader with bends */
} CairnMarkKind;

typedef struct CairnRectItem {
  double x, y, width, height;
  double corner[4];     /* radii: top left, top right, bottom right, bottom left */
  bool corner_of_stack; /* the radii are those of a stack that ends here, not of this bar */
} CairnRectItem;

typedef struct CairnSymbolItem {
  double x, y; /* centre */
  double size; /* area in px² of the bounding square, as in Vega */
  double angle;
  const char *shape; /* a name of Vega ("circle", "triangle-up", ...) or an SVG path over [-1, 1]² */
} CairnSymbolItem;

typedef struct CairnRuleItem {
  double x, y, x2, y2;
} CairnRuleItem;

typedef enum CairnAlign { CAIRN_ALIGN_LEFT, CAIRN_ALIGN_CENTER, CAIRN_ALIGN_RIGHT } CairnAlign;
typedef enum CairnBaseline {
  CAIRN_BASELINE_ALPHABETIC,
  CAIRN_BASELINE_TOP,
  CAIRN_BASELINE_MIDDLE,
  CAIRN_BASELINE_BOTTOM,
  CAIRN_BASELINE_LINE_TOP,
  CAIRN_BASELINE_LINE_BOTTOM,
} CairnBaseline;

typedef struct CairnFont {
  const char *family; /* CSS font family list */
  double size;        /* px */
  int weight;         /* 100..900 */
  bool italic;
} CairnFont;

typedef struct CairnTextItem {
  double x, y;              /* the anchor, dx and dy applied, before the baseline shift */
  const char *const *lines; /* UTF-8, no line breaks inside; n_lines of them */
  size_t n_lines;
  const CairnFont *font;
  double line_height; /* px from one baseline to the next */
  double angle;       /* about the anchor */
  CairnAlign align;
  CairnBaseline baseline;
  double limit;             /* longest line in px; 0 = none. The painted lines are `shown` */
  const char *const *shown; /* the lines after shortening to `limit`; equal to `lines` where nothing is cut */
  bool right_to_left;
  double position; /* axis labels: where along the axis their tick is, before label shifts; else 0 */
} CairnTextItem;

/* How the vertices of a line or area are joined (d3-shape's names). */
typedef enum CairnInterpolate {
  CAIRN_INTERPOLATE_LINEAR,
  CAIRN_INTERPOLATE_LINEAR_CLOSED,
  CAIRN_INTERPOLATE_STEP,
  CAIRN_INTERPOLATE_STEP_BEFORE,
  CAIRN_INTERPOLATE_STEP_AFTER,
  CAIRN_INTERPOLATE_BASIS,
  CAIRN_INTERPOLATE_BASIS_CLOSED,
  CAIRN_INTERPOLATE_BASIS_OPEN,
  CAIRN_INTERPOLATE_CARDINAL,
  CAIRN_INTERPOLATE_CARDINAL_CLOSED,
  CAIRN_INTERPOLATE_CARDINAL_OPEN,
  CAIRN_INTERPOLATE_CATMULL_ROM,
  CAIRN_INTERPOLATE_BUNDLE,
  CAIRN_INTERPOLATE_MONOTONE, /* along x, or along y when `vertical` */
  CAIRN_INTERPOLATE_NATURAL,
} CairnInterpolate;

/* "step-before", ...: the names of specs. False when `name` is none. */
const char *cairn_interpolate_name(CairnInterpolate interpolate);
bool cairn_interpolate_parse(const char *name, CairnInterpolate *out);

/* A vertex of a line (x, y), an area (x, y, x2, y2: its two edges) or a trail (x, y, width). A vertex that is
 * not `defined` is a gap. */
typedef struct CairnVertex {
  double x, y, x2, y2, width;
  bool defined;
} CairnVertex;

typedef struct CairnLineItem { /* lines, areas and trails */
  size_t n;
  const CairnVertex *vertices;
  CairnInterpolate interpolate;
  bool has_tension;
  double tension;
  bool horizontal; /* areas whose edges run along y, and monotone lines along y */
  /* Of a dense one: all vertices, for bitmaps, where `vertices` are those that its outline needs. NULL: the same. */
  const CairnVertexSource *source;
} CairnLineItem;

typedef struct CairnArcItem {
  double x, y, start_angle, end_angle, inner_radius, outer_radius, pad_angle, corner_radius;
  double angle; /* that the whole is turned by, degrees clockwise */
} CairnArcItem;

typedef struct CairnPathItem {
  double x, y;
  const char *path; /* SVG path data */
  double angle, scale_x, scale_y;
} CairnPathItem;

typedef struct CairnItem {
  const CairnPaint *paint;
  const char *href; /* a link that cairn_link_is_allowed, or NULL */
  union {
    CairnRectItem rect;
    CairnSymbolItem symbol;
    CairnRuleItem rule;
    CairnTextItem text;
    CairnLineItem line;
    CairnArcItem arc;
    CairnPathItem path;
  };
} CairnItem;

/* ---- Marks and groups ---- */

/* What a mark or group is for: decides class names in live SVG and the summary that `inspect` prints. */
typedef enum CairnRole {
  CAIRN_ROLE_MARK,      /* the data */
  CAIRN_ROLE_PAGE,      /* the root group */
  CAIRN_ROLE_VIEW,      /* a plot: its background is the plot's, its children axes and marks */
  CAIRN_ROLE_CONTAINER, /* a group of views (facet, concat), or of parts */
  CAIRN_ROLE_AXIS,      /* a group with `orient`; its children have the next five roles */
  CAIRN_ROLE_AXIS_GRID,
  CAIRN_ROLE_AXIS_TICK,
  CAIRN_ROLE_AXIS_DOMAIN,
  CAIRN_ROLE_AXIS_LABEL,
  CAIRN_ROLE_AXIS_TITLE,
  CAIRN_ROLE_LEGEND, /* a group; its children have the next four roles */
  CAIRN_ROLE_LEGEND_SYMBOL,
  CAIRN_ROLE_LEGEND_LABEL,
  CAIRN_ROLE_LEGEND_GRADIENT, /* rects of a ramp: one with a gradient brush, or one per band */
  CAIRN_ROLE_LEGEND_TITLE,
  CAIRN_ROLE_TITLE, /* chart title and subtitle, facet headers */
  CAIRN_ROLE_SUBTITLE,
  CAIRN_ROLE_SOURCE,    /* source line and note */
  CAIRN_ROLE_MILESTONE, /* a group: labels, leaders and markers of milestones */
} CairnRole;

typedef enum CairnOrient {
  CAIRN_ORIENT_LEFT,
  CAIRN_ORIENT_RIGHT,
  CAIRN_ORIENT_TOP,
  CAIRN_ORIENT_BOTTOM
} CairnOrient;

typedef struct CairnMark CairnMark;

struct CairnMark {
  CairnMarkKind kind;
  CairnRole role;
  const char *name; /* layer or mark name, for class names; may be NULL */
  bool clip;        /* to the enclosing view's plot area */
  size_t n;
  CairnItem *items;
  /* What a reader may be told of an item, its data values; NULL: nothing. Made when a writer asks for it,
   * since most pictures show none of it. In the arena; NULL where there is nothing to tell. */
  const char *(*tell)(const CairnMark *mark, size_t item);
  const void *told; /* what `tell` knows */
};

typedef struct CairnGroup CairnGroup;

/* A child is a group or a mark. */
typedef struct CairnChild {
  CairnGroup *group;
  CairnMark *mark;
} CairnChild;

typedef enum CairnLegendKind {
  CAIRN_LEGEND_OF_SYMBOLS,
  CAIRN_LEGEND_OF_RAMP,
  CAIRN_LEGEND_OF_BANDS
} CairnLegendKind;

struct CairnGroup {
  CairnRole role;
  const char *name;
  double x, y;          /* origin in the parent group */
  double width, height; /* of the background; for views the plot area */
  double corner_radius;
  const CairnPaint *paint;     /* background, NULL = none */
  CairnOrient orient;          /* CAIRN_ROLE_AXIS */
  CairnLegendKind legend_kind; /* CAIRN_ROLE_LEGEND */
  const CairnBox *layout;      /* what counts as its bounds, in its own frame; NULL: what it paints */
  size_t n;
  CairnChild *children; /* in paint order */
  size_t capacity;
};

typedef struct CairnScene {
  double width, height; /* of the page */
  CairnBrush background;
  CairnGroup *page;                           /* placed on the page by its own x and y */
  const char *title, *description, *language, *author; /* plain text, or NULL */
  const char *labelling;                      /* JSON text of the milestones' layout for `inspect`, or NULL */
} CairnScene;

CairnGroup *cairn_group_new(CairnArena *arena, CairnRole role, const char *name);
void cairn_group_add_group(CairnArena *arena, CairnGroup *parent, CairnGroup *child);

/* A mark of `n` zeroed items, and puts it into `parent` (may be NULL). */
CairnMark *cairn_mark_new(CairnArena *arena, CairnGroup *parent, CairnMarkKind kind, CairnRole role,
                          const char *name, size_t n);

/* Paint with Vega's defaults: no fill, no stroke, opacities 1, stroke width 1, butt caps, miter joins, miter
 * limit 4. */
CairnPaint cairn_paint_default(void);

/* Will anything be seen of an item with this paint? (a brush that is not none, with opacity, and width for
 * strokes) */
bool cairn_paint_has_fill(const CairnPaint *paint);
bool cairn_paint_has_stroke(const CairnPaint *paint);
