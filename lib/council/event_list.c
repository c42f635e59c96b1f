/* What befell councils, and when. */
#include "council/event_list.h"

#include <stdlib.h>

#include "council/date.h"
#include "format/csv_columns.h"

struct event_reading {
    struct event_list *events;
    struct csv_reader *reader;
    const struct areas *areas;
    struct refusals *refusals;
    struct arena texts; /* of the header */
    size_t code, date;  /* places */
};

static bool read_header(struct event_reading *r, const struct csv_row *row,
                        struct messages *messages)
{
    const struct place header = { csv_reader_name(r->reader), row->line, 0 };
    struct csv_columns columns;
    csv_columns_keep(&columns, row, &r->texts);
    if (!csv_columns_check(&columns, header, messages))
        return false;
    r->code = csv_columns_need(&columns, text_of("area_code"), header, messages);
    r->date = csv_columns_need(&columns, text_of("date"), header, messages);
    refusals_begin(r->refusals, columns.names, columns.count);
    return r->code != CSV_COLUMN_ABSENT && r->date != CSV_COLUMN_ABSENT;
}

static void refuse(struct event_reading *r, const struct csv_row *row, size_t place,
                   const char *reason)
{
    const bool there = place < row->count;
    refusals_add(
        r->refusals,
        (struct place){ csv_reader_name(r->reader), row->line, there ? place + 1 : 0 },
        row->cells, row->count, "%s%.*s%s", there ? "'" : "",
        TEXT_ARGS(there ? row->cells[place] : text_of("")), reason);
}

static void take_row(struct event_reading *r, const struct csv_row *row)
{
    struct event_list *events = r->events;
    struct council_event event;
    if (r->code >= row->count || r->date >= row->count) {
        refuse(r, row, row->count, "the row is too short");
        return;
    }
    event.area = areas_find_code(r->areas, row->cells[r->code]);
    if (event.area == AREA_NONE)
        refuse(r, row, r->code, "' is not the code of a known area");
    else if (!date_parse(row->cells[r->date], &event.day))
        refuse(r, row, r->date, "' is not a date such as 2018-02-02");
    else {
        event.council = areas_get(r->areas, event.area)->council;
        ARRAY_RESERVE(events->all, events->room, events->count + 1);
        events->all[events->count++] = event;
    }
}

static bool read_rows(struct event_reading *r, struct messages *messages)
{
    struct csv_row row;
    bool header = false;
    for (;;) {
        switch (csv_reader_next(r->reader, &row)) {
        case CSV_BROKEN:
            return false;
        case CSV_END:
            return true;
        case CSV_ROW:
            break;
        }
        if (row.count == 0)
            continue;
        if (header)
            take_row(r, &row);
        else if (!read_header(r, &row, messages))
            return false;
        header = true;
    }
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
    struct event_reading r = { .events = events,
                               .reader = csv_reader_open(source, messages),
                               .areas = areas,
                               .refusals = refusals };
    arena_init(&r.texts);
    const bool fine = read_rows(&r, messages);
    csv_reader_close(r.reader);
    arena_release(&r.texts);
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
