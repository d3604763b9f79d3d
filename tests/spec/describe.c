#include "describe.h"

#include "spec/properties.h"

#include <string.h>

/* ---- The kinds, in the order in which they are met ---- */

static void collect_shape(const CairnShape *shape, GPtrArray *kinds);

static void add_kind(const CairnKind *kind, GPtrArray *kinds) {
  if (!g_ptr_array_find(kinds, kind, NULL)) g_ptr_array_add(kinds, (void *)kind);
}

static void collect_shape(const CairnShape *shape, GPtrArray *kinds) {
  for (size_t i = 0; i < shape->n_variants; i++)
    add_kind(shape->variants[i].kind, kinds);
  if (shape->items) collect_shape(shape->items, kinds);
}

static void collect_row(const CairnPropertyRow *row, void *data) {
  if (row->support != CAIRN_UNSUPPORTED) collect_shape(row->shape, data);
}

/* Breadth first; every kind that is reached from `kinds`, once. */
static void collect_below(GPtrArray *kinds) {
  for (guint i = 0; i < kinds->len; i++) {
    const CairnKind *kind = kinds->pdata[i];
    for (size_t k = 0; k < G_N_ELEMENTS(kind->includes) && kind->includes[k]; k++)
      add_kind(kind->includes[k], kinds);
    for (size_t k = 0; k < kind->n_rows; k++)
      collect_row(&kind->rows[k], kinds);
    if (kind->others) collect_shape(kind->others, kinds);
  }
}

/* ---- Markdown ---- */

/* GitHub's anchor of a heading: lower case, spaces to hyphens, no punctuation. */
static char *anchor_of(const char *title) {
  GString *out = g_string_new(NULL);
  for (const char *c = title; *c; c++) {
    if (g_ascii_isalnum(*c))
      g_string_append_c(out, g_ascii_tolower(*c));
    else if (*c == ' ' || *c == '-')
      g_string_append_c(out, '-');
  }
  return g_string_free(out, FALSE);
}

static void append_link(GString *out, const CairnKind *kind) {
  g_autofree char *anchor = anchor_of(kind->title);
  g_string_append_printf(out, "[%s](#%s)", kind->title, anchor);
}

/* A cell of a table: no bar may end it. */
static void append_cell(GString *out, const char *text) {
  for (const char *c = text; *c; c++) {
    if (*c == '|') g_string_append_c(out, '\\');
    g_string_append_c(out, *c);
  }
}

static void append_kinds(GString *out, const CairnShape *shape) {
  g_autoptr(GPtrArray) kinds = g_ptr_array_new();
  collect_shape(shape, kinds);
  for (guint i = 0; i < kinds->len; i++) {
    const CairnKind *kind = kinds->pdata[i];
    g_string_append(out, i ? ", " : ": ");
    append_link(out, kind);
  }
}

static const char *support_of(CairnSupport support) {
  switch (support) {
  case CAIRN_REQUIRED:
    return "yes, needed";
  case CAIRN_SUPPORTED:
    return "yes";
  case CAIRN_INERT:
    return "no effect";
  default:
    return "**error**";
  }
}

static void append_row(GString *out, const char *name, CairnSupport support, const CairnShape *shape,
                       const char *meaning) {
  g_autoptr(GString) takes = g_string_new(NULL);
  cairn_shape_describe(shape, takes);
  append_kinds(takes, shape);
  g_string_append_printf(out, "| %s | %s | ", name, support_of(support));
  append_cell(out, takes->str);
  g_string_append(out, " | ");
  append_cell(out, meaning);
  g_string_append(out, " |\n");
  for (size_t i = 0; shape->missing && shape->missing[i]; i++)
    g_string_append_printf(out, "| %s: `\"%s\"` | **error** | | |\n", name, shape->missing[i]);
}

static void append_ineffective(GString *out, const CairnKind *kind) {
  if (!kind->ineffective) return;
  g_string_append(out, "Without effect, with a warning, it takes also the properties of ");
  for (size_t i = 0; kind->ineffective[i]; i++) {
    if (i) g_string_append(out, ", ");
    append_link(out, kind->ineffective[i]);
  }
  g_string_append(out, ".\n");
}

static void append_kind(GString *out, const CairnKind *kind) {
  g_string_append_printf(out, "\n## %s\n", kind->title);
  if (kind->n_rows || kind->others)
    g_string_append(out, "\n| property | supported | takes | meaning |\n|---|---|---|---|\n");
  for (size_t i = 0; i < kind->n_rows; i++) {
    g_autofree char *name = g_strdup_printf("`%s`", kind->rows[i].name);
    append_row(out, name, kind->rows[i].support, kind->rows[i].shape, kind->rows[i].meaning);
  }
  if (kind->others) append_row(out, "any name", CAIRN_SUPPORTED, kind->others, "");
  for (size_t i = 0; i < G_N_ELEMENTS(kind->includes) && kind->includes[i]; i++) {
    g_string_append(out, i ? ", " : "\nAnd the properties of ");
    append_link(out, kind->includes[i]);
  }
  if (kind->includes[0]) g_string_append(out, ".\n");
  append_ineffective(out, kind);
  if (kind->needs) g_string_append_printf(out, "It needs `%s`.\n", kind->needs);
}

/* ---- The page ---- */

static const char introduction[] =
    "<!-- Written by cairn_vega_lite_docs from the table that the checker reads (render/spec/properties*.c). -->\n"
    "\n"
    "# What cairn takes of Vega-Lite\n"
    "\n"
    "cairn reads specs of Vega-Lite 6. Below is every property of it, by the object that holds it:\n"
    "\n"
    "* **yes**: it is drawn; \"needed\": the object is incomplete without it.\n"
    "* **no effect**: it is accepted, and has no meaning in a still picture.\n"
    "* **error**: it would change the picture and cairn does not draw it. `cairn` says where it stands and stops;\n"
    "  `--lenient` turns that into a warning and draws without it.\n"
    "\n"
    "A property that is not listed is an error, with a suggestion. Data (`values`, `datasets`) and the `usermeta` of\n"
    "other tools are not looked into. `{\"expr\": \"...\"}` is an expression. Of functions about the chart, scale, invert, domain,\n"
    "range and bandwidth can be called in properties of marks.\n";

/* The kinds of charts have no section of their own: they are a kind of view with the properties of a chart.
 */
static bool has_section(const CairnKind *kind) {
  return kind->title != NULL;
}

void cairn_spec_describe(GString *out) {
  g_autoptr(GPtrArray) kinds = g_ptr_array_new();
  collect_shape(&cairn_shape_chart, kinds);
  collect_below(kinds);
  g_string_append(out, introduction);
  for (guint i = 0; i < kinds->len; i++)
    if (has_section(kinds->pdata[i])) append_kind(out, kinds->pdata[i]);
}
