/* The fields and measures that a transform names, found in its table. */
#pragma once

#include "transform/aggregate_op.h"
#include "transform/transform.h"

typedef struct CairnFields {
  size_t n;
  const CairnColumn **columns; /* by their flat names */
} CairnFields;

/* The columns of the fields that an optional array (or one name) at member `key` of `node` names. */
bool cairn_fields_read(CairnTransformRun *run, const CairnTable *table, const json_t *node, const char *key,
                       CairnFields *out, GError **error);

/* The column of the field that the string at member `key` of `node` names; `what` describes it in the error
 * when it is missing. NULL with an error. */
const CairnColumn *cairn_field_read(CairnTransformRun *run, const CairnTable *table, const json_t *node,
                                    const char *key, const char *what, GError **error);

typedef struct CairnNamedMeasure {
  CairnMeasure measure;
  const char *as;
} CairnNamedMeasure;

typedef struct CairnMeasures {
  size_t n;
  CairnNamedMeasure *items;
} CairnMeasures;

/* The array of {"op", "field", "as"} at member `key` of `node`. `exponential_param` is the decay of
 * exponential means. */
bool cairn_measures_read(CairnTransformRun *run, const CairnTable *table, const json_t *node, const char *key,
                         CairnMeasures *out, GError **error);

/* One object of such an array, whose members are known to be right. */
bool cairn_measure_read(CairnTransformRun *run, const CairnTable *table, const json_t *node,
                        CairnNamedMeasure *out, GError **error);

/* A copy of the table with the measures of each row's group. */
CairnTable *cairn_measures_join(CairnTransformRun *run, const CairnMeasures *measures,
                                const CairnFields *dimensions, CairnTable *table);

/* "OP_FIELD", or "OP" where `field` is NULL. */
const char *cairn_measure_name(CairnArena *arena, const char *op, const char *field);
