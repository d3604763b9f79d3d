#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "paint/svg_writer.h"
#include "paint/window.h"

static void append_label(GString *out, const char *tag, const char *text) {
  if (!text || !*text) return;
  g_string_append_printf(out, "<%s id=\"" CAIRN_SVG_PREFIX "%s\">", tag, tag);
  cairn_xml_append(out, text);
  g_string_append_printf(out, "</%s>\n", tag);
}

static void append_language(GString *out, const char *language) {
  if (!language || !*language) return;
  g_string_append(out, " xml:lang=\"");
  cairn_xml_append(out, language);
  g_string_append_c(out, '"');
}

static void append_root(GString *out, const CairnJob *job) {
  const CairnScene *scene = job->scene;
  bool titled = scene->title && *scene->title, described = scene->description && *scene->description;
  g_string_append(
      out,
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" id=\"" CAIRN_SVG_PREFIX
      "chart\"");
  cairn_svg_attribute(out, "width", scene->width * job->scale);
  cairn_svg_attribute(out, "height", scene->height * job->scale);
  g_string_append(out, " viewBox=\"0 0 ");
  cairn_svg_number(out, scene->width);
  g_string_append_c(out, ' ');
  cairn_svg_number(out, scene->height);
  g_string_append(out, "\" role=\"img\"");
  if (titled || described)
    g_string_append_printf(out, " aria-labelledby=\"" CAIRN_SVG_PREFIX "%s\"", titled ? "title" : "desc");
  if (titled && described) g_string_append(out, " aria-describedby=\"" CAIRN_SVG_PREFIX "desc\"");
  append_language(out, scene->language);
  g_string_append(out, ">\n");
}

/* Puts the parts together, ids with CAIRN_SVG_PREFIX, in the place of which the hash of all this is put. NULL with an error. */
static GString *assemble(const CairnSvg *svg, GError **error) {
  g_autoptr(GString) out = g_string_sized_new(svg->body->len + svg->defs->len + 1024);
  append_root(out, svg->job);
  append_label(out, "title", svg->job->scene->title);
  append_label(out, "desc", svg->job->scene->description);
  if (!cairn_svg_style(svg, out, error)) return NULL;
  if (svg->defs->len) {
    g_string_append(out, "<defs>\n");
    g_string_append_len(out, svg->defs->str, (gssize)svg->defs->len);
    g_string_append(out, "</defs>\n");
  }
  g_string_append(out, "<g>\n");
  g_string_append_len(out, svg->body->str, (gssize)svg->body->len);
  g_string_append(out, "</g>\n</svg>\n");
  return g_steal_pointer(&out);
}

/* A name that starts an id: letters, digits, - and _, with a letter or _ first. */
static bool is_id_prefix(const char *text) {
  if (!g_ascii_isalpha(text[0]) && text[0] != '_') return false;
  for (const char *at = text; *at; at++)
    if (!g_ascii_isalnum(*at) && *at != '-' && *at != '_') return false;
  return true;
}

/* Tells documents on one page apart; a multiplication and a shift for each eight bytes mix as well as that
 * needs. */
static uint32_t hash_of(const char *text, size_t n) {
  uint64_t hash = n;
  for (size_t i = 0; i < n; i += sizeof hash) {
    uint64_t word = 0;
    memcpy(&word, text + i, MIN(n - i, sizeof word));
    hash = (hash ^ GUINT64_FROM_LE(word)) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 32;
  }
  return (uint32_t)hash;
}

static char *prefix_of(const CairnJob *job, const GString *document) {
  if (job->options->id_prefix) return g_strdup(job->options->id_prefix);
  return g_strdup_printf("c%08x-", hash_of(document->str, document->len));
}

static bool write_document(const CairnJob *job, const GString *document, GError **error) {
  g_autofree char *prefix = prefix_of(job, document);
  g_autoptr(GString) out = g_string_sized_new(document->len + 4096);
  const char *at = document->str, *end = at + document->len;
  while (at < end) {
    const char *mark = memchr(at, CAIRN_SVG_PREFIX[0], (size_t)(end - at));
    g_string_append_len(out, at, (mark ? mark : end) - at);
    if (mark) g_string_append(out, prefix);
    at = mark ? mark + 1 : end;
  }
  return job->sink.write(out->str, out->len, job->sink.data, error);
}

static void svg_init(CairnSvg *svg, const CairnJob *job) {
  *svg = (CairnSvg){.job = job, .live = job->options->svg_live};
  svg->body = g_string_sized_new(64 * 1024);
  svg->defs = g_string_new(NULL);
  svg->clips = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  svg->glyphs = g_hash_table_new_full(cairn_svg_glyph_hash, cairn_svg_glyph_equal, g_free, NULL);
  svg->gradients = g_hash_table_new(NULL, NULL);
  svg->window =
      cairn_box_expand((CairnBox){0, 0, job->scene->width, job->scene->height}, CAIRN_WINDOW_MARGIN);
  /* Without bounds: Cairo makes no outlines of glyphs that are far outside. */
  svg->surface = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, NULL);
  svg->cr = cairo_create(svg->surface);
  cairn_surface_set_font_options(svg->cr);
  if (svg->live && job->options->svg_fonts) svg->fonts = cairn_svg_fonts_new();
  if (job->options->svg_dark)
    cairn_svg_dark_init(&svg->dark, job->scene, svg->live ? "" : CAIRN_SVG_ROOT " ");
}

static void svg_clear(CairnSvg *svg) {
  g_string_free(svg->body, TRUE);
  g_string_free(svg->defs, TRUE);
  g_hash_table_unref(svg->clips);
  g_hash_table_unref(svg->glyphs);
  g_hash_table_unref(svg->gradients);
  cairn_svg_fonts_free(svg->fonts);
  cairn_svg_dark_clear(&svg->dark);
  cairn_path_clear(&svg->scratch);
  cairn_path_clear(&svg->clipped);
  cairo_destroy(svg->cr);
  cairo_surface_destroy(svg->surface);
}

bool cairn_write_svg(const CairnJob *job, GError **error) {
  const char *prefix = job->options->id_prefix;
  if (prefix && !is_id_prefix(prefix)) {
    cairn_error_set(error, CAIRN_ERROR_USAGE,
                    "an id prefix begins with a letter or _ and goes on with letters, digits, - and _");
    return false;
  }
  CairnSvg svg;
  svg_init(&svg, job);
  cairn_svg_page(&svg);
  g_autoptr(GString) document = assemble(&svg, error);
  svg_clear(&svg);
  return document && write_document(job, document, error);
}
