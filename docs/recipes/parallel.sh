#!/bin/sh
# parallel.sh HOSTS MANIFEST FOLDER SHARDS: draws the charts of MANIFEST into FOLDER, in SHARDS parts, on the hosts that the file HOSTS
# lists, a line each. They share the working folder and have the same cairn, which CAIRN may name.
set -eu
hosts=$1 manifest=$2 folder=$3 shards=$4
mkdir -p "$folder"
# One part at a time on each host, since `cairn batch` takes all processors. --changed lets a part that is tried again go on
# from where it was.
seq "$shards" | parallel --sshloginfile "$hosts" --workdir "$PWD" --jobs 1 --retries 2 --joblog "$folder/parts.log" \
  "${CAIRN:-cairn}" batch -q --manifest "$manifest" --shard "{}/$shards" --out-dir "$folder" -f svg --changed --report "$folder/report-{}.ndjson"
