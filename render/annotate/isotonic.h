/* Exact 1-D placement: the order is given, the positions are as near as can be to the wanted ones. */
#pragma once

/* Sets x[i] so that x[i + 1] - x[i] >= gap[i] and low[i] <= x[i] <= high[i], with the least sum of squares of
 * x[i] - wanted[i]: isotonic regression by pooling adjacent violators (Ayer et al. 1955) of the positions
 * less the gaps before them, clipped to the bounds. The bounds are first narrowed by the gaps; where they
 * then leave no room, the lower one holds. gap has n - 1 entries; scratch has 3 n. */
void cairn_isotonic_place(double *x, const double *wanted, const double *gap, const double *low,
                          const double *high, int n, double *scratch);
