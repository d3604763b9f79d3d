/* Errors that know their place, and the sink for warnings. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* What went wrong; the program turns the code into its exit status. */
typedef enum CairnErrorCode {
  CAIRN_ERROR_SPEC,     /* the spec is wrong */
  CAIRN_ERROR_DATA,     /* the data are wrong */
  CAIRN_ERROR_LIMIT,    /* a limit of base/limits.h is passed */
  CAIRN_ERROR_READ,     /* an input file cannot be read */
  CAIRN_ERROR_OUTPUT,   /* an output file cannot be written */
  CAIRN_ERROR_USAGE,    /* the command line or the API call is wrong */
  CAIRN_ERROR_INTERNAL, /* a library failed in a way that no input should cause */
} CairnErrorCode;

/* Where: a file with line and column (from 1; 0 = not known), or a place in the spec's tree.
 *
 * Code deep in the engine knows only the container `node` (a json_t object or array of the spec) and the member
 * `key` (or `index`, when `key` is NULL and index >= 0) in it. cairn_spec_locate fills path, line, column and pointer
 * from these before an error leaves the library. A stage may hand a copy of an object of the spec as `node`: its
 * members are the spec's own, and one of them, the witness, tells where it comes from. */
typedef struct CairnPlace {
  char *path;
  size_t line, column;
  char *pointer; /* JSON pointer, RFC 6901 */
  const void *node;
  char *key;
  long index;
  size_t offset; /* bytes into the string value at that place, for expressions */
  bool at_key;   /* the name of the member, not its value */
  const void *witness; /* member `witness_key` of `node` (an item when that is NULL); only to be compared */
  char *witness_key;
} CairnPlace;

#define CAIRN_ERROR cairn_error_quark()
GQuark cairn_error_quark(void);

/* Sets an error with no place. */
void cairn_error_set(GError **error, CairnErrorCode code, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Sets an error at member `key` of the spec's object `node` (key may be NULL: the node itself). */
void cairn_error_at(GError **error, CairnErrorCode code, const void *node, const char *key, const char *format, ...)
    G_GNUC_PRINTF(5, 6);

/* Sets an error at item `index` of the spec's array `node`. */
void cairn_error_at_index(GError **error, CairnErrorCode code, const void *node, size_t index, const char *format, ...)
    G_GNUC_PRINTF(5, 6);

/* Sets an error at the name of the member `key` of the spec's object `node`. */
void cairn_error_at_key(GError **error, CairnErrorCode code, const void *node, const char *key, const char *format,
                        ...) G_GNUC_PRINTF(5, 6);

/* Sets an error at a line and column (from 1; 0 = not known) of a file. */
void cairn_error_in_file(GError **error, CairnErrorCode code, const char *path, size_t line, size_t column,
                         const char *format, ...) G_GNUC_PRINTF(6, 7);

/* The place of an error of the domain CAIRN_ERROR, to read or to complete; owned by the error. */
CairnPlace *cairn_error_place(GError *error);

/* Gives an error without a place (no path and no node) the place `key` of `node`; leaves others as they are. */
void cairn_error_place_at(GError *error, const void *node, const char *key);

/* `path:line:column: error: message`, with what is known of the place; bytes that could steer a terminal are shown
 * as \xNN. `severity` is "error" or "warning". Free with g_free. */
char *cairn_error_format(GError *error, const char *severity);

/* Text with control bytes, DEL and invalid UTF-8 as \xNN; at most `limit` bytes of it (0 = all). Free with g_free. */
char *cairn_text_printable(const char *text, size_t limit);

/* The candidate nearest to `word`, or NULL: for "did you mean". At most a third of its letters are missing, spare,
 * wrong, or swapped with their neighbours; upper and lower case are alike. */
const char *cairn_suggest(const char *word, const char *const *candidates, size_t n);

/* Where warnings go: the caller's function gets a located error, which it must not free. */
typedef struct CairnWarnings {
  void (*warn)(GError *warning, void *data);
  void *data;
} CairnWarnings;

/* Reports a warning at `key` of `node` (both may be NULL); `sink` may be NULL: nothing happens. */
void cairn_warn_at(const CairnWarnings *sink, const void *node, const char *key, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
