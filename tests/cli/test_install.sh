#!/bin/sh
# test_install.sh BUILD: what `cmake --install` puts into a prefix is enough to compile, link and run a client.
set -eu
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build" --prefix "$work/prefix" >/dev/null
cd "$work"
for file in bin/cairn include/cairn.h; do
  [ -s "prefix/$file" ] || { echo "$file is not installed"; exit 1; }
done
[ "$(find prefix/include -type f | wc -l)" -eq 1 ] || { echo "more than one header: $(find prefix/include -type f)"; exit 1; }
PKG_CONFIG_PATH=$(dirname "$(find "$work/prefix" -name cairn.pc)")
export PKG_CONFIG_PATH
library=$(pkg-config --variable=libdir cairn)

cat >client.c <<'END'
#include <cairn.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  const char *spec = "{\"data\": {\"values\": [{\"a\": \"A\", \"b\": 28}, {\"a\": \"B\", \"b\": 55}]}, \"mark\": \"bar\","
                     " \"encoding\": {\"x\": {\"field\": \"a\", \"type\": \"nominal\"}, \"y\": {\"field\": \"b\", \"type\": \"quantitative\"}}}";
  g_autoptr(GError) error = NULL;
  g_autoptr(CairnChart) chart = cairn_chart_parse(spec, strlen(spec), "client", NULL, &error);
  if (chart && cairn_chart_write(chart, "client.png", NULL, &error)) return 0;
  fprintf(stderr, "%s\n", error->message);
  return 1;
}
END

# draws PROGRAM: it runs and makes a PNG.
draws() {
  rm -f client.png
  LD_LIBRARY_PATH=$library "./$1" || { echo "$1 failed"; exit 1; }
  [ "$(head -c 8 client.png | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ] || { echo "$1 drew no PNG"; exit 1; }
}

compiler=${CC:-cc}
# shellcheck disable=SC2046 # pkg-config prints words
"$compiler" -std=c17 -Wall -Wextra -Werror client.c -o shared $(pkg-config --cflags --libs cairn)
draws shared
# shellcheck disable=SC2046
"$compiler" -std=c17 client.c -o static $(pkg-config --cflags cairn) "$library/libcairn.a" \
  $(pkg-config --static --libs cairn | tr ' ' '\n' | grep -vxF -- -lcairn)
draws static
prefix/bin/cairn --version

# The shared library shows the functions of cairn.h and nothing else.
nm -D --defined-only "$library/libcairn.so" | awk '$2 ~ /[TDBRW]/ {print $3}' | LC_ALL=C sort >shown
grep -oE '\bcairn_[a-z_]+\(' prefix/include/cairn.h | tr -d '(' | LC_ALL=C sort -u >declared
if ! diff declared shown >difference; then
  echo "declared (<) and exported (>) functions differ:"
  cat difference
  exit 1
fi
