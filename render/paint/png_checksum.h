/* The Adler-32 of rows of a PNG, from their pixels. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Adds a row to `adler`: the byte of its filter, then red, green and blue of each of `n` pixels, at most
 * CAIRN_LIMIT_BITMAP_SIDE. False, and nothing is added, where the processor has no instructions for it; then
 * cairn_adler32 of the samples is the quickest way. */
bool cairn_png_checksum(uint32_t *adler, uint8_t filter, const uint32_t *pixels, size_t n);
