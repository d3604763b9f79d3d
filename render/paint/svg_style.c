/* A chart that stands in a page is in reach of the page's style: `path {stroke: red}` or a letter-spacing of
 * the body would change it.
 *
 * `all: revert-layer` takes back what other rules say and leaves the chart's own attributes
 * (https://www.w3.org/TR/css-cascade-5/#revert-layer); for the group around everything, `all: initial` keeps
 * out what would be inherited. Size and place of the root stay the page's. Outlines are to look the same
 * everywhere, so their rules count as ids do. Live text is there to be styled through its class names: the
 * rules for it count as nine names of elements, more than a page's rules for elements and less than one for a
 * class. */
#include "paint/svg_writer.h"

#define INNER                                                                                                \
  "{all:initial;direction:ltr;font-kerning:none;font-synthesis:none;text-rendering:geometricPrecision}"

static const char outline_rules[] =
    CAIRN_SVG_ROOT " *,." CAIRN_SVG_PREFIX "g:not(#_){all:revert-layer}" CAIRN_SVG_ROOT ">g" INNER;

static const char live_rules[] =
    ":where(" CAIRN_SVG_ROOT ") :is(*,a b c d e f g h i){all:revert-layer}" CAIRN_SVG_ROOT ">g" INNER;

bool cairn_svg_style(const CairnSvg *svg, GString *out, GError **error) {
  g_string_append(out, "<style>");
  g_string_append(out, svg->live ? live_rules : outline_rules);
  if (svg->fonts && !cairn_svg_fonts_rules(svg->fonts, out, error)) return false;
  cairn_svg_dark_rules(&svg->dark, out);
  g_string_append(out, "</style>\n");
  return true;
}
