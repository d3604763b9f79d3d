/* What the files of axes share: an axis being decided (the draft), its ticks, and how it is being drawn. */
#pragma once

#include "guide/axis.h"
#include "spec/custom_format.h"
#include "guide/style.h"

#include "scale/tick_format.h"

/* ---- The draft: Vega-Lite's decisions (axis_draft.c, axis_rules.c, axis_title.c) ---- */

enum { CAIRN_N_AXIS_PROPERTIES = 76 };

/* A property as one layer gives it (explicit) or as rules and configuration choose it. */
typedef struct CairnAxisProperty {
  CairnProperty found;
  bool is_explicit;
} CairnAxisProperty;

/* An axis of one unit, or of several layers merged. */
typedef struct CairnAxisDraft {
  CairnGuideReader *reader;
  CairnView *unit; /* the first one */
  CairnChannel channel;
  const CairnChannelDef *def; /* the first one's */
  const CairnScale *scale;
  CairnAxisProperty properties[CAIRN_N_AXIS_PROPERTIES]; /* by index of their names */
  size_t n_fields;                                       /* the title where none is given: */
  const CairnChannelDef **fields;                        /* the titles of these fields */
  bool has_custom_format;                                /* its type is neither number nor time */
  CairnCustomFormat custom_format; /* what writes the labels instead */
  double label_angle;        /* while rules are applied; NaN: not given */
  const json_t *sections[4]; /* of the configuration, where Vega looks for an axis on this side, the particular ones first */
} CairnAxisDraft;

CairnAxisDraft *cairn_axis_draft_new(CairnGuideReader *reader, CairnView *unit, CairnChannel channel);

/* Merges the axis of a later layer into that of an earlier one; false when they want to stand at different
 * sides. */
bool cairn_axis_draft_merge(CairnAxisDraft *into, const CairnAxisDraft *from);

/* Is the axis switched off? */
bool cairn_axis_is_disabled(const CairnAxisDraft *draft);

/* The index of a property. The name must be one. */
size_t cairn_axis_property_index(const char *name);

/* A property as drafted. */
CairnProperty cairn_axis_drafted(const CairnAxisDraft *draft, const char *name);

/* ... or, where it is not, as Vega's part of the configuration says; a CairnPropertyLookup. */
CairnProperty cairn_axis_lookup(const void *draft, const char *name);

CairnOrient cairn_axis_orient(const CairnAxisDraft *draft);
void cairn_axis_set_orient(CairnAxisDraft *draft, CairnOrient orient);

/* What Vega-Lite takes where neither the spec nor the configuration gives the property; NULL for nothing. */
const json_t *cairn_axis_rule(CairnAxisDraft *draft, const char *name);

/* Has `name` a rule, so that null in the spec is as good as nothing? */
bool cairn_axis_has_rule(const char *name);

/* Are labels of the definition written as times? */
bool cairn_axis_is_time(const CairnChannelDef *def);

/* Is the definition the share of a normalised stack? Its format is config.normalizedNumberFormat, always. */
bool cairn_axis_is_share(const CairnAxisDraft *draft);

/* A JSON value that lives as long as the arena; takes it. */
const json_t *cairn_axis_own_json(CairnAxisDraft *draft, json_t *value);

/* The titles that the definitions give, and the fields whose names are the title otherwise. `is_configured`: the
 * configuration has a title where Vega would find it, which only switches titles off. */
void cairn_axis_title_init(CairnAxisDraft *draft, const json_t *axis, bool is_configured);
void cairn_axis_title_merge(CairnAxisDraft *into, const CairnAxisDraft *from);

/* The title as a value: a string, an array, or missing. */
CairnValue cairn_axis_title(const CairnAxisDraft *draft);

/* ---- Ticks (axis_ticks.c) ---- */

typedef struct CairnAxisTicks {
  size_t n;                 /* the extra one, if any, is the last */
  const CairnValue *values; /* of the extra one: where the domain starts */
  bool has_extra;
  const CairnTable *table; /* what expressions see as `datum`: value, label, index */
} CairnAxisTicks;

CairnAxisTicks *cairn_axis_ticks_new(CairnAxisDraft *draft, bool extra);

/* A property that may differ from tick to tick. */
typedef struct CairnTickValues {
  CairnProperty property;
  bool varies;             /* it has conditions or is an expression */
  const CairnValue *items; /* one per tick, or a single one when it does not vary */
} CairnTickValues;

CairnTickValues cairn_axis_tick_values(CairnAxisDraft *draft, const CairnAxisTicks *ticks, const char *name);

static inline CairnValue cairn_tick_value(const CairnTickValues *values, size_t i) {
  return values->items[values->varies ? i : 0];
}

/* What the labels say, by labelExpr or the format; one value per tick. */
const CairnValue *cairn_axis_label_values(CairnAxisDraft *draft, const CairnAxisTicks *ticks);

/* ---- Drawing (axis_lines.c, axis_labels.c, axis_layout.c) ---- */

typedef struct CairnAxisDrawing {
  CairnGuideReader *reader;
  CairnAxisDraft *draft;
  const CairnAxisTicks *ticks;
  const CairnScale *scale, *grid_scale; /* grid_scale: NULL without */
  CairnOrient orient;
  bool across;                    /* at the top or bottom */
  double sign;                    /* -1 at the left or top: away from the plot */
  double width, height;           /* of the plot */
  double range_start, range_stop; /* px along the axis */
  double offset;                  /* px away from the plot */
  double band, tick_offset;       /* ticks stand so many bands and px behind the start of their band */
  bool round;
} CairnAxisDrawing;

/* Grid lines, ticks, and the line along the axis. NULL when they are switched off. */
CairnMark *cairn_axis_draw_grid(CairnAxisDrawing *drawing, CairnGroup *group);
CairnMark *cairn_axis_draw_ticks(CairnAxisDrawing *drawing, CairnGroup *group);
void cairn_axis_draw_domain(CairnAxisDrawing *drawing, CairnGroup *group);

/* The labels that are seen, and the box of them in the frame of the axis. */
CairnBox cairn_axis_draw_labels(CairnAxisDrawing *drawing, CairnGroup *group);

/* Draws all of an axis; fills `out`. */
void cairn_axis_draw(CairnAxisDraft *draft, const CairnView *view, const char *name, CairnAxis *out);
