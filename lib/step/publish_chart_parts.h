/* How charts are filled, between the files that do it. */
#ifndef OFLOG_STEP_PUBLISH_CHART_PARTS_H
#define OFLOG_STEP_PUBLISH_CHART_PARTS_H

#include "step/publish_chart.h"

struct charting {
    const struct publish_entries *entries;
    const struct publish_beside *beside;
    struct arena *arena;
    const struct area *area;             /* whose chart it is; NULL: the whole class's */
    const struct publish_entry *entry;   /* that of the area; NULL without one */
    const struct comparison *comparison; /* with whom; NULL: with nobody */
    const struct metric *metric;
    struct period period;
    enum area_class class;
    const struct cohort *cohort; /* of the period that is shown */
    struct chart *chart;
    struct text *why;
};

struct arena *charting_arena(const struct charting *c);

/* The row of a council in a cohort that is to be shown, or NULL. */
const struct observation *charting_row(const struct charting *c,
                                       const struct cohort *cohort, uint32_t council);

/* The place of a new point, or line, all nothing. `most` are never exceeded. */
struct chart_point *charting_point(struct charting *c, size_t most);
struct chart_line *charting_line(struct charting *c, enum chart_line_kind kind,
                                 struct text name, size_t count);

/* A line or band of one value. */
const double *charting_value(const struct charting *c, double value);

/* Who an area is in the chart of one council, and in that of a class. */
bool charting_is_this(const struct charting *c, const struct area *area);
enum chart_role charting_role(const struct charting *c, const struct area *area);

/* How those are called that are not the council itself. */
void charting_name_others(struct charting *c);

/* A point for each council of the class with a figure, and who it is: x and y are the
 * figure. How many of the class have none. */
size_t charting_class(struct charting *c);

/* Words: the measure with its period; the council's figure; the peers. */
struct text charting_measure(const struct charting *c);
struct text charting_figure(const struct charting *c, double value);
struct text charting_peers(const struct charting *c);
struct text charting_classes(const struct charting *c);

/* "worse than metropolitan districts (median 40.6%)", or empty where there is no verdict.
 */
struct text charting_verdict(const struct charting *c);

/* Whether each could be filled; *why is set where not. */
bool charting_strip(struct charting *c);
bool charting_trend(struct charting *c);
bool charting_control(struct charting *c);
bool charting_funnel(struct charting *c);
bool charting_ladder(struct charting *c);

#endif
