/* Which columns of a source are needed, so that a large file is read for these alone. */
#pragma once

#include "expr/expr.h"
#include "read/read.h"
#include "spec/view.h"

/* All columns of the data of `view` that its transforms and units read, and those that `parse` (format.parse, may be
 * NULL) names; *n of them, in the model's arena. `scope`: names that expressions may use. *n is 0 where something may
 * read others. */
const CairnNeededColumn *cairn_needed_columns(CairnView *view, const json_t *parse, const CairnExprScope *scope,
                                              size_t *n);
