#include "annotate/order.h"

#include <stdlib.h>

/* A milestone with what it is compared by. */
typedef struct Item {
  const CairnMilestoneText *text;
  CairnPoint anchor;
  int index;
} Item;

static int compare(double a, double b) {
  return a < b ? -1 : a > b;
}

static int compare_texts(const CairnMilestoneText *a, const CairnMilestoneText *b) {
  if (a->priority != b->priority) return a->priority < b->priority ? -1 : 1;
  if (a->n_sizes != b->n_sizes) return a->n_sizes - b->n_sizes;
  for (int i = 0; i < a->n_sizes; i++) {
    int by_width = compare(a->sizes[i].width, b->sizes[i].width);
    int by_height = compare(a->sizes[i].height, b->sizes[i].height);
    if (by_width || by_height) return by_width ? by_width : by_height;
  }
  return g_strcmp0(a->text, b->text);
}

static int compare_items(const void *a, const void *b) {
  const Item *p = a, *q = b;
  int result = compare(p->text->order, q->text->order);
  if (!result) result = compare(p->anchor.x, q->anchor.x);
  if (!result) result = compare(p->anchor.y, q->anchor.y);
  if (!result) result = compare_texts(p->text, q->text);
  return result ? result : p->index - q->index; /* alike in everything that matters */
}

static void use_order(const CairnOrder *order, CairnLabelScene *scene) {
  CairnPoint *anchors = cairn_arena_array(order->arena, (size_t)order->n, CairnPoint);
  for (int i = 0; i < order->n; i++)
    anchors[i] = scene->anchors[order->original[i]];
  scene->anchors = anchors;
}

bool cairn_order_init(CairnOrder *order, CairnArena *arena, const CairnMilestoneText *milestones, int n,
                      CairnLabelLayout layout, void *layout_data, GError **error) {
  *order = (CairnOrder){.arena = arena, .n = n, .layout = layout, .layout_data = layout_data, .calls = 1};
  if (!layout(layout_data, (CairnLabelRoom){0, 0}, &order->first, error)) return false;
  Item *items = cairn_arena_array(arena, (size_t)n, Item);
  for (int i = 0; i < n; i++)
    items[i] = (Item){&milestones[i], order->first.anchors[i], i};
  if (n > 0) qsort(items, (size_t)n, sizeof *items, compare_items);
  order->original = cairn_arena_array(arena, (size_t)n, int);
  order->milestones = cairn_arena_array(arena, (size_t)n, CairnMilestoneText);
  for (int i = 0; i < n; i++) {
    order->original[i] = items[i].index;
    order->milestones[i] = *items[i].text;
  }
  use_order(order, &order->first);
  return true;
}

bool cairn_order_layout(void *data, CairnLabelRoom room, CairnLabelScene *scene, GError **error) {
  CairnOrder *order = data;
  if (room.top_px == 0 && room.bottom_px == 0) {
    *scene = order->first;
    return true;
  }
  order->calls++;
  if (!order->layout(order->layout_data, room, scene, error)) return false;
  use_order(order, scene);
  return true;
}

CairnLabelPlace *cairn_order_restore(const CairnOrder *order, const CairnLabelPlace *places) {
  CairnLabelPlace *result = cairn_arena_array(order->arena, (size_t)order->n, CairnLabelPlace);
  for (int i = 0; i < order->n; i++)
    result[order->original[i]] = places[i];
  return result;
}
