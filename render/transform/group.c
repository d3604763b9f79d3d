#include "transform/group.h"

#include <math.h>
#include <string.h>

/* Numbers 64-bit keys by first appearance: open addressing with linear probing, at most half full. */
typedef struct Numbering {
  uint64_t *keys;
  uint32_t *codes; /* code + 1; 0 is a free slot */
  size_t n_slots;
  size_t n;
} Numbering;

static void numbering_clear(Numbering *numbering) {
  g_free(numbering->keys);
  g_free(numbering->codes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Numbering, numbering_clear)

/* The finalizer of MurmurHash3: each bit of the key changes about half of the result. */
static uint64_t mix(uint64_t key) {
  key = (key ^ (key >> 33)) * 0xff51afd7ed558ccdu;
  key = (key ^ (key >> 33)) * 0xc4ceb9fe1a85ec53u;
  return key ^ (key >> 33);
}

static size_t slot_of(const Numbering *numbering, uint64_t key) {
  size_t slot = mix(key) & (numbering->n_slots - 1);
  while (numbering->codes[slot] && numbering->keys[slot] != key)
    slot = (slot + 1) & (numbering->n_slots - 1);
  return slot;
}

static void numbering_grow(Numbering *numbering) {
  Numbering larger = {.n_slots = MAX(numbering->n_slots * 2, 64), .n = numbering->n};
  larger.keys = g_new(uint64_t, larger.n_slots);
  larger.codes = g_new0(uint32_t, larger.n_slots);
  for (size_t i = 0; i < numbering->n_slots; i++) {
    if (!numbering->codes[i]) continue;
    size_t slot = slot_of(&larger, numbering->keys[i]);
    larger.keys[slot] = numbering->keys[i];
    larger.codes[slot] = numbering->codes[i];
  }
  numbering_clear(numbering);
  *numbering = larger;
}

static uint32_t code_of(Numbering *numbering, uint64_t key) {
  if (numbering->n * 2 >= numbering->n_slots) numbering_grow(numbering);
  size_t slot = slot_of(numbering, key);
  if (!numbering->codes[slot]) {
    numbering->keys[slot] = key;
    numbering->codes[slot] = (uint32_t)++numbering->n;
  }
  return numbering->codes[slot] - 1;
}

/* One key per number: -0 is 0, and all NaNs are one. */
static uint64_t number_key(double number) {
  if (isnan(number)) number = NAN;
  if (number == 0) number = 0;
  uint64_t key = 0;
  memcpy(&key, &number, sizeof key);
  return key;
}

/* Two NaN patterns that number_key never gives stand for the missing states. */
enum { MISSING_KEY = 1 };

static uint64_t numeric_cell_key(const CairnColumn *column, size_t row) {
  CairnCellState state = cairn_column_state(column, row);
  if (state == CAIRN_CELL_PRESENT) return number_key(column->numbers[row]);
  return UINT64_MAX - (uint64_t)(state - MISSING_KEY);
}

static uint64_t cell_key(CairnArena *arena, const CairnColumn *column, size_t row) {
  bool is_text = column->type == CAIRN_COLUMN_STRING && cairn_column_state(column, row) == CAIRN_CELL_PRESENT;
  const char *text = is_text ? cairn_arena_intern(arena, column->strings[row], strlen(column->strings[row]))
                             : cairn_value_key(arena, cairn_column_value(column, row));
  return (uint64_t)(uintptr_t)text;
}

static void number_cells(CairnArena *arena, Numbering *numbering, const CairnColumn *column, size_t n_rows,
                         uint32_t *codes) {
  bool numeric = column->type == CAIRN_COLUMN_NUMBER || column->type == CAIRN_COLUMN_TIME;
  for (size_t i = 0; i < n_rows; i++)
    codes[i] = code_of(numbering, numeric ? numeric_cell_key(column, i) : cell_key(arena, column, i));
}

uint32_t *cairn_column_codes(CairnArena *arena, const CairnColumn *column, size_t n_rows, size_t *n_codes) {
  g_auto(Numbering) numbering = {0};
  uint32_t *codes = g_new(uint32_t, n_rows);
  number_cells(arena, &numbering, column, n_rows, codes);
  *n_codes = numbering.n;
  return codes;
}

/* ---- Groups by several columns ---- */

/* How one column splits the groups of those before it further. */
typedef struct Split {
  Numbering cells;
  Numbering pairs; /* of a group so far and a cell */
} Split;

struct CairnGrouper {
  CairnArena *arena; /* of the texts that cells are known by */
  size_t n_columns, n;
  Split splits[];
};

CairnGrouper *cairn_grouper_new(CairnArena *arena, size_t n_columns) {
  CairnGrouper *grouper = g_malloc0(sizeof *grouper + n_columns * sizeof(Split));
  grouper->arena = arena;
  grouper->n_columns = n_columns;
  return grouper;
}

void cairn_grouper_free(CairnGrouper *grouper) {
  for (size_t i = 0; grouper && i < grouper->n_columns; i++) {
    numbering_clear(&grouper->splits[i].cells);
    numbering_clear(&grouper->splits[i].pairs);
  }
  g_free(grouper);
}

size_t cairn_grouper_number(CairnGrouper *grouper, const CairnColumn *const *columns, size_t n_rows,
                            uint32_t *of_row) {
  if (grouper->n_columns == 0) {
    memset(of_row, 0, n_rows * sizeof *of_row);
    return grouper->n |= n_rows > 0;
  }
  number_cells(grouper->arena, &grouper->splits[0].cells, columns[0], n_rows, of_row);
  grouper->n = grouper->splits[0].cells.n;
  g_autofree uint32_t *codes = grouper->n_columns > 1 ? g_new(uint32_t, n_rows) : NULL;
  for (size_t k = 1; k < grouper->n_columns; k++) {
    Split *split = &grouper->splits[k];
    number_cells(grouper->arena, &split->cells, columns[k], n_rows, codes);
    for (size_t i = 0; i < n_rows; i++)
      of_row[i] = code_of(&split->pairs, (uint64_t)of_row[i] << 32 | codes[i]);
    grouper->n = split->pairs.n;
  }
  return grouper->n;
}

/* Counting sort of the rows by group. */
static void collect_rows(CairnArena *arena, CairnGroups *groups) {
  size_t *start = cairn_arena_array(arena, groups->n + 1, size_t);
  size_t *rows = cairn_arena_array(arena, groups->n_rows, size_t);
  for (size_t i = 0; i < groups->n_rows; i++)
    start[groups->of_row[i] + 1]++;
  for (size_t g = 0; g < groups->n; g++)
    start[g + 1] += start[g];
  g_autofree size_t *next = g_memdup2(start, (groups->n + 1) * sizeof *start);
  for (size_t i = 0; i < groups->n_rows; i++)
    rows[next[groups->of_row[i]]++] = i;
  groups->start = start;
  groups->rows = rows;
}

void cairn_grouper_add(CairnGrouper *grouper, const CairnColumn *column, size_t row) {
  bool numeric = column->type == CAIRN_COLUMN_NUMBER || column->type == CAIRN_COLUMN_TIME;
  code_of(&grouper->splits[0].cells, numeric ? numeric_cell_key(column, row) : cell_key(grouper->arena, column, row));
  grouper->n = grouper->splits[0].cells.n;
}

size_t cairn_grouper_count(const CairnGrouper *grouper) {
  return grouper->n;
}

CairnGroups cairn_groups_of(CairnArena *arena, const CairnColumn *const *columns, size_t n_columns,
                            size_t n_rows) {
  uint32_t *of_row = cairn_arena_array(arena, n_rows, uint32_t);
  CairnGroups groups = {.n_rows = n_rows, .of_row = of_row};
  g_autoptr(CairnGrouper) grouper = cairn_grouper_new(arena, n_columns);
  groups.n = cairn_grouper_number(grouper, columns, n_rows, of_row);
  collect_rows(arena, &groups);
  return groups;
}
