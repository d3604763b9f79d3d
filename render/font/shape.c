#include "font/shape.h"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

/* A font map of its own for bold text: the Bold file of Noto Nastaliq Urdu says that its weight is regular,
 * so each map leaves out the other's file of it. */
typedef struct Weight {
  FcConfig *config; /* NULL until used */
  PangoFontMap *map;
  PangoContext *context;
  GHashTable *added; /* files of families beyond Liberation */
} Weight;

struct CairnShaper {
  Weight weights[2]; /* regular and bold */
};

/* Of the languages in a pattern the first is that of the text; Fontconfig adds those of the user. */
static const char one_language[] =
    "<match target=\"pattern\"><edit name=\"lang\" mode=\"assign_replace\" binding=\"strong\"><name>lang</name></edit></match>";

static FcConfig *private_configuration(const CairnTextMeasurer *measurer, bool bold) {
  const char *liberation = cairn_text_measurer_folder(measurer), *own = cairn_text_measurer_own_folder(measurer);
  const char *folders[9] = {"/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto",
                            "/usr/share/fonts/google-noto", "/usr/share/fonts/truetype/droid"};
  size_t n = 5;
  folders[n++] = liberation ? liberation : "/usr/share/fonts";
  if (own) folders[n++] = own;
  g_autofree char *rules = g_strdup_printf("<selectfont><rejectfont><glob>*/NotoNastaliqUrdu-%s.ttf</glob></rejectfont></selectfont>%s",
                                           bold ? "Regular" : "Bold", one_language);
  g_autofree char *text = cairn_font_configuration(folders, rules);
  FcConfig *config = FcConfigCreate();
  FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)text, FcFalse);
  FcConfigBuildFonts(config);
  return config;
}

static cairo_font_options_t *unhinted(void) {
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  return options;
}

static void weight_init(Weight *weight, const CairnTextMeasurer *measurer, bool bold) {
  weight->config = private_configuration(measurer, bold);
  weight->added = g_hash_table_new(g_direct_hash, g_direct_equal);
  weight->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(weight->map), weight->config);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(weight->map), 72);
  weight->context = pango_font_map_create_context(weight->map);
  cairo_font_options_t *options = unhinted();
  pango_cairo_context_set_font_options(weight->context, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(weight->context, FALSE);
  const char *language = cairn_text_measurer_language(measurer);
  pango_context_set_language(weight->context, pango_language_from_string(language ? language : "en"));
}

void cairn_shaper_free(CairnShaper *shaper) {
  if (!shaper) return;
  for (int i = 0; i < 2; i++) {
    Weight *weight = &shaper->weights[i];
    if (!weight->config) continue;
    g_object_unref(weight->context);
    pango_fc_font_map_shutdown(PANGO_FC_FONT_MAP(weight->map));
    g_object_unref(weight->map);
    FcConfigDestroy(weight->config);
    g_hash_table_unref(weight->added);
  }
  g_free(shaper);
}

/* Makes the fonts of a family known. */
static void add_files(Weight *weight, const CairnFontFile *files) {
  if (!g_hash_table_add(weight->added, (void *)files)) return;
  for (int style = 0; style < CAIRN_FONT_STYLES; style++)
    if (files[style].path) FcConfigAppFontAddFile(weight->config, (const FcChar8 *)files[style].path);
  pango_fc_font_map_config_changed(PANGO_FC_FONT_MAP(weight->map));
}

PangoContext *cairn_shape_context(CairnTextMeasurer *measurer, const CairnFont *font) {
  CairnShaper **shaper = cairn_text_measurer_shaper(measurer);
  bool bold = cairn_font_is_bold(font);
  if (!*shaper) *shaper = g_new0(CairnShaper, 1);
  Weight *weight = &(*shaper)->weights[bold];
  if (!weight->config) weight_init(weight, measurer, bold);
  const CairnFontFile *files = cairn_text_family_files(measurer, font->family);
  if (files) add_files(weight, files);
  return weight->context;
}

/* Is this one of `languages`, whatever its region? */
static bool is_one_of(const char *language, const char *const *languages, size_t n_languages) {
  for (size_t i = 0; language && i < n_languages; i++) {
    size_t n = strlen(languages[i]);
    if (g_ascii_strncasecmp(language, languages[i], n) == 0 && !g_ascii_isalpha(language[n])) return true;
  }
  return false;
}

/* Persian and Arabic are read in Naskh; Urdu, and text of unknown language, is set in Nastaliq. */
static bool prefers_naskh(const char *language) {
  static const char *const languages[] = {"ar", "fa", "ps", "ckb", "sd", "ug", "ms"};
  return is_one_of(language, languages, G_N_ELEMENTS(languages));
}

/* Text of a chart in a language that is written from right to left runs so as soon as it has a letter of such a script, even
 * where a foreign word comes first ("LNG معاہدہ"). */
static bool runs_right_to_left(const char *language, const char *text) {
  static const char *const languages[] = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"};
  if (!is_one_of(language, languages, G_N_ELEMENTS(languages))) return false;
  for (; *text; text = g_utf8_next_char(text))
    if (hb_script_get_horizontal_direction(hb_unicode_script(hb_unicode_funcs_get_default(), g_utf8_get_char(text))) == HB_DIRECTION_RTL) return true;
  return false;
}

static PangoFontDescription *describe(CairnTextMeasurer *measurer, const CairnFont *font) {
  CairnFontFamily family = cairn_font_family(font->family);
  bool naskh = prefers_naskh(cairn_text_measurer_language(measurer));
  g_autofree char *families =
      g_strdup_printf("%s,%s,Noto Naskh Arabic,%s,Noto Sans Devanagari,Noto Sans CJK SC",
                      cairn_text_family(measurer, font->family), naskh ? "Noto Naskh Arabic" : "Noto Nastaliq Urdu",
                      family == CAIRN_FAMILY_SERIF ? "Noto Serif,Noto Sans" : "Noto Sans");
  PangoFontDescription *description = pango_font_description_new();
  pango_font_description_set_family(description, families);
  pango_font_description_set_absolute_size(description, CLAMP(font->size, 0.01, 8000.0) * PANGO_SCALE);
  pango_font_description_set_weight(description,
                                    cairn_font_is_bold(font) ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(description, font->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  return description;
}

static GString *drawable(const char *text) {
  GString *clean = g_string_new(NULL);
  while (*text) {
    uint32_t c = cairn_text_next(&text);
    if (c) g_string_append_unichar(clean, c);
  }
  return clean;
}

PangoLayout *cairn_shape_line(CairnTextMeasurer *measurer, const CairnFont *font, const char *text,
                              bool right_to_left) {
  PangoContext *context = cairn_shape_context(measurer, font);
  pango_context_set_base_dir(context, right_to_left ? PANGO_DIRECTION_WEAK_RTL : PANGO_DIRECTION_WEAK_LTR);
  PangoLayout *layout = pango_layout_new(context);
  PangoFontDescription *description = describe(measurer, font);
  pango_layout_set_font_description(layout, description);
  pango_font_description_free(description);
  pango_layout_set_single_paragraph_mode(layout, TRUE);
  GString *clean = drawable(text);
  if (runs_right_to_left(cairn_text_measurer_language(measurer), clean->str)) {
    pango_context_set_base_dir(context, PANGO_DIRECTION_RTL);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_context_changed(layout);
  }
  pango_layout_set_text(layout, clean->str, (int)MIN(clean->len, (gsize)G_MAXINT));
  g_string_free(clean, TRUE);
  return layout;
}

/* FreeType fails on sizes out of proportion, so these are measured at a size that it can do, and scaled: as
 * metrics are unhinted, widths are proportional to the size. */
static double measurable_size(double size) {
  return size < 1 || size > 2000 ? 64 : size;
}

uint32_t *cairn_shape_missing(CairnTextMeasurer *measurer, const CairnFont *font, const char *text) {
  GArray *missing = g_array_new(TRUE, FALSE, sizeof(uint32_t));
  CairnFont used = *font;
  used.size = measurable_size(font->size);
  PangoLayout *layout = cairn_shape_line(measurer, &used, text, false);
  PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
  for (const GSList *run = line->runs; run; run = run->next) {
    const PangoGlyphString *glyphs = ((const PangoGlyphItem *)run->data)->glyphs;
    for (int i = 0; i < glyphs->num_glyphs; i++) {
      PangoGlyph glyph = glyphs->glyphs[i].glyph;
      uint32_t character = glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
      if (glyph != PANGO_GLYPH_EMPTY && glyph & PANGO_GLYPH_UNKNOWN_FLAG && character) g_array_append_val(missing, character);
    }
  }
  g_object_unref(layout);
  return (uint32_t *)(void *)g_array_free(missing, FALSE);
}

/* px for each of Pango's units. */
static double extents(CairnTextMeasurer *measurer, const CairnFont *font, const char *text,
                      PangoRectangle *ink, PangoRectangle *logical) {
  CairnFont used = *font;
  used.size = measurable_size(font->size);
  PangoLayout *layout = cairn_shape_line(measurer, &used, text, false);
  pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, 0), ink, logical);
  g_object_unref(layout);
  return font->size / used.size / PANGO_SCALE;
}

/* ---- Runs ---- */

static int by_offset(const void *a, const void *b) {
  const PangoLayoutRun *x = *(PangoLayoutRun *const *)a, *y = *(PangoLayoutRun *const *)b;
  return (x->item->offset > y->item->offset) - (x->item->offset < y->item->offset);
}

/* The runs of a line of one paragraph, as they are read; borrowed from the layout. */
static GPtrArray *runs_of(PangoLayout *layout) {
  GPtrArray *runs = g_ptr_array_new();
  for (GSList *at = pango_layout_get_line_readonly(layout, 0)->runs; at; at = at->next)
    if (((PangoLayoutRun *)at->data)->item->analysis.font) g_ptr_array_add(runs, at->data);
  g_ptr_array_sort(runs, by_offset);
  return runs;
}

static hb_face_t *face_of(const PangoLayoutRun *run) {
  return hb_font_get_face(pango_font_get_hb_font(run->item->analysis.font));
}

void cairn_shape_runs(CairnTextMeasurer *measurer, const CairnFont *font, const char *text,
                      bool right_to_left, void (*use)(const CairnShapedRun *run, void *data), void *data) {
  CairnFont used = *font;
  used.size = measurable_size(font->size);
  PangoLayout *layout = cairn_shape_line(measurer, &used, text, right_to_left);
  const char *clean = pango_layout_get_text(layout);
  g_autoptr(GPtrArray) runs = runs_of(layout);
  for (guint i = 0, next; i < runs->len; i = next) {
    const PangoItem *first = ((PangoLayoutRun *)runs->pdata[i])->item, *last = first;
    hb_face_t *face = face_of(runs->pdata[i]);
    for (next = i + 1; next < runs->len && face_of(runs->pdata[next]) == face; next++)
      last = ((PangoLayoutRun *)runs->pdata[next])->item;
    PangoFontDescription *described = pango_font_describe(first->analysis.font);
    CairnShapedRun run = {clean + first->offset, (size_t)(last->offset + last->length - first->offset),
                          pango_font_description_get_family(described), face};
    use(&run, data);
    pango_font_description_free(described);
  }
  g_object_unref(layout);
}

bool cairn_shape_has_colors(const PangoGlyphItem *run) {
  hb_face_t *face = face_of(run);
  return hb_ot_color_has_png(face) || hb_ot_color_has_layers(face);
}

/* ---- Sizes ---- */

double cairn_shape_width(CairnTextMeasurer *measurer, const CairnFont *font, const char *text) {
  PangoRectangle logical;
  double unit = extents(measurer, font, text, NULL, &logical);
  return logical.width * unit;
}

CairnBox cairn_shape_ink(CairnTextMeasurer *measurer, const CairnFont *font, const char *text) {
  PangoRectangle ink;
  double unit = extents(measurer, font, text, &ink, NULL);
  return (CairnBox){ink.x * unit, ink.y * unit, ink.width * unit, ink.height * unit};
}

bool cairn_shape_is_right_to_left(CairnTextMeasurer *measurer, const CairnFont *font, const char *text,
                                  bool otherwise) {
  CairnFont used = *font;
  used.size = measurable_size(font->size);
  PangoLayout *layout = cairn_shape_line(measurer, &used, text, otherwise);
  PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
  bool result = pango_layout_line_get_resolved_direction(line) == PANGO_DIRECTION_RTL;
  g_object_unref(layout);
  return result;
}
