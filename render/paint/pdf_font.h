/* Fonts inside a PDF: of each face the glyphs that are shown, as a composite font (ISO 32000-1, 9.7). */
#pragma once

#include <hb.h>

#include "paint/pdf_file.h"

typedef struct CairnPdfFont CairnPdfFont;
typedef struct CairnPdfFonts CairnPdfFonts;

CairnPdfFonts *cairn_pdf_fonts_new(void);
void cairn_pdf_fonts_free(CairnPdfFonts *fonts);

/* The font of a face, which lives until cairn_pdf_fonts_free. NULL where the face has no outlines that PDF
 * can take. */
CairnPdfFont *cairn_pdf_fonts_use_face(CairnPdfFonts *fonts, hb_face_t *face);

/* The same where the face may vary: with the weight, width, ... that `font` has. */
CairnPdfFont *cairn_pdf_fonts_use(CairnPdfFonts *fonts, hb_font_t *font);

/* The code by which the glyph is shown where it stands for that character; 0: for none. Two bytes, from 1. */
unsigned cairn_pdf_font_code(CairnPdfFont *font, uint32_t glyph, uint32_t character);

/* The width of what is shown by a code, in thousandths of an em, as the file tells it. */
double cairn_pdf_font_width(const CairnPdfFont *font, unsigned code);

/* The glyph of a space; false where there is none. */
bool cairn_pdf_font_space(const CairnPdfFont *font, uint32_t *glyph, double *width);

/* The font's number in the document, from 1; its name among the resources is "F" and that. */
guint cairn_pdf_font_number(const CairnPdfFont *font);

/* Writes the fonts, and their entries of the resources to `entries`. */
void cairn_pdf_fonts_write(const CairnPdfFonts *fonts, CairnPdfFile *file, GString *entries);
