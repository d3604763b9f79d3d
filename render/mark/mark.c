#include "mark/mark.h"

#include "base/limits.h"
#include "mark/description.h"
#include "mark/row_order.h"
#include "mark/scale_functions.h"
#include "mark/types.h"
#include "scene/link.h"

#include <string.h>

#define MARK_TYPE(name) &cairn_mark_##name,
static const CairnMarkType *const types[] = {CAIRN_MARKS(MARK_TYPE)};
#undef MARK_TYPE

const CairnMarkType *cairn_mark_type_find(const char *name) {
  for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
    if (strcmp(types[i]->name, name) == 0) return types[i];
  return NULL;
}

/* Links are kept; what else a pointer could do has no meaning in a still picture. */
static void add_links(CairnMarkContext *context, CairnMark *mark) {
  const CairnValueRef *href = cairn_ref_channel(context, CAIRN_HREF, NULL, NULL);
  bool warned = false;
  for (size_t i = 0; href && i < mark->n; i++) {
    CairnValue value = cairn_ref_value(context, href, i);
    if (value.kind != CAIRN_STRING || !*value.string) continue;
    if (cairn_link_is_allowed(value.string)) {
      mark->items[i].href = value.string;
    } else if (!warned) {
      warned = true;
      cairn_warn_at(context->unit->model->warnings, context->unit->node, "mark",
                    "the link \"%s\" is left out: links are addresses that begin with http://, https:// or mailto:", value.string);
    }
  }
}

/* Paths have an item per series, and make them themselves. */
static bool is_path(const CairnMarkType *type) {
  return type->kind == CAIRN_LINE || type->kind == CAIRN_AREA || type->kind == CAIRN_TRAIL;
}

/* An item takes some hundred bytes; better to say so than to be killed. */
static bool check_items(const CairnMarkContext *context, const CairnMarkType *type, GError **error) {
  size_t n = context->unit->table->n_rows;
  if (is_path(type) || n <= CAIRN_LIMIT_ITEMS) return true;
  cairn_error_at(error, CAIRN_ERROR_LIMIT, context->unit->node, "mark",
                 "%zu rows, and an item of the mark \"%s\" for each, which are more than the limit of %d; aggregate, bin or "
                 "filter them first, or draw a line",
                 n, type->name, CAIRN_LIMIT_ITEMS);
  return false;
}

bool cairn_mark_draw(CairnMarkContext *context, CairnGroup *group, GError **error) {
  const CairnMarkType *type = cairn_mark_type_find(context->unit->mark);
  if (!check_items(context, type, error)) return false;
  context->table = cairn_row_order(context, is_path(type));
  CairnMark *mark = cairn_mark_new(context->arena, group, type->kind, CAIRN_ROLE_MARK, context->unit->name, is_path(type) ? 0 : context->table->n_rows);
  /* Not of the configuration or a style: the reference does not clip by those. */
  mark->clip = json_is_true(json_object_get(context->unit->mark_def, "clip"));
  CairnExprHost scales = cairn_scale_functions(context->unit);
  context->run->expressions.host = &scales;
  type->draw(context, mark);
  context->run->expressions.host = NULL;
  bool one_per_row = !mark->tell && mark->n == context->table->n_rows;
  if (one_per_row) {
    cairn_mark_describe(context, mark, NULL);
    add_links(context, mark);
  }
  if (!context->failure) return true;
  g_propagate_error(error, context->failure);
  context->failure = NULL;
  return false;
}
