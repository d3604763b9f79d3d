/* Writes JSON text from first byte to last; the caller opens and closes, commas come by themselves. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct CairnJson {
  GString *out;
  bool follows; /* a value stands before the next one, so a comma is due */
} CairnJson;

/* `bracket` is '{' or '['. */
void cairn_write_open(CairnJson *json, char bracket);
void cairn_write_close(CairnJson *json, char bracket);

/* The name of the next member; `key` is plain ASCII. */
void cairn_write_key(CairnJson *json, const char *key);

/* Rounded to `decimals`; numbers that are not finite are written as 0. */
void cairn_write_number(CairnJson *json, double value, int decimals);

/* Any bytes: invalid UTF-8 becomes U+FFFD. NULL is written as null. */
void cairn_write_string(CairnJson *json, const char *text);

/* Text that is JSON already. */
void cairn_write_raw(CairnJson *json, const char *text);
