#!/bin/sh
# Charts of one template, each with its own data and title: charts per second against gnuplot at its best (one script for
# all charts, two such processes at a time, the quickest way to the same picture), and whether memory grows.
set -eu
here=$(pwd)/bench/batch
cd "$SCRATCH"
cp "$here/chart.vl.json" "$here/chart.gp" .
status=0

if [ ! -d data ]; then
  mkdir data
  awk 'BEGIN {
    for (file = 0; file < 100; file++) {
      path = "data/" file ".csv"
      print "hour,load" >path
      for (i = 0; i <= 200; i++)
        printf "%d,%.2f\n", i, 50 + 30 * sin(i / 9 + file) + 15 * sin(i / 2.3) + (i * 7919 % 11) / 3 >path
      close(path)
    }
  }'
fi

# manifest COUNT
manifest() {
  seq "$1" | awk '{ printf "{\"spec\":\"chart.vl.json\",\"data\":\"data/%d.csv\",\"output\":\"%d\",\"customer\":\"No. %d\"}\n", $1 % 100, $1, $1 }'
}

# script TERMINAL ENDING COUNT REMAINDER: every second chart, for one of two processes.
script() {
  echo "set terminal $1"
  cat chart.gp
  seq "$3" | awk -v ending="$2" -v remainder="$4" -v folder="$PWD" '$1 % 2 == remainder {
    printf "set output \"%d.%s\"\nset title \"Load of No. %d\"\n", $1, ending, $1
    printf "plot \"%s/data/%d.csv\" with lines\n", folder, $1 % 100
  }'
}

# compare NAME BUDGET COUNT REFERENCE_COUNT FORMAT TERMINAL [OPTION...]: each run draws into a new folder.
compare() {
  name=$1 budget=$2 count=$3 reference=$4 format=$5 terminal=$6
  shift 6
  mkdir -p "$OUTPUTS/runs"
  manifest "$count" >"$name.ndjson"
  script "$terminal" "$format" "$reference" 0 >"$name-0.gp"
  script "$terminal" "$format" "$reference" 1 >"$name-1.gp"
  "$BENCH/measure" -n 7 -w "batch-$name=$budget" --per "$count:$reference" \
    -- sh -c "exec \"\$CAIRN\" batch -q --manifest $name.ndjson --out-dir \"\$OUTPUTS/runs/\$\$\" -f $format -j 2 $*" \
    -- sh -c "mkdir \"\$OUTPUTS/runs/\$\$\" && cd \"\$OUTPUTS/runs/\$\$\" &&
              { gnuplot \"\$SCRATCH/$name-0.gp\" & gnuplot \"\$SCRATCH/$name-1.gp\"; wait; }" ||
    { [ $? -eq 3 ] && status=3; }
  rm -rf "$OUTPUTS/runs"
}

compare png 0.125 500 60 png "pngcairo size 793,484 font 'Liberation Sans,7.5'"
compare pdf 0.5 500 300 pdf "pdfcairo size 8.26in,5.04in font 'Liberation Sans,7.5'"
compare svg 1 1000 1000 svg "svg size 793,484 font 'Liberation Sans,10'" --svg-text live

# How many KiB the process $1 and its children use together, what they share counted once; without files that they map, which
# belong to the cache of the system.
memory() {
  for process in $(cat "/proc/$1/task/$1/children") "$1"; do
    cat "/proc/$process/smaps_rollup"
  done | awk '$1 == "Pss_Anon:" { total += $2 } END { print total }'
}

# await COUNT: until so many charts are drawn.
await() {
  while [ "$(wc -l <report.ndjson)" -lt "$1" ]; do
    kill -0 "$batch"
    sleep 0.05
  done
}

rm -f jobs
mkfifo jobs
: >report.ndjson
manifest 10000 >memory.ndjson
"$CAIRN" batch -q --manifest - --out-dir "$OUTPUTS/memory" -f svg --svg-text live -j 2 --report report.ndjson <jobs &
batch=$!
exec 3>jobs
head -n 100 memory.ndjson >&3
await 100
first=$(memory "$batch")
tail -n +101 memory.ndjson >&3
await 10000
last=$(memory "$batch")
exec 3>&-
wait "$batch"
rm -rf "$OUTPUTS/memory"
echo "batch-memory: $first KiB after 100 charts, $last KiB after 10000" >&2
growth=$(awk -v first="$first" -v last="$last" 'BEGIN { print (last > first) * (last - first) / 1024 }')
"$BENCH/verdict" batch-memory-mib "$growth" 1 MiB || status=3
exit $status
