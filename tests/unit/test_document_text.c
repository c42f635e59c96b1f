/* A document as plain text: what is set apart, what is left out, and that nothing in it
 * steers a terminal. */
#include "unit.h"

#include <stdlib.h>

#include "page/document_text.h"

static void check(struct document *document, const char *wanted)
{
    struct text_page page;
    text_page_init(&page, 40);
    document_text(&page, document);
    const struct text bytes = text_page_bytes(&page);
    char *found = strndup(bytes.bytes, bytes.length);
    assert_string_equal(found, wanted);
    free(found);
    text_page_release(&page);
    document_release(document);
}

static void a_measure_stands_in_its_section(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("Leeds"), text_of("One sentence."));
    document.licence = text_of("OGL");
    document_section(&document, DOCUMENT_PLAIN, text_of("w"), text_of("Waste"));
    document_section(&document, DOCUMENT_MEASURE, text_of("r"), text_of("Recycling"));
    document_headline(&document, text_of("61%"), text_of("in 2022 to 2023"));
    document_paragraph(&document, text_of("Better than all the others that there are."));
    document_open(&document, DOCUMENT_FACTS, DOCUMENT_PLAIN, text_of(""));
    document_fact(&document, "England", text_of("40%"));
    document_close(&document);
    document_open(&document, DOCUMENT_ASIDE, DOCUMENT_REPLY, text_of("Leeds says"));
    document_paragraph(&document, text_of("New bins, for all that the council collects."));
    document_close(&document);
    document_close(&document);
    document_close(&document);
    check(&document, "Leeds\n=====\n\nOne sentence.\n\nWaste\n-----\n\nRecycling\n"
                     "  61% in 2022 to 2023\n"
                     "  Better than all the others that there\n    are.\n"
                     "  England: 40%\n  Leeds says:\n    New bins, for all that the council\n"
                     "    collects.\n\nOGL\n");
}

static void paragraphs_and_lists_stand_apart(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("P"), text_of(""));
    document_section(&document, DOCUMENT_PLAIN, text_of("a"), text_of("A"));
    document_paragraph(&document, text_of("one"));
    document_paragraph(&document, text_of("two"));
    document_open(&document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    document_item(&document, text_of("x"));
    document_item(&document, text_of("y"));
    document_close(&document);
    document_close(&document);
    check(&document, "P\n=\n\nA\n-\n\none\n\ntwo\n\n- x\n- y\n");
}

static void a_table_has_its_caption_and_sides(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("P"), text_of(""));
    struct document_table *table = document_table(&document, text_of("Councils"));
    document_table_column(&document, table, "Council", false, true);
    document_table_column(&document, table, "Value", true, true);
    struct document_row *row = document_table_row(table);
    row->cells[0].text = text_of("Leeds");
    row->cells[1].text = text_of("1");
    check(&document,
          "P\n=\n\nCouncils\n\nCouncil  Value\n--------------\nLeeds        1\n");
}

static void details_are_left_out(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("P"), text_of(""));
    document_open(&document, DOCUMENT_DETAILS, DOCUMENT_PLAIN, text_of("More"));
    document_paragraph(&document, text_of("d"));
    document_close(&document);
    check(&document, "P\n=\n\n");
}

static void only_a_link_to_the_web_shows_where_it_leads(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("P"), text_of(""));
    document_open(&document, DOCUMENT_PARAGRAPH, DOCUMENT_PLAIN, text_of(""));
    document_link(&document, document_to(DOCUMENT_TO_WEB, text_of("https://a.example")),
                  text_of("A"));
    document_link(&document, document_to(DOCUMENT_TO_AREA, text_of("E1")), text_of(" B"));
    document_link(&document, document_to(DOCUMENT_TO_WEB, text_of("javascript:1")),
                  text_of(" C"));
    document_link(&document, document_to(DOCUMENT_TO_WEB, text_of("https://d.example")),
                  text_of(" https://d.example"));
    document_close(&document);
    check(&document,
          "P\n=\n\nA <https://a.example> B C\nhttps://d.example <https://d.example>\n");
}

static void what_strangers_wrote_is_text(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("a\x1b[31mb"), text_of("\xe2\x80\xae<script>\x07"));
    document_section(&document, DOCUMENT_PLAIN, text_of("a"),
                     text_of("\x9b"
                             "31m"));
    document_paragraph(&document, text_of("c\rd\x1b]0;e\x07"));
    document_close(&document);
    check(&document, "a?[31mb\n=======\n\n?<script>?\n\n?31m\n----\n\nc?d?]0;e?\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_measure_stands_in_its_section),
        cmocka_unit_test(paragraphs_and_lists_stand_apart),
        cmocka_unit_test(a_table_has_its_caption_and_sides),
        cmocka_unit_test(details_are_left_out),
        cmocka_unit_test(only_a_link_to_the_web_shows_where_it_leads),
        cmocka_unit_test(what_strangers_wrote_is_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
