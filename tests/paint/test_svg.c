#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "font/shape.h"
#include "paint/paint.h"

typedef struct Fixture {
  CairnArena *arena;
  CairnTextMeasurer *measurer;
} Fixture;

static int set_up(void **state) {
  Fixture *fixture = g_new0(Fixture, 1);
  fixture->arena = cairn_arena_new();
  fixture->measurer = cairn_text_measurer_new(NULL, NULL);
  *state = fixture;
  return fixture->measurer ? 0 : -1;
}

static int tear_down(void **state) {
  Fixture *fixture = *state;
  cairn_text_measurer_free(fixture->measurer);
  cairn_arena_free(fixture->arena);
  g_free(fixture);
  return 0;
}

static bool collect(const void *bytes, size_t n, void *data, GError **error) {
  (void)error;
  g_string_append_len(data, bytes, (gssize)n);
  return true;
}

/* Free with g_free. */
static char *written(Fixture *fixture, const CairnScene *scene, CairnPaintOptions options) {
  GString *text = g_string_new(NULL);
  GError *error = NULL;
  options.format = CAIRN_FORMAT_SVG;
  if (!cairn_paint(scene, &options, fixture->measurer, (CairnSink){collect, text}, &error))
    fail_msg("%s", error->message);
  return g_string_free(text, FALSE);
}

/* A page with one black text at (50, 50). */
static CairnScene page_with(Fixture *fixture, const char *text, const CairnFont *font) {
  CairnArena *arena = fixture->arena;
  CairnScene scene = {.width = 1000, .height = 100, .page = cairn_group_new(arena, CAIRN_ROLE_PAGE, NULL)};
  CairnPaint *black = cairn_arena_one(arena, CairnPaint);
  const char **lines = cairn_arena_array(arena, 1, const char *);
  *black = cairn_paint_default();
  black->fill = (CairnBrush){CAIRN_BRUSH_COLOR, {0, 0, 0, 1}, NULL};
  lines[0] = text;
  CairnMark *mark = cairn_mark_new(arena, scene.page, CAIRN_TEXT, CAIRN_ROLE_MARK, NULL, 1);
  mark->items[0].paint = black;
  mark->items[0].text = (CairnTextItem){.x = 50, .y = 50, .lines = lines, .n_lines = 1, .font = font};
  return scene;
}

/* How far to the right the first path of the text reaches. */
static double right_end(const char *svg) {
  const char *at = strstr(svg, "<path d=\"");
  double right = 0;
  bool is_x = true;
  assert_non_null(at);
  for (at += strlen("<path d=\""); *at != '"';) {
    char *end;
    double value = g_ascii_strtod(at, &end);
    if (end == at) { /* a letter or a space */
      at++;
      continue;
    }
    if (is_x) right = fmax(right, value);
    is_x = !is_x;
    at = end;
  }
  return right;
}

/* However long: Cairo leaves out the glyphs that are far off the surface. */
static void test_outlines_of_long_texts_are_complete(void **state) {
  Fixture *fixture = *state;
  static const CairnFont font = {"Arial", 10, 400, false};
  static const char text[] = "پاکستان اور روس کے درمیان تجارت، پاکستان اور روس کے درمیان تجارت";
  CairnScene scene = page_with(fixture, text, &font);
  g_autofree char *svg = written(fixture, &scene, (CairnPaintOptions){0});
  CairnBox ink = cairn_shape_ink(fixture->measurer, &font, text);
  double end = right_end(svg);
  if (fabs(end - ink.x - ink.width) > 1) fail_msg("it ends at %g, not %g", end, ink.x + ink.width);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_outlines_of_long_texts_are_complete),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
