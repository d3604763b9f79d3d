/* One column of unknown or declared type, built cell by cell from text. Many cells lie in files without names. */
#pragma once

#include "base/spool.h"
#include "read/read.h"
#include "read/text_store.h"

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
  size_t n, n_spooled;  /* cells, and those of them that lie in the spools */
  size_t capacity;      /* room for the others in `cells` and `states` */
  void *cells;          /* double, uint8_t or const char *, by state */
  uint8_t *states;      /* NULL while all are present */
  CairnSpool *cell_spool, *state_spool;
  CairnTextStore texts;
} CairnColumnBuilder;

/* What is known before the first cell. */
typedef struct CairnBuildSize {
  size_t n_cells;    /* a guess */
  size_t text_bytes; /* of all cells at most, each with its end; 0: not known */
} CairnBuildSize;

void cairn_column_builder_init(CairnColumnBuilder *builder, CairnArena *arena, const char *name,
                               const CairnParseEntry *entry, bool infer, const CairnZone *zone,
                               CairnBuildSize size);

/* To be called before the first cell: an undeclared column becomes one of numbers if it can. */
void cairn_column_builder_need_number(CairnColumnBuilder *builder);

/* Appends a cell. Fails on a strict entry, and where a disk is full. */
bool cairn_column_builder_add(CairnColumnBuilder *builder, const char *text, size_t length, GError **error);

/* Prepares an incomplete builder for a second reading of all its cells. */
void cairn_column_builder_restart(CairnColumnBuilder *builder);

/* The column; its cells belong to the arena then. The builder must not be incomplete, and is empty
 * afterwards. NULL with an error. */
const CairnColumn *cairn_column_builder_finish(CairnColumnBuilder *builder, GError **error);

void cairn_column_builder_clear(CairnColumnBuilder *builder);
