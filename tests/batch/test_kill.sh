#!/bin/sh
# A batch that is killed 200 times, over new and over old files, leaves whole files and nothing else; Ctrl-C does too.
set -eu
# shellcheck source=tests/batch/batch.sh
. "$(dirname "$0")/batch.sh"

small small.vl.json
manifest small.vl.json 400 >manifest.ndjson
# The moments are the same in every run: 20 to 89 ms after the start.
for round in $(seq 200); do
  # Workers of the round before may still be ending, each with a last file.
  [ $((round % 20)) -ne 1 ] || rm -rf figures || { sleep 0.5 && rm -rf figures; }
  begin -q -f svg --manifest manifest.ndjson --out-dir figures -j 2
  sleep "0.0$((20 + round * 37 % 70))"
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
