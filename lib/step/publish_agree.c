/* Whether what stands beside the table is of the same figures. */
#include "step/publish_agree.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"

/* One row of the table under what it is looked for by. */
struct figure {
    const struct metric *metric;
    uint32_t council;
    struct period period;
    const struct observation *row;
};

struct figures {
    struct figure *all; /* in the order of by_key() */
    size_t count;
};

enum finding { ABSENT, EQUAL, DIFFERENT };

static int by_key(const void *a, const void *b)
{
    const struct figure *p = a, *q = b;
    if (p->metric != q->metric)
        return p->metric < q->metric ? -1 : 1;
    if (p->council != q->council)
        return p->council < q->council ? -1 : 1;
    return period_compare(p->period, q->period);
}

static struct figures gather(const struct observation_table *table)
{
    struct figures figures = { memory_take(table->count + 1, sizeof *figures.all), 0 };
    for (size_t i = 0; i < table->count; i++) {
        const struct observation *row = &table->rows[i];
        if (!row->gone)
            figures.all[figures.count++] =
                (struct figure){ &table->reading.metrics->all[row->metric],
                                 areas_get(table->reading.areas, row->area)->council,
                                 row->period, row };
    }
    qsort(figures.all, figures.count, sizeof *figures.all, by_key);
    return figures;
}

/* Values went through text, of 15 digits where a tool computed them. */
static bool is_same(double a, double b)
{
    return fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b));
}

static enum finding find(const struct figures *figures, const struct metric *metric,
                         uint32_t council, struct period period, double value)
{
    const struct figure wanted = { metric, council, period, NULL };
    const struct figure *found =
        bsearch(&wanted, figures->all, figures->count, sizeof wanted, by_key);
    if (found == NULL)
        return ABSENT;
    return found->row->has_value && is_same(found->row->value, value) ? EQUAL : DIFFERENT;
}

/* A flag of a figure that the table lacks is on no page of figures. */
static bool flag_agrees(const struct figures *figures, const struct listed_flag *flag)
{
    double value;
    return !number_parse(flag->value, &value) ||
           find(figures, flag->metric, flag->council, flag->period, value) != DIFFERENT;
}

static bool lesson_agrees(const struct figures *figures, const struct areas *areas,
                          const struct listed_lesson *lesson)
{
    const struct metric *metric = lesson->metric;
    const uint32_t peer = areas_get(areas, lesson->peer)->council;
    return find(figures, metric, lesson->council, lesson->period, lesson->value) ==
               EQUAL &&
           find(figures, metric, peer, lesson->period, lesson->peer_value) != DIFFERENT &&
           (!lesson->improved || find(figures, metric, peer, lesson->then_period,
                                      lesson->then_value) != DIFFERENT);
}

static bool progress_agrees(const struct figures *figures,
                            const struct listed_progress *progress)
{
    return find(figures, progress->metric, progress->council, progress->period,
                progress->value) == EQUAL &&
           find(figures, progress->metric, progress->council, progress->from_period,
                progress->from_value) != DIFFERENT;
}

static size_t keep_flags(const struct figures *figures, struct flag_list *flags)
{
    size_t kept = 0;
    for (size_t i = 0; i < flags->count; i++)
        if (flag_agrees(figures, &flags->all[i]))
            flags->all[kept++] = flags->all[i];
    return kept;
}

static size_t keep_lessons(const struct figures *figures, const struct areas *areas,
                           struct learn_list *learn)
{
    size_t kept = 0;
    for (size_t i = 0; i < learn->count; i++)
        if (lesson_agrees(figures, areas, &learn->all[i]))
            learn->all[kept++] = learn->all[i];
    return kept;
}

static size_t keep_progress(const struct figures *figures, struct progress_list *progress)
{
    size_t kept = 0;
    for (size_t i = 0; i < progress->count; i++)
        if (progress_agrees(figures, &progress->all[i]))
            progress->all[kept++] = progress->all[i];
    return kept;
}

/* The list is as long as what was kept of it; returns what was not. */
static uint64_t shorten(size_t *count, size_t kept)
{
    const uint64_t strange = *count - kept;
    *count = kept;
    return strange;
}

struct publish_strange publish_agree(const struct observation_table *table,
                                     struct flag_list *flags, struct learn_list *learn,
                                     struct progress_list *progress)
{
    struct publish_strange strange = { 0 };
    const struct figures figures = gather(table);
    if (flags != NULL)
        strange.flags = shorten(&flags->count, keep_flags(&figures, flags));
    if (learn != NULL)
        strange.lessons =
            shorten(&learn->count, keep_lessons(&figures, table->reading.areas, learn));
    if (progress != NULL)
        strange.progress = shorten(&progress->count, keep_progress(&figures, progress));
    free(figures.all);
    return strange;
}
