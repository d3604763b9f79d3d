#!/bin/sh
# Progress of reading: on a terminal, after a second, and nothing anywhere else. test_progress.sh PROGRAM REPOSITORY
set -eu
cairn=$1
script -qec true /dev/null </dev/null >/dev/null 2>&1 || {
  echo "test_progress.sh: skipped: there is no script (package bsdutils), or no pseudo-terminal for it"
  exit 77
}
work=$(mktemp -d)
# Whoever still waits for a reader would keep the output open, and ctest with it.
trap 'kill $(jobs -p) 2>/dev/null || :; rm -rf "$work"' EXIT
cd "$work"

fail() {
  echo "test_progress.sh: $1" >&2
  exit 1
}

rows() {
  awk -v first="$1" -v n="$2" -v quote="$3" 'BEGIN {
    if (!first) print "time,load"
    for (i = first; i < first + n; i++) printf "%d,%s%.3f%s\n", i, quote, 40 * sin(i / 900), quote
  }'
}

# More than a second, with what can be told between.
slowly() {
  rows 0 20000 "$1"
  sleep 0.6
  rows 20000 20000 "$1"
  sleep 0.6
  rows 40000 20000 "$1"
  sleep 0.2
  rows 60000 20000 "$1"
}

# On a terminal of its own: what COMMAND shows there, into `shown`.
on_terminal() {
  timeout 20 script -q -e -c "$1" /dev/null </dev/null >shown 2>&1 || fail "$1: code $?: $(cat shown)"
}

# The command in $1 has told how fast it reads, and has taken that away again.
assert_rate() {
  tr '\r' '\n' <shown >lines
  grep -Eq '^\[[# ]{30}\] [0-9.]+ million rows, [0-9.]+ million rows/s' lines || fail "$1 shows no rate: $(cat -v shown)"
  if grep -Eq 'nan|inf' lines; then fail "$1: $(cat -v shown)"; fi
  tail -n +2 lines | grep -q "$(printf '^\033\\[K')" || fail "$1 leaves its line: $(cat -v shown)"
}

# Rows that come slowly through a pipe, while they are copied.
check_pipe() {
  mkdir "pipe$2" && cd "pipe$2"
  command="'$cairn' plot line - -x time -y load -o a.png"
  mkfifo slow
  slowly "$1" >slow &
  on_terminal "$command <slow"
  assert_rate "$command"
  slowly "$1" | sh -c "$command" 2>messages >output || fail "$command: $(cat messages)"
  [ ! -s messages ] || fail "$command tells something without a terminal: $(cat messages)"
}

# Stops whoever reads the file $1, $2 seconds after it was opened, for a second: that makes the read a long one. It must not be
# the shell of `script`, which would stop itself, too.
hold_up() {
  pid=
  for attempt in $(seq 200); do
    pid=$(find /proc/[0-9]*/fd -lname "$1" 2>/dev/null | sed -n '1s:^/proc/\([0-9]*\)/.*:\1:p')
    [ -z "$pid" ] || break
  done
  sleep "$2"
  [ -n "$pid" ] && kill -STOP "$pid" 2>/dev/null || return 0
  sleep 1.1
  kill -CONT "$pid"
}

# `render` and `batch` read a file, which has quotes, so that it takes a while. The reader may be found too early, before it has
# begun to count, or on a busy machine too late, when there is nothing left to tell; so it is tried several times.
check_file() {
  mkdir "$1" && cd "$1"
  { echo time,load && yes '1,"2"' | head -4000000; } >many.csv
  printf '%s\n' '{"data": {"url": "many.csv"}, "mark": "line", "encoding": {' \
    '"x": {"field": "time", "type": "quantitative"}, "y": {"field": "load", "type": "quantitative"}}}' >many.vl.json
  for delay in 0.1 0 0.2 0.05 0.3 0.4; do
    hold_up "$(pwd)/many.csv" $delay &
    on_terminal "$2 || exit"
    wait $!
    if tr '\r' '\n' <shown | grep -Eq "$3"'[0-9.]+ million rows, [0-9.]+ million rows/s'; then return; fi
  done
  fail "$2 shows no rate: $(cat -v shown)"
}

pids=
(check_file render "'$cairn' render many.vl.json -o many.png" '^\[[# ]{30}\] ') & pids="$pids $!"
(check_file batch "'$cairn' batch many.vl.json --out-dir . -f png" '^\[[# ]{30}\] 0 charts, .*, reading: ') & pids="$pids $!"
(check_pipe '' -plain) & pids="$pids $!"
(check_pipe '"' -quoted) & pids="$pids $!"
for pid in $pids; do
  wait "$pid" || exit 1
done

# In less than a second there is nothing to tell.
rows 0 1000 '' >few.csv
on_terminal "'$cairn' plot line few.csv -x time -y load -o few.png"
! grep -q 'million rows' shown || fail "a short read shows progress: $(cat -v shown)"
