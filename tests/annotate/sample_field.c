#include "sample_field.h"

void sample_field_init(SampleField *sample, const double *x, int n, double width) {
  *sample = (SampleField){.arena = cairn_arena_new(), .options = cairn_label_options(10)};
  sample->line[0] = (CairnPoint){40, 260};
  sample->line[1] = (CairnPoint){580, 260};
  sample->series = (CairnObstacleLine){sample->line, 2, 2};
  for (int i = 0; i < n; i++) {
    sample->anchors[i] = (CairnPoint){x[i], 260};
    sample->sizes[i][0] = (CairnLabelSize){width, 9.4, 1};
    sample->sizes[i][1] = (CairnLabelSize){width / 2 + 3, 21.4, 2};
    sample->texts[i] = (CairnMilestoneText){
        .order = x[i], .priority = 1 + i % 3, .sizes = sample->sizes[i], .n_sizes = 2, .text = "text"};
  }
  sample->scene = (CairnLabelScene){.canvas = {0, 0, 600, 400},
                                    .plot = {40, 60, 540, 300},
                                    .anchors = sample->anchors,
                                    .lines = &sample->series,
                                    .n_lines = 1};
  cairn_field_init(&sample->field, sample->arena, &sample->scene, sample->texts, n, &sample->options, NULL,
                   NULL);
}

void sample_field_clear(SampleField *sample) {
  cairn_arena_free(sample->arena);
}

double sample_random(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(*seed >> 40) / (double)(1u << 24);
}

int sample_ascending(const void *a, const void *b) {
  double p = *(const double *)a, q = *(const double *)b;
  return p < q ? -1 : p > q;
}
