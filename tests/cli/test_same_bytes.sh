#!/bin/sh
# The same input gives the same bytes: twice, in any zone, locale, folder, order of specs and year.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/assert.sh"

charts="$repository/charts"

# draw FOLDER SPEC...: all formats, under the environment of the caller.
draw() {
  folder=$1
  shift
  command="draw $folder"
  "$cairn" render "$@" --allow-dir "$repository/datasets" --out-dir "$folder" -f png,svg,pdf -q 2>err || complain "$command: $(cat err)"
}

# agrees FOLDER: every figure is that of first/.
agrees() {
  for figure in first/*; do
    same "$figure" "$1/${figure##*/}"
  done
}

draw first "$charts/trade.vl.json" "$charts/commitments.vl.json"
sleep 1
draw again "$charts/trade.vl.json" "$charts/commitments.vl.json"
agrees again
draw turned "$charts/commitments.vl.json" "$charts/trade.vl.json"
agrees turned
for zone in UTC Asia/Karachi America/St_Johns Pacific/Apia; do
  (TZ=$zone && export TZ && draw "zone-$zone" "$charts/trade.vl.json" "$charts/commitments.vl.json")
  agrees "zone-$zone"
done
for locale in C C.UTF-8 de_DE.UTF-8 ur_PK.UTF-8 tr_TR.UTF-8; do
  (LC_ALL=$locale LANG=$locale LANGUAGE=de && export LC_ALL LANG LANGUAGE && draw "locale-$locale" "$charts/trade.vl.json" "$charts/commitments.vl.json")
  agrees "locale-$locale"
done
(HOME=/nonexistent XDG_CACHE_HOME=/nonexistent && export HOME XDG_CACHE_HOME && draw homeless "$charts/trade.vl.json" "$charts/commitments.vl.json")
agrees homeless
cp -r "$repository/charts" "$repository/datasets" .
draw elsewhere charts/trade.vl.json charts/commitments.vl.json --allow-dir datasets
agrees elsewhere
finish
