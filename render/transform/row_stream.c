#include "transform/row_stream.h"

#include "transform/aggregator.h"
#include "transform/extent.h"
#include "transform/kept_rows.h"

#include <math.h>
#include <string.h>

struct CairnRowStream {
  CairnArena *arena;
  size_t n_rows; /* of the table at the beginning */
  CairnTable *table;      /* all rows at once; NULL: not made yet, */
  CairnRowStream *before; /* but by this step from these */
  CairnRowStep step;
};

/* ---- Steps ---- */

CairnRowStream *cairn_row_stream_new(CairnArena *arena, CairnTable *table) {
  CairnRowStream *stream = cairn_arena_one(arena, CairnRowStream);
  *stream = (CairnRowStream){.arena = arena, .n_rows = table->n_rows, .table = table};
  return stream;
}

static size_t block_rows(const CairnTransformRun *run) {
  return run->block_rows ? run->block_rows : CAIRN_BLOCK_ROWS;
}

bool cairn_row_stream_is_large(const CairnTransformRun *run, const CairnRowStream *stream) {
  return stream->n_rows > block_rows(run);
}

CairnTable *cairn_row_stream_source(const CairnRowStream *stream) {
  return stream->before ? NULL : stream->table;
}

/* The extents are those of this step's columns, and of no other's. */
static CairnTable *apply_step(CairnTransformRun *run, const CairnRowStep *step, CairnTable *table, GError **error) {
  run->extents = step->extents;
  run->n_extents = step->n_extents;
  table = step->apply(run, step->data, table, error);
  run->extents = NULL;
  run->n_extents = 0;
  return table;
}

CairnRowStream *cairn_row_stream_then(CairnTransformRun *run, CairnRowStream *stream, CairnRowStep step,
                                      GError **error) {
  if (!cairn_row_stream_is_large(run, stream)) {
    CairnTable *table = apply_step(run, &step, stream->table, error);
    return table ? cairn_row_stream_new(stream->arena, table) : NULL;
  }
  CairnRowStream *next = cairn_arena_one(stream->arena, CairnRowStream);
  *next = (CairnRowStream){.arena = stream->arena, .n_rows = stream->n_rows, .before = stream, .step = step};
  return next;
}

/* ---- Blocks ---- */

/* The steps from the last table that is there; the stream that has it. */
static const CairnRowStream *collect_steps(const CairnRowStream *stream, GPtrArray *steps) {
  for (; !stream->table; stream = stream->before)
    g_ptr_array_insert(steps, 0, (void *)&stream->step);
  return stream;
}

static bool take_block(CairnTransformRun *run, const GPtrArray *steps, const CairnTable *rows, size_t start, size_t n,
                       CairnTakeBlock *take, void *data, GError **error) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnTransformRun block = *run;
  block.arena = arena;
  block.expressions.regexps = NULL; /* what is kept there would be the arena's */
  CairnTable *table = cairn_table_slice(arena, rows, start, n);
  for (guint i = 0; table && i < steps->len; i++)
    table = apply_step(&block, steps->pdata[i], table, error);
  return table && take(&block, data, table, error);
}

bool cairn_row_stream_each(CairnTransformRun *run, CairnRowStream *stream, CairnTakeBlock *take, void *data,
                           GError **error) {
  g_autoptr(GPtrArray) steps = g_ptr_array_new();
  const CairnTable *rows = collect_steps(stream, steps)->table;
  bool ok = true;
  size_t start = 0;
  do {
    size_t n = MIN(block_rows(run), rows->n_rows - start);
    ok = take_block(run, steps, rows, start, n, take, data, error);
    cairn_table_leave(rows, start, n);
    start += n;
  } while (ok && start < rows->n_rows);
  return ok;
}

/* ---- All rows ---- */

static bool keep_block(CairnTransformRun *run, void *kept, CairnTable *table, GError **error) {
  (void)run;
  return cairn_kept_rows_add(kept, table, error);
}

/* Does a step make cells, of rows that are so many that they are better not kept in memory? */
static bool is_worth_files(const CairnTransformRun *run, const CairnRowStream *stream) {
  bool makes = false;
  for (; !stream->table; stream = stream->before)
    makes |= !stream->step.makes_no_cells;
  return makes && stream->table->n_rows > block_rows(run);
}

/* By way of files; NULL without an error where that cannot be. */
static CairnTable *keep_all(CairnTransformRun *run, CairnRowStream *stream, GError **error) {
  const CairnRowStream *base = stream;
  while (!base->table)
    base = base->before;
  g_autoptr(CairnKeptRows) kept = cairn_kept_rows_new(stream->arena, NULL, 0, base->table);
  CairnTable *table = NULL;
  if (!cairn_row_stream_each(run, stream, keep_block, kept, error)) return NULL;
  return cairn_kept_rows_finish(kept, &table, error) ? table : NULL;
}

CairnTable *cairn_row_stream_whole(CairnTransformRun *run, CairnRowStream *stream, GError **error) {
  if (stream->table) return stream->table;
  GError *failure = NULL;
  CairnTable *table = is_worth_files(run, stream) ? keep_all(run, stream, &failure) : NULL;
  if (failure) {
    g_propagate_error(error, failure);
    return NULL;
  }
  if (!table) {
    table = cairn_row_stream_whole(run, stream->before, error);
    if (table) table = apply_step(run, &stream->step, table, error);
  }
  return stream->table = table;
}

/* ---- Extents ---- */

typedef struct Extents {
  const char *const *fields;
  size_t n;
  double (*found)[2];
  const char **columns; /* NULL: there is no such field */
} Extents;

static bool widen(CairnTransformRun *run, void *data, CairnTable *table, GError **error) {
  (void)run, (void)error;
  Extents *extents = data;
  for (size_t i = 0; i < extents->n; i++) {
    const CairnColumn *column = cairn_table_field(table, extents->fields[i]);
    if (!column) continue;
    cairn_extent_widen(column, table->n_rows, extents->found[i]);
    extents->columns[i] = extents->fields[i];
  }
  return true;
}

bool cairn_row_stream_extents(CairnTransformRun *run, CairnRowStream *stream, const char *const *fields, size_t n,
                              const CairnWholeExtent **out, size_t *n_out, GError **error) {
  *out = NULL;
  *n_out = 0;
  if (n == 0 || !cairn_row_stream_is_large(run, stream)) return true;
  Extents extents = {fields, n, cairn_arena_alloc_array(run->arena, n, sizeof *extents.found), cairn_arena_array(run->arena, n, const char *)};
  CairnTable *source = cairn_row_stream_source(stream);
  for (size_t i = 0; i < n; i++) {
    const CairnColumn *column = source ? cairn_table_field(source, fields[i]) : NULL;
    extents.found[i][0] = INFINITY;
    extents.found[i][1] = -INFINITY;
    if (column) cairn_column_extent(column, source->n_rows, extents.found[i]);
    extents.columns[i] = column ? fields[i] : NULL;
  }
  if (!source && !cairn_row_stream_each(run, stream, widen, &extents, error)) return false;
  CairnWholeExtent *list = cairn_arena_array(run->arena, n, CairnWholeExtent);
  for (size_t i = 0; i < n; i++) {
    if (!extents.columns[i]) continue;
    if (!source) cairn_extent_settle(extents.found[i]);
    CairnWholeExtent *entry = &list[(*n_out)++];
    entry->column = cairn_field_flat_name(run->arena, fields[i]);
    memcpy(entry->extent, extents.found[i], sizeof entry->extent);
  }
  *out = list;
  return true;
}

/* ---- Transforms ---- */

static CairnTable *apply_transform(CairnTransformRun *run, const void *transform, CairnTable *table, GError **error) {
  return cairn_transform_apply(run, transform, table, error);
}

/* A bin needs the extent of its field. */
static CairnRowStream *put_off(CairnTransformRun *run, CairnRowStream *stream, const json_t *transform,
                               GError **error) {
  CairnRowStep step = {.apply = apply_transform, .data = transform};
  const char *field = json_string_value(json_object_get(transform, "field"));
  size_t n = json_object_get(transform, "bin") && field;
  if (!cairn_row_stream_extents(run, stream, &field, n, &step.extents, &step.n_extents, error)) return NULL;
  return cairn_row_stream_then(run, stream, step, error);
}

CairnRowStream *cairn_row_stream_transform(CairnTransformRun *run, CairnRowStream *stream, const json_t *transform,
                                           GError **error) {
  bool is_large = cairn_row_stream_is_large(run, stream);
  if (is_large && cairn_transform_is_row_wise(transform)) return put_off(run, stream, transform, error);
  CairnTable *table = NULL;
  if (is_large && json_object_get(transform, "aggregate") &&
      (!cairn_transform_check(run, transform, error) || !cairn_aggregate_stream(run, stream, transform, &table, error)))
    return NULL;
  if (table) return cairn_row_stream_new(stream->arena, table);
  table = cairn_row_stream_whole(run, stream, error);
  if (table) table = cairn_transform_apply(run, transform, table, error);
  return table ? cairn_row_stream_new(stream->arena, table) : NULL;
}

CairnRowStream *cairn_row_stream_transform_all(CairnTransformRun *run, CairnRowStream *stream,
                                               const json_t *transforms, GError **error) {
  for (size_t i = 0; i < json_array_size(transforms) && stream; i++) {
    const json_t *transform = json_array_get(transforms, i);
    if (!json_is_object(transform)) {
      cairn_error_at_index(error, CAIRN_ERROR_SPEC, transforms, i, "a transform must be an object");
      return NULL;
    }
    stream = cairn_row_stream_transform(run, stream, transform, error);
  }
  return stream;
}
