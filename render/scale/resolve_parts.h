/* What the files of scale resolution share. */
#pragma once

#include "scale/resolve.h"

/* The type for one use. False with an error for an unknown one. */
bool cairn_scale_choose_type(const CairnView *unit, const CairnChannelDef *def, CairnScaleType *type,
                             bool *is_explicit, GError **error);

/* Has a scale of the type, on the channel, any use for the property of that name? */
bool cairn_scale_takes_property(CairnScaleType type, CairnChannel channel, const char *name);

/* Warns of the properties that the scale has no use for. */
void cairn_scale_warn_of_unused(const CairnScaleBinding *binding);

/* May two layers share a scale of these types, and of which type is it then? */
bool cairn_scale_types_compatible(CairnScaleType a, CairnScaleType b);
CairnScaleType cairn_scale_merge_types(CairnScaleType a, bool a_explicit, CairnScaleType b, bool b_explicit);

/* Has the position channel an offset channel inside its bands? */
bool cairn_scale_has_nested_offset(const CairnView *unit, CairnChannel channel);

/* Sets options.domain and its bounds from the uses. */
bool cairn_scale_resolve_domain(CairnScaleSet *set, CairnScaleBinding *binding, GError **error);

/* Sets zero, nice, paddings and the other options but domain and range. */
bool cairn_scale_resolve_options(CairnScaleSet *set, CairnScaleBinding *binding, GError **error);

/* Sets options.range. */
bool cairn_scale_resolve_range(CairnScaleSet *set, CairnScaleBinding *binding, GError **error);
