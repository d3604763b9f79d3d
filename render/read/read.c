#include "read/read.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/csv_scan.h"
#include "read/csv_table.h"
#include "read/json_data.h"
#include "read/plain_text.h"
#include "read/source.h"
#include "spec/json_syntax.h"

#include <string.h>

/* ---- Options ---- */

static bool read_delimiter(const char *delimiter, char *out, GError **error) {
  if (delimiter && strlen(delimiter) == 1 && !strchr("\"\r\n", *delimiter) &&
      (unsigned char)*delimiter < 0x80) {
    *out = *delimiter;
    return true;
  }
  cairn_error_set(
      error, CAIRN_ERROR_SPEC,
      "format type 'dsv' needs a delimiter of one ASCII character other than a quote, such as \";\"");
  return false;
}

bool cairn_read_format_of_type(const char *type, const char *delimiter, CairnReadOptions *options,
                               GError **error) {
  options->format = CAIRN_READ_CSV;
  options->delimiter = ',';
  if (strcmp(type, "csv") == 0) return true;
  if (strcmp(type, "dsv") == 0) return read_delimiter(delimiter, &options->delimiter, error);
  options->delimiter = '\t';
  if (strcmp(type, "tsv") == 0) return true;
  options->format = CAIRN_READ_JSON;
  if (strcmp(type, "json") == 0) return true;
  if (strcmp(type, "topojson") == 0) {
    cairn_error_set(error, CAIRN_ERROR_SPEC,
                    "data of type topojson are not supported; supported are csv, tsv, dsv and json");
    return false;
  }
  g_autofree char *shown = cairn_text_printable(type, 40);
  cairn_error_set(error, CAIRN_ERROR_SPEC, "unknown data type '%s'; expected csv, tsv, dsv or json", shown);
  return false;
}

bool cairn_read_format_of_url(const char *url, CairnReadOptions *options, GError **error) {
  const char *slash = strrchr(url, '/'), *dot = strrchr(url, '.');
  const char *extension = dot && (!slash || dot > slash) ? dot + 1 : "";
  static const char *const known[] = {"csv", "tsv", "topojson", NULL};
  bool is_known = g_strv_contains(known, extension);
  return cairn_read_format_of_type(is_known ? extension : "json", NULL, options, error);
}

const CairnNeededColumn *cairn_read_find_needed(const CairnReadOptions *options, const char *name) {
  for (size_t i = 0; i < options->n_needed; i++)
    if (strcmp(options->needed[i].name, name) == 0) return &options->needed[i];
  return NULL;
}

/* ---- Tables ---- */

static bool check_utf8(const char *name, const char *text, size_t length, GError **error) {
  size_t valid = cairn_utf8_valid_length(text, length), line = 1, column = 1;
  if (valid == length) return true;
  cairn_text_advance(text, valid, &line, &column);
  cairn_error_in_file(error, CAIRN_ERROR_DATA, name, line, column, "the byte \\x%02X is no text in UTF-8",
                      (unsigned)(unsigned char)text[valid]);
  return false;
}

static GByteArray *read_all(CairnInput *input, GError **error) {
  enum { AT_ONCE = 256 * 1024 };
  g_autoptr(GByteArray) all = g_byte_array_new();
  for (size_t n = 1; n > 0;) {
    guint used = all->len;
    if (used > G_MAXUINT32 / 2) {
      cairn_error_in_file(error, CAIRN_ERROR_LIMIT, cairn_input_name(input), 0, 0,
                          "more than %u bytes of JSON, which is the limit", G_MAXUINT32 / 2);
      return NULL;
    }
    g_byte_array_set_size(all, used + AT_ONCE);
    if (!cairn_input_read(input, (char *)all->data + used, AT_ONCE, &n, error)) return NULL;
    g_byte_array_set_size(all, used + (guint)n);
  }
  return g_steal_pointer(&all);
}

static CairnTable *read_json_input(CairnArena *arena, CairnInput *input, const char *property,
                                   GError **error) {
  g_autoptr(GByteArray) all = read_all(input, error);
  if (!all) return NULL;
  const char *text = (const char *)all->data;
  size_t mark = all->len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  const char *name = cairn_input_name(input);
  if (!check_utf8(name, text + mark, all->len - mark, error)) return NULL;
  json_t *json = cairn_json_parse(text + mark, all->len - mark, JSON_DECODE_INT_AS_REAL | JSON_DECODE_ANY,
                                  name, CAIRN_ERROR_DATA, error);
  if (!json) return NULL;
  g_autoptr(GError) failure = NULL;
  CairnTable *table = cairn_read_json(arena, json, property, &failure);
  json_decref(json);
  if (failure) cairn_error_in_file(error, (CairnErrorCode)failure->code, name, 0, 0, "%s", failure->message);
  return table;
}

static CairnTable *parse_all(CairnTable *table, const CairnReadOptions *options, GError **error) {
  if (!table || !cairn_read_parse_columns(table, options->parse, options->n_parse, options->zone, error))
    return NULL;
  return table;
}

/* Errors of JSON know the file at least. */
static void *fail_in(const CairnInput *input, GError *failure, GError **error) {
  CairnPlace *place = cairn_error_place(failure);
  if (!place->path) place->path = g_strdup(cairn_input_name(input));
  g_propagate_error(error, failure);
  return NULL;
}

/* A pipe while it is copied. */
typedef struct Copying {
  const CairnReadProgress *progress;
  size_t rows, bytes;
} Copying;

static void tell_copied(void *data, const char *bytes, size_t n) {
  Copying *copying = data;
  copying->rows += cairn_plain_count_lines(bytes, n);
  copying->bytes += n;
  copying->progress->report(copying->rows, copying->bytes, 0, copying->progress->data);
}

bool cairn_read_keep(CairnInput *input, const CairnReadProgress *progress, GError **error) {
  Copying copying = {progress, 0, 0};
  const CairnInputWatch watch = {tell_copied, &copying};
  return cairn_input_keep(input, progress ? &watch : NULL, error);
}

/* Small files are read before a thread has started. Of standard input the size is not known. */
static CairnTable *read_csv_input(CairnArena *arena, CairnInput *input, const CairnReadOptions *options,
                                  GError **error) {
  /* A chunk stays in a core's cache. */
  enum { WORTH_THREADS = 4 * 1024 * 1024, MOST_THREADS = 4, CHUNK = 512 * 1024 };
  if (!cairn_read_keep(input, options->progress, error)) return NULL;
  size_t size = cairn_input_size(input);
  if (options->n_needed > 0 && (size == 0 || size >= CAIRN_READ_WORTH_SCANNING)) {
    CairnTable *table = NULL;
    bool is_large = size == 0 || size >= WORTH_THREADS;
    size_t n_threads = is_large ? MIN(g_get_num_processors(), MOST_THREADS) : 1;
    if (!cairn_csv_scan(arena, input, options, (CairnScanWay){n_threads, CHUNK, true}, &table, error)) return NULL;
    if (table) return table;
    if (!cairn_input_rewind(input, error)) return NULL;
  }
  return cairn_read_csv(arena, input, options, error);
}

CairnTable *cairn_read_source(CairnArena *arena, CairnInput *input, const CairnReadOptions *options,
                              GError **error) {
  if (options->format == CAIRN_READ_CSV) return read_csv_input(arena, input, options, error);
  GError *failure = NULL;
  CairnTable *table = read_json_input(arena, input, options->property, &failure);
  return table ? table : fail_in(input, failure, error);
}

CairnTable *cairn_read_finish(CairnTable *table, const CairnInput *input, const CairnReadOptions *options,
                              GError **error) {
  if (options->format == CAIRN_READ_CSV) return table;
  GError *failure = NULL;
  return parse_all(table, options, &failure) ? table : fail_in(input, failure, error);
}

CairnTable *cairn_read_table(CairnArena *arena, CairnInput *input, const CairnReadOptions *options,
                             GError **error) {
  CairnTable *table = cairn_read_source(arena, input, options, error);
  return table ? cairn_read_finish(table, input, options, error) : NULL;
}

CairnTable *cairn_read_values(CairnArena *arena, const json_t *values, const char *name,
                              const CairnReadOptions *options, GError **error) {
  if (!json_is_string(values))
    return parse_all(cairn_read_json(arena, values, options->property, error), options, error);
  g_autoptr(GBytes) bytes = g_bytes_new(json_string_value(values), json_string_length(values));
  g_autoptr(CairnInput) input = cairn_input_from_bytes(name, bytes);
  return cairn_read_table(arena, input, options, error);
}
