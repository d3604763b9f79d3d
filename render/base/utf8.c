#include "base/utf8.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Length of the ASCII without NUL at the start, in steps of eight bytes: (x - 0x01) & ~x & 0x80 finds a zero
 * byte. */
static size_t ascii_length(const char *bytes, size_t length) {
  const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones << 7;
  size_t i = 0;
  for (; i + 8 <= length; i += 8) {
    uint64_t word = 0;
    memcpy(&word, bytes + i, 8);
    if ((word | ((word - ones) & ~word)) & highs) break;
  }
  while (i < length && bytes[i] != 0 && (unsigned char)bytes[i] < 0x80)
    i++;
  return i;
}

size_t cairn_utf8_valid_length(const char *bytes, size_t length) {
  size_t ascii = ascii_length(bytes, length);
  if (ascii == length) return length;
  const char *end = NULL;
  g_utf8_validate_len(bytes + ascii, length - ascii, &end);
  return (size_t)(end - bytes);
}

void cairn_text_advance(const char *text, size_t length, size_t *line, size_t *column) {
  for (size_t i = 0; i < length; i++) {
    bool half_of_crlf = text[i] == '\r' && i + 1 < length && text[i + 1] == '\n';
    if ((text[i] == '\n' || text[i] == '\r') && !half_of_crlf) {
      *line += 1;
      *column = 1;
    } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
      *column += 1;
    }
  }
}
