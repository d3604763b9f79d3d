/* Structure and links of documents: all that is painted is in a figure, and parts of it are links. Nothing
 * happens on surfaces that cannot tell. */
#pragma once

#include "paint/canvas.h"

/* Around all that is painted on the page. */
void cairn_canvas_open_figure(CairnCanvas *canvas);
void cairn_canvas_close_figure(CairnCanvas *canvas);

/* What is painted next leads to `url`, where that is not NULL; else it is plain content of the figure. */
void cairn_canvas_lead_to(CairnCanvas *canvas, const char *url);

/* What is painted next is a part of its own, where it is plain content. Poppler's reader of structure takes the end of a
 * text that is told beside its glyphs for the end of the part. */
void cairn_canvas_begin_part(CairnCanvas *canvas);
