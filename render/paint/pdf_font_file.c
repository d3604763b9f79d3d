#include "paint/pdf_font_file.h"

#include <freetype/ftcid.h>
#include <hb-ot.h>
#include <hb-subset.h>
#include <math.h>
#include <string.h>

#include "paint/put.h"

static bool has_table(hb_face_t *face, hb_tag_t tag) {
  hb_blob_t *blob = hb_face_reference_table(face, tag);
  const bool has = hb_blob_get_length(blob) > 0;
  hb_blob_destroy(blob);
  return has;
}

static const hb_tag_t cff = HB_TAG('C', 'F', 'F', ' ');

bool cairn_pdf_font_file_can_hold(hb_face_t *face, bool varied) {
  static const hb_tag_t needed[] = {HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'),
                                    HB_TAG('h', 'm', 't', 'x'), HB_TAG('m', 'a', 'x', 'p')};
  for (size_t i = 0; i < G_N_ELEMENTS(needed); i++)
    if (!has_table(face, needed[i])) return false;
  if (!varied && has_table(face, cff)) return true;
  return has_table(face, HB_TAG('g', 'l', 'y', 'f')) && has_table(face, HB_TAG('l', 'o', 'c', 'a'));
}

/* ---- Subsets ---- */

/* Characters and shaping are told elsewhere in a PDF: of a face only outlines and widths are seen, which also
 * spares hb-subset to go through all of its characters. */
static hb_blob_t *outlines_only(hb_face_t *view, hb_tag_t tag, void *face) {
  (void)view;
  static const hb_tag_t kept[] = {
      HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'), HB_TAG('h', 'e', 'a', 'd'),
      HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'), HB_TAG('m', 'a', 'x', 'p'),
      HB_TAG('C', 'F', 'F', ' '), HB_TAG('f', 'v', 'a', 'r'), HB_TAG('a', 'v', 'a', 'r'),
      HB_TAG('g', 'v', 'a', 'r'), HB_TAG('H', 'V', 'A', 'R')};
  for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
    if (tag == kept[i]) return hb_face_reference_table(face, tag);
  return hb_blob_get_empty();
}

/* Outlines as they are where the font's axes stand, or by default. */
static void pin_axes(hb_font_t *font, hb_face_t *face, hb_subset_input_t *input) {
  enum { MOST = 16 };
  hb_ot_var_axis_info_t axes[MOST];
  unsigned n_axes = MOST, n;
  const float *at = hb_font_get_var_coords_design(font, &n);
  hb_ot_var_get_axis_infos(face, 0, &n_axes, axes);
  for (unsigned i = 0; i < n_axes; i++)
    if (i < n)
      hb_subset_input_pin_axis_location(input, face, axes[i].tag, at[i]);
    else
      hb_subset_input_pin_axis_to_default(input, face, axes[i].tag);
}

/* Without hints: as cairn draws letters itself. */
static hb_subset_plan_t *plan_of(hb_font_t *font, const uint32_t *glyphs, guint n) {
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  if (!input) return NULL;
  hb_face_t *view = hb_face_create_for_tables(outlines_only, hb_font_get_face(font), NULL);
  for (guint i = 0; i < n; i++)
    hb_set_add(hb_subset_input_glyph_set(input), glyphs[i]);
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
  pin_axes(font, view, input);
  hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(view, input);
  hb_subset_input_destroy(input);
  hb_face_destroy(view);
  return plan;
}

/* The face with these glyphs only, and their numbers in it. A font that cannot be cut down is taken whole. */
static hb_face_t *subset_of(hb_font_t *font, const uint32_t *glyphs, guint n, guint *ids) {
  hb_subset_plan_t *plan = plan_of(font, glyphs, n);
  hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
  const hb_map_t *numbers = subset ? hb_subset_plan_old_to_new_glyph_mapping(plan) : NULL;
  for (guint i = 0; i < n; i++)
    ids[i] = numbers ? hb_map_get(numbers, glyphs[i]) : glyphs[i];
  if (plan) hb_subset_plan_destroy(plan);
  return subset ? subset : hb_face_reference(hb_font_get_face(font));
}

/* In a CFF font that is made of CIDs a reader looks for them, else for the numbers of glyphs (9.7.4.2). */
static void find_cids(hb_blob_t *outlines, guint *ids, guint n) {
  FT_Library library;
  FT_Face face;
  unsigned length;
  const char *bytes = hb_blob_get_data(outlines, &length);
  if (FT_Init_FreeType(&library)) return;
  if (!FT_New_Memory_Face(library, (const FT_Byte *)bytes, length, 0, &face)) {
    for (guint i = 0; i < n; i++) {
      FT_UInt cid;
      if (!FT_Get_CID_From_Glyph_Index(face, ids[i], &cid)) ids[i] = cid;
    }
    FT_Done_Face(face);
  }
  FT_Done_FreeType(library);
}

/* ---- Names ---- */

/* Six letters that differ where the glyphs do (9.6.4). */
static void put_tag(GString *name, const uint32_t *glyphs, guint n) {
  guint64 hash = n;
  for (guint i = 0; i < n; i++) {
    hash = (hash ^ glyphs[i]) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
    hash ^= hash >> 32;
  }
  for (int i = 0; i < 6; i++, hash /= 26)
    g_string_append_c(name, (char)('A' + hash % 26));
  g_string_append_c(name, '+');
}

static char *name_of(hb_face_t *face, const uint32_t *glyphs, guint n) {
  char known[128];
  unsigned room = sizeof known;
  hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &room, known);
  GString *name = g_string_new(NULL);
  put_tag(name, glyphs, n);
  const gsize before = name->len;
  cairn_pdf_name(name, known);
  if (name->len == before) cairn_put_text(name, "Font");
  return g_string_free(name, FALSE);
}

/* ---- Descriptors (9.8) ---- */

static int read_16(const char *at) {
  return (gint16)((guint8)at[0] << 8 | (guint8)at[1]);
}

static void put_box(GString *out, hb_face_t *face) {
  hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
  unsigned n;
  const char *bytes = hb_blob_get_data(head, &n);
  enum { BOX = 36 };
  cairn_put_text(out, "/FontBBox[");
  for (int i = 0; i < 4; i++) {
    if (i) g_string_append_c(out, ' ');
    cairn_pdf_number(out, n >= BOX + 8 ? read_16(bytes + BOX + 2 * i) * 1000.0 / hb_face_get_upem(face) : 0,
                     0);
  }
  g_string_append_c(out, ']');
  hb_blob_destroy(head);
}

static void put_metric(GString *out, const char *key, hb_font_t *font, hb_ot_metrics_tag_t tag,
                       double otherwise) {
  hb_position_t value;
  const double units = hb_face_get_upem(hb_font_get_face(font));
  cairn_put_text(out, key);
  cairn_pdf_number(out, hb_ot_metrics_get_position(font, tag, &value) ? value * 1000.0 / units : otherwise,
                   0);
}

/* Nothing is known of the width of stems, so it is guessed from the weight. */
static void write_descriptor(hb_font_t *font, const char *name, guint number, guint program, bool is_cff,
                             CairnPdfFile *file) {
  GString *out = file->out;
  enum { SYMBOLIC = 4 };
  cairn_pdf_begin(file, number);
  g_string_append_printf(out, "<</Type/FontDescriptor/FontName/%s/Flags %d", name, SYMBOLIC);
  put_box(out, hb_font_get_face(font));
  put_metric(out, "/Ascent ", font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, 800);
  put_metric(out, "/Descent ", font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -200);
  put_metric(out, "/CapHeight ", font, HB_OT_METRICS_TAG_CAP_HEIGHT, 700);
  cairn_put_text(out, "/ItalicAngle ");
  cairn_pdf_number(out, hb_style_get_value(font, HB_STYLE_TAG_SLANT_ANGLE), 1);
  cairn_put_text(out, "/StemV ");
  cairn_pdf_number(out, hb_style_get_value(font, HB_STYLE_TAG_WEIGHT) / 5, 0);
  g_string_append_printf(out, "/%s %u 0 R>>", is_cff ? "FontFile3" : "FontFile2", program);
  cairn_pdf_end(file);
}

guint cairn_pdf_font_file_write(hb_font_t *font, const uint32_t *glyphs, guint n, CairnPdfFile *file,
                                CairnPdfFontFile *made) {
  hb_face_t *face = hb_font_get_face(font);
  *made = (CairnPdfFontFile){name_of(face, glyphs, n), has_table(face, cff), g_new0(guint, n + 1)};
  hb_face_t *subset = subset_of(font, glyphs, n, made->ids);
  hb_blob_t *blob = made->is_cff ? hb_face_reference_table(subset, cff) : hb_face_reference_blob(subset);
  unsigned length;
  const char *bytes = hb_blob_get_data(blob, &length);
  if (made->is_cff) find_cids(blob, made->ids, n);
  g_autofree char *entries =
      made->is_cff ? g_strdup("/Subtype/CIDFontType0C") : g_strdup_printf("/Length1 %u", length);
  const guint program = cairn_pdf_reserve(file), descriptor = cairn_pdf_reserve(file);
  cairn_pdf_stream(file, program, entries, bytes, length);
  write_descriptor(font, made->name, descriptor, program, made->is_cff, file);
  hb_blob_destroy(blob);
  hb_face_destroy(subset);
  return descriptor;
}

void cairn_pdf_font_file_clear(CairnPdfFontFile *made) {
  g_free(made->name);
  g_free(made->ids);
}
