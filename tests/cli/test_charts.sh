#!/bin/sh
# Every chart is drawn in every way without a word.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/assert.sh"

# draws OPTION...
draws() {
  exits 0 render "$repository"/charts/*.json --allow-dir "$repository/datasets" --out-dir figures "$@"
  [ ! -s err ] || complain "$command: $(cat err)"
}

draws -f png,svg,pdf
count=$(find "$repository/charts" -name '*.json' | wc -l)
[ "$(find figures -type f | wc -l)" -eq $((3 * count)) ] || complain "not three figures for each chart: $(ls figures)"
draws -f png --png best --scale 2 --dpi 192
draws -f svg --svg-text live --id-prefix a-
exits 0 check "$repository"/charts/*.json --allow-dir "$repository/datasets" --strict
# The pictures of docs/milestones.md, as ./dev gallery draws them.
(cd "$repository" && "$cairn" batch --manifest docs/labels/figures.csv --out-dir "$work/labels" -q >"$work/out" 2>"$work/err") ||
  complain "docs/labels: $(cat err)"
[ "$(find labels -name '*.png' | wc -l)" -eq 8 ] || complain "not the eight pictures of docs/labels"
finish
