/* The typed spec: a tree of views, with Vega-Lite's defaults and inferences applied.
 *
 * cairn_model_new normalises the spec (overlays and composite marks become layers, encodings of a layer reach
 * its children) and reads every channel definition. Later stages fill the fields under "results"; no stage
 * changes what an earlier one has decided. All memory is the model's arena; json_t nodes are owned by the
 * model. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/locale.h"
#include "spec/channel.h"
#include "spec/config.h"

#include <jansson.h>

typedef struct CairnTable CairnTable;
typedef struct CairnScale CairnScale;
typedef struct CairnScaleBinding CairnScaleBinding;
typedef struct CairnModel CairnModel;
typedef struct CairnView CairnView;

typedef enum CairnType {
  CAIRN_TYPE_NONE,
  CAIRN_QUANTITATIVE,
  CAIRN_TEMPORAL,
  CAIRN_ORDINAL,
  CAIRN_NOMINAL,
  CAIRN_GEOJSON,
} CairnType;

/* ---- Channels ---- */

/* A channel's definition: a field, a datum, a value, or only conditions. */
typedef struct CairnChannelDef CairnChannelDef;

struct CairnChannelDef {
  CairnChannel channel;
  const json_t *node; /* the definition in the spec, for its other members and for errors */
  CairnType type;
  const char *field;       /* as written (may be a path), NULL for count and for datum or value definitions */
  const char *aggregate;   /* operation, "argmin" or "argmax"; NULL without */
  const char *argument;    /* argmin, argmax: the field that is minimal or maximal */
  const json_t *bin;       /* normalised bin parameters (an object), NULL when not binning */
  bool binned;             /* bin: "binned": the data are binned already */
  const char *time_unit;   /* "yearmonth", "utcyear", ...; NULL without */
  double time_unit_step;   /* 1 unless given */
  bool time_unit_binned;   /* a "binned..." unit: the data are binned already */
  const json_t *datum;     /* constant in data units, NULL without */
  const json_t *value;     /* constant in visual units, NULL without */
  const json_t *condition; /* object or array, NULL without */
  CairnChannelDef *conditional; /* the field or datum definition inside `condition`, NULL without */
  bool has_band_position;
  double band_position; /* 0..1 */

  /* Result of binning: bins from `bin_start` to `bin_stop`, each `bin_step` wide; step 0 without bins. */
  double bin_start, bin_stop, bin_step;

  /* Names of the columns after the inline transforms (spec/field_name.c). */
  const char *column;       /* what is encoded; bins: their start; NULL without a field */
  const char *column_end;   /* bins and time units: the end; stacked: see CairnStack */
  const char *column_range; /* bins used as discrete values: their label, else NULL */
};

/* Has it a field or counts rows? */
static inline bool cairn_channel_def_is_field(const CairnChannelDef *def) {
  return def && def->column;
}
static inline bool cairn_channel_def_is_datum(const CairnChannelDef *def) {
  return def && def->datum;
}
static inline bool cairn_channel_def_is_value(const CairnChannelDef *def) {
  return def && def->value;
}

/* The definition that carries the field or datum: `def` itself or the one in its condition; NULL if neither
 * does. */
const CairnChannelDef *cairn_channel_def_data(const CairnChannelDef *def);

/* Are its values discrete: nominal, ordinal, or binned quantities? */
bool cairn_channel_def_is_discrete(const CairnChannelDef *def);

/* Vega-Lite's default title of the field ("Mean of price", "date (year-month)"); NULL for datum definitions.
 * In the arena. */
const char *cairn_channel_def_title(const CairnModel *model, const CairnChannelDef *def);

/* The title that the definition or its guide gives, lines joined by spaces; NULL where neither does. In `arena`
 * or the spec. */
const char *cairn_channel_def_own_title(CairnArena *arena, const CairnChannelDef *def);

/* The number or time format that the definition or its guide gives; NULL where neither does. */
const char *cairn_channel_def_format(const CairnChannelDef *def);

/* ---- Stack ---- */

typedef enum CairnStackOffset {
  CAIRN_STACK_ZERO,
  CAIRN_STACK_CENTER,
  CAIRN_STACK_NORMALIZE
} CairnStackOffset;

typedef struct CairnStack {
  CairnChannel channel; /* the stacked one: x, y, theta or radius */
  CairnStackOffset offset;
  bool impute;           /* fill gaps with 0 (paths) */
  const char **group_by; /* columns, n_group_by of them */
  size_t n_group_by;
  const char **stack_by; /* columns that tell the parts of a stack, in the order of the channels */
  size_t n_stack_by;
  const char *start, *end; /* the columns made: sum_x_start, sum_x_end */
  const char *order_column; /* with order_domain: the parts are stacked in the order of that list; else NULL */
  const json_t *order_domain;
} CairnStack;

/* ---- Views ---- */

typedef enum CairnViewKind {
  CAIRN_VIEW_UNIT,
  CAIRN_VIEW_LAYER,
  CAIRN_VIEW_CONCAT,
  CAIRN_VIEW_FACET
} CairnViewKind;

typedef enum CairnOrientation { CAIRN_ORIENTATION_NONE, CAIRN_VERTICAL, CAIRN_HORIZONTAL } CairnOrientation;

struct CairnView {
  CairnModel *model;
  CairnView *parent; /* NULL for the root */
  CairnViewKind kind;
  const json_t *node; /* the view in the normalised spec */
  const char *name;   /* the spec's name, or NULL */
  size_t n_children;
  CairnView **children; /* in order */

  /* Units. */
  const char *mark; /* "bar", ... */
  json_t *mark_def; /* an object, always; members as written, orient and cornerRadius resolved */
  bool mark_filled;
  CairnOrientation orientation;
  CairnChannelDef *channels[CAIRN_N_CHANNELS]; /* NULL where absent */
  size_t n_details, n_orders, n_tooltips;
  CairnChannelDef **details, **orders,
      **tooltips;    /* channels that take lists; channels[] holds the first of each */
  CairnStack *stack; /* NULL when not stacked */

  /* Results. */
  CairnTable *raw;          /* a unit's rows before aggregation */
  CairnTable *table;        /* after it: what marks are made from */
  CairnTable *peers;        /* of a plot in a facet: the rows of all plots, where gaps are filled in all alike; or NULL */
  CairnTable *domain_table; /* ... and what domains are computed from: with or without invalid rows */
  CairnScaleBinding
      *bindings[CAIRN_N_CHANNELS];      /* by main channel; layers share them where they share a scale */
  CairnScale *scales[CAIRN_N_CHANNELS]; /* those of the bindings, once their ranges are known */
  size_t n_rows, n_columns; /* of the cells of a facet, or of the views of a concatenation */
  struct CairnFacetCell *cells; /* one per child of a facet */
  double width, height;                 /* px of the plot */
};

struct CairnModel {
  CairnArena *arena;
  json_t *root;           /* the normalised spec */
  json_t *config;         /* defaults, theme and the spec's config, merged */
  const json_t *usermeta; /* usermeta.cairn or NULL */
  const CairnLocale *locale; /* how numbers and dates are written */
  const CairnWarnings *warnings;
  CairnView *view; /* the root view */
};

/* The typed spec of `root` (a spec whose properties have been checked). NULL with an error at its place. */
CairnModel *cairn_model_new(CairnArena *arena, const json_t *root, const CairnLook *look, const CairnWarnings *warnings,
                            GError **error);

/* Calls `visit` for every unit below `view`, in paint order; stops and returns false when it does. */
bool cairn_view_each_unit(CairnView *view, bool (*visit)(CairnView *unit, void *data), void *data);

/* ---- Configuration ---- */

/* config[section][property], or config[property] when section is NULL; NULL where absent. */
const json_t *cairn_config_get(const CairnModel *model, const char *section, const char *property);

/* A property of a unit's mark: its definition, else the styles it names, else config[mark], else config.mark.
 * With `vg_property` (Vega's name for it, may be NULL) that name is looked for first: in styles only by
 * cairn_mark_property, as Vega-Lite looks there for its own names, and Vega finds the others. NULL where absent. */
const json_t *cairn_mark_property(const CairnView *unit, const char *property, const char *vg_property);
const json_t *cairn_mark_config(const CairnView *unit, const char *property, const char *vg_property);

/* cairn_mark_property as a number, string or boolean; the default where absent or of another kind. */
double cairn_mark_number(const CairnView *unit, const char *property, double otherwise);
const char *cairn_mark_string(const CairnView *unit, const char *property, const char *otherwise);
bool cairn_mark_boolean(const CairnView *unit, const char *property, bool otherwise);

/* ---- JSON members ---- */

/* Member `key` of `object` (NULL when `object` is no object). */
static inline const json_t *cairn_json_get(const json_t *object, const char *key) {
  return object ? json_object_get(object, key) : NULL;
}
double cairn_json_number(const json_t *object, const char *key, double otherwise);
const char *cairn_json_string(const json_t *object, const char *key, const char *otherwise);
bool cairn_json_boolean(const json_t *object, const char *key, bool otherwise);
