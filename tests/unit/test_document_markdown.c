/* A document as Markdown: its structure, and that no text of it becomes markup. */
#include "unit.h"

#include <stdlib.h>

#include "page/document_markdown.h"

static struct text address(void *state, struct document_target target)
{
    (void)state;
    return target.kind == DOCUMENT_TO_AREA ? text_of("a(b)|c.html") : text_of("");
}

static void check(struct document *document, const char *wanted)
{
    struct text_buffer out = { 0 };
    document_markdown(&out, document, address, NULL);
    text_buffer_put_byte(&out, '\0');
    assert_string_equal(out.bytes, wanted);
    free(out.bytes);
    document_release(document);
}

static void blocks_stand_apart(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("Leeds"), text_of("One sentence."));
    document.licence = text_of("OGL");
    document_section(&document, DOCUMENT_PLAIN, text_of("w"), text_of("Waste"));
    document_headline(&document, text_of("61%"), text_of("in 2022 to 2023"));
    document_open(&document, DOCUMENT_FACTS, DOCUMENT_PLAIN, text_of(""));
    document_fact(&document, "Period", text_of("2022 to 2023"));
    document_close(&document);
    document_open(&document, DOCUMENT_ASIDE, DOCUMENT_CAVEAT, text_of("Beware"));
    document_open(&document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    document_item(&document, text_of("a"));
    document_item(&document, text_of("b"));
    document_close(&document);
    document_close(&document);
    document_open(&document, DOCUMENT_DETAILS, DOCUMENT_PLAIN, text_of("More"));
    document_paragraph(&document, text_of("d"));
    document_close(&document);
    document_close(&document);
    check(&document, "# Leeds\n\nOne sentence.\n\n## Waste\n\n**61%** in 2022 to 2023\n\n"
                     "* **Period**: 2022 to 2023\n\n> **Beware**\n>\n> - a\n> - b\n\n"
                     "**More**\n\nd\n\n---\n\nOGL\n");
}

static void a_table_has_sides_and_a_caption(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("P"), text_of(""));
    struct document_table *table = document_table(&document, text_of("Councils"));
    document_table_column(&document, table, "Council", false, true);
    document_table_column(&document, table, "Value", true, true);
    struct document_row *row = document_table_row(table);
    row->cells[0].text = text_of("Leeds | <b>");
    row->cells[0].target = document_to(DOCUMENT_TO_AREA, text_of("E08000035"));
    row->cells[1].text = text_of("-1.5");
    row = document_table_row(table);
    row->mark = DOCUMENT_THIS;
    row->cells[0].text = text_of("York\\");
    check(&document, "# P\n\n**Councils**\n\n| Council | Value |\n| --- | ---: |\n"
                     "| [Leeds \\| \\<b\\>](a%28b%29%7Cc.html) | -1.5 |\n"
                     "| **York\\\\** |  |\n");
}

static void say(struct document *document, const char *text)
{
    document_paragraph(document, text_of(text));
}

static void no_text_becomes_markup(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("# P #"), text_of(""));
    say(&document, "1986. A year");
    say(&document, "12) b");
    say(&document, "- c");
    say(&document, "    + d");
    say(&document, "=== e - f. 1.5");
    say(&document, "*a* _b_ `c` [d](e) <f> &amp; ~g~ $h$ #1 !");
    say(&document, "https://example.org WWW.example.org \\");
    say(&document, "a\nb\x1b\xe2\x80\xae\xff");
    check(&document, "# \\# P \\#\n\n1986\\. A year\n\n12\\) b\n\n\\- c\n\n\\+ d\n\n"
                     "\\=== e - f. 1.5\n\n"
                     "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> \\&amp; \\~g\\~ \\$h\\$ "
                     "\\#1 !\n\n"
                     "https:\\//example.org WWW\\.example.org \\\\\n\na?b???\n");
}

static void texts_side_by_side_make_no_markup_together(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("P"), text_of(""));
    document_open(&document, DOCUMENT_PARAGRAPH, DOCUMENT_PLAIN, text_of(""));
    document_say_strong(&document, text_of("  "));
    document_say(&document, text_of("  19"));
    document_say(&document, text_of("86. x www"));
    document_say(&document, text_of(".a https:"));
    document_say(&document, text_of("//b"));
    document_say_strong(&document, text_of(" c "));
    document_link(&document, document_to(DOCUMENT_TO_WEB, text_of("https://d.uk/?e&f")),
                  text_of("]("));
    document_close(&document);
    document_headline(&document, text_of(" "), text_of("+ d"));
    check(&document, "# P\n\n1986\\. x www\\.a https:\\//b **c** "
                     "[\\](](https://d.uk/?e\\&f)\n\n \\+ d\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_stand_apart),
        cmocka_unit_test(a_table_has_sides_and_a_caption),
        cmocka_unit_test(no_text_becomes_markup),
        cmocka_unit_test(texts_side_by_side_make_no_markup_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
