/* Pages for the browser to be shown: one with everything that a document can hold, and
 * one whose every text is hostile. Written into the folder that is named. */
#include <stdio.h>
#include <stdlib.h>

#include "page/document_html.h"

static struct text address(void *state, struct document_target target)
{
    (void)state;
    if (target.kind == DOCUMENT_TO_PAGE)
        return text_of("index.html");
    return target.kind == DOCUMENT_TO_AREA ? text_of("hostile.html") : text_of("");
}

static const struct document_target navigation[] = {
    { DOCUMENT_TO_PAGE, { "home", 4 } }, { DOCUMENT_TO_PAGE, { "methods", 7 } }
};

static void write_page(const char *folder, const char *name, struct document *document)
{
    const struct text names[] = { text_of("Home"), text_of("Methods") };
    const struct html_page page = { .address = address,
                                    .navigation = navigation,
                                    .navigation_names = names,
                                    .navigation_count = 2,
                                    .style_address = text_of("style.css"),
                                    .script_address = text_of("script.js"),
                                    .site_name = text_of("Councils compared") };
    char path[4096];
    struct text_buffer out = { 0 };
    document->licence = text_of("Made up for a test.");
    if (!document_html(&out, document, &page))
        abort();
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL || fwrite(out.bytes, 1, out.length, file) != out.length ||
        fclose(file) != 0) {
        perror(path);
        exit(1);
    }
    free(out.bytes);
    document_release(document);
}

static void add_row(struct document_table *table, const char *name, const char *value,
                    double number, enum document_tone tone, enum document_mark mark)
{
    static const char *const verdicts[] = { "",       "better", "worse",  "similar",
                                            "higher", "lower",  "missing" };
    struct document_row *row = document_table_row(table);
    row->mark = mark;
    row->region = text_of(number > 41 ? "North" : "South");
    row->code = text_of(name);
    row->peers = text_of(tone == DOCUMENT_TONE_WORSE ? "Bradford York" : "");
    row->group = text_of(number > 40 ? "unitary authority" : "metropolitan district");
    row->cells[0] =
        (struct document_cell){ .text = text_of(name),
                                .target = document_to(DOCUMENT_TO_AREA, text_of(name)) };
    row->cells[1] = (struct document_cell){ .text = text_of(value),
                                            .has_number = tone != DOCUMENT_TONE_MISSING,
                                            .number = number };
    row->cells[2].text = text_of(verdicts[tone]);
    row->cells[2].tone = tone;
    row->cells[3].text = text_of("between 41st and 212th of 294, as likely as not");
}

static void add_table(struct document *document, bool searched)
{
    struct document_table *table = document_table(
        document,
        text_of("Household waste recycled in Leeds and its peers, 2022 to 2023"));
    table->searched = searched;
    document_table_column(document, table, "Council", false, true);
    document_table_column(document, table, "Share", true, true);
    document_table_column(document, table, "Beside its peers", false, true);
    document_table_column(document, table, "Rank", false, false);
    add_row(table, "Leeds", "38.1%", 38.0625, DOCUMENT_TONE_WORSE, DOCUMENT_THIS);
    add_row(table, "Bradford", "38.4%", 38.4, DOCUMENT_TONE_SIMILAR, DOCUMENT_PEER);
    add_row(table, "Kirklees", "9.5%", 9.5, DOCUMENT_TONE_LOWER, DOCUMENT_PEER);
    add_row(table, "Wakefield", "101.2%", 101.2, DOCUMENT_TONE_HIGHER, DOCUMENT_PEER);
    add_row(table, "York", "43.4%", 43.4, DOCUMENT_TONE_BETTER, DOCUMENT_UNMARKED);
    add_row(table, "Rutland", "not collected", 0, DOCUMENT_TONE_MISSING,
            DOCUMENT_UNMARKED);
    add_row(table, "England", "42.3%", 42.3, DOCUMENT_TONE_NONE, DOCUMENT_BENCHMARK);
}

static void add_verdict(struct document *document, enum document_tone tone,
                        const char *word)
{
    document_open(document, DOCUMENT_PARAGRAPH, DOCUMENT_PLAIN, text_of(""));
    document_say(document, text_of("Compared with 35 metropolitan districts: "));
    document_say_verdict(document, tone, text_of(word));
    document_say(document, text_of(". Their median is "));
    document_say_strong(document, text_of("39.6%"));
    document_say(document, text_of(", see "));
    document_link(document, document_to(DOCUMENT_TO_PAGE, text_of("methods")),
                  text_of("how we compare"));
    document_say(document, text_of("."));
    document_close(document);
}

static void add_aside(struct document *document, enum document_role role,
                      const char *title)
{
    document_open(document, DOCUMENT_ASIDE, role, text_of(title));
    document_paragraph(document,
                       text_of("Boundaries changed in April 2023, and the figure of the "
                               "year before is of five councils together."));
    document_close(document);
}

static void add_measure(struct document *document, const char *id,
                        enum document_tone tone, const char *word)
{
    document_section(document, DOCUMENT_MEASURE, text_of(id),
                     text_of("Household waste sent for reuse, recycling or composting"));
    document_headline(document, text_of("38.1%"),
                      text_of("of household waste, 2022 to 2023"));
    add_verdict(document, tone, word);
    document_open(document, DOCUMENT_FACTS, DOCUMENT_PLAIN, text_of(""));
    document_fact(document, "Peers' middle half", text_of("36.2% to 43.0%"));
    document_fact(document, "England", text_of("42.3%"));
    document_fact(document, "Trend", text_of("no clear change over five years"));
    document_fact(document, "Rank",
                  text_of("between 18th and 27th of 36, as the figures are not exact"));
    document_close(document);
    document_section(document, DOCUMENT_PLAIN, text_of(""), text_of("Its class"));
    document_comparison(document, text_of("its class"));
    document_paragraph(document, text_of("Worse than its class."));
    document_close(document);
    document_section(document, DOCUMENT_PLAIN, text_of(""), text_of("Its region"));
    document_comparison(document, text_of("its region"));
    document_paragraph(document, text_of("Similar to its region."));
    document_close(document);
    document_open(document, DOCUMENT_DETAILS, DOCUMENT_PLAIN,
                  text_of("The figures behind this"));
    add_table(document, false);
    document_close(document);
    document_close(document);
}

static void write_everything(const char *folder)
{
    struct document document;
    document_init(&document, text_of("Leeds City Council"),
                  text_of("How Leeds did beside places like it, and how sure we are."));
    document_open(&document, DOCUMENT_LIST, DOCUMENT_SEARCHED, text_of("council"));
    document_item(&document, text_of("Leeds"));
    document_item(&document, text_of("North Yorkshire (before 2023: Craven, Harrogate)"));
    document_item(&document, text_of("York"));
    document_close(&document);
    document_section(&document, DOCUMENT_PLAIN, text_of("waste"), text_of("Waste"));
    add_measure(&document, "waste.a", DOCUMENT_TONE_WORSE, "worse");
    add_measure(&document, "waste.b", DOCUMENT_TONE_BETTER, "better");
    document_close(&document);
    document_section(&document, DOCUMENT_PLAIN, text_of("asides"),
                     text_of("What to bear in mind"));
    add_aside(&document, DOCUMENT_PLAIN, "A note");
    add_aside(&document, DOCUMENT_CAVEAT, "What these figures cannot say");
    add_aside(&document, DOCUMENT_STRENGTH, "Going well");
    add_aside(&document, DOCUMENT_CONCERN, "Worth asking about");
    add_aside(&document, DOCUMENT_MISSING, "No figure");
    add_aside(&document, DOCUMENT_REPLY, "Leeds City Council, 3 March 2024");
    document_close(&document);
    document_section(&document, DOCUMENT_PLAIN, text_of("table"),
                     text_of("Every council"));
    add_table(&document, true);
    document_open(&document, DOCUMENT_LIST, DOCUMENT_NAMED, text_of(""));
    for (int i = 0; i < 9; i++) {
        document_open(&document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
        document_link(&document, document_to(DOCUMENT_TO_AREA, text_of("E1")),
                      text_of("Bournemouth, Christchurch and Poole"));
        document_close(&document);
    }
    document_close(&document);
    document_close(&document);
    write_page(folder, "index.html", &document);
}

/* What strangers would like to be markup, once each in every place for a text. */
static void add_hostile(struct document *document, size_t i, const char *text)
{
    const struct text t = text_of(text);
    char id[20];
    snprintf(id, sizeof id, "section-%zu", i);
    document_section(document, DOCUMENT_MEASURE, text_of(id), t);
    document_headline(document, t, t);
    document_open(document, DOCUMENT_PARAGRAPH, DOCUMENT_PLAIN, text_of(""));
    document_say_strong(document, t);
    document_link(document, document_to(DOCUMENT_TO_WEB, t), t);
    document_say_verdict(document, DOCUMENT_TONE_WORSE, t);
    document_close(document);
    document_open(document, DOCUMENT_LIST, DOCUMENT_SEARCHED, t);
    document_item(document, t);
    document_close(document);
    document_open(document, DOCUMENT_FACTS, DOCUMENT_PLAIN, text_of(""));
    document_fact(document, text, t);
    document_close(document);
    document_open(document, DOCUMENT_ASIDE, DOCUMENT_REPLY, t);
    document_paragraph(document, t);
    document_close(document);
    document_open(document, DOCUMENT_DETAILS, DOCUMENT_PLAIN, t);
    document_paragraph(document, t);
    document_close(document);
    struct document_table *table = document_table(document, t);
    document_table_column(document, table, text, false, true);
    document_table_column(document, table, text, true, true);
    struct document_row *row = document_table_row(table);
    row->group = t;
    row->cells[0].text = row->cells[1].text = t;
    document_close(document);
}

static void write_hostile(const char *folder)
{
    static char longest[10001];
    memset(longest, 'w', sizeof longest - 1);
    const char *const texts[] = { "<script>document.title = 'taken'</script>",
                                  "\"><img src=x onerror=\"document.title='taken'\">",
                                  "' onmouseover='document.title=1' & &lt; &amp;",
                                  "javascript:document.title='taken'",
                                  "a\xe2\x80\xae"
                                  "b\xe2\x81\xa6"
                                  "c\x1b[31m\x07\xff",
                                  "</main></body></html>",
                                  "]]><!-- x",
                                  longest };
    struct document document;
    document_init(&document, text_of(texts[0]), text_of(texts[1]));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add_hostile(&document, i, texts[i]);
    write_page(folder, "hostile.html", &document);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    write_everything(argv[1]);
    write_hostile(argv[1]);
    return 0;
}
