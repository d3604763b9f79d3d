#include <cairo-pdf.h>
#include <math.h>

#include "base/error.h"
#include "paint/format.h"

typedef struct Stream {
  CairnSink sink;
  GError *error; /* why writing stopped */
} Stream;

static cairo_status_t write_stream(void *closure, const unsigned char *bytes, unsigned int n) {
  Stream *stream = closure;
  if (!stream->error && stream->sink.write(bytes, n, stream->sink.data, &stream->error))
    return CAIRO_STATUS_SUCCESS;
  return CAIRO_STATUS_WRITE_ERROR;
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

/* Cairo writes the current time unless told otherwise; without a date we say the epoch, so that bytes repeat.
 */
static void set_date(cairo_surface_t *surface, const CairnPaintOptions *options) {
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(options->dated ? options->date : 0);
  g_autofree char *text = date ? g_date_time_format(date, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  set_text(surface, CAIRO_PDF_METADATA_CREATE_DATE, text ? text : "1970-01-01T00:00:00Z");
}

static void set_metadata(cairo_surface_t *surface, const CairnJob *job) {
  set_text(surface, CAIRO_PDF_METADATA_TITLE, job->scene->title);
  set_text(surface, CAIRO_PDF_METADATA_SUBJECT, job->scene->description);
  set_text(surface, CAIRO_PDF_METADATA_AUTHOR, job->options->author);
  set_text(surface, CAIRO_PDF_METADATA_CREATOR, "cairn");
  set_date(surface, job->options);
}

bool cairn_write_pdf(const CairnJob *job, GError **error) {
  const double zoom = 0.75 * job->scale; /* points per px */
  Stream stream = {job->sink, NULL};
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
      write_stream, &stream, fmax(job->scene->width * zoom, 1), fmax(job->scene->height * zoom, 1));
  set_metadata(surface, job);
  bool ok = cairn_paint_surface(job, surface, zoom, stream.error ? NULL : error);
  cairo_surface_finish(surface);
  ok = ok && cairn_surface_check(surface, stream.error ? NULL : error);
  cairo_surface_destroy(surface);
  if (stream.error) {
    g_clear_error(error);
    g_propagate_error(error, stream.error);
    return false;
  }
  return ok;
}
