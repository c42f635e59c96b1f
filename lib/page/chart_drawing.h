/* What the kinds of chart are drawn with. For the files of chart_svg alone.
 *
 * Across, places are in per cent of the width, and marks and texts in pixels, so a chart
 * is as wide as its page and its texts are as large as the page's. Lines are drawn in
 * planes whose units across are hundredths of a per cent, and whose pens keep their
 * width. A dot is a line of no length with a round end; many of them are one path. */
#ifndef OFLOG_PAGE_CHART_DRAWING_H
#define OFLOG_PAGE_CHART_DRAWING_H

#include "page/chart.h"
#include "page/chart_axis.h"
#include "page/chart_label.h"
#include "page/markup.h"

enum chart_colour {
    COLOUR_NONE,
    COLOUR_INK,
    COLOUR_GROUND,
    COLOUR_GRID,
    COLOUR_THIS,
    COLOUR_PEER,
    COLOUR_OTHER,
    COLOUR_BAND,
    COLOUR_LINE,
    COLOUR_LIMIT,
    COLOUR_SPECIAL
};

struct chart_drawing {
    struct markup *markup;
    const struct chart *chart;
    struct arena *arena;
    bool alone; /* a file of its own: no page's style sheet sets its colours */
    struct text_buffer path; /* of the shape being drawn */
    struct chart_scale x;    /* to per cent */
    struct chart_scale y;    /* to pixels */
    double down;             /* pixels from the top that are used */
    long at_x, at_y;         /* where the shape has come to, in tenths of its units */
    bool measuring;          /* only `down` is asked for: shapes and texts are left out */
};

/* A colour as the attribute `name` (fill, stroke): a property that the page's style sheet
 * may set, with the light one behind it; alone, the light one as it is, since programs
 * that draw files of SVG know no properties. */
void drawing_colour(struct chart_drawing *d, const char *name, enum chart_colour colour);

/* Rules of a style sheet that turn those of a file of its own into the dark ones. */
struct text drawing_dark(struct arena *arena);

/* Pixels across in a file of its own, whose planes are in pixels: few programs that draw
 * such files know pens that keep their width. */
enum { DRAWING_ALONE = 608 };

enum { DRAWING_SIZE = 13, DRAWING_SMALL = 12 };

/* Of `count` pixels on the narrowest screen so many per cent, and back. */
static inline double drawing_per_cent(double pixels)
{
    return 100 * pixels / CHART_NARROW;
}
static inline double drawing_pixels(double per_cent)
{
    return per_cent * CHART_NARROW / 100;
}

struct drawing_words {
    double x, y;  /* per cent, pixels */
    double shift; /* pixels to the right of x */
    enum chart_anchor anchor;
    enum chart_colour colour;
    double size;
    bool strong;
    bool halo; /* stands out from lines behind it */
};

void drawing_text(struct chart_drawing *d, const struct drawing_words *words,
                  struct text text);

/* The same in lines of `room` pixels, `row` pixels apart, at most `most` of them. Returns
 * how many there are. */
size_t drawing_lines_of_text(struct chart_drawing *d, const struct drawing_words *words,
                             struct text text, double room, double row, size_t most);

/* Opens and closes a plane: between them paths alone are drawn. */
void drawing_plane(struct chart_drawing *d);
void drawing_plane_end(struct chart_drawing *d);

/* The shape being drawn, at per cent and pixels. */
void drawing_move(struct chart_drawing *d, double x, double y);
void drawing_line_to(struct chart_drawing *d, double x, double y);
void drawing_dot(struct chart_drawing *d, double x, double y);
void drawing_box(struct chart_drawing *d, double x, double y, double to_x, double to_y);

enum drawing_end { END_FLAT, END_ROUND, END_SQUARE };

struct drawing_pen {
    enum chart_colour stroke, fill;
    double width;
    enum drawing_end end;
    const char *dash;  /* NULL: none */
    struct text title; /* shown where it is pointed at; empty: none */
};

/* Draws the shape, and starts another; nothing where there is none. */
void drawing_path(struct chart_drawing *d, const struct drawing_pen *pen);

/* Shapes of one pen, which stands once, each with a title. */
void drawing_group(struct chart_drawing *d, const struct drawing_pen *pen);
void drawing_group_path(struct chart_drawing *d, struct text title);
void drawing_group_end(struct chart_drawing *d);

/* The pens of lines, and of marks: a dot for another council, a square for a peer. */
const struct drawing_pen *drawing_line_pen(enum chart_line_kind kind);
const struct drawing_pen *drawing_mark_pen(enum chart_role role);
const struct drawing_pen *drawing_special_pen(void);
const struct drawing_pen *drawing_outside_pen(void);
const struct drawing_pen *drawing_break_pen(void);
const struct drawing_pen *drawing_band_pen(void);

/* The diamond of this council. */
void drawing_diamond(struct chart_drawing *d, double x, double y, struct text title);

/* "Leeds: 34.9%", with the limits if there are any. */
struct text drawing_point_title(struct chart_drawing *d, const struct chart_point *point,
                                double value);

/* What the signs mean; each of those that the chart has. */
void drawing_key(struct chart_drawing *d);

/* The y axis: round values with a line across each, between the scale's start and end.
 * Sets where x begins, so that they have room. The unit stands above. */
void drawing_y_axis(struct chart_drawing *d, double height);

/* The x axis of values, below what has been drawn. */
void drawing_x_axis(struct chart_drawing *d, double top, struct text name);

/* Lines of the chart that go with values of y: across, or through points. */
void drawing_lines(struct chart_drawing *d);

/* Whether a point can be drawn at all. */
bool drawing_has(const struct chart_point *point);

void drawing_strip(struct chart_drawing *d);
void drawing_series(struct chart_drawing *d); /* trend and control chart */
void drawing_funnel(struct chart_drawing *d);
void drawing_ladder(struct chart_drawing *d);

#endif
