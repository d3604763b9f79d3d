/* How large plots are. */
#pragma once

#include "scale/resolve.h"

/* Sets width and height of `view` (a unit, or a layer with all its children) by Vega-Lite's rules: the size that the spec gives in px, or
 * so many px for each step of a discrete scale, or the configuration's. False with an error at its place. */
bool cairn_size_views(CairnView *view, GError **error);

/* Sets it to these px. */
void cairn_size_set(CairnView *view, double width, double height);

/* Does the spec's size hold for the whole figure (autosize "fit", or a size of "container")? In which directions? Or is
 * the figure the plot with its padding, whatever reaches beyond (autosize "none")? */
typedef struct CairnFit {
  bool x, y;
  bool contains_padding;
  bool is_plot_alone;
} CairnFit;

CairnFit cairn_size_fit(const CairnView *root);
