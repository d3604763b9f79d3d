/* Reading the members of a transform's JSON object, with errors that say what would have been valid.
 *
 * Each leaves *out alone and returns true where the member is absent or null, and returns false with an error
 * where it has the wrong type. */
#pragma once

#include "table/json_value.h"
#include "base/arena.h"
#include "base/error.h"
#include "table/value.h"

#include <jansson.h>

bool cairn_member_string(const json_t *node, const char *key, const char **out, GError **error);
bool cairn_member_number(const json_t *node, const char *key, double *out, GError **error);
bool cairn_member_boolean(const json_t *node, const char *key, bool *out, GError **error);

/* As the first, but the member must be there; `what` describes it ("the field to fold"). */
bool cairn_member_required_string(const json_t *node, const char *key, const char *what, const char **out,
                                  GError **error);

/* One of `choices`, which end with NULL: *out is its index. */
bool cairn_member_choice(const json_t *node, const char *key, const char *const *choices, int *out,
                         GError **error);

/* [number, number] into out[0..2). */
bool cairn_member_range(const json_t *node, const char *key, double out[2], bool *found, GError **error);

/* A text or an array of texts. */
typedef struct CairnNames {
  size_t n;
  const char **items;
} CairnNames;
bool cairn_member_names(CairnArena *arena, const json_t *node, const char *key, CairnNames *out,
                        GError **error);

/* Finite numbers of an array. */
typedef struct CairnNumbers {
  size_t n;
  double *items;
} CairnNumbers;
bool cairn_member_numbers(CairnArena *arena, const json_t *node, const char *key, CairnNumbers *out,
                          GError **error);

/* `as` of two names into out[0..2), which holds the defaults; an item may be left out or null. With `suffix`,
 * "x" or ["x"] also sets the second to x + suffix. */
bool cairn_member_as(CairnArena *arena, const json_t *node, const char *suffix, const char *out[2],
                     GError **error);

/* A sort: an array of {"field": ..., "order": ...}, or one such object. */
typedef struct CairnSortKey {
  const json_t *node;
  const char *field;
  bool descending;
} CairnSortKey;
typedef struct CairnSortKeys {
  size_t n;
  CairnSortKey *items;
} CairnSortKeys;
bool cairn_member_sort(CairnArena *arena, const json_t *node, const char *key, CairnSortKeys *out,
                       GError **error);

/* Checks that `node` has no members but `key` and those of `known` (ending with NULL); `what` names the
 * object ("a filter transform"). Sets *unknown to the first that is not known and *message (g_free) to what
 * to say about it. */
bool cairn_members_known(const json_t *node, const char *key, const char *const *known, const char *what,
                         const char **unknown, char **message);
