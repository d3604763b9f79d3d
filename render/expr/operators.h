/* JavaScript's operators on values. */
#pragma once

#include "expr/function.h"

CairnValue cairn_operator_unary(CairnOperator op, CairnValue operand);
CairnValue cairn_operator_binary(CairnRun *run, CairnOperator op, CairnValue left, CairnValue right,
                                 size_t offset);

/* object[key]. Fails on null and undefined. */
CairnValue cairn_operator_member(CairnRun *run, CairnValue object, CairnValue key, size_t offset);

/* JavaScript's ToInt32: the integer part modulo 2^32; NaN and infinities are 0. */
int32_t cairn_to_int32(double number);

/* JavaScript's ToIntegerOrInfinity: NaN is 0. */
double cairn_to_integer(double number);
