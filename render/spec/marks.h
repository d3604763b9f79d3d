/* The marks that cairn draws, by their names in Vega-Lite. A mark is one row here, and one file of mark/ that defines
 * cairn_mark_NAME (mark/types.h). */
#pragma once

#define CAIRN_MARKS(ROW)                                                                                     \
  ROW(arc)                                                                                                   \
  ROW(area)                                                                                                  \
  ROW(bar)                                                                                                   \
  ROW(circle)                                                                                                \
  ROW(line)                                                                                                  \
  ROW(point)                                                                                                 \
  ROW(rect)                                                                                                  \
  ROW(rule)                                                                                                  \
  ROW(square)                                                                                                \
  ROW(text)                                                                                                  \
  ROW(tick)                                                                                                  \
  ROW(trail)

/* As items of an initializer: the names of all, each followed by a comma. */
#define CAIRN_MARK_NAME(name) #name,
#define CAIRN_MARK_NAMES      CAIRN_MARKS(CAIRN_MARK_NAME)
