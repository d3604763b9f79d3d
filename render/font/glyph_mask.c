#include "font/glyph_mask.h"

#include <math.h>

/* Hundreds of letters at several sizes; a page with more starts over. */
enum { MOST_MASKS = 4096 };

typedef struct Key {
  double pixels;
  uint32_t glyph;
  unsigned turn, phase;
} Key;

typedef struct Entry {
  Key key;
  CairnGlyphMask mask;
  cairo_surface_t *surface; /* whose data the mask is; NULL without ink */
} Entry;

static guint hash_key(gconstpointer data) {
  const Key *key = data;
  return g_double_hash(&key->pixels) * 31 + (key->glyph * CAIRN_GLYPH_TURNS + key->turn) * CAIRN_GLYPH_PHASES + key->phase;
}

static gboolean same_key(gconstpointer a, gconstpointer b) {
  const Key *one = a, *other = b;
  return one->glyph == other->glyph && one->turn == other->turn && one->phase == other->phase && one->pixels == other->pixels;
}

static void free_entry(gpointer data) {
  Entry *entry = data;
  if (entry->surface) cairo_surface_destroy(entry->surface);
  g_free(entry);
}

static void trace_glyph(cairo_t *cr, cairo_font_face_t *font, const Key *key) {
  static const int sines[CAIRN_GLYPH_TURNS] = {0, 1, 0, -1};
  const int sine = sines[key->turn], cosine = sines[(key->turn + 1) % CAIRN_GLYPH_TURNS];
  const double moved = key->phase / (double)CAIRN_GLYPH_PHASES;
  const cairo_glyph_t glyph = {key->glyph, 0, 0};
  cairo_transform(cr, &(cairo_matrix_t){cosine, sine, -sine, cosine, sine ? 0 : moved, sine ? moved : 0});
  cairo_set_font_face(cr, font);
  cairo_set_font_size(cr, key->pixels);
  cairo_glyph_path(cr, &glyph, 1);
}

/* The whole pixels that the ink touches. */
static CairnGlyphMask box_of(cairo_font_face_t *font, const Key *key) {
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create(surface);
  double left, top, right, bottom;
  trace_glyph(cr, font, key);
  cairo_identity_matrix(cr);
  cairo_path_extents(cr, &left, &top, &right, &bottom);
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  CairnGlyphMask mask = {0};
  if (!(right > left) || !(bottom > top)) return mask;
  mask.left = (int)floor(left);
  mask.top = (int)floor(top);
  mask.width = (int)ceil(right) - mask.left;
  mask.height = (int)ceil(bottom) - mask.top;
  return mask;
}

static void fill_mask(Entry *entry, cairo_font_face_t *font) {
  CairnGlyphMask *mask = &entry->mask;
  entry->surface = cairo_image_surface_create(CAIRO_FORMAT_A8, mask->width, mask->height);
  cairo_t *cr = cairo_create(entry->surface);
  cairo_translate(cr, -mask->left, -mask->top);
  trace_glyph(cr, font, &entry->key);
  cairo_fill(cr);
  cairo_destroy(cr);
  cairo_surface_flush(entry->surface);
  mask->stride = cairo_image_surface_get_stride(entry->surface);
  mask->coverage = cairo_image_surface_get_data(entry->surface);
}

const CairnGlyphMask *cairn_glyph_mask(CairnFace *face, uint32_t glyph, double pixels, unsigned turn, unsigned phase) {
  if (!(pixels > 0 && pixels <= CAIRN_GLYPH_MASK_PIXELS)) return NULL;
  GHashTable **masks = cairn_face_masks(face);
  if (!*masks) *masks = g_hash_table_new_full(hash_key, same_key, NULL, free_entry);
  const Key key = {pixels, glyph, turn, phase};
  Entry *entry = g_hash_table_lookup(*masks, &key);
  if (entry) return &entry->mask;
  cairo_font_face_t *font = cairn_face_cairo(face, NULL);
  if (!font) return NULL;
  if (g_hash_table_size(*masks) >= MOST_MASKS) g_hash_table_remove_all(*masks);
  entry = g_new0(Entry, 1);
  entry->key = key;
  entry->mask = box_of(font, &key);
  if (entry->mask.width > 0) fill_mask(entry, font);
  g_hash_table_insert(*masks, &entry->key, entry);
  return &entry->mask;
}
