#!/bin/sh
# Fonts: families by name, folders of fonts, what is missing, and no dependence on the settings of the user.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/assert.sh"

spec good.vl.json
data data.csv
liberation=/usr/share/fonts/truetype/liberation
[ -f "$liberation/LiberationMono-Regular.ttf" ] || { echo "the Liberation fonts are not where Debian has them"; exit 77; }

live() {
  exits 0 render "$@" -o live.svg --svg-text live
}

# ---- A family by name ----

live good.vl.json --font "liberation mono"
mentions live.svg "font-family=\"'Liberation Mono'"
! grep -q "Liberation Sans" live.svg || complain "$command: some text is not in the family"
exits 0 plot line data.csv -x date -y value --source "Our books" --font Times -o live.svg --svg-text live
! grep -q "Liberation Sans" live.svg || complain "$command: some text is not in the family"
mentions live.svg "Source: Our books"

# ---- A folder of fonts: a family that is installed nowhere, made by renaming one ----

mkdir fonts
for style in Regular Bold; do
  LC_ALL=C sed 's/Liberation Mono/Wiberation Mono/g; s/L\x00i\x00b\x00e\x00r\x00a\x00t\x00i\x00o\x00n\x00 \x00M/W\x00i\x00b\x00e\x00r\x00a\x00t\x00i\x00o\x00n\x00 \x00M/g' \
    "$liberation/LiberationMono-$style.ttf" >"fonts/renamed-$style.ttf"
done
exits 0 render good.vl.json --font "Wiberation Mono" -o missing.png
mentions err 'good.vl.json: warning: no font of the family "Wiberation Mono" is installed'
exits 1 render good.vl.json --font "Wiberation Mono" --strict -o strict.png
mentions err '"Wiberation Mono"'
[ ! -e strict.png ] || complain "$command: there is a file"
for command_of in render batch; do
  exits 0 "$command_of" good.vl.json --font-dir fonts --font "Wiberation Mono" --out-dir "$command_of" -f svg --svg-text live
  ! grep -q arning err || complain "$command: $(cat err)"
  mentions "$command_of/good.svg" "'Wiberation Mono'"
done
! cmp -s missing.png "$(exits 0 render good.vl.json --font-dir fonts --font 'Wiberation Mono' -o found.png; echo found.png)" || complain "the family makes no difference"
if command -v pdffonts >/dev/null; then
  exits 0 render good.vl.json --font-dir fonts --font "Wiberation Mono" -o found.pdf
  pdffonts found.pdf >embedded
  [ "$(tail -n +3 embedded | wc -l)" -ge 1 ] && ! grep -q 'LiberationSans' embedded || complain "found.pdf: $(cat embedded)"
fi
exits 1 render good.vl.json --font-dir nowhere -o x.png
mentions err 'no folder of fonts nowhere'

# ---- Fonts of a spec, with their places ----

cat >fonts.vl.json <<'END'
{
  "data": {"values": [{"a": "x", "b": 1}]},
  "config": {"font": "serif", "axis": {"titleFont": "Nowhere Sans"}},
  "mark": {"type": "text", "font": "Nowhere, monospace"},
  "encoding": {
    "x": {"field": "a", "axis": {"labelFont": "Wiberation Mono"}},
    "text": {"field": "b"}
  }
}
END
live fonts.vl.json --font-dir fonts
mentions err 'fonts.vl.json:3:53: warning: no font of the family "Nowhere Sans" is installed'
[ "$(wc -l <err)" -eq 1 ] || complain "$command: not one line: $(cat err)"
mentions live.svg "'Wiberation Mono'"
mentions live.svg "'Liberation Mono'"
exits 0 render good.vl.json --font "<b>'\"&;" -o live.svg --svg-text live

# ---- A character that no font has ----

printf '{"data": {"values": [{"a": "\\uE123 \\uE123"}]}, "mark": "text", "encoding": {"text": {"field": "a"}}}' >glyph.vl.json
exits 0 render glyph.vl.json -o glyph.png
mentions err '(U+E123)'
[ "$(wc -l <err)" -eq 1 ] || complain "$command: not one line: $(cat err)"
exits 1 check glyph.vl.json --strict

# ---- The settings of the user have no effect ----

printf '{"data": {"values": [{"a": "پاکستان ہندی كتاب 2003 हिन्दी", "b": "عرب"}]}, "mark": "text", "encoding": {"text": {"field": "a"}, "x": {"field": "b"}}}' >scripts.vl.json
cat >fonts.conf <<'END'
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir>
<match target="pattern"><edit name="family" mode="assign" binding="strong"><string>DejaVu Serif</string></edit></match>
<selectfont><rejectfont><pattern><patelt name="family"><string>Noto Nastaliq Urdu</string></patelt></pattern></rejectfont></selectfont>
</fontconfig>
END
mkdir -p home/.config/fontconfig home/.fonts
cp fonts.conf home/.config/fontconfig/fonts.conf
cp fonts/renamed-Regular.ttf home/.fonts/
exits 0 render good.vl.json scripts.vl.json --out-dir plain -f svg,pdf
for setting in FONTCONFIG_FILE="$PWD/fonts.conf" FONTCONFIG_PATH="$PWD" FONTCONFIG_SYSROOT="$PWD" HOME="$PWD/home" XDG_CONFIG_HOME="$PWD/home/.config" \
  LC_ALL=fa_IR.UTF-8 LANG=ja_JP.UTF-8 LANGUAGE=sd PANGO_LANGUAGE=sd FC_LANG=fa; do
  rm -rf other
  env "$setting" "$cairn" render good.vl.json scripts.vl.json --out-dir other -f svg,pdf 2>err || complain "$setting: $(cat err)"
  ! grep -q . err || complain "$setting: $(cat err)"
  for file in plain/*; do
    command="$setting cairn render"
    same "$file" "other/${file##*/}"
  done
done
finish
