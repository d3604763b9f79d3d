/* Where the values of a JSON or YAML text stand in it. Read once for all warnings: they may be many. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum CairnMappedKind {
  CAIRN_MAPPED_MAPPING,
  CAIRN_MAPPED_SEQUENCE,
  CAIRN_MAPPED_PLAIN, /* a scalar as it stands */
  CAIRN_MAPPED_QUOTED,
  CAIRN_MAPPED_ALIAS, /* of YAML */
} CairnMappedKind;

#define CAIRN_MAPPED_NOWHERE UINT32_MAX

/* The members or items of a value come right after it. */
typedef struct CairnMappedValue {
  CairnMappedKind kind;
  uint32_t start;     /* offset in the text (cairn_event_start), or CAIRN_MAPPED_NOWHERE where it takes up none */
  uint32_t key_start; /* the same of the member's name */
  uint32_t size;      /* how many values it is, with all that are in it */
  const char *key;    /* of a member, if it is a text; else NULL */
} CairnMappedValue;

typedef struct CairnTextMap CairnTextMap;

/* A text that is no JSON or YAML is read up to the error. `text` must outlive the result. */
CairnTextMap *cairn_text_map_new(const char *text, size_t length, bool is_json);
void cairn_text_map_free(CairnTextMap *map);

/* The whole text; NULL if there is nothing in it. Owned by the map, as are its members and items. */
const CairnMappedValue *cairn_text_map_root(const CairnTextMap *map);

/* NULL if there is no such member or item, or `value` has none. */
const CairnMappedValue *cairn_text_map_member(const CairnMappedValue *value, const char *key);
const CairnMappedValue *cairn_text_map_item(const CairnMappedValue *value, size_t index);

/* Line and column (in characters) of an offset, from 1. Those of offsets that come in order are found in one pass. */
void cairn_text_map_line(CairnTextMap *map, size_t offset, size_t *line, size_t *column);
