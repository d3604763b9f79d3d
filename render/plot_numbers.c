#include "plot_numbers.h"

#include "plot_columns.h"

#include "read/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Is it a number with that mark, in the column's unit? */
static bool read_in_unit(CairnPlotVotes *votes, const char *text, char decimal, double *out, bool *has_unit) {
  char unit[CAIRN_NUMBER_UNIT];
  if (!cairn_number_form_read(text, strlen(text), decimal, out, unit)) return false;
  *has_unit = *unit != '\0';
  if (*unit && !*votes->unit) memcpy(votes->unit, unit, sizeof unit);
  return !*unit || strcmp(unit, votes->unit) == 0;
}

void cairn_plot_votes_add(CairnPlotVotes *votes, const char *text) {
  double plain, with_point = NAN, with_comma = NAN;
  size_t length = strlen(text);
  bool has_unit = false;
  if (cairn_cell_is_missing(text, length)) return;
  bool point = read_in_unit(votes, text, '.', &with_point, &has_unit),
       comma = read_in_unit(votes, text, ',', &with_comma, &has_unit);
  votes->n++;
  votes->n_plain += cairn_cell_to_number(text, length, &plain);
  votes->n_point += point;
  votes->n_comma += comma;
  votes->n_differing += point && comma && with_point != with_comma;
  votes->n_with_unit += has_unit && (point || comma);
}

/* The mark that the column itself shows. */
static char shown_decimal(const CairnPlotVotes *votes) {
  size_t most = MAX(votes->n_point, votes->n_comma);
  if (2 * most <= votes->n || votes->n_point == votes->n_comma) return '\0';
  return votes->n_point > votes->n_comma ? '.' : ',';
}

static CairnPlotVotes votes_of(const CairnPlotSample *sample, size_t column) {
  CairnPlotVotes votes = {0};
  for (size_t row = 1; row < sample->n_rows; row++)
    cairn_plot_votes_add(&votes, sample->cells[row * sample->n_columns + column]);
  return votes;
}

char cairn_plot_sample_decimal(const CairnPlotSample *sample) {
  char decimal = '\0';
  for (size_t column = 0; column < sample->n_columns; column++) {
    const CairnPlotVotes votes = votes_of(sample, column);
    char shown = shown_decimal(&votes);
    if (shown && decimal && shown != decimal) return '\0';
    if (shown) decimal = shown;
  }
  return decimal;
}

/* Points in such a file may part groups although all cells could be read as they are. */
static bool may_be_grouped(const CairnPlotVotes *votes, char file_decimal) {
  return file_decimal == ',' && votes->n_comma == votes->n && votes->n_differing > 0;
}

CairnPlotNumbers cairn_plot_numbers(const CairnPlotVotes *votes, char file_decimal, char delimiter) {
  CairnPlotNumbers numbers = {.decimal = shown_decimal(votes)};
  if (!numbers.decimal) numbers.decimal = file_decimal;
  if (!numbers.decimal && votes->n_differing > 0) {
    numbers.is_guessed = delimiter != ',';
    numbers.decimal = delimiter == ';' ? ',' : '.';
  }
  if (!numbers.decimal) numbers.decimal = '.';
  /* What stands beside a few of them is more likely a mistake than their unit. */
  bool in_unit = 2 * votes->n_with_unit > votes->n;
  numbers.n = (numbers.decimal == ',' ? votes->n_comma : votes->n_point) - (in_unit ? 0 : votes->n_with_unit);
  if (in_unit) memcpy(numbers.unit, votes->unit, sizeof numbers.unit);
  bool is_better = numbers.n > votes->n_plain || may_be_grouped(votes, file_decimal);
  return is_better && 2 * numbers.n > votes->n ? numbers : (CairnPlotNumbers){0};
}

CairnPlotNumbers cairn_plot_sample_numbers(const CairnPlotSample *sample, const char *column) {
  for (size_t at = 0; at < sample->n_columns; at++) {
    if (strcmp(sample->cells[at], column) != 0) continue;
    const CairnPlotVotes votes = votes_of(sample, at);
    return cairn_plot_numbers(&votes, cairn_plot_sample_decimal(sample), sample->delimiter);
  }
  return (CairnPlotNumbers){0};
}

/* A minus or a parenthesis makes it negative; of the rest only digits and the decimal mark stay. */
json_t *cairn_plot_numbers_transform(const char *column, char decimal) {
  g_autofree char *cell = cairn_plot_datum(column);
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "replace(replace(%s, /[(\u2212]/, '-'), /[^0-9%c-]/g, '')", cell, decimal);
  if (decimal == ',') {
    g_string_prepend(text, "replace(");
    g_string_append(text, ", ',', '.')");
  }
  g_string_prepend(text, "toNumber(");
  g_string_append_c(text, ')');
  return json_pack("{s:s,s:s}", "calculate", text->str, "as", column);
}
