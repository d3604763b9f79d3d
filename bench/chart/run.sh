#!/bin/sh
# One chart in one process, from start to end, against the same picture drawn by bare Cairo and Pango (floor.c).
set -eu
cd bench/chart
cp chart.vl.json "$SCRATCH"
cd "$SCRATCH"
[ -s chart.csv ] || awk 'BEGIN {
  print "hour,load"
  for (i = 0; i <= 200; i++) printf "%d,%.2f\n", i, 50 + 30 * sin(i / 9) + 15 * sin(i / 2.3) + (i * 7919 % 11) / 3
}' >chart.csv
status=0

# compare NAME BUDGET FORMAT [OPTION...]
compare() {
  name=$1 budget=$2 format=$3
  shift 3
  "$BENCH/measure" -n 41 -w "chart-$name=$budget" -- "$CAIRN" render chart.vl.json -o "cairn.$format" "$@" \
    -- "$BENCH/floor" "$format" chart.csv "floor.$format" || { [ $? -eq 3 ] && status=3; }
}

compare svg 1.2 svg
compare svg-live 1.2 svg --svg-text live
compare pdf 1.2 pdf
compare png 0.6 png
exit $status
