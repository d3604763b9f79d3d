/* Lines of text: how wide they are, cutting them to a width, breaking them into lines, and the box they take.
 *
 * Widths are exact sums of the advance widths of Liberation Sans (Arial); see font/measurer.h for the
 * measurer. */
#pragma once

#include "base/arena.h"
#include "font/measurer.h"
#include "scene/scene.h"

/* double cairn_text_width(CairnTextMeasurer *, const CairnFont *, const char *) is in font/measurer.h. */

/* The text as shown when it may be at most `limit` px wide: itself when its width is under the limit (or
 * limit <= 0), else the longest part that leaves room for `ellipsis` (NULL: "…"), which stands at the end, or
 * at the beginning when `right_to_left`. Behaves as Vega's `limit`. Allocated from the arena or `text`
 * itself. */
const char *cairn_text_truncate(CairnArena *arena, CairnTextMeasurer *measurer, const CairnFont *font,
                                const char *text, double limit, const char *ellipsis, bool right_to_left);

/* The box of a text item as Vega computes it: heights come from the font size, not from the glyphs; `shown`
 * lines are measured (`lines` where it is NULL); turned by the item's angle. Lines in other scripts than
 * Latin, Greek and Cyrillic add what they ink, because Nastaliq and Thai reach far above and below. */
CairnBox cairn_text_item_bounds(CairnTextMeasurer *measurer, const CairnTextItem *item);

/* px from one baseline to the next at which lines in tall scripts do not touch each other; at least `least`. */
double cairn_text_line_height(CairnTextMeasurer *measurer, const CairnFont *font, const char *const *lines, size_t n, double least);

/* Breaks text into lines of at most `max_width` px where Unicode allows a break (UAX 14, any script), filling
 * each line in turn. A word that is wider than that stands alone on its line. Trailing spaces are dropped;
 * "\n" always breaks. An array of *n_lines (>= 1) lines. */
const char *const *cairn_text_wrap(CairnArena *arena, CairnTextMeasurer *measurer, const CairnFont *font,
                                   const char *text, double max_width, size_t *n_lines);

/* Breaks text into at most `most_lines` lines so that the widest is as narrow as can be. */
const char *const *cairn_text_balance(CairnArena *arena, CairnTextMeasurer *measurer, const CairnFont *font,
                                      const char *text, size_t most_lines, size_t *n_lines);
