/* Each area against its peers: where it stands, by how much, and whether that can be
 * called better or worse.
 *
 * Holds the table, and some 100 bytes more for each row and comparison. */
#ifndef OFLOG_STEP_COMPARE_H
#define OFLOG_STEP_COMPARE_H

#include "council/peer_list.h"
#include "council/selection.h"
#include "stats/order.h"
#include "step/step.h"

enum peer_kind {
    PEERS_CLASS,              /* councils of the same class */
    PEERS_ALL,                /* the level */
    PEERS_REGION,             /* the level, in the same region */
    PEERS_COMBINED_AUTHORITY, /* the level, in the same combined authority */
    PEERS_LISTED,             /* the same named areas for everyone */
    PEERS_OF_FILE             /* each council's own list */
};

/* One comparison: who the peers are, and what begins the names of its columns. */
struct peer_model {
    const char *prefix;
    enum peer_kind kind;
    const uint32_t *listed; /* PEERS_LISTED: area numbers, each council once */
    size_t listed_count;
    const struct peer_lists *lists; /* PEERS_OF_FILE */
    const char *list_name; /* what _group says of lists: "list", "file", "nearest:15" */
};

/* What a value is judged against. */
enum benchmark_kind {
    BENCHMARK_BY_RULE, /* what the rule of the verdict takes: the median, and in a funnel
                          the aggregate */
    BENCHMARK_MEDIAN,  /* of the peers */
    BENCHMARK_AGGREGATE, /* of the peers: what their sums of parts make together */
    BENCHMARK_REGION,    /* the published figure of the area's region */
    BENCHMARK_COUNTRY    /* and of its country */
};

/* The words of all but the first, ending in NULL, in the order of the enum. */
extern const char *const benchmark_words[];

/* By which limits counts are judged that have none of their own. */
enum funnel_choice {
    FUNNEL_CHANCE,   /* what chance alone allows: exact, interpolated */
    FUNNEL_SCORE,    /* the same as UKHSA has it */
    FUNNEL_ADJUSTED, /* and what councils differ by beside it, of 10 peers or more */
    FUNNEL_MULTIPLICATIVE, /* the same as a factor on chance */
    FUNNEL_NONE            /* by none: MADs */
};

/* Whether it allows for what councils differ by beside chance. */
bool funnel_choice_is_wider(enum funnel_choice choice);

/* The words, ending in NULL, in the order of the enum. */
extern const char *const funnel_words[];

struct compare_options {
    const struct peer_model *models; /* at least one, each with its own prefix */
    size_t model_count;
    bool include_self;
    enum quantile_type quantile_type;
    /* any but BENCHMARK_BY_RULE adds two columns */
    enum benchmark_kind benchmark;
    enum funnel_choice funnel;
    /* the limits of a region's or country's figure count too; adds two columns */
    bool double_ci;
    bool grades; /* adds a column */
    bool stress; /* adds a column: see compare_stress.h */
};

/* The columns that compare_run() adds, those of one model after those of the other, made
 * in `arena`, ending in NULL. */
const char *const *compare_columns(const struct compare_options *options,
                                   struct arena *arena);

/* Writes each selected row with what its peers are, have and say, by each model:
 *
 * _n counted peers, _missing (listed or present without a number), _outside (without the
 * service, or listed and of another level); _mean (extended precision, over sorted
 * values), _q1 _median _q3 (quantile_type), _mad (raw median absolute deviation),
 * _difference (value - _median), _mads (_difference / _mad, neither scaled nor turned for
 * polarity). One peer gives mean and median; quartiles and MAD need four. What is not
 * finite is empty.
 *
 * _verdict, of areas with a value, on the benchmark, by the first of these rules that the
 * figures bear:
 *   limits: the row has lower and upper and they hold its value: similar while
 *   lower <= benchmark <= upper (Fingertips' rule), or, with double_ci, while they and
 * the benchmark's own limits overlap (no-benchmark where it has none); funnel: numerator
 * and denominator are counts of which the value was made, and five peers or more have
 * theirs (none need to about a published figure): similar within the exact limits that
 * chance keeps 19 times in 20 about the benchmark; about what the peers make together
 * where no benchmark is asked for; mads: five peers or more: similar while |value -
 * benchmark| / _mad < 1.5, and a value on the limit (within 1e-9) is beyond it. A MAD of
 * no more than 1e-9 of the median is rounding and no spread. A target metric is judged by
 * MADs on -|value - target|, for the area, its peers and the benchmark alike, while _mads
 * stays that of the values. A proportion with a denominator below 20 gets none. _basis
 * says how it was reached (limits, mads, funnel, score-funnel, adjusted-funnel,
 * multiplied-funnel), or why not (no-value, not-applicable, small-base, no-benchmark,
 * too-few, no-spread). _marker is the union of the markers of the values counted, a
 * published benchmark's among them. Where a benchmark is asked for, _against names it and
 * _benchmark is its value. Where a funnel is asked for that allows for more than chance,
 * _phi_raw, _phi and _tau_squared say how much more than by chance the peers differ that
 * have counts, in rows with counts: of fewer than ten _phi_raw alone. _grade is
 * compare_grade(): the verdict, beyond limits of 99.8% too or not. _survives is the share
 * of variants in which the verdict stays, as compare_stress.h has them, with each model
 * of the run. */
enum step_outcome compare_run(const struct observation_table *table,
                              const struct selection *selection,
                              const struct compare_options *options,
                              struct csv_writer *writer, struct step_account *account);

#endif
