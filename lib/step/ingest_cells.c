/* Cells of figures made into observations. */
#include <math.h>

#include "base/number.h"
#include "step/ingest_row.h"

/* What a sum of cells came to. */
struct cell_sum {
    bool present;
    unsigned markers;
    struct text text; /* as published when one cell made it, else as printed here */
};

static void finish_sum(struct ingesting *g, enum ingest_part part, long double total,
                       struct cell_sum *sum)
{
    sum->text =
        (struct text){ g->sums[part], number_format((double)total, g->sums[part]) };
}

/* One missing part leaves the whole missing, under the markers of all parts. */
static bool sum_cells(struct ingesting *g, const struct recipe_expression *expression,
                      enum ingest_part part, struct cell_sum *sum)
{
    long double total = 0;
    *sum = (struct cell_sum){ .present = expression->count > 0 };
    for (size_t i = 0; i < expression->count; i++) {
        const uint32_t column = expression->terms[i].column;
        const struct text cell = ingest_cell(g, column);
        unsigned markers;
        ARRAY_RESERVE(g->scratch[part], g->scratch_room[part],
                      cell.length + RECIPE_SCRATCH);
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
    const struct text cell = ingest_cell(g, column);
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

/* Where a cell stands, as `source` counts: its column, or its row where the table is
 * turned on its side. */
static size_t source_of(const struct ingesting *g, uint32_t column)
{
    const size_t cell = g->header.cells[column];
    if (!g->recipe->transposed)
        return cell + 1;
    return (size_t)row_source_place(g->rows, &g->row, cell).line;
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

/* Room for a number and its sign. */
enum { NUMBER_ROOM = 22 };

static char *put_cells(const struct ingesting *g, char *to,
                       const struct recipe_expression *expression)
{
    for (size_t i = 0; i < expression->count; i++) {
        if (i > 0)
            *to++ = expression->terms[i].minus ? '-' : '+';
        to = put_count(to, source_of(g, expression->terms[i].column));
    }
    return to;
}

/* COLUMN[+COLUMN][/COLUMN] of one entry: where the number came from, or what it is to be
 * made of. */
static struct text make_tail(struct ingesting *g, const struct recipe_value *entry)
{
    const bool published = entry->value.count > 0;
    ARRAY_RESERVE(
        g->source, g->source_room,
        (entry->value.count + entry->numerator.count + entry->denominator.count) *
                NUMBER_ROOM +
            1);
    char *end = put_cells(g, g->source, published ? &entry->value : &entry->numerator);
    if (!published && entry->denominator.count > 0) {
        *end++ = '/';
        end = put_cells(g, end, &entry->denominator);
    }
    return arena_keep(&g->arena, (struct text){ g->source, (size_t)(end - g->source) });
}

/* The same for every row, so made once. */
void ingest_make_sources(struct ingesting *g)
{
    const struct recipe *recipe = g->recipe;
    const size_t heads = g->header.head_count > 0 ? g->header.head_count : 1;
    g->source_tails =
        arena_take(&g->arena, heads * recipe->value_count * sizeof *g->source_tails);
    for (size_t head = 0; head < heads; head++) {
        if (recipe->across.given)
            g->header.cells[recipe->across.each] = g->header.heads[head].cell;
        for (size_t i = 0; i < recipe->value_count; i++)
            g->source_tails[head * recipe->value_count + i] =
                make_tail(g, &recipe->values[i]);
    }
}

static char *put_lines(const struct ingesting *g, char *to,
                       const struct recipe_expression *expression)
{
    for (size_t i = 0; i < expression->count; i++) {
        const uint64_t line = ingest_gathered_line(g, expression->terms[i].column);
        if (i > 0)
            *to++ = expression->terms[i].minus ? '-' : '+';
        to = put_count(to, line == 0 ? g->row.line : line);
    }
    return to;
}

static char *put_part_lines(const struct ingesting *g, char *to,
                            const struct recipe_value *entry)
{
    to = put_lines(g, to, entry->value.count > 0 ? &entry->value : &entry->numerator);
    if (entry->value.count > 0 || entry->denominator.count == 0)
        return to;
    *to++ = '/';
    return put_lines(g, to, &entry->denominator);
}

/* ROW[+ROW][/ROW]:COLUMN of parts that were gathered, which stand in one column, or the
 * other way round in a table on its side. */
static char *put_gathered(const struct ingesting *g, char *to,
                          const struct recipe_value *entry)
{
    const size_t cell = source_of(g, g->recipe->gather.cell);
    to = g->recipe->transposed ? put_count(to, cell) : put_part_lines(g, to, entry);
    *to++ = ':';
    return g->recipe->transposed ? put_part_lines(g, to, entry) : put_count(to, cell);
}

/* ROW:COLUMN[+COLUMN][/COLUMN], or the other way round in a table on its side. */
static char *put_place(const struct ingesting *g, char *to, struct text tail)
{
    to = g->recipe->transposed ? put_text(to, tail) : put_count(to, g->row.line);
    *to++ = ':';
    return g->recipe->transposed ? put_count(to, g->row.line) : put_text(to, tail);
}

/* The id and the place; the id of the second file is ID#2. */
static void write_source(struct ingesting *g, const struct recipe_value *entry)
{
    const struct recipe *recipe = g->recipe;
    const size_t terms =
        entry->value.count + entry->numerator.count + entry->denominator.count;
    const struct text tail =
        g->source_tails[g->head * recipe->value_count + (size_t)(entry - recipe->values)];
    ARRAY_RESERVE(g->source, g->source_room,
                  recipe->id.length + tail.length + (terms + 3) * NUMBER_ROOM);
    char *end = put_text(g->source, recipe->id);
    if (g->input->number > 1) {
        *end++ = '#';
        end = put_count(end, g->input->number);
    }
    *end++ = ':';
    end = recipe->gather.given ? put_gathered(g, end, entry) : put_place(g, end, tail);
    csv_write_cell(g->writer, (struct text){ g->source, (size_t)(end - g->source) });
}

static struct text written_period(struct ingesting *g)
{
    struct period_written *w = &g->period_written;
    if (w->length == 0 || period_compare(w->period, g->period) != 0) {
        w->length = strlen(period_format(g->period, w->text));
        w->period = g->period;
    }
    return (struct text){ w->text, w->length };
}

static void write_observation(struct ingesting *g, const struct recipe_value *entry,
                              const struct metric *metric,
                              const struct cell_sum sums[PART_COUNT], unsigned markers)
{
    char letters[MARKERS_SIZE];
    csv_write_cell(g->writer, metric->id);
    csv_write_cell(g->writer, g->area->code);
    csv_write_cell(g->writer, g->area->name);
    csv_write_cell(g->writer, written_period(g));
    csv_write_cell(g->writer, sums[PART_VALUE].text);
    csv_write_cell(g->writer, text_of(markers_format(markers, letters)));
    csv_write_cell(g->writer, sums[PART_NUMERATOR].text);
    csv_write_cell(g->writer, sums[PART_DENOMINATOR].text);
    csv_write_cell(g->writer, sums[PART_LOWER].text);
    csv_write_cell(g->writer, sums[PART_UPPER].text);
    write_source(g, entry);
    csv_write_end(g->writer);
}

/* An empty value with a marker means one that was withheld. Where only the parts are
 * published and one of them is marked (revised, say), nothing was: the value is made
 * here, to travel with the marker. */
static void make_marked_value(struct ingesting *g, const struct metric *metric,
                              struct cell_sum sums[PART_COUNT])
{
    double numerator = 0, denominator = 0, value = 0;
    number_parse(sums[PART_NUMERATOR].text, &numerator);
    number_parse(sums[PART_DENOMINATOR].text, &denominator);
    const enum metric_parts given =
        metric_value_of_parts(metric, numerator, denominator, &value);
    if (given == PARTS_GIVE_VALUE || given == PARTS_GIVE_MINIMUM)
        finish_sum(g, PART_VALUE, value, &sums[PART_VALUE]);
}

/* Value and limits in the metric's unit, where the file has them in another. */
static bool scale(struct ingesting *g, const struct recipe_value *entry,
                  struct cell_sum sums[PART_COUNT])
{
    static const enum ingest_part scaled[] = { PART_VALUE, PART_LOWER, PART_UPPER };
    for (size_t i = 0; entry->times != 0 && i < sizeof scaled / sizeof *scaled; i++) {
        struct cell_sum *sum = &sums[scaled[i]];
        double number = 0;
        if (!sum->present)
            continue;
        number_parse(sum->text, &number);
        number *= entry->times;
        if (!isfinite(number))
            return REFUSE_CELL(g, entry->value.terms[0].column,
                               "the number is too large to be multiplied");
        finish_sum(g, scaled[i], number, sum);
    }
    return true;
}

/* Whether a rule leaves this entry's cell of the row out. */
static bool entry_is_left_out(struct ingesting *g, const struct recipe_value *entry)
{
    for (size_t i = 0; i < entry->rule_count; i++) {
        const size_t rule = entry->first_rule + i;
        if (!ingest_rule_holds(g, &g->recipe->rules[rule]))
            continue;
        g->account->rows_left_out[rule]++;
        g->account->cells_left_out++;
        return true;
    }
    return false;
}

static bool sum_parts(struct ingesting *g, const struct recipe_value *entry,
                      struct cell_sum sums[PART_COUNT])
{
    const struct recipe_expression *const made_of[PART_COUNT] = {
        &entry->value, &entry->numerator, &entry->denominator, &entry->lower,
        &entry->upper
    };
    for (int part = 0; part < PART_COUNT; part++)
        if (!sum_cells(g, made_of[part], (enum ingest_part)part, &sums[part]))
            return false;
    return scale(g, entry, sums);
}

/* The markers of the value where it is published, else those of its parts. */
static bool read_entry(struct ingesting *g, const struct recipe_value *entry)
{
    struct cell_sum sums[PART_COUNT];
    const struct metric *metric = entry->metric != NULL ? entry->metric : g->metric;
    if (entry_is_left_out(g, entry))
        return true;
    if (!sum_parts(g, entry, sums))
        return false;
    const bool published = entry->value.count > 0;
    const bool made = sums[PART_NUMERATOR].present && sums[PART_DENOMINATOR].present;
    unsigned markers =
        published ? sums[PART_VALUE].markers
                  : sums[PART_NUMERATOR].markers | sums[PART_DENOMINATOR].markers;
    /* A value that is left empty beside a withheld part was withheld with it. */
    if (published && !sums[PART_VALUE].present && markers == 0)
        markers = sums[PART_NUMERATOR].markers | sums[PART_DENOMINATOR].markers;
    const uint32_t column = (published ? entry->value : entry->numerator).terms[0].column;
    if (!read_marker_column(g, entry->marker, &markers) ||
        !check_standing(g, metric, column, published ? sums[PART_VALUE].present : made,
                        &markers))
        return false;
    if (!published && made && markers != 0)
        make_marked_value(g, metric, sums);
    g->account->observations++;
    if (g->input->watch != NULL)
        g->input->watch->observation(g->input->watch->state, metric, g->area, g->period,
                                     g->row.line);
    if (g->input->output == INGEST_OBSERVATIONS)
        write_observation(g, entry, metric, sums, markers);
    else if (g->input->output == INGEST_EXPLANATION)
        ingest_explain_observation(
            g, entry, metric, sums[PART_VALUE].text,
            (struct text[2]){ sums[PART_NUMERATOR].text, sums[PART_DENOMINATOR].text },
            markers);
    return true;
}

bool ingest_read_values(struct ingesting *g)
{
    bool fine = true;
    for (size_t i = 0; i < g->recipe->value_count; i++)
        fine = read_entry(g, &g->recipe->values[i]) && fine;
    return fine;
}
