/* Vega-Lite's transforms: each takes a table and gives a new one; the table given is left as it is.
 *
 * A transform is the spec's own JSON object, whether it stands in a `transform` array or was made from an
 * encoding. The names of the columns that it writes, when `as` is absent (a name in `as` is taken as it
 * stands):
 *
 *   aggregate, joinaggregate, window   OP_FIELD ("mean_price"); "OP" alone without a field ("count")
 *   bin         required: "x" gives x and x_end; ["x", "y"] gives those two
 *   timeUnit    required: "x" gives x and x_end, the start of the next interval. With `binned` (in the unit's
 * name or as a member of the object) the field is not floored: x is copied, x_end is one unit later stack
 * FIELD_start and FIELD_end; "x" gives x and x_end; ["x", "y"] gives those two fold        key, value density
 * value, density quantile    prob, value regression, loess   the names of `on` and of the fitted field; with
 * `params`: keys, coef, rSquared lookup      the names of from.fields; without from.fields, `as` holds the
 * whole row found impute, flatten     the field's own name; impute with a method also writes
 * imputed_FIELD_value pivot       one column per value of the field, named by it
 *
 * `groupby` columns keep their flat names ("a.b" for a path). Groups come in the order of their first rows.
 */
#pragma once

#include "base/error.h"
#include "expr/expr.h"
#include "table/table.h"

#include <jansson.h>

/* The range of a whole column (extent.h), where the table at hand is one block of its rows. */
typedef struct CairnWholeExtent {
  const char *column;
  double extent[2];
} CairnWholeExtent;

typedef struct CairnTransformRun {
  CairnArena *arena; /* that of the tables */
  /* The params that expressions see, and their values in the same order. `extent` replaces both arrays by
   * longer ones. */
  CairnExprScope scope;
  /* Signals, zone and host of expressions; the arena and the table are set by each transform. Zero it at
   * first. */
  CairnExprContext expressions;
  const CairnWarnings *warnings; /* may be NULL */
  bool lenient;                  /* unknown fields and members are warnings */

  /* Of columns of a table that comes in blocks (row_stream.h). */
  const CairnWholeExtent *extents;
  size_t n_extents;

  /* Rows that are looked at at once where a table comes in blocks; 0: CAIRN_BLOCK_ROWS. */
  size_t block_rows;

  /* Rows whose keys every group must have, too, when `impute` fills gaps; NULL for none. */
  const CairnTable *more_keys;

  /* Where errors and warnings point when the transform's JSON is not part of the spec's own tree; NULL when
   * it is. */
  const void *place_node;
  const char *place_key;

  /* The rows of another data source, for lookup: `data` is a Data object of the spec. NULL with an error. */
  CairnTable *(*find_data)(void *user, const json_t *data, GError **error);
  /* The rows of `table` that a selection param holds before anybody clicked, for lookup: all while nothing is selected. */
  CairnTable *(*find_selected)(void *user, const char *param, const CairnTable *table);
  /* Clears keep[row] of rows that the initial value of a selection param leaves out; false when the param has
   * no initial value. */
  bool (*select)(void *user, const char *param, const CairnTable *table, uint8_t *keep);
  void *user;
} CairnTransformRun;

/* One kind of transform: one file that defines one of these, and one row in the list of transform.c. */
typedef struct CairnTransformType {
  const char *key;            /* the member that tells the kind */
  const char *const *members; /* the other members it may have, ending with NULL */
  CairnTable *(*apply)(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error);
  /* Do the rows that it makes of a row depend on no other row, but for the extents of columns? NULL: they may. */
  bool (*is_row_wise)(const json_t *node);
} CairnTransformType;

/* Is the transform, if it is one, row-wise as it stands there? */
bool cairn_transform_is_row_wise(const json_t *transform);

/* Are the members of a transform those that it may have? Errors and warnings as cairn_transform_apply has them. */
bool cairn_transform_check(const CairnTransformRun *run, const json_t *transform, GError **error);

/* Applies one transform. NULL with an error. */
CairnTable *cairn_transform_apply(CairnTransformRun *run, const json_t *transform, CairnTable *table,
                                  GError **error);

/* The column of the spec's field `field`, which stands at member `key` of `node`. A field that the data do
 * not have is an error (or, when lenient or where there are no rows, a column of undefined cells). NULL with
 * an error. */
const CairnColumn *cairn_transform_field(CairnTransformRun *run, const CairnTable *table, const json_t *node,
                                         const char *key, const char *field, GError **error);

/* An error, or when lenient a warning; true when the work may go on. */
bool cairn_transform_object(const CairnTransformRun *run, const json_t *node, const char *key, GError **error,
                            const char *format, ...) G_GNUC_PRINTF(5, 6);
