#include "paint/png.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cairo.h>
#include <cmocka.h>

#include "paint/deflate.h"
#include "paint/png_checksum.h"
#include "paint/png_deflate.h"
#include "paint/png_differences.h"
#include "paint/png_pixels.h"

/* ---- Bitmaps ---- */

typedef uint32_t (*Painter)(GRand *random, uint32_t x, uint32_t y);

static uint32_t one_of(GRand *random, guint32 n) {
  return (uint32_t)g_rand_int_range(random, 0, (gint32)n);
}

static uint32_t paint_flat(GRand *random, uint32_t x, uint32_t y) {
  (void)random, (void)x, (void)y;
  return 0xfff0e0d0;
}

static uint32_t paint_noise(GRand *random, uint32_t x, uint32_t y) {
  (void)x, (void)y;
  return 0xff000000 | g_rand_int(random);
}

static uint32_t paint_few_colors(GRand *random, uint32_t x, uint32_t y) {
  (void)x, (void)y;
  return 0xff000000 | one_of(random, 5) * 0x102030;
}

static uint32_t paint_columns(GRand *random, uint32_t x, uint32_t y) {
  (void)random, (void)y;
  return 0xff000000 | (x / 7) * 0x010307;
}

/* Rows that come again, some at once and some later. */
static uint32_t paint_rows(GRand *random, uint32_t x, uint32_t y) {
  (void)random;
  return 0xff000000 | (y % 5 < 3 ? x * x * 77 : y * 9999);
}

/* Letters: the same tile again and again, with a spot now and then. */
static uint32_t paint_tiles(GRand *random, uint32_t x, uint32_t y) {
  if (one_of(random, 97) == 0) return 0xff000000 | g_rand_int(random);
  uint32_t at = x % 13 * (y % 11);
  return x % 40 < 27 ? 0xffffffff : 0xff000000 | at * 0x020508;
}

/* Runs of all lengths, and so matches on both sides of the longest that deflate has. */
static uint32_t paint_runs(GRand *random, uint32_t x, uint32_t y) {
  (void)random;
  return x % (y * 3 + 80) < 2 ? 0xff000000 | (x * 31 + y * 7777) : 0xffeeeeee;
}

/* Colours are multiplied by alpha, so none is above it. */
static uint32_t paint_translucent(GRand *random, uint32_t x, uint32_t y) {
  uint32_t alpha = x % 9 < 4 ? 255 : one_of(random, 256), r = one_of(random, alpha + 1);
  return alpha << 24 | r << 16 | (y % (alpha + 1)) << 8 | alpha;
}

/* Cells of a heat map, with a line between some: rows differ from those above in a few places only. */
static uint32_t paint_cells(GRand *random, uint32_t x, uint32_t y) {
  (void)random;
  uint32_t cell = x / 9 * 65521 + y / 8 * 2654435761u;
  return x == 5 + y % 4 ? 0xff000000 | y * 77 : 0xff000000 | (cell ^ cell >> 13);
}

/* A little noise over colours that change slowly in both directions. */
static uint32_t paint_smooth(GRand *random, uint32_t x, uint32_t y) {
  uint32_t r = x / 2 + y / 3 + one_of(random, 3), g = 255 - y / 2 + x / 5, b = x / 7 * (y / 40);
  return 0xff000000 | (r & 255) << 16 | (g & 255) << 8 | (b & 255);
}

static const Painter painters[] = {paint_flat,  paint_noise, paint_few_colors,  paint_columns, paint_rows,
                                   paint_tiles, paint_runs,  paint_translucent, paint_cells,   paint_smooth};

static const struct {
  uint32_t width, height;
} sizes[] = {{1, 1},   {1, 9},   {2, 7},   {3, 5},    {4, 4},    {5, 3},     {7, 60},
             {86, 20}, {87, 20}, {88, 20}, {259, 30}, {801, 40}, {11000, 6}, {32767, 2}};

/* ---- What libpng reads ---- */

typedef struct Reading {
  const GByteArray *bytes;
  guint at;
} Reading;

static cairo_status_t read_bytes(void *closure, unsigned char *data, unsigned int n) {
  Reading *reading = closure;
  if (reading->at + n > reading->bytes->len) return CAIRO_STATUS_READ_ERROR;
  memcpy(data, reading->bytes->data + reading->at, n);
  reading->at += n;
  return CAIRO_STATUS_SUCCESS;
}

static void assert_reads_as(const GByteArray *png, const uint32_t *pixels, uint32_t width, uint32_t height,
                            uint32_t ignored) {
  Reading reading = {png, 0};
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_bytes, &reading);
  assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
  assert_int_equal(reading.at, png->len);
  assert_int_equal(cairo_image_surface_get_width(surface), width);
  assert_int_equal(cairo_image_surface_get_height(surface), height);
  const uint8_t *data = cairo_image_surface_get_data(surface);
  size_t stride = (size_t)cairo_image_surface_get_stride(surface);
  for (size_t y = 0; y < height; y++)
    for (size_t x = 0; x < width; x++) {
      uint32_t pixel;
      memcpy(&pixel, data + y * stride + 4 * x, sizeof pixel);
      if ((pixel | ignored) != (pixels[y * width + x] | ignored))
        fail_msg("%u × %u: pixel %zu, %zu is %08x instead of %08x", width, height, x, y, pixel,
                 pixels[y * width + x]);
    }
  cairo_surface_destroy(surface);
}

static void check_bitmap(GRand *random, Painter painter, uint32_t width, uint32_t height, bool best) {
  g_autofree uint32_t *pixels = g_new(uint32_t, width * height);
  bool opaque = painter != paint_translucent;
  for (uint32_t y = 0; y < height; y++)
    for (uint32_t x = 0; x < width; x++)
      pixels[y * width + x] = painter(random, x, y);
  CairnBitmap bitmap = {(const uint8_t *)pixels, width, height, 4 * width, opaque};
  g_autoptr(GByteArray) png = g_byte_array_new();
  assert_true(cairn_png_encode(&bitmap, &(CairnPngInfo){.best = best, .dpi = 96}, png, NULL));
  assert_reads_as(png, pixels, width, height, opaque ? 0xff000000 : 0);
}

static void test_libpng_reads_the_pixels_that_were_written(void **state) {
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
    for (size_t k = 0; k < G_N_ELEMENTS(painters); k++)
      check_bitmap(random, painters[k], sizes[i].width, sizes[i].height, false);
}

static void test_libpng_reads_the_pixels_of_the_smallest(void **state) {
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(6);
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
    for (size_t k = 0; k < G_N_ELEMENTS(painters) && sizes[i].width < 800; k++)
      check_bitmap(random, painters[k], sizes[i].width, sizes[i].height, true);
}

/* More tokens than a block holds, of the kinds in all proportions. */
static void test_libpng_reads_many_blocks(void **state) {
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  for (size_t k = 0; k < G_N_ELEMENTS(painters); k++)
    check_bitmap(random, painters[k], 700, 300, false);
}

/* ---- Differences ---- */

static void paint(Painter painter, uint32_t *pixels, uint32_t width, uint32_t height) {
  g_autoptr(GRand) random = g_rand_new_with_seed(8);
  for (uint32_t i = 0; i < width * height; i++)
    pixels[i] = painter(random, i % width, i / width);
}

/* Smooth colours and cells take less as differences, letters and lines more. */
static void test_rows_are_differences_where_that_is_less(void **state) {
  enum { WIDTH = 600, HEIGHT = 400 };
  static const struct {
    Painter painter;
    bool up;
  } cases[] = {{paint_cells, true}, {paint_smooth, true}, {paint_tiles, false}, {paint_runs, false}};
  (void)state;
  g_autofree uint32_t *bits = g_new(uint32_t, WIDTH * HEIGHT);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    paint(cases[i].painter, bits, WIDTH, HEIGHT);
    CairnBitmap bitmap = {(const uint8_t *)bits, WIDTH, HEIGHT, 4 * WIDTH, true};
    CairnPngPixels pixels = cairn_png_pixels(&bitmap);
    size_t lengths[2]; /* as colours, as differences */
    for (int up = 0; up < 2; up++) {
      g_autoptr(GByteArray) data = g_byte_array_new();
      CairnPngPixels way = pixels;
      way.up = up;
      assert_true(cairn_png_deflate(&way, data, NULL));
      lengths[up] = data->len;
    }
    if (pixels.up != cases[i].up || (lengths[1] < lengths[0]) != cases[i].up)
      fail_msg("case %zu: %zu bytes, as differences %zu; up is %d", i, lengths[0], lengths[1], pixels.up);
  }
}

/* Each channel by itself; the row above the first is 0. */
static void test_differences_do_not_borrow(void **state) {
  enum { WIDTH = 9 };
  (void)state;
  uint32_t pixels[2 * WIDTH], out[WIDTH];
  for (uint32_t x = 0; x < WIDTH; x++) {
    pixels[x] = 0xff01ff80;
    pixels[WIDTH + x] = 0xff0000ff + x * 0x10000;
  }
  CairnBitmap bitmap = {(const uint8_t *)pixels, WIDTH, 2, 4 * WIDTH, true};
  cairn_png_differences(&bitmap, 0, out);
  assert_memory_equal(out, pixels, sizeof out);
  cairn_png_differences(&bitmap, 1, out);
  for (uint32_t x = 0; x < WIDTH; x++)
    assert_int_equal(out[x] & 0xffffff, ((x - 1) & 255) << 16 | 0x01 << 8 | 0x7f);
}

/* Cairo does not say what the eighth bits of a surface without alpha hold. */
static void test_unused_bits_are_ignored(void **state) {
  (void)state;
  uint32_t pixels[64 * 64];
  for (uint32_t i = 0; i < G_N_ELEMENTS(pixels); i++)
    pixels[i] = i * 2654435761u << 24 | (i / 3 % 7) * 0x112233;
  CairnBitmap bitmap = {(const uint8_t *)pixels, 64, 64, 256, true};
  assert_int_equal(cairn_png_pixels(&bitmap).n_palette, 7);
  g_autoptr(GByteArray) png = g_byte_array_new();
  assert_true(cairn_png_encode(&bitmap, &(CairnPngInfo){0}, png, NULL));
  assert_reads_as(png, pixels, 64, 64, 0xff000000);
}

/* ---- Layout ---- */

/* The colour type of IHDR: 2 RGB, 3 palette, 6 RGBA. */
static int color_type(const uint32_t *pixels, uint32_t width, uint32_t height) {
  CairnBitmap bitmap = {(const uint8_t *)pixels, width, height, 4 * width, false};
  g_autoptr(GByteArray) png = g_byte_array_new();
  assert_true(cairn_png_encode(&bitmap, &(CairnPngInfo){0}, png, NULL));
  return png->data[25];
}

static void test_a_palette_is_used_where_it_pays(void **state) {
  (void)state;
  enum { WIDTH = 200, HEIGHT = 100 };
  g_autofree uint32_t *pixels = g_new(uint32_t, WIDTH * HEIGHT);
  for (uint32_t n = 255; n <= 257; n++) {
    for (uint32_t i = 0; i < WIDTH * HEIGHT; i++)
      pixels[i] = 0xff000000 | (i % n) * 0x10101;
    for (uint32_t i = 0; i < WIDTH * HEIGHT; i++)
      if (i % n == 256) pixels[i] = 0xff123456;
    assert_int_equal(color_type(pixels, WIDTH, HEIGHT), n <= 256 ? 3 : 2);
  }
  assert_int_equal(color_type(pixels, 5, 5), 2); /* the table would be larger than the picture */
  for (uint32_t i = 0; i < WIDTH * HEIGHT; i++)
    pixels[i] = (i % 300 < 255 ? i % 255 : 255) << 24;
  assert_int_equal(color_type(pixels, WIDTH, HEIGHT), 3);
  for (uint32_t i = 0; i < WIDTH * HEIGHT; i++)
    pixels[i] = 200u << 24 | (i % 150) << 8 | (i / 150 % 150);
  assert_int_equal(color_type(pixels, WIDTH, HEIGHT), 6);
}

/* A blank page is little but the end of rows. */
/* What stands in the byte that is no colour does not count. */
static void test_checksums_of_pixels_are_those_of_their_bytes(void **state) {
  (void)state;
  enum { MOST = 32767 };
  static const size_t widths[] = {0, 1, 7, 8, 9, 793, 4096, MOST};
  static const uint32_t starts[] = {1, 0, 0xfff0fff0};
  g_autoptr(GRand) random = g_rand_new_with_seed(9);
  g_autofree uint32_t *pixels = g_new(uint32_t, MOST);
  g_autofree uint8_t *bytes = g_malloc(1 + 3 * MOST);
  for (int k = 0; k < 3; k++)
    for (size_t i = 0; i < G_N_ELEMENTS(widths); i++) {
      const size_t n = widths[i];
      bytes[0] = k ? 2 : 0;
      for (size_t x = 0; x < n; x++) {
        pixels[x] = k == 0 ? UINT32_MAX : k == 1 ? g_rand_int(random) : one_of(random, 2) << 24;
        for (size_t c = 0; c < 3; c++)
          bytes[1 + 3 * x + c] = (uint8_t)(pixels[x] >> (16 - 8 * c));
      }
      uint32_t adler = starts[k];
      if (!cairn_png_checksum(&adler, bytes[0], pixels, n)) skip();
      assert_int_equal(adler, cairn_adler32(starts[k], bytes, 1 + 3 * n));
    }
}

static void test_a_flat_picture_is_small(void **state) {
  (void)state;
  g_autofree uint32_t *pixels = g_new(uint32_t, 1000 * 1000);
  for (uint32_t i = 0; i < 1000 * 1000; i++)
    pixels[i] = 0xffffffff;
  CairnBitmap bitmap = {(const uint8_t *)pixels, 1000, 1000, 4000, true};
  g_autoptr(GByteArray) png = g_byte_array_new();
  assert_true(cairn_png_encode(&bitmap, &(CairnPngInfo){0}, png, NULL));
  assert_true(png->len < 4000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_libpng_reads_the_pixels_that_were_written),
      cmocka_unit_test(test_libpng_reads_the_pixels_of_the_smallest),
      cmocka_unit_test(test_libpng_reads_many_blocks),
      cmocka_unit_test(test_rows_are_differences_where_that_is_less),
      cmocka_unit_test(test_differences_do_not_borrow),
      cmocka_unit_test(test_unused_bits_are_ignored),
      cmocka_unit_test(test_a_palette_is_used_where_it_pays),
      cmocka_unit_test(test_checksums_of_pixels_are_those_of_their_bytes),
      cmocka_unit_test(test_a_flat_picture_is_small),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
