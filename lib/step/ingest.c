/* A published file and a recipe made into observations. */
#include "step/ingest.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "council/date.h"
#include "council/observation.h"
#include "step/ingest_header.h"

/* What a sum of cells came to. */
struct cell_sum {
    bool present;
    unsigned markers;
    struct text text; /* as published when one cell made it, else as printed here */
};

enum { SUM_COUNT = 3 };
enum part {
    PART_VALUE,
    PART_NUMERATOR,
    PART_DENOMINATOR,
    PART_LOWER,
    PART_UPPER,
    PART_COUNT
};

struct ingesting {
    const struct recipe *recipe;
    const struct metrics *metrics;
    const struct areas *areas;
    struct refusals *refusals;
    struct messages *messages;
    struct csv_writer *writer;
    struct ingest_account *account;
    struct row_source *rows;
    struct arena arena; /* what is made once a file */
    struct ingest_header header;
    /* of the row at hand */
    struct csv_row row;
    const struct metric *metric; /* of a long table */
    const struct area *area;
    struct period period;
    char *scratch[PART_COUNT]; /* cleaned numbers; room for the longest cell so far */
    size_t scratch_room[PART_COUNT];
    char sums[SUM_COUNT][NUMBER_SIZE];
    struct text *source_tails; /* by entry of the recipe's values */
    char *source;
    size_t source_room;
};

/* A row of notes may be shorter than the table: what is not there is empty. */
static struct text cell_of(const struct ingesting *g, uint32_t column)
{
    const size_t cell = g->header.cells[column];
    return cell < g->row.count ? text_trim(g->row.cells[cell]) : text_of("");
}

static struct place place_of(const struct ingesting *g, uint32_t column)
{
    if (column == RECIPE_ABSENT)
        return (struct place){ row_source_name(g->rows), g->row.line, 0 };
    return row_source_place(g->rows, &g->row, g->header.cells[column]);
}

/* All cells of a row go with it. */
#define REFUSE_ROW(g, column, ...)                                                       \
    (refusals_add((g)->refusals, place_of((g), (column)), (g)->row.cells,                \
                  (g)->row.count, __VA_ARGS__),                                          \
     (g)->account->cells_refused += (g)->recipe->value_count, false)

#define REFUSE_CELL(g, column, ...)                                                      \
    (refusals_add((g)->refusals, place_of((g), (column)), (g)->row.cells,                \
                  (g)->row.count, __VA_ARGS__),                                          \
     (g)->account->cells_refused++, false)

static bool is_any_of(struct text cell, const struct recipe_rule *rule)
{
    for (size_t i = 0; i < rule->text_count; i++)
        if (rule->test == RECIPE_STARTS_WITH ? text_starts_with(cell, rule->texts[i])
                                             : text_equal(cell, rule->texts[i]))
            return true;
    return false;
}

static bool rule_applies(const struct ingesting *g, const struct recipe_rule *rule)
{
    const struct text cell = cell_of(g, rule->column);
    switch (rule->test) {
    case RECIPE_IS:
    case RECIPE_STARTS_WITH:
        return is_any_of(cell, rule);
    case RECIPE_IS_NOT:
        return !is_any_of(cell, rule);
    case RECIPE_EMPTY:
        return cell.length == 0;
    }
    return false;
}

static bool is_left_out(struct ingesting *g)
{
    for (size_t i = 0; i < g->recipe->rule_count; i++) {
        if (!rule_applies(g, &g->recipe->rules[i]))
            continue;
        g->account->rows_left_out[i]++;
        return true;
    }
    return false;
}

static bool parse_period(const struct recipe *recipe, struct text t,
                         struct period *period)
{
    switch (recipe->period_spelling) {
    case RECIPE_PERIOD_SPLIT:
        return period_parse_split(t, period);
    case RECIPE_PERIOD_INTERVAL:
        return period_parse_interval(t, period);
    case RECIPE_PERIOD_PLAIN:
        break;
    }
    return period_parse(t, period);
}

static bool read_period(struct ingesting *g)
{
    static const char *const expected[] = {
        "2022/23, 2022, 2022-Q3, 2022-07, 2022-W05 or 2022-07-31", "2022-23 or 2022/23",
        "2022-04-01/P1Y (a year from 1 January, April, August or September)"
    };
    const struct recipe *recipe = g->recipe;
    g->period = recipe->fixed_period;
    if (recipe->period_column == RECIPE_ABSENT)
        return true;
    const struct text t = cell_of(g, recipe->period_column);
    if (!parse_period(recipe, t, &g->period))
        return REFUSE_ROW(g, recipe->period_column,
                          "'%.*s' is not a period as the recipe spells them, such as %s",
                          TEXT_ARGS(t), expected[recipe->period_spelling]);
    return true;
}

static bool read_metric(struct ingesting *g)
{
    const struct recipe *recipe = g->recipe;
    if (recipe->metric_column == RECIPE_ABSENT)
        return true;
    const struct text name = cell_of(g, recipe->metric_column);
    char hint[SUGGEST_SIZE];
    if (!recipe->metric_names_given) {
        g->metric = metrics_find(g->metrics, name);
        return g->metric != NULL || REFUSE_ROW(g, recipe->metric_column,
                                               "unknown metric '%.*s'%s", TEXT_ARGS(name),
                                               refusals_are_few(g->refusals)
                                                   ? metrics_hint(g->metrics, name, hint)
                                                   : "");
    }
    const uint32_t number = text_map_find(&recipe->metric_names, name);
    if (number == TEXT_MAP_ABSENT)
        return REFUSE_ROW(g, recipe->metric_column,
                          "the recipe does not say which metric '%.*s' is",
                          TEXT_ARGS(name));
    g->metric = recipe->metric_of_name[number];
    return true;
}

static bool read_area(struct ingesting *g)
{
    const struct recipe *recipe = g->recipe;
    struct text name = cell_of(g, recipe->area_column);
    const uint32_t recoded = recipe->recoded.count == 0
                                 ? TEXT_MAP_ABSENT
                                 : text_map_find(&recipe->recoded, name);
    if (recoded != TEXT_MAP_ABSENT)
        name = recipe->recode_to[recoded];
    const struct metric *metric =
        g->metric != NULL ? g->metric : recipe->values[0].metric;
    const int32_t day = period_last_day(g->period, metric->year);
    uint32_t area;
    char why[AREA_HINT_SIZE];
    if (areas_find(g->areas, name, day, &area) != AREA_FOUND)
        return REFUSE_ROW(
            g, recipe->area_column, "%s",
            areas_explain(g->areas, name, day, refusals_are_few(g->refusals), why));
    g->area = areas_get(g->areas, area);
    return true;
}

static void finish_sum(struct ingesting *g, enum part part, long double total,
                       struct cell_sum *sum)
{
    sum->text =
        (struct text){ g->sums[part], number_format((double)total, g->sums[part]) };
}

/* One missing part leaves the whole missing, under the markers of all parts. */
static bool sum_cells(struct ingesting *g, const struct recipe_expression *expression,
                      enum part part, struct cell_sum *sum)
{
    long double total = 0;
    *sum = (struct cell_sum){ .present = expression->count > 0 };
    for (size_t i = 0; i < expression->count; i++) {
        const uint32_t column = expression->terms[i].column;
        const struct text cell = cell_of(g, column);
        unsigned markers;
        ARRAY_RESERVE(g->scratch[part], g->scratch_room[part], cell.length + 1);
        switch (
            recipe_read_cell(g->recipe, cell, g->scratch[part], &sum->text, &markers)) {
        case CELL_UNKNOWN:
            return REFUSE_CELL(
                g, column, "'%.*s' is neither a number nor one of the recipe's 'markers'",
                TEXT_ARGS(cell));
        case CELL_MISSING:
            sum->present = false;
            break;
        case CELL_NUMBER: {
            double number = 0;
            number_parse(sum->text, &number);
            total += expression->terms[i].minus ? -number : number;
            break;
        }
        }
        sum->markers |= markers;
    }
    if (!isfinite((double)total))
        return REFUSE_CELL(g, expression->terms[0].column,
                           "the sum that begins here is too large");
    if (sum->present && (expression->count > 1 || expression->terms[0].minus))
        finish_sum(g, part, total, sum);
    if (!sum->present)
        sum->text = text_of("");
    return true;
}

/* A column of markers alone, as the recipe or the contract spells them. */
static bool read_marker_column(struct ingesting *g, uint32_t column, unsigned *markers)
{
    unsigned more = 0;
    if (column == RECIPE_ABSENT)
        return true;
    const struct text cell = cell_of(g, column);
    const uint32_t known = g->recipe->markers.count == 0
                               ? TEXT_MAP_ABSENT
                               : text_map_find(&g->recipe->markers, cell);
    if (known != TEXT_MAP_ABSENT)
        more = g->recipe->marker_of[known];
    else if (!markers_parse(cell, &more))
        return REFUSE_CELL(g, column, "'%.*s' is not a marker that the recipe knows",
                           TEXT_ARGS(cell));
    *markers |= more;
    return true;
}

static bool read_limit(struct ingesting *g, uint32_t column, enum part scratch,
                       struct text *limit)
{
    unsigned markers;
    *limit = text_of("");
    if (column == RECIPE_ABSENT)
        return true;
    const struct text cell = cell_of(g, column);
    ARRAY_RESERVE(g->scratch[scratch], g->scratch_room[scratch], cell.length + 1);
    return recipe_read_cell(g->recipe, cell, g->scratch[scratch], limit, &markers) !=
               CELL_UNKNOWN ||
           REFUSE_CELL(g, column,
                       "'%.*s' is neither a number nor one of the recipe's 'markers'",
                       TEXT_ARGS(cell));
}

/* A council whose figures another reports has none of its own: not available, and for
 * that reason. */
static void mark_joint_member(struct ingesting *g, const struct metric *metric,
                              bool present, unsigned *markers)
{
    if (present || *markers != 0 ||
        areas_joint_reporter(g->areas, g->area->council, metric->id, g->period).length ==
            0)
        return;
    *markers = MARKER_NOT_AVAILABLE;
    g->account->reported_jointly++;
}

/* A number beside a marker that means there is none, or where the metric does not apply,
 * cannot be right; and a class without the service has "not applicable" in place of
 * nothing. */
static bool check_standing(struct ingesting *g, const struct metric *metric,
                           uint32_t column, bool present, unsigned *markers)
{
    char letters[MARKERS_SIZE];
    const enum area_class class = g->area->class;
    if (present && (*markers & MARKERS_INSTEAD) != 0)
        return REFUSE_CELL(
            g, column,
            "a number stands beside the marker '%s', which means that there is none",
            markers_format(*markers & MARKERS_INSTEAD, letters));
    if (metric_compares(metric, class) || class == CLASS_REGION ||
        class == CLASS_COUNTRY) {
        mark_joint_member(g, metric, present, markers);
        return true;
    }
    if (present)
        return REFUSE_CELL(
            g, column,
            "'%.*s' has a number for '%.*s', which does not apply to its class (%s)",
            TEXT_ARGS(g->area->name), TEXT_ARGS(metric->id), area_class_words[class]);
    *markers = MARKER_NOT_APPLICABLE;
    return true;
}

static void add_cells(struct ingesting *g, const struct recipe_expression *expression,
                      struct text *tail)
{
    for (size_t i = 0; i < expression->count; i++) {
        const char *sign = i == 0 ? "" : expression->terms[i].minus ? "-" : "+";
        *tail = arena_print(&g->arena, "%.*s%s%zu", TEXT_ARGS(*tail), sign,
                            g->header.cells[expression->terms[i].column] + 1);
    }
}

/* What follows the row in ID:ROW:COLUMN[+COLUMN][/COLUMN]: where the number came from, or
 * what it is to be made of. The same for every row, so made once. */
static void make_source_tails(struct ingesting *g)
{
    const struct recipe *recipe = g->recipe;
    g->source_tails =
        arena_take(&g->arena, recipe->value_count * sizeof *g->source_tails);
    for (size_t i = 0; i < recipe->value_count; i++) {
        const struct recipe_value *entry = &recipe->values[i];
        struct text *tail = &g->source_tails[i];
        *tail = text_of(":");
        add_cells(g, entry->value.count > 0 ? &entry->value : &entry->numerator, tail);
        if (entry->value.count > 0 || entry->denominator.count == 0)
            continue;
        *tail = arena_print(&g->arena, "%.*s/", TEXT_ARGS(*tail));
        add_cells(g, &entry->denominator, tail);
    }
}

static char *put_text(char *to, struct text t)
{
    memcpy(to, t.bytes, t.length);
    return to + t.length;
}

static char *put_count(char *to, uint64_t count)
{
    char digits[20];
    size_t length = 0;
    do {
        digits[length++] = (char)('0' + count % 10);
        count /= 10;
    } while (count > 0);
    while (length > 0)
        *to++ = digits[--length];
    return to;
}

static void write_source(struct ingesting *g, const struct recipe_value *entry)
{
    const struct text id = g->recipe->id;
    const struct text tail = g->source_tails[entry - g->recipe->values];
    ARRAY_RESERVE(g->source, g->source_room, id.length + tail.length + 24);
    char *end = put_text(g->source, id);
    *end++ = ':';
    end = put_text(put_count(end, g->row.line), tail);
    csv_write_cell(g->writer, (struct text){ g->source, (size_t)(end - g->source) });
}

static void write_observation(struct ingesting *g, const struct recipe_value *entry,
                              const struct metric *metric,
                              const struct cell_sum sums[SUM_COUNT], unsigned markers,
                              const struct text limits[2])
{
    char period[PERIOD_SIZE], letters[MARKERS_SIZE];
    csv_write_cell(g->writer, metric->id);
    csv_write_cell(g->writer, g->area->code);
    csv_write_cell(g->writer, g->area->name);
    csv_write_cell(g->writer, text_of(period_format(g->period, period)));
    csv_write_cell(g->writer, sums[PART_VALUE].text);
    csv_write_cell(g->writer, text_of(markers_format(markers, letters)));
    csv_write_cell(g->writer, sums[PART_NUMERATOR].text);
    csv_write_cell(g->writer, sums[PART_DENOMINATOR].text);
    csv_write_cell(g->writer, limits[0]);
    csv_write_cell(g->writer, limits[1]);
    write_source(g, entry);
    csv_write_end(g->writer);
    g->account->observations++;
}

/* An empty value with a marker means one that was withheld. Where only the parts are
 * published and one of them is marked (revised, say), nothing was: the value is made
 * here, to travel with the marker. */
static void make_marked_value(struct ingesting *g, const struct metric *metric,
                              struct cell_sum sums[SUM_COUNT])
{
    double numerator = 0, denominator = 0, value = 0;
    number_parse(sums[PART_NUMERATOR].text, &numerator);
    number_parse(sums[PART_DENOMINATOR].text, &denominator);
    const enum metric_parts given =
        metric_value_of_parts(metric, numerator, denominator, &value);
    if (given == PARTS_GIVE_VALUE || given == PARTS_GIVE_MINIMUM)
        finish_sum(g, PART_VALUE, value, &sums[PART_VALUE]);
}

/* The markers of the value where it is published, else those of its parts. */
static bool read_entry(struct ingesting *g, const struct recipe_value *entry)
{
    struct cell_sum sums[SUM_COUNT];
    struct text limits[2];
    const struct metric *metric = entry->metric != NULL ? entry->metric : g->metric;
    const struct recipe_expression *const made_of[SUM_COUNT] = { &entry->value,
                                                                 &entry->numerator,
                                                                 &entry->denominator };
    for (int part = 0; part < SUM_COUNT; part++)
        if (!sum_cells(g, made_of[part], (enum part)part, &sums[part]))
            return false;
    const bool published = entry->value.count > 0;
    const bool made = sums[PART_NUMERATOR].present && sums[PART_DENOMINATOR].present;
    unsigned markers =
        published ? sums[PART_VALUE].markers
                  : sums[PART_NUMERATOR].markers | sums[PART_DENOMINATOR].markers;
    const uint32_t column = (published ? entry->value : entry->numerator).terms[0].column;
    if (!read_marker_column(g, entry->marker, &markers) ||
        !check_standing(g, metric, column, published ? sums[PART_VALUE].present : made,
                        &markers) ||
        !read_limit(g, entry->lower, PART_LOWER, &limits[0]) ||
        !read_limit(g, entry->upper, PART_UPPER, &limits[1]))
        return false;
    if (!published && made && markers != 0)
        make_marked_value(g, metric, sums);
    write_observation(g, entry, metric, sums, markers, limits);
    return true;
}

static bool read_cells(struct ingesting *g)
{
    bool fine = true;
    for (size_t i = 0; i < g->recipe->value_count; i++)
        fine = read_entry(g, &g->recipe->values[i]) && fine;
    return fine;
}

static bool read_row(struct ingesting *g)
{
    if (is_left_out(g))
        return true;
    if (!utf8_is_valid(g->row.record))
        return REFUSE_ROW(
            g, RECIPE_ABSENT,
            "the row is not UTF-8; the recipe's 'encoding' says what it is");
    if (g->row.count != g->header.columns.count)
        return REFUSE_ROW(g, RECIPE_ABSENT, "%zu cells stand here; the header has %zu",
                          g->row.count, g->header.columns.count);
    return read_metric(g) && read_period(g) && read_area(g) && read_cells(g);
}

static enum csv_outcome read_rows(struct ingesting *g, bool strict)
{
    enum csv_outcome outcome;
    while ((outcome = row_source_next(g->rows, &g->row)) == CSV_ROW) {
        if (g->row.count == 0) {
            g->account->blank_lines++;
            continue;
        }
        g->account->rows++;
        g->account->cells += g->recipe->value_count;
        if (!read_row(g) && strict)
            return CSV_BROKEN;
    }
    return outcome;
}

/* What the recipe recodes to must be known before any row is read. */
static bool check_recodes(struct ingesting *g)
{
    bool fine = true;
    for (uint32_t i = 0; i < g->recipe->recoded.count; i++) {
        uint32_t area;
        if (areas_find(g->areas, g->recipe->recode_to[i], DATE_DISTANT_FUTURE, &area) ==
            AREA_FOUND)
            continue;
        messages_say(g->messages, g->recipe->recode_places[i],
                     "'%.*s' is not a known area", TEXT_ARGS(g->recipe->recode_to[i]));
        fine = false;
    }
    return fine;
}

void ingest_write_header(struct csv_writer *writer)
{
    for (size_t i = 0; observation_column_words[i] != NULL; i++)
        csv_write_cell(writer, text_of(observation_column_words[i]));
    csv_write_end(writer);
}

enum step_outcome ingest_run(struct row_source *rows, const struct recipe *recipe,
                             const struct metrics *metrics, const struct areas *areas,
                             bool strict, struct refusals *refusals,
                             struct csv_writer *writer, struct ingest_account *account)
{
    struct ingesting g = { .recipe = recipe,
                           .metrics = metrics,
                           .areas = areas,
                           .refusals = refusals,
                           .messages = refusals->messages,
                           .writer = writer,
                           .account = account,
                           .rows = rows };
    arena_init(&g.arena);
    bool ended = check_recodes(&g) &&
                 ingest_header_read(&g.header, rows, recipe, &g.arena, g.messages);
    if (ended) {
        refusals_begin(refusals, g.header.columns.names, g.header.columns.count);
        make_source_tails(&g);
        ended = read_rows(&g, strict) == CSV_END;
    }
    free(g.source);
    for (int i = 0; i < PART_COUNT; i++)
        free(g.scratch[i]);
    arena_release(&g.arena);
    return ended ? STEP_DONE : STEP_BROKEN;
}
