/* A value of the data model of Vega's expressions, which is JavaScript's.
 *
 * Strings, arrays and objects are borrowed from the chart's arena and never change. Strings are UTF-8. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum CairnValueKind {
  CAIRN_UNDEFINED,
  CAIRN_NULL,
  CAIRN_BOOLEAN,
  CAIRN_NUMBER,
  CAIRN_STRING,
  CAIRN_TIME, /* a Date: `number` is ms since 1970-01-01T00:00Z, NaN when invalid */
  CAIRN_ARRAY,
  CAIRN_OBJECT,
  CAIRN_REGEXP,
} CairnValueKind;

typedef struct CairnValue CairnValue;
typedef struct CairnArray CairnArray;
typedef struct CairnObject CairnObject;
typedef struct CairnRegexp CairnRegexp;

struct CairnValue {
  CairnValueKind kind;
  union {
    bool boolean;
    double number;
    const char *string;
    const CairnArray *array;
    const CairnObject *object;
    const CairnRegexp *regexp;
  };
};

struct CairnArray {
  size_t n;
  const CairnValue *items;
};

/* A regular expression as its text, `/source/flags`; the first member of the compiled form, which expr/
 * knows. */
struct CairnRegexp {
  const char *text;
};

/* Members in insertion order; keys are distinct. */
struct CairnObject {
  size_t n;
  const char *const *keys;
  const CairnValue *values;
  const char *text; /* of an object that has a text of its own, such as a colour; NULL: "[object Object]" */
};

static inline CairnValue cairn_value_undefined(void) {
  return (CairnValue){.kind = CAIRN_UNDEFINED};
}
static inline CairnValue cairn_value_null(void) {
  return (CairnValue){.kind = CAIRN_NULL};
}
static inline CairnValue cairn_value_boolean(bool b) {
  return (CairnValue){.kind = CAIRN_BOOLEAN, .boolean = b};
}
static inline CairnValue cairn_value_number(double d) {
  return (CairnValue){.kind = CAIRN_NUMBER, .number = d};
}
static inline CairnValue cairn_value_time(double ms) {
  return (CairnValue){.kind = CAIRN_TIME, .number = ms};
}
static inline CairnValue cairn_value_string(const char *s) {
  return (CairnValue){.kind = CAIRN_STRING, .string = s};
}

/* null or undefined: JavaScript's `value == null`. */
static inline bool cairn_value_is_missing(CairnValue value) {
  return value.kind <= CAIRN_NULL;
}

/* JavaScript's Number(value), +value: null is 0, undefined NaN, a date its ms, a string parsed by
 * base/number.h. */
double cairn_value_to_number(CairnValue value);

/* vega-util's toNumber, as used by aggregation and scales: missing and "" are NaN here, else as
 * cairn_value_to_number. */
double cairn_value_to_quantity(CairnValue value);

/* JavaScript's truthiness. */
bool cairn_value_to_boolean(CairnValue value);

/* JavaScript's String(value), in the zone UTC. The result is the value's own string or lies in `arena`. */
const char *cairn_value_to_string(CairnArena *arena, CairnValue value);

/* The same, but dates are ISO 8601 with ms: for readers of messages, keys and descriptions. */
const char *cairn_value_to_name(CairnArena *arena, CairnValue value);

/* JavaScript's === and ==. Arrays and objects are equal when they are the same one; dates by identity in
 * JavaScript, by time here. */
bool cairn_value_strict_equal(CairnValue a, CairnValue b);
bool cairn_value_loose_equal(CairnValue a, CairnValue b);

/* JavaScript's a < b ? -1 : a > b ? 1 : 0 for relational operators; 2 when not comparable (NaN). Two strings
 * compare by UTF-16 code units, all else as numbers. */
int cairn_value_relation(CairnValue a, CairnValue b);

/* vega-util's `ascending` order, total: missing first, then NaN, then by relation; strings by code unit. -1,
 * 0 or 1. */
int cairn_value_compare(CairnValue a, CairnValue b);

/* A text that is equal for two values exactly when Vega groups them together (the value as an object key: 1
 * and "1" are one group; dates by their time). Interned in `arena`, so that keys compare by pointer. */
const char *cairn_value_key(CairnArena *arena, CairnValue value);

/* Member `key` of an object; undefined where there is none or `value` is no object. Array items by decimal
 * index, `length`. */
CairnValue cairn_value_member(CairnValue value, const char *key);

/* New array or object values in `arena`; `items`, `keys` and `values` are copied (the strings are not). */
CairnValue cairn_value_new_array(CairnArena *arena, const CairnValue *items, size_t n);
CairnValue cairn_value_new_object(CairnArena *arena, const char *const *keys, const CairnValue *values,
                                  size_t n);
/* An object that becomes `text` (the arena's, or NULL) where a text is wanted. */
CairnValue cairn_value_new_textual(CairnArena *arena, const char *const *keys, const CairnValue *values, size_t n,
                                   const char *text);
