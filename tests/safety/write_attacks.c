/* write_attacks N FILE.json...: into each file a chart with N of the hostile texts, from the last one
 * backwards; what the browser is shown. */
#include <stdio.h>
#include <stdlib.h>

#include "attacks.h"

int main(int argc, char **argv) {
  json_t *texts = attack_texts();
  size_t n = argc > 2 ? strtoul(argv[1], NULL, 10) : 0, first = json_array_size(texts);
  bool ok = texts && n > 0;
  for (int i = 2; ok && i < argc && first >= n; i++) {
    first -= n;
    json_t *spec = attack_spec(texts, first, n);
    ok = json_dump_file(spec, argv[i], 0) == 0;
    json_decref(spec);
  }
  json_decref(texts);
  if (!ok) fprintf(stderr, "usage: write_attacks N FILE.json...\n");
  return ok ? 0 : 2;
}
