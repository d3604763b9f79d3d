/* Finds the faces of CSS fonts and measures text in them.
 *
 * Latin, Greek and Cyrillic text is measured as the plain sum of unhinted advance widths in Liberation Sans,
 * Serif or Mono: the metrics of Arial, Times New Roman and Courier New. Neither Fontconfig nor Pango is
 * started for it. Any other script is shaped by Pango (font/shape.h). The painter draws glyphs at these same
 * advances. */
#pragma once

#include "font/catalog.h"
#include "font/face.h"
#include "scene/bounds.h"

/* Not to be used by two threads at once: it caches faces. */
typedef struct CairnTextMeasurer CairnTextMeasurer;

/* `font_dir`: a folder of fonts that come before those of the system, also before the Liberation fonts when it has
 * them; NULL: none. NULL with CAIRN_ERROR_READ when it is no folder, or when there is no font at all. */
CairnTextMeasurer *cairn_text_measurer_new(const char *font_dir, GError **error);
void cairn_text_measurer_free(CairnTextMeasurer *measurer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnTextMeasurer, cairn_text_measurer_free)

/* The language of the chart's text (BCP 47, "ur", "fa"; NULL: unknown) chooses among the faces of one script:
 * Arabic script is set in Nastaliq for Urdu and where unknown, in Naskh for others. */
void cairn_text_measurer_set_language(CairnTextMeasurer *measurer, const char *language);
const char *cairn_text_measurer_language(const CairnTextMeasurer *measurer);

/* Where the Liberation fonts were found; NULL when another font stands in for them. */
const char *cairn_text_measurer_folder(const CairnTextMeasurer *measurer);

/* The folder given to cairn_text_measurer_new, or NULL. */
const char *cairn_text_measurer_own_folder(const CairnTextMeasurer *measurer);

/* Width in px of one line of text (UTF-8; invalid bytes count as U+FFFD, control characters as nothing, line
 * breaks and tabs as a space). 0 for NULL, "" and font sizes that are not positive numbers. */
double cairn_text_width(CairnTextMeasurer *measurer, const CairnFont *font, const char *text);

/* The same as a callback for scene/bounds.h; `data` is the measurer. */
double cairn_text_width_callback(const CairnFont *font, const char *text, void *data);

/* Widths, and the ink of text that is shaped. */
CairnMeasure cairn_text_measure(CairnTextMeasurer *measurer);

typedef enum CairnFontFamily { CAIRN_FAMILY_SANS, CAIRN_FAMILY_SERIF, CAIRN_FAMILY_MONO } CairnFontFamily;

/* The first family of a CSS list that is known ("Times", serif, "Courier New", monospace, Arial, ...), else
 * sans. */
CairnFontFamily cairn_font_family(const char *css_list);

/* "Liberation Sans", ... */
const char *cairn_font_family_name(CairnFontFamily family);

/* The name of the family that texts of a CSS list are set in: the first that is known as above or installed, else that of
 * sans. Borrowed. */
const char *cairn_text_family(CairnTextMeasurer *measurer, const char *css_list);

/* Is no family of the list known or installed, so that another stands in for it? */
bool cairn_text_family_is_missing(CairnTextMeasurer *measurer, const char *css_list);

/* The files of a family beyond the Liberation fonts, CAIRN_FONT_STYLES of them; NULL for the others. */
const CairnFontFile *cairn_text_family_files(CairnTextMeasurer *measurer, const char *css_list);

/* Are letters of this weight bold? CSS chooses the 700 face from 600 on where there are only 400 and 700. */
bool cairn_font_is_bold(const CairnFont *font);

/* The face that a font's plain text is set in; borrowed. */
CairnFace *cairn_text_face(CairnTextMeasurer *measurer, const CairnFont *font);

/* Can every character of the text be set one after the other in this face, without shaping? */
bool cairn_text_is_plain(const CairnFace *face, const char *text);

/* The character at *text, which then points behind it. Invalid UTF-8 gives U+FFFD for each byte. Line breaks,
 * tabs and other separators give a space, control characters 0: nothing to draw. Not to be called at the end
 * of the text. */
uint32_t cairn_text_next(const char **text);

/* One glyph of a line of plain text. Start with zeros. */
typedef struct CairnTextGlyph {
  uint32_t glyph, character;
  double x_units; /* from the beginning of the line, in font units */
  double next_units;
} CairnTextGlyph;

/* The next glyph of *text, which then points behind it; what the face has no glyph of is passed over. False at the end of
 * the text. */
bool cairn_text_next_glyph(const CairnFace *face, const char **text, CairnTextGlyph *glyph);

/* Pango's objects, made at the first use (font/shape.h); owned by the measurer. */
struct CairnShaper;
struct CairnShaper **cairn_text_measurer_shaper(CairnTextMeasurer *measurer);
