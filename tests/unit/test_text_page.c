/* Plain pages: wrapped by what is seen, and safe whatever comes in. */
#include "unit.h"

#include <stdlib.h>

#include "page/text_page.h"

static void check(struct text_page *page, const char *wanted)
{
    const struct text bytes = text_page_bytes(page);
    char *found = strndup(bytes.length == 0 ? "" : bytes.bytes, bytes.length);
    assert_string_equal(found, wanted);
    free(found);
    text_page_release(page);
}

static void paragraphs_are_wrapped_between_words(void **state)
{
    (void)state;
    struct text_page page;
    text_page_init(&page, 16);
    text_page_paragraph(&page, 2, 4, text_of("one two  three four five"));
    check(&page, "  one two three\n    four five\n");
}

static void a_word_wider_than_the_line_is_not_cut(void **state)
{
    (void)state;
    struct text_page page;
    text_page_init(&page, 10);
    text_page_paragraph(&page, 0, 2, text_of("see https://example.org/long it"));
    check(&page, "see\n  https://example.org/long\n  it\n");
}

static void words_held_together_stay_on_one_line(void **state)
{
    (void)state;
    struct text_page page;
    text_page_init(&page, 12);
    text_page_paragraph(&page, 0, 0, text_of("counted (n" TEXT_NO_BREAK "35)"));
    check(&page, "counted\n(n 35)\n");
}

static void headings_are_underlined_and_stand_apart(void **state)
{
    (void)state;
    struct text_page page;
    text_page_init(&page, 40);
    text_page_title(&page, text_of("Leeds"));
    text_page_paragraph(&page, 0, 0, text_of("text"));
    text_page_heading(&page, text_of("Caf\xc3\xa9"));
    text_page_gap(&page);
    text_page_paragraph(&page, 0, 0, text_of("more"));
    check(&page, "Leeds\n=====\n\ntext\n\nCaf\xc3\xa9\n----\n\nmore\n");
}

static void what_could_steer_a_terminal_comes_out_as_a_question_mark(void **state)
{
    (void)state;
    struct text_page page;
    text_page_init(&page, 60);
    text_page_paragraph(&page, 0, 0,
                        text_of("a\x1b[31mb\nc\td\x7f"
                                "e\xc2\x9b"
                                "f\xe2\x80\xae"
                                "g\xef\xbb\xbfh"));
    text_page_heading(&page, text_of("x\ry"));
    check(&page, "a?[31mb?c?d?e?f?g?h\n\nx?y\n---\n\n");
}

static void bytes_that_are_not_utf_8_come_out_as_question_marks(void **state)
{
    (void)state;
    struct text_page page;
    text_page_init(&page, 60);
    text_page_paragraph(&page, 0, 0,
                        text_of("\xa3 \xc0\xaf \xed\xa0\x80 \xf4\x90\x80\x80 \xe2\x82"));
    check(&page, "? ?? ??? ???? ??\n");
}

static void width_is_what_is_seen(void **state)
{
    (void)state;
    assert_int_equal(text_page_columns(text_of("Ynys M\xc3\xb4n")), 8);
    assert_int_equal(text_page_columns(text_of("Mo\xcc\x82n")), 3);
    assert_int_equal(text_page_columns(text_of("\xe6\x9d\xb1\xe4\xba\xac")), 4);
    assert_int_equal(text_page_columns(text_of("a\x1b")), 2);
    assert_int_equal(text_page_columns(text_of("")), 0);
}

static void fill(struct text_table *table, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_table_add(table, text_of(cells[i]));
}

static void tables_are_aligned_by_width(void **state)
{
    (void)state;
    static const enum text_side sides[] = { TEXT_LEFT, TEXT_RIGHT, TEXT_LEFT };
    static const char *const cells[] = { "Place",      "Rate",   "Word",
                                         "M\xc3\xb4n", "9.5%",   "good",
                                         "Ely",        "10.25%", "\x1b[1m worse" };
    struct text_table table;
    struct text_page page;
    text_page_init(&page, 40);
    text_table_init(&table, 3, sides);
    fill(&table, cells, 9);
    text_page_table(&page, &table);
    text_table_release(&table);
    check(&page, "Place    Rate  Word\n"
                 "-------------------------\n"
                 "M\xc3\xb4n      9.5%  good\n"
                 "Ely    10.25%  ?[1m worse\n");
}

static void the_widest_column_gives_way_and_nothing_is_cut_off(void **state)
{
    (void)state;
    static const enum text_side sides[] = { TEXT_LEFT, TEXT_RIGHT };
    static const char *const cells[] = {
        "Measure", "Value of it",           "waste that was recycled",
        "33%",     "incomprehensibilities", "1"
    };
    struct text_table table;
    struct text_page page;
    text_page_init(&page, 20);
    text_table_init(&table, 2, sides);
    fill(&table, cells, 6);
    text_page_table(&page, &table);
    text_table_release(&table);
    check(&page, "Measure        Value\n"
                 "               of it\n"
                 "--------------------\n"
                 "waste that       33%\n"
                 "was recycled\n"
                 "incomprehensi      1\n"
                 "bilities\n");
}

static void a_table_without_rows_is_its_head(void **state)
{
    (void)state;
    static const enum text_side sides[] = { TEXT_LEFT, TEXT_LEFT };
    static const char *const cells[] = { "a", "b" };
    struct text_table table;
    struct text_page page;
    text_page_init(&page, 20);
    text_table_init(&table, 2, sides);
    text_page_table(&page, &table);
    fill(&table, cells, 2);
    text_page_table(&page, &table);
    text_table_release(&table);
    check(&page, "a  b\n----\n");
}

static void nothing_in_gives_nothing_out(void **state)
{
    (void)state;
    struct text_page page;
    text_page_init(&page, 20);
    text_page_gap(&page);
    text_page_paragraph(&page, 2, 2, text_of("  "));
    check(&page, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs_are_wrapped_between_words),
        cmocka_unit_test(a_word_wider_than_the_line_is_not_cut),
        cmocka_unit_test(words_held_together_stay_on_one_line),
        cmocka_unit_test(headings_are_underlined_and_stand_apart),
        cmocka_unit_test(what_could_steer_a_terminal_comes_out_as_a_question_mark),
        cmocka_unit_test(bytes_that_are_not_utf_8_come_out_as_question_marks),
        cmocka_unit_test(width_is_what_is_seen),
        cmocka_unit_test(tables_are_aligned_by_width),
        cmocka_unit_test(the_widest_column_gives_way_and_nothing_is_cut_off),
        cmocka_unit_test(a_table_without_rows_is_its_head),
        cmocka_unit_test(nothing_in_gives_nothing_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
