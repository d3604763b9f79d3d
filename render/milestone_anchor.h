/* Where milestones are tied to: the series at their date, or the axis. */
#pragma once

#include "milestone_scene.h"

/* Do the dates of this unit run along y? They do where it encodes y and not x. */
bool cairn_milestones_run_down(const CairnView *unit);

/* Points on the page, one for each of the milestones, of which `on_span` is set:
 *   - on the band or bracket of an event that lasts;
 *   - else on the series that it names;
 *   - else where its layer encodes y, there;
 *   - else on the bars, on the one series (several marks that coincide, as an area and its line, are one), or
 * on top of the stacked areas, of the innermost layer around it that has any;
 *   - else on the x axis.
 * Where dates run along y, x and y change places in this. A series is a curve as it is drawn, or the bars of
 * a layer; it is nowhere before its start and after its end, but for some px. With `warn` tells of names that
 * no series has. */
const CairnPoint *cairn_milestone_anchors(CairnComposer *composer, const CairnDrawing *drawing,
                                          CairnMilestones *milestones, bool warn);
