#include "read/plain_text.h"

#include "base/utf8.h"

#include <glib.h>
#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

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

/* A bit for each byte of a vector of bytes that are 0 or 255, the lowest for the first. */
static inline uint64_t bits_of(Vector vector) {
#ifdef __x86_64__
  return (uint64_t)(unsigned)_mm_movemask_epi8((__m128i)vector);
#else
  const uint64_t diagonal = 0x8040201008040201, sum = 0x0101010101010101;
  uint64_t halves[2];
  memcpy(halves, &vector, sizeof halves);
  return (GUINT64_FROM_LE(halves[0]) & diagonal) * sum >> 56 | ((GUINT64_FROM_LE(halves[1]) & diagonal) * sum >> 56) << 8;
#endif
}

/* What is somewhere in a text. */
typedef struct Found {
  bool wrong, returns, high;
} Found;

/* `bytes` are blocks of 64, as many as there are marks. */
static Found mark_plainly(const char *bytes, size_t n_marks, char delimiter, uint64_t *marks) {
  Vector wrong = {0}, returns = {0}, high = {0};
  for (size_t i = 0; i < n_marks; i++) {
    uint64_t own = 0;
    for (int k = 0; k < 64; k += WIDTH) {
      const Vector block = load(bytes + 64 * i + k);
      wrong |= (Vector)(block == '"') | (Vector)(block == 0);
      returns |= (Vector)(block == '\r');
      high |= block;
      own |= bits_of((Vector)(block == (uint8_t)delimiter) | (Vector)(block == '\n')) << k;
    }
    marks[i] = own;
  }
  return (Found){any(wrong) != 0, any(returns) != 0, any(high & 0x80) != 0};
}

static bool find_ends_plainly(const uint64_t *marks, size_t n_marks, uint32_t *ends, size_t n) {
  size_t at = 0;
  for (size_t i = 0; i < n_marks; i++)
    for (uint64_t bits = marks[i]; bits; bits &= bits - 1) {
      if (at == n) return false;
      ends[at++] = (uint32_t)(64 * i + (size_t)__builtin_ctzll(bits));
    }
  return at == n;
}

#ifdef __x86_64__
#define WIDE __attribute__((target("avx2,bmi,popcnt")))

WIDE static inline __m256i equal(__m256i bytes, char byte) {
  return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte));
}

/* Where 32 bytes are LF or the delimiter. */
WIDE static inline uint64_t marks_of(__m256i bytes, __m256i delimiter) {
  const __m256i all = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, delimiter), equal(bytes, '\n'));
  return (uint32_t)_mm256_movemask_epi8(all);
}

/* Not 0 where one of two is. */
WIDE static inline __m256i either(__m256i a, __m256i b, char byte) {
  return _mm256_or_si256(equal(a, byte), equal(b, byte));
}

/* The same, 32 bytes at once. */
WIDE static Found mark_widely(const char *bytes, size_t n_marks, char delimiter, uint64_t *marks) {
  const __m256i end = _mm256_set1_epi8(delimiter), *blocks = (const __m256i *)(const void *)bytes;
  __m256i wrong = _mm256_setzero_si256(), returns = wrong, high = wrong;
  for (size_t i = 0; i < n_marks; i++) {
    const __m256i a = _mm256_loadu_si256(blocks + 2 * i), b = _mm256_loadu_si256(blocks + 2 * i + 1);
    wrong = _mm256_or_si256(wrong, _mm256_or_si256(either(a, b, '"'), either(a, b, 0)));
    returns = _mm256_or_si256(returns, either(a, b, '\r'));
    high = _mm256_or_si256(high, _mm256_or_si256(a, b));
    marks[i] = marks_of(a, end) | marks_of(b, end) << 32;
  }
  return (Found){!_mm256_testz_si256(wrong, wrong), !_mm256_testz_si256(returns, returns),
                 _mm256_movemask_epi8(high) != 0};
}

/* Writes more of them at once than there are in most blocks, so that their number is not guessed wrong each time. */
WIDE static bool find_ends_widely(const uint64_t *marks, size_t n_marks, uint32_t *ends, size_t n) {
  enum { AT_ONCE = 8 };
  size_t at = 0;
  for (size_t i = 0; i < n_marks; i++) {
    const size_t found = (size_t)_mm_popcnt_u64(marks[i]);
    uint64_t bits = marks[i];
    if (found > n - at) return false;
#pragma GCC unroll 8
    for (size_t k = 0; k < AT_ONCE; k++, bits = _blsr_u64(bits))
      ends[at + k] = (uint32_t)(64 * i + _tzcnt_u64(bits));
    for (size_t k = AT_ONCE; k < found; k++, bits = _blsr_u64(bits))
      ends[at + k] = (uint32_t)(64 * i + _tzcnt_u64(bits));
    at += found;
  }
  return at == n;
}

static bool can_be_wide(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
}
#else
#define mark_widely mark_plainly
#define find_ends_widely find_ends_plainly
static bool can_be_wide(void) {
  return false;
}
#endif

bool cairn_plain_mark(char *bytes, size_t *n, char delimiter, uint64_t *marks, bool may_be_wide) {
  Found (*mark)(const char *, size_t, char, uint64_t *) =
      may_be_wide && can_be_wide() ? mark_widely : mark_plainly;
  memset(bytes + *n, ' ', CAIRN_PLAIN_ROOM);
  const Found found = mark(bytes, CAIRN_PLAIN_MARKS(*n), delimiter, marks);
  if (found.wrong || (found.high && cairn_utf8_valid_length(bytes, *n) != *n)) return false;
  if (!found.returns) return true;
  if (!strip_returns(bytes, n)) return false;
  memset(bytes + *n, ' ', CAIRN_PLAIN_ROOM);
  mark(bytes, CAIRN_PLAIN_MARKS(*n), delimiter, marks);
  return true;
}

bool cairn_plain_ends(const uint64_t *marks, size_t n_marks, uint32_t *ends, size_t n, bool may_be_wide) {
  ends[-1] = UINT32_MAX;
  if (may_be_wide && can_be_wide()) return find_ends_widely(marks, n_marks, ends, n);
  return find_ends_plainly(marks, n_marks, ends, n);
}
