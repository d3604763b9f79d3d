#!/bin/sh
# test_without_isal.sh REPOSITORY: CMake says what it does without ISA-L, and links nothing of it. That the compressor which
# stands in works is tested by test_png_plain.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake -G Ninja -S "$1" -B "$work" -DCAIRN_ISAL=OFF -DCAIRN_TESTS=OFF >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
grep -q 'Without ISA-L' "$work/log" || { cat "$work/log"; echo "CMake says nothing"; exit 1; }
if grep -rqF libisal "$work" --include=build.ninja --include=cairn.pc; then
  echo "it is linked with ISA-L all the same"
  exit 1
fi
