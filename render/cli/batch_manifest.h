/* A manifest: entries of NDJSON or CSV, split while they arrive. */
#pragma once

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

typedef struct BatchManifest BatchManifest;

/* `path` tells the format by its ending (.csv), and serves as name in messages; otherwise the first byte
 * does: NDJSON begins with a brace. */
BatchManifest *batch_manifest_new(const char *path);
void batch_manifest_free(BatchManifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BatchManifest, batch_manifest_free)

/* Takes the next bytes; n = 0 is the end. */
void batch_manifest_feed(BatchManifest *manifest, const char *bytes, size_t n);

/* The next entry, an object that the caller owns: of an entry that cannot be read, it has only `error`. NULL
 * when there is none yet. */
json_t *batch_manifest_next(BatchManifest *manifest);
