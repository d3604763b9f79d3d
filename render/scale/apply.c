/* Mapping values through a scale of any type. */
#include "scale/scale_class.h"

#include "base/number.h"

#include <string.h>

static double item_number(const CairnRange *range, size_t i) {
  if (i == CAIRN_PICK_NONE) return NAN;
  if (range->kind == CAIRN_RANGE_NUMBERS) return range->numbers[i];
  return range->kind == CAIRN_RANGE_VALUES ? cairn_value_to_quantity(range->values[i]) : NAN;
}

double cairn_scale_position(const CairnScale *scale, CairnValue value) {
  if (scale->class->place) return scale->class->place(scale, value);
  if (scale->class->pick) return item_number(&scale->range, scale->class->pick(scale, value));
  return cairn_continuous_position(scale, cairn_scale_number_of(value));
}

double cairn_scale_position_number(const CairnScale *scale, double value) {
  return cairn_scale_position(scale, cairn_value_number(value));
}

static bool item_color(const CairnRange *range, size_t i, CairnColor *out) {
  if (i == CAIRN_PICK_NONE) return false;
  if (range->kind == CAIRN_RANGE_COLORS) {
    *out = range->colors[i];
    return true;
  }
  return range->kind == CAIRN_RANGE_VALUES && range->values[i].kind == CAIRN_STRING &&
         cairn_color_parse(range->values[i].string, out);
}

bool cairn_scale_color(const CairnScale *scale, CairnValue value, CairnColor *out) {
  if (scale->class->pick) return item_color(&scale->range, scale->class->pick(scale, value), out);
  return !scale->class->place && cairn_continuous_color(scale, cairn_scale_number_of(value), out);
}

static CairnValue color_value(CairnArena *arena, CairnColor color) {
  char text[64], alpha[CAIRN_NUMBER_BUFFER];
  cairn_color_to_hex(color, text);
  if (color.a < 1) {
    CairnColor whole = color;
    cairn_number_to_string(color.a, alpha);
    g_snprintf(text, sizeof text, "rgba(%d, %d, %d, %s)",
               (int)cairn_round_half_up(fmax(0, fmin(255, whole.r))),
               (int)cairn_round_half_up(fmax(0, fmin(255, whole.g))),
               (int)cairn_round_half_up(fmax(0, fmin(255, whole.b))), alpha);
  }
  return cairn_value_string(cairn_arena_intern(arena, text, strlen(text)));
}

CairnValue cairn_scale_value(const CairnScale *scale, CairnValue value) {
  CairnColor color;
  if (scale->class->pick && scale->range.kind == CAIRN_RANGE_VALUES) {
    size_t i = scale->class->pick(scale, value);
    return i == CAIRN_PICK_NONE ? cairn_value_undefined() : scale->range.values[i];
  }
  if (cairn_scale_color(scale, value, &color)) return color_value(scale->arena, color);
  double position = cairn_scale_position(scale, value);
  return isnan(position) ? cairn_value_undefined() : cairn_value_number(position);
}

bool cairn_scale_is_straight(const CairnScale *scale, CairnStraight *out) {
  bool is_straight = scale->class->lift == cairn_identity_lift && !scale->class->place && !scale->class->pick &&
                     !scale->clamp && !scale->round && scale->range.kind == CAIRN_RANGE_NUMBERS &&
                     scale->range.n == 2 && scale->n_domain == 2 && scale->domain[0] < scale->domain[1];
  if (is_straight)
    *out = (CairnStraight){scale->domain[0], scale->domain[1] - scale->domain[0], scale->range.numbers[0],
                           scale->range.numbers[1]};
  return is_straight;
}

static void straight_positions(CairnStraight straight, const CairnColumn *column, size_t n, double *out) {
  for (size_t i = 0; i < n; i++)
    out[i] = cairn_straight_position(&straight, column->numbers[i]);
  for (size_t i = 0; column->states && i < n; i++)
    if (column->states[i] != CAIRN_CELL_PRESENT) out[i] = NAN;
}

void cairn_scale_positions(const CairnScale *scale, const CairnColumn *column, size_t n, double *out) {
  bool is_numeric = column->type == CAIRN_COLUMN_NUMBER || column->type == CAIRN_COLUMN_TIME;
  CairnStraight straight;
  if (is_numeric && cairn_scale_is_straight(scale, &straight)) {
    straight_positions(straight, column, n, out);
    return;
  }
  for (size_t i = 0; i < n; i++)
    out[i] = cairn_scale_position(scale, cairn_column_value(column, i));
}

double cairn_scale_bandwidth(const CairnScale *scale) {
  return scale->bandwidth;
}

double cairn_scale_step(const CairnScale *scale) {
  return scale->step;
}

CairnValue cairn_scale_invert(const CairnScale *scale, double position) {
  return scale->class->invert ? scale->class->invert(scale, position) : cairn_value_undefined();
}

double cairn_scale_fraction(const CairnScale *scale, double value, double low, double high) {
  if (!(low != high) || !isfinite(high - low)) return 0.5;
  if (!scale->class->lift) return (value - low) / (high - low);
  double from = scale->class->lift(scale, low), to = scale->class->lift(scale, high);
  double at = scale->class->lift(scale, value);
  return (at - from) / (to - from);
}

bool cairn_scale_range_extent(const CairnScale *scale, double *first, double *last) {
  const CairnRange *range = &scale->range;
  if (range->kind != CAIRN_RANGE_NUMBERS || range->n == 0) return false;
  *first = range->numbers[0];
  *last = range->numbers[range->n - 1];
  return true;
}
