/* The names that expressions know, and what is said about others. */
#pragma once

#include "expr/expr.h"

/* The value of a name that means the same everywhere: true, null, undefined, PI, ... False for other names.
 */
bool cairn_name_value(const char *name, CairnValue *out);

/* What is wrong with a name that means nothing, and what was perhaps meant. Free with g_free. */
char *cairn_name_complaint(const char *name, const CairnExprScope *scope);
char *cairn_function_complaint(const char *name);
