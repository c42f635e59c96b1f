/* libFuzzer: whatever is read as a table of observations goes through normalise, compare
 * and rank: no row is lost, and each takes all that the one before wrote. The first bytes
 * choose the options, the rest is the table. */
#include <stdint.h>
#include <sys/mman.h>

#include "facts.h"
#include "step/compare.h"
#include "step/normalise.h"
#include "step/rank.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CHOICES = 8 };

/* A table with what it takes to read it. */
struct link {
    struct messages messages;
    struct refusals refusals;
    struct observation_table table;
    char *said;
    size_t said_length;
};

/* False where the table is broken or has a column of the name of an added one. */
static bool open_link(struct link *link, struct text bytes, const char *const *added)
{
    const struct facts *facts = known();
    const int descriptor = memfd_create("rows", 0);
    require(write(descriptor, bytes.bytes, bytes.length) == (ssize_t)bytes.length,
            "the file takes bytes");
    lseek(descriptor, 0, SEEK_SET);
    messages_init(&link->messages, open_memstream(&link->said, &link->said_length),
                  "test");
    refusals_init(&link->refusals, &link->messages, NULL);
    const struct observation_reading reading = { .metrics = &facts->metrics,
                                                 .areas = facts->areas,
                                                 .messages = &link->messages,
                                                 .refusals = &link->refusals,
                                                 .added = added };
    observation_table_init(&link->table, &reading);
    struct byte_source *source = byte_source_open(descriptor, "file", &link->messages);
    const bool whole = observation_table_read(&link->table, source) &&
                       observation_table_settle(&link->table);
    byte_source_close(source);
    close(descriptor);
    return whole;
}

static void close_link(struct link *link)
{
    observation_table_release(&link->table);
    refusals_release(&link->refusals);
    fclose(link->messages.stream);
    free(link->said);
}

static void check_account(const struct link *link, const struct step_account *account)
{
    const struct observation_table *table = &link->table;
    require(table->rows_read ==
                account->written + link->refusals.count + table->rows_merged,
            "what came in came out, was merged or was refused");
}

/* What one tool wrote is a table for the next, every row of it. */
static void open_next(struct link *link, struct csv_writer *written,
                      const char *const *added)
{
    require(open_link(link, csv_writer_take(written), added),
            "what was written is read again");
    require(link->refusals.count == 0 && link->table.rows_merged == 0,
            "no row of it is refused");
}

static void rank(struct csv_writer *written, const uint8_t *choices)
{
    const struct rank_options options = {
        .ties = (enum ties)(choices[0] % (TIES_MAX + 1)),
        .bands = 2 + choices[1] % 9,
        .within = { .class = choices[0] >> 3 & 1, .region = choices[0] >> 4 & 1 },
        .best_given = choices[0] >> 5 & 1,
        .best_is_high = choices[0] >> 6 & 1,
        .certainty = { .method = choices[0] >> 7 & 1 ? RANK_METHOD_POSTERIOR
                                                     : RANK_METHOD_HOLM,
                       .confidence = 0.95,
                       .limits = 0.95 },
    };
    const struct selection everything = { 0 };
    struct step_account account = { 0 };
    struct csv_writer writer;
    struct link link, again;
    csv_writer_init(&writer, NULL);
    open_next(&link, written, rank_columns);
    require(rank_run(&link.table, &everything, &options, &writer, &account) == STEP_DONE,
            "rank ends");
    check_account(&link, &account);
    open_next(&again, &writer, NULL);
    close_link(&again);
    close_link(&link);
    csv_writer_release(&writer);
}

static void compare(struct csv_writer *written, const uint8_t *choices)
{
    const struct peer_model models[] = {
        { .prefix = "peer",
          .kind = (enum peer_kind)(choices[0] % (PEERS_COMBINED_AUTHORITY + 1)) },
        { .prefix = "all", .kind = PEERS_ALL }
    };
    const struct compare_options options = {
        .models = models,
        .model_count = 1 + (choices[1] & 1),
        .include_self = choices[1] >> 1 & 1,
        .quantile_type = choices[1] >> 2 & 1 ? QUANTILE_TYPE_6 : QUANTILE_TYPE_7,
        .benchmark = (enum benchmark_kind)(choices[2] % (BENCHMARK_COUNTRY + 1)),
        .funnel = (enum funnel_choice)(choices[3] % (FUNNEL_NONE + 1)),
        .stress = choices[1] >> 3 & 1,
    };
    const struct selection everything = { 0 };
    struct step_account account = { 0 };
    struct csv_writer writer;
    struct arena arena;
    struct link link;
    arena_init(&arena);
    csv_writer_init(&writer, NULL);
    open_next(&link, written, compare_columns(&options, &arena));
    require(compare_run(&link.table, &everything, &options, &writer, &account) ==
                STEP_DONE,
            "compare ends");
    check_account(&link, &account);
    close_link(&link);
    rank(&writer, choices + 4);
    csv_writer_release(&writer);
    arena_release(&arena);
}

/* Whether columns of the table have names that compare and rank add. */
static bool stands_in_the_way(const struct observation_table *table)
{
    for (size_t c = 0; c < table->columns.count; c++) {
        const struct text name = table->columns.names[c];
        if (text_starts_with(name, text_of("peer_")) ||
            text_starts_with(name, text_of("all_")))
            return true;
        for (size_t i = 0; rank_columns[i] != NULL; i++)
            if (text_is(name, rank_columns[i]))
                return true;
    }
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < CHOICES)
        return 0;
    const struct normalise_options options = {
        .rebuild = data[0] & 1,
        .score = (enum score_kind)(data[1] % (SCORE_MIN_MAX + 1)),
        .within = { .class = data[0] >> 1 & 1, .region = data[0] >> 2 & 1 },
        .limits = { .method = (enum metric_interval)(data[2] %
                                                     (METRIC_INTERVAL_EXACT + 1)),
                    .level = (1 + data[3]) / 257.0,
                    .columns = data[0] >> 3 & 1 },
    };
    const char *columns[NORMALISE_COLUMNS];
    struct step_account account = { 0 };
    struct csv_writer writer;
    struct link link;
    normalise_columns(&options, columns);
    const bool whole =
        open_link(&link, (struct text){ (const char *)data + CHOICES, size - CHOICES },
                  columns);
    csv_writer_init(&writer, NULL);
    if (whole && link.table.columns.count > 0 && !stands_in_the_way(&link.table)) {
        require(normalise_run(&link.table, &options, &writer, &account) == STEP_DONE,
                "normalise ends");
        check_account(&link, &account);
        compare(&writer, data);
    }
    csv_writer_release(&writer);
    close_link(&link);
    return 0;
}
