/* The configuration of one chart: Vega's and Vega-Lite's defaults, then a theme, then the spec's own
 * `config`. */
#pragma once

#include "base/error.h"
#include "base/locale.h"

#include <jansson.h>

/* What the configurations of many charts share: the defaults, parsed when a chart first asks for them. */
typedef struct CairnDefaults CairnDefaults;

CairnDefaults *cairn_defaults_new(void);
void cairn_defaults_free(CairnDefaults *defaults);

/* What a chart looks like where its spec says nothing. */
typedef struct CairnLook {
  const char *theme;         /* "vega", "report" or a theme_file.h, unless usermeta.cairn.theme names another */
  const char *base_dir;      /* what a file that the spec names is relative to */
  const char *const *allow_dirs; /* where it may be, besides */
  bool lenient;              /* with a theme that asks for what cairn does not draw */
  const CairnWarnings *warnings;
  const char *font;          /* family of all text; NULL: the theme's */
  const CairnLocale *locale; /* NULL: US English. One that is read from right to left turns sides around */
  CairnDefaults *defaults;   /* NULL: parsed for this chart */
} CairnLook;

/* A new merged configuration. Its members may be shared with other charts and must not be changed. NULL with an error at
 * its place. */
json_t *cairn_config_new(const json_t *spec, const CairnLook *look, GError **error);
