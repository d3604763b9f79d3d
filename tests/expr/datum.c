#include "datum.h"

#include "base/number.h"

#include <math.h>

typedef struct Member {
  const char *key;
  CairnValue value;
} Member;

static CairnValue number(double value) {
  return cairn_value_number(value);
}

static CairnValue text(const char *value) {
  return cairn_value_string(value);
}

static CairnValue object(CairnArena *arena, const Member *members, size_t n) {
  const char **keys = cairn_arena_array(arena, n, const char *);
  CairnValue *values = cairn_arena_array(arena, n, CairnValue);
  for (size_t i = 0; i < n; i++) {
    keys[i] = members[i].key;
    values[i] = members[i].value;
  }
  return cairn_value_new_object(arena, keys, values, n);
}

#define OBJECT(arena, ...)                                                                                   \
  object(arena, (const Member[]){__VA_ARGS__}, sizeof((const Member[]){__VA_ARGS__}) / sizeof(Member))
#define ARRAY(arena, ...)                                                                                    \
  cairn_value_new_array(arena, (const CairnValue[]){__VA_ARGS__},                                            \
                        sizeof((const CairnValue[]){__VA_ARGS__}) / sizeof(CairnValue))

static CairnValue new_row(CairnArena *arena) {
  CairnValue inner = OBJECT(arena, {"a", number(1)}, {"b", OBJECT(arena, {"c", text("x")})});
  CairnValue first = OBJECT(arena, {"v", number(1)}, {"w", OBJECT(arena, {"z", text("p")})});
  CairnValue second = OBJECT(arena, {"v", number(2)}, {"w", OBJECT(arena, {"z", text("q")})});
  return OBJECT(arena, {"num", number(3.5)}, {"neg", number(-7)}, {"zero", number(0)}, {"big", number(1e21)},
                {"nan", number(NAN)}, {"str", text("Hello")}, {"empty", text("")}, {"numstr", text("42")},
                {"words", text("the quick brown fox")}, {"yes", cairn_value_boolean(true)},
                {"no", cairn_value_boolean(false)}, {"nil", cairn_value_null()},
                {"date", cairn_value_time(949550706789.0)}, {"a b", number(5)}, {"x.y", number(6)},
                {"arr", ARRAY(arena, number(3), number(1), number(2))},
                {"mixed", ARRAY(arena, number(1), text("a"), cairn_value_null(), cairn_value_boolean(true))},
                {"none", cairn_value_new_array(arena, NULL, 0)}, {"obj", inner}, {"uni", text("héllo😀ß")},
                {"rows", ARRAY(arena, first, second)});
}

const CairnTable *new_datum(CairnArena *arena) {
  const CairnObject *row = new_row(arena).object;
  CairnTable *table = cairn_table_new(arena, 1);
  for (size_t i = 0; i < row->n; i++)
    cairn_table_put(table, cairn_column_from_values(arena, row->keys[i], &row->values[i], 1));
  return table;
}

static const char *const signal_names[] = {"width", "name", "list"};

const CairnExprScope signal_scope = {signal_names, 3};

const CairnValue *new_signals(CairnArena *arena) {
  CairnValue *values = cairn_arena_array(arena, 3, CairnValue);
  values[0] = number(200);
  values[1] = text("cairn");
  values[2] = ARRAY(arena, number(10), number(20));
  return values;
}

/* ---- writing ---- */

/* As JSON.stringify writes a text. */
static void append_text(GString *out, const char *value) {
  static const char plain[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
  g_string_append_c(out, '"');
  for (const char *p = value; *p; p++) {
    const char *special = strchr(plain, *p);
    if (special)
      g_string_append_printf(out, "\\%c", letters[special - plain]);
    else if ((unsigned char)*p < 0x20)
      g_string_append_printf(out, "\\u%04x", (unsigned)*p);
    else
      g_string_append_c(out, *p);
  }
  g_string_append_c(out, '"');
}

static void append_object(GString *out, const CairnObject *value) {
  g_string_append_c(out, '{');
  for (size_t i = 0; i < value->n; i++) {
    if (i > 0) g_string_append_c(out, ',');
    append_text(out, value->keys[i]);
    g_string_append_c(out, ':');
    append_value(out, value->values[i]);
  }
  g_string_append_c(out, '}');
}

void append_value(GString *out, CairnValue value) {
  switch (value.kind) {
  case CAIRN_UNDEFINED:
    g_string_append(out, "undefined");
    return;
  case CAIRN_NULL:
    g_string_append(out, "null");
    return;
  case CAIRN_BOOLEAN:
    g_string_append(out, value.boolean ? "true" : "false");
    return;
  case CAIRN_NUMBER:
    cairn_number_append(out, value.number);
    return;
  case CAIRN_STRING:
    append_text(out, value.string);
    return;
  case CAIRN_TIME:
    g_string_append(out, "Date(");
    cairn_number_append(out, value.number);
    g_string_append_c(out, ')');
    return;
  case CAIRN_ARRAY:
    g_string_append_c(out, '[');
    for (size_t i = 0; i < value.array->n; i++) {
      if (i > 0) g_string_append_c(out, ',');
      append_value(out, value.array->items[i]);
    }
    g_string_append_c(out, ']');
    return;
  case CAIRN_OBJECT:
    if (value.object->text)
      append_text(out, value.object->text);
    else
      append_object(out, value.object);
    return;
  case CAIRN_REGEXP:
    g_string_append(out, value.regexp->text);
    return;
  }
}
