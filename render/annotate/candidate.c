#include "annotate/candidate.h"

#define MOST_SPOTS (64 * CAIRN_CHUNK)

/* What the place at the next offset of that size costs at least. */
static double next_cost(const CairnChoices *choices, int size) {
  int next = choices->cursors[size].next;
  if (next >= choices->offsets->n) return INFINITY;
  return choices->base[size] + (next < 0 ? 0 : choices->offsets->offsets[next].cost);
}

/* Goes on to the next offset that is free. */
static void advance(CairnChoices *choices, CairnField *field, int size) {
  CairnCursor *cursor = &choices->cursors[size];
  int before = cursor->next;
  while (!cursor->free && cursor->from < choices->offsets->n) {
    cursor->from += cursor->next < 0 ? 0 : CAIRN_PROBE_WORD;
    cursor->next = cursor->from;
    int n = MIN(CAIRN_PROBE_WORD, choices->offsets->n - cursor->from);
    if (n > 0) cursor->free = cairn_probe_look(&cursor->probe, &choices->offsets->all, cursor->from, n);
  }
  cursor->next = cursor->free ? cursor->from + __builtin_ctzll(cursor->free) : choices->offsets->n;
  cursor->free &= cursor->free - 1;
  field->work += cursor->next - before;
  choices->next[size] = next_cost(choices, size);
}

void cairn_choices_init(CairnChoices *choices, CairnField *field, const CairnTemplate *offsets, int milestone,
                        bool marker) {
  int n_sizes = field->milestones[milestone].n_sizes;
  *choices = (CairnChoices){.milestone = milestone, .offsets = offsets};
  choices->cursors = cairn_arena_array(field->arena, (size_t)n_sizes + 1, CairnCursor);
  choices->base = cairn_arena_array(field->arena, 2 * ((size_t)n_sizes + 1), double);
  choices->next = choices->base + n_sizes + 1;
  for (int size = 0; size <= n_sizes; size++) {
    choices->base[size] = choices->next[size] = INFINITY;
    if ((size == n_sizes) != marker) continue;
    choices->base[size] = cairn_field_size_cost(field, milestone, size);
    choices->cursors[size] = (CairnCursor){.probe = cairn_probe_of(field, milestone, size), .next = -1};
    if (size == n_sizes) /* first on the anchor itself */
      choices->next[size] = next_cost(choices, size);
    else
      advance(choices, field, size);
  }
}

static void append(CairnChoices *choices, CairnField *field, const CairnCandidate *candidate, double floor,
                   double pole) {
  int chunk = choices->n / CAIRN_CHUNK;
  if (!choices->chunks)
    choices->chunks = cairn_arena_array(field->arena, MOST_SPOTS / CAIRN_CHUNK, CairnSpot *);
  if (choices->n % CAIRN_CHUNK == 0)
    choices->chunks[chunk] = cairn_arena_array(field->arena, CAIRN_CHUNK, CairnSpot);
  *cairn_choices_spot(choices, choices->n++) = (CairnSpot){(float)candidate->cost,
                                                           (float)floor,
                                                           (float)candidate->box.x,
                                                           (float)candidate->box.y,
                                                           (float)pole,
                                                           (short)candidate->size,
                                                           candidate->flag,
                                                           candidate->rated,
                                                           -1,
                                                           0};
}

static void try_badge(CairnChoices *choices, CairnField *field, int size) {
  CairnCandidate candidate;
  if (cairn_field_badge(field, choices->milestone, &candidate))
    append(choices, field, &candidate, choices->base[size], 0);
}

static void add_offset(CairnChoices *choices, CairnField *field, const CairnOffset *offset, int size) {
  CairnBox text = cairn_field_size(field, choices->milestone, size);
  CairnBox box =
      cairn_offset_box(offset, cairn_field_site(field, choices->milestone), text.width, text.height);
  CairnCandidate candidate;
  cairn_field_callout(field, choices->milestone, size, box, offset->pole, offset->flag, &candidate);
  append(choices, field, &candidate, choices->base[size] + offset->cost, offset->pole);
}

/* The size whose next offset is the cheapest. */
static inline int next_size(const double *next, int n_sizes) {
  int best = 0;
  double least = next[0];
  for (int size = 1; size <= n_sizes; size++)
    if (next[size] < least) least = next[size], best = size;
  return best;
}

void cairn_choices_extend(CairnChoices *choices, CairnField *field, int index, double limit) {
  int n_sizes = field->milestones[choices->milestone].n_sizes;
  while (choices->n <= index && choices->frontier < limit && choices->n < MOST_SPOTS) {
    int size = next_size(choices->next, n_sizes);
    choices->frontier = choices->next[size];
    if (choices->frontier >= limit) return;
    int next = choices->cursors[size].next;
    if (next < 0)
      try_badge(choices, field, size);
    else
      add_offset(choices, field, &choices->offsets->offsets[next], size);
    advance(choices, field, size);
  }
}

CairnCandidate cairn_choices_get(const CairnChoices *choices, const CairnField *field, int index) {
  const CairnSpot *spot = cairn_choices_spot(choices, index);
  CairnBox size = cairn_field_size(field, choices->milestone, spot->size);
  CairnCandidate candidate = {.box = {(double)spot->x, (double)spot->y, size.width, size.height},
                              .size = spot->size};
  bool marker = spot->size == field->milestones[choices->milestone].n_sizes;
  if (!marker || cairn_box_distance(candidate.box, field->scene->anchors[choices->milestone]) > 0)
    cairn_field_aim(field, choices->milestone, (double)spot->pole, spot->flag, &candidate);
  candidate.cost = (double)spot->cost;
  candidate.marker = marker;
  candidate.rated = spot->rated;
  return candidate;
}
