/* Marks: from the rows of a unit to items of the scene. A kind of mark is one file that defines a CairnMarkType, and one
 * row in the list of spec/marks.h. */
#pragma once

#include "mark/value_ref.h"

typedef struct CairnMarkType {
  const char *name; /* as in a spec: "bar" */
  CairnMarkKind kind;
  /* Puts the unit's items into `mark`, whose item array has one item per row (or fewer are used: set mark->n), and none for paths, which make
   * their own. */
  void (*draw)(CairnMarkContext *context, CairnMark *mark);
} CairnMarkType;

/* Draws the unit's mark into `group`, in the frame of the plot. Rows are in the order in which they are painted. False with an
 * error at its place. */
bool cairn_mark_draw(CairnMarkContext *context, CairnGroup *group, GError **error);

/* Is there a mark of this name? */
const CairnMarkType *cairn_mark_type_find(const char *name);
