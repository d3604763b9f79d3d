/* Gradients as a spec writes them. */
#pragma once

#include "scene/scene.h"

#include <jansson.h>

/* The gradient of a {"gradient": "linear" | "radial", ...} object, with Vega's defaults. */
const CairnGradient *cairn_gradient_new(CairnArena *arena, const json_t *node);
