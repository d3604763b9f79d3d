/* Putting bytes together a few at a time, as the writers of SVG and PDF do. */
#pragma once

#include <glib.h>
#include <string.h>

/* g_string_append_len without what it does for overlapping texts. */
static inline void cairn_put(GString *out, const char *text, size_t n) {
  if (out->len + n >= out->allocated_len) {
    g_string_append_len(out, text, (gssize)n);
    return;
  }
  memcpy(out->str + out->len, text, n);
  out->len += n;
  out->str[out->len] = '\0';
}

static inline void cairn_put_text(GString *out, const char *text) {
  cairn_put(out, text, strlen(text));
}
