/* Documents of many shapes, whose texts would like to be markup, in every format. The
 * fuzzer of markup goes on from here. */
#include "unit.h"

#include "page_formats.h"

enum { DOCUMENTS = 4000, LONGEST = 700 };

/* Knuth's MMIX generator: the same documents everywhere. */
static uint32_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

/* Bytes that say what comes next, mixed with what a text might be. */
static size_t make_bytes(uint64_t *state, uint8_t bytes[LONGEST])
{
    static const char *const pieces[] = {
        "<script>", "</p>", "\"",   "'",    "&amp;", "&",   "javascript:", "https://a",
        "- ",       "1. ",  "#",    "*",    "**",    "_",   "`",           "[a](b)",
        "|",        "\\",   "---",  "+",    "> ",    "\n",  "\x1b[1m",     "\xe2\x80\xae",
        "\xff",     "    ", "www.", "<!--", "]]>",   "://", "~~",          "$"
    };
    const size_t size = next_random(state) % LONGEST;
    size_t used = 0;
    while (used < size) {
        const char *piece = pieces[next_random(state) % (sizeof pieces / sizeof *pieces)];
        if (next_random(state) % 3 != 0)
            bytes[used++] = (uint8_t)(next_random(state) % 24);
        else
            for (; *piece != '\0' && used < size; piece++)
                bytes[used++] = (uint8_t)*piece;
    }
    return used;
}

static void no_text_becomes_markup(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (size_t i = 0; i < DOCUMENTS; i++) {
        uint8_t bytes[LONGEST];
        const size_t size = make_bytes(&seed, bytes);
        page_check_formats(bytes, size);
    }
}

static void faults_of_pages_are_noticed(void **state)
{
    (void)state;
    static const char *const pages[] = { "<p>a < b</p>",
                                         "<p>a > b</p>",
                                         "<p>&copy;</p>",
                                         "<p a=\"'\"></p>",
                                         "<p onclick=\"\"></p>",
                                         "<p>",
                                         "</p>",
                                         "<b><i></b></i>",
                                         "<p>\x1b</p>",
                                         "<p>\xe2\x80\xae</p>",
                                         "<svg><p></p></svg>",
                                         "<p>\xff</p>",
                                         "<p" };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct page_checked checked = { 0 };
        assert_false(page_check_markup(&checked, text_of(pages[i])));
        assert_non_null(checked.wrong);
        page_checked_release(&checked);
    }
}

/* What of a page of Markdown is taken for markup. */
static void check_markdown(const char *page, const char *wanted)
{
    struct page_checked checked = { 0 };
    page_check_markdown(&checked, text_of(page));
    text_buffer_put_byte(&checked.markup, '\0');
    assert_string_equal(checked.wrong == NULL ? checked.markup.bytes : checked.wrong,
                        wanted);
    page_checked_release(&checked);
}

static void markup_of_markdown_is_noticed(void **state)
{
    (void)state;
    check_markdown("a \\* b. c-d + 1.5", "");
    check_markdown("a *b* <c>\n", "**<>\n");
    check_markdown("> - + a", "> - +>");
    check_markdown("1\\. a\n", "\n");
    check_markdown("- 12) a", "a list with numbers");
    check_markdown("[a](b\"c)", "a byte that ends an address");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_becomes_markup),
        cmocka_unit_test(faults_of_pages_are_noticed),
        cmocka_unit_test(markup_of_markdown_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
