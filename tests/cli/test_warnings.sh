#!/bin/sh
# Warnings about what a spec means, which the library gives while it draws.
. "$(dirname -- "$0")/assert.sh"

cat >no-data.vl.json <<'END'
{"layer": [
  {"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}},
  {"mark": "rule", "encoding": {"x": {"datum": 3}}}
]}
END
exits 0 check no-data.vl.json
says 'no-data.vl.json:3:12: warning: there are no data for this mark, so nothing is drawn; "data": {"values": [{}]} draws it once'

# All parts of the box plot come to it, and it is told once.
cat >sorted.vl.json <<'END'
{"data": {"values": [{"g": "a", "v": 1, "w": 2}, {"g": "b", "v": 5, "w": 1}]},
 "mark": "boxplot",
 "encoding": {"x": {"field": "g", "sort": {"field": "w", "op": "mean"}}, "y": {"field": "v", "type": "quantitative"}}}
END
exits 0 check sorted.vl.json
says 'sorted.vl.json:3:53: warning: the summary of "boxplot" has no field "w" to sort by: its values stand in their own order'

# Data of which nothing can be drawn, which would leave an empty chart without a word.
cat >rows.csv <<'END'
town,tons
Aby,3
Bby,4
END
chart() {
  printf '{"data": {"url": "rows.csv"}, "transform": [%s],\n "mark": "point",\n "encoding": {"x": {"field": "%s", "type": "quantitative"}, "y": {"field": "tons", "type": "quantitative"}}}' "$1" "$2" >rows.vl.json
  exits 0 check rows.vl.json
}
chart '' tons
[ ! -s err ] || complain "$command: $(cat err)"
chart '' town
says 'rows.vl.json:3:30: warning: no row has a number in "town", so that nothing is drawn by it; its texts would be of type "nominal" or "ordinal"'
chart '{"calculate": "datum.tins * 2", "as": "twice"}' tons
says 'rows.vl.json:1:59: warning: the data have no field "tins"; did you mean "tons"?'
chart '{"calculate": "isValid(datum.other) ? 1 : 2", "as": "twice"}' tons
[ ! -s err ] || complain "$command: $(cat err)"
chart '{"filter": "datum.tons > 9"}' tons
says 'rows.vl.json: warning: nothing is drawn: the data have no rows, or none is left of them'
# Some cells of a facet may have nothing, and so may the outliers of a boxplot.
echo '{"data": {"values": [{"g": "a", "v": 1}, {"g": "b", "v": null}]}, "mark": "point", "encoding": {"row": {"field": "g"}, "x": {"field": "v", "type": "quantitative"}}}' >cells.vl.json
exits 0 check cells.vl.json
[ ! -s err ] || complain "$command: $(cat err)"
echo '{"data": {"values": [{"v": 1}, {"v": null}]}, "mark": "boxplot", "encoding": {"x": {"field": "v", "type": "quantitative"}}}' >box.vl.json
exits 0 check box.vl.json
[ ! -s err ] || complain "$command: $(cat err)"

exit "$failures"
