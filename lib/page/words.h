/* The domain in words, as people read it: figures, periods, markers, classes, verdicts.
 *
 * Texts are made in the arena given, or are constant. */
#ifndef OFLOG_PAGE_WORDS_H
#define OFLOG_PAGE_WORDS_H

#include "base/memory.h"
#include "council/comparison.h"
#include "council/metric.h"
#include "council/value.h"

/* "2022 to 2023" for a split year, "2022", "July to September 2022", "July 2022", "week
 * from 31 January 2022", "31 July 2022". */
struct text words_period(struct arena *arena, struct period period);

/* "31 July 2022". */
struct text words_day(struct arena *arena, int32_t day);

/* Rounded to the metric's decimals, with commas between thousands, and with what cannot
 * be parted from the number (%, £, which "pounds" before a unit is too): "44.1%",
 * "6,242". The only place that rounds. */
struct text words_number(struct arena *arena, const struct metric *metric, double value);

/* The same with the whole unit: "578.4 kg per household", "£11,818 thousand", "7.6 (score
 * out of 12)". */
struct text words_figure(struct arena *arena, const struct metric *metric, double value);

/* The unit where words_number() leaves it out, or empty. */
struct text words_unit(const struct metric *metric);

/* What markers say about a figure: "provisional and revised"; empty where there are none.
 */
struct text words_markers(struct arena *arena, unsigned markers);

/* Why there is no figure: "withheld so that nobody can be identified". */
struct text words_missing(struct arena *arena, unsigned markers);

const char *words_class(enum area_class class);     /* "metropolitan district" */
const char *words_classes(enum area_class class);   /* "metropolitan districts" */
const char *words_polarity(enum polarity polarity); /* "Higher is better." */

/* "Open Government Licence v3.0" for "OGL-3.0"; what is not known stands as it is. */
struct text words_licence(struct text licence);

/* "Waste management" for "waste-management". */
struct text words_id(struct arena *arena, struct text id);

/* With a capital letter at the start. */
struct text words_capitalise(struct arena *arena, struct text t);

/* "1st", "22nd", "113th"; "7.5" where ties share the average. */
struct text words_ordinal(struct arena *arena, double rank);

/* What a verdict is called in a sentence. */
struct verdict_words {
    const char *relation;     /* before the peers: "much worse than" */
    const char *relation_end; /* and behind them; usually empty */
};

/* The Office's nine bands of words for a verdict that was reached by `mads` median
 * absolute deviations: below 0.5 broadly similar, 1.5 slightly better, 3 better, 7.5 much
 * better, and so on; what is beyond gets no grade, since such a figure is more often a
 * mistake than a feat. Bounds belong to the band above them; `mads` is rounded to 9
 * decimals first (Office for Local Government, automated text, 2024). The verdict is
 * never contradicted: similar is at most slightly, better at least better. Without
 * `has_mads`, or where a target makes the sign say nothing, it is the verdict alone.
 * False for VERDICT_NONE. */
bool words_verdict(const struct metric *metric, enum verdict verdict, bool has_mads,
                   double mads, struct verdict_words *words);

/* Whom a comparison is with, by what its _group column says: "its 15 nearest neighbours"
 * (of `count` where fewer are known), "metropolitan districts", "councils in the North
 * East". What is not known of old stands in quotes. */
struct text words_peers(struct arena *arena, struct text group, double count);

/* What a verdict is on, by what its _against column says, with its `figure`: "England as
 * a whole (75.3)", "the North East as a whole (60.1)", "unitary authorities taken
 * together (43.2%)"; the peers alone where that is their median. */
struct text words_benchmark(struct arena *arena, struct text against, struct text peers,
                            struct text figure);

/* "13 of its 15 nearest neighbours", "too few unitary authorities". */
struct text words_some_of(struct arena *arena, struct text some, struct text peers);

/* The same as words_peers() at the head of a column: "Nearest neighbours". */
struct text words_peers_brief(struct arena *arena, struct text group);

#endif
