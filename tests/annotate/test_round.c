/* A figure that grew for a key ends below what there is of it in the end. */
#include "annotate/round.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { N = 12 };

#define EDGE   16.0 /* px below the key */
#define HEIGHT 400.0

typedef struct Figure {
  bool height_is_fixed;
  CairnPoint anchors[N];
  CairnPoint line[2];
  CairnObstacleLine series;
} Figure;

static bool lay_out(void *data, CairnLabelRoom room, CairnLabelScene *out, GError **error) {
  (void)error;
  Figure *figure = data;
  double given = figure->height_is_fixed ? room.top_px + room.bottom_px : 0,
         grown = room.top_px + room.bottom_px - given;
  CairnBox canvas = {0, 0, 640, HEIGHT + grown},
           plot = {40, 20 + room.top_px, 560, HEIGHT - 20 - 40 - EDGE - given};
  for (int i = 0; i < N; i++)
    figure->anchors[i] = (CairnPoint){70 + 45 * i, plot.y + plot.height / 2};
  figure->line[0] = (CairnPoint){plot.x, plot.y + plot.height / 2};
  figure->line[1] = (CairnPoint){plot.x + plot.width, plot.y + plot.height / 2};
  figure->series = (CairnObstacleLine){figure->line, 2, 2};
  CairnBox key = {10, canvas.height - EDGE - room.bottom_px, 620, room.bottom_px};
  *out = (CairnLabelScene){.canvas = canvas,
                           .plot = plot,
                           .key = key,
                           .anchors = figure->anchors,
                           .lines = &figure->series,
                           .n_lines = 1};
  return true;
}

/* The end of a round with this room, of which the first labels are keyed. */
static CairnPlacement *finish(CairnArena *arena, Figure *figure, double bottom_px, int n_keyed) {
  CairnLabelSize *size = cairn_arena_one(arena, CairnLabelSize);
  CairnMilestoneText *texts = cairn_arena_array(arena, N, CairnMilestoneText);
  CairnLabelOptions *options = cairn_arena_one(arena, CairnLabelOptions);
  bool *keyed = cairn_arena_array(arena, N, bool);
  *size = (CairnLabelSize){150, 9.4, 1};
  *options = cairn_label_options(10);
  options->height_is_fixed = figure->height_is_fixed;
  for (int i = 0; i < N; i++) {
    texts[i] = (CairnMilestoneText){.order = i, .priority = 1, .sizes = size, .n_sizes = 1, .text = "text"};
    keyed[i] = i < n_keyed;
  }
  CairnTask task = {arena, texts, N, options, lay_out, figure, 0};
  CairnRound *round = cairn_round_new(&task, (CairnLabelRoom){30, bottom_px}, keyed, NULL, NULL);
  cairn_round_propose_badges(&task, round);
  cairn_round_search(&task, round, 2000, 500);
  return cairn_round_finish(&task, round);
}

static double lowest_entry(const CairnPlacement *placement) {
  double lowest = -INFINITY;
  for (int i = 0; i < N; i++) {
    const CairnLabelPlace *place = &placement->places[i];
    if (place->state == CAIRN_LABEL_KEYED) lowest = fmax(lowest, place->key_box.y + place->key_box.height);
  }
  return lowest;
}

static void test_figures_that_grow_end_below_the_last_entry(void **state) {
  (void)state;
  for (int n_keyed = 0; n_keyed <= N; n_keyed += 3)
    for (double bottom_px = 60; bottom_px <= 200; bottom_px += 35) {
      CairnArena *arena = cairn_arena_new();
      Figure figure = {.height_is_fixed = false};
      CairnPlacement *p = finish(arena, &figure, bottom_px, n_keyed);
      assert_int_equal(p->n_keyed, n_keyed);
      assert_true(fabs(p->scene.canvas.height - (HEIGHT + p->room.top_px + p->room.bottom_px)) < 1e-6);
      assert_true(fabs(p->scene.key.height - p->room.bottom_px) < 1e-6);
      if (n_keyed == 0) assert_true(p->room.bottom_px < 1e-6);
      if (n_keyed > 0) assert_true(fabs(p->scene.canvas.height - (lowest_entry(p) + EDGE)) < 0.1);
      cairn_arena_free(arena);
    }
}

static void test_figures_of_fixed_height_keep_it(void **state) {
  (void)state;
  for (int n_keyed = 0; n_keyed <= N; n_keyed += 3) {
    CairnArena *arena = cairn_arena_new();
    Figure figure = {.height_is_fixed = true};
    CairnPlacement *p = finish(arena, &figure, 120, n_keyed);
    assert_true(fabs(p->scene.canvas.height - HEIGHT) < 1e-6);
    assert_true(fabs(p->room.bottom_px - 120) < 1e-6);
    cairn_arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_figures_that_grow_end_below_the_last_entry),
      cmocka_unit_test(test_figures_of_fixed_height_keep_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
