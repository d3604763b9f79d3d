/* Delimited text without quotes, looked at in blocks of 16 bytes. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

size_t cairn_plain_count_lines(const char *bytes, size_t n);

/* Whether whole lines hold only what cells and line ends are made of: valid UTF-8, no NUL, no quote, and no
 * CR but before an LF. Those CRs are taken out, and *n becomes smaller by them. */
bool cairn_plain_check(char *bytes, size_t *n);
