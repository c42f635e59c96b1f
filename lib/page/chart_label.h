/* Words on a chart: how wide they are, what is cut off them, and where they go so that
 * none stands on another. */
#ifndef OFLOG_PAGE_CHART_LABEL_H
#define OFLOG_PAGE_CHART_LABEL_H

#include "base/memory.h"
#include "council/metric.h"

/* A chart is laid out for the narrowest screen, so many pixels; on a wider one places
 * move apart and texts stay as large as they are, so what does not touch there touches
 * nowhere. */
enum { CHART_NARROW = 288 };

/* About how many pixels a text takes, on the safe side: nobody knows the reader's font.
 */
double chart_label_width(struct text text, double size, bool strong);

/* The text, or its beginning and "…" where it is wider than `room` pixels. */
struct text chart_label_cut(struct arena *arena, struct text text, double size,
                            bool strong, double room);

/* The words at the beginning of *rest that make a line of `room` pixels, at least one,
 * cut as above if it is too long; *rest becomes what is left. Empty at the end. */
struct text chart_label_line(struct arena *arena, struct text *rest, double size,
                             bool strong, double room);

/* A value for a label: words_number(), or with three digits and a power of ten where that
 * would be longer than a label can be. */
struct text chart_label_number(struct arena *arena, const struct metric *metric,
                               double value);

/* The same for a mark of an axis, which takes but `decimals`. */
struct text chart_label_tick(struct arena *arena, const struct metric *metric,
                             int decimals, double value);

/* A number that is no value of the metric: a count, a rank. */
struct text chart_label_plain(struct arena *arena, int decimals, double value);

enum chart_anchor { CHART_ANCHOR_START, CHART_ANCHOR_MIDDLE, CHART_ANCHOR_END };

/* A label above a chart, led to its place by a line. */
struct chart_label {
    double at;    /* where its line stands, in pixels from the left */
    double width; /* of its text */
    /* found by chart_labels_place() */
    enum chart_anchor anchor;
    double x;   /* of the anchor */
    size_t row; /* 0: the lowest */
};

enum { CHART_MOST_LABELS = 8 };

/* Places labels so that no text lies on another nor on a line that leads
 * to another, in as few rows as will do: beside their lines, on either side. One too wide
 * for both sides stands above all others. Returns the number of rows. */
size_t chart_labels_place(struct chart_label *labels, size_t count, double room);

#endif
