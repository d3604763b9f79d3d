#!/bin/sh
# test_browser.sh PROGRAM REPOSITORY DEVTOOLS WRITE_ATTACKS COMPARE_IMAGES: SVG in the pages of a real browser. 20 charts in one page, each with outlines and with live
# text: no id twice, no pixel changed by the company or by a page's own style; words found, selected and in their places; titles and
# descriptions told; enough contrast on dark pages; letters put into the file; hostile texts that stay texts. With CAIRN_KEEP_PICTURES=DIR the pictures are left there.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/../cli/assert.sh"
here=$repository/tests/browser
devtools=$3
write_attacks=$4
compare_images=$5

browser=
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null && browser=$name && break
done
[ -n "$browser" ] || skip "no chromium is installed"

# browse FONTS: does what standard input says (see devtools.c); its output goes to `said`.
browse() {
  ${1:+env FONTCONFIG_FILE="$work/$1"} timeout 100 "$devtools" "$browser" --no-sandbox --disable-gpu --disable-lcd-text --hide-scrollbars --allow-file-access-from-files \
    --user-data-dir="$work/profile" >said 2>browser.log || complain "the browser failed: $(grep -a devtools: browser.log || tail -n 3 browser.log)"
}

# all_well: no check of the last page has complained.
all_well() {
  if grep -q . said; then complain "$(grep . said | head -n 20)"; fi
}

# page FILE [ATTRIBUTE...]: begins a page; body is to follow.
page() {
  file=$1
  shift
  printf '<!doctype html><html %s><meta charset="utf-8"><style>body{margin:0}.chart svg,.chart iframe{display:block;border:0}.chart{float:left}</style><script src="%s/checks.js"></script>\n' "$*" "$here" >"$file"
}

# inlined PAGE SVG, framed PAGE SVG: adds the chart to the page, as a part of it or as a document of its own.
inlined() {
  { printf '<div class="chart" data-name="%s">' "$2" && cat "$2" && printf '</div>\n'; } >>"$1"
}
framed() {
  size=$(sed -n '1s/.* \(width="[^"]*" height="[^"]*"\) .*/\1/p' "$2")
  printf '<div class="chart"><iframe src="%s" %s></iframe></div>\n' "$2" "$size" >>"$1"
}

# shows_same A.png B.png: the same pixels, all of them?
shows_same() {
  cmp "$1" "$2" >numbers
}

draw() {
  exits 0 render --allow-dir "$repository/datasets" -q "$@"
}

# ---- Many charts in one page ----

n=0
for chart in "$here/scripts.vl.json" "$repository"/charts/*.json "$repository"/tests/golden/specs/*.json; do
  [ "$n" -lt 20 ] || break
  n=$((n + 1))
  for mode in outline live; do
    draw "$chart" -o "$n-$mode.svg" --svg-text "$mode" --dark auto
  done
  draw "$chart" -o "$n-live-fonts.svg" --svg-text live --embed-fonts --dark auto
done
[ "$n" -eq 20 ] || complain "there are only $n charts"
draw "$repository/charts/trade.vl.json" -o again.svg --id-prefix again --dark auto
draw "$here/scripts.vl.json" -o with-fonts.svg --svg-text live --embed-fonts --dark auto

page company.html && page alone.html && page hostile.html dir=rtl
printf '<link rel="stylesheet" href="%s/hostile.css">\n' "$here" >>hostile.html
# Not a chart: its style is to stay as it is.
cat >>company.html <<'END'
<svg id="outside" width="50" height="50"><g class="cairn-title"><path id="again1" class="againg" d="M0 0L9 9"/><text class="againd1" y="9">x</text>
<rect id="c1" width="9" height="9"/><a><circle r="5"/></a></g></svg>
END
for name in company hostile; do
  for svg in *-outline.svg *-live.svg again.svg with-fonts.svg; do
    inlined $name.html "$svg"
  done
done
for svg in *-outline.svg *-live.svg again.svg with-fonts.svg; do
  framed alone.html "$svg"
done

browse <<END
open file://$work/company.html
evaluate checkLeaks()
evaluate document.getElementById('outside').remove()
fit 2600
evaluate checkIds()
evaluate checkSafety()
write wanted.names namesOfCharts()
names told.names
evaluate checkWords()
evaluate getSelection().removeAllRanges()
evaluate checkTextLayer()
evaluate checkClassNames()
evaluate rememberLight()
screenshot company.png
scheme dark
evaluate checkDark()
screenshot dark.png
scheme light
open file://$work/alone.html
fit 2600
screenshot alone.png
open file://$work/hostile.html
fit 2600
screenshot hostile.png
END
all_well
cmp -s told.names wanted.names || complain "other names and descriptions are told: $(diff wanted.names told.names)"
[ "$(grep -c . told.names)" -eq 42 ] || complain "not every chart has a name"
shows_same company.png alone.png || complain "charts change in company: $(cat numbers)"
shows_same company.png hostile.png || complain "a page's own style changes charts: $(cat numbers)"
if shows_same company.png dark.png; then complain "a dark page looks like a light one"; fi

# ---- The two kinds of SVG ----

# Live text stands where outlines do, in every script. Both faces of Debian's Noto Nastaliq Urdu say that they are the regular one, and the
# browser may take the bold one: such charts have their fonts in the file here.
page all-outline.html && page all-live.html
for svg in *-live.svg; do
  inlined all-outline.html "${svg%-live.svg}-outline.svg"
  ! grep -q Nastaliq "$svg" || svg=${svg%.svg}-fonts.svg
  inlined all-live.html "$svg"
done
sed 's/>Druzhba 2016</ dx="9">Druzhba 2016</' all-live.html >all-moved.html
browse '' <<END
open file://$work/all-outline.html
fit 2600
screenshot all-outline.png
open file://$work/all-live.html
fit 2600
screenshot all-live.png
open file://$work/all-moved.html
fit 2600
screenshot all-moved.png
END
all_well
"$compare_images" all-outline.png all-live.png 0 >numbers || complain "live text is elsewhere than outlines: $(cat numbers)"
if "$compare_images" all-outline.png all-moved.png 0 >numbers; then complain "a word that is moved passes: $(cat numbers)"; fi

# ---- Hostile texts ----

# HTML has rules of its own for the elements of an inlined SVG.
"$write_attacks" 40 attack1.json attack2.json attack3.json
page attacks.html
for name in attack1 attack2 attack3; do
  draw "$name.json" -o "$name-outline.svg"
  draw "$name.json" -o "$name-live.svg" --svg-text live --embed-fonts --dark auto
  inlined attacks.html "$name-outline.svg"
  inlined attacks.html "$name-live.svg"
done
browse '' <<END
open file://$work/attacks.html
evaluate checkSafety()
evaluate checkIds()
evaluate checkHits()
evaluate document.querySelector('script:not([src]),object,embed,base,form,.chart svg :not(svg,title,desc,style,g,defs,clipPath,path,rect,circle,line,text,tspan,use,a)')?.outerHTML
evaluate charts().length === 6 ? '' : 'not all charts are there'
END
all_well

# ---- Fonts in the file ----

# Seen with the system's fonts, and where there is only a font that no chart asks for.
mkdir fonts
for font in /usr/share/fonts/truetype/liberation*/LiberationMono-Bold.ttf; do
  cp "$font" fonts
done
printf '<?xml version="1.0"?><fontconfig><dir>%s/fonts</dir><cachedir>%s/cache</cachedir></fontconfig>\n' "$work" "$work" >fonts.conf
for mode in live live_--embed-fonts; do
  draw "$here/scripts.vl.json" -o "$mode.svg" --svg-text $(printf '%s' "$mode" | tr _ ' ')
  page "$mode.html" && inlined "$mode.html" "$mode.svg"
done
for fonts in '' fonts.conf; do
  browse "$fonts" <<END
size 450 700
open file://$work/live.html
screenshot live$fonts.png
open file://$work/live_--embed-fonts.html
screenshot embedded$fonts.png
END
  all_well
done
shows_same embedded.png embeddedfonts.conf.png || complain "letters that were put in look different without the system's fonts: $(cat numbers)"
if shows_same live.png livefonts.conf.png; then complain "the system's fonts are not hidden"; fi
if [ -n "${CAIRN_KEEP_PICTURES:-}" ]; then cp ./*.png ./*.html ./*.svg "$CAIRN_KEEP_PICTURES"; fi
finish
