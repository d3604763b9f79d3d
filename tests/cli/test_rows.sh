#!/bin/sh
# Many rows: through a pipe as from a file, and in memory that does not grow with them.
# test_rows.sh PROGRAM REPOSITORY
set -eu
cairn=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
  echo "test_rows.sh: $1" >&2
  exit 1
}

rows() {
  awk -v n="$1" 'BEGIN {
    print "time,load,note"
    for (i = 0; i < n; i++) printf "%d,%.3f,\"n, %d\"\n", i, 40 * sin(i / 9000) + (i * 7919 % 1013) / 50, i % 7
  }'
}

# With quotes, which the fast reader leaves to libcsv, and without.
rows 30000 >quoted.csv
cut -d, -f1,2 quoted.csv >plain.csv
for name in quoted plain; do
  "$cairn" plot line "$name.csv" -x time -y load -o file.png
  "$cairn" plot line - -x time -y load -o pipe.png <"$name.csv"
  cmp -s file.png pipe.png || fail "$name.csv gives another picture through a pipe"
done

code=0
"$cairn" plot line - -x time -y lod -o none.png <plain.csv 2>message || code=$?
[ $code -eq 1 ] && grep -q '<stdin>:1: error: there is no column "lod"; did you mean "load"?' message ||
  fail "a column that is not there: code $code, $(cat message)"

# Private memory is limited; what lies in files is not. 400,000 rows would take 19 MB as vertices alone.
rows 400000 | cut -d, -f1,2 >many.csv
(
  ulimit -d 120000
  "$cairn" plot line - -x time -y load -o many.png <many.csv
) || fail "400,000 rows through a pipe take too much memory"
[ -s many.png ] || fail "nothing was drawn"

# More rows than there may be items: an error with a place, before memory is taken for them.
{ echo x,y && yes 1,2 | head -20000001; } >points.csv
printf '%s\n' '{"data": {"url": "points.csv"},' '"mark": "point", "encoding": {' \
  '"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}}}' >points.vl.json
code=0
(ulimit -d 200000 && exec "$cairn" render points.vl.json -o points.png) 2>message || code=$?
[ $code -eq 1 ] && grep -q '^points.vl.json:2:9: error: 20000001 rows, .* limit of 20000000' message && [ ! -e points.png ] ||
  fail "more points than may be: code $code, $(cat message)"
