#include "describe/phrases_tables.h"

#include <stdbool.h>
#include <string.h>

static const struct {
  const char *language;
  const char *const *phrases;
} languages[] = { /* the more special tags first */
    {"en", cairn_phrases_english},
    {"de", cairn_phrases_german},
    {"nl", cairn_phrases_dutch},
    {"fr", cairn_phrases_french},
    {"es", cairn_phrases_spanish},
    {"pt", cairn_phrases_portuguese},
    {"it", cairn_phrases_italian},
    {"ru", cairn_phrases_russian},
    {"uk", cairn_phrases_ukrainian},
    {"pl", cairn_phrases_polish},
    {"ur", cairn_phrases_urdu},
    {"ar", cairn_phrases_arabic},
    {"zh-TW", cairn_phrases_traditional_chinese},
    {"zh", cairn_phrases_chinese},
    {"ja", cairn_phrases_japanese},
};

/* "ur-PK" is of "ur", "urd" is not. */
static bool is_of(const char *tag, const char *language) {
  size_t n = strlen(language);
  return g_ascii_strncasecmp(tag, language, n) == 0 && !g_ascii_isalnum(tag[n]);
}

const char *const *cairn_phrases_of(const char *language) {
  for (size_t i = 0; language && i < G_N_ELEMENTS(languages); i++)
    if (is_of(language, languages[i].language)) return languages[i].phrases;
  return cairn_phrases_english;
}

const char *cairn_phrase(CairnArena *arena, const char *const *phrases, CairnPhrase phrase, const char *const *texts, size_t n) {
  g_autoptr(GString) out = g_string_new(NULL);
  for (const char *at = phrases[phrase]; *at; at++) {
    bool is_place = at[0] == '{' && g_ascii_isdigit(at[1]) && at[2] == '}' && (size_t)(at[1] - '0') < n;
    if (is_place) g_string_append(out, texts[at[1] - '0']);
    else g_string_append_c(out, *at);
    if (is_place) at += 2;
  }
  return cairn_arena_strndup(arena, out->str, out->len);
}
