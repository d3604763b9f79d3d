#include "font/catalog.h"

#include <math.h>
#include <string.h>

struct CairnFontCatalog {
  char **folders;
  FcConfig *config; /* NULL until asked */
};

/* The system's cache first: with it no font file is read to find a face. */
static const char cache_folders[] = "<cachedir>/var/cache/fontconfig</cachedir><cachedir prefix=\"xdg\">fontconfig</cachedir>";

char *cairn_font_configuration(const char *const *folders, const char *rules) {
  GString *text = g_string_new("<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>");
  for (; *folders; folders++) {
    g_autofree char *escaped = g_markup_escape_text(*folders, -1);
    g_string_append_printf(text, "<dir>%s</dir>", escaped);
  }
  g_string_append_printf(text, "%s%s</fontconfig>", rules, cache_folders);
  return g_string_free(text, FALSE);
}

CairnFontCatalog *cairn_font_catalog_new(const char *const *folders) {
  CairnFontCatalog *catalog = g_new0(CairnFontCatalog, 1);
  catalog->folders = g_strdupv((char **)folders);
  return catalog;
}

void cairn_font_catalog_free(CairnFontCatalog *catalog) {
  if (!catalog) return;
  if (catalog->config) FcConfigDestroy(catalog->config);
  g_strfreev(catalog->folders);
  g_free(catalog);
}

static const FcFontSet *fonts_of(CairnFontCatalog *catalog) {
  if (!catalog->config) {
    g_autofree char *text = cairn_font_configuration((const char *const *)catalog->folders, "");
    catalog->config = FcConfigCreate();
    FcConfigParseAndLoadFromMemory(catalog->config, (const FcChar8 *)text, FcFalse);
    FcConfigBuildFonts(catalog->config);
  }
  return FcConfigGetFonts(catalog->config, FcSetSystem);
}

static bool is_outline(const FcPattern *font) {
  FcBool scalable = FcFalse, color = FcFalse, variable = FcFalse;
  FcPatternGetBool(font, FC_SCALABLE, 0, &scalable);
  FcPatternGetBool(font, FC_COLOR, 0, &color);
  /* A variable font has a pattern for its whole range besides those of its instances. */
  FcPatternGetBool(font, FC_VARIABLE, 0, &variable);
  return scalable && !color && !variable;
}

static bool is_of_family(const FcPattern *font, const char *family) {
  FcChar8 *name;
  for (int i = 0; FcPatternGetString(font, FC_FAMILY, i, &name) == FcResultMatch; i++)
    if (FcStrCmpIgnoreCase(name, (const FcChar8 *)family) == 0) return true;
  return false;
}

static double number_of(const FcPattern *font, const char *property, double otherwise) {
  double value;
  return FcPatternGetDouble(font, property, 0, &value) == FcResultMatch ? value : otherwise;
}

/* How far a font is from a style, less is nearer; infinite for another slant or a weight of the other kind. */
static double distance(const FcPattern *font, int style) {
  bool bold = style & 1, italic = style & 2;
  double weight = number_of(font, FC_WEIGHT, FC_WEIGHT_REGULAR), width = number_of(font, FC_WIDTH, FC_WIDTH_NORMAL);
  bool is_italic = number_of(font, FC_SLANT, FC_SLANT_ROMAN) > FC_SLANT_ROMAN, is_bold = weight >= FC_WEIGHT_DEMIBOLD;
  if (is_italic != italic || is_bold != bold) return INFINITY;
  return fabs(weight - (bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR)) + fabs(width - FC_WIDTH_NORMAL);
}

/* Fonts that are equally near are taken by path, so that the order of a folder does not matter. */
static bool is_nearer(const FcPattern *font, const FcPattern *than, double by) {
  FcChar8 *a = NULL, *b = NULL;
  if (by != 0 || !than) return by < 0;
  FcPatternGetString(font, FC_FILE, 0, &a);
  FcPatternGetString(than, FC_FILE, 0, &b);
  return a && b && strcmp((char *)a, (char *)b) < 0;
}

static CairnFontFile file_of(const FcPattern *font) {
  FcChar8 *path = NULL;
  int index = 0;
  if (!font || FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch) return (CairnFontFile){0};
  FcPatternGetInteger(font, FC_INDEX, 0, &index);
  return (CairnFontFile){g_strdup((char *)path), index};
}

static const FcPattern *find_style(const FcFontSet *fonts, const char *family, int style) {
  const FcPattern *best = NULL;
  double nearest = INFINITY;
  for (int i = 0; fonts && i < fonts->nfont; i++) {
    const FcPattern *font = fonts->fonts[i];
    if (!is_outline(font) || !is_of_family(font, family)) continue;
    double far = distance(font, style);
    if (isinf(far) || !is_nearer(font, best, best ? far - nearest : -1)) continue;
    best = font;
    nearest = far;
  }
  return best;
}

bool cairn_font_catalog_find(CairnFontCatalog *catalog, const char *family, CairnFontFile files[CAIRN_FONT_STYLES]) {
  const FcFontSet *fonts = fonts_of(catalog);
  const FcPattern *found[CAIRN_FONT_STYLES], *any = NULL;
  for (int style = 0; style < CAIRN_FONT_STYLES; style++) {
    found[style] = find_style(fonts, family, style);
    if (!any) any = found[style];
  }
  if (!found[0]) found[0] = any;
  for (int style = 0; any && style < CAIRN_FONT_STYLES; style++)
    files[style] = file_of(found[style]);
  return any != NULL;
}

char *cairn_font_catalog_any(CairnFontCatalog *catalog) {
  const FcFontSet *fonts = fonts_of(catalog);
  const FcPattern *best = NULL;
  for (int i = 0; fonts && i < fonts->nfont; i++) {
    FcCharSet *characters = NULL;
    const FcPattern *font = fonts->fonts[i];
    if (!is_outline(font) || isinf(distance(font, 0))) continue;
    if (FcPatternGetCharSet(font, FC_CHARSET, 0, &characters) != FcResultMatch || !FcCharSetHasChar(characters, 'A')) continue;
    if (is_nearer(font, best, best ? 0 : -1)) best = font;
  }
  return file_of(best).path;
}
