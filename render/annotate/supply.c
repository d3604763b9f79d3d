#include "annotate/supply.h"

#include "annotate/probe.h"

#include <string.h>

#define BINS         32  /* to sort a bucket */
#define LONG         400 /* px: costs beyond that are not told apart */
#define MARKER_REACH 7   /* font sizes of cost: markers farther away are of no use */

/* Where buckets end, in font sizes. */
static const double ends[CAIRN_BUCKETS] = {1.5, 3, 5, 8, 12, 17, 24, INFINITY};

/* How many places are kept in each: near the anchor all, far away some. */
static const int most_known[CAIRN_BUCKETS] = {CAIRN_MOST_KNOWN, 96, 64, 64, 64, 64, 64, 64};

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

/* One size of a label's text, or its marker, and the offsets that it is tried at. */
typedef struct Trial {
  int size;
  double base; /* px; what the size costs */
  CairnProbe probe;
  const CairnProbes *probes; /* each `step`th of the offsets, from `first` on */
  int first, step;
} Trial;

/* Adds the free ones of the offsets `from` ... `to` - 1 to a bucket, as far as it is not full. */
static void fill_bucket(Finder *finder, int bucket, const Trial *trial, int from, int to) {
  CairnFree *free = finder->free[bucket];
  int n = finder->n[bucket], most = most_known[bucket];
  for (int i = from; i < to && n < most; i += CAIRN_PROBE_WORD) {
    int count = MIN(to - i, CAIRN_PROBE_WORD);
    uint64_t found = cairn_probe_look(&trial->probe, trial->probes, i, count);
    finder->search->field->work += count;
    for (; found && n < most; found &= found - 1) {
      int k = i + __builtin_ctzll(found);
      free[n++] = (CairnFree){(float)(trial->base + trial->probes->cost[k]), (short)trial->size,
                              (short)(k * trial->step + trial->first)};
    }
  }
  finder->n[bucket] = n;
}

/* Adds the free offsets that cost less than `limit`, the size included, as far as the buckets are not full.
 */
static void gather(Finder *finder, const Trial *trial, double limit) {
  int from = 0;
  for (int b = 0; b < CAIRN_BUCKETS; b++) {
    int to = cairn_probes_from(trial->probes, cairn_least(limit, finder->ends[b]) - trial->base);
    if (from < to) fill_bucket(finder, b, trial, from, to);
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
  const CairnTemplate *offsets = cairn_search_offsets(finder->search, label);
  memset(finder->n, 0, sizeof finder->n);
  for (int pass = 0; pass < CAIRN_PASSES; pass++) /* all in turn, so that the buckets fill evenly */
    for (int size = 0; size < field->milestones[label].n_sizes; size++) {
      Trial trial = {size,
                     cairn_field_size_cost(field, label, size),
                     cairn_probe_of(field, label, size),
                     &offsets->passes[pass],
                     pass,
                     CAIRN_PASSES};
      gather(finder, &trial, INFINITY);
    }
  return take_found(finder);
}

static CairnPool find_markers(Finder *finder, int label) {
  const CairnField *field = finder->search->field;
  int size = field->milestones[label].n_sizes;
  Trial trial = {
      size, 0, cairn_probe_of(field, label, size), &cairn_search_offsets(finder->search, label)->all, 0, 1};
  memset(finder->n, 0, sizeof finder->n);
  gather(finder, &trial, MARKER_REACH * field->options->font_px);
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
