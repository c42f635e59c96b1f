/* The right of reply. */
#include "council/note_list.h"

#include <stdlib.h>

#include "council/date.h"

enum { TEXT = FIGURE_OWN, AUTHOR, DATE, COLUMN_COUNT };

static const char *const columns[] = { "metric", "area_code", "period",
                                       "text",   "author",    "date" };

static size_t take(void *state, const struct figure_row *row)
{
    struct note_list *notes = state;
    struct listed_note note = { .council = row->council,
                                .metric = row->metric,
                                .period = row->period };
    if (text_is_empty(text_trim(row->cells[TEXT])))
        return TEXT;
    if (!date_parse(row->cells[DATE], &note.date))
        return DATE;
    note.text = arena_keep(&notes->texts, text_trim(row->cells[TEXT]));
    note.author = arena_keep(&notes->texts, text_trim(row->cells[AUTHOR]));
    ARRAY_RESERVE(notes->all, notes->room, notes->count + 1);
    notes->all[notes->count++] = note;
    return COLUMN_COUNT;
}

static int by_figure(const struct listed_note *a, const struct listed_note *b)
{
    if (a->council != b->council)
        return a->council < b->council ? -1 : 1;
    if (a->metric != b->metric)
        return a->metric < b->metric ? -1 : 1;
    return period_compare(a->period, b->period);
}

static int by_figure_and_date(const void *a, const void *b)
{
    const struct listed_note *p = a, *q = b;
    const int order = by_figure(p, q);
    if (order != 0)
        return order;
    if (p->date != q->date)
        return p->date < q->date ? -1 : 1;
    const int text = text_compare(p->text, q->text);
    return text != 0 ? text : text_compare(p->author, q->author);
}

struct note_list *note_list_read(struct byte_source *source,
                                 const struct metrics *metrics, const struct areas *areas,
                                 struct refusals *refusals, struct messages *messages)
{
    struct note_list *notes = memory_take(1, sizeof *notes);
    *notes = (struct note_list){ 0 };
    arena_init(&notes->texts);
    const struct figure_rows rows = { columns,
                                      COLUMN_COUNT,
                                      take,
                                      notes,
                                      "is neither a text nor a day (2024-05-31)",
                                      metrics,
                                      areas,
                                      refusals,
                                      messages };
    if (!figure_rows_read(&rows, source)) {
        note_list_close(notes);
        return NULL;
    }
    if (notes->count > 0)
        qsort(notes->all, notes->count, sizeof *notes->all, by_figure_and_date);
    return notes;
}

void note_list_close(struct note_list *notes)
{
    if (notes == NULL)
        return;
    arena_release(&notes->texts);
    free(notes->all);
    free(notes);
}

const struct listed_note *note_list_find(const struct note_list *notes, uint32_t council,
                                         const struct metric *metric,
                                         struct period period, size_t *count)
{
    const struct listed_note wanted = { .council = council,
                                        .metric = metric,
                                        .period = period };
    size_t from = 0, to = notes->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (by_figure(&notes->all[middle], &wanted) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    *count = 0;
    while (from + *count < notes->count &&
           by_figure(&notes->all[from + *count], &wanted) == 0)
        ++*count;
    return *count == 0 ? NULL : &notes->all[from];
}
