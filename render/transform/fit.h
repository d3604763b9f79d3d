/* Curves fitted to points by least squares, as vega-statistics does. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef enum CairnFitMethod {
  CAIRN_FIT_LINEAR, /* y = a + b x */
  CAIRN_FIT_LOG,    /* y = a + b ln x */
  CAIRN_FIT_EXP,    /* y = a e^(b x), weighted by y */
  CAIRN_FIT_POW,    /* y = a x^b */
  CAIRN_FIT_QUAD,   /* y = a + b x + c x² */
  CAIRN_FIT_POLY,   /* y = a + b x + ... of an order */
} CairnFitMethod;

enum { CAIRN_FIT_MAX_ORDER = 20 };

typedef struct CairnFit {
  CairnFitMethod method;
  size_t n_coefficients;
  double coefficients[CAIRN_FIT_MAX_ORDER + 1]; /* a, b, c ... of the formulas above */
  double r_squared;

  /* Polynomials are evaluated around the means, where they are well conditioned. */
  double mean_x, mean_y;
  double centred[CAIRN_FIT_MAX_ORDER + 1];
} CairnFit;

/* The points (x[i], y[i]), all of them numbers. `order` is that of POLY, at most CAIRN_FIT_MAX_ORDER. */
CairnFit cairn_fit(CairnFitMethod method, size_t order, const double *x, const double *y, size_t n);

double cairn_fit_predict(const CairnFit *fit, double x);

/* Locally weighted regression (Cleveland 1979) with two robustness passes: the smoothed value at each of the
 * points, which are sorted by x, into `out`; `bandwidth` is the share of the points that each value depends
 * on. */
void cairn_fit_local(const double *x, const double *y, size_t n, double bandwidth, double *out);
