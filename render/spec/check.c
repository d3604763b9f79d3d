#include "spec/check.h"

#include "spec/properties.h"

#include <string.h>

typedef struct Checker {
  bool lenient;
  const CairnWarnings *warnings;
  GError **error;
} Checker;

/* Where a value stands: member `key` of the object `node`, or (key NULL) item `index` of the array. */
typedef struct Place {
  const json_t *node;
  const char *key;
  size_t index;
  const char *name; /* of the nearest member around it, for messages; NULL at the root */
  bool at_key;      /* the member's name is wrong, not its value */
} Place;

static bool check_value(Checker *checker, const CairnShape *shape, Place place, const json_t *value);

/* ---- Messages ---- */

/* Sets the error; takes `message`. */
static bool fail(Checker *checker, Place place, GString *message) {
  if (!place.key && json_is_array(place.node)) {
    cairn_error_at_index(checker->error, CAIRN_ERROR_SPEC, place.node, place.index, "%s", message->str);
  } else {
    (place.at_key ? cairn_error_at_key : cairn_error_at)(checker->error, CAIRN_ERROR_SPEC, place.node,
                                                         place.key, "%s", message->str);
  }
  g_string_free(message, TRUE);
  return false;
}

/* The same for what cairn does not draw: with --lenient a warning, and true. */
static bool refuse(Checker *checker, Place place, GString *message) {
  if (!checker->lenient) return fail(checker, place, message);
  cairn_warn_at(checker->warnings, place.node, place.key, "%s", message->str);
  g_string_free(message, TRUE);
  return true;
}

static void append_subject(GString *out, Place place) {
  if (!place.name)
    g_string_append(out, "a spec");
  else if (place.key)
    g_string_append_printf(out, "\"%s\"", place.name);
  else
    g_string_append_printf(out, "an item of \"%s\"", place.name);
}

static void append_value(GString *out, const json_t *value) {
  g_autofree char *text = json_is_string(value) ? cairn_text_printable(json_string_value(value), 60) : NULL;
  if (text)
    g_string_append_printf(out, "\"%s\"", text);
  else if (json_is_array(value))
    g_string_append_printf(out, "an array of %zu", json_array_size(value));
  else if (json_object_get(value, "signal"))
    g_string_append(out, "a signal, which only Vega has");
  else if (json_is_object(value))
    g_string_append(out, "an object");
  else {
    char *dump = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(9));
    g_string_append(out, dump);
    free(dump);
  }
}

static void append_suggestion(GString *out, const char *word, const char *const *candidates, size_t n) {
  const char *near = cairn_suggest(word, candidates, n);
  if (near) g_string_append_printf(out, "; did you mean \"%s\"?", near);
}

static bool fail_value(Checker *checker, const CairnShape *shape, Place place, const json_t *value) {
  GString *message = g_string_new(NULL);
  append_subject(message, place);
  g_string_append(message, " takes ");
  cairn_shape_describe(shape, message);
  g_string_append(message, "; found ");
  append_value(message, value);
  if (json_is_string(value) && shape->words)
    append_suggestion(message, json_string_value(value), shape->words, g_strv_length((char **)shape->words));
  return fail(checker, place, message);
}

/* ---- Members ---- */

static void collect_name(const CairnPropertyRow *row, void *data) {
  bool drawn = row->support == CAIRN_SUPPORTED || row->support == CAIRN_REQUIRED;
  if (drawn) g_ptr_array_add(data, (void *)row->name);
}

/* How many names a message lists. */
enum { MOST_NAMES = 45 };

static void append_supported(GString *out, const CairnKind *kind, const char *introduction) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  cairn_kind_each(kind, collect_name, names);
  if (names->len > MOST_NAMES) g_string_append(out, "; docs/vega-lite.md lists what is");
  if (names->len == 0 || names->len > MOST_NAMES) return;
  g_string_append(out, introduction);
  cairn_words_append(out, (const char *const *)names->pdata, names->len, "and");
}

static void collect_any_name(const CairnPropertyRow *row, void *data) {
  g_ptr_array_add(data, (void *)row->name);
}

static bool fail_unknown(Checker *checker, const CairnKind *kind, Place object_place, Place place) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  cairn_kind_each(kind, collect_any_name, names);
  GString *message = g_string_new(NULL);
  g_autofree char *key = cairn_text_printable(place.key, 60);
  if (object_place.key)
    g_string_append_printf(message, "\"%s\"", object_place.key);
  else
    g_string_append(message, kind->name);
  g_string_append_printf(message, " has no property \"%s\"", key);
  const char *const *candidates = (const char *const *)names->pdata;
  if (cairn_suggest(place.key, candidates, names->len))
    append_suggestion(message, place.key, candidates, names->len);
  else
    append_supported(message, kind, "; it has ");
  place.at_key = true;
  return fail(checker, place, message);
}

static bool refuse_property(Checker *checker, const CairnKind *kind, Place place) {
  GString *message = g_string_new(NULL);
  g_string_append_printf(message, "\"%s\" of %s is not supported", place.key, kind->name);
  append_supported(message, kind, "; supported are ");
  place.at_key = true;
  return refuse(checker, place, message);
}

/* What has no meaning in any still picture needs no warning. */
static bool warn_ineffective(Checker *checker, const CairnKind *kind, Place place,
                             const CairnPropertyRow *row) {
  if (row->support == CAIRN_INERT) return true;
  cairn_warn_at(checker->warnings, place.node, place.key, "\"%s\" has no effect on %s%s", place.key, kind->name,
                kind->instead);
  return true;
}

static bool check_member(Checker *checker, const CairnKind *kind, Place object_place, const json_t *object,
                         const char *key, const json_t *value) {
  Place place = {object, key, 0, key, false};
  const CairnPropertyRow *row = cairn_kind_find(kind, key);
  if (!row && kind->others) return check_value(checker, kind->others, place, value);
  const CairnPropertyRow *idle = row ? NULL : cairn_kind_find_ineffective(kind, key);
  if (idle) return warn_ineffective(checker, kind, place, idle);
  if (!row) return fail_unknown(checker, kind, object_place, place);
  bool asks_nothing = row->shape->takes == CAIRN_TAKES_BOOLEAN && json_is_false(value);
  if (row->support == CAIRN_UNSUPPORTED && !asks_nothing) return refuse_property(checker, kind, place);
  return check_value(checker, row->shape, place, value);
}

/* The first property that `object` needs and has not. */
typedef struct Missing {
  const CairnKind *kind;
  const json_t *object;
  const CairnPropertyRow *row;
} Missing;

static void find_missing(const CairnPropertyRow *row, void *data) {
  Missing *missing = data;
  bool needed = row->support == CAIRN_REQUIRED || g_strcmp0(missing->kind->needs, row->name) == 0;
  if (!missing->row && needed && !json_object_get(missing->object, row->name)) missing->row = row;
}

static bool check_complete(Checker *checker, const CairnKind *kind, Place place, const json_t *object) {
  Missing missing = {kind, object, NULL};
  cairn_kind_each(kind, find_missing, &missing);
  if (!missing.row) return true;
  GString *message = g_string_new(kind->name);
  g_string_append_printf(message, " needs \"%s\" (%s)", missing.row->name, missing.row->meaning);
  return fail(checker, place, message);
}

/* ---- Objects ---- */

/* The member whose name is near to one that would tell the kind, or NULL. */
static const char *find_misspelt(const json_t *object, const char *const *names, size_t n) {
  const char *key;
  json_t *member;
  json_object_foreach((json_t *)object, key, member) {
    if (cairn_suggest(key, names, n)) return key;
  }
  return NULL;
}

/* None of the members that tell the kind is there. */
static bool fail_kind(Checker *checker, const CairnShape *shape, Place place, const json_t *object) {
  g_autoptr(GPtrArray) members = g_ptr_array_new();
  for (size_t i = 0; i < shape->n_variants; i++)
    g_ptr_array_add(members, (void *)shape->variants[i].member);
  const char *const *names = (const char *const *)members->pdata;
  const char *misspelt = find_misspelt(object, names, members->len);
  GString *message = g_string_new(NULL);
  append_subject(message, place);
  if (misspelt) {
    g_string_append_printf(message, " has no property \"%s\"", misspelt);
    append_suggestion(message, misspelt, names, members->len);
    return fail(checker, (Place){object, misspelt, 0, misspelt, true}, message);
  }
  g_string_append(message, " needs one of ");
  cairn_words_append(message, names, members->len, "and");
  return fail(checker, place, message);
}

static bool check_object(Checker *checker, const CairnShape *shape, Place place, const json_t *object) {
  if (shape->n_variants == 0) return true;
  const CairnVariant *variant = cairn_shape_variant(shape, object);
  if (!variant) return fail_kind(checker, shape, place, object);
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)object, key, value) {
    if (!check_member(checker, variant->kind, place, object, key, value)) return false;
  }
  return check_complete(checker, variant->kind, place, object);
}

/* ---- Values ---- */

static bool fail_length(Checker *checker, const CairnShape *shape, Place place, const json_t *array) {
  if (!shape->filled || json_array_size(array) > 0) return fail_value(checker, shape, place, array);
  GString *message = g_string_new(NULL);
  append_subject(message, place);
  g_string_append(message, " is empty; it takes at least one item");
  return fail(checker, place, message);
}

static bool check_array(Checker *checker, const CairnShape *shape, Place place, const json_t *array) {
  size_t n = json_array_size(array);
  if ((shape->filled && n == 0) || (shape->length && n != shape->length))
    return fail_length(checker, shape, place, array);
  for (size_t i = 0; shape->items && i < n; i++)
    if (!check_value(checker, shape->items, (Place){array, NULL, i, place.name, false},
                     json_array_get(array, i)))
      return false;
  return true;
}

static bool is_listed(const char *const *words, const char *text) {
  return words && g_strv_contains(words, text);
}

static bool check_string(Checker *checker, const CairnShape *shape, Place place, const json_t *value) {
  const char *text = json_string_value(value);
  if (is_listed(shape->missing, text)) {
    GString *message = g_string_new(NULL);
    g_string_append_printf(message, "\"%s\" of \"%s\" is not supported; supported are ", text, place.name);
    cairn_words_append(message, shape->words, g_strv_length((char **)shape->words), "and");
    return refuse(checker, place, message);
  }
  bool valid = shape->words ? is_listed(shape->words, text) : !shape->accepts || shape->accepts(text);
  return valid || fail_value(checker, shape, place, value);
}

static bool is_expr(const json_t *value) {
  return json_object_size(value) == 1 && json_is_string(json_object_get(value, "expr"));
}

static unsigned type_of(const json_t *value) {
  switch (json_typeof(value)) {
  case JSON_OBJECT:
    return CAIRN_TAKES_OBJECT;
  case JSON_ARRAY:
    return CAIRN_TAKES_ARRAY;
  case JSON_STRING:
    return CAIRN_TAKES_STRING;
  case JSON_INTEGER:
  case JSON_REAL:
    return CAIRN_TAKES_NUMBER;
  case JSON_NULL:
    return CAIRN_TAKES_NULL;
  default:
    return CAIRN_TAKES_BOOLEAN;
  }
}

static bool check_value(Checker *checker, const CairnShape *shape, Place place, const json_t *value) {
  if (shape->takes & CAIRN_TAKES_ANY) return true;
  if ((shape->takes & CAIRN_TAKES_EXPR) && is_expr(value)) return true;
  if (!(shape->takes & type_of(value))) return fail_value(checker, shape, place, value);
  switch (json_typeof(value)) {
  case JSON_OBJECT:
    return check_object(checker, shape, place, value);
  case JSON_ARRAY:
    return check_array(checker, shape, place, value);
  case JSON_STRING:
    return check_string(checker, shape, place, value);
  case JSON_INTEGER:
  case JSON_REAL:
    return !shape->not_negative || json_number_value(value) >= 0 || fail_value(checker, shape, place, value);
  default:
    return true;
  }
}

/* What Vega-Lite is compiled to has other members, whose messages would lead astray. */
static bool check_schema(const json_t *root, GError **error) {
  const char *schema = json_string_value(json_object_get(root, "$schema"));
  if (!schema || !strstr(schema, "/schema/vega/")) return true;
  cairn_error_at(error, CAIRN_ERROR_SPEC, root, "$schema",
                 "this is a spec of Vega; expected one of Vega-Lite, from which Vega's are compiled");
  return false;
}

bool cairn_spec_check(const json_t *root, bool lenient, const CairnWarnings *warnings, GError **error) {
  Checker checker = {lenient, warnings, error};
  return check_schema(root, error) &&
         check_value(&checker, &cairn_shape_chart, (Place){root, NULL, 0, NULL, false}, root) &&
         cairn_spec_check_milestones(root, error) && cairn_spec_check_repeats(root, error);
}

bool cairn_spec_check_config(const json_t *config, bool lenient, const CairnWarnings *warnings, GError **error) {
  Checker checker = {lenient, warnings, error};
  return check_value(&checker, &cairn_shape_config, (Place){config, NULL, 0, "config", false}, config);
}
