/* Which locale a chart is written in: a named one of locales.json, and what config.locale of the spec changes in it. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/locale.h"

#include <jansson.h>

/* The locale of a spec. usermeta.cairn.locale comes before `name` (NULL: none): a BCP 47 tag such as "ur" or "de-CH", whose
 * region may be unknown, and which may choose digits ("ur-u-nu-arabext"). config.locale, with d3's objects `number` and `time`,
 * comes before both. The result is in the arena, or static. NULL with an error, at its place where the spec is wrong. */
const CairnLocale *cairn_locale_of_spec(CairnArena *arena, const json_t *spec, const char *name, GError **error);

/* Is the word, in any case, the name of a month in one of the languages of locales.json, or three letters or more of its
 * beginning ("sept")? */
bool cairn_locale_has_month(const char *word);
