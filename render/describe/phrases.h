/* The words of descriptions, in the languages that there are. A phrase has places {0}, {1}, ... for texts; phrases are so
 * built that no word has to agree with what stands in a place. */
#pragma once

#include "base/arena.h"

#include <glib.h>

#define CAIRN_PHRASES(ROW)                                                                                                      \
  ROW(KIND_CHART)                                                                                                               \
  ROW(KIND_LINE)                                                                                                                \
  ROW(KIND_AREA)                                                                                                                \
  ROW(KIND_BAR)                                                                                                                 \
  ROW(KIND_DOTS)                                                                                                                \
  ROW(KIND_SCATTER)                                                                                                             \
  ROW(KIND_PIE)                                                                                                                 \
  ROW(KIND_HEAT_MAP)                                                                                                            \
  ROW(KIND_HISTOGRAM)                                                                                                           \
  ROW(KIND_BOX_PLOT)                                                                                                            \
  ROW(KIND_ERROR_BARS)                                                                                                          \
  ROW(KIND_ERROR_BAND)                                                                                                          \
  ROW(OF)          /* kind, value */                                                                                            \
  ROW(OF_BY)       /* kind, value, along */                                                                                     \
  ROW(AGAINST)     /* kind, y, x */                                                                                             \
  ROW(OF_BY_AND)   /* kind, value, x, y */                                                                                      \
  ROW(SPAN)        /* appended: first, last */                                                                                  \
  ROW(LIST)        /* appended: list */                                                                                         \
  ROW(SERIES)      /* appended: number, list */                                                                                 \
  ROW(PANELS)      /* appended: number, list */                                                                                 \
  ROW(CHARTS)      /* number */                                                                                                 \
  ROW(TO)          /* first, last */                                                                                            \
  ROW(AT)          /* value, place */                                                                                           \
  ROW(AT_FIRST)    /* value, first place of several */                                                                          \
  ROW(NAMED)       /* name, what is said of it */                                                                               \
  ROW(RISES)       /* from, to */                                                                                               \
  ROW(FALLS)       /* from, to */                                                                                               \
  ROW(RISES_UNEVENLY) /* from, to */                                                                                            \
  ROW(FALLS_UNEVENLY) /* from, to */                                                                                            \
  ROW(RETURNS)     /* value at the start, and at the end */                                                                     \
  ROW(CONSTANT)    /* value */                                                                                                  \
  ROW(SINGLE)      /* value */                                                                                                  \
  ROW(LOWEST)      /* value */                                                                                                  \
  ROW(HIGHEST)     /* value */                                                                                                  \
  ROW(RANGE)       /* what, from, to */                                                                                         \
  ROW(COUNTS)      /* rising, of how many, falling */                                                                           \
  ROW(NO_VALUE)    /* list */                                                                                                   \
  ROW(NO_DATA)                                                                                                                  \
  ROW(POINTS)      /* number */                                                                                                 \
  ROW(ITEMS)       /* number */                                                                                                  \
  ROW(CORRELATION) /* number */                                                                                                 \
  ROW(MILESTONES)  /* list */                                                                                                   \
  ROW(MANY_MILESTONES) /* number, first, last */                                                                                \
  ROW(COMMA)       /* two texts of a list */                                                                                    \
  ROW(AND)         /* the last two */                                                                                           \
  ROW(MORE)        /* number */                                                                                                 \
  ROW(JOIN)        /* two parts of a sentence */                                                                                \
  ROW(SENTENCE)    /* a sentence */                                                                                             \
  ROW(NEXT)        /* two sentences */

typedef enum CairnPhrase {
#define CAIRN_PHRASE_NAME(name) CAIRN_PHRASE_##name,
  CAIRN_PHRASES(CAIRN_PHRASE_NAME)
#undef CAIRN_PHRASE_NAME
  CAIRN_N_PHRASES
} CairnPhrase;

/* The phrases of a language (BCP 47; NULL: English), all CAIRN_N_PHRASES of them; English where there are none of it. */
const char *const *cairn_phrases_of(const char *language);

/* The phrase with the texts in its places; in the arena. */
const char *cairn_phrase(CairnArena *arena, const char *const *phrases, CairnPhrase phrase, const char *const *texts, size_t n);
