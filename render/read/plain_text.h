/* Delimited text without quotes, looked at in blocks. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes behind the text that cairn_plain_mark may write to, and marks for a text of `n` bytes. */
enum { CAIRN_PLAIN_ROOM = 64 };
#define CAIRN_PLAIN_MARKS(n) ((n) / 64 + 1)

/* Room for the ends of `n` cells, and what is written behind them. */
#define CAIRN_PLAIN_ENDS(n) ((n) + 1 + 64)

size_t cairn_plain_count_lines(const char *bytes, size_t n);

/* Whether whole lines hold only what cells and line ends are made of: valid UTF-8, no NUL, no quote, and no
 * CR but before an LF. Those CRs are taken out, and *n becomes smaller by them. Then `marks` gets a bit for each byte, the
 * lowest first, which is set where that is LF or the delimiter. `may_be_wide`: by what newer processors can, if this is
 * one. */
bool cairn_plain_mark(char *bytes, size_t *n, char delimiter, uint64_t *marks, bool may_be_wide);

/* The bytes that have marks, in order, with UINT32_MAX in front as ends[-1]; false where there are not `n` of them. `n_marks` is what
 * CAIRN_PLAIN_MARKS tells. There must be room for CAIRN_PLAIN_ENDS(n), counted from ends[-1]. */
bool cairn_plain_ends(const uint64_t *marks, size_t n_marks, uint32_t *ends, size_t n, bool may_be_wide);
