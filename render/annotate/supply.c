#include "annotate/supply.h"

#include <string.h>

#define BINS         32  /* to sort a bucket */
#define LONG         400 /* px: costs beyond that are not told apart */
#define MARKER_REACH 16  /* font sizes of cost: markers farther away are of no use */

/* Where buckets end, in font sizes. */
static const double ends[CAIRN_BUCKETS] = {1.5, 3, 5, 8, 12, 17, 24, INFINITY};

/* What is needed to find the places of one label after the other. */
typedef struct Finder {
  CairnSearch *search;
  double ends[CAIRN_BUCKETS]; /* px */
  CairnFree free[CAIRN_BUCKETS][CAIRN_MOST_KNOWN];
  int n[CAIRN_BUCKETS];
} Finder;

static Finder *finder_new(CairnSearch *search) {
  Finder *finder = g_new(Finder, 1);
  finder->search = search;
  for (int b = 0; b < CAIRN_BUCKETS; b++)
    finder->ends[b] = ends[b] * search->field->options->font_px;
  return finder;
}

typedef double Lanes __attribute__((vector_size(8 * CAIRN_PROBE_LANE), aligned(8)));
typedef int64_t Flags __attribute__((vector_size(8 * CAIRN_PROBE_LANE)));
typedef int32_t Counts __attribute__((vector_size(4 * CAIRN_PROBE_LANE)));

/* One size of text. */
typedef struct Text {
  double x, y, width, height;      /* of the site; of the text */
  double left, right, top, bottom; /* of the area */
  double scale;                    /* cells per px */
  int stride;                      /* of the sums */
  const uint32_t *sums;
} Text;

static Text text_of(const CairnField *field, int label, int size) {
  const CairnCoverage *c = field->coverage;
  CairnBox text = cairn_field_size(field, label, size);
  CairnPoint site = cairn_field_site(field, label);
  return (Text){.x = site.x,
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

/* Which of a lane of offsets from the `i`th on are free? As cairn_coverage_is_free, a bit for each. */
ALWAYS unsigned look(const CairnProbes *probes, int i, const Text *text) {
  const Lanes *x = (const Lanes *)(probes->x + i), *x_share = (const Lanes *)(probes->x_share + i);
  const Lanes *y = (const Lanes *)(probes->y + i), *y_share = (const Lanes *)(probes->y_share + i);
  Lanes left = text->x + *x + *x_share * text->width, right = left + text->width;
  Lanes top = text->y + *y + *y_share * text->height, bottom = top + text->height;
  Flags in_area =
      (left >= text->left) & (top >= text->top) & (right <= text->right) & (bottom <= text->bottom);
  Counts inside = __builtin_convertvector(in_area, Counts);
  Counts x0 = inside & __builtin_convertvector((left - text->left) * text->scale, Counts);
  Counts x1 = inside & (__builtin_convertvector((right - text->left) * text->scale, Counts) + 1);
  Counts above = inside & (__builtin_convertvector((top - text->top) * text->scale, Counts) * text->stride);
  Counts below =
      inside & ((__builtin_convertvector((bottom - text->top) * text->scale, Counts) + 1) * text->stride);
  Counts above_left = above + x0, above_right = above + x1, below_left = below + x0, below_right = below + x1;
  const uint32_t *sums = text->sums;
  unsigned free = 0;
  for (int k = 0; k < CAIRN_PROBE_LANE; k++) {
    bool is_free = sums[below_right[k]] - sums[above_right[k]] == sums[below_left[k]] - sums[above_left[k]];
    free |= (unsigned)(is_free & (inside[k] != 0)) << k;
  }
  return free;
}

/* The first `most` of the offsets `from` ... `to` - 1 that are free. How many. */
ALWAYS int scan(const CairnProbes *probes, int from, int to, const Text *text, int most, short *found) {
  int n = 0;
  for (int i = from; i < to && n < most; i += CAIRN_PROBE_LANE) {
    unsigned free = look(probes, i, text);
    if (i + CAIRN_PROBE_LANE > to) free &= (1u << (to - i)) - 1;
    for (; free && n < most; free &= free - 1)
      found[n++] = (short)(i + __builtin_ctz(free));
  }
  return n;
}

typedef int (*Scan)(const CairnProbes *probes, int from, int to, const Text *text, int most, short *found);

static int scan_plain(const CairnProbes *probes, int from, int to, const Text *text, int most, short *found) {
  return scan(probes, from, to, text, most, found);
}

#ifdef __x86_64__
WIDE static int scan_wide(const CairnProbes *probes, int from, int to, const Text *text, int most,
                          short *found) {
  return scan(probes, from, to, text, most, found);
}
#endif

static Scan fastest(void) {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2")) return scan_wide;
#endif
  return scan_plain;
}

/* The first of the offsets from `from` on that costs at least that, `base` included. */
static int first_from(const CairnProbes *probes, int from, double base, double cost) {
  int low = from, high = probes->n;
  while (low < high) {
    int middle = (low + high) / 2;
    if (base + probes->cost[middle] < cost)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Adds the free offsets of that size, each `step`th from `first` on, that cost less than `limit`, `base`
 * included, as far as the buckets are not full. */
static void gather(Finder *finder, int label, int size, double base, double limit, int first, int step) {
  CairnField *field = finder->search->field;
  const CairnTemplate *offsets = cairn_supply_offsets(finder->search, label);
  const CairnProbes *probes = step == 1 ? &offsets->all : &offsets->passes[first];
  Text text = text_of(field, label, size);
  Scan scan_offsets = fastest();
  int from = 0;
  for (int b = 0; b < CAIRN_BUCKETS; b++) {
    short found[CAIRN_MOST_KNOWN];
    int to = first_from(probes, from, base, cairn_least(limit, finder->ends[b])), n = finder->n[b];
    int more = scan_offsets(probes, from, to, &text, CAIRN_MOST_KNOWN - n, found);
    for (int k = 0; k < more; k++)
      finder->free[b][n + k] =
          (CairnFree){(float)(base + probes->cost[found[k]]), (short)size, (short)(found[k] * step + first)};
    finder->n[b] += more;
    field->work += to - from;
    from = to;
  }
}

static int bin_of(float cost, double low, double scale) {
  int bin = (int)(((double)cost - low) * scale);
  return MAX(0, MIN(bin, BINS - 1));
}

/* Sorts by counting those that cost from `low` to `high`. */
static void sort(const CairnFree *free, int n, double low, double high, CairnFree *sorted) {
  int first[BINS + 1] = {0};
  double scale = BINS / cairn_most(1, cairn_least(high, LONG) - low);
  for (int k = 0; k < n; k++)
    first[bin_of(free[k].cost, low, scale) + 1]++;
  for (int bin = 0; bin < BINS; bin++)
    first[bin + 1] += first[bin];
  for (int k = 0; k < n; k++)
    sorted[first[bin_of(free[k].cost, low, scale)]++] = free[k];
}

/* The places found, which are forgotten. */
static CairnPool take_found(Finder *finder) {
  int n = 0;
  for (int b = 0; b < CAIRN_BUCKETS; b++)
    n += finder->n[b];
  CairnFree *free = cairn_arena_array(finder->search->field->arena, (size_t)n, CairnFree);
  CairnPool pool;
  for (int b = 0; b < CAIRN_BUCKETS; b++) {
    sort(finder->free[b], finder->n[b], b > 0 ? finder->ends[b - 1] : 0, finder->ends[b], free);
    pool.buckets[b] = (CairnBucket){free, finder->n[b]};
    free += finder->n[b];
  }
  return pool;
}

static CairnPool find_texts(Finder *finder, int label) {
  const CairnField *field = finder->search->field;
  memset(finder->n, 0, sizeof finder->n);
  for (int pass = 0; pass < CAIRN_PASSES; pass++) /* all in turn, so that the buckets fill evenly */
    for (int size = 0; size < field->milestones[label].n_sizes; size++)
      gather(finder, label, size, cairn_field_size_cost(field, label, size), INFINITY, pass, CAIRN_PASSES);
  return take_found(finder);
}

static CairnPool find_markers(Finder *finder, int label) {
  const CairnField *field = finder->search->field;
  memset(finder->n, 0, sizeof finder->n);
  gather(finder, label, field->milestones[label].n_sizes, 0, MARKER_REACH * field->options->font_px, 0, 1);
  return take_found(finder);
}

const CairnSupply *cairn_supply_of(CairnSearch *s) {
  CairnSupply *supply = s->supply;
  if (supply && supply->marker_width == s->field->marker.width) return supply;
  Finder *finder = finder_new(s);
  if (!supply) {
    s->supply = supply = cairn_arena_one(s->field->arena, CairnSupply);
    supply->texts = cairn_arena_array(s->field->arena, 2 * (size_t)s->n, CairnPool);
    supply->markers = supply->texts + s->n;
    for (int i = 0; i < s->n; i++)
      supply->texts[i] = find_texts(finder, i);
  }
  supply->marker_width = s->field->marker.width;
  for (int i = 0; i < s->n; i++)
    supply->markers[i] = find_markers(finder, i);
  g_free(finder);
  return supply;
}
