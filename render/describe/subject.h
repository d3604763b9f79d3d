/* What a chart is about: a measure, along what it is shown, and in which series. Layers that draw the same measure again
 * (points on a line, labels on bars) are one subject; so are the cells of a facet. */
#pragma once

#include "describe/teller.h"

typedef enum CairnSubjectKind {
  CAIRN_SUBJECT_COURSE,     /* a measure along dates or numbers */
  CAIRN_SUBJECT_CATEGORIES, /* a measure of each of several things or bins */
  CAIRN_SUBJECT_SCATTER,    /* two measures of each item */
  CAIRN_SUBJECT_SHARES,     /* the parts of a pie */
  CAIRN_SUBJECT_GRID,       /* a measure by two others: colour or size of cells */
  CAIRN_SUBJECT_EVENTS,     /* no measure: items along dates, or by name */
} CairnSubjectKind;

enum { CAIRN_SUBJECT_SERIES_FIELDS = 3 };

typedef struct CairnSubject {
  CairnSubjectKind kind;
  CairnPhrase name; /* KIND_... */
  const CairnView *unit;
  const CairnChannelDef *value;     /* NULL for events */
  const CairnChannelDef *value_end; /* the other end of ranges, or NULL */
  const CairnChannelDef *along;     /* NULL where there is none */
  const CairnChannelDef *across;    /* of grids: the second dimension */
  const CairnChannelDef *series[CAIRN_SUBJECT_SERIES_FIELDS]; /* definitions that tell series apart, n_series of them */
  size_t n_series;
  bool is_composite; /* values are the parts of a box plot and the like */

  /* Where the rows are: the unit in each cell of a facet, the parts of a composite mark, or just the unit. */
  size_t n_units;
  const CairnView **units;
  const CairnTable **tables; /* their rows, as the data have them: not those that stacking adds */
  const CairnChannelDef **values, **value_ends; /* of each; NULL as above */
  const char **cell_of;                         /* name of its cell; NULL without facet */
  const char *const *cells;                     /* names of all cells, n_cells of them; NULL without facet */
  size_t n_cells;
} CairnSubject;

/* Names of the cells of a facet as a reader would say them; the driver knows them. Returns NULL for a view that is no facet. In
 * `arena`. */
typedef const char *const *CairnCellNames(CairnArena *arena, const CairnView *facet);

/* The subjects of `view` (a unit, layer or facet), the most important first; at most `most`. `skips` tells units that are left out.
 * Returns how many. */
size_t cairn_subjects_find(CairnArena *arena, const CairnView *view, CairnCellNames *cell_names, bool (*skips)(const CairnView *unit),
                           CairnSubject *out, size_t most);
