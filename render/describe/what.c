#include "describe/telling.h"

#include <math.h>
#include <string.h>

static const char *appended(CairnArena *arena, const char *a, const char *b) {
  return cairn_arena_printf(arena, "%s%s", a, b);
}

/* Names of texts that differ, in their order. */
typedef struct Names {
  GPtrArray *list;
  GHashTable *seen;
} Names;

static Names names_new(void) {
  return (Names){g_ptr_array_new(), g_hash_table_new(g_str_hash, g_str_equal)};
}

static void names_add(Names *names, const char *name) {
  if (name && g_hash_table_add(names->seen, (char *)name)) g_ptr_array_add(names->list, (char *)name);
}

static void names_clear(Names *names) {
  g_ptr_array_unref(names->list);
  g_hash_table_unref(names->seen);
}

static const char *list_of(const CairnTelling *subject, const Names *names) {
  return cairn_tell_list(subject->teller, (const char *const *)names->list->pdata, names->list->len, CAIRN_MOST_NAMES);
}

/* Names of the places in all series, as far as they are listed and beyond that how many. */
static const char *list_places(const CairnTelling *subject) {
  Names names = names_new();
  for (size_t i = 0; i < subject->n_series; i++)
    for (size_t k = 0; k < subject->series[i].n_points; k++)
      if (!isnan(subject->series[i].points[k].value)) names_add(&names, cairn_telling_place(subject, &subject->series[i].points[k]));
  const char *list = names.list->len ? list_of(subject, &names) : NULL;
  names_clear(&names);
  return list;
}

static const char *with_panels(const CairnTelling *subject, const char *text) {
  const CairnSubject *of = subject->subject;
  if (!of->cells) return text;
  const char *list = cairn_tell_list(subject->teller, of->cells, of->n_cells, CAIRN_MOST_NAMES);
  return appended(subject->teller->arena, text, cairn_telling_phrase(subject, CAIRN_PHRASE_PANELS, cairn_tell_count(subject->teller, of->n_cells), list, NULL));
}

/* The series by their own names, without those of the panels. */
static const char *with_series(const CairnTelling *subject, const char *text) {
  const CairnSubject *of = subject->subject;
  if (!of->n_series || !subject->series) return text;
  Names names = names_new();
  for (size_t i = 0; i < subject->n_series; i++) {
    if (!subject->series[i].n_points) continue;
    const CairnToldPoint *point = &subject->series[i].points[0];
    const char *name = NULL;
    for (size_t k = 0; k < of->n_series; k++) {
      CairnToldField field = cairn_told_field(subject->teller, of->unit, of->series[k], of->units, of->n_units);
      const char *part = cairn_tell_cell(subject->teller, &field, point->table, point->row);
      name = name ? cairn_telling_phrase(subject, CAIRN_PHRASE_COMMA, name, part, NULL) : part;
    }
    names_add(&names, name);
  }
  if (names.list->len > 1) {
    const char *n = cairn_tell_count(subject->teller, names.list->len);
    text = appended(subject->teller->arena, text, cairn_telling_phrase(subject, CAIRN_PHRASE_SERIES, n, list_of(subject, &names), NULL));
  }
  names_clear(&names);
  return text;
}

/* Where the series begin and end. */
static const char *with_span(const CairnTelling *subject, const char *text) {
  const CairnToldSeries *first = NULL, *last = NULL;
  for (size_t i = 0; i < subject->n_series; i++) {
    const CairnToldSeries *series = &subject->series[i];
    if (!series->n) continue;
    if (!first || series->first.along < first->first.along) first = series;
    if (!last || series->last.along > last->last.along) last = series;
  }
  if (!first) return text;
  const char *from = cairn_telling_place(subject, &first->first), *to = cairn_telling_place(subject, &last->last);
  if (strcmp(from, to) == 0) return text;
  return appended(subject->teller->arena, text, cairn_telling_phrase(subject, CAIRN_PHRASE_SPAN, from, to, NULL));
}

static const char *tell_kind(const CairnTelling *subject) {
  const CairnSubject *of = subject->subject;
  const char *kind = subject->teller->phrases[of->name];
  if (of->kind == CAIRN_SUBJECT_GRID)
    return cairn_tell(subject->teller, CAIRN_PHRASE_OF_BY_AND, kind, subject->value.title, subject->along.title, subject->across.title);
  const char *what = of->value ? subject->value.title : of->across ? subject->across.title : NULL;
  if (!of->along) return what ? cairn_telling_phrase(subject, CAIRN_PHRASE_OF, kind, what, NULL) : kind;
  if (!what) return cairn_telling_phrase(subject, CAIRN_PHRASE_OF, kind, subject->along.title, NULL);
  return cairn_telling_phrase(subject, of->kind == CAIRN_SUBJECT_SCATTER ? CAIRN_PHRASE_AGAINST : CAIRN_PHRASE_OF_BY, kind, what, subject->along.title);
}

const char *cairn_telling_what(const CairnTelling *subject) {
  const char *text = tell_kind(subject);
  CairnArena *arena = subject->teller->arena;
  if (!subject->n_points) return appended(arena, text, cairn_telling_phrase(subject, CAIRN_PHRASE_LIST, subject->teller->phrases[CAIRN_PHRASE_NO_DATA], NULL, NULL));
  if (subject->series && subject->subject->kind == CAIRN_SUBJECT_COURSE) text = with_span(subject, text);
  bool has_places = subject->series && subject->subject->along && subject->subject->kind == CAIRN_SUBJECT_CATEGORIES;
  const char *places = has_places ? list_places(subject) : NULL;
  if (places) text = cairn_telling_phrase(subject, CAIRN_PHRASE_AT, text, places, NULL);
  return with_panels(subject, with_series(subject, text));
}
