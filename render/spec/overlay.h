/* Lines and points drawn over lines and areas (`"point": true`, `"line": true`). */
#pragma once

#include "spec/view.h"

/* `unit` itself, or a layer of it and its overlays where its mark, the configuration or a shape channel asks
 * for them. NULL with an error. */
CairnView *cairn_overlay_apply(CairnView *unit, GError **error);
