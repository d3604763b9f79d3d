#include "table/extremes.h"

#include <stdint.h>
#include <string.h>

/* Two numbers; GCC and Clang make the processor's own vectors of them. The loops keep several results, so that none waits
 * for the one before. */
typedef double Pair __attribute__((vector_size(16)));
typedef int64_t Truths __attribute__((vector_size(16))); /* all bits or none */

static inline Pair load(const double *numbers) {
  Pair pair;
  memcpy(&pair, numbers, sizeof pair);
  return pair;
}

/* What is not finite minus itself is NaN. */
bool cairn_numbers_are_finite(const double *numbers, size_t n) {
  Pair a = {0}, b = {0};
  size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    const Pair first = load(numbers + i), second = load(numbers + i + 2);
    a += first - first;
    b += second - second;
  }
  a += b;
  for (; i < n; i++)
    a[0] += numbers[i] - numbers[i];
  return a[0] + a[1] == 0;
}

bool cairn_numbers_are_ascending(const double *numbers, size_t n) {
  Truths all = {-1, -1};
  size_t i = 1;
  for (; i + 2 <= n; i += 2)
    all &= load(numbers + i - 1) <= load(numbers + i);
  bool are = all[0] && all[1];
  for (; i < n; i++)
    are &= numbers[i - 1] <= numbers[i];
  return are && (n != 1 || numbers[0] == numbers[0]);
}

#ifdef __SSE2__
#include <emmintrin.h>

static inline Pair lesser(Pair a, Pair b) {
  return _mm_min_pd(a, b);
}

static inline Pair greater(Pair a, Pair b) {
  return _mm_max_pd(a, b);
}
#else
static inline Pair lesser(Pair a, Pair b) {
  return (Pair){a[0] < b[0] ? a[0] : b[0], a[1] < b[1] ? a[1] : b[1]};
}

static inline Pair greater(Pair a, Pair b) {
  return (Pair){a[0] > b[0] ? a[0] : b[0], a[1] > b[1] ? a[1] : b[1]};
}
#endif

void cairn_numbers_extremes(const double *numbers, size_t n, double *low, double *high) {
  enum { LANES = 4 };
  const Pair one = {numbers[0], numbers[0]};
  Pair least[LANES] = {one, one, one, one}, greatest[LANES] = {one, one, one, one};
  size_t i = 0;
  for (; i + 2 * LANES <= n; i += 2 * LANES) {
    const Pair a = load(numbers + i), b = load(numbers + i + 2), c = load(numbers + i + 4), d = load(numbers + i + 6);
    least[0] = lesser(least[0], a), greatest[0] = greater(greatest[0], a);
    least[1] = lesser(least[1], b), greatest[1] = greater(greatest[1], b);
    least[2] = lesser(least[2], c), greatest[2] = greater(greatest[2], c);
    least[3] = lesser(least[3], d), greatest[3] = greater(greatest[3], d);
  }
  for (; i < n; i++) {
    const Pair both = {numbers[i], numbers[i]};
    least[0] = lesser(least[0], both), greatest[0] = greater(greatest[0], both);
  }
  const Pair l = lesser(lesser(least[0], least[1]), lesser(least[2], least[3])),
             g = greater(greater(greatest[0], greatest[1]), greater(greatest[2], greatest[3]));
  *low = l[0] < l[1] ? l[0] : l[1];
  *high = g[0] > g[1] ? g[0] : g[1];
}
