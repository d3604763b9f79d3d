#include "describe/subject.h"

#include "scale/resolve.h"

#include <string.h>

/* ---- Channels of a unit ---- */

static const CairnChannelDef *data_def(const CairnView *unit, CairnChannel channel) {
  const CairnChannelDef *def = cairn_channel_def_data(unit->channels[channel]);
  return cairn_channel_def_is_field(def) && cairn_table_column(unit->table, def->column) ? def : NULL;
}

static bool is_measure(const CairnChannelDef *def) {
  return def && def->type == CAIRN_QUANTITATIVE && !def->bin && !def->binned;
}

static bool is_ordered(const CairnChannelDef *def) {
  return def && !def->bin && !def->binned && (def->type == CAIRN_TEMPORAL || def->type == CAIRN_QUANTITATIVE || def->time_unit);
}

static bool is_mark(const CairnView *unit, const char *name) {
  return strcmp(unit->mark, name) == 0;
}

static bool is_path(const CairnView *unit) {
  return is_mark(unit, "line") || is_mark(unit, "area") || is_mark(unit, "trail");
}

static bool is_points(const CairnView *unit) {
  return is_mark(unit, "point") || is_mark(unit, "circle") || is_mark(unit, "square") || is_mark(unit, "tick");
}

/* ---- Roles ---- */

/* The first of the channels whose field is a measure. */
static const CairnChannelDef *first_measure(const CairnView *unit, const CairnChannel *channels, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (is_measure(data_def(unit, channels[i]))) return data_def(unit, channels[i]);
  return NULL;
}

static void set_measure(CairnSubject *subject, const CairnChannelDef *value, const CairnChannelDef *along) {
  subject->value = value;
  subject->along = along;
  CairnChannel end = cairn_channel_secondary(value->channel);
  if (end < CAIRN_N_CHANNELS && !subject->unit->stack) subject->value_end = data_def(subject->unit, end);
  subject->kind = is_ordered(along) ? CAIRN_SUBJECT_COURSE : CAIRN_SUBJECT_CATEGORIES;
}

/* One measure on x or y: of what, along what? */
static void set_positions(CairnSubject *subject) {
  const CairnView *unit = subject->unit;
  const CairnChannelDef *x = data_def(unit, CAIRN_X), *y = data_def(unit, CAIRN_Y);
  if (is_measure(x) && is_measure(y)) {
    bool is_turned = unit->orientation == CAIRN_HORIZONTAL;
    set_measure(subject, is_turned ? x : y, is_turned ? y : x);
    if (!(is_path(unit) || is_mark(unit, "bar")) || unit->n_orders) subject->kind = CAIRN_SUBJECT_SCATTER;
    /* An ordered line goes where it wants; as a set of points it is y against x. */
    if (subject->kind == CAIRN_SUBJECT_SCATTER) subject->value = y, subject->along = x;
  } else if (is_measure(y)) {
    set_measure(subject, y, x);
  } else if (is_measure(x) && (y || !data_def(unit, CAIRN_X2))) {
    set_measure(subject, x, y);
  } /* else x and x2 alone tell what lasts from one to the other, and not how much */
}

/* A measure that is seen as colour or size of what stands at x and y. */
static bool set_grid(CairnSubject *subject) {
  static const CairnChannel seen[] = {CAIRN_COLOR, CAIRN_FILL, CAIRN_SIZE, CAIRN_OPACITY, CAIRN_TEXT_CHANNEL};
  const CairnView *unit = subject->unit;
  const CairnChannelDef *x = data_def(unit, CAIRN_X), *y = data_def(unit, CAIRN_Y), *value = first_measure(unit, seen, G_N_ELEMENTS(seen));
  if (!value || !x || !y || is_measure(x) || is_measure(y)) return false;
  subject->value = value;
  subject->along = x;
  subject->across = y;
  subject->kind = CAIRN_SUBJECT_GRID;
  return true;
}

static bool set_shares(CairnSubject *subject) {
  static const CairnChannel seen[] = {CAIRN_THETA, CAIRN_RADIUS}, told[] = {CAIRN_COLOR, CAIRN_FILL, CAIRN_DETAIL, CAIRN_TEXT_CHANNEL};
  const CairnView *unit = subject->unit;
  if (!is_mark(unit, "arc")) return false;
  subject->value = first_measure(unit, seen, G_N_ELEMENTS(seen));
  for (size_t i = 0; !subject->along && i < G_N_ELEMENTS(told); i++)
    if (data_def(unit, told[i]) && !is_measure(data_def(unit, told[i]))) subject->along = data_def(unit, told[i]);
  bool is_pie = subject->value && subject->value->channel == CAIRN_THETA;
  subject->kind = is_pie ? CAIRN_SUBJECT_SHARES : subject->value ? CAIRN_SUBJECT_CATEGORIES : CAIRN_SUBJECT_EVENTS;
  return true;
}

static void set_events(CairnSubject *subject) {
  const CairnChannelDef *x = data_def(subject->unit, CAIRN_X), *y = data_def(subject->unit, CAIRN_Y);
  subject->kind = CAIRN_SUBJECT_EVENTS;
  subject->along = x && (is_ordered(x) || !is_ordered(y)) ? x : y;
  subject->across = subject->along == x ? y : x;
}

/* true and false without a legend: no name that a reader could know. */
static bool is_hidden_flag(const CairnView *unit, const CairnChannelDef *def) {
  return json_is_null(cairn_json_get(def->node, "legend")) && cairn_table_column(unit->table, def->column)->type == CAIRN_COLUMN_BOOLEAN;
}

/* Fields by which a reader tells series apart: those of colour, shape, ..., but not of what is told anyway. */
static void set_series(CairnSubject *subject) {
  static const CairnChannel channels[] = {CAIRN_COLOR,       CAIRN_FILL,  CAIRN_STROKE,   CAIRN_STROKE_DASH,
                                          CAIRN_SHAPE,       CAIRN_SIZE,  CAIRN_X_OFFSET, CAIRN_Y_OFFSET,
                                          CAIRN_STROKE_WIDTH, CAIRN_OPACITY};
  const CairnChannelDef *known[3 + CAIRN_SUBJECT_SERIES_FIELDS] = {subject->value, subject->along, subject->across};
  for (size_t i = 0; i < G_N_ELEMENTS(channels) && subject->n_series < CAIRN_SUBJECT_SERIES_FIELDS; i++) {
    const CairnChannelDef *def = data_def(subject->unit, channels[i]);
    if (!def || def->aggregate || (is_ordered(def) && def->type != CAIRN_ORDINAL) || is_hidden_flag(subject->unit, def)) continue;
    bool is_known = false;
    for (size_t k = 0; k < 3 + subject->n_series; k++)
      is_known |= known[k] && strcmp(known[k]->column, def->column) == 0;
    if (is_known) continue;
    known[3 + subject->n_series] = def;
    subject->series[subject->n_series++] = def;
  }
}

static CairnPhrase name_of(const CairnSubject *subject) {
  const CairnView *unit = subject->unit;
  bool is_bins = subject->along && subject->along->bin;
  if (is_mark(unit, "arc")) return CAIRN_PHRASE_KIND_PIE;
  if (subject->kind == CAIRN_SUBJECT_GRID) return is_mark(unit, "rect") ? CAIRN_PHRASE_KIND_HEAT_MAP : CAIRN_PHRASE_KIND_CHART;
  if (is_mark(unit, "line") || is_mark(unit, "trail")) return CAIRN_PHRASE_KIND_LINE;
  if (is_mark(unit, "area")) return CAIRN_PHRASE_KIND_AREA;
  if (is_mark(unit, "bar")) return is_bins && subject->value ? CAIRN_PHRASE_KIND_HISTOGRAM : CAIRN_PHRASE_KIND_BAR;
  if (!is_points(unit)) return CAIRN_PHRASE_KIND_CHART;
  return subject->kind == CAIRN_SUBJECT_SCATTER ? CAIRN_PHRASE_KIND_SCATTER : CAIRN_PHRASE_KIND_DOTS;
}

static CairnSubject subject_of(const CairnView *unit) {
  CairnSubject subject = {.unit = unit};
  if (!set_shares(&subject)) {
    set_positions(&subject);
    if (!subject.value && !set_grid(&subject)) set_events(&subject);
  }
  set_series(&subject);
  subject.name = name_of(&subject);
  return subject;
}

/* ---- Composite marks ---- */

/* The view that a composite mark has become, around one of its parts; NULL for other marks. */
static const CairnView *composite_of(const CairnView *unit) {
  for (const CairnView *view = unit; view; view = view->parent)
    if (cairn_json_get(view->node, "composite")) return view;
  return NULL;
}

/* Box plots and the like are told as what their author called them. */
static CairnPhrase composite_name(const CairnView *view) {
  const char *name = cairn_json_string(view->node, "composite", "");
  return strcmp(name, "boxplot") == 0    ? CAIRN_PHRASE_KIND_BOX_PLOT
         : strcmp(name, "errorbar") == 0 ? CAIRN_PHRASE_KIND_ERROR_BARS
                                         : CAIRN_PHRASE_KIND_ERROR_BAND;
}

/* ---- Which subjects ---- */

/* How much of a chart's story a mark tells. */
static int weight_of(const CairnSubject *subject) {
  const CairnView *unit = subject->unit;
  if (subject->kind == CAIRN_SUBJECT_EVENTS) return 1;
  if (is_mark(unit, "text")) return 2;
  if (is_mark(unit, "rule") || is_mark(unit, "tick") || (is_mark(unit, "rect") && subject->kind != CAIRN_SUBJECT_GRID)) return 3;
  if (is_points(unit)) return 4;
  return is_path(unit) || is_mark(unit, "bar") || is_mark(unit, "arc") ? 6 : 5;
}

static bool same_column(const CairnChannelDef *a, const CairnChannelDef *b) {
  return a && b && strcmp(a->column, b->column) == 0;
}

/* Would both be told in the same words? Layers without a measure of their own only point at something. */
static bool is_same(const CairnSubject *a, const CairnSubject *b) {
  if (!b->value || is_mark(b->unit, "text") || is_mark(b->unit, "rule")) return true;
  if (!a->value) return false;
  if (composite_of(a->unit) || composite_of(b->unit)) return composite_of(a->unit) == composite_of(b->unit);
  if (same_column(a->value, b->value) || g_strcmp0(a->value->field, b->value->field) == 0) return true;
  const char *title = cairn_channel_def_own_title(a->unit->model->arena, a->value);
  return g_strcmp0(title, cairn_channel_def_own_title(a->unit->model->arena, b->value)) == 0 && title;
}

typedef struct Finder {
  CairnSubject *all;
  size_t n;
  bool (*skips)(const CairnView *unit);
} Finder;

static bool add_unit(CairnView *unit, void *data) {
  Finder *finder = data;
  if (finder->skips && finder->skips(unit)) return true;
  CairnSubject subject = subject_of(unit);
  const CairnView *composite = composite_of(unit);
  if (composite) subject.name = composite_name(composite);
  subject.is_composite = composite != NULL;
  if (subject.value || subject.along) finder->all[finder->n++] = subject;
  return true;
}

static bool count_unit(CairnView *unit, void *data) {
  (void)unit;
  ++*(size_t *)data;
  return true;
}

/* The heaviest subject that differs from those of out[0..n); of equal ones that of the most rows, then the first. */
static const CairnSubject *next_subject(const Finder *finder, const CairnSubject *out, size_t n) {
  const CairnSubject *best = NULL;
  for (size_t i = 0; i < finder->n; i++) {
    const CairnSubject *subject = &finder->all[i];
    bool is_new = true;
    for (size_t k = 0; k < n; k++)
      is_new &= !is_same(&out[k], subject);
    if (!is_new) continue;
    int gain = best ? weight_of(subject) - weight_of(best) : 1;
    if (gain > 0 || (gain == 0 && subject->unit->table->n_rows > best->unit->table->n_rows)) best = subject;
  }
  return best;
}

/* ---- Where their rows are ---- */

/* Stacks of areas are filled with zeros where a part has no value: that is no value of the data. */
static const CairnTable *rows_of(const CairnSubject *subject, const CairnView *unit, const CairnChannelDef *value) {
  if (!unit->stack || !unit->stack->impute || !value || !unit->raw) return unit->table;
  const CairnChannelDef *needed[2 + CAIRN_SUBJECT_SERIES_FIELDS] = {value, subject->along};
  for (size_t i = 0; i < subject->n_series; i++)
    needed[2 + i] = subject->series[i];
  for (size_t i = 0; i < G_N_ELEMENTS(needed); i++)
    if (needed[i] && !cairn_table_column(unit->raw, needed[i]->column)) return unit->table;
  return unit->raw;
}

static void add_rows(CairnSubject *subject, const CairnView *unit, const CairnChannelDef *value, const CairnChannelDef *end, const char *cell) {
  size_t i = subject->n_units++;
  subject->units[i] = unit;
  subject->tables[i] = rows_of(subject, unit, value);
  subject->values[i] = value;
  subject->value_ends[i] = end;
  subject->cell_of[i] = cell;
}

static void reserve_rows(CairnArena *arena, CairnSubject *subject, size_t n) {
  subject->units = cairn_arena_array(arena, n, const CairnView *);
  subject->tables = cairn_arena_array(arena, n, const CairnTable *);
  subject->values = cairn_arena_array(arena, n, const CairnChannelDef *);
  subject->value_ends = cairn_arena_array(arena, n, const CairnChannelDef *);
  subject->cell_of = cairn_arena_array(arena, n, const char *);
}

/* The subject itself, or all parts of its composite mark. */
static void find_rows(CairnArena *arena, const Finder *finder, CairnSubject *subject) {
  reserve_rows(arena, subject, finder->n);
  for (size_t i = 0; i < finder->n; i++) {
    const CairnSubject *other = &finder->all[i];
    bool is_part = subject->is_composite && composite_of(other->unit) == composite_of(subject->unit) && other->value &&
                   other->value->channel == subject->value->channel;
    if (is_part || other->unit == subject->unit) add_rows(subject, other->unit, other->value, other->value_end, NULL);
  }
}

static size_t find_plain(CairnArena *arena, const CairnView *view, bool (*skips)(const CairnView *unit), CairnSubject *out, size_t most) {
  size_t n_units = 0, n = 0;
  cairn_view_each_unit((CairnView *)view, count_unit, &n_units);
  Finder finder = {cairn_arena_array(arena, n_units, CairnSubject), 0, skips};
  cairn_view_each_unit((CairnView *)view, add_unit, &finder);
  for (const CairnSubject *next; n < most && (next = next_subject(&finder, out, n)); n++)
    out[n] = *next;
  for (size_t i = 0; i < n; i++)
    find_rows(arena, &finder, &out[i]);
  return n;
}

/* ---- Facets ---- */

typedef struct UnitAt {
  size_t index, at;
  const CairnView *unit;
} UnitAt;

static bool take_unit(CairnView *unit, void *data) {
  UnitAt *wanted = data;
  if (wanted->at++ == wanted->index) wanted->unit = unit;
  return true;
}

static const CairnView *unit_at(const CairnView *view, size_t index) {
  UnitAt wanted = {.index = index};
  cairn_view_each_unit((CairnView *)view, take_unit, &wanted);
  return wanted.unit;
}

static size_t index_of(const CairnView *view, const CairnView *unit) {
  size_t n = 0;
  cairn_view_each_unit((CairnView *)view, count_unit, &n);
  for (size_t i = 0; i < n; i++)
    if (unit_at(view, i) == unit) return i;
  return 0;
}

/* The rows of the first cell become those of all cells. */
static void spread_rows(CairnArena *arena, const CairnView *facet, const char *const *cells, CairnSubject *subject) {
  CairnSubject first = *subject;
  subject->n_units = 0;
  reserve_rows(arena, subject, first.n_units * facet->n_children);
  for (size_t i = 0; i < first.n_units; i++) {
    size_t index = index_of(facet->children[0], first.units[i]);
    for (size_t k = 0; k < facet->n_children; k++)
      add_rows(subject, unit_at(facet->children[k], index), first.values[i], first.value_ends[i], cells[k]);
  }
  subject->cells = cells;
  subject->n_cells = facet->n_children;
}

size_t cairn_subjects_find(CairnArena *arena, const CairnView *view, CairnCellNames *cell_names, bool (*skips)(const CairnView *unit),
                           CairnSubject *out, size_t most) {
  if (view->kind != CAIRN_VIEW_FACET) return find_plain(arena, view, skips, out, most);
  if (!view->n_children) return 0;
  const char *const *cells = cell_names(arena, view);
  size_t n = find_plain(arena, view->children[0], skips, out, most);
  for (size_t i = 0; i < n; i++)
    spread_rows(arena, view, cells, &out[i]);
  return n;
}
