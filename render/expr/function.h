/* The functions of expressions: each is one row of its family's table. */
#pragma once

#include "expr/tree.h"

/* One evaluation of an expression for one row. */
typedef struct CairnRun {
  CairnExprContext *context;
  CairnArena *arena; /* for values made on the way: the context's, or one that is given back sooner */
  size_t row;
  size_t steps;        /* done so far */
  size_t string_bytes; /* made so far */
  GError **error;
  bool failed; /* *error is set; all values mean nothing from here on */
} CairnRun;

/* Evaluates for one row with intermediate values in `arena`; adds the steps taken to *steps. */
bool cairn_expr_run(CairnExpr *expr, CairnExprContext *context, CairnArena *arena, size_t row,
                    CairnValue *out, size_t *steps, GError **error);

/* One call: arguments are evaluated, n is within the function's bounds. */
typedef struct CairnCall {
  CairnRun *run;
  const CairnFunction *function;
  const CairnValue *arguments;
  size_t n;
  size_t offset; /* of the call in the source */
} CairnCall;

struct CairnFunction {
  const char *name;
  int min, max; /* arguments; max < 0: any number */
  CairnValue (*call)(CairnCall *call);
};

typedef struct CairnFunctionFamily {
  const CairnFunction *functions;
  size_t n;
} CairnFunctionFamily;

extern const CairnFunctionFamily cairn_array_functions, cairn_color_functions, cairn_date_functions,
    cairn_ease_functions, cairn_format_functions, cairn_host_functions, cairn_math_functions,
    cairn_range_functions, cairn_regexp_functions, cairn_statistics_functions, cairn_string_functions,
    cairn_type_functions;

/* The function of this name, or NULL. */
const CairnFunction *cairn_function_find(const char *name);

/* Does only the context's host answer it? */
bool cairn_function_asks_chart(const CairnFunction *function);

/* The nearest function name, or NULL. */
const char *cairn_function_suggest(const char *name);

/* Is it a function of Vega that needs a browser, events or a running view? */
bool cairn_function_is_interactive(const char *name);

/* ---- what functions are written with ---- */

/* Argument `i`, undefined when the call has fewer. */
CairnValue cairn_call_argument(const CairnCall *call, size_t i);
double cairn_call_number(const CairnCall *call, size_t i); /* NaN when absent */
const char *cairn_call_string(CairnCall *call, size_t i);
bool cairn_call_has(const CairnCall *call, size_t i); /* is it given and not undefined? */

/* Ends the evaluation with an error at the call; returns undefined. */
CairnValue cairn_call_fail(CairnCall *call, CairnErrorCode code, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Ends the evaluation with an error, unless it has failed before. */
void cairn_run_fail(CairnRun *run, CairnErrorCode code, size_t offset, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Accounts for n steps of work, or for memory of a string of n bytes. False: over the limit, and the run has
 * failed. */
bool cairn_run_step(CairnRun *run, size_t offset, size_t n);
bool cairn_run_string(CairnRun *run, size_t offset, size_t n);

/* A string value of the run's arena, copied from text[0..length). Undefined when over the limit. */
CairnValue cairn_call_new_string(CairnCall *call, const char *text, size_t length);

/* A string value of what `text` holds; frees it. */
CairnValue cairn_call_take_string(CairnCall *call, GString *text);

/* Room for an array of n items, or NULL when over the limit. */
CairnValue *cairn_call_new_items(CairnCall *call, size_t n);

/* An array value over items made by cairn_call_new_items. */
CairnValue cairn_call_array(CairnCall *call, const CairnValue *items, size_t n);
