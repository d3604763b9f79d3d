#include "transform/fit.h"

#include "transform/statistics.h"

#include <glib.h>
#include <math.h>

/* Means kept up to date point by point. */
typedef struct Means {
  double n, x, y, xy, xx;
} Means;

static void add_point(Means *means, double x, double y) {
  means->n++;
  means->x += (x - means->x) / means->n;
  means->y += (y - means->y) / means->n;
  means->xy += (x * y - means->xy) / means->n;
  means->xx += (x * x - means->xx) / means->n;
}

/* The line y = line[0] + line[1] x of least squares. */
static void solve_line(double x, double y, double xy, double xx, double line[2]) {
  double variance = xx - x * x;
  line[1] = fabs(variance) < 1e-24 ? 0 : (xy - x * y) / variance;
  line[0] = y - line[1] * x;
}

static void fit_line(CairnFit *fit, const double *x, const double *y, size_t n) {
  bool log_x = fit->method == CAIRN_FIT_LOG || fit->method == CAIRN_FIT_POW,
       log_y = fit->method == CAIRN_FIT_POW;
  Means means = {0};
  for (size_t i = 0; i < n; i++)
    add_point(&means, log_x ? log(x[i]) : x[i], log_y ? log(y[i]) : y[i]);
  solve_line(means.x, means.y, means.xy, means.xx, fit->coefficients);
  if (fit->method == CAIRN_FIT_POW) fit->coefficients[0] = exp(fit->coefficients[0]);
}

/* Weighted by y, so that small values do not count as much as their logarithms would. */
static void fit_exponential(CairnFit *fit, const double *x, const double *y, size_t n) {
  double yl = 0, xy = 0, xyl = 0, xxy = 0, line[2];
  for (size_t i = 0; i < n; i++) {
    double dx = x[i] - fit->mean_x, logarithm = log(y[i]), count = (double)(i + 1);
    yl += (y[i] * logarithm - yl) / count;
    xy += (dx * y[i] - xy) / count;
    xyl += (dx * y[i] * logarithm - xyl) / count;
    xxy += (dx * dx * y[i] - xxy) / count;
  }
  double mean = fit->mean_y;
  solve_line(xy / mean, yl / mean, xyl / mean, xxy / mean, line);
  fit->centred[0] = line[0];
  fit->centred[1] = line[1];
  fit->coefficients[0] = exp(line[0] - line[1] * fit->mean_x);
  fit->coefficients[1] = line[1];
}

static void fit_parabola(CairnFit *fit, const double *x, const double *y, size_t n) {
  double x2 = 0, x3 = 0, x4 = 0, xy = 0, xxy = 0;
  for (size_t i = 0; i < n; i++) {
    double dx = x[i] - fit->mean_x, dy = y[i] - fit->mean_y, square = dx * dx, count = (double)(i + 1);
    x2 += (square - x2) / count;
    x3 += (square * dx - x3) / count;
    x4 += (square * square - x4) / count;
    xy += (dx * dy - xy) / count;
    xxy += (square * dy - xxy) / count;
  }
  double spread = x4 - x2 * x2, determinant = x2 * spread - x3 * x3;
  fit->centred[2] = (xxy * x2 - xy * x3) / determinant;
  fit->centred[1] = (xy * spread - xxy * x3) / determinant;
  fit->centred[0] = -fit->centred[2] * x2;
}

enum { MOST_TERMS = CAIRN_FIT_MAX_ORDER + 1 };

/* Solves the k equations sum over j of matrix[i][j] × out[j] = right[i] by elimination with the largest
 * pivots. */
static void solve(double matrix[MOST_TERMS][MOST_TERMS], double *right, size_t k, double *out) {
  for (size_t i = 0; i < k; i++) {
    size_t pivot = i;
    for (size_t r = i + 1; r < k; r++)
      if (fabs(matrix[r][i]) > fabs(matrix[pivot][i])) pivot = r;
    for (size_t c = 0; c < k; c++) {
      double kept = matrix[i][c];
      matrix[i][c] = matrix[pivot][c];
      matrix[pivot][c] = kept;
    }
    double kept = right[i];
    right[i] = right[pivot];
    right[pivot] = kept;
    for (size_t r = i + 1; r < k; r++) {
      double factor = matrix[r][i] / matrix[i][i];
      for (size_t c = i; c < k; c++)
        matrix[r][c] -= factor * matrix[i][c];
      right[r] -= factor * right[i];
    }
  }
  for (size_t i = k; i-- > 0;) {
    double rest = right[i];
    for (size_t c = i + 1; c < k; c++)
      rest -= matrix[i][c] * out[c];
    out[i] = rest / matrix[i][i];
  }
}

static void fit_polynomial(CairnFit *fit, const double *x, const double *y, size_t n) {
  double matrix[MOST_TERMS][MOST_TERMS] = {{0}}, right[MOST_TERMS] = {0}, powers[2 * MOST_TERMS] = {0};
  size_t k = fit->n_coefficients;
  for (size_t i = 0; i < n; i++) {
    double power = 1;
    for (size_t p = 0; p < 2 * k - 1; p++, power *= x[i] - fit->mean_x) {
      powers[p] += power;
      if (p < k) right[p] += power * (y[i] - fit->mean_y);
    }
  }
  for (size_t r = 0; r < k; r++)
    for (size_t c = 0; c < k; c++)
      matrix[r][c] = powers[r + c];
  solve(matrix, right, k, fit->centred);
}

/* Expands the polynomial in x - mean_x to one in x. */
static void uncentre(CairnFit *fit) {
  size_t k = fit->n_coefficients;
  for (size_t i = 0; i < k; i++) {
    double term = fit->centred[i], binomial = 1;
    for (size_t j = 0; j <= i; j++) {
      fit->coefficients[i - j] += term * binomial * pow(-fit->mean_x, (double)j);
      binomial *= (double)(i - j) / (double)(j + 1);
    }
  }
  fit->coefficients[0] += fit->mean_y;
}

static void set_means(CairnFit *fit, const double *x, const double *y, size_t n) {
  for (size_t i = 0; i < n; i++) {
    fit->mean_x += (x[i] - fit->mean_x) / (double)(i + 1);
    fit->mean_y += (y[i] - fit->mean_y) / (double)(i + 1);
  }
}

static double explained(const CairnFit *fit, const double *x, const double *y, size_t n) {
  double errors = 0, total = 0;
  for (size_t i = 0; i < n; i++) {
    double miss = y[i] - cairn_fit_predict(fit, x[i]), distance = y[i] - fit->mean_y;
    errors += miss * miss;
    total += distance * distance;
  }
  return 1 - errors / total;
}

CairnFit cairn_fit(CairnFitMethod method, size_t order, const double *x, const double *y, size_t n) {
  if (method == CAIRN_FIT_POLY && order == 1) method = CAIRN_FIT_LINEAR;
  if (method == CAIRN_FIT_POLY && order == 2) method = CAIRN_FIT_QUAD;
  CairnFit fit = {.method = method, .n_coefficients = 2};
  set_means(&fit, x, y, n);
  if (method == CAIRN_FIT_QUAD) fit.n_coefficients = 3;
  if (method == CAIRN_FIT_POLY) fit.n_coefficients = MIN(order, CAIRN_FIT_MAX_ORDER) + 1;
  switch (method) {
  case CAIRN_FIT_EXP:
    fit_exponential(&fit, x, y, n);
    break;
  case CAIRN_FIT_QUAD:
    fit_parabola(&fit, x, y, n);
    break;
  case CAIRN_FIT_POLY:
    fit_polynomial(&fit, x, y, n);
    break;
  default:
    fit_line(&fit, x, y, n);
    break;
  }
  if (method == CAIRN_FIT_QUAD || method == CAIRN_FIT_POLY) uncentre(&fit);
  fit.r_squared = method == CAIRN_FIT_POLY && order == 0 ? 0 : explained(&fit, x, y, n);
  return fit;
}

double cairn_fit_predict(const CairnFit *fit, double x) {
  const double *c = fit->coefficients;
  double y = 0;
  switch (fit->method) {
  case CAIRN_FIT_LINEAR:
    return c[0] + c[1] * x;
  case CAIRN_FIT_LOG:
    return c[0] + c[1] * log(x);
  case CAIRN_FIT_POW:
    return c[0] * pow(x, c[1]);
  case CAIRN_FIT_EXP:
    return exp(fit->centred[0] + fit->centred[1] * (x - fit->mean_x));
  default:
    break;
  }
  for (size_t i = fit->n_coefficients; i-- > 0;)
    y = y * (x - fit->mean_x) + fit->centred[i];
  return y + fit->mean_y;
}

static double tricube(double distance) {
  double rest = 1 - distance * distance * distance;
  return rest * rest * rest;
}

/* The line through the neighbours first..last of point i, weighted by nearness, at that point. */
static double local_value(const double *x, const double *y, const double *robustness, size_t i, size_t first,
                          size_t last) {
  size_t edge = x[i] - x[first] > x[last] - x[i] ? first : last;
  double reach = fabs(x[edge] - x[i]), weights = 0, wx = 0, wy = 0, wxy = 0, wxx = 0, line[2];
  double nearness = 1 / (reach == 0 ? 1 : reach);
  for (size_t k = first; k <= last; k++) {
    double weight = tricube(fabs(x[i] - x[k]) * nearness) * robustness[k], weighted = x[k] * weight;
    weights += weight;
    wx += weighted;
    wy += y[k] * weight;
    wxy += y[k] * weighted;
    wxx += x[k] * weighted;
  }
  solve_line(wx / weights, wy / weights, wxy / weights, wxx / weights, line);
  return line[0] + line[1] * x[i];
}

/* Moves the neighbours first..last on, as long as the next point is not farther from x[i] than the first. */
static void move_neighbours(const double *x, size_t n, size_t i, size_t *first, size_t *last) {
  while (*last + 1 < n && i > *first && x[*last + 1] - x[i] <= x[i] - x[*first]) {
    ++*first;
    ++*last;
  }
}

static double median_of(const double *values, size_t n) {
  g_autofree double *copy = g_memdup2(values, n * sizeof *values);
  return cairn_quantile(copy, n, 0.5);
}

void cairn_fit_local(const double *x, const double *y, size_t n, double bandwidth, double *out) {
  enum { PASSES = 3 };
  size_t neighbours = MIN(MAX((size_t)2, (size_t)(bandwidth * (double)n)), n);
  g_autofree double *robustness = g_new(double, n), *residuals = g_new(double, n);
  for (size_t i = 0; i < n; i++)
    robustness[i] = 1;
  for (size_t pass = 0; pass < PASSES && n > 0; pass++) {
    size_t first = 0, last = neighbours - 1;
    for (size_t i = 0; i < n; i++) {
      out[i] = local_value(x, y, robustness, i, first, last);
      residuals[i] = fabs(y[i] - out[i]);
      if (i + 1 < n) move_neighbours(x, n, i + 1, &first, &last);
    }
    double median = median_of(residuals, n);
    if (median < 1e-12) return;
    for (size_t i = 0; i < n; i++) {
      double share = residuals[i] / (6 * median), rest = 1 - share * share;
      robustness[i] = share >= 1 ? 1e-12 : rest * rest;
    }
  }
}
