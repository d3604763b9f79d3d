#include "scale/tick_format.h"

#include "base/number_format.h"
#include "base/time_format.h"
#include "scale/log.h"
#include "scale/scale_class.h"
#include "scale/tick_step.h"

#include <string.h>

typedef enum FormatKind { FORMAT_PLAIN, FORMAT_NUMBER, FORMAT_TIME, FORMAT_TIME_BY_UNIT } FormatKind;

struct CairnTickFormat {
  FormatKind kind;
  CairnNumberFormat number;
  const char *specifier; /* of times */
  CairnTimeMultiFormat by_unit;
  const CairnZone *zone;
  const CairnLocale *locale;
  bool skips; /* labels of log ticks beyond `limit` times a power of `base` are empty */
  double base, limit;
  bool has_steps; /* symbol legends show intervals */
};

static bool parse_number_format(const CairnTickFormat *format, const char *specifier, CairnNumberFormat *out,
                                GError **error) {
  if (cairn_number_format_parse(specifier, out)) {
    out->locale = format->locale;
    return true;
  }
  g_autofree char *text = cairn_text_printable(specifier, 60);
  cairn_error_set(error, CAIRN_ERROR_SPEC,
                  "\"%s\" is no number format; a format is like \",.2f\", \"~s\" or \".0%%\"%s", text,
                  cairn_number_format_advice(specifier));
  return false;
}

/* ---- Times ---- */

static bool read_units(const CairnObject *object, CairnTimeMultiFormat *out, GError **error) {
  for (size_t i = 0; i < object->n; i++) {
    if (object->values[i].kind == CAIRN_STRING &&
        cairn_time_multi_format_set(out, object->keys[i], object->values[i].string))
      continue;
    g_autofree char *text = cairn_text_printable(object->keys[i], 40);
    cairn_error_set(
        error, CAIRN_ERROR_SPEC,
        "\"%s\" in a time format is no unit with a format; there are milliseconds, seconds, minutes, hours, "
        "date, week, month, quarter, year",
        text);
    return false;
  }
  return true;
}

static bool set_time(CairnTickFormat *format, CairnArena *arena, const CairnFormatRequest *request,
                     const CairnZone *zone, GError **error) {
  format->zone = zone;
  format->kind = request->specifier ? FORMAT_TIME : FORMAT_TIME_BY_UNIT;
  if (request->specifier)
    format->specifier = cairn_arena_strdup(arena, request->specifier);
  else if (request->multi.kind == CAIRN_OBJECT)
    return read_units(request->multi.object, &format->by_unit, error);
  return true;
}

/* ---- Numbers ---- */

/* Up to 12 significant digits, zeros at the end dropped, unless the specifier says how many (vega-format's
 * formatFloat). */
static bool set_float(CairnTickFormat *format, const char *specifier, GError **error) {
  if (!parse_number_format(format, specifier && *specifier ? specifier : ",", &format->number, error)) return false;
  format->kind = FORMAT_NUMBER;
  if (format->number.precision >= 0) return true;
  format->number.precision = format->number.type == '%' ? 10 : format->number.type == 'e' ? 11 : 12;
  format->number.trim = true;
  return true;
}

/* As many digits as tell `count` round steps between start and stop apart (vega-format's formatSpan). */
static bool set_span(CairnTickFormat *format, double start, double stop, double count, const char *specifier,
                     GError **error) {
  CairnNumberFormat parsed;
  if (!parse_number_format(format, specifier ? specifier : ",f", &parsed, error)) return false;
  format->kind = FORMAT_NUMBER;
  format->number = cairn_number_format_for_ticks(&parsed, start, stop, cairn_tick_step(start, stop, count));
  return true;
}

static bool set_log(CairnTickFormat *format, CairnArena *arena, const CairnScale *scale, CairnTickCount count,
                    const char *specifier, bool no_skip, GError **error) {
  size_t n;
  if (!set_float(format, specifier, error)) return false;
  if (no_skip || scale->bins) return true;
  if (!cairn_scale_ticks(scale, count, arena, &n, error)) return false;
  format->skips = true;
  format->base = scale->base;
  format->limit = cairn_log_label_limit(scale, count, n);
  return true;
}

/* Do ticks of the scale follow from a span of numbers? */
static bool has_span(const CairnScale *scale) {
  return scale->n_domain > 0 && (scale->class->ticks || scale->type == CAIRN_SCALE_BIN_ORDINAL);
}

static bool set_number(CairnTickFormat *format, CairnArena *arena, const CairnScale *scale,
                       CairnTickCount count, const CairnFormatRequest *request, bool no_skip,
                       GError **error) {
  const char *specifier = request->specifier;
  if (cairn_scale_has_trait(scale, CAIRN_TRAIT_LOGARITHMIC))
    return set_log(format, arena, scale, count, specifier, no_skip, error);
  if (has_span(scale))
    return set_span(format, scale->domain[0], scale->domain[scale->n_domain - 1],
                    isnan(count.number) ? 10 : count.number, specifier, error);
  if (!specifier || !*specifier) return true;
  format->kind = FORMAT_NUMBER;
  return parse_number_format(format, specifier, &format->number, error);
}

/* ---- Formats ---- */

static CairnTickFormat *new_format(CairnArena *arena, const CairnScale *scale) {
  CairnTickFormat *format = cairn_arena_one(arena, CairnTickFormat);
  format->locale = scale->locale;
  format->has_steps = scale->bins || scale->type == CAIRN_SCALE_QUANTILE ||
                      scale->type == CAIRN_SCALE_QUANTIZE || scale->type == CAIRN_SCALE_THRESHOLD;
  return format;
}

CairnTickFormat *cairn_tick_format_new(CairnArena *arena, const CairnScale *scale, CairnTickCount count,
                                       const CairnFormatRequest *request, bool no_skip, GError **error) {
  CairnTickFormat *format = new_format(arena, scale);
  bool done;
  if (scale->type == CAIRN_SCALE_TIME || request->type == CAIRN_FORMAT_TIME)
    done = set_time(format, arena, request, scale->zone, error);
  else if (scale->type == CAIRN_SCALE_UTC || request->type == CAIRN_FORMAT_UTC)
    done = set_time(format, arena, request, NULL, error);
  else
    done = set_number(format, arena, scale, count, request, no_skip, error);
  return done ? format : NULL;
}

/* The least difference between neighbours of numbers[0..n), the number itself when it is alone. */
static double least_step(const double *numbers, size_t n) {
  if (n == 0) return NAN;
  double least = n > 1 ? numbers[1] - numbers[0] : numbers[0];
  for (size_t i = 2; i < n; i++)
    least = fmin(least, numbers[i] - numbers[i - 1]);
  return least;
}

CairnTickFormat *cairn_legend_format_new(CairnArena *arena, const CairnScale *scale, CairnTickCount count,
                                         const CairnFormatRequest *request, bool no_skip, GError **error) {
  bool is_quantile = scale->type == CAIRN_SCALE_QUANTILE, is_quantize = scale->type == CAIRN_SCALE_QUANTIZE;
  bool is_time = request->type == CAIRN_FORMAT_TIME || request->type == CAIRN_FORMAT_UTC;
  if ((!is_quantile && !is_quantize) || is_time)
    return cairn_tick_format_new(arena, scale, count, request, no_skip, error);
  CairnTickFormat *format = new_format(arena, scale);
  double step = is_quantile ? least_step(scale->thresholds, scale->n_thresholds)
                            : least_step(scale->domain, scale->n_domain);
  /* Vega: three ticks in the smallest step, with ten times their resolution. */
  return set_span(format, 0, step, 30, request->specifier, error) ? format : NULL;
}

/* ---- Labels ---- */

static const char *plain_label(CairnValue value, CairnArena *arena) {
  if (value.kind != CAIRN_ARRAY) return cairn_value_to_string(arena, value);
  g_autoptr(GString) lines = g_string_new(NULL);
  for (size_t i = 0; i < value.array->n; i++) {
    if (i > 0) g_string_append_c(lines, '\n');
    g_string_append(lines, cairn_value_to_string(arena, value.array->items[i]));
  }
  return cairn_arena_strdup(arena, lines->str);
}

const char *cairn_tick_format_apply(const CairnTickFormat *format, CairnValue value, CairnArena *arena) {
  if (format->kind == FORMAT_PLAIN) return plain_label(value, arena);
  double number = cairn_value_to_number(value);
  if (format->skips && !cairn_log_is_labelled(format->base, format->limit, number)) return "";
  g_autoptr(GString) label = g_string_new(NULL);
  if (format->kind == FORMAT_NUMBER)
    cairn_number_format_apply(&format->number, number, label);
  else if (format->kind == FORMAT_TIME)
    cairn_time_format_append(format->specifier, format->zone, format->locale, number, label);
  else
    cairn_time_multi_format_append(&format->by_unit, format->zone, format->locale, number, label);
  return cairn_arena_strdup(arena, label->str);
}

/* The label of a boundary, NULL when it is infinite or its label is empty. */
static const char *boundary_label(const CairnTickFormat *format, CairnValue value, CairnArena *arena) {
  if (value.kind != CAIRN_NUMBER || !isfinite(value.number)) return NULL;
  const char *label = cairn_tick_format_apply(format, value, arena);
  return *label ? label : NULL;
}

static const char *step_label(const CairnTickFormat *format, CairnValue low, CairnValue high,
                              CairnArena *arena) {
  const char *from = boundary_label(format, low, arena), *to = boundary_label(format, high, arena);
  if (from && to) return cairn_arena_printf(arena, "%s – %s", from, to);
  if (to) return cairn_arena_printf(arena, "< %s", to);
  return cairn_arena_printf(arena, "≥ %s", from ? from : "");
}

const char *cairn_legend_format_apply(const CairnTickFormat *format, CairnLegendType type,
                                      const CairnValue *values, size_t n, double upper, size_t i,
                                      CairnArena *arena) {
  if (type == CAIRN_LEGEND_DISCRETE && i == 0) return NULL;
  if (type != CAIRN_LEGEND_SYMBOL || !format->has_steps)
    return cairn_tick_format_apply(format, values[i], arena);
  CairnValue high = i + 1 < n ? values[i + 1] : cairn_value_number(isnan(upper) ? INFINITY : upper);
  return step_label(format, values[i], high, arena);
}
