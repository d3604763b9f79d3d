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

exit "$failures"
