/* A document as HTML: its structure, and that whatever it holds comes out as text. */
#include "unit.h"

#include <stdlib.h>

#include "page/document_html.h"

/* The page from its <main> to the end of that, and all of it. */
static char *main_of(const struct document *document, const struct html_page *page)
{
    struct text_buffer out = { 0 };
    assert_true(document_html(&out, document, page));
    text_buffer_put_byte(&out, '\0');
    const char *begin = strstr(out.bytes, "<main id=\"main\">\n");
    const char *end = strstr(out.bytes, "</main>");
    assert_non_null(begin);
    assert_non_null(end);
    begin += strlen("<main id=\"main\">\n");
    char *found = strndup(begin, end - begin);
    free(out.bytes);
    return found;
}

static void check(struct document *document, const struct html_page *page,
                  const char *wanted)
{
    char *found = main_of(document, page);
    assert_string_equal(found, wanted);
    free(found);
    document_release(document);
}

static struct text address(void *state, struct document_target target)
{
    (void)state;
    if (target.kind == DOCUMENT_TO_AREA && text_is(target.name, "E08000035"))
        return text_of("../E08000035/index.html");
    if (target.kind == DOCUMENT_TO_PAGE)
        return text_of("javascript:alert(1)");
    return text_of("");
}

static const struct html_page alone = { 0 };
static const struct html_page in_site = { .address = address };

static void headings_follow_the_depth_of_sections(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("Leeds"), text_of("One sentence."));
    document_section(&document, DOCUMENT_PLAIN, text_of("waste"), text_of("Waste"));
    document_section(&document, DOCUMENT_MEASURE, text_of("waste.a"), text_of("A"));
    document_headline(&document, text_of("61%"), text_of("in 2022 to 2023"));
    document_close(&document);
    document_close(&document);
    check(&document, &alone,
          "<h1>Leeds</h1>\n<p class=\"summary\">One sentence.</p>\n"
          "<section id=\"waste\"><h2>Waste</h2>\n"
          "<section id=\"waste.a\" class=\"measure\"><h3>A</h3>\n"
          "<p class=\"headline\"><strong>61%</strong> "
          "<span>in 2022 to 2023</span></p>\n"
          "</section>\n</section>\n");
}

static void spans_link_only_where_there_is_something(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("P"), text_of(""));
    document_open(&document, DOCUMENT_PARAGRAPH, DOCUMENT_PLAIN, text_of(""));
    document_link(&document, document_to(DOCUMENT_TO_AREA, text_of("E08000035")),
                  text_of("Leeds"));
    document_link(&document, document_to(DOCUMENT_TO_AREA, text_of("E1")), text_of("a"));
    document_link(&document, document_to(DOCUMENT_TO_PAGE, text_of("home")),
                  text_of("b"));
    document_link(&document, document_to(DOCUMENT_TO_WEB, text_of("javascript:alert(1)")),
                  text_of("c"));
    document_link(&document, document_to(DOCUMENT_TO_WEB, text_of("https://a.uk/?b&c")),
                  text_of("d"));
    document_link(&document, document_to(DOCUMENT_TO_SECTION, text_of("x")),
                  text_of("e"));
    document_say_strong(&document, text_of("f"));
    document_say_verdict(&document, DOCUMENT_TONE_WORSE, text_of("worse"));
    document_close(&document);
    check(&document, &in_site,
          "<h1>P</h1>\n<p><a href=\"../E08000035/index.html\">Leeds</a>abc"
          "<a href=\"https://a.uk/?b&amp;c\">d</a><a href=\"#x\">e</a>"
          "<strong>f</strong><span class=\"verdict worse\">"
          "<span aria-hidden=\"true\">▼</span>\xc2\xa0"
          "worse</span></p>\n");
}

static void a_table_names_its_rows_and_columns(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("P"), text_of(""));
    struct document_table *table = document_table(&document, text_of("Councils"));
    document_table_column(&document, table, "Council", false, true);
    document_table_column(&document, table, "Value", true, true);
    struct document_row *row = document_table_row(table);
    row->mark = DOCUMENT_THIS;
    row->group = text_of("metropolitan district");
    row->region = text_of("Yorkshire");
    row->code = text_of("E08000035");
    row->peers = text_of("E08000036 E08000032");
    row->cells[0].text = text_of("Leeds");
    row->cells[0].target = document_to(DOCUMENT_TO_AREA, text_of("E08000035"));
    row->cells[1] = (struct document_cell){ .text = text_of("38.1%"),
                                            .tone = DOCUMENT_TONE_BETTER,
                                            .has_number = true,
                                            .number = 38.0625 };
    check(&document, &in_site,
          "<h1>P</h1>\n"
          "<div class=\"table\" role=\"region\" aria-labelledby=\"table-1\" "
          "tabindex=\"0\"><table><caption><span id=\"table-1\">Councils</span>"
          "</caption>\n<thead><tr><th scope=\"col\" data-sortable>Council</th>"
          "<th scope=\"col\" class=\"figure\" data-sortable>Value</th></tr></thead>\n"
          "<tbody>\n<tr class=\"this\" data-group=\"metropolitan district\" "
          "data-region=\"Yorkshire\" data-code=\"E08000035\" "
          "data-peers=\"E08000036 E08000032\">"
          "<th scope=\"row\"><a href=\"../E08000035/index.html\">Leeds</a> "
          "<span class=\"mark\">this council</span></th>"
          "<td class=\"figure\" data-value=\"38.0625\"><span class=\"verdict better\">"
          "<span aria-hidden=\"true\">▲</span>\xc2\xa0"
          "38.1%</span></td></tr>\n"
          "</tbody></table></div>\n");
}

static void a_comparison_can_be_chosen(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("P"), text_of(""));
    document_section(&document, DOCUMENT_PLAIN, text_of(""), text_of("Beside its class"));
    document_comparison(&document, text_of("its class"));
    document_open(&document, DOCUMENT_PARAGRAPH, DOCUMENT_PLAIN, text_of(""));
    document_comparison(&document, text_of("its class"));
    document_close(&document);
    document_close(&document);
    check(&document, &alone,
          "<h1>P</h1>\n<section data-comparison=\"its class\">"
          "<h2>Beside its class</h2>\n<p data-comparison=\"its class\"></p>\n"
          "</section>\n");
}

static void an_item_that_begins_with_a_verdict_is_set_off(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("P"), text_of(""));
    document_open(&document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    document_open(&document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
    document_say_verdict(&document, DOCUMENT_TONE_BETTER, text_of("Better"));
    document_close(&document);
    document_close(&document);
    check(&document, &alone,
          "<h1>P</h1>\n<ul>\n<li class=\"found\"><span class=\"verdict better\">"
          "<span aria-hidden=\"true\">▲</span>\xc2\xa0"
          "Better</span></li>\n</ul>\n");
}

static void lists_facts_asides_and_details(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("P"), text_of(""));
    document_open(&document, DOCUMENT_LIST, DOCUMENT_SEARCHED, text_of("council"));
    document_item(&document, text_of("Leeds"));
    document_close(&document);
    document_open(&document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    document_close(&document);
    document_open(&document, DOCUMENT_FACTS, DOCUMENT_PLAIN, text_of(""));
    document_fact(&document, "Period", text_of("2022 to 2023"));
    document_close(&document);
    document_open(&document, DOCUMENT_ASIDE, DOCUMENT_CAVEAT, text_of("Beware"));
    document_paragraph(&document, text_of("c"));
    document_close(&document);
    document_open(&document, DOCUMENT_DETAILS, DOCUMENT_PLAIN, text_of("More"));
    document_paragraph(&document, text_of("d"));
    document_close(&document);
    check(&document, &alone,
          "<h1>P</h1>\n<ul class=\"searched\" data-searched=\"council\">\n"
          "<li>Leeds</li>\n</ul>\n\n"
          "<dl class=\"facts\">\n<div><dt>Period</dt><dd>2022 to 2023</dd></div>\n</dl>\n"
          "<div class=\"aside caveat\" role=\"note\"><p class=\"title\">Beware</p>\n"
          "<p>c</p>\n</div>\n"
          "<details><summary>More</summary>\n<p>d</p>\n</details>\n");
}

static void a_page_of_several_sections_lists_them_first(void **state)
{
    (void)state;
    struct document document;
    document_init(&document, text_of("P"), text_of(""));
    document_paragraph(&document, text_of("before"));
    for (const char *id = "abc"; *id != '\0'; id++) {
        document_section(&document, DOCUMENT_PLAIN, (struct text){ id, 1 },
                         (struct text){ id, 1 });
        document_close(&document);
    }
    check(&document, &alone,
          "<h1>P</h1>\n<p>before</p>\n"
          "<nav class=\"contents\" aria-label=\"On this page\"><ul>"
          "<li><a href=\"#a\">a</a></li><li><a href=\"#b\">b</a></li>"
          "<li><a href=\"#c\">c</a></li></ul></nav>\n"
          "<section id=\"a\"><h2>a</h2>\n</section>\n"
          "<section id=\"b\"><h2>b</h2>\n</section>\n"
          "<section id=\"c\"><h2>c</h2>\n</section>\n");
}

static void what_is_around_a_page(void **state)
{
    (void)state;
    struct document document;
    const struct document_target targets[] = { { DOCUMENT_TO_AREA, text_of("E08000035") },
                                               { DOCUMENT_TO_METRIC, text_of("m") } };
    const struct text names[] = { text_of("Leeds"), text_of("Nothing") };
    const struct html_page page = { .address = address,
                                    .navigation = targets,
                                    .navigation_names = names,
                                    .navigation_count = 2,
                                    .style = text_of("p > b {}"),
                                    .script_address = text_of("../script.js"),
                                    .site_name = text_of("S & Co") };
    struct text_buffer out = { 0 };
    document_init(&document, text_of("P"), text_of(""));
    document.licence = text_of("OGL");
    assert_true(document_html(&out, &document, &page));
    text_buffer_put_byte(&out, '\0');
    assert_string_equal(
        out.bytes,
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<title>P – S &amp; Co</title>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<style>p > b {}</style>\n</head>\n<body>\n"
        "<a class=\"skip\" href=\"#main\">Skip to main content</a>\n"
        "<header><p class=\"site\">S &amp; Co</p><nav aria-label=\"Main\"><ul>"
        "<li><a href=\"../E08000035/index.html\">Leeds</a></li><li>Nothing</li>"
        "</ul></nav></header>\n<main id=\"main\">\n<h1>P</h1>\n</main>\n"
        "<footer><p>OGL</p></footer>\n<script src=\"../script.js\"></script>\n"
        "</body>\n</html>\n");
    document_release(&document);
    free(out.bytes);
}

static void a_style_that_could_end_early_is_told(void **state)
{
    (void)state;
    struct document document;
    const struct html_page page = { .style = text_of("</style><script>") };
    struct text_buffer out = { 0 };
    document_init(&document, text_of("P"), text_of(""));
    assert_false(document_html(&out, &document, &page));
    text_buffer_put_byte(&out, '\0');
    assert_null(strstr(out.bytes, "<script"));
    document_release(&document);
    free(out.bytes);
}

static void a_chart_has_its_finding_above_it(void **state)
{
    (void)state;
    static const struct metric metric = { .decimals = 0 };
    const struct chart chart = { .title = text_of("Leeds is < its peers"),
                                 .description = text_of("All of it."),
                                 .metric = &metric };
    struct document document;
    document_init(&document, text_of("Leeds"), text_of(""));
    document_chart(&document, &chart);
    document_chart(&document, &chart);
    char *found = main_of(&document, &alone);
    assert_non_null(strstr(found, "<figure class=\"chart\"><figcaption>Leeds is &lt; its "
                                  "peers</figcaption><svg"));
    assert_non_null(strstr(found, "<desc id=\"chart-1-desc\">All of it.</desc>"));
    assert_non_null(strstr(found, "<desc id=\"chart-2-desc\">"));
    free(found);
    document_release(&document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_follow_the_depth_of_sections),
        cmocka_unit_test(spans_link_only_where_there_is_something),
        cmocka_unit_test(a_table_names_its_rows_and_columns),
        cmocka_unit_test(a_comparison_can_be_chosen),
        cmocka_unit_test(an_item_that_begins_with_a_verdict_is_set_off),
        cmocka_unit_test(lists_facts_asides_and_details),
        cmocka_unit_test(a_page_of_several_sections_lists_them_first),
        cmocka_unit_test(a_chart_has_its_finding_above_it),
        cmocka_unit_test(what_is_around_a_page),
        cmocka_unit_test(a_style_that_could_end_early_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
