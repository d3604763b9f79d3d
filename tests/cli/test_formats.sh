#!/bin/sh
# test_formats.sh PROGRAM REPOSITORY TOOLS: every chart in every format is well-formed, carries its fonts and words, and shows the same
# picture. TOOLS is the folder of compare_images and scene_texts.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/assert.sh"
tools=$3

for tool in xmllint pdffonts pdftotext pdftoppm rsvg-convert; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done

# squeezed: without white space, where painters break lines and words as they like, nor the spaces that do not break, nor the marks by which
# Poppler tells the direction of words.
squeezed() {
  tr -d ' \t\n\r\f' | LC_ALL=C sed 's/\xc2\xa0//g; s/\xe2\x80[\xaa-\xae]//g'
}

# has_script BYTES: has texts a letter that begins with one of these bytes?
has_script() {
  LC_ALL=C grep -q "[$(printf "$1")]" texts
}

# has_words FILE TEXTS: each line of TEXTS is in FILE.
has_words() {
  while IFS= read -r text; do
    wanted=$(printf '%s' "$text" | squeezed)
    [ -n "$wanted" ] || continue
    grep -qF -- "$wanted" "$1" || complain "$1: the words \"$text\" are not there"
  done <"$2"
}

# shows_same A.png B.png
shows_same() {
  "$tools/compare_images" "$1" "$2" >numbers || complain "other pictures: $(cat numbers)"
}

for chart in "$repository"/charts/*.json; do
  name=$(basename "$chart" .vl.json)
  exits 0 render "$chart" --allow-dir "$repository/datasets" --out-dir . -f png,svg,pdf -q
  exits 0 render "$chart" --allow-dir "$repository/datasets" -o "$name-live.svg" --svg-text live -q
  exits 0 inspect "$chart" --allow-dir "$repository/datasets" -q
  "$tools/scene_texts" <out >texts
  [ -s texts ] || complain "$name has no texts"

  for svg in "$name" "$name-live"; do
    xmllint --noout "$svg.svg" 2>err || complain "$svg.svg: $(cat err)"
    xmllint --xpath 'string(/)' "$svg.svg" | squeezed >"$svg.svg.words"
    has_words "$svg.svg.words" texts
    if grep -qE '<script|<foreignObject|(href|src)="(https?:|//|file:)' "$svg.svg"; then complain "$svg.svg refers to the outside"; fi
    grep -q '<title' "$svg.svg" || complain "$svg.svg has no <title>"
  done

  # pdffonts: name, type, encoding, and then emb, sub, uni, object ID.
  pdffonts "$name.pdf" | sed 1,2d >fonts
  [ -s fonts ] || complain "$name.pdf has no fonts"
  while read -r font rest; do
    case $rest in
    *" yes yes "*) ;;
    *) complain "$name.pdf: $font is not embedded as a subset: $rest" ;;
    esac
  done <fonts
  pdftotext -raw -enc UTF-8 "$name.pdf" - | squeezed >"$name.pdf.words"
  has_words "$name.pdf.words" texts

  rsvg-convert "$name.svg" -o "$name-by-rsvg.png"
  rsvg-convert "$name-live.svg" -o "$name-live-by-rsvg.png"
  pdftoppm -r 96 -png -singlefile "$name.pdf" "$name-by-poppler"
  shows_same "$name.png" "$name-by-rsvg.png"
  # librsvg spaces small letters of other scripts its own way, and knows no textLength: tests/browser looks at these.
  has_script '\320\321\330\331\332\333' || shows_same "$name.png" "$name-live-by-rsvg.png"
  shows_same "$name.png" "$name-by-poppler.png"
done

mentions trade-live.svg '<title>Year: 2003; value: 92'

# Live text needs at most a third of the bytes of outlines, even with its fonts put in.
printf '%-20s %10s %10s %12s\n' bytes outline live 'with fonts'
for chart in "$repository"/charts/*.json; do
  name=$(basename "$chart" .vl.json)
  exits 0 render "$chart" --allow-dir "$repository/datasets" -o "$name-fonts.svg" --svg-text live --embed-fonts -q
  xmllint --noout "$name-fonts.svg" 2>err || complain "$name-fonts.svg: $(cat err)"
  outline=$(wc -c <"$name.svg") live=$(wc -c <"$name-live.svg") fonts=$(wc -c <"$name-fonts.svg")
  printf '%-20s %10d %10d %12d\n' "$name" "$outline" "$live" "$fonts"
  [ $((3 * live)) -le "$outline" ] || complain "$name-live.svg is too large"
  # Nastaliq has hundreds of rules for where its letters stand: with them the file is about half as large.
  share=3
  ! grep -q Nastaliq "$name-live.svg" || share=1
  [ $((share * fonts)) -le "$outline" ] || complain "$name-fonts.svg is too large"
done

# The comparison itself: charts that differ a little do not pass as the same.
mkdir charts
cp -r "$repository/datasets" .
for change in 's/#1f5a8a/#aaaaaa/' 's/"domain": \[0, 1200\]/"domain": [0, 1250]/'; do
  sed "$change" "$repository/charts/trade.vl.json" >charts/changed.vl.json
  exits 0 render charts/changed.vl.json --allow-dir datasets -o changed.png -q
  if "$tools/compare_images" trade.png changed.png >numbers; then complain "$change passes as the same: $(cat numbers)"; fi
done
finish
