#include "expr/pattern.h"

#include <string.h>

/* A match that needs more than this many steps of PCRE2's matcher, or more memory (KiB), fails: a pattern
 * such as (a+)+$ must not take time exponential in the text. */
#define MATCH_LIMITS "(*LIMIT_MATCH=5000000)(*LIMIT_HEAP=65536)"

enum { CACHED_PATTERNS = 256 };

struct CairnRegexpCache {
  GHashTable *patterns; /* "flags/source" -> CairnPattern */
};

static void free_regex(gpointer regex) {
  g_regex_unref(regex);
}

/* Is every flag one of JavaScript's, and given once? */
static bool check_flags(const char *flags, char **complaint) {
  for (const char *p = flags; *p; p++) {
    if (strchr("gimsuy", *p) && !strchr(p + 1, *p)) continue;
    *complaint = g_strdup("flags are g, i, m, s, u and y, each at most once");
    return false;
  }
  return true;
}

static GRegex *compile(const char *source, const char *flags, char **complaint) {
  bool multiline = strchr(flags, 'm') != NULL, dot_all = strchr(flags, 's') != NULL;
  g_autofree char *translated = cairn_pattern_translate(source, multiline, dot_all, complaint);
  if (!translated) return NULL;
  g_autofree char *limited = g_strconcat(MATCH_LIMITS, translated, NULL);
  GRegexCompileFlags options = G_REGEX_OPTIMIZE;
  if (strchr(flags, 'i')) options |= G_REGEX_CASELESS;
  if (strchr(flags, 'y')) options |= G_REGEX_ANCHORED;
  g_autoptr(GError) error = NULL;
  GRegex *regex = g_regex_new(limited, options, 0, &error);
  /* GLib's message quotes the translated pattern; what is after the last colon says what is wrong. */
  if (!regex) {
    const char *reason = strrchr(error->message, ':');
    *complaint = g_strdup(reason ? reason + 2 : error->message);
  }
  return regex;
}

const CairnPattern *cairn_pattern_new(CairnArena *arena, const char *source, const char *flags,
                                      char **complaint) {
  if (!check_flags(flags, complaint)) return NULL;
  GRegex *regex = compile(source, flags, complaint);
  if (!regex) return NULL;
  cairn_arena_own(arena, regex, free_regex);
  CairnPattern *pattern = cairn_arena_one(arena, CairnPattern);
  pattern->text.text = cairn_arena_printf(arena, "/%s/%s", source[0] ? source : "(?:)", flags);
  pattern->source = cairn_arena_strdup(arena, source);
  pattern->global = strchr(flags, 'g') != NULL;
  pattern->regex = regex;
  return pattern;
}

const CairnPattern *cairn_pattern_of(CairnValue value) {
  return (const CairnPattern *)(const void *)value.regexp;
}

static void free_table(gpointer table) {
  g_hash_table_unref(table);
}

static CairnRegexpCache *cache_of(CairnExprContext *context) {
  if (!context->regexps) {
    context->regexps = cairn_arena_one(context->arena, CairnRegexpCache);
    context->regexps->patterns = g_hash_table_new(g_str_hash, g_str_equal);
    cairn_arena_own(context->arena, context->regexps->patterns, free_table);
  }
  return context->regexps;
}

const CairnPattern *cairn_pattern_cached(CairnExprContext *context, CairnArena *arena, const char *source,
                                         const char *flags, char **complaint) {
  GHashTable *patterns = cache_of(context)->patterns;
  g_autofree char *key = g_strconcat(flags, "/", source, NULL);
  const CairnPattern *known = g_hash_table_lookup(patterns, key);
  if (known) return known;
  bool full = g_hash_table_size(patterns) >= CACHED_PATTERNS;
  const CairnPattern *pattern = cairn_pattern_new(full ? arena : context->arena, source, flags, complaint);
  if (pattern && !full)
    g_hash_table_insert(patterns, cairn_arena_strdup(context->arena, key), (gpointer)pattern);
  return pattern;
}
