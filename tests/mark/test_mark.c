/* The items of every mark on small tables, against those that Vega draws. */
#include "../pipeline/cases.h"

#include "base/color.h"
#include "mark/mark.h"
#include "spec/marks.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* ---- Items as text ---- */

static void append_numbers(GString *out, const double *numbers, size_t n) {
  for (size_t i = 0; i < n; i++) {
    g_string_append_c(out, ' ');
    test_append_number(out, numbers[i]);
  }
}

static void append_brush(GString *out, const char *name, const CairnBrush *brush, double opacity) {
  g_string_append_printf(out, " %s ", name);
  char hex[8];
  cairn_color_to_hex(brush->color, hex);
  g_string_append(out, brush->kind == CAIRN_BRUSH_GRADIENT ? "gradient" : hex);
  if (opacity != 1) {
    g_string_append_c(out, '*');
    test_append_number(out, opacity);
  }
}

static void append_paint(GString *out, const CairnPaint *paint) {
  bool filled = paint->fill.kind != CAIRN_BRUSH_NONE &&
                (paint->fill.kind != CAIRN_BRUSH_COLOR || paint->fill.color.a > 0);
  bool stroked = paint->stroke.kind != CAIRN_BRUSH_NONE &&
                 (paint->stroke.kind != CAIRN_BRUSH_COLOR || paint->stroke.color.a > 0);
  if (filled) append_brush(out, "fill", &paint->fill, paint->fill_opacity);
  if (!stroked) return;
  append_brush(out, "stroke", &paint->stroke, paint->stroke_opacity);
  append_numbers(out, &paint->stroke_width, 1);
  if (!paint->n_dash) return;
  g_string_append(out, " dash");
  append_numbers(out, paint->dash, paint->n_dash);
}

static void append_rect(GString *out, const CairnRectItem *rect) {
  append_numbers(out, (const double[]){rect->x, rect->y, rect->width, rect->height}, 4);
  if (rect->corner[0] == 0 && rect->corner[1] == 0 && rect->corner[2] == 0 && rect->corner[3] == 0) return;
  g_string_append(out, rect->corner_of_stack ? " stack" : " round");
  append_numbers(out, rect->corner, 4);
}

static void append_text(GString *out, const CairnTextItem *text) {
  static const char *const aligns[] = {"left", "center", "right"};
  static const char *const baselines[] = {"alphabetic", "top", "middle", "bottom", "line-top", "line-bottom"};
  append_numbers(out, (const double[]){text->x, text->y}, 2);
  g_autoptr(GString) lines = g_string_new(NULL);
  for (size_t i = 0; i < text->n_lines; i++)
    g_string_append_printf(lines, "%s%s", i ? "|" : "", text->lines[i]);
  g_strdelimit(lines->str, " ", '_');
  g_string_append_printf(out, " %s %s %s", lines->len ? lines->str : "''", aligns[text->align],
                         baselines[text->baseline]);
  append_numbers(out, &text->angle, 1);
  g_string_append(out, " size");
  append_numbers(out, &text->font->size, 1);
}

static void append_path(GString *out, CairnMarkKind kind, const CairnLineItem *line) {
  static const char *const names[] = {"linear",     "linear-closed",   "step",          "step-before",
                                      "step-after", "basis",           "basis-closed",  "basis-open",
                                      "cardinal",   "cardinal-closed", "cardinal-open", "catmull-rom",
                                      "bundle",     "monotone",        "natural"};
  for (size_t i = 0; i < line->n; i++) {
    const CairnVertex *vertex = &line->vertices[i];
    if (i) g_string_append(out, " ,");
    const double area[] = {vertex->x, vertex->y, vertex->x2, vertex->y2},
                 trail[] = {vertex->x, vertex->y, vertex->width};
    if (!vertex->defined)
      g_string_append(out, " ~");
    else if (kind == CAIRN_LINE)
      append_numbers(out, area, 2);
    else
      append_numbers(out, kind == CAIRN_AREA ? area : trail, kind == CAIRN_AREA ? 4 : 3);
  }
  g_string_append_printf(out, " ; %s", names[line->interpolate]);
}

static void append_item(GString *out, CairnMarkKind kind, const CairnItem *item) {
  static const char *const names[] = {"rect", "symbol", "rule", "text", "line",
                                      "area", "trail",  "arc",  "path"};
  g_string_append(out, names[kind]);
  const CairnArcItem *arc = &item->arc;
  switch (kind) {
  case CAIRN_RECT:
    append_rect(out, &item->rect);
    break;
  case CAIRN_SYMBOL:
    append_numbers(out, (const double[]){item->symbol.x, item->symbol.y, item->symbol.size}, 3);
    g_string_append_printf(out, " %s", item->symbol.shape);
    append_numbers(out, &item->symbol.angle, 1);
    break;
  case CAIRN_RULE:
    append_numbers(out, (const double[]){item->rule.x, item->rule.y, item->rule.x2, item->rule.y2}, 4);
    break;
  case CAIRN_TEXT:
    append_text(out, &item->text);
    break;
  case CAIRN_ARC:
    append_numbers(out, (const double[]){arc->x, arc->y}, 2);
    g_string_append(out, " angles");
    append_numbers(out, (const double[]){arc->start_angle, arc->end_angle}, 2);
    g_string_append(out, " radii");
    append_numbers(out, (const double[]){arc->inner_radius, arc->outer_radius}, 2);
    break;
  default:
    append_path(out, kind, &item->line);
  }
  append_paint(out, item->paint);
  g_string_append_c(out, '\n');
}

/* ---- The cases ---- */

typedef struct Drawing {
  TestChart *chart;
  GString *out;
  GError **error;
} Drawing;

static bool draw_unit(CairnView *unit, void *data) {
  Drawing *drawing = data;
  TestChart *chart = drawing->chart;
  CairnMarkContext context = {.arena = chart->arena,
                              .unit = unit,
                              .table = unit->table,
                              .run = chart->run,
                              .measurer = chart->measurer};
  CairnGroup *group = cairn_group_new(chart->arena, CAIRN_ROLE_VIEW, NULL);
  if (!cairn_mark_draw(&context, group, drawing->error)) return false;
  for (size_t i = 0; i < group->n; i++)
    for (size_t k = 0; k < group->children[i].mark->n; k++)
      append_item(drawing->out, group->children[i].mark->kind, &group->children[i].mark->items[k]);
  return true;
}

static bool describe(TestChart *chart, char *const *expected, GString *out, GError **error) {
  (void)expected;
  Drawing drawing = {chart, out, error};
  return cairn_view_each_unit(chart->view, draw_unit, &drawing);
}

static void test_reference(void **state) {
  (void)state;
  test_cases_run("tests/mark/mark_cases.txt", 200, describe);
}

static void test_types(void **state) {
  (void)state;
  static const char *const names[] = {CAIRN_MARK_NAMES};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    assert_string_equal(cairn_mark_type_find(names[i])->name, names[i]);
  assert_null(cairn_mark_type_find("boxplot"));
  assert_null(cairn_mark_type_find(""));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_reference), cmocka_unit_test(test_types)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
