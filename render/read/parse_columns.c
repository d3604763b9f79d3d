#include "base/error.h"
#include "base/number.h"
#include "read/cell.h"

#include <math.h>
#include <string.h>

/* ---- Entries ---- */

/* "'%Y'" and "\"%Y\"" are the pattern %Y, as is %Y itself. */
static char *read_pattern(CairnArena *arena, const char *text) {
  size_t length = strlen(text);
  bool quoted = length >= 2 && (*text == '\'' || *text == '"') && text[length - 1] == *text;
  return quoted ? cairn_arena_strndup(arena, text + 1, length - 2) : cairn_arena_strdup(arena, text);
}

bool cairn_parse_entry_read(CairnArena *arena, const char *field, const char *text, CairnParseEntry *out,
                            GError **error) {
  static const struct {
    const char *name;
    CairnParseKind kind;
  } kinds[] = {{"number", CAIRN_PARSE_NUMBER},
               {"integer", CAIRN_PARSE_NUMBER},
               {"boolean", CAIRN_PARSE_BOOLEAN},
               {"string", CAIRN_PARSE_STRING},
               {"date", CAIRN_PARSE_DATE}};
  *out = (CairnParseEntry){.field = field, .kind = CAIRN_PARSE_DATE};
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
    if (strcmp(text, kinds[i].name) != 0) continue;
    out->kind = kinds[i].kind;
    return true;
  }
  out->utc = g_str_has_prefix(text, "utc:");
  if (out->utc || g_str_has_prefix(text, "date:")) {
    out->pattern = read_pattern(arena, strchr(text, ':') + 1);
    if (*out->pattern) return true;
  }
  g_autofree char *shown = cairn_text_printable(text, 40);
  cairn_error_set(
      error, CAIRN_ERROR_SPEC,
      "'%s' is no way to parse a field; expected number, boolean, string, date, date:'%%Y-%%m-%%d' or "
      "utc:'%%Y-%%m-%%d'",
      shown);
  return false;
}

/* ---- Values ---- */

/* One value by one entry; false when it cannot be read as what the entry says. */
typedef struct Parser {
  CairnArena *arena;
  const CairnParseEntry *entry;
  const CairnZone *zone;
} Parser;

static CairnValue invalid_value(const Parser *parser) {
  return parser->entry->kind == CAIRN_PARSE_DATE ? cairn_value_time(NAN) : cairn_value_number(NAN);
}

static bool text_to_number(const Parser *parser, const char *text, CairnValue *out) {
  double number = 0;
  if (!cairn_cell_to_declared_number(text, strlen(text), parser->entry, &number)) return false;
  *out = cairn_value_number(number);
  return true;
}

static bool text_to_date(const Parser *parser, const char *text, CairnValue *out) {
  double ms = 0;
  if (!cairn_cell_to_date(text, strlen(text), parser->entry, parser->zone, &ms)) return false;
  *out = cairn_value_time(ms);
  return true;
}

static bool to_number(const Parser *parser, CairnValue value, CairnValue *out) {
  if (value.kind == CAIRN_STRING) return text_to_number(parser, value.string, out);
  *out = cairn_value_number(cairn_value_to_number(value));
  return !isnan(out->number);
}

/* Numbers are ms, except with a pattern, which is for texts: 2003 with the pattern %Y is a year. */
static bool to_date(const Parser *parser, CairnValue value, CairnValue *out) {
  bool is_moment = value.kind == CAIRN_TIME || (value.kind == CAIRN_NUMBER && !parser->entry->pattern);
  if (!is_moment) return text_to_date(parser, cairn_value_to_string(parser->arena, value), out);
  *out = cairn_value_time(value.number);
  return !isnan(value.number);
}

static bool to_boolean(const Parser *parser, CairnValue value, CairnValue *out) {
  (void)parser;
  bool boolean = cairn_value_to_boolean(value);
  bool readable = value.kind != CAIRN_STRING ||
                  cairn_cell_to_declared_boolean(value.string, strlen(value.string), &boolean);
  *out = cairn_value_boolean(boolean);
  return readable;
}

static bool to_string(const Parser *parser, CairnValue value, CairnValue *out) {
  *out = cairn_value_string(cairn_value_to_string(parser->arena, value));
  return true;
}

static bool is_missing(const Parser *parser, CairnValue value) {
  if (cairn_value_is_missing(value)) return true;
  if (value.kind != CAIRN_STRING) return false;
  size_t length = strlen(value.string);
  if (parser->entry->kind == CAIRN_PARSE_STRING) return length == 0;
  return parser->entry->strict ? cairn_cell_is_missing(value.string, length)
                               : cairn_cell_is_blank(value.string, length);
}

static bool parse_value(const Parser *parser, CairnValue value, CairnValue *out) {
  static bool (*const convert[])(const Parser *, CairnValue, CairnValue *) = {
      [CAIRN_PARSE_NUMBER] = to_number,
      [CAIRN_PARSE_BOOLEAN] = to_boolean,
      [CAIRN_PARSE_STRING] = to_string,
      [CAIRN_PARSE_DATE] = to_date,
  };
  *out = cairn_value_null();
  if (is_missing(parser, value)) return true;
  if (convert[parser->entry->kind](parser, value, out)) return true;
  if (parser->entry->strict) return false;
  if (parser->entry->kind != CAIRN_PARSE_BOOLEAN) *out = invalid_value(parser);
  return true;
}

/* ---- Columns ---- */

static bool is_done(const CairnColumn *column, const CairnParseEntry *entry) {
  switch (entry->kind) {
  case CAIRN_PARSE_NUMBER:
    return column->type == CAIRN_COLUMN_NUMBER;
  case CAIRN_PARSE_BOOLEAN:
    return column->type == CAIRN_COLUMN_BOOLEAN;
  case CAIRN_PARSE_DATE:
    return column->type == CAIRN_COLUMN_TIME;
  default:
    return false;
  }
}

static void set_row_error(GError **error, const CairnColumn *column, size_t row, const Parser *parser,
                          CairnValue value) {
  g_autoptr(GError) failure = NULL;
  const char *text = cairn_value_to_name(parser->arena, value);
  cairn_cell_set_error(column->name, parser->entry, text, strlen(text), &failure);
  cairn_error_set(error, CAIRN_ERROR_DATA, "row %zu: %s", row + 1, failure->message);
}

/* The cells of the new column; its type is the entry's, also when no cell is present. */
typedef struct Cells {
  union {
    double *numbers;
    uint8_t *booleans;
    const char **strings;
  };
  uint8_t *states;
} Cells;

static Cells new_cells(const Parser *parser, size_t n) {
  Cells cells = {.states = cairn_arena_array(parser->arena, n, uint8_t)};
  if (parser->entry->kind == CAIRN_PARSE_BOOLEAN)
    cells.booleans = cairn_arena_array(parser->arena, n, uint8_t);
  else if (parser->entry->kind == CAIRN_PARSE_STRING)
    cells.strings = cairn_arena_array(parser->arena, n, const char *);
  else
    cells.numbers = cairn_arena_array(parser->arena, n, double);
  return cells;
}

static void put_cell(const Parser *parser, Cells *cells, size_t row, CairnValue value) {
  bool missing = cairn_value_is_missing(value);
  cells->states[row] = missing ? CAIRN_CELL_NULL : CAIRN_CELL_PRESENT;
  if (parser->entry->kind == CAIRN_PARSE_BOOLEAN)
    cells->booleans[row] = !missing && value.boolean;
  else if (parser->entry->kind == CAIRN_PARSE_STRING)
    cells->strings[row] = missing ? "" : value.string;
  else
    cells->numbers[row] = missing ? NAN : value.number;
}

static const CairnColumn *finish_cells(const Parser *parser, const char *name, const Cells *cells) {
  switch (parser->entry->kind) {
  case CAIRN_PARSE_BOOLEAN:
    return cairn_column_new_booleans(parser->arena, name, cells->booleans, cells->states);
  case CAIRN_PARSE_STRING:
    return cairn_column_new_strings(parser->arena, name, cells->strings, cells->states);
  case CAIRN_PARSE_DATE:
    return cairn_column_new_times(parser->arena, name, cells->numbers, cells->states);
  default:
    return cairn_column_new_numbers(parser->arena, name, cells->numbers, cells->states);
  }
}

static const CairnColumn *parse_column(const CairnColumn *column, size_t n_rows, const Parser *parser,
                                       GError **error) {
  Cells cells = new_cells(parser, n_rows);
  for (size_t row = 0; row < n_rows; row++) {
    CairnValue value = cairn_column_value(column, row), parsed;
    if (!parse_value(parser, value, &parsed)) {
      set_row_error(error, column, row, parser, value);
      return NULL;
    }
    put_cell(parser, &cells, row, parsed);
  }
  return finish_cells(parser, column->name, &cells);
}

bool cairn_read_parse_columns(CairnTable *table, const CairnParseEntry *entries, size_t n,
                              const CairnZone *zone, GError **error) {
  for (size_t i = 0; i < n; i++) {
    const CairnColumn *column = cairn_table_column(table, entries[i].field);
    if (!column) column = cairn_table_field(table, entries[i].field);
    if (!column) continue;
    const Parser parser = {.arena = table->arena, .entry = &entries[i], .zone = zone};
    if (!is_done(column, &entries[i])) column = parse_column(column, table->n_rows, &parser, error);
    if (!column) return false;
    cairn_table_put(table, column);
  }
  return true;
}
