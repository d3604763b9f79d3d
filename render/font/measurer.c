#include "font/measurer.h"

#include <fontconfig/fontconfig.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "font/shape.h"

enum { FAMILIES = 3, STYLES = 4 };

struct CairnTextMeasurer {
  char *folder;
  char *stand_in; /* path of the one font used when Liberation is not installed */
  char *language;
  CairnFace *faces[FAMILIES][STYLES]; /* opened when first asked for; all but the first may stay NULL */
  struct CairnShaper *shaper;
};

static const char *const folders[] = {
    "/usr/share/fonts/truetype/liberation", "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/liberation-sans",     "/usr/share/fonts/liberation-fonts",
    "/usr/share/fonts/liberation",          "/usr/share/fonts/TTF",
};

static const char *const file_names[FAMILIES] = {"LiberationSans", "LiberationSerif", "LiberationMono"};
static const char *const style_names[STYLES] = {"Regular", "Bold", "Italic", "BoldItalic"};

static char *face_path(const char *folder, int family, int style) {
  return g_strdup_printf("%s/%s-%s.ttf", folder, file_names[family], style_names[style]);
}

static bool has_regular(const char *folder) {
  g_autofree char *path = face_path(folder, CAIRN_FAMILY_SANS, 0);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* The file that Fontconfig's default configuration takes for sans-serif. */
static char *path_from_fontconfig(void) {
  FcConfig *config = FcInitLoadConfigAndFonts();
  FcPattern *pattern = FcNameParse((const FcChar8 *)"Liberation Sans,Arial,sans-serif:scalable=true");
  FcConfigSubstitute(config, pattern, FcMatchPattern);
  FcDefaultSubstitute(pattern);
  FcResult result;
  FcPattern *match = FcFontMatch(config, pattern, &result);
  FcChar8 *file = NULL;
  char *path =
      match && FcPatternGetString(match, FC_FILE, 0, &file) == FcResultMatch ? g_strdup((char *)file) : NULL;
  if (match) FcPatternDestroy(match);
  FcPatternDestroy(pattern);
  FcConfigDestroy(config);
  return path;
}

static bool find_fonts(CairnTextMeasurer *measurer, const char *font_dir) {
  if (font_dir) {
    measurer->folder = g_strdup(font_dir);
    return true;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
    if (!has_regular(folders[i])) continue;
    measurer->folder = g_strdup(folders[i]);
    return true;
  }
  measurer->stand_in = path_from_fontconfig();
  return measurer->stand_in != NULL;
}

static CairnFace *open_face(const CairnTextMeasurer *measurer, int family, int style, GError **error) {
  if (measurer->stand_in) return cairn_face_open(measurer->stand_in, error);
  g_autofree char *path = face_path(measurer->folder, family, style);
  return cairn_face_open(path, error);
}

CairnTextMeasurer *cairn_text_measurer_new(const char *font_dir, GError **error) {
  g_autoptr(CairnTextMeasurer) measurer = g_new0(CairnTextMeasurer, 1);
  if (!find_fonts(measurer, font_dir)) {
    cairn_error_set(error, CAIRN_ERROR_READ, "no font is installed; install Liberation (fonts-liberation)");
    return NULL;
  }
  measurer->faces[0][0] = open_face(measurer, 0, 0, error);
  return measurer->faces[0][0] ? g_steal_pointer(&measurer) : NULL;
}

void cairn_text_measurer_free(CairnTextMeasurer *measurer) {
  if (!measurer) return;
  cairn_shaper_free(measurer->shaper);
  for (int family = 0; family < FAMILIES; family++)
    for (int style = 0; style < STYLES; style++)
      if (measurer->faces[family][style] != measurer->faces[0][0] || family + style == 0)
        cairn_face_free(measurer->faces[family][style]);
  g_free(measurer->folder);
  g_free(measurer->stand_in);
  g_free(measurer->language);
  g_free(measurer);
}

void cairn_text_measurer_set_language(CairnTextMeasurer *measurer, const char *language) {
  if (g_strcmp0(measurer->language, language) == 0) return;
  g_free(measurer->language);
  measurer->language = g_strdup(language);
  g_clear_pointer(&measurer->shaper, cairn_shaper_free);
}

const char *cairn_text_measurer_language(const CairnTextMeasurer *measurer) {
  return measurer->language;
}

const char *cairn_text_measurer_folder(const CairnTextMeasurer *measurer) {
  return measurer->folder;
}

struct CairnShaper **cairn_text_measurer_shaper(CairnTextMeasurer *measurer) {
  return &measurer->shaper;
}

/* ---- Families ---- */

static const struct {
  const char *name;
  CairnFontFamily family;
} families[] = {
    {"sans-serif", CAIRN_FAMILY_SANS},
    {"arial", CAIRN_FAMILY_SANS},
    {"helvetica", CAIRN_FAMILY_SANS},
    {"helvetica neue", CAIRN_FAMILY_SANS},
    {"liberation sans", CAIRN_FAMILY_SANS},
    {"system-ui", CAIRN_FAMILY_SANS},
    {"ui-sans-serif", CAIRN_FAMILY_SANS},
    {"serif", CAIRN_FAMILY_SERIF},
    {"ui-serif", CAIRN_FAMILY_SERIF},
    {"times", CAIRN_FAMILY_SERIF},
    {"times new roman", CAIRN_FAMILY_SERIF},
    {"liberation serif", CAIRN_FAMILY_SERIF},
    {"georgia", CAIRN_FAMILY_SERIF},
    {"monospace", CAIRN_FAMILY_MONO},
    {"ui-monospace", CAIRN_FAMILY_MONO},
    {"courier", CAIRN_FAMILY_MONO},
    {"courier new", CAIRN_FAMILY_MONO},
    {"liberation mono", CAIRN_FAMILY_MONO},
    {"menlo", CAIRN_FAMILY_MONO},
    {"consolas", CAIRN_FAMILY_MONO},
};

static bool is_name(const char *name, const char *text, size_t length) {
  return strlen(name) == length && g_ascii_strncasecmp(name, text, length) == 0;
}

CairnFontFamily cairn_font_family(const char *css_list) {
  const char *item = css_list ? css_list : "";
  while (*item) {
    size_t length = strcspn(item, ",");
    const char *start = item + strspn(item, " \t'\""), *end = item + length;
    while (end > start && strchr(" \t'\"", end[-1]))
      end--;
    for (size_t i = 0; start < end && i < G_N_ELEMENTS(families); i++)
      if (is_name(families[i].name, start, (size_t)(end - start))) return families[i].family;
    item += length + (item[length] == ',');
  }
  return CAIRN_FAMILY_SANS;
}

const char *cairn_font_family_name(CairnFontFamily family) {
  static const char *const names[FAMILIES] = {"Liberation Sans", "Liberation Serif", "Liberation Mono"};
  return names[family];
}

bool cairn_font_is_bold(const CairnFont *font) {
  return font->weight >= 600;
}

CairnFace *cairn_text_face(CairnTextMeasurer *measurer, const CairnFont *font) {
  CairnFontFamily family = cairn_font_family(font->family);
  int style = (cairn_font_is_bold(font) ? 1 : 0) + (font->italic ? 2 : 0);
  CairnFace **face = &measurer->faces[family][style];
  if (!*face) *face = open_face(measurer, (int)family, style, NULL);
  if (!*face) *face = measurer->faces[0][0];
  return *face;
}

/* ---- Characters ---- */

uint32_t cairn_text_next(const char **text) {
  unsigned char first = (unsigned char)**text;
  if (first >= ' ' && first < 0x7f) {
    ++*text;
    return first;
  }
  gunichar c = g_utf8_get_char_validated(*text, -1);
  if (c >= (gunichar)-2) {
    ++*text;
    return 0xfffd;
  }
  *text = g_utf8_next_char(*text);
  if ((c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
    return 0xfffd; /* not characters; Cairo refuses them */
  if ((c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029) return ' ';
  return c < ' ' || (c >= 0x7f && c < 0xa0) ? 0 : c;
}

/* Characters whose glyphs simply stand side by side, left to right: Latin, Greek, Cyrillic, punctuation,
 * symbols. Not combining marks, not the invisible characters that steer direction and joining. */
static bool stands_alone(uint32_t c) {
  if (c < 0x300) return c != 0xad;
  if (c < 0x590) return c >= 0x370 && (c < 0x483 || c > 0x489);
  if (c < 0x1e00) return false;
  if (c < 0x200b) return true;
  if (c < 0x2010 || c > 0x2bff) return c == 0xfffd;
  return !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2060 && c <= 0x206f) && !(c >= 0x20d0 && c <= 0x20ff);
}

/* The sum of advances in font units, or -1 when the text needs shaping. */
static double plain_units(const CairnFace *face, const char *text) {
  double sum = 0;
  while (*text) {
    uint32_t glyph, c = cairn_text_next(&text);
    int advance;
    if (c == 0) continue;
    if (!stands_alone(c) || !cairn_face_glyph(face, c, &glyph, &advance)) return -1;
    sum += advance;
  }
  return sum;
}

bool cairn_text_is_plain(const CairnFace *face, const char *text) {
  return plain_units(face, text) >= 0;
}

double cairn_text_width(CairnTextMeasurer *measurer, const CairnFont *font, const char *text) {
  if (!text || !*text || !isfinite(font->size) || font->size <= 0) return 0;
  const CairnFace *face = cairn_text_face(measurer, font);
  double units = plain_units(face, text);
  if (units >= 0) return units * font->size / cairn_face_units(face);
  return cairn_shape_width(measurer, font, text);
}

double cairn_text_width_callback(const CairnFont *font, const char *text, void *data) {
  return cairn_text_width(data, font, text);
}
