/* Finds font files by the name of their family, in folders of fonts.
 *
 * Fontconfig reads the folders, with a configuration of cairn's own that has nothing but them: no aliases, no settings of the
 * user or the system, no environment. What a name means depends on the installed files alone. */
#pragma once

#include <fontconfig/fontconfig.h>
#include <glib.h>
#include <stdbool.h>

typedef struct CairnFontCatalog CairnFontCatalog;

enum { CAIRN_FONT_STYLES = 4 }; /* regular, bold, italic, bold italic */

typedef struct CairnFontFile {
  char *path; /* NULL: the family has no font for the style */
  int index;  /* of the font in a collection */
} CairnFontFile;

/* The elements of a configuration that has these folders (NULL-terminated) and caches of them. Free with g_free. */
char *cairn_font_configuration(const char *const *folders, const char *rules);

/* The fonts of these folders, NULL-terminated. Reads them when it is first asked. */
CairnFontCatalog *cairn_font_catalog_new(const char *const *folders);
void cairn_font_catalog_free(CairnFontCatalog *catalog);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnFontCatalog, cairn_font_catalog_free)

/* The outline fonts of the family, whose name may differ in case; its regular font, or what is nearest to it, is always there.
 * Paths are owned by the caller. False when there is no such family. */
bool cairn_font_catalog_find(CairnFontCatalog *catalog, const char *family, CairnFontFile files[CAIRN_FONT_STYLES]);

/* Any font that has Latin letters, the first by path; free with g_free. NULL when there is none. */
char *cairn_font_catalog_any(CairnFontCatalog *catalog);
