#include "guide/tick_request.h"

#include <math.h>
#include <string.h>

CairnTickCount cairn_guide_read_tick_count(CairnGuideReader *reader, CairnProperty property) {
  CairnTickCount count = CAIRN_TICK_COUNT_NONE;
  CairnValue value = cairn_property_value(reader, property);
  if (value.kind == CAIRN_OBJECT) {
    count.step = cairn_value_to_quantity(cairn_value_member(value, "step"));
    if (!(count.step > 0)) count.step = 0;
    value = cairn_value_member(value, "interval");
  }
  if (value.kind == CAIRN_STRING)
    count.interval = value.string;
  else
    count.number = cairn_value_as_number(reader, property, value, NAN);
  return count;
}

static CairnFormatType read_type(CairnGuideReader *reader, CairnProperty property) {
  const char *type = cairn_property_string(reader, property, NULL);
  if (!type) return CAIRN_FORMAT_AUTO;
  if (strcmp(type, "time") == 0) return CAIRN_FORMAT_TIME;
  if (strcmp(type, "utc") == 0) return CAIRN_FORMAT_UTC;
  return CAIRN_FORMAT_NUMBER;
}

CairnFormatRequest cairn_guide_read_format(CairnGuideReader *reader, CairnProperty format,
                                           CairnProperty type) {
  CairnValue value = cairn_property_value(reader, format);
  CairnFormatRequest request = {.type = read_type(reader, type)};
  if (value.kind == CAIRN_OBJECT)
    request.multi = value;
  else
    request.specifier = cairn_value_as_string(reader, format, value, NULL);
  return request;
}
