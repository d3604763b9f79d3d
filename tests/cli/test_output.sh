#!/bin/sh
# Output files: written in one step, left as they were when something is wrong; standard output.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/assert.sh"

data data.csv
spec good.vl.json
sed 's/"value"/"valeu"/' good.vl.json >bad.vl.json

# no_leftovers FOLDER N: the folder holds these many files, hidden ones included.
no_leftovers() {
  [ "$(find "$1" -type f | wc -l)" -eq "$2" ] || complain "$command: files in $1: $(ls -A "$1")"
}

# ---- A failing spec leaves the old file ----

mkdir old
for format in png svg pdf; do
  echo "the old $format" >"old/chart.$format"
  cp "old/chart.$format" "before.$format"
  exits 1 render bad.vl.json -o "old/chart.$format"
  same "old/chart.$format" "before.$format"
done
exits 1 plot line data.csv -x date -y valeu -o old/chart.png
same old/chart.png before.png
no_leftovers old 3
for format in png svg pdf; do
  exits 0 render good.vl.json -o "old/chart.$format"
  ! cmp -s "old/chart.$format" "before.$format" || complain "$command: the old file is still there"
done
no_leftovers old 3

# ---- Mode ----

(umask 027 && "$cairn" render good.vl.json -o fresh.png)
[ "$(stat -c %a fresh.png)" = 640 ] || complain "a new file has not the mode of the umask: $(stat -c %a fresh.png)"

# ---- What cannot be written ----

if [ -w /dev/full ]; then
  for format in png svg pdf; do
    exits 3 render good.vl.json -f "$format" -o /dev/full
    mentions err '/dev/full: error: '
    status=0
    "$cairn" render good.vl.json -f "$format" -o - >/dev/full 2>err || status=$?
    command="cairn render -f $format -o - >/dev/full"
    [ "$status" -eq 3 ] || complain "$command: exit code $status, not 3"
    [ "$(wc -l <err)" -eq 1 ] || complain "$command: not one line: $(cat err)"
  done
  status=0
  "$cairn" inspect good.vl.json >/dev/full 2>err || status=$?
  [ "$status" -eq 3 ] || complain "inspect >/dev/full: exit code $status, not 3"
fi
exits 3 render good.vl.json -o no/such/folder/chart.png
mentions err 'no/such/folder'
mkdir folder.png
exits 3 render good.vl.json -o folder.png
mentions err 'folder.png: error: '
exits 3 render good.vl.json --out-dir data.csv
mkdir locked
echo old >locked/chart.png
chmod 555 locked
if ! touch locked/probe 2>/dev/null; then
  exits 3 render good.vl.json -o locked/chart.png
  [ "$(cat locked/chart.png)" = old ] || complain "a locked folder's file changed"
fi
chmod 755 locked
rm -f locked/probe
no_leftovers locked 1

# A full disk: a file may not grow past 1 KiB here, and the signal of that is ignored.
echo old >small.png
status=0
(trap '' XFSZ && ulimit -f 1 && exec "$cairn" render good.vl.json -o small.png) 2>err || status=$?
[ "$status" -eq 3 ] || complain "no room: exit code $status, not 3"
[ "$(cat small.png)" = old ] || complain "no room: the old file changed"
[ "$(find . -maxdepth 1 -name '*small*' | wc -l)" -eq 1 ] || complain "no room: something is left: $(ls -A)"

# A reader that goes away.
mkfifo pipe
: <pipe &
status=0
"$cairn" inspect good.vl.json >pipe 2>err || status=$?
[ "$status" -eq 0 ] || [ "$status" -eq 3 ] || complain "a closed pipe: exit code $status"

# ---- Standard output ----

for format in png svg pdf; do
  exits 0 render good.vl.json -f "$format" -o -
  exits 0 render good.vl.json -o "file.$format"
  "$cairn" render good.vl.json -f "$format" -o - >piped
  same piped "file.$format"
done
exits 2 render good.vl.json -o - -f gif
[ "$(head -c 8 file.png | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ] || complain "file.png is no PNG"
[ "$(head -c 5 file.pdf)" = %PDF- ] || complain "file.pdf is no PDF"
grep -q '<svg' file.svg || complain "file.svg is no SVG"

# Of many charts the one that is too large is told.
exits 1 render good.vl.json -f png -o large.png --scale 900
mentions err 'good.vl.json: error: a bitmap of '
[ ! -e large.png ] || complain "$command: large.png is there"
finish
