/* The typed model: what is inferred of channels, stacks, directions and views, and where errors point. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "spec/view.h"

typedef struct Made {
  CairnArena *arena;
  json_t *root;
  CairnModel *model;
  GError *error;
} Made;

/* Single quotes in the tests' JSON stand for double ones. */
static Made make(const char *text) {
  g_autofree char *json = g_strdelimit(g_strdup(text), "'", '"');
  Made made = {.arena = cairn_arena_new(), .root = json_loads(json, 0, NULL)};
  if (!made.root) fail_msg("no JSON: %s", text);
  made.model = cairn_model_new(made.arena, made.root, &(CairnLook){.theme = "vega"}, NULL, &made.error);
  return made;
}

static void done(Made *made) {
  cairn_arena_free(made->arena);
  json_decref(made->root);
  g_clear_error(&made->error);
}

static Made make_unit(const char *mark, const char *encoding, const char *rest) {
  g_autofree char *text = g_strdup_printf("{'mark':%s,'encoding':{%s}%s}", mark, encoding, rest);
  Made made = make(text);
  if (!made.model) fail_msg("%s: %s", text, made.error->message);
  return made;
}

static void same(const char *got, const char *expected, const char *what) {
  if (g_strcmp0(got, expected) != 0)
    fail_msg("%s: \"%s\", not \"%s\"", what, got ? got : "NULL", expected ? expected : "NULL");
}

/* ---- Channels ---- */

static void test_fields(void **state) {
  (void)state;
  static const struct {
    CairnChannel channel;
    const char *def;
    CairnType type;
    const char *column, *verbal, *functional;
  } cases[] = {
      {CAIRN_X, "'field':'a'", CAIRN_NOMINAL, "a", "a", "a"},
      {CAIRN_X, "'field':'a','type':'Q'", CAIRN_QUANTITATIVE, "a", "a", "a"},
      {CAIRN_X, "'field':'a','sort':['x']", CAIRN_ORDINAL, "a", "a", "a"},
      {CAIRN_X, "'field':'a','timeUnit':'year'", CAIRN_TEMPORAL, "year_a", "a (year)", "YEAR(a)"},
      {CAIRN_X, "'field':'a','timeUnit':'yearmonth'", CAIRN_TEMPORAL, "yearmonth_a", "a (year-month)",
       "YEARMONTH(a)"},
      {CAIRN_X, "'field':'a','timeUnit':{'unit':'year','utc':true}", CAIRN_TEMPORAL, "utcyear_a", NULL,
       "UTCYEAR(a)"},
      {CAIRN_X, "'field':'a','timeUnit':{'unit':'month','step':3}", CAIRN_TEMPORAL, "month_step_3_a", NULL,
       "MONTH(a)"},
      {CAIRN_X, "'field':'a','timeUnit':'binnedyear'", CAIRN_TEMPORAL, "a", "a", "a"},
      {CAIRN_X, "'field':'a','bin':true", CAIRN_QUANTITATIVE, "bin_maxbins_10_a", "a (binned)", "BIN(a)"},
      {CAIRN_COLOR, "'field':'a','bin':true", CAIRN_QUANTITATIVE, "bin_maxbins_6_a", "a (binned)", "BIN(a)"},
      {CAIRN_X, "'field':'a','bin':{'step':2.5}", CAIRN_QUANTITATIVE, "bin_step_2_5_a", "a (binned)",
       "BIN(a)"},
      {CAIRN_X, "'field':'a','bin':'binned'", CAIRN_QUANTITATIVE, "a", "a", "a"},
      {CAIRN_X, "'aggregate':'count'", CAIRN_QUANTITATIVE, "__count", "Count of Records", "COUNT()"},
      {CAIRN_X, "'field':'a','aggregate':'mean'", CAIRN_QUANTITATIVE, "mean_a", "Mean of a", "MEAN(a)"},
      {CAIRN_X, "'field':'a','aggregate':'distinct','type':'nominal'", CAIRN_QUANTITATIVE, "distinct_a",
       "Distinct of a", "DISTINCT(a)"},
      {CAIRN_X, "'field':'a','aggregate':{'argmax':'b'}", CAIRN_NOMINAL, "argmax_b['a']", "a for max b",
       "a for argmax(b)"},
      {CAIRN_X, "'field':'a','scale':{'type':'log'}", CAIRN_QUANTITATIVE, "a", "a", "a"},
      {CAIRN_X, "'field':'a','scale':{'type':'utc'}", CAIRN_TEMPORAL, "a", "a", "a"},
      {CAIRN_SHAPE, "'field':'a','timeUnit':'year'", CAIRN_NOMINAL, "year_a", NULL, NULL},
      {CAIRN_X, "'field':'a.b'", CAIRN_NOMINAL, "a.b", "a.b", NULL},
      {CAIRN_X, "'field':'a\\\\.b'", CAIRN_NOMINAL, "a.b", NULL, NULL},
      {CAIRN_X, "'datum':3", CAIRN_QUANTITATIVE, NULL, NULL, NULL},
      {CAIRN_X, "'datum':'q'", CAIRN_NOMINAL, NULL, NULL, NULL},
      {CAIRN_X, "'datum':{'year':2020}", CAIRN_TEMPORAL, NULL, NULL, NULL},
      {CAIRN_X, "'value':3", CAIRN_TYPE_NONE, NULL, NULL, NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *encoding =
        g_strdup_printf("'%s':{%s}", cairn_channel_name(cases[i].channel), cases[i].def);
    Made verbal = make_unit("'point'", encoding, ""),
         functional = make_unit("'point'", encoding, ",'config':{'fieldTitle':'functional'}");
    const CairnChannelDef *def = verbal.model->view->channels[cases[i].channel];
    if (def->type != cases[i].type)
      fail_msg("%s: type %d, not %d", encoding, (int)def->type, (int)cases[i].type);
    same(def->column, cases[i].column, encoding);
    if (cases[i].verbal) same(cairn_channel_def_title(verbal.model, def), cases[i].verbal, encoding);
    def = functional.model->view->channels[cases[i].channel];
    if (cases[i].functional)
      same(cairn_channel_def_title(functional.model, def), cases[i].functional, encoding);
    done(&verbal);
    done(&functional);
  }
}

/* ---- Orientation and stack ---- */

#define Q(channel) "'" channel "':{'field':'v','type':'quantitative'}"
#define N(channel) "'" channel "':{'field':'c','type':'nominal'}"
#define T(channel) "'" channel "':{'field':'d','type':'temporal'}"
#define K          ",'color':{'field':'k','type':'nominal'}"

/* "v" or "h" or "-", then the stack: "y zero by c of k", with "impute". */
static char *describe(const CairnView *unit) {
  static const char *const orientations[] = {"-", "v", "h"}, *const offsets[] = {"zero", "center",
                                                                                 "normalize"};
  const CairnStack *stack = unit->stack;
  GString *out = g_string_new(orientations[unit->orientation]);
  if (!stack) return g_string_free(out, FALSE);
  g_string_append_printf(out, " %s %s by", cairn_channel_name(stack->channel), offsets[stack->offset]);
  for (size_t i = 0; i < stack->n_group_by; i++)
    g_string_append_printf(out, " %s", stack->group_by[i]);
  g_string_append(out, " of");
  for (size_t i = 0; i < stack->n_stack_by; i++)
    g_string_append_printf(out, " %s", stack->stack_by[i]);
  if (stack->impute) g_string_append(out, " impute");
  return g_string_free(out, FALSE);
}

static void test_stacks(void **state) {
  (void)state;
  static const char *const cases[][3] = {
      {"'bar'", N("x") "," Q("y") K, "v y zero by c of k"},
      {"'bar'", Q("x") "," N("y") K, "h x zero by c of k"},
      {"'area'", T("x") "," Q("y") K, "v y zero by d of k impute"},
      {"'line'", T("x") "," Q("y") K, "v"},
      {"'point'", N("x") "," Q("y") K, "-"},
      {"'point'", N("x") ",'y':{'field':'v','type':'quantitative','stack':true}" K, "- y zero by c of k"},
      {"'line'", N("x") ",'y':{'field':'v','type':'quantitative','stack':'center'}" K,
       "v y center by c of k impute"},
      {"'bar'", N("x") ",'y':{'field':'v','type':'quantitative','stack':'normalize'}" K,
       "v y normalize by c of k"},
      {"'bar'", N("x") ",'y':{'field':'v','type':'quantitative','stack':null}" K, "v"},
      {"'bar'", N("x") ",'y':{'field':'v','type':'quantitative','stack':false}" K, "v"},
      {"'bar'", N("x") "," Q("y") ",'y2':{'field':'w'}", "v"},
      {"'bar'", N("x") ",'y':{'field':'v','aggregate':'sum'}", "v"},
      {"'bar'", N("x") ",'y':{'field':'v','aggregate':'sum'}" K, "v y zero by c of k"},
      {"'bar'", N("x") "," Q("y") ",'xOffset':{'field':'k'}", "v y zero by c k of"},
      {"'bar'", N("x") "," Q("y") ",'detail':[{'field':'k'},{'field':'c'}]", "v y zero by c of k"},
      {"'bar'", Q("x"), "h x zero by of"},
      {"'bar'", "'x':{'field':'v','bin':true},'y':{'aggregate':'count'}" K,
       "v y zero by bin_maxbins_10_v of k"},
      {"'arc'", Q("theta") K, "v theta zero by of k"},
      {"'rect'", N("x") "," Q("y") K, "-"},
      {"'tick'", Q("x"), "v"},
      {"'tick'", Q("y"), "h"},
      {"'rule'", Q("x"), "v"},
      {"'rule'", Q("y"), "h"},
      {"'rule'", Q("x") ",'x2':{'field':'w'}," N("y"), "h"},
      {"{'type':'bar','orient':'horizontal'}", Q("x") ",'y':{'field':'w','type':'quantitative'}",
       "h x zero by w of"},
      {"'bar'", T("x") "," N("y"), "v"},
      {"'bar'", N("x") "," T("y"), "h"},
      {"'bar'", "'x':{'field':'a','bin':'binned','type':'quantitative'},'x2':{'field':'b'}," Q("y"),
       "v y zero by a of"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    Made made = make_unit(cases[i][0], cases[i][1], "");
    g_autofree char *got = describe(made.model->view);
    same(got, cases[i][2], cases[i][1]);
    done(&made);
  }
}

/* ---- Views ---- */

/* "layer(bar,point)", "concat/2(...)", "facet(...)". */
static void append_view(GString *out, const CairnView *view) {
  static const char *const kinds[] = {"unit", "layer", "concat", "facet"};
  if (view->kind == CAIRN_VIEW_UNIT) {
    const CairnChannelDef *x = view->channels[CAIRN_X];
    g_string_append_printf(out, "%s%s%s", view->mark, x && x->column ? ":" : "",
                           x && x->column ? x->column : "");
    return;
  }
  g_string_append(out, kinds[view->kind]);
  if (view->kind == CAIRN_VIEW_CONCAT)
    g_string_append_printf(out, "/%g", cairn_json_number(view->node, "columns", 0));
  for (int channel = CAIRN_ROW; channel <= CAIRN_FACET; channel++)
    if (view->channels[channel])
      g_string_append_printf(out, " %s", cairn_channel_name((CairnChannel)channel));
  for (size_t i = 0; i < view->n_children; i++) {
    g_string_append_c(out, i ? ',' : '(');
    append_view(out, view->children[i]);
  }
  g_string_append_c(out, ')');
}

#define BAR          "{'mark':'bar','encoding':{'x':{'field':'a'}}}"
#define REP(channel) "{'mark':'point','encoding':{'x':{'field':{'repeat':'" channel "'}}}}"

static void test_views(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {BAR, "bar:a"},
      {"{'layer':[" BAR ",{'mark':'rule'}],'encoding':{'x':{'field':'z','type':'quantitative'}}}",
       "layer(bar:a,rule:z)"},
      {"{'layer':[{'layer':[{'mark':'point'}]}],'encoding':{'x':{'field':'z'}}}", "layer(layer(point:z))"},
      {"{'hconcat':[" BAR "," BAR "]}", "concat/2(bar:a,bar:a)"},
      {"{'vconcat':[" BAR "," BAR "]}", "concat/1(bar:a,bar:a)"},
      {"{'concat':[" BAR "," BAR "," BAR "],'columns':2}", "concat/2(bar:a,bar:a,bar:a)"},
      {"{'repeat':['a','b','c'],'columns':2,'spec':" REP("repeat") "}", "concat/2(point:a,point:b,point:c)"},
      {"{'repeat':{'row':['a','b']},'spec':" REP("row") "}", "concat/1(point:a,point:b)"},
      {"{'repeat':{'column':['a','b']},'spec':" REP("column") "}", "concat/2(point:a,point:b)"},
      {"{'repeat':{'layer':['a','b']},'spec':" REP("layer") "}", "layer(point:a,point:b)"},
      {"{'facet':{'field':'f'},'columns':2,'spec':" BAR "}", "facet facet(bar:a)"},
      {"{'facet':{'row':{'field':'f'},'column':{'field':'g'}},'spec':" BAR "}", "facet row column(bar:a)"},
      {"{'mark':'bar','encoding':{'x':{'field':'a'},'row':{'field':'f'}}}", "facet row(bar:a)"},
      {"{'mark':{'type':'line','point':true},'encoding':{'x':{'field':'a'}}}", "layer(line:a,point:a)"},
      {"{'mark':{'type':'area','line':true,'point':true},'encoding':{'x':{'field':'a'}}}",
       "layer(area:a,line:a,point:a)"},
      {"{'mark':'line','encoding':{'x':{'field':'a'}},'config':{'line':{'point':true}}}",
       "layer(line:a,point:a)"},
      {"{'mark':{'type':'line','point':false},'encoding':{'x':{'field':'a'}}}", "line:a"},
      {"{'mark':'line','encoding':{'x':{'field':'a'},'x2':{'field':'b'}}}", "rule:a"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    Made made = make(cases[i][0]);
    if (!made.model) fail_msg("%s: %s", cases[i][0], made.error->message);
    g_autoptr(GString) got = g_string_new(NULL);
    append_view(got, made.model->view);
    same(got->str, cases[i][1], cases[i][0]);
    done(&made);
  }
}

/* ---- Configuration and errors ---- */

static void test_config(void **state) {
  (void)state;
  static const struct {
    const char *mark, *config, *property;
    double expected;
  } cases[] = {
      {"'bar'", "{}", "continuousBandSize", 5},
      {"'bar'", "{'mark':{'opacity':0.1}}", "opacity", 0.1},
      {"'bar'", "{'mark':{'opacity':0.1},'bar':{'opacity':0.2}}", "opacity", 0.2},
      {"{'type':'bar','style':'q'}", "{'bar':{'opacity':0.2},'style':{'q':{'opacity':0.3}}}", "opacity", 0.3},
      {"{'type':'bar','style':['q','r']}", "{'style':{'q':{'opacity':0.3},'r':{'opacity':0.4}}}", "opacity",
       0.4},
      {"{'type':'bar','style':'q','opacity':0.5}", "{'style':{'q':{'opacity':0.3}}}", "opacity", 0.5},
      {"'point'", "{}", "opacity", 0.7},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *rest = g_strdup_printf(",'config':%s", cases[i].config);
    Made made = make_unit(cases[i].mark, Q("x"), rest);
    assert_float_equal(cairn_mark_number(made.model->view, cases[i].property, -1), cases[i].expected, 1e-12);
    done(&made);
  }
}

static void test_errors(void **state) {
  (void)state;
  /* The member at fault, and a word of the message. */
  static const char *const cases[][3] = {
      {"{'mark':'barr'}", "mark", "did you mean \"bar\""},
      {"{'mark':{'type':'blob'}}", "type", "not supported"},
      {"{'mark':3}", "mark", "a mark is a name"},
      {"{'encoding':{}}", NULL, "needs \"mark\""},
      {"{'layer':3}", "layer", "list of views"},
      {"{'hconcat':3}", "hconcat", "list of views"},
      {"{'repeat':['a']}", NULL, "needs a \"spec\""},
      {"{'mark':'bar','encoding':{'x':{'field':'a','type':'number'}}}", "type", "no type"},
      {"{'mark':'bar','encoding':{'x':{'field':'a','aggregate':'meen'}}}", "aggregate",
       "did you mean \"mean\""},
      {"{'mark':'bar','encoding':{'x':{'field':'a','timeUnit':'yeer'}}}", "timeUnit", "no time unit"},
      {"{'mark':'bar','encoding':{'x':{'field':'a','timeUnit':{'unit':'yeer'}}}}", "unit", "no time unit"},
      {"{'mark':'bar','encoding':{'x':{'field':'a','bin':3}}}", "bin", "takes true"},
      {"{'mark':'bar','encoding':{'x':{'field':'a['}}}", "field", "no field path"},
      {"{'mark':'bar','usermeta':{'cairn':{'theme':'dark'}}}", "theme", "no theme"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    Made made = make(cases[i][0]);
    if (made.model) fail_msg("%s: no error", cases[i][0]);
    if (!strstr(made.error->message, cases[i][2])) fail_msg("%s: %s", cases[i][0], made.error->message);
    const CairnPlace *place = cairn_error_place(made.error);
    same(place->key, cases[i][1], cases[i][0]);
    assert_non_null(place->node);
    done(&made);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_fields), cmocka_unit_test(test_stacks), cmocka_unit_test(test_views),
      cmocka_unit_test(test_config), cmocka_unit_test(test_errors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
