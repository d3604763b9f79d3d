#include "attacks.h"

#include <glib.h>
#include <string.h>

static json_t *load(const char *name) {
  g_autofree char *path = g_build_filename(CAIRN_SOURCE_DIR, "tests/safety", name, NULL);
  return json_load_file(path, 0, NULL);
}

json_t *attack_texts(void) {
  json_t *texts = load("naughty.json"), *payloads = load("payloads.json"), *breakout, *vector;
  size_t i, k;
  json_array_foreach(json_object_get(payloads, "breakouts"), i, breakout) {
    json_array_foreach(json_object_get(payloads, "vectors"), k, vector) {
      g_autofree char *text = g_strconcat(json_string_value(breakout), json_string_value(vector), NULL);
      json_array_append_new(texts, json_string(text));
    }
  }
  json_decref(payloads);
  return texts;
}

/* The text as the name of a field, without the characters that make a path of it. Free with g_free. */
static char *field_of(const char *text) {
  return g_strdelimit(g_strdup(*text ? text : "empty"), ".[]\\'\"", '_');
}

/* One chart with the text everywhere. */
static json_t *chart_of(const char *text) {
  g_autofree char *field = field_of(text);
  const char *name = *text ? text : "empty";
  json_t *bar =
      json_pack("{s:s, s:{s:s, s:s, s:s, s:s, s:s}, s:{s:{s:s, s:s, s:{s:s, s:s, s:s}}}}", "name", name,  //
                "mark", "type", "bar", "href", text, "style", name, "tooltip", text, "description", text, //
                "encoding", "color", "field", field, "type", "nominal", "legend", "title", text, "titleFont",
                text, "labelFont", text);
  json_t *label =
      json_pack("{s:{s:s, s:s, s:s, s:s}, s:{s:{s:s}, s:{s:s}, s:{s:s}}}",           //
                "mark", "type", "text", "text", text, "font", text, "align", "left", //
                "encoding", "href", "field", field, "tooltip", "field", field, "description", "field", field);
  json_t *encoding = json_pack("{s:{s:s, s:s, s:s}, s:{s:s, s:s, s:{s:s, s:s, s:s, s:s}}}", //
                               "y", "field", field, "type", "nominal", "title", text, "x",  //
                               "field", "v", "type", "quantitative", "axis", "title", text, "labelFont", text,
                               "titleFont", text, "format", "$.1f");
  json_t *facet = json_pack("{s:{s:s, s:s, s:{s:s, s:s, s:s}}}", "row", "field", field, "type", "nominal", //
                            "header", "title", text, "labelFont", text, "titleFont", text);
  json_t *view = json_pack("{s:i, s:o, s:[o, o]}", "width", 60, "encoding", encoding, "layer", bar, label);
  return json_pack("{s:s, s:s, s:{s:s, s:s, s:s, s:s}, s:{s:[{s:s, s:i}]}, s:o, s:o}", //
                   "name", name, "description", text, "title", "text", text, "subtitle", text, "font", text,
                   "subtitleFont", text, "data", "values", field, text, "v", 1, "facet", facet, "spec", view);
}

/* d3's locale of numbers, with the text for money. */
static json_t *locale_of(const char *text) {
  return json_pack("{s:{s:s, s:s, s:[i], s:[s, s]}}", "number", "decimal", ".", "thousands", ",", "grouping",
                   3, "currency", text, text);
}

json_t *attack_spec(const json_t *texts, size_t first, size_t n) {
  json_t *charts = json_array();
  g_autoptr(GString) all = g_string_new(NULL);
  for (size_t i = first; i < first + n && i < json_array_size(texts); i++) {
    const char *text = json_string_value(json_array_get(texts, i));
    json_array_append_new(charts, chart_of(text));
    g_string_append_printf(all, " %s", text);
  }
  return json_pack("{s:s, s:{s:s}, s:{s:{s:s, s:s, s:s}}, s:{s:s, s:o}, s:{s:{s:s}}, s:o}", "description",
                   all->str, "title", "text", all->str, "usermeta", "cairn", "source", all->str, "note",
                   all->str, "author", all->str, "config", "font", all->str, "locale",
                   locale_of(json_string_value(json_array_get(texts, first))), "resolve", "scale", "color",
                   "independent", "vconcat", charts);
}

json_t *attack_image(const char *text) {
  return json_pack("{s:{s:[{s:s}]}, s:{s:s, s:s}, s:{s:{s:s}, s:{s:s}}}", "data", "values", "u", text, "mark",
                   "type", "image", "url", text, "encoding", "url", "field", "u", "href", "field", "u");
}

json_t *attack_milestones(const json_t *texts, size_t first, size_t n) {
  json_t *rows = json_array();
  for (size_t i = first; i < first + n && i < json_array_size(texts); i++) {
    json_t *text = json_array_get(texts, i);
    json_array_append_new(
        rows, json_pack("{s:i, s:O, s:O}", "year", (int)(i - first), "label", text, "kind", text));
  }
  json_t *x = json_pack("{s:s, s:s}", "field", "year", "type", "quantitative");
  return json_pack("{s:i, s:{s:o}, s:{s:{s:[s]}}, s:[{s:s, s:s, s:{s:o, s:{s:s, s:s}, s:{s:s}}}]}", "width",
                   600, "data", "values", rows, "usermeta", "cairn", "milestones", "events", "layer", "name",
                   "events", "mark", "text", "encoding", "x", x, "color", "field", "kind", "type", "nominal",
                   "text", "field", "label");
}
