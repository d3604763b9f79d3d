/* Delimited text without quotes, looked at in blocks. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes behind the text that cairn_plain_mark may write to, and marks for a text of `n` bytes. */
enum { CAIRN_PLAIN_ROOM = 64 };
#define CAIRN_PLAIN_MARKS(n) ((n) / 64 + 1)

size_t cairn_plain_count_lines(const char *bytes, size_t n);

/* Whether whole lines hold only what cells and line ends are made of: valid UTF-8, no NUL, no quote, and no
 * CR but before an LF. Those CRs are taken out, and *n becomes smaller by them. Then `marks` gets a bit for each byte, the
 * lowest first, which is set where that is LF or the delimiter. `may_be_wide`: by what newer processors can, if this is
 * one. */
bool cairn_plain_mark(char *bytes, size_t *n, char delimiter, uint64_t *marks, bool may_be_wide);
