#!/bin/sh
# run.sh CAIRN: compares the program with the reference's summaries; exit 77 (skipped) where node is missing.
set -eu
command -v node >/dev/null || { echo "skipped: node is not installed"; exit 77; }
exec node "$(dirname -- "$0")/compare.mjs" "$1"
