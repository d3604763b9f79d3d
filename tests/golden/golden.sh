#!/bin/sh
# golden.sh compare|renew PROGRAM TOOLS SPEC...: the scene that PROGRAM draws of each SPEC is that of scenes/, or becomes it. TOOLS is the
# folder of scene_lines and compare_scenes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mode=$1
cairn=$2
tools=$3
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
for spec; do
  name=$(basename "$spec" .vl.json)
  "$cairn" inspect "$spec" --allow-dir "$here/../../datasets" --quiet >"$work/scene"
  "$tools/scene_lines" <"$work/scene" >"$work/$name"
  if [ "$mode" = renew ]; then mv "$work/$name" "$here/scenes/$name.scene"
  else "$tools/compare_scenes" "$here/scenes/$name.scene" "$work/$name" || failed=1
  fi
done
exit "$failed"
