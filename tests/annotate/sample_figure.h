/* A figure with a level line and a dozen events on it, whose labels are as wide as three of the gaps between
 * them. */
#pragma once

#include "annotate/round.h"

enum { SAMPLE_EVENTS = 12 };

#define SAMPLE_EDGE   16.0 /* px below the key */
#define SAMPLE_HEIGHT 400.0

/* The task of labelling it; all is allocated from `arena`. */
CairnTask *sample_figure(CairnArena *arena, bool height_is_fixed);
