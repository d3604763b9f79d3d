/* The documentation of what cairn takes of Vega-Lite, from the same table as the checker's. */
#pragma once

#include <glib.h>

/* Appends docs/vega-lite.md. */
void cairn_spec_describe(GString *out);
