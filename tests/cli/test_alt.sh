#!/bin/sh
# The alternative text: printed, and the same in every format.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/assert.sh"

data data.csv
spec good.vl.json
sed 's/^{/{"description": "Told by <its> \& author.",/' good.vl.json >told.vl.json
sentences='Line chart of value by date, 2021 to 2024. Rises from 120 (2021) to 240 (2024), with setbacks.'

# prints TEXT ARGUMENT...
prints() {
  text=$1
  shift
  exits 0 "$@"
  [ "$(cat out)" = "$text" ] || complain "$command printed: $(cat out)"
}

prints "$sentences" inspect --alt good.vl.json
prints "$sentences" plot line data.csv -x date -y value --alt
prints 'Told by <its> & author.' inspect --alt told.vl.json
prints 'Liniendiagramm: value nach date, 2021 bis 2024. Steigt von 120 (2021) auf 240 (2024), mit Rückschlägen.' inspect --alt good.vl.json --locale de-AT
exits 1 inspect --alt nowhere.vl.json

# The spec that plot would draw keeps the language.
exits 0 plot line data.csv -x date -y value --locale ur --emit-spec
cp out urdu.vl.json
"$cairn" inspect --alt urdu.vl.json --allow-dir . >out
mentions out 'لکیری چارٹ'
exits 2 plot line data.csv -x date -y value --locale klingon --emit-spec

# carried TEXT FOLDER NAME: the files have it.
carried() {
  for svg in "$2/$3.svg" "$2/$3-live.svg"; do
    if command -v xmllint >/dev/null; then
      [ "$(xmllint --xpath 'string(//*[local-name()="desc"])' "$svg")" = "$1" ] || complain "$svg: $(grep -o '<desc.*' "$svg")"
    else
      grep -q '<desc' "$svg" || complain "$svg has no description"
    fi
  done
  mentions "$2/$3.png" "$1"
  ! command -v pdfinfo >/dev/null || [ "$(pdfinfo "$2/$3.pdf" | sed -n 's/^Subject: *//p')" = "$1" ] || complain "$2/$3.pdf: $(pdfinfo "$2/$3.pdf")"
}

for name in good told; do
  text=$("$cairn" inspect --alt "$name.vl.json")
  exits 0 render "$name.vl.json" --out-dir drawn -f png,svg,pdf
  exits 0 render "$name.vl.json" -o "drawn/$name-live.svg" --svg-text live
  carried "$text" drawn "$name"
  exits 0 batch "$name.vl.json" --out-dir batch -f png,svg,pdf
  cp "drawn/$name-live.svg" batch/
  carried "$text" batch "$name"
done
finish
