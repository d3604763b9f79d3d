/* Colours: objects of channels, as d3-color's, whose text is such as "rgb(70, 130, 180)". */

#include "expr/function.h"

#include "base/color.h"
#include "base/number.h"

#include <math.h>

/* A channel as CSS text: rounded half up and clamped; 0 for NaN. */
static int channel(double value) {
  return isnan(value) ? 0 : (int)fmax(0, fmin(255, floor(value + 0.5)));
}

static const char *color_text(CairnCall *call, CairnColor color) {
  double alpha = isnan(color.a) ? 1 : fmax(0, fmin(1, color.a));
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "%s(%d, %d, %d", alpha == 1 ? "rgb" : "rgba", channel(color.r),
                         channel(color.g), channel(color.b));
  if (alpha != 1) {
    g_string_append(text, ", ");
    cairn_number_append(text, alpha);
  }
  g_string_append_c(text, ')');
  return cairn_arena_strndup(call->run->arena, text->str, text->len);
}

static const char *const member_names[][4] = {
    [CAIRN_SPACE_RGB] = {"r", "g", "b", "opacity"},
    [CAIRN_SPACE_HSL] = {"h", "s", "l", "opacity"},
    [CAIRN_SPACE_LAB] = {"l", "a", "b", "opacity"},
    [CAIRN_SPACE_HCL] = {"h", "c", "l", "opacity"},
};

static CairnValue color_value(CairnCall *call, CairnColorSpace space, const double channels[3], CairnColor color) {
  CairnValue members[4] = {[3] = cairn_value_number(color.a)};
  for (size_t i = 0; i < 3; i++)
    members[i] = cairn_value_number(channels[i]);
  return cairn_value_new_textual(call->run->arena, member_names[space], members, G_N_ELEMENTS(members),
                                 color_text(call, color));
}

/* A text that is no colour is black without a channel defined: NaN everywhere, as d3-color has it. */
static CairnColor color_argument(CairnCall *call, size_t i) {
  CairnColor color = {NAN, NAN, NAN, NAN};
  cairn_color_parse(cairn_call_string(call, i), &color);
  return color;
}

/* rgb(r, g, b, opacity) and its sisters; with one argument the colour that it names. */
static CairnValue call_space(CairnCall *call, CairnColorSpace space) {
  double channels[3];
  if (call->n < 3) {
    CairnColor color = color_argument(call, 0);
    cairn_color_to_channels(space, color, channels);
    return color_value(call, space, channels, color);
  }
  for (size_t i = 0; i < 3; i++)
    channels[i] = cairn_call_number(call, i);
  CairnValue opacity = cairn_call_argument(call, 3);
  double alpha = cairn_value_is_missing(opacity) ? 1 : cairn_value_to_number(opacity);
  return color_value(call, space, channels, cairn_color_from_channels(space, channels, alpha));
}

static CairnValue call_rgb(CairnCall *call) {
  return call_space(call, CAIRN_SPACE_RGB);
}

static CairnValue call_hsl(CairnCall *call) {
  return call_space(call, CAIRN_SPACE_HSL);
}

static CairnValue call_lab(CairnCall *call) {
  return call_space(call, CAIRN_SPACE_LAB);
}

static CairnValue call_hcl(CairnCall *call) {
  return call_space(call, CAIRN_SPACE_HCL);
}

static CairnValue call_luminance(CairnCall *call) {
  return cairn_value_number(cairn_color_luminance(color_argument(call, 0)));
}

static CairnValue call_contrast(CairnCall *call) {
  return cairn_value_number(cairn_color_contrast(color_argument(call, 0), color_argument(call, 1)));
}

static const CairnFunction functions[] = {
    {"contrast", 2, 2, call_contrast},
    {"hcl", 1, 4, call_hcl},
    {"hsl", 1, 4, call_hsl},
    {"lab", 1, 4, call_lab},
    {"luminance", 1, 1, call_luminance},
    {"rgb", 1, 4, call_rgb},
};

const CairnFunctionFamily cairn_color_functions = {functions, G_N_ELEMENTS(functions)};
