#include "expr/utf16.h"

#include <stdbool.h>
#include <string.h>

/* Units that the character with this first byte takes; 0 for a continuation byte. */
static size_t units_of(unsigned char byte) {
  if ((byte & 0xC0) == 0x80) return 0;
  return byte >= 0xF0 ? 2 : 1;
}

size_t cairn_utf16_from_byte(const char *text, size_t byte) {
  size_t n = 0;
  for (size_t i = 0; i < byte; i++)
    n += units_of((unsigned char)text[i]);
  return n;
}

size_t cairn_utf16_length(const char *text) {
  return cairn_utf16_from_byte(text, strlen(text));
}

size_t cairn_utf16_to_byte(const char *text, size_t unit) {
  size_t n = 0, i = 0;
  while (text[i] && n < unit) {
    n += units_of((unsigned char)text[i]);
    i++;
    while (units_of((unsigned char)text[i]) == 0)
      i++;
  }
  return i;
}

const char *cairn_utf16_slice(CairnArena *arena, const char *text, size_t start, size_t end) {
  static const char half[] = "\xEF\xBF\xBD";
  size_t length = cairn_utf16_length(text);
  end = MIN(end, length);
  if (start >= end) return "";
  size_t first = cairn_utf16_to_byte(text, start), last = cairn_utf16_to_byte(text, end);
  bool cut_first = cairn_utf16_from_byte(text, first) != start;
  bool cut_last = cairn_utf16_from_byte(text, last) != end;
  if (!cut_first && !cut_last) return cairn_arena_strndup(arena, text + first, last - first);
  g_autoptr(GString) out = g_string_new(cut_first ? half : NULL);
  /* The character that the end cuts starts four bytes before `last`. */
  size_t whole_end = cut_last ? last - 4 : last;
  if (whole_end > first) g_string_append_len(out, text + first, (gssize)(whole_end - first));
  if (cut_last) g_string_append(out, half);
  return cairn_arena_strndup(arena, out->str, out->len);
}
