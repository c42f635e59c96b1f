/* Receipts to a line and back, and lines that are none. */
#include "unit.h"

#include "format/receipt.h"
#include "told.h"

#define SUM "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static const struct text options[] = { { "--recipe=\"x\"\n", 13 },
                                       { "caf\xc3\xa9.csv", 9 },
                                       { "caf\xe9.csv", 8 } };

static const uint64_t groups[] = { 1, 3 };

static struct receipt some_receipt(struct receipt_file *input,
                                   struct receipt_file *output, struct receipt_rule *rule)
{
    *input = (struct receipt_file){ .role = text_of("table"),
                                    .name = options[2],
                                    .hashed = true,
                                    .size = 3,
                                    .sha256 = SUM,
                                    .source_id = text_of("id#2"),
                                    .encoding = text_of("WINDOWS-1252"),
                                    .header = 4,
                                    .group_headers = groups,
                                    .group_header_count = 2 };
    *output =
        (struct receipt_file){ .role = text_of(RECEIPT_OUTPUT), .name = text_of("-") };
    *rule = (struct receipt_rule){ text_of("notes"), 1 };
    return (struct receipt){ .tool = text_of("oflog-ingest"),
                             .version = text_of("1"),
                             .options = options,
                             .option_count = 3,
                             .inputs = input,
                             .input_count = 1,
                             .outputs = output,
                             .output_count = 1,
                             .unit = text_of("cells"),
                             .in = 10,
                             .out = 7,
                             .refused = 1,
                             .left_out = 2,
                             .rules = rule,
                             .rule_count = 1 };
}

#define LINE                                                                             \
    "{\"receipt\":1,\"tool\":\"oflog-ingest\",\"version\":\"1\","                        \
    "\"options\":[\"--recipe=\\\"x\\\"\\n\",\"caf\xc3\xa9.csv\","                        \
    "{\"hex\":\"636166e92e637376\"}],"                                                   \
    "\"inputs\":[{\"role\":\"table\",\"name\":{\"hex\":\"636166e92e637376\"},"           \
    "\"size\":3,\"sha256\":\"" SUM "\",\"source_id\":\"id#2\","                          \
    "\"encoding\":\"WINDOWS-1252\",\"header\":4,\"group_headers\":[1,3]}],"              \
    "\"outputs\":[{\"role\":\"output\",\"name\":\"-\"}],"                                \
    "\"account\":{\"unit\":\"cells\",\"in\":10,\"out\":7,\"refused\":1,"                 \
    "\"left_out\":2,\"rules\":[{\"rule\":\"notes\",\"rows\":1}]}}\n"

static void a_receipt_is_one_line_in_a_fixed_order(void **state)
{
    (void)state;
    struct receipt_file input, output;
    struct receipt_rule rule;
    const struct receipt receipt = some_receipt(&input, &output, &rule);
    struct text line = receipt_format(&receipt);
    assert_int_equal(line.length, strlen(LINE));
    assert_memory_equal(line.bytes, LINE, line.length);
    free((char *)line.bytes);
}

static void what_is_read_is_written_again_the_same(void **state)
{
    (void)state;
    struct told told;
    struct receipts receipts;
    told_open(&told);
    receipts_init(&receipts);
    struct byte_source *source = source_told(LINE "\n" LINE, "r", &told.messages);
    assert_true(receipts_read(&receipts, source, &told.messages));
    assert_int_equal(receipts.count, 2);
    assert_int_equal(receipts.all[1].line, 3);
    struct text line = receipt_format(&receipts.all[1]);
    assert_int_equal(line.length, strlen(LINE));
    assert_memory_equal(line.bytes, LINE, line.length);
    free((char *)line.bytes);
    receipts_release(&receipts);
    source_told_close(source);
    told_check(&told, "");
}

static void check(const char *lines, bool fine, size_t count, const char *said)
{
    struct told told;
    struct receipts receipts;
    told_open(&told);
    receipts_init(&receipts);
    struct byte_source *source = source_told(lines, "r", &told.messages);
    assert_int_equal(receipts_read(&receipts, source, &told.messages), fine);
    assert_int_equal(receipts.count, count);
    receipts_release(&receipts);
    source_told_close(source);
    told_check(&told, said);
}

static void a_line_that_is_none_is_said_with_its_place(void **state)
{
    (void)state;
    check("", true, 0, "");
    check("{\"receipt\":1\n" LINE, true, 1,
          "test: r:1:12: no receipt: '}' expected near end of file\n");
    check(LINE "[]\n7\n", true, 1,
          "test: r:2: no receipt: 'receipt' must be a key of a map\n"
          "test: r:3:1: no receipt: '[' or '{' expected near '7'\n");
    check("{\"receipt\":2}", true, 0,
          "test: r:1: no receipt: 'receipt' must be 1, the version that is known here\n");
    check("{\"receipt\":1,\"tool\":[]}", true, 0,
          "test: r:1: no receipt: 'tool' must be text\n");
    check("{\"receipt\":1,\"receipt\":1}", true, 0,
          "test: r:1:22: no receipt: duplicate object key near '\"receipt\"'\n");
    check("{\"receipt\":1,\"tool\":\"\",\"version\":\"\",\"options\":[[]]}", true, 0,
          "test: r:1: no receipt: 'options' must be a list of texts\n");
    check("{\"receipt\":1,\"tool\":\"\",\"version\":\"\",\"options\":[],\"inputs\":"
          "[{\"role\":\"\",\"name\":\"\",\"size\":-1}]}",
          true, 0, "test: r:1: no receipt: 'size' must be a whole number, not below 0\n");
    check("{\"receipt\":1,\"tool\":\"\",\"version\":\"\",\"options\":[],\"inputs\":"
          "[{\"role\":\"\",\"name\":\"\",\"size\":1,\"sha256\":\"../../x\"}]}",
          true, 0,
          "test: r:1: no receipt: 'sha256' must be 64 hexadecimal digits in small "
          "letters\n");
    check("{\"receipt\":1,\"tool\":{\"hex\":\"00\"}}", true, 0,
          "test: r:1: no receipt: 'tool' must be text\n");
}

#define FILES                                                                            \
    "{\"receipt\":1,\"tool\":\"\",\"version\":\"\",\"options\":[],\"inputs\":[{"         \
    "\"role\":"                                                                          \
    "\"\",\"name\":\"\","

static void a_header_has_few_records_and_a_run_few_outputs(void **state)
{
    (void)state;
    check(FILES "\"header_lines\":101}],\"outputs\":[]}", true, 0,
          "test: r:1: no receipt: 'header_lines' must be at most 100\n");
    check(FILES
          "\"header_lines\":64,\"group_headers\":[1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8]}],"
          "\"outputs\":[]}",
          true, 0,
          "test: r:1: no receipt: 'group_headers' must be a list of at most 16\n");
    char line[2048] = FILES "\"header_lines\":64,\"group_headers\":[16]}],\"outputs\":[";
    for (int i = 0; i < 17; i++)
        strcat(line, i == 0 ? "{\"role\":\"\",\"name\":\"\"}"
                            : ",{\"role\":\"\",\"name\":\"\"}");
    check(strcat(line, "]}"), true, 0,
          "test: r:1: no receipt: 'outputs' must be a list of at most 16\n");
}

static void a_file_of_other_things_is_given_up(void **state)
{
    (void)state;
    char lines[2 * RECEIPT_MOST_REFUSED + 3] = "", said[4096] = "";
    for (int i = 1; i <= RECEIPT_MOST_REFUSED; i++) {
        strcat(lines, "7\n");
        sprintf(said + strlen(said),
                "test: r:%d:1: no receipt: '[' or '{' expected near '7'\n", i);
    }
    strcat(lines, "7\n");
    strcat(said, "test: r: is no file of receipts: 20 lines are none\n");
    check(lines, false, 0, said);
}

/* As many as `count` bytes of one letter. */
static char *many(char letter, size_t count)
{
    char *bytes = memory_take(count + 1, 1);
    memset(bytes, letter, count);
    bytes[count] = 0;
    return bytes;
}

static void what_is_deep_or_long_is_refused(void **state)
{
    (void)state;
    char *deep = many('[', 100000);
    check(deep, true, 0,
          "test: r:1:2049: no receipt: maximum parsing depth reached near '['\n");
    free(deep);
    char *length = many(' ', RECEIPT_LIMIT);
    check(length, false, 0,
          "test: r:1: no receipt: the line is longer than 4194304 bytes\n");
    free(length);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_receipt_is_one_line_in_a_fixed_order),
        cmocka_unit_test(what_is_read_is_written_again_the_same),
        cmocka_unit_test(a_line_that_is_none_is_said_with_its_place),
        cmocka_unit_test(a_header_has_few_records_and_a_run_few_outputs),
        cmocka_unit_test(a_file_of_other_things_is_given_up),
        cmocka_unit_test(what_is_deep_or_long_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
