#!/bin/sh
# What a batch shows and writes beside its charts: progress, report, dependencies; what it leaves out, and how it hands out.
set -eu
# shellcheck source=tests/batch/batch.sh
. "$(dirname "$0")/batch.sh"

printf 'a,b\n1,2\n2,3\n' >data.csv
small small.vl.json
sed 's/"values": .*}\]}/"url": "data.csv"}/' small.vl.json >read.vl.json

# ---- Progress ----

manifest small.vl.json 3 >three.ndjson
exits 0 batch -f svg --manifest three.ndjson --out-dir figures
mentions err '3 charts in '
! grep -q "$(printf '\r')" err || complain "$command: a bar where nobody watches"
exits 0 batch -q -f svg --manifest three.ndjson --out-dir figures
[ ! -s err ] || complain "$command: -q says: $(cat err)"

if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
  slow slow.vl.json
  { manifest small.vl.json 20 && echo '{"spec": "slow.vl.json"}'; } >many.ndjson
  command="cairn batch on a terminal"
  script -qec "'$cairn' batch -f svg --manifest many.ndjson --out-dir many --timeout 0.5" /dev/null </dev/null >screen && status=0 || status=$?
  [ "$status" -eq 1 ] || complain "$command: exit code $status"
  tr '\r' '\n' <screen | grep -qE '^\[#+ *\] [0-9]+ charts, [0-9]+/s, [0-9]+:[0-5][0-9] left' ||
    complain "$command: no bar with rate and time left: $(head -c 300 screen)"
  tr '\r' '\n' <screen | tail -n 3 | grep -q '21 charts in ' || complain "$command: no sum at the end"
fi

# ---- Report ----

{ cat three.ndjson && echo '{"spec": "none.vl.json", "output": "none"}'; } >four.ndjson
exits 1 batch -f svg,pdf --manifest four.ndjson --out-dir figures --report report.ndjson
line=$(grep -F '"chart":"2"' report.ndjson)
for part in '"spec":"small.vl.json"' '"files":["figures/2.svg","figures/2.pdf"]' '"warnings":[]' '"error":null'; do
  case $line in *"$part"*) ;; *) complain "$command: no $part in $line" ;; esac
done
bytes=$(($(wc -c <figures/2.svg) + $(wc -c <figures/2.pdf)))
case $line in *"\"bytes\":$bytes,"*) ;; *) complain "$command: not $bytes bytes in $line" ;; esac
grep -F '"chart":"none"' report.ndjson | grep -qF '"files":[]' || complain "$command: $(cat report.ndjson)"

# ---- What has changed ----

# unchanged COUNT: so many of three charts are left as they are.
unchanged() {
  exits 0 batch -f svg --manifest read.ndjson --out-dir changed --changed --report report.ndjson --depfile changed.d
  count=$(grep -c '"drawn":false' report.ndjson || true)
  [ "$count" -eq "$1" ] || complain "$command: $count unchanged, not $1: $(cat report.ndjson)"
}

manifest read.vl.json 3 >read.ndjson
unchanged 0
sleep 0.02
unchanged 3
rm changed/2.svg
unchanged 2
for input in data.csv read.vl.json read.ndjson; do
  touch "$input"
  unchanged 0
  sleep 0.02
  unchanged 3
done

# ---- Dependencies, as make reads them ----

if command -v make >/dev/null; then
  printf 'changed/1.svg:\n\techo drawn again\n-include changed.d\n' >Makefile
  make -s changed/1.svg >made
  [ ! -s made ] || complain "$command: make would draw what is not older: $(cat made)"
  touch -d '1 minute' data.csv
  make -s changed/1.svg >made 2>/dev/null
  mentions made 'drawn again'
fi

# ---- Shards ----

manifest small.vl.json 20 >twenty.ndjson
for shard in 1 2 3; do
  exits 0 batch -f svg --shard "$shard/3" --manifest - --out-dir "shard$shard" <twenty.ndjson
done
[ "$(files shard1) $(files shard2) $(files shard3)" = "7 7 6" ] || complain "shards hold $(files shard1), $(files shard2) and $(files shard3) charts"
[ "$(cd shard1 && echo *)" = "1.svg 10.svg 13.svg 16.svg 19.svg 4.svg 7.svg" ] || complain "the first shard holds $(ls shard1)"

# ---- Handing out: a chart that takes long holds up none but the one behind it ----

slow slow.vl.json
{ echo '{"spec": "slow.vl.json", "output": "slow"}' && manifest small.vl.json 60; } >uneven.ndjson
exits 1 batch -f svg --manifest uneven.ndjson --out-dir uneven -j 2 --timeout 4 --report report.ndjson
before=$(sed '/"chart":"slow"/,$d' report.ndjson | wc -l)
[ "$before" -ge 59 ] || complain "$command: only $before charts were drawn beside the slow one"
holds uneven 60
# ---- Manifests as spreadsheets write them; a chart that fails is not drawn ----

for delimiter in , ';'; do
  rm -rf sheet
  printf '\357\273\277spec%soutput\nsmall.vl.json%sone\nnone.vl.json%stwo\n' "$delimiter" "$delimiter" "$delimiter" >sheet.csv
  exits 1 batch -f svg --manifest sheet.csv --out-dir sheet --report report.ndjson
  [ -s sheet/one.svg ] || complain "$command: no sheet/one.svg"
  grep '"chart":"two"' report.ndjson >two || true
  mentions two '"error":"none.vl.json: error: '
  if grep -qF '"drawn":true' two; then complain "$command: what failed is told to be drawn"; fi
done
printf 'output,who\none,Ann\n' >nameless.csv
exits 1 batch -f svg --manifest nameless.csv --out-dir sheet
mentions err 'nameless.csv:1:1: error: expected a header with "spec" or "template"'
printf 'spec,who\n,Ann\n' >nameless.csv
exits 1 batch -f svg --manifest nameless.csv --out-dir sheet
mentions err 'nameless.csv:2:1: error: this entry has no "spec"'
finish
