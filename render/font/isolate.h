/* Keeps what the user's environment says of fonts and languages from the libraries below. */
#pragma once

/* Changes the environment and the state of Fontconfig of the process: for programs alone, before there are other threads. */
void cairn_font_isolate(void);
