#include "transform/fields.h"
#include "transform/group.h"
#include "transform/types.h"

/* The groups' own columns: the values of their first rows. */
static CairnTable *first_rows(CairnArena *arena, const CairnGroups *groups, const CairnFields *dimensions) {
  size_t *first = cairn_arena_array(arena, groups->n, size_t);
  for (size_t g = 0; g < groups->n; g++)
    first[g] = groups->rows[groups->start[g]];
  CairnTable *all = cairn_table_new(arena, groups->n_rows);
  for (size_t i = 0; i < dimensions->n; i++)
    cairn_table_put(all, dimensions->columns[i]);
  return cairn_table_select(all, first, groups->n);
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  CairnFields dimensions = {0};
  CairnMeasures measures = {0};
  if (!cairn_fields_read(run, table, node, "groupby", &dimensions, error)) return NULL;
  if (!cairn_measures_read(run, table, node, "aggregate", &measures, error)) return NULL;
  CairnGroups groups = cairn_groups_of(run->arena, dimensions.columns, dimensions.n, table->n_rows);
  CairnTable *result = first_rows(run->arena, &groups, &dimensions);
  for (size_t i = 0; i < measures.n; i++) {
    CairnValue *values = cairn_arena_array(run->arena, groups.n, CairnValue);
    for (size_t g = 0; g < groups.n; g++)
      values[g] = cairn_measure_rows(run->arena, &measures.items[i].measure, cairn_group_rows(&groups, g),
                                     cairn_group_size(&groups, g));
    cairn_table_put(result, cairn_column_from_values(run->arena, measures.items[i].as, values, groups.n));
  }
  return result;
}

static const char *const members[] = {"groupby", NULL};
const CairnTransformType cairn_transform_aggregate = {"aggregate", members, apply, NULL};
