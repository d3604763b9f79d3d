#!/bin/sh
# test_pdf.sh PROGRAM REPOSITORY: what readers of PDF find in it: words in reading order, who made it and when, its size, the
# figure's alternative text and structure, links; and that its objects are where its table says.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/assert.sh"

for tool in qpdf pdffonts pdfinfo pdftotext; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done

# chart TITLE DESCRIPTION HREF VALUE: four bars on a page of 400 × 300 px.
chart() {
  cat <<END
{
  "\$schema": "https://vega.github.io/schema/vega-lite/v6.json",
  "title": {"text": "$1", "subtitle": "دونوں سمتیں، ملین امریکی ڈالر — Торговля, Größe"},
  "description": "$2",
  "usermeta": {"cairn": {"author": "Ayşe Öz (office)", "locale": "ur"}},
  "width": 400, "height": 300, "autosize": {"type": "fit", "contains": "padding"},
  "data": {"values": [{"a": "Москва", "v": 3}, {"a": "کراچی", "v": 7}, {"a": "Åre fi", "v": $4}]},
  "mark": "bar",
  "encoding": {
    "x": {"field": "a", "type": "nominal", "axis": {"labelAngle": 0, "title": "شہر"}},
    "y": {"field": "v", "type": "quantitative", "title": "قدر (ملین)"},
    "href": {"value": "$3"}
  }
}
END
}

# hex TEXT: as PDF's text strings in digits: UTF-16 with its mark.
hex() {
  printf 'FEFF'
  printf '%s' "$1" | iconv -f UTF-8 -t UTF-16BE | od -An -v -tx1 | tr -d ' \n' | tr a-f A-F
}

# sound FILE: a PDF without fault, with its fonts as subsets and text for all of their glyphs.
sound() {
  qpdf --check "$1" >checked 2>&1 || complain "$1: $(cat checked)"
  pdffonts "$1" | sed 1,2d >fonts
  if grep -v ' yes yes yes ' fonts; then complain "$1: these fonts are not embedded, or lack their text"; fi
}

chart 'پاکستان اور روس کے درمیان تجارت' 'Bars of “trade” (a\\b) — 貿易' 'https://example.org/a?b=1&c=(2)' 5 >words.vl.json
exits 0 render words.vl.json -o words.pdf -q
sound words.pdf

# Poppler's marks of direction are left out. It writes an Arabic comma from left to right, so the words around it are looked for.
pdftotext words.pdf - | LC_ALL=C sed 's/\xe2\x80[\xaa-\xae]//g' >text
for line in 'پاکستان اور روس کے درمیان تجارت' 'دونوں سمتیں' 'ملین امریکی ڈالر — Торговля, Größe' 'قدر (ملین)' شہر کراچی Москва 'Åre fi'; do
  mentions text "$line"
done

pdfinfo words.pdf >info
mentions info 'پاکستان اور روس کے درمیان تجارت'
grep -qE '^Author: +Ayşe Öz \(office\)$' info || complain "no author: $(cat info)"
grep -qE '^Subject: +Bars of “trade” \(a\\b\) — 貿易$' info || complain "no subject: $(cat info)"
grep -qE '^Page size: +300 x 225 pts' info || complain "400 × 300 px are not 300 × 225 points: $(cat info)"
grep -qE '^Tagged: +yes' info || complain "not tagged"
if grep -q Date info; then complain "a date without SOURCE_DATE_EPOCH: $(cat info)"; fi

SOURCE_DATE_EPOCH=1700000000 "$cairn" render words.vl.json -o dated.pdf -q
sound dated.pdf
TZ=UTC pdfinfo -isodates dated.pdf >info
mentions info 2023-11-14T22:13:20
for date in yesterday -1 1e9; do
  SOURCE_DATE_EPOCH=$date "$cairn" render words.vl.json -o misdated.pdf -q 2>err && complain "SOURCE_DATE_EPOCH=$date is taken"
  mentions err "error: SOURCE_DATE_EPOCH is \"$date\"; expected the seconds since 1970"
  [ ! -e misdated.pdf ] || complain "SOURCE_DATE_EPOCH=$date leaves a file"
  SOURCE_DATE_EPOCH=$date "$cairn" render words.vl.json -o undated.png -q || complain "a PNG has no date"
done

exits 0 render words.vl.json -o large.pdf --scale 2 -q
pdfinfo large.pdf >info
grep -qE '^Page size: +600 x 450 pts' info || complain "--scale 2 does not double the page: $(cat info)"

qpdf --qdf --object-streams=disable words.pdf plain.pdf
LC_ALL=C tr -d '\000' <plain.pdf >plain
grep -aqi "/Lang .*$(hex ur)" plain || grep -aqF '/Lang (ur)' plain || complain "the document has no language: $(grep -a Lang plain)"
qpdf --json words.pdf >objects
mentions objects '"u:Bars of “trade” (a\\b) — 貿易"'
mentions objects /Figure
mentions objects /DisplayDocTitle
pdfinfo -struct-text words.pdf >structure
mentions structure 'Figure'
mentions structure 'Москва'
[ "$(pdfinfo -url words.pdf | grep -cF 'https://example.org/a?b=1&c=%282%29')" -eq 3 ] || complain "three bars lead: $(pdfinfo -url words.pdf)"

# In Naskh the alef after a lam has no width of its own; once along the page, and once up.
sed 's/"locale": "ur"/"locale": "fa"/; s/تجارت", "sub/تجارت سلام لا محمد", "sub/; s/قدر (ملین)/الاسم بلا حل/' words.vl.json >naskh.vl.json
exits 0 render naskh.vl.json -o naskh.pdf -q
sound naskh.pdf
pdftotext naskh.pdf - >text
mentions text 'سلام لا محمد'
mentions text 'الاسم بلا حل'

# The link of a word lies on the word.
sed 's/"mark": "bar"/"mark": {"type": "text", "text": "Wort", "fontSize": 20}/' words.vl.json >linked.vl.json
exits 0 render linked.vl.json -o linked.pdf -q
sound linked.pdf
pdftotext -bbox linked.pdf boxes
[ "$(pdfinfo -url linked.pdf | grep -c example.org)" -eq 3 ] || complain "three words lead: $(pdfinfo -url linked.pdf)"
qpdf --json linked.pdf | tr -d ' \n' | grep -oE '"/Rect":\[[0-9.,]+\]' | tr -c '0-9.\n' ' ' | sort -n >rects
sed -n 's/.*xMin="\([0-9.]*\)" yMin="\([0-9.]*\)" xMax="\([0-9.]*\)" yMax="\([0-9.]*\)">Wort.*/\1 \2 \3 \4/p' boxes | sort -n >words
# A box counts down from the top of the page of 225 points, a link up from its foot.
paste rects words | awk '{middle = 225 - ($6 + $8) / 2; if ($1 > $5 + 3 || $3 < $7 - 3 || $2 > middle || $4 < middle) bad = 1} END {exit bad || NR != 3}' ||
  complain "links lie elsewhere: $(paste rects words)"

# No link to what is not allowed, none from what is not seen, and a colour over all of the page.
# shellcheck disable=SC2016 # JSON
for change in 's/https:[^"]*/javascript:alert(1)/' 's/"v": 5/"v": 0/' 's/"v": [0-9]/"v": null/g' \
  's/"mark": "bar"/"mark": {"type": "bar", "opacity": 0}/' 's/"mark": "bar"/"mark": {"type": "rect", "x": -200, "y": -200, "width": 999, "height": 999}/' \
  's/"mark": "bar"/"mark": {"type": "text", "text": "כתב العربية abc ไทย हिन्दी"}/'; do
  sed "$change" words.vl.json >changed.vl.json
  exits 0 render changed.vl.json -o changed.pdf -q --allow-dir .
  sound changed.pdf
  pdfinfo -struct-text changed.pdf >structure 2>&1
  mentions structure 'Figure'
  if pdfinfo -url changed.pdf | grep -q javascript; then complain "a link to javascript"; fi
done

for chart in "$repository"/charts/*.json; do
  exits 0 render "$chart" --allow-dir "$repository/datasets" -o chart.pdf -q
  sound chart.pdf
  exits 0 inspect --alt "$chart" --allow-dir "$repository/datasets" -q
  grep -aqF "/Alt <$(hex "$(cat out)")>" chart.pdf || complain "$chart: the figure has no alternative text"
done
finish
