#include "transform/kept_rows.h"

#include <math.h>
#include <string.h>

typedef struct KeptColumn {
  const char *name; /* NULL: the blocks have no such column */
  CairnColumnType type;
  const CairnColumn *same;    /* of the base; NULL: its cells are written */
  CairnSpool *cells, *states; /* states is NULL while all cells are present */
  CairnSpool *texts;          /* of strings, each with its end; their cells are offsets here at first */
  size_t n_bytes;             /* of texts */
  CairnColumnFacts facts;     /* of numbers and times */
  double last;
} KeptColumn;

struct CairnKeptRows {
  CairnArena *arena;
  const CairnTable *base;
  const char *const *names; /* NULL: all */
  bool begun, is_unlike;
  size_t n_rows, n;
  KeptColumn *columns;
};

CairnKeptRows *cairn_kept_rows_new(CairnArena *arena, const char *const *names, size_t n, const CairnTable *base) {
  CairnKeptRows *kept = g_new0(CairnKeptRows, 1);
  *kept = (CairnKeptRows){.arena = arena, .base = base, .names = names, .n = n};
  return kept;
}

void cairn_kept_rows_free(CairnKeptRows *kept) {
  for (size_t i = 0; kept && kept->columns && i < kept->n; i++) {
    cairn_spool_free(kept->columns[i].cells);
    cairn_spool_free(kept->columns[i].states);
    cairn_spool_free(kept->columns[i].texts);
  }
  g_free(kept);
}

/* ---- Blocks ---- */

/* The column of the base whose cells those of the block are. */
static const CairnColumn *same_of(const CairnKeptRows *kept, const CairnColumn *column) {
  const CairnColumn *base = kept->base ? cairn_table_column(kept->base, column->name) : NULL;
  bool same = base && base->type == column->type && cairn_column_begins_at(column, base, kept->n_rows);
  return same ? base : NULL;
}

static void begin(CairnKeptRows *kept, const CairnTable *block) {
  kept->begun = true;
  if (!kept->names) kept->n = block->n_columns;
  kept->columns = cairn_arena_array(kept->arena, kept->n, KeptColumn);
  for (size_t i = 0; i < kept->n; i++) {
    KeptColumn *column = &kept->columns[i];
    const CairnColumn *cells = kept->names ? cairn_table_column(block, kept->names[i]) : block->columns[i];
    if (!cells) continue;
    column->name = cairn_arena_strdup(kept->arena, cells->name);
    column->type = cells->type;
    column->facts = (CairnColumnFacts){.low = INFINITY, .high = -INFINITY, .all_finite = true, .ascending = true};
    column->last = -INFINITY;
    column->same = same_of(kept, cells);
    if (!column->same) column->cells = cairn_spool_new(0);
  }
}

static bool add_texts(CairnKeptRows *kept, KeptColumn *column, const char *const *strings, size_t n, GError **error) {
  g_autoptr(GString) bytes = g_string_new(NULL);
  g_autofree uint64_t *offsets = g_new(uint64_t, n);
  for (size_t i = 0; i < n; i++) {
    offsets[i] = column->n_bytes + bytes->len;
    g_string_append_len(bytes, strings[i], (gssize)strlen(strings[i]) + 1);
  }
  if (!column->texts) column->texts = cairn_spool_new(0);
  if (!cairn_spool_write(column->texts, column->n_bytes, bytes->str, bytes->len, error)) return false;
  column->n_bytes += bytes->len;
  return cairn_spool_write(column->cells, kept->n_rows * sizeof *offsets, offsets, n * sizeof *offsets, error);
}

static void note_facts(KeptColumn *column, const double *numbers, size_t n, size_t first_row) {
  CairnColumnFacts *facts = &column->facts;
  for (size_t i = 0; i < n; i++) {
    double number = numbers[i];
    facts->all_finite &= isfinite(number) != 0;
    facts->ascending &= number >= column->last;
    column->last = number;
    if (isfinite(number) && number < facts->low) facts->low = number, facts->low_row = first_row + i;
    if (isfinite(number) && number > facts->high) facts->high = number, facts->high_row = first_row + i;
  }
  facts->ascending &= facts->all_finite;
}

static bool add_column(CairnKeptRows *kept, KeptColumn *column, const CairnColumn *cells, size_t n, GError **error) {
  size_t size = cells->type == CAIRN_COLUMN_BOOLEAN ? sizeof(uint8_t) : sizeof(double);
  bool any_missing = false; /* blocks without are holes, which is CAIRN_CELL_PRESENT */
  for (size_t i = 0; i < n && cells->states; i++)
    any_missing |= cells->states[i] != CAIRN_CELL_PRESENT;
  if (any_missing && !column->states) column->states = cairn_spool_new(0);
  if (any_missing && !cairn_spool_write(column->states, kept->n_rows, cells->states, n, error)) return false;
  if (cells->type == CAIRN_COLUMN_NUMBER || cells->type == CAIRN_COLUMN_TIME) {
    note_facts(column, cells->numbers, n, kept->n_rows);
    column->facts.all_finite &= !any_missing;
    column->facts.ascending &= !any_missing;
  }
  if (cells->type == CAIRN_COLUMN_STRING) return add_texts(kept, column, cells->strings, n, error);
  return cairn_spool_write(column->cells, kept->n_rows * size, cells->numbers, n * size, error);
}

bool cairn_kept_rows_add(CairnKeptRows *kept, const CairnTable *block, GError **error) {
  if (block->n_rows == 0) return true;
  if (!kept->begun) begin(kept, block);
  for (size_t i = 0; i < kept->n && !kept->is_unlike; i++) {
    KeptColumn *column = &kept->columns[i];
    if (!column->name) continue;
    const CairnColumn *cells = cairn_table_column(block, column->name);
    kept->is_unlike |= !cells || cells->type != column->type;
    if (kept->is_unlike) return true;
    kept->is_unlike |= column->same ? same_of(kept, cells) != column->same : cells->type == CAIRN_COLUMN_ANY;
    if (!kept->is_unlike && !column->same && !add_column(kept, column, cells, block->n_rows, error)) return false;
  }
  kept->n_rows += block->n_rows;
  return true;
}

/* ---- The table ---- */

/* Makes addresses of the offsets of texts. */
static bool point_at_texts(CairnKeptRows *kept, KeptColumn *column, const char *texts, GError **error) {
  enum { AT_ONCE = 16384 };
  g_autofree uint64_t *cells = g_new(uint64_t, AT_ONCE);
  for (size_t start = 0; start < kept->n_rows; start += AT_ONCE) {
    size_t n = MIN(AT_ONCE, kept->n_rows - start);
    if (!cairn_spool_read(column->cells, start * sizeof *cells, cells, n * sizeof *cells, error)) return false;
    for (size_t i = 0; i < n; i++)
      cells[i] += (uint64_t)(uintptr_t)texts;
    if (!cairn_spool_write(column->cells, start * sizeof *cells, cells, n * sizeof *cells, error)) return false;
  }
  return true;
}

static const CairnColumn *finish_column(CairnKeptRows *kept, KeptColumn *column, GError **error) {
  if (column->same) return column->same;
  size_t size = column->type == CAIRN_COLUMN_BOOLEAN ? sizeof(uint8_t) : sizeof(double);
  CairnColumn *result = cairn_arena_one(kept->arena, CairnColumn);
  G_STATIC_ASSERT(sizeof(const char *) == sizeof(uint64_t));
  *result = (CairnColumn){.name = column->name, .type = column->type, .spool = column->cells, .state_spool = column->states, .texts = column->texts};
  if (column->texts) {
    const void *texts = cairn_spool_map_into(kept->arena, &column->texts, column->n_bytes, error);
    if (!texts || !point_at_texts(kept, column, texts, error)) return NULL;
  }
  const void *cells = cairn_spool_map_into(kept->arena, &column->cells, kept->n_rows * size, error);
  if (!cells) return NULL;
  if (column->type == CAIRN_COLUMN_STRING)
    result->strings = cells;
  else if (column->type == CAIRN_COLUMN_BOOLEAN)
    result->booleans = cells;
  else
    result->numbers = cells, result->facts = cairn_arena_one(kept->arena, CairnColumnFacts);
  if (result->facts) *(CairnColumnFacts *)result->facts = column->facts;
  if (column->states && !(result->states = cairn_spool_map_into(kept->arena, &column->states, kept->n_rows, error))) return NULL;
  return result;
}

bool cairn_kept_rows_finish(CairnKeptRows *kept, CairnTable **table, GError **error) {
  *table = NULL;
  if (kept->is_unlike || !kept->begun) return true;
  bool is_part = kept->base && kept->n_rows != kept->base->n_rows;
  CairnTable *rows = cairn_table_new(kept->arena, kept->n_rows);
  for (size_t i = 0; i < kept->n; i++) {
    if (!kept->columns[i].name) continue;
    if (is_part && kept->columns[i].same) return true;
    const CairnColumn *column = finish_column(kept, &kept->columns[i], error);
    if (!column) return false;
    cairn_table_put(rows, column);
  }
  *table = rows;
  return true;
}
