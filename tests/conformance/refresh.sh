#!/bin/sh
# Renews oracle/ from the reference: refresh.sh NODE_MODULES, a folder in which vega and vega-lite are installed.
set -eu
modules=$(cd -- "${1:?a node_modules folder with vega and vega-lite}" && pwd)
cd -- "$(dirname -- "$0")"
node oracle.mjs --modules "$modules" --out oracle specs/*.vl.json
