/* The phrases of every language: complete, with the same places for texts. */
#include "describe/phrases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const languages[] = {"en", "de", "nl", "fr", "es", "pt", "it", "ru",
                                        "uk", "pl", "ur", "ar", "zh", "zh-TW", "ja"};

static unsigned places(const char *phrase) {
  unsigned set = 0;
  for (const char *at = phrase; (at = strchr(at, '{')); at++)
    set |= 1U << (at[1] - '0');
  return set;
}

static void test_complete(void **state) {
  (void)state;
  const char *const *english = cairn_phrases_of(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
    const char *const *phrases = cairn_phrases_of(languages[i]);
    for (int k = 0; k < CAIRN_N_PHRASES; k++) {
      assert_non_null(phrases[k]);
      assert_int_equal(places(phrases[k]), places(english[k]));
      assert_true(g_utf8_validate(phrases[k], -1, NULL));
    }
    if (i > 0) assert_ptr_not_equal(phrases, english);
  }
}

static void test_languages(void **state) {
  (void)state;
  assert_ptr_equal(cairn_phrases_of("ur-PK"), cairn_phrases_of("ur"));
  assert_ptr_not_equal(cairn_phrases_of("ur"), cairn_phrases_of("en"));
  assert_ptr_equal(cairn_phrases_of("fi"), cairn_phrases_of("en"));
  assert_ptr_equal(cairn_phrases_of("zh-CN"), cairn_phrases_of("zh"));
  assert_ptr_not_equal(cairn_phrases_of("zh-TW"), cairn_phrases_of("zh"));
  assert_ptr_equal(cairn_phrases_of("run"), cairn_phrases_of("en")); /* Kirundi is not Russian */
}

/* Texts from the data may look like places. */
static void test_texts_stay(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const char *const texts[] = {"{1}", "{0}"};
  assert_string_equal(cairn_phrase(arena, cairn_phrases_of("en"), CAIRN_PHRASE_AT, texts, 2), "{1} ({0})");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_complete), cmocka_unit_test(test_languages), cmocka_unit_test(test_texts_stay)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
