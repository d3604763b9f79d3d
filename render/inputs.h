/* What a chart is made of: the files it reads, and what the caller puts in place of a spec's own data and
 * parameters. */
#pragma once

#include "cairn.h"

#include "spec/load.h"

/* Changes the spec's tree as options->data and options->parameters say. False with an error. */
bool cairn_inputs_replace(CairnSpec *spec, const CairnOptions *options, GError **error);

/* Is `path` a regular file that the chart of this spec is made of: the spec itself, or its data? */
bool cairn_inputs_has(const CairnSpec *spec, const char *path);

/* The folders and files that data may be read from, beyond the spec's own folder: the caller's, and
 * options->data. NULL-terminated; free with g_strfreev. */
char **cairn_inputs_allowed(const CairnOptions *options);
