/* What is promised of milestones, on random figures: every text is there or a warning says why not, what is
 * reported is what is drawn, and nothing touches anything. */
#include "chart.h"
#include "checker.h"
#include "figure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Sanitizers make it ten times as slow; there a tenth of the figures has to do. */
#if defined(__SANITIZE_ADDRESS__)
enum { N_FIGURES = 200 };
#else
enum { N_FIGURES = 2000 };
#endif

/* Those of further figures that broke a promise once. */
static const uint64_t broken_once[] = {10229, 16230, 16421, 24495, 30005, 55758, 66440};

static void remember_warning(GError *warning, void *data) {
  (void)warning;
  *(bool *)data = true;
}

/* NULL, or what is wrong with the figure of this number. */
static char *check_figure(CairnFonts *fonts, uint64_t number, bool print) {
  g_auto(Figure) figure;
  g_autoptr(GError) error = NULL;
  bool warned = false;
  figure_init(&figure, number);
  if (print) puts(figure.spec->str); /* longer than cmocka prints */
  CairnOptions options = {.fonts = fonts, .warn = remember_warning, .warn_data = &warned};
  g_autoptr(CairnChart) chart =
      cairn_chart_parse(figure.spec->str, figure.spec->len, "figure", &options, &error);
  if (!chart) return g_strdup(error->message);
  g_auto(Picture) picture;
  picture_init(&picture, chart->scene, chart->measurer);
  return check_picture(&picture, figure.n_events, warned);
}

static void test_random_figures_keep_all_promises(void **state) {
  (void)state;
  g_autoptr(CairnFonts) fonts = cairn_fonts_new(NULL, NULL);
  int broken = 0;
  for (uint64_t k = 0; k < N_FIGURES + G_N_ELEMENTS(broken_once); k++) {
    uint64_t number = k < N_FIGURES ? k : broken_once[k - N_FIGURES];
    g_autofree char *fault = check_figure(fonts, number, false);
    if (!fault) continue;
    broken++;
    print_error("figure %d: %s\n", (int)number, fault);
  }
  if (broken)
    fail_msg("%d of %d figures break a promise; test_promises NUMBER prints the spec of one", broken,
             N_FIGURES);
}

int main(int argc, char **argv) {
  if (argc == 2) {
    g_autoptr(CairnFonts) fonts = cairn_fonts_new(NULL, NULL);
    g_autofree char *fault = check_figure(fonts, g_ascii_strtoull(argv[1], NULL, 10), true);
    print_message("%s\n", fault ? fault : "fine");
    return fault != NULL;
  }
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_figures_keep_all_promises)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
