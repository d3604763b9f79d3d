#!/bin/sh
# test_pdf_pictures.sh PROGRAM REPOSITORY TOOLS: what a PDF can be painted with, at 150 dots an inch: Poppler's picture, and that of
# Ghostscript where it is installed, against cairn's own bitmap. TOOLS is the folder of compare_images.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/assert.sh"
tools=$3

for tool in qpdf pdffonts pdftoppm pdftotext; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done

# chart LAYERS [PROPERTIES]: layers over seven rows, on a plot of 420 × 260 px.
chart() {
  cat <<END
{
  "\$schema": "https://vega.github.io/schema/vega-lite/v6.json",
  "width": 420, "height": 260,
  "data": {"values": [
    {"x": 0, "y": 28, "t": "fine office"}, {"x": 1, "y": 55, "t": "کراچی شہر"}, {"x": 2, "y": 43, "t": "Москва"}, {"x": 3, "y": 91, "t": "हिन्दी"},
    {"x": 4, "y": 81, "t": "áë Å"}, {"x": 5, "y": 53, "t": "עברית abc 12"}, {"x": 6, "y": 19, "t": "סוף"}
  ]},
  "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}},
  ${2:+$2,}
  "layer": [$1]
}
END
}

linear='{"gradient": "linear", "x1": 0, "y1": 0, "x2": 1, "y2": 1, "stops": [{"offset": 0, "color": "#c00"}, {"offset": 0.5, "color": "gold"}, {"offset": 0.5, "color": "navy"}, {"offset": 0.9, "color": "rgba(0,128,0,0.2)"}]}'
radial='{"gradient": "radial", "x1": 0.4, "y1": 0.5, "r1": 0.1, "x2": 0.5, "y2": 0.5, "r2": 0.6, "stops": [{"offset": 0, "color": "white"}, {"offset": 0.4, "color": "#3a7"}, {"offset": 1, "color": "#225"}]}'
opaque='{"gradient": "linear", "stops": [{"offset": 0, "color": "black"}, {"offset": 1, "color": "orange"}]}'

chart "{\"mark\": {\"type\": \"bar\", \"width\": 36, \"color\": $linear}}, {\"mark\": {\"type\": \"line\", \"strokeWidth\": 9, \"color\": $opaque}}" >gradients.vl.json
chart "{\"mark\": {\"type\": \"area\", \"color\": $radial, \"opacity\": 0.7}}" >radial.vl.json
chart '{"mark": {"type": "bar", "width": 40, "cornerRadius": 9, "fillOpacity": 0.5, "strokeOpacity": 0.4, "stroke": "black", "strokeWidth": 9}},
  {"mark": {"type": "point", "filled": true, "size": 900, "fill": "orange", "stroke": "navy", "strokeWidth": 3, "blend": "difference"}},
  {"mark": {"type": "area", "color": "teal", "blend": "multiply"}}' >blended.vl.json
chart '{"mark": {"type": "line", "strokeDash": [14, 4, 2, 4], "strokeDashOffset": 7, "strokeCap": "round", "strokeJoin": "bevel", "strokeWidth": 4, "interpolate": "monotone", "clip": true},
    "encoding": {"x": {"scale": {"domain": [0.5, 5.5]}, "field": "x", "type": "quantitative"}, "y": {"scale": {"domain": [30, 85]}, "field": "y", "type": "quantitative"}}},
  {"mark": {"type": "trail", "clip": true}, "encoding": {"size": {"field": "y", "type": "quantitative", "legend": null}}},
  {"mark": {"type": "rule", "strokeWidth": 6, "strokeCap": "square", "color": "#900"}, "encoding": {"x": {"datum": 1}, "x2": {"datum": 5}, "y": {"datum": 40}, "y2": {"datum": 50}}}' >dashes.vl.json
chart '{"mark": {"type": "text", "fontSize": 20, "angle": -30, "color": "#123"}, "encoding": {"text": {"field": "t"}}},
  {"mark": {"type": "text", "fontSize": 17, "angle": 90, "dx": 50, "fill": "gold", "stroke": "#a00", "strokeWidth": 1, "fontWeight": "bold", "opacity": 0.8}, "encoding": {"text": {"field": "t"}}}' >words.vl.json
chart '{"mark": {"type": "point", "size": 400}}' '"background": "#eef", "view": {"fill": "rgba(255, 200, 0, 0.4)", "stroke": "#444", "strokeWidth": 5, "cornerRadius": 30}, "padding": 30' >page.vl.json

# shows PICTURE: the same as cairn's bitmap. Edges of bars and where a gradient jumps are smoothed more differently than most.
shows() {
  "$tools/compare_images" "$name.png" "$1" 0.015 3 >numbers || complain "other pictures: $(cat numbers)"
}

# Outlines of CFF, where Ghostscript has brought its fonts.
fonts=/usr/share/fonts/opentype/urw-base35
cp words.vl.json cff.vl.json

for spec in *.vl.json; do
  name=${spec%.vl.json}
  set -- -q
  if [ "$name" = cff ]; then
    [ -d "$fonts" ] || continue
    set -- -q --font-dir "$fonts" --font 'Nimbus Sans'
  fi
  exits 0 render "$spec" -o "$name.pdf" "$@"
  exits 0 render "$spec" -o "$name.png" --scale 1.5625 "$@"
  qpdf --check "$name.pdf" >checked 2>&1 || complain "$name.pdf: $(cat checked)"
  pdftoppm -r 150 -png -singlefile "$name.pdf" "$name-poppler" 2>err || complain "pdftoppm: $(cat err)"
  [ ! -s err ] || complain "pdftoppm on $name.pdf: $(cat err)"
  shows "$name-poppler.png"
  command -v gs >/dev/null || continue
  gs -q -dNOPAUSE -dBATCH -dSAFER -sDEVICE=png16m -r150 -dTextAlphaBits=4 -dGraphicsAlphaBits=4 -sOutputFile="$name-gs.png" "$name.pdf" >err 2>&1 || complain "gs: $(cat err)"
  [ ! -s err ] || complain "gs on $name.pdf: $(cat err)"
  shows "$name-gs.png"
done
if [ -d "$fonts" ]; then
  pdffonts cff.pdf >embedded
  grep -q 'NimbusSans.*CID Type 0C .* yes yes yes' embedded || complain "the CFF font is not put in: $(cat embedded)"
  pdftotext cff.pdf text
  mentions text Москва
  mentions text 'fine office'
fi
finish
