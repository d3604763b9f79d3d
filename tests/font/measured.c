#include "measured.h"

int measured_set_up(void **state) {
  Fixture *fixture = g_new0(Fixture, 1);
  fixture->arena = cairn_arena_new();
  fixture->measurer = cairn_text_measurer_new(NULL, NULL);
  *state = fixture;
  return fixture->measurer ? 0 : -1;
}

int measured_tear_down(void **state) {
  Fixture *fixture = *state;
  cairn_text_measurer_free(fixture->measurer);
  cairn_arena_free(fixture->arena);
  g_free(fixture);
  return 0;
}
