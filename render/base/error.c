#include "base/error.h"

#include <jansson.h>
#include <stdarg.h>
#include <string.h>

typedef struct CairnErrorPrivate {
  CairnPlace place;
} CairnErrorPrivate;

static void cairn_error_private_init(CairnErrorPrivate *priv) {
  priv->place = (CairnPlace){.index = -1};
}

static void cairn_error_private_copy(const CairnErrorPrivate *from, CairnErrorPrivate *to) {
  to->place = from->place;
  to->place.path = g_strdup(from->place.path);
  to->place.pointer = g_strdup(from->place.pointer);
  to->place.key = g_strdup(from->place.key);
  to->place.witness_key = g_strdup(from->place.witness_key);
}

static void cairn_error_private_clear(CairnErrorPrivate *priv) {
  g_free(priv->place.path);
  g_free(priv->place.pointer);
  g_free(priv->place.key);
  g_free(priv->place.witness_key);
}

G_DEFINE_EXTENDED_ERROR(CairnError, cairn_error)

CairnPlace *cairn_error_place(GError *error) {
  return &cairn_error_get_private(error)->place;
}

/* true, false and null are the same everywhere. */
static bool is_witness(const json_t *member) {
  return member && !json_is_boolean(member) && !json_is_null(member);
}

static void set_witness(CairnPlace *place) {
  const char *key;
  json_t *member;
  if (place->index >= 0) member = json_array_get(place->node, (size_t)place->index);
  else member = place->key ? json_object_get(place->node, place->key) : NULL;
  if (is_witness(member)) {
    place->witness = member;
    place->witness_key = g_strdup(place->key);
    return;
  }
  json_object_foreach((json_t *)place->node, key, member) {
    if (!is_witness(member)) continue;
    place->witness = member;
    place->witness_key = g_strdup(key);
    return;
  }
}

static void set_place(GError *error, const void *node, const char *key, long index) {
  CairnPlace *place = cairn_error_place(error);
  place->node = node;
  place->key = g_strdup(key);
  place->index = index;
  if (node) set_witness(place);
}

static GError *new_error(CairnErrorCode code, const char *format, va_list arguments) {
  return g_error_new_valist(CAIRN_ERROR, (int)code, format, arguments);
}

void cairn_error_set(GError **error, CairnErrorCode code, const char *format, ...) {
  if (!error) return;
  va_list arguments;
  va_start(arguments, format);
  *error = new_error(code, format, arguments);
  va_end(arguments);
}

void cairn_error_at(GError **error, CairnErrorCode code, const void *node, const char *key, const char *format, ...) {
  if (!error) return;
  va_list arguments;
  va_start(arguments, format);
  *error = new_error(code, format, arguments);
  va_end(arguments);
  set_place(*error, node, key, -1);
}

void cairn_error_at_key(GError **error, CairnErrorCode code, const void *node, const char *key, const char *format, ...) {
  if (!error) return;
  va_list arguments;
  va_start(arguments, format);
  *error = new_error(code, format, arguments);
  va_end(arguments);
  set_place(*error, node, key, -1);
  cairn_error_place(*error)->at_key = true;
}

void cairn_error_at_index(GError **error, CairnErrorCode code, const void *node, size_t index, const char *format, ...) {
  if (!error) return;
  va_list arguments;
  va_start(arguments, format);
  *error = new_error(code, format, arguments);
  va_end(arguments);
  set_place(*error, node, NULL, (long)index);
}

void cairn_error_in_file(GError **error, CairnErrorCode code, const char *path, size_t line, size_t column,
                         const char *format, ...) {
  if (!error) return;
  va_list arguments;
  va_start(arguments, format);
  *error = new_error(code, format, arguments);
  va_end(arguments);
  CairnPlace *place = cairn_error_place(*error);
  place->path = g_strdup(path);
  place->line = line;
  place->column = column;
}

void cairn_error_place_at(GError *error, const void *node, const char *key) {
  if (error->domain != CAIRN_ERROR) return;
  CairnPlace *place = cairn_error_place(error);
  if (!place->path && !place->node) set_place(error, node, key, -1);
}

char *cairn_text_printable(const char *text, size_t limit) {
  size_t length = strlen(text);
  bool cut = limit && length > limit;
  if (cut) length = limit;
  GString *out = g_string_sized_new(length + 8);
  for (const char *p = text, *end = text + length; p < end;) {
    gunichar c = g_utf8_get_char_validated(p, end - p);
    bool valid = c != (gunichar)-1 && c != (gunichar)-2;
    /* Bidirectional overrides could make a message read as something else. */
    bool steering = valid && ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069));
    if (valid && !g_unichar_iscntrl(c) && !steering) {
      const char *next = g_utf8_next_char(p);
      g_string_append_len(out, p, next - p);
      p = next;
    } else {
      g_string_append_printf(out, "\\x%02X", (unsigned char)*p++);
    }
  }
  if (cut) g_string_append(out, "…");
  return g_string_free(out, FALSE);
}

char *cairn_error_format(GError *error, const char *severity) {
  GString *out = g_string_new(NULL);
  if (error->domain == CAIRN_ERROR) {
    const CairnPlace *place = cairn_error_place(error);
    if (place->path) {
      g_autofree char *path = cairn_text_printable(place->path, 0);
      g_string_append(out, path);
      if (place->line) g_string_append_printf(out, ":%zu", place->line);
      if (place->line && place->column) g_string_append_printf(out, ":%zu", place->column);
      g_string_append(out, ": ");
    }
  }
  g_autofree char *message = cairn_text_printable(error->message, 0);
  g_string_append_printf(out, "%s: %s", severity, message);
  return g_string_free(out, FALSE);
}

enum { LONGEST_WORD = 64 };

/* Levenshtein distance, ignoring ASCII case; words over LONGEST_WORD bytes are never near. */
static bool is_same(char a, char b) {
  return g_ascii_tolower(a) == g_ascii_tolower(b);
}

/* The optimal string alignment distance (letters inserted, deleted, replaced, or swapped with a neighbour), ignoring
 * ASCII case; words over LONGEST_WORD bytes are never near. */
static size_t edit_distance(const char *a, const char *b) {
  size_t n = strlen(a), m = strlen(b);
  size_t rows[3][LONGEST_WORD + 1];
  if (n > LONGEST_WORD || m > LONGEST_WORD) return LONGEST_WORD;
  for (size_t j = 0; j <= m; j++)
    rows[0][j] = j;
  for (size_t i = 1; i <= n; i++) {
    size_t *row = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
    row[0] = i;
    for (size_t j = 1; j <= m; j++) {
      row[j] = MIN(before[j - 1] + !is_same(a[i - 1], b[j - 1]), MIN(before[j], row[j - 1]) + 1);
      bool swapped = i > 1 && j > 1 && is_same(a[i - 1], b[j - 2]) && is_same(a[i - 2], b[j - 1]);
      if (swapped) row[j] = MIN(row[j], earlier[j - 2] + 1);
    }
  }
  return rows[n % 3][m];
}

const char *cairn_suggest(const char *word, const char *const *candidates, size_t n) {
  const char *best = NULL;
  size_t length = strlen(word), best_distance = MIN(MAX(length / 3, 1) + 1, length);
  for (size_t i = 0; i < n; i++) {
    size_t distance = edit_distance(word, candidates[i]);
    if (distance < best_distance) {
      best = candidates[i];
      best_distance = distance;
    }
  }
  return best;
}

void cairn_warn_at(const CairnWarnings *sink, const void *node, const char *key, const char *format, ...) {
  if (!sink || !sink->warn) return;
  va_list arguments;
  va_start(arguments, format);
  g_autoptr(GError) warning = new_error(CAIRN_ERROR_SPEC, format, arguments);
  va_end(arguments);
  set_place(warning, node, key, -1);
  sink->warn(warning, sink->data);
}
