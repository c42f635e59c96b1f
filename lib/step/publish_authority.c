/* One combined authority's page: its own figures, how far it has come, and the councils
 * that it is made of. */
#include "council/date.h"
#include "step/publish_notes.h"
#include "step/publish_standings.h"
#include "step/publish_writing.h"

struct authority_page {
    struct publish_site *site;
    const struct area *area;
    struct document *document;
    struct arena *arena;
};

static struct text keep(const struct authority_page *p, struct text text)
{
    return document_keep(p->document, text);
}

static void say_figures(const struct authority_page *p)
{
    document_section(p->document, DOCUMENT_PLAIN, text_of("figures"),
                     text_of("Its figures beside other combined authorities"));
    document_paragraph(
        p->document,
        text_of("Combined authorities are few and differ in size, age and powers. They "
                "are compared with each other alone, and often there are too few of them "
                "to say anything."));
    publish_figures(p->site, p->area, p->document, p->arena);
    document_close(p->document);
}

/* The row of progress for the newest period of a metric, or NULL. */
static const struct listed_progress *newest_progress(const struct authority_page *p,
                                                     const struct metric *metric)
{
    const struct progress_list *list = p->site->options->beside.progress;
    const struct listed_progress *newest = NULL;
    for (size_t i = 0; i < list->count; i++)
        if (list->all[i].council == p->area->council && list->all[i].metric == metric)
            newest = &list->all[i];
    return newest;
}

/* A change of percentages is in points: "+2.4 points" is not 2.4% more. */
static struct text change_of(const struct authority_page *p, const struct metric *metric,
                             double change)
{
    const struct text number = words_number(p->arena, metric, change);
    const struct text digits = text_is(metric->unit, "percent")
                                   ? text_slice(number, 0, number.length - 1)
                                   : number;
    return arena_print(p->arena, "%s%.*s%s", change > 0 ? "+" : "", TEXT_ARGS(digits),
                       digits.length < number.length ? " points" : "");
}

static void add_progress(const struct authority_page *p, struct document_table *table,
                         const struct listed_progress *progress)
{
    const struct metric *metric = progress->metric;
    struct document_row *row = document_table_row(table);
    row->cells[0].text = keep(p, metric->label);
    row->cells[0].target = document_to(DOCUMENT_TO_METRIC, metric->id);
    row->cells[1].text = keep(
        p, arena_print(p->arena, "%.*s (%.*s%s)",
                       TEXT_ARGS(words_number(p->arena, metric, progress->from_value)),
                       TEXT_ARGS(words_period(p->arena, progress->from_period)),
                       progress->starts_before ? ", before it began" : ""));
    row->cells[2].text =
        keep(p, arena_print(p->arena, "%.*s (%.*s)",
                            TEXT_ARGS(words_number(p->arena, metric, progress->value)),
                            TEXT_ARGS(words_period(p->arena, progress->period))));
    row->cells[3].text = keep(p, change_of(p, metric, progress->change));
    row->cells[4].tone = publish_tone(progress->verdict);
    row->cells[4].text = progress->verdict == VERDICT_NONE
                             ? text_of("cannot be said")
                             : text_of(comparison_verdict_words[progress->verdict]);
    if (!progress->has_others)
        return;
    row->cells[5].text =
        keep(p, arena_print(p->arena, "%.*s (of %.0f)",
                            TEXT_ARGS(change_of(p, metric, progress->others_median)),
                            progress->others_n));
    row->cells[6].tone = publish_tone(progress->more_than_others);
    row->cells[6].text =
        progress->more_than_others == VERDICT_NONE
            ? text_of("cannot be said")
            : text_of(comparison_verdict_words[progress->more_than_others]);
}

static struct document_table *progress_table(const struct authority_page *p)
{
    static const struct {
        const char *head;
        bool right;
    } columns[] = {
        { "Measure", false },
        { "Start", true },
        { "Newest", true },
        { "Change", true },
        { "Is the change beyond chance?", false },
        { "Median change of the others", true },
        { "Beside the others", false },
    };
    struct document_table *table = document_table(
        p->document, arena_print(p->arena, "%.*s: from where it started to now",
                                 TEXT_ARGS(p->area->name)));
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        document_table_column(p->document, table, columns[i].head, columns[i].right,
                              false);
    return table;
}

static void say_progress(const struct authority_page *p)
{
    const struct publish_entries *entries = &p->site->entries;
    struct document_table *table = NULL;
    if (p->site->options->beside.progress == NULL)
        return;
    document_section(p->document, DOCUMENT_PLAIN, text_of("progress"),
                     text_of("How far it has come"));
    document_paragraph(
        p->document,
        text_of("Each figure beside the one that the area started from: the last before "
                "the combined authority began where there is one, or else its first. "
                "Whether the body has moved the figure cannot be told from it; that "
                "others moved as far speaks against it."));
    for (size_t i = 0; i < entries->count; i++) {
        const struct listed_progress *progress =
            newest_progress(p, entries->all[i].metric);
        if (progress == NULL)
            continue;
        table = table == NULL ? progress_table(p) : table;
        add_progress(p, table, progress);
    }
    if (table == NULL)
        document_paragraph(p->document,
                           text_of("No figure has an earlier one to start from."));
    document_close(p->document);
}

/* Councils that belong to it, under their newest codes; a membership stands under each
 * code of a council. */
static size_t list_members(const struct authority_page *p, const struct area **members,
                           bool today)
{
    size_t count, listed = 0;
    const struct area_membership *all = areas_memberships(p->site->areas, &count);
    for (size_t i = 0; i < count; i++) {
        const struct area_membership *m = &all[i];
        if (m->kind != MEMBERSHIP_COMBINED_AUTHORITY ||
            areas_get(p->site->areas, m->parent)->council != p->area->council ||
            (m->to == DATE_DISTANT_FUTURE) != today)
            continue;
        const struct area *area =
            publish_newest(p->site, areas_get(p->site->areas, m->area)->council);
        size_t same = 0;
        while (same < listed && members[same] != area)
            same++;
        if (same == listed)
            members[listed++] = area;
    }
    return listed;
}

static void say_members_of(const struct authority_page *p, bool today, const char *lead)
{
    size_t all;
    areas_memberships(p->site->areas, &all);
    const struct area **members = arena_take(p->arena, (all + 1) * sizeof *members);
    const size_t count = list_members(p, members, today);
    if (count == 0)
        return;
    document_paragraph(p->document, text_of(lead));
    document_open(p->document, DOCUMENT_LIST, DOCUMENT_NAMED, text_of(""));
    for (size_t i = 0; i < count; i++) {
        document_open(p->document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
        document_link(p->document, publish_to_area(members[i]), members[i]->name);
        document_close(p->document);
    }
    document_close(p->document);
}

/* A row of one member in one measure. */
static void add_member(const struct authority_page *p, struct document_table *table,
                       const struct area *member, const struct publish_topic *topic)
{
    const struct cohort *cohort = topic->shown[LEVEL_COUNCIL];
    const uint32_t *found = cohort_find(p->site->table, cohort, member->council);
    const struct observation *row = found == NULL ? NULL : &p->site->table->rows[*found];
    if (row == NULL || row->gone)
        return;
    const bool has = row->has_value && row->standing != STANDING_OUTSIDE;
    struct document_row *line = document_table_row(table);
    line->cells[0].text = keep(p, member->name);
    line->cells[0].target = publish_to_area(member);
    line->cells[1].text =
        keep(p, publish_marked(p->site->options->beside.notes, member->council,
                               topic->metric, cohort->period,
                               has ? words_figure(p->arena, topic->metric, row->value)
                                   : words_missing(p->arena, row->markers),
                               p->arena));
    line->cells[1].has_number = has;
    line->cells[1].number = row->value;
    line->cells[1].tone = has ? DOCUMENT_TONE_NONE : DOCUMENT_TONE_MISSING;
}

static void say_member_figures(const struct authority_page *p)
{
    size_t all;
    areas_memberships(p->site->areas, &all);
    const struct area **members = arena_take(p->arena, (all + 1) * sizeof *members);
    const size_t count = list_members(p, members, true);
    for (size_t t = 0; t < p->site->topic_count; t++) {
        const struct publish_topic *topic = &p->site->topics[t];
        const struct cohort *cohort = topic->shown[LEVEL_COUNCIL];
        struct document_table *table = NULL;
        for (size_t i = 0; i < count && cohort != NULL; i++) {
            if (cohort_find(p->site->table, cohort, members[i]->council) == NULL)
                continue;
            if (table == NULL) {
                document_open(p->document, DOCUMENT_DETAILS, DOCUMENT_PLAIN,
                              topic->metric->label);
                table = document_table(
                    p->document,
                    arena_print(p->arena, "%.*s, %.*s: councils in %.*s",
                                TEXT_ARGS(topic->metric->label),
                                TEXT_ARGS(words_period(p->arena, cohort->period)),
                                TEXT_ARGS(p->area->name)));
                document_table_column(p->document, table, "Council", false, true);
                document_table_column(p->document, table, "Figure", true, true);
            }
            add_member(p, table, members[i], topic);
        }
        if (table != NULL)
            document_close(p->document);
    }
}

static void say_members(const struct authority_page *p)
{
    document_section(p->document, DOCUMENT_PLAIN, text_of("members"),
                     text_of("Its constituent councils"));
    say_members_of(p, true, "Members today:");
    say_members_of(p, false, "Members in the past:");
    say_member_figures(p);
    document_close(p->document);
}

static struct text summary_of(const struct authority_page *p)
{
    int32_t began = p->area->valid_from;
    for (uint32_t i = 0; i < areas_count(p->site->areas); i++) {
        const struct area *area = areas_get(p->site->areas, i);
        if (area->council == p->area->council && area->valid_from < began)
            began = area->valid_from;
    }
    struct text said =
        arena_print(p->arena, "Combined authority, code %.*s", TEXT_ARGS(p->area->code));
    if (began != DATE_DISTANT_PAST)
        said = arena_print(p->arena, "%.*s. Began on %.*s", TEXT_ARGS(said),
                           TEXT_ARGS(words_day(p->arena, began)));
    if (p->area->valid_to != DATE_DISTANT_FUTURE)
        said = arena_print(p->arena, "%.*s, ended on %.*s", TEXT_ARGS(said),
                           TEXT_ARGS(words_day(p->arena, p->area->valid_to)));
    return arena_print(p->arena, "%.*s.", TEXT_ARGS(said));
}

void publish_authority(struct publish_site *site, const struct area *area,
                       struct document *document, struct arena *arena)
{
    const struct authority_page p = { site, area, document, arena };
    publish_entries_gather(&site->entries, site->selection,
                           areas_find_code(site->areas, area->code), arena);
    document_init(document, area->name, summary_of(&p));
    document->licence = document_keep(document, publish_licence(site, NULL, arena));
    say_figures(&p);
    say_progress(&p);
    say_members(&p);
}
