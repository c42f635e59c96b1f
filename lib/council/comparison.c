/* What oflog-compare and oflog-rank wrote beside a row. */
#include "council/comparison.h"

#include <math.h>

#include "base/number.h"
#include "base/suggest.h"

const char *const comparison_column_words[] = { "group",
                                                "n",
                                                "missing",
                                                "outside",
                                                "mean",
                                                "q1",
                                                "median",
                                                "q3",
                                                "mad",
                                                "difference",
                                                "mads",
                                                "verdict",
                                                "basis",
                                                "marker",
                                                "against",
                                                "benchmark",
                                                "benchmark_lower",
                                                "benchmark_upper",
                                                "phi_raw",
                                                "phi",
                                                "tau_squared",
                                                "grade",
                                                "survives",
                                                "rank",
                                                "ranked" };
const char *const comparison_verdict_words[] = { "",       "better", "similar", "worse",
                                                 "higher", "lower",  NULL };
const char *const comparison_basis_words[] = { "not-applicable",
                                               "no-value",
                                               "small-base",
                                               "no-benchmark",
                                               "too-few",
                                               "no-spread",
                                               "mads",
                                               "limits",
                                               "funnel",
                                               "score-funnel",
                                               "adjusted-funnel",
                                               "multiplied-funnel",
                                               NULL };

bool comparison_is_by_funnel(enum basis basis)
{
    return basis >= BASIS_FUNNEL && basis <= BASIS_MULTIPLIED_FUNNEL;
}

const char *const comparison_grade_words[] = { "",        "best",  "better",
                                               "similar", "worse", "worst",
                                               "higher",  "lower", NULL };

/* The prefix of a comparison that the table does have: what stands before "_verdict". */
static struct text other_prefix(const struct observation_table *table)
{
    const struct text ending = text_of("_verdict");
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct text name = table->columns.names[i];
        if (name.length > ending.length &&
            text_equal(text_slice(name, name.length - ending.length, name.length),
                       ending))
            return text_slice(name, 0, name.length - ending.length);
    }
    return text_of("");
}

static void say_missing(const struct observation_table *table, struct text name)
{
    const struct text other = other_prefix(table);
    struct suggestions near;
    char hint[SUGGEST_SIZE];
    suggest_init(&near, name);
    for (size_t i = 0; i < table->columns.count; i++)
        suggest_offer(&near, table->columns.names[i]);
    messages_say(table->reading.messages, (struct place){ table->files[0], 0, 0 },
                 "there is no column '%.*s', which oflog-compare adds%s%.*s%s",
                 TEXT_ARGS(name),
                 other.length > 0 ? "; the table has a comparison for --against=" : "",
                 TEXT_ARGS(other), suggest_format(&near, hint));
}

/* What no comparison can be read without; the rest may be absent from tables made
 * elsewhere. */
static bool is_needed(enum comparison_column column)
{
    static const bool needed[COMPARISON_COLUMN_COUNT] = {
        [COMPARISON_GROUP] = true,   [COMPARISON_N] = true,
        [COMPARISON_MISSING] = true, [COMPARISON_Q1] = true,
        [COMPARISON_MEDIAN] = true,  [COMPARISON_Q3] = true,
        [COMPARISON_MADS] = true,    [COMPARISON_VERDICT] = true
    };
    return needed[column];
}

bool comparison_find(const struct observation_table *table, const char *prefix,
                     struct comparison_columns *columns)
{
    struct arena arena;
    arena_init(&arena);
    bool fine = true;
    for (size_t i = 0; i < COMPARISON_COLUMN_COUNT && fine; i++) {
        const char *word = comparison_column_words[i];
        const struct text name = i >= COMPARISON_RANK
                                     ? text_of(word)
                                     : arena_print(&arena, "%s_%s", prefix, word);
        columns->places[i] = csv_columns_find(&table->columns, name);
        fine = columns->places[i] != CSV_COLUMN_ABSENT ||
               !is_needed((enum comparison_column)i);
        if (!fine)
            say_missing(table, name);
    }
    arena_release(&arena);
    return fine;
}

static bool find_word(struct text cell, const char *const words[], size_t *number)
{
    for (*number = 0; words[*number] != NULL; ++*number)
        if (text_is(cell, words[*number]))
            return true;
    return false;
}

static bool read_cell(enum comparison_column column, struct text cell,
                      struct comparison *comparison)
{
    size_t number = 0;
    switch (column) {
    case COMPARISON_GROUP:
    case COMPARISON_AGAINST:
        return true;
    case COMPARISON_VERDICT:
        if (!find_word(cell, comparison_verdict_words, &number))
            return false;
        comparison->verdict = (enum verdict)number;
        return true;
    case COMPARISON_BASIS:
        if (cell.length > 0 && !find_word(cell, comparison_basis_words, &number))
            return false;
        comparison->basis = (enum basis)number;
        return true;
    case COMPARISON_GRADE:
        if (!find_word(cell, comparison_grade_words, &number))
            return false;
        comparison->grade = (enum grade)number;
        return true;
    case COMPARISON_MARKER:
        return markers_parse(cell, &comparison->markers);
    default:
        comparison->has[column] =
            cell.length > 0 && number_parse(cell, &comparison->numbers[column]);
        return cell.length == 0 || comparison->has[column];
    }
}

bool comparison_is_with_median(const struct comparison *comparison)
{
    const struct text against = comparison->cells[COMPARISON_AGAINST];
    return text_is_empty(against) || text_is(against, "median");
}

size_t comparison_read(const struct comparison_columns *columns,
                       const struct csv_cells *cells, struct comparison *comparison)
{
    *comparison = (struct comparison){ 0 };
    for (size_t i = 0; i < COMPARISON_COLUMN_COUNT; i++) {
        const size_t place = columns->places[i];
        if (place == CSV_COLUMN_ABSENT)
            continue;
        comparison->cells[i] = cells->cells[place];
        if (!read_cell((enum comparison_column)i, cells->cells[place], comparison))
            return place;
    }
    return CSV_COLUMN_ABSENT;
}

bool comparison_is_similar(double mads)
{
    return fabs(mads) < COMPARISON_SIMILAR_BELOW &&
           !number_nearly_equal(fabs(mads), COMPARISON_SIMILAR_BELOW);
}

enum verdict comparison_beyond(const struct metric *metric, bool better)
{
    if (metric->polarity == POLARITY_NEUTRAL)
        return better ? VERDICT_HIGHER : VERDICT_LOWER;
    return better ? VERDICT_BETTER : VERDICT_WORSE;
}

enum grade comparison_grade(enum verdict verdict, bool far_beyond)
{
    switch (verdict) {
    case VERDICT_NONE:
        return GRADE_NONE;
    case VERDICT_BETTER:
        return far_beyond ? GRADE_BEST : GRADE_BETTER;
    case VERDICT_SIMILAR:
        return GRADE_SIMILAR;
    case VERDICT_WORSE:
        return far_beyond ? GRADE_WORST : GRADE_WORSE;
    case VERDICT_HIGHER:
        return GRADE_HIGHER;
    case VERDICT_LOWER:
        return GRADE_LOWER;
    }
    return GRADE_NONE;
}
