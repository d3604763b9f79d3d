# What the tests of `cairn batch` share: charts, manifests and running batches.
# shellcheck shell=sh disable=SC2034 # what is set here is used there
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/../cli/assert.sh"

# small FILE: a chart that is drawn in a millisecond.
small() {
  printf '%s' '{"width": 60, "height": 40, "params": [{"name": "title", "value": "none"}], "title": {"text": {"expr": "title"}},
    "data": {"values": [{"a": 1, "b": 2}, {"a": 2, "b": 3}]}, "mark": "line",
    "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"}}}' >"$1"
}

# slow FILE: a chart that takes minutes, in little memory.
slow() {
  smooth='{"loess": "x", "on": "x", "bandwidth": 1}'
  for _ in 1 2 3 4 5 6 7; do
    smooth="$smooth, $smooth"
  done
  printf '%s' "{\"data\": {\"sequence\": {\"start\": 0, \"stop\": 20000, \"as\": \"x\"}},
    \"transform\": [$smooth], \"mark\": \"line\",
    \"encoding\": {\"x\": {\"field\": \"x\", \"type\": \"quantitative\"}, \"y\": {\"field\": \"x\", \"type\": \"quantitative\"}}}" >"$1"
}

# large FILE: a chart that takes a hundred megabytes.
large() {
  printf '%s' '{"data": {"sequence": {"start": 0, "stop": 2000000, "as": "x"}}, "mark": "point",
    "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "x", "type": "quantitative"}}}' >"$1"
}

# manifest SPEC COUNT: entries with a title and the outputs 1 to COUNT.
manifest() {
  seq "$2" | sed "s/.*/{\"spec\": \"$1\", \"output\": \"&\", \"title\": \"chart &\"}/"
}

# files FOLDER: how many there are, hidden ones included.
files() {
  find "$1" -type f | wc -l
}

# holds FOLDER COUNT
holds() {
  [ "$(files "$1")" -eq "$2" ] || complain "$command: $1 holds $(files "$1") files, not $2: $(ls -A "$1")"
}

# whole FOLDER: all its files are SVGs with an end, and nothing else is there.
whole() {
  for file in "$1"/* "$1"/.[!.]*; do
    [ -e "$file" ] || continue
    case $file in
    *.svg) [ "$(tail -c 7 "$file")" = "</svg>" ] || complain "$command: $file is not whole" ;;
    *) complain "$command: $file is left" ;;
    esac
  done
}

# begin ARGUMENT...: starts a batch in the background, as process $batch.
begin() {
  command="cairn batch $*"
  "$cairn" batch "$@" >out 2>err &
  batch=$!
}

# end CODE: the batch ends with this code.
end() {
  status=0
  wait "$batch" || status=$?
  [ "$status" -eq "$1" ] && return
  complain "$command: exit code $status, not $1"
  sed 's/^/    /' err
}

# await TEXT FILE: until the file holds a line with this text.
await() {
  tries=0
  until grep -qsF -- "$1" "$2"; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || { complain "$command: no \"$1\" in $2" && break; }
    sleep 0.05
  done
}

# workers: the processes that draw for $batch.
workers() {
  cat "/proc/$batch/task/$batch/children" 2>/dev/null || true
}

# busy: waits until a worker has drawn for a tenth of a second at one chart, and sets $worker to it.
busy() {
  tries=0 worker=
  while [ -z "$worker" ] && [ "$tries" -lt 600 ] && kill -0 "$batch"; do
    tries=$((tries + 1))
    sleep 0.05
    for process in $(workers); do
      # The 14th field is the time spent in the program, in hundredths of a second.
      [ "$(cut -d ' ' -f 14 "/proc/$process/stat")" -lt 10 ] || worker=$process
    done
  done
  [ -n "$worker" ] && return
  complain "$command: no worker is busy: $(cat err)"
  finish
  exit 1
}
