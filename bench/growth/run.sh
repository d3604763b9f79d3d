#!/bin/sh
# Growth: processor time and peak of memory of one chart of 10^4 to 10^7 rows from a pipe, and of batches of 1 to 10^4 charts.
# Leaves rows-growth.csv and charts-growth.csv in the folder of its work; GROWTH_LARGE=1 adds 10^8 rows and 10^5 charts.
set -eu
here=$(pwd)/bench/batch
cd "$SCRATCH"
cp "$here/chart.vl.json" .
large=${GROWTH_LARGE:+1}

# measured COUNT FILE COMMAND...: appends COUNT, seconds of processor time and MiB, the medians of three runs (fewer
# where they take long), of a command that reads FILE.
measured() {
  python3 - "$@" <<'PY'
import os, statistics, subprocess, sys
count, path, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
runs = []
while len(runs) < 3 and sum(seconds for seconds, _ in runs) < 10:
    process = subprocess.Popen(command, stdin=open(path))
    _, status, usage = os.wait4(process.pid, 0)
    if status: sys.exit(f"{command}: status {status}")
    runs.append((usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))
print("%d,%.4g,%.1f" % (count, *(statistics.median(values) for values in zip(*runs))))
PY
}

echo rows,seconds,mib >rows.part
for n in 10000 100000 1000000 10000000 ${large:+100000000}; do
  "$BENCH/generate_rows" "$n" >in.csv
  measured "$n" in.csv sh -c 'cat | "$0" plot line - -x time -y load -o rows.png' "$CAIRN" >>rows.part
done
rm -f in.csv
mv rows.part rows-growth.csv

mkdir -p data
awk 'BEGIN {
  for (file = 0; file < 100; file++) {
    path = "data/" file ".csv"
    print "hour,load" >path
    for (i = 0; i <= 200; i++) printf "%d,%.2f\n", i, 50 + 30 * sin(i / 9 + file) + (i * 7919 % 11) / 3 >path
    close(path)
  }
}'
echo charts,seconds,mib >charts.part
for n in 1 10 100 1000 10000 ${large:+100000}; do
  seq "$n" | awk '{ printf "{\"spec\":\"chart.vl.json\",\"data\":\"data/%d.csv\",\"output\":\"%d\",\"customer\":\"No. %d\"}\n", $1 % 100, $1, $1 }' >manifest.ndjson
  rm -rf out
  measured "$n" manifest.ndjson "$CAIRN" batch -q --manifest manifest.ndjson --out-dir out -f png >>charts.part
done
rm -rf out
mv charts.part charts-growth.csv
cat rows-growth.csv charts-growth.csv >&2

# growth FILE SMALL LARGE COLUMN PER: what is told in COLUMN at LARGE by that at SMALL; with PER, of one row or chart.
growth() {
  awk -F, -v small="$2" -v large="$3" -v column="$4" -v per="$5" '
    $1 == small { a = $column } $1 == large { b = $column } END { print per ? b / large / (a / small) : b / a }' "$1"
}

status=0
"$BENCH/verdict" growth-rows-time "$(growth rows-growth.csv 1000000 10000000 2 1)" 1.5 || status=3
"$BENCH/verdict" growth-rows-memory "$(growth rows-growth.csv 1000000 10000000 3 '')" 1.5 || status=3
"$BENCH/verdict" growth-charts-time "$(growth charts-growth.csv 1000 10000 2 1)" 1.5 || status=3
"$BENCH/verdict" growth-charts-memory "$(growth charts-growth.csv 1000 10000 3 '')" 1.2 || status=3
exit $status
