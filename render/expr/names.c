#include "expr/names.h"

#include "expr/function.h"

#include <float.h>
#include <math.h>
#include <string.h>

static const struct {
  const char *name;
  double value;
} constants[] = {
    {"E", 2.718281828459045},
    {"LN10", 2.302585092994046},
    {"LN2", 0.6931471805599453},
    {"LOG10E", 0.4342944819032518},
    {"LOG2E", 1.4426950408889634},
    {"MAX_VALUE", DBL_MAX},
    {"MIN_VALUE", 4.9406564584124654e-324},
    {"NaN", NAN},
    {"PI", 3.141592653589793},
    {"SQRT1_2", 0.7071067811865476},
    {"SQRT2", 1.4142135623730951},
};

bool cairn_name_value(const char *name, CairnValue *out) {
  if (strcmp(name, "true") == 0 || strcmp(name, "false") == 0) {
    *out = cairn_value_boolean(name[0] == 't');
    return true;
  }
  if (strcmp(name, "null") == 0 || strcmp(name, "undefined") == 0) {
    *out = name[0] == 'n' ? cairn_value_null() : cairn_value_undefined();
    return true;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(constants); i++) {
    if (strcmp(name, constants[i].name) == 0) {
      *out = cairn_value_number(constants[i].value);
      return true;
    }
  }
  return false;
}

static bool is_reserved(const char *name) {
  static const char *const words[] = {
      "break",     "case",   "catch",    "class",      "const",   "continue",  "debugger",
      "default",   "delete", "do",       "else",       "enum",    "export",    "extends",
      "finally",   "for",    "function", "implements", "import",  "in",        "instanceof",
      "interface", "let",    "new",      "package",    "private", "protected", "public",
      "return",    "static", "super",    "switch",     "this",    "throw",     "try",
      "typeof",    "var",    "void",     "while",      "with",    "yield",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (strcmp(name, words[i]) == 0) return true;
  return false;
}

static const char *suggestion(const char *name, const CairnExprScope *scope) {
  static const char *const words[] = {"datum", "true", "false", "null", "undefined"};
  g_autoptr(GPtrArray) candidates = g_ptr_array_new();
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    g_ptr_array_add(candidates, (gpointer)words[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(constants); i++)
    g_ptr_array_add(candidates, (gpointer)constants[i].name);
  for (size_t i = 0; scope && i < scope->n; i++)
    g_ptr_array_add(candidates, (gpointer)scope->names[i]);
  return strlen(name) > 2 ? cairn_suggest(name, (const char *const *)candidates->pdata, candidates->len)
                          : NULL;
}

char *cairn_name_complaint(const char *name, const CairnExprScope *scope) {
  if (strcmp(name, "event") == 0 || strcmp(name, "item") == 0)
    return g_strdup_printf("'%s' has no meaning in a still picture", name);
  if (is_reserved(name)) return g_strdup_printf("'%s' has no meaning in an expression", name);
  const char *near = suggestion(name, scope);
  if (near) return g_strdup_printf("unknown name '%s'; did you mean '%s'?", name, near);
  if (cairn_function_find(name)) return g_strdup_printf("'%s' is a function; expected '%s(...)'", name, name);
  return g_strdup_printf("unknown name '%s'; a field is written datum.%s", name, name);
}

char *cairn_function_complaint(const char *name) {
  if (cairn_function_is_interactive(name))
    return g_strdup_printf("the function '%s' has no meaning in a still picture", name);
  const char *near = cairn_function_suggest(name);
  if (near) return g_strdup_printf("unknown function '%s'; did you mean '%s'?", name, near);
  return g_strdup_printf("unknown function '%s'", name);
}
