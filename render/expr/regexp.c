/* Functions that take regular expressions: regexp, test, replace, split. */

#include "expr/function.h"
#include "expr/operators.h"
#include "expr/pattern.h"
#include "expr/utf16.h"

#include "base/limits.h"

#include <math.h>
#include <string.h>

/* The regular expression that `value` is, or that its text makes. NULL: the run has failed. */
static const CairnPattern *pattern_from(CairnCall *call, CairnValue value, const char *flags) {
  if (value.kind == CAIRN_REGEXP && !flags) return cairn_pattern_of(value);
  const char *source = value.kind == CAIRN_REGEXP      ? cairn_pattern_of(value)->source
                       : value.kind == CAIRN_UNDEFINED ? ""
                                                       : cairn_value_to_string(call->run->arena, value);
  g_autofree char *complaint = NULL;
  const CairnPattern *pattern =
      cairn_pattern_cached(call->run->context, call->run->arena, source, flags ? flags : "", &complaint);
  if (!pattern) cairn_call_fail(call, CAIRN_ERROR_SPEC, "wrong regular expression: %s", complaint);
  return pattern;
}

/* The first match in text[0..length) at or after byte `from`. NULL: none, or the run has failed. */
static GMatchInfo *find_match(CairnCall *call, const CairnPattern *pattern, const char *text, size_t length,
                              size_t from) {
  g_autoptr(GMatchInfo) info = NULL;
  g_autoptr(GError) error = NULL;
  if (!cairn_run_step(call->run, call->offset, 1)) return NULL;
  if (g_regex_match_full(pattern->regex, text, (gssize)length, (gint)from, 0, &info, &error))
    return g_steal_pointer(&info);
  if (error)
    cairn_call_fail(call, CAIRN_ERROR_LIMIT, "the regular expression %s takes too many steps on this text",
                    pattern->text.text);
  return NULL;
}

static CairnValue call_regexp(CairnCall *call) {
  const char *flags = cairn_call_has(call, 1) ? cairn_call_string(call, 1) : NULL;
  const CairnPattern *pattern = pattern_from(call, cairn_call_argument(call, 0), flags);
  if (!pattern) return cairn_value_undefined();
  return (CairnValue){.kind = CAIRN_REGEXP, .regexp = &pattern->text};
}

static CairnValue call_test(CairnCall *call) {
  const CairnPattern *pattern = pattern_from(call, call->arguments[0], NULL);
  if (!pattern) return cairn_value_undefined();
  const char *text = cairn_call_string(call, 1);
  g_autoptr(GMatchInfo) info = find_match(call, pattern, text, strlen(text), 0);
  return cairn_value_boolean(info != NULL);
}

/* ---- replace ---- */

/* Where a match lies in the text, and what its groups are (info is NULL for a plain string). */
typedef struct Found {
  const char *text;
  size_t start, end;
  GMatchInfo *info;
} Found;

static void append_group(GString *out, const Found *found, int group) {
  g_autofree char *part = g_match_info_fetch(found->info, group);
  if (part) g_string_append(out, part);
}

/* Appends what $n or $nn stands for; returns the bytes read after the dollar, 0 when there is no such group.
 */
static size_t append_numbered(GString *out, const Found *found, const char *p) {
  if (!found->info || !g_ascii_isdigit(p[0])) return 0;
  int count = g_regex_get_capture_count(g_match_info_get_regex(found->info));
  int one = p[0] - '0', two = g_ascii_isdigit(p[1]) ? one * 10 + (p[1] - '0') : -1;
  if (two >= 1 && two <= count) {
    append_group(out, found, two);
    return 2;
  }
  if (one < 1 || one > count) return 0;
  append_group(out, found, one);
  return 1;
}

static size_t append_named(GString *out, const Found *found, const char *p) {
  const char *end = p[0] == '<' ? strchr(p, '>') : NULL;
  if (!found->info || !end) return 0;
  g_autofree char *name = g_strndup(p + 1, (size_t)(end - p - 1));
  if (g_regex_get_string_number(g_match_info_get_regex(found->info), name) < 0) return 0;
  g_autofree char *part = g_match_info_fetch_named(found->info, name);
  if (part) g_string_append(out, part);
  return (size_t)(end - p) + 1;
}

/* Appends `replacement` with JavaScript's $$, $&, $`, $', $n and $<name> filled in. */
static void append_replacement(GString *out, const Found *found, const char *replacement) {
  for (const char *p = replacement; *p; p++) {
    size_t read = 0;
    if (*p == '$' && p[1] == '$') {
      g_string_append_c(out, '$');
      read = 1;
    } else if (*p == '$' && p[1] == '&') {
      g_string_append_len(out, found->text + found->start, (gssize)(found->end - found->start));
      read = 1;
    } else if (*p == '$' && p[1] == '`') {
      g_string_append_len(out, found->text, (gssize)found->start);
      read = 1;
    } else if (*p == '$' && p[1] == '\'') {
      g_string_append(out, found->text + found->end);
      read = 1;
    } else if (*p == '$') {
      read = append_numbered(out, found, p + 1);
      if (read == 0) read = append_named(out, found, p + 1);
    }
    if (read == 0) g_string_append_c(out, *p);
    p += read;
  }
}

/* The byte after which to look for the next match: an empty match moves on by one character. */
static size_t next_start(const Found *found) {
  if (found->end > found->start || found->text[found->end] == '\0') return found->end;
  return (size_t)(g_utf8_next_char(found->text + found->end) - found->text);
}

static bool match_bounds(GMatchInfo *info, Found *found) {
  gint start = -1, end = -1;
  if (!g_match_info_fetch_pos(info, 0, &start, &end) || start < 0) return false;
  found->info = info;
  found->start = (size_t)start;
  found->end = (size_t)end;
  return true;
}

static CairnValue replace_pattern(CairnCall *call, const char *text, const CairnPattern *pattern,
                                  const char *replacement) {
  GString *out = g_string_new(NULL);
  size_t length = strlen(text), copied = 0, from = 0;
  while (from <= length && out->len <= CAIRN_LIMIT_STRING_BYTES) {
    g_autoptr(GMatchInfo) info = find_match(call, pattern, text, length, from);
    Found found = {.text = text};
    if (!info || !match_bounds(info, &found)) break;
    g_string_append_len(out, text + copied, (gssize)(found.start - copied));
    append_replacement(out, &found, replacement);
    copied = found.end;
    from = next_start(&found);
    if (!pattern->global || found.end == length) break;
  }
  g_string_append(out, text + copied);
  return cairn_call_take_string(call, out);
}

static CairnValue replace_text(CairnCall *call, const char *text, const char *sought,
                               const char *replacement) {
  const char *at = strstr(text, sought);
  if (!at) return cairn_value_string(text);
  Found found = {text, (size_t)(at - text), (size_t)(at - text) + strlen(sought), NULL};
  GString *out = g_string_new_len(text, (gssize)found.start);
  append_replacement(out, &found, replacement);
  g_string_append(out, text + found.end);
  return cairn_call_take_string(call, out);
}

static CairnValue call_replace(CairnCall *call) {
  CairnValue sought = call->arguments[1];
  const char *text = cairn_call_string(call, 0), *replacement = cairn_call_string(call, 2);
  if (sought.kind == CAIRN_STRING) return replace_text(call, text, sought.string, replacement);
  if (sought.kind == CAIRN_REGEXP) return replace_pattern(call, text, cairn_pattern_of(sought), replacement);
  return cairn_call_fail(call, CAIRN_ERROR_DATA,
                         "expected a string or a regular expression as second argument");
}

/* ---- split ---- */

typedef struct Parts {
  CairnCall *call;
  GArray *items;
  size_t limit;
} Parts;

/* False when no more parts are wanted, or none are allowed. */
static bool add_part(Parts *parts, const char *text, size_t length) {
  if (parts->items->len >= parts->limit) return false;
  if (!cairn_run_step(parts->call->run, parts->call->offset, 1)) return false;
  CairnValue part = cairn_call_new_string(parts->call, text, length);
  g_array_append_val(parts->items, part);
  return !parts->call->run->failed;
}

static bool add_groups(Parts *parts, GMatchInfo *info) {
  int n = g_regex_get_capture_count(g_match_info_get_regex(info));
  for (int i = 1; i <= n; i++) {
    g_autofree char *group = g_match_info_fetch(info, i);
    if (!add_part(parts, group ? group : "", group ? strlen(group) : 0)) return false;
  }
  return true;
}

static void split_by_pattern(Parts *parts, const char *text, const CairnPattern *pattern) {
  size_t length = strlen(text), part = 0, from = 0;
  if (length == 0) {
    g_autoptr(GMatchInfo) info = find_match(parts->call, pattern, text, 0, 0);
    if (!info) add_part(parts, text, 0);
    return;
  }
  while (from < length) {
    g_autoptr(GMatchInfo) info = find_match(parts->call, pattern, text, length, from);
    Found found = {.text = text};
    if (!info || !match_bounds(info, &found) || found.start >= length) break;
    from = found.end > found.start ? found.end : next_start(&found);
    if (found.end == part) continue; /* an empty match at the start of a part separates nothing */
    if (!add_part(parts, text + part, found.start - part) || !add_groups(parts, info)) return;
    part = found.end;
  }
  add_part(parts, text + part, length - part);
}

static void split_by_text(Parts *parts, const char *text, const char *separator) {
  size_t length = strlen(separator);
  for (const char *found = strstr(text, separator); found; found = strstr(text, separator)) {
    if (!add_part(parts, text, (size_t)(found - text))) return;
    text = found + length;
  }
  add_part(parts, text, strlen(text));
}

static void split_characters(Parts *parts, const char *text) {
  while (*text) {
    const char *next = g_utf8_next_char(text);
    if (!add_part(parts, text, (size_t)(next - text))) return;
    text = next;
  }
}

static CairnValue call_split(CairnCall *call) {
  const char *text = cairn_call_string(call, 0);
  CairnValue separator = cairn_call_argument(call, 1);
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(CairnValue));
  uint32_t limit =
      cairn_call_has(call, 2) ? (uint32_t)cairn_to_int32(cairn_call_number(call, 2)) : UINT32_MAX;
  Parts parts = {call, items, limit};
  if (separator.kind == CAIRN_UNDEFINED)
    add_part(&parts, text, strlen(text));
  else if (separator.kind == CAIRN_REGEXP)
    split_by_pattern(&parts, text, cairn_pattern_of(separator));
  else if (cairn_call_string(call, 1)[0] == '\0')
    split_characters(&parts, text);
  else
    split_by_text(&parts, text, cairn_call_string(call, 1));
  if (call->run->failed) return cairn_value_undefined();
  return cairn_value_new_array(call->run->arena, (const CairnValue *)(void *)items->data, items->len);
}

static const CairnFunction functions[] = {
    {"regexp", 1, 2, call_regexp},
    {"replace", 3, 3, call_replace},
    {"split", 1, 3, call_split},
    {"test", 2, 2, call_test},
};

const CairnFunctionFamily cairn_regexp_functions = {functions, G_N_ELEMENTS(functions)};
