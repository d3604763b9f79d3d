#include "table/table.h"

#include <math.h>
#include <string.h>

static CairnColumn *new_column(CairnArena *arena, const char *name, CairnColumnType type,
                               const uint8_t *states) {
  CairnColumn *column = cairn_arena_one(arena, CairnColumn);
  column->name = name;
  column->type = type;
  column->states = states;
  return column;
}

const CairnColumn *cairn_column_new_numbers(CairnArena *arena, const char *name, const double *numbers,
                                            const uint8_t *states) {
  CairnColumn *column = new_column(arena, name, CAIRN_COLUMN_NUMBER, states);
  column->numbers = numbers;
  return column;
}

const CairnColumn *cairn_column_new_times(CairnArena *arena, const char *name, const double *ms,
                                          const uint8_t *states) {
  CairnColumn *column = new_column(arena, name, CAIRN_COLUMN_TIME, states);
  column->numbers = ms;
  return column;
}

const CairnColumn *cairn_column_new_strings(CairnArena *arena, const char *name, const char *const *strings,
                                            const uint8_t *states) {
  CairnColumn *column = new_column(arena, name, CAIRN_COLUMN_STRING, states);
  column->strings = strings;
  return column;
}

/* More rows than a chart shows: what is kept should stay small. */
enum { MOST_QUANTITIES = 65536 };

const CairnColumn *cairn_column_new_texts(CairnArena *arena, const char *name, const char *const *strings,
                                          size_t n, const uint8_t *states) {
  CairnColumn *column = new_column(arena, name, CAIRN_COLUMN_STRING, states);
  column->strings = strings;
  if (n > MOST_QUANTITIES) return column;
  column->quantities = cairn_arena_alloc(arena, sizeof(CairnQuantities) + n * sizeof(double));
  column->quantities->n = n;
  return column;
}

const CairnColumn *cairn_column_new_booleans(CairnArena *arena, const char *name, const uint8_t *booleans,
                                             const uint8_t *states) {
  CairnColumn *column = new_column(arena, name, CAIRN_COLUMN_BOOLEAN, states);
  column->booleans = booleans;
  return column;
}

const CairnColumn *cairn_column_rename(CairnArena *arena, const CairnColumn *column, const char *name) {
  CairnColumn *renamed = cairn_arena_one(arena, CairnColumn);
  *renamed = *column;
  renamed->name = name;
  return renamed;
}

static CairnColumnType column_type_of(CairnValueKind kind) {
  switch (kind) {
  case CAIRN_NUMBER:
    return CAIRN_COLUMN_NUMBER;
  case CAIRN_TIME:
    return CAIRN_COLUMN_TIME;
  case CAIRN_STRING:
    return CAIRN_COLUMN_STRING;
  case CAIRN_BOOLEAN:
    return CAIRN_COLUMN_BOOLEAN;
  default:
    return CAIRN_COLUMN_ANY;
  }
}

/* The type that holds all present values; a column with none is one of numbers. */
static CairnColumnType narrowest_type(const CairnValue *values, size_t n, bool *any_missing) {
  bool any_present = false;
  CairnColumnType type = CAIRN_COLUMN_NUMBER;
  *any_missing = false;
  for (size_t i = 0; i < n; i++) {
    if (cairn_value_is_missing(values[i])) {
      *any_missing = true;
      continue;
    }
    CairnColumnType own = column_type_of(values[i].kind);
    if (own == CAIRN_COLUMN_ANY || (any_present && own != type)) return CAIRN_COLUMN_ANY;
    any_present = true;
    type = own;
  }
  return type;
}

static const uint8_t *states_of(CairnArena *arena, const CairnValue *values, size_t n) {
  uint8_t *states = cairn_arena_array(arena, n, uint8_t);
  for (size_t i = 0; i < n; i++)
    states[i] = values[i].kind == CAIRN_UNDEFINED ? CAIRN_CELL_UNDEFINED
                : values[i].kind == CAIRN_NULL    ? CAIRN_CELL_NULL
                                                  : CAIRN_CELL_PRESENT;
  return states;
}

static void fill_numbers(CairnArena *arena, CairnColumn *column, const CairnValue *values, size_t n) {
  double *numbers = cairn_arena_array(arena, n, double);
  for (size_t i = 0; i < n; i++)
    numbers[i] = cairn_value_is_missing(values[i]) ? NAN : values[i].number;
  column->numbers = numbers;
}

static void fill_strings(CairnArena *arena, CairnColumn *column, const CairnValue *values, size_t n) {
  const char **strings = cairn_arena_array(arena, n, const char *);
  for (size_t i = 0; i < n; i++)
    strings[i] = cairn_value_is_missing(values[i]) ? "" : values[i].string;
  column->strings = strings;
}

static void fill_booleans(CairnArena *arena, CairnColumn *column, const CairnValue *values, size_t n) {
  uint8_t *booleans = cairn_arena_array(arena, n, uint8_t);
  for (size_t i = 0; i < n; i++)
    booleans[i] = !cairn_value_is_missing(values[i]) && values[i].boolean;
  column->booleans = booleans;
}

const CairnColumn *cairn_column_from_values(CairnArena *arena, const char *name, const CairnValue *values,
                                            size_t n) {
  bool any_missing = false;
  CairnColumnType type = narrowest_type(values, n, &any_missing);
  CairnColumn *column = new_column(arena, name, type, NULL);
  if (type == CAIRN_COLUMN_ANY) {
    column->values = values;
    return column;
  }
  if (any_missing) column->states = states_of(arena, values, n);
  if (type == CAIRN_COLUMN_STRING)
    fill_strings(arena, column, values, n);
  else if (type == CAIRN_COLUMN_BOOLEAN)
    fill_booleans(arena, column, values, n);
  else
    fill_numbers(arena, column, values, n);
  return column;
}

CairnValue cairn_column_value(const CairnColumn *column, size_t row) {
  if (!column) return cairn_value_undefined();
  if (column->type == CAIRN_COLUMN_ANY) return column->values[row];
  switch (cairn_column_state(column, row)) {
  case CAIRN_CELL_NULL:
    return cairn_value_null();
  case CAIRN_CELL_UNDEFINED:
    return cairn_value_undefined();
  case CAIRN_CELL_PRESENT:
    break;
  }
  switch (column->type) {
  case CAIRN_COLUMN_TIME:
    return cairn_value_time(column->numbers[row]);
  case CAIRN_COLUMN_STRING:
    return cairn_value_string(column->strings[row]);
  case CAIRN_COLUMN_BOOLEAN:
    return cairn_value_boolean(column->booleans[row] != 0);
  default:
    return cairn_value_number(column->numbers[row]);
  }
}

static void find_quantities(const CairnColumn *column, CairnQuantities *quantities) {
  for (size_t row = 0; row < quantities->n; row++)
    quantities->numbers[row] = cairn_value_to_quantity(cairn_column_value(column, row));
  quantities->known = true;
}

double cairn_column_quantity(const CairnColumn *column, size_t row) {
  if (!column) return NAN;
  if (column->quantities) {
    if (!column->quantities->known) find_quantities(column, column->quantities);
    return column->quantities->numbers[row];
  }
  bool numeric = column->type == CAIRN_COLUMN_NUMBER || column->type == CAIRN_COLUMN_TIME;
  if (!numeric) return cairn_value_to_quantity(cairn_column_value(column, row));
  return cairn_column_state(column, row) == CAIRN_CELL_PRESENT ? column->numbers[row] : NAN;
}

void cairn_column_leave(const CairnColumn *column, size_t row) {
  enum { ROWS = 8192 };
  if (column && (row + 1) % ROWS == 0) cairn_column_leave_rows(column, row + 1 - ROWS, ROWS);
}

/* Texts lie in the order of their rows, but for those that were there before. */
static void leave_texts(const CairnColumn *column, size_t start, size_t n) {
  const char *first = NULL, *last = NULL;
  for (size_t row = start; row < start + n; row++) {
    const char *text = column->strings[row];
    if (!cairn_spool_holds(column->texts, text)) continue;
    if (!first) first = text;
    last = text;
  }
  if (first) cairn_spool_leave(column->texts, first, (size_t)(last - first) + strlen(last) + 1);
}

void cairn_column_leave_rows(const CairnColumn *column, size_t start, size_t n) {
  size_t size = column->type == CAIRN_COLUMN_BOOLEAN ? sizeof(uint8_t) : sizeof(double);
  G_STATIC_ASSERT(sizeof(double) == sizeof(const char *));
  if (column->texts) leave_texts(column, start, n);
  if (column->state_spool) cairn_spool_leave(column->state_spool, column->states + start, n);
  if (column->spool) cairn_spool_leave(column->spool, (const char *)column->numbers + start * size, n * size);
}
