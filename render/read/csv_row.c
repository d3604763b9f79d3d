#include "read/csv_row.h"

#include "read/cell.h"

#include <math.h>
#include <string.h>

/* ---- Short numbers, eight characters at once ---- */

static const uint64_t exact_significands = (uint64_t)1 << 53, ones = 0x0101010101010101, zeros = 0x3030303030303030;

/* Up to 8 characters of a number: its digits, and where among them the point is. */
typedef struct Digits {
  uint64_t value;
  int n_decimals; /* digits behind the point; -1 without one */
} Digits;

/* `n` characters, at most 8, as the last ones of eight, with '0's before; the first one is the lowest byte. */
static inline uint64_t load_last(const char *text, size_t n) {
  uint64_t bytes;
  memcpy(&bytes, text, sizeof bytes);
  const int free_bits = 64 - 8 * (int)n;
  return GUINT64_FROM_LE(bytes) << free_bits | (zeros & (((uint64_t)1 << free_bits) - 1));
}

/* The value of eight digits: pairs are added, then pairs of those, and so on. */
static inline uint64_t value_of(uint64_t digits) {
  digits -= zeros;
  digits = digits * 10 + (digits >> 8);
  const uint64_t mask = 0x000000FF000000FF, high = 0x000F424000000064, low = 0x0000271000000001;
  return ((digits & mask) * high + (digits >> 16 & mask) * low) >> 32;
}

static inline bool are_digits(uint64_t bytes) {
  return !(((bytes + 0x4646464646464646) | (bytes - zeros)) & 0x8080808080808080);
}

/* False where there is more than digits and one point. */
static inline bool read_digits(uint64_t bytes, Digits *out) {
  const uint64_t points = bytes ^ (ones * '.'), found = (points - ones) & ~points & 0x8080808080808080;
  out->n_decimals = -1;
  if (found) {
    const int place = __builtin_ctzll(found) >> 3;
    const uint64_t before = ((uint64_t)1 << 8 * place) - 1;
    bytes = (bytes & ~(before << 8 | 0xff)) | (bytes & before) << 8 | '0';
    out->n_decimals = 7 - place;
  }
  out->value = value_of(bytes);
  return are_digits(bytes);
}

/* Both parts of the quotient are exact doubles, so its one rounding is the right one (Clinger 1990, "How to
 * read floating point numbers accurately"). */
static inline double quotient(uint64_t significand, int n_decimals) {
  static const double powers_of_ten[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                         1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const double value = (double)(int64_t)significand;
  return n_decimals > 0 ? value / powers_of_ten[n_decimals] : value;
}

enum { AT_ONCE = 8 };

/* Nine to sixteen characters of a number without sign. */
static bool read_two(const char *text, size_t n, double *out) {
  Digits first, last;
  if (!read_digits(load_last(text, n - AT_ONCE), &first) ||
      !read_digits(load_last(text + n - AT_ONCE, AT_ONCE), &last))
    return false;
  const bool is_later = last.n_decimals >= 0;
  const uint64_t significand = first.value * (is_later ? 10000000 : 100000000) + last.value;
  *out = quotient(significand, is_later ? last.n_decimals : first.n_decimals < 0 ? 0 : first.n_decimals + AT_ONCE);
  return significand <= exact_significands && !(is_later && first.n_decimals >= 0);
}

/* A number of up to 16 characters without exponent. False for any other text. */
static inline bool read_short_number(const char *text, size_t n, double *out) {
  const bool is_negative = *text == '-';
  double value;
  text += is_negative;
  n -= is_negative;
  if (n - 1 < AT_ONCE) {
    Digits digits;
    if (!read_digits(load_last(text, n), &digits) || (n == 1 && digits.n_decimals >= 0)) return false;
    value = quotient(digits.value, digits.n_decimals);
  } else if (n - 1 >= 2 * AT_ONCE || !read_two(text, n, &value)) {
    return false;
  }
  *out = is_negative ? -value : value;
  return true;
}

/* ---- Cells ---- */

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
__attribute__((noinline)) static bool read_cell(CairnScanCells *cells, const char *text, size_t length, const CairnZone *zone,
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

/* ---- Rows ---- */

/* The marks that are ahead. */
typedef struct Marks {
  const uint64_t *next;
  uint64_t bits;
  size_t at; /* the byte of the lowest of `bits` */
} Marks;

static inline size_t next_mark(Marks *marks) {
  while (!marks->bits) {
    marks->bits = *marks->next++;
    marks->at += 64;
  }
  const size_t mark = marks->at + (size_t)__builtin_ctzll(marks->bits);
  marks->bits &= marks->bits - 1;
  return mark;
}

/* The cells that a column is made of. */
typedef struct Cell {
  size_t place; /* in the row */
  bool is_number;
  double *numbers;
  CairnScanCells *cells;
} Cell;

/* Those of `cells` that are read. */
static size_t find_read(CairnScanCells *cells, size_t n, Cell *out) {
  size_t n_read = 0;
  for (size_t i = 0; i < n; i++)
    if (cells[i].kind != CAIRN_SCAN_SKIP) out[n_read++] = (Cell){i, !is_date(&cells[i]), cells[i].numbers, &cells[i]};
  return n_read;
}

/* A number as it stands in a cell; false for text that is none, or that is longer. */
typedef bool (*ReadNumber)(const char *text, size_t n, double *out);

/* The compiler makes one for each way to read a number. */
__attribute__((always_inline)) static inline bool read_rows(ReadNumber read_number, const char *text,
                                                            const uint64_t *marks, const CairnZone *zone,
                                                            const Cell *read, size_t n, size_t n_rows) {
  Marks ahead = {marks + 1, marks[0], 0};
  size_t start = 0;
  for (size_t row = 0; row < n_rows; row++) {
    if (text[start] == '\n') return false; /* a blank line is no row */
    const Cell *cell = read;
    size_t next = cell->place;
    for (size_t i = 0; i < n; i++) {
      const size_t end = next_mark(&ahead);
      if ((i + 1 == n) != (text[end] == '\n')) return false;
      if (i == next) {
        if (!(cell->is_number && read_number(text + start, end - start, &cell->numbers[row])) &&
            !read_cell(cell->cells, text + start, end - start, zone, row))
          return false;
        next = (++cell)->place;
      }
      start = end + 1;
    }
  }
  return true;
}

static bool read_rows_plainly(const char *text, const uint64_t *marks, const CairnZone *zone, const Cell *read,
                              size_t n, size_t n_rows) {
  return read_rows(read_short_number, text, marks, zone, read, n, n_rows);
}

/* ---- Sixteen characters at once, where the processor can ---- */

#ifdef __x86_64__
#include <immintrin.h>

/* Of the characters before the end of a number, those that belong to it: 16 bytes from `kept + n` on. */
static const uint8_t kept[32] = {[16] = 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

#define ROW(...) {__VA_ARGS__}
/* What closes the gap that the point leaves in places 0 to 15, moving what is before it; the last one is for no point. */
static const uint8_t closed[17][16] = {
    ROW(128, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    ROW(128, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    ROW(128, 0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    ROW(128, 0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    ROW(128, 0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    ROW(128, 0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    ROW(128, 0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    ROW(128, 0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15),
    ROW(128, 0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15),
    ROW(128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15),
    ROW(128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15),
    ROW(128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15),
    ROW(128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15),
    ROW(128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15),
    ROW(128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15),
    ROW(128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14),
    ROW(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)};

#define WIDE __attribute__((target("avx2,bmi")))

/* The value of 16 bytes from 0 to 9: pairs are added, then pairs of those, and so on. */
WIDE static inline uint64_t value_of_16(__m128i digits) {
  const __m128i pairs = _mm_maddubs_epi16(digits, _mm_set1_epi16(1 << 8 | 10)),
                fours = _mm_madd_epi16(pairs, _mm_set1_epi32(1 << 16 | 100)),
                eights = _mm_madd_epi16(_mm_packus_epi32(fours, fours), _mm_set1_epi32(1 << 16 | 10000));
  const uint64_t both = (uint64_t)_mm_cvtsi128_si64(eights);
  return (both & 0xffffffff) * 100000000 + (both >> 32);
}

/* As read_short_number. */
WIDE static inline bool read_wide_number(const char *text, size_t n, double *out) {
  const bool is_negative = *text == '-';
  const size_t length = n - is_negative;
  if (length - 1 >= 16) return false;
  const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + n - 16)),
                own = _mm_loadu_si128((const __m128i *)(const void *)(kept + length)),
                digits = _mm_and_si128(_mm_sub_epi8(bytes, _mm_set1_epi8('0')), own),
                others = _mm_subs_epu8(digits, _mm_set1_epi8(9)),
                points = _mm_cmpeq_epi8(digits, _mm_set1_epi8('.' - '0'));
  const unsigned point = (unsigned)_mm_movemask_epi8(points),
                 wrong = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(others, _mm_setzero_si128())) ^ 0xffff;
  const unsigned place = (unsigned)__builtin_ctz(point | 1 << 16);
  if (wrong != point || (point & (point - 1)) || (point && length == 1)) return false;
  const __m128i gap = _mm_loadu_si128((const __m128i *)(const void *)closed[place]);
  const uint64_t significand = value_of_16(_mm_shuffle_epi8(digits, gap));
  const double value = quotient(significand, 15 - (int)place);
  *out = is_negative ? -value : value;
  return significand <= exact_significands;
}

WIDE static bool read_rows_widely(const char *text, const uint64_t *marks, const CairnZone *zone, const Cell *read,
                                  size_t n, size_t n_rows) {
  return read_rows(read_wide_number, text, marks, zone, read, n, n_rows);
}

static bool can_be_wide(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
}
#else
#define read_rows_widely read_rows_plainly
static bool can_be_wide(void) {
  return false;
}
#endif

bool cairn_csv_rows_read(const char *text, const uint64_t *marks, const CairnZone *zone, CairnScanCells *cells,
                         size_t n, size_t n_rows, bool may_be_wide) {
  g_autofree Cell *read = g_new(Cell, n + 1);
  read[find_read(cells, n, read)] = (Cell){.place = SIZE_MAX};
  if (may_be_wide && can_be_wide()) return read_rows_widely(text, marks, zone, read, n, n_rows);
  return read_rows_plainly(text, marks, zone, read, n, n_rows);
}
