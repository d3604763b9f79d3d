/* Rows grouped by the values of columns, as Vega groups them: by the text of the value, so 1 and "1" are one
 * group. */
#pragma once

#include "table/table.h"

typedef struct CairnGroups {
  size_t n_rows, n;
  const uint32_t *of_row; /* group of each row; groups are numbered by their first rows */
  const size_t *start;    /* n + 1 offsets: the rows of group g are rows[start[g]..start[g + 1]) */
  const size_t *rows;     /* in the order of the table within a group */
} CairnGroups;

/* With no columns all rows are one group. A table without rows has no groups. All memory is the arena's. */
CairnGroups cairn_groups_of(CairnArena *arena, const CairnColumn *const *columns, size_t n_columns,
                            size_t n_rows);

static inline size_t cairn_group_size(const CairnGroups *groups, size_t group) {
  return groups->start[group + 1] - groups->start[group];
}

static inline const size_t *cairn_group_rows(const CairnGroups *groups, size_t group) {
  return groups->rows + groups->start[group];
}

/* Numbers the groups of rows that come in several tables, one after the other. */
typedef struct CairnGrouper CairnGrouper;

CairnGrouper *cairn_grouper_new(CairnArena *arena, size_t n_columns);
void cairn_grouper_free(CairnGrouper *grouper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnGrouper, cairn_grouper_free)

/* Sets of_row[0..n_rows) to the groups of the rows of the next table, whose columns these are: of the same types in
 * each table. The number of groups so far. */
size_t cairn_grouper_number(CairnGrouper *grouper, const CairnColumn *const *columns, size_t n_rows,
                            uint32_t *of_row);

/* The same for one row where there is one column. */
void cairn_grouper_add(CairnGrouper *grouper, const CairnColumn *column, size_t row);

size_t cairn_grouper_count(const CairnGrouper *grouper);

/* Numbers the distinct values of a column by first appearance: one code per row (free with g_free). */
uint32_t *cairn_column_codes(CairnArena *arena, const CairnColumn *column, size_t n_rows, size_t *n_codes);
