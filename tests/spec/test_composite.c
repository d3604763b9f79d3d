/* Composite marks: the layers they become, what they refuse, and that no input harms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "spec/config.h"
#include "spec/normalize.h"

typedef struct Warned {
  GString *text;
} Warned;

static void note(GError *warning, void *data) {
  Warned *warned = data;
  g_string_append_printf(warned->text, "%s\n", warning->message);
}

/* Single quotes in the tests' JSON stand for double ones. */
static json_t *parse(const char *text) {
  g_autofree char *copy = g_strdup(text);
  for (char *c = copy; *c; c++)
    if (*c == '\'') *c = '"';
  json_error_t error;
  json_t *root = json_loads(copy, 0, &error);
  if (!root) fail_msg("%s: %s", text, error.text);
  return root;
}

static json_t *normalize(json_t *root, Warned *warned, GError **error) {
  const CairnWarnings warnings = {note, warned};
  json_t *config = cairn_config_new(root, &(CairnLook){.theme = "vega"}, NULL);
  json_t *result = cairn_normalize(root, config, warned ? &warnings : NULL, error);
  json_decref(config);
  return result;
}

/* The node at a path such as "layer/0/mark/type"; NULL where there is none. */
static const json_t *at(const json_t *node, const char *path) {
  g_auto(GStrv) steps = g_strsplit(path, "/", -1);
  for (char **step = steps; *step && **step; step++)
    node =
        json_is_array(node) ? json_array_get(node, strtoul(*step, NULL, 10)) : json_object_get(node, *step);
  return node;
}

static char *dump(const json_t *node) {
  char *text =
      node ? json_dumps(node, JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS | JSON_REAL_PRECISION(12))
           : NULL;
  char *copy = g_strdup(text ? text : "none");
  free(text);
  return g_strdelimit(copy, "\"", '\'');
}

typedef struct Case {
  const char *mark, *encoding, *rest; /* of a unit; rest is NULL or starts with a comma */
  const char *path, *expected;        /* where in the result, and its JSON with sorted keys */
} Case;

static char *unit_text(const char *mark, const char *encoding, const char *rest) {
  return g_strdup_printf("{'mark':%s,'encoding':{%s}%s}", mark, encoding, rest ? rest : "");
}

static void check(const Case *c) {
  g_autofree char *text = unit_text(c->mark, c->encoding, c->rest);
  g_autoptr(GError) error = NULL;
  json_t *root = parse(text), *result = normalize(root, NULL, &error);
  if (!result) fail_msg("%s: %s", text, error->message);
  g_autofree char *found = dump(at(result, c->path));
  if (strcmp(found, c->expected) != 0)
    fail_msg("%s\n  at %s\n  expected %s\n  got      %s", text, c->path, c->expected, found);
  json_decref(result);
  json_decref(root);
}

#define X_Q     "'x':{'field':'v','type':'quantitative'}"
#define Y_Q     "'y':{'field':'v','type':'quantitative'}"
#define X_N     "'x':{'field':'c','type':'nominal'}"
#define Y_N     "'y':{'field':'c','type':'nominal'}"
#define MIN_MAX "{'type':'boxplot','extent':'min-max'}"

static void test_boxplot(void **state) {
  (void)state;
  static const Case cases[] = {
      /* Tukey: outliers and whiskers of the values, boxes of the groups. */
      {"'boxplot'", X_N "," Y_Q, NULL, "layer/0/layer/0/transform",
       "[{'groupby':['c'],'joinaggregate':[{'as':'lower_box_v','field':'v','op':'q1'},{'as':'upper_box_v','field':'v','op':'q3'}]}]"},
      {"'boxplot'", X_N "," Y_Q, NULL, "layer/0/layer/0/layer/0/mark/type", "'point'"},
      {"'boxplot'", X_N "," Y_Q, NULL, "layer/0/layer/0/layer/0/encoding/y",
       "{'field':'v','title':'v','type':'quantitative'}"},
      {"'boxplot'", X_N "," Y_Q, NULL, "layer/0/layer/0/layer/1/transform/1/groupby", "['c']"},
      {"'boxplot'", X_N "," Y_Q, NULL, "layer/0/layer/0/layer/1/layer/0/encoding/y2/field", "'lower_box_v'"},
      {"'boxplot'", X_N "," Y_Q, NULL, "layer/0/layer/0/layer/1/layer/1/encoding/y/field", "'upper_box_v'"},
      {"'boxplot'", X_N "," Y_Q, NULL, "layer/0/layer/0/layer/1/layer/2", "none"},
      {"'boxplot'", X_N "," Y_Q, NULL, "layer/0/layer/1/transform/0/aggregate/2",
       "{'as':'mid_box_v','field':'v','op':'median'}"},
      {"'boxplot'", X_N "," Y_Q, NULL, "layer/0/layer/1/layer/0/mark",
       "{'line':false,'orient':'vertical','point':false,'size':14,'style':'boxplot-box','type':'bar'}"},
      {"'boxplot'", X_N "," Y_Q, NULL, "layer/0/layer/1/layer/1/mark/orient", "'horizontal'"},
      {"'boxplot'", X_N "," Y_Q, NULL, "layer/0/layer/1/layer/1/mark/color", "'white'"},
      {"'boxplot'", X_N "," Y_Q, NULL, "layer/0/layer/1/layer/1/encoding/color/condition/value", "'#4c78a8'"},
      {"'boxplot'", X_N "," Y_Q, NULL, "layer/0/layer/1/layer/1/encoding/x",
       "{'field':'c','type':'nominal'}"},
      {"{'type':'boxplot','extent':3}", X_Q, NULL, "layer/0/layer/0/layer/0/transform/0/filter",
       "'datum[\\'v\\'] < datum[\\'lower_box_v\\'] - 3 * (datum[\\'upper_box_v\\'] - datum[\\'lower_box_v\\']) || datum[\\'v\\'] > "
       "datum[\\'upper_box_v\\'] + 3 * (datum[\\'upper_box_v\\'] - datum[\\'lower_box_v\\'])'"},
      {"{'type':'boxplot','outliers':false}", X_Q, NULL, "layer/0/layer/0/layer/0/layer/0/mark/type",
       "'rule'"},
      {"{'type':'boxplot','outliers':null}", X_Q, NULL, "layer/0/layer/0/layer/1", "none"},
      /* To the extremes: one layer. */
      {MIN_MAX, X_N "," Y_Q, NULL, "layer/0/transform/0/aggregate/3",
       "{'as':'lower_whisker_v','field':'v','op':'min'}"},
      {MIN_MAX, X_N "," Y_Q, NULL, "layer/0/layer/2/mark/type", "'bar'"},
      {MIN_MAX, X_Q, NULL, "layer/0/layer/3/mark/orient", "'vertical'"},
      {MIN_MAX, X_Q, NULL, "layer/0/transform/0/groupby", "[]"},
      {"{'type':'boxplot','extent':'min-max','ticks':true}", X_Q, NULL, "layer/0/layer/3/mark",
       "{'color':'black','line':false,'opacity':1,'orient':'vertical','point':false,'style':'boxplot-ticks','type':'tick'}"},
      {"{'type':'boxplot','extent':'min-max','box':false,'rule':false}", X_Q, NULL,
       "layer/0/layer/0/mark/type", "'tick'"},
      /* Colour, opacity and clip go to all parts, what a part says comes last. */
      {"{'type':'boxplot','extent':'min-max','color':'red','clip':true,'opacity':0.5,'rule':{'color':'blue'}}",
       X_Q, NULL, "layer/0/layer/0/mark",
       "{'clip':true,'color':'blue','line':false,'opacity':0.5,'point':false,'style':'boxplot-rule','type':'rule'}"},
      {"{'type':'boxplot','extent':'min-max','color':'red','opacity':0}", X_Q, NULL, "layer/0/layer/2/mark",
       "{'color':'red','line':false,'orient':'horizontal','point':false,'size':14,'style':'boxplot-box','type':'bar'}"},
      {"{'type':'boxplot','extent':'min-max','invalid':'filter'}", X_Q, NULL, "layer/0/layer/0/mark/invalid",
       "'filter'"},
      {MIN_MAX, X_N "," Y_Q ",'color':{'field':'k'},'size':{'value':3}", NULL,
       "layer/0/layer/0/encoding/color", "none"},
      {MIN_MAX, X_N "," Y_Q ",'color':{'field':'k'},'size':{'value':3}", NULL,
       "layer/0/layer/2/encoding/color", "{'field':'k'}"},
      {MIN_MAX, X_N "," Y_Q ",'color':{'field':'k'},'size':{'value':3}", NULL,
       "layer/0/layer/3/encoding/color/condition/field", "'k'"},
      {MIN_MAX, X_N "," Y_Q ",'color':{'field':'k'},'size':{'value':3}", NULL,
       "layer/0/layer/3/encoding/size/value", "3"},
      {MIN_MAX, X_N "," Y_Q ",'tooltip':{'field':'k'}", NULL, "layer/0/transform/0/groupby", "['c']"},
      /* The configuration. */
      {"'boxplot'", X_Q, ",'config':{'boxplot':{'extent':'min-max'}}", "layer/0/layer/0/mark/type", "'rule'"},
      {MIN_MAX, X_Q, ",'config':{'boxplot':{'size':7,'box':{'color':'red'}}}", "layer/0/layer/2/mark",
       "{'color':'red','line':false,'orient':'horizontal','point':false,'size':7,'style':'boxplot-box','type':'bar'}"},
      {MIN_MAX, X_Q, ",'config':{'boxplot':{'median':{'thickness':3}}}", "layer/0/layer/3/mark/color",
       "none"},
      {MIN_MAX, X_Q, ",'config':{'boxplot':{'rule':false}}", "layer/0/layer/0/mark/type", "'bar'"},
      {"{'type':'boxplot','extent':'min-max','rule':true}", X_Q, ",'config':{'boxplot':{'rule':false}}",
       "layer/0/layer/0/mark/type", "'rule'"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    check(&cases[i]);
}

static void test_errorbar(void **state) {
  (void)state;
  static const Case cases[] = {
      {"'errorbar'", X_N "," Y_Q, NULL, "layer/0/transform/0",
       "{'aggregate':[{'as':'extent_v','field':'v','op':'stderr'},{'as':'center_v','field':'v','op':'mean'}],'groupby':['c']}"},
      {"'errorbar'", X_N "," Y_Q, NULL, "layer/0/transform/1",
       "{'as':'upper_v','calculate':'datum[\\'center_v\\'] + datum[\\'extent_v\\']'}"},
      {"'errorbar'", X_N "," Y_Q, NULL, "layer/0/transform/2",
       "{'as':'lower_v','calculate':'datum[\\'center_v\\'] - datum[\\'extent_v\\']'}"},
      {"'errorbar'", X_N "," Y_Q, NULL, "layer/0/layer/0/encoding",
       "{'x':{'field':'c','type':'nominal'},'y':{'field':'lower_v','title':'v','type':'quantitative'},'y2':{'field':'upper_v'}}"},
      {"'errorbar'", X_N "," Y_Q, NULL, "layer/0/layer/1", "none"},
      {"{'type':'errorbar','extent':'ci'}", X_Q, NULL, "layer/0/transform",
       "[{'aggregate':[{'as':'lower_v','field':'v','op':'ci0'},{'as':'upper_v','field':'v','op':'ci1'},"
       "{'as':'center_v','field':'v','op':'mean'}],'groupby':[]}]"},
      {"{'type':'errorbar','extent':'iqr'}", X_Q, NULL, "layer/0/transform/0/aggregate/2/op", "'median'"},
      {"{'type':'errorbar','extent':'stdev'}", X_Q, NULL, "layer/0/transform/0/aggregate/0/op", "'stdev'"},
      {"{'type':'errorbar','center':'median'}", X_Q, NULL, "layer/0/transform/0/aggregate/0/op", "'q1'"},
      {"{'type':'errorbar','center':'median','extent':'stdev'}", X_Q, NULL,
       "layer/0/transform/0/aggregate/1/op", "'median'"},
      {"'errorbar'", X_Q, ",'config':{'errorbar':{'center':'median'}}", "layer/0/transform/0/aggregate/1/op",
       "'q3'"},
      {"{'type':'errorbar','ticks':true,'size':9,'thickness':2}", X_Q, NULL, "layer/0/layer/1/mark",
       "{'line':false,'orient':'vertical','point':false,'size':9,'style':'errorbar-ticks','thickness':2,'type':'tick'}"},
      {"{'type':'errorbar','ticks':true,'thickness':2}", X_Q, NULL, "layer/0/layer/2/mark/size", "2"},
      {"{'type':'errorbar','rule':false}", X_Q, NULL, "layer/0/layer", "[]"},
      {"'errorbar'", X_N "," Y_Q ",'size':{'field':'k'}", NULL, "layer/0/layer/0/encoding/size", "none"},
      {"'errorbar'", X_N "," Y_Q ",'size':{'field':'k'}", NULL, "layer/0/transform/0/groupby", "['c','k']"},
      {"'errorbar'", X_N "," Y_Q ",'detail':[{'field':'k'},{'field':'m'}]", NULL,
       "layer/0/transform/0/groupby", "['c','k','m']"},
      /* Ends that the data give. */
      {"'errorbar'", X_N "," Y_Q ",'y2':{'field':'w'}", NULL, "layer/0/transform",
       "[{'as':'upper_v','calculate':'datum[\\'w\\']'},{'as':'lower_v','calculate':'datum[\\'v\\']'}]"},
      {"'errorbar'", Y_N "," X_Q ",'xError':{'field':'e'}", NULL, "layer/0/transform",
       "[{'as':'upper_v','calculate':'datum[\\'v\\'] + datum[\\'e\\']'},{'as':'lower_v','calculate':'datum[\\'v\\'] - datum[\\'e\\']'}]"},
      {"'errorbar'", X_N "," Y_Q ",'yError':{'field':'e'},'yError2':{'field':'f'}", NULL,
       "layer/0/transform/1/calculate", "'datum[\\'v\\'] + datum[\\'f\\']'"},
      {"'errorbar'", X_N "," Y_Q ",'yError':{'field':'e'}", NULL, "layer/0/layer/0/encoding/yError", "none"},
      {"'errorbar'", X_N ",'y':{'field':'a.b','type':'quantitative'},'yError':{'field':'a.e'}", NULL,
       "layer/0/transform/0",
       "{'as':'upper_a.b','calculate':'datum[\\'a\\'][\\'b\\'] + datum[\\'a\\'][\\'e\\']'}"},
      {"'errorbar'", X_N ",'y':{'field':'a.b','type':'quantitative'},'yError':{'field':'a.e'}", NULL,
       "layer/0/layer/0/encoding/y2/field", "'upper_a\\\\.b'"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    check(&cases[i]);
}

static void test_errorband(void **state) {
  (void)state;
  static const Case cases[] = {
      {"'errorband'", X_N "," Y_Q, NULL, "layer/0/layer/0/mark",
       "{'line':false,'opacity':0.3,'point':false,'style':'errorband-band','type':'area'}"},
      {"'errorband'", X_N "," Y_Q, NULL, "layer/0/layer/1", "none"},
      {"'errorband'", Y_Q, NULL, "layer/0/layer/0/mark/type", "'rect'"},
      {"{'type':'errorband','borders':true}", Y_Q, NULL, "layer/0/layer/2/mark/type", "'rule'"},
      {"{'type':'errorband','borders':{'strokeDash':[1]},'interpolate':'monotone','tension':0.5}",
       X_N "," Y_Q, NULL, "layer/0/layer/2/mark",
       "{'interpolate':'monotone','line':false,'point':false,'strokeDash':[1],'style':'errorband-borders','tension':0.5,'type':'line'}"},
      {"{'type':'errorband','tension':0.5}", X_N "," Y_Q, NULL, "layer/0/layer/0/mark/tension", "none"},
      {"{'type':'errorband','interpolate':'monotone'}", Y_Q, NULL, "layer/0/layer/0/mark/interpolate",
       "none"},
      {"{'type':'errorband','band':false}", X_N "," Y_Q, NULL, "layer/0/layer", "[]"},
      {"{'type':'errorband','borders':true}", X_N "," Y_Q, ",'config':{'errorband':{'band':{'color':'red'}}}",
       "layer/0/layer/0/mark/opacity", "none"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    check(&cases[i]);
}

/* What the other channels compute comes before the parts. */
static void test_split(void **state) {
  (void)state;
#define BAR(encoding, path, expected)                                                                        \
  { "'errorbar'", encoding "," Y_Q, NULL, path, expected }
  static const Case cases[] = {
      BAR("'x':{'field':'d','timeUnit':'year'}", "layer/0/transform/0",
          "{'as':'year_d','field':'d','timeUnit':'year'}"),
      BAR("'x':{'field':'d','timeUnit':'year'}", "layer/0/transform/1/groupby", "['year_d']"),
      BAR("'x':{'field':'d','timeUnit':'year'}", "layer/0/layer/0/encoding/x",
          "{'field':'year_d','title':'d (year)','type':'temporal'}"),
      BAR("'x':{'field':'d','timeUnit':'month','type':'ordinal','axis':{'grid':true}}",
          "layer/0/layer/0/encoding/x",
          "{'axis':{'formatType':'time','grid':true},'field':'month_d','title':'d (month)','type':'ordinal'}"),
      BAR("'x':{'field':'d','timeUnit':'month','type':'ordinal','axis':null}",
          "layer/0/layer/0/encoding/x/axis", "null"),
      BAR("'color':{'field':'d','timeUnit':'month','type':'nominal'}",
          "layer/0/layer/0/encoding/color/legend", "{'formatType':'time'}"),
      BAR("'x':{'field':'d','timeUnit':'binnedyear'}", "layer/0/transform/0/groupby", "['d']"),
      BAR("'x':{'field':'b','bin':true}", "layer/0/transform/0",
          "{'as':['bin_maxbins_10_b','bin_maxbins_10_b_end'],'bin':{'maxbins':10},'field':'b'}"),
      BAR("'x':{'field':'b','bin':true}", "layer/0/transform/1/groupby",
          "['bin_maxbins_10_b','bin_maxbins_10_b_end']"),
      BAR("'x':{'field':'b','bin':true}", "layer/0/layer/0/encoding/x",
          "{'bin':'binned','field':'bin_maxbins_10_b','title':'b (binned)','type':'quantitative'}"),
      BAR("'x':{'field':'b','bin':true}", "layer/0/layer/0/encoding/x2", "{'field':'bin_maxbins_10_b_end'}"),
      BAR("'color':{'field':'b','bin':true}", "layer/0/layer/0/encoding/x2", "none"),
      BAR("'x':{'field':'b','bin':true,'title':'B'}", "layer/0/layer/0/encoding/x/title", "'B'"),
      BAR("'x':{'field':'b','bin':true,'title':null}", "layer/0/layer/0/encoding/x/title", "null"),
      BAR("'x':{'aggregate':'count'}", "layer/0/transform/0/aggregate/0", "{'as':'__count','op':'count'}"),
      BAR("'x':{'aggregate':'count'}", "layer/0/layer/0/encoding/x",
          "{'field':'__count','title':'Count of Records','type':'quantitative'}"),
      BAR("'color':{'aggregate':'mean','field':'k'}", "layer/0/transform/0/aggregate/0",
          "{'as':'mean_k','field':'k','op':'mean'}"),
      BAR("'color':{'aggregate':'mean','field':'k'}", "layer/0/transform/0/groupby", "[]"),
      BAR("'color':{'aggregate':{'argmax':'m'},'field':'k'}", "layer/0/transform/0/aggregate/0",
          "{'as':'argmax_m','field':'m','op':'argmax'}"),
      BAR("'color':{'aggregate':{'argmax':'m'},'field':'k'}", "layer/0/layer/0/encoding/color/field",
          "'argmax_m['k']'"),
      BAR("'color':{'value':'red'}", "layer/0/layer/0/encoding/color", "{'value':'red'}"),
      BAR("'x':{'datum':3}", "layer/0/transform/0/groupby", "[]"),
      {"'boxplot'", Y_Q ",'x':{'aggregate':'count'}", NULL, "layer/0/layer/0/layer/0/transform/1",
       "{'as':'__count','calculate':'null'}"},
      {"'boxplot'", Y_Q ",'x':{'aggregate':'count'}", NULL,
       "layer/0/layer/0/layer/1/transform/1/aggregate/4/op", "'count'"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    check(&cases[i]);
}

static void test_orientation(void **state) {
  (void)state;
#define TICKS(encoding, orient)                                                                              \
  { "{'type':'errorbar','ticks':true}", encoding, NULL, "layer/0/layer/0/mark/orient", orient }
  static const Case cases[] = {
      TICKS(X_Q, "'vertical'"),
      TICKS(Y_Q, "'horizontal'"),
      TICKS(X_N "," Y_Q, "'horizontal'"),
      TICKS(X_Q "," Y_N, "'vertical'"),
      TICKS(X_Q "," Y_Q, "'horizontal'"),
      TICKS(X_Q ",'y':{'field':'t','type':'temporal'}", "'vertical'"),
      TICKS(X_Q ",'y':{'field':'t','timeUnit':'year'}", "'vertical'"),
      TICKS(Y_Q ",'x':{'field':'t','type':'temporal'}", "'horizontal'"),
      TICKS(Y_Q ",'x':{'field':'b','bin':true}", "'horizontal'"),
      TICKS(Y_Q ",'x':{'field':'v','type':'quantitative','aggregate':'errorbar'}", "'vertical'"),
      TICKS(X_Q ",'y':{'field':'v','type':'quantitative','aggregate':'errorbar'}", "'horizontal'"),
      TICKS(X_Q "," Y_Q ",'x2':{'field':'w'}", "'vertical'"),
      TICKS(X_Q "," Y_Q ",'yError':{'field':'w'}", "'horizontal'"),
      {"{'type':'errorbar','ticks':true,'orient':'horizontal'}", X_Q "," Y_Q, NULL,
       "layer/0/layer/0/mark/orient", "'vertical'"},
      {"{'type':'errorbar','ticks':true,'orient':'vertical'}", X_Q "," Y_Q, NULL,
       "layer/0/layer/0/mark/orient", "'horizontal'"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    check(&cases[i]);
}

/* The unit's own members stay outside, in one layer around the parts. */
static void test_outside(void **state) {
  (void)state;
  static const char rest[] =
      ",'name':'n','width':9,'title':'t','data':{'url':'u'},'transform':[{'filter':'1'}],'params':[],'projection':{}";
  static const Case cases[] = {
      {"'boxplot'", X_Q, rest, "transform", "[{'filter':'1'}]"},
      {"'boxplot'", X_Q, rest, "width", "9"},
      {"'boxplot'", X_Q, rest, "name", "'n'"},
      {"'boxplot'", X_Q, rest, "data", "{'url':'u'}"},
      {"'boxplot'", X_Q, rest, "params", "none"},
      {"'boxplot'", X_Q, rest, "mark", "none"},
      {"'boxplot'", X_Q, rest, "encoding", "none"},
      {"'boxplot'", X_Q, rest, "layer/1", "none"},
      {"'boxplot'", X_Q, rest, "layer/0/origins", "[{'field':'v','type':'quantitative'}]"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    check(&cases[i]);
}

/* In a layer, what the layer encodes reaches the composite mark first. */
static void test_in_layer(void **state) {
  (void)state;
  json_t *root =
      parse("{'encoding':{'x':{'field':'c'},'y':{'field':'v','type':'quantitative'}},"
            "'layer':[{'mark':'errorbar'},{'mark':'point','encoding':{'y':{'aggregate':'mean'}}}]}");
  g_autoptr(GError) error = NULL;
  json_t *result = normalize(root, NULL, &error);
  g_autofree char *groupby = dump(at(result, "layer/0/layer/0/transform/0/groupby"));
  g_autofree char *point = dump(at(result, "layer/1/encoding/y/aggregate"));
  assert_string_equal(groupby, "['c']");
  assert_string_equal(point, "'mean'");
  json_decref(result);
  json_decref(root);
}

/* What is wrong, with the member that the message points to. */
static void test_errors(void **state) {
  (void)state;
  static const struct {
    const char *mark, *encoding, *node, *key, *message;
  } cases[] = {
      {"'boxplot'", "", "", NULL,
       "\"boxplot\" needs an axis with values: \"x\" or \"y\" of type \"quantitative\" or \"temporal\""},
      {"'boxplot'", X_N, "encoding/x", "type",
       "\"boxplot\" needs an axis with values: \"x\" or \"y\" of type \"quantitative\" or \"temporal\""},
      {"'boxplot'", X_N "," Y_N, "encoding/y", "type",
       "\"boxplot\" needs an axis with values: \"x\" or \"y\" of type \"quantitative\" or \"temporal\""},
      {"'boxplot'", "'x':{'value':3}", "", NULL,
       "\"boxplot\" needs an axis with values: \"x\" or \"y\" of type \"quantitative\" or \"temporal\""},
      {"'boxplot'", "'x':{'datum':3}", "encoding/x", NULL,
       "\"boxplot\" needs a field on channel \"x\": that of its values"},
      {"'boxplot'", "'x':{'field':'v','aggregate':'boxplot','type':'numeric'}", "encoding/x", "type",
       "\"numeric\" is no type; valid are \"quantitative\", \"temporal\", \"ordinal\" and \"nominal\""},
      {"'boxplot'", "'x':{'aggregate':'count'}", "encoding/x", NULL,
       "\"boxplot\" needs a field on channel \"x\": that of its values"},
      {"{'type':'boxplot','orient':'vertical'}", X_Q, "", NULL,
       "\"boxplot\" needs a field on channel \"y\": that of its values"},
      {"{'type':'boxplot','orient':'up'}", X_Q, "mark", "orient",
       "\"orient\" takes \"vertical\" or \"horizontal\""},
      {"{'type':'boxplot','extent':'iqr'}", X_Q, "mark", "extent",
       "the extent of a box plot is \"min-max\" or a number of interquartile ranges, such as 1.5"},
      {"{'type':'errorbar','extent':'min-max'}", X_Q, "mark", "extent",
       "the extent of an \"errorbar\" is \"ci\", \"iqr\", \"stderr\" or \"stdev\""},
      {"{'type':'errorband','extent':1}", X_Q, "mark", "extent",
       "the extent of an \"errorband\" is \"ci\", \"iqr\", \"stderr\" or \"stdev\""},
      {"{'type':'errorbar','center':'mode'}", X_Q, "mark", "center",
       "\"center\" takes \"mean\" or \"median\""},
      {"'errorbar'", X_Q "," Y_Q ",'x2':{'field':'a'},'y2':{'field':'b'}", "encoding", "y2",
       "\"errorbar\" cannot have both \"x2\" and \"y2\""},
      {"'errorbar'", X_Q "," Y_Q ",'xError':{'field':'a'},'yError':{'field':'b'}", "encoding", "yError",
       "\"errorbar\" cannot have both \"xError\" and \"yError\""},
      {"'errorbar'", X_Q ",'x2':{'field':'a'},'xError':{'field':'b'}", "encoding", "xError",
       "\"errorbar\" cannot have both \"x2\" and \"xError\""},
      {"'errorbar'", X_Q ",'xError2':{'field':'a'}", "encoding", "xError2",
       "\"xError2\" needs \"xError\", the error upwards, beside it"},
      {"'errorbar'", X_N ",'xError':{'field':'a'}", "encoding/x", "type",
       "\"x\" of a \"errorbar\" with \"xError\" must be of type \"quantitative\" or \"temporal\""},
      {"'errorbar'", X_Q ",'x2':{'datum':4}", "encoding", "x2", "\"x2\" of a \"errorbar\" needs a field"},
      {"'errorbar'",
       "'x':{'field':'v','type':'quantitative','aggregate':'errorbar'},'y':{'field':'v','type':'quantitative','aggregate':'errorbar'}",
       "encoding/x", "aggregate",
       "only one of \"x\" and \"y\" can have the values of a \"errorbar\"; remove the other's \"aggregate\""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = unit_text(cases[i].mark, cases[i].encoding, NULL);
    g_autoptr(GError) error = NULL;
    json_t *root = parse(text), *result = normalize(root, NULL, &error);
    if (result) fail_msg("%s is taken", text);
    assert_string_equal(error->message, cases[i].message);
    const CairnPlace *place = cairn_error_place(error);
    if (place->node != at(root, cases[i].node)) fail_msg("%s: the error is not at %s", text, cases[i].node);
    assert_int_equal(g_strcmp0(place->key, cases[i].key), 0);
    json_decref(root);
  }
}

static void test_warnings(void **state) {
  (void)state;
  static const struct {
    const char *mark, *encoding, *expected;
  } cases[] = {
      {"'errorbar'", X_Q, ""},
      {"{'type':'errorbar','center':'mean','extent':'iqr'}", X_Q, "the mean is no center of \"iqr\"\n"},
      {"{'type':'errorbar','extent':'iqr'}", X_Q ",'x2':{'field':'w'}",
       "center and extent are left out: the data give both ends\n"},
      {"{'type':'errorband','interpolate':'step'}", X_Q,
       "\"interpolate\" is left out: a band of one dimension has straight edges\n"},
      {"'boxplot'", "'x':{'field':'v','type':'quantitative','aggregate':'mean'}",
       "\"mean\" is left out: \"boxplot\" summarises the values itself\n"},
      {"'boxplot'", "'x':{'field':'v','type':'quantitative','aggregate':'boxplot'}", ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = unit_text(cases[i].mark, cases[i].encoding, NULL);
    g_autoptr(GString) messages = g_string_new(NULL);
    json_t *root = parse(text), *result = normalize(root, &(Warned){messages}, NULL);
    assert_non_null(result);
    assert_string_equal(messages->str, cases[i].expected);
    json_decref(result);
    json_decref(root);
  }
}

/* ---- Random units ---- */

static const char *pick(GRand *random, const char *const *list, size_t n) {
  return list[g_rand_int_range(random, 0, (gint32)n)];
}

static void add_random_channel(GRand *random, GString *text, const char *name) {
  static const char *const defs[] = {"{'field':'v','type':'quantitative'}",
                                     "{'field':'c','type':'nominal'}",
                                     "{'field':'t','type':'temporal'}",
                                     "{'field':'a.b[0]','type':'quantitative'}",
                                     "{'field':'it\\\\u0027s','type':'quantitative'}",
                                     "{'value':3}",
                                     "{'datum':3}",
                                     "null",
                                     "3",
                                     "[]",
                                     "[{'field':'k'},{'field':'v','bin':true}]",
                                     "{'aggregate':'count'}",
                                     "{'field':'v','bin':{'step':2}}",
                                     "{'field':'t','timeUnit':{'unit':'month','step':3}}",
                                     "{'condition':{'test':'1','field':'k'},'value':1}",
                                     "{}",
                                     "{'field':7}",
                                     "{'field':'v','aggregate':'boxplot'}",
                                     "{'field':'v','aggregate':'median'}",
                                     "'x'",
                                     "{'field':'','type':'quantitative'}"};
  g_string_append_printf(text, "%s'%s':%s", g_str_has_suffix(text->str, "{") ? "" : ",", name,
                         pick(random, defs, G_N_ELEMENTS(defs)));
}

static char *random_unit(GRand *random) {
  static const char *const marks[] = {"boxplot", "errorbar", "errorband"};
  static const char *const members[] = {"extent",  "center",      "size",   "orient",  "ticks",
                                        "box",     "band",        "rule",   "opacity", "style",
                                        "invalid", "interpolate", "tension"};
  static const char *const values[] = {"'min-max'", "1.5",        "'ci'", "'iqr'",
                                       "true",      "false",      "null", "{'color':'red'}",
                                       "[]",        "'vertical'", "0"};
  static const char *const channels[] = {"x",      "y",       "x2",      "y2",    "xError",
                                         "yError", "xError2", "yError2", "color", "size",
                                         "detail", "tooltip", "xOffset", "order", "nonsense"};
  GString *text = g_string_new(NULL);
  g_string_printf(text, "{'mark':{'type':'%s'", pick(random, marks, G_N_ELEMENTS(marks)));
  for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
    if (g_rand_int_range(random, 0, 5) == 0)
      g_string_append_printf(text, ",'%s':%s", members[i], pick(random, values, G_N_ELEMENTS(values)));
  g_string_append(text, "},'encoding':{");
  for (size_t i = 0; i < G_N_ELEMENTS(channels); i++)
    if (g_rand_int_range(random, 0, i < 2 ? 2 : 6) == 0) add_random_channel(random, text, channels[i]);
  g_string_append(text, "}}");
  return g_string_free(text, FALSE);
}

static bool has_composite(const json_t *view) {
  const json_t *layers = json_object_get(view, "layer");
  for (size_t i = 0; i < json_array_size(layers); i++)
    if (has_composite(json_array_get(layers, i))) return true;
  const char *type = cairn_json_string(json_object_get(view, "mark"), "type", "");
  return strcmp(type, "boxplot") == 0 || g_str_has_prefix(type, "error");
}

/* Any unit gives a tree of simple marks, or an error with a message; the unit itself stays as it was. */
static void test_random(void **state) {
  (void)state;
  GRand *random = g_rand_new_with_seed(20240611);
  size_t taken = 0;
  for (size_t i = 0; i < 4000; i++) {
    g_autofree char *text = random_unit(random);
    g_autoptr(GError) error = NULL;
    json_t *root = parse(text), *before = json_deep_copy(root), *result = normalize(root, NULL, &error);
    assert_true(json_equal(root, before));
    if (result) {
      g_autofree char *printed = dump(result);
      assert_string_not_equal(printed, "none");
      assert_false(has_composite(result));
      taken++;
    } else {
      assert_non_null(error);
      assert_true(error->domain == CAIRN_ERROR);
    }
    json_decref(result);
    json_decref(before);
    json_decref(root);
  }
  assert_in_range(taken, 400, 3600);
  g_rand_free(random);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_boxplot),  cmocka_unit_test(test_errorbar),    cmocka_unit_test(test_errorband),
      cmocka_unit_test(test_split),    cmocka_unit_test(test_orientation), cmocka_unit_test(test_outside),
      cmocka_unit_test(test_in_layer), cmocka_unit_test(test_errors),      cmocka_unit_test(test_warnings),
      cmocka_unit_test(test_random),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
