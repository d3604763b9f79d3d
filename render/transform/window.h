/* Running computations over the rows around each row. */
#pragma once

#include "transform/fields.h"
#include "transform/group.h"
#include "transform/order.h"
#include "transform/window_op.h"

/* Offsets of the first and the last row of the frame from the current one; NaN: as far as there are rows. */
typedef struct CairnWindow {
  CairnFields groupby;
  CairnOrder order;
  double frame[2];
  bool ignore_peers;
} CairnWindow;

/* Reads [number or null, number or null] at member "frame" of `node`; `out` holds the default. */
bool cairn_window_frame_read(const json_t *node, double out[2], GError **error);

/* The aggregate of each row's frame, one value per row in the arena. An operation that must look at each
 * frame anew has a budget: NULL with an error when the frames are too long for it. */
CairnValue *cairn_window_measure(CairnArena *arena, const CairnWindow *window, const CairnGroups *groups,
                                 const CairnMeasure *measure, const json_t *node, GError **error);
