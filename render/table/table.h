/* Tables: rows of typed columns. Missing is a state of a cell, not a value.
 *
 * A column never changes once it is in a table, so tables share columns: copying a table copies pointers only. All memory
 * is the arena's. */
#pragma once

#include "base/arena.h"
#include "base/spool.h"
#include "table/value.h"

typedef enum CairnColumnType {
  CAIRN_COLUMN_NUMBER,  /* double */
  CAIRN_COLUMN_TIME,    /* double, ms since 1970-01-01T00:00Z */
  CAIRN_COLUMN_STRING,  /* const char *, never NULL where present */
  CAIRN_COLUMN_BOOLEAN, /* uint8_t */
  CAIRN_COLUMN_ANY,     /* CairnValue: mixed kinds, arrays, objects */
} CairnColumnType;

typedef enum CairnCellState { CAIRN_CELL_PRESENT, CAIRN_CELL_NULL, CAIRN_CELL_UNDEFINED } CairnCellState;

/* Of the numbers that are finite; low > high where none is. */
typedef struct CairnExtremes {
  double low, high;
} CairnExtremes;

enum { CAIRN_FACTS_BLOCK = 2048 }; /* rows */

/* What is known of the numbers of a column. */
typedef struct CairnColumnFacts {
  double low, high; /* of those that are finite; low > high where none is */
  size_t low_row, high_row; /* the first rows with them */
  bool all_finite;  /* none is missing either */
  bool ascending;   /* all are finite, and none is less than the one before */
  const CairnExtremes *blocks; /* of each CAIRN_FACTS_BLOCK rows, the last ones perhaps fewer; NULL: not known */
} CairnColumnFacts;

/* Texts as numbers, found when first asked for: scales, marks and descriptions each ask for all of them. */
typedef struct CairnQuantities {
  bool known;
  size_t n;
  double numbers[];
} CairnQuantities;

typedef struct CairnColumn {
  const char *name;
  CairnColumnType type;
  union {
    const double *numbers;
    const char *const *strings;
    const uint8_t *booleans;
    const CairnValue *values;
  };
  const uint8_t *states; /* CairnCellState per row, or NULL when every cell is present; unused by CAIRN_COLUMN_ANY */
  const CairnColumnFacts *facts; /* of numbers and times; NULL: not known */
  const CairnSpool *spool; /* where the numbers are, if not in memory: cairn_spool_leave what has been read */
  const CairnSpool *state_spool; /* the same of states */
  const CairnSpool *texts; /* where texts of a column of strings are, or some of them; NULL: in memory */
  CairnQuantities *quantities; /* of a short column of strings; NULL: converted each time */
} CairnColumn;

typedef struct CairnTable {
  CairnArena *arena;
  size_t n_rows, n_columns;
  const CairnColumn **columns; /* in order of appearance, names distinct */
  size_t capacity;
  GHashTable *index; /* name -> position + 1; owned by the arena; NULL while n_columns is small */
} CairnTable;

/* An empty table with `n_rows` rows and no column. */
CairnTable *cairn_table_new(CairnArena *arena, size_t n_rows);

/* A new table with the same columns. */
CairnTable *cairn_table_copy(const CairnTable *table);

/* The same in another arena, which must not outlive the columns. */
CairnTable *cairn_table_copy_to(CairnArena *arena, const CairnTable *table);

/* Puts `column` (n_rows cells, in the table's arena) in; one of the same name is replaced at its place. */
void cairn_table_put(CairnTable *table, const CairnColumn *column);

/* The column of exactly this name, or NULL. */
const CairnColumn *cairn_table_column(const CairnTable *table, const char *name);

/* New tables with rows rows[0..n) of `table`, in that order. */
CairnTable *cairn_table_select(const CairnTable *table, const size_t *rows, size_t n);

/* Rows [start, start + n) of `table` in another arena, which must not outlive them: nothing is copied. */
CairnTable *cairn_table_slice(CairnArena *arena, const CairnTable *table, size_t start, size_t n);

/* Rows [start, start + n), and those before, need not stay in memory where they lie in files. */
void cairn_table_leave(const CairnTable *table, size_t start, size_t n);

/* The rows of `top`, then those of `bottom`; a column that one lacks is undefined there. */
CairnTable *cairn_table_append(const CairnTable *top, const CairnTable *bottom);

/* A row as an object value (undefined cells left out). */
CairnValue cairn_table_row(const CairnTable *table, size_t row);

/* A column of one value per row, given as CairnValues: takes the narrowest type that holds them all (undefined and null
 * become states). `values` is copied or kept as is (must be the arena's). */
const CairnColumn *cairn_column_from_values(CairnArena *arena, const char *name, const CairnValue *values, size_t n);

/* New columns over arrays of the arena, which they keep; `states` may be NULL. */
const CairnColumn *cairn_column_new_numbers(CairnArena *arena, const char *name, const double *numbers, const uint8_t *states);
const CairnColumn *cairn_column_new_times(CairnArena *arena, const char *name, const double *ms, const uint8_t *states);
const CairnColumn *cairn_column_new_strings(CairnArena *arena, const char *name, const char *const *strings, const uint8_t *states);
/* The same of `n` strings, which are converted to numbers at most once. */
const CairnColumn *cairn_column_new_texts(CairnArena *arena, const char *name, const char *const *strings, size_t n, const uint8_t *states);
const CairnColumn *cairn_column_new_booleans(CairnArena *arena, const char *name, const uint8_t *booleans, const uint8_t *states);

/* Are the cells of `column` those of `whole` from `row` on, in the same place of the memory? */
bool cairn_column_begins_at(const CairnColumn *column, const CairnColumn *whole, size_t row);

/* The same cells under another name. */
const CairnColumn *cairn_column_rename(CairnArena *arena, const CairnColumn *column, const char *name);

static inline CairnCellState cairn_column_state(const CairnColumn *column, size_t row) {
  return column->states ? (CairnCellState)column->states[row] : CAIRN_CELL_PRESENT;
}

/* The cell as a value. `column` may be NULL: undefined. */
CairnValue cairn_column_value(const CairnColumn *column, size_t row);

/* The cell as a number for scales and aggregates (cairn_value_to_quantity): NaN when missing or not numeric. */
double cairn_column_quantity(const CairnColumn *column, size_t row);

/* For loops over all rows, in order: `row` and those before it have been read, and need not stay in memory where the
 * column lies in a file. */
void cairn_column_leave(const CairnColumn *column, size_t row);

/* The same of rows [start, start + n). */
void cairn_column_leave_rows(const CairnColumn *column, size_t start, size_t n);

/* ---- Fields: how Vega-Lite names a column, with paths ---- */

/* A field such as `a`, `a.b`, `a[0]`, `a['b c']`, `a\.b`, split into its parts (vega-util's splitAccessPath). NULL on a wrong
 * path (unclosed bracket or quote). NULL-terminated, in `arena`. */
const char *const *cairn_field_split(CairnArena *arena, const char *field);

/* The name under which Vega-Lite flattens a field path: parts joined by dots ("a.b"), without escapes. */
const char *cairn_field_flat_name(CairnArena *arena, const char *field);

/* The field path that names a column of that flat name, whatever characters it has. In `arena`, or `name` itself. */
const char *cairn_field_escape(CairnArena *arena, const char *name);

/* The cells of `field`: a column of the table, or one computed from nested values, named by the flat name. A column whose
 * name is the flat name comes first. NULL when the first part names no column. */
const CairnColumn *cairn_table_field(const CairnTable *table, const char *field);
