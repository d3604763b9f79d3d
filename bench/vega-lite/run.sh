#!/bin/sh
# One process over all public examples (or, where they are not at hand, our own specs), against the reference warm in Node.
set -eu
here=$(cd -- "$(dirname -- "$0")" && pwd)
specs=$here/../../../shared/conformance/specs
[ -d "$specs" ] || specs=$here/../../tests/conformance/specs
rounds=5

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "vega-lite: not measured, as node or npm are missing; they are Debian's nodejs and npm" >&2
  exit 0
fi
if [ ! -d "$SCRATCH/node_modules/vega-lite" ]; then
  echo "vega-lite: fetching the reference" >&2
  npm install --silent --no-audit --no-fund --prefix "$SCRATCH" vega@6 vega-lite@6 >&2
fi

mkdir "$OUTPUTS/figures"
node "$here/warm.mjs" "$SCRATCH/node_modules" "$specs" $rounds "$OUTPUTS/figures" \
  "$CAIRN" render -f svg --out-dir >"$SCRATCH/seconds"
median() { cut -d' ' -f"$1" "$SCRATCH/seconds" | sort -n | sed -n "$(((rounds + 1) / 2))p"; }
own=$(median 1)
reference=$(median 2)
echo "vega-lite: cairn $own s for $(find "$OUTPUTS/figures/warm" -name '*.svg' | wc -l) figures, the reference $reference s" >&2
"$BENCH/verdict" vega-lite-svg "$(awk "BEGIN {printf \"%.4f\", $own / $reference}")" 0.1
