#include "spec/locale.h"

#include "spec/view.h"

#include <string.h>

/* locales.json, embedded by the build. */
extern const unsigned char cairn_locales[];
extern const size_t cairn_locales_length;

/* ---- Digits ---- */

/* Unicode's names of sets of digits, and the zero of each; the others follow it. */
static const struct {
  const char *name;
  gunichar zero;
} numbering_systems[] = {
    {"arab", 0x660},  {"arabext", 0x6f0}, {"beng", 0x9e6}, {"deva", 0x966}, {"gujr", 0xae6}, {"guru", 0xa66}, {"khmr", 0x17e0},
    {"knda", 0xce6},  {"laoo", 0xed0},    {"latn", '0'},   {"mlym", 0xd66}, {"mymr", 0x1040}, {"orya", 0xb66}, {"taml", 0xbe6},
    {"telu", 0xc66},  {"thai", 0xe50},    {"tibt", 0xf20},
};

static bool set_digits(CairnArena *arena, CairnLocale *locale, const char *name) {
  for (size_t i = 0; i < G_N_ELEMENTS(numbering_systems); i++) {
    if (g_ascii_strcasecmp(numbering_systems[i].name, name) != 0) continue;
    for (gunichar digit = 0; digit < 10; digit++) {
      char utf8[8] = {0};
      g_unichar_to_utf8(numbering_systems[i].zero + digit, utf8);
      locale->numerals[digit] = cairn_arena_strdup(arena, utf8);
    }
    if (numbering_systems[i].zero == '0') locale->numerals[0] = NULL;
    locale->has_date_numerals = true;
    return true;
  }
  return false;
}

/* ---- d3's objects ---- */

/* Sets *out to the member's text, where there is one. */
static void read_text(CairnArena *arena, const json_t *object, const char *key, const char **out) {
  const json_t *value = cairn_json_get(object, key);
  if (json_is_string(value)) *out = cairn_arena_strdup(arena, json_string_value(value));
}

/* The same for a list of `n` texts; a list of another length is left alone. */
static void read_texts(CairnArena *arena, const json_t *object, const char *key, const char **out, size_t n) {
  const json_t *list = cairn_json_get(object, key);
  if (json_array_size(list) != n) return;
  for (size_t i = 0; i < n; i++)
    if (json_is_string(json_array_get(list, i))) out[i] = cairn_arena_strdup(arena, json_string_value(json_array_get(list, i)));
}

static void read_grouping(const json_t *object, CairnLocale *locale) {
  const json_t *list = cairn_json_get(object, "grouping");
  if (!list && !cairn_json_get(object, "thousands")) return;
  locale->n_grouping = MIN(json_array_size(list), (size_t)CAIRN_LOCALE_GROUPS);
  for (size_t i = 0; i < locale->n_grouping; i++)
    locale->grouping[i] = (int)CLAMP(json_number_value(json_array_get(list, i)), 1, 1000);
}

static void read_number(CairnArena *arena, const json_t *object, CairnLocale *locale) {
  read_text(arena, object, "decimal", &locale->decimal);
  read_text(arena, object, "thousands", &locale->thousands);
  read_grouping(object, locale);
  read_texts(arena, object, "currency", locale->currency, 2);
  read_texts(arena, object, "numerals", locale->numerals, 10);
  read_text(arena, object, "percent", &locale->percent);
  read_text(arena, object, "minus", &locale->minus);
  read_text(arena, object, "nan", &locale->nan);
}

static void read_time(CairnArena *arena, const json_t *object, CairnLocale *locale) {
  read_text(arena, object, "dateTime", &locale->date_time);
  read_text(arena, object, "date", &locale->date);
  read_text(arena, object, "time", &locale->time);
  read_texts(arena, object, "periods", locale->periods, 2);
  read_texts(arena, object, "days", locale->days, 7);
  read_texts(arena, object, "shortDays", locale->short_days, 7);
  read_texts(arena, object, "months", locale->months, 12);
  read_texts(arena, object, "shortMonths", locale->short_months, 12);
  if (!object) return;
  locale->dated_months[0] = locale->dated_short_months[0] = NULL;
}

/* What d3's objects have no member for; only locales.json has it. */
static void read_own(CairnArena *arena, const json_t *object, CairnLocale *locale) {
  locale->right_to_left = strcmp(cairn_json_string(object, "direction", "ltr"), "rtl") == 0;
  locale->has_date_numerals = locale->numerals[0] != NULL;
  read_texts(arena, object, "datedMonths", locale->dated_months, 12);
  read_texts(arena, object, "datedShortMonths", locale->dated_short_months, 12);
  read_text(arena, object, "month", &locale->month_specifier);
  read_text(arena, object, "date", &locale->date_specifier);
  const json_t *multi = cairn_json_get(object, "multi");
  read_text(arena, multi, "seconds", &locale->multi.seconds);
  read_text(arena, multi, "minutes", &locale->multi.minutes);
  read_text(arena, multi, "hours", &locale->multi.hours);
  read_text(arena, multi, "date", &locale->multi.date);
  read_text(arena, multi, "week", &locale->multi.week);
  read_text(arena, multi, "month", &locale->multi.month);
  read_text(arena, multi, "quarter", &locale->multi.quarter);
  read_text(arena, multi, "year", &locale->multi.year);
  const char *month = cairn_json_string(object, "shortMonth", NULL), *date = cairn_json_string(object, "shortDate", NULL);
  if (month) locale->short_month_specifier = cairn_arena_printf(arena, "%s ", month);
  if (date) locale->short_date_specifier = cairn_arena_printf(arena, "%s ", date);
}

/* ---- Named locales ---- */

static json_t *load_table(void) {
  json_t *table = json_loadb((const char *)cairn_locales, cairn_locales_length, 0, NULL);
  if (!table) g_error("the embedded locales are no JSON");
  return table;
}

/* The row of the tag, or of what is left of it without its last subtags: "ur-PK" is found as "ur". */
static const char *find_row(const json_t *table, const char *tag) {
  g_autofree char *prefix = g_strdup(tag);
  for (;;) {
    const char *key;
    json_t *row;
    json_object_foreach((json_t *)table, key, row)
      if (g_ascii_strcasecmp(key, prefix) == 0) return key;
    char *hyphen = strrchr(prefix, '-');
    if (!hyphen) return NULL;
    *hyphen = '\0';
  }
}

static char *list_rows(const json_t *table) {
  GString *list = g_string_new(NULL);
  const char *key;
  json_t *row;
  json_object_foreach((json_t *)table, key, row)
    g_string_append_printf(list, "%s%s", list->len ? ", " : "", key);
  return g_string_free(list, FALSE);
}

/* The set of digits that a tag chooses by "-u-nu-NAME"; NULL for none. Free with g_free. */
static char *digits_of_tag(const char *tag) {
  const char *start = strstr(tag, "-nu-");
  if (!strstr(tag, "-u-") || !start) return NULL;
  return g_strndup(start + 4, strcspn(start + 4, "-"));
}

static CairnLocale *read_row(CairnArena *arena, const json_t *table, const char *tag, const char *key) {
  CairnLocale *locale = cairn_arena_one(arena, CairnLocale);
  const json_t *row = cairn_json_get(table, key);
  *locale = *cairn_locale_us();
  locale->language = cairn_arena_strdup(arena, tag);
  read_number(arena, cairn_json_get(row, "number"), locale);
  read_time(arena, cairn_json_get(row, "time"), locale);
  read_own(arena, cairn_json_get(row, "cairn"), locale);
  return locale;
}

/* The same with underscores as hyphens and without an encoding, as people write it: ur_PK.UTF-8. */
static char *clean_tag(const char *name) {
  char *tag = g_strndup(name, strcspn(name, ".@"));
  g_strdelimit(tag, "_", '-');
  return tag;
}

/* `place` is usermeta.cairn where the name stands there, else NULL. */
static CairnLocale *find_named(CairnArena *arena, const char *name, const json_t *place, GError **error) {
  json_t *table = load_table();
  g_autofree char *tag = clean_tag(name), *digits = digits_of_tag(tag);
  const char *key = find_row(table, tag);
  CairnLocale *locale = key ? read_row(arena, table, tag, key) : NULL;
  bool ok = locale && (!digits || set_digits(arena, locale, digits));
  if (!ok) {
    g_autofree char *known = list_rows(table), *shown = cairn_text_printable(name, 40);
    g_autofree char *text = locale ? g_strdup_printf("\"%s\" asks for digits that are not known; there are arab, arabext, beng, deva, latn, thai and others", shown)
                                   : g_strdup_printf("there is no locale \"%s\"; there are %s", shown, known);
    if (place) cairn_error_at(error, CAIRN_ERROR_SPEC, place, "locale", "%s", text);
    else cairn_error_set(error, CAIRN_ERROR_USAGE, "%s", text);
  }
  json_decref(table);
  return ok ? locale : NULL;
}

/* ---- Names of months ---- */

enum { LEAST_LETTERS = 3 };

static bool begins_one(const char *folded, const json_t *names) {
  bool is_long = g_utf8_strlen(folded, -1) >= LEAST_LETTERS;
  for (size_t i = 0; i < json_array_size(names); i++) {
    g_autofree char *name = g_utf8_casefold(json_string_value(json_array_get(names, i)), -1);
    if (is_long ? g_str_has_prefix(name, folded) : strcmp(name, folded) == 0) return true;
  }
  return false;
}

bool cairn_locale_has_month(const char *word) {
  g_autofree char *folded = g_utf8_casefold(word, -1);
  json_t *table = load_table(), *row;
  const char *key;
  bool found = false;
  json_object_foreach(table, key, row) {
    const json_t *time = cairn_json_get(row, "time"), *own = cairn_json_get(row, "cairn");
    found = found || begins_one(folded, cairn_json_get(time, "months")) ||
            begins_one(folded, cairn_json_get(time, "shortMonths")) || begins_one(folded, cairn_json_get(own, "datedMonths"));
  }
  json_decref(table);
  return found;
}

/* ---- The locale of a spec ---- */

const CairnLocale *cairn_locale_of_spec(CairnArena *arena, const json_t *spec, const char *name, GError **error) {
  const json_t *cairn = cairn_json_get(cairn_json_get(spec, "usermeta"), "cairn");
  const json_t *own = cairn_json_get(cairn_json_get(spec, "config"), "locale");
  const char *named = cairn_json_string(cairn, "locale", NULL);
  CairnLocale *locale = NULL;
  if (named || name) {
    locale = find_named(arena, named ? named : name, named ? cairn : NULL, error);
    if (!locale) return NULL;
  }
  if (!own) return cairn_locale_or_us(locale);
  if (!locale) {
    locale = cairn_arena_one(arena, CairnLocale);
    *locale = *cairn_locale_us();
  }
  read_number(arena, cairn_json_get(own, "number"), locale);
  read_time(arena, cairn_json_get(own, "time"), locale);
  return locale;
}
