/* The outputs that a batch has handed out, to tell which come twice: a hash of 64 bits for each, so that a million of them
 * take 16 MB, and one of them is taken for another once in a few million such batches. */
#pragma once

#include <stdbool.h>

typedef struct BatchOutputs BatchOutputs;

BatchOutputs *batch_outputs_new(void);
void batch_outputs_free(BatchOutputs *outputs);

/* False when the path has been added before. */
bool batch_outputs_add(BatchOutputs *outputs, const char *path);
