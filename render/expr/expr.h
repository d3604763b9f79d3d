/* Vega's expression language: parsed once to a checked tree, evaluated for every row.
 *
 *   CairnExpr *expr = cairn_expr_parse(arena, "datum.price > 100", NULL, error);
 *   CairnExprContext context = {.arena = arena, .table = table};
 *   cairn_expr_evaluate(expr, &context, row, &value, error);
 *
 * Values, coercions and operators are JavaScript's. Differences: strings hold no NUL; half of a surrogate
 * pair becomes U+FFFD; the text of a date is ISO 8601 in UTC; an unknown name is an error, not undefined.
 * Nothing depends on the machine: local time is that of the context's zone, now() is SOURCE_DATE_EPOCH or 0,
 * and random() is a generator with a fixed seed.
 *
 * Errors carry the place in the source, in bytes (CairnPlace.offset). */
#pragma once

#include "base/calendar.h"
#include "base/error.h"
#include "base/locale.h"
#include "table/table.h"

typedef struct CairnExpr CairnExpr;
typedef struct CairnRegexpCache CairnRegexpCache;

/* The names that an expression may use besides `datum`: signals and parameters. */
typedef struct CairnExprScope {
  const char *const *names;
  size_t n;
} CairnExprScope;

/* What the chart answers for functions about its scales and data: scale, invert, domain, range, bandwidth,
 * copy, gradient, data, indata, ... `call` gets the function's name and arguments, and puts the result in
 * `out` (memory of `arena`). */
typedef struct CairnExprHost {
  bool (*call)(void *data, const char *function, const CairnValue *arguments, size_t n, CairnArena *arena,
               CairnValue *out, GError **error);
  void *data;
} CairnExprHost;

/* What an expression is evaluated over. Fields that are zero are absent: no table, no signals, UTC, no host.
 * Zero the last group at first; cairn keeps its state there, so that one context serves all rows of a chart.
 */
typedef struct CairnExprContext {
  CairnArena *arena;         /* for results */
  const CairnTable *table;   /* `datum` is a row of it */
  CairnValue datum;          /* `datum` where there is no table: an object such as {value, label, index} */
  const CairnValue *signals; /* in the order of the scope's names */
  const CairnZone *zone;     /* local time; NULL is UTC */
  const CairnLocale *locale; /* of format functions; NULL is US English */
  const CairnExprHost *host;

  CairnRegexpCache *regexps;
  double random_state;
  double spare_normal;
  bool random_started, spare_is_set;
} CairnExprContext;

/* Parses and checks. `scope` may be NULL: no names. The tree lies in `arena`; an expression remembers the
 * columns that it last read, so one thread at a time may use it. NULL and an error of the code SPEC or LIMIT
 * on a wrong expression. */
CairnExpr *cairn_expr_parse(CairnArena *arena, const char *source, const CairnExprScope *scope,
                            GError **error);

/* The value for row `row` of the context's table (ignored when there is none). False and an error when the
 * expression cannot be evaluated: a member of null or undefined, a function that is not available, a limit.
 */
bool cairn_expr_evaluate(CairnExpr *expr, CairnExprContext *context, size_t row, CairnValue *out,
                         GError **error);

/* The values of all rows of the context's table as a column `name` (not put into the table). Memory of
 * intermediate values is given back on the way. NULL on errors. */
const CairnColumn *cairn_expr_column(CairnExpr *expr, CairnExprContext *context, const char *name,
                                     GError **error);

/* The rows of the context's table for which the expression is true, in order: `*rows` is an array of `*n` row
 * numbers in the arena. */
bool cairn_expr_select(CairnExpr *expr, CairnExprContext *context, const size_t **rows, size_t *n,
                       GError **error);

/* Does the value depend on the datum? */
bool cairn_expr_uses_datum(const CairnExpr *expr);

/* Are the fields of cairn_expr_fields all that it reads of the datum? */
bool cairn_expr_reads_fields_only(const CairnExpr *expr);

/* Does it call a function that only the context's host answers, such as scale()? */
bool cairn_expr_asks_chart(const CairnExpr *expr);

/* The names of the fields that the expression reads by a fixed name (`datum.a`, `datum['a']`), in order of
 * appearance. */
const char *const *cairn_expr_fields(const CairnExpr *expr, CairnArena *arena, size_t *n);
