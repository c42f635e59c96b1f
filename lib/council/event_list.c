/* What befell councils, and when. */
#include "council/event_list.h"

#include <stdlib.h>

#include "council/date.h"
#include "format/csv_list.h"

struct event_reading {
    struct event_list *events;
    struct csv_list list;
    const struct areas *areas;
    struct refusals *refusals;
    size_t code, date; /* places */
};

static void refuse(struct event_reading *r, const struct csv_row *row, size_t cell,
                   const char *reason)
{
    refusals_add(r->refusals, csv_list_place(&r->list, row, cell), row->cells, row->count,
                 "'%.*s' %s", TEXT_ARGS(row->cells[cell]), reason);
}

static void take_row(struct event_reading *r, const struct csv_row *row)
{
    struct event_list *events = r->events;
    struct council_event event;
    const char *wrong = csv_list_wrong_width(&r->list, row);
    if (wrong != NULL) {
        refusals_add(r->refusals, csv_list_place(&r->list, row, CSV_COLUMN_ABSENT),
                     row->cells, row->count, "%s", wrong);
        return;
    }
    event.area = areas_find_code(r->areas, row->cells[r->code]);
    if (event.area == AREA_NONE)
        refuse(r, row, r->code, "is not the code of a known area");
    else if (!date_parse(row->cells[r->date], &event.day))
        refuse(r, row, r->date, "is not a date such as 2018-02-02");
    else {
        event.council = areas_get(r->areas, event.area)->council;
        ARRAY_RESERVE(events->all, events->room, events->count + 1);
        events->all[events->count++] = event;
    }
}

/* An empty file has no events. */
static bool read_rows(struct event_reading *r)
{
    struct csv_row row;
    enum csv_outcome outcome;
    r->code = csv_list_need(&r->list, "area_code");
    r->date = csv_list_need(&r->list, "date");
    refusals_begin(r->refusals, r->list.columns.names, r->list.columns.count);
    if (r->code == CSV_COLUMN_ABSENT || r->date == CSV_COLUMN_ABSENT)
        return false;
    while ((outcome = csv_list_next(&r->list, &row)) == CSV_ROW)
        take_row(r, &row);
    return outcome == CSV_END;
}

static int by_council_and_day(const void *a, const void *b)
{
    const struct council_event *p = a, *q = b;
    if (p->council != q->council)
        return p->council < q->council ? -1 : 1;
    if (p->day != q->day)
        return p->day < q->day ? -1 : 1;
    return (p->area > q->area) - (p->area < q->area);
}

struct event_list *event_list_read(struct byte_source *source, const struct areas *areas,
                                   struct refusals *refusals, struct messages *messages)
{
    struct event_list *events = memory_take(1, sizeof *events);
    *events = (struct event_list){ 0 };
    struct event_reading r = { .events = events, .areas = areas, .refusals = refusals };
    const enum csv_outcome opened = csv_list_open(&r.list, source, messages);
    const bool fine = opened == CSV_ROW ? read_rows(&r) : opened == CSV_END;
    csv_list_close(&r.list);
    if (!fine) {
        event_list_close(events);
        return NULL;
    }
    if (events->count > 0)
        qsort(events->all, events->count, sizeof *events->all, by_council_and_day);
    return events;
}

void event_list_close(struct event_list *events)
{
    if (events == NULL)
        return;
    free(events->all);
    free(events);
}
