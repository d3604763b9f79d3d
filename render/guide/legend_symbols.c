/* Symbols with their labels, in rows and columns. */
#include "guide/legend_parts.h"

#include "layout/grid.h"
#include "layout/text.h"

#include <string.h>

/* One entry: its symbol and label at its own origin. */
typedef struct Entry {
  CairnItem symbol, label;
  double size; /* px that the symbol gets */
} Entry;

/* Number of columns; 0: all entries in one row. */
static size_t column_count(const CairnLegendDrawing *drawing) {
  double otherwise = cairn_legend_is_vertical(drawing) ? 1 : 0;
  double columns = cairn_legend_number(drawing->draft, "columns", otherwise);
  return columns >= 1 ? (size_t)fmin(columns, 1e6) : 0;
}

/* px of every entry, where they do not follow from the symbols; else 0. */
static double clip_height(const CairnLegendDrawing *drawing) {
  return cairn_legend_number(drawing->draft, "clipHeight", 0);
}

/* Labels that are not selected are as faint as their symbols. */
static void fade_label(const CairnLegendDraft *draft, CairnValue value, CairnItem *label) {
  double opacity = cairn_legend_selected_opacity(draft, value, 1);
  if (isnan(opacity) || opacity == 1) return;
  CairnPaint *paint = cairn_arena_one(draft->reader->context->arena, CairnPaint);
  *paint = *label->paint;
  paint->fill_opacity *= opacity;
  label->paint = paint;
}

static void make_entry(CairnLegendDrawing *drawing, const CairnLegendSymbols *symbols,
                       const CairnTextStyle *style, const CairnLegendEntry *from, Entry *out) {
  const CairnLegendDraft *draft = drawing->draft;
  CairnProperty align = cairn_legend_lookup(draft, "labelAlign"),
                baseline = cairn_legend_lookup(draft, "labelBaseline");
  cairn_legend_symbols_apply(symbols, from->value, &out->symbol);
  cairn_text_style_apply(drawing->reader->context, style, from->lines, from->n_lines, &out->label);
  fade_label(draft, from->value, &out->label);
  CairnTextItem *text = &out->label.text;
  text->align = cairn_value_as_align(drawing->reader, align, cairn_property_value(drawing->reader, align),
                                     CAIRN_ALIGN_LEFT);
  text->baseline = cairn_value_as_baseline(
      drawing->reader, baseline, cairn_property_value(drawing->reader, baseline), CAIRN_BASELINE_MIDDLE);
  double side = ceil(sqrt(out->symbol.symbol.size) + out->symbol.paint->stroke_width);
  out->size = fmax(side, style->font.size);
}

/* Symbols stand in the middle of the widest one's room, so that labels line up, unless they are all in one
 * row. */
static void place_parts(CairnLegendDrawing *drawing, Entry *entries, size_t n, bool aligned) {
  double widest = 0, offset = cairn_legend_number(drawing->draft, "symbolOffset", 0);
  double label_offset = cairn_legend_number(drawing->draft, "labelOffset", 0), clip = clip_height(drawing);
  for (size_t i = 0; i < n - (drawing->entries.is_cut ? 1 : 0); i++)
    widest = fmax(widest, entries[i].size);
  for (size_t i = 0; i < n; i++) {
    Entry *entry = &entries[i];
    double room = aligned ? widest : entry->size;
    entry->symbol.symbol.x = room / 2 + offset;
    entry->label.text.x = room + offset + label_offset;
    entry->symbol.symbol.y = entry->label.text.y = (clip > 0 ? clip : entry->size) / 2;
  }
}

static CairnBox entry_box(const CairnLegendDrawing *drawing, const CairnLegendSymbols *symbols,
                          const Entry *entry) {
  CairnBox label = cairn_item_bounds(CAIRN_TEXT, &entry->label, drawing->measure);
  double clip = clip_height(drawing);
  return cairn_box_union(label, clip > 0
                                    ? (CairnBox){0, 0, 0, clip}
                                    : cairn_legend_symbol_bounds(symbols, &entry->symbol, drawing->measure));
}

static CairnGridAlign read_align(const CairnLegendDrawing *drawing, const char *direction) {
  CairnProperty property = cairn_legend_lookup(drawing->draft, "gridAlign");
  CairnValue value = cairn_property_value(drawing->reader, property);
  if (value.kind == CAIRN_OBJECT) value = cairn_value_member(value, direction);
  const char *name = cairn_value_as_string(drawing->reader, property, value, "none");
  return strcmp(name, "all") == 0    ? CAIRN_GRID_ALIGN_ALL
         : strcmp(name, "each") == 0 ? CAIRN_GRID_ALIGN_EACH
                                     : CAIRN_GRID_ALIGN_NONE;
}

/* The entry that stands `i`th in the grid, which is filled row by row: a vertical legend runs down its
 * columns. */
static size_t entry_in_grid(size_t i, size_t n, size_t columns, bool vertical) {
  if (!vertical || columns <= 1) return i;
  size_t rows = (n + columns - 1) / columns, row = 0, column = i;
  /* The last columns may be shorter, so that rows differ in length. */
  for (; row < rows; row++) {
    size_t length = (n - row + rows - 1) / rows;
    if (column < length) break;
    column -= length;
  }
  return column * rows + row;
}

/* Where the entries, in the order of the grid, have their origins. */
static void arrange(CairnLegendDrawing *drawing, const CairnBox *boxes, CairnPoint *origins, size_t n,
                    size_t columns) {
  CairnGrid grid = {.n_columns = columns};
  grid.columns.align = read_align(drawing, "column");
  grid.rows.align = read_align(drawing, "row");
  grid.columns.padding = cairn_legend_number(drawing->draft, "columnPadding", 0);
  grid.rows.padding = cairn_legend_number(drawing->draft, "rowPadding", 0);
  grid.rows.center = true;
  cairn_grid_arrange(&grid, boxes, origins, n);
}

CairnGroup *cairn_legend_draw_symbols(CairnLegendDrawing *drawing) {
  CairnArena *arena = drawing->reader->context->arena;
  size_t n = drawing->entries.n, columns = column_count(drawing);
  bool vertical = cairn_legend_is_vertical(drawing);
  CairnGroup *group = cairn_group_new(arena, CAIRN_ROLE_CONTAINER, "entries");
  CairnMark *symbols = cairn_mark_new(arena, group, CAIRN_SYMBOL, CAIRN_ROLE_LEGEND_SYMBOL, NULL, n);
  CairnMark *labels = cairn_mark_new(arena, group, CAIRN_TEXT, CAIRN_ROLE_LEGEND_LABEL, NULL, n);
  const CairnLegendSymbols *paint = cairn_legend_symbols_new(drawing->draft);
  CairnTextStyle style =
      cairn_text_style_read(drawing->reader, cairn_legend_lookup, drawing->draft, "label", "guide-label");
  Entry *entries = cairn_arena_array(arena, n, Entry);
  CairnPoint *origins = cairn_arena_array(arena, n, CairnPoint);
  CairnBox *boxes = cairn_arena_array(arena, n, CairnBox);
  for (size_t i = 0; i < n; i++)
    make_entry(drawing, paint, &style, &drawing->entries.items[i], &entries[i]);
  if (n > 0) place_parts(drawing, entries, n, columns > 0);
  for (size_t i = 0; i < n; i++)
    boxes[i] = entry_box(drawing, paint, &entries[entry_in_grid(i, n, columns, vertical)]);
  arrange(drawing, boxes, origins, n, columns);
  for (size_t i = 0; i < n; i++) {
    const Entry *entry = &entries[entry_in_grid(i, n, columns, vertical)];
    symbols->items[i] = entry->symbol;
    labels->items[i] = entry->label;
    symbols->items[i].symbol.x += origins[i].x;
    symbols->items[i].symbol.y += origins[i].y;
    labels->items[i].text.x += origins[i].x;
    labels->items[i].text.y += origins[i].y;
    CairnBox box = {boxes[i].x + origins[i].x, boxes[i].y + origins[i].y, boxes[i].width, boxes[i].height};
    drawing->box = i == 0 ? box : cairn_box_union(drawing->box, box);
  }
  if (n == 0) drawing->box = cairn_box_empty();
  return group;
}
