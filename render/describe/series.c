#include "describe/series.h"

#include <math.h>
#include <string.h>

/* ---- Reading ---- */

typedef struct Reader {
  const CairnTeller *teller;
  const CairnSubject *subject;
  GHashTable *index; /* name -> position + 1 */
  GPtrArray *names;
  GPtrArray *points; /* a GArray of CairnToldPoint for each series */
} Reader;

/* "cell, series": what tells a row's series from the others. */
static const char *series_name(const Reader *reader, size_t unit, const CairnToldField *fields, size_t row) {
  const CairnSubject *subject = reader->subject;
  const CairnTable *table = subject->tables[unit];
  const char *name = subject->cell_of[unit];
  for (size_t i = 0; i < subject->n_series; i++) {
    const char *part = cairn_tell_cell(reader->teller, &fields[i], table, row);
    name = name ? cairn_tell(reader->teller, CAIRN_PHRASE_COMMA, name, part, NULL, NULL) : part;
  }
  return name;
}

static GArray *points_of(Reader *reader, const char *name) {
  const char *key = name ? name : "";
  size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(reader->index, key));
  if (found) return reader->points->pdata[found - 1];
  GArray *points = g_array_new(FALSE, FALSE, sizeof(CairnToldPoint));
  g_ptr_array_add(reader->points, points);
  g_ptr_array_add(reader->names, (char *)name);
  g_hash_table_insert(reader->index, (char *)key, GSIZE_TO_POINTER(reader->points->len));
  return points;
}

/* What the texts of a single field lead to, so that names are made once. Rows of a series often follow each other. */
typedef struct Known {
  GHashTable *points; /* text -> GArray */
  const char *last_text;
  GArray *last;
} Known;

/* The same for a row. */
static GArray *points_at(Reader *reader, size_t unit, const CairnToldField *fields, Known *known, size_t row) {
  const CairnSubject *subject = reader->subject;
  const CairnColumn *column = subject->n_series == 1 ? cairn_table_column(subject->tables[unit], subject->series[0]->column) : NULL;
  bool is_text = column && column->type == CAIRN_COLUMN_STRING && cairn_column_state(column, row) == CAIRN_CELL_PRESENT;
  const char *key = is_text ? column->strings[row] : subject->n_series ? NULL : "";
  if (key && key == known->last_text) return known->last;
  GArray *points = key ? g_hash_table_lookup(known->points, key) : NULL;
  if (!points) {
    points = points_of(reader, series_name(reader, unit, fields, row));
    if (key) g_hash_table_insert(known->points, (char *)key, points);
  }
  known->last_text = key;
  known->last = points;
  return points;
}

static void add_point(GArray *points, const CairnTable *table, size_t row, double along, double value) {
  CairnToldPoint point = {value, along, table, row, points->len};
  g_array_append_val(points, point);
}

static void read_unit(Reader *reader, size_t index) {
  const CairnSubject *subject = reader->subject;
  const CairnView *unit = subject->units[index];
  const CairnTable *table = subject->tables[index];
  const CairnColumn *value = cairn_table_column(table, subject->values[index]->column);
  const CairnChannelDef *value_end = subject->value_ends[index];
  const CairnColumn *end = value_end ? cairn_table_column(table, value_end->column) : NULL;
  const CairnColumn *along = subject->along ? cairn_table_column(table, subject->along->column) : NULL;
  bool has_order = subject->kind == CAIRN_SUBJECT_COURSE || subject->kind == CAIRN_SUBJECT_SCATTER || (subject->along && subject->along->bin);
  CairnToldField fields[CAIRN_SUBJECT_SERIES_FIELDS];
  for (size_t i = 0; i < subject->n_series; i++)
    fields[i] = cairn_told_field(reader->teller, unit, subject->series[i], &unit, 1);
  Known known = {.points = g_hash_table_new(g_str_hash, g_str_equal)};
  for (size_t row = 0; row < table->n_rows; row++) {
    double place = has_order ? cairn_column_quantity(along, row) : NAN;
    if (has_order && !isfinite(place)) continue;
    GArray *into = points_at(reader, index, fields, &known, row);
    double number = cairn_column_quantity(value, row);
    add_point(into, table, row, place, isfinite(number) ? number : NAN);
    double other = end ? cairn_column_quantity(end, row) : NAN;
    if (isfinite(other)) add_point(into, table, row, place, other);
  }
  g_hash_table_unref(known.points);
}

/* ---- Facts ---- */

static int by_along(const void *a, const void *b) {
  const CairnToldPoint *x = a, *y = b;
  if (x->along < y->along || x->along > y->along) return x->along < y->along ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

/* Most data come in order. */
static void sort_points(CairnToldSeries *series) {
  size_t i = 1;
  while (i < series->n_points && by_along(&series->points[i - 1], &series->points[i]) <= 0)
    i++;
  if (i < series->n_points) qsort(series->points, series->n_points, sizeof *series->points, by_along);
}

static bool same_place(const CairnSubject *subject, const CairnToldPoint *a, const CairnToldPoint *b) {
  if (isfinite(a->along)) return a->along == b->along;
  if (!subject->along || a->table != b->table) return a->row == b->row;
  const CairnColumn *column = cairn_table_column(a->table, subject->along->column);
  return cairn_value_strict_equal(cairn_column_value(column, a->row), cairn_column_value(column, b->row));
}

static void find_extremes(const CairnSubject *subject, CairnToldSeries *series) {
  for (size_t i = 0; i < series->n_points; i++) {
    const CairnToldPoint *point = &series->points[i];
    if (isnan(point->value)) continue;
    if (series->n++ == 0) {
      series->first = series->lowest = series->highest = *point;
    } else {
      if (point->value == series->lowest.value) series->lowest_again |= !same_place(subject, point, &series->lowest);
      if (point->value == series->highest.value) series->highest_again |= !same_place(subject, point, &series->highest);
      if (point->value < series->lowest.value) series->lowest = *point, series->lowest_again = false;
      if (point->value > series->highest.value) series->highest = *point, series->highest_again = false;
    }
    series->last = *point;
  }
}

static CairnCourse course_of(const CairnToldSeries *series) {
  bool falls = false, rises = false;
  double before = NAN, along = NAN;
  if (series->n == 1) return CAIRN_COURSE_SINGLE;
  for (size_t i = 0; i < series->n_points; i++) {
    const CairnToldPoint *point = &series->points[i];
    if (point->along == along) return CAIRN_COURSE_NONE;
    along = point->along;
    if (isnan(point->value)) continue;
    falls |= point->value < before;
    rises |= point->value > before;
    before = point->value;
  }
  double change = series->last.value - series->first.value;
  if (!falls && !rises) return CAIRN_COURSE_CONSTANT;
  if (change == 0) return CAIRN_COURSE_RETURNS;
  if (change > 0) return falls ? CAIRN_COURSE_RISES_UNEVENLY : CAIRN_COURSE_RISES;
  return rises ? CAIRN_COURSE_FALLS_UNEVENLY : CAIRN_COURSE_FALLS;
}

/* Places without a value between those with one. Where a place has several rows, one value will do. */
static void find_gaps(const CairnTeller *teller, CairnToldSeries *series) {
  g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(CairnToldGap));
  bool began = false, open = false;
  CairnToldGap gap = {0};
  for (size_t i = 0, end; i < series->n_points; i = end) {
    bool is_told = false;
    for (end = i; end < series->n_points && series->points[end].along == series->points[i].along; end++)
      is_told |= !isnan(series->points[end].value);
    if (is_told && open) g_array_append_val(gaps, gap);
    if (!is_told && !open) gap.first = series->points[i];
    gap.last = series->points[i];
    began |= is_told;
    open = began && !is_told;
  }
  series->n_gaps = gaps->len;
  series->gaps = cairn_arena_array(teller->arena, gaps->len, CairnToldGap);
  if (gaps->len) memcpy(series->gaps, gaps->data, gaps->len * sizeof(CairnToldGap));
}

static void find_facts(const CairnTeller *teller, const CairnSubject *subject, CairnToldSeries *series) {
  bool is_course = subject->kind == CAIRN_SUBJECT_COURSE && !subject->is_composite;
  if (subject->kind == CAIRN_SUBJECT_COURSE || subject->kind == CAIRN_SUBJECT_CATEGORIES) sort_points(series);
  find_extremes(subject, series);
  if (!is_course || !series->n) return;
  series->course = subject->value_end ? CAIRN_COURSE_NONE : course_of(series);
  find_gaps(teller, series);
}

CairnToldSeries *cairn_told_series(const CairnTeller *teller, const CairnSubject *subject, size_t *n) {
  Reader reader = {teller, subject, g_hash_table_new(g_str_hash, g_str_equal), g_ptr_array_new(),
                   g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref)};
  for (size_t i = 0; i < subject->n_units; i++)
    read_unit(&reader, i);
  *n = reader.points->len;
  CairnToldSeries *all = cairn_arena_array(teller->arena, *n, CairnToldSeries);
  for (size_t i = 0; i < *n; i++) {
    const GArray *points = reader.points->pdata[i];
    all[i].name = reader.names->pdata[i];
    all[i].n_points = points->len;
    all[i].points = cairn_arena_array(teller->arena, points->len, CairnToldPoint);
    if (points->len) memcpy(all[i].points, points->data, points->len * sizeof(CairnToldPoint));
    find_facts(teller, subject, &all[i]);
  }
  g_ptr_array_unref(reader.points);
  g_ptr_array_unref(reader.names);
  g_hash_table_unref(reader.index);
  return all;
}
