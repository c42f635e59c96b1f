/* libFuzzer: any bytes are a table of observations, or refused row by row, or broken in
 * one message; and no row is lost on the way. */
#include <stdint.h>
#include <sys/mman.h>

#include "facts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Each row that stands is in one cohort, once; those gone were merged or refused. */
static void check_cohorts(const struct observation_table *table, uint64_t refused)
{
    uint64_t standing = 0, gone = 0;
    for (size_t c = 0; c < table->cohort_count; c++) {
        standing += table->cohorts[c].count;
        for (uint32_t i = 0; i < table->cohorts[c].count; i++)
            require(!table->rows[table->cohorts[c].rows[i]].gone,
                    "what is gone is in no cohort");
    }
    for (size_t i = 0; i < table->count; i++)
        gone += table->rows[i].gone;
    require(standing + gone == table->count, "a row is in one cohort or gone");
    require(gone == table->rows_merged + refused, "what is gone was merged or refused");
}

static void check_records(const struct observation_table *table)
{
    struct csv_cells cells = { 0 };
    for (size_t i = 0; i < table->count; i++) {
        observation_cells(&table->rows[i], &cells);
        require(cells.count == table->columns.count, "a held row has all its cells");
        require(memchr(table->rows[i].record, '\n', table->rows[i].record_length) == NULL,
                "a held row is one line");
    }
    csv_cells_release(&cells);
}

static void read_table(struct observation_table *table, int descriptor)
{
    const struct messages *messages = table->reading.messages;
    const struct refusals *refusals = table->reading.refusals;
    struct byte_source *source =
        byte_source_open(descriptor, "file", table->reading.messages);
    const bool whole = observation_table_read(table, source);
    const uint64_t refused = refusals->count;
    byte_source_close(source);
    require(table->rows_read == table->count + refused, "a row is held or refused");
    if (whole || table->rows_read > 0)
        require(messages->said == refused + !whole,
                "a refusal is said once, and so is a break");
    else
        require(messages->said > 0, "a header that does not do is said");
    check_records(table);
    if (!whole)
        return;
    require(observation_table_settle(table), "without strict nothing ends the settling");
    check_cohorts(table, refusals->count - refused);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct facts *facts = known();
    char *said = NULL;
    size_t length = 0;
    struct messages messages;
    struct refusals refusals;
    struct observation_table table;
    const int descriptor = memfd_create("rows", 0);
    require(write(descriptor, data, size) == (ssize_t)size, "the file takes bytes");
    lseek(descriptor, 0, SEEK_SET);
    messages_init(&messages, open_memstream(&said, &length), "test");
    refusals_init(&refusals, &messages, NULL);
    const struct observation_reading reading = { .metrics = &facts->metrics,
                                                 .areas = facts->areas,
                                                 .messages = &messages,
                                                 .refusals = &refusals };
    observation_table_init(&table, &reading);
    read_table(&table, descriptor);
    observation_table_release(&table);
    refusals_release(&refusals);
    fclose(messages.stream);
    free(said);
    close(descriptor);
    return 0;
}
