#include "guide/legend.h"

#include "guide/legend_parts.h"

#include <string.h>

/* Channels that may have a legend, in the order in which Vega-Lite looks at them. */
static const CairnChannel channels[] = {CAIRN_COLOR,  CAIRN_SIZE,        CAIRN_SHAPE,        CAIRN_FILL,
                                        CAIRN_STROKE, CAIRN_STROKE_DASH, CAIRN_STROKE_WIDTH, CAIRN_OPACITY};

enum { N_CHANNELS = G_N_ELEMENTS(channels) };

/* The legends of one view: those for it as a whole by channel, in the order of `order`, and those that belong
 * to views inside it. */
typedef struct ViewLegends {
  CairnLegendDraft *drafts[N_CHANNELS];
  size_t order[N_CHANNELS], n;
  GPtrArray *inner;
} ViewLegends;

static void init(ViewLegends *legends) {
  *legends = (ViewLegends){.inner = g_ptr_array_new()};
}

static void clear(ViewLegends *legends) {
  g_ptr_array_free(legends->inner, TRUE);
}

static void put(ViewLegends *legends, size_t slot, CairnLegendDraft *draft) {
  if (!legends->drafts[slot]) legends->order[legends->n++] = slot;
  legends->drafts[slot] = draft;
}

/* ---- Channels that show the same field share a legend ---- */

/* The field that a channel shows in all units of the view; NULL when there is none or they differ. */
static const char *field_of(const CairnView *view, CairnChannel channel, bool *differs) {
  const CairnChannelDef *def = cairn_channel_def_data(view->channels[channel]);
  if (def && def->field) return def->field;
  const char *field = NULL;
  for (size_t i = 0; i < view->n_children && !*differs; i++) {
    const char *inner = field_of(view->children[i], channel, differs);
    if (field && inner && strcmp(field, inner) != 0) *differs = true;
    if (!field) field = inner;
  }
  return *differs ? NULL : field;
}

static bool is_same_kind(const CairnLegendDraft *a, const CairnLegendDraft *b) {
  return cairn_scale_type_is_discrete(a->binding->type) == cairn_scale_type_is_discrete(b->binding->type);
}

/* Appends the values of a domain that the spec lists; false when it lists none. */
static bool append_domain(json_t *values, const CairnScaleBinding *binding) {
  const json_t *domain = cairn_scale_property(binding, "domain");
  bool any = false;
  for (size_t i = 0; json_is_array(domain) && i < json_array_size(domain); i++) {
    json_t *value = json_array_get(domain, i);
    bool known = json_is_object(value) || json_is_array(value);
    any |= !known;
    for (size_t k = 0; !known && k < json_array_size(values); k++)
      known = json_equal(json_array_get(values, k), value);
    if (!known) json_array_append(values, value);
  }
  return any;
}

/* A legend of two scales whose domains the spec lists shows the values of both. */
static void unite_values(CairnLegendDraft *into, const CairnLegendDraft *from) {
  CairnLegendChoice *choice = &into->choices[CAIRN_LEGEND_RULE_VALUES];
  if (!cairn_scale_type_is_discrete(into->binding->type) || into->is_disabled || choice->is_explicit) return;
  json_t *values = json_array();
  bool both = append_domain(values, into->binding) && append_domain(values, from->binding);
  const json_t *owned = cairn_legend_own_json(into->reader, values);
  if (both) choice->property = (CairnProperty){into->parts[0]->def->node, "scale", owned};
}

/* Merges `draft` into the first legend that shows the same field, else puts it behind them. */
static void assemble_draft(GPtrArray *out, const CairnView *view, CairnLegendDraft *draft,
                           CairnChannel channel) {
  bool differs = false;
  draft->field = field_of(view, channel, &differs);
  for (guint i = 0; draft->field && i < out->len; i++) {
    CairnLegendDraft *other = g_ptr_array_index(out, i);
    bool is_same = other->field && strcmp(other->field, draft->field) == 0 && is_same_kind(other, draft);
    if (!is_same || !cairn_legend_draft_merge(other, draft)) continue;
    unite_values(other, draft);
    return;
  }
  g_ptr_array_add(out, draft);
}

/* Legends of layers stand beside the plot that the layers make up. */
static const CairnView *owner_of(const CairnView *view) {
  while (view->parent && view->parent->kind == CAIRN_VIEW_LAYER)
    view = view->parent;
  return view;
}

/* The legends of the view as they are drawn: `legends` of its channels, then those inside. */
static void assemble(const CairnView *view, const ViewLegends *legends, GPtrArray *out) {
  g_autoptr(GPtrArray) own = g_ptr_array_new();
  for (size_t i = 0; i < legends->n; i++) {
    size_t slot = legends->order[i];
    if (legends->drafts[slot]) assemble_draft(own, view, legends->drafts[slot], channels[slot]);
  }
  for (guint i = 0; i < own->len; i++)
    ((CairnLegendDraft *)g_ptr_array_index(own, i))->owner = owner_of(view);
  g_ptr_array_extend(out, own, NULL, NULL);
  g_ptr_array_extend(out, legends->inner, NULL, NULL);
}

/* ---- Layers share the legends of the scales that they share ---- */

static bool is_independent(const CairnView *view, CairnChannel channel) {
  const json_t *modes = cairn_json_get(cairn_json_get(view->node, "resolve"), "legend");
  return strcmp(cairn_json_string(modes, cairn_channel_name(channel), "shared"), "independent") == 0;
}

/* Is the scale that of the view or of one around it, not of one inside? */
static bool has_scale(const CairnView *view, const CairnLegendDraft *draft) {
  const CairnView *owner = draft->binding->owner;
  while (view && view != owner)
    view = view->parent;
  return view != NULL;
}

/* One legend for all children, or NULL when they keep their own. */
static CairnLegendDraft *share(CairnGuideReader *reader, const CairnView *view, const ViewLegends *children,
                               size_t slot) {
  CairnLegendDraft *shared = NULL;
  if (is_independent(view, channels[slot])) return NULL;
  for (size_t i = 0; i < view->n_children; i++) {
    const CairnLegendDraft *own = children[i].drafts[slot];
    if (!own) continue;
    if (!has_scale(view, own)) return NULL;
    if (!shared) {
      shared = cairn_arena_one(reader->context->arena, CairnLegendDraft);
      *shared = *own;
    } else if (own->binding != shared->binding || !cairn_legend_draft_merge(shared, own)) {
      return NULL;
    }
  }
  return shared;
}

static void collect(CairnGuideReader *reader, const CairnView *view, ViewLegends *out);

static void collect_children(CairnGuideReader *reader, const CairnView *view, ViewLegends *out) {
  g_autofree ViewLegends *children = g_new0(ViewLegends, view->n_children);
  for (size_t i = 0; i < view->n_children; i++) {
    init(&children[i]);
    collect(reader, view->children[i], &children[i]);
  }
  for (size_t i = 0; i < view->n_children; i++)
    for (size_t k = 0; k < children[i].n; k++) {
      size_t slot = children[i].order[k];
      CairnLegendDraft *shared = children[i].drafts[slot] ? share(reader, view, children, slot) : NULL;
      if (!shared) continue;
      put(out, slot, shared);
      for (size_t other = 0; other < view->n_children; other++)
        children[other].drafts[slot] = NULL;
    }
  for (size_t i = 0; i < view->n_children; i++) {
    assemble(view->children[i], &children[i], out->inner);
    clear(&children[i]);
  }
}

static void collect(CairnGuideReader *reader, const CairnView *view, ViewLegends *out) {
  if (view->kind != CAIRN_VIEW_UNIT) {
    collect_children(reader, view, out);
    return;
  }
  for (size_t slot = 0; slot < N_CHANNELS; slot++) {
    CairnLegendDraft *draft = cairn_legend_draft_new(reader, view, channels[slot]);
    if (draft) put(out, slot, draft);
  }
}

bool cairn_legends_draw(CairnGuideContext *context, const CairnView *root, const CairnScaleSet *scales,
                        CairnPageLegend **out, size_t *n, GError **error) {
  CairnGuideReader reader = {.context = context, .zone = scales->zone};
  ViewLegends legends;
  g_autoptr(GPtrArray) drafts = g_ptr_array_new();
  init(&legends);
  collect(&reader, root, &legends);
  assemble(root, &legends, drafts);
  clear(&legends);
  *out = cairn_arena_array(context->arena, drafts->len, CairnPageLegend);
  *n = 0;
  for (guint i = 0; i < drafts->len; i++) {
    const CairnLegendDraft *draft = g_ptr_array_index(drafts, i);
    if (!draft->is_disabled) cairn_legend_draw(draft, &(*out)[(*n)++]);
  }
  return cairn_guide_succeeded(&reader, error);
}
