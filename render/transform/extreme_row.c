#include "transform/extreme_row.h"

#include <math.h>
#include <string.h>

CairnExtremeRow cairn_extreme_row_new(void) {
  return (CairnExtremeRow){.number = NAN};
}

void cairn_extreme_row_clear(CairnExtremeRow *row) {
  g_clear_pointer(&row->own_text, g_free);
  g_clear_pointer(&row->values, g_free);
  g_clear_pointer(&row->texts, g_free);
  row->n = 0;
}

bool cairn_extreme_row_takes(const CairnTable *table) {
  bool takes = true;
  for (size_t i = 0; i < table->n_columns; i++)
    takes &= table->columns[i]->type != CAIRN_COLUMN_ANY;
  return takes;
}

/* Texts are copied behind each other. */
static void copy(CairnExtremeRow *row, const CairnTable *block, size_t index) {
  g_autoptr(GString) texts = g_string_new(NULL);
  char *own_text = g_strdup(row->text);
  cairn_extreme_row_clear(row);
  row->text = row->own_text = own_text;
  row->n = block->n_columns;
  row->values = g_new(CairnValue, row->n);
  for (size_t i = 0; i < row->n; i++) {
    row->values[i] = cairn_column_value(block->columns[i], index);
    if (row->values[i].kind == CAIRN_STRING)
      g_string_append_len(texts, row->values[i].string, (gssize)strlen(row->values[i].string) + 1);
  }
  row->texts = g_memdup2(texts->str, texts->len);
  const char *text = row->texts;
  for (size_t i = 0; i < row->n; i++) {
    if (row->values[i].kind != CAIRN_STRING) continue;
    row->values[i].string = text;
    text += strlen(text) + 1;
  }
}

/* Missing cells, NaN and empty texts are none. */
static bool replace_number(CairnExtremeRow *row, const CairnColumn *column, size_t i, bool least) {
  double number = column->numbers[i];
  if (isnan(number)) return false;
  bool is_better = isnan(row->number) || (least ? number < row->number : number > row->number);
  if (is_better) row->number = number;
  return is_better;
}

static bool replace_text(CairnExtremeRow *row, const CairnColumn *column, size_t i, bool least) {
  const char *text = column->strings[i];
  if (!*text) return false;
  int relation = row->text ? cairn_value_relation(cairn_value_string(text), cairn_value_string(row->text)) : 0;
  bool is_better = !row->text || relation == (least ? -1 : 1);
  if (is_better) row->text = text;
  return is_better;
}

void cairn_extreme_rows_add(CairnExtremeRow *rows, const uint32_t *of_row, const CairnTable *block,
                            const CairnColumn *column, bool least) {
  for (size_t i = 0; i < block->n_rows; i++) {
    CairnExtremeRow *row = &rows[of_row[i]];
    if (cairn_column_state(column, i) != CAIRN_CELL_PRESENT) continue;
    bool is_text = column->type == CAIRN_COLUMN_STRING;
    if (is_text ? replace_text(row, column, i, least) : replace_number(row, column, i, least)) row->found = i + 1;
  }
  for (size_t i = 0; i < block->n_rows; i++) {
    CairnExtremeRow *row = &rows[of_row[i]];
    if (row->found != i + 1) continue;
    copy(row, block, i);
    row->found = 0;
  }
}

CairnValue cairn_extreme_row_value(const CairnExtremeRow *row, CairnArena *arena, const char *const *names) {
  g_autofree const char **keys = g_new(const char *, row->n);
  g_autofree CairnValue *values = g_new(CairnValue, row->n);
  size_t n = 0;
  for (size_t i = 0; i < row->n; i++) {
    if (row->values[i].kind == CAIRN_UNDEFINED) continue;
    keys[n] = names[i];
    values[n] = row->values[i];
    if (values[n].kind == CAIRN_STRING)
      values[n].string = cairn_arena_intern(arena, values[n].string, strlen(values[n].string));
    n++;
  }
  return cairn_value_new_object(arena, keys, values, n);
}
