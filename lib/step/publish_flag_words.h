/* One flag in words. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_FLAG_WORDS_H
#define OFLOG_STEP_PUBLISH_FLAG_WORDS_H

#include "step/publish_flags.h"

/* The flag in one plain sentence, made in the arena, by the test that the evidence names,
 * whatever the rule is called. Where it names none, the rule is named instead. */
struct text publish_flag_sentence(const struct publish_flag *flag, struct arena *arena);

#endif
