/* Charts whose every text is hostile or odd. */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Texts that break software: naughty.json, and each vector of payloads.json behind each of its breakouts. A
 * JSON array, to be freed by json_decref; NULL when the files are not there. */
json_t *attack_texts(void);

/* A Vega-Lite spec (free by json_decref) that draws `n` of the texts from `first` on, each in every place of
 * a chart that takes text: titles, labels, legends, headers, names, fonts, links, data, tooltips,
 * descriptions; the first of them as the money of the locale. */
json_t *attack_spec(const json_t *texts, size_t first, size_t n);

/* A chart of images from the text as an address. */
json_t *attack_image(const char *text);

/* The same as labels and categories of milestones. */
json_t *attack_milestones(const json_t *texts, size_t first, size_t n);
