#!/bin/sh
# Charts that are wrong, crash, or need too much time or memory: each is reported, and the others are drawn.
set -eu
# shellcheck source=tests/batch/batch.sh
. "$(dirname "$0")/batch.sh"

small small.vl.json
slow slow.vl.json
large large.vl.json
echo '{"mark": "lines"}' >wrong.vl.json
# The line of the chart $1 in the report.
reported() {
  grep -F "\"chart\":\"$1\"" report.ndjson
}

# others_are_drawn BAD COUNT: the report has a line for each chart, and only BAD has an error.
others_are_drawn() {
  [ "$(wc -l <report.ndjson)" -eq "$2" ] || complain "$command: $(wc -l <report.ndjson) lines in the report"
  [ "$(grep -c '"error":null' report.ndjson)" -eq $(($2 - 1)) ] || complain "$command: $(cat report.ndjson)"
  case $(reported "$1") in
  *'"files":[],'*'"error":"'*) ;;
  *) complain "$command: reported of $1: $(reported "$1")" ;;
  esac
  holds figures $(($2 - 1))
  whole figures
}

# with BAD: a manifest of 20 charts, the eighth of which is drawn from the spec BAD.
with() {
  rm -rf figures
  manifest small.vl.json 20 | sed "8s/small.vl.json/$1/; 8s/, \"title\".*/}/" >manifest.ndjson
}

# ---- Wrong ----

with wrong.vl.json
exits 1 batch -f svg --manifest manifest.ndjson --out-dir figures --report report.ndjson
mentions err 'wrong.vl.json:1:10: error: '
mentions err '(chart "8")'
others_are_drawn 8 20
with none.vl.json
exits 1 batch -f svg --manifest manifest.ndjson --out-dir figures --report report.ndjson
mentions err 'none.vl.json: error: '
others_are_drawn 8 20

# ---- A crash ----

# A sanitizer would catch the signal and end the worker with a code.
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}handle_segv=0:handle_abort=0
export ASAN_OPTIONS
for number in SEGV ABRT KILL TERM; do
  with slow.vl.json
  begin -f svg --manifest manifest.ndjson --out-dir figures --report report.ndjson -j 2
  busy
  if [ "$number" = TERM ]; then
    kill -TERM "$worker" # is not what ends a worker
    number=KILL
  fi
  kill "-$number" "$worker"
  end 1
  mentions err 'slow.vl.json: error: the worker was ended by signal '
  others_are_drawn 8 20
done

# ---- Time ----

with slow.vl.json
exits 1 batch -f svg --manifest manifest.ndjson --out-dir figures --report report.ndjson -j 1 --timeout 0.5
mentions err 'slow.vl.json: error: more time than the 0.5 s of --timeout (chart "8")'
others_are_drawn 8 20

# A worker that does nothing is late too. On a machine with much to do, it takes a while until it is seen to be busy.
with slow.vl.json
begin -f svg --manifest manifest.ndjson --out-dir figures --report report.ndjson --timeout 4
busy
kill -STOP "$worker"
end 1
mentions err 'more time than the 4 s of --timeout'
others_are_drawn 8 20

# ---- Memory: a sanitizer takes all of it for itself ----

if ! grep -q __asan_init "$cairn"; then
  with large.vl.json
  exits 1 batch -f svg --manifest manifest.ndjson --out-dir figures --report report.ndjson --memory 40
  mentions err 'large.vl.json: error: more memory than the 40 MB of --memory (chart "8")'
  others_are_drawn 8 20
fi

# ---- Output that cannot be written ----

with small.vl.json
mkdir -p figures/8.svg
exits 3 batch -f svg --manifest manifest.ndjson --out-dir figures --report report.ndjson
mentions err '8.svg: error: cannot write: Is a directory'
rmdir figures/8.svg
others_are_drawn 8 20
exits 3 batch -f svg --manifest manifest.ndjson --out-dir figures --report no/report.ndjson
exits 3 batch -f svg --manifest manifest.ndjson --out-dir err
if [ -c /dev/full ]; then
  ln -s /dev/full full
  for option in report depfile; do
    exits 3 batch -f svg --manifest manifest.ndjson --out-dir figures --$option full
    mentions err 'full: error: cannot write'
    [ -c /dev/full ] && [ -h full ] || complain "$command: a device was replaced"
  done
fi

# ---- Manifests that are none ----

# refused MESSAGE NAME TEXT: a batch with that manifest draws nothing and says one thing.
refused() {
  printf '%b' "$3" >"$2"
  rm -rf refused
  exits 1 batch -q -f svg --manifest "$2" --out-dir refused
  says "$1"
  [ -z "$(find refused -type f 2>/dev/null)" ] || complain "$command: it left $(find refused -type f)"
}
refused 'm.csv:1:1: error: expected a header with "spec" or "template", or objects such as {"spec": "chart.vl.json"}' m.csv 'foo\nsmall.vl.json\n'
refused 'm.ndjson:1:1: error: expected a header with "spec" or "template", or objects such as {"spec": "chart.vl.json"}' m.ndjson '[1]\n'
refused 'm.csv:2:1: error: the quote that opens a cell of this row is never closed' m.csv 'spec,output\n"small.vl.json,a\n'
for name in . a/. a/ ''; do
  refused "\"$name\": error: the output must name a file (chart \"$name\")" m.ndjson "{\"spec\": \"small.vl.json\", \"output\": \"$name\"}\n"
done
finish
