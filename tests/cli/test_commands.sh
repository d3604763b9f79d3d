#!/bin/sh
# Help, version, exit codes and messages of the commands.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/assert.sh"

data data.csv
spec good.vl.json

# ---- Help and version ----

exits 0 --version
grep -qE '^cairn [0-9]+\.[0-9]+\.[0-9]+$' out || complain "--version printed $(cat out)"
exits 0 --help
for command_name in render plot batch inspect check; do
  mentions out "  $command_name"
done
for command_name in render plot batch inspect check; do
  exits 0 "$command_name" --help
  mentions out "cairn $command_name [OPTION"
  [ ! -s err ] || complain "$command: wrote to stderr"
done
exits 0 plot --help
for option in -x -y --color --milestones --title --width --height --emit-spec --inspect --output --format; do
  mentions out "$option"
done
exits 0 render --help
for option in --output --out-dir --format --scale --dpi --png --svg-text --embed-fonts --id-prefix --fsync --theme --tz --allow-dir --lenient; do
  mentions out "$option"
done

# ---- Code 2: the command line ----

exits 2
mentions err "Usage: cairn COMMAND"
exits 2 draw good.vl.json
says 'error: there is no command "draw"; see cairn --help'
for command_name in render inspect check; do
  exits 2 "$command_name"
  mentions err "see cairn $command_name --help"
  exits 2 "$command_name" --no-such-option good.vl.json
  mentions err "--no-such-option"
done
exits 2 render good.vl.json good.vl.json -o both.png
exits 2 render good.vl.json -o chart.png -f png,svg
exits 2 render good.vl.json -o chart.gif
mentions err '"gif" is no output format; valid are png, svg and pdf'
exits 2 render good.vl.json --out-dir wrong -f png,,svg
says 'error: "" is no output format; valid are png, svg and pdf'
exits 2 render good.vl.json -o chart.png --out-dir wrong
mentions err 'either -o or --out-dir is wanted, not both'
mkdir -p one other
cp good.vl.json one/same.vl.json
cp good.vl.json other/same.json
exits 2 render one/same.vl.json other/same.json --out-dir wrong
says 'error: one/same.vl.json and other/same.json would be drawn into one file, "same"; draw them into folders of their own'
[ ! -e wrong ] || complain "$command: it made a folder"
exits 2 render good.vl.json -o chart.png --png small
exits 2 render good.vl.json -o chart.svg --embed-fonts
mentions err '--embed-fonts goes with --svg-text live'
exits 2 render good.vl.json -o chart.svg --svg-text maybe
exits 2 render good.vl.json -o chart.png --scale -1
exits 2 plot line
exits 2 plot line data.csv -x date -y value
mentions err "-o FILE is wanted"
exits 2 plot line data.csv -o chart.png
exits 2 plot pie data.csv -x date -y value -o chart.png
mentions err 'there is no plot "pie"; valid are line, area'
exits 2 inspect good.vl.json good.vl.json
for file in chart.png chart.svg both.png; do
  [ ! -e "$file" ] || complain "a wrong command line left $file"
done

# ---- Code 1: specs and data; one line, with its place ----

# reports FILE MESSAGE: render, inspect and check of FILE all end with 1 and print this one line.
reports() {
  for command_name in render inspect check; do
    output=
    [ "$command_name" != render ] || output="-o chart.png"
    # shellcheck disable=SC2086 # two words or none
    exits 1 "$command_name" "$1" $output
    says "$1:$2"
  done
  [ ! -e chart.png ] || complain "render $1 left a file"
}

# changed FILE FROM TO: the small chart with one thing changed.
changed() {
  spec plain.json
  sed "s|$2|$3|" plain.json >"$1"
  ! cmp -s plain.json "$1" || complain "$1 is not changed"
}

changed column.json '"value"' '"valeu"'
exits 1 render column.json -o chart.png
mentions err 'column.json:7:20: error: '
mentions err '"valeu"'
mentions err '"value"'
changed property.json '"mark"' '"marc"'
exits 1 check property.json
mentions err 'property.json:4:3: error: a chart has no property "marc"; did you mean "mark"?'
changed markname.json '"line"' '"lien"'
exits 1 check markname.json
mentions err 'markname.json:4:11: error: '
mentions err '"line"'
changed missing.json 'data.csv' 'dat.csv'
exits 1 check missing.json
mentions err 'missing.json:3:19: error: '
mentions err 'dat.csv'
mkdir inside
changed inside/spec.json 'data.csv' '../data.csv'
exits 1 check inside/spec.json
mentions err 'inside/spec.json:3:19: error: '
mentions err '--allow-dir'
changed network.json 'data.csv' 'https://example.org/data.csv'
exits 1 check network.json
mentions err 'network.json:3:19: error: '
printf '{"mark": "line",\n "data": {"url": "data.csv"]\n' >syntax.json
exits 1 check syntax.json
mentions err 'syntax.json:2:'
exits 1 check no-such-file.json
mentions err 'no-such-file.json: error: '

# One line of errors each, whatever is wrong.
for file in column property markname missing inside/spec network syntax no-such-file; do
  exits 1 check "$file.json"
  [ "$(wc -l <err)" -eq 1 ] || complain "$command: not one line: $(cat err)"
done

printf 'date,value\n2021-01-01,"12\n' >cut.csv
changed cut.json 'data.csv' 'cut.csv'
reports_data() {
  exits 1 check "$1"
  mentions err "$2"
}
reports_data cut.json 'cut.csv:2:'
printf 'date,value\n2021-01-01,12\n2022-01-01\n' >ragged.csv
changed ragged.json 'data.csv' 'ragged.csv'
reports_data ragged.json 'ragged.csv:3'

# ---- Several specs: all are tried, the worst code is given ----

exits 1 check column.json good.vl.json property.json
[ "$(grep -c ': error: ' err)" -eq 2 ] || complain "$command: not two errors"
exits 0 check good.vl.json good.vl.json
[ ! -s err ] || complain "$command: wrote to stderr"

# ---- Code 0: what is drawn where ----

mkdir figures
exits 0 render good.vl.json --out-dir figures -f png,svg,pdf
for format in png svg pdf; do
  [ -s "figures/good.$format" ] || complain "no figures/good.$format"
done
[ "$(find figures -type f | wc -l)" -eq 3 ] || complain "other files in figures/: $(ls -A figures)"
exits 0 render good.vl.json --out-dir new/folder
[ -s new/folder/good.png ] || complain "no new/folder/good.png"
exits 0 render - -o stdin.png <good.vl.json
same stdin.png figures/good.png
exits 0 inspect good.vl.json
mentions out '"schema":1'
[ ! -s err ] || complain "a bar or a message in a pipe: $(cat err)"
finish
