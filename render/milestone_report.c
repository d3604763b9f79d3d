#include "milestone_report.h"

#include <stdlib.h>

static json_t *number(double value) {
  return json_real(isfinite(value) ? round(value * 100) / 100 : 0);
}

static json_t *box_json(CairnBox box) {
  return json_pack("[o,o,o,o]", number(box.x), number(box.y), number(box.width), number(box.height));
}

static json_t *point_json(CairnPoint point) {
  return json_pack("[o,o]", number(point.x), number(point.y));
}

static json_t *label_json(const CairnMilestone *milestone, const CairnLabelPlace *place) {
  static const char *const states[] = {
      [CAIRN_LABEL_DROPPED] = "dropped", [CAIRN_LABEL_PLACED] = "placed", [CAIRN_LABEL_KEYED] = "keyed"};
  json_t *leader = json_array();
  for (int i = 0; i < place->n_leader; i++)
    json_array_append_new(leader, point_json(place->leader[i]));
  json_t *label = json_pack("{s:s,s:s,s:o,s:o}", "text", milestone->text, "state", states[place->state],
                            "anchor", point_json(place->anchor), "leader", leader);
  bool keyed = place->state == CAIRN_LABEL_KEYED;
  json_object_set_new(label, "box",
                      place->state == CAIRN_LABEL_DROPPED ? json_null()
                                                          : box_json(keyed ? place->box : milestone->drawn));
  if (keyed) json_object_set_new(label, "key_box", box_json(milestone->drawn));
  return label;
}

static json_t *marks_json(const CairnMilestones *milestones, const CairnPlacement *placement,
                          double anchor_radius) {
  const CairnLabelScene *scene = &placement->scene;
  json_t *marks = json_array();
  for (int i = 0; i < scene->n_lines; i++) {
    json_t *points = json_array();
    for (int k = 0; k < scene->lines[i].n_points; k++)
      json_array_append_new(points, point_json(scene->lines[i].points[k]));
    json_array_append_new(marks, json_pack("{s:s,s:o,s:o}", "type", "polyline", "points", points, "width",
                                           number(scene->lines[i].width)));
  }
  for (int i = 0; i < scene->n_points; i++)
    json_array_append_new(marks,
                          json_pack("{s:s,s:o,s:o,s:o}", "type", "point", "x", number(scene->points[i].x),
                                    "y", number(scene->points[i].y), "r", number(scene->points[i].radius)));
  for (int i = 0; i < placement->n_places; i++)
    if (placement->places[i].state == CAIRN_LABEL_PLACED && !milestones->items[i].on_span)
      json_array_append_new(
          marks, json_pack("{s:s,s:o,s:o,s:o}", "type", "point", "x", number(placement->places[i].anchor.x),
                           "y", number(placement->places[i].anchor.y), "r", number(anchor_radius)));
  for (int i = 0; i < scene->n_boxes; i++)
    json_array_append_new(marks, json_pack("{s:s,s:o}", "type", "box", "box", box_json(scene->boxes[i])));
  return marks;
}

const char *cairn_milestone_report(CairnArena *arena, const CairnMilestones *milestones,
                                   const CairnPlacement *placement, const CairnLabelOptions *options) {
  json_t *labels = json_array();
  for (size_t i = 0; i < milestones->n; i++)
    json_array_append_new(labels, label_json(&milestones->items[i], &placement->places[i]));
  for (size_t i = 0; i < milestones->n_outside; i++)
    json_array_append_new(labels, json_pack("{s:s,s:s,s:n,s:[],s:n}", "text", milestones->outside[i].text,
                                            "state", "dropped", "anchor", "leader", "box"));
  const CairnLabelScene *scene = &placement->scene;
  json_t *report = json_pack("{s:[f,f],s:o,s:o,s:o,s:o,s:o,s:o,s:I}", "canvas", scene->canvas.width,
                             scene->canvas.height, "plot", box_json(scene->plot), "labels", labels, "marks",
                             marks_json(milestones, placement, options->anchor_radius), "font_px",
                             number(options->font_px), "cost", number(placement->cost), "bound",
                             number(placement->bound), "work", (json_int_t)placement->work);
  char *text = json_dumps(report, JSON_COMPACT);
  const char *kept = cairn_arena_strdup(arena, text ? text : "{}");
  free(text);
  json_decref(report);
  return kept;
}
