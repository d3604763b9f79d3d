/* Warnings of fonts: families that are not installed, and characters that no font has. */
#pragma once

#include "chart.h"
#include "base/error.h"

/* Warns of each family and each character once, a few of them. */
void cairn_text_check(const CairnChart *chart, const CairnWarnings *warnings);
