/* One column of unknown or declared type, built cell by cell from text. Memory is about the finished
 * column's. */
#pragma once

#include "read/read.h"

/* How the cells so far are kept. */
typedef enum CairnBuildState {
  CAIRN_BUILD_NOTHING, /* inferring: only empty cells yet */
  CAIRN_BUILD_NUMBERS,
  CAIRN_BUILD_BOOLEANS,
  CAIRN_BUILD_DATES,
  CAIRN_BUILD_TEXTS,
} CairnBuildState;

typedef struct CairnColumnBuilder {
  CairnArena *arena;
  const char *name;
  const CairnParseEntry *entry; /* NULL: undeclared */
  const CairnZone *zone;
  bool infer;
  bool needs_number; /* read.h: CairnNeededColumn */
  CairnBuildState state;
  bool incomplete;      /* a cell did not fit the inferred type, and the texts of earlier ones are gone */
  bool keeps_texts;     /* second reading: infer at the end, from the texts */
  size_t n, capacity;   /* cells, and room for them in `cells` and `states` */
  void *cells;          /* double, uint8_t or const char *, by state */
  uint8_t *states;      /* NULL while all are present */
  size_t n_interned;    /* texts that were interned, */
  size_t n_new_strings; /* and those of them that no earlier cell had */
} CairnColumnBuilder;

/* `capacity` is a guess of the number of cells. */
void cairn_column_builder_init(CairnColumnBuilder *builder, CairnArena *arena, const char *name,
                               const CairnParseEntry *entry, bool infer, const CairnZone *zone,
                               size_t capacity);

/* To be called before the first cell: an undeclared column becomes one of numbers if it can. */
void cairn_column_builder_need_number(CairnColumnBuilder *builder);

/* Appends a cell. Fails only on a strict entry. */
bool cairn_column_builder_add(CairnColumnBuilder *builder, const char *text, size_t length, GError **error);

/* Prepares an incomplete builder for a second reading of all its cells. */
void cairn_column_builder_restart(CairnColumnBuilder *builder);

/* The column; its cells belong to the arena then. The builder must not be incomplete, and is empty
 * afterwards. */
const CairnColumn *cairn_column_builder_finish(CairnColumnBuilder *builder);

void cairn_column_builder_clear(CairnColumnBuilder *builder);
