/* The texts of milestones: what they say, and the ways to break them into lines. */
#pragma once

#include "annotate/placement.h"
#include "font/measurer.h"
#include "scene/scene.h"

/* A text broken into lines, in px. The ink of some scripts reaches ahead of where a line starts, behind its
 * end, and far above and below Latin letters; the box of the text holds all of it. */
typedef struct CairnMilestoneLines {
  const char *const *lines;
  size_t n;
  double before, after;   /* from the left of the box to the widest line, and from that to the right */
  double ascent, descent; /* from the top to the first baseline, and from the last one to the bottom */
  double line_height;     /* from one baseline to the next */
} CairnMilestoneLines;

/* Of the font size: capitals, ascenders and digits rise to the first, descenders fall to the second. */
#define CAIRN_MILESTONE_ASCENT  0.73
#define CAIRN_MILESTONE_DESCENT 0.21

/* The ways to break a text: on one line, on two, ... Fills `out->sizes`; the lines of each are the result. */
const CairnMilestoneLines *cairn_milestone_text_break(CairnArena *arena, CairnTextMeasurer *measurer,
                                                      const CairnFont *font, const char *text,
                                                      CairnMilestoneText *out);

/* The item that draws the lines in `box`: at its left (align < 0), right (> 0) or middle. With `scale` the
 * text is smaller. */
CairnTextItem cairn_milestone_text_item(CairnArena *arena, const CairnFont *font,
                                        const CairnMilestoneLines *lines, CairnBox box, int align,
                                        double scale);

/* What such an item takes: the ink of its lines, and at least the height of Latin text. */
CairnBox cairn_milestone_text_box(CairnTextMeasurer *measurer, const CairnTextItem *item);
