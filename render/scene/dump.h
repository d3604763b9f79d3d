/* The scene as JSON, in the format that the conformance corpus is written in (`cairn inspect`): what is
 * painted, as plots, axes, legends and marks, without what cannot be seen. */
#pragma once

#include "scene/scene.h"

/* The summary, schema 1, as one line of JSON. What stands where follows from roles: views are the
 * CAIRN_ROLE_VIEW groups depth first, their axes the CAIRN_ROLE_AXIS groups in them (a group with only a grid
 * belongs to the axis of the same orient and name), their marks the marks of CAIRN_ROLE_MARK. Free with
 * g_free. */
char *cairn_scene_dump(const CairnScene *scene);
