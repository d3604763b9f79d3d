/* How single values are told: numbers with as many digits as matter to a reader, dates as exact as the data. */
#pragma once

#include "base/calendar.h"
#include "describe/phrases.h"
#include "spec/view.h"
#include "table/table.h"

typedef struct CairnTeller {
  CairnArena *arena;
  const CairnLocale *locale;
  const CairnZone *zone; /* NULL: UTC */
  const char *const *phrases;
} CairnTeller;

/* The values of one definition. */
typedef struct CairnToldField {
  const CairnView *unit;
  const CairnChannelDef *def;
  const char *title;
  const char *time_specifier; /* of dates; NULL for others */
  const CairnZone *zone;
  bool is_place;   /* tells where something is: years are not grouped by thousands */
  bool is_percent; /* shares are told as percent, as their axis does */
  bool is_money;   /* amounts have the currency of their axis */
} CairnToldField;

/* How `def` of `unit` is told, whose dates stand in the tables of units[0..n). */
CairnToldField cairn_told_field(const CairnTeller *teller, const CairnView *unit, const CairnChannelDef *def, const CairnView *const *units,
                                size_t n);

/* The number as a value of the field; `field` may be NULL. In the arena. */
const char *cairn_tell_number(const CairnTeller *teller, const CairnToldField *field, double number);

/* What stands in that row: a date, a bin ("0 to 10"), a number or a name. In the arena. */
const char *cairn_tell_cell(const CairnTeller *teller, const CairnToldField *field, const CairnTable *table, size_t row);

/* A date that stands alone, no more exact than it is itself: 1 January is a year. In the arena. */
const char *cairn_tell_single_date(const CairnTeller *teller, const CairnToldField *field, double ms);

/* A text of the data on one line and not endlessly long. In the arena. */
const char *cairn_tell_name(const CairnTeller *teller, const char *text);

/* A whole number: how many. In the arena. */
const char *cairn_tell_count(const CairnTeller *teller, size_t n);

/* "a, b and c" of texts[0..n); beyond `most` of them, "a, b and 5 more". Texts with commas are kept apart by semicolons. In
 * the arena. */
const char *cairn_tell_list(const CairnTeller *teller, const char *const *texts, size_t n, size_t most);

/* The phrase with up to four texts, NULL after the last. */
const char *cairn_tell(const CairnTeller *teller, CairnPhrase phrase, const char *a, const char *b, const char *c, const char *d);

/* ---- Sentences; each part may be NULL ---- */

/* A sentence with another part. */
const char *cairn_tell_joined(const CairnTeller *teller, const char *sentence, const char *part);

/* A part as a sentence; one that ends with a full stop ("2003 г.") gets no other. */
const char *cairn_tell_sentence(const CairnTeller *teller, const char *part);

/* The same with a capital at its beginning. */
const char *cairn_tell_capitalised(const CairnTeller *teller, const char *part);

/* Sentences, and those that follow. */
const char *cairn_tell_paragraph(const CairnTeller *teller, const char *text, const char *more);
