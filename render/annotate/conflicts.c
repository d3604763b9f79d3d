#include "annotate/conflicts.h"

#include "annotate/touch.h"

#include <string.h>

#define MOST_STEPS 8     /* of the grid in one px */
#define GRID       32000 /* what an edge may be at most */
#define SAFE       0.1   /* px around leaders, for what rounding might do */

#define BLOCK_WORK 2 /* units of work to look at a label that has moved, for 64 places */

void cairn_conflicts_init(CairnConflicts *c, CairnArena *arena, CairnField *field,
                          const CairnCandidate *standing) {
  const CairnBox canvas = field->scene->canvas;
  *c = (CairnConflicts){
      .arena = arena, .field = field, .n = field->n, .words = field->n / 64 + 1, .standing = standing};
  c->steps = cairn_least(MOST_STEPS, GRID / cairn_most(1, cairn_most(canvas.width, canvas.height)));
  c->shapes = cairn_arena_array(arena, (size_t)c->n, CairnShape);
  for (int i = 0; i < c->n; i++)
    c->shapes[i] = cairn_conflicts_shape(c, &standing[i]);
}

void cairn_conflicts_moved(CairnConflicts *c, int label) {
  if (c->n_log == c->log_room) {
    int room = c->log_room ? 2 * c->log_room : 256;
    c->log = cairn_arena_grow_array(c->arena, c->log, (size_t)c->log_room, (size_t)room, sizeof *c->log);
    c->log_room = room;
  }
  c->log[c->n_log++] = label;
  c->shapes[label] = cairn_conflicts_shape(c, &c->standing[label]);
}

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

CairnShape cairn_conflicts_shape(const CairnConflicts *c, const CairnCandidate *candidate) {
  const CairnSpacing *gap = &c->field->spacing;
  CairnShape shape = {.stands = candidate->cost < INFINITY};
  if (!shape.stands) return shape;
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
  return shape;
}

static void set_box(CairnGridBoxes *boxes, int k, CairnGridBox box) {
  boxes->left[k % CAIRN_LANES][k / CAIRN_LANES] = box.left;
  boxes->right[k % CAIRN_LANES][k / CAIRN_LANES] = box.right;
  boxes->top[k % CAIRN_LANES][k / CAIRN_LANES] = box.top;
  boxes->bottom[k % CAIRN_LANES][k / CAIRN_LANES] = box.bottom;
}

static bool overlap(CairnGridBox a, CairnGridBox b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

static CairnGridBox unite(CairnGridBox a, CairnGridBox b) {
  return (CairnGridBox){MIN(a.left, b.left), MAX(a.right, b.right), MIN(a.top, b.top),
                        MAX(a.bottom, b.bottom)};
}

/* Bits of the boxes that overlap this one, in lanes. */
static inline CairnEdges overlapping(const CairnGridBoxes *boxes, CairnGridBox box) {
  const CairnEdges none = {0};
  CairnEdges left = none + box.left, right = none + box.right, top = none + box.top,
             bottom = none + box.bottom, found = none;
  for (int k = 0; k < CAIRN_LANES; k++)
    found |= (boxes->left[k] < right) & (boxes->right[k] > left) & (boxes->top[k] < bottom) &
             (boxes->bottom[k] > top) & (int16_t)(1 << k);
  return found;
}

static inline uint64_t bits_of(CairnEdges lanes) {
  uint64_t bits = 0;
  for (int lane = 0; lane < CAIRN_LANES; lane++)
    bits |= (uint64_t)(uint16_t)lanes[lane] << (CAIRN_LANES * lane);
  return bits;
}

static uint64_t known_of(const CairnBlock *block) {
  return block->n < CAIRN_BLOCK ? ~(~0ull << block->n) : ~0ull;
}

static CairnGridBox one_step_more(CairnGridBox box) {
  return (CairnGridBox){(int16_t)(box.left - 1), (int16_t)(box.right + 1), (int16_t)(box.top - 1),
                        (int16_t)(box.bottom + 1)};
}

uint64_t cairn_conflicts_sure(const CairnGridPlaces *places, bool markers, const CairnShape *shape) {
  return bits_of(overlapping(&places->box, shape->sure[markers]) | overlapping(&places->box, shape->stem) |
                 overlapping(&places->stem, shape->keep));
}

static uint64_t sure_of(const CairnBlock *block, bool markers, const CairnShape *shape, uint64_t *open) {
  uint64_t known = known_of(block), sure = known & cairn_conflicts_sure(&block->sure, markers, shape);
  *open = known & ~sure &
          bits_of(overlapping(&block->sure.box, one_step_more(shape->near[markers])) |
                  overlapping(&block->sure.box, one_step_more(shape->leader)) |
                  overlapping(&block->leader, shape->box) | overlapping(&block->leader, shape->leader));
  return sure;
}

static bool concerns(const CairnBlock *block, const CairnShape *shape) {
  return shape->stands && (overlap(block->most, shape->near[0]) || overlap(block->most, shape->leader));
}

static void copy_box(const CairnGridBoxes *from, int index, CairnGridBoxes *to, int k) {
  int row = index % CAIRN_LANES, lane = index / CAIRN_LANES;
  set_box(to, k,
          (CairnGridBox){from->left[row][lane], from->right[row][lane], from->top[row][lane],
                         from->bottom[row][lane]});
}

void cairn_conflicts_copy(const CairnPlaces *places, int index, CairnGridPlaces *to, int k) {
  const CairnGridPlaces *from = &places->blocks[index / CAIRN_BLOCK]->sure;
  copy_box(&from->box, index % CAIRN_BLOCK, &to->box, k);
  copy_box(&from->stem, index % CAIRN_BLOCK, &to->stem, k);
}

/* ---- Blocks ---- */

static void add_block(CairnConflicts *c, CairnPlaces *places) {
  CairnArena *arena = c->arena;
  if (places->n_blocks == places->room) {
    int room = places->room ? 2 * places->room : 8;
    places->blocks = cairn_arena_grow_array(arena, places->blocks, (size_t)places->room, (size_t)room,
                                            sizeof(CairnBlock *));
    places->room = room;
  }
  CairnBlock *block = cairn_arena_one(arena, CairnBlock);
  block->barred = cairn_arena_array(arena, (size_t)(2 * c->n + c->words), uint64_t);
  block->open = block->barred + c->n;
  block->concerning = block->open + c->n;
  block->most = nowhere;
  places->blocks[places->n_blocks++] = block;
}

/* Takes over places that have become known; what was found out about the others is forgotten. */
static void fill_block(CairnConflicts *c, const CairnPlaces *places, CairnBlock *block, int first, int n) {
  for (int k = block->n; k < n; k++) {
    CairnCandidate candidate = cairn_choices_get(places->choices, c->field, first + k);
    CairnGridBox box = around(c, candidate.box, 0, 0), leader = around_leader(c, &candidate, 0);
    set_box(&block->sure.box, k, within(c, candidate.box, 0, 0));
    set_box(&block->sure.stem, k, within_stem(c, &candidate, 0));
    set_box(&block->leader, k, leader);
    block->most = unite(block->most, unite(box, leader));
  }
  block->n = n;
  block->seen = -1;
}

static void look_at(CairnConflicts *c, const CairnPlaces *places, CairnBlock *block, int label) {
  const CairnShape *shape = &c->shapes[label];
  uint64_t bit = 1ull << (label & 63), barred = 0, open = 0;
  if (label != places->choices->milestone && concerns(block, shape)) {
    barred = sure_of(block, places->markers, shape, &open);
    c->field->work += BLOCK_WORK;
  }
  block->barred[label] = barred;
  block->open[label] = open;
  uint64_t *word = &block->concerning[label >> 6];
  *word = barred | open ? *word | bit : *word & ~bit;
}

/* Looks again at the labels that have moved since; at all, if it never did. */
static void refresh(CairnConflicts *c, const CairnPlaces *places, CairnBlock *block) {
  for (int i = 0; i < c->n && block->seen < 0; i++)
    look_at(c, places, block, i);
  for (int k = block->seen; k >= 0 && k < c->n_log; k++)
    look_at(c, places, block, c->log[k]);
  block->seen = c->n_log;
}

/* The block, up to date; NULL if there is none. */
static CairnBlock *block_at(CairnConflicts *c, CairnPlaces *places, int index, double limit) {
  int first = index * CAIRN_BLOCK;
  cairn_choices_reach(places->choices, c->field, first + CAIRN_BLOCK - 1, limit);
  int n = MIN(places->choices->n - first, CAIRN_BLOCK);
  if (n <= 0) return NULL;
  while (places->n_blocks <= index)
    add_block(c, places);
  CairnBlock *block = places->blocks[index];
  if (block->n < n) fill_block(c, places, block, first, n);
  refresh(c, places, block);
  return block;
}

bool cairn_conflicts_free(CairnConflicts *c, CairnPlaces *places, int index, const uint64_t *out,
                          double limit, uint64_t *free) {
  CairnBlock *block = block_at(c, places, index, limit);
  if (!block) return false;
  uint64_t barred = 0;
  for (int word = 0; word < c->words; word++)
    for (uint64_t labels = block->concerning[word] & ~out[word]; labels; labels &= labels - 1)
      barred |= block->barred[64 * word + __builtin_ctzll(labels)];
  *free = known_of(block) & ~barred;
  return true;
}

/* Does the candidate of the place touch that label, which it may? Remembers the answer. */
static bool touches(CairnConflicts *c, CairnBlock *block, uint64_t place, const CairnCandidate *candidate,
                    int label) {
  bool touching = cairn_candidates_touch(&c->field->spacing, candidate, &c->standing[label]);
  block->open[label] &= ~place;
  if (touching) block->barred[label] |= place;
  c->field->work++;
  return touching;
}

bool cairn_conflicts_is_free(CairnConflicts *c, CairnPlaces *places, int index,
                             const CairnCandidate *candidate, const uint64_t *out) {
  CairnBlock *block = places->blocks[index / CAIRN_BLOCK];
  uint64_t place = 1ull << (index % CAIRN_BLOCK);
  for (int word = 0; word < c->words; word++)
    for (uint64_t labels = block->concerning[word] & ~out[word]; labels; labels &= labels - 1) {
      int label = 64 * word + __builtin_ctzll(labels);
      if (block->open[label] & place && touches(c, block, place, candidate, label)) return false;
    }
  return true;
}

void cairn_conflicts_at(CairnConflicts *c, CairnPlaces *places, int index, uint64_t *touching) {
  CairnBlock *block = block_at(c, places, index / CAIRN_BLOCK, -INFINITY);
  uint64_t place = 1ull << (index % CAIRN_BLOCK);
  memset(touching, 0, (size_t)c->words * sizeof *touching);
  CairnCandidate candidate = cairn_choices_get(places->choices, c->field, index);
  for (int i = 0; i < c->n && block; i++)
    if (block->barred[i] & place || (block->open[i] & place && touches(c, block, place, &candidate, i)))
      touching[i >> 6] |= 1ull << (i & 63);
}
