#include "font/measurer.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "font/shape.h"

enum { FAMILIES = 3 };

typedef struct Family {
  char *name;
  CairnFontFile files[CAIRN_FONT_STYLES]; /* of Liberation fonts none */
  CairnFace *faces[CAIRN_FONT_STYLES];    /* opened when first asked for */
} Family;

/* What a CSS list means. */
typedef struct Choice {
  Family *family;
  bool is_missing;
} Choice;

struct CairnTextMeasurer {
  char *own_folder; /* that was asked for, or NULL */
  char *folder;     /* of Liberation */
  char *stand_in;   /* path of the one font used when Liberation is not installed */
  char *language;
  Family known[FAMILIES];
  GPtrArray *others;   /* of Family: found by name */
  GHashTable *choices; /* CSS list -> Choice */
  const char *last_list; /* the list asked for last, a key of `choices`, or NULL, */
  const Choice *last;    /* and what it means: most texts of a chart have the same one */
  CairnFontCatalog *own, *installed; /* of own_folder, and of the system; NULL until asked */
  struct CairnShaper *shaper;
};

static const char *const folders[] = {
    "/usr/share/fonts/truetype/liberation", "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/liberation-sans",     "/usr/share/fonts/liberation-fonts",
    "/usr/share/fonts/liberation",          "/usr/share/fonts/TTF",
};

/* Where fonts are installed for all users of a machine. */
static const char *const system_folders[] = {"/usr/share/fonts", "/usr/local/share/fonts", NULL};

static const char *const file_names[FAMILIES] = {"LiberationSans", "LiberationSerif", "LiberationMono"};
static const char *const style_names[CAIRN_FONT_STYLES] = {"Regular", "Bold", "Italic", "BoldItalic"};

static char *face_path(const char *folder, int family, int style) {
  return g_strdup_printf("%s/%s-%s.ttf", folder, file_names[family], style_names[style]);
}

static bool has_regular(const char *folder) {
  g_autofree char *path = face_path(folder, CAIRN_FAMILY_SANS, 0);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

static CairnFontCatalog *installed(CairnTextMeasurer *measurer) {
  if (!measurer->installed) measurer->installed = cairn_font_catalog_new(system_folders);
  return measurer->installed;
}

/* A font for a machine without Liberation. */
static char *find_stand_in(CairnTextMeasurer *measurer) {
  static const char *const names[] = {"Arimo", "Arial", "DejaVu Sans", "Noto Sans"};
  CairnFontCatalog *catalogs[] = {measurer->own, installed(measurer)};
  for (size_t c = 0; c < G_N_ELEMENTS(catalogs); c++)
    for (size_t i = 0; catalogs[c] && i < G_N_ELEMENTS(names); i++) {
      CairnFontFile files[CAIRN_FONT_STYLES] = {0};
      if (!cairn_font_catalog_find(catalogs[c], names[i], files)) continue;
      for (int style = 1; style < CAIRN_FONT_STYLES; style++)
        g_free(files[style].path);
      return files[0].path;
    }
  char *any = measurer->own ? cairn_font_catalog_any(measurer->own) : NULL;
  return any ? any : cairn_font_catalog_any(installed(measurer));
}

static bool find_fonts(CairnTextMeasurer *measurer) {
  if (measurer->own_folder && has_regular(measurer->own_folder)) measurer->folder = g_strdup(measurer->own_folder);
  for (size_t i = 0; !measurer->folder && i < G_N_ELEMENTS(folders); i++)
    if (has_regular(folders[i])) measurer->folder = g_strdup(folders[i]);
  if (!measurer->folder) measurer->stand_in = find_stand_in(measurer);
  return measurer->folder || measurer->stand_in;
}

static CairnFace *open_known(const CairnTextMeasurer *measurer, int family, int style, GError **error) {
  if (measurer->stand_in) return cairn_face_open(measurer->stand_in, 0, error);
  g_autofree char *path = face_path(measurer->folder, family, style);
  return cairn_face_open(path, 0, error);
}

static void family_clear(Family *family) {
  for (int style = 0; style < CAIRN_FONT_STYLES; style++) {
    cairn_face_free(family->faces[style]);
    g_free(family->files[style].path);
  }
  g_free(family->name);
}

static void family_free(void *family) {
  family_clear(family);
  g_free(family);
}

static bool set_own_folder(CairnTextMeasurer *measurer, const char *font_dir, GError **error) {
  if (!font_dir) return true;
  if (!g_file_test(font_dir, G_FILE_TEST_IS_DIR)) {
    cairn_error_set(error, CAIRN_ERROR_READ, "there is no folder of fonts %s", font_dir);
    return false;
  }
  measurer->own_folder = g_canonicalize_filename(font_dir, NULL);
  measurer->own = cairn_font_catalog_new((const char *const[]){measurer->own_folder, NULL});
  return true;
}

CairnTextMeasurer *cairn_text_measurer_new(const char *font_dir, GError **error) {
  g_autoptr(CairnTextMeasurer) measurer = g_new0(CairnTextMeasurer, 1);
  measurer->others = g_ptr_array_new_with_free_func(family_free);
  measurer->choices = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (int i = 0; i < FAMILIES; i++)
    measurer->known[i].name = g_strdup(cairn_font_family_name((CairnFontFamily)i));
  if (!set_own_folder(measurer, font_dir, error)) return NULL;
  if (!find_fonts(measurer)) {
    cairn_error_set(error, CAIRN_ERROR_READ, "no font is installed; install Liberation (fonts-liberation)");
    return NULL;
  }
  measurer->known[0].faces[0] = open_known(measurer, 0, 0, error);
  return measurer->known[0].faces[0] ? g_steal_pointer(&measurer) : NULL;
}

void cairn_text_measurer_free(CairnTextMeasurer *measurer) {
  if (!measurer) return;
  cairn_shaper_free(measurer->shaper);
  for (int i = 0; i < FAMILIES; i++)
    family_clear(&measurer->known[i]);
  g_ptr_array_unref(measurer->others);
  g_hash_table_unref(measurer->choices);
  cairn_font_catalog_free(measurer->own);
  cairn_font_catalog_free(measurer->installed);
  g_free(measurer->own_folder);
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

const char *cairn_text_measurer_own_folder(const CairnTextMeasurer *measurer) {
  return measurer->own_folder;
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

static bool find_known(const char *name, size_t length, CairnFontFamily *out) {
  for (size_t i = 0; i < G_N_ELEMENTS(families); i++) {
    if (!is_name(families[i].name, name, length)) continue;
    *out = families[i].family;
    return true;
  }
  return false;
}

/* The next name of a CSS list, without quotes and blanks; moves *at behind it. False at the end. */
static bool next_name(const char **at, const char **name, size_t *length) {
  while (**at) {
    size_t n = strcspn(*at, ",");
    const char *start = *at + strspn(*at, " \t'\""), *end = *at + n;
    while (end > start && strchr(" \t'\"", end[-1]))
      end--;
    *at += n + ((*at)[n] == ',');
    if (start >= end) continue;
    *name = start;
    *length = (size_t)(end - start);
    return true;
  }
  return false;
}

CairnFontFamily cairn_font_family(const char *css_list) {
  const char *at = css_list ? css_list : "", *name;
  size_t length;
  CairnFontFamily family = CAIRN_FAMILY_SANS;
  while (next_name(&at, &name, &length))
    if (find_known(name, length, &family)) break;
  return family;
}

const char *cairn_font_family_name(CairnFontFamily family) {
  static const char *const names[FAMILIES] = {"Liberation Sans", "Liberation Serif", "Liberation Mono"};
  return names[family];
}

bool cairn_font_is_bold(const CairnFont *font) {
  return font->weight >= 600;
}

/* A family found by name; NULL where the catalog has none. */
static Family *find_other(CairnTextMeasurer *measurer, CairnFontCatalog *catalog, const char *name) {
  for (guint i = 0; i < measurer->others->len; i++) {
    Family *family = measurer->others->pdata[i];
    if (g_ascii_strcasecmp(family->name, name) == 0) return family;
  }
  CairnFontFile files[CAIRN_FONT_STYLES] = {0};
  if (!catalog || !cairn_font_catalog_find(catalog, name, files)) return NULL;
  Family *family = g_new0(Family, 1);
  family->name = g_strdup(name);
  memcpy(family->files, files, sizeof files);
  g_ptr_array_add(measurer->others, family);
  return family;
}

/* Files of the caller's own folder come first, then the names that Liberation stands for, then what is installed. */
static Family *find_family(CairnTextMeasurer *measurer, const char *css_list) {
  const char *at = css_list, *start;
  size_t length;
  while (next_name(&at, &start, &length)) {
    g_autofree char *name = g_strndup(start, length);
    CairnFontFamily known;
    Family *family = find_other(measurer, measurer->own, name);
    if (!family && find_known(start, length, &known)) family = &measurer->known[known];
    if (!family) family = find_other(measurer, installed(measurer), name);
    if (family) return family;
  }
  return NULL;
}

static const Choice *choose(CairnTextMeasurer *measurer, const char *css_list) {
  if (!css_list) css_list = "sans-serif";
  if (measurer->last && strcmp(measurer->last_list, css_list) == 0) return measurer->last;
  void *key, *value;
  if (!g_hash_table_lookup_extended(measurer->choices, css_list, &key, &value)) {
    Choice *choice = value = g_new(Choice, 1);
    Family *family = find_family(measurer, css_list);
    *choice = (Choice){family ? family : &measurer->known[CAIRN_FAMILY_SANS], !family};
    g_hash_table_insert(measurer->choices, key = g_strdup(css_list), choice);
  }
  measurer->last_list = key;
  measurer->last = value;
  return value;
}

const char *cairn_text_family(CairnTextMeasurer *measurer, const char *css_list) {
  return choose(measurer, css_list)->family->name;
}

bool cairn_text_family_is_missing(CairnTextMeasurer *measurer, const char *css_list) {
  return choose(measurer, css_list)->is_missing;
}

const CairnFontFile *cairn_text_family_files(CairnTextMeasurer *measurer, const char *css_list) {
  const Family *family = choose(measurer, css_list)->family;
  return family->files[0].path ? family->files : NULL;
}

static CairnFace *open_face(CairnTextMeasurer *measurer, const Family *family, int style) {
  bool is_known = family >= measurer->known && family < measurer->known + FAMILIES;
  if (is_known) return open_known(measurer, (int)(family - measurer->known), style, NULL);
  const CairnFontFile *file = &family->files[style];
  return file->path ? cairn_face_open(file->path, file->index, NULL) : NULL;
}

/* A style that is not there is that of the regular font, and that of a font that cannot be read Liberation's. */
CairnFace *cairn_text_face(CairnTextMeasurer *measurer, const CairnFont *font) {
  Family *family = choose(measurer, font->family)->family;
  int style = (cairn_font_is_bold(font) ? 1 : 0) + (font->italic ? 2 : 0);
  const int tried[] = {style, style & 1, 0};
  for (size_t i = 0; i < G_N_ELEMENTS(tried); i++) {
    CairnFace **face = &family->faces[tried[i]];
    if (!*face) *face = open_face(measurer, family, tried[i]);
    if (*face) return *face;
  }
  return measurer->known[0].faces[0];
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

bool cairn_text_next_glyph(const CairnFace *face, const char **text, CairnTextGlyph *glyph) {
  while (**text) {
    int advance;
    glyph->character = cairn_text_next(text);
    if (glyph->character == 0 || !cairn_face_glyph(face, glyph->character, &glyph->glyph, &advance)) continue;
    glyph->x_units = glyph->next_units;
    glyph->next_units += advance;
    return true;
  }
  return false;
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

static CairnBox ink_callback(const CairnFont *font, const char *text, void *data) {
  CairnTextMeasurer *measurer = data;
  bool is_empty = !*text || !isfinite(font->size) || font->size <= 0;
  if (is_empty || cairn_text_is_plain(cairn_text_face(measurer, font), text)) return cairn_box_empty();
  return cairn_shape_ink(measurer, font, text);
}

CairnMeasure cairn_text_measure(CairnTextMeasurer *measurer) {
  return (CairnMeasure){cairn_text_width_callback, measurer, ink_callback};
}
