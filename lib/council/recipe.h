/* How one published file is laid out, and what its cells mean: read from YAML, checked,
 * and then only facts. */
#ifndef OFLOG_COUNCIL_RECIPE_H
#define OFLOG_COUNCIL_RECIPE_H

#include "base/digest.h"
#include "base/memory.h"
#include "base/messages.h"
#include "base/number.h"
#include "base/text_map.h"
#include "council/metric.h"
#include "council/period_spelling.h"

enum { RECIPE_ABSENT = UINT32_MAX };

/* The most that a recipe may have of each, so that what is worked out for a row or a
 * header stays in proportion to the file, whoever wrote the recipe. The largest of the
 * recipes that are installed sums 91 columns. */
enum {
    RECIPE_MOST_CELLS = 1000000, /* records above a header, and cells of one */
    RECIPE_MOST_LINES = 100,     /* that make a name, or lie between heading and header */
    RECIPE_MOST_GROUPS = 16,     /* records with headings of groups */
    RECIPE_MOST_COLUMNS = 5000,
    RECIPE_MOST_RULES = 5000, /* those of `only` among them */
    RECIPE_MOST_VALUES = 5000,
    RECIPE_MOST_TERMS = 256 /* columns of a sum; of a numerator and a denominator */
};

/* A question about a cell. */
enum recipe_question {
    RECIPE_IS,
    RECIPE_IS_NOT,
    RECIPE_STARTS_WITH,
    RECIPE_ENDS_WITH,
    RECIPE_CONTAINS,
    RECIPE_EMPTY
};

struct recipe_test {
    enum recipe_question question;
    const struct text *texts; /* any of them */
    size_t text_count;
};

/* Whether `cell`, trimmed, is what the test asks for. */
bool recipe_test_holds(const struct recipe_test *test, struct text cell);

/* The record at which a table starts or ends. */
struct recipe_edge {
    bool given;
    size_t position; /* of the cell asked, from 1; 0: any cell of the record */
    struct recipe_test test;
};

/* What a name may be: any of several texts, in which {first-year} and {last-year} stand
 * for the years in which the file's period begins and ends, and {any} for any text. */
struct recipe_names {
    const struct text *texts;
    size_t count; /* 0: not asked for */
};

/* The years that names may have in them; where they are not known, any four digits are.
 */
struct recipe_years {
    bool known;
    int first, last;
};

/* Those in which a period begins and ends. */
struct recipe_years recipe_years_of(struct period period);

/* Whether `name`, runs of white space folded, is one of `names`, or begins with one. */
bool recipe_names_have(const struct recipe_names *names, struct text name, bool beginning,
                       struct recipe_years years);

/* A name with its years in it, in `arena`: a pattern (base/pattern.h). */
struct text recipe_name_of(struct text name, struct recipe_years years,
                           struct arena *arena);

/* Whether the name of a year stands in one of them. */
bool recipe_names_have_years(const struct recipe_names *names);

/* Where a column stands: under a name, or a name in a group, or at a position, where it
 * may have to have a name. */
struct recipe_column {
    struct text short_name;
    struct recipe_names names;      /* none: not by its whole name, or any at its place */
    struct recipe_names beginnings; /* none: not by its beginning */
    struct recipe_names groups;     /* none: any */
    size_t position;                /* from 1; 0: by name */
    bool made; /* has no place in the header: `each`, or a part that is gathered */
    struct place place;
};

/* Whether this is the name of a column that is found by its name. */
bool recipe_column_is_named(const struct recipe_column *column, struct text name,
                            struct recipe_years years);

/* The name or beginning that the column has first, for messages. */
struct text recipe_column_name(const struct recipe_column *column);

/* Columns that each make observations of their own: `each` is the one at hand. */
struct recipe_across {
    bool given;
    uint32_t each;             /* its number among the columns */
    uint32_t from, to;         /* bounds, themselves included; RECIPE_ABSENT: none */
    bool in_group;             /* whether the head is the heading of the group */
    struct text after, before; /* what the head begins and ends with */
    const struct text *except; /* heads that are none of them all the same */
    size_t except_count;
};

/* Parts of one figure that stand in rows of their own, next to each other: rows that
 * agree in some columns are read as one row, in which each part is a column. */
struct recipe_gather {
    bool given;
    const uint32_t *together; /* columns */
    size_t together_count;
    uint32_t by;           /* the column that says which part a row has */
    uint32_t cell;         /* the column that has it */
    struct text_map parts; /* as published; part number N is column first_part + N */
    uint32_t first_part;
    uint32_t others; /* the rule that leaves out other parts, or RECIPE_ABSENT */
};

/* What must hold for a rule, and all of it. */
struct recipe_condition {
    uint32_t column;
    struct recipe_test test;
};

/* Rows, or cells of one value, that are left out, and under which name. */
struct recipe_rule {
    struct text name;
    const struct recipe_condition *conditions;
    size_t condition_count; /* 0: not a rule for rows but counted by who asks otherwise */
    bool of_value;          /* asked for one entry under `values` */
};

/* Where the text comes from that says the area, the period or the metric. */
enum recipe_origin {
    RECIPE_FROM_COLUMN,
    RECIPE_FROM_HEAD,  /* of the column at hand */
    RECIPE_FROM_VALUE, /* of the recipe */
    RECIPE_FROM_CELL,  /* above the table */
    RECIPE_FROM_ABOVE, /* the cell above the table that is such as a test asks */
    RECIPE_FROM_GROUP, /* the heading of a column's group */
    RECIPE_FROM_FILE,  /* its name without the folder */
    RECIPE_FROM_SHEET  /* its name */
};

struct recipe_text {
    enum recipe_origin origin;
    const uint32_t *columns; /* several are joined by ;. RECIPE_FROM_GROUP: the one */
    size_t column_count;
    bool first_filled; /* of several, the first that is not empty instead */
    struct text value;
    size_t record, position;   /* of RECIPE_FROM_CELL, from 1 */
    bool in_table;             /* `record` counts from where the table starts */
    struct recipe_test test;   /* of RECIPE_FROM_ABOVE */
    struct text after, before; /* what is around the part that counts; empty: nothing */
    struct place place;        /* in the recipe */
};

/* The part of `whole` that follows `after` and ends at `before`, or at its own end where
 * that does not stand there; trimmed. False where `after` does not. */
bool recipe_text_cut(const struct recipe_text *text, struct text whole,
                     struct text *part);

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
    struct recipe_expression value, numerator, denominator, lower, upper;
    double times;      /* value and limits are multiplied by it; 0: as published */
    uint32_t marker;   /* a column, or RECIPE_ABSENT */
    size_t first_rule; /* of those that leave its cell out */
    size_t rule_count;
};

/* How numbers are written, beside plain decimals. */
struct recipe_numbers {
    struct text thousands; /* the separator, one character; empty: none */
    struct text currency;  /* a sign before the number; empty: none */
    const struct text *minus;
    size_t minus_count; /* characters that mean minus, beside '-' */
    bool percent;       /* a % may follow */
    bool brackets;      /* (1) is -1 */
    size_t digits;      /* to keep, significant ones; 0: as published */
};

struct recipe {
    struct digested read; /* the file it stands in */
    struct text id, title, publisher, url, licence;
    const char *encoding;      /* NULL: UTF-8 */
    const struct text *sheets; /* names such as of columns, or a number */
    size_t sheet_count;        /* 0: the first */
    bool sheet_asked;          /* by the user, so that the file must have one */
    bool stored;               /* read what a workbook stores, not what it shows */
    struct recipe_edge starts, ends;
    bool repeats; /* each record that starts a table begins another one */
    size_t first_column, last_column; /* of the table, from 1; 0: all */
    bool beside; /* it begins at the cell that starts it; positions count from there */
    bool transposed;
    size_t header; /* record number from 1, counted from where the table starts; 0: none
                    */
    bool header_named;           /* it is the first that has all names instead */
    size_t header_lines;         /* records that make a name, ending at the header */
    const size_t *group_headers; /* how many records above the header */
    size_t group_header_count;
    struct recipe_column *columns;
    size_t column_count;
    struct recipe_across across;
    bool unread_given;
    const struct text *unread; /* heads of columns that are known and not read */
    size_t unread_count;
    struct recipe_gather gather;
    struct recipe_rule *rules;
    size_t rule_count, rule_room;
    struct recipe_text area;
    struct text area_scheme; /* "dfe", "cassr", ...: whose numbers they are; or empty */
    struct text_map recoded; /* areas as published; numbers are indices into recode_to */
    struct text *recode_to;
    struct place *recode_places;
    struct recipe_text period;
    enum period_spelling period_spelling;
    bool period_searched; /* what the text is cut to may say more than the period */
    struct text_map period_recoded; /* numbers are indices into period_recode_to */
    struct period *period_recode_to;
    bool is_long; /* rows or heads name their metric, by `metric` */
    struct recipe_text metric;
    bool metric_names_given;
    uint32_t other_metrics; /* the rule that leaves out what has another name, or
                               RECIPE_ABSENT: it is refused */
    /* as published; numbers are indices into metric_of_name */
    struct text_map metric_names;
    const struct metric **metric_of_name;
    struct recipe_value *values;
    size_t value_count;
    struct recipe_numbers numbers;
    struct text_map marks; /* behind a number; numbers are indices into mark_means */
    unsigned *mark_means;
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

/* Room that recipe_read_cell() needs beside the length of the cell. */
enum { RECIPE_SCRATCH = NUMBER_SIZE + 1 };

/* Reads one cell by the recipe's rules for numbers and markers. *number is a view into
 * `cell`, or into `scratch` (room for cell.length + RECIPE_SCRATCH bytes) where it is
 * spelt anew. */
enum cell_outcome recipe_read_cell(const struct recipe *recipe, struct text cell,
                                   char *scratch, struct text *number, unsigned *markers);

#endif
