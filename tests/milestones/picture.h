/* What is drawn of a chart with milestones, read from the scene that is painted and not from what the
 * placement knows of it; and what the chart reports of its labels. In px of the figure. */
#pragma once

#include "base/geometry.h"
#include "font/measurer.h"
#include "scene/scene.h"

#include <glib.h>

/* What a stroke is that shows an event which lasts. */
#define PICTURE_BRACKET "bracket"

/* A stroke as drawn, curves flattened. */
typedef struct Stroke {
  CairnPoint *points;
  size_t n;
  double width;
  const char *what;
} Stroke;

/* Something that takes room: a text, a bar, a symbol, a strip of an area. */
typedef struct Block {
  CairnBox box;
  const char *what;
  bool is_data; /* a bar, point or area: its own leader and marker may end on it */
} Block;

typedef enum LabelState { LABEL_DROPPED, LABEL_PLACED, LABEL_KEYED } LabelState;

/* As `cairn inspect` reports it. */
typedef struct Label {
  char *text;
  LabelState state;
  CairnPoint anchor;
  CairnBox box, key_box; /* the text or, keyed, the marker; the entry in the key */
  CairnPoint leader[8];
  size_t n_leader;
} Label;

typedef struct Picture {
  double width, height;
  double cost, bound;   /* of the placement; 0 without one */
  GArray *strokes;      /* Stroke: series and rules, axis lines */
  GArray *blocks;       /* Block */
  GArray *labels;       /* Label */
  GArray *label_inks;   /* CairnBox: the texts of the labels as drawn, without the dropped */
  GArray *number_inks;  /* CairnBox: at the marker and in the key, by turns */
  GArray *marker_boxes; /* CairnBox */
} Picture;

void picture_init(Picture *picture, const CairnScene *scene, CairnTextMeasurer *measurer);
void picture_clear(Picture *picture);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Picture, picture_clear)
