#include "annotate/candidate.h"

#define MOST_SPOTS (64 * CAIRN_CHUNK)

/* What the place at the next offset of that size costs at least. */
static double next_cost(const CairnChoices *choices, int size) {
  int cursor = choices->cursor[size];
  if (cursor >= choices->offsets->n) return INFINITY;
  return choices->base[size] + (cursor < 0 ? 0 : choices->offsets->offsets[cursor].cost);
}

void cairn_choices_init(CairnChoices *choices, CairnField *field, const CairnTemplate *offsets, int milestone,
                        bool marker) {
  int n_sizes = field->milestones[milestone].n_sizes;
  *choices = (CairnChoices){.milestone = milestone, .offsets = offsets};
  choices->cursor = cairn_arena_array(field->arena, (size_t)n_sizes + 1, int);
  choices->base = cairn_arena_array(field->arena, 2 * ((size_t)n_sizes + 1), double);
  choices->next = choices->base + n_sizes + 1;
  choices->cursor[n_sizes] = -1; /* first on the anchor itself */
  for (int size = 0; size <= n_sizes; size++) {
    bool usable = (size == n_sizes) == marker;
    choices->base[size] = usable ? cairn_field_size_cost(field, milestone, size) : INFINITY;
    choices->next[size] = next_cost(choices, size);
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

static void try_offset(CairnChoices *choices, CairnField *field, const CairnOffset *offset, int size) {
  CairnBox text = cairn_field_size(field, choices->milestone, size);
  CairnBox box =
      cairn_offset_box(offset, cairn_field_site(field, choices->milestone), text.width, text.height);
  field->work++;
  if (!cairn_coverage_is_free(field->coverage, &box)) return;
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
    int cursor = choices->cursor[size]++;
    choices->next[size] = next_cost(choices, size);
    if (cursor < 0)
      try_badge(choices, field, size);
    else
      try_offset(choices, field, &choices->offsets->offsets[cursor], size);
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
