/* Data to tables: delimited text, JSON, values inside a spec; types by declaration or inference.
 *
 * How a text becomes a value follows vega-loader, except that a cell that a spec declares as a number, date
 * or boolean and that is neither of that kind nor missing is an error where Vega draws nothing.
 *
 * Missing cells: an empty cell always; where a type is declared also white space alone and NA, N/A, #N/A, n.a., NaN,
 * null, none (upper or lower case), and what statistics offices write: a hyphen or dash, one to three points, a colon. */
#pragma once

#include "base/arena.h"
#include "base/date_parse.h"
#include "base/file.h"
#include "table/table.h"

#include <jansson.h>

typedef enum CairnParseKind {
  CAIRN_PARSE_NUMBER,
  CAIRN_PARSE_BOOLEAN,
  CAIRN_PARSE_STRING,
  CAIRN_PARSE_DATE,
} CairnParseKind;

/* What the values of a field are to become. */
typedef struct CairnParseEntry {
  const char *field; /* a column's name, or a path into nested values */
  CairnParseKind kind;
  const char *
      pattern; /* of CAIRN_PARSE_DATE: in d3-time-format's letters; NULL for any form that Date.parse reads */
  bool utc;    /* with a pattern: read as UTC instead of in the reader's zone */
  char decimal; /* of CAIRN_PARSE_NUMBER: the decimal mark of numbers as people write them (base/number_form.h);
                   '\0': as JavaScript writes them */
  const char *unit; /* with a decimal mark: what may stand beside the numbers */
  bool strict; /* an unreadable value is an error; otherwise it becomes NaN */
} CairnParseEntry;

/* Reads the text of one member of `format.parse`: "number", "boolean", "string", "date", "date:'%Y'",
 * "utc:'%Y'". False with an error without a place for any other. Strings are the arena's. */
bool cairn_parse_entry_read(CairnArena *arena, const char *field, const char *text, CairnParseEntry *out,
                            GError **error);

typedef enum CairnReadFormat { CAIRN_READ_CSV, CAIRN_READ_JSON } CairnReadFormat;

/* A column that will be read. Others are left out where the text has all that are needed. */
typedef struct CairnNeededColumn {
  const char *name;
  bool is_number; /* read as a number only: undeclared, it becomes a column of numbers if all its cells are numbers or
                     empty, which is NaN */
} CairnNeededColumn;

/* How far reading has come; `all_bytes` is 0 where that is not known. Called every now and then, from the thread that
 * reads. */
typedef struct CairnReadProgress {
  void (*report)(size_t rows, size_t bytes, size_t all_bytes, void *data);
  void *data;
} CairnReadProgress;

typedef struct CairnReadOptions {
  CairnReadFormat format;
  char delimiter;            /* CSV; 0 is a comma */
  const char *const *header; /* CSV: the columns' names where the text has no header row; NULL-terminated */
  const char *property;      /* JSON: path to the array, as "a.b[0]"; NULL is the document itself */
  const CairnParseEntry *parse;
  size_t n_parse;
  bool infer;                 /* give the other columns types by inference; else those of CSV stay strings */
  const CairnZone *zone;      /* for dates without one; NULL is UTC */
  const char *const *columns; /* CSV: keep only these (NULL-terminated); NULL keeps all */
  const CairnNeededColumn *needed; /* CSV: all columns that anyone will read, where that is known */
  size_t n_needed;                 /* 0: not known */
  const CairnReadProgress *progress; /* NULL: nobody wants to know */
} CairnReadOptions;

/* What is needed of the column `name`; NULL where it is not. */
const CairnNeededColumn *cairn_read_find_needed(const CairnReadOptions *options, const char *name);

/* The format of `url` by its extension, as Vega-Lite finds it: csv, tsv, json; anything else is JSON. False
 * with an error without a place for topojson. Sets only format and delimiter. */
bool cairn_read_format_of_url(const char *url, CairnReadOptions *options, GError **error);

/* The same for the text of `format.type` ("csv", "tsv", "dsv", "json"); `delimiter` is for "dsv" and may be
 * NULL. */
bool cairn_read_format_of_type(const char *type, const char *delimiter, CairnReadOptions *options,
                               GError **error);

/* Makes standard input one that can be read several times, as cairn_read_table does at first; `progress` may be NULL. */
bool cairn_read_keep(CairnInput *input, const CairnReadProgress *progress, GError **error);

/* A table in `arena` from a file or memory. Errors carry the line and column in the input. */
CairnTable *cairn_read_table(CairnArena *arena, CairnInput *input, const CairnReadOptions *options,
                             GError **error);

/* A table in `arena` from `data.values`: an array of objects or of plain values (column "data"), an object
 * (one row, or the holder of `property`), or a string in the options' format, called `name` in errors. */
CairnTable *cairn_read_values(CairnArena *arena, const json_t *values, const char *name,
                              const CairnReadOptions *options, GError **error);

/* Applies parse entries to a table as Vega-Lite's own parse step: toNumber, toDate, ... on the values of each
 * field; a nested field becomes a column with its flat name. A field that is no column becomes nothing.
 * Errors of strict entries name row and column and carry no place. */
bool cairn_read_parse_columns(CairnTable *table, const CairnParseEntry *entries, size_t n,
                              const CairnZone *zone, GError **error);
