#include "annotate/probe.h"

typedef double Lanes __attribute__((vector_size(8 * CAIRN_PROBE_LANE), aligned(8)));
typedef int64_t Flags __attribute__((vector_size(8 * CAIRN_PROBE_LANE)));
typedef int32_t Counts __attribute__((vector_size(4 * CAIRN_PROBE_LANE)));

CairnProbe cairn_probe_of(const CairnField *field, int label, int size) {
  const CairnCoverage *c = field->coverage;
  CairnBox text = cairn_field_size(field, label, size);
  CairnPoint site = cairn_field_site(field, label);
  return (CairnProbe){.x = site.x,
                      .y = site.y,
                      .width = text.width,
                      .height = text.height,
                      .left = c->area.x,
                      .right = c->area.x + c->area.width,
                      .top = c->area.y,
                      .bottom = c->area.y + c->area.height,
                      .scale = c->scale,
                      .stride = c->columns + 1,
                      .sums = c->sums};
}

#ifdef __x86_64__
#define WIDE __attribute__((target("avx2")))
#endif
#define ALWAYS static inline __attribute__((always_inline))

/* A bit for each of a lane of offsets, from the `i`th on. */
ALWAYS unsigned look_at_lane(const CairnProbe *probe, const CairnProbes *probes, int i) {
  const Lanes *x = (const Lanes *)(probes->x + i), *x_share = (const Lanes *)(probes->x_share + i);
  const Lanes *y = (const Lanes *)(probes->y + i), *y_share = (const Lanes *)(probes->y_share + i);
  Lanes left = probe->x + *x + *x_share * probe->width, right = left + probe->width;
  Lanes top = probe->y + *y + *y_share * probe->height, bottom = top + probe->height;
  Flags in_area =
      (left >= probe->left) & (top >= probe->top) & (right <= probe->right) & (bottom <= probe->bottom);
  Counts inside = __builtin_convertvector(in_area, Counts);
  Counts x0 = inside & __builtin_convertvector((left - probe->left) * probe->scale, Counts);
  Counts x1 = inside & (__builtin_convertvector((right - probe->left) * probe->scale, Counts) + 1);
  Counts above =
      inside & (__builtin_convertvector((top - probe->top) * probe->scale, Counts) * probe->stride);
  Counts below =
      inside & ((__builtin_convertvector((bottom - probe->top) * probe->scale, Counts) + 1) * probe->stride);
  Counts above_left = above + x0, above_right = above + x1, below_left = below + x0, below_right = below + x1;
  const uint32_t *sums = probe->sums;
  unsigned free = 0;
  for (int k = 0; k < CAIRN_PROBE_LANE; k++) {
    bool is_free = sums[below_right[k]] - sums[above_right[k]] == sums[below_left[k]] - sums[above_left[k]];
    free |= (unsigned)(is_free & (inside[k] != 0)) << k;
  }
  return free;
}

ALWAYS uint64_t look(const CairnProbe *probe, const CairnProbes *probes, int from, int n) {
  uint64_t free = 0;
  for (int k = 0; k < n; k += CAIRN_PROBE_LANE)
    free |= (uint64_t)look_at_lane(probe, probes, from + k) << k;
  return n < CAIRN_PROBE_WORD ? free & ((1ull << n) - 1) : free;
}

typedef uint64_t (*Look)(const CairnProbe *probe, const CairnProbes *probes, int from, int n);

static uint64_t look_plain(const CairnProbe *probe, const CairnProbes *probes, int from, int n) {
  return look(probe, probes, from, n);
}

#ifdef __x86_64__
WIDE static uint64_t look_wide(const CairnProbe *probe, const CairnProbes *probes, int from, int n) {
  return look(probe, probes, from, n);
}
#endif

static Look fastest(void) {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2")) return look_wide;
#endif
  return look_plain;
}

uint64_t cairn_probe_look(const CairnProbe *probe, const CairnProbes *probes, int from, int n) {
  return fastest()(probe, probes, from, n);
}
