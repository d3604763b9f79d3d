/* Texts of a facet's headers: the labels of its rows and columns, and its titles. */
#pragma once

#include "guide/guide.h"
#include "layout/page.h"

/* The header of one channel of a facet. */
typedef struct CairnHeader {
  CairnChannel channel; /* row, column or facet */
  const CairnChannelDef *def;
  const json_t
      *objects[3]; /* where its properties are: in the definition, then in the configuration; may be NULL */
  bool is_off;     /* "header": null */
  bool has_labels; /* those in cells always are there, as in Vega-Lite */
  bool labels_in_cells; /* beside each cell, within the grid, rather than beside rows and columns */
  CairnOrient label_side, title_side;
} CairnHeader;

/* `facet` has the channel. False with an error at its place. */
bool cairn_header_read(CairnGuideContext *context, const CairnView *facet, CairnChannel channel,
                       CairnHeader *out, GError **error);

/* A label or the title, to be placed beside what it stands for (cairn_page_place_title); out->group is NULL
 * where it is empty. False with an error at its place. */
bool cairn_header_label(CairnGuideContext *context, const CairnHeader *header, const char *text,
                        CairnPageTitle *out, GError **error);
bool cairn_header_title(CairnGuideContext *context, const CairnHeader *header, const CairnView *facet,
                        CairnPageTitle *out, GError **error);
