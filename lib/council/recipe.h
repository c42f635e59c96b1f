/* How one published file is laid out, and what its cells mean: read from YAML, checked,
 * and then only facts. */
#ifndef OFLOG_COUNCIL_RECIPE_H
#define OFLOG_COUNCIL_RECIPE_H

#include "base/memory.h"
#include "base/messages.h"
#include "base/text_map.h"
#include "council/metric.h"

enum { RECIPE_ABSENT = UINT32_MAX };

/* Where a column stands: under a name, or a name in a group, or at a position. */
struct recipe_column {
    struct text short_name;
    struct text name;  /* empty: by position alone */
    struct text group; /* empty: any */
    size_t position;   /* from 1; 0: by name */
    struct place place;
};

enum recipe_test { RECIPE_IS, RECIPE_IS_NOT, RECIPE_STARTS_WITH, RECIPE_EMPTY };

/* Rows that are left out, and under which name. */
struct recipe_rule {
    struct text name;
    uint32_t column;
    enum recipe_test test;
    const struct text *texts;
    size_t text_count;
};

/* A sum and difference of columns. */
struct recipe_term {
    uint32_t column;
    bool minus;
};

struct recipe_expression {
    const struct recipe_term *terms;
    size_t count; /* 0: not given */
};

/* What one claimed cell of a row becomes. */
struct recipe_value {
    const struct metric *metric; /* NULL in long tables, where each row names its own */
    struct recipe_expression value, numerator, denominator;
    uint32_t lower, upper, marker; /* columns, or RECIPE_ABSENT */
};

enum recipe_period { RECIPE_PERIOD_PLAIN, RECIPE_PERIOD_SPLIT, RECIPE_PERIOD_INTERVAL };

struct recipe {
    struct text id, title, publisher, url, licence;
    const char *encoding; /* NULL: UTF-8 */
    size_t header;        /* record number, from 1 */
    size_t group_header;  /* 0: none */
    struct recipe_column *columns;
    size_t column_count;
    struct recipe_rule *rules;
    size_t rule_count;
    uint32_t area_column;
    struct text_map recoded; /* areas as published; numbers are indices into recode_to */
    struct text *recode_to;
    struct place *recode_places;
    uint32_t period_column; /* RECIPE_ABSENT: fixed_period */
    struct period fixed_period;
    enum recipe_period period_spelling;
    uint32_t metric_column; /* RECIPE_ABSENT: a wide table */
    bool metric_names_given;
    /* as published; numbers are indices into metric_of_name */
    struct text_map metric_names;
    const struct metric **metric_of_name;
    struct recipe_value *values;
    size_t value_count;
    char thousands; /* the separator, or 0 */
    bool percent;
    struct text_map markers; /* cells as published; numbers are indices into marker_of */
    unsigned *marker_of;     /* 0: missing without a marker */
    bool shorthand;
    struct arena arena;
};

/* Reads `file`. Every mistake found is said with file, line and column; false where there
 * was any. On true, recipe_release() is due. Metrics are pointers into `metrics`, which
 * must live as long. */
bool recipe_read(struct recipe *recipe, const char *file, const struct metrics *metrics,
                 struct messages *messages);
void recipe_release(struct recipe *recipe);

/* What a cell of figures says. */
enum cell_outcome {
    CELL_NUMBER,  /* *number is its plain spelling, *markers may be set beside it */
    CELL_MISSING, /* empty, or a marker in place of a number */
    CELL_UNKNOWN  /* neither: to be refused */
};

/* Reads one cell by the recipe's rules for numbers and markers. *number is a view into
 * `cell`, or into `scratch` (room for cell.length bytes) where separators had to go. */
enum cell_outcome recipe_read_cell(const struct recipe *recipe, struct text cell,
                                   char *scratch, struct text *number, unsigned *markers);

#endif
