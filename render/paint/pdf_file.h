/* A PDF file on its way out: numbered objects, streams, and the table of where they stand (ISO 32000-1, 7.5).
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "paint/paint.h"

struct libdeflate_compressor;

typedef struct CairnPdfFile {
  GString *out;    /* what is not yet with the sink */
  GArray *offsets; /* guint64: where object i + 1 begins; 0 while it is not written */
  guint64 gone;    /* bytes that are with the sink */
  CairnSink sink;
  struct libdeflate_compressor *compressor;
  GError *error; /* the first of the sink; nothing is written after it */
} CairnPdfFile;

/* Writes the file's head. Objects go to the sink as they are finished. */
void cairn_pdf_file_init(CairnPdfFile *file, CairnSink sink);
void cairn_pdf_file_clear(CairnPdfFile *file);

/* The number of an object that is to be written later; from 1. */
guint cairn_pdf_reserve(CairnPdfFile *file);

/* Begins an object with that number; its content is then put into file->out. */
void cairn_pdf_begin(CairnPdfFile *file, guint number);
void cairn_pdf_end(CairnPdfFile *file);

/* A whole object, a compressed stream: `entries` go into its dictionary beside length and filter. */
void cairn_pdf_stream(CairnPdfFile *file, guint number, const char *entries, const void *bytes, size_t n);

/* The table of objects and what comes after it. `info` may be 0: there is none. False with the sink's error.
 */
bool cairn_pdf_file_finish(CairnPdfFile *file, guint catalog, guint info, GError **error);

/* ---- Values ---- */

/* A number with at most so many decimals. What is not finite is 0. */
void cairn_pdf_number(GString *out, double value, int decimals);

/* " N 0 R". */
void cairn_pdf_reference(GString *out, guint number);

/* A text string (7.9.2.2): UTF-8 as UTF-16 in hexadecimal digits. */
void cairn_pdf_string(GString *out, const char *text, size_t n);

/* The same, but readable where it is ASCII. */
void cairn_pdf_readable_string(GString *out, const char *text);

/* A name after its slash: other characters than ASCII's letters, digits, + and - are left out. */
void cairn_pdf_name(GString *out, const char *name);
