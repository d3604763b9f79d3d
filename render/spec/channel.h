/* Encoding channels: their names and what each may do. */
#pragma once

#include <stdbool.h>

typedef enum CairnChannel {
  CAIRN_X,
  CAIRN_Y,
  CAIRN_X2,
  CAIRN_Y2,
  CAIRN_X_OFFSET,
  CAIRN_Y_OFFSET,
  CAIRN_THETA,
  CAIRN_THETA2,
  CAIRN_RADIUS,
  CAIRN_RADIUS2,
  CAIRN_COLOR,
  CAIRN_FILL,
  CAIRN_STROKE,
  CAIRN_OPACITY,
  CAIRN_FILL_OPACITY,
  CAIRN_STROKE_OPACITY,
  CAIRN_STROKE_WIDTH,
  CAIRN_STROKE_DASH,
  CAIRN_SIZE,
  CAIRN_SHAPE,
  CAIRN_ANGLE,
  CAIRN_TEXT_CHANNEL,
  CAIRN_DETAIL,
  CAIRN_ORDER,
  CAIRN_KEY,
  CAIRN_TOOLTIP,
  CAIRN_HREF,
  CAIRN_URL,
  CAIRN_DESCRIPTION,
  CAIRN_X_ERROR,
  CAIRN_X_ERROR2,
  CAIRN_Y_ERROR,
  CAIRN_Y_ERROR2,
  CAIRN_ROW,
  CAIRN_COLUMN,
  CAIRN_FACET,
  CAIRN_N_CHANNELS,
} CairnChannel;

/* As written in a spec: "x", "xOffset", ... */
const char *cairn_channel_name(CairnChannel channel);

/* CAIRN_N_CHANNELS when `name` names none. */
CairnChannel cairn_channel_parse(const char *name);

/* May the channel have a scale (and, not being a position, a legend)? */
bool cairn_channel_has_scale(CairnChannel channel);

/* x, y (their own axes) and the polar positions theta and radius. */
bool cairn_channel_is_position(CairnChannel channel);
static inline bool cairn_channel_is_xy(CairnChannel channel) {
  return channel == CAIRN_X || channel == CAIRN_Y;
}

/* color, fill, stroke. */
static inline bool cairn_channel_is_color(CairnChannel channel) {
  return channel == CAIRN_COLOR || channel == CAIRN_FILL || channel == CAIRN_STROKE;
}

/* x for x2, theta for theta2, ...; the channel itself where it is no secondary one. The scale of the result
 * is used. */
CairnChannel cairn_channel_main(CairnChannel channel);

/* x2 for x, ...; CAIRN_N_CHANNELS where there is none. */
CairnChannel cairn_channel_secondary(CairnChannel channel);

/* xOffset for x, yOffset for y; CAIRN_N_CHANNELS for others. */
CairnChannel cairn_channel_offset(CairnChannel channel);

/* Does an item differ by this channel (so that lines split into series, stacks into layers)? All channels
 * with a field but positions, tooltip, order and facets. */
bool cairn_channel_is_grouping(CairnChannel channel);
