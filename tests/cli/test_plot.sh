#!/bin/sh
# cairn plot: kinds, columns, milestones, the spec that it prints, standard input.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/assert.sh"

data data.csv
printf 'year,a,b,kind\n2001,1,5,x\n2002,2,4,y\n2003,3,3,x\n' >years.csv
printf 'name,count\napples,3\npears,5\nplums,2\n' >fruit.csv
printf 'name\tcount\napples\t3\npears\t5\n' >fruit.tsv
printf 'date,label,priority\n2022-06,New shop opens,1\n2023-03-15,Price rise,2\n' >events.csv

# ---- Each kind, each format ----

for kind in line area bar point circle square tick rect; do
  exits 0 plot "$kind" data.csv -x date -y value -o "$kind.png"
  [ ! -s err ] || complain "$command: $(cat err)"
done
for format in png svg pdf; do
  exits 0 plot bar fruit.csv -x name -y count -o "bar.$format"
  [ -s "bar.$format" ] || complain "no bar.$format"
done
exits 0 plot bar fruit.tsv -x name -y count --inspect
mentions out '"apples"'
mentions out '"pears"'

# ---- Size: of the whole figure ----

exits 0 plot line data.csv -x date -y value --inspect
mentions out '"width":800,"height":500'
exits 0 plot line data.csv -x date -y value --width 420 --height 260 --inspect
mentions out '"width":420,"height":260'

# ---- Series ----

exits 0 plot line years.csv -x year -y a,b --inspect
mentions out '"a"'
mentions out '"b"'
exits 0 plot point years.csv -x a -y b --color kind --inspect
mentions out '"x"'
mentions out '"y"'

# Lines that end apart have their names there; lines that end together a legend, in the order of their ends.
exits 0 plot line years.csv -x year -y a,b --inspect
if grep -qF '"legends":[]' out; then complain "$command: no legend"; fi
printf 'year,low,high\n2001,1,9\n2002,2,7\n2003,1,8\n' >apart.csv
exits 0 plot line apart.csv -x year -y low,high --inspect
mentions out '"legends":[]'
exits 0 plot line apart.csv -x year -y low,high --emit-spec
mentions out '"name": "names"'

# Many long names stand on several lines of the legend, whole, within the figure.
{
  echo year,region,value
  for region in 'North America and the Caribbean' 'Europe and Central Asia' 'East Asia and the Pacific' 'Middle East and North Africa' 'Sub-Saharan Africa'; do
    printf '2001,%s,1\n2002,%s,2\n' "$region" "$region"
  done
} >regions.csv
exits 0 plot line regions.csv -x year -y value --color region --emit-spec
mentions out '"columns": 3'
exits 0 plot line regions.csv -x year -y value --color region --width 400 --emit-spec
mentions out '"columns": 1'
exits 0 plot line regions.csv -x year -y value --color region --inspect
mentions out '"North America and the Caribbean"'
if grep -qF '…' out; then complain "$command: a name is cut"; fi

# ---- Axes ----

# axis_labels: the labels of the x axis of the last run, with spaces between them.
axis_labels() {
  sed 's/.*"orient":"bottom"[^]]*"labels":\[//; s/\]\],.*//; s/\],\[/\n/g; s/\[//g' out | sed 's/^"//; s/".*//' | tr '\n' ' '
}

# labelled TEXT: the x axis has exactly these labels.
labelled() {
  [ "$(axis_labels | sed 's/ *$//')" = "$1" ] || complain "$command: labels \"$(axis_labels)\", not \"$1\""
}

printf 'day,n\n2024-02-27,1\n2024-02-28,2\n2024-03-01,3\n' >days.csv
exits 0 plot bar days.csv -x day -y n --inspect
labelled 'Feb 27 Feb 28 Feb 29 Mar 1'
mentions out '"title":"2024"'
exits 0 plot line days.csv -x day -y n --inspect
labelled 'Feb 27 Feb 28 Feb 29 Mar 1'
printf 'year,people\n1991,2500000\n2001,3000000\n2011,3600000\n' >census.csv
exits 0 plot bar census.csv -x year -y people --inspect
labelled '1991 2001 2011'
mentions out '"title":"people, millions"'
exits 0 plot bar census.csv -x year -y people --y-title '' --inspect
mentions out '3 m"'
# The axis of y ends soon after the data, at a label: 150, not 200.
printf 'year,n\n2001,12\n2002,143\n' >low.csv
exits 0 plot line low.csv -x year -y n --inspect
mentions out '["150",'
if grep -qF '["200",' out; then complain "$command: the axis goes on to 200"; fi
printf 'height,weight\n171,70\n180,81\n165,55\n' >people.csv
exits 0 plot point people.csv -x height -y weight --inspect
labelled '164 166 168 170 172 174 176 178 180'

# ---- Texts ----

exits 0 plot line data.csv -x date -y value --title "A <title> & more" --subtitle "What it is" --y-title "Tons" --source "Source: us" --inspect
mentions out 'A <title> & more'
mentions out 'What it is'
mentions out '"Tons"'
exits 0 plot line data.csv -x date -y value --title "A <title> & more" --source "Source: us" -o title.svg
mentions title.svg 'Source: us'
mentions title.svg 'A &lt;title&gt; &amp; more'
if command -v xmllint >/dev/null; then xmllint --noout title.svg 2>err || complain "title.svg: $(cat err)"; fi

# In every script, whatever the locale is; bytes that are no text are an error.
printf 'سال,شمار\n2001,3\n2002,5\n' >urdu.csv
for locale in C C.UTF-8; do
  LC_ALL=$locale exits 0 plot line urdu.csv -x سال -y شمار --title 'Торговля' --inspect
  mentions out 'Торговля'
  mentions out 'شمار'
done
exits 2 plot line urdu.csv -x سال -y شمار --title "$(printf 'a\351')" -o broken.png
mentions err 'error: the text of --title is not UTF-8'

# ---- Milestones ----

exits 0 plot line data.csv -x date -y value --milestones events.csv --inspect
mentions out 'New shop opens'
mentions out 'Price rise'
exits 0 plot line data.csv -x date -y value --milestones events.csv -o events.pdf
printf 'date,label,series\n2002,On a,a\n2002,On b,b\n' >of-series.csv
exits 0 plot line years.csv -x year -y a,b --milestones of-series.csv --inspect
[ ! -s err ] || complain "$command: $(cat err)"
# ---- The spec: valid for the other commands, and the same picture ----

for arguments in "line data.csv -x date -y value" "line data.csv -x date -y value --milestones events.csv" "bar fruit.csv -x name -y count" \
  "line years.csv -x year -y a,b" "area years.csv -x year -y a --color kind"; do
  # shellcheck disable=SC2086 # several words
  exits 0 plot $arguments --emit-spec
  cp out emitted.vl.json
  mentions out 'schema": "https://vega.github.io/schema/vega-lite/v6.json"'
  # shellcheck disable=SC2086
  exits 0 plot $arguments -o plotted.png
  exits 0 check emitted.vl.json
  [ ! -s err ] || complain "$command: $(cat err)"
  exits 0 render emitted.vl.json -o rendered.png --theme report
  same plotted.png rendered.png
done

# ---- Standard input ----

status=0
"$cairn" plot line - -x date -y value -o stdin.png <data.csv 2>err || status=$?
[ "$status" -eq 0 ] || complain "plot of standard input: exit code $status: $(cat err)"
exits 0 plot line data.csv -x date -y value -o file.png
same stdin.png file.png
"$cairn" plot line - -x date -y value --emit-spec <data.csv >stdin.vl.json 2>err || complain "plot - --emit-spec: $(cat err)"
exits 0 render stdin.vl.json -o stdin2.png --theme report
same stdin2.png file.png

# ---- Files as people have them ----

# Semicolons, and dates with the day first.
printf 'Datum;Tonnen\n01.02.2021;5\n01.03.2021;6\n13.04.2021;7\n' >german.csv
exits 0 plot line german.csv -x Datum -y Tonnen --alt
mentions out 'Tonnen by Datum, February 1, 2021 to April 13, 2021'
exits 0 plot line german.csv -x Datum -y Tonnen --emit-spec
cp out german.vl.json
exits 0 render german.vl.json -o german.png
[ ! -s err ] || complain "$command: $(cat err)"
printf 'date,n\n01/02/2021,5\n01/03/2021,6\n' >strokes.csv
exits 0 plot line strokes.csv -x date -y n -o strokes.png
mentions err 'strokes.csv:2: warning: the dates of column "date" are read as month, day and year'
exits 1 plot line strokes.csv -x date -y n -o strokes.png --strict

# Marks for what is missing are gaps; anything else among numbers is an error at its place, never a name on an axis.
printf 'date,n\n2021-01-01,1\n2021-01-02,NA\n2021-01-03,5\n2021-01-04,-\n' >missing.csv
for kind in line point bar; do
  exits 0 plot "$kind" missing.csv -x date -y n --inspect
  [ ! -s err ] || complain "$command: $(cat err)"
  if grep -qF '"NA"' out; then complain "$command: NA is a name"; fi
done
for cell in x 12kg '3 to 4'; do
  for kind in line area bar; do
    printf 'date;n\n2021;%s\n2022;%s\n' "$cell" "$cell" >cell.csv
    exits 1 plot "$kind" cell.csv -x date -y n -o wrong.png
    mentions err "cell.csv:2:6: error: "
  done
done

# Numbers as people write them: the spec that is printed draws the same, and another one at its place is an error.
printf 'Jahr;Umsatz;Quote;Menge\n2019;1.234,5;12 %%;1.200\n2020;..;13,5 %%;2.300\n2021;-1.500,0;15 %%;3.100\n' >german.csv
exits 0 plot line german.csv -x Jahr -y Umsatz --inspect
mentions out '"1,000"'
mentions out '"2020"'
exits 0 plot bar german.csv -x Jahr -y Quote --inspect
mentions out 'Quote (%)'
mentions out '"15"'
exits 0 plot bar german.csv -x Jahr -y Menge --inspect
mentions out '"3,000"'
exits 0 plot line german.csv -x Jahr -y Umsatz,Menge --emit-spec
cp out numbers.vl.json
exits 0 plot line german.csv -x Jahr -y Umsatz,Menge -o numbers.svg
exits 0 render numbers.vl.json --theme report -o rendered.svg
cmp numbers.svg rendered.svg || complain "the spec draws something else"
printf 'a;b\n1;1,5\n2;viel\n3;2,5\n' >much.csv
exits 1 plot line much.csv -x a -y b -o wrong.png
mentions err "much.csv:3:3: error: 'viel' in column 'b': expected a number such as 1.234,5"
printf 'a;b\n1;1,500\n2;2,500\n' >guess.csv
exits 0 plot line guess.csv -x a -y b -o guess.png
mentions err 'guess.csv:2: warning: the commas in the numbers of column "b" are taken for decimal marks'
exits 1 plot line guess.csv -x a -y b -o guess.png --strict

# Labels differ from each other also where numbers are large and close together; zero alone has an axis.
printf 'x,y\n1700000000,62765235\n1700006000,63697865\n' >close.csv
exits 0 plot line close.csv -x x -y y --inspect
mentions out '"1,700,005,000"'
mentions out '"63.0"'
printf 'year,v\n2010,0\n2011,0\n' >zero.csv
exits 0 plot bar zero.csv -x year -y v --inspect
mentions out '"0.8"'

printf 'date,n\n2021-01-01,1\n2021-01-02,2\nsoon,3\n' >soon.csv
exits 1 plot line soon.csv -x date -y n -o wrong.png
mentions err "soon.csv:4:1: error: 'soon' in column 'date'"

# Quarters and months as statistics offices and spreadsheets write them, and weeks, each under its label.
printf 'q,v\n2021-Q1,1\n2021-Q2,2\n2021-Q4,3\n2022-Q1,4\n' >quarters.csv
for kind in line bar; do
  exits 0 plot "$kind" quarters.csv -x q -y v --inspect
  mentions out '"Q3\n"'
  mentions out '"Q1\n2022"'
done
printf 'm,v\nDec-20,1\nJan-21,2\nFeb-21,3\n' >months.csv
exits 0 plot bar months.csv -x m -y v --inspect
mentions out '"Jan\n2021"'
awk 'BEGIN { print "w,v"; for (i = 1; i <= 52; i++) printf "2023-W%02d,%d\n", i, i }' >weeks.csv
exits 0 plot bar weeks.csv -x w -y v --inspect
mentions out '"Feb"'
awk 'BEGIN { print "w,v"; for (i = 1; i <= 6; i++) printf "2023-W%02d,%d\n", i, i }' >weeks.csv
exits 0 plot line weeks.csv -x w -y v --inspect
mentions out '"Jan 9"'

# Milestones write their dates as data may: the day first, quarters; but all in one way.
printf 'year,v\n2015,1\n2016,2\n2017,3\n2018,2\n' >level.csv
printf 'date;label;end\n01.03.2016;Reform;\n05.12.2017;Vote;31.01.2018\n' >points.csv
exits 0 plot line level.csv -x year -y v --milestones points.csv --alt
mentions out 'Reform (March 2016)'
mentions out 'Vote (December 5, 2017)'
exits 0 plot line level.csv -x year -y v --milestones points.csv --emit-spec
cp out points.vl.json
exits 0 check --strict points.vl.json
exits 0 inspect points.vl.json
printf 'date,label,end\n2016-Q2,Reform,\n2017-Q3,Vote,2017-Q4\n' >points.csv
exits 0 plot bar quarters.csv -x q -y v --milestones points.csv -o quarters.png
exits 0 plot line level.csv -x year -y v --milestones points.csv --alt
mentions out 'Vote (July 2017)'
printf 'date,label\n2016,Reform\n01.03.2017,Vote\n' >points.csv
exits 1 plot line level.csv -x year -y v --milestones points.csv -o wrong.png
mentions err 'points.csv:3:1: error: "01.03.2017" is no date'
printf 'date,label\n01/03/2017,Vote\n' >points.csv
exits 0 plot line level.csv -x year -y v --milestones points.csv -o points.png
mentions err 'points.csv:2: warning: the dates of column "date" are read as month, day and year'

# Seconds of one day: the title tells the day. Parts of a second keep the axis's own labels.
printf 't,v\n2024-05-01T12:00:10.5,1\n2024-05-01T12:00:40,2\n2024-05-01T12:01:30,3\n' >seconds.csv
exits 0 plot line seconds.csv -x t -y v --inspect
mentions out '"2024-05-01"'
mentions out '"12:01:00"'
printf 't,v\n2024-05-01T12:00:10.25,1\n2024-05-01T12:00:10.5,2\n' >parts.csv
exits 0 plot line parts.csv -x t -y v --inspect
mentions out '".300"'

# Long names stand on lines, slanted ones are all told.
{
  echo name,v
  echo '"Manufacture of basic pharmaceutical products",3'
  echo '"Public administration and defence",5'
  echo '"Water collection, treatment and supply",4'
  echo '"Wholesale and retail trade",7'
  echo '"Accommodation and food services",7'
} >branches.csv
exits 0 plot bar branches.csv -x name -y v --inspect
mentions out '"Public administration\nand defence"'
exits 0 plot bar branches.csv -x v -y name --width 400 --inspect
mentions out '"Wholesale and\nretail trade"'
mentions out '"Accommodation and\nfood services"'

# Titles stand on as many lines as the width asks for, and the axis gives way to its own.
long='How satisfied are you, all in all, with the service that you received from us over the past twelve months?'
printf 'year,a,b\n2001,1,2\n2002,2,1\n' >service.csv
exits 0 plot bar service.csv -x year -y a,b --title "$long" --y-title "$long" --width 400 --emit-spec
grep -A1 '"text": \[' out | grep -qF '"How satisfied are you' || complain "$command: the title is on one line"
mentions out '"titleY": -21.0'
exits 0 plot bar service.csv -x year -y a --title "$long" --width 1200 --emit-spec
mentions out "\"text\": \"$long\""

awk 'BEGIN { print "name,v"; for (i = 1; i <= 30; i++) printf "Department%d,%d\n", i, i }' >departments.csv
exits 0 plot bar departments.csv -x name -y v --inspect
for i in 2 15 29; do mentions out "\"Department$i\""; done

# Notes above the header.
printf '# Source: an office\n\nyear,v\n2001,1\n2002,2\n' >notes.csv
exits 1 plot line notes.csv -x year -y v -o wrong.png
mentions err "notes.csv:1:1: error: '# Source: an office' is no header for rows of 2 cells"

# A name with a comma.
printf 'date,"tons, net",b\n2021,1,2\n2022,3,1\n' >comma.csv
exits 0 plot line comma.csv -x date -y '"tons, net",b' --inspect
mentions out 'tons, net'
exits 1 plot line comma.csv -x date -y 'tons, net' -o wrong.png
mentions err 'a name with a comma stands in double quotes'

# Nothing to draw.
printf 'date,n\n' >none.csv
exits 0 plot line none.csv -x date -y n -o none.png
mentions err 'warning: nothing is drawn: the data have no rows'
rm none.csv
printf 'date,n\n2021,\n2022,NA\n' >blank.csv
exits 0 plot line blank.csv -x date -y n -o blank.png
mentions err 'warning: no row has a number in "n"'

# Numbers that are places: bars and cells fill them, and those without data stay empty.
printf 'hour,month,n\n0,1,5\n1,2,6\n3,1,7\n3,4,7\n' >hours.csv
exits 0 plot rect hours.csv -x hour -y month --color n --emit-spec
[ "$(grep -c '"type": "ordinal"' out)" -eq 2 ] || complain "$command: not two axes of places"
exits 0 plot bar hours.csv -x hour -y n --inspect
labelled '0 1 2 3'
exits 0 plot point hours.csv -x hour -y n --emit-spec
if grep -qF '"ordinal"' out; then complain "$command: points stand in places"; fi
printf 'a,b,n\n0.5,1,5\n7.13,2,6\n700,3,7\n' >scattered.csv
exits 1 plot rect scattered.csv -x a -y b --color n -o wrong.png
mentions err 'scattered.csv:1: error: the numbers of column "a" are not evenly spaced'

# More names than there is room for: on y the figure grows, else the axis tells some of them, and a warning that.
{
  echo town,n
  i=0
  while [ $i -lt 100 ]; do i=$((i + 1)); echo "Town $i,$i"; done
} >towns.csv
exits 0 plot bar towns.csv -x n -y town --inspect
[ ! -s err ] || complain "$command: $(cat err)"
mentions out '"Town 57"'
if grep -qF '"height":500' out; then complain "$command: the figure does not grow"; fi
exits 0 plot bar towns.csv -x n -y town --height 300 -o towns.png
mentions err 'more names than there is room for'
exits 0 plot bar towns.csv -x town -y n -o towns.png
mentions err 'more names than there is room for'

# ---- What is hardly meant ----

# Rows at one place of a series.
printf 'year,kind,n\n2001,a,1\n2001,b,2\n2002,a,3\n2002,a,4\n' >twice.csv
for kind in line area bar; do
  exits 0 plot $kind twice.csv -x year -y n -o twice.png
  mentions err 'twice.csv:1: warning: column "year" has "2001" more than once, and '
  mentions err '--color can name the column that tells such rows apart'
  exits 0 plot $kind twice.csv -x year -y n --color kind -o twice.png
  mentions err 'column "year" has "2002" more than once in a series, and '
  exits 1 plot $kind twice.csv -x year -y n -o strict.png --strict
  [ ! -e strict.png ] || complain "$command: it left a file"
done
exits 0 plot point twice.csv -x year -y n -o twice.png
[ ! -s err ] || complain "$command: $(cat err)"
printf 'name,n\na,1\nb,2\na,3\n' >lying.csv
exits 0 plot bar lying.csv -x n -y name -o twice.png
mentions err 'column "name" has "a" more than once'
printf 'day,a,b\n2001-03-05,1,\n2001-03-05,,2\n2001-03-06,1,2\n' >gaps.csv
exits 0 plot line gaps.csv -x day -y a,b -o twice.png
[ ! -s err ] || complain "$command: $(cat err)"

# A series without a name.
printf 'year,kind,n\n2001,,1\n2002,,5\n2001,b,2\n2002,b,7\n' >unnamed.csv
for kind in line bar point; do
  exits 0 plot $kind unnamed.csv -x year -y n --color kind --inspect
  mentions out '"–"'
  if grep -qF '"null"' out; then complain "$command: a series \"null\""; fi
done

# More series than colours: dashes and shapes tell them apart; where these do not, a warning says so.
many() {
  {
    echo year,kind,n
    i=0
    while [ $i -lt "$1" ]; do
      i=$((i + 1))
      echo "2001,k$i,1"
      echo "2002,k$i,1"
    done
  } >many.csv
}
many 30
exits 0 plot line many.csv -x year -y n --color kind --emit-spec
mentions out '"strokeDash"'
[ ! -s err ] || complain "$command: $(cat err)"
exits 0 plot line many.csv -x year -y n --color kind --inspect
exits 0 plot point many.csv -x year -y n --color kind --emit-spec
mentions out '"shape"'
exits 0 plot bar many.csv -x year -y n --color kind -o many.png
mentions err 'many.csv:1: warning: there are 30 series, and this plot can tell 12 apart'
many 12
exits 0 plot line many.csv -x year -y n --color kind --emit-spec
if grep -qF '"strokeDash"' out; then complain "$command: dashes"; fi
many 70
exits 0 plot line many.csv -x year -y n --color kind -o many.png
mentions err 'there are 70 series, and this plot can tell 60 apart'

# Months in other languages: names, with a warning; among dates an error. Date.parse would read January.
printf 'month,n\njuil. 2021,1\nao\303\273t 2021,2\nsept. 2021,3\n' >mois.csv
exits 0 plot line mois.csv -x month -y n -o mois.png
mentions err 'mois.csv:1: warning: column "month" is drawn as names, in the order of the rows: "juil. 2021" is no date'
printf 'month,n\nJuli 2021,1\nAugust 2021,2\nOktober 2021,3\n' >monate.csv
exits 1 plot line monate.csv -x month -y n -o monate.png
mentions err "monate.csv:4:1: error: 'Oktober 2021' in column 'month': expected a date"
printf 'model,n\nModel 2000,1\nMark 2001,2\n' >models.csv
exits 0 plot bar models.csv -x model -y n -o models.png
[ ! -s err ] || complain "$command: $(cat err)"

# ---- What is wrong ----

exits 1 plot line data.csv -x dates -y value -o wrong.png
mentions err 'data.csv:1: error: there is no column "dates"; did you mean "date"?'
exits 1 plot line data.csv -x date -y value,vlaue -o wrong.png
mentions err '"vlaue"'
exits 1 plot line data.csv -x date -y value --color no -o wrong.png
exits 2 plot line data.csv -x date -y value,value -o wrong.png
says 'error: the column "value" stands twice among those of y'
exits 1 plot line none.csv -x date -y value -o wrong.png
mentions err 'none.csv: error: '
exits 1 plot line data.csv -x date -y value --milestones none.csv -o wrong.png
mentions err 'none.csv'
printf 'date,value\n2021,1\n2022\n' >ragged.csv
exits 1 plot line ragged.csv -x date -y value -o wrong.png
mentions err 'ragged.csv:3'
printf '' >empty.csv
exits 1 plot line empty.csv -x date -y value -o wrong.png
mentions err 'empty.csv'
exits 3 plot line data.csv -x date -y value -o no/such/wrong.png
[ ! -e wrong.png ] || complain "a failed plot left a file"

# Sizes and numbers that are none.
for number in 0 -5 nan inf 1e9; do
  for option in width height; do
    exits 2 plot line data.csv -x date -y value -o wrong.png --$option $number
    says "error: --$option takes a number from 1 to 1000000"
  done
done
for option in '--scale 0' '--scale nan' '--scale inf' '--dpi 0' '--dpi 1e9'; do
  # shellcheck disable=SC2086 # two words
  exits 2 plot line data.csv -x date -y value -o wrong.png $option
  [ "$(wc -l <err)" -eq 1 ] || complain "$command: $(cat err)"
done
exits 2 plot line data.csv -x date -y value -o wrong
says "error: the output has no format; valid are png, svg and pdf (by -f or the file's ending)"
[ ! -e wrong.png ] && [ ! -e wrong ] || complain 'a failed plot left a file'
exits 0 plot line data.csv -x date -y value -o tiny.png --width 1 --height 1
says "<plot>:3:12: warning: axes, legends and titles take all of the figure's width of 1 px; nothing is left for the plot"
exits 1 plot line data.csv -x date -y value -o strict.png --width 20 --height 20 --strict
[ ! -e strict.png ] || complain "$command: it left a file"

# Names that look like paths, formats or options.
printf 'a.b,c[0]\n1,2\n2,3\n' >odd.csv
exits 0 plot point odd.csv -x a.b -y 'c[0]' --inspect
mentions out '"a.b"'
cp data.csv ./-data.csv
exits 0 plot line ./-data.csv -x date -y value -o odd.png
exits 0 plot line -x date -y value -o odd.png -- -data.csv
finish
