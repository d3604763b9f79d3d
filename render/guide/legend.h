/* Legends. */
#pragma once

#include "guide/guide.h"
#include "layout/page.h"
#include "scale/resolve.h"

/* The legends of all scales below `root`, in the order in which they are listed. False with an error at its
 * place. */
bool cairn_legends_draw(CairnGuideContext *context, const CairnView *root, const CairnScaleSet *scales,
                        CairnPageLegend **out, size_t *n, GError **error);
