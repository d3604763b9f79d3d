#include "check_svg.h"

#include <libxml/xmlreader.h>
#include <string.h>

#define NUMBER "-?[0-9]+(\\.[0-9]+)?"
#define ID     "[A-Za-z_][A-Za-z0-9_-]*"
#define URL    "(https?://|mailto:)[A-Za-z0-9._~:/?#@!$&'()*+,;=%\\[\\]\\x{80}-\\x{10ffff}-]*"

static const char elements[] =
    " svg title desc style g defs clipPath linearGradient radialGradient stop path rect circle line text "
    "tspan use a ";

static const struct {
  const char *names; /* between spaces */
  const char *form;  /* of the whole value */
} attributes[] = {
    {" id aria-labelledby aria-describedby ", ID},
    {" class ", "[A-Za-z0-9_-]+( [A-Za-z0-9_-]+)*"},
    {" x y width height x1 y1 x2 y2 cx cy r fx fy fr offset font-size textLength stroke-width stroke-miterlimit stroke-dashoffset "
     "opacity fill-opacity stroke-opacity stop-opacity ",
     NUMBER},
    {" viewBox ", NUMBER " " NUMBER " " NUMBER " " NUMBER},
    {" stroke-dasharray ", NUMBER "( " NUMBER ")*"},
    {" d ", "[MLCZ0-9 .-]*"},
    {" transform ",
     "(rotate\\(" NUMBER " " NUMBER " " NUMBER "\\))? ?(translate\\(" NUMBER " " NUMBER "\\))?"},
    {" fill stroke ", "none|#[0-9a-f]{6}|url\\(#" ID "\\)"},
    {" stop-color ", "#[0-9a-f]{6}"},
    {" clip-path ", "url\\(#" ID "\\)"},
    {" font-family ", "[A-Za-z0-9 ,'_-]+"},
    {" font-weight ", "bold"},
    {" font-style ", "italic"},
    {" text-anchor ", "middle|end"},
    {" direction ", "rtl"},
    {" stroke-linecap ", "round|square"},
    {" stroke-linejoin ", "round|bevel"},
    {" lengthAdjust ", "spacingAndGlyphs"},
    {" role ", "img"},
    {" xml:lang ", "[A-Za-z0-9-]+"},
    {" xml:space ", "preserve"},
    {" style ", "mix-blend-mode:[a-z-]+|font-kerning:normal"},
    {" xmlns ", "http://www\\.w3\\.org/2000/svg"},
    {" xmlns:xlink ", "http://www\\.w3\\.org/1999/xlink"},
};

typedef struct Check {
  GString *complaints, *words;
  GHashTable *ids;
  GHashTable *forms; /* form -> GRegex, as each is needed thousands of times */
  int in_text;       /* depth of <text>; 0 outside */
} Check;

static bool is_among(const char *list, const char *name) {
  g_autofree char *between = g_strdup_printf(" %s ", name);
  return !strchr(name, ' ') && strstr(list, between);
}

static bool has_form(Check *check, const char *value, const char *form) {
  GRegex *known = g_hash_table_lookup(check->forms, form);
  if (!known) {
    g_autofree char *whole = g_strdup_printf("^(%s)$", form);
    known = g_regex_new(whole, G_REGEX_DOLLAR_ENDONLY | G_REGEX_OPTIMIZE, 0, NULL);
    g_hash_table_insert(check->forms, (char *)form, known);
  }
  return g_regex_match(known, value, 0, NULL);
}

static const char *form_of(const char *element, const char *attribute) {
  if (strcmp(attribute, "xlink:href") == 0)
    return strcmp(element, "use") == 0 ? "#" ID : strcmp(element, "a") == 0 ? URL : NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++)
    if (is_among(attributes[i].names, attribute)) return attributes[i].form;
  return NULL;
}

static void check_attribute(Check *check, const char *element, const char *name, const char *value) {
  const char *form = form_of(element, name);
  if (!form || !has_form(check, value, form))
    g_string_append_printf(check->complaints, "<%s %s=\"%.200s\">\n", element, name, value);
  if (strcmp(name, "id") == 0 && !g_hash_table_add(check->ids, g_strdup(value)))
    g_string_append_printf(check->complaints, "id twice: %s\n", value);
}

static void check_element(Check *check, xmlTextReaderPtr reader) {
  g_autofree char *element = g_strdup((const char *)xmlTextReaderConstName(reader));
  if (!is_among(elements, element)) g_string_append_printf(check->complaints, "<%s>\n", element);
  if (strcmp(element, "text") == 0 && !xmlTextReaderIsEmptyElement(reader))
    check->in_text = xmlTextReaderDepth(reader);
  while (xmlTextReaderMoveToNextAttribute(reader) == 1)
    check_attribute(check, element, (const char *)xmlTextReaderConstName(reader),
                    (const char *)xmlTextReaderConstValue(reader));
}

/* Nothing but the forms of rules that cairn writes; a font only in the file itself. */
static void check_style(Check *check, const char *text) {
  g_autoptr(GRegex) known = g_regex_new("@font-face\\{|@media \\(prefers-color-scheme:dark\\)\\{|"
                                        "url\\(data:font/woff;base64,[A-Za-z0-9+/=]*\\)",
                                        0, 0, NULL);
  g_autofree char *rest = g_regex_replace(known, text, -1, 0, "", 0, NULL);
  if (!has_form(check, rest, "[A-Za-z0-9 .,:;#*>(){}_-]*") || strstr(rest, "url(") ||
      strstr(rest, "expression"))
    g_string_append_printf(check->complaints, "style %.200s\n", rest);
}

/* Characters that no text of a document may hold: controls, surrogates, what is not a character, and a
 * direction that is opened and not closed. */
static void check_characters(Check *check, const char *text) {
  int embedded = 0, isolated = 0;
  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    bool wrong = (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0) || (c & 0xfffe) == 0xfffe ||
                 (c >= 0xfdd0 && c <= 0xfdef);
    if (wrong) g_string_append_printf(check->complaints, "U+%04X\n", c);
    embedded += (c == 0x202a || c == 0x202b || c == 0x202d || c == 0x202e) - (c == 0x202c);
    isolated += (c >= 0x2066 && c <= 0x2068) - (c == 0x2069);
  }
  if (embedded != 0 || isolated != 0)
    g_string_append_printf(check->complaints, "directions that are not closed in \"%.100s\"\n", text);
}

static void check_text(Check *check, xmlTextReaderPtr reader) {
  const char *text = (const char *)xmlTextReaderConstValue(reader);
  xmlNodePtr parent = xmlTextReaderCurrentNode(reader)->parent;
  const char *element = (const char *)parent->name;
  if (strcmp(element, "style") == 0)
    check_style(check, text);
  else if (is_among(" title desc text tspan ", element))
    check_characters(check, text);
  else if (text[strspn(text, " \n")] != 0)
    g_string_append_printf(check->complaints, "text in <%s>: %.100s\n", element, text);
  if (check->words && check->in_text) g_string_append(check->words, text);
}

static void check_node(Check *check, xmlTextReaderPtr reader) {
  switch (xmlTextReaderNodeType(reader)) {
  case XML_READER_TYPE_ELEMENT:
    check_element(check, reader);
    return;
  case XML_READER_TYPE_END_ELEMENT:
    if (xmlTextReaderDepth(reader) == check->in_text) check->in_text = 0;
    return;
  case XML_READER_TYPE_TEXT:
  case XML_READER_TYPE_WHITESPACE:
  case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
    check_text(check, reader);
    return;
  default: /* comments, CDATA, instructions, entities, document types */
    g_string_append_printf(check->complaints, "a node of type %d: %.100s\n", xmlTextReaderNodeType(reader),
                           (const char *)xmlTextReaderConstName(reader));
  }
}

static void tell_error(void *data, const char *message, xmlParserSeverities severity,
                       xmlTextReaderLocatorPtr where) {
  (void)severity;
  g_string_append_printf(data, "line %d: %s", xmlTextReaderLocatorLineNumber(where), message);
}

void check_svg(const char *bytes, size_t n, GString *complaints, GString *words) {
  Check check = {complaints, words, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                 g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_regex_unref), 0};
  xmlTextReaderPtr reader = xmlReaderForMemory(bytes, (int)n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
  xmlTextReaderSetErrorHandler(reader, tell_error, complaints);
  int status;
  while ((status = xmlTextReaderRead(reader)) == 1)
    check_node(&check, reader);
  if (status != 0) g_string_append(complaints, "not well-formed\n");
  xmlFreeTextReader(reader);
  g_hash_table_unref(check.ids);
  g_hash_table_unref(check.forms);
}
