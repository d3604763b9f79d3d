/* Titles of the figure that `cairn plot` draws: on as many lines as its width asks for. */
#pragma once

#include "cairn.h"

#include <jansson.h>

/* Breaks the titles of a spec, of its axes and below its title that are wider than the figure, `width_px`. In
 * the sizes of the theme "report"; the fonts are those of the options (NULL: the default ones). False with an
 * error where there are no fonts. */
bool cairn_plot_fit_titles(json_t *spec, double width_px, const CairnOptions *options, GError **error);
