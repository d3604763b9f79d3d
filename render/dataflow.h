/* From `data` and `transform` to the tables of all units: sources are loaded with the types that the encodings want, and
 * transforms are applied from the root of the views down. */
#pragma once

#include "read/table_cache.h"
#include "spec/load.h"
#include "spec/view.h"
#include "transform/row_stream.h"

typedef struct CairnDataflow {
  CairnArena *arena;
  CairnModel *model;
  const CairnSpec *spec;
  const char *const *allow_dirs; /* folders beyond the spec's own that data may come from; NULL-terminated or NULL */
  CairnTableCache *cache;        /* NULL: data are read for this chart alone */
  CairnInput *standard; /* what the URL "-" names: standard input, kept; NULL: nothing */
  const CairnReadProgress *progress; /* NULL: nobody wants to know */
  CairnTransformRun run;
} CairnDataflow;

/* Sets raw and table of every unit. False with an error at its place in the spec or the data. */
bool cairn_dataflow_run(CairnDataflow *flow, GError **error);
