/* What the files of the composite marks share: the unit that is being rewritten, its axes, and how the parts
 * are made. */
#pragma once

#include "spec/composite.h"

typedef struct CairnComposite {
  const CairnCompositeInput *input;
  const char *name;       /* "boxplot" */
  const json_t *mark;     /* its definition, an object */
  const json_t *encoding; /* an object */
  CairnArena *arena;      /* holds what follows until the layer is complete */
  CairnView *reader;      /* reads definitions: a unit without mark or channels */

  CairnChannel axis;              /* x or y: that of the values */
  const CairnChannelDef *measure; /* the definition there, without aggregate; it has a field */
  const char *field;              /* the flat name of that field */

  /* From the other channels, by cairn_composite_split: transforms for their bins and time units, measures and
   * dimensions for an aggregate, their encoding afterwards, and where these came from. */
  json_t *functions, *measures, *groupby, *others, *origins;
} CairnComposite;

/* One kind of composite mark. */
typedef struct CairnCompositeType {
  const char *name;
  /* The inner layer: a new object with "layer" and "transform". NULL with an error. */
  json_t *(*normalize)(CairnComposite *composite, GError **error);
} CairnCompositeType;

extern const CairnCompositeType cairn_composite_boxplot, cairn_composite_errorbar, cairn_composite_errorband;

/* ---- Axes ---- */

/* Sets axis, measure and field to those of the values: by mark.orient, else by which axis is continuous, else
 * vertical unless only y is temporal. */
bool cairn_composite_orient(CairnComposite *composite, GError **error);

/* The same for an axis that is known. */
bool cairn_composite_set_axis(CairnComposite *composite, CairnChannel axis, GError **error);

/* The definition of a channel with a field or datum, without aggregate; NULL without one, and with an error
 * when it is wrong. */
const CairnChannelDef *cairn_composite_read(CairnComposite *composite, CairnChannel channel, GError **error);

/* Quantities that are not binned, or times. */
bool cairn_composite_is_continuous(const CairnChannelDef *def);

/* Fills functions, measures, groupby, others and origins from all channels but those of `without`, which ends
 * with CAIRN_N_CHANNELS. */
bool cairn_composite_split(CairnComposite *composite, const CairnChannel *without, GError **error);

/* ---- Transforms ---- */

/* {"op", "field", "as"} where `field` is a path and as is `prefix` + "_" + name. */
json_t *cairn_composite_measure(CairnComposite *composite, const char *op, const char *field,
                                const char *prefix);

/* datum["PREFIX_NAME"] for the values' name; in the arena. */
const char *cairn_composite_datum(CairnComposite *composite, const char *prefix);

/* datum["a"]["b"] for the path a.b; in the arena. */
const char *cairn_composite_datum_path(CairnComposite *composite, const char *field);

/* PREFIX_NAME as a path that means the column of that name; in the arena. */
const char *cairn_composite_path(CairnComposite *composite, const char *prefix);

/* {"calculate", "as"} where as is `prefix` + "_" + name. */
json_t *cairn_composite_calculate(CairnComposite *composite, const char *expression, const char *prefix);

/* ---- Parts ---- */

typedef struct CairnPart {
  const char *name; /* "rule": whether it is drawn, and how, is in the mark's or the configuration's member of
                       that name */
  json_t *mark;     /* what the part's definition always has; taken */
  const char *from,
      *to; /* prefixes of the position and, unless NULL, of the second position; "": the values */
  const json_t *encoding; /* the other channels; borrowed */
} CairnPart;

/* Appends the part's view to `layers` if it is wanted. */
void cairn_composite_add_part(CairnComposite *composite, json_t *layers, CairnPart part);

/* Is a part wanted? */
bool cairn_composite_has_part(const CairnComposite *composite, const char *name);

/* A member of the mark: its definition's, else the configuration's of the composite mark. NULL where absent.
 */
const json_t *cairn_composite_property(const CairnComposite *composite, const char *name);

/* Sets a member to a node that is borrowed and may be NULL: then nothing happens. */
static inline void cairn_composite_pass(json_t *object, const char *key, const json_t *value) {
  if (value) json_object_set(object, key, (json_t *)value);
}

/* `node` itself, to be released with the arena. */
json_t *cairn_composite_keep(CairnComposite *composite, json_t *node);

/* "horizontal" for ticks across vertical values. */
const char *cairn_composite_tick_orient(const CairnComposite *composite);
