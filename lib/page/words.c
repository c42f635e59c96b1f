/* The domain in words. */
#include "page/words.h"

#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "council/date.h"

static const char *const months[] = { "January",   "February", "March",    "April",
                                      "May",       "June",     "July",     "August",
                                      "September", "October",  "November", "December" };

struct text words_day(struct arena *arena, int32_t day)
{
    const struct date d = date_from_day(day);
    return arena_print(arena, "%d %s %d", d.day, months[d.month - 1], d.year);
}

struct text words_period(struct arena *arena, struct period period)
{
    const int32_t last = period_last_day(period, YEAR_CALENDAR);
    const struct date d = date_from_day(last);
    char spelt[PERIOD_SIZE];
    switch (period_kind(period)) {
    case PERIOD_SPLIT_YEAR:
        return arena_print(arena, "%d to %d", d.year - 1, d.year);
    case PERIOD_QUARTER:
        return arena_print(arena, "%s to %s %d", months[d.month - 3], months[d.month - 1],
                           d.year);
    case PERIOD_MONTH:
        return arena_print(arena, "%s %d", months[d.month - 1], d.year);
    case PERIOD_WEEK:
        return arena_print(arena, "week from %s", words_day(arena, last - 6).bytes);
    case PERIOD_DAY:
        return words_day(arena, last);
    case PERIOD_YEAR:
        break;
    }
    return arena_print(arena, "%s", period_format(period, spelt));
}

static const char pound[] = "\xc2\xa3";

/* How much of a unit is the sign before the number: "£ per dwelling", "pounds thousand".
 */
static size_t money_length(const struct metric *metric)
{
    const struct text spelt = text_of("pounds");
    if (text_starts_with(metric->unit, text_of(pound)))
        return sizeof pound - 1;
    if (!text_starts_with(metric->unit, spelt) ||
        (metric->unit.length > spelt.length && metric->unit.bytes[spelt.length] != ' '))
        return 0;
    return spelt.length;
}

/* A figure that rounds to zero has no sign. */
static bool is_zero(const char *digits)
{
    return digits[strspn(digits, "-0.")] == '\0';
}

struct text words_number(struct arena *arena, const struct metric *metric, double value)
{
    char plain[400], grouped[560];
    snprintf(plain, sizeof plain, "%.*f", metric->decimals, value);
    const char *digits = plain + (plain[0] == '-');
    const size_t whole = strcspn(digits, ".");
    size_t used = 0;
    for (size_t i = 0; digits[i] != '\0'; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            grouped[used++] = ',';
        grouped[used++] = digits[i];
    }
    grouped[used] = '\0';
    return arena_print(arena, "%s%s%s%s", plain[0] == '-' && !is_zero(plain) ? "-" : "",
                       money_length(metric) > 0 ? pound : "", grouped,
                       text_is(metric->unit, "percent") ? "%" : "");
}

struct text words_unit(const struct metric *metric)
{
    if (text_is(metric->unit, "percent"))
        return text_of("");
    return text_trim(text_slice(metric->unit, money_length(metric), metric->unit.length));
}

struct text words_figure(struct arena *arena, const struct metric *metric, double value)
{
    const struct text number = words_number(arena, metric, value);
    const struct text unit = words_unit(metric);
    if (text_is_empty(unit))
        return number;
    return arena_print(arena, metric->kind == METRIC_SCORE ? "%s (%.*s)" : "%s %.*s",
                       number.bytes, TEXT_ARGS(unit));
}

struct marker_word {
    unsigned marker;
    const char *with_a_figure;
    const char *instead;
};

static const struct marker_word marker_words[] = {
    { MARKER_PROVISIONAL, "provisional", "withheld because it is provisional" },
    { MARKER_REVISED, "revised", "withheld while it is revised" },
    { MARKER_ESTIMATED, "estimated", "withheld because it is an estimate" },
    { MARKER_BREAK, "not comparable with earlier years",
      "withheld because of a break in the series" },
    { MARKER_UNRELIABLE, "of low reliability", "withheld because it is unreliable" },
    { MARKER_FORECAST, "a forecast", "withheld because it is a forecast" },
    { MARKER_CONFIDENTIAL, "suppressed", "withheld so that nobody can be identified" },
    { MARKER_NOT_AVAILABLE, "not available", "not available" },
    { MARKER_NOT_APPLICABLE, "not applicable", "not applicable" },
    { MARKER_LOW, "above zero but rounds to zero", "above zero but rounds to zero" },
    { MARKER_NONE_RECORDED, "none recorded", "none recorded" },
};

static struct text join_markers(struct arena *arena, unsigned markers, bool instead)
{
    struct text joined = text_of("");
    for (size_t i = 0; i < sizeof marker_words / sizeof *marker_words; i++) {
        if ((markers & marker_words[i].marker) == 0)
            continue;
        joined = arena_print(
            arena, "%.*s%s%s", TEXT_ARGS(joined), text_is_empty(joined) ? "" : " and ",
            instead ? marker_words[i].instead : marker_words[i].with_a_figure);
    }
    return joined;
}

struct text words_markers(struct arena *arena, unsigned markers)
{
    return join_markers(arena, markers, false);
}

struct text words_missing(struct arena *arena, unsigned markers)
{
    const unsigned instead = markers & MARKERS_INSTEAD;
    if (markers == 0)
        return text_of("the source gives none");
    return join_markers(arena, instead != 0 ? instead : markers, true);
}

const char *words_class(enum area_class class)
{
    static const char *const words[] = {
        [CLASS_UNITARY] = "unitary authority",
        [CLASS_METROPOLITAN_DISTRICT] = "metropolitan district",
        [CLASS_LONDON_BOROUGH] = "London borough",
        [CLASS_COUNTY] = "county council",
        [CLASS_DISTRICT] = "district council",
        [CLASS_COMBINED_AUTHORITY] = "combined authority",
        [CLASS_REGION] = "region",
        [CLASS_COUNTRY] = "country",
    };
    return words[class];
}

const char *words_classes(enum area_class class)
{
    static const char *const words[] = {
        [CLASS_UNITARY] = "unitary authorities",
        [CLASS_METROPOLITAN_DISTRICT] = "metropolitan districts",
        [CLASS_LONDON_BOROUGH] = "London boroughs",
        [CLASS_COUNTY] = "county councils",
        [CLASS_DISTRICT] = "district councils",
        [CLASS_COMBINED_AUTHORITY] = "combined authorities",
        [CLASS_REGION] = "regions",
        [CLASS_COUNTRY] = "countries",
    };
    return words[class];
}

const char *words_polarity(enum polarity polarity)
{
    static const char *const words[] = {
        [POLARITY_HIGH] = "Higher is better.",
        [POLARITY_LOW] = "Lower is better.",
        [POLARITY_NEUTRAL] = "Neither higher nor lower is better.",
        [POLARITY_TARGET] = "Nearer to the target is better.",
    };
    return words[polarity];
}

struct text words_licence(struct text licence)
{
    return text_is(licence, "OGL-3.0") ? text_of("Open Government Licence v3.0")
                                       : licence;
}

struct text words_capitalise(struct arena *arena, struct text t)
{
    char *bytes = arena_take_bytes(arena, t.length + 1);
    memcpy(bytes, text_is_empty(t) ? "" : t.bytes, t.length);
    if (t.length > 0 && bytes[0] >= 'a' && bytes[0] <= 'z')
        bytes[0] = (char)(bytes[0] - 'a' + 'A');
    return (struct text){ bytes, t.length };
}

struct text words_id(struct arena *arena, struct text id)
{
    char *bytes = arena_take_bytes(arena, id.length + 1);
    for (size_t i = 0; i < id.length; i++)
        bytes[i] = id.bytes[i] == '-' || id.bytes[i] == '_' ? ' ' : id.bytes[i];
    const struct text words = { bytes, id.length };
    /* An id has no apostrophe. */
    if (text_starts_with(words, text_of("childrens ")))
        return arena_print(arena, "Children's%.*s",
                           TEXT_ARGS(text_slice(words, 9, words.length)));
    return words_capitalise(arena, words);
}

struct text words_ordinal(struct arena *arena, double rank)
{
    if (floor(rank) != rank || rank < 1 || rank > 1e9)
        return arena_print(arena, "%.15g", rank);
    static const char *const endings[] = { "th", "st", "nd", "rd" };
    const unsigned long n = (unsigned long)rank;
    const bool teen = n / 10 % 10 == 1;
    return arena_print(arena, "%lu%s", n, endings[teen || n % 10 > 3 ? 0 : n % 10]);
}

/* How far from the middle: 0 broadly similar, 1 slightly, 2 plainly, 3 much, 4 beyond
 * what words may grade. Bounds belong to the band above them, so on the lower side to the
 * nearer one. */
static int grade_of(double mads)
{
    static const double bounds[] = { -7.5, -3,  -COMPARISON_SIMILAR_BELOW,
                                     -0.5, 0.5, COMPARISON_SIMILAR_BELOW,
                                     3,    7.5 };
    static const int grades[] = { 4, 3, 2, 1, 0, 1, 2, 3, 4 };
    const double rounded = round(mads * 1e9) / 1e9;
    size_t band = 0;
    while (band < sizeof bounds / sizeof *bounds && rounded >= bounds[band])
        band++;
    return grades[band];
}

enum direction { BETTER, WORSE, HIGHER, LOWER };

static const struct verdict_words graded[][4] = {
    [BETTER] = { { "slightly better than", "" },
                 { "better than", "" },
                 { "much better than", "" } },
    [WORSE] = { { "slightly worse than", "" },
                { "worse than", "" },
                { "much worse than", "" } },
    [HIGHER] = { { "slightly higher than", "" },
                 { "higher than", "" },
                 { "much higher than", "" } },
    [LOWER] = { { "slightly lower than", "" },
                { "lower than", "" },
                { "much lower than", "" } },
};

static const char far_end[] = " that the figure itself wants a look";
static const struct verdict_words far_above = { "so far above", far_end };
static const struct verdict_words far_below = { "so far below", far_end };
static const struct verdict_words similar = { "similar to", "" };
static const struct verdict_words broadly_similar = { "broadly similar to", "" };

static const enum direction directions[] = { [VERDICT_BETTER] = BETTER,
                                             [VERDICT_WORSE] = WORSE,
                                             [VERDICT_HIGHER] = HIGHER,
                                             [VERDICT_LOWER] = LOWER };

/* The direction in which MADs of this sign point. */
static enum direction direction_by_sign(const struct metric *metric, bool above)
{
    switch (metric->polarity) {
    case POLARITY_HIGH:
        return above ? BETTER : WORSE;
    case POLARITY_LOW:
        return above ? WORSE : BETTER;
    case POLARITY_NEUTRAL:
    case POLARITY_TARGET:
        break;
    }
    return above ? HIGHER : LOWER;
}

bool words_verdict(const struct metric *metric, enum verdict verdict, bool has_mads,
                   double mads, struct verdict_words *words)
{
    const bool grades = has_mads && metric->polarity != POLARITY_TARGET;
    const int grade = grades ? grade_of(mads) : 2;
    if (verdict == VERDICT_NONE)
        return false;
    if (verdict == VERDICT_SIMILAR)
        *words = !grades      ? similar
                 : grade == 0 ? broadly_similar
                              : graded[direction_by_sign(metric, mads > 0)][0];
    else if (grade == 4)
        *words = mads > 0 ? far_above : far_below;
    else
        *words = graded[directions[verdict]][grade == 3 ? 2 : 1];
    return true;
}

/* What stands behind `kind`, and whether anything does. */
static bool is_kind(struct text group, const char *kind, struct text *word)
{
    const struct text prefix = text_of(kind);
    *word = text_slice(group, prefix.length, group.length);
    return text_starts_with(group, prefix) && !text_is_empty(*word);
}

static size_t find_word(const char *const *words, struct text word)
{
    size_t i = 0;
    while (words[i] != NULL && !text_is(word, words[i]))
        i++;
    return i;
}

/* The North East, but London. */
static const char *article(struct text region)
{
    static const char *const points[] = { "North", "South", "East", "West" };
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        if (text_starts_with(region, text_of(points[i])))
            return "the ";
    return "";
}

static struct text peers_of_level(struct arena *arena, struct text level)
{
    static const char *const plurals[] = { "councils", "combined authorities", "regions",
                                           "countries" };
    const size_t found = find_word(area_level_words, level);
    if (area_level_words[found] == NULL)
        return arena_print(arena, "all in \"%.*s\"", TEXT_ARGS(level));
    return arena_print(arena, "all %s", plurals[found]);
}

struct text words_peers(struct arena *arena, struct text group, double count)
{
    struct text word;
    double asked;
    if (is_kind(group, "class:", &word)) {
        const size_t found = find_word(area_class_words, word);
        return found == CLASS_COUNT ? word
                                    : text_of(words_classes((enum area_class)found));
    }
    if (is_kind(group, "nearest:", &word) && number_parse(word, &asked))
        return count == 0 ? text_of("its nearest neighbours")
                          : arena_print(arena, "its %.0f nearest neighbours",
                                        count < asked ? count : asked);
    if (is_kind(group, "all:", &word))
        return peers_of_level(arena, word);
    if (is_kind(group, "region:", &word))
        return arena_print(arena, "councils in %s%.*s", article(word), TEXT_ARGS(word));
    if (is_kind(group, "combined-authority:", &word))
        return arena_print(arena, "councils in %.*s", TEXT_ARGS(word));
    if (text_is(group, "list"))
        return text_of("the councils listed");
    if (text_is(group, "file"))
        return text_of("its listed peers");
    return arena_print(arena, "its peers \"%.*s\"", TEXT_ARGS(group));
}

struct text words_benchmark(struct arena *arena, struct text against, struct text peers,
                            struct text figure)
{
    struct text area;
    if (is_kind(against, "region:", &area) || is_kind(against, "country:", &area))
        return arena_print(arena, "%s%.*s as a whole (%.*s)", article(area),
                           TEXT_ARGS(area), TEXT_ARGS(figure));
    if (text_starts_with(against, text_of("aggregate")))
        return arena_print(arena, "%.*s taken together (%.*s)", TEXT_ARGS(peers),
                           TEXT_ARGS(figure));
    return peers;
}

struct text words_some_of(struct arena *arena, struct text some, struct text peers)
{
    struct text rest;
    const bool definite = is_kind(peers, "its ", &rest) || is_kind(peers, "the ", &rest);
    if (is_kind(peers, "all ", &rest))
        peers = rest;
    return arena_print(arena, "%.*s %s%.*s", TEXT_ARGS(some), definite ? "of " : "",
                       TEXT_ARGS(peers));
}

struct text words_peers_brief(struct arena *arena, struct text group)
{
    struct text peers = words_peers(arena, group, 0);
    struct text rest;
    if (is_kind(group, "nearest:", &rest))
        return text_of("Nearest neighbours");
    if (is_kind(peers, "its ", &rest) || is_kind(peers, "the ", &rest))
        peers = rest;
    return words_capitalise(arena, peers);
}
