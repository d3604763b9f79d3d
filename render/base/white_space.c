#include "base/white_space.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

size_t cairn_white_space_length(const char *text, size_t length) {
  static const char *const wide[] = {"\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\xa8", "\xe2\x80\xa9",
                                     "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80", "\xef\xbb\xbf"};
  if (!length) return 0;
  if (*text == ' ' || (*text >= '\t' && *text <= '\r')) return 1;
  if (!(*text & 0x80)) return 0;
  for (size_t i = 0; i < G_N_ELEMENTS(wide); i++) {
    size_t n = strlen(wide[i]);
    if (length >= n && memcmp(text, wide[i], n) == 0) return n;
  }
  /* U+2000 to U+200A */
  bool is_en_space = length >= 3 && memcmp(text, "\xe2\x80", 2) == 0 && (unsigned char)text[2] <= 0x8a;
  return is_en_space ? 3 : 0;
}
