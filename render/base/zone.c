/* Time zones: GLib knows them, and a table of their changes makes look-ups fast. */
#include "base/calendar.h"
#include "base/error.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* Changes from 1800 on are in the table; GLib is asked about moments from 2038 on, where rules go on for
 * ever. */
static const int64_t table_start_s = -5364662400, table_end_s = 2145916800;

/* The calendar, weekdays included, repeats every 400 years; GLib follows the rules for that long, but not for
 * ever. */
static const int64_t calendar_cycle_s = 146097 * 86400LL;

typedef struct Change {
  int64_t at_s;
  double offset_ms; /* from that moment on */
} Change;

struct CairnZone {
  char *name;
  GTimeZone *source; /* NULL for UTC */
  GArray *changes;   /* of Change, by time; the first is the offset before all others */
};

static const CairnZone utc = {.name = (char *)"UTC"};

const CairnZone *cairn_zone_utc(void) {
  return &utc;
}

bool cairn_zone_is_utc(const CairnZone *zone) {
  return !zone || !zone->source;
}

const char *cairn_zone_name(const CairnZone *zone) {
  return zone ? zone->name : utc.name;
}

static int interval_at(const CairnZone *zone, int64_t at_s) {
  return g_time_zone_find_interval(zone->source, G_TIME_TYPE_UNIVERSAL, at_s);
}

static void add_change(CairnZone *zone, int64_t at_s) {
  Change change = {at_s, 1000.0 * g_time_zone_get_offset(zone->source, interval_at(zone, at_s))};
  g_array_append_val(zone->changes, change);
}

/* Adds the changes in (start, end], whose intervals are known. */
static void add_changes(CairnZone *zone, int64_t start, int first, int64_t end, int last) {
  if (first == last) return;
  if (end - start == 1) {
    add_change(zone, end);
    return;
  }
  const int64_t middle = start + (end - start) / 2;
  const int between = interval_at(zone, middle);
  add_changes(zone, start, first, middle, between);
  add_changes(zone, middle, between, end, last);
}

static bool is_zone_name(const char *name) {
  for (const char *c = name; *c; c++)
    if (!g_ascii_isalnum(*c) && !strchr("_+-/:", *c)) return false;
  return *name && *name != '/' && *name != ':' && strlen(name) < 64;
}

CairnZone *cairn_zone_new(const char *name, GError **error) {
  GTimeZone *source = is_zone_name(name) ? g_time_zone_new_identifier(name) : NULL;
  if (!source) {
    g_autofree char *shown = cairn_text_printable(name, 64);
    cairn_error_set(error, CAIRN_ERROR_USAGE,
                    "no time zone \"%s\": give an IANA name such as Europe/Berlin, or UTC", shown);
    return NULL;
  }
  CairnZone *zone = g_new0(CairnZone, 1);
  zone->name = g_strdup(name);
  zone->source = source;
  zone->changes = g_array_new(FALSE, FALSE, sizeof(Change));
  add_change(zone, table_start_s);
  add_changes(zone, table_start_s, interval_at(zone, table_start_s), table_end_s,
              interval_at(zone, table_end_s));
  const bool is_utc = zone->changes->len == 1 && g_array_index(zone->changes, Change, 0).offset_ms == 0;
  if (is_utc) g_clear_pointer(&zone->source, g_time_zone_unref);
  return zone;
}

void cairn_zone_free(CairnZone *zone) {
  if (!zone || zone == &utc) return;
  g_clear_pointer(&zone->source, g_time_zone_unref);
  g_array_unref(zone->changes);
  g_free(zone->name);
  g_free(zone);
}

double cairn_zone_offset(const CairnZone *zone, double ms) {
  if (cairn_zone_is_utc(zone) || !(fabs(ms) <= 2 * CAIRN_MS_LIMIT)) return 0;
  int64_t at_s = (int64_t)floor(ms / 1000);
  if (at_s >= table_end_s) {
    at_s = table_end_s + (at_s - table_end_s) % calendar_cycle_s;
    return 1000.0 * g_time_zone_get_offset(zone->source, interval_at(zone, at_s));
  }
  const Change *changes = (const Change *)(const void *)zone->changes->data;
  size_t low = 0, high = zone->changes->len;
  while (high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    if (changes[middle].at_s <= at_s)
      low = middle;
    else
      high = middle;
  }
  return changes[low].offset_ms;
}
