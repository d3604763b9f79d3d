#include "cli/batch_manifest.h"

#include <csv.h>
#include <string.h>

enum { LONGEST_ENTRY = 1024 * 1024 };

typedef enum Format { UNKNOWN, NDJSON, CSV } Format;

struct BatchManifest {
  char *name;
  Format format;
  GQueue entries; /* json_t * */
  size_t line;    /* of the entry being read, from 1; in CSV the row */
  bool broken;    /* nothing more can be read */
  bool begun;     /* some of it has been read */
  size_t mark;    /* bytes of a byte order mark that may have been passed over */

  GString *text; /* NDJSON: an unfinished line */

  struct csv_parser parser;
  GPtrArray *columns; /* CSV: names */
  json_t *row;
  size_t column;
};

BatchManifest *batch_manifest_new(const char *path) {
  BatchManifest *manifest = g_new0(BatchManifest, 1);
  manifest->name = g_strdup(strcmp(path, "-") == 0 ? "<stdin>" : path);
  manifest->format = g_str_has_suffix(path, ".csv") ? CSV : UNKNOWN;
  manifest->line = 1;
  manifest->text = g_string_new(NULL);
  manifest->columns = g_ptr_array_new_with_free_func(g_free);
  g_queue_init(&manifest->entries);
  csv_init(&manifest->parser, CSV_APPEND_NULL);
  return manifest;
}

static void free_entry(void *entry) {
  json_decref(entry);
}

void batch_manifest_free(BatchManifest *manifest) {
  if (!manifest) return;
  g_queue_clear_full(&manifest->entries, free_entry);
  csv_free(&manifest->parser);
  g_ptr_array_unref(manifest->columns);
  json_decref(manifest->row);
  g_string_free(manifest->text, TRUE);
  g_free(manifest->name);
  g_free(manifest);
}

static void add_error(BatchManifest *manifest, int column, const char *text) {
  g_autofree char *message =
      g_strdup_printf("%s:%zu:%d: error: %s", manifest->name, manifest->line, column, text);
  g_queue_push_tail(&manifest->entries, json_pack("{s:s}", "error", message));
}

static void stop(BatchManifest *manifest, const char *text) {
  manifest->broken = true;
  add_error(manifest, 1, text);
}

static void add_entry(BatchManifest *manifest, const json_t *entry) {
  if (json_is_string(json_object_get(entry, "spec")) || json_is_string(json_object_get(entry, "template")))
    g_queue_push_tail(&manifest->entries, json_incref((json_t *)entry));
  else
    add_error(manifest, 1, "this entry has no \"spec\" or \"template\", which names the file to draw");
}

/* ---- NDJSON ---- */

static void take_line(BatchManifest *manifest, const char *line, size_t length) {
  json_error_t failure;
  while (length > 0 && strchr(" \t\r", line[length - 1]))
    length--;
  json_t *entry = length ? json_loadb(line, length, JSON_REJECT_DUPLICATES, &failure) : NULL;
  if (json_is_object(entry))
    add_entry(manifest, entry);
  else if (entry)
    add_error(manifest, 1, "expected an object such as {\"spec\": \"chart.vl.json\"}");
  else if (length)
    add_error(manifest, failure.column, failure.text);
  json_decref(entry);
  manifest->line++;
}

static void feed_lines(BatchManifest *manifest, const char *bytes, size_t n) {
  GString *text = manifest->text;
  g_string_append_len(text, bytes, (gssize)n);
  size_t start = 0;
  for (const char *end; (end = memchr(text->str + start, '\n', text->len - start)) != NULL;) {
    size_t length = (size_t)(end - text->str) - start;
    take_line(manifest, text->str + start, length);
    start += length + 1;
  }
  g_string_erase(text, 0, (gssize)start);
  if (n == 0 && text->len) take_line(manifest, text->str, text->len);
  if (text->len > LONGEST_ENTRY) stop(manifest, "this entry is longer than 1 MiB");
}

/* ---- CSV ---- */

static void take_cell(void *text, size_t length, void *data) {
  BatchManifest *manifest = data;
  if (manifest->line == 1) {
    g_ptr_array_add(manifest->columns, g_strndup(text, length));
    return;
  }
  if (!manifest->row) manifest->row = json_object();
  size_t column = manifest->column++;
  if (length == 0 || column >= manifest->columns->len) return;
  json_t *value = json_stringn(text, length);
  json_object_set_new(manifest->row, manifest->columns->pdata[column], value ? value : json_null());
}

static bool has_column(const BatchManifest *manifest, const char *name) {
  for (guint i = 0; i < manifest->columns->len; i++)
    if (strcmp(manifest->columns->pdata[i], name) == 0) return true;
  return false;
}

static void take_row(int end, void *data) {
  (void)end;
  BatchManifest *manifest = data;
  if (manifest->broken) return;
  if (manifest->line == 1 && !has_column(manifest, "spec") && !has_column(manifest, "template"))
    stop(manifest,
         "expected a header with \"spec\" or \"template\", or objects such as {\"spec\": \"chart.vl.json\"}");
  else if (manifest->line > 1 && manifest->column > manifest->columns->len)
    add_error(manifest, 1, "this row has more cells than the header");
  else if (manifest->row)
    add_entry(manifest, manifest->row);
  json_decref(manifest->row);
  manifest->row = NULL;
  manifest->column = 0;
  manifest->line++;
}

static void feed_cells(BatchManifest *manifest, const char *bytes, size_t n) {
  if (n == 0) {
    csv_set_opts(&manifest->parser, CSV_APPEND_NULL | CSV_STRICT | CSV_STRICT_FINI);
    if (csv_fini(&manifest->parser, take_cell, take_row, manifest) != 0)
      stop(manifest, "the quote that opens a cell of this row is never closed");
  } else if (csv_parse(&manifest->parser, bytes, n, take_cell, take_row, manifest) != n)
    stop(manifest, "this is not CSV");
  if (manifest->parser.entry_pos > LONGEST_ENTRY)
    stop(manifest, "this cell is longer than 1 MiB; is its closing quote missing?");
}

/* Spreadsheets of many countries separate cells by semicolons. */
static void find_delimiter(BatchManifest *manifest, const char *bytes, size_t n) {
  const char *end = memchr(bytes, '\n', n);
  size_t length = end ? (size_t)(end - bytes) : n;
  for (const char *delimiter = ",;\t"; *delimiter; delimiter++) {
    if (!memchr(bytes, *delimiter, length)) continue;
    csv_set_delim(&manifest->parser, (unsigned char)*delimiter);
    return;
  }
}

/* ---- Either ---- */

/* Passes over a byte order mark at the beginning of the text; false where that is all there is. */
static bool skip_mark(BatchManifest *manifest, const char **bytes, size_t *n) {
  static const char mark[] = "\xEF\xBB\xBF";
  for (; mark[manifest->mark] && *n > 0 && **bytes == mark[manifest->mark]; manifest->mark++, ++*bytes, --*n)
    ;
  if (*n == 0) return false;
  manifest->mark = sizeof mark - 1;
  return true;
}

static Format sniff(const char *bytes, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (!strchr(" \t\r\n", bytes[i])) return bytes[i] == '{' ? NDJSON : CSV;
  return UNKNOWN;
}

void batch_manifest_feed(BatchManifest *manifest, const char *bytes, size_t n) {
  if (manifest->broken || (n > 0 && !skip_mark(manifest, &bytes, &n))) return;
  if (n > 0 && !manifest->begun) find_delimiter(manifest, bytes, n);
  manifest->begun |= n > 0;
  if (manifest->format == UNKNOWN) manifest->format = sniff(bytes, n);
  if (manifest->format == NDJSON)
    feed_lines(manifest, bytes, n);
  else if (manifest->format == CSV)
    feed_cells(manifest, bytes, n);
}

json_t *batch_manifest_next(BatchManifest *manifest) {
  return g_queue_pop_head(&manifest->entries);
}
