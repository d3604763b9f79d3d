/* The file of a font inside a PDF: the outlines of the glyphs that are shown, cut out of the face by
 * hb-subset. */
#pragma once

#include <hb.h>

#include "paint/pdf_file.h"

/* A font that was written. */
typedef struct CairnPdfFontFile {
  char *name; /* of PostScript, after the letters that tell subsets apart */
  bool is_cff;
  guint *ids; /* of the glyphs asked for: numbers in a TrueType file, CIDs in one of CFF */
} CairnPdfFontFile;

/* Has the face outlines that can be cut out? `varied`: with its axes elsewhere than where they stand by
 * default. */
bool cairn_pdf_font_file_can_hold(hb_face_t *face, bool varied);

/* Writes the font's file and its descriptor, whose object is returned. */
guint cairn_pdf_font_file_write(hb_font_t *font, const uint32_t *glyphs, guint n, CairnPdfFile *file,
                                CairnPdfFontFile *made);
void cairn_pdf_font_file_clear(CairnPdfFontFile *made);
