#include "read/csv.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include <csv.h>
#include <stdint.h>
#include <string.h>

enum {
  LEAST_READ = 4 * 1024,
  MOST_READ = 256 * 1024,
  CELL_GROWTH = 16 * 1024,
  LONGEST_ROW = 64 * 1024 * 1024
};

typedef struct Reader {
  CairnInput *input;
  const CairnCsvSink *sink;
  GError **error;
  bool failed;
  struct csv_parser parser;
  char delimiter;

  /* buffer[row .. filled) are the bytes from the start of the current row on; `next` is the first not yet
   * parsed. */
  char *buffer;
  size_t capacity, row, next, filled;
  size_t read_at_once;
  bool at_end;

  size_t row_line;  /* of buffer[row], from 1 */
  size_t next_line; /* of buffer[next] */
  size_t column;    /* of the cell being read */
} Reader;

/* ---- Places, worked out only when there is an error ---- */

/* Offset of cell number `index` in a row, or the length of the row without its line end if it has fewer. */
static size_t find_cell(const char *row, size_t length, char delimiter, size_t index) {
  bool at_start = true, quoted_cell = false, open = false;
  for (size_t i = 0; i < length; i++) {
    if (at_start && index == 0) return i;
    if (!open && (row[i] == '\n' || row[i] == '\r')) return i;
    if (at_start) quoted_cell = row[i] == '"';
    if (quoted_cell && row[i] == '"') open = !open;
    at_start = !open && row[i] == delimiter;
    if (at_start) index--;
  }
  return length;
}

/* Sets the place of *reader->error to byte `offset` of the current row. */
static void place_error(Reader *reader, size_t offset) {
  reader->failed = true;
  if (!reader->error || (*reader->error)->domain != CAIRN_ERROR) return;
  CairnPlace *place = cairn_error_place(*reader->error);
  if (place->path) return;
  place->path = g_strdup(cairn_input_name(reader->input));
  place->line = reader->row_line;
  place->column = 1;
  cairn_text_advance(reader->buffer + reader->row, offset, &place->line, &place->column);
}

static void place_error_at_cell(Reader *reader, size_t index) {
  size_t length = reader->filled - reader->row;
  place_error(reader, find_cell(reader->buffer + reader->row, length, reader->delimiter, index));
}

/* ---- Cells and rows ---- */

static void submit_cell(Reader *reader, const char *text, size_t length) {
  if (reader->failed) return;
  size_t index = reader->column++;
  if (length > CAIRN_LIMIT_CELL_BYTES) {
    cairn_error_set(reader->error, CAIRN_ERROR_LIMIT, "a cell of more than %d bytes, which is the limit",
                    CAIRN_LIMIT_CELL_BYTES);
    place_error_at_cell(reader, index);
  } else if (!reader->sink->cell(reader->sink->data, index, text, length, reader->error)) {
    place_error_at_cell(reader, index);
  }
}

static void submit_row(Reader *reader) {
  if (reader->failed) return;
  if (!reader->sink->row_end(reader->sink->data, reader->column, reader->error))
    place_error_at_cell(reader, SIZE_MAX);
  reader->column = 0;
}

static void on_cell(void *text, size_t length, void *data) {
  submit_cell(data, text, length);
}

static void on_row(int end, void *data) {
  (void)end;
  submit_row(data);
}

/* White space belongs to the cell (RFC 4180, section 2.4). */
static int is_no_space(unsigned char byte) {
  (void)byte;
  return 0;
}

/* A line without quotes outside of a quoted cell: nothing but delimiters to decide on, and many times faster.
 */
static void split_plain_line(Reader *reader, const char *line, size_t length) {
  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
    length--;
  if (length == 0) return;
  const char *cell = line, *end = line + length;
  for (const char *p;
       (p = memchr(cell, reader->delimiter, (size_t)(end - cell))) != NULL && !reader->failed;) {
    submit_cell(reader, cell, (size_t)(p - cell));
    cell = p + 1;
  }
  submit_cell(reader, cell, (size_t)(end - cell));
  submit_row(reader);
}

/* libcsv in strict mode stops at a quote within an unquoted cell, which is text here, and at text behind a
 * closing quote, which is an error. */
static void parse_line(Reader *reader, const char *line, size_t length) {
  struct csv_parser *parser = &reader->parser;
  size_t done = 0;
  while (done < length && !reader->failed) {
    done += csv_parse(parser, line + done, length - done, on_cell, on_row, reader);
    if (done == length || reader->failed) return;
    if (parser->quoted) {
      cairn_error_set(
          reader->error, CAIRN_ERROR_DATA,
          "text behind the closing quote of a cell; a quote within a quoted cell is written twice: \"\"");
      place_error(reader, (size_t)(line - reader->buffer) - reader->row + done);
      return;
    }
    csv_set_opts(parser, 0);
    done += csv_parse(parser, line + done, 1, on_cell, on_row, reader);
    csv_set_opts(parser, CSV_STRICT | CSV_STRICT_FINI);
  }
}

static bool in_quotes(const Reader *reader) {
  return reader->parser.quoted != 0;
}

static void check_open_cell(Reader *reader) {
  if (!in_quotes(reader) || reader->parser.entry_pos <= CAIRN_LIMIT_CELL_BYTES) return;
  cairn_error_set(reader->error, CAIRN_ERROR_LIMIT,
                  "a quoted cell of more than %d bytes, which is the limit; is its closing quote missing?",
                  CAIRN_LIMIT_CELL_BYTES);
  place_error_at_cell(reader, reader->column);
}

static void check_text(Reader *reader, const char *line, size_t length) {
  size_t valid = cairn_utf8_valid_length(line, length);
  if (valid == length) return;
  unsigned byte = (unsigned char)line[valid];
  if (byte == 0)
    cairn_error_set(reader->error, CAIRN_ERROR_DATA, "a NUL byte; expected text in UTF-8");
  else
    cairn_error_set(
        reader->error, CAIRN_ERROR_DATA,
        "the byte \\x%02X is not UTF-8; convert the file, for example with 'iconv -f WINDOWS-1252 -t UTF-8'",
        byte);
  place_error(reader, (size_t)(line - reader->buffer) - reader->row + valid);
}

/* ---- Lines ---- */

static bool fill(Reader *reader) {
  if (reader->row > 0) {
    memmove(reader->buffer, reader->buffer + reader->row, reader->filled - reader->row);
    reader->next -= reader->row;
    reader->filled -= reader->row;
    reader->row = 0;
  }
  if (reader->filled > LONGEST_ROW) {
    cairn_error_set(reader->error, CAIRN_ERROR_LIMIT, "a row of more than %d bytes, which is the limit",
                    LONGEST_ROW);
    place_error(reader, 0);
    return false;
  }
  if (reader->capacity - reader->filled < reader->read_at_once) {
    reader->capacity = MAX(reader->capacity * 2, 2 * reader->read_at_once);
    reader->buffer = g_realloc(reader->buffer, reader->capacity);
  }
  size_t n = 0;
  if (!cairn_input_read(reader->input, reader->buffer + reader->filled, reader->read_at_once, &n,
                        reader->error)) {
    reader->failed = true;
    return false;
  }
  if (reader->sink->bytes_read) reader->sink->bytes_read(reader->sink->data, n);
  reader->filled += n;
  reader->at_end = n == 0;
  return true;
}

/* Length of the line at buffer[next] with its end, or 0 when more bytes are needed to know. A CR as the last
 * byte may be half of a CRLF. */
static size_t complete_line(const Reader *reader, size_t from) {
  const char *start = reader->buffer + reader->next;
  size_t available = reader->filled - reader->next;
  if (from >= available) return reader->at_end ? available : 0;
  const char *lf = memchr(start + from, '\n', available - from);
  size_t length = lf ? (size_t)(lf - start) + 1 : available;
  const char *cr = memchr(start + from, '\r', length - from);
  if (cr) {
    size_t after = (size_t)(cr - start) + 1;
    if (after == available) return reader->at_end ? after : 0;
    return start[after] == '\n' ? after + 1 : after;
  }
  return lf || reader->at_end ? length : 0;
}

/* The last line may lack its end; fill has left room for it. */
static size_t end_last_line(Reader *reader, size_t length) {
  if (length == 0) return 0;
  char last = reader->buffer[reader->next + length - 1];
  if (last == '\n' || last == '\r') return length;
  reader->buffer[reader->filled++] = '\n';
  return length + 1;
}

/* Makes the next line whole in the buffer; 0 at the end or on failure. `scanned` keeps a long line from being
 * searched again for each block. */
static size_t next_line(Reader *reader) {
  size_t scanned = 0;
  for (;;) {
    size_t length = complete_line(reader, scanned);
    if (reader->at_end) return end_last_line(reader, length);
    if (length) return length;
    size_t available = reader->filled - reader->next;
    scanned = available > 0 ? available - 1 : 0;
    if (!fill(reader)) return 0;
  }
}

static void skip_byte_order_mark(Reader *reader) {
  while (reader->filled < 3 && !reader->at_end)
    if (!fill(reader)) return;
  const char *start = reader->buffer;
  if (reader->filled >= 3 && memcmp(start, "\xEF\xBB\xBF", 3) == 0) {
    reader->row = reader->next = 3;
  } else if (reader->filled >= 2 &&
             (memcmp(start, "\xFF\xFE", 2) == 0 || memcmp(start, "\xFE\xFF", 2) == 0)) {
    cairn_error_set(reader->error, CAIRN_ERROR_DATA,
                    "the file is UTF-16; convert it to UTF-8, for example with 'iconv -f UTF-16 -t UTF-8'");
    place_error(reader, 0);
  }
}

static void read_line(Reader *reader, size_t length) {
  const char *line = reader->buffer + reader->next;
  check_text(reader, line, length);
  if (reader->failed) return;
  if (!in_quotes(reader) && !memchr(line, '"', length))
    split_plain_line(reader, line, length);
  else
    parse_line(reader, line, length);
  reader->next += length;
  reader->next_line++;
  if (!in_quotes(reader)) {
    reader->row = reader->next;
    reader->row_line = reader->next_line;
  }
}

static void finish(Reader *reader) {
  if (!in_quotes(reader)) return;
  cairn_error_set(reader->error, CAIRN_ERROR_DATA, "the quote that opens this cell is never closed");
  place_error_at_cell(reader, reader->column);
}

bool cairn_csv_read(CairnInput *input, char delimiter, const CairnCsvSink *sink, GError **error) {
  g_autoptr(GError) failure = NULL;
  Reader reader = {.input = input, .sink = sink, .error = &failure, .delimiter = delimiter};
  reader.row_line = reader.next_line = 1;
  reader.read_at_once = CLAMP(cairn_input_size(input), LEAST_READ, MOST_READ);
  csv_init(&reader.parser, CSV_STRICT | CSV_STRICT_FINI);
  csv_set_delim(&reader.parser, (unsigned char)delimiter);
  csv_set_space_func(&reader.parser, is_no_space);
  csv_set_blk_size(&reader.parser, CELL_GROWTH);
  csv_set_realloc_func(&reader.parser, g_realloc);
  csv_set_free_func(&reader.parser, g_free);
  skip_byte_order_mark(&reader);
  while (!reader.failed) {
    size_t length = next_line(&reader);
    if (length == 0) break;
    read_line(&reader, length);
    if (!reader.failed) check_open_cell(&reader);
  }
  if (!reader.failed) finish(&reader);
  csv_free(&reader.parser);
  g_free(reader.buffer);
  if (reader.failed) g_propagate_error(error, g_steal_pointer(&failure));
  return !reader.failed;
}
