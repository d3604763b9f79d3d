#!/bin/sh
# cairn plot --milestones: what it reads, where milestones stand, and one located message for each wrong file.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/assert.sh"

printf 'year,a,b,kind\n2001,1,5,x\n2002,2,4,y\n2003,3,3,x\n2004,4,2,y\n' >years.csv
printf 'date,value\n2021-01,10\n2021-02,30\n2021-03,20\n2021-04,40\n' >months.csv
printf 'depth,temp\n0,20\n100,15\n200,10\n300,9\n' >depth.csv
printf 'name,count\napples,3\npears,5\nplums,2\n' >fruit.csv

# events LINE...: a file of milestones.
events() { printf '%s\n' "$@" >events.csv; }

# labels: text, state, x and y of the anchor of each milestone of the last inspection.
labels() {
  sed 's/.*"labelling"://' out | tr '{' '\n' |
    sed -n 's/.*"text": *"\([^"]*\)", *"state": *"\([a-z]*\)", *"anchor": *\[\([0-9.-]*\), *\([0-9.-]*\)\].*/\1|\2|\3|\4/p'
}

# y_of TEXT, x_of TEXT: of its anchor, in whole px.
x_of() { labels | sed -n "s/^$1|[a-z]*|\([0-9-]*\).*/\1/p"; }
y_of() { labels | sed -n "s/^$1|[a-z]*|[0-9.-]*|\([0-9-]*\).*/\1/p"; }

# near NUMBER NUMBER WHAT: within 2 px.
near() {
  difference=$(($1 - $2))
  [ "${difference#-}" -le 2 ] || complain "$command: $3: $1, not $2"
}

# placed ARGUMENT...: a plot with the milestones of events.csv, without a word.
placed() {
  exits 0 plot "$@" --milestones events.csv --inspect
  [ ! -s err ] || complain "$command: $(cat err)"
}

# ---- Dates at every precision, on every x ----

events date,label 2021,Year 2021-02,Month 2021-02-15,Day '2021-03-01T12:00,Hour'
placed line months.csv -x date -y value
[ "$(labels | wc -l)" -eq 4 ] || complain "$command: $(labels)"
[ "$(x_of Year)" -lt "$(x_of Month)" ] && [ "$(x_of Month)" -lt "$(x_of Day)" ] && [ "$(x_of Day)" -lt "$(x_of Hour)" ] ||
  complain "$command: not in the order of dates: $(labels)"
events date,label 50,Shallow 250.5,Deep
placed line depth.csv -x depth -y temp
[ "$(x_of Shallow)" -lt "$(x_of Deep)" ] || complain "$command: $(labels)"
events date,label apples,Rotten plums,Ripe
placed bar fruit.csv -x name -y count
[ "$(y_of Ripe)" -gt "$(y_of Rotten)" ] || complain "$command: not on the bars: $(labels)"
events 'date	label' '2021-02	Tabs'
mv events.csv events.tsv
exits 0 plot line months.csv -x date -y value --milestones events.tsv --inspect
mentions out '"Tabs"'

# ---- Anchors: on the line between its points, on the bar, on the named series, on the axis ----

events date,label 2002,Low 2002-07-02,Between 2003,High
placed line years.csv -x year -y a
near "$(y_of Between)" $((($(y_of Low) + $(y_of High)) / 2)) 'halfway along the line'
events date,label,series 2002,OnA,a 2002,OnB,b 2002,Nowhere,
placed line years.csv -x year -y a,b
a=$(y_of OnA) b=$(y_of OnB) axis=$(y_of Nowhere)
near $(((axis - a) * 4)) $(((axis - b) * 2)) 'a is 2 and b is 4'
placed area years.csv -x year -y a,b
near "$(y_of Nowhere)" "$(y_of OnA)" 'the top of the stack'
[ "$(y_of OnB)" -gt "$(y_of OnA)" ] || complain "$command: b is not inside of the stack: $(labels)"
events date,label,series 2002,OnA,a 2002,OnB,b 2002,Nowhere,
for kind in area bar; do # a stack that hangs down ends below
  "$cairn" plot "$kind" years.csv -x year -y a,b --milestones events.csv --emit-spec | sed 's/"nice": 5/"nice": 5, "reverse": true/' >hangs.vl.json
  exits 0 inspect --theme report hangs.vl.json
  near "$(y_of Nowhere)" "$(y_of OnA)" 'the end of the stack'
  [ "$(y_of OnB)" -lt "$(y_of OnA)" ] || complain "$command: b is not inside of the stack: $(labels)"
done
placed bar years.csv -x year -y a,b
near "$(y_of Nowhere)" "$(y_of OnA)" 'the top of the bar' 
[ "$(y_of OnB)" -gt "$(y_of OnA)" ] || complain "$command: b is not inside of the bar: $(labels)"
# Where the line has not begun or is over, the axis; but a date right beside its end is at that.
events date,label,series 2002,Low, 1996,Before, 2004-02,Beside, 2004-09,After, 2010,Long,
placed line years.csv -x year -y a
axis=$(y_of Long)
[ "$axis" -gt "$(y_of Low)" ] || complain "$command: not on the axis: $(labels)"
near "$(y_of Before)" "$axis" 'before the line'
near "$(y_of After)" "$axis" 'after the line'
near $((axis - $(y_of Beside))) $((2 * (axis - $(y_of Low)))) 'a is 4 at its end, and 2'
events date,label,series 2002,OnB,b 2010,Long,b
placed line years.csv -x year -y a,b
near "$(y_of Long)" "$axis" 'after a named line'
events date,label 2002-09,Autumn 2006,Later
placed bar years.csv -x year -y a
[ "$(y_of Later)" -gt "$(y_of Autumn)" ] || complain "$command: where no bar is, the axis: $(labels)"

# At the bottom of a narrow valley of an area or between bars leaders cross what is at their sides.
{
  echo date,value
  for year in 2016 2017 2018 2019 2020 2021 2022; do
    for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
      case $year-$month in 2018-05 | 2020-09) echo "$year-$month,7" ;; *) echo "$year-$month,9" ;; esac
    done
  done
} >valley.csv
events date,label 2018-05-11,Low 2020-09-11,Again
for kind in area bar; do
  placed "$kind" valley.csv -x date -y value
  [ "$(labels | grep -c '|placed|')" -eq 2 ] || complain "$command: $(labels)"
done

# Where a layer encodes y, there, and not where its text would be set off to.
for shift in '' ', "dx": 20, "dy": -30'; do
  cat >shift.vl.json <<END
{"usermeta": {"cairn": {"milestones": "m"}}, "data": {"values": [{"x": 1, "y": 1}, {"x": 2, "y": 2}]},
 "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}},
 "layer": [{"mark": "line"}, {"name": "m", "mark": {"type": "text", "text": "Here"$shift}, "transform": [{"filter": "datum.x === 1"}]}]}
END
  exits 0 inspect shift.vl.json
  if [ -n "$shift" ]; then
    near "$(x_of Here)" "$x" 'x without dx'
    near "$(y_of Here)" "$y" 'y without dy'
  fi
  x=$(x_of Here) y=$(y_of Here)
done
# Dates may run down y, and a layer of its own axis is nearer than another.
cat >down.vl.json <<'END'
{"usermeta": {"cairn": {"milestones": "m"}}, "data": {"values": [{"x": 1, "y": 1}, {"x": 2, "y": 2}, {"x": 3, "y": 3}]},
 "layer": [{"mark": "line", "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}}},
           {"name": "m", "data": {"values": [{"at": 1, "t": "One"}, {"at": 2, "t": "Two"}, {"at": 3, "t": "Three"}]}, "mark": "text",
            "encoding": {"y": {"field": "at", "type": "quantitative"}, "text": {"field": "t"}}}]}
END
exits 0 inspect down.vl.json
near $((2 * $(x_of Two))) $(($(x_of One) + $(x_of Three))) 'on the line, halfway'
[ "$(x_of Three)" -gt $(($(x_of One) + 50)) ] || complain "$command: not on the line: $(labels)"
cat >own.vl.json <<'END'
{"usermeta": {"cairn": {"milestones": "m"}}, "data": {"values": [{"x": 1, "a": 1, "b": 9}, {"x": 2, "a": 1, "b": 8}]},
 "resolve": {"scale": {"y": "independent"}},
 "layer": [{"layer": [{"mark": "line", "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"}}},
                      {"name": "m", "data": {"values": [{"at": 1, "t": "First"}, {"at": 2, "t": "Last"}]}, "mark": "text",
                       "encoding": {"x": {"field": "at", "type": "quantitative"}, "text": {"field": "t"}}}]},
           {"mark": "line", "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "a", "type": "quantitative"}}}]}
END
exits 0 inspect own.vl.json
[ "$(y_of Last)" -gt "$(y_of First)" ] || complain "$command: not on the line of its layer: $(labels)"
sed 's/"x": {"field": "at", "type": "quantitative"}, //' own.vl.json >dateless.vl.json
exits 1 check dateless.vl.json
says 'dateless.vl.json:4:32: error: the milestones "m" have no dates; give the layer an x, such as {"field": "date", "type": "temporal"}'

# Of bars beside each other an event of a series stands on its own.
cat >beside.vl.json <<'END'
{"usermeta": {"cairn": {"milestones": "m"}}, "width": 500,
 "data": {"values": [{"x": "a", "s": "1", "y": 1}, {"x": "a", "s": "2", "y": 1}, {"x": "a", "s": "3", "y": 1}, {"x": "a", "s": "4", "y": 1}, {"x": "a", "s": "5", "y": 9},
                     {"x": "b", "s": "1", "y": 5}, {"x": "b", "s": "2", "y": 1}, {"x": "b", "s": "3", "y": 1}, {"x": "b", "s": "4", "y": 1}, {"x": "b", "s": "5", "y": 1}]},
 "layer": [{"mark": "bar", "encoding": {"x": {"field": "x", "type": "nominal"}, "xOffset": {"field": "s"}, "y": {"field": "y", "type": "quantitative"}, "color": {"field": "s", "type": "nominal"}}},
           {"name": "m", "data": {"values": [{"x": "a", "t": "High", "series": "5"}, {"x": "b", "t": "Half", "series": "1"}, {"x": "b", "t": "Middle"}]}, "mark": "text",
            "encoding": {"x": {"field": "x", "type": "nominal"}, "text": {"field": "t"}}}]}
END
exits 0 inspect beside.vl.json
[ "$(y_of High)" -lt "$(y_of Half)" ] && [ "$(y_of Half)" -lt "$(y_of Middle)" ] || complain "$command: not on their bars: $(labels)"
[ "$(x_of Half)" -lt $(($(x_of Middle) - 60)) ] && [ "$(x_of High)" -gt $(($(x_of Middle) - 190)) ] || complain "$command: beside their bars: $(labels)"

# Nothing stands between the labels of an axis at the top.
events date,label 2001-03,First 2001-09,Second 2002,Third 2002-06,Fourth 2003,Fifth
"$cairn" plot line years.csv -x year -y a,b --milestones events.csv --emit-spec | sed 's/"tickCount": {/"orient": "top", &/' >top.vl.json
exits 0 inspect --theme report top.vl.json
top=$(y_of First)
sed 's/.*"labelling"://' out | tr '{' '\n' | sed -n 's/.*"state": *"placed".*"box": *\[[0-9.]*, *\([0-9]*\).*/\1/p' | while read -r y; do
  [ "$y" -ge "$top" ] || echo "$y"
done >above
[ ! -s above ] || complain "$command: labels at $(cat above), above the axis at $top"

# In a facet no label stands in another cell: their boxes end where that one begins.
cat >cells.vl.json <<'END'
{"usermeta": {"cairn": {"milestones": "m"}}, "facet": {"field": "g", "type": "nominal"}, "spacing": 30,
 "data": {"values": [{"x": 0, "y": 3, "g": "a"}, {"x": 9, "y": 3, "g": "a", "t": "A long label at the end of the first cell"},
                     {"x": 0, "y": 3, "g": "b", "t": "A long label at the start of the second"}, {"x": 9, "y": 3, "g": "b"}]},
 "spec": {"width": 260, "height": 80, "encoding": {"x": {"field": "x", "type": "quantitative"}},
          "layer": [{"mark": "line", "encoding": {"y": {"field": "y", "type": "quantitative"}}},
                    {"name": "m", "transform": [{"filter": "isValid(datum.t)"}], "mark": "text", "encoding": {"text": {"field": "t"}}}]}}
END
exits 0 inspect cells.vl.json
boxes=$(sed 's/.*"labelling"://' out | tr '{' '\n' | sed -n 's/.*"text": *"\(A long[^"]*\)".*"box": *\[\([0-9]*\)[0-9.]*, *[0-9.]*, *\([0-9]*\).*/\2 \3/p')
views=$(tr '{' '\n' <out | sed -n 's/^"x":\([0-9]*\),"y":[0-9]*,"width":260.*/\1/p')
# shellcheck disable=SC2086 # two numbers in each of two lines, and two numbers
set -- $boxes $views
[ $# -eq 6 ] && [ $(($1 + $2)) -le "$6" ] && [ "$3" -ge $(($5 + 260)) ] || complain "$command: labels $boxes, cells $views"

# ---- Spans, categories, dates in labels, styles ----

events date,label,end,category '2001,War,2002,' '2003-05,Law,,law' '2003-06,Pact,2003-09,treaty'
placed line years.csv -x year -y a
mentions out '"law"'
mentions out '"treaty"'
if grep -qF '"null"' out; then complain "$command: a legend of no category"; fi
exits 0 plot line years.csv -x year -y a --milestones events.csv --date-format %Y --inspect
mentions out '"War, 2001–2002"'
mentions out '"Law, 2003"'
mentions out '"Pact, 2003"'
exits 0 plot line years.csv -x year -y a --milestones events.csv --date-format '%B %Y' --inspect
mentions out "$(printf 'Law, May\302\2402003')" # with a space at which lines do not break
# In a legend series and categories look different: squares, and the dots of the events.
exits 0 plot area years.csv -x year -y a,b --milestones events.csv --emit-spec
mentions out '"symbolType": "square"'
mentions out '"symbolSize": 30'
for style in callout lanes key auto; do
  exits 0 plot line years.csv -x year -y a --milestones events.csv --annotation "$style" --inspect
  [ ! -s err ] || complain "$command: $(cat err)"
done
exits 0 plot line years.csv -x year -y a --milestones events.csv --annotation key --inspect
[ "$(labels | grep -c '|keyed|')" -eq 3 ] || complain "$command: $(labels)"
exits 1 plot line years.csv -x year -y a --milestones events.csv --annotation below --inspect
mentions err '"annotation" takes "auto", "callout", "lanes" or "key"; found "below"'

# ---- Bands and brackets ----

# shown_as TYPE: the spans of the last inspection.
shown_as() { mentions out "\"type\":\"$1\",\"name\":\"spans\""; }

# spans: x of the start, the top left, the top right and the end of each bracket, in whole px.
spans() {
  tr -d '\n ' <out | sed 's/.*"name":"spans","count":[0-9]*,"items":\[//; s/"type":.*//' | tr '{' '\n' |
    sed -n 's/"points":\[\[\([0-9]*\)[^]]*\],\[\([0-9]*\)[^]]*\],\[\([0-9]*\)[^]]*\],\[\([0-9]*\).*/\1 \2 \3 \4/p'
}

events date,label,end 2001-06,One,2001-09 2003-06,Other,2003-09
placed line years.csv -x year -y a
shown_as rect
# shellcheck disable=SC2046 # four numbers: the corner of the plot, the start and the width of a band
set -- $(sed 's/.*"labelling"://' out | sed 's/.*"plot": *\[\([0-9]*\)[0-9.]*, *\([0-9]*\).*/\1 \2/') \
  $(tr -d '\n ' <out | sed 's/.*"name":"spans","count":2,"items":\[{//; s/}.*//; s/.*"x":\([0-9]*\)[0-9.]*,"y":[0-9.]*,"width":\([0-9]*\).*/\1 \2/')
near "$(x_of One)" $(($1 + $3 + $4 / 2)) 'at the middle of its band'
near "$(y_of One)" "$2" 'at the upper edge of its band'
if sed 's/.*"labelling"://' out | grep -qF '"type":"point"'; then complain "$command: a dot that no band needs"; fi
placed line years.csv -x year -y a --span-style bracket
if sed 's/.*"labelling"://' out | grep -qF '"type":"point"'; then complain "$command: a dot that no bracket needs"; fi
shown_as line
mentions out '"spans"'
events date,label,end 2001-06,One,2002 2002-06,Other,2003 2004,None,
placed line years.csv -x year -y a --span-style band
shown_as rect
none=$(y_of None)
placed line years.csv -x year -y a
shown_as line
[ "$(y_of Other)" -lt "$(y_of One)" ] || complain "$command: those that overlap are not in rows of their own: $(labels)"
[ "$(y_of One)" -lt "$(y_of None)" ] && [ "$(y_of None)" -gt "$none" ] || complain "$command: the data do not give way: $(labels)"
[ "$(spans | wc -l)" -eq 2 ] || complain "$command: brackets: $(spans)"
# shellcheck disable=SC2046 # four numbers
set -- $(spans | head -n 1)
left=$(sed 's/.*"labelling"://' out | sed 's/.*"plot": *\[\([0-9]*\).*/\1/')
[ "$1" -eq "$2" ] && [ "$3" -eq "$4" ] || complain "$command: a bracket is not upright: $*"
near "$(x_of One)" $((left + ($2 + $3) / 2)) 'at the middle of its bracket'
exits 0 plot line years.csv -x year -y a --milestones events.csv --alt
cp out bracket.txt
exits 0 plot line years.csv -x year -y a --milestones events.csv --span-style band --alt
cmp -s out bracket.txt || complain "$command: what is shown depends on how: $(cat out bracket.txt)"
exits 0 plot line years.csv -x year -y a --milestones events.csv --svg-text live -o bracket.svg
mentions bracket.svg 'cairn-name-spans'
# The title of y stands below the brackets, at its axis.
title=$(sed -n '/cairn-axis-title/,/<\/g>/s/.*<text x="0" y="\([0-9]*\)".*/\1/p' bracket.svg)
low=$(sed -n '/cairn-name-spans/,/<\/g>/s/.*<path d="M[0-9.]* \([0-9]*\).*/\1/p' bracket.svg | sort -n | tail -n 1)
[ "${title:-0}" -gt "${low:-999}" ] || complain "$command: title at ${title:-nothing}, brackets down to ${low:-nothing}"
mentions bracket.svg 'stroke="#ffffff" stroke-width="0.8"/>' # the ring of a dot
exits 1 plot line years.csv -x year -y a --milestones events.csv --span-style brace --inspect
mentions err '"spanStyle" takes "auto", "band" or "bracket"; found "brace"'

# Of several that begin together each has its own, whatever their order.
for rows in '2001,Short,2001-06 2001,Long,2003' '2001,Long,2003 2001,Short,2001-06' '2001-02,Short,2001-06 2001,Long,2999'; do
  # shellcheck disable=SC2086 # several words
  events date,label,end $rows
  for style in band bracket; do
    placed line years.csv -x year -y a --span-style $style
    [ "$(x_of Short)" -lt "$(x_of Long)" ] || complain "$command: $rows: $(labels)"
  done
done

# On numbers, reversed, with an end beyond the axis: that end is open. A scale with a range of its own gives no room.
cat >spans.vl.json <<'END'
{"usermeta": {"cairn": {"milestones": "m", "spans": "spans"}}, "height": 300,
 "data": {"values": [{"x": 10, "end": 40, "t": "First"}, {"x": 30, "end": 130, "t": "Last"}, {"x": 0, "y": 3}, {"x": 100, "y": 9}]},
 "encoding": {"x": {"field": "x", "type": "quantitative", "scale": {"reverse": true, "domain": [0, 100]}}},
 "layer": [{"name": "spans", "transform": [{"filter": "datum.end"}], "mark": {"type": "rect", "opacity": 0.2}, "encoding": {"x2": {"field": "end"}}},
           {"mark": "line", "encoding": {"y": {"field": "y", "type": "quantitative"}}},
           {"name": "m", "transform": [{"filter": "datum.t"}], "mark": "text", "encoding": {"text": {"field": "t"}}}]}
END
exits 0 inspect spans.vl.json
shown_as line
[ "$(spans | wc -l)" -eq 1 ] || complain "$command: closed brackets: $(spans)"
[ "$(x_of Last)" -lt "$(x_of First)" ] || complain "$command: not reversed: $(labels)"
sed 's/"y", "type": "quantitative"/"y", "type": "quantitative", "scale": {"range": [280, 0]}/' spans.vl.json >ranged.vl.json
exits 0 inspect ranged.vl.json
shown_as rect

# ---- None, one, many on one day ----

events date,label
placed line years.csv -x year -y a
events date,label 2002,One
placed line years.csv -x year -y a
events date,label 2002,A 2002,A 2002,B 2002,C
placed line years.csv -x year -y a
[ "$(labels | grep -cE '\|(placed|keyed)\|')" -eq 4 ] || complain "$command: $(labels)"

# ---- No room: a warning, or with --strict an error ----

exits 0 plot line years.csv -x year -y a --milestones events.csv --width 60 --height 40 -o small.png
mentions err 'milestones have no room'
exits 1 plot line years.csv -x year -y a --milestones events.csv --width 60 --height 40 -o strict.png --strict
mentions err 'error: '
[ ! -e strict.png ] || complain "$command: it left a file"

# ---- What is wrong: one message with its place, and no file ----

# wrong MESSAGE LINE...: the plot of `against` with this file of milestones.
against='line years.csv -x year -y a,b'
wrong() {
  message=$1
  shift
  events "$@"
  # shellcheck disable=SC2086 # several words
  exits 1 plot $against --milestones events.csv -o wrong.png
  says "events.csv:$message"
  [ ! -e wrong.png ] || complain "$command: it left a file"
}

wrong '3:1: error: "soon" is no date; valid are those such as 2009, 2009-02 and 2009-02-17' date,label 2002,Fine soon,Not
wrong '2:1: error: "2002-02-30" is no date; valid are those such as 2009, 2009-02 and 2009-02-17' date,label 2002-02-30,No
wrong '2:1: error: "2002-13" is no date; valid are those such as 2009, 2009-02 and 2009-02-17' date,label 2002-13,No
wrong '2:1: error: "12.5" is no date; valid are those such as 2009, 2009-02 and 2009-02-17' date,label 12.5,No
wrong '2:1: error: "Oktober 2021" is no date; valid are those such as 2009, 2009-02 and 2009-02-17' date,label 'Oktober 2021,No'
wrong '2:1: error: the milestone has no date; give it one' date,label ,No
wrong '2:6: error: the milestone has no label; give it a text' date,label 2002,
wrong '2:6: error: the milestone has no label; give it a text' date,label '2002,  '
wrong '2:8: error: the milestone ends before it begins' date,label,end 2002,A,2001
wrong '2:6: error: the milestone ends before it begins' end,date,label 2001,2002,A
wrong '2:8: error: "later" is no date; valid are those such as 2009, 2009-02 and 2009-02-17' date,label,end 2002,A,later
wrong '4:8: error: "high" is no priority; valid are numbers such as 1, which matters most' \
  date,label,priority '2002,"two' 'lines",1' 2003,A,high
wrong '2:8: error: there is no series "c"; the series are "a", "b"' date,label,series 2002,A,c
wrong '1: error: there is no column "date"; did you mean "Date"? the columns are "Date", "label"' Date,label 2002,A
wrong '1: error: there is no column "label"; the columns are "date", "what"' date,what 2002,A
wrong '1:12: error: two columns have the name "date"; expected a name of its own for each' date,label,date 2002,A,2003
wrong '2:5: error: 1 cell, but the header has 2' date,label 2002
wrong '2:8: error: more cells than the 2 of the header' date,label 2002,A,B
against='line depth.csv -x depth -y temp'
wrong '2:1: error: "2002-01" is no number; valid are those such as 12.5' date,label 2002-01,A
wrong '2:7: error: the milestone ends before it begins' date,label,end 100,A,90
against='bar fruit.csv -x name -y count'
wrong '2:1: error: there is no place on x "plum"; did you mean "plums"? the places are "apples", "pears", "plums"' date,label plum,A
: >events.csv
exits 1 plot line years.csv -x year -y a --milestones events.csv -o wrong.png
says 'events.csv: error: no data; expected a first row with the names of the columns'
exits 1 plot line years.csv -x year -y a --milestones none.csv -o wrong.png
says 'none.csv: error: cannot read this file: No such file or directory'

# More categories than colours.
events date,label,category 2002,A,1 2002,B,2 2002,C,3 2002,D,4 2002,E,5 2002,F,6 2002,G,7 2002,H,8
placed line years.csv -x year -y a
echo 2002,I,9 >>events.csv
exits 0 plot line years.csv -x year -y a --milestones events.csv --inspect
says 'events.csv:1: warning: there are 9 categories, and 8 colours tell them apart; the others look like those'

exits 2 plot line years.csv -x year -y a --milestones - -o wrong.png </dev/null
says 'error: milestones are read from a file, and not from standard input'

# A misspelt column is not used, and that is said.
events date,label,prioritty 2002,A,1
exits 0 plot line years.csv -x year -y a --milestones events.csv --inspect
says 'events.csv:1: warning: the column "prioritty" is not used; did you mean "priority"?'
exits 1 plot line years.csv -x year -y a --milestones events.csv --inspect --strict
events date,label,note,source '2002,A,about,a book'
placed line years.csv -x year -y a
finish
