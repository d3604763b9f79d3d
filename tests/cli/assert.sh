# What the tests of the program share; they are run as `test.sh PROGRAM REPOSITORY` and source this.
# shellcheck shell=sh disable=SC2034 # what is set here is used there

cairn=$1
repository=$2
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit
failures=0
G_DEBUG=fatal-criticals
LSAN_OPTIONS=suppressions=$repository/tests/lsan.supp:print_suppressions=0
export G_DEBUG LSAN_OPTIONS

complain() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

# run ARGUMENT...: sets `status` and fills the files out and err.
run() {
  command="cairn $*"
  status=0
  "$cairn" "$@" >out 2>err || status=$?
}

# exits CODE ARGUMENT...: the program ends with this code.
exits() {
  wanted=$1
  shift
  run "$@"
  [ "$status" -eq "$wanted" ] && return
  complain "$command: exit code $status, not $wanted"
  sed 's/^/    /' err
}

# says TEXT: the last run printed one line of errors, and this is it.
says() {
  [ "$(cat err)" = "$1" ] && return
  complain "$command:"
  printf '    wanted: %s\n    got:    %s\n' "$1" "$(cat err)"
}

# mentions FILE TEXT
mentions() {
  grep -qF -- "$2" "$1" || complain "$command: \"$2\" is not in $1"
}

# same FILE FILE
same() {
  cmp "$1" "$2" >difference 2>&1 || complain "$command: $(cat difference)"
}

skip() {
  echo "skipped: $1"
  exit 77
}

finish() {
  [ "$failures" -eq 0 ] || echo "$failures failures"
  [ "$failures" -eq 0 ]
}

# spec FILE: a small chart that reads data.csv.
spec() {
  cat >"$1" <<'END'
{
  "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
  "data": {"url": "data.csv"},
  "mark": "line",
  "encoding": {
    "x": {"field": "date", "type": "temporal"},
    "y": {"field": "value", "type": "quantitative"}
  }
}
END
}

# data FILE
data() {
  printf 'date,value\n2021-01-01,120\n2022-01-01,180\n2023-01-01,165.5\n2024-01-01,240\n' >"$1"
}
