/* What was found of one row, and how it is written. A part of why. */
#ifndef OFLOG_STEP_WHY_ANSWER_H
#define OFLOG_STEP_WHY_ANSWER_H

#include "format/csv_writer.h"
#include "step/why.h"
#include "step/why_chain.h"
#include "step/why_source.h"

struct why_answer {
    const struct observation_table *table;
    const struct observation *row;
    const struct text *cells; /* of the row, by column of the table */
    const struct why_options *options;
    const struct why_chain *chain;
    struct text source;    /* the whole cell; empty: the row has none */
    struct why_cells made; /* of which cells; empty also where `source` is not readable */
    bool guessed;          /* a file was found beside the chain */
};

/* The text of one of the columns of an observation; empty where the table has none. */
struct text why_cell_of(const struct why_answer *answer, enum observation_column column);

/* Whether every step is told by a receipt. */
bool why_is_whole(const struct why_answer *answer);

/* Whether anything could not be told, or is not as it was. */
bool why_is_doubtful(const struct why_answer *answer);

/* The words for a state and a part, in the order of the enums. */
extern const char *const why_state_words[];
extern const char *const why_part_words[];

/* The name of a column, as spreadsheets have it: 28 is AB. Returns `out`. */
enum { WHY_LETTERS_SIZE = 16 };
const char *why_letters(uint64_t column, char out[WHY_LETTERS_SIZE]);

void why_write_csv_header(struct csv_writer *writer);
void why_write_csv(const struct why_answer *answer, struct csv_writer *writer);

void why_write_text(const struct why_answer *answer, struct csv_writer *writer);

#endif
