#include "scene/json.h"

#include <math.h>

#include "base/number.h"

static void separate(CairnJson *json) {
  if (json->follows) g_string_append_c(json->out, ',');
  json->follows = true;
}

void cairn_write_open(CairnJson *json, char bracket) {
  separate(json);
  g_string_append_c(json->out, bracket);
  json->follows = false;
}

void cairn_write_close(CairnJson *json, char bracket) {
  g_string_append_c(json->out, bracket);
  json->follows = true;
}

void cairn_write_key(CairnJson *json, const char *key) {
  separate(json);
  g_string_append_c(json->out, '"');
  g_string_append(json->out, key);
  g_string_append(json->out, "\":");
  json->follows = false;
}

void cairn_write_number(CairnJson *json, double value, int decimals) {
  char digits[CAIRN_NUMBER_BUFFER];
  size_t length = cairn_number_to_fixed(isfinite(value) ? value : 0, decimals, digits);
  separate(json);
  g_string_append_len(json->out, digits, (gssize)length);
}

static void append_escaped(GString *out, const char *text) {
  for (const char *at = text; *at; at++) {
    unsigned char c = (unsigned char)*at;
    if (c == '\n')
      g_string_append(out, "\\n");
    else if (c < ' ' || c == 0x7f)
      g_string_append_printf(out, "\\u%04x", (unsigned)c);
    else {
      if (c == '"' || c == '\\') g_string_append_c(out, '\\');
      g_string_append_c(out, (char)c);
    }
  }
}

void cairn_write_string(CairnJson *json, const char *text) {
  if (!text) {
    cairn_write_raw(json, "null");
    return;
  }
  separate(json);
  g_string_append_c(json->out, '"');
  if (g_utf8_validate(text, -1, NULL)) {
    append_escaped(json->out, text);
  } else {
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    append_escaped(json->out, valid);
  }
  g_string_append_c(json->out, '"');
}

void cairn_write_raw(CairnJson *json, const char *text) {
  separate(json);
  g_string_append(json->out, text);
}
