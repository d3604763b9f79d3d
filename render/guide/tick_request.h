/* How many ticks a guide asks for, and how their labels are written. */
#pragma once

#include "guide/style.h"
#include "scale/tick_format.h"

/* A tick count as a spec gives it: a number, the name of an interval, or {interval, step}. */
CairnTickCount cairn_guide_read_tick_count(CairnGuideReader *reader, CairnProperty property);

/* What `format` and `type`, a guide's "format" and "formatType", ask for. */
CairnFormatRequest cairn_guide_read_format(CairnGuideReader *reader, CairnProperty format,
                                           CairnProperty type);
