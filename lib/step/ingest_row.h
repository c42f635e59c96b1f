/* What the parts of ingest share. For the ingest*.c alone. */
#ifndef OFLOG_STEP_INGEST_ROW_H
#define OFLOG_STEP_INGEST_ROW_H

#include "step/ingest.h"
#include "step/ingest_header.h"

enum ingest_part {
    PART_VALUE,
    PART_NUMERATOR,
    PART_DENOMINATOR,
    PART_LOWER,
    PART_UPPER,
    PART_COUNT
};

/* A text's area, as it was last asked for: names mean different areas on different days.
 */
struct area_answer {
    bool asked;
    int32_t day;
    const struct area *area; /* NULL: refused */
};

/* A period's text, as it was last read: most rows have that of the row before. */
struct period_answer {
    char text[32];
    size_t length; /* 0: nothing yet */
    struct period period;
};

/* The last day of a period, as it was last asked for. */
struct day_answer {
    bool asked;
    struct period period;
    enum year_kind year;
    int32_t day;
};

/* A period as it was last written. */
struct period_written {
    struct period period;
    size_t length; /* 0: nothing yet */
    char text[PERIOD_SIZE];
};

/* What a head of `across` says, where the recipe has subjects in heads. */
struct head_meaning {
    bool refused; /* said once; every cell of the column is refused */
    struct period period;
    const struct metric *metric;
    struct area_answer area;
};

struct ingesting {
    const struct recipe *recipe;
    const struct metrics *metrics;
    const struct areas *areas;
    struct refusals *refusals;
    struct messages *messages;
    struct csv_writer *writer;
    struct ingest_account *account;
    struct row_source *rows;
    const struct ingest_input *input;
    struct arena arena; /* what is made once a table */
    struct ingest_header header;
    struct head_meaning *meanings; /* of header.heads */
    struct text group_headings[3]; /* that say a subject which is one for the file */
    struct text file_texts[3];     /* of subjects that are one for the file, cut */
    struct area_answer file_area;
    uint64_t cells_per_row;
    bool broken;                      /* another table cannot be read; said */
    bool ended;                       /* the table; what follows is outside it */
    struct ingest_gathered *gathered; /* rows read as one; NULL where none are */
    /* of the row at hand */
    struct csv_row row;
    uint64_t kept_line; /* of the row that was kept last as refused */
    size_t kept_bytes;  /* of that row, as often as it was kept */
    struct area_answer row_area;
    struct period_answer last_period;
    struct day_answer last_day;
    char *joined; /* the cells of a subject that stands in several columns */
    size_t joined_room;
    /* of the cells at hand */
    size_t head;                 /* index into header.heads */
    const struct metric *metric; /* of a long table */
    const struct area *area;
    struct period period;
    char *scratch[PART_COUNT]; /* numbers spelt anew; room for the longest cell so far */
    size_t scratch_room[PART_COUNT];
    char sums[PART_COUNT][NUMBER_SIZE];
    struct text *source_tails; /* by head and by entry of the recipe's values */
    struct period_written period_written;
    char *source;
    size_t source_room;
};

/* The cell of a column in the row at hand, trimmed. A row of notes may be shorter than
 * the table: what is not there is empty. */
struct text ingest_cell(const struct ingesting *g, uint32_t column);

/* Where it stands; the whole row for RECIPE_ABSENT. */
struct place ingest_place(const struct ingesting *g, uint32_t column);

/* The cells of the row at hand that the file has. */
size_t ingest_published_cells(const struct ingesting *g);

/* How many of the `count` cells of `row` another refusal of it is to keep: all, until so
 * many bytes of that row are kept. A row is kept once for each of its refusals; of a wide
 * one with as many of them it would come to the square. */
enum { INGEST_MOST_KEPT = 1 << 24 };
size_t ingest_kept_cells(struct ingesting *g, const struct csv_row *row, size_t count);

/* Says once that something of the row at hand is refused, and keeps the row. */
#define SAY_REFUSED(g, column, ...)                                                      \
    refusals_add((g)->refusals, ingest_place((g), (column)), (g)->row.cells,             \
                 ingest_kept_cells((g), &(g)->row, ingest_published_cells(g)),           \
                 __VA_ARGS__)

/* The same for all cells of a row, or for one; counts them. False. */
#define REFUSE_ROW(g, column, ...)                                                       \
    (SAY_REFUSED((g), (column), __VA_ARGS__),                                            \
     (g)->account->cells_refused += (g)->cells_per_row, false)
#define REFUSE_CELL(g, column, ...)                                                      \
    (SAY_REFUSED((g), (column), __VA_ARGS__), (g)->account->cells_refused++, false)

/* The period, where it is one for the file, before columns are found: its years may stand
 * in their names, and the finder is told them. Then the other subjects that are one for
 * the file, and those in heads. Once below the header. False where the file cannot be
 * read by this recipe; said. */
bool ingest_settle_period(struct ingesting *g, struct ingest_finder *finder);
bool ingest_settle_subjects(struct ingesting *g, struct ingest_finder *finder);

/* Whether the row's metric is one that the recipe leaves out as another. */
bool ingest_is_other_metric(struct ingesting *g);

/* The metric and the period of the row at hand, where they stand in it. False: refused
 * with all its cells. */
bool ingest_read_row_subjects(struct ingesting *g);

/* The metric, the period and the area of the cells at hand: of the row, in column
 * g->head. False: refused. */
bool ingest_read_cell_subjects(struct ingesting *g);

/* Whether all that a rule asks for holds in the row at hand. */
bool ingest_rule_holds(const struct ingesting *g, const struct recipe_rule *rule);

/* Reads the row at hand as a part of one that is gathered; that is made into observations
 * when the first row of another comes, or at the end of the table. False where anything
 * was refused. */
bool ingest_gather(struct ingesting *g);
bool ingest_gather_end(struct ingesting *g);
void ingest_gather_open(struct ingesting *g);
void ingest_gather_close(struct ingesting *g);

/* Whether the row at hand is a gathered one, which has a cell for each part behind those
 * of the file. */
bool ingest_is_gathered(const struct ingesting *g);

/* The line of the row that a part of the gathered row at hand came from; 0 for what is no
 * such part. */
uint64_t ingest_gathered_line(const struct ingesting *g, uint32_t column);

/* The metric, the period, the area and the values of the row at hand. False where
 * anything was refused. */
bool ingest_read_observations(struct ingesting *g);

/* The lines of an explanation; ingest_explain_refusal() hears of refusals, `state` is the
 * struct ingesting. `made_of` are numerator and denominator. */
void ingest_explain_columns(struct ingesting *g);
void ingest_explain_row(struct ingesting *g, const char *what, struct text detail);
void ingest_explain_refusal(void *state, struct place place, const char *reason);
void ingest_explain_observation(struct ingesting *g, const struct recipe_value *entry,
                                const struct metric *metric, struct text value,
                                struct text made_of[2], unsigned markers);

/* What `source` says behind the row; once below the header. */
void ingest_make_sources(struct ingesting *g);

/* An observation for each of the recipe's values from the cells at hand. False where any
 * was refused. */
bool ingest_read_values(struct ingesting *g);

#endif
