/* The colour names of CSS; used by color.c alone. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* The colour 0xRRGGBB of a CSS name in lower case; false when there is none of that name. */
bool cairn_color_find_name(const char *name, uint32_t *rgb);
