/* --by-theme: what flags say of each council under each best value theme. */
#include "step/flag_themes.h"

#include <stdlib.h>

#include "base/text_buffer.h"

enum { THEME_COUNT = 7 };

/* What is known of one metric of a council under a theme, and which rules were met. */
enum mark { MARK_FIGURE = 1 << RULE_KIND_COUNT };

struct raised {
    uint32_t council;
    uint32_t theme;
    struct text metric, rule;
};

struct flag_themes {
    const struct observation_table *table;
    unsigned char *marks; /* by council, theme and metric: 1 << enum rule_kind, MARK_ */
    uint32_t *areas;      /* by council: the newest of its codes met, or AREA_NONE */
    struct raised *raised;
    size_t count, room;
};

struct flag_themes *flag_themes_open(const struct observation_table *table)
{
    struct flag_themes *t = memory_take(1, sizeof *t);
    const size_t councils = areas_count(table->reading.areas);
    const size_t marks = councils * THEME_COUNT * table->reading.metrics->count;
    *t = (struct flag_themes){ .table = table };
    t->marks = memory_take(marks + 1, sizeof *t->marks);
    memset(t->marks, 0, marks + 1);
    t->areas = memory_take(councils + 1, sizeof *t->areas);
    for (size_t i = 0; i < councils; i++)
        t->areas[i] = AREA_NONE;
    return t;
}

void flag_themes_close(struct flag_themes *t)
{
    if (t == NULL)
        return;
    free(t->marks);
    free(t->areas);
    free(t->raised);
    free(t);
}

static unsigned char *marks_of(const struct flag_themes *t, uint32_t council,
                               size_t theme, size_t metric)
{
    const size_t metrics = t->table->reading.metrics->count;
    return &t->marks[((size_t)council * THEME_COUNT + theme) * metrics + metric];
}

static bool carries(const struct rule *rule, const struct metric *metric, size_t theme)
{
    const struct text *themes = rule->has_themes ? rule->themes : metric->themes;
    const size_t count = rule->has_themes ? rule->theme_count : metric->theme_count;
    for (size_t i = 0; i < count; i++)
        if (text_is(themes[i], metric_theme_words[theme]))
            return true;
    return false;
}

/* The code that began last, whatever order rows come in. */
static void note_area(struct flag_themes *t, uint32_t number)
{
    const struct areas *areas = t->table->reading.areas;
    const struct area *area = areas_get(areas, number);
    uint32_t *known = &t->areas[area->council];
    if (*known == AREA_NONE || areas_get(areas, *known)->valid_from < area->valid_from ||
        (areas_get(areas, *known)->valid_from == area->valid_from && *known < number))
        *known = number;
}

static void mark(struct flag_themes *t, const struct rule *rule,
                 const struct observation *row, unsigned what)
{
    const struct metric *metric = &t->table->reading.metrics->all[row->metric];
    const uint32_t council = areas_get(t->table->reading.areas, row->area)->council;
    for (size_t theme = 0; theme < THEME_COUNT; theme++)
        if (carries(rule, metric, theme))
            *marks_of(t, council, theme, row->metric) |= (unsigned char)what;
}

void flag_themes_look(struct flag_themes *t, const struct rule *rule,
                      const struct observation *row)
{
    note_area(t, row->area);
    if (row->standing == STANDING_COUNTS)
        mark(t, rule, row, MARK_FIGURE);
}

void flag_themes_raise(struct flag_themes *t, const struct rule *rule,
                       enum rule_kind kind, const struct observation *row)
{
    const struct metric *metric = &t->table->reading.metrics->all[row->metric];
    const uint32_t council = areas_get(t->table->reading.areas, row->area)->council;
    note_area(t, row->area);
    mark(t, rule, row, 1u << kind);
    for (uint32_t theme = 0; theme < THEME_COUNT; theme++) {
        if (!carries(rule, metric, theme))
            continue;
        ARRAY_RESERVE(t->raised, t->room, t->count + 1);
        t->raised[t->count++] = (struct raised){ council, theme, metric->id, rule->id };
    }
}

static int by_council_theme_and_rule(const void *a, const void *b)
{
    const struct raised *p = a, *q = b;
    if (p->council != q->council)
        return p->council < q->council ? -1 : 1;
    if (p->theme != q->theme)
        return p->theme < q->theme ? -1 : 1;
    const int order = text_compare(p->metric, q->metric);
    return order != 0 ? order : text_compare(p->rule, q->rule);
}

static void write_count(struct csv_writer *writer, size_t count)
{
    csv_write_number(writer, (double)count);
}

/* "waste.recycling-rate/outlier ...", each once, of those from `from` that are of this
 * council and theme; they are in order. */
static void write_raised(const struct flag_themes *t, struct csv_writer *writer,
                         uint32_t council, size_t theme, size_t from)
{
    struct text_buffer list = { 0 };
    size_t i = from;
    for (; i < t->count && t->raised[i].council == council && t->raised[i].theme == theme;
         i++) {
        if (i > from && by_council_theme_and_rule(&t->raised[i - 1], &t->raised[i]) == 0)
            continue;
        text_buffer_put(&list, text_of(i > from ? " " : ""));
        text_buffer_put(&list, t->raised[i].metric);
        text_buffer_put(&list, text_of("/"));
        text_buffer_put(&list, t->raised[i].rule);
    }
    csv_write_cell(writer, (struct text){ list.bytes, list.length });
    free(list.bytes);
}

static void write_theme(const struct flag_themes *t, struct csv_writer *writer,
                        uint32_t council, size_t theme)
{
    const struct area *area = areas_get(t->table->reading.areas, t->areas[council]);
    size_t counts[RULE_KIND_COUNT] = { 0 }, figures = 0;
    for (size_t m = 0; m < t->table->reading.metrics->count; m++) {
        const unsigned marks = *marks_of(t, council, theme, m);
        figures += (marks & MARK_FIGURE) != 0;
        for (size_t kind = 0; kind < RULE_KIND_COUNT; kind++)
            counts[kind] += (marks & 1u << kind) != 0;
    }
    csv_write_cell(writer, area->code);
    csv_write_cell(writer, area->name);
    csv_write_cell(writer, text_of(metric_theme_words[theme]));
    write_count(writer, figures);
    write_count(writer, counts[RULE_CONCERN]);
    write_count(writer, counts[RULE_CELEBRATE]);
    write_count(writer, counts[RULE_DATA]);
    csv_write_cell(writer, text_of(figures > 0 ? "figures" : "no-evidence"));
}

static int by_code(const void *a, const void *b, void *context)
{
    const struct flag_themes *t = context;
    const struct areas *areas = t->table->reading.areas;
    return text_compare(areas_get(areas, t->areas[*(const uint32_t *)a])->code,
                        areas_get(areas, t->areas[*(const uint32_t *)b])->code);
}

/* The first flag of a council and theme. */
static size_t first_raised(const struct flag_themes *t, uint32_t council, size_t theme)
{
    size_t from = 0, to = t->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const struct raised *r = &t->raised[middle];
        if (r->council < council || (r->council == council && r->theme < theme))
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static size_t councils_looked_at(const struct flag_themes *t, uint32_t *councils)
{
    size_t count = 0;
    for (uint32_t c = 0; c < areas_count(t->table->reading.areas); c++)
        if (t->areas[c] != AREA_NONE)
            councils[count++] = c;
    qsort_r(councils, count, sizeof *councils, by_code, (void *)t);
    return count;
}

size_t flag_themes_write(const struct flag_themes *t, struct csv_writer *writer)
{
    static const char *const columns[] = { "area_code", "area_name", "theme",
                                           "metrics",   "concerns",  "strengths",
                                           "data",      "evidence",  "flags" };
    uint32_t *councils =
        memory_take(areas_count(t->table->reading.areas) + 1, sizeof *councils);
    const size_t count = councils_looked_at(t, councils);
    if (t->count > 0)
        qsort(t->raised, t->count, sizeof *t->raised, by_council_theme_and_rule);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        csv_write_cell(writer, text_of(columns[i]));
    csv_write_end(writer);
    for (size_t i = 0; i < count; i++)
        for (size_t theme = 0; theme < THEME_COUNT; theme++) {
            write_theme(t, writer, councils[i], theme);
            write_raised(t, writer, councils[i], theme,
                         first_raised(t, councils[i], theme));
            csv_write_end(writer);
        }
    free(councils);
    return count * THEME_COUNT;
}
