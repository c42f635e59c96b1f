/* HTML and SVG: whatever comes in comes out as text. */
#include "unit.h"

#include <stdlib.h>

#include "page/markup.h"

static void check(struct text_buffer *out, const char *wanted)
{
    char *found = strndup(out->length == 0 ? "" : out->bytes, out->length);
    assert_string_equal(found, wanted);
    free(found);
    free(out->bytes);
}

static void texts_and_attributes_are_escaped(void **state)
{
    (void)state;
    struct text_buffer out = { 0 };
    struct markup markup;
    markup_init(&markup, &out);
    markup_open(&markup, "p");
    markup_attribute(&markup, "title", text_of("\"><script>"));
    markup_text(&markup, text_of("a < b & 'c'"));
    markup_element(&markup, "b", text_of("</p>"));
    markup_close(&markup);
    check(&out, "<p title=\"&quot;&gt;&lt;script&gt;\">a &lt; b &amp; &#39;c&#39;"
                "<b>&lt;/p&gt;</b></p>");
}

static void what_could_steer_a_reader_comes_out_as_a_question_mark(void **state)
{
    (void)state;
    struct text_buffer out = { 0 };
    struct markup markup;
    markup_init(&markup, &out);
    markup_element(&markup, "p",
                   (struct text){ "a\0b\xe2\x80\xae"
                                  "c\x1b[1m\xff",
                                  12 });
    check(&out, "<p>a?b?c?[1m?</p>");
}

static void only_addresses_of_the_folder_and_of_the_web_are_links(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "javascript:alert(1)",   "JavaScript:alert(1)",
        "java\tscript:alert(1)", " javascript:alert(1)",
        "data:text/html,x",      "//example.org/",
        "/\\example.org",        ""
    };
    static const char *const allowed[] = { "../council/E08000035/index.html", "#waste",
                                           "https://www.gov.uk/a?b=c:d", "data.csv" };
    struct text_buffer out = { 0 };
    struct markup markup;
    markup_init(&markup, &out);
    markup_open(&markup, "a");
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(markup_address(&markup, "href", text_of(refused[i])));
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        assert_true(markup_address(&markup, "href", text_of(allowed[i])));
    free(out.bytes);
}

static void numbers_are_short(void **state)
{
    (void)state;
    struct text_buffer out = { 0 };
    struct markup markup;
    markup_init(&markup, &out);
    markup_open(&markup, "path");
    markup_number(&markup, "a", 12.5);
    markup_number(&markup, "b", 100);
    markup_number(&markup, "c", -0.001);
    markup_number(&markup, "d", 1.0 / 3);
    markup_close(&markup);
    check(&out, "<path a=\"12.5\" b=\"100\" c=\"0\" d=\"0.33\"></path>");
}

static void a_script_that_could_end_early_is_not_written(void **state)
{
    (void)state;
    struct text_buffer out = { 0 };
    struct markup markup;
    markup_init(&markup, &out);
    markup_open(&markup, "script");
    assert_false(markup_verbatim(&markup, text_of("x = '</script>'")));
    assert_false(markup_verbatim(&markup, text_of("<!-- x")));
    assert_true(markup_verbatim(&markup, text_of("a < b")));
    markup_close(&markup);
    check(&out, "<script>a < b</script>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_and_attributes_are_escaped),
        cmocka_unit_test(what_could_steer_a_reader_comes_out_as_a_question_mark),
        cmocka_unit_test(only_addresses_of_the_folder_and_of_the_web_are_links),
        cmocka_unit_test(numbers_are_short),
        cmocka_unit_test(a_script_that_could_end_early_is_not_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
