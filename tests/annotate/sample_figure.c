#include "sample_figure.h"

typedef struct Figure {
  CairnArena *arena;
  bool height_is_fixed;
} Figure;

static bool lay_out(void *data, CairnLabelRoom room, CairnLabelScene *out, GError **error) {
  (void)error;
  const Figure *figure = data;
  double given = figure->height_is_fixed ? room.top_px + room.bottom_px : 0,
         grown = room.top_px + room.bottom_px - given;
  CairnBox canvas = {0, 0, 640, SAMPLE_HEIGHT + grown},
           plot = {40, 20 + room.top_px, 560, SAMPLE_HEIGHT - 20 - 40 - SAMPLE_EDGE - given};
  double middle = plot.y + plot.height / 2;
  CairnPoint *anchors = cairn_arena_array(figure->arena, SAMPLE_EVENTS, CairnPoint);
  for (int i = 0; i < SAMPLE_EVENTS; i++)
    anchors[i] = (CairnPoint){70 + 45 * i, middle};
  CairnPoint *ends = cairn_arena_array(figure->arena, 2, CairnPoint);
  ends[0] = (CairnPoint){plot.x, middle};
  ends[1] = (CairnPoint){plot.x + plot.width, middle};
  CairnObstacleLine *series = cairn_arena_one(figure->arena, CairnObstacleLine);
  *series = (CairnObstacleLine){ends, 2, 2};
  CairnBox key = {10, canvas.height - SAMPLE_EDGE - room.bottom_px, 620, room.bottom_px};
  *out = (CairnLabelScene){
      .canvas = canvas, .plot = plot, .key = key, .anchors = anchors, .lines = series, .n_lines = 1};
  return true;
}

CairnTask *sample_figure(CairnArena *arena, bool height_is_fixed) {
  Figure *figure = cairn_arena_one(arena, Figure);
  CairnLabelSize *size = cairn_arena_one(arena, CairnLabelSize);
  CairnMilestoneText *texts = cairn_arena_array(arena, SAMPLE_EVENTS, CairnMilestoneText);
  CairnLabelOptions *options = cairn_arena_one(arena, CairnLabelOptions);
  *figure = (Figure){arena, height_is_fixed};
  *size = (CairnLabelSize){150, 9.4, 1};
  *options = cairn_label_options(10);
  options->height_is_fixed = height_is_fixed;
  for (int i = 0; i < SAMPLE_EVENTS; i++)
    texts[i] = (CairnMilestoneText){.order = i, .priority = 1, .sizes = size, .n_sizes = 1, .text = "text"};
  CairnTask *task = cairn_arena_one(arena, CairnTask);
  *task = (CairnTask){.arena = arena,
                      .milestones = texts,
                      .n = SAMPLE_EVENTS,
                      .options = options,
                      .layout = lay_out,
                      .layout_data = figure};
  return task;
}
