#include "font/isolate.h"

#include <fontconfig/fontconfig.h>
#include <glib.h>

void cairn_font_isolate(void) {
  /* Where fonts are looked for, and which language of a script Pango prefers. */
  static const char *const names[] = {"FONTCONFIG_SYSROOT", "FC_LANG", "PANGO_LANGUAGE", "LANGUAGE"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    g_unsetenv(names[i]);
  /* Pango starts Fontconfig with the user's settings, in a thread of its own, although cairn gives it another configuration: it
   * would read some sixty files for nothing, and print what is wrong in them. */
  FcConfig *empty = FcConfigCreate();
  FcConfigSetCurrent(empty);
  FcConfigDestroy(empty);
}
