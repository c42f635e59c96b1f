/* One flag in words. */
#ifndef OFLOG_PAGE_FLAG_WORDS_H
#define OFLOG_PAGE_FLAG_WORDS_H

#include "council/flag_list.h"

/* The flag in one plain sentence, made in the arena, by the test that the evidence names,
 * whatever the rule is called. Where it names none, the rule is named instead. Figures
 * are rounded to the metric's decimals. */
struct text flag_words_sentence(struct arena *arena, const struct listed_flag *flag);

#endif
