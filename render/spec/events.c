#include "spec/events.h"

struct CairnEvents {
  struct fy_diag *diagnostics;
  struct fy_parser *parser;
  struct fy_event *event;
};

CairnEvents *cairn_events_new(const char *text, size_t length, bool is_json) {
  CairnEvents *events = g_new0(CairnEvents, 1);
  struct fy_diag_cfg diagnostics;
  fy_diag_cfg_default(&diagnostics);
  diagnostics.fp = NULL;
  events->diagnostics = fy_diag_create(&diagnostics);
  fy_diag_set_collect_errors(events->diagnostics, true);
  /* Reading event by event is not recursive, so that libfyaml need not limit the depth. */
  const struct fy_parse_cfg config = {
      .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DISABLE_DEPTH_LIMIT | FYPCF_DEFAULT_VERSION_1_2 |
               (is_json ? FYPCF_JSON_FORCE : FYPCF_JSON_NONE),
      .diag = events->diagnostics,
  };
  events->parser = fy_parser_create(&config);
  if (events->parser && fy_parser_set_string(events->parser, text, length) != 0)
    g_clear_pointer(&events->parser, fy_parser_destroy);
  return events;
}

void cairn_events_free(CairnEvents *events) {
  if (!events) return;
  if (events->parser) {
    fy_parser_event_free(events->parser, events->event);
    fy_parser_destroy(events->parser);
  }
  fy_diag_destroy(events->diagnostics);
  g_free(events);
}

const struct fy_event *cairn_events_next(CairnEvents *events) {
  if (!events->parser) return NULL;
  fy_parser_event_free(events->parser, events->event);
  events->event = fy_parser_parse(events->parser);
  return events->event;
}

const char *cairn_events_error(CairnEvents *events, size_t *line, size_t *column) {
  *line = *column = 0;
  if (!events->parser) return "cannot read this text";
  if (!fy_parser_get_stream_error(events->parser)) return NULL;
  void *previous = NULL;
  const struct fy_diag_error *first = fy_diag_errors_iterate(events->diagnostics, &previous);
  if (!first) return "this is no YAML";
  if (first->line > 0) *line = (size_t)first->line;
  if (first->column > 0) *column = (size_t)first->column;
  return first->msg;
}

bool cairn_event_start(const struct fy_event *event, size_t *offset) {
  const struct fy_mark *mark = fy_event_start_mark((struct fy_event *)event);
  if (!mark) return false;
  enum fy_scalar_style style =
      event->type == FYET_SCALAR ? fy_token_scalar_style(event->scalar.value) : FYSS_PLAIN;
  bool has_sign = style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED || event->type == FYET_ALIAS;
  *offset = mark->input_pos - (has_sign && mark->input_pos > 0 ? 1 : 0);
  return true;
}
