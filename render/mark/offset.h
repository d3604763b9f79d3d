/* Shifts of positions: by an offset channel, or by a number of the mark's definition. */
#pragma once

#include "mark/position.h"

typedef struct CairnOffset {
  double px;
  const CairnValueRef *ref; /* NULL: only px */
  bool from_channel;        /* by xOffset or yOffset: the position itself is then the start of its band */
} CairnOffset;

/* The shift of a position in `channel`; an offset in a band is taken at `band` of it. */
CairnOffset cairn_offset_of(CairnMarkContext *context, CairnChannel channel, double band);

/* `ref` shifted; NULL for NULL. */
const CairnValueRef *cairn_offset_apply(CairnMarkContext *context, const CairnValueRef *ref, CairnOffset offset);

/* ---- Parts of positions that rect_position.c shares ---- */

const CairnValueRef *cairn_position_value(CairnMarkContext *context, const json_t *value);
const CairnValueRef *cairn_position_default(CairnMarkContext *context, CairnChannel channel, CairnDefaultPosition otherwise);
const CairnValueRef *cairn_position_at(CairnMarkContext *context, CairnChannel channel, const CairnChannelDef *def,
                                       CairnDefaultPosition otherwise, double band, CairnOffset offset);
CairnValueRef *cairn_position_between(CairnMarkContext *context, const CairnChannelDef *def, const char *start, const char *end,
                                      double fraction);
/* Puts a position where the mark's align or baseline wants it: its start, middle or end; `top` says which without one. */
void cairn_extent_align(CairnMarkContext *context, CairnChannel channel, bool top, const CairnValueRef *position, CairnExtent *extent);
