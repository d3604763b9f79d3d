/* What cairn refuses to exceed, so that no input can exhaust the machine. An error names the limit. */
#pragma once

enum {
  CAIRN_LIMIT_SPEC_BYTES = 64 * 1024 * 1024,
  CAIRN_LIMIT_SPEC_DEPTH = 128,       /* nested objects and arrays */
  CAIRN_LIMIT_COLUMNS = 4096,         /* of one table */
  CAIRN_LIMIT_CELL_BYTES = 1024 * 1024,
  CAIRN_LIMIT_JSON_CELLS = 100000000, /* rows × different members, as rows may lack most of them */
  CAIRN_LIMIT_TICKS = 10000,          /* of one axis */
  CAIRN_LIMIT_BINS = 100000,
  CAIRN_LIMIT_GENERATED_ROWS = 10000000, /* made by a transform: sequence, flatten, fold, impute, density */
  CAIRN_LIMIT_VIEWS = 2000,           /* of one chart */
  CAIRN_LIMIT_KEPT_ROWS = 50000000,   /* that a transform reads, or a path that has to keep each vertex */
  CAIRN_LIMIT_ITEMS = 20000000,       /* rows of a mark that paints one item for each */
  CAIRN_LIMIT_LEGEND_ENTRIES = 2000,
  CAIRN_LIMIT_BITMAP_SIDE = 32767,    /* px, Cairo's own */
  CAIRN_LIMIT_PIXELS = 400000000,     /* width × height of a bitmap */
  CAIRN_LIMIT_CHART_SIDE = 1000000,   /* px */
  CAIRN_LIMIT_EXPRESSION_BYTES = 64 * 1024,
  CAIRN_LIMIT_EXPRESSION_DEPTH = 200,
  CAIRN_LIMIT_EXPRESSION_STEPS = 10000000, /* for one row */
  CAIRN_LIMIT_STRING_BYTES = 16 * 1024 * 1024, /* made by one expression */
  CAIRN_LIMIT_EXPRESSION_KEPT_BYTES = 1024 * 1024 * 1024, /* texts and arrays in one computed column */
};
