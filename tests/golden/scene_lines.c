/* scene_lines < SCENE: what `cairn inspect` prints, laid out so that a change shows as changed lines: one
 * item, axis or legend entry a line. */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static bool has_object(const json_t *node) {
  const char *key;
  json_t *member;
  size_t i;
  json_array_foreach(node, i, member) if (json_is_object(member) || has_object(member)) return true;
  json_object_foreach((json_t *)node, key,
                      member) if (json_is_object(member) || has_object(member)) return true;
  return false;
}

static void print_flat(const json_t *node) {
  char *text = json_dumps(node, JSON_ENCODE_ANY | JSON_REAL_PRECISION(12));
  fputs(text, stdout);
  free(text);
}

static void begin_member(size_t i, int depth) {
  printf("%s\n%*s", i ? "," : "", 2 * depth, "");
}

static void print_node(const json_t *node, int depth) {
  if (!has_object(node)) {
    print_flat(node);
    return;
  }
  const char *key;
  json_t *member;
  size_t i = 0;
  bool is_array = json_is_array(node);
  putchar(is_array ? '[' : '{');
  json_array_foreach(node, i, member) {
    begin_member(i, depth + 1);
    print_node(member, depth + 1);
  }
  json_object_foreach((json_t *)node, key, member) {
    begin_member(i++, depth + 1);
    printf("\"%s\": ", key);
    print_node(member, depth + 1);
  }
  begin_member(0, depth);
  putchar(is_array ? ']' : '}');
}

int main(void) {
  json_error_t error;
  json_t *scene = json_loadf(stdin, 0, &error);
  if (!scene) {
    fprintf(stderr, "<stdin>:%d:%d: %s\n", error.line, error.column, error.text);
    return 1;
  }
  /* How long the search for places took is no part of the picture. */
  json_object_del(json_object_get(scene, "labelling"), "work");
  print_node(scene, 0);
  putchar('\n');
  json_decref(scene);
  return 0;
}
