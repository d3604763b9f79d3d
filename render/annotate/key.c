#include "annotate/key.h"

#define MOST_COLUMNS 16
#define COLUMN_GAP   1.2 /* font sizes between columns */
#define ENTRY_GAP    0.3 /* font sizes between entries */
#define TOP_GAP      0.8 /* font sizes above the key */

/* The fewest lines that fit; -1 if none does. */
static int fitting_size(const CairnMilestoneText *text, double width) {
  for (int i = 0; i < text->n_sizes; i++)
    if (text->sizes[i].width <= width) return i;
  return -1;
}

/* Columns needed when none may be higher than `most`, filling one after the other. */
static int columns_under(const CairnMilestoneText *m, const int *keyed, int n, double width, double gap,
                         double most, double *highest) {
  int columns = 1;
  double height = 0;
  *highest = 0;
  for (int i = 0; i < n; i++) {
    double entry = m[keyed[i]].sizes[fitting_size(&m[keyed[i]], width)].height;
    if (height > 0 && height + gap + entry > most) {
      columns++;
      height = 0;
    }
    height += (height > 0 ? gap : 0) + entry;
    *highest = fmax(*highest, height);
  }
  return columns;
}

/* Least height of n entries in that many columns: filling greedily is optimal for a given height (the linear
 * partition problem), and the height is found by halving. */
static double least_height(const CairnMilestoneText *m, const int *keyed, int n, double width, double gap,
                           int columns) {
  double low = 0, high, highest;
  columns_under(m, keyed, n, width, gap, INFINITY, &high);
  for (int i = 0; i < 24; i++) {
    double middle = (low + high) / 2;
    if (columns_under(m, keyed, n, width, gap, middle, &highest) <= columns && highest <= middle)
      high = middle;
    else
      low = middle;
  }
  return high;
}

static double key_indent(const CairnLabelOptions *options, int n) {
  return options->digit_px * (n > 99 ? 4 : n > 9 ? 3 : 2);
}

CairnKeyLayout cairn_key_measure(const CairnMilestoneText *m, const int *keyed, int n,
                                 const CairnLabelOptions *options, double width) {
  CairnKeyLayout best = {.indent = key_indent(options, n), .fits = n == 0};
  for (int columns = 1; columns <= MOST_COLUMNS && columns <= n; columns++) {
    double column = (width - (columns - 1) * COLUMN_GAP * options->font_px) / columns;
    bool fits = true;
    for (int i = 0; i < n && fits; i++)
      fits = fitting_size(&m[keyed[i]], column - best.indent) >= 0;
    if (!fits) break;
    double height = least_height(m, keyed, n, column - best.indent, ENTRY_GAP * options->font_px, columns) +
                    TOP_GAP * options->font_px;
    if (best.fits && height >= best.height - 0.5) continue;
    best = (CairnKeyLayout){columns, column, height, best.indent, true};
  }
  return best;
}

void cairn_key_arrange(const CairnMilestoneText *m, const int *keyed, int n, const CairnLabelOptions *options,
                       CairnKeyLayout layout, CairnBox box, CairnLabelPlace *places) {
  double top = box.y + TOP_GAP * options->font_px, bottom = box.y + layout.height + 0.01;
  double x = box.x, y = top, gap = ENTRY_GAP * options->font_px;
  for (int i = 0; i < n; i++) {
    CairnLabelPlace *place = &places[keyed[i]];
    place->number = i + 1;
    place->key_indent = layout.indent;
    place->size = fitting_size(&m[keyed[i]], layout.column_width - layout.indent);
    const CairnLabelSize *size = &m[keyed[i]].sizes[place->size];
    if (y > top && y + size->height > bottom) {
      x += layout.column_width + COLUMN_GAP * options->font_px;
      y = top;
    }
    place->key_box = (CairnBox){x, y, layout.indent + size->width, size->height};
    y += size->height + gap;
  }
}
