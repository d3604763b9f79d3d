#include "table/table.h"

#include <string.h>

/* The state of splitting one path; `text` collects the part that is being read, without escapes. */
typedef struct Splitter {
  CairnArena *arena;
  const char *at;
  GPtrArray *parts;
  GString *text;
} Splitter;

static void push_part(Splitter *splitter) {
  g_ptr_array_add(splitter->parts,
                  cairn_arena_strndup(splitter->arena, splitter->text->str, splitter->text->len));
  g_string_truncate(splitter->text, 0);
}

/* One character, or the one that a backslash protects. */
static void take_character(Splitter *splitter) {
  if (*splitter->at == '\\' && splitter->at[1]) splitter->at++;
  g_string_append_c(splitter->text, *splitter->at++);
}

/* `[...]`, with the name bare or in quotes; false when it does not close. */
static bool take_bracket(Splitter *splitter) {
  splitter->at++;
  char quote = *splitter->at == '"' || *splitter->at == '\'' ? *splitter->at++ : 0;
  char end = quote ? quote : ']';
  while (*splitter->at && *splitter->at != end)
    take_character(splitter);
  if (!*splitter->at) return false;
  push_part(splitter);
  splitter->at++;
  if (!quote) return true;
  return *splitter->at++ == ']';
}

/* A whole path in quotes is one name. */
static bool take_quoted(Splitter *splitter) {
  char quote = *splitter->at++;
  while (*splitter->at && *splitter->at != quote)
    take_character(splitter);
  if (!*splitter->at) return false;
  splitter->at++;
  push_part(splitter);
  return true;
}

static bool take_parts(Splitter *splitter) {
  if (*splitter->at == '"' || *splitter->at == '\'') {
    if (!take_quoted(splitter)) return false;
  }
  while (*splitter->at) {
    if (*splitter->at == '.') {
      if (splitter->text->len) push_part(splitter);
      splitter->at++;
    } else if (*splitter->at == '[') {
      if (splitter->text->len) push_part(splitter);
      if (!take_bracket(splitter)) return false;
    } else if (*splitter->at == ']') {
      return false;
    } else {
      take_character(splitter);
    }
  }
  if (splitter->text->len) push_part(splitter);
  return true;
}

const char *const *cairn_field_split(CairnArena *arena, const char *field) {
  g_autoptr(GPtrArray) parts = g_ptr_array_new();
  g_autoptr(GString) text = g_string_new(NULL);
  Splitter splitter = {.arena = arena, .at = field, .parts = parts, .text = text};
  if (!take_parts(&splitter)) return NULL;
  if (parts->len == 0) push_part(&splitter);
  const char **copy = cairn_arena_array(arena, parts->len + 1, const char *);
  for (size_t i = 0; i < parts->len; i++)
    copy[i] = parts->pdata[i];
  return copy;
}

/* What has a meaning in paths, and so belongs to a name only behind a backslash. */
static const char special[] = ".[]\\\"'";

/* Most fields are plain names, for which nothing has to be split. */
static bool is_plain(const char *field) {
  return field[strcspn(field, special)] == '\0';
}

static const char *join_parts(CairnArena *arena, const char *const *parts) {
  if (!parts[1]) return parts[0];
  g_autofree char *joined = g_strjoinv(".", (char **)parts);
  return cairn_arena_strdup(arena, joined);
}

const char *cairn_field_flat_name(CairnArena *arena, const char *field) {
  if (is_plain(field)) return field;
  const char *const *parts = cairn_field_split(arena, field);
  return parts ? join_parts(arena, parts) : field;
}

const char *cairn_field_escape(CairnArena *arena, const char *name) {
  if (is_plain(name)) return name;
  g_autoptr(GString) path = g_string_new(NULL);
  for (; *name; name++) {
    if (strchr(special, *name)) g_string_append_c(path, '\\');
    g_string_append_c(path, *name);
  }
  return cairn_arena_strndup(arena, path->str, path->len);
}

static const CairnColumn *nested_column(const CairnTable *table, const CairnColumn *root,
                                        const char *const *path, const char *name) {
  CairnValue *values = cairn_arena_array(table->arena, table->n_rows, CairnValue);
  for (size_t i = 0; i < table->n_rows; i++) {
    values[i] = cairn_column_value(root, i);
    for (const char *const *part = path; *part; part++)
      values[i] = cairn_value_member(values[i], *part);
  }
  return cairn_column_from_values(table->arena, name, values, table->n_rows);
}

const CairnColumn *cairn_table_field(const CairnTable *table, const char *field) {
  if (is_plain(field)) return cairn_table_column(table, field);
  const char *const *parts = cairn_field_split(table->arena, field);
  if (!parts) return NULL;
  const char *name = join_parts(table->arena, parts);
  const CairnColumn *flat = cairn_table_column(table, name);
  if (flat) return flat;
  const CairnColumn *root = cairn_table_column(table, parts[0]);
  return root ? nested_column(table, root, parts + 1, name) : NULL;
}
