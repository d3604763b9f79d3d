#!/bin/sh
# validate.sh FOLDER [SCHEMA]: validates charts/ against Vega-Lite's public schema. Where SCHEMA is not given, npm fetches
# it into FOLDER, once. Exits with 77, which ctest counts as skipped, where node or the schema cannot be had.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$1
schema=${2:-$folder/node_modules/vega-lite/build/vega-lite-schema.json}

skip() {
  echo "skipped: $1"
  exit 77
}

command -v node >/dev/null || skip "node is not installed"
if [ ! -f "$schema" ]; then
  command -v npm >/dev/null || skip "npm is not installed"
  mkdir -p "$folder"
  npm install --silent --no-audit --no-fund --legacy-peer-deps --prefix "$folder" vega-lite@6.4.3 ajv@8.20.0 ||
    skip "npm cannot fetch vega-lite"
fi
exec node "$here/validate.mjs" "$schema"
