#include "data_check.h"

#include "table/table.h"

#include <math.h>
#include <string.h>

/* What has been seen of a definition of a channel, which the cells of a facet have in common. */
typedef struct Seen {
  const CairnChannelDef *def;
  const CairnColumn *column;
  bool has_number;
} Seen;

typedef struct Check {
  GHashTable *by_node; /* node of a definition to Seen */
  GPtrArray *all;      /* Seen, in order; owned */
  size_t n_units, n_rows;
} Check;

static bool has_number(const CairnColumn *column, size_t n_rows) {
  for (size_t row = 0; row < n_rows; row++)
    if (isfinite(cairn_column_quantity(column, row))) return true;
  return false;
}

static bool is_continuous(const CairnChannelDef *def) {
  return cairn_channel_def_is_field(def) && (def->type == CAIRN_QUANTITATIVE || def->type == CAIRN_TEMPORAL);
}

static void check_channel(Check *check, const CairnView *unit, const CairnChannelDef *def) {
  const CairnColumn *column = is_continuous(def) ? cairn_table_column(unit->table, def->column) : NULL;
  if (!column || unit->table->n_rows == 0) return;
  Seen *seen = g_hash_table_lookup(check->by_node, def->node);
  if (!seen) {
    seen = g_new(Seen, 1);
    *seen = (Seen){def, column, false};
    g_hash_table_insert(check->by_node, (gpointer)def->node, seen);
    g_ptr_array_add(check->all, seen);
  }
  seen->has_number = seen->has_number || has_number(column, unit->table->n_rows);
}

static bool check_unit(CairnView *unit, void *data) {
  Check *check = data;
  if (!unit->table) return true;
  check->n_units++;
  check->n_rows += unit->table->n_rows;
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++)
    if (cairn_channel_has_scale((CairnChannel)channel)) check_channel(check, unit, unit->channels[channel]);
  return true;
}

static void warn(const Seen *seen, const CairnWarnings *warnings) {
  bool is_time = seen->def->type == CAIRN_TEMPORAL, is_text = seen->column->type == CAIRN_COLUMN_STRING;
  const char *field = json_string_value(json_object_get(seen->def->node, "field"));
  g_autofree char *shown = cairn_text_printable(field ? field : seen->def->column, 60);
  cairn_warn_at(warnings, seen->def->node, field ? "field" : NULL,
                "no row has a %s in \"%s\", so that nothing is drawn by it%s", is_time ? "date" : "number",
                shown, is_text ? "; its texts would be of type \"nominal\" or \"ordinal\"" : "");
}

void cairn_data_check(const CairnSpec *spec, const CairnModel *model, const CairnWarnings *warnings) {
  if (!warnings || !warnings->warn) return;
  g_autoptr(GHashTable) by_node = g_hash_table_new(NULL, NULL);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
  Check check = {by_node, all, 0, 0};
  cairn_view_each_unit(model->view, check_unit, &check);
  for (guint i = 0; i < all->len; i++)
    if (!((Seen *)all->pdata[i])->has_number && cairn_spec_has(spec, ((Seen *)all->pdata[i])->def->node))
      warn(all->pdata[i], warnings);
  if (check.n_units > 0 && check.n_rows == 0)
    cairn_warn_at(warnings, NULL, NULL, "nothing is drawn: the data have no rows, or none is left of them");
}
