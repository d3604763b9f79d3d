#include "paint/svg_fonts.h"

#include <hb-subset.h>
#include <string.h>

#include "base/error.h"
#include "font/measurer.h"
#include "paint/svg_writer.h"
#include "paint/woff.h"

typedef struct Used {
  hb_face_t *face;
  hb_set_t *characters;
  bool shaped;
} Used;

struct CairnSvgFonts {
  GArray *used;
};

static void clear_used(void *data) {
  Used *used = data;
  hb_face_destroy(used->face);
  hb_set_destroy(used->characters);
}

CairnSvgFonts *cairn_svg_fonts_new(void) {
  CairnSvgFonts *fonts = g_new0(CairnSvgFonts, 1);
  fonts->used = g_array_new(FALSE, FALSE, sizeof(Used));
  g_array_set_clear_func(fonts->used, clear_used);
  return fonts;
}

void cairn_svg_fonts_free(CairnSvgFonts *fonts) {
  if (!fonts) return;
  g_array_unref(fonts->used);
  g_free(fonts);
}

static guint find(CairnSvgFonts *fonts, hb_face_t *face) {
  for (guint i = 0; i < fonts->used->len; i++)
    if (cairn_face_is_same(g_array_index(fonts->used, Used, i).face, face)) return i;
  Used used = {hb_face_reference(face), hb_set_create(), false};
  g_array_append_val(fonts->used, used);
  return fonts->used->len - 1;
}

guint cairn_svg_fonts_use(CairnSvgFonts *fonts, hb_face_t *face, const char *text, size_t length,
                          bool shaped) {
  guint i = find(fonts, face);
  Used *used = &g_array_index(fonts->used, Used, i);
  used->shaped |= shaped;
  for (const char *end = text + length; text < end;) {
    uint32_t c = cairn_text_next(&text);
    if (c) hb_set_add(used->characters, c);
  }
  return i + 1;
}

/* What letters set one by one do not need: kerning, ligatures, marks. */
static void drop_shaping(hb_subset_input_t *input) {
  static const hb_tag_t tables[] = {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
                                    HB_TAG('G', 'D', 'E', 'F'), HB_TAG('k', 'e', 'r', 'n')};
  hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
    hb_set_add(dropped, tables[i]);
}

/* Without hints: as cairn draws letters itself. Destroy with hb_face_destroy; NULL when it cannot be made. */
static hb_face_t *subset_of(const Used *used) {
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  if (!input) return NULL;
  hb_set_union(hb_subset_input_unicode_set(input), used->characters);
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
  if (!used->shaped) drop_shaping(input);
  hb_face_t *subset = hb_subset_or_fail(used->face, input);
  hb_subset_input_destroy(input);
  return subset;
}

static bool append_face(const Used *used, guint number, GString *out, GError **error) {
  hb_face_t *subset = subset_of(used);
  if (!subset) {
    cairn_error_set(error, CAIRN_ERROR_INTERNAL, "a font cannot be cut down to the characters of the chart");
    return false;
  }
  hb_blob_t *blob = hb_face_reference_blob(subset);
  unsigned int n;
  const uint8_t *bytes = (const uint8_t *)hb_blob_get_data(blob, &n);
  g_autoptr(GByteArray) woff = g_byte_array_new();
  bool ok = cairn_woff_append(bytes, n, woff, error);
  hb_blob_destroy(blob);
  hb_face_destroy(subset);
  g_autofree char *text = ok ? g_base64_encode(woff->data, woff->len) : NULL;
  if (ok)
    g_string_append_printf(
        out, "@font-face{font-family:" CAIRN_SVG_PREFIX "f%u;src:url(data:font/woff;base64,%s)}", number,
        text);
  return ok;
}

bool cairn_svg_fonts_rules(const CairnSvgFonts *fonts, GString *out, GError **error) {
  for (guint i = 0; i < fonts->used->len; i++)
    if (!append_face(&g_array_index(fonts->used, Used, i), i + 1, out, error)) return false;
  return true;
}
