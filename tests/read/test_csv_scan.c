/* The fast reader of plain text against the reference reader: the same tables, bit by bit, or none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/spool.h"
#include "read/csv_scan.h"
#include "read/csv_table.h"
#include "read/plain_text.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 3000, LONG_ROUNDS = 12, LONG_ROWS = 60000, CHUNK = 256 * 1024 };

static CairnInput *input_of(const GString *text) {
  g_autoptr(GBytes) bytes = g_bytes_new(text->str, text->len);
  return cairn_input_from_bytes("t.csv", bytes);
}

static CairnTable *scan(CairnArena *arena, const GString *text, const CairnReadOptions *options, CairnScanWay way) {
  g_autoptr(CairnInput) input = input_of(text);
  g_autoptr(GError) error = NULL;
  CairnTable *table = NULL;
  if (!cairn_csv_scan(arena, input, options, way, &table, &error)) fail_msg("%s", error->message);
  return table;
}

static void assert_same_column(const CairnColumn *a, const CairnColumn *b, size_t n) {
  assert_string_equal(a->name, b->name);
  assert_int_equal(a->type, b->type);
  for (size_t row = 0; row < n; row++)
    if (cairn_column_state(a, row) != cairn_column_state(b, row))
      fail_msg("column %s, row %zu: states %d and %d", a->name, row, (int)cairn_column_state(a, row),
               (int)cairn_column_state(b, row));
  if (memcmp(a->numbers, b->numbers, n * sizeof(double)) != 0) fail_msg("column %s: other numbers", a->name);
}

static void assert_blocks(const CairnColumn *column, size_t n) {
  for (size_t start = 0; start < n; start += CAIRN_FACTS_BLOCK) {
    CairnExtremes expected = {INFINITY, -INFINITY};
    for (size_t row = start; row < MIN(start + CAIRN_FACTS_BLOCK, n); row++) {
      const double number = cairn_column_quantity(column, row);
      if (isfinite(number)) expected = (CairnExtremes){fmin(expected.low, number), fmax(expected.high, number)};
    }
    const CairnExtremes *block = &column->facts->blocks[start / CAIRN_FACTS_BLOCK];
    assert_true(block->low == expected.low && block->high == expected.high);
  }
}

static void assert_facts(const CairnColumn *column, size_t n) {
  double low = INFINITY, high = -INFINITY;
  bool all_finite = true, ascending = true;
  for (size_t row = 0; row < n; row++) {
    double number = cairn_column_quantity(column, row);
    all_finite &= isfinite(number) != 0;
    ascending &= isfinite(number) && (row == 0 || column->numbers[row - 1] <= number);
    if (isfinite(number)) low = fmin(low, number), high = fmax(high, number);
  }
  assert_true(column->facts->low == low && column->facts->high == high);
  for (size_t row = 0; low <= high && row < n; row++) {
    if (row <= column->facts->low_row) assert_int_equal(column->numbers[row] == low, row == column->facts->low_row);
    if (row <= column->facts->high_row) assert_int_equal(column->numbers[row] == high, row == column->facts->high_row);
  }
  if (low <= high) assert_true(column->facts->low_row < n && column->facts->high_row < n);
  assert_int_equal(column->facts->all_finite, all_finite);
  assert_int_equal(column->facts->ascending, ascending);
  assert_blocks(column, n);
}

static void assert_same_table(const CairnTable *fast, const CairnTable *reference) {
  assert_int_equal(fast->n_rows, reference->n_rows);
  assert_int_equal(fast->n_columns, reference->n_columns);
  for (size_t i = 0; i < fast->n_columns; i++) {
    assert_same_column(fast->columns[i], reference->columns[i], fast->n_rows);
    assert_facts(fast->columns[i], fast->n_rows);
  }
}

/* Reads the text both ways, the fast one on any processor and on newer ones; whether the fast one could. */
static bool compare(const GString *text, const CairnReadOptions *options, size_t n_threads, size_t chunk) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(CairnInput) input = input_of(text);
  g_autoptr(GError) error = NULL;
  CairnTable *fast = scan(arena, text, options, (CairnScanWay){n_threads, chunk, true}),
             *plain = scan(arena, text, options, (CairnScanWay){n_threads, chunk, false}),
             *reference = cairn_read_csv(arena, input, options, &error);
  assert_int_equal(fast != NULL, plain != NULL);
  if (!fast) return false;
  if (!reference) fail_msg("the reference reader refuses: %s\n%.300s", error->message, text->str);
  assert_same_table(fast, reference);
  assert_same_table(plain, reference);
  return true;
}

/* ---- Texts ---- */

static const char *const odd_cells[] = {
    "",
    " ",
    "NA",
    "nan",
    "-",
    "null",
    "x",
    "\"1\"",
    "\"a,b\"",
    "\"a\nb\"",
    "1\"2",
    "+5",
    ".5",
    "5.",
    "1e5",
    "1e-400",
    "1e400",
    "0x10",
    "Infinity",
    "-0",
    " 7 ",
    "1,",
    "1;2",
    "12:30",
    "2020-01-02",
    "2020",
    "Jan 5",
    "\xC3\xA9",
    "\xFF",
    "1\r",
    "\r",
    "--1",
    "1.2.3",
    "9007199254740993",
    "0.30000000000000004",
    "123456789012345678901234567890",
    "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887"
    "910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819"
    "860834936475292719074168444365510704342711559699508093042880",
    "2.2250738585072011e-308",
    "4.9406564584124654e-324",
    "true",
    "2020-02-30",
    "2020-01-02T03:04:05Z"};

static const char *const ends[] = {"\n", "\r\n", "\r", "\n\n", "\n\r", ""};

static void add_number(GString *text, GRand *rand) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  static const char *const formats[] = {"%.0f", "%.1f", "%.4f", "%.9f", "%.17g", "%g"};
  double number = g_rand_double_range(rand, -1, 1) * pow(10, g_rand_int_range(rand, -3, 9));
  g_string_append(text,
                  g_ascii_formatd(buffer, sizeof buffer, formats[g_rand_int_range(rand, 0, 6)], number));
}

static void add_date(GString *text, GRand *rand) {
  g_string_append_printf(text, "%04d-%02d-%02d", g_rand_int_range(rand, 1900, 2100),
                         g_rand_int_range(rand, 1, 13), g_rand_int_range(rand, 1, 32));
  int form = g_rand_int_range(rand, 0, 4);
  if (form == 0) return;
  g_string_append_printf(text, "%c%02d:%02d", form == 1 ? ' ' : 'T', g_rand_int_range(rand, 0, 24),
                         g_rand_int_range(rand, 0, 60));
  if (form > 1)
    g_string_append_printf(text, ":%02d.%03dZ", g_rand_int_range(rand, 0, 60),
                           g_rand_int_range(rand, 0, 1000));
}

/* Rows of a number, a date and something else; `oddness` in 1000 cells and line ends are odd. */
static GString *make_text(GRand *rand, int n_rows, int oddness, const char *end) {
  static const char *const headers[] = {
      "n,d,o", "\"n\",d,\"o\"", "\xEF\xBB\xBFn,d,o", "n,d,o,p", "n,n,o", ",d,n", ""};
  bool odd_header = g_rand_int_range(rand, 0, 1000) < 20 * oddness;
  GString *text = g_string_new(headers[odd_header ? g_rand_int_range(rand, 0, G_N_ELEMENTS(headers)) : 0]);
  g_string_append(text, end);
  for (int row = 0; row < n_rows; row++) {
    for (int cell = 0; cell < 3; cell++) {
      if (cell > 0) g_string_append_c(text, ',');
      bool odd = g_rand_int_range(rand, 0, 1000) < oddness;
      if (odd)
        g_string_append(text, odd_cells[g_rand_int_range(rand, 0, G_N_ELEMENTS(odd_cells))]);
      else if (cell == 1)
        add_date(text, rand);
      else
        add_number(text, rand);
    }
    bool odd = g_rand_int_range(rand, 0, 1000) < oddness, is_last = row + 1 == n_rows;
    g_string_append(text, odd ? ends[g_rand_int_range(rand, 0, G_N_ELEMENTS(ends) - !is_last)] : end);
    if (odd && g_rand_boolean(rand)) g_string_append_c(text, ',');
  }
  if (g_rand_int_range(rand, 0, 1000) < oddness) g_string_append_c(text, '\0');
  return text;
}

static const CairnParseEntry loose[] = {{.field = "n", .kind = CAIRN_PARSE_NUMBER},
                                        {.field = "d", .kind = CAIRN_PARSE_DATE}};
static const CairnParseEntry strict[] = {{.field = "n", .kind = CAIRN_PARSE_NUMBER, .strict = true},
                                         {.field = "d", .kind = CAIRN_PARSE_DATE, .strict = true}};
static const CairnNeededColumn needed[] = {{"n", true}, {"d", true}}, one[] = {{"n", true}};

static const CairnReadOptions all_options[] = {
    {.needed = needed, .n_needed = 2, .parse = loose, .n_parse = 2},
    {.needed = needed, .n_needed = 2, .parse = strict, .n_parse = 2},
    {.needed = needed, .n_needed = 2, .parse = loose + 1, .n_parse = 1},
    {.needed = needed, .n_needed = 2, .infer = true},
    {.needed = one, .n_needed = 1},
};

static void test_same_tables(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(20260624);
  size_t n_fast = 0, n_slow = 0;
  for (int round = 0; round < ROUNDS; round++) {
    int oddness = ((const int[]){0, 2, 20, 200})[round % 4];
    GString *text = make_text(rand, g_rand_int_range(rand, 0, 40), oddness, round % 3 ? "\n" : "\r\n");
    bool fast = compare(text, &all_options[round % (int)G_N_ELEMENTS(all_options)], 1 + (size_t)round % 2, CHUNK);
    *(fast ? &n_fast : &n_slow) += 1;
    g_string_free(text, TRUE);
  }
  /* Both ways were taken often. */
  assert_true(n_fast > ROUNDS / 3);
  assert_true(n_slow > ROUNDS / 5);
}

/* Many chunks, so that threads share them and lines are cut. */
static void test_long_texts(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(7);
  for (int round = 0; round < LONG_ROUNDS; round++) {
    GString *text = make_text(rand, LONG_ROWS, 0, round % 3 ? "\n" : "\r\n");
    if (round % 2) g_string_append(text, ",,\n5,2020-01-01,0");
    const CairnReadOptions *options = &all_options[round % (int)G_N_ELEMENTS(all_options)];
    bool fast = compare(text, options, 1 + (size_t)round % 4, CHUNK);
    assert_true(fast || (round % 2 && options->infer)); /* inferred dates are never missing */
    g_string_free(text, TRUE);
  }
}

/* ---- Borders of chunks ---- */

/* Texts of all that may lie on a border: each is read in chunks of every size, so that each of its bytes is the last
 * of a chunk once. All begin with a first row of numbers. */
static const char *const bordered[] = {
    "n,d,o\n1,2020-01-01,a\n22,2020-01-02,b\n333,2020-01-03,c\n",
    "n,d,o\n1,2020-01-01,a\n22,2020-01-02,b\n333,2020-01-03,c", /* no final newline */
    "n,d,o\r\n1,2020-01-01,a\r\n22,2020-01-02,b\r\n333,2020-01-03,c\r\n",
    "n,d,o\r\n1,2020-01-01,a\r\n22,2020-01-02,b\n333,2020-01-03,c\r", /* mixed, and a last CR */
    "n,d,o\n1,2020-01-01,a\r22,2020-01-02,b\n",
    "n,d,o\n1,2020-01-01,a\n22,2020-01-02,\"b\"\n333,2020-01-03,\"c, \"\"d\"\"\n e\"\n",
    "n,d,o\n1,2020-01-01,a\n22,2020-01-02,b\"c\n",
    "\"n\",d,\"o\"\n1,2020-01-01,a\n22,2020-01-02,b\n",
    "\xEF\xBB\xBFn,d,o\n1,2020-01-01,a\n22,2020-01-02,b\n",
    "n,d,o\n\xEF\xBB\xBF" "1,2020-01-01,a\n", /* a mark that is none */
    "n,d,o\n1,2020-01-01,a\n\n22,2020-01-02,b\n\n\n", /* empty lines */
    "n,d,o\n1,2020-01-01,a\n22,2020-01-02\n3,2020-01-03,c\n",
    "n,d,o\n1,2020-01-01,a\n22,2020-01-02,b,\n3,2020-01-03,c\n",
    "n,d,o\n1,2020-01-01,a\n22,2020-01-02,b\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\n3,2020-01-03,\xE2\x82\xAC\n",
    "n,d,o\n1,2020-01-01,a\n22,2020-01-02,b\xC3\n3,2020-01-03,c\n", /* half a character */
    "n,d,o\n1e308,2020-01-01,a\n-1.7976931348623159e308,2020-01-02,b\n"
    "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887.5,"
    "2020-01-03,c\n4.9406564584124654e-324,2020-01-04,d\n0.1000000000000000055511151231257827021181583404541015625,"
    "2020-01-05,e\n",
    "n,d,o\n1,2020-01-01,a\n,,\n -7 , ,\nNA,NA,\n3,2020-01-03,c\n",
    "n,d,o\n1,2020-01-01,a\n2,2020-01-02,a note that is much longer than all the chunks of which it takes many to hold it\n",
    "n,d,o\n",
    "n,d,o",
};

static size_t compare_at_borders(const GString *text) {
  size_t n_fast = 0;
  for (size_t chunk = 1; chunk <= text->len + 2; chunk++)
    for (size_t i = 0; i < G_N_ELEMENTS(all_options); i++)
      n_fast += compare(text, &all_options[i], 1 + chunk % 2, chunk);
  return n_fast;
}

static void test_borders(void **state) {
  (void)state;
  size_t n_fast = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(bordered); i++) {
    g_autoptr(GString) text = g_string_new(bordered[i]);
    n_fast += compare_at_borders(text);
    /* A NUL in place of each byte in turn. */
    for (gsize k = 0; i == 0 && k < text->len; k++) {
      char byte = text->str[k];
      text->str[k] = '\0';
      for (size_t chunk = 20; chunk < 28; chunk++)
        assert_false(compare(text, &all_options[0], 1, chunk));
      text->str[k] = byte;
    }
  }
  assert_true(n_fast > 1000);
}

/* Random texts in chunks of random sizes, which often end in the middle of what is odd. */
static void test_small_chunks(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(41);
  size_t n_fast = 0;
  for (int round = 0; round < ROUNDS; round++) {
    int oddness = ((const int[]){0, 5, 40})[round % 3];
    g_autoptr(GString) text = make_text(rand, g_rand_int_range(rand, 1, 30), oddness, round % 4 ? "\n" : "\r\n");
    const CairnReadOptions *options = &all_options[round % (int)G_N_ELEMENTS(all_options)];
    n_fast += compare(text, options, 1 + (size_t)round % 3, (size_t)g_rand_int_range(rand, 40, 400));
  }
  assert_true(n_fast > ROUNDS / 4);
}

static void test_what_is_not_plain(void **state) {
  (void)state;
  static const char *const texts[] = {
      "n,d\n1,2\n\n3,4\n", "n,d\n1\n", "n,d\n1,2,3\n", "n,d\n\"1\",2\n", "n,d\r1,2\r3,4\r", "n\n1\n",
      "d,e\n1,2\n",        "",         "n,d",          "n,d\n1,x\n"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    GString *text = g_string_new(texts[i]);
    const CairnReadOptions options = {.needed = needed, .n_needed = 2};
    assert_null(scan(arena, text, &options, (CairnScanWay){1, CHUNK, true}));
    g_string_free(text, TRUE);
  }
}

/* Lines that are no rows, where each row has one cell only. */
static void test_blank_lines(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool is_plain;
  } cases[] = {{"n\n1\n2\n", true}, {"n\n1\n\n2\n", false}, {"n\n\n1\n", false}, {"n\n1\n\n", false}, {"n\n1\n\r\n2\n", false}};
  const CairnReadOptions options = {.needed = one, .n_needed = 1};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) text = g_string_new(cases[i].text);
    assert_int_equal(compare(text, &options, 1, CHUNK), cases[i].is_plain);
  }
}

static void test_lines(void **state) {
  (void)state;
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t i = 0; i < 5000; i++) {
    g_string_append_c(text, i % 7 == 3 ? '\n' : (char)('a' + i % 26));
    size_t expected = 0;
    for (size_t k = 0; k < text->len; k++)
      expected += text->str[k] == '\n';
    if (i % 111 == 0 || i < 40) assert_int_equal(cairn_plain_count_lines(text->str, text->len), expected);
  }
}

static void assert_marks(const uint64_t *marks, const char *bytes, size_t n) {
  for (size_t i = 0; i < n; i++)
    assert_int_equal(marks[i / 64] >> i % 64 & 1, bytes[i] == ',' || bytes[i] == '\n');
}

static void assert_ends(const uint64_t *marks, const char *bytes, size_t n, bool may_be_wide) {
  uint32_t room[CAIRN_PLAIN_ENDS(1000)], *found = room + 1;
  const size_t n_marks = CAIRN_PLAIN_MARKS(n);
  size_t n_ends = 0;
  for (size_t i = 0; i < n; i++)
    n_ends += bytes[i] == ',' || bytes[i] == '\n';
  assert_false(cairn_plain_ends(marks, n_marks, found, n_ends - 1, may_be_wide));
  assert_false(cairn_plain_ends(marks, n_marks, found, n_ends + 1, may_be_wide));
  assert_true(cairn_plain_ends(marks, n_marks, found, n_ends, may_be_wide));
  assert_int_equal(found[-1], UINT32_MAX);
  for (size_t i = 0, k = 0; i < n; i++)
    if (bytes[i] == ',' || bytes[i] == '\n') assert_int_equal(found[k++], i);
}

/* What is left of a text in which the byte at each place in turn is an odd one, and where its cells end. */
static void test_odd_bytes(void **state) {
  (void)state;
  static const char plain[] = "0123456789,0123456789,0123456789,abc\n0,1,2\n0123456789,0123456789,0123456789,abc\n"
                              "-123456.78,012,,,\nabcdefghijklmnopqrstuvwxyz0123456789\xC3\xA9\n";
  const size_t n = sizeof plain - 1;
  for (size_t i = 0; i <= n; i++) {
    static const unsigned char odd[] = {'"', 0, 0xFF, '\r', '7'};
    for (size_t k = 0; k < sizeof odd; k++) {
      char bytes[sizeof plain + CAIRN_PLAIN_ROOM];
      uint64_t marks[CAIRN_PLAIN_MARKS(sizeof plain)];
      size_t length = n;
      memcpy(bytes, plain, n);
      if (i < n) bytes[i] = (char)odd[k];
      bool before_end = odd[k] == '\r' && i + 1 < n && plain[i + 1] == '\n' && i + 3 < n,
           is_text = i == n || before_end || (odd[k] == '7' && (unsigned char)plain[i] < 0x80);
      assert_int_equal(cairn_plain_mark(bytes, &length, ',', marks, i % 2), is_text);
      assert_int_equal(length, before_end && i < n ? n - 1 : n);
      if (!is_text) continue;
      assert_marks(marks, bytes, length);
      assert_ends(marks, bytes, length, k % 2);
    }
  }
}

/* ---- Numbers ---- */

/* Digits of any count with a point at any place or none, sometimes near where doubles begin to skip integers. */
static void add_digits(GString *text, GRand *rand) {
  static const char *const hard[] = {"9007199254740992", "9007199254740993", "9007199254740991", "4503599627370497.5",
                                     "0.1", "0.3", "1.15", "2.675", "99999999", "100000000", "00000000", "8.5", "-.5",
                                     "-0", "-0.0", "5.", "-5.", ".25", "000000001.50", "12345678.", ".12345678"};
  if (g_rand_int_range(rand, 0, 10) == 0) {
    g_string_append(text, hard[g_rand_int_range(rand, 0, G_N_ELEMENTS(hard))]);
    return;
  }
  const int n = g_rand_int_range(rand, 1, 23), point = g_rand_int_range(rand, -2, n + 1);
  if (g_rand_boolean(rand)) g_string_append_c(text, '-');
  for (int i = 0; i < n; i++) {
    if (i == point) g_string_append_c(text, '.');
    g_string_append_c(text, (char)('0' + g_rand_int_range(rand, 0, 10)));
  }
  if (point == n) g_string_append_c(text, '.');
}

static void test_numbers(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(53);
  for (int round = 0; round < 40; round++) {
    g_autoptr(GString) text = g_string_new("x,n,y\n");
    for (int row = 0; row < 1000; row++) {
      g_string_append(text, row % 3 ? "text," : ",");
      add_digits(text, rand);
      g_string_append(text, row % 2 ? ",1\n" : ",\n");
    }
    const CairnReadOptions options = {
        .needed = one, .n_needed = 1, .parse = round % 2 ? loose : NULL, .n_parse = round % 2 ? 1 : 0};
    assert_true(compare(text, &options, 1, CHUNK));
  }
}

/* Numbers in which the byte at one place is any other: the fast reader leaves them to the reference, or reads the same. */
static void test_what_is_no_number(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(54);
  size_t n_slow = 0;
  for (int round = 0; round < 6000; round++) {
    g_autoptr(GString) text = g_string_new("n,d\n");
    for (int row = 0; row <= round % 4; row++) {
      add_digits(text, rand);
      g_string_append(text, ",\n");
    }
    const gsize place = (gsize)g_rand_int_range(rand, 4, (int)text->len - 2);
    text->str[place] = (char)g_rand_int_range(rand, 1, 128);
    n_slow += !compare(text, &all_options[4], 1, CHUNK);
  }
  assert_in_range(n_slow, 3000, 5900);
}

static void test_spool(void **state) {
  (void)state;
  for (int small = 0; small < 2; small++) {
    g_autoptr(CairnSpool) spool = cairn_spool_new(small ? 100000 : 0);
    char text[] = "0123456789", back[4];
    assert_true(cairn_spool_write(spool, 20000, text, 10, NULL));
    assert_true(cairn_spool_write(spool, 5, text, 10, NULL));
    assert_true(cairn_spool_read(spool, 20003, back, 4, NULL));
    assert_memory_equal(back, "3456", 4);
    const char *all = cairn_spool_map(spool, 30000, NULL);
    for (int pass = 0; pass < 2; pass++) {
      assert_memory_equal(all,
                          "\0\0\0\0\0"
                          "0123456789\0",
                          16);
      assert_memory_equal(all + 19999,
                          "\0"
                          "0123456789\0",
                          12);
      assert_int_equal(all[29999], 0);
      cairn_spool_leave(spool, all, 30000);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_same_tables),       cmocka_unit_test(test_long_texts),
      cmocka_unit_test(test_what_is_not_plain), cmocka_unit_test(test_lines),
      cmocka_unit_test(test_borders),
      cmocka_unit_test(test_small_chunks),      cmocka_unit_test(test_blank_lines),      cmocka_unit_test(test_odd_bytes),         cmocka_unit_test(test_spool),
      cmocka_unit_test(test_numbers),           cmocka_unit_test(test_what_is_no_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
