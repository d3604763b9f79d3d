#!/bin/sh
# Colours of the report theme as they are written: series and their names at the ends of lines on paper, and everything on a dark page.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/assert.sh"

# contrast COLOR PAPER: WCAG's ratio times 100.
contrast() {
  awk -v a="$1" -v b="$2" 'function hex(s,  i, n) { n = 0; for (i = 1; i <= length(s); i++) n = n * 16 + index("0123456789abcdef", substr(s, i, 1)) - 1; return n }
    function lin(c) { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ^ 2.4 }
    function lum(s) { return 0.2126 * lin(hex(substr(s, 2, 2))) + 0.7152 * lin(hex(substr(s, 4, 2))) + 0.0722 * lin(hex(substr(s, 6, 2))) }
    BEGIN { x = lum(a); y = lum(b); if (x < y) { t = x; x = y; y = t }; print int(100 * (x + 0.05) / (y + 0.05) + 0.000001) }'
}

[ "$(contrast '#ffffff' '#000000')" -eq 2100 ] || complain "contrast is computed wrongly"

{
  echo date,a,b,c,d,e,f,g,h
  for year in 2001 2002 2003 2004; do
    echo "$year,$((year % 7)),$((year % 5 + 14)),$((year % 3 + 28)),$((year % 11 + 40)),$((year % 4 + 60)),$((year % 9 + 72)),$((year % 6 + 86)),$((year % 8 + 98))"
  done
} >series.csv
exits 0 plot line series.csv -x date -y a,b,c,d,e,f,g,h --title Title --subtitle Sub --source Us -o live.svg --svg-text live --dark auto

# Of each rule of the dark page: text has 4.5, marks have 3, except for the lines of the grid.
paper=$(grep -o 'd1{fill:#[0-9a-f]*' live.svg | sed 's/.*fill://')
[ "$(contrast "$paper" '#ffffff')" -gt 1000 ] || complain "the dark paper is $paper"
texts=$(grep -o '<text[^>]*class="[^"]*' live.svg | sed 's/.*-\(d[0-9]*\)$/\1/' | sort -u)
for rule in $(grep -o '\.c[0-9a-f]*-d[0-9]*{[a-z]*:#[0-9a-f]*' live.svg | sed 's/^[^-]*-//; s/{/ /; s/:/ /' | tr ' ' '/'); do
  name=${rule%%/*} color=${rule##*/}
  case $rule in d1/* | */stroke/#2*) continue ;; esac
  least=300
  ! echo "$texts" | grep -qx "$name" || least=450
  [ "$(contrast "$color" "$paper")" -ge "$least" ] || complain "on a dark page $color of $name has contrast $(contrast "$color" "$paper") / 100"
done

# Names at the ends of lines are texts in the colours of their lines.
exits 0 plot line series.csv -x date -y a,b,c,d,e,f,g,h --emit-spec
cp out spec.json
colors=$(tr -d ' \n' <spec.json | grep -o '"range":\["#[^]]*' | head -1 | grep -o '#[0-9a-f]*')
[ "$(echo "$colors" | wc -l)" -eq 8 ] || complain "the spec has not a colour for each name: $colors"
for color in $colors; do
  [ "$(contrast "$color" '#ffffff')" -ge 450 ] || complain "the name of a line in $color has contrast $(contrast "$color" '#ffffff') / 100"
done
finish
