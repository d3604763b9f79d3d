/* What Cairo 1.16 cannot say in a PDF: the figure's alternative text, the document's language, and nothing
 * about the time. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct CairnPdfFacts {
  const char *alternative; /* of the figure; may be NULL */
  const char *language;    /* BCP 47; may be NULL */
  double width, height;    /* of the page, in points */
  bool has_title;          /* windows show it instead of the file's name */
  bool has_date;           /* when false, the date is taken out */
} CairnPdfFacts;

/* Appends the file that Cairo wrote to `out`, with the facts in their objects and new places in its table of
 * objects. A file that is not laid out as Cairo 1.16 does is appended as it is. */
void cairn_pdf_finish(const GByteArray *file, const CairnPdfFacts *facts, GByteArray *out);
