#include "annotate/candidate.h"

#define MOST_CANDIDATES 4096

void cairn_choices_init(CairnChoices *choices, CairnField *field, int milestone) {
  int n_sizes = field->milestones[milestone].n_sizes;
  *choices = (CairnChoices){.milestone = milestone};
  choices->cursor = cairn_arena_array(field->arena, (size_t)n_sizes + 1, int);
  choices->cursor[n_sizes] = -1;
}

static void append(CairnChoices *choices, CairnField *field, const CairnCandidate *candidate, double floor) {
  if (choices->n == choices->room) {
    int room = choices->room ? choices->room * 2 : 32;
    CairnCandidate *list = cairn_arena_array(field->arena, (size_t)room, CairnCandidate);
    double *floors = cairn_arena_array(field->arena, (size_t)room, double);
    for (int i = 0; i < choices->n; i++) {
      list[i] = choices->list[i];
      floors[i] = choices->floor[i];
    }
    choices->list = list;
    choices->floor = floors;
    choices->room = room;
  }
  choices->floor[choices->n] = floor;
  choices->list[choices->n++] = *candidate;
}

void cairn_choices_add(CairnChoices *choices, CairnField *field, const CairnCandidate *candidate) {
  append(choices, field, candidate, 0);
}

/* The cost before looking at what is around: of the size, and of its next offset. */
static double floor_of(const CairnField *field, const CairnTemplate *offsets, const CairnChoices *choices, int size) {
  int cursor = choices->cursor[size];
  bool marker = size == field->milestones[choices->milestone].n_sizes;
  if (marker != field->keyed[choices->milestone] || cursor >= offsets->n) return INFINITY;
  double base = cairn_field_size_cost(field, choices->milestone, size);
  return cursor < 0 ? base : base + offsets->offsets[cursor].cost;
}

static void try_offset(CairnChoices *choices, CairnField *field, const CairnTemplate *offsets, int size, double floor) {
  int cursor = choices->cursor[size]++;
  CairnCandidate candidate;
  if (cursor < 0) {
    if (cairn_field_badge(field, choices->milestone, &candidate)) append(choices, field, &candidate, floor);
    return;
  }
  CairnBox box = cairn_field_size(field, choices->milestone, size);
  box = cairn_offset_box(&offsets->offsets[cursor], field->scene->anchors[choices->milestone], box.width, box.height);
  if (cairn_field_callout(field, choices->milestone, size, box, &candidate)) append(choices, field, &candidate, floor);
}

bool cairn_choices_reach(CairnChoices *choices, CairnField *field, const CairnTemplate *offsets, int index) {
  int n_sizes = field->milestones[choices->milestone].n_sizes;
  while (choices->n <= index && choices->frontier < INFINITY && choices->n < MOST_CANDIDATES) {
    int best = 0;
    double cost = INFINITY;
    for (int size = 0; size <= n_sizes; size++) {
      double floor = floor_of(field, offsets, choices, size);
      if (floor < cost) cost = floor, best = size;
    }
    choices->frontier = cost;
    if (isfinite(cost)) try_offset(choices, field, offsets, best, cost);
  }
  return index < choices->n;
}
