/* The tokens of text that is to be read as a date, as V8 cuts them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef enum CairnDateTokenKind {
  CAIRN_DATE_END,
  CAIRN_DATE_NUMBER,
  CAIRN_DATE_SYMBOL, /* one of : - + . ) */
  CAIRN_DATE_SPACE,
  CAIRN_DATE_MONTH,     /* value 1 to 12 */
  CAIRN_DATE_AM_PM,     /* value 0 or 12: hours to add */
  CAIRN_DATE_ZONE,      /* value: hours from UTC */
  CAIRN_DATE_SEPARATOR, /* the T between date and time */
  CAIRN_DATE_WORD,      /* any other word */
  CAIRN_DATE_OTHER
} CairnDateTokenKind;

typedef struct CairnDateToken {
  CairnDateTokenKind kind;
  int value; /* of a number, its first nine digits after zeros; of a symbol, the character */
  int length;
  bool is_z; /* the zone Z */
} CairnDateToken;

typedef struct CairnDateScanner {
  const char *at, *end;
  CairnDateToken next;
} CairnDateScanner;

/* Starts at the first token of text[0..length). */
void cairn_date_scanner_init(CairnDateScanner *scanner, const char *text, size_t length);

/* Takes the next token; at the end, always CAIRN_DATE_END. */
CairnDateToken cairn_date_scanner_take(CairnDateScanner *scanner);

/* Takes the next token if it is this symbol. */
bool cairn_date_scanner_take_symbol(CairnDateScanner *scanner, char symbol);
