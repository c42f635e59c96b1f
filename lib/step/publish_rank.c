/* What may be said of one council's rank: with whom, and which end is 1. */
#include "step/publish_rank.h"

#include <math.h>

#include "base/number.h"
#include "page/words.h"

/* The rows of the cohort that have a value, all or those of the council's class: how many
 * they are, how many stand as well as the row, above it and so on. */
struct rivals {
    uint32_t count, same, better, above, below;
    const struct observation *highest; /* whichever has the highest value */
};

struct ranking {
    const struct publish_entries *entries;
    const struct cohort *cohort;
    const struct observation *row;
    struct publish_rank *rank;
};

static const struct area *area_of(const struct ranking *r, const struct observation *row)
{
    return areas_get(r->entries->table->reading.areas, row->area);
}

static struct rivals count_rivals(const struct ranking *r, bool of_class_only)
{
    const struct observation_table *table = r->entries->table;
    const struct metric *metric = r->cohort->metric;
    const double value = r->row->value;
    struct rivals rivals = { .highest = r->row };
    for (uint32_t i = 0; i < r->cohort->count; i++) {
        const struct observation *other = &table->rows[r->cohort->rows[i]];
        if (other->standing != STANDING_COUNTS || other->gone ||
            (of_class_only && area_of(r, other)->class != area_of(r, r->row)->class))
            continue;
        rivals.count++;
        rivals.same += other->value == value;
        rivals.better +=
            metric_oriented(metric, other->value) > metric_oriented(metric, value);
        rivals.above += other->value > value;
        rivals.below += other->value < value;
        if (other->value > rivals.highest->value)
            rivals.highest = other;
    }
    return rivals;
}

static bool read_number(const struct publish_entries *entries,
                        const struct csv_cells *cells, const char *column, double *number)
{
    const size_t place = observation_column(entries->table, column);
    return place != CSV_COLUMN_ABSENT && number_parse(cells->cells[place], number);
}

static bool read_rank_of(const struct ranking *r, const struct observation *row,
                         double *rank)
{
    struct csv_cells cells = { 0 };
    observation_cells(row, &cells);
    const bool has = read_number(r->entries, &cells, "rank", rank);
    csv_cells_release(&cells);
    return has;
}

/* Whether so many before it give its rank, ties sharing the best place or the average. */
static bool gives_rank(const struct ranking *r, const struct rivals *rivals,
                       uint32_t before)
{
    const double rank = r->rank->rank;
    return rivals->count == r->rank->ranked &&
           (rank == before + 1.0 || rank == before + (rivals->same + 1.0) / 2);
}

/* Which end has place 1 among these rivals; false where their values do not give the rank
 * from any end. In the middle it comes out alike from both ends: there the rank of the
 * highest value tells. */
static bool tell_end(const struct ranking *r, const struct rivals *rivals)
{
    const enum polarity polarity = r->cohort->metric->polarity;
    bool from_high = gives_rank(r, rivals, rivals->above);
    bool from_low = gives_rank(r, rivals, rivals->below);
    double highest;
    if (from_high && from_low && read_rank_of(r, rivals->highest, &highest)) {
        from_high = highest <= r->rank->rank;
        from_low = highest >= r->rank->rank;
    }
    const bool from_best = polarity == POLARITY_HIGH ? from_high
                           : polarity == POLARITY_LOW
                               ? from_low
                               : gives_rank(r, rivals, rivals->better);
    if (polarity != POLARITY_NEUTRAL && from_best)
        r->rank->end = PUBLISH_END_BEST;
    else if (from_high != from_low)
        r->rank->end = from_high ? PUBLISH_END_HIGHEST : PUBLISH_END_LOWEST;
    return from_high || from_low || (polarity == POLARITY_TARGET && from_best);
}

/* True where the rank is that among the rivals, which is then said. */
static bool is_among(const struct ranking *r, const struct rivals *rivals,
                     const char *among)
{
    if (!tell_end(r, rivals))
        return false;
    r->rank->among = among;
    r->rank->joint = rivals->same > 1;
    return true;
}

/* With whom it was ranked is not written in the table, so it is said only where the
 * values bear it out. Where they do not (rows were left out, or ranks are within a
 * region), equal ranks show in the percentile, which knows the average rank. */
void publish_rank_read(const struct publish_entries *entries, const struct cohort *cohort,
                       const struct csv_cells *cells, struct publish_entry *entry)
{
    struct publish_rank *rank = &entry->rank;
    const struct ranking r = { entries, cohort, entry->row, rank };
    double percentile;
    if (!read_number(entries, cells, "rank", &rank->rank) ||
        !read_number(entries, cells, "ranked", &rank->ranked))
        return;
    entry->has_rank = true;
    rank->has_interval = read_number(entries, cells, "rank_lower", &rank->lower) &&
                         read_number(entries, cells, "rank_upper", &rank->upper);
    rank->end = cohort->metric->polarity == POLARITY_NEUTRAL ? PUBLISH_END_ASKED
                                                             : PUBLISH_END_BEST;
    const struct rivals of_class = count_rivals(&r, true);
    const struct rivals of_level = count_rivals(&r, false);
    if (!is_among(&r, &of_class, words_classes(area_of(&r, entry->row)->class)) &&
        !is_among(&r, &of_level, "councils") && of_level.same > 1 &&
        read_number(entries, cells, "percentile", &percentile)) {
        const double average = rank->ranked * (1 - percentile / 100) + 0.5;
        rank->joint = fabs(average - rank->rank) > 0.25;
    }
    rank->joint = rank->joint && floor(rank->rank) == rank->rank;
}

enum publish_half publish_half_of(double lower, double upper, double ranked)
{
    if (upper <= ranked / 2)
        return PUBLISH_FIRST_HALF;
    return lower > (ranked + 1) / 2 ? PUBLISH_SECOND_HALF : PUBLISH_EITHER_HALF;
}
