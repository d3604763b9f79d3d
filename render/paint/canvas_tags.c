#include "paint/canvas_tags.h"

#include <cairo-pdf.h>
#include <string.h>

#include "scene/link.h"

/* Cairo 1.16 marks the content of a tag only where no other tag is in it. So the figure is made of spans and
 * links, one after the other. */
static const char content[] = "Span";

static bool has_tags(const CairnCanvas *canvas) {
  return cairo_surface_get_type(cairo_get_target(canvas->cr)) == CAIRO_SURFACE_TYPE_PDF;
}

static void close_part(CairnCanvas *canvas) {
  if (canvas->part) cairo_tag_end(canvas->cr, canvas->part);
  canvas->part = NULL;
}

void cairn_canvas_open_figure(CairnCanvas *canvas) {
  if (!has_tags(canvas)) return;
  /* Cairo forgets all that came before a colour that covers the page, and with it the beginnings of tags, but not where
   * there is a clip. */
  CairnBox all = canvas->window;
  cairo_save(canvas->cr);
  cairo_new_path(canvas->cr);
  cairo_rectangle(canvas->cr, all.x, all.y, all.width, all.height);
  cairo_clip(canvas->cr);
  cairo_tag_begin(canvas->cr, "Document", NULL);
  cairo_tag_begin(canvas->cr, "Figure", NULL);
  cairn_canvas_lead_to(canvas, NULL);
}

void cairn_canvas_close_figure(CairnCanvas *canvas) {
  if (!has_tags(canvas)) return;
  close_part(canvas);
  cairo_tag_end(canvas->cr, "Figure");
  cairo_tag_end(canvas->cr, "Document");
  cairo_restore(canvas->cr);
}

/* Cairo writes the URL into a string of PDF, between parentheses, and reads it from one between apostrophes.
 * In a URL these characters may be written by their numbers, as must be what is not ASCII (RFC 3987, 3.1). */
static void append_escaped(GString *out, const char *url) {
  for (const char *at = url; *at; at++)
    if (strchr("'()\\", *at) || (unsigned char)*at >= 0x80)
      g_string_append_printf(out, "%%%02X", (unsigned char)*at);
    else
      g_string_append_c(out, *at);
}

void cairn_canvas_lead_to(CairnCanvas *canvas, const char *url) {
  bool links = url && cairn_link_is_allowed(url);
  if (!has_tags(canvas) || (!links && canvas->part == content)) return;
  close_part(canvas);
  canvas->part = links ? CAIRO_TAG_LINK : content;
  g_autoptr(GString) attributes = g_string_new(NULL);
  if (links) {
    g_string_append(attributes, "uri='");
    append_escaped(attributes, url);
    g_string_append_c(attributes, '\'');
  }
  cairo_tag_begin(canvas->cr, canvas->part, attributes->str);
}

void cairn_canvas_begin_part(CairnCanvas *canvas) {
  if (canvas->part != content) return;
  close_part(canvas);
  cairn_canvas_lead_to(canvas, NULL);
}
