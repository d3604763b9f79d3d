/* From the channels of all units to scales: which share one, of which type, over which domain and range. The
 * rules are Vega-Lite's. */
#pragma once

#include "scale/scale.h"
#include "spec/view.h"

/* One channel of one unit that reads a scale. */
typedef struct CairnScaleUse {
  CairnView *unit;
  const CairnChannelDef *def;
} CairnScaleUse;

/* A scale and all that use it. */
struct CairnScaleBinding {
  CairnChannel channel;
  CairnView *owner; /* the view to which its axis or legend belongs: a unit, or the layer that shares it */
  CairnScaleType type;
  bool type_is_explicit;
  bool joins_fields; /* the domain is that of several fields */
  size_t n_uses;
  CairnScaleUse *uses;       /* in paint order */
  CairnScaleOptions options; /* all but the range, after cairn_scale_resolve */
  double headroom;           /* px at the top of the plot that the range of a y leaves free */
  bool holds_title;          /* ... for the title of the axis too, if that lies level */
  CairnScale *scale;         /* after cairn_scale_finish */
};

typedef struct CairnScaleSet {
  CairnArena *arena;
  const CairnZone *zone;
  size_t n, capacity;
  CairnScaleBinding **bindings;
} CairnScaleSet;

/* Types, sharing and domains of all scales below `root`, whose units have their tables. Fills `bindings` of
 * the views, and takes invalid rows out of the units' tables where their marks want that. NULL with an error
 * at its place. */
CairnScaleSet *cairn_scale_resolve(CairnView *root, const CairnZone *zone, GError **error);

/* Can the scale leave headroom? A range of its own, and bands, leave none. */
bool cairn_scale_has_headroom(const CairnScaleBinding *binding);

/* Of the px asked for, those that a plot of that height gives: at most half of it. */
double cairn_scale_headroom(double headroom, double height);

/* Ranges and the finished scales; the sizes of the views must be set. May be called again after they have
 * changed. */
bool cairn_scale_finish(CairnScaleSet *set, GError **error);

/* The first member `name` that a use of the binding gives in its "scale"; NULL when none does. */
const json_t *cairn_scale_property(const CairnScaleBinding *binding, const char *name);

/* The value of a spec's constant for a scale: DateTime objects and, for temporal definitions, texts and
 * numbers become times. */
CairnValue cairn_scale_constant(CairnArena *arena, const CairnChannelDef *def, const json_t *value,
                                const CairnZone *zone);

/* Number of steps that a band or point scale needs for its values and paddings. */
double cairn_scale_steps(const CairnScaleBinding *binding);

/* Size of a step of an x or y scale whose view has `step` px a step: larger where it holds the steps of an
 * offset scale. */
double cairn_scale_position_step(const CairnScaleBinding *binding, double step, bool is_for_offset);

/* config.scale[property]. */
double cairn_scale_config(const CairnView *view, const char *property, double otherwise);

/* Where inside its band a bin or time unit is drawn, 0..1; NaN when it has no band (Vega-Lite's band
 * position). */
double cairn_scale_band_position(const CairnView *unit, const CairnChannelDef *def,
                                 const CairnChannelDef *secondary);

/* Are rows that a scale cannot place drawn all the same? */
bool cairn_scale_shows_invalid(const CairnView *unit);

/* Do the paths of this unit break at rows that a scale cannot place? */
bool cairn_scale_breaks_paths(const CairnView *unit);

/* The column of `channel` whose invalid cells its scale cannot place; NULL when every cell has a place. */
const CairnColumn *cairn_scale_fallible_column(const CairnView *unit, CairnChannel channel);

/* Does a bin read its label column rather than its bounds (discrete scales)? */
bool cairn_scale_is_bin_label(const CairnScaleBinding *binding, const CairnChannelDef *def);
