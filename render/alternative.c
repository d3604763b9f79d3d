#include "alternative.h"

#include "describe/describe.h"
#include "facet.h"
#include "milestone_scene.h"
#include "milestones.h"

/* A CairnCellNames. */
static const char *const *cell_names(CairnArena *arena, const CairnView *facet) {
  const char **names = cairn_arena_array(arena, facet->n_children + 1, const char *);
  for (size_t i = 0; i < facet->n_children; i++) {
    const CairnFacetCell *cell = &facet->cells[i];
    const char *parts[] = {cell->label, cell->row_label, cell->column_label}, *name = NULL;
    for (size_t k = 0; k < G_N_ELEMENTS(parts); k++)
      if (parts[k]) name = name ? cairn_arena_printf(arena, "%s, %s", name, parts[k]) : parts[k];
    names[i] = name ? name : "";
  }
  return names;
}

const char *cairn_alternative_text(const CairnComposer *composer) {
  const CairnModel *model = composer->model;
  const char *given = cairn_json_string(model->usermeta, "description", cairn_json_string(model->root, "description", NULL));
  if (given && *given) return given;
  const CairnMilestones *milestones = composer->milestones;
  size_t n = milestones ? milestones->n : 0;
  CairnToldMilestone *told = cairn_arena_array(composer->arena, n, CairnToldMilestone);
  for (size_t i = 0; i < n; i++)
    told[i] = (CairnToldMilestone){milestones->items[i].text, milestones->items[i].unit, milestones->items[i].row};
  return cairn_describe(&(CairnDescribeInput){.arena = composer->arena,
                                              .model = model,
                                              .zone = composer->run->expressions.zone,
                                              .cell_names = cell_names,
                                              .skips = cairn_milestones_is_layer,
                                              .milestones = told,
                                              .n_milestones = n});
}
