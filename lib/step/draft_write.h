/* The parts that write a draft, for each other alone. */
#ifndef OFLOG_STEP_DRAFT_WRITE_H
#define OFLOG_STEP_DRAFT_WRITE_H

#include <stdarg.h>

#include "council/value.h"
#include "step/draft_facts.h"

/* A metric that the recipe names: an installed one, or one to be defined. */
struct draft_proposal {
    struct text id, label;
    const struct metric *like; /* the installed one with the nearest label, or NULL */
    double score;
    bool installed; /* `id` is that one's */
    size_t column;  /* of its figures, from 1 */
};

struct draft_writing {
    struct draft *draft;
    struct csv_writer *out;
    struct text id;
    struct draft_proposal *metrics;
    size_t metric_count;
    bool is_long; /* rows name their metric */
    bool groups;  /* a column is addressed by its group */
    bool rules;   /* `leave-out:` has been written */
    bool shorthand;
};

/* printf into the recipe. */
void draft_put(struct draft_writing *w, const char *layout, ...)
    __attribute__((__format__(__printf__, 2, 3)));

/* `t` as a YAML text in double quotes: whatever bytes it has, it is read back, but for
 * those that are not UTF-8, which become U+FFFD. In `arena`. */
struct text draft_quote(struct text t, struct arena *arena);

/* `t` for comments: one line, nothing that a terminal would obey, not too long. In
 * `arena`.
 */
struct text draft_shown(struct text t, struct arena *arena);

#define QUOTED(t) TEXT_ARGS(draft_quote((t), &w->draft->arena))
#define SHOWN(t) TEXT_ARGS(draft_shown((t), &w->draft->arena))

/* The most frequent texts of a tally, with their counts, as a list for a comment. */
void draft_put_counts(struct draft_writing *w, const struct draft_tally *tally,
                      size_t most);

/* What the table is called: the first title above it, or the name of the file. */
struct text draft_title_of(const struct draft *draft);

/* The keys of a recipe, in their order. */
void draft_write_only(struct draft_writing *w);
void draft_write_left_out(struct draft_writing *w);
void draft_write_area(struct draft_writing *w);
void draft_write_period(struct draft_writing *w);
void draft_write_metric(struct draft_writing *w);
void draft_write_cells(struct draft_writing *w);

/* Fills metrics: one for each name of a long table, or for each column of figures. */
void draft_propose(struct draft_writing *w);

/* Ends the line of a metric with `lead` and the installed one that is like it, if any. */
void draft_put_likeness(struct draft_writing *w, const char *lead,
                        const struct draft_proposal *metric);

/* Definitions of those that are not installed, into the file of definitions or as
 * comments at the end of the recipe. */
void draft_write_definitions(struct draft_writing *w);

#endif
