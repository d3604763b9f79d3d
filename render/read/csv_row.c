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

/* ---- Columns ---- */

/* The cells in one place of each row. */
typedef struct Column {
  const char *text;
  const uint32_t *ends; /* of the cell in the first row; that of the cell before it is in front */
  size_t n_cells;       /* of a row */
  const CairnZone *zone;
  CairnScanCells *cells;
} Column;

typedef struct Cell {
  const char *text;
  size_t length;
} Cell;

static inline Cell cell_at(const Column *column, size_t row) {
  const uint32_t *end = column->ends + row * column->n_cells, start = end[-1] + 1;
  return (Cell){column->text + start, *end - start};
}

static bool read_column_plainly(const Column *column, size_t n_rows) {
  const bool is_number = !is_date(column->cells);
  for (size_t row = 0; row < n_rows; row++) {
    const Cell cell = cell_at(column, row);
    if (!(is_number && read_short_number(cell.text, cell.length, &column->cells->numbers[row])) &&
        !read_cell(column->cells, cell.text, cell.length, column->zone, row))
      return false;
  }
  return true;
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

/* What the digits are divided by where the point is in places 0 to 15, or there is none. */
static const double divisors[17] = {1e15, 1e14, 1e13, 1e12, 1e11, 1e10, 1e9, 1e8, 1e7,
                                    1e6,  1e5,  1e4,  1e3,  1e2,  1e1,  1,   1};

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

/* The 16 bytes at each of two places. */
WIDE static inline __m256i load_both(const void *a, const void *b) {
  return _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(a)), _mm_loadu_si128(b), 1);
}

/* The numbers at each of two places. */
WIDE static inline __m128d load_two(const double *a, const double *b) {
  return _mm_loadh_pd(_mm_load_sd(a), b);
}

/* value_of_16 of both halves. The sums are of two exact doubles, and exact themselves below 2^53, so for all numbers of 15 digits;
 * of 16 it is the nearest double, and as no point is among them there, that of the number. */
WIDE static inline __m128d values_of_16(__m256i digits) {
  const __m256i pairs = _mm256_maddubs_epi16(digits, _mm256_set1_epi16(1 << 8 | 10)),
                fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(1 << 16 | 100)),
                eights = _mm256_madd_epi16(_mm256_packus_epi32(fours, fours), _mm256_set1_epi32(1 << 16 | 10000)),
                parted = _mm256_permutevar8x32_epi32(eights, _mm256_setr_epi32(0, 4, 1, 5, 0, 4, 1, 5));
  const __m256d parts = _mm256_cvtepi32_pd(_mm256_castsi256_si128(parted));
  const __m128d high = _mm_mul_pd(_mm256_castpd256_pd128(parts), _mm_set1_pd(1e8));
  return _mm_add_pd(high, _mm256_extractf128_pd(parts, 1));
}

/* Where the only point is in 16 characters, 16 without one; more than that where there are several. */
WIDE static inline unsigned place_of_point(unsigned points) {
  return _tzcnt_u32(points | 1 << 16) | (points & (points - 1)) << 5;
}

/* Two cells at once; false where one of them ends with a point or is no
 * number of up to 16 characters. */
WIDE static inline bool read_two_numbers(const char *a, size_t a_length, const char *b, size_t b_length, double *out) {
  static const double signs[] = {0.0, -0.0};
  const char *a_last = a + a_length - 16, *b_last = b + b_length - 16;
  const bool a_negative = *a == '-', b_negative = *b == '-';
  a_length -= a_negative, b_length -= b_negative;
  if (a_length - 1 >= 16 || b_length - 1 >= 16) return false;
  const __m256i bytes = load_both(a_last, b_last), own = load_both(kept + a_length, kept + b_length),
                digits = _mm256_and_si256(_mm256_sub_epi8(bytes, _mm256_set1_epi8('0')), own),
                points = _mm256_cmpeq_epi8(digits, _mm256_set1_epi8('.' - '0')),
                below = _mm256_cmpeq_epi8(_mm256_min_epu8(digits, _mm256_set1_epi8(9)), digits);
  const unsigned point = (unsigned)_mm256_movemask_epi8(points), right = (unsigned)_mm256_movemask_epi8(below);
  const unsigned a_place = place_of_point(point & 0xffff), b_place = place_of_point(point >> 16);
  if ((right ^ point) != 0xffffffff || (point & 0x80008000) || (a_place | b_place) >= 32) return false;
  const __m128d values = values_of_16(_mm256_shuffle_epi8(digits, load_both(closed[a_place], closed[b_place]))),
                quotients = _mm_div_pd(values, load_two(&divisors[a_place], &divisors[b_place]));
  _mm_storeu_pd(out, _mm_xor_pd(quotients, load_two(&signs[a_negative], &signs[b_negative])));
  return true;
}

/* Reads cells from `row` on by two, as long as it can; the row behind them. Nothing is called in the loop, so that its constants stay
 * in registers. */
WIDE static size_t read_pairs(const Column *column, size_t row, size_t n_rows) {
  const char *text = column->text;
  const size_t n_cells = column->n_cells;
  const uint32_t *end = column->ends + row * n_cells;
  double *numbers = column->cells->numbers;
  for (; row + 2 <= n_rows; row += 2, end += 2 * n_cells) {
    const uint32_t a = end[-1] + 1, b = end[n_cells - 1] + 1;
    if (!read_two_numbers(text + a, *end - a, text + b, end[n_cells] - b, numbers + row)) break;
  }
  return row;
}

WIDE static bool read_column_widely(const Column *column, size_t n_rows) {
  const bool is_number = !is_date(column->cells);
  for (size_t row = 0; row < n_rows; row++) {
    if (is_number) row = read_pairs(column, row, n_rows);
    if (row == n_rows) break;
    const Cell cell = cell_at(column, row);
    if (!(is_number && read_wide_number(cell.text, cell.length, &column->cells->numbers[row])) &&
        !read_cell(column->cells, cell.text, cell.length, column->zone, row))
      return false;
  }
  return true;
}

static bool can_be_wide(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
}
#else
#define read_column_widely read_column_plainly
static bool can_be_wide(void) {
  return false;
}
#endif

/* ---- Rows ---- */

/* Does each row end where its last cell does? As many ends of lines as rows are there; the cell of a blank line is none. */
static bool are_rows(const char *text, const uint32_t *ends, size_t n, size_t n_rows) {
  bool are = true;
  for (size_t row = 0; row < n_rows; row++)
    are &= text[ends[row * n + n - 1]] == '\n';
  for (size_t row = 0; n == 1 && row < n_rows; row++)
    are &= ends[row] != ends[row - 1] + 1;
  return are;
}

bool cairn_csv_rows_read(const char *text, const uint32_t *ends, const CairnZone *zone, CairnScanCells *cells,
                         size_t n, size_t n_rows, bool may_be_wide) {
  bool (*read_column)(const Column *, size_t) = may_be_wide && can_be_wide() ? read_column_widely : read_column_plainly;
  if (!are_rows(text, ends, n, n_rows)) return false;
  for (size_t i = 0; i < n; i++) {
    const Column column = {text, ends + i, n, zone, &cells[i]};
    if (cells[i].kind != CAIRN_SCAN_SKIP && !read_column(&column, n_rows)) return false;
  }
  return true;
}
