#!/bin/sh
# A batch that is killed 200 times, over new and over old files, leaves whole files and nothing else; Ctrl-C does too.
set -eu
# shellcheck source=tests/batch/batch.sh
. "$(dirname "$0")/batch.sh"

small small.vl.json
manifest small.vl.json 400 >manifest.ndjson
# From the start of a batch to its first charts takes `first` ms on this machine, as it is loaded now.
start=$(date +%s%N)
"$cairn" batch -q -f svg small.vl.json --out-dir first -j 2
first=$((($(date +%s%N) - start) / 1000000))
# The moments: from a half of that to two and a half times as much.
for round in $(seq 200); do
  # Workers of the round before may still be ending, each with a last file.
  [ $((round % 20)) -ne 1 ] || rm -rf figures || { sleep 0.5 && rm -rf figures; }
  begin -q -f svg --manifest manifest.ndjson --out-dir figures -j 2
  moment=$((first / 2 + first * (round * 37 % 70) / 35))
  sleep "$((moment / 1000)).$(printf %03d $((moment % 1000)))"
  kill -KILL "$batch" 2>/dev/null || true
  wait "$batch" 2>/dev/null || true
done
# The workers end by themselves.
sleep 0.5
[ "$(files figures)" -gt 0 ] || complain "no batch came far enough to draw anything"
whole figures

for number in INT TERM; do
  rm -rf figures
  slow slow.vl.json
  { manifest small.vl.json 20 && echo '{"spec": "slow.vl.json"}'; } >stopped.ndjson
  begin -f svg --manifest stopped.ndjson --out-dir figures --report report.ndjson --depfile figures.d
  busy
  kill "-$number" "$batch"
  case $number in INT) end 130 ;; TERM) end 143 ;; esac
  whole figures
  [ ! -e figures.d ] && [ ! -e figures.d.unfinished ] || complain "$command: a depfile of a stopped batch is left"
  [ ! -e "/proc/$worker" ] || complain "$command: a worker is left"
done
finish
