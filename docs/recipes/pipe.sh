#!/bin/sh
# COMMAND | pipe.sh HOSTS FOLDER: draws the charts of a manifest in NDJSON as COMMAND prints it, in parts of 1,000, on the hosts that the
# file HOSTS lists. They share the working folder and have the same cairn, which CAIRN may name.
set -eu
hosts=$1 folder=$2
mkdir -p "$folder"
parallel --pipe -N 1000 --sshloginfile "$hosts" --workdir "$PWD" --jobs 1 --joblog "$folder/parts.log" \
  "${CAIRN:-cairn}" batch -q --manifest - --out-dir "$folder" -f svg --report "$folder/report-{#}.ndjson"
