/* The promises of milestones, checked on what is drawn. It shares no code with the placement. */
#pragma once

#include "picture.h"

/* NULL, or the first promise that is broken, for one to free. */
char *check_picture(const Picture *picture, int n_events, bool warned);
