/* The phrases of each language: a text for each CairnPhrase. */
#pragma once

#include "describe/phrases.h"

extern const char *const cairn_phrases_english[CAIRN_N_PHRASES],
    *const cairn_phrases_german[CAIRN_N_PHRASES],
    *const cairn_phrases_dutch[CAIRN_N_PHRASES],
    *const cairn_phrases_french[CAIRN_N_PHRASES],
    *const cairn_phrases_spanish[CAIRN_N_PHRASES],
    *const cairn_phrases_portuguese[CAIRN_N_PHRASES],
    *const cairn_phrases_italian[CAIRN_N_PHRASES],
    *const cairn_phrases_russian[CAIRN_N_PHRASES],
    *const cairn_phrases_ukrainian[CAIRN_N_PHRASES],
    *const cairn_phrases_polish[CAIRN_N_PHRASES],
    *const cairn_phrases_urdu[CAIRN_N_PHRASES],
    *const cairn_phrases_arabic[CAIRN_N_PHRASES],
    *const cairn_phrases_traditional_chinese[CAIRN_N_PHRASES],
    *const cairn_phrases_chinese[CAIRN_N_PHRASES],
    *const cairn_phrases_japanese[CAIRN_N_PHRASES];
