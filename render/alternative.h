/* The alternative text of a chart: what its spec says in `description`, else what describe/ finds in the data. */
#pragma once

#include "compose.h"

/* In the arena; `composer` has placed the milestones. */
const char *cairn_alternative_text(const CairnComposer *composer);
