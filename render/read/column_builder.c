#include "read/column_builder.h"

#include "read/cell.h"

#include <math.h>
#include <string.h>

enum {
  FIRST_CAPACITY = 64,
  WINDOW = 256 * 1024, /* cells of a column that are in memory */
};

void cairn_column_builder_init(CairnColumnBuilder *builder, CairnArena *arena, const char *name,
                               const CairnParseEntry *entry, bool infer, const CairnZone *zone,
                               CairnBuildSize size) {
  static const CairnBuildState declared[] = {
      [CAIRN_PARSE_NUMBER] = CAIRN_BUILD_NUMBERS,
      [CAIRN_PARSE_BOOLEAN] = CAIRN_BUILD_BOOLEANS,
      [CAIRN_PARSE_STRING] = CAIRN_BUILD_TEXTS,
      [CAIRN_PARSE_DATE] = CAIRN_BUILD_DATES,
  };
  *builder = (CairnColumnBuilder){.arena = arena, .name = name, .entry = entry, .zone = zone};
  builder->infer = infer && !entry;
  builder->state = entry ? declared[entry->kind] : infer ? CAIRN_BUILD_NOTHING : CAIRN_BUILD_TEXTS;
  builder->capacity = CLAMP(size.n_cells, FIRST_CAPACITY, WINDOW);
  cairn_text_store_init(&builder->texts, arena, size.text_bytes);
}

void cairn_column_builder_need_number(CairnColumnBuilder *builder) {
  if (builder->entry || builder->infer) return;
  builder->needs_number = true;
  builder->state = CAIRN_BUILD_NUMBERS;
}

void cairn_column_builder_clear(CairnColumnBuilder *builder) {
  g_clear_pointer(&builder->cells, g_free);
  g_clear_pointer(&builder->states, g_free);
  g_clear_pointer(&builder->cell_spool, cairn_spool_free);
  g_clear_pointer(&builder->state_spool, cairn_spool_free);
  cairn_text_store_clear(&builder->texts);
  builder->n = builder->n_spooled = 0;
}

void cairn_column_builder_restart(CairnColumnBuilder *builder) {
  size_t n = builder->n;
  cairn_column_builder_clear(builder);
  builder->capacity = CLAMP(n, FIRST_CAPACITY, WINDOW);
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

/* The place of the next cell in `cells` and `states`. */
static size_t next_place(const CairnColumnBuilder *builder) {
  return builder->n - builder->n_spooled;
}

/* Room for the next cell. While there is nothing but missing cells, there are only states. */
static void make_room(CairnColumnBuilder *builder) {
  bool full = next_place(builder) == builder->capacity;
  if (full) builder->capacity *= 2;
  if (full && builder->states) builder->states = g_renew(uint8_t, builder->states, builder->capacity);
  if (builder->state == CAIRN_BUILD_NOTHING) return;
  if (!builder->cells)
    builder->cells = g_malloc0_n(builder->capacity, cell_size(builder->state));
  else if (full)
    builder->cells = g_realloc_n(builder->cells, builder->capacity, cell_size(builder->state));
}

/* Moves the cells that are in memory to the spools. */
static bool spool_cells(CairnColumnBuilder *builder, GError **error) {
  size_t n = next_place(builder), size = cell_size(builder->state);
  if (!builder->cell_spool) builder->cell_spool = cairn_spool_new(0);
  if (builder->states && !builder->state_spool) builder->state_spool = cairn_spool_new(0);
  if (!cairn_spool_write(builder->cell_spool, builder->n_spooled * size, builder->cells, n * size, error)) return false;
  if (builder->states && !cairn_spool_write(builder->state_spool, builder->n_spooled, builder->states, n, error))
    return false;
  builder->n_spooled = builder->n;
  return true;
}

static void append_state(CairnColumnBuilder *builder, CairnCellState state) {
  if (!builder->states && state != CAIRN_CELL_PRESENT) builder->states = g_new0(uint8_t, builder->capacity);
  if (builder->states) builder->states[next_place(builder)] = (uint8_t)state;
  builder->n++;
}

static void append_number(CairnColumnBuilder *builder, double number) {
  make_room(builder);
  ((double *)builder->cells)[next_place(builder)] = number;
  append_state(builder, CAIRN_CELL_PRESENT);
}

static void append_boolean(CairnColumnBuilder *builder, bool boolean) {
  make_room(builder);
  ((uint8_t *)builder->cells)[next_place(builder)] = boolean;
  append_state(builder, CAIRN_CELL_PRESENT);
}

static bool append_text(CairnColumnBuilder *builder, const char *text, size_t length, GError **error) {
  bool is_large = builder->n_spooled > 0;
  make_room(builder);
  const char *kept = cairn_text_store_add(&builder->texts, text, length, is_large, error);
  ((const char **)builder->cells)[next_place(builder)] = kept;
  append_state(builder, CAIRN_CELL_PRESENT);
  return kept != NULL;
}

static void append_missing(CairnColumnBuilder *builder) {
  make_room(builder);
  if (builder->state == CAIRN_BUILD_NUMBERS || builder->state == CAIRN_BUILD_DATES)
    ((double *)builder->cells)[next_place(builder)] = NAN;
  else if (builder->state == CAIRN_BUILD_BOOLEANS)
    ((uint8_t *)builder->cells)[next_place(builder)] = 0;
  else if (builder->state == CAIRN_BUILD_TEXTS)
    ((const char **)builder->cells)[next_place(builder)] = "";
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
    append_text(builder, text, length, NULL);
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

static bool add_text(CairnColumnBuilder *builder, const char *text, size_t length, GError **error) {
  bool undeclared = !builder->entry && !builder->infer;
  if (length > 0 || undeclared) return append_text(builder, text, length, error);
  append_missing(builder);
  return true;
}

bool cairn_column_builder_add(CairnColumnBuilder *builder, const char *text, size_t length, GError **error) {
  if (builder->incomplete) {
    builder->n++;
    return true;
  }
  bool has_cells = builder->state != CAIRN_BUILD_NOTHING;
  if (has_cells && next_place(builder) >= WINDOW && !spool_cells(builder, error)) return false;
  if (builder->state == CAIRN_BUILD_TEXTS) return add_text(builder, text, length, error);
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
static double *texts_to_dates(const CairnColumnBuilder *builder, const char *const *texts, const uint8_t *states) {
  if (states || builder->n == 0) return NULL;
  g_autofree double *dates = g_new(double, builder->n);
  for (size_t i = 0; i < builder->n; i++)
    if (!cairn_cell_infer_date(texts[i], strlen(texts[i]), builder->zone, &dates[i])) return NULL;
  return g_steal_pointer(&dates);
}

/* Takes memory or, if there is one, the spool. NULL where there is nothing. */
static const void *give_to_arena(CairnColumnBuilder *builder, void *memory, CairnSpool **spool, size_t size,
                                 GError **error) {
  if (*spool || !memory || builder->n == 0) {
    g_free(memory);
    return *spool ? cairn_spool_map_into(builder->arena, spool, builder->n * size, error) : NULL;
  }
  memory = g_realloc_n(memory, builder->n, size);
  cairn_arena_own(builder->arena, memory, g_free);
  return memory;
}

static CairnColumn *new_column(const CairnColumnBuilder *builder, const void *cells, const uint8_t *states) {
  CairnArena *arena = builder->arena;
  if (!cells) cells = cairn_arena_alloc(arena, 0);
  switch (builder->state) {
  case CAIRN_BUILD_TEXTS:
    return (CairnColumn *)cairn_column_new_texts(arena, builder->name, cells, builder->n, states);
  case CAIRN_BUILD_BOOLEANS:
    return (CairnColumn *)cairn_column_new_booleans(arena, builder->name, cells, states);
  case CAIRN_BUILD_DATES:
    return (CairnColumn *)cairn_column_new_times(arena, builder->name, cells, states);
  default:
    return (CairnColumn *)cairn_column_new_numbers(arena, builder->name, cells, states);
  }
}

const CairnColumn *cairn_column_builder_finish(CairnColumnBuilder *builder, GError **error) {
  if (builder->state == CAIRN_BUILD_NOTHING && builder->n > 0) begin_numbers(builder);
  if (builder->n_spooled > 0 && !spool_cells(builder, error)) return NULL;
  const CairnSpool *spool = builder->cell_spool, *state_spool = builder->state_spool, *texts = builder->texts.spool;
  if (!cairn_text_store_finish(&builder->texts, error)) return NULL;
  GError *failure = NULL;
  const void *cells = give_to_arena(builder, g_steal_pointer(&builder->cells), &builder->cell_spool,
                                    cell_size(builder->state), &failure);
  const uint8_t *states = NULL;
  if (!failure)
    states = give_to_arena(builder, g_steal_pointer(&builder->states), &builder->state_spool,
                           sizeof(uint8_t), &failure);
  if (failure) {
    g_propagate_error(error, failure);
    return NULL;
  }
  double *dates = builder->keeps_texts ? texts_to_dates(builder, cells, states) : NULL;
  if (dates) {
    builder->state = CAIRN_BUILD_DATES;
    cairn_arena_own(builder->arena, dates, g_free);
    return new_column(builder, dates, states);
  }
  CairnColumn *column = new_column(builder, cells, states);
  column->spool = spool;
  column->state_spool = state_spool;
  column->texts = texts;
  return column;
}
