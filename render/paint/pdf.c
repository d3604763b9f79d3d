#include <cairo-pdf.h>
#include <math.h>

#include "paint/format.h"
#include "paint/pdf_finish.h"

static cairo_status_t append(void *file, const unsigned char *bytes, unsigned int n) {
  g_byte_array_append(file, bytes, n);
  return CAIRO_STATUS_SUCCESS;
}

static void set_text(cairo_surface_t *surface, cairo_pdf_metadata_t which, const char *text) {
  if (!text) return;
  GString *clean = g_string_new(NULL);
  while (*text) {
    uint32_t c = cairn_text_next(&text);
    if (c) g_string_append_unichar(clean, c);
  }
  cairo_pdf_surface_set_metadata(surface, which, clean->str);
  g_string_free(clean, TRUE);
}

/* Cairo writes the current time unless told otherwise; what stands for no date is taken out later. */
static void set_date(cairo_surface_t *surface, const CairnPaintOptions *options) {
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(options->dated ? options->date : 0);
  g_autofree char *text = date ? g_date_time_format(date, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  set_text(surface, CAIRO_PDF_METADATA_CREATE_DATE, text ? text : "1970-01-01T00:00:00Z");
}

static void set_metadata(cairo_surface_t *surface, const CairnJob *job) {
  set_text(surface, CAIRO_PDF_METADATA_TITLE, job->scene->title);
  set_text(surface, CAIRO_PDF_METADATA_SUBJECT, job->scene->description);
  set_text(surface, CAIRO_PDF_METADATA_AUTHOR, job->scene->author);
  set_text(surface, CAIRO_PDF_METADATA_CREATOR, "cairn");
  set_date(surface, job->options);
}

static bool draw(const CairnJob *job, double zoom, double width, double height, GByteArray *file,
                 GError **error) {
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, file, width, height);
  set_metadata(surface, job);
  bool ok = cairn_paint_surface(job, surface, zoom, error);
  cairo_surface_finish(surface);
  ok = ok && cairn_surface_check(surface, error);
  cairo_surface_destroy(surface);
  return ok;
}

bool cairn_write_pdf(const CairnJob *job, GError **error) {
  const CairnScene *scene = job->scene;
  const double zoom = 0.75 * job->scale; /* points per px */
  double width = fmax(scene->width * zoom, 1), height = fmax(scene->height * zoom, 1);
  g_autoptr(GByteArray) drawn = g_byte_array_new(), file = g_byte_array_new();
  if (!draw(job, zoom, width, height, drawn, error)) return false;
  CairnPdfFacts facts = {.alternative = scene->description ? scene->description : scene->title,
                         .language = scene->language,
                         .width = width,
                         .height = height,
                         .has_title = scene->title,
                         .has_date = job->options->dated};
  cairn_pdf_finish(drawn, &facts, file);
  return job->sink.write(file->data, file->len, job->sink.data, error);
}
