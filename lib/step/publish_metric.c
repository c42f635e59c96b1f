/* One metric's page: what it is, what it shows, and every council in it. */
#include "base/counted.h"
#include "step/publish_rank.h"
#include "step/publish_standings.h"
#include "step/publish_writing.h"

struct metric_page {
    struct publish_site *site;
    const struct publish_topic *topic;
    const struct metric *metric;
    struct publish_standings councils; /* empty where there are none */
    struct document *document;
    struct arena *arena;
};

static struct text period_of(const struct metric_page *p, const struct cohort *cohort)
{
    static const char *const years[] = { " (financial year)", " (academic year)", "" };
    return arena_print(
        p->arena, "%.*s%s", TEXT_ARGS(words_period(p->arena, cohort->period)),
        period_kind(cohort->period) == PERIOD_SPLIT_YEAR ? years[p->metric->year] : "");
}

static struct text polarity_of(const struct metric_page *p)
{
    if (p->metric->polarity != POLARITY_TARGET)
        return text_of(words_polarity(p->metric->polarity));
    return arena_print(p->arena, "Nearer to %.*s is better.",
                       TEXT_ARGS(words_figure(p->arena, p->metric, p->metric->target)));
}

static struct text summary_of(const struct metric_page *p)
{
    size_t with = 0, missing = 0;
    if (p->councils.cohort == NULL)
        return polarity_of(p);
    for (int class = 0; class < CLASS_COUNT; class ++) {
        const struct publish_class c =
            publish_class_of(&p->councils, (enum area_class) class);
        with += c.with;
        missing += c.missing;
    }
    const size_t unlisted = publish_without_row(p->site, p->councils.cohort);
    return arena_print(
        p->arena, "%.*s. %s with a figure, %zu without one%s. %.*s",
        TEXT_ARGS(words_capitalise(p->arena, period_of(p, p->councils.cohort))),
        counted(with, "council").text, missing,
        unlisted == 0 ? ""
                      : arena_print(p->arena, ", %zu not in the table", unlisted).bytes,
        TEXT_ARGS(polarity_of(p)));
}

static struct text themes_of(const struct metric_page *p)
{
    struct publish_list list = { 0 };
    for (size_t i = 0; i < p->metric->theme_count; i++)
        publish_list_add(&list, "; ", words_id(p->arena, p->metric->themes[i]));
    return publish_list_take(&list, p->arena);
}

static struct text applies_to(const struct metric_page *p, bool applies)
{
    struct text names[CLASS_COUNT];
    size_t count = 0;
    for (int class = 0; class <= CLASS_COMBINED_AUTHORITY; class ++)
        if (metric_compares(p->metric, (enum area_class) class) == applies)
            names[count++] = text_of(words_classes((enum area_class) class));
    return words_capitalise(p->arena, publish_enumerate(p->arena, names, count));
}

/* How confidence limits came about, as far as the definition says. */
static struct text limits_of(const struct metric_page *p)
{
    switch (p->metric->interval) {
    case METRIC_INTERVAL_NONE:
        return text_of("As published, where the publisher gives them. None can be worked "
                       "out, since what is divided is no count of cases.");
    case METRIC_INTERVAL_WILSON:
        return text_of(
            "Worked out by Wilson's method where numerator and denominator are "
            "published.");
    case METRIC_INTERVAL_BYAR:
        return text_of("Worked out by Byar's method where numerator and denominator are "
                       "published.");
    case METRIC_INTERVAL_EXACT:
        return text_of("Worked out exactly where numerator and denominator are "
                       "published.");
    case METRIC_INTERVAL_UNSAID:
        break;
    }
    return text_of("As published, where the publisher gives them.");
}

static void say_definition(const struct metric_page *p)
{
    const struct metric *metric = p->metric;
    struct document *document = p->document;
    document_section(document, DOCUMENT_PLAIN, text_of("definition"),
                     text_of("What is measured"));
    document_open(document, DOCUMENT_FACTS, DOCUMENT_PLAIN, text_of(""));
    document_fact(document, "Service", words_id(p->arena, metric->service));
    document_fact(document, "Counted (numerator)", metric->numerator);
    document_fact(document, "Out of (denominator)", metric->denominator);
    document_fact(document, "Unit", metric->unit);
    if (metric->per != 1)
        document_fact(document, "For each", arena_print(p->arena, "%.15g", metric->per));
    document_fact(document, "Which end is better", polarity_of(p));
    document_fact(document, "Who is compared", applies_to(p, true));
    document_fact(document, "Who is not, since the service is another's",
                  applies_to(p, false));
    document_fact(document, "Confidence limits", limits_of(p));
    document_fact(document, "Best value themes", themes_of(p));
    document_fact(document, "Identifier", metric->id);
    document_close(document);
    document_close(document);
}

static void say_caveats(const struct metric_page *p)
{
    document_open(p->document, DOCUMENT_ASIDE, DOCUMENT_CAVEAT,
                  text_of("What these numbers cannot say"));
    document_paragraph(p->document, text_trim(p->metric->caveats));
    document_paragraph(
        p->document,
        text_of("A figure says how things stood in its period, not why. Places serve "
                "different people with different means, and the table below puts nobody "
                "in order who cannot be told apart."));
    document_close(p->document);
}

struct verdicts {
    size_t counts[VERDICT_LOWER + 1];
};

static struct verdicts count_verdicts(const struct metric_page *p, enum area_class class,
                                      size_t peers)
{
    struct verdicts verdicts = { { 0 } };
    for (size_t i = 0; i < p->councils.count; i++) {
        const struct publish_standing *s = &p->councils.all[i];
        if (s->area->class == class && publish_entry_has_figure(&s->entry))
            verdicts.counts[s->entry.comparisons[peers].verdict]++;
    }
    return verdicts;
}

static void say_count(const struct metric_page *p, size_t count, enum verdict verdict,
                      bool *any)
{
    if (count == 0)
        return;
    document_say(p->document, text_of(*any ? ", " : ""));
    document_say_verdict(p->document, publish_tone(verdict),
                         arena_print(p->arena, "%zu" TEXT_NO_BREAK "%s", count,
                                     verdict == VERDICT_NONE
                                         ? "without a verdict"
                                         : comparison_verdict_words[verdict]));
    *any = true;
}

/* "Beside nearest neighbours: 8 better, 40 similar, 8 worse." */
static void say_verdicts(const struct metric_page *p, enum area_class class, size_t peers)
{
    static const enum verdict order[] = { VERDICT_BETTER, VERDICT_HIGHER, VERDICT_SIMILAR,
                                          VERDICT_LOWER,  VERDICT_WORSE,  VERDICT_NONE };
    const struct verdicts verdicts = count_verdicts(p, class, peers);
    bool any = false;
    document_open(p->document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
    document_say(p->document,
                 arena_print(p->arena, "Each beside %.*s: ",
                             TEXT_ARGS(publish_standings_peers(p->site, &p->councils,
                                                               class, peers, p->arena))));
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        say_count(p, verdicts.counts[order[i]], order[i], &any);
    document_say(p->document, text_of("."));
    document_close(p->document);
}

struct places {
    size_t ranked, better_half, worse_half, alone;
};

/* How many can be told apart: whose whole range of places lies in one half. */
static struct places count_places(const struct metric_page *p, enum area_class class)
{
    struct places places = { 0 };
    for (size_t i = 0; i < p->councils.count; i++) {
        const struct publish_standing *s = &p->councils.all[i];
        const struct publish_rank *rank = &s->entry.rank;
        if (s->area->class != class || !s->entry.has_rank || !rank->has_interval)
            continue;
        places.ranked++;
        const enum publish_half half =
            publish_half_of(rank->lower, rank->upper, rank->ranked);
        places.better_half += half == PUBLISH_FIRST_HALF;
        places.worse_half += half == PUBLISH_SECOND_HALF;
        places.alone += rank->lower == rank->upper;
    }
    return places;
}

static void say_places(const struct metric_page *p, enum area_class class)
{
    const struct places places = count_places(p, class);
    const size_t unsure = places.ranked - places.better_half - places.worse_half;
    if (places.ranked == 0)
        return;
    document_item(
        p->document,
        arena_print(
            p->arena,
            "How sure their order is: by the limits of the figures %zu can only be in "
            "the "
            "first half, and %zu only in the second. Of the other %zu it cannot be said "
            "in which half they stand, and %s can be told apart from all others.",
            places.better_half, places.worse_half, unsure,
            places.alone == 0 ? "none" : counted(places.alone, "council").text));
}

static void say_class_finding(const struct metric_page *p, enum area_class class)
{
    const struct publish_class c = publish_class_of(&p->councils, class);
    document_open(p->document, DOCUMENT_PARAGRAPH, DOCUMENT_PLAIN, text_of(""));
    document_say_strong(p->document,
                        words_capitalise(p->arena, text_of(words_classes(class))));
    document_say(p->document, arena_print(p->arena, ": %zu with a figure, %zu without.",
                                          c.with, c.missing));
    document_close(p->document);
    if (c.with == 0)
        return;
    document_open(p->document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    for (size_t i = 0; i < p->site->entries.peer_count; i++)
        say_verdicts(p, class, i);
    say_places(p, class);
    document_close(p->document);
}

static bool has_class(const struct metric_page *p, enum area_class class)
{
    const struct publish_class c = publish_class_of(&p->councils, class);
    return c.with + c.missing > 0;
}

static void say_finding(const struct metric_page *p)
{
    document_section(p->document, DOCUMENT_PLAIN, text_of("finding"),
                     text_of("What the figures show"));
    if (p->councils.cohort == NULL)
        document_paragraph(p->document, text_of("No council has a figure here."));
    else
        document_paragraph(
            p->document,
            arena_print(p->arena, "Figures of %.*s, each class of councils by itself.",
                        TEXT_ARGS(period_of(p, p->councils.cohort))));
    for (int class = 0; class < CLASS_COMBINED_AUTHORITY; class ++)
        if (has_class(p, (enum area_class) class))
            say_class_finding(p, (enum area_class) class);
    document_close(p->document);
}

/* How places of a class are to be read. */
static const char *how_to_read_places(const struct publish_class *c)
{
    if (c->has_intervals)
        return "A place is a range: those that the confidence limits of the figures "
               "allow. Councils whose ranges overlap are not put in order.";
    if (c->has_bands)
        return "These figures come without confidence limits, so how sure their order is "
               "cannot be said. Councils are not numbered; the quarter says roughly "
               "where "
               "a figure lies.";
    return "These figures are not put in order.";
}

static void say_table(const struct metric_page *p, const struct publish_standings *all,
                      enum area_class class)
{
    const struct publish_class c = publish_class_of(all, class);
    document_section(p->document, DOCUMENT_PLAIN, text_of(area_class_words[class]),
                     words_capitalise(p->arena, text_of(words_classes(class))));
    publish_standings_charts(p->site, all, class, p->document, p->arena);
    document_paragraph(p->document, text_of(how_to_read_places(&c)));
    publish_standings_table(p->site, all, class, p->document, p->arena);
    publish_standings_notes(p->site, all, class, p->document, p->arena);
    document_close(p->document);
}

/* Names of those that are without a figure for one reason, and how many. */
static struct text names_without(const struct metric_page *p, struct text reason,
                                 size_t *count)
{
    struct publish_list names = { 0 };
    for (size_t i = 0; i < p->councils.count; i++) {
        const struct publish_standing *s = &p->councils.all[i];
        if (!publish_entry_has_figure(&s->entry) &&
            text_equal(publish_reason(p->site, s, p->arena), reason))
            publish_list_add(&names, "; ", s->area->name);
    }
    *count = names.count;
    return publish_list_take(&names, p->arena);
}

static bool is_first_of_reason(const struct metric_page *p, size_t at, struct text reason)
{
    for (size_t i = 0; i < at; i++)
        if (!publish_entry_has_figure(&p->councils.all[i].entry) &&
            text_equal(publish_reason(p->site, &p->councils.all[i], p->arena), reason))
            return false;
    return true;
}

static void say_missing(const struct metric_page *p)
{
    bool any = false;
    for (size_t i = 0; i < p->councils.count; i++) {
        size_t count;
        const struct publish_standing *s = &p->councils.all[i];
        const struct text reason = publish_reason(p->site, s, p->arena);
        if (text_is_empty(reason) || !is_first_of_reason(p, i, reason))
            continue;
        if (!any) {
            document_open(p->document, DOCUMENT_ASIDE, DOCUMENT_MISSING,
                          text_of("Without a figure, and why"));
            document_open(p->document, DOCUMENT_FACTS, DOCUMENT_PLAIN, text_of(""));
        }
        any = true;
        const struct text names = names_without(p, reason, &count);
        document_fact(p->document,
                      arena_print(p->arena, "%.*s (%zu)",
                                  TEXT_ARGS(words_capitalise(p->arena, reason)), count)
                          .bytes,
                      names);
    }
    if (any) {
        document_close(p->document);
        document_close(p->document);
    }
}

static void add_benchmarks(const struct metric_page *p, struct document_table **table,
                           enum area_level level)
{
    const struct cohort *cohort = p->topic->shown[level];
    if (cohort == NULL)
        return;
    for (uint32_t i = 0; i < cohort->count; i++) {
        const struct observation *row = &p->site->table->rows[cohort->rows[i]];
        if (row->gone || !row->has_value)
            continue;
        if (*table == NULL) {
            *table =
                document_table(p->document, arena_print(p->arena, "%.*s of larger areas",
                                                        TEXT_ARGS(p->metric->label)));
            document_table_column(p->document, *table, "Area", false, true);
            document_table_column(p->document, *table, "Figure", true, true);
            document_table_column(p->document, *table, "Period", false, false);
        }
        struct document_row *line = document_table_row(*table);
        line->cells[0].text =
            document_keep(p->document, areas_get(p->site->areas, row->area)->name);
        line->cells[1] = (struct document_cell){
            .text =
                document_keep(p->document, words_figure(p->arena, p->metric, row->value)),
            .has_number = true,
            .number = row->value,
        };
        line->cells[2].text =
            document_keep(p->document, words_period(p->arena, cohort->period));
    }
}

static bool has_benchmarks(const struct metric_page *p)
{
    return p->topic->shown[LEVEL_COUNTRY] != NULL ||
           p->topic->shown[LEVEL_REGION] != NULL;
}

static void say_benchmarks(const struct metric_page *p)
{
    struct document_table *table = NULL;
    if (!has_benchmarks(p))
        return;
    document_section(p->document, DOCUMENT_PLAIN, text_of("larger-areas"),
                     text_of("The whole country and its regions"));
    document_paragraph(p->document,
                       text_of("As their publisher gives them, commonly of all people or "
                               "households together: no averages of councils."));
    add_benchmarks(p, &table, LEVEL_COUNTRY);
    add_benchmarks(p, &table, LEVEL_REGION);
    document_close(p->document);
}

static void say_authorities(const struct metric_page *p)
{
    const struct cohort *cohort = p->topic->shown[LEVEL_COMBINED_AUTHORITY];
    struct publish_standings standings;
    if (cohort == NULL)
        return;
    publish_standings_gather(&standings, p->site, cohort, p->arena);
    say_table(p, &standings, CLASS_COMBINED_AUTHORITY);
}

static void say_source(const struct metric_page *p)
{
    const struct metric *metric = p->metric;
    document_section(p->document, DOCUMENT_PLAIN, text_of("source"), text_of("Source"));
    document_open(p->document, DOCUMENT_FACTS, DOCUMENT_PLAIN, text_of(""));
    document_fact(p->document, "Published by", metric->source_publisher);
    document_open(p->document, DOCUMENT_FACT, DOCUMENT_PLAIN, text_of("In"));
    document_link(p->document, document_to(DOCUMENT_TO_WEB, metric->source_url),
                  metric->source_title);
    document_close(p->document);
    document_fact(p->document, "Licence", words_licence(metric->source_licence));
    document_fact(p->document, "Since", metric->since);
    document_close(p->document);
    document_close(p->document);
}

void publish_metric(struct publish_site *site, const struct publish_topic *topic,
                    struct document *document, struct arena *arena)
{
    struct metric_page p = { .site = site,
                             .topic = topic,
                             .metric = topic->metric,
                             .document = document,
                             .arena = arena };
    if (topic->shown[LEVEL_COUNCIL] != NULL)
        publish_standings_gather(&p.councils, site, topic->shown[LEVEL_COUNCIL], arena);
    document_init(document, topic->metric->label, summary_of(&p));
    document->licence =
        document_keep(document, publish_licence(site, topic->metric, arena));
    say_finding(&p);
    say_caveats(&p);
    say_definition(&p);
    say_benchmarks(&p);
    for (int class = 0; class < CLASS_COMBINED_AUTHORITY; class ++)
        if (has_class(&p, (enum area_class) class))
            say_table(&p, &p.councils, (enum area_class) class);
    say_missing(&p);
    if (topic->shown[LEVEL_COUNCIL] != NULL)
        publish_metric_learn(site, topic->shown[LEVEL_COUNCIL], document, arena);
    say_authorities(&p);
    say_source(&p);
}
