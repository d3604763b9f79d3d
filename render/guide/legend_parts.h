/* What the files of legends share: a legend being decided (the draft), its entries, and how it is drawn. */
#pragma once

#include "guide/legend.h"
#include "guide/style.h"
#include "layout/grid.h"

#include "scale/tick_format.h"
#include "scene/bounds.h"

/* ---- The draft: Vega-Lite's decisions (legend_draft.c, legend_rules.c) ---- */

/* What of a symbol a scale decides, in Vega's order: the entries are those of the first scale. */
typedef enum CairnLegendVisual {
  CAIRN_LEGEND_SIZE,
  CAIRN_LEGEND_SHAPE,
  CAIRN_LEGEND_FILL,
  CAIRN_LEGEND_STROKE,
  CAIRN_LEGEND_STROKE_WIDTH,
  CAIRN_LEGEND_STROKE_DASH,
  CAIRN_LEGEND_OPACITY,
  CAIRN_N_LEGEND_VISUALS,
} CairnLegendVisual;

/* Properties that Vega-Lite chooses where the spec does not. */
typedef enum CairnLegendRule {
  CAIRN_LEGEND_RULE_DIRECTION,
  CAIRN_LEGEND_RULE_FORMAT,
  CAIRN_LEGEND_RULE_FORMAT_TYPE,
  CAIRN_LEGEND_RULE_GRADIENT_LENGTH,
  CAIRN_LEGEND_RULE_LABEL_OVERLAP,
  CAIRN_LEGEND_RULE_ORIENT,
  CAIRN_LEGEND_RULE_SYMBOL_TYPE,
  CAIRN_LEGEND_RULE_TITLE,
  CAIRN_LEGEND_RULE_TYPE,
  CAIRN_LEGEND_RULE_VALUES,
  CAIRN_N_LEGEND_RULES,
} CairnLegendRule;

/* One channel of one unit that the legend explains. */
typedef struct CairnLegendPart {
  CairnGuideReader *reader;
  const CairnView *unit;
  CairnChannel channel;
  const CairnChannelDef *def; /* the one with the field or datum */
  const json_t *legend;       /* the spec's properties, or NULL */
  const CairnScale *scale;
  CairnLegendType type; /* of this part alone */
} CairnLegendPart;

typedef struct CairnLegendChoice {
  CairnProperty property;
  bool is_explicit;
} CairnLegendChoice;

typedef struct CairnLegendDraft {
  CairnGuideReader *reader;
  const CairnView *owner;        /* the plot or composition beside which it stands */
  CairnScaleBinding *binding;    /* of the first part's channel */
  size_t n_parts;                /* none when it is switched off */
  const CairnLegendPart **parts; /* in the order in which they were merged */
  const char *field;             /* that all its channels show; NULL: none, or different ones */
  const CairnScale *scales[CAIRN_N_LEGEND_VISUALS];
  CairnLegendChoice choices[CAIRN_N_LEGEND_RULES];
  bool is_disabled, disabling_is_explicit;
} CairnLegendDraft;

/* The draft for a channel of a unit; NULL where the channel has no legend. */
CairnLegendDraft *cairn_legend_draft_new(CairnGuideReader *reader, const CairnView *unit,
                                         CairnChannel channel);

/* Adds `from` to `into`; false (and no change) when they want to stand in different places. */
bool cairn_legend_draft_merge(CairnLegendDraft *into, const CairnLegendDraft *from);

/* What Vega-Lite takes for the property of a part; NULL for nothing. */
const json_t *cairn_legend_rule(const CairnLegendPart *part, CairnLegendRule rule);
const char *cairn_legend_rule_name(CairnLegendRule rule);

/* A JSON value that lives as long as the arena; takes it. */
const json_t *cairn_legend_own_json(CairnGuideReader *reader, json_t *value);

/* A property as drafted, else as the configuration says; a CairnPropertyLookup. */
CairnProperty cairn_legend_lookup(const void *draft, const char *name);

/* ... as a number, a string or a value. */
double cairn_legend_number(const CairnLegendDraft *draft, const char *name, double otherwise);
const char *cairn_legend_string(const CairnLegendDraft *draft, const char *name, const char *otherwise);

/* Vega's choice between symbols, a ramp and bands. */
CairnLegendType cairn_legend_type(const CairnLegendDraft *draft);

/* The scale of the entries. */
const CairnScale *cairn_legend_scale(const CairnLegendDraft *draft);

/* ---- Entries (legend_entries.c) ---- */

typedef struct CairnLegendEntry {
  CairnValue value;
  const char *const *lines; /* of the label */
  size_t n_lines;
  double start, end; /* along a ramp, 0..1: its place; of a band its ends */
} CairnLegendEntry;

typedef struct CairnLegendEntries {
  size_t n;
  CairnLegendEntry *items;
  bool is_cut; /* the last entry stands for those that are left out */
} CairnLegendEntries;

/* The entries in order; ramps that are `length` px long have fewer ticks when they are short. */
CairnLegendEntries cairn_legend_entries(const CairnLegendDraft *draft, CairnLegendType type, double length);

/* px of a ramp. */
double cairn_legend_ramp_length(const CairnLegendDraft *draft);

/* ---- Drawing ---- */

/* A legend being drawn. */
typedef struct CairnLegendDrawing {
  CairnGuideReader *reader;
  const CairnLegendDraft *draft;
  CairnLegendType type;
  CairnLegendEntries entries;
  double length; /* px of a ramp */
  CairnMeasure measure;
  CairnBox box; /* result: what the entries take in the frame of their group */
} CairnLegendDrawing;

/* Do symbols, or does the ramp, run from top to bottom? */
bool cairn_legend_is_vertical(const CairnLegendDrawing *drawing);

/* How symbols are painted and shaped (legend_paint.c). */
typedef struct CairnLegendSymbols CairnLegendSymbols;
CairnLegendSymbols *cairn_legend_symbols_new(const CairnLegendDraft *draft);

/* Paint, shape and size of the symbol for `value`. */
void cairn_legend_symbols_apply(const CairnLegendSymbols *symbols, CairnValue value, CairnItem *item);

/* The box of such a symbol, with its stroke even when that is transparent. */
CairnBox cairn_legend_symbol_bounds(const CairnLegendSymbols *symbols, const CairnItem *item,
                                    CairnMeasure measure);

/* The opacity of the entry of `value` in a legend that selections with an initial value are bound to: `selected` where one
 * of them holds the value, else config.legend.unselectedOpacity. NAN in other legends. */
double cairn_legend_selected_opacity(const CairnLegendDraft *draft, CairnValue value, double selected);

/* The opacity of a ramp. */
double cairn_legend_ramp_opacity(const CairnLegendDraft *draft);

/* The group of all symbols with their labels (legend_symbols.c), and that of a ramp or bands with its labels
 * (legend_ramp.c), at the origin. The ramp is the first child. */
CairnGroup *cairn_legend_draw_symbols(CairnLegendDrawing *drawing);
CairnGroup *cairn_legend_draw_ramp(CairnLegendDrawing *drawing);

/* The whole: background, title and entries, with its size and place (legend_layout.c). */
void cairn_legend_draw(const CairnLegendDraft *draft, CairnPageLegend *out);
