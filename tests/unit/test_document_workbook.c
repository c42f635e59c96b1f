/* Documents as workbooks, read back by our own reader. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "format/workbook.h"
#include "page/document_workbook.h"
#include "page/spreadsheet_cell.h"

static void add_cell_row(struct document *document, struct document_table *table,
                         const char *name, const char *shown, bool has_number,
                         double number)
{
    struct document_row *row = document_table_row(table);
    row->cells[0].text = document_keep(document, text_of(name));
    row->cells[1].text = document_keep(document, text_of(shown));
    row->cells[1].has_number = has_number;
    row->cells[1].number = number;
}

static void make_document(struct document *document, const char *title)
{
    document_init(document, text_of(title), text_of("How a place compares."));
    document->licence = text_of("Open Government Licence v3.0");
    document_section(document, DOCUMENT_PLAIN, text_of("glance"), text_of("At a glance"));
    document_paragraph(document, text_of("=HYPERLINK(\"http://example.org\")"));
    struct document_table *table = document_table(document, text_of("Each measure"));
    document_table_column(document, table, "Measure", false, false);
    document_table_column(document, table, "measure", true, false);
    add_cell_row(document, table, "=1+1", "44.1%", true, 44.0966);
    add_cell_row(document, table, "+cmd|' /C calc'!A0", "-1,234", true, -1234.4);
    add_cell_row(document, table, "@SUM(A1)", "", false, 0);
    add_cell_row(document, table, "-2+3\x01\x1b[2J", "[c]", false, 0);
    add_cell_row(document, table, "_x0041_ \xe2\x80\xae", "12", true, 3);
    document_close(document);
    document_section(document, DOCUMENT_PLAIN, text_of("limits"),
                     text_of("What these numbers cannot say"));
    document_paragraph(document, text_of("Why."));
    document_close(document);
    document_section(document, DOCUMENT_PLAIN, text_of("sources"), text_of("Sources"));
    document_paragraph(document, text_of("Defra"));
    document_close(document);
}

static void make_workbook(struct text_buffer *out, size_t count)
{
    static const char *const titles[] = { "Leeds", "York" };
    struct document documents[2] = { 0 };
    for (size_t i = 0; i < count; i++)
        make_document(&documents[i], titles[i]);
    assert_true(document_workbook(out, text_of("Leeds and York"), documents, count));
    for (size_t i = 0; i < count; i++)
        document_release(&documents[i]);
}

/* The sheet's rows, a line each, their cells in square brackets. */
static char *tell_sheet(const struct text_buffer *bytes, const char *name)
{
    static char told[1 << 16];
    FILE *out = fmemopen(told, sizeof told, "w");
    struct messages messages;
    struct csv_row row;
    size_t sheet;
    const int descriptor = memfd_create("workbook", 0);
    assert_int_equal(write(descriptor, bytes->bytes, bytes->length), bytes->length);
    lseek(descriptor, 0, SEEK_SET);
    messages_init(&messages, stderr, "test");
    struct byte_source *source = byte_source_open(descriptor, "book.xlsx", &messages);
    struct workbook *book = workbook_open(source, &messages);
    assert_non_null(book);
    assert_true(workbook_find_sheet(book, name, &sheet));
    struct row_source *rows = workbook_rows(book, sheet, WORKBOOK_SHOWN);
    while (row_source_next(rows, &row) == CSV_ROW) {
        for (size_t i = 0; i < row.count; i++)
            fprintf(out, "[%.*s]", TEXT_ARGS(row.cells[i]));
        fputc('\n', out);
    }
    row_source_close(rows);
    workbook_end(book);
    byte_source_close(source);
    close(descriptor);
    fclose(out);
    return told;
}

static void check_sheet(size_t documents, const char *name, const char *expected)
{
    struct text_buffer bytes = { 0 };
    make_workbook(&bytes, documents);
    assert_string_equal(tell_sheet(&bytes, name), expected);
    free(bytes.bytes);
}

static void a_table_is_a_sheet_of_numbers_and_texts(void **state)
{
    (void)state;
    check_sheet(1, "Table_1",
                "[Each measure]\n"
                "[This sheet has one table. Shorthand in square brackets is explained in "
                "the sheet Notes.]\n"
                "[Measure][measure (column 2)]\n"
                "[=1+1][44.1%]\n"
                "[+cmd|' /C calc'!A0][-1,234]\n"
                "[@SUM(A1)][[x]]\n"
                "[-2+3??[2J][[c]]\n"
                "[_x0041_ ?][12]\n");
}

static void words_are_a_table_too(void **state)
{
    (void)state;
    check_sheet(1, "In_words",
                "[In words]\n"
                "[This sheet has one table.]\n"
                "[Section][Measure or part][Text]\n"
                "[At a glance][general][=HYPERLINK(\"http://example.org\")]\n"
                "[At a glance][general][Each measure: see the sheet Table_1.]\n");
}

static void the_cover_says_what_it_is_and_who_published(void **state)
{
    (void)state;
    check_sheet(
        1, "Cover",
        "[Leeds]\n[How a place compares.]\n[Sources]\n[Defra]\n[This workbook]\n"
        "[It has 5 sheets: this cover, contents, notes, what can be said in words, "
        "and 1 with a table of figures each.]\n"
        "[Figures are numbers, shown rounded. Shorthand in square brackets stands "
        "where there is none, and is explained in the sheet Notes.]\n"
        "[Licence]\n[Open Government Licence v3.0]\n");
}

static void several_documents_are_one_workbook(void **state)
{
    (void)state;
    check_sheet(
        2, "Contents",
        "[Contents]\n"
        "[This sheet has one table; its first column leads to the other sheets.]\n"
        "[Sheet][What it has]\n"
        "[Notes][Shorthand, how figures are compared, and their limits]\n"
        "[In_words][What the figures say, measure by measure]\n"
        "[Table_1][Leeds: Each measure]\n[Table_2][York: Each measure]\n");
}

static void the_same_documents_are_the_same_bytes(void **state)
{
    (void)state;
    struct text_buffer one = { 0 }, other = { 0 };
    make_workbook(&one, 2);
    sleep(2); /* a clock in the zip file or its properties would show */
    make_workbook(&other, 2);
    assert_int_equal(one.length, other.length);
    assert_memory_equal(one.bytes, other.bytes, one.length);
    free(one.bytes);
    free(other.bytes);
}

static void check_layout(const char *text, double number, const char *expected)
{
    char layout[SPREADSHEET_LAYOUT_SIZE];
    const bool found = spreadsheet_layout(text_of(text), number, layout);
    assert_string_equal(found ? layout : "none", expected);
}

static void a_number_is_shown_as_its_text(void **state)
{
    (void)state;
    check_layout("44.1%", 44.0966, "0.0\"%\"");
    check_layout("\xc2\xa3"
                 "11,818 thousand",
                 11818, "\"\xc2\xa3\"#,##0\" thousand\"");
    check_layout("-5.00", -5.001, "0.00");
    check_layout("\xe2\x88\x92"
                 "5",
                 -5, "0");
    check_layout("-\xc2\xa3"
                 "5",
                 -5, "\"\xc2\xa3\"0");
    check_layout("7.4 (score out of 12)", 7.4, "none"); /* a second number */
    check_layout("44.2%", 44.0966, "none");             /* not this number */
    check_layout("5", -5, "none");
    check_layout("no figure", 5, "none");
    /* Excel shows 0.3 and 2.68 */
    check_layout("0.2%", 0.25, "0.00\"%\"");
    check_layout("2.67", 2.675, "0.000");
    check_layout("0.8", 0.75, "0.0");
    check_layout("", 5, "none");
}

static void a_cell_holds_no_more_than_excel_allows(void **state)
{
    (void)state;
    struct arena arena;
    char *long_text = memory_take(40000, 1);
    memset(long_text, 'a', 40000);
    arena_init(&arena);
    const struct text clean =
        spreadsheet_clean((struct text){ long_text, 40000 }, &arena);
    assert_in_range(clean.length, 32000, 32767);
    assert_non_null(strstr(clean.bytes, "(cut: a cell holds no more)"));
    assert_string_equal(spreadsheet_clean(text_of("a\xef\xbf\xbf\xffz"), &arena).bytes,
                        "a??z");
    arena_release(&arena);
    free(long_text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_a_sheet_of_numbers_and_texts),
        cmocka_unit_test(words_are_a_table_too),
        cmocka_unit_test(the_cover_says_what_it_is_and_who_published),
        cmocka_unit_test(several_documents_are_one_workbook),
        cmocka_unit_test(the_same_documents_are_the_same_bytes),
        cmocka_unit_test(a_number_is_shown_as_its_text),
        cmocka_unit_test(a_cell_holds_no_more_than_excel_allows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
