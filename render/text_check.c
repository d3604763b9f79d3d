#include "text_check.h"

#include "font/shape.h"
#include "scene/bounds.h"
#include "spec/view.h"

#include <string.h>

enum { MOST_CHARACTERS = 5 }; /* that are named */

typedef struct Check {
  const CairnChart *chart;
  const CairnWarnings *warnings;
  GHashTable *families;   /* that were seen; borrowed texts */
  GHashTable *characters; /* that were told */
} Check;

/* ---- Families ---- */

/* The object of the spec with a member "font", "labelFont", ... of that value, and its key. */
static const json_t *find_font(const json_t *node, const char *family, const char **key) {
  const char *name;
  json_t *value;
  size_t index;
  json_object_foreach((json_t *)node, name, value) {
    bool is_font = json_is_string(value) && g_str_has_suffix(name, "ont") && strcmp(json_string_value(value), family) == 0;
    if (is_font) *key = name;
    const json_t *found = is_font ? node : find_font(value, family, key);
    if (found) return found;
  }
  json_array_foreach((json_t *)node, index, value) {
    const json_t *found = find_font(value, family, key);
    if (found) return found;
  }
  return NULL;
}

static void check_family(Check *check, const char *family) {
  CairnTextMeasurer *measurer = check->chart->measurer;
  if (!g_hash_table_add(check->families, (void *)family) || !cairn_text_family_is_missing(measurer, family)) return;
  const char *key = NULL;
  const json_t *node = find_font(check->chart->spec->root, family, &key);
  g_autofree char *shown = cairn_text_printable(family, 60);
  cairn_warn_at(check->warnings, node, key, "no font of the family \"%s\" is installed, nor in the folder of --font-dir; %s stands in for it", shown,
                cairn_text_family(measurer, family));
}

/* ---- Characters ---- */

static void check_line(Check *check, const CairnFont *font, const char *line) {
  CairnTextMeasurer *measurer = check->chart->measurer;
  if (!line || !*line || cairn_text_is_plain(cairn_text_face(measurer, font), line)) return;
  g_autofree uint32_t *missing = cairn_shape_missing(measurer, font, line);
  for (size_t i = 0; missing[i]; i++) {
    if (g_hash_table_size(check->characters) >= MOST_CHARACTERS) return;
    if (!g_hash_table_add(check->characters, GUINT_TO_POINTER(missing[i]))) continue;
    char shown[8] = {0};
    g_unichar_to_utf8(missing[i], shown);
    cairn_warn_at(check->warnings, NULL, NULL, "no font has the character \"%s\" (U+%04X); --font-dir can give a folder with one that has",
                  g_unichar_isprint(missing[i]) ? shown : "", (unsigned)missing[i]);
  }
}

static void check_mark(Check *check, const CairnMark *mark) {
  if (mark->kind != CAIRN_TEXT) return;
  for (size_t i = 0; i < mark->n; i++) {
    const CairnTextItem *text = &mark->items[i].text;
    if (!text->font) continue;
    if (text->font->family) check_family(check, text->font->family);
    for (size_t line = 0; line < text->n_lines; line++)
      check_line(check, text->font, cairn_text_shown(text)[line]);
  }
}

static void check_group(Check *check, const CairnGroup *group) {
  for (size_t i = 0; i < group->n; i++) {
    if (group->children[i].mark) check_mark(check, group->children[i].mark);
    if (group->children[i].group) check_group(check, group->children[i].group);
  }
}

void cairn_text_check(const CairnChart *chart, const CairnWarnings *warnings) {
  Check check = {chart, warnings, g_hash_table_new(g_str_hash, g_str_equal), g_hash_table_new(g_direct_hash, g_direct_equal)};
  check_group(&check, chart->scene->page);
  g_hash_table_unref(check.families);
  g_hash_table_unref(check.characters);
}
