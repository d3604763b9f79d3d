/* The charts of a batch, one after the other: specs by name, or the entries of a manifest as they arrive. */
#pragma once

#include "cli/batch.h"

typedef struct BatchSource BatchSource;

/* `specs` are paths; when there are none, settings->manifest is read, as NDJSON or CSV. NULL with an error.
 */
BatchSource *batch_source_new(const BatchSettings *settings, char **specs, size_t n_specs, GError **error);
void batch_source_free(BatchSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BatchSource, batch_source_free)

/* The next job of this shard; the caller owns it. NULL at the end, or when more must be read first. */
json_t *batch_source_next(BatchSource *source);
bool batch_source_at_end(const BatchSource *source);

/* The descriptor to wait for before batch_source_read, which reads once; -1 when there is nothing to read. */
int batch_source_fd(const BatchSource *source);
void batch_source_read(BatchSource *source);

/* How much of the batch has been handed out, from 0 to 1; NaN when that cannot be known. */
double batch_source_fraction(const BatchSource *source);
