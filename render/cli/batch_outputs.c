#include "cli/batch_outputs.h"

#include <glib.h>
#include <stdint.h>

enum { FIRST_SLOTS = 256 };

/* Open addressing; a slot is free when it is 0. */
struct BatchOutputs {
  uint64_t *slots;
  size_t n_slots, n;
};

BatchOutputs *batch_outputs_new(void) {
  BatchOutputs *outputs = g_new0(BatchOutputs, 1);
  outputs->n_slots = FIRST_SLOTS;
  outputs->slots = g_new0(uint64_t, FIRST_SLOTS);
  return outputs;
}

void batch_outputs_free(BatchOutputs *outputs) {
  if (!outputs) return;
  g_free(outputs->slots);
  g_free(outputs);
}

/* FNV-1a; never 0. */
static uint64_t hash_path(const char *path) {
  uint64_t hash = 14695981039346656037u;
  for (const char *p = path; *p; p++)
    hash = (hash ^ (unsigned char)*p) * 1099511628211u;
  return hash ? hash : 1;
}

/* The slot that holds the hash, or the free one where it belongs. */
static uint64_t *slot_of(uint64_t *slots, size_t n_slots, uint64_t hash) {
  size_t i = hash & (n_slots - 1);
  while (slots[i] && slots[i] != hash)
    i = (i + 1) & (n_slots - 1);
  return &slots[i];
}

static void grow(BatchOutputs *outputs) {
  size_t n_slots = 2 * outputs->n_slots;
  uint64_t *slots = g_new0(uint64_t, n_slots);
  for (size_t i = 0; i < outputs->n_slots; i++)
    if (outputs->slots[i]) *slot_of(slots, n_slots, outputs->slots[i]) = outputs->slots[i];
  g_free(outputs->slots);
  outputs->slots = slots;
  outputs->n_slots = n_slots;
}

bool batch_outputs_add(BatchOutputs *outputs, const char *path) {
  if (8 * outputs->n >= 7 * outputs->n_slots) grow(outputs);
  uint64_t hash = hash_path(path), *slot = slot_of(outputs->slots, outputs->n_slots, hash);
  if (*slot) return false;
  *slot = hash;
  outputs->n++;
  return true;
}
