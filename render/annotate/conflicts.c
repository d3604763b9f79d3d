#include "annotate/conflicts.h"

#include "annotate/touch.h"

#include <string.h>

#define MOST_STEPS 8     /* of the grid in one px */
#define GRID       32000 /* what an edge may be at most */
#define SAFE       0.1   /* px around leaders, for what rounding might do */

#define CHUNK    256 /* bars allocated at once */
#define BAR_WORK 2   /* units of work to compare one place with 64 of another label */

/* ---- On the grid ---- */

/* floor and ceil without a call. */
static int16_t below(double steps) {
  steps = cairn_clamp(steps, -GRID, GRID);
  int whole = (int)steps;
  return (int16_t)(whole - (whole > steps));
}

static int16_t above(double steps) {
  return (int16_t)-below(-steps);
}

/* At least as large as the box and dx and dy around it. */
static CairnGridBox around(const CairnConflicts *c, CairnBox box, double dx, double dy) {
  CairnBox canvas = c->field->scene->canvas;
  double x = box.x - canvas.x, y = box.y - canvas.y;
  return (CairnGridBox){below((x - dx) * c->steps), above((x + box.width + dx) * c->steps),
                        below((y - dy) * c->steps), above((y + box.height + dy) * c->steps)};
}

/* At most as large. */
static CairnGridBox within(const CairnConflicts *c, CairnBox box, double dx, double dy) {
  CairnBox canvas = c->field->scene->canvas;
  double x = box.x - canvas.x, y = box.y - canvas.y;
  return (CairnGridBox){above((x - dx) * c->steps), below((x + box.width + dx) * c->steps),
                        above((y - dy) * c->steps), below((y + box.height + dy) * c->steps)};
}

static const CairnGridBox nowhere = {GRID, -GRID, GRID, -GRID};

static CairnGridBox around_leader(const CairnConflicts *c, const CairnCandidate *candidate, double gap) {
  if (candidate->n_path == 0) return nowhere;
  CairnPoint from = candidate->path[0], to = from;
  for (int i = 1; i < candidate->n_path; i++) {
    CairnPoint p = candidate->path[i];
    from = (CairnPoint){cairn_least(from.x, p.x), cairn_least(from.y, p.y)};
    to = (CairnPoint){cairn_most(to.x, p.x), cairn_most(to.y, p.y)};
  }
  return around(c, (CairnBox){from.x, from.y, to.x - from.x, to.y - from.y}, gap + SAFE, gap + SAFE);
}

/* At most as large as the upright piece of the leader and the gap around it. */
static CairnGridBox within_stem(const CairnConflicts *c, const CairnCandidate *candidate, double gap) {
  int i = candidate->flag;
  if (candidate->n_path - i < 2 || candidate->path[i].x != candidate->path[i + 1].x) return nowhere;
  double from = candidate->path[i].y, to = candidate->path[i + 1].y;
  CairnBox stem = {candidate->path[i].x, cairn_least(from, to), 0, fabs(to - from)};
  return within(c, stem, gap, gap);
}

static CairnGridBox unite(CairnGridBox a, CairnGridBox b) {
  return (CairnGridBox){MIN(a.left, b.left), MAX(a.right, b.right), MIN(a.top, b.top),
                        MAX(a.bottom, b.bottom)};
}

static CairnGridBox one_step_more(CairnGridBox box) {
  return (CairnGridBox){(int16_t)(box.left - 1), (int16_t)(box.right + 1), (int16_t)(box.top - 1),
                        (int16_t)(box.bottom + 1)};
}

static CairnShape shape_of(const CairnConflicts *c, const CairnCandidate *candidate) {
  const CairnSpacing *gap = &c->field->spacing;
  CairnShape shape;
  for (int marker = 0; marker < 2; marker++) {
    bool both = marker && candidate->marker;
    double dx = both ? gap->marker : gap->beside, dy = both ? gap->marker : gap->above;
    shape.sure[marker] = within(c, candidate->box, dx, dy);
    shape.near[marker] = around(c, candidate->box, dx, dy);
  }
  shape.keep = within(c, candidate->box, gap->leader, gap->leader);
  shape.stem = within_stem(c, candidate, gap->leader);
  shape.box = around(c, candidate->box, gap->leader, gap->leader);
  shape.leader = around_leader(c, candidate, gap->leader);
  shape.most = unite(one_step_more(shape.near[0]), one_step_more(shape.leader));
  return shape;
}

static void set_box(CairnGridBoxes *boxes, int k, CairnGridBox box) {
  boxes->left[k % CAIRN_ROWS][k / CAIRN_ROWS] = box.left;
  boxes->right[k % CAIRN_ROWS][k / CAIRN_ROWS] = box.right;
  boxes->top[k % CAIRN_ROWS][k / CAIRN_ROWS] = box.top;
  boxes->bottom[k % CAIRN_ROWS][k / CAIRN_ROWS] = box.bottom;
}

#ifdef __x86_64__
#define WIDE __attribute__((target("avx2")))
#endif
#define ALWAYS static inline __attribute__((always_inline))

/* Which of the boxes in row k overlap this one? */
ALWAYS void find_overlapping(const CairnGridBoxes *boxes, int k, CairnGridBox box, CairnEdges *found) {
  *found |= (boxes->left[k] < box.right) & (boxes->right[k] > box.left) & (boxes->top[k] < box.bottom) &
            (boxes->bottom[k] > box.top);
}

typedef uint64_t Quads __attribute__((vector_size(2 * CAIRN_LANES)));

/* The four lowest bits of each lane. */
ALWAYS uint64_t pack(CairnEdges edges) {
  Quads quads = (Quads)edges; /* of four lanes each */
  quads = (quads | quads >> 12) & 0x000000ff000000ff;
  quads = (quads | quads >> 24) & 0xffff;
  return quads[0] | quads[1] << 16 | quads[2] << 32 | quads[3] << 48;
}

/* Bits of the places that touch a label of that shape, and of those that may, too. */
ALWAYS void compare(const CairnGridPlaces *places, bool markers, const CairnShape *shape, uint64_t *barred,
                    uint64_t *open) {
  const CairnGridBox near = one_step_more(shape->near[markers]), leader = one_step_more(shape->leader);
  CairnEdges touching = {0}, near_by = {0};
  for (int k = 0; k < CAIRN_ROWS; k++) {
    CairnEdges found = {0}, may = {0};
    find_overlapping(&places->box, k, shape->sure[markers], &found);
    find_overlapping(&places->box, k, shape->stem, &found);
    find_overlapping(&places->stem, k, shape->keep, &found);
    find_overlapping(&places->box, k, near, &may);
    find_overlapping(&places->box, k, leader, &may);
    find_overlapping(&places->leader, k, shape->box, &may);
    find_overlapping(&places->leader, k, shape->leader, &may);
    touching |= found & (int16_t)(1 << k);
    near_by |= may & (int16_t)(1 << k);
  }
  *barred = pack(touching);
  *open = pack(near_by) & ~*barred;
}

typedef void (*Compare)(const CairnGridPlaces *places, bool markers, const CairnShape *shape,
                        uint64_t *barred, uint64_t *open);

static void compare_plain(const CairnGridPlaces *places, bool markers, const CairnShape *shape,
                          uint64_t *barred, uint64_t *open) {
  compare(places, markers, shape, barred, open);
}

#ifdef __x86_64__
WIDE static void compare_wide(const CairnGridPlaces *places, bool markers, const CairnShape *shape,
                              uint64_t *barred, uint64_t *open) {
  compare(places, markers, shape, barred, open);
}
#endif

static Compare fastest(void) {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2")) return compare_wide;
#endif
  return compare_plain;
}

/* ---- Rows ---- */

static void set_places(CairnConflicts *c, const CairnShortlist *list, int word) {
  CairnGridPlaces *places = &c->grid[list->label * CAIRN_LIST_WORDS + word];
  places->most = nowhere;
  for (uint64_t known = list->known[word]; known; known &= known - 1) {
    int k = __builtin_ctzll(known);
    const CairnCandidate *candidate = &list->places[word * CAIRN_WORD + k];
    CairnGridBox box = within(c, candidate->box, 0, 0), leader = around_leader(c, candidate, 0);
    set_box(&places->box, k, box);
    set_box(&places->stem, k, within_stem(c, candidate, 0));
    set_box(&places->leader, k, leader);
    places->most = unite(places->most, unite(one_step_more(box), leader));
  }
}

void cairn_conflicts_init(CairnConflicts *c, CairnArena *arena, const CairnShortlist *lists, int n) {
  *c = (CairnConflicts){.arena = arena, .n = n, .lists = lists};
  c->grid = cairn_arena_array(arena, (size_t)n * CAIRN_LIST_WORDS, CairnGridPlaces);
  c->rows = cairn_arena_array(arena, (size_t)n * CAIRN_LIST_PLACES, CairnRow *);
}

void cairn_conflicts_begin(CairnConflicts *c, CairnField *field) {
  const CairnBox canvas = field->scene->canvas;
  c->field = field;
  c->steps = cairn_least(MOST_STEPS, GRID / cairn_most(1, cairn_most(canvas.width, canvas.height)));
  memset(c->rows, 0, (size_t)c->n * CAIRN_LIST_PLACES * sizeof(CairnRow *));
  c->n_bars = 0;
  while (c->used) {
    CairnRow *row = c->used;
    c->used = row->next;
    row->next = c->unused;
    c->unused = row;
  }
}

void cairn_conflicts_enter(CairnConflicts *c, int label) {
  for (int word = 0; word < CAIRN_LIST_WORDS; word++)
    set_places(c, &c->lists[label], word);
}

static CairnRow *new_row(CairnConflicts *c) {
  CairnRow *row = c->unused;
  if (row) {
    c->unused = row->next;
    memset(row->bars, 0, (size_t)c->n * sizeof *row->bars);
  } else {
    row = cairn_arena_one(c->arena, CairnRow);
    row->bars = cairn_arena_array(c->arena, (size_t)c->n, CairnBars *);
  }
  row->next = c->used;
  c->used = row;
  return row;
}

static CairnBars *new_bars(CairnConflicts *c) {
  int chunk = c->n_bars / CHUNK;
  if (chunk == c->n_chunks) {
    c->chunks =
        cairn_arena_grow_array(c->arena, c->chunks, (size_t)chunk, (size_t)chunk + 1, sizeof *c->chunks);
    c->chunks[c->n_chunks++] = cairn_arena_array(c->arena, CHUNK, CairnBars);
  }
  return &c->chunks[chunk][c->n_bars++ % CHUNK];
}

static CairnRow *row_of(CairnConflicts *c, int label, int place) {
  CairnRow **row = &c->rows[label * CAIRN_LIST_PLACES + place];
  if (*row) return *row;
  *row = new_row(c);
  (*row)->shape = shape_of(c, &c->lists[label].places[place]);
  return *row;
}

static bool is_far(const CairnConflicts *c, const CairnShape *shape, int other) {
  for (int word = 0; word < CAIRN_LIST_WORDS; word++)
    if (cairn_grid_overlap(c->grid[other * CAIRN_LIST_WORDS + word].most, shape->most)) return false;
  return true;
}

static CairnBars *bars_of(CairnConflicts *c, int label, int place, int other) {
  static CairnBars none = {.known = (1u << CAIRN_LIST_WORDS) - 1};
  CairnRow *row = row_of(c, label, place);
  if (row->bars[other]) return row->bars[other];
  if (other == label || is_far(c, &row->shape, other)) return row->bars[other] = &none;
  CairnBars *bars = row->bars[other] = new_bars(c);
  bars->known = 0;
  return bars;
}

static CairnBar *bar_of(CairnConflicts *c, int label, int place, int other, int word) {
  CairnBars *bars = bars_of(c, label, place, other);
  CairnBar *bar = &bars->words[word];
  c->field->work += BAR_WORK;
  if (bars->known >> word & 1) return bar;
  const CairnGridPlaces *places = &c->grid[other * CAIRN_LIST_WORDS + word];
  const CairnShape *shape = &c->rows[label * CAIRN_LIST_PLACES + place]->shape;
  bars->known |= 1u << word;
  bar->barred = bar->open = 0;
  if (!cairn_grid_overlap(places->most, shape->most)) return bar;
  fastest()(places, word == CAIRN_LIST_WORDS - 1, shape, &bar->barred, &bar->open);
  bar->barred &= c->lists[other].known[word];
  bar->open &= c->lists[other].known[word];
  return bar;
}

CairnGridBox cairn_conflicts_extent(CairnConflicts *c, int label, int place) {
  return row_of(c, label, place)->shape.most;
}

CairnGridBox cairn_conflicts_reach(const CairnConflicts *c, int label, int word) {
  return c->grid[label * CAIRN_LIST_WORDS + word].most;
}

const CairnBar *cairn_conflicts_find(CairnConflicts *c, int label, int place, int other, int word) {
  return bar_of(c, label, place, other, word);
}

bool cairn_conflicts_settle(CairnConflicts *c, int label, int place, int other, int other_place) {
  CairnBar *bar = bar_of(c, label, place, other, other_place / CAIRN_WORD);
  uint64_t bit = 1ull << (other_place % CAIRN_WORD);
  bool touching = cairn_candidates_touch(&c->field->spacing, &c->lists[label].places[place],
                                         &c->lists[other].places[other_place]);
  bar->open &= ~bit;
  if (touching) bar->barred |= bit;
  c->field->work++;
  return touching;
}
