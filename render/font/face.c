#include "font/face.h"

#include <cairo-ft.h>
#include <hb-ot.h>
#include <hb.h>
#include <string.h>

#include "base/error.h"

enum { ASCII = 128 };

typedef struct Glyph {
  uint32_t id;
  int advance;
  bool present;
} Glyph;

struct CairnFace {
  char *path;
  int index;
  hb_font_t *font; /* its scale is the em, so that advances are font units */
  int units;
  Glyph ascii[ASCII];
  cairo_font_face_t *cairo; /* NULL until something is drawn */
  GHashTable *masks;        /* NULL until something is drawn as a bitmap */
};

static bool look_up(hb_font_t *font, uint32_t character, Glyph *glyph) {
  hb_codepoint_t id;
  if (!hb_font_get_nominal_glyph(font, character, &id)) return false;
  *glyph = (Glyph){id, hb_font_get_glyph_h_advance(font, id), true};
  return true;
}

CairnFace *cairn_face_open(const char *path, int index, GError **error) {
  hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
  if (!blob) {
    cairn_error_set(error, CAIRN_ERROR_READ, "cannot read the font file %s", path);
    return NULL;
  }
  hb_face_t *face = hb_face_create(blob, (unsigned)index);
  hb_blob_destroy(blob);
  if (hb_face_get_glyph_count(face) == 0) {
    hb_face_destroy(face);
    cairn_error_set(error, CAIRN_ERROR_READ, "%s is not a TrueType or OpenType font", path);
    return NULL;
  }
  CairnFace *result = g_new0(CairnFace, 1);
  result->path = g_strdup(path);
  result->index = index;
  result->units = (int)hb_face_get_upem(face);
  result->font = hb_font_create(face);
  hb_face_destroy(face);
  for (uint32_t c = ' '; c < ASCII; c++)
    look_up(result->font, c, &result->ascii[c]);
  return result;
}

void cairn_face_free(CairnFace *face) {
  if (!face) return;
  if (face->cairo) cairo_font_face_destroy(face->cairo);
  if (face->masks) g_hash_table_unref(face->masks);
  hb_font_destroy(face->font);
  g_free(face->path);
  g_free(face);
}

int cairn_face_units(const CairnFace *face) {
  return face->units;
}

bool cairn_face_glyph(const CairnFace *face, uint32_t character, uint32_t *glyph, int *advance) {
  Glyph found = {0};
  if (character < ASCII)
    found = face->ascii[character];
  else
    look_up(face->font, character, &found);
  *glyph = found.id;
  *advance = found.advance;
  return found.present;
}

/* Cairo may keep a face longer than the CairnFace lives (in its cache of scaled fonts), so FreeType's objects
 * are freed when Cairo drops its own. */
static const cairo_user_data_key_t free_type_key;

typedef struct FreeType {
  FT_Library library;
  FT_Face face;
} FreeType;

static void free_free_type(void *data) {
  FreeType *owned = data;
  FT_Done_Face(owned->face);
  FT_Done_FreeType(owned->library);
  g_free(owned);
}

cairo_font_face_t *cairn_face_cairo(CairnFace *face, GError **error) {
  if (face->cairo) return face->cairo;
  g_autofree FreeType *opened = g_new0(FreeType, 1);
  if (FT_Init_FreeType(&opened->library)) {
    cairn_error_set(error, CAIRN_ERROR_INTERNAL, "FreeType cannot be started");
    return NULL;
  }
  if (FT_New_Face(opened->library, face->path, face->index, &opened->face)) {
    FT_Done_FreeType(opened->library);
    cairn_error_set(error, CAIRN_ERROR_READ, "FreeType cannot read the font file %s", face->path);
    return NULL;
  }
  face->cairo = cairo_ft_font_face_create_for_ft_face(opened->face, FT_LOAD_NO_HINTING);
  cairo_font_face_set_user_data(face->cairo, &free_type_key, g_steal_pointer(&opened), free_free_type);
  return face->cairo;
}

hb_face_t *cairn_face_harfbuzz(const CairnFace *face) {
  return hb_font_get_face(face->font);
}

bool cairn_face_is_same(hb_face_t *a, hb_face_t *b) {
  if (a == b) return true;
  if (hb_face_get_index(a) != hb_face_get_index(b) || hb_face_get_glyph_count(a) != hb_face_get_glyph_count(b)) return false;
  hb_blob_t *heads[] = {hb_face_reference_table(a, HB_TAG('h', 'e', 'a', 'd')), hb_face_reference_table(b, HB_TAG('h', 'e', 'a', 'd'))};
  unsigned int n_a, n_b;
  const char *bytes_a = hb_blob_get_data(heads[0], &n_a), *bytes_b = hb_blob_get_data(heads[1], &n_b);
  bool same = n_a > 0 && n_a == n_b && memcmp(bytes_a, bytes_b, n_a) == 0;
  hb_blob_destroy(heads[0]);
  hb_blob_destroy(heads[1]);
  return same;
}

GHashTable **cairn_face_masks(CairnFace *face) {
  return &face->masks;
}
