#include "read/csv_row.h"

#include "read/cell.h"

#include <math.h>
#include <string.h>

enum { MOST_DIGITS = 18 };

static const uint64_t exact_significands = (uint64_t)1 << 53;
static const double powers_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                       1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};

static bool is_digit(char c) {
  return (unsigned)(unsigned char)c - '0' <= 9;
}

/* A short decimal number that ends where the cell does: both parts of the quotient are exact doubles, so its
 * one rounding is the right one (Clinger 1990, "How to read floating point numbers accurately"). Its end, or
 * NULL for any other text. */
static inline const char *read_short_number(const char *p, char delimiter, double *out) {
  bool negative = *p == '-';
  p += negative;
  const char *digits = p;
  uint64_t significand = 0;
  while (is_digit(*p))
    significand = significand * 10 + (uint64_t)(*p++ - '0');
  ptrdiff_t n_digits = p - digits, n_decimals = 0;
  if (*p == '.') {
    const char *decimals = ++p;
    while (is_digit(*p))
      significand = significand * 10 + (uint64_t)(*p++ - '0');
    n_decimals = p - decimals;
    n_digits += n_decimals;
  }
  if (n_digits == 0 || n_digits > MOST_DIGITS || significand > exact_significands ||
      (*p != delimiter && *p != '\n'))
    return NULL;
  double value = (double)significand / powers_of_ten[n_decimals];
  *out = negative ? -value : value;
  return p;
}

static inline const char *find_end(const char *p, char delimiter) {
  while (*p != delimiter && *p != '\n')
    p++;
  return p;
}

static void set_missing(CairnScanCells *cells, size_t row) {
  cells->numbers[row] = NAN;
  cells->states[row] = CAIRN_CELL_NULL;
  cells->any_missing = true;
}

static bool read_declared(CairnScanCells *cells, const char *text, size_t length, const CairnZone *zone,
                          size_t row) {
  const CairnParseEntry *entry = cells->entry;
  double *out = &cells->numbers[row];
  if (length > 0 && (entry->kind == CAIRN_PARSE_DATE ? cairn_cell_to_date(text, length, entry, zone, out)
                                                     : cairn_cell_to_number(text, length, out)))
    return true;
  if (entry->strict ? cairn_cell_is_missing(text, length) : cairn_cell_is_blank(text, length))
    set_missing(cells, row);
  else if (entry->strict)
    return false;
  else
    *out = NAN;
  return true;
}

/* As column_builder.c reads the cell; false where the reference reader must decide. */
static bool read_cell(CairnScanCells *cells, const char *text, size_t length, const CairnZone *zone,
                      size_t row) {
  double *out = &cells->numbers[row];
  switch (cells->kind) {
  case CAIRN_SCAN_DECLARED:
    return read_declared(cells, text, length, zone, row);
  case CAIRN_SCAN_DATES:
    return cairn_cell_infer_date(text, length, zone, out);
  case CAIRN_SCAN_NUMBERS:
    if (cairn_cell_to_number(text, length, out)) return true;
    if (!cairn_cell_is_blank(text, length)) return false;
    set_missing(cells, row);
    return true;
  default:
    if (length == 0) *out = NAN;
    return length == 0 || cairn_cell_to_number(text, length, out);
  }
}

static bool is_date(const CairnScanCells *cells) {
  return cells->kind == CAIRN_SCAN_DATES || (cells->entry && cells->entry->kind == CAIRN_PARSE_DATE);
}

/* The end of the cell, or NULL. */
static inline const char *scan_cell(CairnScanCells *cells, const char *text, char delimiter,
                                    const CairnZone *zone, size_t row) {
  if (cells->kind == CAIRN_SCAN_SKIP) return find_end(text, delimiter);
  const char *end = is_date(cells) ? NULL : read_short_number(text, delimiter, &cells->numbers[row]);
  if (end) return end;
  end = find_end(text, delimiter);
  return read_cell(cells, text, (size_t)(end - text), zone, row) ? end : NULL;
}

const char *cairn_csv_row_read(const char *text, char delimiter, const CairnZone *zone, CairnScanCells *cells,
                               size_t n, size_t row) {
  if (*text == '\n') return NULL; /* a blank line is no row */
  for (size_t i = 0; i < n; i++) {
    const char *end = scan_cell(&cells[i], text, delimiter, zone, row);
    bool is_last = i + 1 == n;
    if (!end || is_last != (*end == '\n')) return NULL;
    text = end + 1;
  }
  return text;
}
