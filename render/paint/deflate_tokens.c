#include "paint/deflate_tokens.h"

#include <isa-l/igzip_lib.h>
#include <string.h>

#include "base/error.h"

enum { END_OF_BLOCK = 256, FIRST_LENGTH = 257, LAST_LENGTH = 285, DISTANCES = 30 };

/* A code and how many bits it has in one number; so does ISA-L, with 5 bits for how many. In 6 bits sums of three codes' numbers of bits
 * are right even with the codes above them, and shifts by them need no mask. */
enum { SIZE_BITS = 6, SIZE_MASK = 63, ISAL_SIZE_BITS = 5 };

CairnTokens *cairn_tokens_new(GByteArray *out) {
  CairnTokens *tokens = g_new(CairnTokens, 1);
  tokens->out = out;
  tokens->pending = tokens->n_pending = 0;
  tokens->n = 0;
  tokens->failed = false;
  memset(tokens->counts, 0, sizeof tokens->counts);
  g_byte_array_append(out, (const uint8_t *)"\x78\x01", 2); /* a window of 32 KiB, compressed fast */
  return tokens;
}

void cairn_tokens_long_match(CairnTokens *tokens, size_t n, size_t distance) {
  while (n > CAIRN_MATCH_LONGEST) {
    size_t rest = n - CAIRN_MATCH_LONGEST;
    size_t part = rest >= CAIRN_MATCH_SHORTEST ? CAIRN_MATCH_LONGEST : n - CAIRN_MATCH_SHORTEST;
    cairn_tokens_match(tokens, part, distance);
    n -= part;
  }
  cairn_tokens_match(tokens, n, distance);
}

/* ---- Codes ---- */

/* Deflate's symbol for a length (RFC 1951, 3.2.5): from 11 on, each power of two is halved twice. */
static unsigned symbol_of_length(unsigned length) {
  unsigned from = length - CAIRN_MATCH_SHORTEST;
  if (length == CAIRN_MATCH_LONGEST) return LAST_LENGTH;
  if (from < 8) return FIRST_LENGTH + from;
  unsigned top = g_bit_storage(from) - 1;
  return FIRST_LENGTH + 4 * (top - 1) + (from >> (top - 2) & 3);
}

static bool make_codes(const CairnTokens *tokens, struct isal_hufftables *huffman) {
  const uint32_t *counts = tokens->counts;
  g_autofree struct isal_huff_histogram *histogram = g_new(struct isal_huff_histogram, 1);
  memset(histogram->lit_len_histogram, 0, sizeof histogram->lit_len_histogram);
  memset(histogram->dist_histogram, 0, sizeof histogram->dist_histogram);
  for (unsigned i = 0; i < 256; i++)
    histogram->lit_len_histogram[i] = counts[i];
  for (unsigned i = 0; i < 256; i++)
    histogram->lit_len_histogram[symbol_of_length(i + CAIRN_MATCH_SHORTEST)] +=
        counts[CAIRN_SYMBOL_LENGTH + i];
  for (unsigned i = 0; i < DISTANCES; i++)
    histogram->dist_histogram[i] = counts[CAIRN_SYMBOL_DISTANCE + i];
  histogram->lit_len_histogram[END_OF_BLOCK] = 1;
  return isal_create_hufftables_subset(huffman, histogram) == 0;
}

static void fill_codes(const struct isal_hufftables *huffman, uint64_t codes[CAIRN_SYMBOLS]) {
  const uint32_t size_mask = (1u << ISAL_SIZE_BITS) - 1;
  for (unsigned i = 0; i < 256; i++) {
    const uint32_t length = huffman->len_table[i];
    codes[i] = (uint32_t)huffman->lit_table[i] << SIZE_BITS | huffman->lit_table_sizes[i];
    codes[CAIRN_SYMBOL_LENGTH + i] = length >> ISAL_SIZE_BITS << SIZE_BITS | (length & size_mask);
  }
  for (unsigned i = 0; i < DISTANCES; i++)
    codes[CAIRN_SYMBOL_DISTANCE + i] = (uint32_t)huffman->dcodes[i] << SIZE_BITS | huffman->dcodes_sizes[i];
  codes[CAIRN_SYMBOL_NONE] = 0;
}

/* ---- Bits ---- */

/* Where bits go: there must be room for 8 bytes. */
typedef struct Bits {
  uint8_t *out;
  uint64_t pending;
  unsigned n;
} Bits;

/* At most 56 bits; those above must be 0. */
G_ALWAYS_INLINE static inline void put_bits(Bits *bits, uint64_t value, unsigned n) {
  bits->pending |= value << bits->n;
  bits->n += n;
  uint64_t bytes = GUINT64_TO_LE(bits->pending);
  memcpy(bits->out, &bytes, sizeof bytes);
  bits->out += bits->n >> 3;
  bits->pending >>= bits->n & ~7u;
  bits->n &= 7;
}

/* The codes have at most 15 bits, with those behind a length 18, and the bits behind a distance are at
 * most 13. */
G_ALWAYS_INLINE static inline void put_token(Bits *bits, const uint64_t *codes, uint64_t token) {
  const uint64_t a = codes[token & 1023], b = codes[token >> 10 & 1023], c = codes[token >> 20 & 1023], ab = a + b, abc = ab + c;
  const uint64_t value = a >> SIZE_BITS | b >> SIZE_BITS << (a & SIZE_MASK) | c >> SIZE_BITS << (ab & SIZE_MASK) |
                         token >> 40 << (abc & SIZE_MASK);
  put_bits(bits, value, (unsigned)(abc + (token >> 32)) & SIZE_MASK);
}

G_ALWAYS_INLINE static inline void put_all(Bits *bits, const uint64_t *codes, const uint64_t *tokens, size_t n) {
  Bits own = *bits; /* in registers: what is written could be it, as far as the compiler knows */
  for (size_t i = 0; i < n; i++)
    put_token(&own, codes, tokens[i]);
  *bits = own;
}

static void put_tokens(Bits *bits, const uint64_t *codes, const uint64_t *tokens, size_t n) {
  put_all(bits, codes, tokens, n);
}

#ifdef __x86_64__
/* Shifts by any number of bits are one step there, not three. */
__attribute__((target("bmi2"))) static void put_tokens_bmi2(Bits *bits, const uint64_t *codes, const uint64_t *tokens, size_t n) {
  put_all(bits, codes, tokens, n);
}
#endif

typedef void (*PutTokens)(Bits *bits, const uint64_t *codes, const uint64_t *tokens, size_t n);

static PutTokens best_put_tokens(void) {
#ifdef __x86_64__
  if (__builtin_cpu_supports("bmi2")) return put_tokens_bmi2;
#endif
  return put_tokens;
}

static void put_header(Bits *bits, const struct isal_hufftables *huffman, bool last) {
  const uint8_t *header = huffman->deflate_hdr;
  unsigned rest = huffman->deflate_hdr_extra_bits;
  for (uint32_t i = 0; i < huffman->deflate_hdr_count; i++)
    put_bits(bits, i > 0 ? header[i] : (header[0] & 0xfeu) | last, 8); /* bit 0 tells the last block */
  if (rest) put_bits(bits, header[huffman->deflate_hdr_count] & ((1u << rest) - 1), rest);
}

/* Goes on at the end of `out`, with room for `n` tokens or codes. */
static Bits open_bits(CairnTokens *tokens, size_t n) {
  GByteArray *out = tokens->out;
  guint start = out->len;
  g_byte_array_set_size(out, start + 8 * (guint)(n + 1));
  return (Bits){out->data + start, tokens->pending, tokens->n_pending};
}

static void close_bits(CairnTokens *tokens, const Bits *bits) {
  g_byte_array_set_size(tokens->out, (guint)(bits->out - tokens->out->data));
  tokens->pending = bits->pending;
  tokens->n_pending = bits->n;
}

/* Room is made for a part of the tokens at a time: most take far fewer than 8 bytes. */
static void write_block(CairnTokens *tokens, const struct isal_hufftables *huffman, bool last) {
  enum { PART = 1024 };
  uint64_t codes[CAIRN_SYMBOLS];
  const PutTokens put = best_put_tokens();
  fill_codes(huffman, codes);
  Bits bits = open_bits(tokens, sizeof huffman->deflate_hdr);
  put_header(&bits, huffman, last);
  close_bits(tokens, &bits);
  for (size_t start = 0; start < tokens->n; start += PART) {
    size_t end = MIN(start + PART, tokens->n);
    bits = open_bits(tokens, PART);
    put(&bits, codes, tokens->tokens + start, end - start);
    close_bits(tokens, &bits);
  }
  bits = open_bits(tokens, 2);
  put_bits(&bits, huffman->lit_table[END_OF_BLOCK], huffman->lit_table_sizes[END_OF_BLOCK]);
  if (last) put_bits(&bits, 0, (8 - bits.n) & 7);
  close_bits(tokens, &bits);
}

void cairn_tokens_flush(CairnTokens *tokens, bool last) {
  struct isal_hufftables huffman;
  if (!tokens->failed && make_codes(tokens, &huffman))
    write_block(tokens, &huffman, last);
  else
    tokens->failed = true;
  tokens->n = 0;
  memset(tokens->counts, 0, sizeof tokens->counts);
}

bool cairn_tokens_finish(CairnTokens *tokens, uint32_t adler, GError **error) {
  cairn_tokens_flush(tokens, true);
  adler = GUINT32_TO_BE(adler);
  g_byte_array_append(tokens->out, (const uint8_t *)&adler, sizeof adler);
  bool ok = !tokens->failed;
  g_free(tokens);
  if (!ok) cairn_error_set(error, CAIRN_ERROR_INTERNAL, "cannot compress the PNG");
  return ok;
}
