#define _GNU_SOURCE /* memrchr */

#include "read/csv_scan.h"

#include "base/limits.h"
#include "base/spool.h"
#include "read/cell.h"
#include "read/csv.h"
#include "read/csv_row.h"
#include "read/plain_text.h"
#include "table/extremes.h"

#include <math.h>
#include <string.h>

enum { MOST_SCANNED = 64 }; /* columns */

/* The numbers of one chunk. */
typedef struct Piece {
  size_t row, n;
  double first, last;
  CairnColumnFacts facts;
} Piece;

typedef struct ScanColumn {
  const char *name;
  CairnScanKind kind;
  const CairnParseEntry *entry;
  CairnSpool *numbers, *states; /* states is NULL while all cells are present */
  GArray *pieces;               /* Piece, in any order */
  GArray *blocks;               /* CairnExtremes, as in CairnColumnFacts */
} ScanColumn;

typedef struct Scan {
  CairnInput *input;
  const CairnZone *zone;
  const CairnReadProgress *progress;
  char delimiter;
  size_t chunk;                /* bytes read at once, at most */
  size_t rows_at_once;         /* a power of two; as many make a chunk where they are of about one length */
  bool may_be_wide;            /* use what newer processors can */
  size_t n_cells;              /* of a row */
  int *columns_of;             /* per cell: number of its column, or -1 */
  size_t n_columns, most_rows; /* 0: not known */
  ScanColumn columns[MOST_SCANNED];

  GMutex lock; /* of all below, and of states, pieces and blocks; the spools are written to at disjoint places */
  char *rest;  /* what was read behind the last chunk */
  size_t n_rest;
  size_t n_rows, n_bytes;
  double row_bytes; /* of a row of the last chunk, on average */
  bool at_end, failed;
  GError *error; /* why, where the reference reader would fail too */
} Scan;

/* What one thread works on. */
typedef struct Worker {
  Scan *scan;
  char *bytes;     /* whole lines, each with its LF */
  uint64_t *marks; /* of their cells (plain_text.h) */
  uint32_t *ends;  /* the same; for `capacity` rows, as all of `cells` */
  size_t n, row, n_rows, capacity;
  CairnScanCells *cells; /* n_cells */
  CairnExtremes *blocks; /* for the blocks that `capacity` rows are in */
} Worker;

/* ---- Chunks ---- */

/* Adds what is read to the chunk, until it holds `n` bytes. */
static bool fill(Scan *scan, Worker *worker, size_t n) {
  while (!scan->at_end && worker->n < n) {
    size_t got = 0;
    if (!cairn_input_read(scan->input, worker->bytes + worker->n, n - worker->n, &got, &scan->error)) return false;
    worker->n += got;
    scan->n_bytes += got;
    scan->at_end = got == 0;
  }
  if (scan->at_end && worker->n > 0 && worker->bytes[worker->n - 1] != '\n')
    worker->bytes[worker->n++] = '\n';
  return true;
}

/* Bytes of whole lines at the start of the chunk; no more than `most_rows` of them, which there are at least
 * that many of when it is full of shorter ones. */
static size_t whole_lines(Worker *worker, size_t most_rows) {
  worker->n_rows = cairn_plain_count_lines(worker->bytes, worker->n);
  const char *end = worker->bytes + worker->n;
  if (worker->n_rows > 0) end = (const char *)memrchr(worker->bytes, '\n', worker->n) + 1;
  for (; worker->n_rows > most_rows; worker->n_rows--)
    end = (const char *)memrchr(worker->bytes, '\n', (size_t)(end - worker->bytes) - 1) + 1;
  return worker->n_rows > 0 ? (size_t)(end - worker->bytes) : 0;
}

/* Makes a chunk of whole lines of the rest of the one before and what is read, and keeps what is behind them for the next; false
 * when a line does not fit. Chunks end where the number of rows is a multiple of rows_at_once, if they can: files are written
 * and read faster by whole blocks. */
static bool fill_chunk(Scan *scan, Worker *worker) {
  const size_t most_rows = scan->rows_at_once - scan->n_rows % scan->rows_at_once,
               usual = (size_t)((double)most_rows * scan->row_bytes);
  memcpy(worker->bytes, scan->rest, scan->n_rest);
  worker->n = scan->n_rest;
  if (!fill(scan, worker, MIN(usual + usual / 256 + 1, scan->chunk))) return false;
  size_t whole = whole_lines(worker, most_rows);
  if (whole == 0 && !fill(scan, worker, scan->chunk)) return false;
  if (whole == 0) whole = whole_lines(worker, most_rows);
  scan->n_rest = worker->n - whole;
  memcpy(scan->rest, worker->bytes + whole, scan->n_rest);
  worker->n = whole;
  return whole > 0 || scan->n_rest == 0;
}

/* The next chunk, with the numbers of its rows; false at the end. With the lock held. */
static bool take_chunk(Scan *scan, Worker *worker) {
  if (scan->failed || (scan->at_end && scan->n_rest == 0)) return false;
  if (!fill_chunk(scan, worker)) {
    scan->failed = true;
    return false;
  }
  worker->row = scan->n_rows;
  scan->n_rows += worker->n_rows;
  if (worker->n_rows > 0) scan->row_bytes = (double)worker->n / (double)worker->n_rows;
  return worker->n > 0;
}

/* ---- Rows of a chunk ---- */

static void begin_cells(Worker *worker) {
  const Scan *scan = worker->scan;
  bool grows = worker->n_rows > worker->capacity;
  if (grows) {
    worker->capacity = worker->n_rows + worker->n_rows / 8;
    worker->ends = g_renew(uint32_t, worker->ends, CAIRN_PLAIN_ENDS(worker->capacity * scan->n_cells));
    worker->blocks = g_renew(CairnExtremes, worker->blocks, worker->capacity / CAIRN_FACTS_BLOCK + 2);
  }
  for (size_t i = 0; i < scan->n_cells; i++) {
    CairnScanCells *cells = &worker->cells[i];
    if (scan->columns_of[i] < 0) continue;
    const ScanColumn *column = &scan->columns[scan->columns_of[i]];
    cells->kind = column->kind;
    cells->entry = column->entry;
    if (grows) {
      cells->numbers = g_renew(double, cells->numbers, worker->capacity);
      cells->states = g_renew(uint8_t, cells->states, worker->capacity);
    }
    if (grows || cells->any_missing) memset(cells->states, CAIRN_CELL_PRESENT, worker->capacity);
    cells->any_missing = false;
  }
}

static bool read_rows(Worker *worker) {
  const Scan *scan = worker->scan;
  if (!cairn_plain_mark(worker->bytes, &worker->n, scan->delimiter, worker->marks, scan->may_be_wide)) return false;
  begin_cells(worker);
  uint32_t *ends = worker->ends + 1;
  return cairn_plain_ends(worker->marks, CAIRN_PLAIN_MARKS(worker->n), ends, worker->n_rows * scan->n_cells, scan->may_be_wide) &&
         cairn_csv_rows_read(worker->bytes, ends, scan->zone, worker->cells, scan->n_cells, worker->n_rows, scan->may_be_wide);
}

static CairnExtremes finite_extremes(const double *numbers, size_t n) {
  CairnExtremes extremes = {INFINITY, -INFINITY};
  for (size_t i = 0; i < n; i++) {
    if (!isfinite(numbers[i])) continue;
    extremes.low = numbers[i] < extremes.low ? numbers[i] : extremes.low;
    extremes.high = numbers[i] > extremes.high ? numbers[i] : extremes.high;
  }
  return extremes;
}

static void widen(CairnExtremes *all, CairnExtremes part) {
  all->low = part.low < all->low ? part.low : all->low;
  all->high = part.high > all->high ? part.high : all->high;
}

/* The extremes of the rows of one block, and what they make of the facts. */
static CairnExtremes describe_block(const double *numbers, size_t n, CairnColumnFacts *facts) {
  const bool are_finite = cairn_numbers_are_finite(numbers, n);
  facts->all_finite &= are_finite;
  facts->ascending = facts->ascending && are_finite && cairn_numbers_are_ascending(numbers, n);
  if (!are_finite) return finite_extremes(numbers, n);
  CairnExtremes extremes;
  cairn_numbers_extremes(numbers, n, &extremes.low, &extremes.high);
  return extremes;
}

/* Block by block, which stay in the processor's nearest cache; `blocks` gets their extremes. */
static Piece describe(const Worker *worker, const double *numbers, CairnExtremes *blocks) {
  const size_t n = worker->n_rows;
  Piece piece = {.row = worker->row, .n = n, .first = numbers[0], .last = numbers[n - 1], .facts = {.all_finite = true, .ascending = true}};
  CairnColumnFacts *facts = &piece.facts;
  CairnExtremes all = {INFINITY, -INFINITY};
  for (size_t from = 0, to; from < n; from = to) {
    to = MIN(from + CAIRN_FACTS_BLOCK - (worker->row + from) % CAIRN_FACTS_BLOCK, n);
    *blocks = describe_block(numbers + from, to - from, facts);
    facts->ascending = facts->ascending && (from == 0 || numbers[from - 1] <= numbers[from]);
    widen(&all, *blocks++);
  }
  facts->low = all.low;
  facts->high = all.high;
  return piece;
}

/* The first and the last block may have rows of other chunks, too. */
static void keep_blocks(GArray *all, const Piece *piece, const CairnExtremes *blocks) {
  const CairnExtremes none = {INFINITY, -INFINITY};
  const size_t first = piece->row / CAIRN_FACTS_BLOCK, last = (piece->row + piece->n - 1) / CAIRN_FACTS_BLOCK;
  while (all->len <= last)
    g_array_append_val(all, none);
  for (size_t i = first; i <= last; i++)
    widen(&g_array_index(all, CairnExtremes, i), blocks[i - first]);
}

/* Rows reach the spools in pieces of a chunk; with the lock held only where threads share something. */
static bool keep_column(Worker *worker, ScanColumn *column, const CairnScanCells *cells, GError **error) {
  Scan *scan = worker->scan;
  const Piece piece = describe(worker, cells->numbers, worker->blocks);
  g_mutex_lock(&scan->lock);
  if (cells->any_missing && !column->states) column->states = cairn_spool_new(scan->most_rows);
  g_array_append_val(column->pieces, piece);
  keep_blocks(column->blocks, &piece, worker->blocks);
  CairnSpool *states = column->states;
  g_mutex_unlock(&scan->lock);
  if (cells->any_missing && !cairn_spool_write(states, worker->row, cells->states, worker->n_rows, error))
    return false;
  return cairn_spool_write(column->numbers, worker->row * sizeof(double), cells->numbers,
                           worker->n_rows * sizeof(double), error);
}

static bool keep_rows(Worker *worker, GError **error) {
  Scan *scan = worker->scan;
  for (size_t i = 0; i < scan->n_cells; i++)
    if (scan->columns_of[i] >= 0 &&
        !keep_column(worker, &scan->columns[scan->columns_of[i]], &worker->cells[i], error))
      return false;
  return true;
}

/* ---- Threads ---- */

static void work(Worker *worker, const CairnReadProgress *progress) {
  Scan *scan = worker->scan;
  g_mutex_lock(&scan->lock);
  while (take_chunk(scan, worker)) {
    size_t n_rows = scan->n_rows, n_bytes = scan->n_bytes;
    g_mutex_unlock(&scan->lock);
    if (progress) progress->report(n_rows, n_bytes, cairn_input_size(scan->input), progress->data);
    GError *error = NULL;
    bool ok = read_rows(worker) && keep_rows(worker, &error);
    g_mutex_lock(&scan->lock);
    scan->failed |= !ok;
    if (error && !scan->error)
      scan->error = error;
    else
      g_clear_error(&error);
  }
  g_mutex_unlock(&scan->lock);
}

static void run(Scan *scan, const CairnReadProgress *progress) {
  enum { LINE = 64 }; /* of the processor's cache, as blocks of text are read faster within one */
  G_STATIC_ASSERT((int)LINE >= (int)CAIRN_ROW_ROOM);
  Worker worker = {
      .scan = scan,
      .bytes = (char *)g_aligned_alloc(1, LINE + scan->chunk + 1 + CAIRN_PLAIN_ROOM, LINE) + LINE,
      .marks = g_new(uint64_t, CAIRN_PLAIN_MARKS(scan->chunk + 1)),
      .cells = g_new0(CairnScanCells, scan->n_cells)};
  work(&worker, progress);
  for (size_t i = 0; i < scan->n_cells; i++) {
    g_free(worker.cells[i].numbers);
    g_free(worker.cells[i].states);
  }
  g_free(worker.cells);
  g_free(worker.blocks);
  g_free(worker.marks);
  g_free(worker.ends);
  g_aligned_free(worker.bytes - LINE);
}

static void *run_beside(void *scan) {
  run(scan, NULL);
  return NULL;
}

static void run_all(Scan *scan, size_t n_threads, const CairnReadProgress *progress) {
  g_autoptr(GPtrArray) threads = g_ptr_array_new();
  for (size_t i = 1; i < n_threads; i++) {
    GThread *thread = g_thread_try_new("csv", run_beside, scan, NULL);
    if (thread) g_ptr_array_add(threads, thread);
  }
  run(scan, progress);
  for (guint i = 0; i < threads->len; i++)
    g_thread_join(threads->pdata[i]);
}

/* ---- The header ---- */

typedef struct Header {
  GPtrArray *names;
  size_t n_rows;
} Header;

static bool take_name(void *data, size_t column, const char *text, size_t length, GError **error) {
  (void)column, (void)error;
  g_ptr_array_add(((Header *)data)->names, g_strndup(text, length));
  return true;
}

static bool end_header(void *data, size_t n_cells, GError **error) {
  (void)n_cells, (void)error;
  ((Header *)data)->n_rows++;
  return true;
}

/* The names in the first line, by the reference reader; NULL where it is not one row. */
static GPtrArray *read_names(const char *line, size_t length, char delimiter) {
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GBytes) bytes = g_bytes_new(line, length);
  g_autoptr(CairnInput) input = cairn_input_from_bytes("header", bytes);
  Header header = {names, 0};
  const CairnCsvSink sink = {take_name, end_header, &header, NULL};
  bool ok = cairn_csv_read(input, delimiter, &sink, NULL) && header.n_rows == 1 &&
            names->len <= CAIRN_LIMIT_COLUMNS;
  return ok ? g_steal_pointer(&names) : NULL;
}

static const CairnParseEntry *find_entry(const CairnReadOptions *options, const char *name) {
  for (size_t i = options->n_parse; i > 0; i--)
    if (strcmp(options->parse[i - 1].field, name) == 0) return &options->parse[i - 1];
  return NULL;
}

/* The cell in place `index` of the first row that has one which is not blank; NULL in none. */
static const char *first_cell(const char *p, const char *end, char delimiter, size_t index, size_t *length) {
  size_t cell = 0;
  for (const char *start = p; p < end; p++) {
    if (*p != delimiter && *p != '\n') continue;
    *length = (size_t)(p - start) - (p > start && *p == '\n' && p[-1] == '\r');
    if (cell == index && !cairn_cell_is_blank(start, *length)) return start;
    cell = *p == '\n' ? 0 : cell + 1;
    start = p + 1;
  }
  return NULL;
}

/* What column_builder.c takes a column for; CAIRN_SCAN_SKIP where not for numbers or dates. */
static CairnScanKind infer_kind(const Scan *scan, const char *rows, const char *end, size_t index) {
  size_t length = 0;
  double number;
  const char *cell = first_cell(rows, end, scan->delimiter, index, &length);
  if (!cell) return CAIRN_SCAN_SKIP;
  if (cairn_cell_to_number(cell, length, &number)) return CAIRN_SCAN_NUMBERS;
  return cairn_cell_infer_date(cell, length, scan->zone, &number) ? CAIRN_SCAN_DATES : CAIRN_SCAN_SKIP;
}

static CairnScanKind kind_of(const Scan *scan, const CairnReadOptions *options, const CairnParseEntry *entry,
                             const CairnNeededColumn *needed, const char *rows, const char *end,
                             size_t index) {
  if (entry) {
    bool holds_numbers = (entry->kind == CAIRN_PARSE_NUMBER && !entry->decimal) || entry->kind == CAIRN_PARSE_DATE;
    return holds_numbers ? CAIRN_SCAN_DECLARED : CAIRN_SCAN_SKIP;
  }
  if (options->infer) return infer_kind(scan, rows, end, index);
  return needed->is_number ? CAIRN_SCAN_NEEDED : CAIRN_SCAN_SKIP;
}

/* Finds out what to read of each row; false where that is not plain. `rows`: the text from behind the header.
 */
static bool choose_columns(Scan *scan, CairnArena *arena, const CairnReadOptions *options,
                           const GPtrArray *names, const char *rows, const char *end) {
  scan->n_cells = names->len;
  scan->columns_of = cairn_arena_array(arena, names->len, int);
  for (guint i = 0; i < names->len; i++) {
    const char *name = cairn_arena_intern(arena, names->pdata[i], strlen(names->pdata[i]));
    const CairnNeededColumn *needed = cairn_read_find_needed(options, name);
    for (guint k = 0; k < i; k++)
      if (strcmp(names->pdata[k], name) == 0) return false;
    scan->columns_of[i] = needed ? (int)scan->n_columns : -1;
    if (!needed) continue;
    const CairnParseEntry *entry = find_entry(options, name);
    CairnScanKind kind = kind_of(scan, options, entry, needed, rows, end, i);
    if (kind == CAIRN_SCAN_SKIP || scan->n_columns == MOST_SCANNED) return false;
    scan->columns[scan->n_columns++] = (ScanColumn){.name = name, .kind = kind, .entry = entry};
  }
  return scan->n_columns == options->n_needed;
}

/* How many rows make a chunk, by the first ones. */
static void measure_rows(Scan *scan) {
  const size_t n_rows = MAX(cairn_plain_count_lines(scan->rest, scan->n_rest), 1);
  scan->row_bytes = (double)MAX(scan->n_rest, 1) / (double)n_rows;
  scan->rows_at_once = 1;
  while ((double)(2 * scan->rows_at_once) * scan->row_bytes < (double)scan->chunk)
    scan->rows_at_once *= 2;
}

/* Reads the first bytes, and leaves those behind the header as the rest before the first chunk. */
static bool begin(Scan *scan, CairnArena *arena, const CairnReadOptions *options) {
  size_t n = 0, got = 1;
  scan->rest = g_malloc(scan->chunk);
  for (; n < scan->chunk && got > 0; n += got)
    if (!cairn_input_read(scan->input, scan->rest + n, scan->chunk - n, &got, &scan->error)) return false;
  scan->at_end = got == 0;
  scan->n_bytes = n;
  size_t mark = n >= 3 && memcmp(scan->rest, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  const char *line = scan->rest + mark, *end = memchr(line, '\n', n - mark);
  if (!end) return false;
  g_autoptr(GPtrArray) names = read_names(line, (size_t)(end - line), scan->delimiter);
  if (!names || !choose_columns(scan, arena, options, names, end + 1, scan->rest + n)) return false;
  size_t size = cairn_input_size(scan->input);
  scan->most_rows = size ? size / scan->n_cells + 1 : 0;
  for (size_t i = 0; i < scan->n_columns; i++) {
    scan->columns[i].numbers = cairn_spool_new(scan->most_rows * sizeof(double));
    scan->columns[i].pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    scan->columns[i].blocks = g_array_new(FALSE, FALSE, sizeof(CairnExtremes));
  }
  scan->n_rest = n - (size_t)(end + 1 - scan->rest);
  memmove(scan->rest, end + 1, scan->n_rest);
  measure_rows(scan);
  return true;
}

/* ---- The table ---- */

static int compare_pieces(const void *a, const void *b) {
  size_t x = ((const Piece *)a)->row, y = ((const Piece *)b)->row;
  return (x > y) - (x < y);
}

static CairnColumnFacts join_facts(GArray *pieces) {
  CairnColumnFacts all = {.low = INFINITY, .high = -INFINITY, .all_finite = true, .ascending = true};
  g_array_sort(pieces, compare_pieces);
  for (guint i = 0; i < pieces->len; i++) {
    const Piece *piece = &g_array_index(pieces, Piece, i);
    bool follows = i == 0 || piece[-1].last <= piece->first;
    all.low = fmin(all.low, piece->facts.low);
    all.high = fmax(all.high, piece->facts.high);
    all.all_finite &= piece->facts.all_finite;
    all.ascending &= piece->facts.ascending && follows;
  }
  return all;
}

static size_t find_number(const double *numbers, const Piece *piece, double number) {
  size_t row = piece->row;
  while (numbers[row] != number)
    row++;
  return row;
}

/* Only the two pieces that hold the extremes are read again. */
static void find_extremes(const GArray *pieces, const double *numbers, CairnColumnFacts *facts) {
  bool has_low = false, has_high = false;
  for (guint i = 0; i < pieces->len && facts->low <= facts->high && !(has_low && has_high); i++) {
    const Piece *piece = &g_array_index(pieces, Piece, i);
    if (!has_low && piece->facts.low == facts->low) facts->low_row = find_number(numbers, piece, facts->low);
    if (!has_high && piece->facts.high == facts->high) facts->high_row = find_number(numbers, piece, facts->high);
    has_low |= piece->facts.low == facts->low;
    has_high |= piece->facts.high == facts->high;
  }
}

static const CairnColumn *finish_column(const Scan *scan, ScanColumn *column, CairnArena *arena,
                                        GError **error) {
  bool is_date =
      column->kind == CAIRN_SCAN_DATES || (column->entry && column->entry->kind == CAIRN_PARSE_DATE);
  CairnColumn *result = cairn_arena_one(arena, CairnColumn);
  CairnColumnFacts *facts = cairn_arena_one(arena, CairnColumnFacts);
  *facts = join_facts(column->pieces);
  cairn_arena_own(arena, column->blocks, (GDestroyNotify)g_array_unref);
  facts->blocks = (const CairnExtremes *)(const void *)g_steal_pointer(&column->blocks)->data;
  result->name = column->name;
  result->type = is_date ? CAIRN_COLUMN_TIME : CAIRN_COLUMN_NUMBER;
  result->facts = facts;
  result->spool = column->numbers;
  result->state_spool = column->states;
  result->numbers = cairn_spool_map_into(arena, &column->numbers, scan->n_rows * sizeof(double), error);
  if (result->numbers) find_extremes(column->pieces, result->numbers, facts);
  if (result->numbers && column->states &&
      !(result->states = cairn_spool_map_into(arena, &column->states, scan->n_rows, error)))
    return NULL;
  return result->numbers ? result : NULL;
}

static CairnTable *finish(Scan *scan, CairnArena *arena, GError **error) {
  CairnTable *table = cairn_table_new(arena, scan->n_rows);
  for (size_t i = 0; i < scan->n_columns; i++) {
    const CairnColumn *column = finish_column(scan, &scan->columns[i], arena, error);
    if (!column) return NULL;
    cairn_table_put(table, column);
  }
  return table;
}

static void clear(Scan *scan) {
  for (size_t i = 0; i < scan->n_columns; i++) {
    cairn_spool_free(scan->columns[i].numbers);
    cairn_spool_free(scan->columns[i].states);
    if (scan->columns[i].pieces) g_array_unref(scan->columns[i].pieces);
    if (scan->columns[i].blocks) g_array_unref(scan->columns[i].blocks);
  }
  g_free(scan->rest);
  g_mutex_clear(&scan->lock);
}

bool cairn_csv_scan(CairnArena *arena, CairnInput *input, const CairnReadOptions *options, CairnScanWay way,
                    CairnTable **table, GError **error) {
  char delimiter = options->delimiter ? options->delimiter : ',';
  bool could_be_in_cell = strchr("+-.:", delimiter) || g_ascii_isalnum(delimiter);
  *table = NULL;
  if (options->n_needed == 0 || options->columns || options->header || could_be_in_cell) return true;
  Scan scan = {.input = input,
               .zone = options->zone,
               .delimiter = delimiter,
               .chunk = way.chunk,
               .may_be_wide = way.may_be_wide};
  g_mutex_init(&scan.lock);
  bool ok = begin(&scan, arena, options);
  /* A zone keeps what it has computed, for one thread. */
  if (ok) run_all(&scan, scan.zone ? 1 : way.n_threads, options->progress);
  if (ok && !scan.failed) *table = finish(&scan, arena, &scan.error);
  clear(&scan);
  if (!scan.error) return true;
  g_propagate_error(error, scan.error);
  return false;
}
