#include "paint/pdf_font.h"

#include <hb-ot.h>
#include <string.h>

#include "font/face.h"
#include "paint/pdf_font_file.h"
#include "paint/put.h"

/* What a code shows. */
typedef struct Code {
  uint32_t glyph, character;
  double width; /* thousandths of an em */
} Code;

enum { MOST_CODES = 65535, FOR_SPEED = 128 };

struct CairnPdfFont {
  hb_face_t *face;
  hb_font_t *metrics; /* in font units */
  guint number;
  GArray *codes;            /* Code; the first has the code 1 */
  GHashTable *by_glyph;     /* glyph and character, as gint64 -> code */
  guint16 ascii[FOR_SPEED]; /* the codes of characters, where they show the glyphs in `ascii_glyphs`; 0: not
                               yet */
  uint32_t ascii_glyphs[FOR_SPEED];
};

struct CairnPdfFonts {
  GPtrArray *fonts;
  GHashTable *by_face; /* hb_face_t * -> CairnPdfFont *; NULL for one that no PDF can hold */
};

static void face_free(void *face) {
  hb_face_destroy(face);
}

static void font_free(void *data) {
  CairnPdfFont *font = data;
  hb_font_destroy(font->metrics);
  hb_face_destroy(font->face);
  g_array_unref(font->codes);
  g_hash_table_unref(font->by_glyph);
  g_free(font);
}

CairnPdfFonts *cairn_pdf_fonts_new(void) {
  CairnPdfFonts *fonts = g_new0(CairnPdfFonts, 1);
  fonts->fonts = g_ptr_array_new_with_free_func(font_free);
  fonts->by_face = g_hash_table_new_full(NULL, NULL, face_free, NULL);
  return fonts;
}

void cairn_pdf_fonts_free(CairnPdfFonts *fonts) {
  if (!fonts) return;
  g_hash_table_unref(fonts->by_face);
  g_ptr_array_unref(fonts->fonts);
  g_free(fonts);
}

static CairnPdfFont *font_new(hb_face_t *face, guint number) {
  CairnPdfFont *font = g_new0(CairnPdfFont, 1);
  font->face = hb_face_reference(face);
  font->metrics = hb_font_create(face);
  font->number = number;
  font->codes = g_array_new(FALSE, FALSE, sizeof(Code));
  font->by_glyph = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  return font;
}

/* Where the axes of a face that varies stand; none where it is as it was made. */
typedef struct Instance {
  const float *axes;
  unsigned n;
} Instance;

static Instance instance_of(hb_font_t *font) {
  Instance instance;
  unsigned n;
  const int *normalized = hb_font_get_var_coords_normalized(font, &n);
  instance.axes = hb_font_get_var_coords_design(font, &instance.n);
  for (unsigned i = 0; i < n; i++)
    if (normalized[i]) return instance;
  return (Instance){NULL, 0};
}

static bool is_font(const CairnPdfFont *font, hb_face_t *face, Instance instance) {
  const Instance own = instance_of(font->metrics);
  return own.n == instance.n &&
         (own.n == 0 || memcmp(own.axes, instance.axes, own.n * sizeof *own.axes) == 0) &&
         cairn_face_is_same(font->face, face);
}

static CairnPdfFont *find(CairnPdfFonts *fonts, hb_face_t *face, Instance instance) {
  for (guint i = 0; i < fonts->fonts->len; i++)
    if (is_font(fonts->fonts->pdata[i], face, instance)) return fonts->fonts->pdata[i];
  if (!cairn_pdf_font_file_can_hold(face, instance.n > 0)) return NULL;
  CairnPdfFont *font = font_new(face, fonts->fonts->len + 1);
  if (instance.n) hb_font_set_var_coords_design(font->metrics, instance.axes, instance.n);
  g_ptr_array_add(fonts->fonts, font);
  return font;
}

CairnPdfFont *cairn_pdf_fonts_use_face(CairnPdfFonts *fonts, hb_face_t *face) {
  void *known;
  if (g_hash_table_lookup_extended(fonts->by_face, face, NULL, &known)) return known;
  CairnPdfFont *font = find(fonts, face, (Instance){NULL, 0});
  g_hash_table_insert(fonts->by_face, hb_face_reference(face), font);
  return font;
}

CairnPdfFont *cairn_pdf_fonts_use(CairnPdfFonts *fonts, hb_font_t *font) {
  const Instance instance = instance_of(font);
  hb_face_t *face = hb_font_get_face(font);
  return instance.n ? find(fonts, face, instance) : cairn_pdf_fonts_use_face(fonts, face);
}

/* ---- Codes ---- */

static unsigned add_code(CairnPdfFont *font, uint32_t glyph, uint32_t character) {
  const Code code = {glyph, character,
                     hb_font_get_glyph_h_advance(font->metrics, glyph) * 1000.0 /
                         hb_face_get_upem(font->face)};
  if (font->codes->len == MOST_CODES) return 1;
  g_array_append_val(font->codes, code);
  return font->codes->len;
}

unsigned cairn_pdf_font_code(CairnPdfFont *font, uint32_t glyph, uint32_t character) {
  const bool is_ascii = character > 0 && character < FOR_SPEED;
  if (is_ascii && font->ascii[character] && font->ascii_glyphs[character] == glyph)
    return font->ascii[character];
  const gint64 key = (gint64)glyph << 32 | character;
  unsigned code = GPOINTER_TO_UINT(g_hash_table_lookup(font->by_glyph, &key));
  if (!code) {
    code = add_code(font, glyph, character);
    g_hash_table_insert(font->by_glyph, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(code));
  }
  if (is_ascii) {
    font->ascii[character] = (guint16)code;
    font->ascii_glyphs[character] = glyph;
  }
  return code;
}

double cairn_pdf_font_width(const CairnPdfFont *font, unsigned code) {
  return g_array_index(font->codes, Code, code - 1).width;
}

bool cairn_pdf_font_space(const CairnPdfFont *font, uint32_t *glyph, double *width) {
  if (!hb_font_get_nominal_glyph(font->metrics, ' ', glyph)) return false;
  *width = hb_font_get_glyph_h_advance(font->metrics, *glyph) * 1000.0 / hb_face_get_upem(font->face);
  return true;
}

guint cairn_pdf_font_number(const CairnPdfFont *font) {
  return font->number;
}

/* ---- Maps from codes (9.10.3) ---- */

enum { IN_BLOCK = 100 };

static void begin_map(GString *out, const char *ordering, int type) {
  g_string_append_printf(
      out,
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo <</Registry (Adobe)/Ordering (%s)/Supplement 0>> def\n/CMapName /Adobe-%s def\n/CMapType %d def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
      ordering, ordering, type);
}

static void end_map(GString *out) {
  cairn_put_text(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend");
}

/* Blocks of at most 100 lines, whose number stands before them. */
static void put_blocks(GString *out, const GString *lines, guint n, const char *kind) {
  const char *at = lines->str;
  while (n > 0) {
    const guint in_block = MIN(n, IN_BLOCK);
    const char *end = at;
    for (guint i = 0; i < in_block; i++)
      end = strchr(end, '\n') + 1;
    g_string_append_printf(out, "%u begin%s\n", in_block, kind);
    cairn_put(out, at, (size_t)(end - at));
    g_string_append_printf(out, "end%s\n", kind);
    at = end;
    n -= in_block;
  }
}

static guint write_characters(const CairnPdfFont *font, CairnPdfFile *file) {
  g_autoptr(GString) out = g_string_new(NULL), lines = g_string_new(NULL);
  guint n = 0;
  for (guint i = 0; i < font->codes->len; i++) {
    const uint32_t c = g_array_index(font->codes, Code, i).character;
    if (!c) continue;
    n++;
    if (c < 0x10000)
      g_string_append_printf(lines, "<%04X> <%04X>\n", i + 1, c);
    else
      g_string_append_printf(lines, "<%04X> <%04X%04X>\n", i + 1, 0xd7c0 + (c >> 10), 0xdc00 + (c & 0x3ff));
  }
  begin_map(out, "UCS", 2);
  put_blocks(out, lines, n, "bfchar");
  end_map(out);
  const guint number = cairn_pdf_reserve(file);
  cairn_pdf_stream(file, number, "", out->str, out->len);
  return number;
}

/* In fonts with CFF outlines a font's own numbers of glyphs are not to be chosen: the map leads to them. */
static guint write_encoding(const CairnPdfFont *font, const guint *ids, CairnPdfFile *file) {
  g_autoptr(GString) out = g_string_new(NULL), lines = g_string_new(NULL);
  for (guint i = 0; i < font->codes->len; i++)
    g_string_append_printf(lines, "<%04X> %u\n", i + 1, ids[i]);
  begin_map(out, "Identity", 1);
  put_blocks(out, lines, font->codes->len, "cidchar");
  end_map(out);
  const guint number = cairn_pdf_reserve(file);
  cairn_pdf_stream(
      file, number,
      "/Type/CMap/CMapName/Adobe-Identity/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
      out->str, out->len);
  return number;
}

/* In fonts with TrueType outlines codes are the ids, and a table leads from them to glyphs. */
static guint write_glyph_table(const CairnPdfFont *font, const guint *ids, CairnPdfFile *file) {
  g_autofree guint8 *bytes = g_new0(guint8, 2 * (font->codes->len + 1));
  for (guint i = 0; i < font->codes->len; i++) {
    bytes[2 * i + 2] = (guint8)(ids[i] >> 8);
    bytes[2 * i + 3] = (guint8)ids[i];
  }
  const guint number = cairn_pdf_reserve(file);
  cairn_pdf_stream(file, number, "", bytes, 2 * (font->codes->len + 1));
  return number;
}

/* ---- Dictionaries ---- */

static void put_widths(const CairnPdfFont *font, const guint *ids, bool is_cff, GString *out) {
  cairn_put_text(out, is_cff ? "/W[" : "/W[1[");
  for (guint i = 0; i < font->codes->len; i++) {
    if (i) g_string_append_c(out, ' ');
    if (is_cff) g_string_append_printf(out, "%u[", ids[i]);
    cairn_pdf_number(out, g_array_index(font->codes, Code, i).width, 3);
    if (is_cff) g_string_append_c(out, ']');
  }
  cairn_put_text(out, is_cff ? "]" : "]]");
}

static guint write_descendant(const CairnPdfFont *font, const CairnPdfFontFile *made, guint descriptor,
                              CairnPdfFile *file) {
  const guint table = made->is_cff ? 0 : write_glyph_table(font, made->ids, file),
              number = cairn_pdf_reserve(file);
  cairn_pdf_begin(file, number);
  g_string_append_printf(
      file->out,
      "<</Type/Font/Subtype/CIDFontType%d/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
      made->is_cff ? 0 : 2, made->name);
  g_string_append_printf(file->out, "/FontDescriptor %u 0 R/DW 0", descriptor);
  if (table) g_string_append_printf(file->out, "/CIDToGIDMap %u 0 R", table);
  put_widths(font, made->ids, made->is_cff, file->out);
  cairn_put_text(file->out, ">>");
  cairn_pdf_end(file);
  return number;
}

static void write_font(const CairnPdfFont *font, CairnPdfFile *file, GString *entries) {
  g_autofree uint32_t *glyphs = g_new(uint32_t, font->codes->len + 1);
  for (guint i = 0; i < font->codes->len; i++)
    glyphs[i] = g_array_index(font->codes, Code, i).glyph;
  CairnPdfFontFile made;
  const guint descriptor = cairn_pdf_font_file_write(font->metrics, glyphs, font->codes->len, file, &made);
  const guint descendant = write_descendant(font, &made, descriptor, file),
              characters = write_characters(font, file);
  const guint encoding = made.is_cff ? write_encoding(font, made.ids, file) : 0,
              number = cairn_pdf_reserve(file);
  cairn_pdf_begin(file, number);
  g_string_append_printf(
      file->out, "<</Type/Font/Subtype/Type0/BaseFont/%s/DescendantFonts[%u 0 R]/ToUnicode %u 0 R/Encoding",
      made.name, descendant, characters);
  if (encoding)
    cairn_pdf_reference(file->out, encoding);
  else
    cairn_put_text(file->out, "/Identity-H");
  cairn_put_text(file->out, ">>");
  cairn_pdf_end(file);
  cairn_pdf_font_file_clear(&made);
  g_string_append_printf(entries, "/F%u %u 0 R", font->number, number);
}

void cairn_pdf_fonts_write(const CairnPdfFonts *fonts, CairnPdfFile *file, GString *entries) {
  for (guint i = 0; i < fonts->fonts->len; i++) {
    const CairnPdfFont *font = fonts->fonts->pdata[i];
    if (font->codes->len) write_font(font, file, entries);
  }
}
