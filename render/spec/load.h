/* A spec from a file or from memory, as JSON or YAML. */
#pragma once

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct CairnSpec {
  json_t *root;   /* an object; a tree: no container occurs twice */
  char *path;     /* for messages: as given, "<stdin>" for "-" */
  char *base_dir; /* what data.url is relative to; "" is the working folder */
  char *text;     /* without a byte order mark; UTF-8, terminated */
  size_t length;
  bool is_json; /* else YAML */
  struct CairnTextMap *text_map; /* of the text, from the first time that a place is asked for */
} CairnSpec;

/* Loads `path`, or standard input for "-". A name that ends in .yaml or .yml is read as YAML 1.2, one in
 * .json as JSON, and any other as JSON if the text begins with a brace. Strict: duplicate keys, comments and
 * trailing commas in JSON, aliases that would grow the tree beyond measure and nesting deeper than
 * CAIRN_LIMIT_SPEC_DEPTH are errors. Errors carry path, line and column. */
CairnSpec *cairn_spec_load_file(const char *path, GError **error);

/* The same from text[0..length); `name` stands for the path (also for the rules on endings), the base is the
 * working folder. */
CairnSpec *cairn_spec_load_text(const char *text, size_t length, const char *name, GError **error);

void cairn_spec_free(CairnSpec *spec);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnSpec, cairn_spec_free)

/* Completes the place of an error that knows its node (a container in spec->root): path, line, column and
 * JSON pointer. The line and column are those of the member's value, or of its key if the value is empty, or
 * of the node if it has no such member; with an offset, those of that byte of a string value where it stands
 * in the text as it is. An error without node gets the spec's path; one that has a path already, or is of
 * another domain, is left alone. `error` may be NULL. */
void cairn_spec_locate(CairnSpec *spec, GError *error);

/* Is `node` a container of the tree as it was written? Those that normalisation makes are not. */
bool cairn_spec_has(const CairnSpec *spec, const json_t *node);
