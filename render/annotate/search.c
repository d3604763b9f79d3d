#include "annotate/search.h"

#include <stdlib.h>

/* Px of cost for pushing another label away; it grows for a label that has been pushed before, as the weights
 * of breakout local search do (Morris 1993), so that two labels do not fight for one place for ever. */
#define PUSH_COST   30.0
#define PUSH_GROWTH 12.0
#define SWAP_COST   10.0 /* the same, while improving */
#define CHAIN       6    /* labels moved in one attempt to improve */

typedef struct Extent {
  double x0, y0, x1, y1;
} Extent;

struct CairnSearch {
  CairnField *field;
  int n;
  CairnChoices *choices;
  int *chosen;     /* index into the label's choices; -1: none */
  int *best;       /* the best state seen */
  Extent *extents; /* of box and leader; empty if the label has no place */
  double *push;    /* cost of pushing the label away */
  bool *locked;    /* moved in the present chain */
  int *touching;   /* labels in the way of the candidate looked at last */
  int n_touching;
  int *queue, head, waiting;
};

static const CairnCandidate *candidate_of(const CairnSearch *s, int i) {
  return s->chosen[i] < 0 ? NULL : &s->choices[i].list[s->chosen[i]];
}

static Extent extent_of(const CairnCandidate *c) {
  return (Extent){fmin(c->box.x, c->leader.to.x), fmin(c->box.y, c->leader.to.y),
                  fmax(c->box.x + c->box.width, c->leader.to.x),
                  fmax(c->box.y + c->box.height, c->leader.to.y)};
}

static CairnBox widened(CairnBox box, double dx, double dy) {
  return (CairnBox){box.x - dx, box.y - dy, box.width + 2 * dx, box.height + 2 * dy};
}

static bool leaders_touch(const CairnCandidate *a, const CairnCandidate *b, double gap) {
  double apart = hypot(a->leader.to.x - b->leader.to.x, a->leader.to.y - b->leader.to.y);
  if (apart > 1) return cairn_segments_distance(a->leader, b->leader) < fmin(gap, 0.3 * apart);
  /* From one place leaders may part, but not run together. */
  double ax = a->leader.from.x - a->leader.to.x, ay = a->leader.from.y - a->leader.to.y;
  double bx = b->leader.from.x - b->leader.to.x, by = b->leader.from.y - b->leader.to.y;
  return ax * bx + ay * by > 0.99 * hypot(ax, ay) * hypot(bx, by);
}

static bool candidates_touch(const CairnSpacing *gap, const CairnCandidate *a, const CairnCandidate *b) {
  if (cairn_box_intersects(widened(a->box, gap->beside, gap->above), b->box)) return true;
  if (a->has_leader && cairn_segment_enters(a->leader, widened(b->box, gap->leader, gap->leader)))
    return true;
  if (b->has_leader && cairn_segment_enters(b->leader, widened(a->box, gap->leader, gap->leader)))
    return true;
  return a->has_leader && b->has_leader && leaders_touch(a, b, gap->leader);
}

/* Lists the labels that candidate `c` of label i touches, and adds up what pushing them costs; stops when
 * that is `limit` or more. */
static double push_cost(CairnSearch *s, int i, const CairnCandidate *c, double limit) {
  const CairnSpacing *gap = &s->field->spacing;
  double margin = fmax(gap->beside, gap->leader), sum = 0;
  Extent e = extent_of(c);
  e = (Extent){e.x0 - margin, e.y0 - margin, e.x1 + margin, e.y1 + margin};
  s->n_touching = 0;
  s->field->work += s->n / 4;
  for (int j = 0; j < s->n && sum < limit; j++) {
    const Extent *o = &s->extents[j];
    if (o->x0 >= e.x1 || o->x1 <= e.x0 || o->y0 >= e.y1 || o->y1 <= e.y0 || j == i) continue;
    s->field->work++;
    if (!candidates_touch(gap, c, candidate_of(s, j))) continue;
    s->touching[s->n_touching++] = j;
    sum += s->locked[j] ? INFINITY : s->push[j];
  }
  return sum;
}

static void take(CairnSearch *s, int i, int choice) {
  s->chosen[i] = choice;
  s->extents[i] =
      choice < 0 ? (Extent){INFINITY, INFINITY, -INFINITY, -INFINITY} : extent_of(candidate_of(s, i));
}

/* The choice of least cost for label i, pushing included, if that is below `limit`; else -1. */
static int cheapest(CairnSearch *s, int i, double limit) {
  CairnChoices *choices = &s->choices[i];
  int found = -1;
  for (int k = 0; cairn_choices_reach(choices, s->field, k) && choices->floor[k] < limit; k++) {
    if (choices->list[k].cost >= limit) continue;
    double cost = choices->list[k].cost + push_cost(s, i, &choices->list[k], limit - choices->list[k].cost);
    if (cost < limit) limit = cost, found = k;
  }
  return found;
}

static void enqueue(CairnSearch *s, int i) {
  s->queue[(s->head + s->waiting++) % s->n] = i;
}

static int dequeue(CairnSearch *s) {
  int i = s->queue[s->head];
  s->head = (s->head + 1) % s->n;
  s->waiting--;
  return i;
}

/* Puts label i at its choice and sends those that it touches back to the queue. */
static void settle(CairnSearch *s, int i, int choice) {
  push_cost(s, i, &s->choices[i].list[choice], INFINITY);
  for (int k = 0; k < s->n_touching; k++) {
    int j = s->touching[k];
    take(s, j, -1);
    s->push[j] += PUSH_GROWTH;
    enqueue(s, j);
  }
  take(s, i, choice);
}

static double importance(const CairnSearch *s, int i) {
  int priority = s->field->milestones[i].priority;
  return priority <= 1 ? 2 : priority == 2 ? 1.4 : 1;
}

static double unplaced_weight(const CairnSearch *s) {
  double sum = 0;
  for (int i = 0; i < s->n; i++)
    if (s->chosen[i] < 0) sum += importance(s, i);
  return sum;
}

static void restore(CairnSearch *s) {
  for (int i = 0; i < s->n; i++)
    take(s, i, s->best[i]);
}

static void remember(CairnSearch *s) {
  for (int i = 0; i < s->n; i++)
    s->best[i] = s->chosen[i];
}

/* Labels without a place after the search may still find one that pushes nobody. */
static int fill_gaps(CairnSearch *s) {
  int unplaced = 0;
  for (int i = 0; i < s->n; i++)
    s->locked[i] = true;
  for (int i = 0; i < s->n; i++) {
    if (s->chosen[i] >= 0) continue;
    take(s, i, cheapest(s, i, INFINITY));
    unplaced += s->chosen[i] < 0;
  }
  for (int i = 0; i < s->n; i++)
    s->locked[i] = false;
  return unplaced;
}

int cairn_search_place(CairnSearch *s, int64_t budget) {
  int64_t end = s->field->work + budget;
  double best = INFINITY;
  int lost = 0; /* labels without any candidate */
  while (s->waiting > 0 && s->field->work < end) {
    int i = dequeue(s), choice = cheapest(s, i, 1e6);
    if (choice < 0) {
      lost++;
      continue;
    }
    settle(s, i, choice);
    if (s->waiting > s->n / 8) continue;
    double weight = unplaced_weight(s);
    if (weight < best) {
      best = weight;
      remember(s);
    }
  }
  if (isfinite(best)) restore(s);
  s->waiting = 0;
  return fill_gaps(s);
}

/* Moves label i to a cheaper place and those that it pushes to others, a few at most; undone unless the sum
 * gets less. */
static bool attempt(CairnSearch *s, int i) {
  int moved[CHAIN], before[CHAIN], n = 0, open[CHAIN], n_open = 0;
  double gain = 0;
  bool done = true;
  open[n_open++] = i;
  while (n_open > 0 && done) {
    int j = open[--n_open];
    /* the first has to become cheaper; the others may cost what has been gained so far */
    if (n == 0) {
      moved[n] = j, before[n++] = s->chosen[j];
      gain += candidate_of(s, j)->cost;
      take(s, j, -1);
    }
    int choice = cheapest(s, j, gain - 0.01);
    if (choice < 0) {
      done = false;
      break;
    }
    s->locked[j] = true;
    push_cost(s, j, &s->choices[j].list[choice], INFINITY);
    if (n + s->n_touching > CHAIN) {
      done = false;
      break;
    }
    gain -= s->choices[j].list[choice].cost;
    for (int k = 0; k < s->n_touching; k++) {
      int other = s->touching[k];
      moved[n] = other, before[n++] = s->chosen[other];
      gain += candidate_of(s, other)->cost;
      take(s, other, -1);
      open[n_open++] = other;
    }
    take(s, j, choice);
  }
  for (int k = 0; k < n; k++)
    s->locked[moved[k]] = false;
  done = done && gain > 0.01;
  for (int k = 0; k < n && !done; k++)
    take(s, moved[k], -1);
  for (int k = 0; k < n && !done; k++)
    take(s, moved[k], before[k]);
  return done;
}

void cairn_search_improve(CairnSearch *s, int64_t budget) {
  int64_t end = s->field->work + budget;
  for (int i = 0; i < s->n; i++)
    s->push[i] = SWAP_COST;
  for (bool better = true; better && s->field->work < end;) {
    better = false;
    for (int i = 0; i < s->n && s->field->work < end; i++)
      if (s->chosen[i] > 0 && attempt(s, i)) better = true;
  }
}

const CairnCandidate *cairn_search_choice(const CairnSearch *search, int milestone) {
  return candidate_of(search, milestone);
}

double cairn_search_cost(const CairnSearch *s) {
  double sum = 0;
  for (int i = 0; i < s->n; i++)
    if (s->chosen[i] >= 0) sum += candidate_of(s, i)->cost;
  return sum;
}

double cairn_search_bound(CairnSearch *s) {
  double sum = 0;
  for (int i = 0; i < s->n; i++) {
    double least = INFINITY;
    for (int k = 0; cairn_choices_reach(&s->choices[i], s->field, k) && s->choices[i].floor[k] < least; k++)
      least = fmin(least, s->choices[i].list[k].cost);
    if (s->chosen[i] >= 0) sum += least;
  }
  return sum;
}

CairnSearch *cairn_search_new(CairnField *field) {
  size_t n = (size_t)field->n;
  CairnSearch *s = cairn_arena_one(field->arena, CairnSearch);
  s->field = field;
  s->n = field->n;
  s->choices = cairn_arena_array(field->arena, n, CairnChoices);
  s->chosen = cairn_arena_array(field->arena, n, int);
  s->best = cairn_arena_array(field->arena, n, int);
  s->extents = cairn_arena_array(field->arena, n, Extent);
  s->push = cairn_arena_array(field->arena, n, double);
  s->locked = cairn_arena_array(field->arena, n, bool);
  s->touching = cairn_arena_array(field->arena, n, int);
  s->queue = cairn_arena_array(field->arena, n, int);
  for (int i = 0; i < s->n; i++) {
    cairn_choices_init(&s->choices[i], field, i);
    take(s, i, -1);
    s->push[i] = PUSH_COST * importance(s, i);
    enqueue(s, i);
  }
  return s;
}
