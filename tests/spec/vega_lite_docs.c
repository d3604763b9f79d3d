/* Prints docs/vega-lite.md. */
#include "describe.h"

#include <stdio.h>

int main(void) {
  g_autoptr(GString) page = g_string_new(NULL);
  cairn_spec_describe(page);
  return fwrite(page->str, 1, page->len, stdout) == page->len && fflush(stdout) == 0 ? 0 : 1;
}
