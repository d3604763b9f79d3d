#include "describe/describe.h"

#include "describe/telling.h"

#include <math.h>
#include <string.h>

enum {
  MOST_SUBJECTS = 2,
  MOST_CHARTS = 3,
  MOST_MILESTONES = 3,
  MOST_ROWS = 100000, /* of more, only the ranges are told */
};

/* ---- Subjects ---- */

static size_t count_points(const CairnSubject *subject) {
  size_t n = 0;
  for (size_t i = 0; i < subject->n_units; i++) {
    const CairnTable *table = subject->tables[i];
    const CairnColumn *column = subject->value ? cairn_table_column(table, subject->values[i]->column) : NULL;
    bool counts_all = !subject->value || (column && column->facts && column->facts->all_finite);
    n += counts_all ? table->n_rows : 0;
    for (size_t row = 0; !counts_all && row < table->n_rows; row++) {
      n += isfinite(cairn_column_quantity(column, row)) != 0;
      cairn_column_leave(column, row);
    }
  }
  return n;
}

static size_t count_rows(const CairnSubject *subject) {
  size_t n = 0;
  for (size_t i = 0; i < subject->n_units; i++)
    n += subject->tables[i]->n_rows;
  return n;
}

static const char *tell_subject(const CairnTeller *teller, const CairnSubject *of) {
  CairnTelling subject = {.teller = teller, .subject = of, .n_points = count_points(of)};
  if (of->value) subject.value = cairn_told_field(teller, of->unit, of->value, of->units, of->n_units);
  if (of->along) subject.along = cairn_told_field(teller, of->unit, of->along, of->units, of->n_units);
  if (of->across) subject.across = cairn_told_field(teller, of->unit, of->across, of->units, of->n_units);
  subject.along.is_place = subject.across.is_place = true;
  if (of->value_end && !of->is_composite) {
    CairnToldField end = cairn_told_field(teller, of->unit, of->value_end, of->units, of->n_units);
    if (strcmp(end.title, subject.value.title) != 0) subject.value.title = cairn_tell(teller, CAIRN_PHRASE_TO, subject.value.title, end.title, NULL, NULL);
  }
  if (of->value && count_rows(of) <= MOST_ROWS) subject.series = cairn_told_series(teller, of, &subject.n_series);
  const char *what = cairn_tell_sentence(teller, cairn_telling_what(&subject));
  const char *facts = subject.n_points ? cairn_telling_facts(&subject) : NULL;
  size_t n_told = cairn_telling_count(&subject);
  bool is_single = subject.n_points == 1 && (of->kind == CAIRN_SUBJECT_SCATTER || of->kind == CAIRN_SUBJECT_EVENTS);
  bool starts_with_name = is_single || (n_told > 1 && n_told <= CAIRN_MOST_COURSES && of->kind == CAIRN_SUBJECT_COURSE);
  return cairn_tell_paragraph(teller, what, cairn_tell_sentence(teller, starts_with_name ? facts : cairn_tell_capitalised(teller, facts)));
}

static const char *tell_view(const CairnTeller *teller, const CairnDescribeInput *input, const CairnView *view) {
  CairnSubject subjects[MOST_SUBJECTS];
  size_t n = cairn_subjects_find(teller->arena, view, input->cell_names, input->skips, subjects, MOST_SUBJECTS);
  const char *text = n ? NULL : cairn_tell_sentence(teller, teller->phrases[CAIRN_PHRASE_KIND_CHART]);
  for (size_t i = 0; i < n; i++)
    text = cairn_tell_paragraph(teller, text, tell_subject(teller, &subjects[i]));
  return text;
}

/* ---- Several charts ---- */

static void collect_charts(const CairnView *view, GPtrArray *out) {
  if (view->kind != CAIRN_VIEW_CONCAT) {
    g_ptr_array_add(out, (void *)view);
    return;
  }
  for (size_t i = 0; i < view->n_children; i++)
    collect_charts(view->children[i], out);
}

static const char *tell_charts(const CairnTeller *teller, const CairnDescribeInput *input) {
  g_autoptr(GPtrArray) charts = g_ptr_array_new();
  collect_charts(input->model->view, charts);
  const char *text = NULL;
  if (charts->len > 1) text = cairn_tell_sentence(teller, cairn_tell(teller, CAIRN_PHRASE_CHARTS, cairn_tell_count(teller, charts->len), NULL, NULL, NULL));
  for (size_t i = 0; i < MIN(charts->len, (size_t)MOST_CHARTS); i++)
    text = cairn_tell_paragraph(teller, text, tell_view(teller, input, charts->pdata[i]));
  return text;
}

/* ---- Milestones ---- */

static double date_of(const CairnToldMilestone *milestone) {
  const CairnChannelDef *x = milestone->unit->channels[CAIRN_X];
  const CairnColumn *column = cairn_channel_def_is_field(x) ? cairn_table_column(milestone->unit->table, x->column) : NULL;
  return column ? cairn_column_quantity(column, milestone->row) : NAN;
}

static int by_date(const void *a, const void *b) {
  const CairnToldMilestone *x = *(const CairnToldMilestone *const *)a, *y = *(const CairnToldMilestone *const *)b;
  double dx = date_of(x), dy = date_of(y);
  if (dx < dy || dx > dy) return dx < dy ? -1 : 1;
  return x < y ? -1 : x > y;
}

static const char *tell_milestone(const CairnTeller *teller, const CairnToldMilestone *milestone) {
  const CairnView *unit = milestone->unit;
  const char *text = cairn_tell_name(teller, milestone->text);
  const CairnChannelDef *x = unit->channels[CAIRN_X];
  if (isnan(date_of(milestone)) || x->type != CAIRN_TEMPORAL || cairn_json_get(unit->model->usermeta, "dateFormat")) return text;
  CairnToldField field = cairn_told_field(teller, unit, x, &unit, 1);
  return cairn_tell(teller, CAIRN_PHRASE_AT, text, cairn_tell_single_date(teller, &field, date_of(milestone)), NULL, NULL);
}

static const char *tell_milestones(const CairnTeller *teller, const CairnDescribeInput *input) {
  size_t n = input->n_milestones;
  if (!n) return NULL;
  const CairnToldMilestone **sorted = cairn_arena_array(teller->arena, n, const CairnToldMilestone *);
  for (size_t i = 0; i < n; i++)
    sorted[i] = &input->milestones[i];
  qsort(sorted, n, sizeof *sorted, by_date);
  if (n > MOST_MILESTONES)
    return cairn_tell(teller, CAIRN_PHRASE_MANY_MILESTONES, cairn_tell_count(teller, n), tell_milestone(teller, sorted[0]),
                      tell_milestone(teller, sorted[n - 1]), NULL);
  const char **texts = cairn_arena_array(teller->arena, n, const char *);
  for (size_t i = 0; i < n; i++)
    texts[i] = tell_milestone(teller, sorted[i]);
  return cairn_tell(teller, CAIRN_PHRASE_MILESTONES, cairn_tell_list(teller, texts, n, n), NULL, NULL, NULL);
}

const char *cairn_describe(const CairnDescribeInput *input) {
  const CairnLocale *locale = cairn_locale_or_us(input->model->locale);
  CairnTeller teller = {input->arena, locale, input->zone, cairn_phrases_of(locale->language)};
  const char *text = tell_charts(&teller, input);
  return cairn_tell_paragraph(&teller, text, cairn_tell_sentence(&teller, cairn_tell_capitalised(&teller, tell_milestones(&teller, input))));
}
