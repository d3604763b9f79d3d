#!/bin/sh
# check.sh RENDER: every #include of the folders in RENDER keeps the order of order.txt. "driver" is the files of RENDER itself.
set -eu
order=$(cd "$(dirname "$0")" && pwd)/order.txt
cd "$1"

# shellcheck disable=SC2016 # the dollars are awk's
find . -name '*.[ch]' | LC_ALL=C sort | sed 's|^\./||' | xargs awk '
  function folder_of(path) { return path ~ /\// ? substr(path, 1, index(path, "/") - 1) : "driver" }
  function complain(text) { printf "render/%s:%d: %s\n", FILENAME, FNR, text; bad = 1 }

  # Headers of C, POSIX and GLib are everywhere.
  function is_plain(header) { return header ~ /^(glib|std[a-z]*|math|string|float|limits|errno|fcntl|unistd|signal|locale|time|wchar)\.h$/ }

  function check_ours(from, header, to) {
    if (to == from || index(folders[from], " " to " ")) return
    complain("\"" header "\" is not for " from "/, which may include:" (folders[from] == "  " ? " nothing of ours" : folders[from]))
  }

  function check_library(from, header, n, prefixes, i) {
    n = split(libraries[from], prefixes, " ")
    for (i = 1; i <= n; i++) if (index(header, prefixes[i]) == 1) return
    complain("<" header "> is not for " from "/, which has of other libraries: " libraries[from])
  }

  FILENAME == order_file {
    if (/^#/ || !NF) next
    split($0, halves, "|")
    name = substr(halves[1], 1, index(halves[1], ":") - 1)
    n = split(substr(halves[1], index(halves[1], ":") + 1), uses, " ")
    folders[name] = " "
    for (i = 1; i <= n; i++) {
      if (!(uses[i] in folders)) { printf "order.txt: %s is named by %s before its own line\n", uses[i], name; bad = 1 }
      folders[name] = folders[name] uses[i] " "
    }
    if (n == 0) folders[name] = "  "
    libraries[name] = halves[2]
    next
  }

  /^[ \t]*#[ \t]*include/ {
    from = folder_of(FILENAME)
    if (!(from in folders)) { complain(from "/ is not in order.txt"); next }
    match($0, /["<][^">]*[">]/)
    header = substr($0, RSTART + 1, RLENGTH - 2)
    ours = substr($0, RSTART, 1) == "\""
    count++
    if (ours && from == "cli" && header == "cairn.h") next
    if (ours) check_ours(from, header, folder_of(header))
    else if (!is_plain(header)) check_library(from, header)
  }

  END {
    if (count == 0) { print "no #include was found"; bad = 1 }
    if (!bad) printf "%d #include lines are in order\n", count
    exit bad
  }
' order_file="$order" "$order"
