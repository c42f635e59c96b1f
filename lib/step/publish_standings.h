/* All areas of a level in one metric and period, side by side. For the files of publish
 * alone. */
#ifndef OFLOG_STEP_PUBLISH_STANDINGS_H
#define OFLOG_STEP_PUBLISH_STANDINGS_H

#include "council/limits.h"
#include "step/publish_pages.h"

struct publish_standing {
    const struct area *area; /* of the council's newest code */
    struct publish_entry entry;
    bool has_limits, has_band;
    struct limits limits;
    double band;
};

struct publish_standings {
    const struct metric *metric;
    const struct cohort *cohort;
    struct publish_standing *all; /* by name */
    size_t count;
    double bands; /* into how many they were cut, as far as the table shows */
};

/* Those of one class are asked for by its number. */
struct publish_class {
    enum area_class class;
    size_t with, missing; /* with and without a figure; those outside count nowhere */
    bool has_limits, has_intervals, has_bands;
};

/* Gathers the rows of a cohort in the arena. A row that cannot be read is refused and
 * left out. */
void publish_standings_gather(struct publish_standings *standings,
                              struct publish_site *site, const struct cohort *cohort,
                              struct arena *arena);

struct publish_class publish_class_of(const struct publish_standings *standings,
                                      enum area_class class);

/* Why there is no figure, in words that several councils may share; empty where there is
 * one. */
struct text publish_reason(const struct publish_site *site,
                           const struct publish_standing *standing, struct arena *arena);

/* The table of one class, each with figure, limits, place, verdicts and notes. */
void publish_standings_table(const struct publish_site *site,
                             const struct publish_standings *standings,
                             enum area_class class, struct document *document,
                             struct arena *arena);

/* Charts of the class, as far as there is something to draw: its councils by their
 * figures, within what chance explains, and by the places that they may have. */
void publish_standings_charts(const struct publish_site *site,
                              const struct publish_standings *standings,
                              enum area_class class, struct document *document,
                              struct arena *arena);

/* Asides with what councils of the class say of their figures. */
void publish_standings_notes(const struct publish_site *site,
                             const struct publish_standings *standings,
                             enum area_class class, struct document *document,
                             struct arena *arena);

/* Who once stood where others stand in the cohort, from what oflog-learn found. */
void publish_metric_learn(const struct publish_site *site, const struct cohort *cohort,
                          struct document *document, struct arena *arena);

/* Whom the comparison numbered `peers` sets councils of a class beside. */
struct text publish_standings_peers(const struct publish_site *site,
                                    const struct publish_standings *standings,
                                    enum area_class class, size_t peers,
                                    struct arena *arena);

#endif
