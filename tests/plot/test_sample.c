/* What the first rows of a file tell: the delimiter, and how dates are written. */
#include "plot_sample.h"

// cmocka.h needs these before it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static CairnPlotSample sample_of(CairnArena *arena, const char *name, const char *text) {
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
  g_autoptr(CairnInput) input = cairn_input_from_bytes(name, bytes);
  CairnPlotSample sample;
  assert_true(cairn_plot_sample(arena, input, &sample, NULL));
  char first;
  size_t n;
  assert_true(cairn_input_read(input, &first, 1, &n, NULL));
  assert_true(n == 0 || first == text[0]); /* rewound */
  return sample;
}

static const struct {
  const char *name, *text;
  char delimiter;
} delimiter_cases[] = {
    {"a.csv", "a,b\n1,2\n", ','},
    {"a.csv", "a;b\n1;2\n", ';'},
    {"a.csv", "a;b\n1,5;2,5\n", ';'},
    {"a.csv", "a|b\n1|2\n", '|'},
    {"a.csv", "a\tb\n1\t2\n", '\t'},
    {"a.tsv", "a,b\n1,2\n", '\t'},
    {"a.csv", "a\n1\n", ','},
    {"a.csv", "", ','},
    {"a.csv", "\"a;b\",c\n1,2\n", ','},
    {"a.csv", "a, in tons;b\n1;2\n3;4\n", ';'},
    {"a.csv", "a,b;c\n1,2\n1,2\n", ','},
    {"a.csv", "a,b\n1,2,3\n", ','}, /* ragged: an error later on, but not of the delimiter */
    {"a.csv", "a;b\r\n\r\n1;2\r\n", ';'},
    {"a.csv", "Jahr;Menge, in t\n2021;1,5\n2022;2,5\n", ';'}, /* both part all rows alike: commas are in numbers */
    {"a.csv", "a,b;c\n1;5,x\n", ','},
};

static void test_delimiter(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(delimiter_cases); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    CairnPlotSample sample = sample_of(arena, delimiter_cases[i].name, delimiter_cases[i].text);
    if (sample.delimiter != delimiter_cases[i].delimiter)
      fail_msg("\"%s\": '%c'", delimiter_cases[i].text, sample.delimiter);
  }
}

static const struct {
  const char *cells, *type; /* NULL: left to inference */
  bool ambiguous;
} date_cases[] = {
    {"01.02.2021\n13.02.2021\n", "utc:'%d.%m.%Y'", false},
    {"01.02.2021\n02.03.2021\n", "utc:'%d.%m.%Y'", false},
    {"1.2.21\n", "utc:'%d.%m.%y'", false},
    {"01.13.2021\n", "utc:'%m.%d.%Y'", false},
    {"01/02/2021\n01/03/2021\n", "utc:'%m/%d/%Y'", true},
    {"01/02/2021\n13/03/2021\n", "utc:'%d/%m/%Y'", false},
    {"01/02/2021\n03/13/2021\n", "utc:'%m/%d/%Y'", false},
    {"13/02/2021\n03/13/2021\n", NULL, false},
    {"01-02-2021 14:30\n13-02-2021 15:00\n", "utc:'%d-%m-%Y %H:%M'", false},
    {"01.02.2021\nNA\n", "utc:'%d.%m.%Y'", false},
    {"20210315\n20211231\n", "utc:'%Y%m%d'", false},
    {"20210315\n20211331\n", NULL, false},
    {"2021-03-15\n", NULL, false},
    {"2021\n", NULL, false},
    {"1.5\n2.5\n", NULL, false},
    {"1.2.3\n", NULL, false},
    {"01.02.2021 noon\n", NULL, false},
    {"01.02/2021\n", NULL, false},
    {"01.02.2021\n01/02/2021\n", NULL, false},
    {"-1.02.2021\n", NULL, false},
    {"Q1 2021\nQ4 2021\n", "utc:'Q%q %Y'", false},
    {"2021-Q1\n2021-Q4\n", "utc:'%Y-Q%q'", false},
    {"2021Q1\n", "utc:'%YQ%q'", false},
    {"2021M01\n2021M12\n", "utc:'%YM%m'", false},
    {"2021-W01\n2021-W52\n", "utc:'%Y-W%V'", false},
    {"Jan-21\nFeb-21\n", "utc:'%b-%y'", false},
    {"Jan 2021\nNA\nFeb 2021\n", "utc:'%b %Y'", false},
    {"January 2021\nMay 2021\n", "utc:'%B %Y'", false},
    {"01-Jan-21\n31-Dec-21\n", "utc:'%d-%b-%y'", false},
    {"Jan 5\nFeb 21\n", NULL, false},
    {"Jan\nFeb\n", NULL, false},
    {"", NULL, false},
};

static void test_dates(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(date_cases); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autofree char *text = g_strconcat("when\n", date_cases[i].cells, NULL);
    CairnPlotSample sample = sample_of(arena, "a.csv", text);
    bool ambiguous;
    const char *type = cairn_plot_sample_dates(arena, &sample, "when", &ambiguous);
    if (g_strcmp0(type, date_cases[i].type) != 0 || ambiguous != date_cases[i].ambiguous)
      fail_msg("\"%s\": %s%s", date_cases[i].cells, type ? type : "nothing", ambiguous ? ", ambiguous" : "");
  }
}

static void test_other_columns(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnPlotSample sample = sample_of(arena, "a.csv", "a,when\n1,13.02.2021\n2\n3,x,y\n");
  bool ambiguous;
  assert_null(cairn_plot_sample_dates(arena, &sample, "a", &ambiguous));
  assert_null(cairn_plot_sample_dates(arena, &sample, "none", &ambiguous));
  assert_string_equal(cairn_plot_sample_dates(arena, &sample, "when", &ambiguous), "utc:'%d.%m.%Y'");
}

/* A line that the sample cuts is not looked at. */
static void test_long_file(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GString) text = g_string_new("when,note\n");
  for (int i = 0; i < 400; i++)
    g_string_append_printf(text, "13.02.2021,%0250d\n", i);
  CairnPlotSample sample = sample_of(arena, "a.csv", text->str);
  bool ambiguous;
  assert_true(sample.n_rows > 100 && sample.n_rows < 400);
  assert_non_null(cairn_plot_sample_dates(arena, &sample, "when", &ambiguous));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_delimiter), cmocka_unit_test(test_dates),
                                     cmocka_unit_test(test_other_columns), cmocka_unit_test(test_long_file)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
