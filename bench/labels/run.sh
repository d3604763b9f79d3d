#!/bin/sh
# How well, how fast and how steadily milestones are placed; see labels.py.
set -eu
here=$(cd -- "$(dirname -- "$0")" && pwd)
exec python3 -B "$here/labels.py" "$@"
