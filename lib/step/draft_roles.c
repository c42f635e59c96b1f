/* What each column of an unknown table is for. */
#include <stdio.h>
#include <stdlib.h>

#include "council/value.h"
#include "step/draft_facts.h"

static const char *const lower_words[] = { "lower", "lci", "lcl", "ll", NULL };
static const char *const upper_words[] = { "upper", "uci", "ucl", "ul", NULL };
static const char *const numerator_words[] = { "numerator", "count", NULL };
static const char *const denominator_words[] = { "denominator", "population", NULL };
static const char *const status_words[] = { "status",    "marker", "symbol",
                                            "shorthand", "flag",   NULL };
static const char *const value_words[] = { "value",  "observation", "obs", "figure",
                                           "amount", "itemvalue",   NULL };
static const char *const no_value_words[] = { "note",     "median", "mean", "compared",
                                              "previous", "rank",   NULL };
static const char *const metric_words[] = { "indicator", "metric", "measure", "kpi",
                                            "variable",  "item",   NULL };

const char *draft_marker(struct text word)
{
    /* The Government Analysis Function's shorthand, bare or in brackets, but for letters
     * that stand beside numbers; of the Government Statistical Service's older symbols
     * those for "not available"; and what programs write for nothing. */
    static const struct {
        const char *word, *marker;
    } known[] = {
        { "c", "c" },          { "low", "low" },      { "w", "w" },
        { "x", "x" },          { "z", "z" },          { "..", "x" },
        { ":", "x" },          { "NA", "missing" },   { "N/A", "missing" },
        { "n/a", "missing" },  { "#N/A", "missing" }, { "null", "missing" },
        { "NULL", "missing" }, { "nan", "missing" },  { "NaN", "missing" },
        { "None", "missing" },
    };
    struct text rest;
    unsigned markers;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (text_is(word, known[i].word))
            return known[i].marker;
    if (word.length > 2 && word.bytes[0] == '[' &&
        markers_parse_shorthand(word, &rest, &markers) && rest.length == 0 &&
        (markers & MARKERS_INSTEAD) == markers)
        return "";
    return NULL;
}

/* Words that may stand for a number: short, so no name. */
static uint64_t short_words(const struct draft_column *cells)
{
    enum { LONGEST_MARKER = 6 };
    uint64_t count = 0;
    for (size_t i = 0; i < draft_tally_count(&cells->words); i++)
        if (cells->words.texts.keys[i].length <= LONGEST_MARKER)
            count += cells->words.counts[i];
    return count;
}

/* Whether every word of a column is a known marker or a sign of no letter. */
static bool has_signs_alone(const struct draft_column *cells)
{
    for (size_t i = 0; i < draft_tally_count(&cells->words); i++) {
        const struct text word = cells->words.texts.keys[i];
        for (size_t at = 0; at < word.length && draft_marker(word) == NULL; at++)
            if ((word.bytes[at] | 32) >= 'a' && (word.bytes[at] | 32) <= 'z')
                return false;
    }
    return true;
}

static bool is_numeric(const struct draft_column *cells)
{
    return cells->numbers > 0 &&
           (cells->numbers + short_words(cells)) * 10 >= cells->filled * 8 &&
           (cells->numbers * 4 >= cells->filled || has_signs_alone(cells));
}

/* 0, 1, 2, ... as programs number rows, under no name or at the front. */
static bool counts_rows(const struct draft_head *head)
{
    const struct draft_column *cells = &head->cells;
    return head->name.length == 0 && head->position == 1 && cells->broken == 0 &&
           cells->numbers == cells->filled && cells->texts.others > 0 &&
           cells->negative == 0;
}

/* Whether the head ends in one of `words`, or is one. */
static bool ends_in(struct text head, const char *const words[])
{
    for (size_t i = 0; words[i] != NULL; i++) {
        const size_t length = strlen(words[i]);
        const struct text last = text_slice(head, head.length - length, head.length);
        if (head.length >= length && draft_has_word(last, words[i]) &&
            (head.length == length ||
             draft_has_word(text_slice(head, head.length - length - 1, head.length),
                            words[i])))
            return true;
    }
    return false;
}

static bool is_one_of(struct text head, const char *const words[])
{
    for (size_t i = 0; words[i] != NULL; i++)
        if (head.length == strlen(words[i]) && draft_contains(head, words[i]))
            return true;
    return false;
}

/* Ids, codes and the numbers of councils; places on a map and the measures of its shapes.
 */
static bool is_identifier(const struct draft_head *head)
{
    static const char *const ids[] = { "id",    "uuid",     "objectid", "code",
                                       "codes", "key",      "sortable", "order",
                                       "cd",    "lanumber", NULL };
    static const char *const places[] = { "x",        "y",         "lat",     "long",
                                          "latitude", "longitude", "easting", "northing",
                                          "eastings", "northings", "bng_e",   "bng_n",
                                          NULL };
    static const char *const owners[] = { "la",    "lea", "authority", "council", "area",
                                          "cassr", "dfe", "region",    NULL };
    static const char *const numbers[] = { "number", "num", "no", "nr", NULL };
    return counts_rows(head) || ends_in(head->name, ids) ||
           is_one_of(head->name, places) || draft_contains(head->name, "shape") ||
           (draft_has_any(head->name, owners) && ends_in(head->name, numbers) &&
            head->cells.broken == 0);
}

static uint64_t area_cells(const struct draft_column *cells)
{
    return cells->areas[AREA_FORM_NAME] + cells->areas[AREA_FORM_GLUED] +
           cells->areas[AREA_FORM_E_CODE] + cells->areas[AREA_FORM_CODE] +
           cells->areas[AREA_FORM_FOREIGN];
}

/* Three digits are areas where nearly all cells, and many, are numbers of one scheme. */
static bool numbers_areas(const struct draft_column *cells)
{
    enum { FEWEST = 10 };
    for (size_t i = 0; i < DRAFT_MOST_SCHEMES; i++)
        if (cells->schemes[i] * 20 >= cells->filled * 19)
            return draft_tally_count(&cells->texts) >= FEWEST;
    return false;
}

static enum draft_role role_of(const struct draft_head *head, bool series)
{
    enum { FEW = 250 };
    const struct draft_column *cells = &head->cells;
    if (cells->filled == 0)
        return draft_has_any(head->name, status_words) ? ROLE_STATUS : ROLE_CONTEXT;
    if (area_cells(cells) * 2 > cells->filled || numbers_areas(cells))
        return ROLE_AREA;
    if (draft_is_period(head, series))
        return ROLE_PERIOD;
    if (is_numeric(cells) && is_identifier(head))
        return ROLE_IDENTIFIER;
    if (is_numeric(cells))
        return ROLE_VALUE;
    if (draft_has_any(head->name, status_words) && short_words(cells) == cells->filled)
        return ROLE_STATUS;
    return draft_tally_count(&cells->texts) <= FEW && cells->texts.others == 0
               ? ROLE_WORDS
               : ROLE_CONTEXT;
}

/* --- Areas --- */

/* How good a column is to find areas by: codes before numbers before names. */
static double area_score(const struct draft_column *cells)
{
    static const double weights[AREA_FORM_COUNT] = {
        [AREA_FORM_NUMBER] = 0.7, [AREA_FORM_NAME] = 0.8, [AREA_FORM_GLUED] = 0.95,
        [AREA_FORM_E_CODE] = 0.9, [AREA_FORM_CODE] = 1.0, [AREA_FORM_FOREIGN] = 1.0,
    };
    enum draft_area form = AREA_FORM_NUMBER;
    for (enum draft_area i = AREA_FORM_NAME; i < AREA_FORM_COUNT; i++)
        if (cells->areas[i] > cells->areas[form])
            form = i;
    return weights[form] * (1000.0 * (double)cells->councils + (double)cells->others);
}

static void find_area(struct draft *draft)
{
    double best = 0;
    if (draft->layout.shape == SHAPE_AREAS_ACROSS)
        return;
    for (size_t i = 0; i < draft->head_count; i++) {
        const double score = area_score(&draft->heads[i].cells);
        if (score > best && draft->heads[i].role == ROLE_AREA) {
            best = score;
            draft->area = i + 1;
        }
    }
}

size_t draft_count_role(const struct draft *draft, enum draft_role role)
{
    size_t count = 0;
    for (size_t i = 0; i < draft->head_count; i++)
        count += draft->heads[i].role == role;
    return count;
}

/* --- Values and their parts --- */

static size_t find_head(const struct draft *draft, const char *const words[],
                        const char *preferred)
{
    size_t found = 0;
    for (size_t i = 0; i < draft->head_count; i++) {
        const struct draft_head *head = &draft->heads[i];
        if (head->role != ROLE_VALUE || !draft_has_any(head->name, words))
            continue;
        if (found == 0 || (preferred != NULL && draft_contains(head->name, preferred) &&
                           !draft_contains(draft_head(draft, found)->name, preferred)))
            found = i + 1;
    }
    return found;
}

/* Columns of limits are never values. */
static void set_limits_apart(struct draft *draft)
{
    draft->lower = find_head(draft, lower_words, "95");
    draft->upper = find_head(draft, upper_words, "95");
    for (size_t i = 0; i < draft->head_count; i++)
        if (draft->heads[i].role == ROLE_VALUE &&
            (draft_has_any(draft->heads[i].name, lower_words) ||
             draft_has_any(draft->heads[i].name, upper_words)))
            draft->heads[i].role = ROLE_PART;
}

/* A short head in a table of few figures: among many, one that speaks of a value is one
 * of them. */
static size_t find_value(const struct draft *draft)
{
    enum { FEW = 12, SHORT = 24 };
    if (draft_count_role(draft, ROLE_VALUE) > FEW)
        return 0;
    for (size_t i = 0; i < draft->head_count; i++)
        if (draft->heads[i].role == ROLE_VALUE && draft->heads[i].name.length <= SHORT &&
            draft_has_any(draft->heads[i].name, value_words) &&
            !draft_has_any(draft->heads[i].name, no_value_words))
            return i + 1;
    return 0;
}

static void find_parts(struct draft *draft)
{
    draft->numerator = find_head(draft, numerator_words, NULL);
    draft->denominator = find_head(draft, denominator_words, NULL);
    if (draft->numerator == draft->value)
        draft->numerator = 0;
    if (draft->denominator == draft->value || draft->denominator == draft->numerator)
        draft->denominator = 0;
}

/* One value in a row: under such a head, or the only figure, or the first beside its
 * numerator and denominator. */
static void find_values(struct draft *draft)
{
    set_limits_apart(draft);
    draft->value = find_value(draft);
    find_parts(draft);
    const size_t values = draft_count_role(draft, ROLE_VALUE);
    const size_t parts = (draft->numerator > 0) + (draft->denominator > 0);
    for (size_t i = 0; i < draft->head_count && draft->value == 0; i++)
        if (draft->heads[i].role == ROLE_VALUE &&
            (values == 1 ||
             (parts == 2 && i + 1 != draft->numerator && i + 1 != draft->denominator &&
              (values == 3 || draft_contains(draft->heads[i].name, "indicator")))))
            draft->value = i + 1;
    if (draft->value == draft->numerator)
        draft->numerator = 0;
    if (draft->value == draft->denominator)
        draft->denominator = 0;
    if (draft->value == 0)
        draft->numerator = draft->denominator = draft->lower = draft->upper = 0;
    for (size_t i = 0; i < draft->head_count && draft->value > 0; i++)
        if (draft->heads[i].role == ROLE_STATUS && draft->status == 0)
            draft->status = i + 1;
}

/* The column whose head says that it names metrics: the earlier word wins, and a name
 * before a code. */
static void find_named(struct draft *draft)
{
    for (size_t w = 0; metric_words[w] != NULL && draft->named == 0; w++)
        for (size_t i = 0; i < draft->head_count; i++) {
            const struct draft_head *head = &draft->heads[i];
            if (head->role != ROLE_WORDS ||
                !draft_has_word(head->name, metric_words[w]) ||
                head->cells.empty > head->cells.filled)
                continue;
            if (draft->named == 0 ||
                (draft_has_word(head->name, "name") &&
                 !draft_has_word(draft_head(draft, draft->named)->name, "name")))
                draft->named = i + 1;
        }
}

/* Whether the header, a row of a sheet that ends with its last cell, ends before the
 * column: a recipe cannot name what stands there. */
static bool is_beyond_header(const struct draft *draft, size_t column)
{
    const struct draft_layout *layout = &draft->layout;
    size_t cells = 0;
    for (size_t r = layout->header - layout->header_lines; r < layout->header; r++)
        if (draft->sample.rows[r].count > cells)
            cells = draft->sample.rows[r].count;
    return layout->header > 0 && column > cells;
}

void draft_roles_find(struct draft *draft)
{
    for (size_t i = 0; i < draft->head_count; i++) {
        draft->heads[i].beyond = is_beyond_header(draft, i + 1);
        draft->heads[i].role =
            draft->heads[i].beyond
                ? ROLE_CONTEXT
                : role_of(&draft->heads[i], draft->layout.shape == SHAPE_SERIES);
    }
    for (size_t c = draft->layout.across_from; c > 0 && c <= draft->layout.across_to; c++)
        draft->heads[c - 1].role = ROLE_VALUE;
    find_area(draft);
    draft_period_find(draft);
    if (draft->layout.shape != SHAPE_AREAS_ACROSS && !draft->periods_across)
        find_values(draft);
    find_named(draft);
}
