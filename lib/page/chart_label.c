/* Words on a chart. */
#include "page/chart_label.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

#include "base/utf8.h"
#include "page/text_page.h"
#include "page/words.h"

enum { GAP = 6, BESIDE_LINE = 4, LONGEST_NUMBER = 18 };

/* As wide as DejaVu Sans has them, which is the widest of the fonts that a page may be
 * shown in: letters on average, but digits and the sign of per cent as they are, since
 * marks of an axis have nothing else. In ems. */
double chart_label_width(struct text text, double size, bool strong)
{
    double wider = 0;
    for (size_t i = 0; i < text.length; i++)
        wider += text.bytes[i] == '%'                           ? 0.39
                 : text.bytes[i] >= '0' && text.bytes[i] <= '9' ? 0.08
                                                                : 0;
    return ((double)text_page_columns(text) * (strong ? 0.62 : 0.57) + wider) * size;
}

struct text chart_label_cut(struct arena *arena, struct text text, double size,
                            bool strong, double room)
{
    const double each = chart_label_width(text_of("x"), size, strong);
    double used = each;
    if ((double)text.length * chart_label_width(text_of("%"), size, strong) <= room ||
        chart_label_width(text, size, strong) <= room)
        return text;
    size_t taken = 0;
    while (taken < text.length) {
        uint32_t point;
        size_t length = utf8_decode(text_slice(text, taken, text.length), &point);
        length = length == 0 ? 1 : length;
        used += chart_label_width(text_slice(text, taken, taken + length), size, strong);
        if (used > room)
            break;
        taken += length;
    }
    return arena_print(arena, "%.*s\xe2\x80\xa6", TEXT_ARGS(text_slice(text, 0, taken)));
}

struct text chart_label_line(struct arena *arena, struct text *rest, double size,
                             bool strong, double room)
{
    size_t end = 0;
    *rest = text_trim(*rest);
    for (size_t i = 0; i <= rest->length; i++) {
        if (i < rest->length && rest->bytes[i] != ' ')
            continue;
        /* No character has more than four bytes, nor is narrower than a pixel. */
        if (end > 0 && ((double)i > 4 * room ||
                        chart_label_width(text_slice(*rest, 0, i), size, strong) > room))
            break;
        end = i;
    }
    const struct text line = text_slice(*rest, 0, end);
    *rest = text_slice(*rest, end, rest->length);
    return chart_label_cut(arena, line, size, strong, room);
}

struct text chart_label_number(struct arena *arena, const struct metric *metric,
                               double value)
{
    const struct text words = words_number(arena, metric, value);
    return text_page_columns(words) <= LONGEST_NUMBER ? words
                                                      : arena_print(arena, "%.3g", value);
}

struct text chart_label_tick(struct arena *arena, const struct metric *metric,
                             int decimals, double value)
{
    struct metric coarse = *metric;
    if (decimals < coarse.decimals)
        coarse.decimals = decimals;
    return chart_label_number(arena, &coarse, value);
}

struct text chart_label_plain(struct arena *arena, int decimals, double value)
{
    const struct metric plain = { .decimals = decimals };
    return chart_label_number(arena, &plain, value);
}

/* What a label covers, with a little air; what is led to the same place stands beside
 * it. */
struct cover {
    double from, to;
};

static struct cover cover_of(const struct chart_label *label)
{
    const double near = BESIDE_LINE / 2.0, far = label->width + BESIDE_LINE + GAP;
    return label->anchor == CHART_ANCHOR_END
               ? (struct cover){ label->at - far, label->at - near }
               : (struct cover){ label->at + near, label->at + far };
}

static bool fits(const struct chart_label *label, enum chart_anchor anchor, double room)
{
    return anchor == CHART_ANCHOR_END ? label->at - BESIDE_LINE - label->width >= 0
                                      : label->at + BESIDE_LINE + label->width <= room;
}

static bool fits_nowhere(const struct chart_label *label, double room)
{
    return !fits(label, CHART_ANCHOR_END, room) && !fits(label, CHART_ANCHOR_START, room);
}

/* Whether label `i` has to stand above `j`: the line of `j` would run through it, or, of
 * two whose texts alone lie on each other, it is the later one. */
static bool is_above(const struct chart_label *labels, size_t i, size_t j)
{
    const struct cover a = cover_of(&labels[i]), b = cover_of(&labels[j]);
    const bool crossed = labels[j].at >= a.from && labels[j].at <= a.to;
    const bool crosses = labels[i].at >= b.from && labels[i].at <= b.to;
    const bool touch = a.from <= b.to && b.from <= a.to;
    return touch && (crossed || (!crosses && i > j));
}

/* Lifts labels until each stands above those it has to. False where two would have to
 * stand above each other. */
static bool stack(struct chart_label *labels, size_t count, size_t *rows)
{
    bool moved = true;
    *rows = 0;
    for (size_t i = 0; i < count; i++)
        labels[i].row = 0;
    for (size_t round = 0; round <= count && moved; round++) {
        moved = false;
        for (size_t i = 0; i < count; i++)
            for (size_t j = 0; j < count; j++)
                if (i != j && labels[i].anchor != CHART_ANCHOR_MIDDLE &&
                    labels[j].anchor != CHART_ANCHOR_MIDDLE && is_above(labels, i, j) &&
                    labels[i].row <= labels[j].row) {
                    labels[i].row = labels[j].row + 1;
                    moved = true;
                }
    }
    for (size_t i = 0; i < count; i++)
        if (labels[i].anchor != CHART_ANCHOR_MIDDLE && labels[i].row >= *rows)
            *rows = labels[i].row + 1;
    return !moved;
}

/* The labels whose bit is set to the left of their lines, those that fit on no side above
 * all others. False where one leaves the chart, or lines cannot be kept out of texts. */
static bool try_sides(struct chart_label *labels, size_t count, unsigned left,
                      double room, size_t *rows)
{
    for (size_t i = 0; i < count; i++) {
        labels[i].anchor = (left >> i & 1) != 0 ? CHART_ANCHOR_END : CHART_ANCHOR_START;
        if (fits_nowhere(&labels[i], room))
            labels[i].anchor = CHART_ANCHOR_MIDDLE;
        else if (!fits(&labels[i], labels[i].anchor, room))
            return false;
    }
    if (!stack(labels, count, rows))
        return false;
    for (size_t i = 0; i < count; i++)
        if (labels[i].anchor == CHART_ANCHOR_MIDDLE)
            labels[i].row = (*rows)++;
    return true;
}

static void find_x(struct chart_label *label, double room)
{
    const double half = label->width / 2;
    if (label->anchor == CHART_ANCHOR_END)
        label->x = label->at - BESIDE_LINE;
    else if (label->anchor == CHART_ANCHOR_START)
        label->x = label->at + BESIDE_LINE;
    else
        label->x = fmax(half, fmin(label->at, room - half));
}

size_t chart_labels_place(struct chart_label *labels, size_t count, double room)
{
    size_t least = SIZE_MAX, rows;
    unsigned best = 0;
    assert(count <= CHART_MOST_LABELS);
    for (unsigned left = 0; left < 1u << count; left++)
        if (try_sides(labels, count, left, room, &rows) && rows < least) {
            least = rows;
            best = left;
        }
    /* Where there is no way, each has a row of its own, over whatever line is there. */
    if (least == SIZE_MAX || !try_sides(labels, count, best, room, &rows))
        for (rows = 0; rows < count; rows++) {
            labels[rows].anchor = CHART_ANCHOR_MIDDLE;
            labels[rows].row = rows;
        }
    for (size_t i = 0; i < count; i++)
        find_x(&labels[i], room);
    return rows;
}
