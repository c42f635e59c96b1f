/* Flags read back. */
#include "council/flag_list.h"

#include <stdlib.h>

#include "council/evidence.h"
#include "format/csv_columns.h"

/* The rest a file may lack. */
static const enum flag_column needed[] = { FLAG_METRIC,   FLAG_AREA_CODE, FLAG_PERIOD,
                                           FLAG_ID,       FLAG_KIND,      FLAG_VALUE,
                                           FLAG_EVIDENCE, FLAG_STATUS };

enum { NEEDED_COUNT = sizeof needed / sizeof *needed };

struct flag_reading {
    struct flag_list *flags;
    struct csv_reader *reader;
    const struct metrics *metrics;
    const struct areas *areas;
    struct refusals *refusals;
    size_t places[FLAG_COLUMN_COUNT]; /* or CSV_COLUMN_ABSENT */
};

static bool read_header(struct flag_reading *r, const struct csv_row *row,
                        struct messages *messages)
{
    const struct place header = { csv_reader_name(r->reader), row->line, 0 };
    struct csv_columns columns;
    bool fine = true;
    csv_columns_keep(&columns, row, &r->flags->texts);
    if (!csv_columns_check(&columns, header, messages))
        return false;
    for (size_t i = 0; i < FLAG_COLUMN_COUNT; i++)
        r->places[i] = csv_columns_find(&columns, text_of(flag_column_words[i]));
    for (size_t i = 0; i < NEEDED_COUNT; i++)
        fine = csv_columns_need(&columns, text_of(flag_column_words[needed[i]]), header,
                                messages) != CSV_COLUMN_ABSENT &&
               fine;
    refusals_begin(r->refusals, columns.names, columns.count);
    return fine;
}

static void refuse(struct flag_reading *r, const struct csv_row *row,
                   enum flag_column column, const char *reason)
{
    const size_t place = r->places[column];
    const bool there = place < row->count;
    refusals_add(
        r->refusals,
        (struct place){ csv_reader_name(r->reader), row->line, there ? place + 1 : 0 },
        row->cells, row->count, "%s%.*s%s", there ? "'" : "",
        TEXT_ARGS(there ? row->cells[place] : text_of("")), reason);
}

/* Kept; empty where the column is missing. */
static struct text keep(struct flag_reading *r, const struct csv_row *row,
                        enum flag_column column)
{
    return r->places[column] == CSV_COLUMN_ABSENT
               ? text_of("")
               : arena_keep(&r->flags->texts, row->cells[r->places[column]]);
}

static bool is_long_enough(struct flag_reading *r, const struct csv_row *row)
{
    for (int i = 0; i < FLAG_COLUMN_COUNT; i++)
        if (r->places[i] != CSV_COLUMN_ABSENT && r->places[i] >= row->count) {
            refuse(r, row, (enum flag_column)i, "the row is too short");
            return false;
        }
    return true;
}

static void keep_texts(struct flag_reading *r, const struct csv_row *row,
                       struct listed_flag *flag)
{
    flag->id = keep(r, row, FLAG_ID);
    flag->kind = keep(r, row, FLAG_KIND);
    flag->severity = keep(r, row, FLAG_SEVERITY);
    flag->themes = keep(r, row, FLAG_THEMES);
    flag->value = keep(r, row, FLAG_VALUE);
    flag->evidence = keep(r, row, FLAG_EVIDENCE);
    flag->q_value = keep(r, row, FLAG_Q_VALUE);
    flag->status = keep(r, row, FLAG_STATUS);
    /* An id is the rule's author's to choose; what was looked at is the test. */
    flag->test = rule_test_find(evidence_find(flag->evidence, "test", &r->flags->texts));
}

static void take_row(struct flag_reading *r, const struct csv_row *row)
{
    struct flag_list *flags = r->flags;
    struct listed_flag flag = { 0 };
    if (!is_long_enough(r, row))
        return;
    flag.area = areas_find_code(r->areas, row->cells[r->places[FLAG_AREA_CODE]]);
    flag.metric = metrics_find(r->metrics, row->cells[r->places[FLAG_METRIC]]);
    if (flag.metric == NULL)
        refuse(r, row, FLAG_METRIC, "' is not a known metric");
    else if (flag.area == AREA_NONE)
        refuse(r, row, FLAG_AREA_CODE, "' is not the code of a known area");
    else if (!period_parse(row->cells[r->places[FLAG_PERIOD]], &flag.period))
        refuse(r, row, FLAG_PERIOD, "' is not a period");
    else {
        flag.council = areas_get(r->areas, flag.area)->council;
        keep_texts(r, row, &flag);
        ARRAY_RESERVE(flags->all, flags->room, flags->count + 1);
        flags->all[flags->count++] = flag;
    }
}

static int by_council_and_figure(const void *a, const void *b)
{
    const struct listed_flag *p = a, *q = b;
    if (p->council != q->council)
        return p->council < q->council ? -1 : 1;
    if (p->metric != q->metric)
        return p->metric < q->metric ? -1 : 1;
    if (period_compare(p->period, q->period) != 0)
        return period_compare(p->period, q->period);
    const int order = text_compare(p->id, q->id);
    return order != 0 ? order : text_compare(p->evidence, q->evidence);
}

static bool same_figure(const struct listed_flag *a, const struct listed_flag *b)
{
    return a->council == b->council && a->metric == b->metric &&
           period_compare(a->period, b->period) == 0;
}

bool listed_flag_is_cleared(const struct listed_flag *flag)
{
    return text_is(flag->status, "cleared");
}

/* Being worse than the quartile for years includes being so now, and having had no figure
 * for years includes having none now. */
static const struct {
    enum rule_test says_more, implied;
} implications[] = {
    { RULE_PERSISTENT_BOTTOM_QUARTILE, RULE_BOTTOM_QUARTILE },
    { RULE_STALE, RULE_NO_RETURN },
};

static bool is_implied(const struct listed_flag *flag, const struct listed_flag *others,
                       size_t count)
{
    for (size_t k = 0; k < sizeof implications / sizeof *implications; k++)
        for (size_t i = 0; i < count && flag->test == implications[k].implied; i++)
            if (others[i].test == implications[k].says_more &&
                !listed_flag_is_cleared(&others[i]))
                return true;
    return false;
}

static void mark_implied(struct flag_list *flags)
{
    for (size_t from = 0, to; from < flags->count; from = to) {
        struct listed_flag *first = &flags->all[from];
        for (to = from; to < flags->count && same_figure(first, &flags->all[to]);)
            to++;
        for (size_t i = from; i < to; i++)
            flags->all[i].implied = is_implied(&flags->all[i], first, to - from);
    }
}

/* An empty file has no flags: an empty shard gives nothing. */
static bool read_rows(struct flag_reading *r, struct messages *messages)
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

struct flag_list *flag_list_read(struct byte_source *source,
                                 const struct metrics *metrics, const struct areas *areas,
                                 struct refusals *refusals, struct messages *messages)
{
    struct flag_list *flags = memory_take(1, sizeof *flags);
    *flags = (struct flag_list){ 0 };
    arena_init(&flags->texts);
    struct flag_reading r = { .flags = flags,
                              .reader = csv_reader_open(source, messages),
                              .metrics = metrics,
                              .areas = areas,
                              .refusals = refusals };
    const bool fine = read_rows(&r, messages);
    csv_reader_close(r.reader);
    if (!fine) {
        flag_list_close(flags);
        return NULL;
    }
    if (flags->count > 0)
        qsort(flags->all, flags->count, sizeof *flags->all, by_council_and_figure);
    mark_implied(flags);
    return flags;
}

void flag_list_close(struct flag_list *flags)
{
    if (flags == NULL)
        return;
    arena_release(&flags->texts);
    free(flags->all);
    free(flags);
}

const struct listed_flag *flag_list_find(const struct flag_list *flags, uint32_t council,
                                         size_t *count)
{
    size_t from = 0, to = flags->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (flags->all[middle].council < council)
            from = middle + 1;
        else
            to = middle;
    }
    *count = 0;
    while (from + *count < flags->count && flags->all[from + *count].council == council)
        ++*count;
    return *count == 0 ? NULL : &flags->all[from];
}
