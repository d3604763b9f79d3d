/* Properties of guides: where they are found in the spec and its configuration, and what they mean. */
#pragma once

#include "guide/guide.h"

/* ---- Finding ---- */

/* A property and its place. `value` is NULL where it is not given; the spec's null is a value. All is
 * borrowed. */
typedef struct CairnProperty {
  const json_t *node; /* the object that holds it, for errors */
  const char *key;
  const json_t *value;
} CairnProperty;

static inline bool cairn_property_is_given(CairnProperty property) {
  return property.value != NULL;
}

/* Member `key` of `object` (which may be NULL or no object). */
CairnProperty cairn_property_of(const json_t *object, const char *key);

/* Member `key` of the first of the objects that has it. */
CairnProperty cairn_property_first(const json_t *const *objects, size_t n, const char *key);

/* config.style[style][key]. */
CairnProperty cairn_property_style(const CairnModel *model, const char *style, const char *key);

/* ---- Reading ----
 *
 * A reader keeps the first error, at its place, and goes on with defaults; the caller checks at the end. */

typedef struct CairnGuideReader {
  CairnGuideContext *context;
  const CairnZone *zone; /* of dates in the spec; NULL: UTC */
  GError *failure;
} CairnGuideReader;

/* Keeps `error`, which it takes, unless there is an earlier one. */
void cairn_guide_fail(CairnGuideReader *reader, GError *error);

/* Hands the failure over, if any: true without. */
bool cairn_guide_succeeded(CairnGuideReader *reader, GError **error);

/* The property's value, {"expr": ...} evaluated; undefined where it is not given. */
CairnValue cairn_property_value(CairnGuideReader *reader, CairnProperty property);

/* What `value`, found at `property`, means. Missing values are `otherwise`, or none; those of a wrong kind
 * are failures. */
double cairn_value_as_number(CairnGuideReader *reader, CairnProperty property, CairnValue value,
                             double otherwise);
const char *cairn_value_as_string(CairnGuideReader *reader, CairnProperty property, CairnValue value,
                                  const char *otherwise);
/* The index of the text among `names`; -1 where it is missing or, a failure, another. `expected` lists them.
 */
int cairn_value_as_choice(CairnGuideReader *reader, CairnProperty property, CairnValue value,
                          const char *const *names, size_t n, const char *expected);
/* "transparent" is a colour, with an alpha of 0: lines of it take room. */
CairnBrush cairn_value_as_brush(CairnGuideReader *reader, CairnProperty property, CairnValue value);
CairnAlign cairn_value_as_align(CairnGuideReader *reader, CairnProperty property, CairnValue value,
                                CairnAlign otherwise);
CairnBaseline cairn_value_as_baseline(CairnGuideReader *reader, CairnProperty property, CairnValue value,
                                      CairnBaseline otherwise);
/* 100..900. */
int cairn_value_as_weight(CairnGuideReader *reader, CairnProperty property, CairnValue value, int otherwise);
bool cairn_value_as_italic(CairnGuideReader *reader, CairnProperty property, CairnValue value);
/* Sets the dash of `paint`. */
void cairn_value_as_dash(CairnGuideReader *reader, CairnProperty property, CairnValue value,
                         CairnPaint *paint);
/* Sets its cap. */
void cairn_value_as_cap(CairnGuideReader *reader, CairnProperty property, CairnValue value,
                        CairnPaint *paint);

/* The same for the property's own value. A boolean is JavaScript's truth of it. */
double cairn_property_number(CairnGuideReader *reader, CairnProperty property, double otherwise);
bool cairn_property_boolean(CairnGuideReader *reader, CairnProperty property, bool otherwise);
const char *cairn_property_string(CairnGuideReader *reader, CairnProperty property, const char *otherwise);

/* The lines of a text: of an array one each, of a string where config.lineBreak breaks it. Trimmed; *n of
 * them, in the reader's arena. */
const char *const *cairn_value_as_lines(CairnGuideReader *reader, CairnValue value, size_t *n);

/* ---- Text ---- */

typedef struct CairnTextStyle {
  CairnBrush fill;
  double opacity;
  CairnFont font;
  double line_height;
  double limit; /* px; 0: none */
} CairnTextStyle;

/* Finds the property `name` ("labelFontSize") for a guide. */
typedef CairnProperty (*CairnPropertyLookup)(const void *guide, const char *name);

/* The style of a guide's texts from prefixColor, prefixFont, prefixFontSize, prefixFontStyle,
 * prefixFontWeight, prefixLimit, prefixLineHeight and prefixOpacity, else from config.style[style]. */
CairnTextStyle cairn_text_style_read(CairnGuideReader *reader, CairnPropertyLookup lookup, const void *guide,
                                     const char *prefix, const char *style);

/* Fills in lines (shortened to the style's limit), font and paint of a text item. */
void cairn_text_style_apply(CairnGuideContext *context, const CairnTextStyle *style, const char *const *lines,
                            size_t n_lines, CairnItem *item);
