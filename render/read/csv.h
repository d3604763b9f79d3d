/* Delimited text to cells: RFC 4180 with any delimiter, by libcsv.
 *
 * Nothing here knows about types or tables. Lines end with LF, CRLF or CR; blank lines are skipped; a byte
 * order mark is dropped. Text must be UTF-8 without NUL. A quote inside a cell that does not begin with one
 * is a part of the text. */
#pragma once

#include "base/file.h"

/* Takes the cells in order. Either function may set an error without a place and return false: reading stops
 * and the error gets the file, line and column of the cell, or of the end of the row. */
typedef struct CairnCsvSink {
  /* `text` is not terminated and valid during the call only; `column` counts from 0 in each row. */
  bool (*cell)(void *data, size_t column, const char *text, size_t length, GError **error);
  bool (*row_end)(void *data, size_t n_cells, GError **error);
  void *data;
  /* Told of every block of bytes that was read; NULL: nobody wants to know. */
  void (*bytes_read)(void *data, size_t n);
} CairnCsvSink;

/* Reads from the input's position to its end. `delimiter` is an ASCII byte other than quote, CR and LF.
 * Columns in places count characters from 1. Memory is that of the longest row. */
bool cairn_csv_read(CairnInput *input, char delimiter, const CairnCsvSink *sink, GError **error);
