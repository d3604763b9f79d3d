/* Parts of the dump that concern single items. */
#pragma once

#include "scene/json.h"
#include "scene/scene.h"

/* Is the item listed: has it paint, and a size that can be seen? */
bool cairn_item_is_seen(CairnMarkKind kind, const CairnItem *item);

/* The type's name in the dump: "rect", "symbol", ... */
const char *cairn_mark_kind_name(CairnMarkKind kind);

/* The members of an item that stands in a group whose origin is (dx, dy) in the plot's frame: its geometry
 * and paint, without the brackets. */
void cairn_dump_item(CairnJson *json, CairnMarkKind kind, const CairnItem *item, double dx, double dy);

/* How the symbol of a legend's entry looks, without its place. */
void cairn_dump_legend_symbol(CairnJson *json, CairnMarkKind kind, const CairnItem *item);

/* "#rrggbb" of a plain colour that is not wholly transparent, else null. */
void cairn_dump_color(CairnJson *json, const CairnBrush *brush, double opacity);

/* The lines of a text, each trimmed, joined with "\n"; free with g_free. */
char *cairn_text_joined(const CairnTextItem *text);

/* Degrees in [0, 360). */
double cairn_angle_normalized(double degrees);
