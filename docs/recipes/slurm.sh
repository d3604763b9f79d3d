#!/bin/sh
# sbatch --array=1-SHARDS slurm.sh MANIFEST FOLDER SHARDS: draws the charts of MANIFEST into FOLDER, one part for each task of the array.
# The nodes share the working folder and have the same cairn, which CAIRN may name.
#
#SBATCH --job-name=cairn
#SBATCH --cpus-per-task=2
#SBATCH --output=/dev/null
set -eu
manifest=$1 folder=$2 shards=$3
mkdir -p "$folder"
# SHARDS is not SLURM_ARRAY_TASK_COUNT: that changes when only some tasks are submitted again, as with --array=3,7.
"${CAIRN:-cairn}" batch -q --manifest "$manifest" --shard "$SLURM_ARRAY_TASK_ID/$shards" --out-dir "$folder" -f svg --changed \
  -j "${SLURM_CPUS_PER_TASK:-1}" --report "$folder/report-$SLURM_ARRAY_TASK_ID.ndjson" 2>"$folder/messages-$SLURM_ARRAY_TASK_ID.txt"
