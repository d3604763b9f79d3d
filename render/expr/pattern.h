/* JavaScript's regular expressions on GLib's (PCRE2). */
#pragma once

#include "base/arena.h"
#include "expr/expr.h"

/* A compiled regular expression; a CairnValue of the kind CAIRN_REGEXP points to `text`. */
typedef struct CairnPattern {
  CairnRegexp text;
  const char *source;
  bool global;
  GRegex *regex; /* owned by the arena */
} CairnPattern;

/* Compiles `source` with JavaScript's flags (g, i, m, s, u, y). On a wrong one returns NULL and a complaint
 * to free. */
const CairnPattern *cairn_pattern_new(CairnArena *arena, const char *source, const char *flags,
                                      char **complaint);

/* The compiled form of a value of the kind CAIRN_REGEXP. */
const CairnPattern *cairn_pattern_of(CairnValue value);

/* As cairn_pattern_new, but remembers in the context what it has compiled, since a row's expression is the
 * next row's. The result lies in the context's arena, or in `arena` once the memory is full. */
const CairnPattern *cairn_pattern_cached(CairnExprContext *context, CairnArena *arena, const char *source,
                                         const char *flags, char **complaint);

/* JavaScript's pattern `source` as PCRE2's. On a construct that JavaScript has not, returns NULL and a
 * complaint to free. */
char *cairn_pattern_translate(const char *source, bool multiline, bool dot_all, char **complaint);
