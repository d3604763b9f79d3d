#include "paint/pdf_finish.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cairo-pdf.h>
#include <cmocka.h>

static cairo_status_t append(void *file, const unsigned char *bytes, unsigned int n) {
  g_byte_array_append(file, bytes, n);
  return CAIRO_STATUS_SUCCESS;
}

/* A page with a tagged figure, as Cairo writes it. */
static GByteArray *cairo_file(void) {
  GByteArray *file = g_byte_array_new();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, file, 200, 100);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, "/CreationDate (no) /Root 1");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "1970-01-01T00:00:00Z");
  cairo_t *cr = cairo_create(surface);
  cairo_tag_begin(cr, "Document", NULL);
  cairo_tag_begin(cr, "Figure", NULL);
  cairo_rectangle(cr, 10, 20, 30, 40);
  cairo_fill(cr);
  cairo_tag_end(cr, "Figure");
  cairo_tag_end(cr, "Document");
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  return file;
}

static const CairnPdfFacts facts = {"Ein „Bild“ 😀", "de-CH", 200, 100, true, false};

static GByteArray *finished(const GByteArray *file, const CairnPdfFacts *with) {
  GByteArray *out = g_byte_array_new();
  cairn_pdf_finish(file, with, out);
  return out;
}

static const char *text_of(GByteArray *file) {
  g_byte_array_append(file, (const guint8 *)"", 1);
  g_byte_array_set_size(file, file->len - 1);
  for (guint i = 0; i < file->len; i++)
    if (file->data[i] == 0) file->data[i] = ' '; /* in streams, where nothing is looked for */
  return (const char *)file->data;
}

static size_t table_of(const char *text) {
  return (size_t)g_ascii_strtoull(strstr(text, "\nstartxref\n") + strlen("\nstartxref\n"), NULL, 10);
}

static void test_each_object_is_where_the_table_says(void **state) {
  (void)state;
  g_autoptr(GByteArray) file = cairo_file(), out = finished(file, &facts);
  const char *text = text_of(out), *table = text + table_of(text);
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

static void test_facts_stand_in_their_objects(void **state) {
  (void)state;
  g_autoptr(GByteArray) file = cairo_file(), out = finished(file, &facts);
  const char *text = text_of(out);
  assert_non_null(strstr(text,
                         "   /S /Figure\n   /Alt <FEFF00450069006E0020201E00420069006C0064201C0020D83DDE00>\n"
                         "   /A << /O /Layout /Placement /Block /BBox [ 0 0 200 100 ] >>\n"));
  assert_non_null(strstr(text, "<< /Type /Catalog\n   /Lang <FEFF00640065002D00430048>\n"
                               "   /ViewerPreferences << /DisplayDocTitle true >>\n"));
  assert_null(strstr(text, "/CreationDate (19"));
}

static void test_a_date_is_kept(void **state) {
  (void)state;
  CairnPdfFacts dated = {.width = 1, .height = 1, .has_date = true};
  g_autoptr(GByteArray) file = cairo_file(), out = finished(file, &dated);
  const char *text = text_of(out);
  assert_non_null(strstr(text, "/CreationDate (19700101"));
  assert_null(strstr(text, "/Lang"));
  assert_null(strstr(text, "/Alt"));
}

static void test_numbers_of_large_pages_have_no_exponent(void **state) {
  (void)state;
  const CairnPdfFacts large = {.width = 1500000, .height = 0.00001};
  g_autoptr(GByteArray) file = cairo_file(), out = finished(file, &large);
  assert_non_null(strstr(text_of(out), "/BBox [ 0 0 1500000 0 ]"));
}

/* A later Cairo may write another kind of file. */
static void test_other_files_stay_as_they_are(void **state) {
  (void)state;
  g_autoptr(GByteArray) file = cairo_file();
  for (guint n = 0; n < file->len; n += n < 300 || n + 300 > file->len ? 1 : 97) {
    g_autoptr(GByteArray) part = g_byte_array_new();
    g_byte_array_append(part, file->data, n);
    g_autoptr(GByteArray) out = finished(part, &facts);
    if (n + 8 >= file->len) continue; /* only the mark at the end is cut off */
    assert_int_equal(out->len, n);
    if (n) assert_memory_equal(out->data, file->data, n);
  }
}

static void test_damaged_files_do_no_harm(void **state) {
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(11);
  for (int round = 0; round < 3000; round++) {
    g_autoptr(GByteArray) file = cairo_file();
    guint tail = round % 2 ? MIN(file->len, 900) : file->len;
    for (int i = 0; i < 4; i++) {
      guint at = file->len - 1 - (guint)g_rand_int_range(random, 0, (gint32)tail);
      file->data[at] = (guint8) "0123456789 \n/()<>x"[g_rand_int_range(random, 0, 18)];
    }
    g_autoptr(GByteArray) out = finished(file, &facts);
    assert_true(out->len > 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_each_object_is_where_the_table_says),
      cmocka_unit_test(test_facts_stand_in_their_objects),
      cmocka_unit_test(test_a_date_is_kept),
      cmocka_unit_test(test_numbers_of_large_pages_have_no_exponent),
      cmocka_unit_test(test_other_files_stay_as_they_are),
      cmocka_unit_test(test_damaged_files_do_no_harm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
