/* Tables of data files that several charts read, one after the other. */
#pragma once

#include "read/read.h"

typedef struct CairnTableCache CairnTableCache;

CairnTableCache *cairn_table_cache_new(void);
void cairn_table_cache_free(CairnTableCache *cache);

/* What cairn_read_table gives for a file, which is read again only where it has changed (its times, size or
 * identity) or is read in another way. The columns that `arena`'s table shares with the cache stay until
 * `arena` is freed, also when the cache is freed before. Input that is no file is read every time. `cache`
 * may be NULL. */
CairnTable *cairn_table_cache_read(CairnTableCache *cache, CairnArena *arena, CairnInput *input,
                                   const CairnReadOptions *options, GError **error);
