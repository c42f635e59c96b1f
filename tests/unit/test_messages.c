/* What is said, and where. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/messages.h"

struct saying {
    struct messages messages;
    char *said;
    size_t length;
};

static void begin(struct saying *saying)
{
    messages_init(&saying->messages, open_memstream(&saying->said, &saying->length),
                  "oflog-rank");
}

static void check_said(struct saying *saying, const char *wanted)
{
    fclose(saying->messages.stream);
    assert_string_equal(saying->said, wanted);
    free(saying->said);
}

static void a_place_is_as_exact_as_is_known(void **state)
{
    (void)state;
    struct saying saying;
    begin(&saying);
    messages_say(&saying.messages, (struct place){ "returns.csv", 14, 4 },
                 "'%s' is not a number", "n/a");
    messages_say(&saying.messages, (struct place){ "returns.csv", 14, 0 }, "a");
    messages_say(&saying.messages, (struct place){ "returns.csv", 0, 0 }, "b");
    messages_say(&saying.messages, (struct place){ 0 }, "c");
    assert_int_equal(saying.messages.said, 4);
    check_said(&saying, "oflog-rank: returns.csv:14:4: 'n/a' is not a number\n"
                        "oflog-rank: returns.csv:14: a\n"
                        "oflog-rank: returns.csv: b\n"
                        "oflog-rank: c\n");
}

static void control_bytes_of_strangers_do_not_reach_the_terminal(void **state)
{
    (void)state;
    struct saying saying;
    begin(&saying);
    messages_say(&saying.messages, (struct place){ "a\x1b[2J.csv", 1, 0 },
                 "'%s' and \xc2\x9b and \xc2\xa3 and \x7f", "two\nlines\r\t");
    check_said(&saying, "oflog-rank: a?[2J.csv:1: 'two?lines?"
                        "?' and ? and \xc2\xa3 and ?\n");
}

/* U+061C, U+200F, U+202E, U+2066 and U+2028, and bytes that are no UTF-8, of which a
 * terminal may take 0x9b for the beginning of a command. */
static void what_turns_or_breaks_a_line_does_not_either(void **state)
{
    (void)state;
    struct saying saying;
    begin(&saying);
    messages_say(&saying.messages, (struct place){ 0 }, "a%sb%sc%sd%se%sf%sg%sh",
                 "\xd8\x9c", "\xe2\x80\x8f", "\xe2\x80\xae", "\xe2\x81\xa6",
                 "\xe2\x80\xa8", "\x9b", "\xe2\x80");
    check_said(&saying, "oflog-rank: a?b?c?d?e?f?g?"
                        "?h\n");
}

static void a_long_message_keeps_its_beginning_and_its_end(void **state)
{
    (void)state;
    struct saying saying;
    static char cell[2001];
    for (size_t i = 0; i < sizeof cell - 1; i += 2)
        memcpy(cell + i, "\xc2\xa3", 2);
    begin(&saying);
    messages_say(&saying.messages, (struct place){ "a.csv", 1, 0 }, "'%s' is no number",
                 cell);
    char wanted[1000];
    const int pounds = (300 - 1) / 2, behind = (300 - 14) / 2;
    snprintf(wanted, sizeof wanted, "oflog-rank: a.csv:1: '%.*s...%.*s' is no number\n",
             2 * pounds, cell, 2 * behind, cell);
    check_said(&saying, wanted);
}

static void a_message_of_the_greatest_length_stands_whole(void **state)
{
    (void)state;
    char message[MESSAGE_MOST + 2];
    memset(message, 'a', sizeof message);
    message[MESSAGE_MOST] = '\0';
    assert_int_equal(messages_shorten(message, MESSAGE_MOST), MESSAGE_MOST);
    message[MESSAGE_MOST] = 'a';
    message[MESSAGE_MOST + 1] = '\0';
    assert_int_equal(messages_shorten(message, MESSAGE_MOST + 1), 603);
    assert_int_equal(strlen(message), 603);
}

static void notes_have_no_place_and_are_not_counted(void **state)
{
    (void)state;
    struct saying saying;
    begin(&saying);
    messages_note(&saying.messages, "%d rows", 3);
    assert_int_equal(saying.messages.said, 0);
    check_said(&saying, "oflog-rank: 3 rows\n");
}

static void quiet_drops_notes_and_keeps_mistakes(void **state)
{
    (void)state;
    struct saying saying;
    begin(&saying);
    saying.messages.quiet = true;
    messages_note(&saying.messages, "3 rows");
    messages_say(&saying.messages, (struct place){ 0 }, "a mistake");
    assert_int_equal(saying.messages.said, 1);
    check_said(&saying, "oflog-rank: a mistake\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_is_as_exact_as_is_known),
        cmocka_unit_test(control_bytes_of_strangers_do_not_reach_the_terminal),
        cmocka_unit_test(what_turns_or_breaks_a_line_does_not_either),
        cmocka_unit_test(a_long_message_keeps_its_beginning_and_its_end),
        cmocka_unit_test(a_message_of_the_greatest_length_stands_whole),
        cmocka_unit_test(notes_have_no_place_and_are_not_counted),
        cmocka_unit_test(quiet_drops_notes_and_keeps_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
