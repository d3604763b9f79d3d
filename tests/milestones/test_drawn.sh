#!/bin/sh
# The boxes that `cairn inspect` reports are the boxes that are drawn, within 1 px: in PNG, in both kinds of SVG and in
# PDF, for labels on one line and on several, in the key, and in scripts from right to left.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/../cli/assert.sh"
compare=$3/compare_labels

# figure ANNOTATION WIDTH TEXT...: a chart in figure.vl.json with these milestones, each in a colour of its own, on a grey line.
figure() {
  annotation=$1 width=$2 events='' i=0
  shift 2
  for text; do
    color=$(printf '%s\n' '#ff0000' '#0000ff' '#00a000' '#ff00ff' '#00a0ff' '#ff7800' '#7800ff' '#007878' | sed -n "$((i + 1))p")
    events="$events${events:+,}{\"x\":$((10 * i + 5)),\"t\":\"$text\",\"c\":\"$color\"}"
    i=$((i + 1))
  done
  cat >figure.vl.json <<END
{"usermeta": {"cairn": {"theme": "report", "milestones": "events", "annotation": "$annotation"}}, "width": $width, "height": 300,
 "layer": [
  {"data": {"values": [{"x": 0, "y": 1}, {"x": 40, "y": 5}, {"x": 80, "y": 2}]}, "mark": {"type": "line", "color": "#999999"},
   "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}}},
  {"name": "events", "data": {"values": [$events]}, "mark": {"type": "text", "fontSize": 11},
   "encoding": {"x": {"field": "x", "type": "quantitative"}, "text": {"field": "t"}, "color": {"field": "c", "type": "nominal", "scale": null}}}
 ]}
END
}

# drawn_as FIGURE.png HOW
drawn_as() {
  "$compare" "$1" scene.json >difference 2>&1 || complain "$annotation, $2: $(cat difference)"
}

# drawn SVG_TEXT...: figure.vl.json in every format, SVG with texts of these kinds.
drawn() {
  exits 0 inspect figure.vl.json
  mv out scene.json
  exits 0 render figure.vl.json -o figure.png --scale 4
  drawn_as figure.png png
  if command -v rsvg-convert >/dev/null; then
    for text; do
      exits 0 render figure.vl.json -o figure.svg --svg-text "$text"
      rsvg-convert -z 4 -o svg.png figure.svg
      drawn_as svg.png "svg, $text"
    done
  fi
  if command -v pdftoppm >/dev/null; then
    exits 0 render figure.vl.json -o figure.pdf
    pdftoppm -png -r 384 -singlefile figure.pdf pdf
    drawn_as pdf.png pdf
  fi
}

for annotation in callout lanes key; do
  figure "$annotation" 600 'dagp' 'dagp dagp dagp' 'dagp dagp dagp dagp dagp dagp dagp dagp' 'Highly paid' 'dagp'
  drawn live outline
done
# Narrow, so that they wrap.
figure auto 300 'dagp dagp dagp dagp dagp' 'dagp dagp dagp dagp dagp dagp' 'dagp dagp dagp' 'dagp dagp dagp dagp dagp dagp'
drawn live outline
# Which weight of a font for Urdu a viewer of live text takes is up to fontconfig there.
for annotation in callout key; do
  figure "$annotation" 600 'پاکستان روس' 'Договор подписан в Москве' 'نئی فیکٹری کا افتتاح شمال میں ہوا' 'مصنع جديد في الشمال' 'ข้อตกลงการค้า'
  drawn outline
done
finish
