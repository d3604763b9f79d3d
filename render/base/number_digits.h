/* The decimal digits of a double, for the writers of numbers. */
#pragma once

#include <stdbool.h>

/* A double has at most 767 significant decimal digits. */
enum { CAIRN_DIGITS_MAX = 800 };

/* |value| = 0.d1 d2 d3 ... × 10^point, d1 not 0. Zero is the one digit 0 with point 1. */
typedef struct CairnDigits {
  bool negative; /* the sign bit: also set for -0 */
  int point;
  int count;
  char digits[CAIRN_DIGITS_MAX]; /* '0' to '9', not terminated */
} CairnDigits;

/* The fewest digits that read back as `value`, and of those the nearest to it. `value` must be finite. */
void cairn_digits_shortest(double value, CairnDigits *out);

/* All digits of `value`, exactly, without zeros at the end. `value` must be finite. */
void cairn_digits_exact(double value, CairnDigits *out);

/* Keeps the first `count` digits, rounded, halves up; adds zeros where there are fewer. With count <= 0 the
 * result is zero or, for count 0 and a first digit of 5 or more, the one digit 1. */
void cairn_digits_round(CairnDigits *digits, int count);
