#include "table/value.h"

#include "base/calendar.h"
#include "base/limits.h"
#include "base/number.h"
#include "base/time_names.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* Arrays nest this deep in a text; deeper ones are empty, which only values made on purpose can reach. */
enum { TEXT_DEPTH = 256 };

/* ---- text ---- */

/* How dates are written. */
typedef void DateWriter(GString *out, double ms);

static void append_text(GString *out, CairnValue value, int depth, DateWriter *date);

static void append_array(GString *out, const CairnArray *array, int depth, DateWriter *date) {
  if (depth >= TEXT_DEPTH) return;
  for (size_t i = 0; i < array->n && out->len < CAIRN_LIMIT_STRING_BYTES; i++) {
    if (i > 0) g_string_append_c(out, ',');
    if (!cairn_value_is_missing(array->items[i])) append_text(out, array->items[i], depth + 1, date);
  }
}

/* ISO 8601 as JavaScript's toISOString: years beyond 0..9999 have a sign and six digits. */
static void append_iso(GString *out, double ms) {
  CairnCivil civil = {0};
  if (!cairn_civil_from_ms(ms, NULL, &civil)) {
    g_string_append(out, "Invalid Date");
    return;
  }
  bool plain = civil.year >= 0 && civil.year <= 9999;
  g_string_append_printf(out, plain ? "%04d" : "%+07d", civil.year);
  g_string_append_printf(out, "-%02d-%02dT%02d:%02d:%02d.%03dZ", civil.month + 1, civil.date, civil.hours,
                         civil.minutes, civil.seconds, civil.milliseconds);
}

/* As JavaScript's Date.prototype.toString where the zone is UTC. */
static void append_date(GString *out, double ms) {
  CairnCivil civil = {0};
  if (!cairn_civil_from_ms(ms, NULL, &civil)) {
    g_string_append(out, "Invalid Date");
    return;
  }
  enum { LETTERS = CAIRN_SHORT_NAME_LENGTH };
  g_string_append_printf(out, "%.*s %.*s %02d ", LETTERS, cairn_weekday_names[civil.weekday], LETTERS,
                         cairn_month_names[civil.month], civil.date);
  g_string_append_printf(out, civil.year < 0 ? "%05d" : "%04d", civil.year);
  g_string_append_printf(out, " %02d:%02d:%02d GMT+0000 (Coordinated Universal Time)", civil.hours, civil.minutes,
                         civil.seconds);
}

/* The text of a value that needs no composing, or NULL. */
static const char *fixed_text(CairnValue value) {
  switch (value.kind) {
  case CAIRN_UNDEFINED:
    return "undefined";
  case CAIRN_NULL:
    return "null";
  case CAIRN_BOOLEAN:
    return value.boolean ? "true" : "false";
  case CAIRN_STRING:
    return value.string;
  case CAIRN_OBJECT:
    return value.object->text ? value.object->text : "[object Object]";
  case CAIRN_REGEXP:
    return value.regexp->text;
  case CAIRN_TIME:
  case CAIRN_NUMBER:
  case CAIRN_ARRAY:
    return NULL;
  }
  return NULL;
}

static void append_text(GString *out, CairnValue value, int depth, DateWriter *date) {
  const char *fixed = fixed_text(value);
  if (fixed)
    g_string_append(out, fixed);
  else if (value.kind == CAIRN_NUMBER)
    cairn_number_append(out, value.number);
  else if (value.kind == CAIRN_TIME)
    date(out, value.number);
  else
    append_array(out, value.array, depth, date);
}

static const char *to_text(CairnArena *arena, CairnValue value, DateWriter *date) {
  const char *fixed = fixed_text(value);
  if (fixed) return fixed;
  g_autoptr(GString) text = g_string_new(NULL);
  append_text(text, value, 0, date);
  return cairn_arena_strndup(arena, text->str, text->len);
}

const char *cairn_value_to_string(CairnArena *arena, CairnValue value) {
  return to_text(arena, value, append_date);
}

const char *cairn_value_to_name(CairnArena *arena, CairnValue value) {
  return to_text(arena, value, append_iso);
}

const char *cairn_value_key(CairnArena *arena, CairnValue value) {
  const char *fixed = fixed_text(value);
  if (fixed) return cairn_arena_intern(arena, fixed, strlen(fixed));
  g_autoptr(GString) text = g_string_new(NULL);
  append_text(text, value, 0, append_iso);
  return cairn_arena_intern(arena, text->str, text->len);
}

/* ---- conversions ---- */

static double number_from_text(const char *text) {
  double number = NAN;
  return cairn_number_from_js(text, &number) ? number : NAN;
}

/* An array is converted by way of its text: none is "", one item is the item's text, and a comma is no
 * number. */
static double array_to_number(const CairnArray *array, int depth) {
  if (array->n == 0) return 0;
  if (array->n > 1 || depth >= TEXT_DEPTH) return NAN;
  CairnValue item = array->items[0];
  if (cairn_value_is_missing(item)) return 0;
  if (item.kind == CAIRN_ARRAY) return array_to_number(item.array, depth + 1);
  return item.kind == CAIRN_NUMBER || item.kind == CAIRN_STRING ? cairn_value_to_number(item) : NAN;
}

double cairn_value_to_number(CairnValue value) {
  switch (value.kind) {
  case CAIRN_NULL:
    return 0;
  case CAIRN_BOOLEAN:
    return value.boolean ? 1 : 0;
  case CAIRN_NUMBER:
  case CAIRN_TIME:
    return value.number;
  case CAIRN_STRING:
    return number_from_text(value.string);
  case CAIRN_ARRAY:
    return array_to_number(value.array, 0);
  case CAIRN_UNDEFINED:
  case CAIRN_OBJECT:
  case CAIRN_REGEXP:
    return NAN;
  }
  return NAN;
}

double cairn_value_to_quantity(CairnValue value) {
  if (cairn_value_is_missing(value)) return NAN;
  if (value.kind == CAIRN_STRING && value.string[0] == '\0') return NAN;
  return cairn_value_to_number(value);
}

bool cairn_value_to_boolean(CairnValue value) {
  switch (value.kind) {
  case CAIRN_UNDEFINED:
  case CAIRN_NULL:
    return false;
  case CAIRN_BOOLEAN:
    return value.boolean;
  case CAIRN_NUMBER:
    return value.number != 0 && !isnan(value.number);
  case CAIRN_STRING:
    return value.string[0] != '\0';
  case CAIRN_TIME:
  case CAIRN_ARRAY:
  case CAIRN_OBJECT:
  case CAIRN_REGEXP:
    return true;
  }
  return true;
}

/* ---- comparisons ---- */

static bool is_composite(CairnValue value) {
  return value.kind >= CAIRN_TIME;
}

/* Orders two UTF-8 texts by UTF-16 code units. That is the order of their bytes, except that the surrogates
 * of U+10000 and above (lead bytes F0..F4) come before U+E000..U+FFFF (lead bytes EE and EF). */
static int compare_code_units(const char *a, const char *b) {
  if (a == b) return 0;
  const unsigned char *p = (const unsigned char *)a, *q = (const unsigned char *)b;
  while (*p && *p == *q) {
    p++;
    q++;
  }
  if (*p == *q) return 0;
  bool p_supplementary = *p >= 0xF0, q_supplementary = *q >= 0xF0;
  if (*p >= 0xEE && *q >= 0xEE && p_supplementary != q_supplementary) return p_supplementary ? -1 : 1;
  return *p < *q ? -1 : 1;
}

bool cairn_value_strict_equal(CairnValue a, CairnValue b) {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
  case CAIRN_UNDEFINED:
  case CAIRN_NULL:
    return true;
  case CAIRN_BOOLEAN:
    return a.boolean == b.boolean;
  case CAIRN_NUMBER:
  case CAIRN_TIME:
    return a.number == b.number;
  case CAIRN_STRING:
    return a.string == b.string || strcmp(a.string, b.string) == 0;
  case CAIRN_ARRAY:
    return a.array == b.array;
  case CAIRN_OBJECT:
    return a.object == b.object;
  case CAIRN_REGEXP:
    return a.regexp == b.regexp;
  }
  return false;
}

/* `composite` (a date, array, ...) == a primitive: by the text of the composite. */
static bool composite_equal(CairnValue composite, CairnValue primitive) {
  g_autoptr(GString) text = g_string_new(NULL);
  append_text(text, composite, 0, append_date);
  if (primitive.kind == CAIRN_STRING) return strcmp(text->str, primitive.string) == 0;
  return number_from_text(text->str) == cairn_value_to_number(primitive);
}

bool cairn_value_loose_equal(CairnValue a, CairnValue b) {
  if (cairn_value_is_missing(a) || cairn_value_is_missing(b))
    return cairn_value_is_missing(a) && cairn_value_is_missing(b);
  if (a.kind == b.kind || (is_composite(a) && is_composite(b))) return cairn_value_strict_equal(a, b);
  if (is_composite(a)) return composite_equal(a, b);
  if (is_composite(b)) return composite_equal(b, a);
  return cairn_value_to_number(a) == cairn_value_to_number(b);
}

static int compare_numbers(double a, double b) {
  return a < b ? -1 : a > b ? 1 : a == b ? 0 : 2;
}

/* Does the value compare as a text with another text? Dates compare as numbers. */
static bool is_textual(CairnValue value) {
  return value.kind == CAIRN_STRING || value.kind > CAIRN_TIME;
}

int cairn_value_relation(CairnValue a, CairnValue b) {
  if (a.kind == CAIRN_STRING && b.kind == CAIRN_STRING) return compare_code_units(a.string, b.string);
  if (!is_textual(a) || !is_textual(b))
    return compare_numbers(cairn_value_to_number(a), cairn_value_to_number(b));
  g_autoptr(GString) p = g_string_new(NULL);
  g_autoptr(GString) q = g_string_new(NULL);
  append_text(p, a, 0, append_date);
  append_text(q, b, 0, append_date);
  return compare_code_units(p->str, q->str);
}

/* Missing, NaN, then values. */
static int order_class(CairnValue value) {
  if (cairn_value_is_missing(value)) return 0;
  bool numeric = value.kind == CAIRN_NUMBER || value.kind == CAIRN_TIME;
  return numeric && isnan(value.number) ? 1 : 2;
}

int cairn_value_compare(CairnValue a, CairnValue b) {
  int class_a = order_class(a), class_b = order_class(b);
  if (class_a != class_b) return class_a < class_b ? -1 : 1;
  if (class_a < 2) return 0;
  int relation = cairn_value_relation(a, b);
  if (relation != 2) return relation;
  /* A number and a text that is none: numbers come first, so that sorting does not depend on the input's
   * order. */
  bool textual_a = is_textual(a), textual_b = is_textual(b);
  return textual_a == textual_b ? 0 : textual_b ? -1 : 1;
}

/* ---- members ---- */

/* UTF-16 code units of a UTF-8 text. */
static size_t utf16_length(const char *text) {
  size_t n = 0;
  for (const unsigned char *p = (const unsigned char *)text; *p; p++)
    n += (*p & 0xC0) != 0x80 ? (*p >= 0xF0 ? 2 : 1) : 0;
  return n;
}

/* An array index in its one canonical spelling (no sign, no leading zero), else SIZE_MAX. */
static size_t parse_index(const char *key) {
  size_t index = 0, digits = 0;
  for (const char *p = key; *p; p++) {
    if (*p < '0' || *p > '9' || ++digits > 15) return SIZE_MAX;
    index = index * 10 + (size_t)(*p - '0');
  }
  return digits == 0 || (key[0] == '0' && digits > 1) ? SIZE_MAX : index;
}

static CairnValue array_member(const CairnArray *array, const char *key) {
  if (strcmp(key, "length") == 0) return cairn_value_number((double)array->n);
  size_t index = parse_index(key);
  return index < array->n ? array->items[index] : cairn_value_undefined();
}

CairnValue cairn_value_member(CairnValue value, const char *key) {
  if (value.kind == CAIRN_ARRAY) return array_member(value.array, key);
  if (value.kind == CAIRN_STRING && strcmp(key, "length") == 0)
    return cairn_value_number((double)utf16_length(value.string));
  if (value.kind != CAIRN_OBJECT) return cairn_value_undefined();
  for (size_t i = 0; i < value.object->n; i++) {
    const char *candidate = value.object->keys[i];
    if (candidate == key || strcmp(candidate, key) == 0) return value.object->values[i];
  }
  return cairn_value_undefined();
}

CairnValue cairn_value_new_array(CairnArena *arena, const CairnValue *items, size_t n) {
  CairnValue *copies = cairn_arena_array(arena, n, CairnValue);
  if (n > 0) memcpy(copies, items, n * sizeof *items);
  CairnArray *array = cairn_arena_one(arena, CairnArray);
  *array = (CairnArray){n, copies};
  return (CairnValue){.kind = CAIRN_ARRAY, .array = array};
}

CairnValue cairn_value_new_object(CairnArena *arena, const char *const *keys, const CairnValue *values,
                                  size_t n) {
  return cairn_value_new_textual(arena, keys, values, n, NULL);
}

CairnValue cairn_value_new_textual(CairnArena *arena, const char *const *keys, const CairnValue *values, size_t n,
                                   const char *text) {
  const char **own_keys = cairn_arena_array(arena, n, const char *);
  CairnValue *own_values = cairn_arena_array(arena, n, CairnValue);
  if (n > 0) {
    memcpy(own_keys, keys, n * sizeof *keys);
    memcpy(own_values, values, n * sizeof *values);
  }
  CairnObject *object = cairn_arena_one(arena, CairnObject);
  *object = (CairnObject){n, own_keys, own_values, text};
  return (CairnValue){.kind = CAIRN_OBJECT, .object = object};
}
