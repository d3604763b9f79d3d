/* The datum and the signals of refresh.mjs, and values written as it writes them. */
#pragma once

#include "expr/expr.h"

/* A table of one row. */
const CairnTable *new_datum(CairnArena *arena);

extern const CairnExprScope signal_scope;
const CairnValue *new_signals(CairnArena *arena);

void append_value(GString *out, CairnValue value);
