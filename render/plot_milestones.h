/* The milestones of `cairn plot`: a CSV file with the columns date and label, and maybe end, priority,
 * category and series. */
#pragma once

#include "plot_series.h"

/* What milestones may name. */
typedef struct CairnPlotTargets {
  const char *type; /* of x */
  const char **series;
  size_t n_series; /* 0: not known */
  const char **places;
  size_t n_places; /* values of x, where these are neither times nor numbers */
} CairnPlotTargets;

enum { CAIRN_PLOT_CATEGORIES = 8 /* that have a colour of their own */ };

typedef struct CairnPlotMilestones {
  const char *path;
  char delimiter;
  double low, high; /* of dates and ends, in ms, or of the numbers; low > high: there are none */
  char *date_form,
      *end_form; /* how these columns write dates, where Date.parse would not read them so; else NULL */
  bool has_end, has_priority, has_category, has_series; /* as columns */
  GPtrArray *categories;                                /* each once, in the order of the file */
} CairnPlotMilestones;

void cairn_plot_milestones_clear(CairnPlotMilestones *milestones);

/* Reads and checks the file. The first cell that is wrong is an error at its place. */
bool cairn_plot_milestones_read(const char *path, const CairnPlotTargets *targets,
                                const CairnOptions *options, CairnPlotMilestones *out, GError **error);

/* The layer of labels; `x_channel` is that of the data. Takes `legend`, which is that of the categories. */
json_t *cairn_plot_milestones_layer(const CairnPlotMilestones *milestones, const json_t *x_channel,
                                    json_t *legend);

/* The layer of bands for those that last; NULL where the file has no ends. */
json_t *cairn_plot_spans_layer(const CairnPlotMilestones *milestones, const json_t *x_channel);
