/* Where milestones are tied to: the series at their date, or the axis. */
#pragma once

#include "milestone_scene.h"

/* Points on the page, one for each of the milestones:
 *   - where its layer encodes y, there;
 *   - on the series that it names;
 *   - else on the bars, or on the one series of its plot (several marks that coincide, as an area and its
 * line, are one);
 *   - else on the x axis.
 * A series is a curve as it is drawn, or the bars of a layer; before its start and after its end it goes on
 * level. With `warn` tells of names that no series has. */
const CairnPoint *cairn_milestone_anchors(CairnComposer *composer, const CairnDrawing *drawing,
                                          const CairnMilestones *milestones, bool warn);
