#include "transform/fields.h"
#include "transform/group.h"
#include "transform/members.h"
#include "transform/order.h"
#include "transform/types.h"

#include <math.h>

typedef enum Offset { ZERO, CENTER, NORMALIZE } Offset;

typedef struct Stack {
  CairnFields groupby;
  CairnSortKeys sort;
  int offset;
  const char *as[2];
} Stack;

typedef struct Ends {
  double *starts, *ends;
} Ends;

static double sum_sizes(const double *values, const size_t *rows, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += fabs(values[rows[i]]);
  return sum;
}

/* Negative values pile up below zero, the others above. */
static void stack_from_zero(const double *values, const size_t *rows, size_t n, Ends out) {
  double above = 0, below = 0;
  for (size_t i = 0; i < n; i++) {
    double value = values[rows[i]], *end = value < 0 ? &below : &above;
    out.starts[rows[i]] = *end;
    *end += value;
    out.ends[rows[i]] = *end;
  }
}

static void stack_from(double start, const double *values, const size_t *rows, size_t n, Ends out) {
  for (size_t i = 0; i < n; i++) {
    out.starts[rows[i]] = start;
    start += fabs(values[rows[i]]);
    out.ends[rows[i]] = start;
  }
}

static void stack_normalized(double sum, const double *values, const size_t *rows, size_t n, Ends out) {
  double scale = 1 / sum, total = 0, last = 0;
  for (size_t i = 0; i < n; i++) {
    out.starts[rows[i]] = last;
    total += fabs(values[rows[i]]);
    last = scale * total;
    out.ends[rows[i]] = last;
  }
}

static void stack_groups(const CairnGroups *groups, size_t *rows, const CairnOrder *order, Offset offset,
                         const double *values, Ends out) {
  g_autofree double *sums = g_new(double, groups->n);
  double largest = 0;
  for (size_t g = 0; g < groups->n; g++) {
    sums[g] = sum_sizes(values, cairn_group_rows(groups, g), cairn_group_size(groups, g));
    if (sums[g] > largest) largest = sums[g];
  }
  for (size_t g = 0; g < groups->n; g++) {
    size_t *of_group = rows + groups->start[g], n = cairn_group_size(groups, g);
    cairn_order_sort(order, of_group, n);
    switch (offset) {
    case ZERO:
      stack_from_zero(values, of_group, n, out);
      break;
    case CENTER:
      stack_from((largest - sums[g]) / 2, values, of_group, n, out);
      break;
    case NORMALIZE:
      stack_normalized(sums[g], values, of_group, n, out);
      break;
    }
  }
}

/* Stacking adds what JavaScript's Number() makes of a cell: null is 0, undefined makes the rest of the stack
 * NaN. */
static double *read_values(const CairnColumn *column, size_t n) {
  double *values = g_new(double, n);
  bool plain = column->type == CAIRN_COLUMN_NUMBER && !column->states;
  for (size_t i = 0; i < n; i++)
    values[i] = plain ? column->numbers[i] : cairn_value_to_number(cairn_column_value(column, i));
  return values;
}

/* Vega groups by what JSON makes of the cells: numbers that are not finite, such as bins beyond an extent, are null. */
static const CairnColumn *as_json(CairnArena *arena, const CairnColumn *column, size_t n) {
  bool numeric = !column->spool && (column->type == CAIRN_COLUMN_NUMBER || column->type == CAIRN_COLUMN_TIME);
  size_t first = 0;
  while (numeric && first < n && (cairn_column_state(column, first) != CAIRN_CELL_PRESENT || isfinite(column->numbers[first])))
    first++;
  if (!numeric || first == n) return column;
  uint8_t *states = cairn_arena_array(arena, n, uint8_t);
  for (size_t row = 0; row < n; row++) {
    bool is_number = cairn_column_state(column, row) == CAIRN_CELL_PRESENT && isfinite(column->numbers[row]);
    states[row] = is_number ? CAIRN_CELL_PRESENT : CAIRN_CELL_NULL;
  }
  return cairn_column_new_numbers(arena, column->name, column->numbers, states);
}

static bool read_stack(CairnTransformRun *run, const CairnTable *table, const json_t *node, Stack *out,
                       GError **error) {
  static const char *const offsets[] = {"zero", "center", "normalize", NULL};
  const char *field = cairn_field_flat_name(run->arena, json_string_value(json_object_get(node, "stack")));
  out->as[0] = cairn_arena_printf(run->arena, "%s_start", field);
  out->as[1] = cairn_arena_printf(run->arena, "%s_end", field);
  return cairn_fields_read(run, table, node, "groupby", &out->groupby, error) &&
         cairn_member_sort(run->arena, node, "sort", &out->sort, error) &&
         cairn_member_choice(node, "offset", offsets, &out->offset, error) &&
         cairn_member_as(run->arena, node, "_end", out->as, error);
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  Stack stack = {0};
  CairnOrder order;
  CairnArena *arena = run->arena;
  size_t n = table->n_rows;
  const CairnColumn *column = cairn_field_read(run, table, node, "stack", "the field to stack", error);
  if (!column || !read_stack(run, table, node, &stack, error)) return NULL;
  if (!cairn_order_new(run, table, &stack.sort, &order, error)) return NULL;
  for (size_t i = 0; i < stack.groupby.n; i++)
    stack.groupby.columns[i] = as_json(arena, stack.groupby.columns[i], n);
  CairnGroups groups = cairn_groups_of(arena, stack.groupby.columns, stack.groupby.n, n);
  Ends out = {cairn_arena_array(arena, n, double), cairn_arena_array(arena, n, double)};
  g_autofree double *values = read_values(column, n);
  g_autofree size_t *rows = g_memdup2(groups.rows, n * sizeof *rows);
  stack_groups(&groups, rows, &order, (Offset)stack.offset, values, out);
  CairnTable *result = cairn_table_copy(table);
  cairn_table_put(result, cairn_column_new_numbers(arena, stack.as[0], out.starts, NULL));
  cairn_table_put(result, cairn_column_new_numbers(arena, stack.as[1], out.ends, NULL));
  return result;
}

static const char *const members[] = {"groupby", "offset", "sort", "as", NULL};
const CairnTransformType cairn_transform_stack = {"stack", members, apply, NULL};
