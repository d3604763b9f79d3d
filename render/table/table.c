#include "table/table.h"

#include <string.h>

/* With fewer columns than this, looking through them is faster than hashing the name. */
enum { INDEXED_COLUMNS = 12, FIRST_CAPACITY = 8 };

static void destroy_index(void *index) {
  g_hash_table_unref(index);
}

CairnTable *cairn_table_new(CairnArena *arena, size_t n_rows) {
  CairnTable *table = cairn_arena_one(arena, CairnTable);
  table->arena = arena;
  table->n_rows = n_rows;
  return table;
}

CairnTable *cairn_table_copy(const CairnTable *table) {
  return cairn_table_copy_to(table->arena, table);
}

CairnTable *cairn_table_copy_to(CairnArena *arena, const CairnTable *table) {
  CairnTable *copy = cairn_table_new(arena, table->n_rows);
  for (size_t i = 0; i < table->n_columns; i++)
    cairn_table_put(copy, table->columns[i]);
  return copy;
}

/* The position of `name`, or n_columns. */
static size_t find_column(const CairnTable *table, const char *name) {
  if (table->index) {
    size_t position = GPOINTER_TO_SIZE(g_hash_table_lookup(table->index, name));
    return position ? position - 1 : table->n_columns;
  }
  size_t i = 0;
  while (i < table->n_columns && strcmp(table->columns[i]->name, name) != 0)
    i++;
  return i;
}

static void grow(CairnTable *table) {
  size_t capacity = table->capacity ? table->capacity * 2 : FIRST_CAPACITY;
  const CairnColumn **columns = cairn_arena_array(table->arena, capacity, const CairnColumn *);
  for (size_t i = 0; i < table->n_columns; i++)
    columns[i] = table->columns[i];
  table->columns = columns;
  table->capacity = capacity;
}

static void index_column(CairnTable *table, size_t position) {
  char *name = (char *)table->columns[position]->name;
  g_hash_table_insert(table->index, name, GSIZE_TO_POINTER(position + 1));
}

static void build_index(CairnTable *table) {
  table->index = g_hash_table_new(g_str_hash, g_str_equal);
  cairn_arena_own(table->arena, table->index, destroy_index);
  for (size_t i = 0; i < table->n_columns; i++)
    index_column(table, i);
}

void cairn_table_put(CairnTable *table, const CairnColumn *column) {
  size_t position = find_column(table, column->name);
  if (position < table->n_columns) {
    table->columns[position] = column;
    return;
  }
  if (table->n_columns == table->capacity) grow(table);
  table->columns[table->n_columns++] = column;
  if (table->index)
    index_column(table, position);
  else if (table->n_columns >= INDEXED_COLUMNS)
    build_index(table);
}

const CairnColumn *cairn_table_column(const CairnTable *table, const char *name) {
  size_t position = find_column(table, name);
  return position < table->n_columns ? table->columns[position] : NULL;
}

static size_t cell_size(CairnColumnType type) {
  switch (type) {
  case CAIRN_COLUMN_STRING:
    return sizeof(const char *);
  case CAIRN_COLUMN_BOOLEAN:
    return sizeof(uint8_t);
  case CAIRN_COLUMN_ANY:
    return sizeof(CairnValue);
  default:
    return sizeof(double);
  }
}

/* The cells of a column, whatever their type. */
static const void *cells_of(const CairnColumn *column) {
  switch (column->type) {
  case CAIRN_COLUMN_STRING:
    return column->strings;
  case CAIRN_COLUMN_BOOLEAN:
    return column->booleans;
  case CAIRN_COLUMN_ANY:
    return column->values;
  default:
    return column->numbers;
  }
}

bool cairn_column_begins_at(const CairnColumn *column, const CairnColumn *whole, size_t row) {
  if (column->type != whole->type) return false;
  return cells_of(column) == (const void *)((const char *)cells_of(whole) + row * cell_size(whole->type));
}

static const CairnColumn *column_like(CairnArena *arena, const CairnColumn *model, const void *cells,
                                      const uint8_t *states) {
  switch (model->type) {
  case CAIRN_COLUMN_NUMBER:
    return cairn_column_new_numbers(arena, model->name, cells, states);
  case CAIRN_COLUMN_TIME:
    return cairn_column_new_times(arena, model->name, cells, states);
  case CAIRN_COLUMN_STRING:
    return cairn_column_new_strings(arena, model->name, cells, states);
  case CAIRN_COLUMN_BOOLEAN:
    return cairn_column_new_booleans(arena, model->name, cells, states);
  case CAIRN_COLUMN_ANY:
    break;
  }
  CairnColumn *column = cairn_arena_one(arena, CairnColumn);
  *column = (CairnColumn){.name = model->name, .type = CAIRN_COLUMN_ANY, .values = cells};
  return column;
}

/* Copies items from[rows[0..n)] to `to`, items of `size` bytes; the sizes that occur are copied as whole
 * words. */
static void gather(void *to, const void *from, size_t size, const size_t *rows, size_t n) {
  if (size == sizeof(double)) {
    for (size_t i = 0; i < n; i++)
      memcpy((char *)to + i * sizeof(double), (const char *)from + rows[i] * sizeof(double), sizeof(double));
  } else if (size == 1) {
    for (size_t i = 0; i < n; i++)
      ((uint8_t *)to)[i] = ((const uint8_t *)from)[rows[i]];
  } else {
    for (size_t i = 0; i < n; i++)
      memcpy((char *)to + i * size, (const char *)from + rows[i] * size, size);
  }
}

static const CairnColumn *select_rows(CairnArena *arena, const CairnColumn *column, const size_t *rows,
                                      size_t n) {
  size_t size = cell_size(column->type);
  void *cells = cairn_arena_alloc_array(arena, n, size);
  gather(cells, cells_of(column), size, rows, n);
  uint8_t *states = NULL;
  if (column->states) {
    states = cairn_arena_array(arena, n, uint8_t);
    gather(states, column->states, 1, rows, n);
  }
  return column_like(arena, column, cells, states);
}

CairnTable *cairn_table_select(const CairnTable *table, const size_t *rows, size_t n) {
  CairnTable *selected = cairn_table_new(table->arena, n);
  for (size_t i = 0; i < table->n_columns; i++)
    cairn_table_put(selected, select_rows(table->arena, table->columns[i], rows, n));
  return selected;
}

/* What is known of a column is not true of a part of it. */
static const CairnColumn *slice_column(CairnArena *arena, const CairnColumn *column, size_t start) {
  CairnColumn *slice = cairn_arena_one(arena, CairnColumn);
  *slice = (CairnColumn){.name = column->name, .type = column->type};
  const char *cells = (const char *)cells_of(column) + start * cell_size(column->type);
  if (column->type == CAIRN_COLUMN_STRING)
    slice->strings = (const char *const *)(const void *)cells;
  else if (column->type == CAIRN_COLUMN_BOOLEAN)
    slice->booleans = (const uint8_t *)cells;
  else if (column->type == CAIRN_COLUMN_ANY)
    slice->values = (const CairnValue *)(const void *)cells;
  else
    slice->numbers = (const double *)(const void *)cells;
  slice->states = column->states ? column->states + start : NULL;
  return slice;
}

CairnTable *cairn_table_slice(CairnArena *arena, const CairnTable *table, size_t start, size_t n) {
  CairnTable *slice = cairn_table_new(arena, n);
  for (size_t i = 0; i < table->n_columns; i++)
    cairn_table_put(slice, slice_column(arena, table->columns[i], start));
  return slice;
}

void cairn_table_leave(const CairnTable *table, size_t start, size_t n) {
  for (size_t i = 0; i < table->n_columns; i++)
    cairn_column_leave_rows(table->columns[i], start, n);
}

static const CairnColumn *concatenate_like(CairnArena *arena, const CairnColumn *top, size_t n_top,
                                           const CairnColumn *bottom, size_t n_bottom) {
  size_t size = cell_size(top->type);
  char *cells = cairn_arena_alloc_array(arena, n_top + n_bottom, size);
  if (n_top) memcpy(cells, cells_of(top), n_top * size);
  if (n_bottom) memcpy(cells + n_top * size, cells_of(bottom), n_bottom * size);
  uint8_t *states = NULL;
  if (top->states || bottom->states) {
    states = cairn_arena_array(arena, n_top + n_bottom, uint8_t);
    if (top->states && n_top) memcpy(states, top->states, n_top);
    if (bottom->states && n_bottom) memcpy(states + n_top, bottom->states, n_bottom);
  }
  return column_like(arena, top, cells, states);
}

/* Either may be NULL: its rows are undefined. */
static const CairnColumn *concatenate(CairnArena *arena, const char *name, const CairnColumn *top,
                                      size_t n_top, const CairnColumn *bottom, size_t n_bottom) {
  if (top && bottom && top->type == bottom->type)
    return concatenate_like(arena, top, n_top, bottom, n_bottom);
  CairnValue *values = cairn_arena_array(arena, n_top + n_bottom, CairnValue);
  for (size_t i = 0; i < n_top; i++)
    values[i] = cairn_column_value(top, i);
  for (size_t i = 0; i < n_bottom; i++)
    values[n_top + i] = cairn_column_value(bottom, i);
  return cairn_column_from_values(arena, name, values, n_top + n_bottom);
}

CairnTable *cairn_table_append(const CairnTable *top, const CairnTable *bottom) {
  CairnTable *both = cairn_table_new(top->arena, top->n_rows + bottom->n_rows);
  for (size_t i = 0; i < top->n_columns; i++) {
    const CairnColumn *upper = top->columns[i], *lower = cairn_table_column(bottom, upper->name);
    cairn_table_put(both, concatenate(top->arena, upper->name, upper, top->n_rows, lower, bottom->n_rows));
  }
  for (size_t i = 0; i < bottom->n_columns; i++) {
    const CairnColumn *lower = bottom->columns[i];
    if (cairn_table_column(top, lower->name)) continue;
    cairn_table_put(both, concatenate(top->arena, lower->name, NULL, top->n_rows, lower, bottom->n_rows));
  }
  return both;
}

CairnValue cairn_table_row(const CairnTable *table, size_t row) {
  const char **keys = cairn_arena_array(table->arena, table->n_columns, const char *);
  CairnValue *values = cairn_arena_array(table->arena, table->n_columns, CairnValue);
  size_t n = 0;
  for (size_t i = 0; i < table->n_columns; i++) {
    CairnValue value = cairn_column_value(table->columns[i], row);
    if (value.kind == CAIRN_UNDEFINED) continue;
    keys[n] = table->columns[i]->name;
    values[n++] = value;
  }
  return cairn_value_new_object(table->arena, keys, values, n);
}
