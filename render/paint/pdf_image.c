#include <math.h>

#include "paint/pdf_writer.h"

/* Pixels for each px of the page, and the most of a side. */
enum { DENSITY = 4, MOST_PIXELS = 4096 };

/* The ink of a run of glyphs on a bitmap. */
typedef struct Picture {
  CairnBox box;   /* px of the run */
  double density; /* pixels for each of them */
  int width, height;
  cairo_surface_t *surface;
} Picture;

static bool find_box(const PangoGlyphItem *run, Picture *picture) {
  PangoRectangle ink;
  pango_glyph_string_extents(run->glyphs, run->item->analysis.font, &ink, NULL);
  const double unit = 1.0 / PANGO_SCALE;
  picture->box =
      cairn_box_expand((CairnBox){ink.x * unit, ink.y * unit, ink.width * unit, ink.height * unit}, 1);
  picture->density = fmin(DENSITY, MOST_PIXELS / fmax(picture->box.width, picture->box.height));
  picture->width = (int)ceil(picture->box.width * picture->density);
  picture->height = (int)ceil(picture->box.height * picture->density);
  return ink.width > 0 && ink.height > 0 && picture->width > 0 && picture->height > 0;
}

static void draw(Picture *picture, const PangoGlyphItem *run, CairnColor color) {
  picture->surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, picture->width, picture->height);
  cairo_t *cr = cairo_create(picture->surface);
  cairo_scale(cr, picture->density, picture->density);
  cairo_translate(cr, -picture->box.x, -picture->box.y);
  cairn_surface_set_font_options(cr);
  cairo_set_source_rgb(cr, color.r / 255, color.g / 255, color.b / 255);
  cairo_move_to(cr, 0, 0);
  pango_cairo_show_glyph_string(cr, run->item->analysis.font, run->glyphs);
  cairo_destroy(cr);
  cairo_surface_flush(picture->surface);
}

/* Colours without their alphas, which go into a mask (ISO 32000-1, 11.6.5.3). */
static void split(const Picture *picture, guint8 *colors, guint8 *alphas) {
  const guint8 *data = cairo_image_surface_get_data(picture->surface);
  const int stride = cairo_image_surface_get_stride(picture->surface);
  for (int y = 0; y < picture->height; y++) {
    const uint32_t *row = (const uint32_t *)(const void *)(data + (ptrdiff_t)y * stride);
    for (int x = 0; x < picture->width; x++) {
      const uint32_t alpha = row[x] >> 24;
      for (int shift = 16; shift >= 0; shift -= 8)
        *colors++ = (guint8)(alpha ? MIN(((row[x] >> shift & 255) * 255 + alpha / 2) / alpha, 255) : 0);
      *alphas++ = (guint8)alpha;
    }
  }
}

static guint write(CairnPdf *pdf, const Picture *picture) {
  const size_t n = (size_t)picture->width * (size_t)picture->height;
  g_autofree guint8 *colors = g_malloc(3 * n), *alphas = g_malloc(n);
  split(picture, colors, alphas);
  g_autofree char *common = g_strdup_printf(
      "/Type/XObject/Subtype/Image/BitsPerComponent 8/Width %d/Height %d", picture->width, picture->height);
  const guint mask = cairn_pdf_reserve(&pdf->file), image = cairn_pdf_reserve(&pdf->file);
  g_autofree char *mask_entries = g_strdup_printf("%s/ColorSpace/DeviceGray", common);
  g_autofree char *image_entries = g_strdup_printf("%s/ColorSpace/DeviceRGB/SMask %u 0 R", common, mask);
  cairn_pdf_stream(&pdf->file, mask, mask_entries, alphas, n);
  cairn_pdf_stream(&pdf->file, image, image_entries, colors, 3 * n);
  return image;
}

static void put_image(CairnPdf *pdf, const Picture *picture, const cairo_matrix_t *frame, double left) {
  cairo_matrix_t matrix = *frame; /* of the unit square, whose y axis points up */
  cairo_matrix_translate(&matrix, left + picture->box.x, picture->box.y + picture->height / picture->density);
  cairo_matrix_scale(&matrix, picture->width / picture->density, -picture->height / picture->density);
  g_string_append_printf(pdf->images, "/I%u %u 0 R", pdf->n_images, write(pdf, picture));
  cairn_put_text(pdf->content, "q ");
  cairn_pdf_put_matrix(pdf->content, &matrix);
  g_string_append_printf(pdf->content, " cm /I%u Do Q\n", pdf->n_images++);
}

void cairn_pdf_show_image(const CairnPdfWords *words, const PangoGlyphItem *run, double left) {
  Picture picture;
  const CairnColor black = {.a = 1};
  const CairnBrush *brush = words->brush;
  if (!find_box(run, &picture)) return;
  draw(&picture, run, brush->kind == CAIRN_BRUSH_COLOR ? brush->color : black);
  if (cairo_surface_status(picture.surface) == CAIRO_STATUS_SUCCESS)
    put_image(words->pdf, &picture, &words->ground->frame, left);
  cairo_surface_destroy(picture.surface);
}
