#include "spec/properties.h"

#include <string.h>

const CairnPropertyRow *cairn_kind_find(const CairnKind *kind, const char *name) {
  for (size_t i = 0; i < kind->n_rows; i++)
    if (strcmp(kind->rows[i].name, name) == 0) return &kind->rows[i];
  for (size_t i = 0; i < G_N_ELEMENTS(kind->includes) && kind->includes[i]; i++) {
    const CairnPropertyRow *row = cairn_kind_find(kind->includes[i], name);
    if (row) return row;
  }
  return NULL;
}

const CairnPropertyRow *cairn_kind_find_ineffective(const CairnKind *kind, const char *name) {
  const CairnPropertyRow *row = NULL;
  for (size_t i = 0; !row && kind->ineffective && kind->ineffective[i]; i++)
    row = cairn_kind_find(kind->ineffective[i], name);
  return row;
}

void cairn_kind_each(const CairnKind *kind, void (*visit)(const CairnPropertyRow *row, void *data),
                     void *data) {
  for (size_t i = 0; i < kind->n_rows; i++)
    visit(&kind->rows[i], data);
  for (size_t i = 0; i < G_N_ELEMENTS(kind->includes) && kind->includes[i]; i++)
    cairn_kind_each(kind->includes[i], visit, data);
}

static bool is_variant(const CairnVariant *variant, const json_t *object) {
  if (!variant->member) return true;
  const json_t *member = json_object_get(object, variant->member);
  if (!variant->value) return member != NULL;
  return json_is_string(member) && strcmp(json_string_value(member), variant->value) == 0;
}

const CairnVariant *cairn_shape_variant(const CairnShape *shape, const json_t *object) {
  for (size_t i = 0; i < shape->n_variants; i++)
    if (is_variant(&shape->variants[i], object)) return &shape->variants[i];
  return NULL;
}

/* ---- Words ---- */

/* Appends items with ", " between them and the conjunction before the last. */
static void append_list(GString *out, char *const *items, size_t n, const char *conjunction) {
  for (size_t i = 0; i < n; i++) {
    if (i > 0 && i + 1 == n)
      g_string_append_printf(out, " %s ", conjunction);
    else if (i > 0)
      g_string_append(out, ", ");
    g_string_append(out, items[i]);
  }
}

static void add_quoted(GPtrArray *items, const char *const *words, size_t n) {
  for (size_t i = 0; i < n; i++)
    g_ptr_array_add(items, g_strdup_printf("\"%s\"", words[i]));
}

void cairn_words_append(GString *out, const char *const *words, size_t n, const char *conjunction) {
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(g_free);
  add_quoted(items, words, n);
  append_list(out, (char *const *)items->pdata, items->len, conjunction);
}

static void add_string(GPtrArray *items, const CairnShape *shape) {
  if (shape->words)
    add_quoted(items, shape->words, g_strv_length((char **)shape->words));
  else
    g_ptr_array_add(items, g_strdup(shape->what ? shape->what : "text"));
}

static char *describe_array(const CairnShape *shape) {
  const char *plural = !shape->items                               ? NULL
                       : shape->items->takes == CAIRN_TAKES_NUMBER ? "numbers"
                       : shape->items->takes == CAIRN_TAKES_STRING ? "texts"
                       : shape->items->takes == CAIRN_TAKES_OBJECT ? "objects"
                                                                   : NULL;
  if (shape->length) return g_strdup_printf("an array of %zu %s", shape->length, plural ? plural : "values");
  return plural ? g_strdup_printf("an array of %s", plural) : g_strdup("an array");
}

void cairn_shape_describe(const CairnShape *shape, GString *out) {
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(g_free);
  if (shape->takes & CAIRN_TAKES_ANY) g_ptr_array_add(items, g_strdup("anything"));
  if (shape->takes & CAIRN_TAKES_NUMBER)
    g_ptr_array_add(items, g_strdup(shape->not_negative ? "a number of 0 or more" : "a number"));
  if (shape->takes & CAIRN_TAKES_STRING) add_string(items, shape);
  if (shape->takes & CAIRN_TAKES_BOOLEAN) {
    g_ptr_array_add(items, g_strdup("true"));
    g_ptr_array_add(items, g_strdup("false"));
  }
  if (shape->takes & CAIRN_TAKES_NULL) g_ptr_array_add(items, g_strdup("null"));
  if (shape->takes & CAIRN_TAKES_ARRAY) g_ptr_array_add(items, describe_array(shape));
  if (shape->takes & CAIRN_TAKES_OBJECT) g_ptr_array_add(items, g_strdup("an object"));
  if (shape->takes & CAIRN_TAKES_EXPR) g_ptr_array_add(items, g_strdup("{\"expr\": \"...\"}"));
  append_list(out, (char *const *)items->pdata, items->len, "or");
}
