/* A zlib stream (RFC 1950, 1951) from literals and matches that the caller found. They are gathered into
 * blocks, and each block has Huffman codes of its own, which ISA-L makes. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum { CAIRN_MATCH_SHORTEST = 3, CAIRN_MATCH_LONGEST = 258, CAIRN_MATCH_FARTHEST = 32 * 1024 }; /* bytes */

/* Of a block: charts differ from place to place, but new codes cost about 80 bytes, and the time of 3,000 tokens. A line
 * chart of the usual size is one block. */
enum { CAIRN_BLOCK_TOKENS = 24 * 1024 };

/* Symbols count as one alphabet here: the 256 literals, the lengths from 3 to 258, the 30 classes of
 * distance, and one that is written as nothing. */
enum {
  CAIRN_SYMBOL_LENGTH = 256,
  CAIRN_SYMBOL_DISTANCE = 512,
  CAIRN_SYMBOL_NONE = 542,
  CAIRN_SYMBOLS,
};

/* A token is three symbols, then bits as they are: up to three literals, or a match. Tokens are all alike so
 * that writing them needs no decision, which a processor would often guess wrong. In its 64 bits, from the
 * lowest: three symbols of 10 each, 2 of nothing, how many bits (8), the bits. */
typedef struct CairnTokens {
  GByteArray *out;  /* borrowed */
  uint64_t pending; /* bits that do not fill a byte yet, the first lowest */
  unsigned n_pending;
  bool failed;
  size_t n;
  uint32_t counts[CAIRN_SYMBOLS];
  uint64_t tokens[CAIRN_BLOCK_TOKENS];
} CairnTokens;

/* Begins a stream at the end of `out`. Free with cairn_tokens_finish. */
CairnTokens *cairn_tokens_new(GByteArray *out);

/* Writes the gathered tokens as a block. */
void cairn_tokens_flush(CairnTokens *tokens, bool last);

/* Any number of bytes from CAIRN_MATCH_SHORTEST on. */
void cairn_tokens_long_match(CairnTokens *tokens, size_t n, size_t distance);

/* Ends the stream; `adler` is the Adler-32 of its bytes. False with CAIRN_ERROR_INTERNAL where there were no
 * codes. */
bool cairn_tokens_finish(CairnTokens *tokens, uint32_t adler, GError **error);

static inline void cairn_tokens_put(CairnTokens *tokens, uint32_t a, uint32_t b, uint32_t c, unsigned n_bits,
                                    uint32_t bits) {
  if (G_UNLIKELY(tokens->n == CAIRN_BLOCK_TOKENS)) cairn_tokens_flush(tokens, false);
  tokens->tokens[tokens->n++] = a | b << 10 | c << 20 | (uint64_t)n_bits << 32 | (uint64_t)bits << 40;
  tokens->counts[a]++;
}

/* CAIRN_SYMBOL_NONE is not counted: all increments would wait for each other. */
static inline void cairn_tokens_literal(CairnTokens *tokens, uint8_t a) {
  cairn_tokens_put(tokens, a, CAIRN_SYMBOL_NONE, CAIRN_SYMBOL_NONE, 0, 0);
}

static inline void cairn_tokens_three_literals(CairnTokens *tokens, const uint8_t *bytes) {
  cairn_tokens_put(tokens, bytes[0], bytes[1], bytes[2], 0, 0);
  tokens->counts[bytes[1]]++;
  tokens->counts[bytes[2]]++;
}

/* The bytes from here on are those that stood `distance` before. */
static inline void cairn_tokens_match(CairnTokens *tokens, size_t n, size_t distance) {
  if (G_UNLIKELY(n > CAIRN_MATCH_LONGEST)) {
    cairn_tokens_long_match(tokens, n, distance);
    return;
  }
  /* RFC 1951, 3.2.5: from 4 on, each power of two is halved into two classes. */
  uint32_t from = (uint32_t)distance - 1;
  unsigned top = g_bit_storage(from | 2) - 1, n_bits = top - 1;
  uint32_t class = CAIRN_SYMBOL_DISTANCE + 2 * top + (from >> n_bits & 1) - (from < 2 ? 2 : 0);
  cairn_tokens_put(tokens, CAIRN_SYMBOL_LENGTH + (uint32_t)n - CAIRN_MATCH_SHORTEST, class, CAIRN_SYMBOL_NONE,
                   n_bits, from & ((1u << n_bits) - 1));
  tokens->counts[class]++;
}
