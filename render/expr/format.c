/* Numbers and dates as text. */

#include "expr/function.h"
#include "expr/moment.h"

#include "base/number_format.h"
#include "base/time_format.h"
#include "base/time_unit.h"

#include <math.h>
#include <string.h>

/* ---- numbers ---- */

/* format(value, specifier) */
static CairnValue call_format(CairnCall *call) {
  if (call->arguments[0].kind == CAIRN_NULL) return cairn_value_string("null");
  const char *specifier = cairn_call_has(call, 1) ? cairn_call_string(call, 1) : "";
  CairnNumberFormat format = {0};
  if (!cairn_number_format_parse(specifier, &format)) {
    g_autofree char *shown = cairn_text_printable(specifier, 40);
    return cairn_call_fail(call, CAIRN_ERROR_SPEC,
                           "wrong number format '%s'; expected one such as ',.2f' or '~s'", shown);
  }
  format.locale = call->run->context->locale;
  GString *text = g_string_new(NULL);
  cairn_number_format_apply(&format, cairn_call_number(call, 0), text);
  return cairn_call_take_string(call, text);
}

/* ---- dates ---- */

/* The specifiers of an object {year: ..., month: ...}. False: the run has failed. */
static bool multi_format(CairnCall *call, const CairnObject *object, CairnTimeMultiFormat *out) {
  for (size_t i = 0; i < object->n; i++) {
    const char *specifier = cairn_value_to_string(call->run->arena, object->values[i]);
    if (cairn_value_is_missing(object->values[i])) continue;
    if (cairn_time_multi_format_set(out, object->keys[i], specifier)) continue;
    g_autofree char *shown = cairn_text_printable(object->keys[i], 40);
    cairn_call_fail(call, CAIRN_ERROR_SPEC, "unknown time unit '%s' in the format", shown);
    return false;
  }
  return true;
}

static CairnValue time_text(CairnCall *call, const CairnZone *zone) {
  if (call->arguments[0].kind == CAIRN_NULL) return cairn_value_string("null");
  /* A text is not read as a date here: it is converted to a number, as in Vega. */
  double ms = cairn_moment_clip(cairn_call_number(call, 0));
  CairnValue specifier = cairn_call_argument(call, 1);
  CairnTimeMultiFormat formats = {0};
  if (specifier.kind == CAIRN_OBJECT && !multi_format(call, specifier.object, &formats))
    return cairn_value_undefined();
  GString *text = g_string_new(NULL);
  if (cairn_value_is_missing(specifier) || specifier.kind == CAIRN_OBJECT)
    cairn_time_multi_format_append(&formats, zone, call->run->context->locale, ms, text);
  else
    cairn_time_format_append(cairn_call_string(call, 1), zone, call->run->context->locale, ms, text);
  return cairn_call_take_string(call, text);
}

static CairnValue call_time_format(CairnCall *call) {
  return time_text(call, call->run->context->zone);
}

static CairnValue call_utc_format(CairnCall *call) {
  return time_text(call, NULL);
}

static CairnValue parse_time(CairnCall *call, const CairnZone *zone) {
  if (call->arguments[0].kind == CAIRN_NULL) return cairn_value_string("null");
  double ms = NAN;
  if (!cairn_time_format_parse(cairn_call_string(call, 0), cairn_call_string(call, 1), zone, &ms))
    return cairn_value_null();
  return cairn_value_time(ms);
}

static CairnValue call_time_parse(CairnCall *call) {
  return parse_time(call, call->run->context->zone);
}

static CairnValue call_utc_parse(CairnCall *call) {
  return parse_time(call, NULL);
}

/* ---- names of months and weekdays ---- */

/* The date `month`, `date` of 2000 by a specifier; nothing unless argument 0 is a whole number. */
static CairnValue name_of(CairnCall *call, double month, double date, const char *specifier) {
  CairnValue argument = call->arguments[0];
  if (argument.kind != CAIRN_NUMBER || !isfinite(argument.number) ||
      argument.number != trunc(argument.number))
    return cairn_value_string("");
  GString *text = g_string_new(NULL);
  double ms = cairn_time_make(NULL, 2000, month, date, 0, 0, 0, 0);
  cairn_time_format_append(specifier, NULL, call->run->context->locale, ms, text);
  return cairn_call_take_string(call, text);
}

static CairnValue call_month_format(CairnCall *call) {
  return name_of(call, cairn_call_number(call, 0), 1, "%B");
}

static CairnValue call_month_abbrev_format(CairnCall *call) {
  return name_of(call, cairn_call_number(call, 0), 1, "%b");
}

/* January 2, 2000 was a Sunday. */
static CairnValue call_day_format(CairnCall *call) {
  return name_of(call, 0, 2 + cairn_call_number(call, 0), "%A");
}

static CairnValue call_day_abbrev_format(CairnCall *call) {
  return name_of(call, 0, 2 + cairn_call_number(call, 0), "%a");
}

/* ---- time units ---- */

/* The unit's parts, named by a text or an array of texts. 0: the run has failed. */
static unsigned parts_argument(CairnCall *call) {
  CairnValue units = call->arguments[0];
  const CairnValue *items = units.kind == CAIRN_ARRAY ? units.array->items : &call->arguments[0];
  size_t n = units.kind == CAIRN_ARRAY ? units.array->n : 1;
  unsigned parts = 0;
  for (size_t i = 0; i < n; i++) {
    const char *name = cairn_value_to_string(call->run->arena, items[i]);
    unsigned part = cairn_time_part_from_name(name);
    if (part == 0) {
      g_autofree char *shown = cairn_text_printable(name, 40);
      cairn_call_fail(call, CAIRN_ERROR_SPEC, "unknown time unit '%s'", shown);
      return 0;
    }
    parts |= part;
  }
  if (cairn_time_parts_valid(parts)) return parts;
  cairn_call_fail(call, CAIRN_ERROR_SPEC, "expected time units that go together, such as year and month");
  return 0;
}

/* The specifier that the object of argument 1 gives for a key such as "year-month". */
static const char *lookup_specifier(const char *key, void *data) {
  CairnCall *call = data;
  CairnValue specifier = cairn_value_member(cairn_call_argument(call, 1), key);
  return cairn_value_is_missing(specifier) ? NULL : cairn_value_to_string(call->run->arena, specifier);
}

static CairnValue call_time_unit_specifier(CairnCall *call) {
  unsigned parts = parts_argument(call);
  if (parts == 0) return cairn_value_undefined();
  g_autoptr(GString) text = g_string_new(NULL);
  cairn_time_unit_append_specifier(parts, lookup_specifier, call, text);
  g_strstrip(text->str);
  return cairn_call_new_string(call, text->str, strlen(text->str));
}

/* As a formatType, a function gets the format as well; those with a form of their own have no use for it. */
static const CairnFunction functions[] = {
    {"dayAbbrevFormat", 1, 2, call_day_abbrev_format},
    {"dayFormat", 1, 2, call_day_format},
    {"format", 1, 2, call_format},
    {"monthAbbrevFormat", 1, 2, call_month_abbrev_format},
    {"monthFormat", 1, 2, call_month_format},
    {"timeFormat", 1, 2, call_time_format},
    {"timeParse", 2, 2, call_time_parse},
    {"timeUnitSpecifier", 1, 2, call_time_unit_specifier},
    {"utcFormat", 1, 2, call_utc_format},
    {"utcParse", 2, 2, call_utc_parse},
};

const CairnFunctionFamily cairn_format_functions = {functions, G_N_ELEMENTS(functions)};
