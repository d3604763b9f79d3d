/* The expressions in transforms. */
#pragma once

#include "transform/transform.h"

/* The expression at member `key` of `node`; NULL with an error at its place. */
CairnExpr *cairn_transform_expression(CairnTransformRun *run, const json_t *node, const char *key,
                                      GError **error);

/* The same for the rows of `table`: a field that they have not, and that is nearly one of theirs, is warned of. */
CairnExpr *cairn_transform_row_expression(CairnTransformRun *run, const json_t *node, const char *key,
                                          const CairnTable *table, GError **error);

/* Does the value for a row depend on no other row? Random numbers follow each other from row to row. */
bool cairn_transform_expression_is_row_wise(const json_t *node, const char *key);

/* The value of an expression that has no row, such as that of {"expr": "..."} (`node`, `key`). */
bool cairn_transform_constant(CairnTransformRun *run, const json_t *node, const char *key, CairnValue *out,
                              GError **error);

/* Gives an error of an expression the place `key` of `node`. */
void cairn_transform_place(GError **error, const json_t *node, const char *key);
