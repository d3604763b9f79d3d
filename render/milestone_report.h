/* The layout of milestones as JSON, for `cairn inspect`: the format of the project's label scorer. */
#pragma once

#include "milestone_scene.h"

const char *cairn_milestone_report(CairnArena *arena, const CairnMilestones *milestones,
                                   const CairnPlacement *placement, const CairnLabelOptions *options);
