#include "mark/offset.h"

CairnOffset cairn_offset_of(CairnMarkContext *context, CairnChannel channel, double band) {
  CairnChannel offset_channel = cairn_channel_offset(channel);
  const char *property = cairn_arena_printf(context->arena, "%sOffset", cairn_channel_name(channel));
  const json_t *constant = cairn_json_get(context->unit->mark_def, property);
  const CairnChannelDef *def = offset_channel == CAIRN_N_CHANNELS ? NULL : context->unit->channels[offset_channel];
  if (def) {
    CairnOffset none = {0};
    CairnOffset offset = {.from_channel = true};
    offset.ref = cairn_position_at(context, offset_channel, def, CAIRN_POSITION_NONE, band, none);
    if (!offset.ref && constant) offset.ref = cairn_ref_json(context, constant);
    return offset;
  }
  if (json_is_number(constant)) return (CairnOffset){.px = json_number_value(constant)};
  return (CairnOffset){.ref = cairn_ref_json(context, constant)};
}

const CairnValueRef *cairn_offset_apply(CairnMarkContext *context, const CairnValueRef *ref, CairnOffset offset) {
  if (!ref || (offset.px == 0 && !offset.ref)) return ref;
  CairnValueRef *shifted = cairn_ref_new(context, ref->kind);
  *shifted = *ref;
  shifted->offset += offset.px;
  if (offset.ref) shifted->offset_ref = offset.ref;
  return shifted;
}
