/* Sources, the chain of runs, and the letters of columns. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "step/why_answer.h"

/* "id row,column part sign|..." of a source, or "-" where it is none. */
static const char *parsed(const char *source, char out[512])
{
    static const char parts[] = "vnd";
    struct why_cells cells = { .count = 0 };
    strcpy(out, "-");
    if (why_source_parse(text_of(source), &cells)) {
        out[0] = 0;
        for (size_t i = 0; i < cells.count; i++)
            sprintf(out + strlen(out), "%.*s %llu,%llu %c%s|", TEXT_ARGS(cells.all[i].id),
                    (unsigned long long)cells.all[i].row,
                    (unsigned long long)cells.all[i].column, parts[cells.all[i].part],
                    cells.all[i].minus ? "-" : "");
    }
    free(cells.all);
    return out;
}

#define READS(source, wanted)                                                            \
    do {                                                                                 \
        char out[512];                                                                   \
        assert_string_equal(parsed((source), out), (wanted));                            \
    } while (0)

static void a_source_names_its_cells(void **state)
{
    (void)state;
    READS("waste:12:5", "waste 12,5 v|");
    READS("waste#2:12:5+6-7", "waste#2 12,5 v|waste#2 12,6 v|waste#2 12,7 v-|");
    READS("a:1:-2/3+4", "a 1,2 n-|a 1,3 d|a 1,4 d|");
    READS("a:1:2; b:3:4/5", "a 1,2 v|b 3,4 n|b 3,5 d|");
    READS("a:5+6/7:3", "a 5,3 n|a 6,3 n|a 7,3 d|");
    READS("a:b:1:2", "a:b 1,2 v|");
}

static void what_is_no_source_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",          ":1:2",   "a:1",          "a:1:",
        "a::2",      "a:0:2",  "a:1:2+",       "a:1:2//3",
        "a:1:2/3/4", "a:1:+2", "a:1+2:3+4",    "a:1:2;",
        "a:1:x",     "a:1: 2", "a:1:2;;a:1:2", "a:1:1234567890123456789"
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        READS(wrong[i], "-");
}

/* `count` entries of one cell each. */
static bool parses(size_t count)
{
    struct why_cells cells = { .count = 0 };
    char *source = malloc(count * 6 + 1), *end = source;
    for (size_t i = 0; i < count; i++)
        end = stpcpy(end, "a:1:2;");
    const struct text t = { source, (size_t)(end - source) - 1 };
    const bool good = why_source_parse(t, &cells);
    assert_int_equal(cells.too_many, !good);
    assert_true(cells.count <= WHY_MOST_CELLS);
    free(cells.all);
    free(source);
    return good;
}

static void a_source_of_too_many_cells_is_refused(void **state)
{
    (void)state;
    assert_true(parses(WHY_MOST_CELLS));
    assert_false(parses(WHY_MOST_CELLS + 1));
    assert_false(parses(1000000));
}

static void columns_have_the_letters_of_spreadsheets(void **state)
{
    (void)state;
    char out[WHY_LETTERS_SIZE];
    assert_string_equal(why_letters(1, out), "A");
    assert_string_equal(why_letters(26, out), "Z");
    assert_string_equal(why_letters(27, out), "AA");
    assert_string_equal(why_letters(702, out), "ZZ");
    assert_string_equal(why_letters(703, out), "AAA");
    assert_string_equal(why_letters(16384, out), "XFD");
    assert_string_equal(why_letters(999999999999999999, out), "JLKTWHMJDBNIM");
}

/* A run "INPUTS>OUTPUT", each file a letter; a capital is published. */
struct run_told {
    struct receipt receipt;
    struct receipt_file inputs[4], output;
};

static struct receipt_file file_told(char letter)
{
    struct receipt_file file = { .role = text_of(RECEIPT_TABLE), .hashed = true };
    file.sha256[0] = letter;
    file.source_id = text_of(letter < 'a' ? "id" : "");
    return file;
}

/* The order of the runs that lead to `table`, then the gaps. */
static const char *chained(const char *const runs[], char table, char out[256])
{
    static struct run_told told[16];
    struct receipt all[16];
    struct receipts receipts = { .all = all };
    struct why_chain chain;
    for (size_t i = 0; runs[i] != NULL; i++) {
        const size_t inputs = strcspn(runs[i], ">");
        for (size_t k = 0; k < inputs; k++)
            told[i].inputs[k] = file_told(runs[i][k]);
        told[i].output = file_told(runs[i][inputs + 1]);
        all[receipts.count++] = (struct receipt){ .tool = text_of(runs[i]),
                                                  .inputs = told[i].inputs,
                                                  .input_count = inputs,
                                                  .outputs = &told[i].output,
                                                  .output_count = 1 };
    }
    const char sum[] = { table, 0 };
    why_chain_find(&chain, &receipts, sum);
    out[0] = 0;
    for (size_t i = 0; i < chain.count; i++)
        sprintf(out + strlen(out), "%.*s ", TEXT_ARGS(chain.runs[i]->tool));
    for (size_t i = 0; i < chain.gap_count; i++)
        sprintf(out + strlen(out), "?%s", chain.gaps[i].input->sha256);
    why_chain_release(&chain);
    return out;
}

#define CHAINS(table, wanted, ...)                                                       \
    do {                                                                                 \
        static const char *const runs[] = { __VA_ARGS__, NULL };                         \
        char out[256];                                                                   \
        assert_string_equal(chained(runs, (table), out), (wanted));                      \
    } while (0)

static void runs_come_behind_those_that_made_what_they_read(void **state)
{
    (void)state;
    CHAINS('c', "A>a a>b b>c ", "b>c", "A>a", "x>y", "a>b");
    CHAINS('d', "A>a a>b ab>d ", "ab>d", "A>a", "a>b");
    CHAINS('d', "A>a a>b ba>d ", "ba>d", "A>a", "a>b");
    CHAINS('z', "", "A>a");
}

static void a_table_of_unknown_making_is_a_gap(void **state)
{
    (void)state;
    CHAINS('c', "b>c ?b", "A>a", "b>c");
    CHAINS('c', "B>b ab>c ?a", "B>b", "ab>c");
}

static void a_run_that_changes_nothing_is_not_its_own_maker(void **state)
{
    (void)state;
    CHAINS('b', "A>a a>b ", "A>a", "b>b", "a>b");
    CHAINS('b', "b>b ?b", "b>b");
    CHAINS('b', "b>a a>b ?b", "a>b", "b>a");
}

/* Ten thousand runs, each of which read ten thousand times what another wrote. */
static void a_walk_that_takes_too_much_is_left(void **state)
{
    (void)state;
    enum { MANY = 10000 };
    struct receipt_file *inputs = malloc(MANY * sizeof *inputs);
    struct receipt *all = malloc(MANY * sizeof *all);
    struct receipt_file output = file_told('a');
    struct why_chain chain;
    for (size_t i = 0; i < MANY; i++) {
        inputs[i] = file_told('b');
        all[i] = (struct receipt){
            .inputs = inputs, .input_count = MANY, .outputs = &output, .output_count = 1
        };
    }
    const struct receipts receipts = { .all = all, .count = MANY };
    why_chain_find(&chain, &receipts, "a");
    assert_true(chain.left && chain.gap_count > 0);
    why_chain_release(&chain);
    free(all);
    free(inputs);
}

static void the_last_run_of_those_that_wrote_the_same_counts(void **state)
{
    (void)state;
    CHAINS('b', "B>a a>b ", "A>a", "a>b", "B>a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_source_names_its_cells),
        cmocka_unit_test(what_is_no_source_is_refused),
        cmocka_unit_test(a_source_of_too_many_cells_is_refused),
        cmocka_unit_test(columns_have_the_letters_of_spreadsheets),
        cmocka_unit_test(runs_come_behind_those_that_made_what_they_read),
        cmocka_unit_test(a_table_of_unknown_making_is_a_gap),
        cmocka_unit_test(a_run_that_changes_nothing_is_not_its_own_maker),
        cmocka_unit_test(a_walk_that_takes_too_much_is_left),
        cmocka_unit_test(the_last_run_of_those_that_wrote_the_same_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
