#include "plot_titles.h"

#include "chart.h"
#include "layout/text.h"

#include <string.h>

enum {
  PADDING = 16,     /* px around the figure */
  BESIDE_AXES = 80, /* px of the figure that axes do not reach over, about */
  TITLE_SIZE = 16,  /* px, and bold */
  SUBTITLE_SIZE = 12,
  AXIS_TITLE_SIZE = 11,
  AXIS_LINE = 13, /* px from one of its lines to the next */
};

/* Fonts are opened where a title may be too long. */
typedef struct Fitter {
  const CairnOptions *options;
  CairnFonts *opened; /* owned */
  GError **error;
  bool failed;
} Fitter;

static CairnTextMeasurer *measurer_of(Fitter *fitter) {
  const CairnOptions *options = fitter->options;
  if (options && options->fonts) return options->fonts->measurer;
  if (!fitter->opened) fitter->opened = cairn_fonts_new(options ? options->font_dir : NULL, fitter->error);
  fitter->failed = !fitter->opened;
  return fitter->opened ? fitter->opened->measurer : NULL;
}

/* Letters are hardly wider than their size. */
static bool may_be_wider(const char *text, double size, double width_px) {
  return (double)g_utf8_strlen(text, -1) * size > width_px;
}

/* How many lines it takes. */
static size_t fit(Fitter *fitter, json_t *object, const char *member, CairnFont font, double width_px) {
  const char *text = json_string_value(json_object_get(object, member));
  if (!text || fitter->failed || !may_be_wider(text, font.size, width_px)) return 1;
  CairnTextMeasurer *measurer = measurer_of(fitter);
  if (!measurer) return 1;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  size_t n;
  const char *const *lines = cairn_text_wrap(arena, measurer, &font, text, width_px, &n);
  if (n < 2) return 1;
  json_t *broken = json_array();
  for (size_t i = 0; i < n; i++)
    json_array_append_new(broken, json_string(lines[i]));
  json_object_set_new(object, member, broken);
  return n;
}

static void add_to(json_t *object, const char *member, double px) {
  const json_t *number = json_object_get(object, member);
  if (json_is_number(number)) json_object_set_new(object, member, json_real(json_number_value(number) + px));
}

/* The title of y stands on its lines above the plot, and legends above it. */
static void fit_y(Fitter *fitter, json_t *encoding, CairnFont font, double width_px) {
  json_t *y = json_object_get(encoding, "y");
  double more_px = AXIS_LINE * ((double)fit(fitter, y, "title", font, width_px) - 1);
  if (more_px == 0) return;
  add_to(json_object_get(y, "axis"), "titleY", -more_px);
  add_to(json_object_get(json_object_get(encoding, "color"), "legend"), "offset", more_px);
}

bool cairn_plot_fit_titles(json_t *spec, double width_px, const CairnOptions *options, GError **error) {
  Fitter fitter = {.options = options, .error = error};
  const char *family = options && options->font ? options->font : "sans-serif";
  const CairnFont title = {family, TITLE_SIZE, 700, false}, subtitle = {family, SUBTITLE_SIZE, 400, false},
                  axis = {family, AXIS_TITLE_SIZE, 400, false};
  json_t *titles = json_object_get(spec, "title"), *layer;
  fit(&fitter, titles, "text", title, width_px - 2 * PADDING);
  fit(&fitter, titles, "subtitle", subtitle, width_px - 2 * PADDING);
  size_t i;
  json_array_foreach(json_object_get(spec, "layer"), i, layer) {
    json_t *encoding = json_object_get(layer, "encoding");
    fit(&fitter, json_object_get(encoding, "x"), "title", axis, width_px - BESIDE_AXES);
    fit_y(&fitter, encoding, axis, width_px - BESIDE_AXES);
  }
  cairn_fonts_free(fitter.opened);
  return !fitter.failed;
}
