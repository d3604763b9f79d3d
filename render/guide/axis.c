#include "guide/axis.h"

#include "guide/axis_parts.h"

#include <string.h>

/* The axes of one channel; drafts are added one by one. */
typedef GPtrArray Drafts;

/* ---- Which axes ---- */

/* Do layers of `view` share what `section` ("scale", "axis") of its resolve is about? */
static bool is_shared(const CairnView *view, const char *section, CairnChannel channel) {
  const json_t *resolve = cairn_json_get(cairn_json_get(view->node, "resolve"), section);
  return g_strcmp0(cairn_json_string(resolve, cairn_channel_name(channel), "shared"), "independent") != 0;
}

/* Merges the axes of one layer, one by one, into those of the layers before; false when they do not suit. */
static bool merge(Drafts *into, const Drafts *from) {
  if (into->len != from->len) return false;
  for (guint i = 0; i < into->len; i++)
    if (!cairn_axis_draft_merge(into->pdata[i], from->pdata[i])) return false;
  return true;
}

static CairnOrient opposite(CairnOrient orient) {
  static const CairnOrient opposites[] = {[CAIRN_ORIENT_LEFT] = CAIRN_ORIENT_RIGHT,
                                          [CAIRN_ORIENT_RIGHT] = CAIRN_ORIENT_LEFT,
                                          [CAIRN_ORIENT_TOP] = CAIRN_ORIENT_BOTTOM,
                                          [CAIRN_ORIENT_BOTTOM] = CAIRN_ORIENT_TOP};
  return opposites[orient];
}

/* Independent axes share the two sides evenly unless they name theirs, and only the first has a grid. */
static void separate(const Drafts *drafts) {
  size_t counts[4] = {0};
  size_t orient_index = cairn_axis_property_index("orient"), grid_index = cairn_axis_property_index("grid");
  for (guint i = 0; i < drafts->len; i++) {
    CairnAxisDraft *draft = drafts->pdata[i];
    CairnOrient orient = cairn_axis_orient(draft);
    CairnAxisProperty *grid = &draft->properties[grid_index];
    if (cairn_axis_is_disabled(draft)) continue;
    if (counts[orient] > counts[opposite(orient)] && !draft->properties[orient_index].is_explicit)
      cairn_axis_set_orient(draft, opposite(orient));
    counts[orient]++;
    if (i > 0 && grid->found.value && !grid->is_explicit) grid->found.value = json_false();
  }
}

static Drafts *collect(CairnGuideReader *reader, CairnView *view, CairnChannel channel) {
  Drafts *drafts = g_ptr_array_new();
  if (view->kind == CAIRN_VIEW_UNIT) {
    if (view->scales[channel]) g_ptr_array_add(drafts, cairn_axis_draft_new(reader, view, channel));
    return drafts;
  }
  /* Scales of types that do not suit each other are not shared, whatever the spec says: the view then has none. */
  bool shared = is_shared(view, "scale", channel) && is_shared(view, "axis", channel) && view->bindings[channel];
  g_autoptr(GPtrArray) layers = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (size_t i = 0; i < view->n_children; i++) {
    Drafts *layer = collect(reader, view->children[i], channel);
    if (layer->len > 0)
      g_ptr_array_add(layers, layer);
    else
      g_ptr_array_unref(layer);
  }
  for (guint i = 1; i < layers->len && shared; i++)
    shared = merge(layers->pdata[0], layers->pdata[i]);
  for (guint i = 0; i < layers->len && (i == 0 || !shared); i++)
    g_ptr_array_extend(drafts, layers->pdata[i], NULL, NULL);
  if (!shared) separate(drafts);
  return drafts;
}

/* ---- Drawing them ---- */

static void draw_channel(CairnGuideReader *reader, CairnView *view, CairnChannel channel, GArray *axes) {
  g_autoptr(GPtrArray) drafts = collect(reader, view, channel);
  const char *channel_name = cairn_channel_name(channel);
  for (guint i = 0; i < drafts->len; i++) {
    CairnAxisDraft *draft = drafts->pdata[i];
    if (cairn_axis_is_disabled(draft)) continue;
    const char *name =
        i == 0 ? channel_name : cairn_arena_printf(reader->context->arena, "%s-%u", channel_name, i + 1);
    CairnAxis axis;
    cairn_axis_draw(draft, view, name, &axis);
    g_array_append_val(axes, axis);
  }
}

/* The groups in paint order: all grids, then the axes. */
static CairnGroup **groups_of(CairnArena *arena, const CairnAxes *axes, bool above, size_t *n) {
  CairnGroup **groups = cairn_arena_array(arena, 2 * axes->n, CairnGroup *);
  *n = 0;
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < axes->n; i++) {
      CairnGroup *group = pass == 0 ? axes->items[i].grid : axes->items[i].main;
      if (group && axes->items[i].is_above == above) groups[(*n)++] = group;
    }
  return groups;
}

bool cairn_axes_draw(CairnGuideContext *context, CairnView *view, const CairnScaleSet *scales, CairnAxes *out,
                     GError **error) {
  CairnGuideReader reader = {.context = context, .zone = scales->zone};
  g_autoptr(GArray) axes = g_array_new(FALSE, TRUE, sizeof(CairnAxis));
  draw_channel(&reader, view, CAIRN_X, axes);
  draw_channel(&reader, view, CAIRN_Y, axes);
  *out = (CairnAxes){.n = axes->len};
  out->items = cairn_arena_array(context->arena, axes->len, CairnAxis);
  if (axes->len > 0) memcpy(out->items, axes->data, axes->len * sizeof(CairnAxis));
  out->below = groups_of(context->arena, out, false, &out->n_below);
  out->above = groups_of(context->arena, out, true, &out->n_above);
  return cairn_guide_succeeded(&reader, error);
}
