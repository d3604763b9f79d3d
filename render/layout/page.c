#include "layout/page.h"

#include <string.h>

enum { LEGEND_MARGIN = 8, SOURCE_OFFSET = 14 };

typedef struct Padding {
  double left, top, right, bottom;
} Padding;

static Padding read_padding(const CairnModel *model) {
  const json_t *padding = cairn_json_get(model->root, "padding");
  if (!padding) padding = cairn_json_get(model->config, "padding");
  if (json_is_number(padding)) {
    double all = json_number_value(padding);
    return (Padding){all, all, all, all};
  }
  return (Padding){cairn_json_number(padding, "left", 0), cairn_json_number(padding, "top", 0), cairn_json_number(padding, "right", 0),
                   cairn_json_number(padding, "bottom", 0)};
}

static void put(CairnGroup *group, double x, double y) {
  group->x = x;
  group->y = y;
}

/* Where the next legend of each place goes, counted from the first. */
typedef struct Cursor {
  double along[CAIRN_LEGEND_FREE + 1];
} Cursor;

static double deepest(const CairnPageParts *parts, CairnLegendPlace place, bool width) {
  double most = 0;
  for (size_t i = 0; i < parts->n_legends; i++)
    if (parts->legends[i].place == place) most = fmax(most, width ? parts->legends[i].width : parts->legends[i].height);
  return most;
}

static void place_beside(const CairnPageParts *parts, const CairnPageLegend *legend, CairnBox around, Cursor *cursor) {
  double *along = &cursor->along[legend->place];
  double right = around.x + around.width, bottom = around.y + around.height;
  switch (legend->place) {
  case CAIRN_LEGEND_AT_RIGHT: put(legend->group, right + legend->offset, *along); break;
  case CAIRN_LEGEND_AT_LEFT:
    put(legend->group, around.x - legend->offset - deepest(parts, legend->place, true), *along);
    break;
  case CAIRN_LEGEND_AT_TOP:
    put(legend->group, *along, around.y - legend->offset - deepest(parts, legend->place, false));
    break;
  default: put(legend->group, *along, bottom + legend->offset); break;
  }
  bool stacked = legend->place == CAIRN_LEGEND_AT_RIGHT || legend->place == CAIRN_LEGEND_AT_LEFT;
  *along += (stacked ? legend->height : legend->width) + (stacked ? LEGEND_MARGIN : 2 * LEGEND_MARGIN);
}

static void place_inside(const CairnPageParts *parts, const CairnPageLegend *legend, Cursor *cursor) {
  const CairnGroup *plot = parts->plot;
  double *along = &cursor->along[legend->place];
  bool right = legend->place == CAIRN_LEGEND_IN_TOP_RIGHT || legend->place == CAIRN_LEGEND_IN_BOTTOM_RIGHT;
  bool bottom = legend->place == CAIRN_LEGEND_IN_BOTTOM_LEFT || legend->place == CAIRN_LEGEND_IN_BOTTOM_RIGHT;
  double x = right ? plot->width - legend->width - legend->offset : legend->offset;
  double y = bottom ? plot->height - legend->height - legend->offset - *along : legend->offset + *along;
  put(legend->group, x, y);
  *along += legend->height + LEGEND_MARGIN;
}

static void place_legends(const CairnPageParts *parts, CairnBox around) {
  Cursor cursor = {0};
  for (size_t i = 0; i < parts->n_legends; i++) {
    const CairnPageLegend *legend = &parts->legends[i];
    if (legend->place == CAIRN_LEGEND_FREE) put(legend->group, legend->x, legend->y);
    else if (legend->place >= CAIRN_LEGEND_IN_TOP_LEFT) place_inside(parts, legend, &cursor);
    else place_beside(parts, legend, around, &cursor);
  }
}

static double along(CairnAnchor anchor, double start, double length) {
  return start + length * (anchor == CAIRN_ANCHOR_START ? 0 : anchor == CAIRN_ANCHOR_MIDDLE ? 0.5 : 1);
}

static void place_title(const CairnPageParts *parts, CairnBox all) {
  const CairnPageTitle *title = &parts->title;
  if (!title->group) return;
  CairnBox frame = title->over_plot ? (CairnBox){0, 0, parts->plot->width, parts->plot->height} : all;
  double x = along(title->anchor, frame.x, frame.width), y = along(title->anchor, frame.y, frame.height);
  switch (title->side) {
  case CAIRN_ORIENT_TOP: put(title->group, x, all.y - title->offset); break;
  case CAIRN_ORIENT_BOTTOM: put(title->group, x, all.y + all.height + title->offset); break;
  case CAIRN_ORIENT_LEFT: put(title->group, all.x - title->offset, y); break;
  default: put(title->group, all.x + all.width + title->offset, y); break;
  }
}

static CairnBrush background(const CairnModel *model) {
  const json_t *color = cairn_json_get(model->root, "background");
  if (!color) color = cairn_json_get(model->config, "background");
  CairnBrush brush = {.kind = CAIRN_BRUSH_NONE};
  if (json_is_string(color) && cairn_color_parse(json_string_value(color), &brush.color) && brush.color.a > 0)
    brush.kind = CAIRN_BRUSH_COLOR;
  return brush;
}

static const char *plain_text(CairnArena *arena, const json_t *text) {
  if (json_is_string(text)) return cairn_arena_strdup(arena, json_string_value(text));
  g_autoptr(GString) joined = g_string_new(NULL);
  for (size_t i = 0; i < json_array_size(text); i++) {
    const json_t *line = json_array_get(text, i);
    if (json_is_string(line)) g_string_append_printf(joined, "%s%s", i ? " " : "", json_string_value(line));
  }
  return joined->len ? cairn_arena_strndup(arena, joined->str, joined->len) : NULL;
}

CairnScene *cairn_page_arrange(CairnArena *arena, const CairnModel *model, CairnPageParts *parts, CairnMeasure measure) {
  CairnScene *scene = cairn_arena_one(arena, CairnScene);
  CairnGroup *page = cairn_group_new(arena, CAIRN_ROLE_PAGE, NULL);
  cairn_group_add_group(arena, page, parts->plot);
  CairnBox box = cairn_group_bounds(page, measure);
  place_legends(parts, box);
  for (size_t i = 0; i < parts->n_legends; i++)
    cairn_group_add_group(arena, page, parts->legends[i].group);
  box = cairn_group_bounds(page, measure);
  double bottom = box.y + box.height;
  CairnBox with_room = {box.x, box.y - parts->room_top, box.width, box.height + parts->room_top + parts->room_bottom};
  place_title(parts, with_room);
  if (parts->title.group) cairn_group_add_group(arena, page, parts->title.group);
  box = cairn_box_union(with_room, cairn_group_bounds(page, measure));
  if (parts->source) {
    put(parts->source, box.x, box.y + box.height + SOURCE_OFFSET);
    cairn_group_add_group(arena, page, parts->source);
    box = cairn_box_union(box, cairn_group_bounds(page, measure));
  }
  Padding padding = read_padding(model);
  /* Whole px, so that what was on the pixel grid stays on it. */
  double left = fmax(ceil(-box.x), 0), top = fmax(ceil(-box.y), 0);
  page->x = left + padding.left;
  page->y = top + padding.top;
  scene->width = page->x + fmax(ceil(box.x + box.width), 0) + padding.right;
  scene->height = page->y + fmax(ceil(box.y + box.height), 0) + padding.bottom;
  parts->bottom_room = (CairnBox){padding.left, page->y + bottom, scene->width - padding.left - padding.right, parts->room_bottom};
  scene->page = page;
  scene->background = background(model);
  const json_t *title = cairn_json_get(model->root, "title");
  scene->title = plain_text(arena, json_is_object(title) ? cairn_json_get(title, "text") : title);
  scene->description = cairn_json_string(model->usermeta, "description", cairn_json_string(model->root, "description", NULL));
  return scene;
}
