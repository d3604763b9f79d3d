/* One font file: which characters it has, how wide they are unhinted, and the same file for Cairo to draw
 * with. */
#pragma once

#include <cairo.h>
#include <glib.h>
#include <hb.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct CairnFace CairnFace;

/* Maps the file; `index` chooses a font of a collection, 0 the first. NULL with CAIRN_ERROR_READ when it is not a font that
 * can be read. */
CairnFace *cairn_face_open(const char *path, int index, GError **error);
void cairn_face_free(CairnFace *face);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnFace, cairn_face_free)

/* Font units in one em. */
int cairn_face_units(const CairnFace *face);

/* The glyph of a character and its advance width in font units; false when the face has no such character.
 * Kerning and ligatures do not take part. */
bool cairn_face_glyph(const CairnFace *face, uint32_t character, uint32_t *glyph, int *advance);

/* The face for Cairo, opened at the first call; borrowed. NULL with an error when FreeType refuses the file.
 */
cairo_font_face_t *cairn_face_cairo(CairnFace *face, GError **error);

/* The face for HarfBuzz; borrowed. */
hb_face_t *cairn_face_harfbuzz(const CairnFace *face);

/* Do both show the same font of the same file? Faces that are opened twice are told as one by their tables `head`: these hold
 * dates, bounds and a checksum of the file, which some programs leave at 0. */
bool cairn_face_is_same(hb_face_t *a, hb_face_t *b);

/* Bitmaps of glyphs, made at the first use (font/glyph_mask.h); owned by the face. */
GHashTable **cairn_face_masks(CairnFace *face);
