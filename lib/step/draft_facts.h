/* What a draft has found out about a file: filled by one part after the other, written by
 * the last. For the parts of draft.c alone. */
#ifndef OFLOG_STEP_DRAFT_FACTS_H
#define OFLOG_STEP_DRAFT_FACTS_H

#include "council/metric.h"
#include "council/period_title.h"
#include "step/draft.h"
#include "step/draft_column.h"
#include "step/draft_layout.h"

enum draft_role {
    ROLE_CONTEXT,    /* says more about a row; not used */
    ROLE_IDENTIFIER, /* numbers that measure nothing: ids, coordinates, positions */
    ROLE_AREA,       /* another column of areas than the one chosen */
    ROLE_PERIOD,
    ROLE_WORDS, /* texts of which there are few: may tell observations apart */
    ROLE_VALUE,
    ROLE_PART,  /* of the value: numerator, denominator or limit */
    ROLE_STATUS /* markers alone */
};

struct draft_head {
    struct text name, short_name;
    struct text groups[DRAFT_MOST_GROUPS]; /* the headings above it, the nearest first */
    size_t group;                          /* the one that tells it apart, of by_group */
    size_t position;                       /* from 1 */
    bool by_group, by_position; /* how it must be addressed, its name being no name */
    bool has_period;            /* its name speaks of one, between `before` and `after` */
    struct period_title period;
    struct text before, after, label;
    bool across;     /* its period is one of those across */
    bool beyond;     /* the header, which in a sheet ends with its last cell */
    bool may_change; /* its name is one for this edition */
    bool used;       /* the recipe names it */
    enum draft_role role;
    struct draft_column cells;
};

enum { DRAFT_MOST_DIMENSIONS = 6, DRAFT_MOST_LEVELS = 3 };

/* A dimension of which one text is wanted. */
struct draft_only {
    size_t column;
    struct text text;
    uint64_t rows;
};

/* Where the period of all figures stands that no column has. */
enum draft_where { WHERE_NOWHERE, WHERE_CELL, WHERE_SHEET, WHERE_FILE };

struct draft_place {
    enum draft_where where;
    size_t record, position; /* of WHERE_CELL, from 1 */
    struct period_title title;
    struct text other; /* a title that speaks of another period; empty: none */
    bool disputed;     /* and nothing says which is meant */
    bool in_sheet;     /* `record` counts in the sheet, not from where the table starts */
};

/* A record that starts or ends a table, by the first text in it. */
struct draft_edge {
    size_t record, column; /* from 1; 0: none */
    struct text text;
};

/* Columns are indices into `heads`, from 1; 0: none. */
struct draft {
    const struct draft_request *request;
    struct messages *messages;
    size_t sheet; /* from 0 */
    size_t table; /* of those that stand in the sheet one below the other, from 1 */
    size_t skip;  /* records above it where it is not the first */
    bool stored;  /* what a workbook stores is read, not what it shows */
    struct draft_sample sample;
    struct draft_layout layout;
    struct draft_head *heads;
    size_t head_count;
    uint64_t rows; /* below the header that are not blank */

    size_t area;
    size_t levels[DRAFT_MOST_LEVELS]; /* where it is empty: the columns asked next */
    size_t level_count;
    size_t period;
    enum draft_period period_form;
    bool period_ends;               /* a year that names the split year ending in it */
    struct draft_place place;       /* where no column has it */
    struct draft_place first_place; /* that of the first table, for another */

    /* Columns of figures whose heads are periods: between `before` and `after`, or, of
     * several metrics, beside the names of these, which end where `cut` begins. */
    bool periods_across, across_named;
    size_t across_from, across_to;
    struct text across_before, across_after, across_cut;
    enum period_spelling across_spelling;

    size_t named; /* the column that names metrics by its head alone, or 0 */
    size_t dimensions[DRAFT_MOST_DIMENSIONS];
    size_t dimension_count; /* columns whose texts together name the metric */
    size_t found[DRAFT_MOST_DIMENSIONS]; /* all that tell rows apart: those and `only` */
    size_t found_count;
    struct draft_only only[DRAFT_MOST_DIMENSIONS];
    size_t only_count;
    uint64_t repeats;      /* rows that share area and period with another, before and */
    uint64_t repeats_left; /* after the dimensions were told apart */
    size_t value, numerator, denominator, lower, upper, status; /* of a table with one */

    /* The column of names beside one of codes, what it calls several councils together,
     * and where it names another area than the code. */
    size_t names;
    struct draft_tally joint, misnamed;
    struct draft_tally unknown; /* cells of the area column that the tables do not know */
    struct draft_tally ambiguous; /* those that name several areas */
    struct draft_tally unfigured; /* those of them whose row has no figure */
    struct draft_tally prefixes;  /* first three characters of unknown codes */
    struct draft_tally metrics;   /* names of metrics: texts of `dimensions`, joined */
    struct draft_tally words;     /* in columns of figures, of rows with an area */
    uint64_t without_area, with_area;
    uint64_t wordy;   /* rows of words under councils across */
    uint64_t figures; /* rows with a known area and a number */
    /* Where the table starts, if it is not the first of its sheet, where it ends, and
     * where the next one starts. Records count from where the table starts. */
    struct draft_edge start, end, next;

    struct arena arena;
};

/* Whether there is one value in a row, and words say of what. */
static inline bool draft_is_long(const struct draft *draft)
{
    return (draft->value > 0 || (draft->periods_across && !draft->across_named)) &&
           draft->dimension_count > 0;
}

/* Whether an observation names its metric: by words of its row, or its head. */
static inline bool draft_names_metrics(const struct draft *draft)
{
    return draft_is_long(draft) || draft->across_named ||
           (draft->layout.shape == SHAPE_AREAS_ACROSS && draft->dimension_count > 0);
}

/* Whether the recipe takes observations from column i (from 0). */
static inline bool draft_is_figure(const struct draft *draft, size_t i)
{
    if (draft->heads[i].role != ROLE_VALUE)
        return false;
    return draft->periods_across ? draft->heads[i].across
           : draft->value > 0    ? i + 1 == draft->value
                                 : true;
}

static inline struct draft_head *draft_head(const struct draft *draft, size_t column)
{
    return &draft->heads[column - 1];
}

/* What a word in place of a number is known to mean: a marker, "missing", or NULL. */
const char *draft_marker(struct text word);

/* How many columns have a role. */
size_t draft_count_role(const struct draft *draft, enum draft_role role);

/* Whether the cells of a column are periods; in a `series`, the most of them. */
bool draft_is_period(const struct draft_head *head, bool series);

/* Looks for periods in the heads of columns. */
void draft_across_find(struct draft *draft);

/* Looks for the periods when the columns have their roles. */
void draft_period_find(struct draft *draft);

/* Gives every column its role, from what its cells look like and what its head says. */
void draft_roles_find(struct draft *draft);

/* The cell that says which area a row is about; trimmed. */
struct text draft_area_cell(const struct draft *draft, const struct csv_row *row);

/* Looks for columns of codes that are filled where the column of areas is empty. False,
 * said. */
bool draft_levels_find(struct draft *draft);

/* Looks for what tells rows of one area and period apart. False, said. */
bool draft_keys_find(struct draft *draft);

/* Reads all rows once more by the roles: which areas are unknown, where the table ends,
 * what the metrics are called. False, said. */
bool draft_rows_read(struct draft *draft);

/* Calls `take` for each record of the table below the header, until it gives false;
 * `record` counts from 1. False, said, where the file cannot be read. */
typedef bool draft_take(struct draft *draft, void *state, const struct csv_row *row,
                        size_t record);
bool draft_walk(struct draft *draft, draft_take *take, void *state);

/* A cell of a row, trimmed; empty where there is none. `column` from 1. */
struct text draft_cell_of(const struct csv_row *row, size_t column);

void draft_write(struct draft *draft);

/* The installed metric whose label has most words in common with `label`, and the share
 * of them (0 to 1, Dice's coefficient); NULL where there is none. */
const struct metric *draft_metric_match(const struct metrics *metrics, struct text label,
                                        double *score);

/* An id of small letters, digits and hyphens made of a label. */
struct text draft_slug(struct text label, size_t most, struct arena *arena);

#endif
