/* Our reader and plain libcsv read the same tables alike. */
#include "unit.h"

#include "csv_told.h"

struct table {
    char *bytes;
    size_t length;
    size_t room;
};

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

static void put(struct table *table, const char *bytes, size_t length)
{
    ARRAY_RESERVE(table->bytes, table->room, table->length + length);
    memcpy(table->bytes + table->length, bytes, length);
    table->length += length;
}

/* Bytes of which tables are made, the troublesome ones often. */
static void put_any_bytes(struct table *table, uint64_t *random, const char *alphabet,
                          size_t count)
{
    const size_t letters = strlen(alphabet);
    for (size_t i = 0; i < count; i++)
        put(table, &alphabet[next_random(random) % letters], 1);
}

static void put_quoted(struct table *table, uint64_t *random, size_t count)
{
    static const char *const pieces[] = { "a",  " ",    ",",  "\"\"",
                                          "\n", "\r\n", "\r", "\xc2\xa3" };
    put(table, "\"", 1);
    for (size_t i = 0; i < count; i++) {
        const char *piece =
            pieces[next_random(random) % (sizeof pieces / sizeof *pieces)];
        put(table, piece, strlen(piece));
    }
    put(table, "\"", 1);
}

/* Mostly short cells; a long one now and then, up to `longest`. */
static size_t cell_length(uint64_t *random, size_t longest)
{
    return next_random(random) % 50 == 0 ? next_random(random) % (longest + 1)
                                         : next_random(random) % 12;
}

static void put_table(struct table *table, uint64_t *random, size_t rows, size_t longest)
{
    const uint64_t quotes = next_random(random) % 4;
    const bool crlf = next_random(random) % 2;
    for (size_t row = 0; row < rows; row++) {
        const size_t cells = next_random(random) % 9;
        for (size_t cell = 0; cell < cells; cell++) {
            if (cell > 0)
                put(table, ",", 1);
            if (next_random(random) % 8 < quotes)
                put_quoted(table, random, cell_length(random, longest));
            else
                put_any_bytes(table, random, "ab 1\t", cell_length(random, longest));
        }
        if (crlf)
            put(table, "\r", 1);
        put(table, "\n", 1);
    }
    if (next_random(random) % 4 == 0 && table->length > 0)
        table->length--; /* the last line may lack its end, or half of it */
}

static void check(const struct table *table, size_t piece, uint64_t seed)
{
    if (csv_both_agree(table->bytes, table->length, piece))
        return;
    fail_msg("seed %llu: %.*s", (unsigned long long)seed,
             (int)(table->length < 500 ? table->length : 500), table->bytes);
}

/* The most bytes that come through a pipe piece by piece before anybody reads. */
static size_t piece_for(size_t length, size_t wished)
{
    return length / wished < 200 ? wished : length / 200 + 1;
}

static void well_formed_tables_are_read_alike(void **state)
{
    (void)state;
    struct table table = { 0 };
    for (uint64_t seed = 1; seed <= 1500; seed++) {
        uint64_t random = seed;
        table.length = 0;
        put_table(&table, &random, next_random(&random) % 40, 300);
        check(&table, 0, seed);
        check(&table, piece_for(table.length, 1 + next_random(&random) % 60), seed);
    }
    free(table.bytes);
}

static void any_bytes_are_read_or_refused_alike(void **state)
{
    (void)state;
    struct table table = { 0 };
    for (uint64_t seed = 1; seed <= 20000; seed++) {
        uint64_t random = seed;
        table.length = 0;
        const char *alphabet = seed % 2 ? "a,\"\"\n" : "ab ,,\"\r\n\n";
        put_any_bytes(&table, &random, alphabet, next_random(&random) % 150);
        check(&table, seed % 3 == 0 ? piece_for(table.length, 1 + seed % 7) : 0, seed);
    }
    free(table.bytes);
}

static void broken_quotes_are_refused_alike(void **state)
{
    (void)state;
    struct table table = { 0 };
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        uint64_t random = seed;
        table.length = 0;
        put_table(&table, &random, 5, 40);
        if (table.length == 0)
            continue;
        table.bytes[next_random(&random) % table.length] =
            "\",\n\ra"[next_random(&random) % 5];
        check(&table, 0, seed);
    }
    free(table.bytes);
}

/* A block is 256 KiB: these tables have several, and cells that are longer than one. */
static void records_across_block_ends_are_read_alike(void **state)
{
    (void)state;
    struct table table = { 0 };
    for (uint64_t seed = 1; seed <= 12; seed++) {
        uint64_t random = seed;
        table.length = 0;
        put_table(&table, &random, seed % 3 == 0 ? 150 : 30000,
                  seed % 3 == 0 ? 900000 : 200);
        check(&table, 0, seed);
    }
    free(table.bytes);
}

static void every_place_of_a_block_end_is_read_alike(void **state)
{
    (void)state;
    static const char tail[] = "a,\"b\"\"\r\nc\",\r\n\r\n1,2\r\n\"x\",y";
    struct table table = { 0 };
    for (size_t before = (1 << 18) - sizeof tail; before <= (1 << 18) + 1; before++) {
        table.length = 0;
        for (size_t i = 0; i + 1 < before; i++)
            put(&table, i % 97 == 0 ? "," : "x", 1);
        put(&table, "\n", 1);
        put(&table, tail, sizeof tail - 1);
        check(&table, 0, before);
    }
    free(table.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_tables_are_read_alike),
        cmocka_unit_test(any_bytes_are_read_or_refused_alike),
        cmocka_unit_test(broken_quotes_are_refused_alike),
        cmocka_unit_test(records_across_block_ends_are_read_alike),
        cmocka_unit_test(every_place_of_a_block_end_is_read_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
