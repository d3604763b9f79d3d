#include "transform/members.h"
#include "transform/statistics.h"
#include "transform/types.h"

/* Reservoir sampling (Vitter 1985, algorithm R), with the same random numbers in every run. */
static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  double size = 1000;
  (void)run;
  if (!cairn_member_number(node, "sample", &size, error)) return NULL;
  if (size < 0) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, "sample", "\"sample\" must be a number of rows");
    return NULL;
  }
  if (size >= (double)table->n_rows) return table;
  size_t n = (size_t)size;
  CairnRandom random = {0};
  g_autofree size_t *rows = g_new(size_t, n);
  for (size_t i = 0; i < table->n_rows; i++) {
    size_t at = i < n ? i : (size_t)(cairn_random_next(&random) * (double)(i + 1));
    if (at < n) rows[at] = i;
  }
  return cairn_table_select(table, rows, n);
}

static const char *const members[] = {NULL};
const CairnTransformType cairn_transform_sample = {"sample", members, apply, NULL};
