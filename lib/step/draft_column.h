/* What the cells of one column look like, gathered row by row in bounded memory. */
#ifndef OFLOG_STEP_DRAFT_COLUMN_H
#define OFLOG_STEP_DRAFT_COLUMN_H

#include "base/text_map.h"
#include "step/draft_cell.h"

/* Texts and how often each came: as many different ones as it may keep, and of the others
 * only how many cells they were. */
struct draft_tally {
    struct text_map texts; /* numbers are indices into `counts` */
    uint64_t *counts;
    size_t room;
    uint64_t others; /* cells whose text was not kept */
    bool begun;
};

/* A text longer than this is not kept: it is prose. */
enum { DRAFT_LONGEST_TEXT = 300 };

void draft_tally_add(struct draft_tally *tally, struct text text, size_t most);
void draft_tally_add_all(struct draft_tally *tally, const struct draft_tally *more,
                         size_t most);
void draft_tally_release(struct draft_tally *tally);
static inline size_t draft_tally_count(const struct draft_tally *tally)
{
    return tally->begun ? tally->texts.count : 0;
}

/* Indices of the texts, the most frequent first and then in byte order, into an array
 * that the caller frees. */
uint32_t *draft_tally_order(const struct draft_tally *tally);

enum { DRAFT_MOST_TEXTS = 1000, DRAFT_MOST_WORDS = 60, DRAFT_MOST_MARKS = 20 };

enum { DRAFT_MOST_SCHEMES = 4 };

struct draft_column {
    uint64_t filled, empty;
    uint64_t numbers; /* cells that are numbers, in any spelling */
    uint64_t spellings[SPELLING_COUNT];
    uint64_t negative, above_hundred, broken; /* numbers; `broken` have decimals */
    uint64_t periods[PERIOD_FORM_COUNT];
    uint64_t areas[AREA_FORM_COUNT];
    uint64_t schemes[DRAFT_MOST_SCHEMES]; /* cells that are numbers of each scheme */
    uint64_t *seen;              /* a bit for each area of the tables that stands in it */
    size_t councils;             /* different areas of council level */
    size_t others;               /* different areas above it */
    struct draft_tally texts;    /* of all cells, as they stand, trimmed */
    struct draft_tally words;    /* of the cells that are no number */
    struct draft_tally trailing; /* what trails numbers */
    struct draft_tally signs;    /* other signs than ASCII's */
};

void draft_column_add(struct draft_column *column, const struct areas *areas,
                      struct text cell);
void draft_column_release(struct draft_column *column);

#endif
