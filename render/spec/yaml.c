#include "spec/yaml.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/number.h"
#include "base/utf8.h"
#include "spec/events.h"

#include <math.h>
#include <string.h>

/* Values that aliases may add to a tree. */
enum { ALIAS_BUDGET = 1000000, SHOWN_BYTES = 60 };

/* A mapping or sequence that is not closed yet. */
typedef struct Open {
  json_t *container;
  char *key;    /* of a mapping: read, its value is next */
  char *anchor; /* or NULL */
} Open;

typedef struct Anchor {
  json_t *value;
  size_t n_values;
  int depth;
} Anchor;

typedef struct Builder {
  const char *text;
  const char *path;
  CairnEvents *events;
  json_t *root;
  GArray *open; /* of Open, outermost first */
  GHashTable *anchors;
  size_t n_copied;
  GError **error;
} Builder;

static bool fail(Builder *builder, const struct fy_event *event, CairnErrorCode code, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

static bool fail(Builder *builder, const struct fy_event *event, CairnErrorCode code, const char *format,
                 ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  size_t offset = 0, line = 1, column = 1;
  cairn_event_start(event, &offset);
  cairn_text_advance(builder->text, offset, &line, &column);
  cairn_error_in_file(builder->error, code, builder->path, line, column, "%s", message);
  return false;
}

/* NULL where there is no token. Free with g_free. */
static char *token_text(struct fy_token *token) {
  size_t length = 0;
  const char *text = token ? fy_token_get_text(token, &length) : NULL;
  return text ? g_strndup(text, length) : NULL;
}

/* ---- Scalars: YAML 1.2, 10.3.2 ---- */

static bool is_one_of(const char *text, const char *const *words) {
  return g_strv_contains(words, text);
}

static bool is_null(const char *text) {
  static const char *const words[] = {"", "~", "null", "Null", "NULL", NULL};
  return is_one_of(text, words);
}

static bool is_true(const char *text) {
  static const char *const words[] = {"true", "True", "TRUE", NULL};
  return is_one_of(text, words);
}

static bool is_false(const char *text) {
  static const char *const words[] = {"false", "False", "FALSE", NULL};
  return is_one_of(text, words);
}

static bool is_non_finite(const char *text) {
  static const char *const words[] = {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN", NULL};
  return is_one_of(text, words) || ((*text == '-' || *text == '+') && text[1] == '.' &&
                                    g_ascii_toupper(text[2]) == 'I' && is_one_of(text + 1, words));
}

/* Decimal numbers, and 0o17 and 0x1F. */
static bool to_number(const char *text, double *out) {
  size_t length = strlen(text);
  if (text[0] == '0' && (text[1] == 'o' || text[1] == 'x'))
    return cairn_number_from_js_length(text, length, out);
  return cairn_number_parse(text, length, out);
}

static json_t *number_to_json(double number) {
  bool is_integer =
      number == floor(number) && fabs(number) < 9007199254740992.0 && !(number == 0 && signbit(number));
  return is_integer ? json_integer((json_int_t)number) : json_real(number);
}

static json_t *plain_to_json(Builder *builder, const struct fy_event *event, const char *text) {
  double number = 0;
  if (is_null(text)) return json_null();
  if (is_true(text)) return json_true();
  if (is_false(text)) return json_false();
  bool finite = !is_non_finite(text);
  if (finite && !to_number(text, &number)) return json_string(text);
  if (finite && isfinite(number)) return number_to_json(number);
  fail(builder, event, CAIRN_ERROR_SPEC, "%s is no number of JSON; expected a finite number or null", text);
  return NULL;
}

/* What the tag of a value says. */
typedef enum Tag { TAG_NONE, TAG_STRING, TAG_OTHER, TAG_UNKNOWN } Tag;

static Tag read_tag(Builder *builder, const struct fy_event *event, struct fy_token *token) {
  static const char *const other[] = {"tag:yaml.org,2002:int",
                                      "tag:yaml.org,2002:float",
                                      "tag:yaml.org,2002:bool",
                                      "tag:yaml.org,2002:null",
                                      "tag:yaml.org,2002:map",
                                      "tag:yaml.org,2002:seq",
                                      NULL};
  g_autofree char *tag = token_text(token);
  if (!tag) return TAG_NONE;
  if (strcmp(tag, "!") == 0 || strcmp(tag, "tag:yaml.org,2002:str") == 0) return TAG_STRING;
  if (g_strv_contains(other, tag)) return TAG_OTHER;
  g_autofree char *shown = cairn_text_printable(tag, SHOWN_BYTES);
  fail(builder, event, CAIRN_ERROR_SPEC,
       "unknown tag '%s'; expected none, or one of !!str, !!int, !!float, !!bool, !!null, !!map and !!seq",
       shown);
  return TAG_UNKNOWN;
}

/* The text of a scalar. Escapes can write what the file itself may not hold: NULL with an error then. Free
 * with g_free. */
static char *scalar_text(Builder *builder, const struct fy_event *event) {
  size_t length = 0;
  const char *text = event->scalar.value ? fy_token_get_text(event->scalar.value, &length) : "";
  if (text && cairn_utf8_valid_length(text, length) == length) return g_strndup(text, length);
  fail(builder, event, CAIRN_ERROR_SPEC,
       "an escape in this text stands for a NUL or for no character at all");
  return NULL;
}

static json_t *scalar_to_json(Builder *builder, const struct fy_event *event) {
  g_autofree char *text = scalar_text(builder, event);
  Tag tag = read_tag(builder, event, event->scalar.tag);
  if (!text || tag == TAG_UNKNOWN) return NULL;
  bool plain = !event->scalar.value || fy_token_scalar_style(event->scalar.value) == FYSS_PLAIN;
  return tag == TAG_STRING || (tag == TAG_NONE && !plain) ? json_string(text)
                                                          : plain_to_json(builder, event, text);
}

/* ---- Anchors and aliases ---- */

static void measure(const json_t *json, size_t *n_values, int *depth) {
  int deepest = 0, below = 0;
  const char *key = NULL;
  json_t *member = NULL;
  *n_values += 1;
  if (json_is_object(json)) {
    json_object_foreach((json_t *)json, key, member) {
      measure(member, n_values, &below);
      deepest = MAX(deepest, below);
    }
  }
  for (size_t i = 0; i < json_array_size(json); i++) {
    measure(json_array_get(json, i), n_values, &below);
    deepest = MAX(deepest, below);
  }
  *depth = json_is_object(json) || json_is_array(json) ? deepest + 1 : 0;
}

static void anchor_free(gpointer data) {
  Anchor *anchor = data;
  json_decref(anchor->value);
  g_free(anchor);
}

/* Takes `name`, which may be NULL. */
static void remember(Builder *builder, char *name, json_t *value) {
  if (!name) return;
  Anchor *anchor = g_new0(Anchor, 1);
  anchor->value = json_incref(value);
  measure(value, &anchor->n_values, &anchor->depth);
  g_hash_table_replace(builder->anchors, name, anchor);
}

static json_t *alias_to_json(Builder *builder, const struct fy_event *event) {
  g_autofree char *name = token_text(event->alias.anchor);
  const Anchor *anchor = name ? g_hash_table_lookup(builder->anchors, name) : NULL;
  if (!anchor) {
    g_autofree char *shown = cairn_text_printable(name ? name : "", SHOWN_BYTES);
    fail(builder, event, CAIRN_ERROR_SPEC,
         "there is no complete value with the anchor '&%s' before this alias", shown);
    return NULL;
  }
  builder->n_copied += anchor->n_values;
  if (builder->n_copied > ALIAS_BUDGET) {
    fail(builder, event, CAIRN_ERROR_LIMIT, "aliases add more than %d values, which is the limit",
         ALIAS_BUDGET);
    return NULL;
  }
  if ((int)builder->open->len + anchor->depth > CAIRN_LIMIT_SPEC_DEPTH) {
    fail(builder, event, CAIRN_ERROR_LIMIT, "nested deeper than %d levels, which is the limit",
         CAIRN_LIMIT_SPEC_DEPTH);
    return NULL;
  }
  return json_deep_copy(anchor->value);
}

/* ---- The tree ---- */

static Open *innermost(Builder *builder) {
  return builder->open->len ? &g_array_index(builder->open, Open, builder->open->len - 1) : NULL;
}

static bool take_key(Builder *builder, Open *open, const struct fy_event *event) {
  if (event->type != FYET_SCALAR)
    return fail(builder, event, CAIRN_ERROR_SPEC,
                "expected the name of a member; only plain or quoted text can be one");
  g_autofree char *key = scalar_text(builder, event);
  if (!key) return false;
  if (json_object_get(open->container, key)) {
    g_autofree char *shown = cairn_text_printable(key, SHOWN_BYTES);
    return fail(builder, event, CAIRN_ERROR_SPEC, "'%s' occurs twice in this object; expected each name once",
                shown);
  }
  open->key = g_steal_pointer(&key);
  return true;
}

/* Puts a value, which it takes, where it belongs. The container keeps it; the result is borrowed. */
static bool put_value(Builder *builder, json_t *value) {
  Open *open = innermost(builder);
  if (!value) return false;
  if (!open) {
    builder->root = value;
    return true;
  }
  if (json_is_array(open->container)) return json_array_append_new(open->container, value) == 0;
  g_autofree char *key = g_steal_pointer(&open->key);
  return json_object_set_new(open->container, key, value) == 0;
}

static bool open_container(Builder *builder, const struct fy_event *event) {
  bool is_map = event->type == FYET_MAPPING_START;
  struct fy_token *tag = is_map ? event->mapping_start.tag : event->sequence_start.tag;
  if (read_tag(builder, event, tag) == TAG_UNKNOWN) return false;
  if (builder->open->len >= CAIRN_LIMIT_SPEC_DEPTH)
    return fail(builder, event, CAIRN_ERROR_LIMIT, "nested deeper than %d levels, which is the limit",
                CAIRN_LIMIT_SPEC_DEPTH);
  Open open = {.container = is_map ? json_object() : json_array()};
  open.anchor = token_text(is_map ? event->mapping_start.anchor : event->sequence_start.anchor);
  if (!put_value(builder, open.container)) return false;
  g_array_append_val(builder->open, open);
  return true;
}

static bool close_container(Builder *builder) {
  Open *open = innermost(builder);
  remember(builder, g_steal_pointer(&open->anchor), open->container);
  g_array_set_size(builder->open, builder->open->len - 1);
  return true;
}

static bool take_scalar(Builder *builder, const struct fy_event *event) {
  json_t *value = scalar_to_json(builder, event);
  if (value) remember(builder, token_text(event->scalar.anchor), value);
  return put_value(builder, value);
}

static bool take_event(Builder *builder, const struct fy_event *event) {
  Open *open = innermost(builder);
  switch (event->type) {
  case FYET_DOCUMENT_START:
    if (!builder->root) return true;
    return fail(builder, event, CAIRN_ERROR_SPEC, "a second document; expected one spec");
  case FYET_MAPPING_END:
  case FYET_SEQUENCE_END:
    return close_container(builder);
  case FYET_MAPPING_START:
  case FYET_SEQUENCE_START:
  case FYET_SCALAR:
  case FYET_ALIAS:
    break;
  default:
    return true;
  }
  if (open && json_is_object(open->container) && !open->key) return take_key(builder, open, event);
  if (event->type == FYET_SCALAR) return take_scalar(builder, event);
  if (event->type == FYET_ALIAS) return put_value(builder, alias_to_json(builder, event));
  return open_container(builder, event);
}

/* libfyaml's messages for the usual mistakes, in words that say what to do. */
static const char *explain_syntax(const char *message) {
  static const char *const known[][2] = {
      {"invalid multiline plain key",
       "this text goes on in the next line, where a ':' follows; expected the same indentation"},
      {"invalid nested block mapping on the same line",
       "a second ': ' in this line; expected quotes around a text that holds one"},
      {"wrongly indented double-quoted scalar",
       "this quoted text goes on in the next line; is its closing quote missing?"},
      {"wrongly indented single-quoted scalar",
       "this quoted text goes on in the next line; is its closing quote missing?"},
      {"tab character may not be used as indentation", "a tab; expected spaces for indentation"},
      {"flow sequence without a closing bracket", "a '[' before this is not closed; expected ']'"},
      {"flow mapping without a closing brace", "a '{' before this is not closed; expected '}'"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
    if (strcmp(message, known[i][0]) == 0) return known[i][1];
  return message;
}

static bool take_all(Builder *builder) {
  for (const struct fy_event *event; (event = cairn_events_next(builder->events)) != NULL;)
    if (!take_event(builder, event)) return false;
  size_t line = 0, column = 0;
  const char *syntax = cairn_events_error(builder->events, &line, &column);
  if (!syntax) return true;
  cairn_error_in_file(builder->error, CAIRN_ERROR_SPEC, builder->path, line, column, "%s",
                      explain_syntax(syntax));
  return false;
}

static void clear_open(gpointer data) {
  Open *open = data;
  g_free(open->key);
  g_free(open->anchor);
}

json_t *cairn_yaml_to_json(const char *text, size_t length, const char *path, GError **error) {
  g_autoptr(CairnEvents) events = cairn_events_new(text, length, false);
  Builder builder = {.text = text, .path = path, .events = events, .error = error};
  builder.open = g_array_new(FALSE, FALSE, sizeof(Open));
  g_array_set_clear_func(builder.open, clear_open);
  builder.anchors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, anchor_free);
  bool done = take_all(&builder);
  g_hash_table_unref(builder.anchors);
  g_array_unref(builder.open);
  if (done && builder.root) return builder.root;
  json_decref(builder.root);
  return done ? json_null() : NULL;
}
