/* What has changed since the last edition. */
#include <math.h>
#include <stdlib.h>

#include "page/flag_words.h"
#include "step/publish_pages.h"
#include "step/publish_standings.h"
#include "step/publish_writing.h"

struct changes {
    const struct publish_site *site;
    struct publish_site before; /* the last edition, looked at in the same way */
    struct document *document;
    struct arena *arena;
};

static struct text keep(const struct changes *c, struct text text)
{
    return document_keep(c->document, text);
}

static const struct publish_topic *find_topic(const struct publish_site *site,
                                              const struct metric *metric)
{
    for (size_t i = 0; i < site->topic_count; i++)
        if (site->topics[i].metric == metric)
            return &site->topics[i];
    return NULL;
}

static const struct cohort *find_cohort(const struct publish_site *site,
                                        const struct cohort *like)
{
    for (size_t i = 0; i < site->table->cohort_count; i++) {
        const struct cohort *cohort = &site->table->cohorts[i];
        if (cohort->metric == like->metric && cohort->level == like->level &&
            period_compare(cohort->period, like->period) == 0)
            return cohort;
    }
    return NULL;
}

static void begin_list(const struct changes *c, const char *lead)
{
    document_paragraph(c->document, text_of(lead));
    document_open(c->document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
}

/* Measures that one edition has and the other has not. */
static size_t say_measures_of(const struct changes *c, const struct publish_site *has,
                              const struct publish_site *has_not, const char *lead)
{
    size_t count = 0;
    for (size_t i = 0; i < has->topic_count; i++) {
        const struct metric *metric = has->topics[i].metric;
        if (find_topic(has_not, metric) != NULL)
            continue;
        if (count++ == 0)
            begin_list(c, lead);
        document_open(c->document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
        document_link(c->document, document_to(DOCUMENT_TO_METRIC, metric->id),
                      metric->label);
        document_close(c->document);
    }
    if (count > 0)
        document_close(c->document);
    return count;
}

/* Periods that one edition has and the other, which has the measure, has not. */
static size_t say_periods_of(const struct changes *c, const struct publish_site *has,
                             const struct publish_site *has_not, const char *lead)
{
    size_t count = 0;
    for (size_t i = 0; i < has->table->cohort_count; i++) {
        const struct cohort *cohort = &has->table->cohorts[i];
        if (find_topic(has, cohort->metric) == NULL ||
            find_topic(has_not, cohort->metric) == NULL ||
            find_cohort(has_not, cohort) != NULL ||
            cohort->level > LEVEL_COMBINED_AUTHORITY)
            continue;
        if (count++ == 0)
            begin_list(c, lead);
        document_open(c->document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
        document_link(c->document, document_to(DOCUMENT_TO_METRIC, cohort->metric->id),
                      cohort->metric->label);
        document_say(c->document,
                     arena_print(c->arena, ", %.*s%s",
                                 TEXT_ARGS(words_period(c->arena, cohort->period)),
                                 cohort->level == LEVEL_COMBINED_AUTHORITY
                                     ? ", combined authorities"
                                     : ""));
        document_close(c->document);
    }
    if (count > 0)
        document_close(c->document);
    return count;
}

static void say_measures(const struct changes *c)
{
    size_t count = 0;
    document_section(c->document, DOCUMENT_PLAIN, text_of("measures"),
                     text_of("Measures and periods"));
    count += say_measures_of(c, c->site, &c->before, "New measures:");
    count += say_measures_of(c, &c->before, c->site, "Measures no longer here:");
    count += say_periods_of(c, c->site, &c->before, "New periods:");
    count += say_periods_of(c, &c->before, c->site, "Periods no longer here:");
    if (count == 0)
        document_paragraph(c->document, text_of("The same measures and periods as in the "
                                                "last edition."));
    document_close(c->document);
}

static bool has_figure(const struct observation *row)
{
    return row->has_value && row->standing != STANDING_OUTSIDE;
}

static struct text figure_of(const struct changes *c, const struct metric *metric,
                             const struct observation *row)
{
    struct text figure, markers;
    if (!has_figure(row))
        return words_missing(c->arena, row->markers);
    figure = words_number(c->arena, metric, row->value);
    markers = words_markers(c->arena, row->markers);
    return text_is_empty(markers) ? figure
                                  : arena_print(c->arena, "%.*s (%.*s)",
                                                TEXT_ARGS(figure), TEXT_ARGS(markers));
}

static bool is_revised(const struct observation *was, const struct observation *is)
{
    return has_figure(was) != has_figure(is) || was->markers != is->markers ||
           (has_figure(is) && was->value != is->value);
}

struct change_table {
    struct document_table *table;
    size_t count;
};

static void begin_table(const struct changes *c, struct change_table *t,
                        const char *caption)
{
    if (t->table != NULL)
        return;
    t->table = document_table(c->document, text_of(caption));
    t->table->searched = true;
    document_table_column(c->document, t->table, "Council", false, true);
    document_table_column(c->document, t->table, "Measure", false, true);
    document_table_column(c->document, t->table, "Period", false, false);
    document_table_column(c->document, t->table, "In the last edition", false, false);
    document_table_column(c->document, t->table, "In this one", false, false);
}

static struct document_row *add_change(const struct changes *c, struct change_table *t,
                                       const struct area *area,
                                       const struct metric *metric, struct text period)
{
    struct document_row *row = document_table_row(t->table);
    row->cells[0].text = keep(c, area->name);
    row->cells[0].target = publish_to_area(area);
    row->cells[1].text = keep(c, metric->label);
    row->cells[1].target = document_to(DOCUMENT_TO_METRIC, metric->id);
    row->cells[2].text = keep(c, period);
    t->count++;
    return row;
}

static int by_cells(const void *a, const void *b)
{
    const struct document_row *p = a, *q = b;
    int order = 0;
    for (size_t i = 0; i < 3 && order == 0; i++)
        order = text_compare(p->cells[i].text, q->cells[i].text);
    return order;
}

/* By council, measure and what stands behind. */
static void sort_changes(const struct change_table *t)
{
    if (t->count > 0)
        qsort(t->table->rows, t->table->count, sizeof *t->table->rows, by_cells);
}

static void add_revisions(const struct changes *c, struct change_table *t,
                          const struct cohort *cohort, const struct cohort *before)
{
    for (uint32_t i = 0; i < cohort->count; i++) {
        const struct observation *is = &c->site->table->rows[cohort->rows[i]];
        const struct area *area =
            publish_newest(c->site, areas_get(c->site->areas, is->area)->council);
        const uint32_t *found = cohort_find(c->before.table, before, area->council);
        if (found == NULL || is->gone || c->before.table->rows[*found].gone ||
            !is_revised(&c->before.table->rows[*found], is))
            continue;
        begin_table(c, t, "Figures that differ from those in the last edition");
        struct document_row *row = add_change(c, t, area, cohort->metric,
                                              words_period(c->arena, cohort->period));
        row->cells[3].text =
            keep(c, figure_of(c, cohort->metric, &c->before.table->rows[*found]));
        row->cells[4].text = keep(c, figure_of(c, cohort->metric, is));
    }
}

static void say_revisions(const struct changes *c)
{
    struct change_table t = { 0 };
    document_section(c->document, DOCUMENT_PLAIN, text_of("revised"),
                     text_of("Revised figures"));
    for (size_t i = 0; i < c->site->table->cohort_count; i++) {
        const struct cohort *cohort = &c->site->table->cohorts[i];
        const struct cohort *before = find_cohort(&c->before, cohort);
        if (before != NULL && find_topic(c->site, cohort->metric) != NULL)
            add_revisions(c, &t, cohort, before);
    }
    sort_changes(&t);
    if (t.count == 0)
        document_paragraph(c->document, text_of("None: each figure of the last edition "
                                                "that is here stands as it did."));
    document_close(c->document);
}

/* A cell of a row's comparison as it stands; false where the table has no such column. */
static bool read_cell(const struct changes *c, const struct observation_table *table,
                      const struct observation *row, struct text prefix,
                      enum comparison_column which, struct text *cell)
{
    const size_t column =
        observation_column(table, arena_print(c->arena, "%.*s_%s", TEXT_ARGS(prefix),
                                              comparison_column_words[which])
                                      .bytes);
    struct csv_cells cells = { 0 };
    if (column == CSV_COLUMN_ABSENT)
        return false;
    observation_cells(row, &cells);
    *cell = arena_keep(c->arena, cells.cells[column]);
    csv_cells_release(&cells);
    return true;
}

/* Whom a row is compared with, as far as it says. */
static struct text peers_of(const struct changes *c, const struct observation *row,
                            struct text prefix)
{
    struct text group = text_of("");
    if (!read_cell(c, c->site->table, row, prefix, COMPARISON_GROUP, &group) ||
        text_is_empty(group))
        return prefix;
    return words_peers(c->arena, group, HUGE_VAL);
}

static struct text verdict_with_period(const struct changes *c, struct text verdict,
                                       const struct cohort *cohort)
{
    return arena_print(c->arena, "%.*s (%.*s)",
                       TEXT_ARGS(text_is_empty(verdict) ? text_of("none") : verdict),
                       TEXT_ARGS(words_period(c->arena, cohort->period)));
}

static void add_verdicts(const struct changes *c, struct change_table *t,
                         const struct cohort *now, const struct cohort *then,
                         size_t peers)
{
    const struct text prefix = c->site->entries.peers[peers].prefix;
    for (uint32_t i = 0; i < now->count; i++) {
        const struct observation *row = &c->site->table->rows[now->rows[i]];
        const struct area *area =
            publish_newest(c->site, areas_get(c->site->areas, row->area)->council);
        const uint32_t *found = cohort_find(c->before.table, then, area->council);
        struct text is, was;
        if (found == NULL || row->gone || c->before.table->rows[*found].gone ||
            !read_cell(c, c->site->table, row, prefix, COMPARISON_VERDICT, &is) ||
            !read_cell(c, c->before.table, &c->before.table->rows[*found], prefix,
                       COMPARISON_VERDICT, &was) ||
            text_equal(is, was))
            continue;
        begin_table(c, t,
                    "Verdicts of the newest period that differ from those in the "
                    "last edition");
        struct document_row *line =
            add_change(c, t, area, now->metric,
                       words_capitalise(c->arena, peers_of(c, row, prefix)));
        line->cells[3].text = keep(c, verdict_with_period(c, was, then));
        line->cells[4].text = keep(c, verdict_with_period(c, is, now));
    }
}

static void say_verdicts(const struct changes *c)
{
    struct change_table t = { 0 };
    document_section(c->document, DOCUMENT_PLAIN, text_of("verdicts"),
                     text_of("Verdicts that changed"));
    document_paragraph(
        c->document, text_of("A verdict may change because the figure did, because those "
                             "of the others did, or because there is a newer period."));
    for (size_t i = 0; i < c->site->topic_count; i++) {
        const struct publish_topic *now = &c->site->topics[i];
        const struct publish_topic *then = find_topic(&c->before, now->metric);
        for (size_t level = 0; then != NULL && level <= LEVEL_COMBINED_AUTHORITY; level++)
            for (size_t k = 0; k < c->site->entries.peer_count; k++)
                if (now->shown[level] != NULL && then->shown[level] != NULL)
                    add_verdicts(c, &t, now->shown[level], then->shown[level], k);
    }
    sort_changes(&t);
    if (t.table != NULL)
        t.table->columns[2].head = keep(c, text_of("Compared with"));
    else
        document_paragraph(c->document, text_of("None."));
    document_close(c->document);
}

static size_t say_flags_of(const struct changes *c, const char *status, const char *lead)
{
    const struct flag_list *flags = c->site->options->beside.flags;
    size_t count = 0;
    for (size_t i = 0; i < flags->count; i++) {
        const struct listed_flag *flag = &flags->all[i];
        if (!text_is(flag->status, status) || flag->implied ||
            find_topic(c->site, flag->metric) == NULL)
            continue;
        if (count++ == 0)
            begin_list(c, lead);
        const struct area *area = publish_newest(c->site, flag->council);
        document_open(c->document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
        document_link(c->document, publish_to_area(area), area->name);
        document_say(c->document,
                     arena_print(c->arena, ". %.*s",
                                 TEXT_ARGS(flag_words_sentence(c->arena, flag))));
        document_close(c->document);
    }
    if (count > 0)
        document_close(c->document);
    return count;
}

static void say_flags(const struct changes *c)
{
    size_t count = 0;
    if (c->site->options->beside.flags == NULL)
        return;
    document_section(c->document, DOCUMENT_PLAIN, text_of("flags"), text_of("Flags"));
    count += say_flags_of(c, "new", "New in this edition:");
    count += say_flags_of(c, "cleared", "No longer raised:");
    if (count == 0)
        document_paragraph(c->document,
                           text_of("None is marked as new or as no longer raised."));
    document_close(c->document);
}

static size_t say_councils_of(const struct changes *c, const struct publish_site *has,
                              const struct publish_site *has_not, const char *lead)
{
    size_t count = 0;
    for (size_t i = 0; i < has->council_count + has->authority_count; i++) {
        const struct area *area = i < has->council_count
                                      ? has->councils[i]
                                      : has->authorities[i - has->council_count];
        if (has_not->has_figures[area->council])
            continue;
        if (count++ == 0)
            begin_list(c, lead);
        const struct text later =
            publish_successor_names(c->site, area->council, c->arena);
        document_open(c->document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
        document_link(c->document, publish_to_area(area), area->name);
        if (!text_is_empty(later))
            document_say(c->document,
                         arena_print(c->arena, ", followed by %.*s", TEXT_ARGS(later)));
        document_close(c->document);
    }
    if (count > 0)
        document_close(c->document);
    return count;
}

static void say_councils(const struct changes *c)
{
    size_t count = 0;
    document_section(c->document, DOCUMENT_PLAIN, text_of("councils"),
                     text_of("Councils"));
    count += say_councils_of(c, c->site, &c->before, "New here:");
    count += say_councils_of(c, &c->before, c->site, "No longer here:");
    if (count == 0)
        document_paragraph(c->document,
                           text_of("The same councils as in the last edition."));
    document_close(c->document);
}

void publish_changes(const struct publish_site *site, struct document *document,
                     struct arena *arena)
{
    struct changes c = { .site = site, .document = document, .arena = arena };
    document_init(document, text_of("What has changed"),
                  text_of("New periods, revised figures, verdicts and flags that changed "
                          "since the last edition."));
    document->licence = document_keep(document, publish_licence(site, NULL, arena));
    if (site->options->previous == NULL) {
        document_paragraph(document,
                           text_of("This is the first edition: there is none before it "
                                   "to set it beside."));
        say_flags(&c);
        return;
    }
    publish_site_init(&c.before, site->options->previous, site->selection, site->options);
    say_measures(&c);
    say_revisions(&c);
    say_verdicts(&c);
    say_flags(&c);
    say_councils(&c);
    publish_site_release(&c.before);
}
