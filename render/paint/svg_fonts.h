/* Fonts inside an SVG document: of each face that its texts are set in, a subset with their characters. */
#pragma once

#include <glib.h>
#include <hb.h>
#include <stdbool.h>

typedef struct CairnSvgFonts CairnSvgFonts;

CairnSvgFonts *cairn_svg_fonts_new(void);
void cairn_svg_fonts_free(CairnSvgFonts *fonts);

/* The text is going to be set in the face; `shaped`: by its tables for shaping, not letter by letter. Returns
 * the number of the face, from 1; its family is CAIRN_SVG_PREFIX "f" and that number. */
guint cairn_svg_fonts_use(CairnSvgFonts *fonts, hb_face_t *face, const char *text, size_t length,
                          bool shaped);

/* Appends a CSS rule @font-face for each face. */
bool cairn_svg_fonts_rules(const CairnSvgFonts *fonts, GString *out, GError **error);
