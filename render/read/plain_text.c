#include "read/plain_text.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

/* GCC and Clang make the processor's own vectors of it, whatever that has. */
typedef uint8_t Vector __attribute__((vector_size(16)));

enum { WIDTH = sizeof(Vector), MOST_COUNTED = 255 };

static Vector load(const char *bytes) {
  Vector vector;
  memcpy(&vector, bytes, sizeof vector);
  return vector;
}

static uint64_t any(Vector vector) {
  uint64_t halves[2];
  memcpy(halves, &vector, sizeof halves);
  return halves[0] | halves[1];
}

static size_t sum(Vector counts) {
  size_t total = 0;
  for (int i = 0; i < WIDTH; i++)
    total += counts[i];
  return total;
}

size_t cairn_plain_count_lines(const char *bytes, size_t n) {
  size_t lines = 0, i = 0;
  while (i + WIDTH <= n) {
    Vector counts = {0};
    for (int k = 0; k < MOST_COUNTED && i + WIDTH <= n; k++, i += WIDTH)
      counts -= (Vector)(load(bytes + i) == '\n');
    lines += sum(counts);
  }
  for (; i < n; i++)
    lines += bytes[i] == '\n';
  return lines;
}

/* Takes CRs before LFs out; false where there is another. */
static bool strip_returns(char *bytes, size_t *n) {
  char *out = bytes;
  const char *in = bytes, *end = bytes + *n;
  for (const char *cr; (cr = memchr(in, '\r', (size_t)(end - in))) != NULL; in = cr + 1) {
    if (cr + 1 == end || cr[1] != '\n') return false;
    memmove(out, in, (size_t)(cr - in));
    out += cr - in;
  }
  memmove(out, in, (size_t)(end - in));
  *n = (size_t)(out - bytes) + (size_t)(end - in);
  return true;
}

bool cairn_plain_check(char *bytes, size_t *n) {
  Vector wrong = {0}, returns = {0}, high = {0};
  size_t i = 0;
  for (; i + WIDTH <= *n; i += WIDTH) {
    Vector block = load(bytes + i);
    wrong |= (Vector)(block == '"') | (Vector)(block == 0);
    returns |= (Vector)(block == '\r');
    high |= block & 0x80;
  }
  bool is_wrong = any(wrong) != 0, has_returns = any(returns) != 0, has_high = any(high) != 0;
  for (; i < *n; i++) {
    is_wrong |= bytes[i] == '"' || bytes[i] == 0;
    has_returns |= bytes[i] == '\r';
    has_high |= (bytes[i] & 0x80) != 0;
  }
  if (is_wrong || (has_high && cairn_utf8_valid_length(bytes, *n) != *n)) return false;
  return !has_returns || strip_returns(bytes, n);
}
