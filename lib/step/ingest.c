/* A published file and a recipe made into observations. */
#include "step/ingest.h"

#include <stdlib.h>

#include "base/counted.h"
#include "base/utf8.h"
#include "council/date.h"
#include "council/observation.h"
#include "step/ingest_row.h"

struct text ingest_cell(const struct ingesting *g, uint32_t column)
{
    const size_t cell = g->header.cells[column];
    return cell < g->row.count ? utf8_trim(g->row.cells[cell]) : text_of("");
}

size_t ingest_published_cells(const struct ingesting *g)
{
    return ingest_is_gathered(g) ? g->row.count - g->recipe->gather.parts.count
                                 : g->row.count;
}

size_t ingest_kept_cells(struct ingesting *g, const struct csv_row *row, size_t count)
{
    if (g->refusals->kept == NULL)
        return 0;
    if (row->line != g->kept_line)
        g->kept_bytes = 0;
    g->kept_line = row->line;
    if (g->kept_bytes >= INGEST_MOST_KEPT)
        return 0;
    for (size_t i = 0; i < count; i++)
        g->kept_bytes += row->cells[i].length + 1;
    return count;
}

struct place ingest_place(const struct ingesting *g, uint32_t column)
{
    const uint64_t line = ingest_gathered_line(g, column);
    if (column == RECIPE_ABSENT)
        return (struct place){ row_source_name(g->rows), g->row.line, 0 };
    if (line == 0)
        return row_source_place(g->rows, &g->row, g->header.cells[column]);
    const struct csv_row part = { .line = line };
    return row_source_place(g->rows, &part, g->header.cells[g->recipe->gather.cell]);
}

bool ingest_rule_holds(const struct ingesting *g, const struct recipe_rule *rule)
{
    for (size_t i = 0; i < rule->condition_count; i++)
        if (!recipe_test_holds(&rule->conditions[i].test,
                               ingest_cell(g, rule->conditions[i].column)))
            return false;
    return rule->condition_count > 0;
}

static bool rule_applies(struct ingesting *g, size_t rule)
{
    const struct recipe_rule *r = &g->recipe->rules[rule];
    return rule == g->recipe->other_metrics ? ingest_is_other_metric(g)
                                            : !r->of_value && ingest_rule_holds(g, r);
}

static bool is_left_out(struct ingesting *g)
{
    for (size_t i = 0; i < g->recipe->rule_count; i++) {
        if (!rule_applies(g, i))
            continue;
        if (g->input->output == INGEST_EXPLANATION)
            ingest_explain_row(g, "left out", g->recipe->rules[i].name);
        g->account->rows_left_out[i]++;
        g->account->cells += g->cells_per_row;
        g->account->cells_left_out += g->cells_per_row;
        return true;
    }
    return false;
}

/* Whether nothing stands in the row. */
static bool is_blank(const struct ingesting *g)
{
    for (size_t i = 0; i < g->row.count; i++)
        if (utf8_trim(g->row.cells[i]).length > 0)
            return false;
    return true;
}

/* A file without a header may have rows of any length, as a sheet has; else what is there
 * and what the header names could be one cell apart. */
static bool check_length(struct ingesting *g)
{
    const size_t wanted = g->header.columns.count;
    return row_source_is_ragged(g->rows) || g->recipe->header == 0 ||
           g->row.count == wanted ||
           REFUSE_ROW(g, RECIPE_ABSENT, "%s %s here; the header has %zu",
                      counted(g->row.count, "cell").text,
                      counted_word(g->row.count, "stands", "stand"), wanted);
}

bool ingest_read_observations(struct ingesting *g)
{
    const bool across = g->recipe->across.given;
    const size_t heads = across ? g->header.head_count : 1;
    if (!ingest_read_row_subjects(g))
        return false;
    bool fine = true;
    for (g->head = 0; g->head < heads; g->head++) {
        if (across)
            g->header.cells[g->recipe->across.each] = g->header.heads[g->head].cell;
        fine = ingest_read_cell_subjects(g) && ingest_read_values(g) && fine;
    }
    return fine;
}

/* What can be said against a row before it is read. */
static bool check_row(struct ingesting *g)
{
    return (utf8_is_valid(g->row.record) ||
            REFUSE_ROW(
                g, RECIPE_ABSENT,
                "the row is not UTF-8; the recipe's 'encoding' says what it is")) &&
           check_length(g);
}

/* A record that holds nothing, or is not of the table. */
static void pass_over(struct ingesting *g, const char *what, uint64_t *count)
{
    if (g->input->output == INGEST_EXPLANATION)
        ingest_explain_row(g, what, text_of(""));
    ++*count;
}

/* False where anything of the row was refused. */
static bool read_row(struct ingesting *g)
{
    const bool left_out = is_left_out(g);
    if (!left_out && is_blank(g)) {
        pass_over(g, "blank", &g->account->blank_rows);
        return true;
    }
    g->account->rows++;
    if (left_out)
        return true;
    if (g->input->watch != NULL)
        g->input->watch->row(g->input->watch->state, &g->row);
    if (g->gathered == NULL)
        g->account->cells += g->cells_per_row;
    if (!check_row(g)) {
        if (g->gathered != NULL)
            g->account->cells += g->cells_per_row;
        return false;
    }
    return g->gathered != NULL ? ingest_gather(g) : ingest_read_observations(g);
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

/* The columns that the recipe reads, each once, and all of them. */
static void count_columns(struct ingesting *g)
{
    const struct recipe *recipe = g->recipe;
    const size_t count = g->header.columns.count;
    bool *read = arena_take(&g->arena, count + 1);
    memset(read, 0, count + 1);
    for (size_t i = 0; i < recipe->column_count; i++)
        if (!recipe->columns[i].made && g->header.cells[i] < count)
            read[g->header.cells[i]] = true;
    for (size_t i = 0; i < g->header.head_count; i++)
        read[g->header.heads[i].cell] = true;
    for (size_t i = 0; i < count; i++)
        g->account->columns_claimed += read[i];
    g->account->columns += count;
    if (g->input->watch != NULL)
        g->input->watch->columns(g->input->watch->state, &g->header.columns, read);
}

/* Where each figure comes from is worked out before the rows. */
static bool check_figures(struct ingesting *g)
{
    const struct recipe *recipe = g->recipe;
    const size_t heads = g->header.head_count > 0 ? g->header.head_count : 1;
    size_t figures = 0;
    for (size_t i = 0; i < recipe->value_count; i++) {
        const struct recipe_value *entry = &recipe->values[i];
        figures += entry->value.count + entry->numerator.count + entry->denominator.count;
    }
    if (figures <= INGEST_MOST_FIGURES / heads)
        return true;
    messages_say(
        g->messages, (struct place){ row_source_name(g->rows), g->header.line, 0 },
        "a row would have %zu figures in each of %zu columns; at most %d are read "
        "of a row",
        figures, heads, INGEST_MOST_FIGURES);
    return false;
}

/* The header of the first table, or of one that begins with the record at hand. */
static bool read_header(struct ingesting *g, const struct csv_row *first)
{
    /* What the table before made is done with: there may be a million of them. */
    arena_release(&g->arena);
    arena_init(&g->arena);
    struct ingest_finder finder = { .header = &g->header,
                                    .file = row_source_name(g->rows),
                                    .recipe = g->recipe,
                                    .arena = &g->arena,
                                    .messages = g->messages };
    if (!ingest_header_read(&g->header, g->rows, first, g->recipe, &g->arena,
                            g->messages) ||
        !ingest_settle_period(g, &finder) || !ingest_header_find(&finder))
        return false;
    g->ended = false;
    g->file_area.asked = false;
    g->account->records_above += g->header.records;
    g->account->header =
        first == NULL && g->header.columns.count > 0 ? g->header.records : 0;
    refusals_begin(g->refusals, g->header.columns.names, g->header.columns.count);
    if (!ingest_settle_subjects(g, &finder) || !check_figures(g))
        return false;
    ingest_make_sources(g);
    if (g->input->output == INGEST_EXPLANATION)
        ingest_explain_columns(g);
    if (first == NULL)
        count_columns(g);
    const size_t heads = g->recipe->across.given ? g->header.head_count : 1;
    g->cells_per_row = g->recipe->value_count * heads;
    return true;
}

/* One record below the header: a row, or the beginning of another table. */
static bool read_record(struct ingesting *g)
{
    if (g->recipe->repeats && ingest_is_edge(&g->recipe->starts, &g->row)) {
        const bool fine = ingest_gather_end(g);
        return (g->broken = !read_header(g, &g->row)) ? false : fine;
    }
    g->ended = g->ended || ingest_is_edge(&g->recipe->ends, &g->row);
    if (!g->ended && g->row.count > 0)
        return read_row(g);
    if (g->ended)
        pass_over(g, "outside the table", &g->account->records_outside);
    else
        pass_over(g, "blank", &g->account->blank_rows);
    return true;
}

static enum csv_outcome read_rows(struct ingesting *g, bool strict)
{
    enum csv_outcome outcome;
    while ((outcome = row_source_next(g->rows, &g->row)) == CSV_ROW)
        if ((!read_record(g) && strict) || g->broken)
            return CSV_BROKEN;
    return !ingest_gather_end(g) && strict ? CSV_BROKEN : outcome;
}

static void release(struct ingesting *g)
{
    ingest_gather_close(g);
    free(g->source);
    free(g->joined);
    for (int i = 0; i < PART_COUNT; i++)
        free(g->scratch[i]);
    arena_release(&g->arena);
}

enum step_outcome ingest_run(const struct ingest_input *input,
                             const struct recipe *recipe, const struct metrics *metrics,
                             const struct areas *areas, bool strict,
                             struct refusals *refusals, struct csv_writer *writer,
                             struct ingest_account *account)
{
    struct ingesting g = { .recipe = recipe,
                           .metrics = metrics,
                           .areas = areas,
                           .refusals = refusals,
                           .messages = refusals->messages,
                           .writer = writer,
                           .account = account,
                           .rows = input->rows,
                           .input = input };
    arena_init(&g.arena);
    if (input->output == INGEST_EXPLANATION) {
        refusals->hear = ingest_explain_refusal;
        refusals->hear_state = &g;
    }
    ingest_gather_open(&g);
    const bool ended =
        check_recodes(&g) && read_header(&g, NULL) && read_rows(&g, strict) == CSV_END;
    release(&g);
    if (input->output == INGEST_EXPLANATION)
        refusals->hear = NULL;
    return ended ? STEP_DONE : STEP_BROKEN;
}
