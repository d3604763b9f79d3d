/* Which of the offsets of a template leave a text free of all that is drawn: many asked about at once. */
#pragma once

#include "annotate/field.h"
#include "annotate/template.h"

#define CAIRN_PROBE_WORD 64

/* One size of a label's text, or its marker, in one layout. */
typedef struct CairnProbe {
  double x, y, width, height;      /* of the site; of the text */
  double left, right, top, bottom; /* of the area */
  double scale;                    /* cells per px */
  int stride;                      /* of the sums */
  const uint32_t *sums;            /* borrowed from the field's coverage */
} CairnProbe;

CairnProbe cairn_probe_of(const CairnField *field, int label, int size);

/* A bit for each of the offsets from that one on, the first in the lowest: is the text free there, as
 * cairn_coverage_is_free? `n`: so many are asked about, at most CAIRN_PROBE_WORD. */
uint64_t cairn_probe_look(const CairnProbe *probe, const CairnProbes *probes, int from, int n);
