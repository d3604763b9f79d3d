/* What a batch tells: its report, its depfile, and its progress. */
#pragma once

#include "cli/batch.h"

typedef struct BatchReport BatchReport;

/* NULL with an error when a file cannot be opened. */
BatchReport *batch_report_new(const BatchSettings *settings, GError **error);

/* Takes note of an answer. Warnings and errors are printed. */
void batch_report_add(BatchReport *report, json_t *answer);

/* A chart has been reading for long: so many rows, and so many in a second. Shown with the bar until a chart is done. */
void batch_report_reading(BatchReport *report, double rows, double rows_per_s);

/* Writes what was taken note of to the report's file, and redraws the bar when it is time to; `fraction` of the batch is
 * handed out. */
void batch_report_tick(BatchReport *report, double fraction);

/* Ends the files; those of a batch that was stopped are removed, except the report. False after printing an
 * error. */
bool batch_report_finish(BatchReport *report, bool stopped);

/* How many charts failed, and whether one of them could not be written. */
size_t batch_report_failed(const BatchReport *report);
bool batch_report_output_failed(const BatchReport *report);
void batch_report_free(BatchReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BatchReport, batch_report_free)
