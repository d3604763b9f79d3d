#include "scene/scene.h"

#include <string.h>

CairnGroup *cairn_group_new(CairnArena *arena, CairnRole role, const char *name) {
  CairnGroup *group = cairn_arena_one(arena, CairnGroup);
  group->role = role;
  group->name = name;
  return group;
}

static void add_child(CairnArena *arena, CairnGroup *parent, CairnChild child) {
  if (parent->n == parent->capacity) {
    size_t capacity = parent->capacity ? 2 * parent->capacity : 8;
    CairnChild *children = cairn_arena_array(arena, capacity, CairnChild);
    for (size_t i = 0; i < parent->n; i++)
      children[i] = parent->children[i];
    parent->children = children;
    parent->capacity = capacity;
  }
  parent->children[parent->n++] = child;
}

void cairn_group_add_group(CairnArena *arena, CairnGroup *parent, CairnGroup *child) {
  add_child(arena, parent, (CairnChild){.group = child});
}

static void add_mark(CairnArena *arena, CairnGroup *parent, CairnMark *mark) {
  add_child(arena, parent, (CairnChild){.mark = mark});
}

CairnMark *cairn_mark_new(CairnArena *arena, CairnGroup *parent, CairnMarkKind kind, CairnRole role,
                          const char *name, size_t n) {
  CairnMark *mark = cairn_arena_one(arena, CairnMark);
  mark->kind = kind;
  mark->role = role;
  mark->name = name;
  mark->n = n;
  mark->items = cairn_arena_array(arena, n, CairnItem);
  if (parent) add_mark(arena, parent, mark);
  return mark;
}

CairnPaint cairn_paint_default(void) {
  return (CairnPaint){.fill_opacity = 1, .stroke_opacity = 1, .stroke_width = 1, .miter_limit = 4};
}

static bool is_seen(const CairnBrush *brush, double opacity) {
  switch (brush->kind) {
  case CAIRN_BRUSH_NONE:
    return false;
  case CAIRN_BRUSH_COLOR:
    return opacity * brush->color.a > 0;
  case CAIRN_BRUSH_GRADIENT:
    return opacity > 0 && brush->gradient->n_stops > 0;
  }
  return false;
}

bool cairn_paint_has_fill(const CairnPaint *paint) {
  return paint && is_seen(&paint->fill, paint->fill_opacity);
}

bool cairn_paint_has_stroke(const CairnPaint *paint) {
  return paint && paint->stroke_width > 0 && is_seen(&paint->stroke, paint->stroke_opacity);
}

static const char *const interpolate_names[] = {
    [CAIRN_INTERPOLATE_LINEAR] = "linear",
    [CAIRN_INTERPOLATE_LINEAR_CLOSED] = "linear-closed",
    [CAIRN_INTERPOLATE_STEP] = "step",
    [CAIRN_INTERPOLATE_STEP_BEFORE] = "step-before",
    [CAIRN_INTERPOLATE_STEP_AFTER] = "step-after",
    [CAIRN_INTERPOLATE_BASIS] = "basis",
    [CAIRN_INTERPOLATE_BASIS_CLOSED] = "basis-closed",
    [CAIRN_INTERPOLATE_BASIS_OPEN] = "basis-open",
    [CAIRN_INTERPOLATE_CARDINAL] = "cardinal",
    [CAIRN_INTERPOLATE_CARDINAL_CLOSED] = "cardinal-closed",
    [CAIRN_INTERPOLATE_CARDINAL_OPEN] = "cardinal-open",
    [CAIRN_INTERPOLATE_CATMULL_ROM] = "catmull-rom",
    [CAIRN_INTERPOLATE_BUNDLE] = "bundle",
    [CAIRN_INTERPOLATE_MONOTONE] = "monotone",
    [CAIRN_INTERPOLATE_NATURAL] = "natural",
};

const char *cairn_interpolate_name(CairnInterpolate interpolate) {
  return interpolate_names[interpolate];
}

bool cairn_interpolate_parse(const char *name, CairnInterpolate *out) {
  for (size_t i = 0; i < G_N_ELEMENTS(interpolate_names); i++)
    if (strcmp(interpolate_names[i], name) == 0) {
      *out = (CairnInterpolate)i;
      return true;
    }
  return false;
}
