/* Where links may lead. */
#include "unit.h"

#include "page/address.h"

static struct text resolve(void *state, struct document_target target)
{
    (void)state;
    return target.name;
}

static const char *leads(enum document_target_kind kind, const char *name)
{
    const struct text address =
        address_of(document_to(kind, text_of(name)), resolve, NULL);
    return text_is_empty(address) ? "nowhere" : address.bytes;
}

static void of_the_folder_or_of_the_web(void **state)
{
    (void)state;
    static const char *const safe[] = {
        "index.html", "../a/b.html?c:d",     "#e:f",
        "/a",         "https://www.gov.uk/", "http://a:80/"
    };
    static const char *const unsafe[] = { "",       "javascript:x", "JaVaScRiPt:x",
                                          "//a",    "\\\\a",        "a b",
                                          "\ta",    "a\x7f",        "mailto:a",
                                          "file:/a" };
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
        assert_true(address_is_safe(text_of(safe[i])));
    for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
        assert_false(address_is_safe(text_of(unsafe[i])));
}

static void what_is_no_link_leads_nowhere(void **state)
{
    (void)state;
    assert_string_equal(leads(DOCUMENT_TO_AREA, "a.html"), "a.html");
    assert_string_equal(leads(DOCUMENT_TO_AREA, "javascript:x"), "nowhere");
    assert_string_equal(leads(DOCUMENT_NOWHERE, "a.html"), "nowhere");
    assert_string_equal(leads(DOCUMENT_TO_WEB, "https://a.uk/"), "https://a.uk/");
    assert_string_equal(leads(DOCUMENT_TO_WEB, "a.html"), "nowhere");
    assert_true(text_is_empty(
        address_of(document_to(DOCUMENT_TO_FILE, text_of("data.csv")), NULL, NULL)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_the_folder_or_of_the_web),
        cmocka_unit_test(what_is_no_link_leads_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
