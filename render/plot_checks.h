/* Warnings where `cairn plot` draws what was asked for, but hardly what was meant. */
#pragma once

#include "plot_drawing.h"

/* False with an error where warnings are errors. */
bool cairn_plot_check_meaning(const CairnPlotDrawing *drawing, const CairnOptions *options, GError **error);
