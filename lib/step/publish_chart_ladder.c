/* Ranks with what they may as well be. */
#include "step/publish_chart_parts.h"

#include <stdlib.h>

#include "base/number.h"
#include "step/publish_rank.h"

struct rank {
    double rank, ranked, lower, upper;
};

/* What the intervals of the class say together. */
struct tally {
    struct rank this;
    bool has_this;
    size_t without; /* ranked, and no interval */
    bool any_apart; /* two are told apart */
    double ranked;  /* among how many */
    size_t first_half, second_half;
};

static void tally_add(struct tally *tally, const struct rank *rank)
{
    const enum publish_half half =
        publish_half_of(rank->lower, rank->upper, rank->ranked);
    tally->ranked = rank->ranked;
    tally->any_apart = tally->any_apart || rank->lower > 1 || rank->upper < rank->ranked;
    tally->first_half += half == PUBLISH_FIRST_HALF;
    tally->second_half += half == PUBLISH_SECOND_HALF;
}

static bool read_rank(const struct charting *c, const struct observation *row,
                      struct rank *rank)
{
    static const char *const columns[] = { "rank", "ranked", "rank_lower", "rank_upper" };
    double *const numbers[] = { &rank->rank, &rank->ranked, &rank->lower, &rank->upper };
    struct csv_cells cells = { 0 };
    bool has = true;
    observation_cells(row, &cells);
    for (size_t i = 0; i < sizeof columns / sizeof *columns && has; i++) {
        const size_t place = observation_column(c->entries->table, columns[i]);
        has = place != CSV_COLUMN_ABSENT && number_parse(cells.cells[place], numbers[i]);
    }
    csv_cells_release(&cells);
    return has;
}

static bool is_shown(const struct charting *c, const struct observation *row)
{
    const struct area *area = areas_get(c->entries->table->reading.areas, row->area);
    return !row->gone && row->standing == STANDING_COUNTS && area->class == c->class;
}

static void gather(struct charting *c, struct tally *tally)
{
    const struct observation_table *table = c->entries->table;
    for (uint32_t i = 0; i < c->cohort->count; i++) {
        const struct observation *row = &table->rows[c->cohort->rows[i]];
        const struct area *area = areas_get(table->reading.areas, row->area);
        struct rank rank;
        if (!is_shown(c, row))
            continue;
        if (!read_rank(c, row, &rank)) {
            tally->without++;
            continue;
        }
        struct chart_point *point = charting_point(c, c->cohort->count);
        point->x = rank.rank;
        point->has_limits = true;
        point->lower = rank.lower;
        point->upper = rank.upper;
        point->name = area->name;
        point->role = charting_role(c, area);
        tally_add(tally, &rank);
        if (point->role == CHART_THIS) {
            tally->this = rank;
            tally->has_this = true;
        }
    }
}

static int by_rank(const void *a, const void *b)
{
    const struct chart_point *p = a, *q = b;
    const int order = (p->x > q->x) - (p->x < q->x);
    return order != 0 ? order : text_compare(p->name, q->name);
}

/* In the chart of a class nobody has a number that may as well be another. */
static struct text rung_in_words(const struct charting *c,
                                 const struct chart_point *point)
{
    struct arena *arena = c->arena;
    const struct text range =
        arena_print(arena, "%.*s to %.*s", TEXT_ARGS(words_ordinal(arena, point->lower)),
                    TEXT_ARGS(words_ordinal(arena, point->upper)));
    if (c->area == NULL)
        return arena_print(arena, "%.*s %.*s", TEXT_ARGS(point->name), TEXT_ARGS(range));
    return arena_print(arena, "%.*s %.*s (%.*s)", TEXT_ARGS(point->name),
                       TEXT_ARGS(words_ordinal(arena, point->x)), TEXT_ARGS(range));
}

static struct text rungs_in_words(const struct charting *c)
{
    struct arena *arena = charting_arena(c);
    struct publish_list list = { 0 };
    for (size_t i = 0; i < c->chart->count; i++)
        publish_list_add(&list, "; ", rung_in_words(c, &c->chart->points[i]));
    return publish_list_take(&list, arena);
}

static struct text some(const struct charting *c, size_t count)
{
    return count == 0 ? text_of("none") : arena_print(c->arena, "%zu", count);
}

/* An interval has all places of those ranked exactly where no test of a pair tells two
 * apart. */
static struct text title_of_class(const struct charting *c, const struct tally *tally)
{
    struct arena *arena = c->arena;
    const size_t count = c->chart->count;
    const struct text measure = charting_measure(c), classes = charting_classes(c);
    const struct text of = (double)count == tally->ranked
                               ? text_of("")
                               : arena_print(arena, " of the %.0f ranked", tally->ranked);
    if (!tally->any_apart)
        return arena_print(arena, "%.*s: no two of %zu %.*s can be told apart",
                           TEXT_ARGS(measure), count, TEXT_ARGS(classes));
    if (tally->first_half + tally->second_half == 0)
        return arena_print(arena,
                           "%.*s: of none of %zu %.*s can it be said in which half%.*s "
                           "it stands",
                           TEXT_ARGS(measure), count, TEXT_ARGS(classes), TEXT_ARGS(of));
    return arena_print(
        arena,
        "%.*s: of %zu %.*s %.*s can only be in the first half%.*s, and %.*s only in the "
        "second",
        TEXT_ARGS(measure), count, TEXT_ARGS(classes),
        TEXT_ARGS(some(c, tally->first_half)), TEXT_ARGS(of),
        TEXT_ARGS(some(c, tally->second_half)));
}

static struct text title_of(const struct charting *c, const struct tally *tally)
{
    struct arena *arena = c->arena;
    const struct rank *this = &tally->this;
    if (!tally->has_this)
        return arena_print(arena, "%.*s: no rank interval for %.*s",
                           TEXT_ARGS(charting_measure(c)), TEXT_ARGS(c->area->name));
    return arena_print(
        arena,
        "%.*s: %.*s is %.*s of %.0f, and may as well be anywhere from %.*s to %.*s",
        TEXT_ARGS(charting_measure(c)), TEXT_ARGS(c->area->name),
        TEXT_ARGS(words_ordinal(arena, this->rank)), this->ranked,
        TEXT_ARGS(words_ordinal(arena, this->lower)),
        TEXT_ARGS(words_ordinal(arena, this->upper)));
}

bool charting_ladder(struct charting *c)
{
    struct arena *arena = charting_arena(c);
    struct chart *chart = c->chart;
    struct tally tally = { .without = 0 };
    gather(c, &tally);
    if (chart->count == 0) {
        *c->why = text_of("the table has no rank intervals of it; oflog-rank makes them "
                          "of figures with confidence limits");
        return false;
    }
    qsort(chart->points, chart->count, sizeof *chart->points, by_rank);
    chart->title = c->area == NULL ? title_of_class(c, &tally) : title_of(c, &tally);
    chart->description = arena_print(
        arena, "%.*s. %zu %.*s with rank intervals%s: %.*s.", TEXT_ARGS(chart->title),
        chart->count, TEXT_ARGS(charting_classes(c)),
        tally.without > 0 ? arena_print(arena, ", %zu without", tally.without).bytes : "",
        TEXT_ARGS(rungs_in_words(c)));
    chart->x_name = text_of("rank, and what it may as well be");
    charting_name_others(c);
    return true;
}
