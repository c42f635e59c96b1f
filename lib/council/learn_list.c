/* Whom to learn from, read back. */
#include "council/learn_list.h"

#include <stdlib.h>

#include "base/number.h"
#include "council/evidence.h"

enum {
    VALUE = FIGURE_OWN,
    PEER,
    POSITION,
    KIND,
    PEER_VALUE,
    THEN_PERIOD,
    THEN_VALUE,
    EVIDENCE,
    COLUMN_COUNT
};

static const char *const columns[] = { "metric",     "area_code",  "period",
                                       "value",      "peer_code",  "position",
                                       "kind",       "peer_value", "then_period",
                                       "then_value", "evidence" };

struct learn_reading {
    struct learn_list *learn;
    const struct areas *areas;
};

/* What is known of a peer that stood where the council stands. */
static size_t take_start(struct learn_list *learn, const struct text *cells,
                         struct listed_lesson *lesson)
{
    if (!period_parse(cells[THEN_PERIOD], &lesson->then_period))
        return THEN_PERIOD;
    if (!number_parse(cells[THEN_VALUE], &lesson->then_value))
        return THEN_VALUE;
    if (!number_parse(evidence_find(cells[EVIDENCE], "figures", &learn->texts),
                      &lesson->figures))
        return EVIDENCE;
    return COLUMN_COUNT;
}

static size_t take(void *state, const struct figure_row *row)
{
    struct learn_reading *r = state;
    struct learn_list *learn = r->learn;
    struct listed_lesson lesson = { .council = row->council,
                                    .metric = row->metric,
                                    .period = row->period };
    lesson.peer = areas_find_code(r->areas, row->cells[PEER]);
    lesson.improved = text_is(row->cells[KIND], "improved");
    if (lesson.peer == AREA_NONE)
        return PEER;
    if (!number_parse(row->cells[VALUE], &lesson.value))
        return VALUE;
    if (!number_parse(row->cells[POSITION], &lesson.position))
        return POSITION;
    if (!number_parse(row->cells[PEER_VALUE], &lesson.peer_value))
        return PEER_VALUE;
    if (!lesson.improved && !text_is(row->cells[KIND], "better"))
        return KIND;
    const size_t wrong =
        lesson.improved ? take_start(learn, row->cells, &lesson) : COLUMN_COUNT;
    if (wrong != COLUMN_COUNT)
        return wrong;
    ARRAY_RESERVE(learn->all, learn->room, learn->count + 1);
    learn->all[learn->count++] = lesson;
    return COLUMN_COUNT;
}

static int by_figure(const struct listed_lesson *a, const struct listed_lesson *b)
{
    if (a->council != b->council)
        return a->council < b->council ? -1 : 1;
    if (a->metric != b->metric)
        return a->metric < b->metric ? -1 : 1;
    return period_compare(a->period, b->period);
}

static int by_figure_and_position(const void *a, const void *b)
{
    const struct listed_lesson *p = a, *q = b;
    const int order = by_figure(p, q);
    if (order != 0)
        return order;
    if (p->position != q->position)
        return p->position < q->position ? -1 : 1;
    return (p->peer > q->peer) - (p->peer < q->peer);
}

struct learn_list *learn_list_read(struct byte_source *source,
                                   const struct metrics *metrics,
                                   const struct areas *areas, struct refusals *refusals,
                                   struct messages *messages)
{
    struct learn_list *learn = memory_take(1, sizeof *learn);
    *learn = (struct learn_list){ 0 };
    arena_init(&learn->texts);
    struct learn_reading r = { learn, areas };
    const struct figure_rows rows = { columns,
                                      COLUMN_COUNT,
                                      take,
                                      &r,
                                      "is nothing that oflog-learn writes here",
                                      metrics,
                                      areas,
                                      refusals,
                                      messages };
    if (!figure_rows_read(&rows, source)) {
        learn_list_close(learn);
        return NULL;
    }
    if (learn->count > 0)
        qsort(learn->all, learn->count, sizeof *learn->all, by_figure_and_position);
    return learn;
}

void learn_list_close(struct learn_list *learn)
{
    if (learn == NULL)
        return;
    arena_release(&learn->texts);
    free(learn->all);
    free(learn);
}

const struct listed_lesson *learn_list_find(const struct learn_list *learn,
                                            uint32_t council, const struct metric *metric,
                                            struct period period, size_t *count)
{
    const struct listed_lesson wanted = { .council = council,
                                          .metric = metric,
                                          .period = period };
    size_t from = 0, to = learn->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (by_figure(&learn->all[middle], &wanted) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    *count = 0;
    while (from + *count < learn->count &&
           by_figure(&learn->all[from + *count], &wanted) == 0)
        ++*count;
    return *count == 0 ? NULL : &learn->all[from];
}
