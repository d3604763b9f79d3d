#include "annotate/key.h"

#define MOST_COLUMNS 16
#define COLUMN_GAP   1.2 /* font sizes between columns */
#define FLOW_GAP     0.8 /* font sizes between entries that follow each other */
#define ENTRY_GAP    0.3 /* font sizes between entries below each other */
#define TIGHT_GAP    0.15
#define TOP_GAP      0.8 /* font sizes above the key */
#define SMALL        0.9
#define LEAST_PX     9.0 /* no text is smaller */

/* The entries and how they are set. */
typedef struct Entries {
  const CairnMilestoneText *milestones;
  const int *keyed;
  int n;
  double scale, gap; /* of the text; px between entries */
} Entries;

/* The fewest lines that fit; -1 if none does. */
static int fitting_size(const CairnMilestoneText *text, double scale, double width) {
  for (int i = 0; i < text->n_sizes; i++)
    if (text->sizes[i].width * scale <= width) return i;
  return -1;
}

static double entry_height(const Entries *e, int i, double width) {
  const CairnMilestoneText *text = &e->milestones[e->keyed[i]];
  return text->sizes[fitting_size(text, e->scale, width)].height * e->scale;
}

/* Columns needed when none may be higher than `most`, filling one after the other. */
static int columns_under(const Entries *e, double width, double most, double *highest) {
  int columns = 1;
  double height = 0;
  *highest = 0;
  for (int i = 0; i < e->n; i++) {
    double entry = entry_height(e, i, width);
    if (height > 0 && height + e->gap + entry > most) {
      columns++;
      height = 0;
    }
    height += (height > 0 ? e->gap : 0) + entry;
    *highest = fmax(*highest, height);
  }
  return columns;
}

/* Least height of the entries in that many columns: filling greedily is optimal for a given height (the
 * linear partition problem), and the height is found by halving. */
static double least_height(const Entries *e, double width, int columns) {
  double low = 0, high, highest;
  columns_under(e, width, INFINITY, &high);
  for (int i = 0; i < 16; i++) {
    double middle = (low + high) / 2;
    if (columns_under(e, width, middle, &highest) <= columns && highest <= middle)
      high = highest;
    else
      low = middle;
  }
  return high;
}

static double key_indent(const CairnLabelOptions *options, int n, double scale) {
  return scale * options->digit_px * (n > 999 ? 5 : n > 99 ? 4 : n > 9 ? 3 : 2);
}

static double column_width(const Entries *e, const CairnLabelOptions *options, double width, int columns) {
  return (width - (columns - 1) * COLUMN_GAP * e->scale * options->font_px) / columns;
}

static CairnKeyLayout in_columns(const Entries *e, const CairnLabelOptions *options, double width) {
  CairnKeyLayout best = {.indent = key_indent(options, e->n, e->scale), .scale = e->scale, .gap = e->gap};
  for (int columns = 1; columns <= MOST_COLUMNS && columns <= e->n; columns++) {
    double column = column_width(e, options, width, columns);
    bool fits = true;
    for (int i = 0; i < e->n && fits; i++)
      fits = fitting_size(&e->milestones[e->keyed[i]], e->scale, column - best.indent) >= 0;
    if (!fits) break;
    double height = least_height(e, column - best.indent, columns) + TOP_GAP * options->font_px;
    if (best.fits && height >= best.height - 0.5) continue;
    best.columns = columns;
    best.column_width = column;
    best.height = height;
    best.fits = true;
  }
  return best;
}

/* Puts entry i after what ends at *x, *y, or on the next line; *line is the height of the present one. */
static CairnBox follow(const Entries *e, int i, double indent, double gap, double width, double *x, double *y,
                       double *line) {
  const CairnLabelSize *size = &e->milestones[e->keyed[i]].sizes[0];
  double entry = indent + size->width * e->scale, height = size->height * e->scale;
  if (*x > 0 && *x + entry > width) {
    *x = 0;
    *y += *line + e->gap;
    *line = 0;
  }
  CairnBox box = {*x, *y, entry, height};
  *x += entry + gap;
  *line = fmax(*line, height);
  return box;
}

static CairnKeyLayout in_lines(const Entries *e, const CairnLabelOptions *options, double width) {
  CairnKeyLayout layout = {
      .indent = key_indent(options, e->n, e->scale), .scale = e->scale, .gap = e->gap, .fits = true};
  double x = 0, y = TOP_GAP * options->font_px, line = 0;
  for (int i = 0; i < e->n; i++) {
    CairnBox box = follow(e, i, layout.indent, FLOW_GAP * e->scale * options->font_px, width, &x, &y, &line);
    layout.fits = layout.fits && box.width <= width;
  }
  layout.height = y + line;
  return layout;
}

static CairnKeyLayout lower(CairnKeyLayout a, CairnKeyLayout b) {
  if (!a.fits || !b.fits) return a.fits ? a : b;
  return b.height < a.height ? b : a;
}

static Entries entries_of(const CairnMilestoneText *m, const int *keyed, int n,
                          const CairnLabelOptions *options, bool small) {
  double scale = small ? fmin(1, fmax(SMALL, LEAST_PX / options->font_px)) : 1;
  return (Entries){m, keyed, n, scale, (small ? TIGHT_GAP : ENTRY_GAP) * options->font_px};
}

CairnKeyLayout cairn_key_measure(const CairnMilestoneText *m, const int *keyed, int n,
                                 const CairnLabelOptions *options, double width, double most) {
  if (n == 0) return (CairnKeyLayout){.scale = 1, .fits = true};
  Entries e = entries_of(m, keyed, n, options, false);
  CairnKeyLayout best = in_columns(&e, options, width);
  if (best.fits && best.height <= most) return best;
  e = entries_of(m, keyed, n, options, true);
  best = lower(best, in_columns(&e, options, width));
  if (best.fits && best.height <= most) return best;
  return lower(best, in_lines(&e, options, width));
}

/* Do the entries fit into columns of that height? */
static bool fit_columns(const Entries *e, const CairnLabelOptions *options, double width, double height) {
  double indent = key_indent(options, e->n, e->scale), highest, most = height - TOP_GAP * options->font_px;
  for (int columns = 1; columns <= MOST_COLUMNS && columns <= e->n; columns++) {
    double text = column_width(e, options, width, columns) - indent;
    for (int i = 0; i < e->n; i++)
      if (fitting_size(&e->milestones[e->keyed[i]], e->scale, text) < 0) return false;
    if (columns_under(e, text, most, &highest) <= columns && highest <= most) return true;
  }
  return false;
}

bool cairn_key_fits(const CairnMilestoneText *m, const int *keyed, int n, const CairnLabelOptions *options,
                    double width, double most, double height) {
  Entries e = entries_of(m, keyed, n, options, false);
  if (n == 0 || fit_columns(&e, options, width, height)) return true;
  if (height < most && fit_columns(&e, options, width, most)) return false;
  Entries small = entries_of(m, keyed, n, options, true);
  if (fit_columns(&small, options, width, height)) return true;
  if (height < most && fit_columns(&small, options, width, most)) return false;
  CairnKeyLayout lines = in_lines(&small, options, width);
  return lines.fits && lines.height <= height;
}

static void arrange_lines(const Entries *e, const CairnLabelOptions *options, CairnKeyLayout layout,
                          CairnBox box, CairnLabelPlace *places) {
  double x = 0, y = TOP_GAP * options->font_px, line = 0;
  for (int i = 0; i < e->n; i++) {
    CairnLabelPlace *place = &places[e->keyed[i]];
    place->size = 0;
    place->key_box =
        follow(e, i, layout.indent, FLOW_GAP * e->scale * options->font_px, box.width, &x, &y, &line);
    place->key_box.x += box.x;
    place->key_box.y += box.y;
  }
}

static void arrange_columns(const Entries *e, const CairnLabelOptions *options, CairnKeyLayout layout,
                            CairnBox box, CairnLabelPlace *places) {
  double top = box.y + TOP_GAP * options->font_px, bottom = box.y + layout.height + 0.01;
  double x = box.x, y = top;
  for (int i = 0; i < e->n; i++) {
    CairnLabelPlace *place = &places[e->keyed[i]];
    const CairnMilestoneText *text = &e->milestones[e->keyed[i]];
    place->size = fitting_size(text, e->scale, layout.column_width - layout.indent);
    double height = text->sizes[place->size].height * e->scale;
    if (y > top && y + height > bottom) {
      x += layout.column_width + COLUMN_GAP * e->scale * options->font_px;
      y = top;
    }
    place->key_box = (CairnBox){x, y, layout.indent + text->sizes[place->size].width * e->scale, height};
    y += height + e->gap;
  }
}

void cairn_key_arrange(const CairnMilestoneText *m, const int *keyed, int n, const CairnLabelOptions *options,
                       CairnKeyLayout layout, CairnBox box, CairnLabelPlace *places) {
  Entries e = {m, keyed, n, layout.scale, layout.gap};
  for (int i = 0; i < n; i++) {
    places[keyed[i]].number = i + 1;
    places[keyed[i]].key_indent = layout.indent;
  }
  if (layout.columns > 0)
    arrange_columns(&e, options, layout, box, places);
  else
    arrange_lines(&e, options, layout, box, places);
}
