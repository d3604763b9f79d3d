/* Parts of building the tree of views that its files share. */
#pragma once

#include "spec/view.h"

/* An empty view. */
CairnView *cairn_view_new(CairnView *parent, CairnModel *model, CairnViewKind kind, const json_t *node);

/* Reads mark and encoding of a unit, and infers orientation and stack. */
bool cairn_view_finish_unit(CairnView *unit, GError **error);
