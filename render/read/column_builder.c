#include "read/column_builder.h"

#include "read/cell.h"

#include <math.h>
#include <string.h>

enum {
  FIRST_CAPACITY = 64,
  INTERN_BYTES = 64,    /* longer texts are rarely repeated */
  INTERN_DISTINCT = 16, /* after as many, a column in which most are new is not interned any more, */
  INTERN_SAMPLE = 16,   /* but for every so manieth text, which may tell that they come again */
};

void cairn_column_builder_init(CairnColumnBuilder *builder, CairnArena *arena, const char *name,
                               const CairnParseEntry *entry, bool infer, const CairnZone *zone,
                               size_t capacity) {
  static const CairnBuildState declared[] = {
      [CAIRN_PARSE_NUMBER] = CAIRN_BUILD_NUMBERS,
      [CAIRN_PARSE_BOOLEAN] = CAIRN_BUILD_BOOLEANS,
      [CAIRN_PARSE_STRING] = CAIRN_BUILD_TEXTS,
      [CAIRN_PARSE_DATE] = CAIRN_BUILD_DATES,
  };
  *builder = (CairnColumnBuilder){.arena = arena, .name = name, .entry = entry, .zone = zone};
  builder->infer = infer && !entry;
  builder->state = entry ? declared[entry->kind] : infer ? CAIRN_BUILD_NOTHING : CAIRN_BUILD_TEXTS;
  builder->capacity = MAX(capacity, FIRST_CAPACITY);
}

void cairn_column_builder_need_number(CairnColumnBuilder *builder) {
  if (builder->entry || builder->infer) return;
  builder->needs_number = true;
  builder->state = CAIRN_BUILD_NUMBERS;
}

void cairn_column_builder_clear(CairnColumnBuilder *builder) {
  g_clear_pointer(&builder->cells, g_free);
  g_clear_pointer(&builder->states, g_free);
  builder->n = 0;
}

void cairn_column_builder_restart(CairnColumnBuilder *builder) {
  size_t n = builder->n;
  cairn_column_builder_clear(builder);
  builder->capacity = MAX(n, FIRST_CAPACITY);
  builder->state = CAIRN_BUILD_TEXTS;
  builder->keeps_texts = builder->infer;
  builder->needs_number = false;
  builder->incomplete = false;
}

/* ---- Storage ---- */

static size_t cell_size(CairnBuildState state) {
  return state == CAIRN_BUILD_BOOLEANS ? sizeof(uint8_t)
         : state == CAIRN_BUILD_TEXTS  ? sizeof(char *)
                                       : sizeof(double);
}

/* Room for cell number n. While there is nothing but missing cells, there are only states. */
static void make_room(CairnColumnBuilder *builder) {
  bool full = builder->n == builder->capacity;
  if (full) builder->capacity *= 2;
  if (full && builder->states) builder->states = g_renew(uint8_t, builder->states, builder->capacity);
  if (builder->state == CAIRN_BUILD_NOTHING) return;
  if (!builder->cells)
    builder->cells = g_malloc0_n(builder->capacity, cell_size(builder->state));
  else if (full)
    builder->cells = g_realloc_n(builder->cells, builder->capacity, cell_size(builder->state));
}

static void append_state(CairnColumnBuilder *builder, CairnCellState state) {
  if (!builder->states && state != CAIRN_CELL_PRESENT) builder->states = g_new0(uint8_t, builder->capacity);
  if (builder->states) builder->states[builder->n] = (uint8_t)state;
  builder->n++;
}

static const char *store_text(CairnColumnBuilder *builder, const char *text, size_t length) {
  bool mostly_new = builder->n_new_strings > INTERN_DISTINCT && builder->n_new_strings > builder->n_interned / 2;
  if (length > INTERN_BYTES || (mostly_new && builder->n % INTERN_SAMPLE))
    return cairn_arena_strndup(builder->arena, text, length);
  builder->n_interned++;
  size_t used = cairn_arena_used(builder->arena);
  const char *interned = cairn_arena_intern(builder->arena, text, length);
  if (cairn_arena_used(builder->arena) != used) builder->n_new_strings++;
  return interned;
}

static void append_number(CairnColumnBuilder *builder, double number) {
  make_room(builder);
  ((double *)builder->cells)[builder->n] = number;
  append_state(builder, CAIRN_CELL_PRESENT);
}

static void append_boolean(CairnColumnBuilder *builder, bool boolean) {
  make_room(builder);
  ((uint8_t *)builder->cells)[builder->n] = boolean;
  append_state(builder, CAIRN_CELL_PRESENT);
}

static void append_text(CairnColumnBuilder *builder, const char *text, size_t length) {
  make_room(builder);
  ((const char **)builder->cells)[builder->n] = store_text(builder, text, length);
  append_state(builder, CAIRN_CELL_PRESENT);
}

static void append_missing(CairnColumnBuilder *builder) {
  make_room(builder);
  if (builder->state == CAIRN_BUILD_NUMBERS || builder->state == CAIRN_BUILD_DATES)
    ((double *)builder->cells)[builder->n] = NAN;
  else if (builder->state == CAIRN_BUILD_BOOLEANS)
    ((uint8_t *)builder->cells)[builder->n] = 0;
  else if (builder->state == CAIRN_BUILD_TEXTS)
    ((const char **)builder->cells)[builder->n] = "";
  append_state(builder, CAIRN_CELL_NULL);
}

/* ---- Declared types ---- */

static bool add_unreadable(CairnColumnBuilder *builder, const char *text, size_t length, GError **error) {
  const CairnParseEntry *entry = builder->entry;
  if (entry->strict ? cairn_cell_is_missing(text, length) : cairn_cell_is_blank(text, length)) {
    append_missing(builder);
  } else if (entry->strict) {
    cairn_cell_set_error(builder->name, entry, text, length, error);
    return false;
  } else if (builder->state == CAIRN_BUILD_BOOLEANS) {
    append_boolean(builder, true);
  } else {
    append_number(builder, NAN);
  }
  return true;
}

static bool add_declared(CairnColumnBuilder *builder, const char *text, size_t length, GError **error) {
  double number = 0;
  bool boolean = false;
  if (builder->state == CAIRN_BUILD_NUMBERS &&
      cairn_cell_to_declared_number(text, length, builder->entry, &number))
    append_number(builder, number);
  else if (builder->state == CAIRN_BUILD_BOOLEANS && cairn_cell_to_declared_boolean(text, length, &boolean))
    append_boolean(builder, boolean);
  else if (builder->state == CAIRN_BUILD_DATES &&
           cairn_cell_to_date(text, length, builder->entry, builder->zone, &number))
    append_number(builder, number);
  else
    return add_unreadable(builder, text, length, error);
  return true;
}

/* ---- Inferred types: vega-loader's, but white space alone is missing in a column of numbers, and dates hold
 * no other words ---- */

/* Gives the missing cells before the first number their place. */
static void begin_numbers(CairnColumnBuilder *builder) {
  builder->state = CAIRN_BUILD_NUMBERS;
  if (builder->n == 0) return;
  double *numbers = g_new0(double, builder->capacity);
  for (size_t i = 0; i < builder->n; i++)
    numbers[i] = NAN;
  builder->cells = numbers;
}

/* From here on cells are only counted. */
static void give_up(CairnColumnBuilder *builder) {
  size_t n = builder->n + 1;
  cairn_column_builder_clear(builder);
  builder->n = n;
  builder->incomplete = true;
}

static void add_first(CairnColumnBuilder *builder, const char *text, size_t length) {
  double number = 0;
  bool boolean = false;
  if (cairn_cell_is_blank(text, length)) {
    append_missing(builder);
  } else if (cairn_cell_to_number(text, length, &number)) {
    begin_numbers(builder);
    append_number(builder, number);
  } else if (builder->n > 0) {
    give_up(builder); /* only numbers may have empty cells before, and these were perhaps not quite empty */
  } else if (cairn_cell_to_boolean(text, length, &boolean)) {
    builder->state = CAIRN_BUILD_BOOLEANS;
    append_boolean(builder, boolean);
  } else if (cairn_cell_infer_date(text, length, builder->zone, &number)) {
    builder->state = CAIRN_BUILD_DATES;
    append_number(builder, number);
  } else {
    builder->state = CAIRN_BUILD_TEXTS;
    append_text(builder, text, length);
  }
}

static void add_inferred(CairnColumnBuilder *builder, const char *text, size_t length) {
  double number = 0;
  bool boolean = false;
  if (builder->state == CAIRN_BUILD_NOTHING)
    add_first(builder, text, length);
  else if (builder->state == CAIRN_BUILD_NUMBERS && cairn_cell_to_number(text, length, &number))
    append_number(builder, number);
  else if (builder->state == CAIRN_BUILD_NUMBERS && cairn_cell_is_blank(text, length))
    append_missing(builder);
  else if (builder->state == CAIRN_BUILD_BOOLEANS && cairn_cell_to_boolean(text, length, &boolean))
    append_boolean(builder, boolean);
  else if (builder->state == CAIRN_BUILD_DATES && cairn_cell_infer_date(text, length, builder->zone, &number))
    append_number(builder, number);
  else
    give_up(builder);
}

static void add_needed(CairnColumnBuilder *builder, const char *text, size_t length) {
  double number = NAN;
  if (length == 0 || cairn_cell_to_number(text, length, &number))
    append_number(builder, number);
  else
    give_up(builder);
}

static bool add_text(CairnColumnBuilder *builder, const char *text, size_t length) {
  bool undeclared = !builder->entry && !builder->infer;
  if (length == 0 && !undeclared)
    append_missing(builder);
  else
    append_text(builder, text, length);
  return true;
}

bool cairn_column_builder_add(CairnColumnBuilder *builder, const char *text, size_t length, GError **error) {
  if (builder->incomplete) {
    builder->n++;
    return true;
  }
  if (builder->state == CAIRN_BUILD_TEXTS) return add_text(builder, text, length);
  if (builder->entry) return add_declared(builder, text, length, error);
  if (builder->needs_number) {
    add_needed(builder, text, length);
    return true;
  }
  add_inferred(builder, text, length);
  return true;
}

/* ---- The column ---- */

/* All texts as dates, or NULL if one is none. */
static double *texts_to_dates(const CairnColumnBuilder *builder) {
  if (builder->states || builder->n == 0) return NULL;
  const char *const *texts = builder->cells;
  g_autofree double *dates = g_new(double, builder->n);
  for (size_t i = 0; i < builder->n; i++)
    if (!cairn_cell_infer_date(texts[i], strlen(texts[i]), builder->zone, &dates[i])) return NULL;
  return g_steal_pointer(&dates);
}

static void *give_to_arena(CairnColumnBuilder *builder, void *memory, size_t size) {
  if (!memory || builder->n == 0) {
    g_free(memory);
    return NULL;
  }
  memory = g_realloc_n(memory, builder->n, size);
  cairn_arena_own(builder->arena, memory, g_free);
  return memory;
}

const CairnColumn *cairn_column_builder_finish(CairnColumnBuilder *builder) {
  if (builder->state == CAIRN_BUILD_NOTHING && builder->n > 0) begin_numbers(builder);
  double *dates = builder->keeps_texts ? texts_to_dates(builder) : NULL;
  if (dates) {
    g_free(builder->cells);
    builder->cells = dates;
    builder->state = CAIRN_BUILD_DATES;
  }
  CairnArena *arena = builder->arena;
  const void *cells = give_to_arena(builder, g_steal_pointer(&builder->cells), cell_size(builder->state));
  const uint8_t *states = give_to_arena(builder, g_steal_pointer(&builder->states), sizeof(uint8_t));
  if (!cells) cells = cairn_arena_alloc(arena, 0);
  switch (builder->state) {
  case CAIRN_BUILD_TEXTS:
    return cairn_column_new_texts(arena, builder->name, cells, builder->n, states);
  case CAIRN_BUILD_BOOLEANS:
    return cairn_column_new_booleans(arena, builder->name, cells, states);
  case CAIRN_BUILD_DATES:
    return cairn_column_new_times(arena, builder->name, cells, states);
  default:
    return cairn_column_new_numbers(arena, builder->name, cells, states);
  }
}
