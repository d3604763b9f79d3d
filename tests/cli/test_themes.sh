#!/bin/sh
# Themes in files: where they are looked for, what they lie over, what is wrong with them.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/assert.sh"

data data.csv
spec='"data":{"url":"data.csv"},"mark":"line","encoding":{"x":{"field":"date","type":"temporal"},"y":{"field":"value","type":"quantitative"}}'
echo "{$spec}" >plain.vl.json
mkdir -p house other
echo '{"extends":"report","font":"Liberation Serif","line":{"color":"#c0392b"},"axis":{"labelColor":"#123456"}}' >house/style.json
printf 'line:\n  color: "#c0392b"\n' >style.yaml

# By option: relative to the working folder, for each command.
exits 0 render plain.vl.json --theme house/style.json --svg-text live -o option.svg
mentions option.svg '#c0392b'
mentions option.svg '#123456'
mentions option.svg 'Liberation Serif'
exits 0 inspect plain.vl.json --theme style.yaml
mentions out '#c0392b'
exits 0 plot line data.csv -x date -y value --theme house/style.json --svg-text live -o plot.svg
mentions plot.svg '#c0392b'

# Over the theme that it extends, and over Vega's where it does not say; the spec's own config comes last.
exits 0 render plain.vl.json --theme report -o report.png
echo '{"extends":"report"}' >as-report.json
exits 0 render plain.vl.json --theme as-report.json -o as-report.png
same report.png as-report.png
exits 0 render plain.vl.json -o vega.png
echo '{}' >as-vega.json
exits 0 render plain.vl.json --theme as-vega.json -o as-vega.png
same vega.png as-vega.png
echo "{\"config\":{\"line\":{\"color\":\"#00aa55\"}},$spec}" >own.vl.json
exits 0 inspect own.vl.json --theme house/style.json
mentions out '#00aa55'
if grep -qF '#c0392b' out; then complain "$command: the theme comes before the spec"; fi

# By the spec: relative to it, and nowhere else; it comes before the option.
echo "{\"usermeta\":{\"cairn\":{\"theme\":\"style.json\"}},$spec}" | sed 's/data.csv/..\/data.csv/' >house/named.vl.json
exits 0 inspect house/named.vl.json --allow-dir . --theme vega
mentions out '#c0392b'
sed 's/style.json/..\/style.yaml/' house/named.vl.json >house/outside.vl.json
cp data.csv house/
sed -i 's/..\/data.csv/data.csv/' house/outside.vl.json
exits 1 check house/outside.vl.json
mentions err "house/outside.vl.json:1:31: error: '../style.yaml' lies outside the folder of the spec"
exits 0 check house/outside.vl.json --allow-dir .

# What is wrong has its place in the theme.
printf '{\n  "axis": {"labelColour": "red"}\n}\n' >wrong.json
exits 1 render plain.vl.json --theme wrong.json -o wrong.png
mentions err 'wrong.json:2:12: error: '
mentions err 'did you mean "labelColor"?'
printf '{"mark":"line"}' >spec.json
exits 1 render plain.vl.json --theme spec.json -o wrong.png
mentions err 'spec.json:1:'
echo '{"extends":"economist"}' >extends.json
exits 1 render plain.vl.json --theme extends.json -o wrong.png
mentions err 'no theme is named "economist"; there are "vega" and "report"'
echo '{"extends":3}' >number.json
exits 1 render plain.vl.json --theme number.json -o wrong.png
mentions err 'number.json:1:12: error: "extends" takes the name of a theme'
exits 1 render plain.vl.json --theme none.json -o wrong.png
mentions err 'none.json: error: '
exits 1 render plain.vl.json --theme none -o wrong.png
mentions err 'no theme is named "none"; there are "vega" and "report", and files that end in .json or .yaml'
[ ! -e wrong.png ] || complain "a wrong theme left a file"

# A batch draws again what is older than its theme.
exits 0 batch plain.vl.json --out-dir out-dir --theme house/style.json --changed --depfile deps
mentions deps 'house/style.json'
touch -d '2001-01-01' house/style.json plain.vl.json data.csv
exits 0 batch plain.vl.json --out-dir out-dir --theme house/style.json --changed --report report.ndjson
before=$(stat -c %y out-dir/plain.png)
touch house/style.json
sleep 0.05
exits 0 batch plain.vl.json --out-dir out-dir --theme house/style.json --changed
[ "$before" != "$(stat -c %y out-dir/plain.png)" ] || complain "$command: the chart is not drawn again"
finish
