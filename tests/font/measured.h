/* What a test needs that measures or paints text: cmocka's setup and teardown of an arena and a measurer. */
#pragma once

#include "base/arena.h"
#include "font/measurer.h"

typedef struct Fixture {
  CairnArena *arena;
  CairnTextMeasurer *measurer;
} Fixture;

int measured_set_up(void **state);
int measured_tear_down(void **state);
