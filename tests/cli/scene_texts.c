/* scene_texts < SCENE: the texts that a reader sees, out of what `cairn inspect` prints; one a line. */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Members whose strings are shown, in whatever object of the scene they stand. */
static bool is_shown(const char *key) {
  static const char *const keys[] = {"title", "titles", "labels", "label", "text"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (strcmp(key, keys[i]) == 0) return true;
  return false;
}

static void print_texts(const json_t *node, bool shown) {
  const char *key;
  json_t *member;
  size_t i;
  if (json_is_string(node) && shown) {
    for (const char *c = json_string_value(node); *c; c++)
      putchar(*c == '\n' ? ' ' : *c);
    putchar('\n');
  }
  json_array_foreach(node, i, member) print_texts(member, shown);
  json_object_foreach((json_t *)node, key, member) print_texts(member, is_shown(key));
}

int main(void) {
  json_error_t error;
  json_t *scene = json_loadf(stdin, 0, &error);
  if (!scene) {
    fprintf(stderr, "<stdin>:%d:%d: %s\n", error.line, error.column, error.text);
    return 1;
  }
  print_texts(scene, false);
  json_decref(scene);
  return 0;
}
