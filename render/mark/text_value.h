/* Data as text: what text marks show and what is told of an item. */
#pragma once

#include "base/number_format.h"
#include "mark/value_ref.h"

/* How the values of one definition are written: by its format or that of its type. */
typedef struct CairnTextFormat {
  const char *specifier; /* NULL: none */
  bool time, number;
  const CairnZone *zone;
  const CairnLocale *locale;
  CairnNumberFormat parsed;
} CairnTextFormat;

/* A specifier that is none sets the error, and numbers are written in full. */
CairnTextFormat cairn_text_format_of(CairnMarkContext *context, const CairnChannelDef *def, GError **error);

/* The text of a value, in the arena; a value that the format leaves alone as it is. */
CairnValue cairn_text_format_apply(const CairnTextFormat *format, CairnArena *arena, CairnValue value);

/* A reference to the formatted text of a field or datum definition, by its format or that of its type. */
CairnValueRef *cairn_text_ref(CairnMarkContext *context, const CairnChannelDef *def);
