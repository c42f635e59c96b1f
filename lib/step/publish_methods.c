/* What each word on the pages means, and how figures are compared. */
#include "base/number.h"
#include "council/rule.h"
#include "step/publish_pages.h"
#include "step/publish_writing.h"

static void say_section(struct document *document, const char *id, const char *title,
                        const char *const *paragraphs, size_t count)
{
    document_section(document, DOCUMENT_PLAIN, text_of(id), text_of(title));
    for (size_t i = 0; i < count; i++)
        document_paragraph(document, text_of(paragraphs[i]));
    document_close(document);
}

#define SAY_SECTION(document, id, title, paragraphs)                                     \
    say_section((document), (id), (title), (paragraphs),                                 \
                sizeof(paragraphs) / sizeof *(paragraphs))

static void say_peers(struct document *document)
{
    static const char *const paragraphs[] = {
        "A council is set beside others of its level alone: councils beside councils, "
        "combined authorities beside combined authorities. Never beside itself: its own "
        "figure is no part of what it is compared with.",
        "Class: the councils that have the same powers (unitary authorities, "
        "metropolitan "
        "districts, London boroughs, county councils, district councils).",
        "Nearest neighbours: the councils whose people and places are most like its own, "
        "by a list that was made for all councils in the same way. The page of a council "
        "says who they are where it has the list.",
        ("A council that does not run a service is neither compared nor missing. One "
         "that runs it and has no figure is counted as missing."),
    };
    SAY_SECTION(document, "peers", "Who is compared with whom", paragraphs);
}

static void say_middle(struct document *document)
{
    static const char *const paragraphs[] = {
        "Median: the figure in the middle when all are put in order. Unlike the average "
        "it is not moved by one that is very large or very small.",
        "Middle half: what lies between the lowest quarter and the highest quarter.",
        "Median absolute deviation: the usual distance from the median. Half of the "
        "figures are nearer to it than that, and half are further.",
        "n: how many of those compared have a figure.",
    };
    SAY_SECTION(document, "median", "The median, and the spread about it", paragraphs);
}

static void say_verdict_rule(struct document *document, struct arena *arena)
{
    document_paragraph(
        document,
        arena_print(
            arena,
            "By distance: a figure nearer to its peers' median than %.15g median "
            "absolute deviations is similar. One further away is better or worse, "
            "by which end of the measure is the good one; of a measure without a "
            "good end it is higher or lower.",
            COMPARISON_SIMILAR_BELOW));
    document_paragraph(
        document,
        arena_print(
            arena,
            "Fewer than %d peers with a figure are too few for a verdict, and none "
            "is given where more than half of them have the same figure.",
            COMPARISON_LEAST_FOR_VERDICT));
}

static void say_verdicts(struct document *document, struct arena *arena)
{
    static const char *const more[] = {
        "By limits: where a figure has confidence limits, it is similar if the median "
        "lies within them.",
        "By funnel: where a figure is made of counts, chance moves small councils "
        "further "
        "than large ones. It is similar within the limits that chance alone draws about "
        "what its peers make together (the sum of their cases, not their median), or, "
        "where the page says so, chance and what councils usually differ by.",
        "Sentences grade a verdict without changing it: slightly better counts as "
        "similar. Beyond 7.5 median absolute deviations a figure is more often a mistake "
        "than a feat, and the page says that it wants a look.",
    };
    document_section(document, DOCUMENT_PLAIN, text_of("verdict"),
                     text_of("Better, similar, worse"));
    say_verdict_rule(document, arena);
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        document_paragraph(document, text_of(more[i]));
    document_close(document);
}

static void say_places(struct document *document)
{
    static const char *const paragraphs[] = {
        "Confidence limits: how far the published figure may be from the true one, since "
        "it is a sample or a count that chance has a hand in. Usually with 95% "
        "confidence: "
        "of a hundred such ranges some 95 hold the true figure. They know nothing of "
        "mistakes in counting.",
        "Place, as a range: the best and the worst place that the figure may as well "
        "have, "
        "given its own limits and those of the others. Where ranges overlap the order "
        "may "
        "be chance. Councils that cannot be told apart are not numbered.",
        "Quarter: where a measure has no limits, how sure an order is cannot be said. "
        "The "
        "quarter of all figures in which a council's lies is given instead of a "
        "place; where a place is given, it is with the words that how sure it is has not "
        "been worked out.",
    };
    SAY_SECTION(document, "place", "Places, and how sure they are", paragraphs);
}

static void say_missing(struct document *document, struct arena *arena)
{
    static const unsigned shown[] = { MARKER_CONFIDENTIAL, MARKER_NOT_AVAILABLE,
                                      MARKER_NOT_APPLICABLE, MARKER_LOW,
                                      MARKER_NONE_RECORDED };
    document_section(document, DOCUMENT_PLAIN, text_of("missing"),
                     text_of("Why a figure is missing"));
    document_paragraph(document,
                       text_of("A missing figure is never read as zero, and never filled "
                               "in. The page says which of these it is:"));
    document_open(document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        document_item(document, words_capitalise(arena, words_missing(arena, shown[i])));
    document_item(document, text_of("The source gives none"));
    document_item(document, text_of("Reported together with another council"));
    document_item(document, text_of("The council had ended, or had not begun"));
    document_close(document);
    document_close(document);
}

static void say_markers(struct document *document, struct arena *arena)
{
    static const unsigned shown[] = { MARKER_PROVISIONAL, MARKER_REVISED,
                                      MARKER_ESTIMATED,   MARKER_BREAK,
                                      MARKER_UNRELIABLE,  MARKER_FORECAST };
    document_section(document, DOCUMENT_PLAIN, text_of("markers"),
                     text_of("What publishers say about a figure"));
    document_paragraph(document, text_of("What stands beside a figure as a note is what "
                                         "its publisher says of it:"));
    document_open(document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        document_item(document, words_capitalise(arena, words_markers(arena, shown[i])));
    document_close(document);
    document_close(document);
}

/* What each test of flags looks for. */
static const char *const tests[RULE_TEST_COUNT] = {
    [RULE_OUTLIER] = "Far from its peers' median on the worse side",
    [RULE_BOTTOM_QUARTILE] =
        "Worse than its peers' worse quartile, as about a quarter of "
        "all councils always are",
    [RULE_PERSISTENT_BOTTOM_QUARTILE] =
        "Worse than its peers' worse quartile in each of the latest periods",
    [RULE_NO_RETURN] = "No figure where its peers have one",
    [RULE_IMPLAUSIBLE] = "So far from the median that a mistake is likelier than the "
                         "figure",
    [RULE_BEST_IN_CLASS] = "First among its peers, and better by the verdict",
    [RULE_THRESHOLD] = "Beyond a set threshold",
    [RULE_ZERO] = "Zero where its peers have none",
    [RULE_STALE] = "Its newest figure is some periods old",
    [RULE_BOUNDARY_JUMP] = "Its boundaries changed, and its figure far more than its "
                           "peers'",
    [RULE_PERSISTENT_TOP_QUARTILE] =
        "Better than its peers' better quartile in each of the latest periods",
    [RULE_SUSTAINED_IMPROVEMENT] = "Better each period than in the one before",
    [RULE_RECOVERED] =
        "Better than the median now, and in the worse quarter not long ago",
    [RULE_AHEAD_OF_SIMILAR_START] = "Far better than others that stood where it did some "
                                    "periods ago",
    [RULE_DETERIORATING] =
        "A trend for the worse in its own series (test of Mann and Kendall)",
    [RULE_IMPROVING] =
        "A trend for the better in its own series (test of Mann and Kendall)",
    [RULE_SPECIAL_CAUSE_WORSE] = "A signal for the worse on the control chart of its "
                                 "own series",
    [RULE_SPECIAL_CAUSE_BETTER] = "A signal for the better on the control chart of its "
                                  "own series",
    [RULE_CHANGE_WORSE] = "A change for the worse since the period before",
    [RULE_CHANGE_BETTER] = "A change for the better since the period before",
    [RULE_SPECIAL_COUNT_WORSE] =
        "A signal for the worse on the control chart of its own counts",
    [RULE_SPECIAL_COUNT_BETTER] = "A signal for the better on the control chart of its "
                                  "own counts",
    [RULE_RECENT_TREND_WORSE] = "A trend for the worse over its latest five years",
    [RULE_RECENT_TREND_BETTER] = "A trend for the better over its latest five years",
};

static const char *kind_of(struct text kind)
{
    return text_is(kind, "concern")     ? "worth a look"
           : text_is(kind, "celebrate") ? "worth celebrating"
                                        : "check the data";
}

static struct document_cell q_cell(struct document *document, struct arena *arena,
                                   double q)
{
    return (struct document_cell){
        .text = document_keep(document, q < 0.001 ? text_of("below 0.001")
                                                  : arena_print(arena, "%.3f", q)),
        .has_number = true,
        .number = q,
    };
}

static void add_test(const struct flag_list *flags, struct document *document,
                     struct document_table *table, enum rule_test test,
                     struct arena *arena)
{
    size_t count = 0;
    double q, most = -1;
    struct text kind = text_of("");
    for (size_t i = 0; i < flags->count; i++) {
        if (flags->all[i].test != test || listed_flag_is_cleared(&flags->all[i]))
            continue;
        kind = flags->all[i].kind;
        count++;
        if (number_parse(flags->all[i].q_value, &q) && q > most)
            most = q;
    }
    if (count == 0)
        return;
    struct document_row *row = document_table_row(table);
    row->cells[0].text = document_keep(document, text_of(tests[test]));
    row->cells[1].text = document_keep(document, text_of(kind_of(kind)));
    row->cells[2] = (struct document_cell){
        .text = document_keep(document, arena_print(arena, "%zu", count)),
        .has_number = true,
        .number = (double)count,
    };
    if (most >= 0)
        row->cells[3] = q_cell(document, arena, most);
}

static void say_flags(const struct publish_site *site, struct document *document,
                      struct arena *arena)
{
    static const char *const paragraphs[] = {
        "A flag says that a figure is worth a look, worth celebrating, or worth "
        "checking. "
        "It is no finding about a council. There are tests for good news as for bad, but "
        "not the same ones: how many there are of each is no balance.",
        "p value: how often chance alone would bring about what was seen, or more. q "
        "value: of the councils whose p value is as small as this one, the share that "
        "chance alone may have put there, since among hundreds of councils some stand "
        "out by chance. A q value of 0.2 says one in five.",
        "The table has the largest q value among the flags of each test. Where it has "
        "none the test has no p value, and nothing allows for how many councils were "
        "looked at: some of its flags are chance.",
        "Where confidence limits or a funnel call a figure similar, it is flagged "
        "neither "
        "for its quarter nor as recovered.",
    };
    document_section(document, DOCUMENT_PLAIN, text_of("flags"), text_of("Flags"));
    for (size_t i = 0; i < sizeof paragraphs / sizeof *paragraphs; i++)
        document_paragraph(document, text_of(paragraphs[i]));
    if (site->options->beside.flags != NULL) {
        struct document_table *table =
            document_table(document, text_of("What was looked for, and how many flags "
                                             "there are in this edition"));
        document_table_column(document, table, "What it looks for", false, true);
        document_table_column(document, table, "Kind", false, true);
        document_table_column(document, table, "Flags", true, true);
        document_table_column(document, table, "Largest q value", true, false);
        for (int test = 0; test < RULE_TEST_COUNT; test++)
            add_test(site->options->beside.flags, document, table, (enum rule_test)test,
                     arena);
    }
    document_close(document);
}

static void say_learning(struct document *document)
{
    static const char *const paragraphs[] = {
        "Whom to learn from: those of a council's nearest neighbours whose figure is "
        "clearly better, and above all those that once stood where it stands now, have "
        "improved since for at least three figures and are clearly better for it.",
        "Progress of a combined authority: its figure beside the last one from before it "
        "began, and beside how far the others have come meanwhile.",
    };
    SAY_SECTION(document, "learning", "Whom to learn from, and progress", paragraphs);
}

static void say_rounding(struct document *document)
{
    static const char *const paragraphs[] = {
        "Figures are rounded for reading, and only there: comparisons and verdicts use "
        "what was published, and the downloads have it in full.",
        "Periods differ from measure to measure. A financial year runs from 1 April to "
        "31 "
        "March, an academic year from 1 August to 31 July.",
        "Councils that merged or were split keep the figures of their time. They are not "
        "carried over to those that came after.",
    };
    SAY_SECTION(document, "rounding", "Rounding, periods and councils that changed",
                paragraphs);
}

void publish_methods(const struct publish_site *site, struct document *document,
                     struct arena *arena)
{
    document_init(document, text_of("Methods"),
                  text_of("How figures are compared, and what each word means."));
    document->licence = document_keep(document, publish_licence(site, NULL, arena));
    say_peers(document);
    say_middle(document);
    say_verdicts(document, arena);
    say_places(document);
    say_flags(site, document, arena);
    say_learning(document);
    say_missing(document, arena);
    say_markers(document, arena);
    say_rounding(document);
}
