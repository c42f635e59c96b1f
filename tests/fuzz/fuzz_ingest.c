/* libFuzzer: whatever recipe and file meet, the account adds up, what is written is a
 * table, and a figure is the one that stands in the cell which `source` names. A line of
 * "===" parts the recipe from the file; the first byte says what is written. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/utf8.h"
#include "council/metric_file.h"
#include "step/ingest.h"
#include "step/why_source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

#define METRIC(id)                                                                       \
    "- id: " id "\n  label: L\n  service: s\n  kind: proportion\n  unit: u\n"            \
    "  polarity: high\n  year: financial\n  applies_to: [unitary]\n"                     \
    "  source: {publisher: P, title: T, licence: L}\n"

static const struct {
    const char *name, *content;
} files[] = {
    { "metrics.yaml", METRIC("a") METRIC("b") },
    { "areas.csv", "code,council,name,class,region,valid_from,valid_to\n"
                   "E06000001,hpl,Hartlepool,unitary,North East,,\n"
                   "E06000002,mdb,Middlesbrough,unitary,North East,,\n"
                   "E12000001,ne,North East,region,,,\n" },
    { "spellings.csv", "spelling,council\nE0701,hpl\ndfe:805,hpl\ndfe:806,mdb\n" },
    { "memberships.csv", "area,parent,kind,from,to\n" },
    { "successors.csv", "council,successor,date,kind\n" },
    { "joint.csv", "council,metric,reporter,from,to\nmdb,a,hpl,2019-04-01,\n" },
};

/* Read once and kept for all inputs. */
static struct facts {
    struct metrics metrics;
    struct areas *areas;
} * known(void)
{
    static struct facts *facts;
    char folder[] = P_tmpdir "/oflog-fuzz.XXXXXX", path[128];
    struct messages messages;
    if (facts != NULL)
        return facts;
    facts = malloc(sizeof *facts);
    require(mkdtemp(folder) != NULL, "there is a folder for the facts");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        FILE *stream = fopen(path, "w");
        require(stream != NULL && fputs(files[i].content, stream) >= 0 &&
                    fclose(stream) == 0,
                "the facts are written");
    }
    messages_init(&messages, stderr, "fuzz");
    metrics_init(&facts->metrics);
    snprintf(path, sizeof path, "%s/%s", folder, files[0].name);
    require(metrics_read(&facts->metrics, path, &messages), "the metrics are read");
    facts->areas = areas_open(folder, &messages);
    require(facts->areas != NULL, "the areas are read");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        unlink(path);
    }
    rmdir(folder);
    return facts;
}

static int file_of(const char *bytes, size_t length)
{
    const int descriptor = memfd_create("fuzz", 0);
    require(write(descriptor, bytes, length) == (ssize_t)length, "the file takes bytes");
    lseek(descriptor, 0, SEEK_SET);
    return descriptor;
}

/* The rows of a table in memory; its cells are kept in `arena`. */
struct table {
    struct csv_row *rows;
    size_t count, room;
    struct arena arena;
    bool fine;
};

static void read_table(struct table *table, const char *bytes, size_t length)
{
    struct csv_row row;
    struct messages messages;
    enum csv_outcome outcome;
    FILE *nowhere = fopen("/dev/null", "w");
    const int descriptor = file_of(bytes, length);
    messages_init(&messages, nowhere, "fuzz");
    struct byte_source *source = byte_source_open(descriptor, "f", &messages);
    struct row_source *rows = row_source_csv(source, &messages);
    *table = (struct table){ .count = 0 };
    arena_init(&table->arena);
    while ((outcome = row_source_next(rows, &row)) == CSV_ROW) {
        struct text *cells = arena_take(&table->arena, (row.count + 1) * sizeof *cells);
        for (size_t i = 0; i < row.count; i++)
            cells[i] = arena_keep(&table->arena, row.cells[i]);
        row.cells = cells;
        ARRAY_RESERVE(table->rows, table->room, table->count + 1);
        table->rows[table->count++] = row;
    }
    table->fine = outcome == CSV_END;
    row_source_close(rows);
    byte_source_close(source);
    close(descriptor);
    fclose(nowhere);
}

static void release_table(struct table *table)
{
    free(table->rows);
    arena_release(&table->arena);
}

static struct text cell_at(const struct table *table, uint64_t line, uint64_t column)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->rows[i].line == line && column <= table->rows[i].count)
            return table->rows[i].cells[column - 1];
    return text_of("");
}

/* The value of a row that is one cell's is what the recipe reads there. */
static void check_value(const struct recipe *recipe, const struct table *input,
                        const struct csv_row *row)
{
    struct why_cells cells = { .count = 0 };
    unsigned markers;
    struct text number;
    require(why_source_parse(row->cells[10], &cells), "source names cells");
    if (row->cells[4].length > 0 && cells.count == 1 && !cells.all[0].minus &&
        cells.all[0].part == WHY_VALUE) {
        const struct text cell = cell_at(input, cells.all[0].row, cells.all[0].column);
        char *scratch = malloc(cell.length + RECIPE_SCRATCH);
        require(recipe_read_cell(recipe, utf8_trim(cell), scratch, &number, &markers) ==
                        CELL_NUMBER &&
                    text_equal(number, row->cells[4]),
                "the value stands in the cell that source names");
        free(scratch);
    }
    free(cells.all);
}

static void check_output(const struct recipe *recipe, const struct table *input,
                         struct text written, uint64_t observations)
{
    struct table output;
    bool scaled = false;
    for (size_t i = 0; i < recipe->value_count; i++)
        scaled |= recipe->values[i].times != 0;
    read_table(&output, written.bytes, written.length);
    require(output.fine && output.count == observations + 1, "each observation is a row");
    for (size_t i = 1; i < output.count; i++) {
        require(output.rows[i].count == 11, "of eleven columns");
        if (!scaled)
            check_value(recipe, input, &output.rows[i]);
    }
    release_table(&output);
}

static void check_account(const struct ingest_account *account,
                          const struct recipe *recipe)
{
    uint64_t left_out = 0;
    for (size_t i = 0; i < recipe->rule_count; i++)
        left_out += account->rows_left_out[i];
    require(account->cells ==
                account->observations + account->cells_refused + account->cells_left_out,
            "the account adds up");
    require(account->columns_claimed <= account->columns, "no column is claimed twice");
    require(left_out > 0 || account->cells_left_out == 0, "a rule has a name");
}

static void ingest(const struct recipe *recipe, const char *bytes, size_t length,
                   enum ingest_output what, struct messages *messages)
{
    struct facts *facts = known();
    struct csv_writer writer, kept;
    struct refusals refusals;
    uint64_t *left_out = calloc(recipe->rule_count + 1, sizeof *left_out);
    struct ingest_account account = { .rows_left_out = left_out };
    const int descriptor = file_of(bytes, length);
    struct byte_source *source = byte_source_open(descriptor, "f.csv", messages);
    struct row_source *rows = row_source_csv(source, messages);
    if (recipe->transposed)
        rows = row_source_transposed(rows, messages);
    const struct ingest_input input = {
        .rows = rows, .sheet = text_of("2022/23"), .output = what, .number = 1
    };
    csv_writer_init(&writer, NULL);
    csv_writer_init(&kept, NULL);
    refusals_init(&refusals, messages, &kept);
    if (what == INGEST_OBSERVATIONS)
        ingest_write_header(&writer);
    const uint64_t said = messages->said;
    const enum step_outcome outcome =
        ingest_run(&input, recipe, &facts->metrics, facts->areas, false, &refusals,
                   &writer, &account);
    require(outcome == STEP_DONE || messages->said > said, "what breaks is said");
    if (outcome == STEP_DONE) {
        struct table table;
        check_account(&account, recipe);
        read_table(&table, bytes, length);
        require(table.fine, "a file that breaks off is not done");
        if (what == INGEST_OBSERVATIONS)
            check_output(recipe, &table, csv_writer_take(&writer), account.observations);
        release_table(&table);
    }
    csv_writer_release(&writer);
    csv_writer_release(&kept);
    row_source_close(rows);
    byte_source_close(source);
    close(descriptor);
    free(left_out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char between[] = "\n===\n";
    char path[40], *said = NULL;
    size_t length = 0;
    struct messages messages;
    struct recipe recipe;
    if (size == 0)
        return 0;
    const char *bytes = (const char *)data + 1;
    const char *middle = memmem(bytes, size - 1, between, strlen(between));
    if (middle == NULL)
        return 0;
    const char *table = middle + strlen(between);
    const int descriptor = file_of(bytes, (size_t)(middle + 1 - bytes));
    snprintf(path, sizeof path, "/dev/fd/%d", descriptor);
    messages_init(&messages, open_memstream(&said, &length), "test");
    if (recipe_read(&recipe, path, &known()->metrics, &messages)) {
        ingest(&recipe, table, (size_t)((const char *)data + size - table),
               (enum ingest_output)(data[0] % 3), &messages);
        recipe_release(&recipe);
    } else {
        require(messages.said > 0, "what is no recipe is said");
    }
    close(descriptor);
    fclose(messages.stream);
    free(said);
    return 0;
}
