/* What the parts of one council's page share. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_WRITING_H
#define OFLOG_STEP_PUBLISH_WRITING_H

#include "page/text_page.h"
#include "page/words.h"
#include "step/publish_entry.h"

enum { PUBLISH_INDENT = 2 };

struct publish_writing {
    struct text_page *page;
    const struct publish_entries *entries;
    const struct area *area;
    const struct flag_list *flags; /* NULL: none were given */
    struct arena *arena;
};

/* A paragraph whose later lines begin two columns further in. */
void publish_line(const struct publish_writing *writing, size_t indent, struct text text);

/* What the comparison numbered `peers` calls its peers, from whichever measure says it;
 * empty where none does. */
struct text publish_group(const struct publish_entries *entries, size_t peers);

/* The peers at the head of a column; the prefix stands beside it where two comparisons
 * have peers of one name. */
struct text publish_peers_heading(const struct publish_writing *writing, size_t peers);

/* How many there are to be compared with, with and without a figure. */
double publish_peer_count(const struct comparison *comparison);

/* The verdict, graded, or a NULL relation where there is none. */
struct verdict_words publish_verdict(const struct publish_entry *entry,
                                     const struct comparison *comparison);

/* The verdict as it was reached, to be counted, or a brief word on why there is none. */
const char *publish_verdict_in_a_word(const struct comparison *comparison);

/* Texts joined one by one, linear in all. Starts as { 0 }. */
struct publish_list {
    char *bytes;
    size_t used, room;
    size_t count;
};

/* Adds an item, behind `between` unless it is the first. */
void publish_list_add(struct publish_list *list, const char *between, struct text item);

/* The list, kept in the arena; empties and releases it. */
struct text publish_list_take(struct publish_list *list, struct arena *arena);

#endif
