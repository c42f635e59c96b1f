/* How charts are filled, between the files that do it. */
#ifndef OFLOG_STEP_PUBLISH_CHART_PARTS_H
#define OFLOG_STEP_PUBLISH_CHART_PARTS_H

#include "step/publish_chart.h"

struct charting {
    const struct publish_writing *w;
    const struct publish_entry *entry;
    const struct cohort *cohort;         /* of the period that is shown */
    const struct comparison *comparison; /* with whom; NULL: with nobody */
    struct chart *chart;
    size_t point_room, line_room;
    struct text *why;
};

struct arena *charting_arena(const struct charting *c);

/* The cohort of a period of the entry's metric, at the area's level; NULL: none. */
const struct cohort *charting_cohort(const struct charting *c, struct period period);

/* The row of a council in a cohort that is to be shown, or NULL. */
const struct observation *charting_row(const struct charting *c,
                                       const struct cohort *cohort, uint32_t council);

/* The place of a new point, or line, all nothing. `most` are never exceeded. */
struct chart_point *charting_point(struct charting *c, size_t most);
struct chart_line *charting_line(struct charting *c, enum chart_line_kind kind,
                                 struct text name, size_t count);

/* A line or band of one value. */
const double *charting_value(const struct charting *c, double value);

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
