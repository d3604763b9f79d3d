set terminal pngcairo size 793,484 font 'Liberation Sans,7.5'
set output "gnuplot.png"
set datafile separator ","
set key off
plot "rows.csv" using 1:2 every ::1 with lines
