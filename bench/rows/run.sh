#!/bin/sh
# 10 million rows of CSV to one line chart: time and memory against gnuplot's, whether the picture is that of every row,
# and the memory of a chart of rows that come through a pipe, or that are aggregated.
set -eu
here=$(pwd)/bench/rows
cd "$SCRATCH"
cp "$here/chart.vl.json" "$here/chart.gp" .
[ -s rows.csv ] || { "$BENCH/generate_rows" 10000000 >rows.part && mv rows.part rows.csv; }
status=0

# Both find the file in memory that was just read: where a machine's memory is slow after some seconds without use, reading
# the file alone takes longer than the chart.
"$BENCH/measure" -n 3 --warm rows.csv -w rows-time=0.05 -m rows-memory=0.1 -- "$CAIRN" render chart.vl.json -o cairn.png -- gnuplot chart.gp ||
  { [ $? -eq 3 ] && status=3; }

different=$("$BENCH/rows_pixels" chart.vl.json)
"$BENCH/verdict" rows-pixels "$different" 0 pixels || status=3

# Peak of memory of ROWS rows through a pipe, in KiB.
pipe_memory() {
  "$BENCH/generate_rows" "$1" | python3 -c '
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$CAIRN" plot line - -x time -y load -o pipe.png
}

few=$(pipe_memory 1000000)
many=$(pipe_memory 10000000)
echo "rows-pipe: $few KiB for 1 million rows, $many KiB for 10 million" >&2
growth=$(awk -v few="$few" -v many="$many" 'BEGIN { print many / few }')
"$BENCH/verdict" rows-pipe-memory "$growth" 1.5 || status=3
# Peak of memory of an aggregated chart of ROWS rows, in KiB.
aggregate_memory() {
  head -n "$(($1 + 1))" rows.csv >some/rows.csv
  cp "$here/$2.vl.json" some
  python3 -c '
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$CAIRN" render "some/$2.vl.json" -o some/chart.png
}

mkdir -p some
for chart in bins groups; do
  few=$(aggregate_memory 1000000 $chart)
  many=$(aggregate_memory 10000000 $chart)
  echo "rows-$chart: $few KiB for 1 million rows, $many KiB for 10 million" >&2
  "$BENCH/verdict" rows-$chart-memory "$(awk -v few="$few" -v many="$many" 'BEGIN { print many / few }')" 1.5 || status=3
done
rm -rf some
exit $status
