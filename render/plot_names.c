#include "plot_names.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
  LINE_PX = 11,    /* from one name to the next, at least */
  NAME_PX = 15,    /* ... and where the figure may grow */
  SLANTED_PX = 15, /* the same for slanted names, along the axis */
  MOST_LINES = 7,  /* of a name that is broken */
  TEXT_LINE_PX = 13,
  PLOT_HEIGHT = 500, /* px of a figure whose height is not given, unless names need more */
  HIGHEST_PX = 4000,
};

/* Of the figure's width, for names beside the plot. */
#define NAMES_SHARE 0.35

/* Characters of a text, and of its longest word. */
static size_t longest_word(const char *text, size_t *n_characters) {
  size_t longest = 0, length = 0;
  *n_characters = (size_t)g_utf8_strlen(text, -1);
  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    length = g_unichar_isspace(g_utf8_get_char(at)) ? 0 : length + 1;
    longest = MAX(longest, length);
  }
  return longest;
}

const char **cairn_plot_values(CairnArena *arena, const CairnColumn *column, size_t n_rows, size_t *n) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  const char **values = cairn_arena_array(arena, n_rows, const char *);
  *n = 0;
  for (size_t row = 0; row < n_rows; row++) {
    const char *text = cairn_plot_text(arena, column, row);
    if (*text && g_hash_table_add(seen, (gpointer)text)) values[(*n)++] = text;
  }
  return values;
}

CairnPlotNames cairn_plot_names(CairnArena *arena, const CairnTable *table, const CairnColumn *column) {
  CairnPlotNames names = {0};
  if (strcmp(cairn_plot_type(column), "nominal") != 0) return names;
  names.texts = cairn_plot_values(arena, column, table->n_rows, &names.n);
  for (size_t i = 0; i < names.n; i++) {
    size_t n_characters;
    names.longest_word = MAX(names.longest_word, longest_word(names.texts[i], &n_characters));
    names.longest = MAX(names.longest, n_characters);
  }
  return names;
}

/* ---- Room ---- */

double cairn_plot_inner_width(const CairnPlot *plot) {
  return (plot->width > 0 ? plot->width : 800) - CAIRN_PLOT_AROUND;
}

double cairn_plot_height(const CairnPlot *plot, const CairnPlotNames *y) {
  if (plot->height > 0) return plot->height;
  double wanted = y->n ? CAIRN_PLOT_AROUND + NAME_PX * (double)y->n : 0;
  return fmin(fmax(wanted, PLOT_HEIGHT), HIGHEST_PX);
}

bool cairn_plot_has_room_on_x(const CairnPlot *plot, const CairnPlotNames *names) {
  return names->n == 0 || cairn_plot_inner_width(plot) >= LINE_PX * (double)names->n;
}

bool cairn_plot_has_room_on_y(const CairnPlot *plot, const CairnPlotNames *names) {
  return names->n == 0 || cairn_plot_height(plot, names) - CAIRN_PLOT_AROUND >= LINE_PX * (double)names->n;
}

/* ---- Labels ---- */

/* A name on lines of at most `most` characters, where its words allow that. */
static json_t *wrap(const char *name, size_t most) {
  g_auto(GStrv) words = g_strsplit(name, " ", -1);
  json_t *lines = json_array();
  g_autoptr(GString) line = g_string_new(NULL);
  for (char **word = words; *word; word++) {
    size_t length = (size_t)g_utf8_strlen(line->str, -1) + 1 + (size_t)g_utf8_strlen(*word, -1);
    if (line->len && length > most) {
      json_array_append_new(lines, json_string(line->str));
      g_string_truncate(line, 0);
    }
    if (line->len) g_string_append_c(line, ' ');
    g_string_append(line, *word);
  }
  json_array_append_new(lines, json_string(line->str));
  return lines;
}

/* Labels of the names on lines, as an expression; NULL where one takes more lines than fit. */
static char *wrapped_labels(const CairnPlotNames *names, size_t most, size_t lines_there_are) {
  json_t *labels = json_object();
  size_t most_lines = 0;
  for (size_t i = 0; i < names->n; i++) {
    json_t *lines = wrap(names->texts[i], most);
    most_lines = MAX(most_lines, json_array_size(lines));
    json_object_set_new(labels, names->texts[i], lines);
  }
  char *object = json_dumps(labels, JSON_COMPACT),
       *expression = most_lines <= lines_there_are ? g_strdup_printf("%s[datum.label]", object) : NULL;
  free(object);
  json_decref(labels);
  return expression;
}

void cairn_plot_label_names_on_x(const CairnPlot *plot, const CairnPlotNames *names, json_t *axis) {
  double place = cairn_plot_inner_width(plot) / (double)MAX(names->n, 1),
         characters = place / CAIRN_PLOT_CHARACTER - 1;
  bool level = (double)names->longest <= characters;
  bool may_break = !level && (double)names->longest_word <= characters;
  g_autofree char *broken = may_break ? wrapped_labels(names, (size_t)characters, MOST_LINES) : NULL;
  int angle = level || broken ? 0 : place >= SLANTED_PX ? -40 : -90;
  json_object_set_new(axis, "labelAngle", json_integer(angle));
  json_object_set_new(axis, "labelLimit", json_integer(CAIRN_PLOT_LONGEST));
  if (broken) json_object_set_new(axis, "labelExpr", json_string(broken));
  /* Boxes around slanted texts overlap where the texts do not. */
  json_object_set_new(axis, "labelOverlap", json_boolean(place < LINE_PX));
}

/* Lines go down from where a single one stands: names on several ones are raised by half of what they have
 * more. */
static void centre(const CairnPlotNames *names, size_t most, size_t n_lines, json_t *axis) {
  json_t *conditions = json_array();
  for (size_t k = 2; k <= n_lines; k++) {
    json_t *raised = json_array();
    for (size_t i = 0; i < names->n; i++) {
      json_t *lines = wrap(names->texts[i], most);
      if (json_array_size(lines) == k) json_array_append_new(raised, json_string(names->texts[i]));
      json_decref(lines);
    }
    char *list = json_dumps(raised, JSON_COMPACT);
    g_autofree char *test = g_strdup_printf("indexof(%s, datum.value) >= 0", list);
    if (json_array_size(raised))
      json_array_append_new(
          conditions, json_pack("{s:s,s:f}", "test", test, "value", -TEXT_LINE_PX * (double)(k - 1) / 2));
    free(list);
    json_decref(raised);
  }
  json_object_set_new(axis, "labelOffset", json_pack("{s:o,s:i}", "condition", conditions, "value", 0));
}

void cairn_plot_label_names_on_y(const CairnPlot *plot, const CairnPlotNames *names, json_t *axis) {
  double most_px = fmin(CAIRN_PLOT_LONGEST, NAMES_SHARE * cairn_plot_inner_width(plot));
  double place_px = (cairn_plot_height(plot, names) - CAIRN_PLOT_AROUND) / (double)MAX(names->n, 1);
  size_t characters = (size_t)(most_px / CAIRN_PLOT_CHARACTER),
         n_lines = (size_t)fmax((place_px - 2) / TEXT_LINE_PX, 1);
  json_object_set_new(axis, "labelLimit", json_integer(CAIRN_PLOT_LONGEST));
  json_object_set_new(axis, "labelOverlap", json_boolean(!cairn_plot_has_room_on_y(plot, names)));
  if (names->longest <= characters) return;
  g_autofree char *broken = NULL;
  while (characters <= CAIRN_PLOT_LONGEST / CAIRN_PLOT_CHARACTER &&
         !(broken = wrapped_labels(names, characters, n_lines)))
    characters += 4;
  if (!broken) return;
  json_object_set_new(axis, "labelExpr", json_string(broken));
  centre(names, characters, n_lines, axis);
}
