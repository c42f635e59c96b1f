/* What the columns of a table hold. */
#include "council/column_meaning.h"

struct known_column {
    const char *name, *title, *description;
    enum column_type type;
};

/* Of the observation table, of the tools in the order of the pipeline, and of what
 * oflog-publish adds. */
static const struct known_column known[] = {
    { "metric", "Metric", "Id of the metric, from its definition.", COLUMN_TEXT },
    { "area_code", "Area code",
      "Code of the Office for National Statistics, as published.", COLUMN_TEXT },
    { "area_name", "Area name", "Name of the area.", COLUMN_TEXT },
    { "period", "Period",
      "The time that the figure is about: 2022/23 is a financial or academic year; "
      "period_start and period_end are its days.",
      COLUMN_TEXT },
    { "value", "Value",
      "The figure, as published or computed. Empty where there is none: see marker.",
      COLUMN_NUMBER },
    { "marker", "Marker",
      "Letters, space separated, that say what is special about the figure (b break, e "
      "estimated, f forecast, p provisional, r revised, u low reliability) or why there "
      "is none (c confidential, low rounds to zero, w none recorded, x not available, z "
      "not applicable).",
      COLUMN_TEXT },
    { "numerator", "Numerator", "What the figure was made of, above.", COLUMN_NUMBER },
    { "denominator", "Denominator", "What the figure was made of, below.",
      COLUMN_NUMBER },
    { "lower", "Lower limit", "Lower confidence limit of the figure.", COLUMN_NUMBER },
    { "upper", "Upper limit", "Upper confidence limit of the figure.", COLUMN_NUMBER },
    { "source", "Source",
      "The published file's recipe, and row and column in the file, where the figure "
      "came from.",
      COLUMN_TEXT },
    { "published", "Published value", "The value before it was made from its parts.",
      COLUMN_NUMBER },
    { "real_factor", "Price factor",
      "What money was multiplied by to be in the prices of one year.", COLUMN_NUMBER },
    { "score", "Score",
      "The value on a scale without units, more being better unless the metric has no "
      "better end.",
      COLUMN_NUMBER },
    { "members", "Members", "How many areas have a figure in the sum.", COLUMN_WHOLE },
    { "members_expected", "Members expected", "How many areas ought to have one.",
      COLUMN_WHOLE },
    { "coverage", "Coverage", "Members / members expected, by number of areas.",
      COLUMN_NUMBER },
    { "reason", "Reason", "Why there is no sum, or it is an estimate.", COLUMN_TEXT },
    { "sum_low", "Least sum",
      "The least that a sum of rounded or withheld counts may be.", COLUMN_NUMBER },
    { "sum_high", "Largest sum",
      "The most that a sum of rounded or withheld counts may be.", COLUMN_NUMBER },
    { "rank", "Rank",
      "Place among the areas ranked together; 1 is the best, where one end is better.",
      COLUMN_NUMBER },
    { "ranked", "Ranked", "How many areas were ranked together.", COLUMN_WHOLE },
    { "rank_lower", "Best rank that the limits allow",
      "Lower end of the confidence interval of the rank. Empty where none is to be had.",
      COLUMN_NUMBER },
    { "rank_upper", "Worst rank that the limits allow",
      "Upper end of the confidence interval of the rank. Empty where none is to be had.",
      COLUMN_NUMBER },
    { "percentile", "Percentile",
      "Position among the areas ranked together, 0 to 100, the best near 100.",
      COLUMN_NUMBER },
    { "band", "Band", "Fourth (or other part) of the ranking, 1 being the best.",
      COLUMN_WHOLE },
    { "group_from", "First group",
      "First group of areas that cannot be told apart to which this one belongs.",
      COLUMN_WHOLE },
    { "group_to", "Last group",
      "Last group of areas that cannot be told apart to which this one belongs.",
      COLUMN_WHOLE },
    { "p_best_quarter", "Chance of the best quarter",
      "Chance, 0 to 1, that the area is truly among the best quarter.", COLUMN_NUMBER },
    { "p_worst_quarter", "Chance of the worst quarter",
      "Chance, 0 to 1, that the area is truly among the worst quarter.", COLUMN_NUMBER },
    { "metric_label", "Metric label", "The metric in words.", COLUMN_TEXT },
    { "unit", "Unit", "The unit of the value.", COLUMN_TEXT },
    { "area_class", "Class of area",
      "unitary, metropolitan-district, london-borough, county, district, "
      "combined-authority, region or country.",
      COLUMN_TEXT },
    { "period_start", "Period start", "First day of the period.", COLUMN_DATE },
    { "period_end", "Period end", "Last day of the period.", COLUMN_DATE },
    { "publisher", "Publisher", "Who published the figure.", COLUMN_TEXT },
    { "licence", "Licence", "Under what licence the figure was published.", COLUMN_TEXT },
};

/* Behind the prefix of a comparison. */
static const struct known_column compared[] = {
    { "_group", "peers", "Who the peers are.", COLUMN_TEXT },
    { "_n", "peers with a value", "How many peers have a value.", COLUMN_WHOLE },
    { "_missing", "peers missing",
      "How many peers have no value, though there ought to be one.", COLUMN_WHOLE },
    { "_outside", "peers outside",
      "How many peers do not have the service, or are of another level.", COLUMN_WHOLE },
    { "_mean", "mean", "Arithmetic mean of the peers' values.", COLUMN_NUMBER },
    { "_q1", "lower quartile", "Lower quartile of the peers' values.", COLUMN_NUMBER },
    { "_median", "median", "Median of the peers' values.", COLUMN_NUMBER },
    { "_q3", "upper quartile", "Upper quartile of the peers' values.", COLUMN_NUMBER },
    { "_mad", "median absolute deviation",
      "Median of the distances of the peers' values from their median.", COLUMN_NUMBER },
    { "_difference", "difference", "The value less the peers' median.", COLUMN_NUMBER },
    { "_mads", "distance",
      "The difference divided by the median absolute deviation; not turned round where "
      "less is better.",
      COLUMN_NUMBER },
    { "_verdict", "verdict",
      "better, similar or worse than the peers; higher, similar or lower where the "
      "metric has no better end; empty where nothing can be said.",
      COLUMN_TEXT },
    { "_basis", "basis of the verdict",
      "How the verdict was reached, or why there is none.", COLUMN_TEXT },
    { "_marker", "peers' markers", "Markers of the peers' values.", COLUMN_TEXT },
    { "_against", "benchmark's name", "What the verdict is on.", COLUMN_TEXT },
    { "_benchmark", "benchmark", "Its value.", COLUMN_NUMBER },
    { "_survives", "robustness",
      "Share, 0 to 1, of other choices of peers, quantiles and rounding under which the "
      "verdict stays.",
      COLUMN_NUMBER },
};

enum {
    KNOWN_COUNT = sizeof known / sizeof *known,
    COMPARED_COUNT = sizeof compared / sizeof *compared
};

static struct column_meaning meaning_of(const struct known_column *column)
{
    return (struct column_meaning){ text_of(column->title), text_of(column->description),
                                    column->type };
}

static const struct known_column *find_known(struct text name)
{
    for (size_t i = 0; i < KNOWN_COUNT; i++)
        if (text_is(name, known[i].name))
            return &known[i];
    return NULL;
}

/* Whether the table has a comparison of this prefix: its medians stand there. */
static bool is_prefix(const struct csv_columns *columns, struct text prefix,
                      struct arena *arena)
{
    const struct text median = arena_print(arena, "%.*s_median", TEXT_ARGS(prefix));
    return !text_is_empty(prefix) &&
           csv_columns_find(columns, median) != CSV_COLUMN_ABSENT;
}

/* No ending is the ending of another, so one fits at most. */
static bool find_compared(const struct csv_columns *columns, struct text name,
                          struct arena *arena, struct column_meaning *meaning)
{
    for (size_t i = 0; i < COMPARED_COUNT; i++) {
        const struct text ending = text_of(compared[i].name);
        if (name.length <= ending.length)
            continue;
        const size_t cut = name.length - ending.length;
        const struct text prefix = text_slice(name, 0, cut);
        if (!text_equal(text_slice(name, cut, name.length), ending) ||
            !is_prefix(columns, prefix, arena))
            continue;
        *meaning = meaning_of(&compared[i]);
        meaning->title = arena_print(arena, "Comparison '%.*s': %s", TEXT_ARGS(prefix),
                                     compared[i].title);
        return true;
    }
    return false;
}

bool column_meaning_of(const char *name, struct column_meaning *meaning)
{
    const struct known_column *column = find_known(text_of(name));
    if (column != NULL)
        *meaning = meaning_of(column);
    return column != NULL;
}

struct column_meaning column_meaning_find(const struct csv_columns *columns,
                                          size_t column, struct arena *arena)
{
    const struct text name = columns->names[column];
    struct column_meaning meaning = { .title = name, .type = COLUMN_TEXT };
    const struct known_column *own = find_known(name);
    if (own != NULL)
        return meaning_of(own);
    find_compared(columns, name, arena, &meaning);
    return meaning;
}
