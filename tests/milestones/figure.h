/* Random figures with milestones, as specs. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Figure {
  GString *spec; /* Vega-Lite, JSON */
  int n_events;
} Figure;

/* The figure of this number: the same on every machine. Its kind of mark, its axes, its size, its labels'
 * length and script, the dates' spread and the style of annotation are all drawn from it. */
void figure_init(Figure *figure, uint64_t number);
void figure_clear(Figure *figure);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Figure, figure_clear)
