#!/bin/sh
# Every chart of charts/ at scale 1, 2 and 3: cairn's PNG writers against Cairo's, from the same surface (png.c).
set -eu
exec "$BENCH/png" datasets charts/*.vl.json
