#include "transform/order.h"

#include <math.h>
#include <string.h>

bool cairn_order_new(CairnTransformRun *run, const CairnTable *table, const CairnSortKeys *keys,
                     CairnOrder *out, GError **error) {
  const CairnColumn **columns = cairn_arena_array(run->arena, keys->n, const CairnColumn *);
  bool *descending = cairn_arena_array(run->arena, keys->n, bool);
  for (size_t i = 0; i < keys->n; i++) {
    const CairnSortKey *key = &keys->items[i];
    columns[i] = cairn_transform_field(run, table, key->node, "field", key->field, error);
    if (!columns[i]) return false;
    descending[i] = key->descending;
  }
  *out = (CairnOrder){.n = keys->n, .columns = columns, .descending = descending};
  return true;
}

static int compare_cells(const CairnColumn *column, size_t a, size_t b) {
  bool numeric = column->type == CAIRN_COLUMN_NUMBER || column->type == CAIRN_COLUMN_TIME;
  if (numeric && !column->states && !isnan(column->numbers[a]) && !isnan(column->numbers[b]))
    return (column->numbers[a] > column->numbers[b]) - (column->numbers[a] < column->numbers[b]);
  return cairn_value_compare(cairn_column_value(column, a), cairn_column_value(column, b));
}

int cairn_order_compare(const CairnOrder *order, size_t a, size_t b) {
  for (size_t i = 0; i < order->n; i++) {
    int relation = compare_cells(order->columns[i], a, b);
    if (relation) return order->descending[i] ? -relation : relation;
  }
  return 0;
}

static void merge(const CairnOrder *order, const size_t *left, size_t n_left, const size_t *right,
                  size_t n_right, size_t *out) {
  while (n_left && n_right) {
    bool take_right = cairn_order_compare(order, *right, *left) < 0;
    *out++ = take_right ? *right++ : *left++;
    if (take_right)
      n_right--;
    else
      n_left--;
  }
  memcpy(out, left, n_left * sizeof *out);
  memcpy(out + n_left, right, n_right * sizeof *out);
}

static bool is_sorted(const CairnOrder *order, const size_t *rows, size_t n) {
  for (size_t i = 1; i < n; i++)
    if (cairn_order_compare(order, rows[i - 1], rows[i]) > 0) return false;
  return true;
}

/* Bottom-up merge sort. */
void cairn_order_sort(const CairnOrder *order, size_t *rows, size_t n) {
  if (order->n == 0 || n < 2 || is_sorted(order, rows, n)) return;
  g_autofree size_t *spare = g_new(size_t, n);
  for (size_t width = 1; width < n; width *= 2) {
    for (size_t start = 0; start < n; start += 2 * width) {
      size_t middle = MIN(start + width, n), end = MIN(start + 2 * width, n);
      merge(order, rows + start, middle - start, rows + middle, end - middle, spare + start);
    }
    memcpy(rows, spare, n * sizeof *rows);
  }
}
