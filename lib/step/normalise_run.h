/* What the parts of a run of oflog-normalise share: for normalise*.c alone. */
#ifndef OFLOG_STEP_NORMALISE_RUN_H
#define OFLOG_STEP_NORMALISE_RUN_H

#include "step/normalise.h"

/* What a row becomes beside what it was. */
struct normalise_change {
    double score;
    bool rebuilt; /* its value is now the one of the observation */
    bool differs; /* its value is not the one that its parts give */
    bool scored;
    bool unpriced; /* money of a period without an index */
};

struct normalising {
    struct observation_table *table;
    const struct normalise_options *options;
    struct normalise_change *changes; /* by row */
    struct csv_cells cells;
    uint64_t filled, at_minimum, without_denominator, disagreeing, impossible;
    uint64_t deflated, unpriced;
    struct limits_counts limits;
    /* room for every area once */
    uint32_t *groups;
    double *oriented;
};

/* The first few of what may come once a row are said, for a recipe gone wrong; the rest
 * is counted. */
enum { NORMALISE_MOST_SAID = 20 };

/* The number in a cell of the row whose cells are at hand. False where there is none. */
bool normalise_read_part(struct normalising *n, enum observation_column column,
                         double *number);

/* Fills, rebuilds or checks the value of a row from its parts. */
void normalise_rebuild(struct normalising *n, struct observation *row);

/* Whether a row is money that is put into other prices, and by what it is multiplied:
 * false where the deflator does not reach. */
bool normalise_is_deflated(const struct normalising *n, const struct observation *row);
bool normalise_factor(const struct normalising *n, const struct observation *row,
                      double *factor);
void normalise_deflate(struct normalising *n, struct observation *row);

/* The number in a cell of the row's parts, for a count itself. */
bool normalise_read_parts(struct normalising *n, const struct observation *row,
                          double *numerator, double *denominator);

/* The three cells of small numbers. */
void normalise_write_small(struct normalising *n, const struct observation *row,
                           struct csv_writer *writer);

/* The columns of a row of money that are money as its value is. */
enum { NORMALISE_MONEY_COLUMNS = 3 };
extern const enum observation_column normalise_money_columns[NORMALISE_MONEY_COLUMNS];

/* Scores all rows that count. */
void normalise_score(struct normalising *n);

/* Writes the header and the rows. */
void normalise_write(struct normalising *n, struct csv_writer *writer,
                     struct step_account *account);

#endif
