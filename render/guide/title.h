/* Chart titles and subtitles, and the source line. */
#pragma once

#include "guide/guide.h"
#include "layout/page.h"

/* The title of the view, or one without a group when it has none. False with an error at its place. */
bool cairn_titles_draw(CairnGuideContext *context, const CairnView *view, CairnPageTitle *out, GError **error);

/* usermeta.cairn's source and note in small grey lines, no wider than `width` px; NULL when there are none. */
CairnGroup *cairn_source_draw(CairnGuideContext *context, double width);
