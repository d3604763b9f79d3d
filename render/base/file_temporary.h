/* New content of a file before it stands in its place. Inside base/ only.
 *
 * It has no name at all where the file system can do that (O_TMPFILE): a process that is killed leaves
 * nothing. Otherwise, and for the moment in which an old file is replaced, it has the name
 * .cairn-PROCESS-NUMBER.tmp in the folder of the target and a lock that ends with the process. */
#pragma once

#include <stdbool.h>

typedef struct CairnTemporary {
  int fd;     /* -1: none */
  char *name; /* NULL: it has none */
} CairnTemporary;

/* A new file that can take the place of `target`, with the permissions that the umask gives. False with
 * errno. */
bool cairn_temporary_open(CairnTemporary *temporary, const char *target);

/* Puts it in the place of `target`, in one step. False with errno; the old file is untouched then. */
bool cairn_temporary_place(CairnTemporary *temporary, const char *target);

/* Closes it; what was not put in its place is gone. */
void cairn_temporary_close(CairnTemporary *temporary);
