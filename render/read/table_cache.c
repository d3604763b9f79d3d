#include "read/table_cache.h"

#include "read/source.h"

#include <string.h>

/* Few and small: the memory of a program that draws thousands of charts stays that of its first ones. */
enum { MOST_SOURCES = 16, LARGEST_FILE = 4 * 1024 * 1024 };

/* A table in an arena of its own; every arena whose tables share its columns holds a reference. */
typedef struct Source {
  char *key; /* how it is read, and from which file */
  CairnFileStamp stamp;
  CairnArena *arena;
  CairnTable *table;
  guint64 last_use;
} Source;

struct CairnTableCache {
  Source *sources[MOST_SOURCES];
  guint64 n_uses;
};

/* ---- Sources ---- */

static void clear_source(gpointer data) {
  Source *source = data;
  cairn_arena_free(source->arena);
  g_free(source->key);
}

static void release_source(gpointer source) {
  if (source) g_rc_box_release_full(source, clear_source);
}

static void append_text(GString *key, const char *text) {
  g_string_append_printf(key, "%zu:%s,", text ? strlen(text) : 0, text ? text : "");
}

static void append_texts(GString *key, const char *const *texts) {
  g_string_append_c(key, texts ? '[' : '-');
  for (; texts && *texts; texts++)
    append_text(key, *texts);
}

/* All that decides what cairn_read_source makes of a file. */
static char *key_of(const CairnInput *input, const CairnReadOptions *options) {
  GString *key = g_string_new(NULL);
  g_string_append_printf(key, "%d %d %d ", options->format, options->delimiter, options->infer);
  append_text(key, cairn_input_name(input));
  append_text(key, options->property);
  append_texts(key, options->header);
  append_texts(key, options->columns);
  if (options->format == CAIRN_READ_JSON) return g_string_free(key, FALSE);
  append_text(key, cairn_zone_name(options->zone));
  for (size_t i = 0; i < options->n_needed; i++) {
    g_string_append_printf(key, "%d ", options->needed[i].is_number);
    append_text(key, options->needed[i].name);
  }
  for (size_t i = 0; i < options->n_parse; i++) {
    const CairnParseEntry *entry = &options->parse[i];
    g_string_append_printf(key, "%d %d %d %d ", entry->kind, entry->utc, entry->decimal, entry->strict);
    append_text(key, entry->field);
    append_text(key, entry->pattern);
  }
  return g_string_free(key, FALSE);
}

static Source *read_source(CairnInput *input, const CairnReadOptions *options, GError **error) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnTable *table = cairn_read_source(arena, input, options, error);
  if (!table) return NULL;
  Source *source = g_rc_box_new0(Source);
  source->arena = g_steal_pointer(&arena);
  source->table = table;
  return source;
}

/* ---- The cache ---- */

CairnTableCache *cairn_table_cache_new(void) {
  return g_new0(CairnTableCache, 1);
}

void cairn_table_cache_free(CairnTableCache *cache) {
  if (!cache) return;
  for (size_t i = 0; i < MOST_SOURCES; i++)
    release_source(cache->sources[i]);
  g_free(cache);
}

static Source *find(const CairnTableCache *cache, const char *key, const CairnFileStamp *stamp) {
  for (size_t i = 0; i < MOST_SOURCES; i++) {
    Source *source = cache->sources[i];
    if (source && memcmp(&source->stamp, stamp, sizeof *stamp) == 0 && strcmp(source->key, key) == 0)
      return source;
  }
  return NULL;
}

/* A free slot, else the one whose source was not used for longest. */
static Source **slot_of(CairnTableCache *cache) {
  Source **oldest = &cache->sources[0];
  for (size_t i = 0; i < MOST_SOURCES && *oldest; i++)
    if (!cache->sources[i] || cache->sources[i]->last_use < (*oldest)->last_use) oldest = &cache->sources[i];
  return oldest;
}

static Source *read_and_keep(CairnTableCache *cache, char **key, const CairnFileStamp *stamp,
                             CairnInput *input, const CairnReadOptions *options, GError **error) {
  Source *source = read_source(input, options, error);
  if (!source) return NULL;
  source->key = g_steal_pointer(key);
  source->stamp = *stamp;
  Source **slot = slot_of(cache);
  release_source(*slot);
  return *slot = source;
}

CairnTable *cairn_table_cache_read(CairnTableCache *cache, CairnArena *arena, CairnInput *input,
                                   const CairnReadOptions *given, GError **error) {
  CairnFileStamp stamp;
  CairnReadOptions own = *given, *options = &own;
  /* All columns of a small file serve other charts, too. */
  if (cairn_input_size(input) < CAIRN_READ_WORTH_SCANNING) own.n_needed = 0;
  if (!cache || !cairn_input_stamp(input, &stamp) || cairn_input_size(input) > LARGEST_FILE)
    return cairn_read_table(arena, input, options, error);
  g_autofree char *key = key_of(input, options);
  Source *source = find(cache, key, &stamp);
  if (!source) source = read_and_keep(cache, &key, &stamp, input, options, error);
  if (!source) return NULL;
  source->last_use = ++cache->n_uses;
  cairn_arena_own(arena, g_rc_box_acquire(source), release_source);
  return cairn_read_finish(cairn_table_copy_to(arena, source->table), input, options, error);
}
