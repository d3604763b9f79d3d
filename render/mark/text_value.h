/* Data as text: what text marks show. */
#pragma once

#include "mark/value_ref.h"

/* A reference to the formatted text of a field or datum definition, by its format or that of its type. */
CairnValueRef *cairn_text_ref(CairnMarkContext *context, const CairnChannelDef *def);
