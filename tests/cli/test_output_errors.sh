#!/bin/sh
# Outputs that cannot be written, in each format by each command: one message, exit code 3, the old file as it was.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/assert.sh"

data data.csv
spec good.vl.json

# one_message: the last command said one thing that is wrong, and ended with 3.
one_message() {
  [ "$status" -eq 3 ] || complain "$command: exit code $status, not 3: $(cat err)"
  [ "$(grep -c 'error: ' err)" -eq 1 ] || complain "$command: not one message: $(cat err)"
  mentions err "$1"
}

# refused TEXT FORMAT FILE: render and plot to this file.
refused() {
  run render good.vl.json -f "$2" -o "$3"
  one_message "$1"
  run plot line data.csv -x date -y value -f "$2" -o "$3"
  one_message "$1"
}

for format in png svg pdf; do
  # ---- No room ----
  if [ -w /dev/full ]; then
    refused '/dev/full: error: cannot write: No space left on device' "$format" /dev/full
    for of in "render good.vl.json" "plot line data.csv -x date -y value"; do
      command="cairn $of -o - >/dev/full"
      status=0
      # shellcheck disable=SC2086 # words without spaces
      "$cairn" $of -f "$format" -o - >/dev/full 2>err || status=$?
      one_message '<stdout>: error: '
    done
  fi

  # ---- A file that may not grow ----
  command="cairn render with ulimit -f"
  status=0
  (ulimit -f 1 && exec "$cairn" render good.vl.json --scale 4 -o "limited.$format") 2>err || status=$?
  one_message "limited.$format: error: cannot write: File too large"
  [ ! -e "limited.$format" ] || complain "$command: it left a file"

  # ---- A reader that has gone: both ends of a pipe are opened, and that of the reader is closed ----
  [ -p pipe ] || mkfifo pipe
  for of in "render good.vl.json" "plot line data.csv -x date -y value"; do
    command="cairn $of | (closed)"
    status=0
    # shellcheck disable=SC2086
    (exec 4<>pipe 5>pipe 4<&- && exec "$cairn" $of -f "$format" -o - >&5) 2>err || status=$?
    one_message '<stdout>: error: cannot write: Broken pipe'
  done

  # ---- What the chart is made of ----
  cp data.csv data.before
  cp good.vl.json spec.before
  ln -sf data.csv "link.$format"
  for target in data.csv "link.$format" "$PWD/data.csv" ./good.vl.json; do
    run render good.vl.json -f "$format" -o "$target"
    one_message "$target: error: the chart is read from this file"
  done
  run plot line data.csv -x date -y value -f "$format" -o data.csv
  one_message 'data.csv: error: the chart is read from this file'
  mkdir -p "self/$format"
  cp data.csv "self/$format/"
  sed "s/data.csv/drawn.$format/" good.vl.json >"self/$format/drawn.vl.json"
  cp data.csv "self/$format/drawn.$format"
  run batch "self/$format/drawn.vl.json" --out-dir "self/$format" -f "$format"
  [ "$status" -ne 0 ] || complain "$command: the data were overwritten"
  same "self/$format/drawn.$format" data.csv
  same data.csv data.before
  same good.vl.json spec.before

  # ---- A folder that is not there, that is a file, that vanishes while the chart is made ----
  refused 'no/folder' "$format" "no/folder/chart.$format"
  refused 'data.csv/chart' "$format" "data.csv/chart.$format"
  run batch good.vl.json --out-dir data.csv -f "$format"
  one_message 'data.csv: error: cannot make the folder'
  mkdir gone
  rm -f feed
  mkfifo feed
  command="cairn plot into a folder that vanishes"
  "$cairn" plot line - -x date -y value -o "gone/chart.$format" <feed 2>err &
  exec 6>feed
  rmdir gone
  cat data.csv >&6
  exec 6>&-
  status=0
  wait $! || status=$?
  one_message "gone/chart.$format: error: cannot write: No such file or directory"
  command="cairn batch into a folder that becomes a file"
  "$cairn" batch --manifest - --out-dir gone -f "$format" <feed 2>err &
  exec 6>feed
  while [ ! -d gone ]; do sleep 0.01; done
  rmdir gone
  : >gone
  echo '{"spec": "good.vl.json"}' >&6
  exec 6>&-
  status=0
  wait $! || status=$?
  one_message 'gone: error: cannot make the folder'
  rm gone
done

# ---- Folders and files that may not be written: root may, so another user tries ----

mkdir locked
for format in png svg pdf; do
  echo "the old $format" >"locked/good.$format"
  cp "locked/good.$format" "old.$format"
done
chmod 755 .
chmod 644 data.csv good.vl.json
chmod 555 locked
as_user=
if [ "$(id -u)" -eq 0 ]; then
  command -v setpriv >/dev/null && as_user="setpriv --reuid=65534 --regid=65534 --clear-groups" || as_user=none
  [ "$as_user" = none ] || $as_user "$cairn" check "$PWD/good.vl.json" 2>/dev/null || as_user=none
fi
if [ "$as_user" = none ]; then
  echo "not tried: locked folders, as this is root and no other user can run the program"
else
  for format in png svg pdf; do
    for of in "render good.vl.json -f $format -o locked/good.$format" "render good.vl.json -f $format --out-dir locked" \
      "plot line data.csv -x date -y value -f $format -o locked/good.$format" "batch good.vl.json --out-dir locked -f $format"; do
      command="cairn $of, locked"
      status=0
      # shellcheck disable=SC2086
      $as_user "$cairn" $of 2>err || status=$?
      one_message "locked/good.$format: error: cannot write: Permission denied"
      same "locked/good.$format" "old.$format"
    done
  done
  [ "$(find locked -type f | wc -l)" -eq 3 ] || complain "something is left: $(ls -A locked)"
fi
for format in png svg pdf; do
  [ -d /sys/kernel ] && refused "/sys/kernel/chart.$format: error: cannot write" "$format" "/sys/kernel/chart.$format"
done

# ---- A batch goes on: what is wrong with one output is told, the others are drawn ----

mkdir -p mixed/good.png
cp good.vl.json other.vl.json
run batch good.vl.json other.vl.json --out-dir mixed -f png
one_message 'mixed/good.png: error: cannot write: Is a directory'
[ -s mixed/other.png ] || complain "$command: the other chart was not drawn"
finish
