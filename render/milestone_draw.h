/* Draws milestones where their placement says. */
#pragma once

#include "milestone_scene.h"

/* Adds leaders, dots, labels, markers and the key to the page, sets what is drawn of the milestones, and
 * scene->labelling. */
void cairn_milestone_draw(CairnArena *arena, CairnTextMeasurer *measurer, CairnScene *scene,
                          CairnMilestones *milestones, const CairnPlacement *placement,
                          const CairnLabelOptions *options);
