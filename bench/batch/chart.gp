set datafile separator ","
set datafile columnheaders
set border 3 lc "#888888"
set grid lc "#dddddd" lt 1 lw 1
set tics out nomirror textcolor "black"
set xlabel "hour"
set ylabel "load"
set xrange [0:200]
set yrange [0:100]
set xtics 10
set ytics 10
set linetype 1 lw 2 lc "#4c78a8"
unset key
