#!/bin/sh
# That check.sh finds what it is there to find: each line below breaks one rule in an otherwise clean tree.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# is_caught FILE INCLUDE MESSAGE
is_caught() {
  rm -rf "$work/render"
  mkdir -p "$work/render/$(dirname "$1")" "$work/render/base"
  printf '#include <glib.h>\n' >"$work/render/base/arena.c"
  printf '#include <stdio.h>\n#include %s\n' "$2" >"$work/render/$1"
  if output=$("$here/check.sh" "$work/render"); then
    echo "not caught: $1 includes $2"
    exit 1
  fi
  case $output in
  "render/$1:"[12]": $3"*) ;;
  *)
    printf 'for %s in %s, another message was expected:\n%s\n' "$2" "$1" "$output"
    exit 1
    ;;
  esac
}

is_caught base/file.c '"table/table.h"' '"table/table.h" is not for base/, which may include: nothing of ours'
is_caught scene/path.c '"font/face.h"' '"font/face.h" is not for scene/'
is_caught transform/bin.c '"scale/scale.h"' '"scale/scale.h" is not for transform/'
is_caught scale/band.c '"mark/mark.h"' '"mark/mark.h" is not for scale/'
is_caught paint/png.c '"spec/view.h"' '"spec/view.h" is not for paint/'
is_caught paint/png.c '"chart.h"' '"chart.h" is not for paint/'
is_caught cli/main.c '"base/error.h"' '"base/error.h" is not for cli/'
is_caught cli/main.c '"compose.h"' '"compose.h" is not for cli/'
is_caught mark/line.c '<cairo.h>' '<cairo.h> is not for mark/'
is_caught layout/text.c '<pango/pangocairo.h>' '<pango/pangocairo.h> is not for layout/'
is_caught cli/main.c '<cairo.h>' '<cairo.h> is not for cli/'
is_caught misc/thing.c '"base/arena.h"' 'misc/ is not in order.txt'
is_caught scale/band.c '   "guide/axis.h" /* why */' '"guide/axis.h" is not for scale/'
