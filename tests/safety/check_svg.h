/* What an SVG of cairn may hold: a fixed list of elements and attributes, each attribute in a fixed form. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Adds a line to `complaints` for whatever else the document holds, or why it is no XML. Adds the text of its
 * <text> elements to `words` (may be NULL). */
void check_svg(const char *bytes, size_t n, GString *complaints, GString *words);
