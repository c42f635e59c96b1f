/* Ranks with what they may as well be. */
#include "step/publish_chart_parts.h"

#include <stdlib.h>

#include "base/number.h"

struct rank {
    double rank, ranked, lower, upper;
};

static bool read_rank(const struct charting *c, const struct observation *row,
                      struct rank *rank)
{
    static const char *const columns[] = { "rank", "ranked", "rank_lower", "rank_upper" };
    double *const numbers[] = { &rank->rank, &rank->ranked, &rank->lower, &rank->upper };
    struct csv_cells cells = { 0 };
    bool has = true;
    observation_cells(row, &cells);
    for (size_t i = 0; i < sizeof columns / sizeof *columns && has; i++) {
        const size_t place = observation_column(c->w->entries->table, columns[i]);
        has = place != CSV_COLUMN_ABSENT && number_parse(cells.cells[place], numbers[i]);
    }
    csv_cells_release(&cells);
    return has;
}

static bool is_shown(const struct charting *c, const struct observation *row)
{
    const struct area *area = areas_get(c->w->entries->table->reading.areas, row->area);
    return !row->gone && row->standing == STANDING_COUNTS &&
           area->class == c->w->area->class;
}

/* How many of the class are ranked without an interval. */
static size_t gather(struct charting *c, struct rank *this, bool *has_this)
{
    const struct observation_table *table = c->w->entries->table;
    size_t without = 0;
    *has_this = false;
    for (uint32_t i = 0; i < c->cohort->count; i++) {
        const struct observation *row = &table->rows[c->cohort->rows[i]];
        const struct area *area = areas_get(table->reading.areas, row->area);
        struct rank rank;
        if (!is_shown(c, row))
            continue;
        if (!read_rank(c, row, &rank)) {
            without++;
            continue;
        }
        struct chart_point *point = charting_point(c, c->cohort->count);
        point->x = rank.rank;
        point->has_limits = true;
        point->lower = rank.lower;
        point->upper = rank.upper;
        point->name = area->name;
        if (area->council != c->w->area->council)
            continue;
        point->role = CHART_THIS;
        *this = rank;
        *has_this = true;
    }
    return without;
}

static int by_rank(const void *a, const void *b)
{
    const struct chart_point *p = a, *q = b;
    const int order = (p->x > q->x) - (p->x < q->x);
    return order != 0 ? order : text_compare(p->name, q->name);
}

static struct text rungs_in_words(const struct charting *c)
{
    struct arena *arena = charting_arena(c);
    struct publish_list list = { 0 };
    for (size_t i = 0; i < c->chart->count; i++) {
        const struct chart_point *point = &c->chart->points[i];
        publish_list_add(&list, "; ",
                         arena_print(arena, "%.*s %.*s (%.*s to %.*s)",
                                     TEXT_ARGS(point->name),
                                     TEXT_ARGS(words_ordinal(arena, point->x)),
                                     TEXT_ARGS(words_ordinal(arena, point->lower)),
                                     TEXT_ARGS(words_ordinal(arena, point->upper))));
    }
    return publish_list_take(&list, arena);
}

bool charting_ladder(struct charting *c)
{
    struct arena *arena = charting_arena(c);
    struct chart *chart = c->chart;
    struct rank this;
    bool has_this;
    const size_t without = gather(c, &this, &has_this);
    if (chart->count == 0) {
        *c->why = text_of("the table has no rank intervals of it; oflog-rank makes them "
                          "of figures with confidence limits");
        return false;
    }
    qsort(chart->points, chart->count, sizeof *chart->points, by_rank);
    chart->title =
        has_this
            ? arena_print(arena,
                          "%.*s: %.*s is %.*s of %.0f, and may as well be anywhere from "
                          "%.*s to %.*s",
                          TEXT_ARGS(charting_measure(c)), TEXT_ARGS(c->w->area->name),
                          TEXT_ARGS(words_ordinal(arena, this.rank)), this.ranked,
                          TEXT_ARGS(words_ordinal(arena, this.lower)),
                          TEXT_ARGS(words_ordinal(arena, this.upper)))
            : arena_print(arena, "%.*s: no rank interval for %.*s",
                          TEXT_ARGS(charting_measure(c)), TEXT_ARGS(c->w->area->name));
    chart->description =
        arena_print(arena, "%.*s. %zu %.*s with rank intervals%s: %.*s.",
                    TEXT_ARGS(chart->title), chart->count, TEXT_ARGS(charting_classes(c)),
                    without > 0 ? arena_print(arena, ", %zu without", without).bytes : "",
                    TEXT_ARGS(rungs_in_words(c)));
    chart->x_name = text_of("rank, and what it may as well be");
    chart->others_name = arena_print(arena, "other %.*s", TEXT_ARGS(charting_classes(c)));
    return true;
}
