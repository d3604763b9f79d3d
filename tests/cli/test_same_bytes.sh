#!/bin/sh
# The same input gives the same bytes: every chart in every format, in three orders, zones and locales, on two dates, by one process
# and by two.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/assert.sh"

cp -r "$repository/charts" "$repository/datasets" .
cat >charts/scripts.vl.json <<'END'
{"data": {"values": [{"a": "پاکستان 2003", "b": -1234.5, "d": "2003-05-01T13:30"}, {"a": "हिन्दी Ελλάδα", "b": 1e6, "d": "2004-11-01T00:30"}]},
 "transform": [{"calculate": "now() + random()", "as": "r"}, {"calculate": "timeFormat(datum.d, '%A %c')", "as": "t"}],
 "layer": [{"mark": "bar", "encoding": {"y": {"field": "b", "type": "quantitative"}}}, {"mark": "text", "encoding": {"text": {"field": "t"}, "size": {"field": "r", "type": "quantitative"}}}],
 "encoding": {"x": {"field": "a"}}}
END
charts=$(cd charts && echo *.vl.json)
sanitized=
! ldd "$cairn" | grep -q asan || sanitized=yes
[ -z "$sanitized" ] || charts="scripts.vl.json trade.vl.json" # it is slow, and draws the same

# sums FOLDER: a line for each file with its hash.
sums() {
  (cd "$1" && sha256sum -- * | LC_ALL=C sort -k 2)
}

# draw FOLDER SPEC...: all formats under the environment of the caller; FOLDER.sums gets the hashes.
draw() {
  folder=$1
  shift
  command="draw $folder"
  (cd charts && "$cairn" render "$@" --allow-dir ../datasets --out-dir "../$folder" -f png,svg,pdf -q) 2>err || complain "$command: $(cat err)"
  for spec in "$@"; do
    live="$folder/${spec%.vl.json}-live.svg"
    (cd charts && "$cairn" render "$spec" --allow-dir ../datasets -o "../$live" --svg-text live --dark auto -q) 2>err || complain "$command: $(cat err)"
  done
  sums "$folder" >"$folder.sums"
}

# agrees FOLDER: every file is that of first/.
agrees() {
  cmp -s first.sums "$1.sums" && return
  complain "$1 differs from first: $(diff first.sums "$1.sums" | sed -n 's/^> *[0-9a-f]*//p' | tr '\n' ' ')"
}

# shellcheck disable=SC2086 # names without spaces
draw first $charts
[ "$(wc -l <first.sums)" -eq "$(($(echo "$charts" | wc -w) * 4))" ] || complain "not four files for each chart: $(cat first.sums)"

# ---- Orders, and once more ----

turned=
for chart in $charts; do turned="$chart $turned"; done
# shellcheck disable=SC2086
draw turned $turned
agrees turned
# shellcheck disable=SC2086
draw again $(printf '%s\n' $charts | LC_ALL=C sort -t. -k1.3)
agrees again

# ---- Zones ----

for zone in Asia/Karachi America/St_Johns Pacific/Apia; do
  # shellcheck disable=SC2086
  (TZ=$zone && export TZ && draw "zone-${zone##*/}" $charts)
  agrees "zone-${zone##*/}"
done

# ---- Locales: made here, one with a decimal comma ----

mkdir locales
for locale in de_DE ur_PK tr_TR; do
  if ! localedef -i "$locale" -f UTF-8 "locales/$locale.UTF-8" >/dev/null 2>&1; then
    echo "not tried: the locale $locale, as localedef or its source is missing"
    continue
  fi
  if [ "$locale" = de_DE ]; then
    comma=$(LOCPATH=$PWD/locales LC_ALL=de_DE.UTF-8 sh -c 'locale decimal_point' 2>/dev/null || true)
    [ "$comma" = , ] || complain "the locale de_DE has no decimal comma but \"$comma\""
  fi
  # shellcheck disable=SC2086
  (LOCPATH=$PWD/locales LC_ALL=$locale.UTF-8 LANG=$locale.UTF-8 LANGUAGE=${locale%_*} && export LOCPATH LC_ALL LANG LANGUAGE && draw "locale-$locale" $charts)
  agrees "locale-$locale"
done

# ---- Dates ----

if command -v faketime >/dev/null && [ "$(faketime '1999-12-31 23:59:59' date +%Y 2>/dev/null)" = 1999 ] && [ -z "$sanitized" ]; then
  real=$cairn
  for date in '1999-12-31 23:59:59' '2031-06-15 12:00:00'; do
    printf '#!/bin/sh\nexec faketime "%s" "%s" "$@"\n' "$date" "$real" >faked
    chmod +x faked
    cairn=$PWD/faked
    # shellcheck disable=SC2086
    draw "date-${date%%-*}" $charts
    agrees "date-${date%%-*}"
  done
  cairn=$real
else
  echo "not tried: other dates, as faketime is missing or cannot be used with this build"
fi

# ---- One process and two ----

for jobs in 1 2; do
  command="cairn batch -j $jobs"
  # shellcheck disable=SC2086
  (cd charts && "$cairn" batch $charts --allow-dir ../datasets --out-dir "../jobs-$jobs" -f png,svg,pdf -j "$jobs" -q) 2>err || complain "$command: $(cat err)"
  sums "jobs-$jobs" >"jobs-$jobs.sums"
  grep -v -e '-live' first.sums | cmp -s - "jobs-$jobs.sums" || complain "$command: not the bytes of render: $(cat "jobs-$jobs.sums")"
done

# ---- Another folder, no home, other paths to the specs ----

mkdir -p deep/er
cp -r charts datasets deep/er/
# shellcheck disable=SC2086
(HOME=/nonexistent XDG_CACHE_HOME=/nonexistent && export HOME XDG_CACHE_HOME && cd deep/er && mkdir figures && draw elsewhere $charts)
mv deep/er/elsewhere elsewhere && sums elsewhere >elsewhere.sums
agrees elsewhere
finish
