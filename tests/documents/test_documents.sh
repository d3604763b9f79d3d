#!/bin/sh
# test_documents.sh PROGRAM REPOSITORY [KEEP]: figures in a LaTeX document, in documents of Word and LibreOffice, and in a page
# of HTML, each made by its own program and printed to PDF: the figures stand there at their true size, with their words. With
# KEEP, a folder, the documents and pictures of their pages are left there to be looked at.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$2/tests/cli/assert.sh"
here=$repository/tests/documents
keep=${3:-}

for tool in pdflatex pandoc soffice chromium rsvg-convert pdfimages pdftotext pdftoppm; do
  command -v "$tool" >/dev/null || skip "$tool is not installed (./dev documents installs what is needed)"
done

# distance FILE: points from the word Alpha to the word Omega, across and down, where they stand first.
distance() {
  pdftotext -bbox "$1" words.html
  sed -n 's/.*<word xMin="\([0-9.]*\)" yMin="\([0-9.]*\)" .*>\(Alpha\|Omega\)<.*/\3 \1 \2/p' words.html |
    awk '!seen[$1]++ {x[$1] = $2; y[$1] = $3} END {printf "%.3f %.3f\n", x["Omega"] - x["Alpha"], y["Omega"] - y["Alpha"]}'
}

# true_to_scale FILE: the words stand as far apart as in the figure itself, to half a percent.
true_to_scale() {
  figure=$(distance figure.pdf)
  printf '%s %s\n' "$figure" "$(distance "$1")" |
    awk '{exit !($1 > 100 && ($3 - $1) ^ 2 < (0.005 * $1) ^ 2 && ($4 - $2) ^ 2 < 0.25)}' ||
    complain "$1: Omega is $(distance "$1") from Alpha, not $figure as in the figure"
}

# has_words FILE WORD...
has_words() {
  pdf=$1
  shift
  pdftotext "$pdf" - | LC_ALL=C sed 's/\xe2\x80[\xaa-\xae]//g' >text
  for word; do
    grep -qF -- "$word" text || complain "$pdf: the words \"$word\" are not found in $(cat text)"
  done
}

exits 0 render "$here/figure.vl.json" -o figure.pdf -q
exits 0 render "$here/figure.vl.json" -o figure.png --scale 2 -q
exits 0 render "$here/figure.vl.json" -o figure.svg -q
exits 0 render "$here/figure.vl.json" -o figure-live.svg --svg-text live -q
cp "$here/report.tex" "$here/report.md" .

# ---- LaTeX ----

pdflatex -interaction=nonstopmode report.tex >latex.log || complain "pdflatex: $(tail -20 latex.log)"
mv report.pdf latex.pdf
true_to_scale latex.pdf
has_words latex.pdf 'Trade by month, Größe' 'Торговля по месяцам' 'ماہانہ' 'تجارت' апрель
if grep -E '^!|LaTeX Warning: File' latex.log; then complain "pdflatex complains"; fi

# ---- Word and LibreOffice ----

pandoc report.md -o word.docx
pandoc report.md -o office.odt
soffice -env:UserInstallation="file://$work/profile" --headless --convert-to pdf word.docx office.odt >office.log 2>&1 ||
  complain "soffice: $(cat office.log)"
for document in word office; do
  # pdfimages: page num type width height color comp bpc enc interp object ID x-ppi y-ppi size ratio
  pdfimages -list "$document.pdf" >images
  awk '$4 == 960 && $5 == 600 && $13 > 189 && $13 < 195 && $14 > 189 && $14 < 195 {found = 1} END {exit !found}' images ||
    complain "$document.pdf: no bitmap of 960 × 600 pixels at 192 in an inch: $(cat images)"
done
true_to_scale office.pdf
has_words office.pdf 'Trade by month, Größe' 'Торговля по месяцам' апрель

# ---- HTML ----

pandoc --standalone --self-contained report.md -o page.html
chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/chromium" --no-pdf-header-footer \
  --print-to-pdf=page.pdf page.html >chromium.log 2>&1 || complain "chromium: $(tail -5 chromium.log)"
has_words page.pdf 'Trade by month, Größe' 'Торговля по месяцам' апрель
true_to_scale page.pdf

if [ -n "$keep" ]; then
  mkdir -p "$keep"
  cp latex.pdf word.docx word.pdf office.odt office.pdf page.html page.pdf "$keep"
  for document in latex word office page; do
    pdftoppm -r 80 -png "$document.pdf" "$keep/$document"
  done
fi
finish
