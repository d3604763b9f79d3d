#include "spec/channel.h"

#include <stddef.h>
#include <string.h>

typedef struct ChannelFacts {
  const char *name;
  bool scale, grouping;
  CairnChannel main;
} ChannelFacts;

static const ChannelFacts facts[CAIRN_N_CHANNELS] = {
    [CAIRN_X] = {"x", true, false, CAIRN_X},
    [CAIRN_Y] = {"y", true, false, CAIRN_Y},
    [CAIRN_X2] = {"x2", false, false, CAIRN_X},
    [CAIRN_Y2] = {"y2", false, false, CAIRN_Y},
    [CAIRN_X_OFFSET] = {"xOffset", true, false, CAIRN_X_OFFSET},
    [CAIRN_Y_OFFSET] = {"yOffset", true, false, CAIRN_Y_OFFSET},
    [CAIRN_THETA] = {"theta", true, false, CAIRN_THETA},
    [CAIRN_THETA2] = {"theta2", false, false, CAIRN_THETA},
    [CAIRN_RADIUS] = {"radius", true, false, CAIRN_RADIUS},
    [CAIRN_RADIUS2] = {"radius2", false, false, CAIRN_RADIUS},
    [CAIRN_COLOR] = {"color", true, true, CAIRN_COLOR},
    [CAIRN_FILL] = {"fill", true, true, CAIRN_FILL},
    [CAIRN_STROKE] = {"stroke", true, true, CAIRN_STROKE},
    [CAIRN_OPACITY] = {"opacity", true, true, CAIRN_OPACITY},
    [CAIRN_FILL_OPACITY] = {"fillOpacity", true, true, CAIRN_FILL_OPACITY},
    [CAIRN_STROKE_OPACITY] = {"strokeOpacity", true, true, CAIRN_STROKE_OPACITY},
    [CAIRN_STROKE_WIDTH] = {"strokeWidth", true, true, CAIRN_STROKE_WIDTH},
    [CAIRN_STROKE_DASH] = {"strokeDash", true, true, CAIRN_STROKE_DASH},
    [CAIRN_SIZE] = {"size", true, true, CAIRN_SIZE},
    [CAIRN_SHAPE] = {"shape", true, true, CAIRN_SHAPE},
    [CAIRN_ANGLE] = {"angle", true, true, CAIRN_ANGLE},
    [CAIRN_TEXT_CHANNEL] = {"text", false, true, CAIRN_TEXT_CHANNEL},
    [CAIRN_DETAIL] = {"detail", false, true, CAIRN_DETAIL},
    [CAIRN_ORDER] = {"order", false, false, CAIRN_ORDER},
    [CAIRN_KEY] = {"key", false, true, CAIRN_KEY},
    [CAIRN_TOOLTIP] = {"tooltip", false, false, CAIRN_TOOLTIP},
    [CAIRN_HREF] = {"href", false, true, CAIRN_HREF},
    [CAIRN_URL] = {"url", false, true, CAIRN_URL},
    [CAIRN_DESCRIPTION] = {"description", false, true, CAIRN_DESCRIPTION},
    [CAIRN_X_ERROR] = {"xError", false, false, CAIRN_X},
    [CAIRN_X_ERROR2] = {"xError2", false, false, CAIRN_X},
    [CAIRN_Y_ERROR] = {"yError", false, false, CAIRN_Y},
    [CAIRN_Y_ERROR2] = {"yError2", false, false, CAIRN_Y},
    [CAIRN_ROW] = {"row", false, false, CAIRN_ROW},
    [CAIRN_COLUMN] = {"column", false, false, CAIRN_COLUMN},
    [CAIRN_FACET] = {"facet", false, false, CAIRN_FACET},
};

const char *cairn_channel_name(CairnChannel channel) {
  return channel < CAIRN_N_CHANNELS ? facts[channel].name : NULL;
}

CairnChannel cairn_channel_parse(const char *name) {
  int channel = 0;
  while (channel < CAIRN_N_CHANNELS && strcmp(facts[channel].name, name) != 0)
    channel++;
  return (CairnChannel)channel;
}

bool cairn_channel_has_scale(CairnChannel channel) {
  return facts[channel].scale;
}

bool cairn_channel_is_position(CairnChannel channel) {
  return channel == CAIRN_X || channel == CAIRN_Y || channel == CAIRN_THETA || channel == CAIRN_RADIUS;
}

CairnChannel cairn_channel_main(CairnChannel channel) {
  return facts[channel].main;
}

CairnChannel cairn_channel_secondary(CairnChannel channel) {
  switch (channel) {
  case CAIRN_X: return CAIRN_X2;
  case CAIRN_Y: return CAIRN_Y2;
  case CAIRN_THETA: return CAIRN_THETA2;
  case CAIRN_RADIUS: return CAIRN_RADIUS2;
  default: return CAIRN_N_CHANNELS;
  }
}

CairnChannel cairn_channel_offset(CairnChannel channel) {
  return channel == CAIRN_X ? CAIRN_X_OFFSET : channel == CAIRN_Y ? CAIRN_Y_OFFSET : CAIRN_N_CHANNELS;
}

bool cairn_channel_is_grouping(CairnChannel channel) {
  return facts[channel].grouping;
}
