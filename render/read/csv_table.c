#include "read/csv_table.h"

#include "base/error.h"
#include "base/limits.h"
#include "read/column_builder.h"
#include "read/csv.h"

#include <string.h>

/* Guesses the number of rows from the size of the input. */
enum { USUAL_ROW_BYTES = 24, LARGEST_GUESS = 1024 * 1024, LAST_LINE = 2 };

typedef enum Phase { READ_HEADER, SKIP_HEADER, READ_ROWS } Phase;

typedef struct Loader {
  CairnArena *arena;
  const CairnReadOptions *options;
  size_t row_guess;
  Phase phase;
  GPtrArray *names;             /* of all columns in the file, interned in the arena */
  CairnColumnBuilder *builders; /* per column */
  bool *reads;                  /* per column: does this pass read it? */
  size_t n_rows, n_bytes; /* of this pass, so far */
  size_t all_bytes;       /* 0: not known */
  bool has_all_needed;
} Loader;

/* ---- The header ---- */

static bool add_name(Loader *loader, const char *text, size_t length, GError **error) {
  if (loader->names->len == CAIRN_LIMIT_COLUMNS) {
    cairn_error_set(error, CAIRN_ERROR_LIMIT, "more than %d columns, which is the limit",
                    CAIRN_LIMIT_COLUMNS);
    return false;
  }
  const char *name = cairn_arena_intern(loader->arena, text, length);
  for (guint i = 0; i < loader->names->len; i++) {
    if (loader->names->pdata[i] != name) continue;
    g_autofree char *shown = cairn_text_printable(name, 40);
    cairn_error_set(
        error, CAIRN_ERROR_DATA,
        "columns %u and %u of the header have the same name '%s'; expected a name of its own for each", i + 1,
        loader->names->len + 1, shown);
    return false;
  }
  g_ptr_array_add(loader->names, (gpointer)name);
  return true;
}

/* Are all columns there that are needed? Then no other is read. */
static bool has_all_needed(const Loader *loader) {
  size_t n = 0;
  for (guint i = 0; i < loader->names->len; i++)
    n += cairn_read_find_needed(loader->options, loader->names->pdata[i]) != NULL;
  return n > 0 && n == loader->options->n_needed;
}

static bool is_wanted(const Loader *loader, const char *name) {
  const CairnReadOptions *options = loader->options;
  if (loader->has_all_needed && !cairn_read_find_needed(options, name)) return false;
  return !options->columns || g_strv_contains(options->columns, name);
}

/* The last entry for a column counts, as in a JSON object. */
static const CairnParseEntry *find_entry(const CairnReadOptions *options, const char *name) {
  for (size_t i = options->n_parse; i > 0; i--)
    if (strcmp(options->parse[i - 1].field, name) == 0) return &options->parse[i - 1];
  return NULL;
}

static void begin_columns(Loader *loader) {
  const CairnReadOptions *options = loader->options;
  loader->phase = READ_ROWS;
  loader->has_all_needed = has_all_needed(loader);
  loader->reads = g_new0(bool, loader->names->len);
  loader->builders = g_new0(CairnColumnBuilder, loader->names->len);
  for (guint i = 0; i < loader->names->len; i++) {
    const char *name = loader->names->pdata[i];
    const CairnNeededColumn *needed = cairn_read_find_needed(options, name);
    loader->reads[i] = is_wanted(loader, name);
    cairn_column_builder_init(&loader->builders[i], loader->arena, name, find_entry(options, name),
                              options->infer, options->zone,
                              (CairnBuildSize){loader->row_guess, loader->all_bytes ? loader->all_bytes + LAST_LINE : 0});
    if (needed && needed->is_number) cairn_column_builder_need_number(&loader->builders[i]);
  }
}

static bool begin_with_given_header(Loader *loader, GError **error) {
  for (const char *const *name = loader->options->header; *name; name++)
    if (!add_name(loader, *name, strlen(*name), error)) return false;
  begin_columns(loader);
  return true;
}

/* ---- Cells ---- */

static void set_too_many_cells(const Loader *loader, GError **error) {
  const char *only = loader->names->len == 1 ? loader->names->pdata[0] : "";
  const char *likely = strpbrk(only, ";\t|,");
  g_autofree char *hint = likely
                              ? g_strdup_printf("; are the cells separated by %s?",
                                                *likely == '\t' ? "tabs" : (char[]){'\'', *likely, '\'', 0})
                              : g_strdup("");
  cairn_error_set(error, CAIRN_ERROR_DATA, "more cells than the %u of the header%s", loader->names->len,
                  hint);
}

static bool take_cell(void *data, size_t column, const char *text, size_t length, GError **error) {
  Loader *loader = data;
  if (loader->phase == READ_HEADER) return add_name(loader, text, length, error);
  if (loader->phase == SKIP_HEADER) return true;
  if (column >= loader->names->len) {
    set_too_many_cells(loader, error);
    return false;
  }
  return !loader->reads[column] || cairn_column_builder_add(&loader->builders[column], text, length, error);
}

static void set_too_few_cells(const Loader *loader, size_t n_cells, GError **error) {
  g_autofree char *next = cairn_text_printable(loader->names->pdata[n_cells], 40);
  cairn_error_set(error, CAIRN_ERROR_DATA, "%zu cell%s, but the header has %u: there is none for column '%s'",
                  n_cells, n_cells == 1 ? "" : "s", loader->names->len, next);
}

static bool end_row(void *data, size_t n_cells, GError **error) {
  Loader *loader = data;
  if (loader->phase != READ_ROWS) {
    if (loader->phase == READ_HEADER) begin_columns(loader);
    loader->phase = READ_ROWS;
    return true;
  }
  loader->n_rows++;
  if (n_cells < loader->names->len) set_too_few_cells(loader, n_cells, error);
  return n_cells == loader->names->len;
}

/* ---- Passes ---- */

static void tell_progress(void *data, size_t n) {
  Loader *loader = data;
  const CairnReadProgress *progress = loader->options->progress;
  loader->n_bytes += n;
  progress->report(loader->n_rows, loader->n_bytes, loader->all_bytes, progress->data);
}

static bool read_pass(Loader *loader, CairnInput *input, GError **error) {
  const CairnCsvSink sink = {take_cell, end_row, loader, loader->options->progress ? tell_progress : NULL};
  loader->n_rows = loader->n_bytes = 0;
  return cairn_csv_read(input, loader->options->delimiter ? loader->options->delimiter : ',', &sink, error);
}

static bool first_pass(Loader *loader, CairnInput *input, GError **error) {
  if (loader->options->header && !begin_with_given_header(loader, error)) return false;
  if (!read_pass(loader, input, error)) return false;
  if (loader->phase == READ_ROWS) return true;
  cairn_error_in_file(error, CAIRN_ERROR_DATA, cairn_input_name(input), 0, 0,
                      "no data; expected a first row with the names of the columns");
  return false;
}

static bool second_pass(Loader *loader, CairnInput *input, GError **error) {
  bool any = false;
  for (guint i = 0; i < loader->names->len; i++) {
    loader->reads[i] = loader->builders[i].incomplete;
    if (!loader->reads[i]) continue;
    cairn_column_builder_restart(&loader->builders[i]);
    any = true;
  }
  if (!any) return true;
  size_t n_rows = loader->n_rows;
  loader->phase = loader->options->header ? READ_ROWS : SKIP_HEADER;
  if (!cairn_input_rewind(input, error) || !read_pass(loader, input, error)) return false;
  if (loader->n_rows == n_rows) return true;
  cairn_error_in_file(error, CAIRN_ERROR_READ, cairn_input_name(input), 0, 0,
                      "the file changed while it was read");
  return false;
}

static CairnTable *finish_table(Loader *loader, GError **error) {
  CairnTable *table = cairn_table_new(loader->arena, loader->n_rows);
  for (guint i = 0; i < loader->names->len; i++) {
    if (!is_wanted(loader, loader->names->pdata[i])) continue;
    const CairnColumn *column = cairn_column_builder_finish(&loader->builders[i], error);
    if (!column) return NULL;
    cairn_table_put(table, column);
  }
  return table;
}

static void clear_loader(Loader *loader) {
  for (guint i = 0; loader->builders && i < loader->names->len; i++)
    cairn_column_builder_clear(&loader->builders[i]);
  g_free(loader->builders);
  g_free(loader->reads);
  g_ptr_array_unref(loader->names);
}

CairnTable *cairn_read_csv(CairnArena *arena, CairnInput *input, const CairnReadOptions *options,
                           GError **error) {
  Loader loader = {.arena = arena, .options = options, .names = g_ptr_array_new()};
  loader.all_bytes = cairn_input_size(input);
  loader.row_guess = MIN(loader.all_bytes / USUAL_ROW_BYTES, LARGEST_GUESS);
  bool done = first_pass(&loader, input, error) && second_pass(&loader, input, error);
  CairnTable *table = done ? finish_table(&loader, error) : NULL;
  clear_loader(&loader);
  return table;
}
