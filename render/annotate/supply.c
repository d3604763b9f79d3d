#include "annotate/supply.h"

#include <string.h>

#define PASSES       5   /* each with every fifth offset, so that the buckets fill evenly */
#define BINS         32  /* to sort a bucket */
#define LONG         400 /* px: costs beyond that are not told apart */
#define MARKER_REACH 16  /* font sizes of cost: markers farther away are of no use */

/* Where buckets end, in font sizes. */
static const double ends[CAIRN_BUCKETS] = {1.5, 3, 5, 8, 12, 17, 24, INFINITY};

/* Where a box stands at an offset, seen from the site: at x + x_share * width, likewise y. */
typedef struct Probe {
  double cost, x, x_share, y, y_share;
} Probe;

/* What is needed to find the places of one label after the other. */
typedef struct Finder {
  CairnSearch *search;
  double ends[CAIRN_BUCKETS]; /* px */
  Probe *probes[2];           /* per offset of the search's templates */
  CairnFree free[CAIRN_BUCKETS][CAIRN_MOST_KNOWN];
  int n[CAIRN_BUCKETS];
} Finder;

static double start(int side, double along) {
  return side < 0 ? -along : side > 0 ? along : 0;
}

static double share(int side, double along) {
  return side < 0 ? -1 : side > 0 ? 0 : -along;
}

static Probe *probes_of(const CairnTemplate *offsets) {
  Probe *probes = g_new(Probe, (size_t)offsets->n);
  for (int i = 0; i < offsets->n; i++) {
    const CairnOffset *o = &offsets->offsets[i];
    probes[i] = (Probe){o->cost, o->pole + start(o->side_x, o->along_x), share(o->side_x, o->along_x),
                        start(o->side_y, o->along_y), share(o->side_y, o->along_y)};
  }
  return probes;
}

static Finder *finder_new(CairnSearch *search) {
  Finder *finder = g_new(Finder, 1);
  finder->search = search;
  for (int b = 0; b < CAIRN_BUCKETS; b++)
    finder->ends[b] = ends[b] * search->field->options->font_px;
  for (int flags = 0; flags < 2; flags++)
    finder->probes[flags] = probes_of(&search->offsets[flags]);
  return finder;
}

static void finder_free(Finder *finder) {
  g_free(finder->probes[0]);
  g_free(finder->probes[1]);
  g_free(finder);
}

/* Adds the free offsets of that size that cost less than `limit`, `base` included: each `step`th from `first`
 * on, as far as the buckets are not full. */
static void gather(Finder *finder, int label, int size, double base, double limit, int first, int step) {
  CairnField *field = finder->search->field;
  int n = cairn_supply_offsets(finder->search, label)->n, i = first, b = 0;
  const Probe *probes = finder->probes[field->together[label] > 1];
  CairnBox text = cairn_field_size(field, label, size);
  CairnPoint site = cairn_field_site(field, label);
  for (; i < n && base + probes[i].cost < limit; i += step) {
    const Probe *probe = &probes[i];
    while (base + probe->cost >= finder->ends[b])
      b++;
    if (finder->n[b] == CAIRN_MOST_KNOWN) continue;
    CairnBox box = {site.x + probe->x + probe->x_share * text.width,
                    site.y + probe->y + probe->y_share * text.height, text.width, text.height};
    if (cairn_coverage_is_free(field->coverage, &box))
      finder->free[b][finder->n[b]++] = (CairnFree){(float)(base + probe->cost), (short)size, (short)i};
  }
  field->work += (i - first) / step;
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
  for (int pass = 0; pass < PASSES; pass++)
    for (int size = 0; size < field->milestones[label].n_sizes; size++)
      gather(finder, label, size, cairn_field_size_cost(field, label, size), INFINITY, pass, PASSES);
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
  finder_free(finder);
  return supply;
}
