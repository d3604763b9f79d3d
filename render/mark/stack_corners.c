#include "mark/stack_corners.h"

/* The span of one stack in px, and which corners lie at its lower and upper end. */
typedef struct Span {
  double low, high;
} Span;

static const char *stack_key(CairnMarkContext *context, size_t row) {
  const CairnStack *stack = context->unit->stack;
  g_autoptr(GString) key = g_string_new(NULL);
  for (size_t i = 0; i < stack->n_group_by; i++) {
    CairnValue value = cairn_column_value(cairn_table_column(context->table, stack->group_by[i]), row);
    g_string_append(key, cairn_value_key(context->arena, value));
    g_string_append_c(key, '\x1f');
  }
  return cairn_arena_intern(context->arena, key->str, key->len);
}

static bool has_corners(const CairnMark *mark) {
  for (size_t i = 0; i < mark->n; i++)
    for (size_t k = 0; k < 4; k++)
      if (mark->items[i].rect.corner[k] > 0) return true;
  return false;
}

static void clear_inner(CairnRectItem *rect, const Span *span, bool horizontal) {
  /* Corners: top left, top right, bottom right, bottom left. */
  static const size_t at_low[2][2] = {{0, 1}, {0, 3}}, at_high[2][2] = {{2, 3}, {1, 2}};
  double low = horizontal ? rect->x : rect->y, high = low + (horizontal ? rect->width : rect->height);
  for (size_t k = 0; k < 2; k++) {
    if (low > span->low + 1e-6) rect->corner[at_low[horizontal][k]] = 0;
    if (high < span->high - 1e-6) rect->corner[at_high[horizontal][k]] = 0;
  }
}

void cairn_stack_corners_round(CairnMarkContext *context, CairnMark *mark) {
  const CairnStack *stack = context->unit->stack;
  /* Vega-Lite does not see to stacks of which the parts have sizes of their own. */
  bool has_sizes = cairn_channel_def_is_field(cairn_channel_def_data(context->unit->channels[CAIRN_SIZE]));
  if (!stack || has_sizes || !has_corners(mark)) return;
  bool horizontal = stack->channel == CAIRN_X;
  g_autoptr(GHashTable) spans = g_hash_table_new(NULL, NULL);
  for (int pass = 0; pass < 2; pass++)
    for (size_t row = 0; row < mark->n; row++) {
      CairnRectItem *rect = &mark->items[row].rect;
      const char *key = stack_key(context, row);
      Span *span = g_hash_table_lookup(spans, key);
      double low = horizontal ? rect->x : rect->y, high = low + (horizontal ? rect->width : rect->height);
      if (!span) {
        span = cairn_arena_one(context->arena, Span);
        *span = (Span){low, high};
        g_hash_table_insert(spans, (void *)key, span);
      }
      *span = (Span){fmin(span->low, low), fmax(span->high, high)};
      if (pass) clear_inner(rect, span, horizontal);
      rect->corner_of_stack = true;
    }
}
