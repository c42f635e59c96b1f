/* The right of reply: what councils say about figures of theirs. */
#ifndef OFLOG_COUNCIL_NOTE_LIST_H
#define OFLOG_COUNCIL_NOTE_LIST_H

#include "council/figure_rows.h"

/* Texts are as they were given, by whomever, and good as long as the list is. */
struct listed_note {
    uint32_t council;
    const struct metric *metric;
    struct period period;
    struct text text, author;
    int32_t date; /* a day */
};

struct note_list {
    struct listed_note *all; /* by council, metric, period and date */
    size_t count;
    size_t room;
    struct arena texts;
};

/* Reads a table with the columns metric, area_code (a name or a spelling does too),
 * period, text, author and date (2024-05-31). NULL, said, where it is broken or lacks
 * one. A row without a text or a date, or of what is not known, is refused. Close with
 * note_list_close(), which takes NULL. */
struct note_list *note_list_read(struct byte_source *source,
                                 const struct metrics *metrics, const struct areas *areas,
                                 struct refusals *refusals, struct messages *messages);
void note_list_close(struct note_list *notes);

/* The first note on a figure, or NULL; those after it, up to *count, are on it too. */
const struct listed_note *note_list_find(const struct note_list *notes, uint32_t council,
                                         const struct metric *metric,
                                         struct period period, size_t *count);

#endif
