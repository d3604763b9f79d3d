#include "describe/teller.h"

#include "base/number_format.h"
#include "base/time_format.h"
#include "base/time_unit.h"
#include "scale/resolve.h"

#include <math.h>
#include <string.h>

enum { SIGNIFICANT_DIGITS = 5, LONGEST_NAME = 80 };

/* ---- Texts ---- */

const char *cairn_tell(const CairnTeller *teller, CairnPhrase phrase, const char *a, const char *b, const char *c, const char *d) {
  const char *texts[] = {a, b, c, d};
  size_t n = 0;
  while (n < G_N_ELEMENTS(texts) && texts[n])
    n++;
  return cairn_phrase(teller->arena, teller->phrases, phrase, texts, n);
}

const char *cairn_tell_name(const CairnTeller *teller, const char *text) {
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_autoptr(GString) out = g_string_new(NULL);
  size_t n = 0;
  for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (n++ == LONGEST_NAME) {
      g_string_append(out, "…");
      break;
    }
    bool is_space = g_unichar_isspace(c) || g_unichar_iscntrl(c);
    if (!is_space) g_string_append_unichar(out, c);
    else if (out->len && out->str[out->len - 1] != ' ') g_string_append_c(out, ' ');
  }
  return cairn_arena_strdup(teller->arena, g_strchomp(out->str));
}

const char *cairn_tell_list(const CairnTeller *teller, const char *const *texts, size_t n, size_t most) {
  if (n == 0) return "";
  size_t shown = n > most + 1 ? most : n;
  const char *list = texts[0];
  bool has_comma = false;
  for (size_t i = 0; i < shown; i++)
    has_comma |= strchr(texts[i], ',') || strstr(texts[i], "\xd8\x8c");
  CairnPhrase comma = has_comma ? CAIRN_PHRASE_JOIN : CAIRN_PHRASE_COMMA, and = has_comma ? CAIRN_PHRASE_JOIN : CAIRN_PHRASE_AND;
  for (size_t i = 1; i < shown; i++) {
    bool is_last = i + 1 == n;
    list = cairn_tell(teller, is_last ? and : comma, list, texts[i], NULL, NULL);
  }
  if (shown == n) return list;
  const char *more = cairn_tell(teller, CAIRN_PHRASE_MORE, cairn_tell_count(teller, n - shown), NULL, NULL, NULL);
  return cairn_tell(teller, and, list, more, NULL, NULL);
}

/* ---- Numbers ---- */

static const char *formatted(const CairnTeller *teller, const char *specifier, double number) {
  CairnNumberFormat format;
  if (!cairn_number_format_parse(specifier, &format)) return "";
  format.locale = teller->locale;
  g_autoptr(GString) text = g_string_new(NULL);
  cairn_number_format_apply(&format, number, text);
  return cairn_arena_strndup(teller->arena, text->str, text->len);
}

const char *cairn_tell_count(const CairnTeller *teller, size_t n) {
  return formatted(teller, ",d", (double)n);
}

/* Decimals that show SIGNIFICANT_DIGITS of the number; large ones lose nothing before the point. */
static int decimals(double number) {
  if (number == 0 || !isfinite(number)) return 0;
  return CLAMP(SIGNIFICANT_DIGITS - 1 - (int)floor(log10(fabs(number))), 0, 12);
}

const char *cairn_tell_number(const CairnTeller *teller, const CairnToldField *field, double number) {
  double size = fabs(number);
  if (size && (size >= 1e15 || size < 1e-6)) return formatted(teller, ".4~e", number);
  bool is_percent = field && field->is_percent;
  bool is_grouped = !(field && field->is_place) || size >= 10000;
  g_autofree char *specifier =
      g_strdup_printf("%s%s.%d~%c", field && field->is_money ? "$" : "", is_grouped ? "," : "", decimals(is_percent ? 100 * number : number),
                      is_percent ? '%' : 'f');
  return formatted(teller, specifier, number);
}

/* ---- Dates ---- */

typedef enum Exactness { EXACT_YEAR, EXACT_MONTH, EXACT_DAY, EXACT_MINUTE, EXACT_SECOND } Exactness;

static Exactness exactness(double ms, const CairnZone *zone) {
  CairnCivil civil;
  if (!cairn_civil_from_ms(ms, zone, &civil)) return EXACT_YEAR;
  if (civil.seconds || civil.milliseconds) return EXACT_SECOND;
  if (civil.hours || civil.minutes) return EXACT_MINUTE;
  return civil.date != 1 ? EXACT_DAY : civil.month ? EXACT_MONTH : EXACT_YEAR;
}

/* The least unit that any of the dates has. Of many rows the first tell it. */
static Exactness exactness_of(const CairnToldField *field, const CairnView *const *units, size_t n) {
  enum { MOST_ROWS = 10000 };
  Exactness most = EXACT_YEAR;
  for (size_t i = 0; i < n; i++) {
    const CairnColumn *column = cairn_table_column(units[i]->table, field->def->column);
    for (size_t row = 0; column && row < MIN(units[i]->table->n_rows, (size_t)MOST_ROWS); row++)
      most = MAX(most, exactness(cairn_column_quantity(column, row), field->zone));
  }
  return most;
}

static const char *specifier_for(const CairnTeller *teller, Exactness exactness) {
  const CairnLocale *locale = teller->locale;
  switch (exactness) {
case EXACT_YEAR: return "%Y";
  case EXACT_MONTH: return locale->month_specifier;
  case EXACT_DAY: return locale->date_specifier;
  case EXACT_MINUTE: return cairn_arena_printf(teller->arena, "%s %s", locale->date_specifier, locale->language ? locale->multi.minutes : "%H:%M");
  default: return cairn_arena_printf(teller->arena, "%s %%X", locale->date_specifier);
  }
}

static const char *time_specifier(const CairnTeller *teller, const CairnToldField *field, const CairnView *const *units, size_t n) {
  const CairnLocale *locale = teller->locale;
  CairnTimeUnit unit;
  if (field->def->time_unit && cairn_time_unit_parse(field->def->time_unit, &unit) && !(unit.parts & CAIRN_PART_YEAR)) {
    g_autoptr(GString) specifier = g_string_new(NULL);
    cairn_time_unit_append_specifier(unit.parts, cairn_time_specifier_vega_lite, (void *)locale, specifier);
    g_string_replace(specifier, "%b", "%B", 0);
    g_string_replace(specifier, "%a", "%A", 0);
    return cairn_arena_strdup(teller->arena, specifier->str);
  }
  return specifier_for(teller, exactness_of(field, units, n));
}
static const char *tell_date(const CairnTeller *teller, const char *specifier, const CairnZone *zone, double ms) {
  g_autoptr(GString) text = g_string_new(NULL);
  cairn_time_format_append(specifier, zone, teller->locale, ms, text);
  return cairn_arena_strndup(teller->arena, text->str, text->len);
}

const char *cairn_tell_single_date(const CairnTeller *teller, const CairnToldField *field, double ms) {
  return tell_date(teller, specifier_for(teller, exactness(ms, field->zone)), field->zone, ms);
}

/* ---- Fields ---- */

/* An axis may tell in its title the year or day that all its dates are in. */
static bool is_name(const char *title) {
  return *title && strspn(title, "0123456789 -") < strlen(title);
}

/* The title that the definition or its guide has: its own, else that of another layer for the same field. */
static const char *title_of(const CairnTeller *teller, const CairnView *unit, const CairnChannelDef *def) {
  const char *own = cairn_channel_def_own_title(teller->arena, def);
  const CairnScaleBinding *binding = unit->bindings[def->channel];
  for (size_t i = 0; !own && binding && i < binding->n_uses; i++)
    if (g_strcmp0(binding->uses[i].def->column, def->column) == 0) own = cairn_channel_def_own_title(teller->arena, binding->uses[i].def);
  /* Who takes the title away, or puts the year there, does not want to read "date (year-month)" either. */
  bool is_bare = def->time_unit && def->field && json_object_get(def->node, "title");
  const char *other = is_bare ? def->field : cairn_channel_def_title(unit->model, def);
  return cairn_tell_name(teller, own && is_name(own) ? own : other);
}

static const char *format_of(const CairnToldField *field) {
  const CairnScaleBinding *binding = field->unit->bindings[field->def->channel];
  const char *format = cairn_channel_def_format(field->def);
  for (size_t i = 0; !format && binding && i < binding->n_uses; i++)
    if (g_strcmp0(binding->uses[i].def->column, field->def->column) == 0) format = cairn_channel_def_format(binding->uses[i].def);
  return format;
}

CairnToldField cairn_told_field(const CairnTeller *teller, const CairnView *unit, const CairnChannelDef *def, const CairnView *const *units,
                                size_t n) {
  CairnToldField field = {.unit = unit, .def = def, .zone = teller->zone};
  const CairnScaleBinding *binding = unit->bindings[def->channel];
  bool is_utc = (def->time_unit && g_str_has_prefix(def->time_unit, "utc")) || (binding && binding->type == CAIRN_SCALE_UTC);
  if (is_utc) field.zone = NULL;
  field.title = title_of(teller, unit, def);
  if (def->type == CAIRN_TEMPORAL || def->time_unit) field.time_specifier = time_specifier(teller, &field, units, n);
  CairnNumberFormat format;
  const char *specifier = field.time_specifier ? NULL : format_of(&field);
  if (specifier && cairn_number_format_parse(specifier, &format)) {
    field.is_percent = format.type == '%' || format.type == 'p';
    field.is_money = format.symbol == '$';
  }
  return field;
}

/* ---- Cells ---- */

const char *cairn_tell_cell(const CairnTeller *teller, const CairnToldField *field, const CairnTable *table, size_t row) {
  const CairnChannelDef *def = field->def;
  const CairnColumn *column = cairn_table_column(table, def->column), *end = def->column_end ? cairn_table_column(table, def->column_end) : NULL;
  CairnValue value = cairn_column_value(column, row);
  double number = cairn_column_quantity(column, row);
  if (field->time_specifier && isfinite(number)) return tell_date(teller, field->time_specifier, field->zone, number);
  bool is_bin = def->bin && end && isfinite(number);
  if (is_bin)
    return cairn_tell(teller, CAIRN_PHRASE_TO, cairn_tell_number(teller, field, number),
                      cairn_tell_number(teller, field, cairn_column_quantity(end, row)), NULL, NULL);
  if (def->type == CAIRN_QUANTITATIVE && isfinite(number)) return cairn_tell_number(teller, field, number);
  return cairn_tell_name(teller, cairn_value_to_name(teller->arena, value));
}

/* ---- Sentences ---- */

const char *cairn_tell_joined(const CairnTeller *teller, const char *sentence, const char *part) {
  if (!sentence || !part) return sentence ? sentence : part;
  return cairn_tell(teller, CAIRN_PHRASE_JOIN, sentence, part, NULL, NULL);
}

const char *cairn_tell_sentence(const CairnTeller *teller, const char *part) {
  if (part && g_str_has_suffix(part, ".")) return part;
  return part ? cairn_tell(teller, CAIRN_PHRASE_SENTENCE, part, NULL, NULL, NULL) : NULL;
}

const char *cairn_tell_capitalised(const CairnTeller *teller, const char *part) {
  if (!part) return NULL;
  char first[8] = {0};
  g_unichar_to_utf8(g_unichar_toupper(g_utf8_get_char(part)), first);
  return cairn_arena_printf(teller->arena, "%s%s", first, g_utf8_next_char(part));
}

const char *cairn_tell_paragraph(const CairnTeller *teller, const char *text, const char *more) {
  if (!text || !more) return text ? text : more;
  return cairn_tell(teller, CAIRN_PHRASE_NEXT, text, more, NULL, NULL);
}
