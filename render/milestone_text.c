#include "milestone_text.h"

#include "font/shape.h"
#include "layout/text.h"

enum { MOST_LINES = 6, LEADING = 2 };

/* Ink of one line about its start on the baseline, and at least the box of Latin text. */
static CairnBox line_ink(CairnTextMeasurer *measurer, const CairnFont *font, const char *line) {
  double ascent = CAIRN_MILESTONE_ASCENT * font->size, height = ascent + CAIRN_MILESTONE_DESCENT * font->size;
  CairnBox box = {0, -ascent, cairn_text_width(measurer, font, line), height};
  if (cairn_text_is_plain(cairn_text_face(measurer, font), line)) return box;
  return cairn_box_union(box, cairn_shape_ink(measurer, font, line));
}

/* Sets the lengths of `lines`, and the size of its box. */
static CairnLabelSize measure(CairnTextMeasurer *measurer, const CairnFont *font,
                              CairnMilestoneLines *lines) {
  double width = 0, above = 0;
  lines->line_height = font->size + LEADING;
  for (size_t i = 0; i < lines->n; i++) {
    CairnBox ink = line_ink(measurer, font, lines->lines[i]);
    double advance = cairn_text_width(measurer, font, lines->lines[i]);
    width = fmax(width, advance);
    lines->before = fmax(lines->before, -ink.x);
    lines->after = fmax(lines->after, ink.x + ink.width - advance);
    if (i == 0) lines->ascent = -ink.y;
    /* Lines of tall scripts stand as far apart as their ink needs. */
    if (i > 0 && above - ink.y > lines->line_height) lines->line_height = above - ink.y;
    above = ink.y + ink.height;
  }
  lines->descent = above;
  double height = lines->ascent + (double)(lines->n - 1) * lines->line_height + lines->descent;
  return (CairnLabelSize){lines->before + width + lines->after, height, (int)lines->n};
}

const CairnMilestoneLines *cairn_milestone_text_break(CairnArena *arena, CairnTextMeasurer *measurer,
                                                      const CairnFont *font, const char *text,
                                                      CairnMilestoneText *out) {
  CairnMilestoneLines *ways = cairn_arena_array(arena, MOST_LINES, CairnMilestoneLines);
  CairnLabelSize *sizes = cairn_arena_array(arena, MOST_LINES, CairnLabelSize);
  out->n_sizes = 0;
  out->sizes = sizes;
  for (size_t most = 1; most <= MOST_LINES; most++) {
    CairnMilestoneLines *way = &ways[out->n_sizes];
    *way = (CairnMilestoneLines){0};
    way->lines = cairn_text_balance(arena, measurer, font, text, most, &way->n);
    if (out->n_sizes && way->n <= ways[out->n_sizes - 1].n) continue;
    sizes[out->n_sizes++] = measure(measurer, font, way);
  }
  return ways;
}

CairnTextItem cairn_milestone_text_item(CairnArena *arena, const CairnFont *font,
                                        const CairnMilestoneLines *lines, CairnBox box, int align,
                                        double scale) {
  CairnFont *scaled = cairn_arena_one(arena, CairnFont);
  *scaled = *font;
  scaled->size *= scale;
  double left = box.x + scale * lines->before, right = box.x + box.width - scale * lines->after;
  return (CairnTextItem){.x = align < 0   ? left
                              : align > 0 ? right
                                          : (left + right) / 2,
                         .y = box.y + scale * lines->ascent,
                         .lines = lines->lines,
                         .shown = lines->lines,
                         .n_lines = lines->n,
                         .font = scaled,
                         .line_height = scale * lines->line_height,
                         .align = align < 0   ? CAIRN_ALIGN_LEFT
                                  : align > 0 ? CAIRN_ALIGN_RIGHT
                                              : CAIRN_ALIGN_CENTER,
                         .baseline = CAIRN_BASELINE_ALPHABETIC};
}

CairnBox cairn_milestone_text_box(CairnTextMeasurer *measurer, const CairnTextItem *item) {
  CairnBox box = cairn_box_empty();
  for (size_t i = 0; i < item->n_lines; i++) {
    double advance = cairn_text_width(measurer, item->font, item->lines[i]);
    CairnBox ink = line_ink(measurer, item->font, item->lines[i]);
    ink.x += item->x - (item->align == CAIRN_ALIGN_CENTER  ? advance / 2
                        : item->align == CAIRN_ALIGN_RIGHT ? advance
                                                           : 0);
    ink.y += item->y + (double)i * item->line_height;
    box = cairn_box_union(box, ink);
  }
  return box;
}
