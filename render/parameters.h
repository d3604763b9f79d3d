/* Parameters of a spec, at their initial values: nobody moves a slider of a still picture. */
#pragma once

#include "transform/transform.h"

/* Evaluates the `params` of the spec into the scope of `run`, and replaces every {"expr": ...} below `root` that does
 * not depend on a row by its value. False with an error at its place. */
bool cairn_parameters_read(CairnTransformRun *run, json_t *root, GError **error);
