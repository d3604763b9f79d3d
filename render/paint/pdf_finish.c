#include "paint/pdf_finish.h"

#include "base/number.h"

#include <string.h>

/* The file as it came: objects, then a table of where each stands (ISO 32000-1, 7.5.4), then the trailer. */
typedef struct File {
  const char *bytes;
  size_t n;
  size_t table; /* where the table begins */
  const char *entries;
  size_t n_objects;
  const char *trailer;
} File;

enum { ENTRY = 20, OFFSET_DIGITS = 10 };

/* A change: `removed` bytes at `at` give way to `text`. */
typedef struct Edit {
  size_t at, removed;
  GString *text;
} Edit;

static void edit_clear(void *edit) {
  g_string_free(((Edit *)edit)->text, TRUE);
}

/* ---- Reading ---- */

/* The number that follows `key`, a line of its own or a part of one, after `from`. */
static bool number_after(const File *file, const char *from, const char *key, size_t *number) {
  const char *end = file->bytes + file->n;
  const char *at = g_strstr_len(from, end - from, key);
  if (!at) return false;
  *number = 0;
  for (at += strlen(key); at < end && g_ascii_isdigit(*at); at++)
    if ((*number = *number * 10 + (size_t)(*at - '0')) > file->n) return false;
  return true;
}

static size_t offset_of(const File *file, size_t object) {
  size_t offset = 0;
  for (size_t i = 0; i < OFFSET_DIGITS; i++)
    offset = offset * 10 + (size_t)(file->entries[object * ENTRY + i] - '0');
  return offset;
}

static bool has_entries(const File *file) {
  for (size_t object = 1; object < file->n_objects; object++) {
    const char *entry = file->entries + object * ENTRY;
    for (size_t i = 0; i < OFFSET_DIGITS; i++)
      if (!g_ascii_isdigit(entry[i])) return false;
    if (entry[ENTRY - 3] != 'n' || offset_of(file, object) >= file->table) return false;
  }
  return true;
}

/* False for files of another layout. */
static bool read_file(const GByteArray *bytes, File *file) {
  static const char head[] = "xref\n0 ";
  enum { TAIL = 256 };
  *file = (File){.bytes = (const char *)bytes->data, .n = bytes->len};
  if (file->n < TAIL || !number_after(file, file->bytes + file->n - TAIL, "startxref\n", &file->table))
    return false;
  const char *table = file->bytes + file->table;
  size_t rest = file->n - file->table;
  if (rest < sizeof head || memcmp(table, head, sizeof head - 1) != 0) return false;
  if (!number_after(file, table, head, &file->n_objects)) return false;
  const char *line = memchr(table + sizeof head - 1, '\n', rest - (sizeof head - 1));
  if (!line || file->n_objects > rest / ENTRY) return false;
  file->entries = line + 1;
  file->trailer = file->entries + file->n_objects * ENTRY;
  return file->trailer + strlen("trailer") < file->bytes + file->n &&
         g_str_has_prefix(file->trailer, "trailer") && has_entries(file);
}

/* Where `text` begins in an object, or 0. */
static size_t find_in_object(const File *file, size_t object, const char *text) {
  if (object == 0 || object >= file->n_objects) return 0;
  const char *start = file->bytes + offset_of(file, object), *limit = file->bytes + file->table;
  const char *end = g_strstr_len(start, limit - start, "endobj");
  const char *found = g_strstr_len(start, (end ? end : limit) - start, text);
  return found ? (size_t)(found - file->bytes) : 0;
}

/* ---- Changing ---- */

static GString *insert(GArray *edits, size_t at) {
  Edit edit = {at, 0, g_string_new(NULL)};
  g_array_append_val(edits, edit);
  return edit.text;
}

/* A text string in UTF-16 (7.9.2.2), as digits. */
static void append_text(GString *out, const char *text) {
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  glong n = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16(valid, -1, NULL, &n, NULL);
  g_string_append(out, "<FEFF");
  for (glong i = 0; i < n; i++)
    g_string_append_printf(out, "%04X", units[i]);
  g_string_append_c(out, '>');
}

static bool is_figure(const File *file, size_t object) {
  size_t type = find_in_object(file, object, "<< /Type /StructElem\n   /S /Figure\n");
  return type > 0 && type - offset_of(file, object) < 24; /* right after "N 0 obj" */
}

/* A figure without text is one that a reader is told nothing of (14.9.3); its box lets them show where it is.
 */
static void tell_figure(const File *file, const CairnPdfFacts *facts, GArray *edits) {
  static const char type[] = "/S /Figure\n";
  for (size_t object = 1; object < file->n_objects; object++) {
    if (!is_figure(file, object)) continue;
    char width[CAIRN_NUMBER_BUFFER], height[CAIRN_NUMBER_BUFFER]; /* PDF knows no exponents (7.3.3) */
    cairn_number_to_fixed(facts->width, 3, width);
    cairn_number_to_fixed(facts->height, 3, height);
    GString *text = insert(edits, find_in_object(file, object, type) + sizeof type - 1);
    if (facts->alternative) {
      g_string_append(text, "   /Alt ");
      append_text(text, facts->alternative);
      g_string_append_c(text, '\n');
    }
    g_string_append_printf(text, "   /A << /O /Layout /Placement /Block /BBox [ 0 0 %s %s ] >>\n", width, height);
    return;
  }
}

static void tell_document(const File *file, const CairnPdfFacts *facts, GArray *edits) {
  static const char type[] = "/Type /Catalog\n";
  size_t catalog, at;
  if (!number_after(file, file->trailer, "/Root ", &catalog)) return;
  if (!(at = find_in_object(file, catalog, type))) return;
  GString *text = insert(edits, at + sizeof type - 1);
  if (facts->language) {
    g_string_append(text, "   /Lang ");
    append_text(text, facts->language);
    g_string_append_c(text, '\n');
  }
  if (facts->has_title) g_string_append(text, "   /ViewerPreferences << /DisplayDocTitle true >>\n");
}

static void remove_date(const File *file, GArray *edits) {
  static const char date[] = "\n   /CreationDate (";
  size_t info, at;
  if (!number_after(file, file->trailer, "/Info ", &info)) return;
  if (!(at = find_in_object(file, info, date))) return;
  const char *end = memchr(file->bytes + at, ')', file->table - at);
  if (!end) return;
  insert(edits, at);
  g_array_index(edits, Edit, edits->len - 1).removed = (size_t)(end + 1 - file->bytes) - at;
}

/* ---- Writing ---- */

static int compare_edits(const void *a, const void *b) {
  size_t x = ((const Edit *)a)->at, y = ((const Edit *)b)->at;
  return (x > y) - (x < y);
}

static void append_bytes(GByteArray *out, const char *bytes, size_t n) {
  g_byte_array_append(out, (const guint8 *)bytes, (guint)n);
}

static void write_objects(const File *file, const GArray *edits, GByteArray *out) {
  size_t done = 0;
  for (guint i = 0; i < edits->len; i++) {
    const Edit *edit = &g_array_index(edits, Edit, i);
    append_bytes(out, file->bytes + done, edit->at - done);
    append_bytes(out, edit->text->str, edit->text->len);
    done = edit->at + edit->removed;
  }
  append_bytes(out, file->bytes + done, file->table - done);
}

/* Where what stood at `offset` stands now. */
static size_t moved(const GArray *edits, size_t offset) {
  size_t to = offset;
  for (guint i = 0; i < edits->len; i++) {
    const Edit *edit = &g_array_index(edits, Edit, i);
    if (edit->at < offset) to += edit->text->len - edit->removed;
  }
  return to;
}

static void write_table(const File *file, const GArray *edits, GByteArray *out) {
  const char *table = file->bytes + file->table, *end = file->bytes + file->n;
  const char *start = g_strstr_len(file->trailer, end - file->trailer, "startxref\n");
  g_autoptr(GString) text = g_string_new_len(table, file->entries + ENTRY - table);
  for (size_t object = 1; object < file->n_objects; object++) {
    g_string_append_printf(text, "%010zu", moved(edits, offset_of(file, object)));
    g_string_append_len(text, file->entries + object * ENTRY + OFFSET_DIGITS, ENTRY - OFFSET_DIGITS);
  }
  g_string_append_len(text, file->trailer, start - file->trailer);
  g_string_append_printf(text, "startxref\n%zu\n%%%%EOF\n", moved(edits, file->table));
  append_bytes(out, text->str, text->len);
}

void cairn_pdf_finish(const GByteArray *bytes, const CairnPdfFacts *facts, GByteArray *out) {
  File file;
  if (!read_file(bytes, &file)) {
    g_byte_array_append(out, bytes->data, bytes->len);
    return;
  }
  g_autoptr(GArray) edits = g_array_new(FALSE, FALSE, sizeof(Edit));
  g_array_set_clear_func(edits, edit_clear);
  tell_figure(&file, facts, edits);
  tell_document(&file, facts, edits);
  if (!facts->has_date) remove_date(&file, edits);
  g_array_sort(edits, compare_edits);
  write_objects(&file, edits, out);
  write_table(&file, edits, out);
}
