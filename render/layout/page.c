#include "layout/page.h"

#include "layout/page_legends.h"
#include "layout/size.h"

#include <string.h>

enum { SOURCE_OFFSET = 14 };

CairnPadding cairn_page_padding(const CairnModel *model) {
  const json_t *padding = cairn_json_get(model->root, "padding");
  if (!padding) padding = cairn_json_get(model->config, "padding");
  if (json_is_number(padding)) {
    double all = json_number_value(padding);
    return (CairnPadding){all, all, all, all};
  }
  return (CairnPadding){cairn_json_number(padding, "left", 0), cairn_json_number(padding, "top", 0),
                        cairn_json_number(padding, "right", 0), cairn_json_number(padding, "bottom", 0)};
}

static void put(CairnGroup *group, double x, double y) {
  group->x = x;
  group->y = y;
}

static double along(CairnAnchor anchor, double start, double end) {
  return start + (end - start) * (anchor == CAIRN_ANCHOR_START ? 0 : anchor == CAIRN_ANCHOR_MIDDLE ? 0.5 : 1);
}

void cairn_page_place_title(const CairnPageTitle *title, CairnBox box, double width, double height) {
  CairnBox frame = title->over_plot ? (CairnBox){0, 0, width, height} : box;
  double x = along(title->anchor, frame.x, frame.x + frame.width), top = frame.y,
         bottom = frame.y + frame.height;
  switch (title->side) {
  case CAIRN_ORIENT_TOP:
    put(title->group, x, box.y - title->offset);
    break;
  case CAIRN_ORIENT_BOTTOM:
    put(title->group, x, box.y + box.height + title->offset);
    break;
  case CAIRN_ORIENT_LEFT:
    put(title->group, box.x - title->offset, along(title->anchor, bottom, top));
    break;
  default:
    put(title->group, box.x + box.width + title->offset, along(title->anchor, top, bottom));
    break;
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

/* The plot with its marks, without axes: those count with their layout boxes. */
static CairnBox plot_bounds(CairnArena *arena, const CairnGroup *plot, CairnMeasure measure) {
  CairnGroup marks = *plot;
  marks.paint = NULL;
  marks.children = cairn_arena_array(arena, plot->n, CairnChild);
  marks.n = 0;
  for (size_t i = 0; i < plot->n; i++)
    if (!plot->children[i].group || plot->children[i].group->role != CAIRN_ROLE_AXIS)
      marks.children[marks.n++] = plot->children[i];
  return cairn_box_union((CairnBox){0, 0, plot->width, plot->height}, cairn_group_bounds(&marks, measure));
}

/* Places the legends; gives back the box of them and the axes. */
static CairnBox place_legends(const CairnModel *model, const CairnPageParts *parts) {
  CairnBox plot = {0, 0, parts->plot->width, parts->plot->height},
           core = cairn_box_union(plot, parts->series);
  CairnBox beside = cairn_box_union(core, parts->y_axes), over = cairn_box_union(core, parts->x_axes);
  CairnBox legends = cairn_page_place_legends(model, parts, beside, over);
  return cairn_box_union(legends, cairn_box_union(beside, over));
}

void cairn_page_add_legends(CairnArena *arena, const CairnModel *model, const CairnPageParts *parts) {
  place_legends(model, parts);
  for (size_t i = 0; i < parts->n_legends; i++)
    cairn_group_add_group(arena, parts->plot, parts->legends[i].group);
}

/* Puts plot and legends into `page`; gives back the box of both. */
static CairnBox arrange_plot(CairnArena *arena, const CairnModel *model, const CairnPageParts *parts,
                             CairnGroup *page, CairnMeasure measure) {
  CairnBox box = plot_bounds(arena, parts->plot, measure);
  cairn_group_add_group(arena, page, parts->plot);
  box = cairn_box_union(box, place_legends(model, parts));
  for (size_t i = 0; i < parts->n_legends; i++)
    cairn_group_add_group(arena, page, parts->legends[i].group);
  return box;
}

/* Title and source line above and below `box`; gives back the box of all. */
static CairnBox arrange_texts(CairnArena *arena, const CairnModel *model, const CairnPageParts *parts, CairnGroup *page,
                              CairnBox box, CairnMeasure measure) {
  if (parts->title.group) {
    cairn_page_place_title(&parts->title, box, parts->plot->width, parts->plot->height);
    cairn_group_add_group(arena, page, parts->title.group);
    box = cairn_box_union(box, cairn_group_bounds(parts->title.group, measure));
  }
  if (parts->source) {
    double start = model->locale->right_to_left ? box.x + box.width : box.x;
    put(parts->source, start, box.y + box.height + SOURCE_OFFSET);
    cairn_group_add_group(arena, page, parts->source);
    box = cairn_box_union(box, cairn_group_bounds(parts->source, measure));
  }
  return box;
}

/* Whole px that hold `length`, but for a rest that nobody sees: Bézier curves reach a little beyond arcs. */
static double whole_px(double length) {
  return fmax(ceil(length - 0.05), 0);
}

/* Sizes the page around `box`, in whole px beyond the plot, so that what was on the pixel grid stays on it.
 */
static void size_page(CairnScene *scene, const CairnModel *model, const CairnGroup *plot, CairnBox box) {
  CairnPadding padding = cairn_page_padding(model);
  double right = box.x + box.width - plot->width, bottom = box.y + box.height - plot->height;
  scene->page->x = whole_px(-box.x) + padding.left;
  scene->page->y = whole_px(-box.y) + padding.top;
  scene->width = scene->page->x + plot->width + whole_px(right) + padding.right;
  scene->height = scene->page->y + plot->height + whole_px(bottom) + padding.bottom;
}

CairnScene *cairn_page_arrange(CairnArena *arena, const CairnModel *model, CairnPageParts *parts,
                               CairnMeasure measure) {
  CairnScene *scene = cairn_arena_one(arena, CairnScene);
  CairnGroup *page = cairn_group_new(arena, CAIRN_ROLE_PAGE, NULL);
  CairnBox box = arrange_plot(arena, model, parts, page, measure);
  double bottom = box.y + box.height;
  CairnBox with_room = {box.x, box.y - parts->room_top, box.width,
                        box.height + parts->room_top + parts->room_bottom};
  scene->page = page;
  CairnBox all = arrange_texts(arena, model, parts, page, with_room, measure);
  if (cairn_size_fit(model->view).is_plot_alone) all = (CairnBox){0, 0, parts->plot->width, parts->plot->height};
  size_page(scene, model, parts->plot, all);
  CairnPadding padding = cairn_page_padding(model);
  parts->bottom_room = (CairnBox){padding.left, page->y + bottom, scene->width - padding.left - padding.right,
                                  parts->room_bottom};
  scene->background = background(model);
  const json_t *title = cairn_json_get(model->root, "title");
  scene->title = plain_text(arena, json_is_object(title) ? cairn_json_get(title, "text") : title);
  scene->language = model->locale->language;
  scene->author = cairn_json_string(model->usermeta, "author", NULL);
  return scene;
}
