/* Flags read back. */
#include "step/publish_flags.h"

#include <stdlib.h>

#include "base/number.h"
#include "council/evidence.h"
#include "format/csv_columns.h"
#include "page/words.h"

/* The rest is not told: a file may lack it. */
static const enum flag_column told[] = { FLAG_METRIC,   FLAG_AREA_CODE, FLAG_PERIOD,
                                         FLAG_ID,       FLAG_KIND,      FLAG_VALUE,
                                         FLAG_EVIDENCE, FLAG_STATUS };

enum { TOLD_COUNT = sizeof told / sizeof *told };

struct flag_reading {
    struct publish_flags *flags;
    struct csv_reader *reader;
    const struct metrics *metrics;
    const struct areas *areas;
    struct refusals *refusals;
    size_t places[FLAG_COLUMN_COUNT]; /* of those told */
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
    for (size_t i = 0; i < TOLD_COUNT; i++) {
        const size_t place = csv_columns_need(
            &columns, text_of(flag_column_words[told[i]]), header, messages);
        r->places[told[i]] = place;
        fine = fine && place != CSV_COLUMN_ABSENT;
    }
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

static void take_row(struct flag_reading *r, const struct csv_row *row)
{
    struct publish_flags *flags = r->flags;
    struct arena *texts = &flags->texts;
    struct publish_flag flag = { 0 };
    for (size_t i = 0; i < TOLD_COUNT; i++)
        if (r->places[told[i]] >= row->count) {
            refuse(r, row, told[i], "the row is too short");
            return;
        }
    const uint32_t area =
        areas_find_code(r->areas, row->cells[r->places[FLAG_AREA_CODE]]);
    flag.metric = metrics_find(r->metrics, row->cells[r->places[FLAG_METRIC]]);
    if (flag.metric == NULL)
        refuse(r, row, FLAG_METRIC, "' is not a known metric");
    else if (area == AREA_NONE)
        refuse(r, row, FLAG_AREA_CODE, "' is not the code of a known area");
    else if (!period_parse(row->cells[r->places[FLAG_PERIOD]], &flag.period))
        refuse(r, row, FLAG_PERIOD, "' is not a period");
    else {
        flag.council = areas_get(r->areas, area)->council;
        flag.id = arena_keep(texts, row->cells[r->places[FLAG_ID]]);
        flag.kind = arena_keep(texts, row->cells[r->places[FLAG_KIND]]);
        flag.value = arena_keep(texts, row->cells[r->places[FLAG_VALUE]]);
        flag.evidence = arena_keep(texts, row->cells[r->places[FLAG_EVIDENCE]]);
        flag.status = arena_keep(texts, row->cells[r->places[FLAG_STATUS]]);
        ARRAY_RESERVE(flags->all, flags->room, flags->count + 1);
        flags->all[flags->count++] = flag;
    }
}

static int by_metric_and_period(const void *a, const void *b)
{
    const struct publish_flag *p = a, *q = b;
    if (p->metric != q->metric)
        return p->metric < q->metric ? -1 : 1;
    if (period_compare(p->period, q->period) != 0)
        return period_compare(p->period, q->period);
    const int order = text_compare(p->id, q->id);
    return order != 0 ? order : text_compare(p->evidence, q->evidence);
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

struct publish_flags *publish_flags_read(struct byte_source *source,
                                         const struct metrics *metrics,
                                         const struct areas *areas,
                                         struct refusals *refusals,
                                         struct messages *messages)
{
    struct publish_flags *flags = memory_take(1, sizeof *flags);
    *flags = (struct publish_flags){ 0 };
    arena_init(&flags->texts);
    struct flag_reading r = { .flags = flags,
                              .reader = csv_reader_open(source, messages),
                              .metrics = metrics,
                              .areas = areas,
                              .refusals = refusals };
    const bool fine = read_rows(&r, messages);
    csv_reader_close(r.reader);
    if (!fine) {
        publish_flags_close(flags);
        return NULL;
    }
    if (flags->count > 0)
        qsort(flags->all, flags->count, sizeof *flags->all, by_metric_and_period);
    return flags;
}

void publish_flags_close(struct publish_flags *flags)
{
    if (flags == NULL)
        return;
    arena_release(&flags->texts);
    free(flags->all);
    free(flags);
}

static struct text number_of(const struct publish_flag *flag, struct text number,
                             struct arena *arena)
{
    double parsed;
    return number_parse(number, &parsed) ? words_number(arena, flag->metric, parsed)
                                         : number;
}

/* "its 15 nearest neighbours". */
static struct text peers_of(const struct publish_flag *flag, struct arena *arena)
{
    double n = 0, missing = 0;
    const struct text group = evidence_find(flag->evidence, "group", arena);
    number_parse(evidence_find(flag->evidence, "n", arena), &n);
    number_parse(evidence_find(flag->evidence, "missing", arena), &missing);
    return text_is_empty(group) ? text_of("its peers")
                                : words_peers(arena, group, n + missing);
}

/* The length up to the sign between two periods: '+', or a comma. */
static size_t period_length(struct text t)
{
    size_t length = 0;
    while (length < t.length && t.bytes[length] != '+' && t.bytes[length] != ',')
        length++;
    return length;
}

/* "2020/21+2021/22+2022/23" as "2020 to 2021, 2021 to 2022 and 2022 to 2023". */
static struct text periods_of(const struct publish_flag *flag, struct arena *arena)
{
    struct text rest = evidence_find(flag->evidence, "periods", arena);
    char *bytes = NULL;
    size_t used = 0;
    FILE *all = open_memstream(&bytes, &used);
    if (all == NULL)
        return rest;
    for (bool first = true; rest.length > 0; first = false) {
        const size_t length = period_length(rest);
        struct text word = text_slice(rest, 0, length);
        struct period period;
        rest = text_slice(rest, length + 1, rest.length);
        if (period_parse(word, &period))
            word = words_period(arena, period);
        fputs(first ? "" : text_is_empty(rest) ? " and " : ", ", all);
        fwrite(word.bytes, 1, word.length, all);
    }
    fclose(all);
    const struct text periods = arena_keep(arena, (struct text){ bytes, used });
    free(bytes);
    return periods;
}

/* "23.1% is worse than the lower quartile of unitary authorities, 30.2%": which, the
 * evidence says. */
static struct text beyond_quartile(const struct publish_flag *flag, struct text value,
                                   struct text peers, struct arena *arena)
{
    const struct text q1 = evidence_find(flag->evidence, "q1", arena);
    const struct text bound =
        text_is_empty(q1) ? evidence_find(flag->evidence, "q3", arena) : q1;
    if (text_is_empty(bound))
        return arena_print(arena, "%.*s is worse than the worse quartile of %.*s",
                           TEXT_ARGS(value), TEXT_ARGS(peers));
    return arena_print(arena, "%.*s is worse than the %s quartile of %.*s, %.*s",
                       TEXT_ARGS(value), text_is_empty(q1) ? "upper" : "lower",
                       TEXT_ARGS(peers), TEXT_ARGS(number_of(flag, bound, arena)));
}

static struct text what_is_flagged(const struct publish_flag *flag, struct arena *arena)
{
    const struct text peers = peers_of(flag, arena);
    const struct text value = number_of(flag, flag->value, arena);
    const struct text median =
        number_of(flag, evidence_find(flag->evidence, "median", arena), arena);
    const struct text n = evidence_find(flag->evidence, "n", arena);
    if (text_is(flag->id, "no-return"))
        return arena_print(arena, "no figure, while %.*s have one",
                           TEXT_ARGS(words_some_of(arena, n, peers)));
    if (text_is(flag->id, "outlier"))
        return arena_print(arena,
                           "%.*s is unusually far from the median of %.*s, which is %.*s",
                           TEXT_ARGS(value), TEXT_ARGS(peers), TEXT_ARGS(median));
    if (text_is(flag->id, "implausible"))
        return arena_print(arena,
                           "%.*s is so far from the median of %.*s, which is %.*s, that "
                           "the figure itself wants a look",
                           TEXT_ARGS(value), TEXT_ARGS(peers), TEXT_ARGS(median));
    if (text_is(flag->id, "bottom-quartile"))
        return beyond_quartile(flag, value, peers, arena);
    if (text_is(flag->id, "persistent-bottom-quartile"))
        return arena_print(arena, "%.*s; its figure was on that side in each of %.*s",
                           TEXT_ARGS(beyond_quartile(flag, value, peers, arena)),
                           TEXT_ARGS(periods_of(flag, arena)));
    if (text_is(flag->id, "best-in-class"))
        return arena_print(arena, "%.*s is the best of %.*s ranked together",
                           TEXT_ARGS(value),
                           TEXT_ARGS(evidence_find(flag->evidence, "ranked", arena)));
    return arena_print(arena, "%.*s is flagged by the rule \"%.*s\"%s%.*s%s%.*s",
                       TEXT_ARGS(text_is_empty(value) ? text_of("no figure") : value),
                       TEXT_ARGS(flag->id),
                       text_is_empty(median) ? "" : "; the median of ",
                       TEXT_ARGS(text_is_empty(median) ? median : peers),
                       text_is_empty(median) ? "" : " is ", TEXT_ARGS(median));
}

struct text publish_flag_sentence(const struct publish_flag *flag, struct arena *arena)
{
    const bool is_new = text_is(flag->status, "new");
    return arena_print(arena, "%.*s, %.*s: %.*s%s.", TEXT_ARGS(flag->metric->label),
                       TEXT_ARGS(words_period(arena, flag->period)),
                       TEXT_ARGS(what_is_flagged(flag, arena)), is_new ? " (new)" : "");
}
