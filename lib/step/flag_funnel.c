/* Funnels with over-dispersion. */
#include "step/flag_funnel.h"

#include <stdlib.h>

#include "base/text_map.h"
#include "stats/order.h"
#include "stats/spread.h"
#include "step/flag_tests.h"

/* The share on either side that is drawn in before spread is measured. */
#define TAIL 0.1

struct fitted {
    bool usable;
    struct funnel funnel;
};

struct flag_funnels {
    struct text_map known; /* cohort and group; numbers are indices into `all` */
    struct fitted **all;   /* never move */
    size_t room;
    struct arena arena;
    double *numerators, *denominators, *sorted; /* of the group being fitted */
    size_t numerator_room, denominator_room, sorted_room;
};

struct flag_funnels *flag_funnels_open(void)
{
    struct flag_funnels *funnels = memory_take(1, sizeof *funnels);
    *funnels = (struct flag_funnels){ 0 };
    text_map_init(&funnels->known);
    arena_init(&funnels->arena);
    return funnels;
}

void flag_funnels_close(struct flag_funnels *funnels)
{
    if (funnels == NULL)
        return;
    text_map_release(&funnels->known);
    arena_release(&funnels->arena);
    free(funnels->all);
    free(funnels->numerators);
    free(funnels->denominators);
    free(funnels->sorted);
    free(funnels);
}

/* The group's counts; how many there are. */
static size_t gather(struct flag_matter *m, struct flag_funnels *f)
{
    const struct flag_group *group = &m->group;
    size_t count = 0;
    ARRAY_RESERVE(f->numerators, f->numerator_room, group->count);
    ARRAY_RESERVE(f->denominators, f->denominator_room, group->count);
    ARRAY_RESERVE(f->sorted, f->sorted_room, group->count);
    for (size_t i = 0; i < group->count; i++) {
        double x, n;
        if (!flag_counts(m, group->rows[i], &x, &n) || n <= 0 || x < 0)
            continue;
        f->numerators[count] = x;
        f->denominators[count++] = n;
    }
    return count;
}

/* In order of size, whatever order the rows came in. */
static double sum_of(struct flag_funnels *f, const double *numbers, size_t count)
{
    memcpy(f->sorted, numbers, count * sizeof *numbers);
    order_sort(f->sorted, count);
    return spread_sum(f->sorted, count);
}

static void fit(struct flag_matter *m, const struct metric *metric, struct fitted *fitted)
{
    struct flag_funnels *f = m->funnels;
    const size_t count = gather(m, f);
    const enum funnel_scale scale =
        metric->kind == METRIC_PROPORTION ? FUNNEL_ARCSINE : FUNNEL_SQUARE_ROOT;
    fitted->usable = false;
    if (count == 0)
        return;
    const double target =
        sum_of(f, f->numerators, count) / sum_of(f, f->denominators, count);
    fitted->usable = funnel_fit(scale, target, f->numerators, f->denominators, count,
                                TAIL, FUNNEL_WINSORISED, &fitted->funnel) == FUNNEL_DONE;
}

const struct funnel *flag_funnel_of(struct flag_matter *m, const struct observation *row)
{
    struct flag_funnels *f = m->funnels;
    const struct metric *metric = &m->table->reading.metrics->all[row->metric];
    if (!metric_counts_cases(metric))
        return NULL;
    const uint32_t of[] = { row->cohort, flag_group_of(&m->group, row) };
    const struct text key = { (const char *)of, sizeof of };
    const uint32_t known = f->known.count;
    const uint32_t number = text_map_add(&f->known, key);
    if (number == known) {
        ARRAY_RESERVE(f->all, f->room, number + 1);
        f->all[number] = arena_take(&f->arena, sizeof **f->all);
        flag_group_fill(&m->group, row);
        fit(m, metric, f->all[number]);
    }
    return f->all[number]->usable ? &f->all[number]->funnel : NULL;
}
