#include "mark/description.h"

#include "mark/text_value.h"

#include <string.h>

typedef struct Field {
  const char *title;
  CairnTextFormat format;
  const CairnColumn *column, *end; /* end: bins, else NULL */
  bool ordered;                    /* do its values have a least and a greatest? */
} Field;

typedef struct Description {
  CairnArena *arena;
  const CairnSeries *series;
  size_t n_fields;
  Field *fields;
} Description;

/* ---- Fields ---- */

/* The title that the definition or its guide gives, else Vega-Lite's default. */
static const char *title_of(const CairnMarkContext *context, const CairnChannelDef *def) {
  const char *title = cairn_channel_def_own_title(context->arena, def);
  return title ? title : cairn_channel_def_title(context->unit->model, def);
}

static void add_field(CairnMarkContext *context, Description *description, const CairnChannelDef *def) {
  def = cairn_channel_def_data(def);
  const CairnColumn *column =
      cairn_channel_def_is_field(def) ? cairn_table_column(context->table, def->column) : NULL;
  if (!column) return;
  const char *title = title_of(context, def);
  for (size_t i = 0; i < description->n_fields; i++)
    if (strcmp(description->fields[i].title, title) == 0) return;
  description->fields[description->n_fields++] =
      (Field){.title = title,
              .format = cairn_text_format_of(context, def, NULL),
              .column = column,
              .end = def->bin ? cairn_table_column(context->table, def->column_end) : NULL,
              .ordered = def->type == CAIRN_QUANTITATIVE || def->type == CAIRN_TEMPORAL};
}

static void add_fields(CairnMarkContext *context, Description *description) {
  const CairnView *unit = context->unit;
  size_t most = CAIRN_N_CHANNELS + unit->n_details + unit->n_tooltips;
  description->fields = cairn_arena_array(context->arena, most, Field);
  for (size_t i = 0; i < unit->n_tooltips; i++)
    add_field(context, description, unit->tooltips[i]);
  if (description->n_fields) return;
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++)
    if (channel != CAIRN_ORDER && channel != CAIRN_HREF && channel != CAIRN_TOOLTIP)
      add_field(context, description, unit->channels[channel]);
  for (size_t i = 0; i < unit->n_details; i++)
    add_field(context, description, unit->details[i]);
}

/* ---- Telling ---- */

static const char *text_of(const Description *description, const Field *field, const CairnColumn *column,
                           size_t row) {
  CairnValue value = cairn_column_value(column, row);
  if (cairn_value_is_missing(value)) return NULL;
  return cairn_value_to_string(description->arena,
                               cairn_text_format_apply(&field->format, description->arena, value));
}

/* The rows that hold the least and the greatest value of the field; the first and the last that have one
 * where values have no order. False when no row has one. */
static bool find_ends(const Field *field, const CairnSeries *rows, size_t ends[2]) {
  double least = INFINITY, greatest = -INFINITY;
  bool found = false;
  for (size_t i = 0; i < rows->n; i++) {
    double number = (double)i;
    if (field->ordered)
      number = cairn_column_quantity(field->column, rows->rows[i]);
    else if (cairn_value_is_missing(cairn_column_value(field->column, rows->rows[i])))
      continue;
    if (isnan(number)) continue;
    found = true;
    if (number < least) least = number, ends[0] = rows->rows[i];
    if (number > greatest) greatest = number, ends[1] = rows->rows[i];
  }
  return found;
}

static void tell_field(const Description *description, const Field *field, const CairnSeries *rows,
                       GString *out) {
  size_t ends[2] = {0, 0};
  if (!find_ends(field, rows, ends)) return;
  const char *first = text_of(description, field, field->column, ends[0]);
  const char *last = text_of(description, field, field->end ? field->end : field->column, ends[1]);
  if (!first) return;
  if (out->len) g_string_append(out, "; ");
  if (*field->title) g_string_append_printf(out, "%s: ", field->title);
  g_string_append(out, first);
  if (last && strcmp(first, last) != 0) g_string_append_printf(out, " – %s", last);
}

static const char *tell(const CairnMark *mark, size_t item) {
  const Description *description = mark->told;
  const CairnSeries rows = description->series ? description->series[item] : (CairnSeries){1, &item};
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < description->n_fields; i++)
    tell_field(description, &description->fields[i], &rows, out);
  return out->len ? cairn_arena_strndup(description->arena, out->str, out->len) : NULL;
}

void cairn_mark_describe(CairnMarkContext *context, CairnMark *mark, const CairnSeries *series) {
  Description *description = cairn_arena_one(context->arena, Description);
  *description = (Description){.arena = context->arena, .series = series};
  add_fields(context, description);
  if (!description->n_fields) return;
  mark->told = description;
  mark->tell = tell;
}
