#include "transform/fields.h"
#include "transform/group.h"
#include "transform/types.h"

CairnTable *cairn_measures_join(CairnTransformRun *run, const CairnMeasures *measures,
                                const CairnFields *dimensions, CairnTable *table) {
  CairnGroups groups = cairn_groups_of(run->arena, dimensions->columns, dimensions->n, table->n_rows);
  CairnTable *result = cairn_table_copy(table);
  g_autofree CairnValue *of_group = g_new(CairnValue, groups.n);
  for (size_t i = 0; i < measures->n; i++) {
    for (size_t g = 0; g < groups.n; g++)
      of_group[g] = cairn_measure_rows(run->arena, &measures->items[i].measure, cairn_group_rows(&groups, g),
                                       cairn_group_size(&groups, g));
    CairnValue *values = cairn_arena_array(run->arena, table->n_rows, CairnValue);
    for (size_t row = 0; row < table->n_rows; row++)
      values[row] = of_group[groups.of_row[row]];
    cairn_table_put(result,
                    cairn_column_from_values(run->arena, measures->items[i].as, values, table->n_rows));
  }
  return result;
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  CairnFields dimensions = {0};
  CairnMeasures measures = {0};
  if (!cairn_fields_read(run, table, node, "groupby", &dimensions, error)) return NULL;
  if (!cairn_measures_read(run, table, node, "joinaggregate", &measures, error)) return NULL;
  return cairn_measures_join(run, &measures, &dimensions, table);
}

static const char *const members[] = {"groupby", NULL};
const CairnTransformType cairn_transform_joinaggregate = {"joinaggregate", members, apply, NULL};
