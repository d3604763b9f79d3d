/* The events of a YAML or JSON text with their places, from libfyaml. */
#pragma once

#include <glib.h>
#include <libfyaml.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct CairnEvents CairnEvents;

/* `text` must outlive the result. */
CairnEvents *cairn_events_new(const char *text, size_t length, bool is_json);
void cairn_events_free(CairnEvents *events);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnEvents, cairn_events_free)

/* The next event, valid until the next call; NULL at the end and on a syntax error. */
const struct fy_event *cairn_events_next(CairnEvents *events);

/* The syntax error that ended the events, with line and column from 1 (0 = not known); NULL if there was
 * none. */
const char *cairn_events_error(CairnEvents *events, size_t *line, size_t *column);

/* Offset in the text at which an event begins: a quoted text with its quote, an alias with its star. False
 * where it takes up no text. (libfyaml's own lines are wrong in JSON with CRLF.) */
bool cairn_event_start(const struct fy_event *event, size_t *offset);
