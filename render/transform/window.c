#include "transform/window.h"

#include "base/limits.h"
#include "transform/members.h"
#include "transform/types.h"

#include <math.h>

/* Cells that the frames of one transform may visit in all. */
static const double MOST_VISITS = 5e8;

/* One partition, sorted, with the frame of each of its rows. */
typedef struct Partition {
  size_t n;
  const size_t *rows;
  const CairnFrame *frames;
} Partition;

bool cairn_window_frame_read(const json_t *node, double out[2], GError **error) {
  const json_t *frame = json_object_get(node, "frame");
  if (!frame || json_is_null(frame)) return true;
  bool right = json_array_size(frame) == 2;
  for (size_t i = 0; i < 2 && right; i++) {
    const json_t *item = json_array_get(frame, i);
    right = json_is_null(item) || (json_is_number(item) && isfinite(json_number_value(item)));
    out[i] = json_is_number(item) ? trunc(json_number_value(item)) : NAN;
  }
  if (!right)
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, "frame",
                   "\"frame\" must be an array of two numbers or nulls");
  return right;
}

static size_t clamp(double position, size_t n) {
  return position < 0 ? 0 : position > (double)n ? n : (size_t)position;
}

/* The first row of the run of peers of each row, and the row after its last. */
static void find_peers(const CairnOrder *order, const size_t *rows, size_t n, size_t *first, size_t *end) {
  for (size_t i = 0; i < n; i++)
    first[i] = i > 0 && cairn_order_compare(order, rows[i - 1], rows[i]) == 0 ? first[i - 1] : i;
  for (size_t i = n; i-- > 0;)
    end[i] = i + 1 < n && first[i + 1] == first[i] ? end[i + 1] : i + 1;
}

/* Frames by row offsets, widened to whole runs of peers where the window is sorted. */
static void set_frames(const CairnWindow *window, const size_t *rows, size_t n, CairnFrame *frames) {
  bool widen = window->order.n > 0 && !window->ignore_peers;
  g_autofree size_t *first = g_new(size_t, n), *end = g_new(size_t, n);
  if (widen) find_peers(&window->order, rows, n, first, end);
  for (size_t i = 0; i < n; i++) {
    double from = isnan(window->frame[0]) ? 0 : (double)i + window->frame[0];
    double to = isnan(window->frame[1]) ? (double)n : (double)i + window->frame[1] + 1;
    CairnFrame frame = {clamp(from, n), clamp(to, n)};
    if (widen && frame.first < n) frame.first = first[frame.first];
    if (widen && frame.end > 0) frame.end = end[frame.end - 1];
    frames[i] = (CairnFrame){frame.first, MAX(frame.first, frame.end)};
  }
}

/* Follows the frames, adding the rows that enter and removing those that leave. */
static void measure_partition(CairnArena *arena, const CairnMeasure *measure, const Partition *partition,
                              CairnValue *out) {
  CairnTotals totals = cairn_totals_new();
  bool running = cairn_aggregate_op_is_running(measure->op);
  CairnFrame held = {0, 0};
  for (size_t i = 0; i < partition->n; i++) {
    CairnFrame frame = partition->frames[i];
    const size_t *rows = partition->rows;
    if (i > 0 && frame.first == held.first && frame.end == held.end) {
      out[rows[i]] = out[rows[i - 1]];
      continue;
    }
    for (size_t k = held.first; running && k < MIN(frame.first, held.end); k++)
      cairn_totals_remove(&totals, measure, rows[k]);
    for (size_t k = MAX(held.end, frame.first); running && k < frame.end; k++)
      cairn_totals_add(&totals, measure, rows[k]);
    held = frame;
    out[rows[i]] = cairn_totals_result(arena, &totals, measure, rows + frame.first, frame.end - frame.first);
  }
}

static bool within_budget(const Partition *partition, double *visits, const json_t *node, GError **error) {
  for (size_t i = 0; i < partition->n; i++)
    *visits += (double)(partition->frames[i].end - partition->frames[i].first);
  if (*visits <= MOST_VISITS) return true;
  cairn_error_at(
      error, CAIRN_ERROR_LIMIT, node, NULL,
      "the frames of the window are too long for this operation: they hold more than %g cells in all",
      MOST_VISITS);
  return false;
}

static bool may_visit_all(CairnAggregateOp op) {
  return !cairn_aggregate_op_is_running(op) || op == CAIRN_AGGREGATE_MIN || op == CAIRN_AGGREGATE_MAX ||
         op == CAIRN_AGGREGATE_ARGMIN || op == CAIRN_AGGREGATE_ARGMAX;
}

CairnValue *cairn_window_measure(CairnArena *arena, const CairnWindow *window, const CairnGroups *groups,
                                 const CairnMeasure *measure, const json_t *node, GError **error) {
  CairnValue *out = cairn_arena_array(arena, groups->n_rows, CairnValue);
  double visits = 0;
  for (size_t g = 0; g < groups->n; g++) {
    size_t n = cairn_group_size(groups, g);
    g_autofree size_t *rows = g_memdup2(cairn_group_rows(groups, g), n * sizeof *rows);
    g_autofree CairnFrame *frames = g_new(CairnFrame, n);
    Partition partition = {n, rows, frames};
    cairn_order_sort(&window->order, rows, n);
    set_frames(window, rows, n, frames);
    bool keeps_start = isnan(window->frame[0]);
    if (may_visit_all(measure->op) && !(keeps_start && cairn_aggregate_op_is_running(measure->op)) &&
        !within_budget(&partition, &visits, node, error))
      return NULL;
    measure_partition(arena, measure, &partition, out);
  }
  return out;
}

/* One entry of the transform's list: an operation of windows or an aggregate. */
typedef struct Entry {
  bool is_window_op;
  CairnWindowOp op;
  const CairnColumn *column;
  double param;
  CairnNamedMeasure measure;
  const char *as;
} Entry;

static bool report_op(const json_t *node, const char *op, GError **error) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const char *const *name = cairn_window_op_names(); *name; name++)
    g_ptr_array_add(names, (void *)*name);
  for (const char *const *name = cairn_aggregate_op_names(); *name; name++)
    g_ptr_array_add(names, (void *)*name);
  const char *near = cairn_suggest(op, (const char *const *)names->pdata, names->len);
  g_autofree char *shown = cairn_text_printable(op, 60);
  g_ptr_array_add(names, NULL);
  g_autofree char *list = g_strjoinv("\", \"", (char **)names->pdata);
  if (near)
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, "op",
                   "there is no window operation \"%s\"; did you mean \"%s\"?", shown, near);
  else
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, "op",
                   "there is no window operation \"%s\"; there are \"%s\"", shown, list);
  return false;
}

static bool read_window_op(CairnTransformRun *run, const CairnTable *table, const json_t *node, Entry *out,
                           GError **error) {
  const char *field = NULL, *op = cairn_window_op_names()[out->op];
  out->param = NAN;
  if (!cairn_member_string(node, "field", &field, error) ||
      !cairn_member_string(node, "as", &out->as, error) ||
      !cairn_member_number(node, "param", &out->param, error))
    return false;
  if (!out->as) out->as = cairn_measure_name(run->arena, op, field);
  if (cairn_window_op_needs_param(out->op) && !(out->param >= 1)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, json_object_get(node, "param") ? "param" : NULL,
                   "the operation \"%s\" needs a \"param\" of at least 1", op);
    return false;
  }
  if (!cairn_window_op_needs_field(out->op)) return true;
  out->column = cairn_field_read(run, table, node, "field", "the field whose values to take", error);
  return out->column != NULL;
}

static bool read_entry(CairnTransformRun *run, const CairnTable *table, const json_t *node, Entry *out,
                       GError **error) {
  static const char *const members[] = {"field", "as", "param", "exponential_param", NULL};
  const char *op = NULL, *unknown = NULL;
  CairnAggregateOp aggregate;
  g_autofree char *message = NULL;
  if (!cairn_members_known(node, "op", members, "a window operation", &unknown, &message) &&
      !cairn_transform_object(run, node, unknown, error, "%s", message))
    return false;
  if (!cairn_member_required_string(node, "op", "the operation, such as \"rank\" or \"sum\"", &op, error))
    return false;
  out->is_window_op = cairn_window_op_parse(op, &out->op);
  if (out->is_window_op) return read_window_op(run, table, node, out, error);
  if (!cairn_aggregate_op_parse(op, &aggregate)) return report_op(node, op, error);
  if (!cairn_measure_read(run, table, node, &out->measure, error)) return false;
  out->as = out->measure.as;
  return true;
}

static bool read_window(CairnTransformRun *run, const CairnTable *table, const json_t *node, CairnWindow *out,
                        GError **error) {
  CairnSortKeys sort = {0};
  out->frame[0] = NAN;
  return cairn_fields_read(run, table, node, "groupby", &out->groupby, error) &&
         cairn_member_sort(run->arena, node, "sort", &sort, error) &&
         cairn_order_new(run, table, &sort, &out->order, error) &&
         cairn_window_frame_read(node, out->frame, error) &&
         cairn_member_boolean(node, "ignorePeers", &out->ignore_peers, error);
}

static CairnValue *run_window_op(CairnArena *arena, const CairnWindow *window, const CairnGroups *groups,
                                 const Entry *entry) {
  CairnValue *out = cairn_arena_array(arena, groups->n_rows, CairnValue);
  for (size_t g = 0; g < groups->n; g++) {
    size_t n = cairn_group_size(groups, g);
    g_autofree size_t *rows = g_memdup2(cairn_group_rows(groups, g), n * sizeof *rows);
    g_autofree CairnFrame *frames = g_new(CairnFrame, n);
    cairn_order_sort(&window->order, rows, n);
    set_frames(window, rows, n, frames);
    cairn_window_op_run(entry->op, &window->order, entry->column, entry->param, rows, n, frames, out);
  }
  return out;
}

static CairnTable *apply_entries(CairnTransformRun *run, const CairnWindow *window, const Entry *entries,
                                 size_t n, const json_t *node, CairnTable *table, GError **error) {
  CairnGroups groups = cairn_groups_of(run->arena, window->groupby.columns, window->groupby.n, table->n_rows);
  CairnTable *result = cairn_table_copy(table);
  for (size_t i = 0; i < n; i++) {
    CairnValue *values =
        entries[i].is_window_op
            ? run_window_op(run->arena, window, &groups, &entries[i])
            : cairn_window_measure(run->arena, window, &groups, &entries[i].measure.measure, node, error);
    if (!values) return NULL;
    cairn_table_put(result, cairn_column_from_values(run->arena, entries[i].as, values, table->n_rows));
  }
  return result;
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  const json_t *list = json_object_get(node, "window");
  CairnWindow window = {0};
  if (!json_is_array(list)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, "window",
                   "\"window\" must be an array of {\"op\", \"field\", \"as\"}");
    return NULL;
  }
  if (!read_window(run, table, node, &window, error)) return NULL;
  size_t n = json_array_size(list);
  Entry *entries = cairn_arena_array(run->arena, n, Entry);
  for (size_t i = 0; i < n; i++) {
    const json_t *item = json_array_get(list, i);
    if (!json_is_object(item)) {
      cairn_error_at_index(error, CAIRN_ERROR_SPEC, list, i,
                           "an item of \"window\" must be {\"op\", \"field\", \"as\"}");
      return NULL;
    }
    if (!read_entry(run, table, item, &entries[i], error)) return NULL;
  }
  return apply_entries(run, &window, entries, n, node, table, error);
}

static const char *const members[] = {"frame", "groupby", "ignorePeers", "sort", NULL};
const CairnTransformType cairn_transform_window = {"window", members, apply, NULL};
