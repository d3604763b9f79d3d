/* Where a visual property of an item comes from: Vega's value references, resolved.
 *
 * A reference is a column, a constant, an expression, or a point between two columns; passed through a scale or not; then
 *   value = scaled × mult + band × bandwidth + offset.
 * References with a mask apply to the rows that it holds, others fall through to `otherwise`. */
#pragma once

#include "expr/expr.h"
#include "font/measurer.h"
#include "scale/resolve.h"
#include "scene/scene.h"
#include "transform/transform.h"

/* All that drawing the marks of one unit needs. */
typedef struct CairnMarkContext {
  CairnArena *arena;
  CairnView *unit;
  const CairnTable *table;     /* unit->table */
  CairnTransformRun *run;      /* for expressions and conditions */
  CairnTextMeasurer *measurer;
  GError *failure;             /* first error of an expression, or NULL */
} CairnMarkContext;

typedef enum CairnSourceKind {
  CAIRN_FROM_CONSTANT,
  CAIRN_FROM_COLUMN,
  CAIRN_FROM_BETWEEN, /* (1 - fraction) × column + fraction × end */
  CAIRN_FROM_EXPRESSION,
} CairnSourceKind;

typedef struct CairnValueRef CairnValueRef;

struct CairnValueRef {
  CairnSourceKind kind;
  CairnValue constant;
  bool is_gradient;        /* the constant is a CairnGradient, as its object */
  const CairnColumn *column, *end;
  double fraction;
  CairnExpr *expression;
  const json_t *node;      /* of the expression, for errors */
  const CairnScale *scale; /* NULL: the value as it is */
  double mult;             /* 1 unless set */
  double band;             /* bandwidths */
  double offset;           /* px */
  const CairnValueRef *offset_ref;
  const uint8_t *mask;     /* per row, or NULL: all rows */
  const CairnValueRef *otherwise;
};

CairnValueRef *cairn_ref_new(CairnMarkContext *context, CairnSourceKind kind);
CairnValueRef *cairn_ref_number(CairnMarkContext *context, double number);

/* A constant of the spec as a reference: numbers, texts, colours, arrays, {"expr": ...}; NULL for NULL. */
CairnValueRef *cairn_ref_json(CairnMarkContext *context, const json_t *value);

/* The reference to what a field or datum definition holds, through the scale of its channel where there is one. */
CairnValueRef *cairn_ref_def(CairnMarkContext *context, const CairnChannelDef *def, const char *column);

/* What `row` gets; undefined for NULL. */
CairnValue cairn_ref_value(CairnMarkContext *context, const CairnValueRef *ref, size_t row);
double cairn_ref_px(CairnMarkContext *context, const CairnValueRef *ref, size_t row); /* NaN for NULL or no number */
bool cairn_ref_color(CairnMarkContext *context, const CairnValueRef *ref, size_t row, CairnBrush *out);

/* Is the value the same in all rows? */
bool cairn_ref_is_constant(const CairnValueRef *ref);

/* `property` of a mark that is not a position: the channel's conditions, then its field, datum or value, then the mark's
 * own definition or configuration (under `vg_property` first, when given), else NULL. `fallback` replaces the latter. */
const CairnValueRef *cairn_ref_channel(CairnMarkContext *context, CairnChannel channel, const char *vg_property,
                                       const CairnValueRef *fallback);

/* A property of the mark's definition or configuration alone. */
const CairnValueRef *cairn_ref_property(CairnMarkContext *context, const char *property);

/* Rows for which a condition of the spec (a `test` or a `param`) holds; NULL after an error (in context->failure). */
const uint8_t *cairn_condition_mask(CairnMarkContext *context, const json_t *condition);

/* The scale of a channel in this unit, or NULL. */
const CairnScale *cairn_mark_scale(const CairnMarkContext *context, CairnChannel channel);
