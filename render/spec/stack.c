#include "spec/stack.h"

#include <string.h>

static bool one_of(const char *name, const char *const *names) {
  for (; *names; names++)
    if (strcmp(name, *names) == 0) return true;
  return false;
}

static bool is_unbinned_quantity(const CairnChannelDef *def) {
  return cairn_channel_def_is_field(def) && def->type == CAIRN_QUANTITATIVE && !def->bin && !def->binned;
}

static bool json_truthy(const json_t *value) {
  return json_is_true(value) || json_is_object(value) || (json_is_string(value) && *json_string_value(value));
}

static bool asks_for_stack(const CairnChannelDef *def) {
  return json_truthy(cairn_json_get(def->node, "stack"));
}

/* Of two quantities the one to stack; CAIRN_N_CHANNELS when neither stands out. */
static CairnChannel between(const CairnView *unit, CairnChannel first, CairnChannel second, bool cartesian) {
  const CairnChannelDef *a = unit->channels[first], *b = unit->channels[second];
  if (asks_for_stack(a)) return first;
  if (asks_for_stack(b)) return second;
  if (!a->aggregate != !b->aggregate) return a->aggregate ? first : second;
  if (cartesian && unit->orientation == CAIRN_VERTICAL) return second;
  if (cartesian && unit->orientation == CAIRN_HORIZONTAL) return first;
  return CAIRN_N_CHANNELS;
}

static CairnChannel stacked_channel(const CairnView *unit, CairnChannel first, CairnChannel second) {
  static const char *const cartesian_marks[] = {"bar", "area", NULL};
  bool cartesian = first == CAIRN_X && one_of(unit->mark, cartesian_marks);
  const CairnChannelDef *a = unit->channels[first], *b = unit->channels[second];
  bool a_quantity = is_unbinned_quantity(a), b_quantity = is_unbinned_quantity(b);
  bool both_fields = cairn_channel_def_is_field(a) && cairn_channel_def_is_field(b);
  if (both_fields && a_quantity && b_quantity) return between(unit, first, second, cartesian);
  if (a_quantity) return !both_fields && cartesian && unit->orientation == CAIRN_VERTICAL ? CAIRN_N_CHANNELS : first;
  if (b_quantity) return !both_fields && cartesian && unit->orientation == CAIRN_HORIZONTAL ? CAIRN_N_CHANNELS : second;
  return CAIRN_N_CHANNELS;
}

static CairnChannel opposite(CairnChannel channel) {
  switch (channel) {
  case CAIRN_X: return CAIRN_Y;
  case CAIRN_Y: return CAIRN_X;
  case CAIRN_THETA: return CAIRN_RADIUS;
  default: return CAIRN_THETA;
  }
}

static void group_by(CairnStack *stack, const CairnChannelDef *def, const char *stacked) {
  if (cairn_channel_def_is_field(def) && strcmp(def->column, stacked) != 0)
    stack->group_by[stack->n_group_by++] = def->column;
}

static void add_stack_by(CairnStack *stack, const CairnChannelDef *channel_def) {
  const CairnChannelDef *def = cairn_channel_def_data(channel_def);
  if (!cairn_channel_def_is_field(def) || def->aggregate) return;
  for (size_t i = 0; i < stack->n_group_by; i++)
    if (strcmp(stack->group_by[i], def->column) == 0) return;
  stack->stack_by[stack->n_stack_by++] = def->column;
}

static void find_stack_by(const CairnView *unit, CairnStack *stack) {
  stack->stack_by = cairn_arena_array(unit->model->arena, CAIRN_N_CHANNELS + unit->n_details + unit->n_orders, const char *);
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++) {
    if (channel == CAIRN_DETAIL) {
      for (size_t i = 0; i < unit->n_details; i++)
        add_stack_by(stack, unit->details[i]);
    } else if (channel == CAIRN_ORDER) {
      for (size_t i = 0; i < unit->n_orders; i++)
        add_stack_by(stack, unit->orders[i]);
    } else if (cairn_channel_is_grouping((CairnChannel)channel) && unit->channels[channel]) {
      add_stack_by(stack, unit->channels[channel]);
    }
  }
}

/* False: not stacked. */
static bool find_offset(const CairnView *unit, const CairnChannelDef *def, CairnStackOffset *offset) {
  static const char *const by_default[] = {"bar", "area", "arc", NULL};
  const json_t *stack = cairn_json_get(def->node, "stack");
  *offset = CAIRN_STACK_ZERO;
  if (!stack) return one_of(unit->mark, by_default);
  if (json_is_true(stack)) return true;
  const char *name = json_is_string(stack) ? json_string_value(stack) : "";
  if (strcmp(name, "center") == 0) *offset = CAIRN_STACK_CENTER;
  if (strcmp(name, "normalize") == 0) *offset = CAIRN_STACK_NORMALIZE;
  return strcmp(name, "zero") == 0 || *offset != CAIRN_STACK_ZERO;
}

bool cairn_view_is_aggregate(const CairnView *unit) {
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++) {
    const CairnChannelDef *def = cairn_channel_def_data(unit->channels[channel]);
    if (cairn_channel_def_is_field(def) && def->aggregate) return true;
  }
  for (size_t i = 0; i < unit->n_details; i++)
    if (unit->details[i]->aggregate) return true;
  for (size_t i = 0; i < unit->n_orders; i++)
    if (unit->orders[i]->aggregate) return true;
  return false;
}

/* Without an order, parts follow the colour domain that the spec lists, if it does. */
static void find_order(const CairnView *unit, CairnStack *stack) {
  const CairnChannelDef *color = unit->channels[unit->channels[CAIRN_FILL] ? CAIRN_FILL : CAIRN_COLOR];
  if (!cairn_channel_def_is_field(color) || color->type != CAIRN_NOMINAL || unit->n_orders) return;
  const json_t *domain = cairn_json_get(cairn_json_get(color->node, "scale"), "domain");
  if (!json_is_array(domain) || unit->channels[CAIRN_X_OFFSET] || unit->channels[CAIRN_Y_OFFSET]) return;
  stack->order_column = color->column;
  stack->order_domain = domain;
}

CairnStack *cairn_stack_infer(const CairnView *unit) {
  static const char *const stackable[] = {"arc",   "bar",    "area",   "rule", "point", "circle", "square", "line", "text", "tick", NULL};
  static const char *const paths[] = {"line", "area", "trail", NULL};
  if (!one_of(unit->mark, stackable)) return NULL;
  CairnChannel channel = stacked_channel(unit, CAIRN_X, CAIRN_Y);
  if (channel == CAIRN_N_CHANNELS) channel = stacked_channel(unit, CAIRN_THETA, CAIRN_RADIUS);
  if (channel == CAIRN_N_CHANNELS) return NULL;
  const CairnChannelDef *def = unit->channels[channel];
  CairnArena *arena = unit->model->arena;
  CairnStack *stack = cairn_arena_one(arena, CairnStack);
  stack->channel = channel;
  stack->group_by = cairn_arena_array(arena, 2, const char *);
  CairnChannel dimension = opposite(channel);
  group_by(stack, unit->channels[dimension], def->column);
  CairnChannel offset_channel = cairn_channel_offset(dimension);
  if (offset_channel != CAIRN_N_CHANNELS) group_by(stack, unit->channels[offset_channel], def->column);
  find_stack_by(unit, stack);
  if (!find_offset(unit, def, &stack->offset)) return NULL;
  if (cairn_view_is_aggregate(unit) && stack->n_stack_by == 0) return NULL;
  const CairnChannelDef *second = unit->channels[cairn_channel_secondary(channel)];
  if (cairn_channel_def_is_field(second) || cairn_channel_def_is_datum(second)) return NULL;
  stack->impute = one_of(unit->mark, paths) && !json_is_null(cairn_json_get(def->node, "impute"));
  find_order(unit, stack);
  stack->start = cairn_arena_printf(arena, "%s_start", def->column);
  stack->end = cairn_arena_printf(arena, "%s_end", def->column);
  return stack;
}
