/* What the parts of `cairn batch` share.
 *
 *   source ── jobs ──> pool ── sockets ──> workers
 *                        └── answers ──> report, depfile, progress
 *
 * A job is a JSON object: `chart` (its name), `spec`, `files` to write, and perhaps `data` and `params`; one
 * that cannot be drawn has an `error` instead. The answer to it is its line of the report, with `inputs`
 * where those are asked for, and less where there is neither a report nor a depfile. Before it there may be lines with `rows` and `rows_per_s`, of a read that takes long. */
#pragma once

#include "cli/command.h"

#include <jansson.h>

typedef struct BatchSettings {
  const char *out_dir;
  char **formats; /* NULL-terminated */
  const char *manifest;
  const char *report, *depfile; /* NULL: none */
  CairnOptions make;
  CairnWriteOptions write;
  double timeout_s; /* 0: none */
  int memory_mb;    /* 0: no limit */
  size_t n_workers;
  size_t shard, n_shards; /* from 1 */
  bool changed, quiet;
  gint64 program_time, manifest_time; /* of last change, in ns since 1970; G_MAXINT64 for standard input */
} BatchSettings;

/* Text of a member, or NULL. */
static inline const char *job_text(const json_t *job, const char *key) {
  return json_string_value(json_object_get(job, key));
}

/* Time of the last change of a file in ns since 1970; -1 when it is not there. */
gint64 batch_file_time(const char *path);

/* charts/trade.vl.json -> charts/trade. Free with g_free. */
char *batch_without_ending(const char *path);
