/* Scenes made by hand, for the painters' tests. */
#pragma once

#include "scene/scene.h"

/* 800 × 500, like a finished chart: axes with labels, grid, lines, points, bars, a title. */
CairnScene sample_chart(CairnArena *arena);

/* Every mark, symbol, interpolation, alignment and some scripts. */
CairnScene sample_gallery(CairnArena *arena);

/* A page of one text item for each of the texts. */
CairnScene sample_texts(CairnArena *arena, const char *const *texts, size_t n);
