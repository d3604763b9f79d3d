#define _GNU_SOURCE /* memmem */
#include "paint/paint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <libdeflate.h>

#include "../font/measured.h"
#include "sample.h"

/* A file, and the largest piece of it that was written at once. */
typedef struct File {
  GByteArray *bytes;
  size_t largest;
} File;

static bool collect(const void *bytes, size_t n, void *data, GError **error) {
  (void)error;
  File *file = data;
  g_byte_array_append(file->bytes, bytes, (guint)n);
  file->largest = MAX(file->largest, n);
  return true;
}

/* Free with g_byte_array_unref; ends with a NUL that does not count. */
static GByteArray *painted(Fixture *fixture, const CairnScene *scene, CairnPaintOptions options,
                           size_t *largest) {
  File file = {g_byte_array_new(), 0};
  GError *error = NULL;
  options.format = CAIRN_FORMAT_PDF;
  if (!cairn_paint(scene, &options, fixture->measurer, (CairnSink){collect, &file}, &error))
    fail_msg("%s", error->message);
  g_byte_array_append(file.bytes, (const guint8 *)"", 1);
  g_byte_array_set_size(file.bytes, file.bytes->len - 1);
  if (largest) *largest = file.largest;
  return file.bytes;
}

static const char *find(const GByteArray *file, const char *text) {
  return memmem(file->data, file->len, text, strlen(text));
}

static bool holds(const GByteArray *file, const char *text) {
  return find(file, text) != NULL;
}

/* What the page's streams hold together. */
static GString *content_of(const GByteArray *file) {
  enum { MOST = 1 << 22 };
  GString *content = g_string_new(NULL);
  g_autofree char *plain = g_malloc(MOST);
  struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
  const char *contents = strstr(find(file, "/Contents["), "[") + 1;
  for (char *end; *contents != ']'; contents = end + strlen(" 0 R")) {
    g_autofree char *head = g_strdup_printf("\n%u 0 obj\n<<", (unsigned)g_ascii_strtoull(contents, &end, 10));
    const char *object = find(file, head), *stream = strstr(object, "stream\n") + strlen("stream\n");
    size_t n = (size_t)g_ascii_strtoull(strstr(object, "/Length ") + strlen("/Length "), NULL, 10), length;
    assert_int_equal(libdeflate_zlib_decompress(inflater, stream, n, plain, MOST, &length),
                     LIBDEFLATE_SUCCESS);
    g_string_append_len(content, plain, (gssize)length);
  }
  libdeflate_free_decompressor(inflater);
  return content;
}

/* strstr would look at all of the text each time under AddressSanitizer. */
static unsigned count(const char *text, const char *part) {
  unsigned n = 0;
  for (; *text; text++)
    n += *text == *part && strncmp(text, part, strlen(part)) == 0;
  return n;
}

/* ---- Files ---- */

static void assert_table(const GByteArray *file) {
  const char *text = (const char *)file->data, *end = text + file->len - 64,
             *last = strstr(end, "\nstartxref\n");
  const char *table = text + g_ascii_strtoull(last + strlen("\nstartxref\n"), NULL, 10);
  assert_memory_equal(table, "xref\n0 ", 7);
  unsigned n = (unsigned)g_ascii_strtoull(table + 7, NULL, 10);
  assert_true(n > 8);
  for (unsigned object = 1; object < n; object++) {
    const char *entry = strchr(table + 7, '\n') + 1 + 20 * object;
    g_autofree char *head = g_strdup_printf("%u 0 obj\n", object);
    assert_memory_equal(text + g_ascii_strtoull(entry, NULL, 10), head, strlen(head));
    assert_memory_equal(entry + 10, " 00000 n \n", 10);
  }
}

static void test_each_object_is_where_the_table_says(void **state) {
  Fixture *fixture = *state;
  CairnScene chart = sample_chart(fixture->arena), gallery = sample_gallery(fixture->arena);
  g_autoptr(GByteArray) a = painted(fixture, &chart, (CairnPaintOptions){0}, NULL);
  g_autoptr(GByteArray) b = painted(fixture, &gallery, (CairnPaintOptions){.scale = 3}, NULL);
  assert_table(a);
  assert_table(b);
}

static CairnScene page_of(Fixture *fixture, double width, double height) {
  return (CairnScene){
      .width = width, .height = height, .page = cairn_group_new(fixture->arena, CAIRN_ROLE_PAGE, NULL)};
}

static void test_facts_stand_in_their_objects(void **state) {
  Fixture *fixture = *state;
  CairnScene scene = page_of(fixture, 400, 200);
  scene.title = "/CreationDate (no) \\";
  scene.description = "Ein „Bild“ 😀";
  scene.language = "de-CH";
  g_autoptr(GByteArray) file = painted(fixture, &scene, (CairnPaintOptions){0}, NULL);
  assert_true(holds(file, "/Alt <FEFF00450069006E0020201E00420069006C0064201C0020D83DDE00>"));
  assert_true(holds(file, "/BBox[0 0 300 150]"));
  assert_true(holds(file, "/MediaBox[0 0 300 150]"));
  assert_true(holds(file, "/Lang(de-CH)"));
  assert_true(holds(file, "/Title(/CreationDate \\(no\\) \\\\)"));
  assert_true(holds(file, "/DisplayDocTitle true"));
  assert_false(holds(file, "/CreationDate(D:"));
  g_autoptr(GByteArray) dated =
      painted(fixture, &scene, (CairnPaintOptions){.dated = true, .date = 86399}, NULL);
  assert_true(holds(dated, "/CreationDate(D:19700101235959Z)"));
}

static void test_what_is_not_known_is_not_told(void **state) {
  Fixture *fixture = *state;
  CairnScene scene = page_of(fixture, 2e5, 0.00001);
  g_autoptr(GByteArray) file = painted(fixture, &scene, (CairnPaintOptions){0}, NULL);
  assert_true(holds(file, "/BBox[0 0 150000 1]")); /* no exponents, and no page without height */
  static const char *const absent[] = {"/Lang", "/Alt",   "/Title", "/Subject", "/DisplayDocTitle",
                                       "/Font", "/Annots"};
  for (size_t i = 0; i < G_N_ELEMENTS(absent); i++)
    assert_false(holds(file, absent[i]));
}

/* ---- Content ---- */

static CairnPaint *stroke_of(Fixture *fixture, CairnColor color) {
  CairnPaint *paint = cairn_arena_one(fixture->arena, CairnPaint);
  *paint = cairn_paint_default();
  paint->stroke = (CairnBrush){CAIRN_BRUSH_COLOR, color, NULL};
  return paint;
}

static CairnMark *rules(Fixture *fixture, CairnGroup *group, size_t n) {
  CairnMark *mark = cairn_mark_new(fixture->arena, group, CAIRN_RULE, CAIRN_ROLE_MARK, NULL, n);
  const CairnPaint *paint = stroke_of(fixture, (CairnColor){255, 0, 0, 0.5});
  for (size_t i = 0; i < n; i++) {
    const double x = (double)(i % 997) / 3;
    mark->items[i].paint = paint;
    mark->items[i].rule = (CairnRuleItem){x, 0, 100, (double)i / 7};
  }
  return mark;
}

static void test_long_content_leaves_in_pieces(void **state) {
  enum { MANY = 300000 };
  Fixture *fixture = *state;
  CairnScene scene = page_of(fixture, 400, 200);
  rules(fixture, scene.page, MANY);
  size_t largest;
  g_autoptr(GByteArray) file = painted(fixture, &scene, (CairnPaintOptions){0}, &largest);
  assert_in_range(largest, 1, 512 * 1024);
  assert_true(file->len > 2 * largest);
  assert_table(file);
  g_autoptr(GString) content = content_of(file);
  assert_int_equal(count(content->str, "S\n"), MANY);
}

/* What was said once stays said. */
static void test_state_is_told_when_it_changes(void **state) {
  Fixture *fixture = *state;
  CairnScene scene = page_of(fixture, 400, 200);
  CairnGroup *view = cairn_group_new(fixture->arena, CAIRN_ROLE_VIEW, NULL);
  view->width = view->height = 100;
  cairn_group_add_group(fixture->arena, scene.page, view);
  rules(fixture, view, 10);
  rules(fixture, view, 10)->clip = true;
  rules(fixture, view, 10);
  g_autoptr(GByteArray) file = painted(fixture, &scene, (CairnPaintOptions){0}, NULL);
  g_autoptr(GString) content = content_of(file);
  assert_int_equal(count(content->str, "S\n"), 30);
  assert_int_equal(count(content->str, " RG\n"), 1);
  assert_int_equal(count(content->str, " gs\n"), 1);
  assert_int_equal(count(content->str, " w\n"), 0);
  assert_int_equal(count(content->str, "0 0 100 100 re\nW n\n"), 1);
  assert_int_equal(count(content->str, "q\n"), count(content->str, "Q\n"));
  assert_int_equal(count(content->str, "BDC\n"), 1);
  assert_int_equal(count(content->str, "EMC\n"), 1);
  assert_true(holds(file, "/ca 1/CA 0.5/BM/Normal"));
}

static void test_opacities_share_names(void **state) {
  enum { MANY = 20000 };
  Fixture *fixture = *state;
  CairnScene scene = page_of(fixture, 400, 200);
  CairnMark *mark = rules(fixture, scene.page, MANY);
  for (size_t i = 0; i < MANY; i++) {
    CairnPaint *paint = stroke_of(fixture, (CairnColor){0, 0, 0, (double)i / MANY});
    mark->items[i].paint = paint;
  }
  g_autoptr(GByteArray) file = painted(fixture, &scene, (CairnPaintOptions){0}, NULL);
  assert_in_range(count(find(file, "/ExtGState<<"), "/BM/"), 900, 1001);
}

/* Stops out of order and at one place: the function jumps, and its bounds grow. */
static void test_gradients_are_functions(void **state) {
  Fixture *fixture = *state;
  static const CairnGradientStop stops[] = {
      {0.5, {255, 0, 0, 1}}, {0.25, {0, 0, 0, 1}}, {0.5, {0, 0, 255, 0.4}}, {NAN, {0, 255, 0, 1}}};
  static const CairnGradient gradient = {.x2 = 1, .n_stops = G_N_ELEMENTS(stops), .stops = stops};
  CairnScene scene = page_of(fixture, 400, 200);
  CairnMark *mark = cairn_mark_new(fixture->arena, scene.page, CAIRN_RECT, CAIRN_ROLE_MARK, NULL, 1);
  CairnPaint paint = cairn_paint_default();
  paint.fill = (CairnBrush){.kind = CAIRN_BRUSH_GRADIENT, .gradient = &gradient};
  mark->items[0].paint = &paint;
  mark->items[0].rect = (CairnRectItem){.x = 40, .y = 80, .width = 100, .height = 20};
  g_autoptr(GByteArray) file = painted(fixture, &scene, (CairnPaintOptions){0}, NULL);
  assert_true(holds(file, "/Bounds[0.25 0.5 ]/Encode[0 1 0 1 0 1 ]"));
  assert_true(holds(file, "/C0[0 1 0]/C1[0 0 0]"));
  assert_true(holds(file, "/C0[0 0 0]/C1[1 0 0]"));
  assert_true(holds(file, "/C0[0 0 1]/C1[0 0 1]"));
  assert_true(holds(file, "/C0[0.4]/C1[0.4]")); /* alphas go into a mask */
  assert_true(holds(file, "/Matrix[100 0 0 20 40 80]"));
  g_autoptr(GString) content = content_of(file);
  assert_non_null(strstr(content->str, "q\n/M0 gs\n/I0 Do\nQ\n"));
}

/* A glyph that stands for two characters has a code for each. */
static void test_codes_follow_characters(void **state) {
  Fixture *fixture = *state;
  static const char *const texts[] = {"a b\u00a0\u2126\u03a9\u00b5\u03bc"};
  CairnScene scene = sample_texts(fixture->arena, texts, 1);
  g_autoptr(GByteArray) file = painted(fixture, &scene, (CairnPaintOptions){0}, NULL);
  g_autoptr(GString) content = content_of(file);
  assert_non_null(strstr(content->str, "Tm[<00010002000300020004000500060007>]TJ\n"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_each_object_is_where_the_table_says),
      cmocka_unit_test(test_facts_stand_in_their_objects),
      cmocka_unit_test(test_what_is_not_known_is_not_told),
      cmocka_unit_test(test_long_content_leaves_in_pieces),
      cmocka_unit_test(test_state_is_told_when_it_changes),
      cmocka_unit_test(test_opacities_share_names),
      cmocka_unit_test(test_gradients_are_functions),
      cmocka_unit_test(test_codes_follow_characters),
  };
  return cmocka_run_group_tests(tests, measured_set_up, measured_tear_down);
}
