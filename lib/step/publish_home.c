/* The way in: find a council or a measure, what this is, and how fresh it is; and what
 * stands at codes that are no longer in use. */
#include "council/date.h"
#include "step/publish_pages.h"
#include "step/publish_writing.h"

static void say_end(struct document *document, const struct area *area, struct text later,
                    struct arena *arena)
{
    if (area->valid_to != DATE_DISTANT_FUTURE)
        document_say(document,
                     arena_print(arena, ", ended on %.*s%s%.*s",
                                 TEXT_ARGS(words_day(arena, area->valid_to)),
                                 text_is_empty(later) ? "" : ", now ", TEXT_ARGS(later)));
}

/* "Cumberland" as a link, then "unitary authority in the North West (formerly …)". */
static void add_council(const struct publish_site *site, struct document *document,
                        const struct area *area, struct arena *arena)
{
    const struct text former = publish_former_names(site, area->council, arena);
    const struct text later = publish_successor_names(site, area->council, arena);
    document_open(document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
    document_link(document, publish_to_area(area), area->name);
    document_say(document, arena_print(arena, ", %s", words_class(area->class)));
    say_end(document, area, later, arena);
    if (!text_is_empty(former))
        document_say(document, arena_print(arena, " (formerly %.*s)", TEXT_ARGS(former)));
    document_close(document);
}

static void say_search(const struct publish_site *site, struct document *document,
                       struct arena *arena)
{
    document_section(document, DOCUMENT_PLAIN, text_of("find"),
                     text_of("Find a council"));
    document_paragraph(document,
                       text_of("Councils by name. Those that have ended or had another "
                               "name stand beside those that came after them."));
    document_open(document, DOCUMENT_LIST, DOCUMENT_SEARCHED, text_of("council"));
    for (size_t i = 0; i < site->council_count; i++)
        add_council(site, document, site->councils[i], arena);
    document_close(document);
    document_close(document);
}

static void say_authorities(const struct publish_site *site, struct document *document,
                            struct arena *arena)
{
    if (site->authority_count == 0)
        return;
    document_section(document, DOCUMENT_PLAIN, text_of("combined-authorities"),
                     text_of("Combined authorities"));
    document_paragraph(document,
                       text_of("Councils that have joined for some tasks, such as "
                               "transport and skills, under a body of its own. They are "
                               "compared with each other alone."));
    document_open(document, DOCUMENT_LIST, DOCUMENT_NAMED, text_of(""));
    for (size_t i = 0; i < site->authority_count; i++) {
        const struct area *area = site->authorities[i];
        const struct text later = publish_successor_names(site, area->council, arena);
        document_open(document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
        document_link(document, publish_to_area(area), area->name);
        say_end(document, area, later, arena);
        document_close(document);
    }
    document_close(document);
    document_close(document);
}

static void say_what_it_is(struct document *document)
{
    static const char *const is_not[] = {
        "It is no league table. Councils serve different places, so each is set beside "
        "those like it, and where figures are too close or too uncertain to be put in "
        "order, they are not.",
        "It is no verdict on a council, its staff or its members. A figure that differs "
        "is a reason to ask why, and the answer is rarely in the figure.",
        "It is not complete. It shows what is published about every council alike, and "
        "much of what councils do is not.",
        "It is no cause and effect. That two figures move together does not say that one "
        "moves the other.",
    };
    document_section(document, DOCUMENT_PLAIN, text_of("what-this-is"),
                     text_of("What this is, and what it is not"));
    document_paragraph(
        document,
        text_of("Published figures about councils, each with the period it is about, "
                "what similar councils have, how sure it is, and whom a council might "
                "learn from. Every page says where its figures come from, and has them "
                "to take away."));
    document_open(document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    for (size_t i = 0; i < sizeof is_not / sizeof *is_not; i++)
        document_item(document, text_of(is_not[i]));
    document_close(document);
    document_open(document, DOCUMENT_PARAGRAPH, DOCUMENT_PLAIN, text_of(""));
    document_link(document, document_to(DOCUMENT_TO_PAGE, text_of("methods")),
                  text_of("How figures are compared, and what each word means"));
    document_close(document);
    document_close(document);
}

/* The council level's cohort where there is one, else that of combined authorities. */
static const struct cohort *main_cohort(const struct publish_topic *topic)
{
    for (size_t level = 0; level < LEVEL_COUNT; level++)
        if (topic->shown[level] != NULL)
            return topic->shown[level];
    return NULL;
}

struct tally {
    size_t with, missing;
};

static struct tally count_figures(const struct publish_site *site,
                                  const struct cohort *cohort)
{
    struct tally tally = { 0 };
    for (uint32_t i = 0; i < cohort->count; i++) {
        const struct observation *row = &site->table->rows[cohort->rows[i]];
        tally.with += !row->gone && row->standing == STANDING_COUNTS;
        tally.missing += !row->gone && row->standing == STANDING_MISSING;
    }
    return tally;
}

static struct document_cell number_cell(struct document *document, struct arena *arena,
                                        size_t number)
{
    return (struct document_cell){
        .text = document_keep(document, arena_print(arena, "%zu", number)),
        .has_number = true,
        .number = (double)number,
    };
}

static void add_topic(const struct publish_site *site, struct document *document,
                      struct document_table *table, const struct publish_topic *topic,
                      struct arena *arena)
{
    const struct cohort *cohort = main_cohort(topic);
    const struct tally tally = count_figures(site, cohort);
    struct document_row *row = document_table_row(table);
    row->cells[0].text = document_keep(document, topic->metric->label);
    row->cells[0].target = document_to(DOCUMENT_TO_METRIC, topic->metric->id);
    row->cells[1].text = document_keep(document, words_period(arena, cohort->period));
    row->cells[2] = number_cell(document, arena, tally.with);
    row->cells[3] = number_cell(document, arena, tally.missing);
    row->cells[4] = number_cell(document, arena, publish_without_row(site, cohort));
    row->cells[5].text = document_keep(document, topic->metric->source_publisher);
}

static void say_service(const struct publish_site *site, struct document *document,
                        size_t first, struct arena *arena)
{
    const struct text service = site->topics[first].metric->service;
    const struct text name = words_id(arena, service);
    document_section(document, DOCUMENT_PLAIN,
                     arena_print(arena, "service-%.*s", TEXT_ARGS(service)), name);
    struct document_table *table = document_table(
        document, arena_print(arena,
                              "%.*s: measures, their newest period, and how many "
                              "councils have a figure",
                              TEXT_ARGS(name)));
    document_table_column(document, table, "Measure", false, true);
    document_table_column(document, table, "Newest period", false, false);
    document_table_column(document, table, "With a figure", true, true);
    document_table_column(document, table, "Without one", true, true);
    document_table_column(document, table, "Not in the table", true, false);
    document_table_column(document, table, "Published by", false, false);
    for (size_t i = first; i < site->topic_count; i++)
        if (text_equal(site->topics[i].metric->service, service))
            add_topic(site, document, table, &site->topics[i], arena);
    document_close(document);
}

static bool is_first_of_service(const struct publish_site *site, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (text_equal(site->topics[i].metric->service, site->topics[j].metric->service))
            return false;
    return true;
}

static void say_measures(const struct publish_site *site, struct document *document,
                         struct arena *arena)
{
    document_section(document, DOCUMENT_PLAIN, text_of("measures"),
                     text_of("Measures by service"));
    document_paragraph(
        document, text_of("How fresh a figure is differs from measure to measure, "
                          "since each is published when its publisher has it. Councils "
                          "without one stand in the table of figures, with no "
                          "number or a reason why. Those not in the table are of a "
                          "class that the measure is about, and have no row."));
    for (size_t i = 0; i < site->topic_count; i++)
        if (is_first_of_service(site, i))
            say_service(site, document, i, arena);
    document_close(document);
}

static void say_more(const struct publish_site *site, struct document *document)
{
    static const struct {
        const char *page, *text;
    } more[] = {
        { "themes", "Measures and flags by the seven best value themes" },
        { "changes", "What has changed since the last edition" },
        { "methods", "Methods: how figures are compared, and what each word means" },
        { "downloads", "Downloads: the figures to take away, and their licence" },
    };
    (void)site;
    document_section(document, DOCUMENT_PLAIN, text_of("more"), text_of("More"));
    document_open(document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        document_open(document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
        document_link(document, document_to(DOCUMENT_TO_PAGE, text_of(more[i].page)),
                      text_of(more[i].text));
        document_close(document);
    }
    document_close(document);
    document_close(document);
}

/* " (71 of them ended)", since there are fewer councils today than there are pages. */
static struct text say_how_many_ended(const struct publish_site *site,
                                      struct arena *arena)
{
    size_t ended = 0;
    for (size_t i = 0; i < site->council_count; i++)
        ended += site->councils[i]->valid_to != DATE_DISTANT_FUTURE;
    for (size_t i = 0; i < site->authority_count; i++)
        ended += site->authorities[i]->valid_to != DATE_DISTANT_FUTURE;
    return ended == 0 ? text_of("") : arena_print(arena, " (%zu of them ended)", ended);
}

void publish_home(const struct publish_site *site, struct document *document,
                  struct arena *arena)
{
    document_init(document, text_of("Councils compared"),
                  arena_print(arena,
                              "How %zu councils and %zu combined authorities%.*s "
                              "compare on %zu measures: with whom, how sure, and what is "
                              "missing.",
                              site->council_count, site->authority_count,
                              TEXT_ARGS(say_how_many_ended(site, arena)),
                              site->topic_count));
    document->licence = document_keep(document, publish_licence(site, NULL, arena));
    say_search(site, document, arena);
    say_what_it_is(document);
    say_measures(site, document, arena);
    say_authorities(site, document, arena);
    say_more(site, document);
}

/* Links to the councils that came after, each where there is a page of it. */
static void link_successors(const struct publish_site *site, struct document *document,
                            uint32_t council, struct arena *arena)
{
    struct area_successor successor;
    document_open(document, DOCUMENT_LIST, DOCUMENT_NAMED, text_of(""));
    for (size_t n = 0; areas_get_successor(site->areas, council, n, &successor); n++) {
        const struct area *area = publish_newest(site, successor.council);
        document_open(document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
        document_link(document, publish_to_area(area), area->name);
        document_say(document,
                     arena_print(arena, ", %s, from %.*s", words_class(area->class),
                                 TEXT_ARGS(words_day(arena, successor.date))));
        document_close(document);
    }
    document_close(document);
}

static void say_other_code(const struct publish_site *site, struct document *document,
                           const struct area *area, struct arena *arena)
{
    const struct area *now = publish_newest(site, area->council);
    document_open(document, DOCUMENT_PARAGRAPH, DOCUMENT_PLAIN, text_of(""));
    document_say(document,
                 arena_print(arena, "%.*s had the code %.*s until %.*s. Its page is at ",
                             TEXT_ARGS(area->name), TEXT_ARGS(area->code),
                             TEXT_ARGS(words_day(arena, area->valid_to))));
    document_link(document, publish_to_area(now),
                  arena_print(arena, "%.*s, code %.*s", TEXT_ARGS(now->name),
                              TEXT_ARGS(now->code)));
    document_say(document, text_of("."));
    document_close(document);
}

void publish_former(const struct publish_site *site, const struct area *area,
                    struct document *document, struct arena *arena)
{
    document_init(document,
                  arena_print(arena, "%.*s, code %.*s", TEXT_ARGS(area->name),
                              TEXT_ARGS(area->code)),
                  text_of("This code is no longer in use."));
    document->licence = document_keep(document, publish_licence(site, NULL, arena));
    if (publish_has_page(site, area->council)) {
        say_other_code(site, document, area, arena);
        return;
    }
    document_paragraph(
        document, arena_print(arena, "%.*s, a %s, ended on %.*s. It was followed by:",
                              TEXT_ARGS(area->name), words_class(area->class),
                              TEXT_ARGS(words_day(arena, area->valid_to))));
    link_successors(site, document, area->council, arena);
}
