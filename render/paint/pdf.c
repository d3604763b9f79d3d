#include <math.h>

#include "font/measurer.h"
#include "paint/pdf_writer.h"
#include "paint/window.h"

/* A hundredth of a px, or finer on a larger page. */
static int decimals_for(double scale) {
  return scale > 10 ? 4 : scale > 1 ? 3 : 2;
}

static void pdf_init(CairnPdf *pdf, const CairnJob *job) {
  const CairnScene *scene = job->scene;
  *pdf = (CairnPdf){.job = job, .zoom = 0.75 * job->scale, .decimals = decimals_for(job->scale)};
  pdf->unit = pow(10, pdf->decimals);
  pdf->width = fmax(scene->width * pdf->zoom, 1);
  pdf->height = fmax(scene->height * pdf->zoom, 1);
  pdf->window = cairn_box_expand((CairnBox){0, 0, scene->width, scene->height}, CAIRN_WINDOW_MARGIN);
  cairn_pdf_file_init(&pdf->file, job->sink);
  pdf->resources = cairn_pdf_reserve(&pdf->file);
  pdf->content = g_string_sized_new(16 * 1024);
  pdf->streams = g_array_new(FALSE, FALSE, sizeof(guint));
  pdf->outer_states = g_array_new(FALSE, FALSE, sizeof(CairnPdfState));
  pdf->blends = g_array_new(FALSE, FALSE, sizeof(CairnPdfBlend));
  pdf->masks = g_string_new(NULL);
  pdf->patterns = g_string_new(NULL);
  pdf->images = g_string_new(NULL);
  pdf->gradients = g_hash_table_new(NULL, NULL);
  pdf->fonts = cairn_pdf_fonts_new();
  pdf->tags = cairn_pdf_tags_new();
  cairn_pdf_state_init(pdf);
}

static void pdf_clear(CairnPdf *pdf) {
  cairn_pdf_file_clear(&pdf->file);
  g_string_free(pdf->content, TRUE);
  g_array_unref(pdf->streams);
  g_array_unref(pdf->outer_states);
  g_array_unref(pdf->blends);
  g_string_free(pdf->masks, TRUE);
  g_string_free(pdf->patterns, TRUE);
  g_string_free(pdf->images, TRUE);
  g_hash_table_unref(pdf->gradients);
  cairn_pdf_fonts_free(pdf->fonts);
  cairn_pdf_tags_free(pdf->tags);
  cairn_path_clear(&pdf->scratch);
  cairn_path_clear(&pdf->placed);
  cairn_path_clear(&pdf->clipped);
  if (pdf->cr) cairo_destroy(pdf->cr);
  if (pdf->surface) cairo_surface_destroy(pdf->surface);
}

/* ---- The page ---- */

static void draw_page(CairnPdf *pdf) {
  cairo_matrix_t px;
  cairo_matrix_init(&px, pdf->zoom, 0, 0, -pdf->zoom, 0, pdf->height);
  cairn_pdf_put_matrix(pdf->content, &px);
  cairn_put_text(pdf->content, " cm\n");
  cairn_pdf_page(pdf);
  cairn_pdf_end_parts(pdf);
  cairn_pdf_drain(pdf, true);
}

static void put_entries(GString *out, const char *kind, const GString *entries) {
  if (entries->len) g_string_append_printf(out, "/%s<<%s>>", kind, entries->str);
}

static GString *blend_entries(const CairnPdf *pdf) {
  GString *entries = g_string_new(NULL);
  for (guint i = 0; i < pdf->blends->len; i++) {
    const CairnPdfBlend *blend = &g_array_index(pdf->blends, CairnPdfBlend, i);
    g_string_append_printf(entries, "/G%u<</ca ", i);
    cairn_pdf_number(entries, blend->fill_alpha, 4);
    cairn_put_text(entries, "/CA ");
    cairn_pdf_number(entries, blend->stroke_alpha, 4);
    g_string_append_printf(entries, "/BM/%s>>", blend->blend);
  }
  g_string_append_len(entries, pdf->masks->str, (gssize)pdf->masks->len);
  return entries;
}

static void write_resources(CairnPdf *pdf) {
  g_autoptr(GString) fonts = g_string_new(NULL);
  cairn_pdf_fonts_write(pdf->fonts, &pdf->file, fonts);
  g_autoptr(GString) states = blend_entries(pdf);
  GString *out = pdf->file.out;
  cairn_pdf_begin(&pdf->file, pdf->resources);
  cairn_put_text(out, "<<");
  put_entries(out, "ExtGState", states);
  put_entries(out, "Pattern", pdf->patterns);
  put_entries(out, "XObject", pdf->images);
  put_entries(out, "Font", fonts);
  cairn_put_text(out, ">>");
  cairn_pdf_end(&pdf->file);
}

static void write_page(CairnPdf *pdf, guint page, guint pages) {
  GString *out = pdf->file.out;
  write_resources(pdf);
  cairn_pdf_begin(&pdf->file, page);
  g_string_append_printf(out, "<</Type/Page/Parent %u 0 R/MediaBox[0 0 ", pages);
  cairn_pdf_number(out, pdf->width, 4);
  g_string_append_c(out, ' ');
  cairn_pdf_number(out, pdf->height, 4);
  cairn_put_text(out, "]/Group<</S/Transparency/I true/CS/DeviceRGB>>/Contents[");
  for (guint i = 0; i < pdf->streams->len; i++)
    cairn_pdf_reference(out, g_array_index(pdf->streams, guint, i));
  cairn_put_text(out, "]");
  cairn_pdf_put_page_tags(pdf);
  g_string_append_printf(out, "/Resources %u 0 R>>", pdf->resources);
  cairn_pdf_end(&pdf->file);
  cairn_pdf_begin(&pdf->file, pages);
  g_string_append_printf(out, "<</Type/Pages/Count 1/Kids[%u 0 R]>>", page);
  cairn_pdf_end(&pdf->file);
}

/* ---- The document ---- */

/* Without characters that are not to be drawn. */
static void put_fact(GString *out, const char *key, const char *text) {
  if (!text || !*text) return;
  g_autoptr(GString) clean = g_string_new(NULL);
  while (*text) {
    uint32_t c = cairn_text_next(&text);
    if (c) g_string_append_unichar(clean, c);
  }
  cairn_put_text(out, key);
  cairn_pdf_readable_string(out, clean->str);
}

static void put_date(GString *out, const CairnPaintOptions *options) {
  g_autoptr(GDateTime) date = options->dated ? g_date_time_new_from_unix_utc(options->date) : NULL;
  g_autofree char *text = date ? g_date_time_format(date, "%Y%m%d%H%M%SZ") : NULL;
  if (text) g_string_append_printf(out, "/CreationDate(D:%s)", text);
}

static guint write_facts(CairnPdf *pdf) {
  const CairnScene *scene = pdf->job->scene;
  const guint number = cairn_pdf_reserve(&pdf->file);
  GString *out = pdf->file.out;
  cairn_pdf_begin(&pdf->file, number);
  cairn_put_text(out, "<<");
  put_fact(out, "/Title", scene->title);
  put_fact(out, "/Subject", scene->description);
  put_fact(out, "/Author", scene->author);
  put_fact(out, "/Creator", "cairn");
  put_date(out, pdf->job->options);
  cairn_put_text(out, ">>");
  cairn_pdf_end(&pdf->file);
  return number;
}

static guint write_catalog(CairnPdf *pdf, guint pages, guint structure) {
  const CairnScene *scene = pdf->job->scene;
  const guint number = cairn_pdf_reserve(&pdf->file);
  GString *out = pdf->file.out;
  cairn_pdf_begin(&pdf->file, number);
  g_string_append_printf(out, "<</Type/Catalog/Pages %u 0 R/StructTreeRoot %u 0 R/MarkInfo<</Marked true>>",
                         pages, structure);
  put_fact(out, "/Lang", scene->language);
  if (scene->title) cairn_put_text(out, "/ViewerPreferences<</DisplayDocTitle true>>");
  cairn_put_text(out, ">>");
  cairn_pdf_end(&pdf->file);
  return number;
}

bool cairn_write_pdf(const CairnJob *job, GError **error) {
  CairnPdf pdf;
  pdf_init(&pdf, job);
  draw_page(&pdf);
  const guint page = cairn_pdf_reserve(&pdf.file), pages = cairn_pdf_reserve(&pdf.file);
  write_page(&pdf, page, pages);
  const guint structure = cairn_pdf_write_tags(&pdf, page), facts = write_facts(&pdf);
  const bool ok = cairn_pdf_file_finish(&pdf.file, write_catalog(&pdf, pages, structure), facts, error);
  pdf_clear(&pdf);
  return ok;
}
