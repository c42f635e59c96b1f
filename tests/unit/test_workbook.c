/* Sheets of workbooks, told as short texts. */
#include "unit.h"

#include <fcntl.h>
#include <stdio.h>

#include "base/memory.h"
#include "format/workbook.h"
#include "format/workbook_part.h"
#include "format/workbook_row.h"
#include "zip_made.h"

static void tell_rows(FILE *out, struct row_source *rows)
{
    struct csv_row row;
    while (row_source_next(rows, &row) == CSV_ROW) {
        fprintf(out, "%llu", (unsigned long long)row.line);
        for (size_t i = 0; i < row.count; i++)
            fprintf(out, "[%.*s]", TEXT_ARGS(row.cells[i]));
        fputc('\n', out);
    }
}

/* Each row of a sheet as its number and its cells, "1[a][b]\n"; what was said among them.
 * Closes the descriptor; the caller frees. */
static char *told(int descriptor, const char *sheet, enum workbook_cells cells)
{
    char *text = NULL;
    size_t length = 0;
    size_t number;
    struct messages messages;
    FILE *out = open_memstream(&text, &length);
    messages_init(&messages, out, "test");
    struct byte_source *source = byte_source_open(descriptor, "f", &messages);
    struct workbook *book = workbook_open(source, &messages);
    struct row_source *rows = NULL;
    if (book != NULL && workbook_find_sheet(book, sheet, &number))
        rows = workbook_rows(book, number, cells);
    if (rows != NULL)
        tell_rows(out, rows);
    row_source_close(rows);
    workbook_end(book);
    byte_source_close(source);
    close(descriptor);
    fclose(out);
    assert_in_range(messages.said, 0, 1);
    return text;
}

static void check(int descriptor, const char *sheet, enum workbook_cells cells,
                  const char *wanted)
{
    char *text = told(descriptor, sheet, cells);
    assert_string_equal(text, wanted);
    free(text);
}

/* A workbook of a sheet, shared texts, styles and a book, as far as they are given. */
static int xlsx(const char *const *made)
{
    struct zip_part parts[XLSX_PARTS];
    xlsx_parts(&(struct xlsx_made){ made[0], made[1], made[2], made[3] }, parts);
    return zip_made(parts, XLSX_PARTS, true);
}

#define XLSX(...) xlsx((const char *const[]){ __VA_ARGS__, NULL, NULL, NULL })
#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

static void cells_of_an_xlsx_stand_in_their_rows_and_columns(void **state)
{
    (void)state;
    check(XLSX(SHEET("<row r='2'><c r='B2'><v>1.5</v></c><c><v>2</v></c>"
                     "<c r='E2' t='b'><v>1</v></c></row>"
                     "<row/><row><c t='e'><v>#DIV/0!</v></c></row>"
                     "<row r='7'><c t='str'><f>A1</f><v>made</v></c></row>"
                     "<row r='9'><c r='A9'/><c r='B9' s='3'/></row>")),
          NULL, WORKBOOK_SHOWN, "1\n2[][1.5][2][][TRUE]\n3\n4[#DIV/0!]\n5\n6\n7[made]\n");
}

static void texts_of_an_xlsx_are_joined_and_cleaned(void **state)
{
    (void)state;
    check(
        XLSX(SHEET("<row><c t='s'><v>1</v></c><c t='s'><v>0</v></c>"
                   "<c t='inlineStr'><is><r><t>a</t></r><r><t> b</t></r></is></c></row>"),
             "<sst><si><t>two_x000D_\nlines &amp; _x005F_x000D_</t></si><si><r><t>ri</t>"
             "</r><r><t>ch</t></r><rPh sb='0' eb='1'><t>no</t></rPh></si></sst>"),
        NULL, WORKBOOK_SHOWN, "1[rich][two\nlines & _x000D_][a b]\n");
}

#define STYLES                                                                           \
    "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='0.0%'/></numFmts>"          \
    "<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs><xf numFmtId='0'/>"         \
    "<xf numFmtId='170'/><xf numFmtId='14'/><xf numFmtId='3'/><xf numFmtId='20'/>"       \
    "<xf numFmtId='22'/></cellXfs></styleSheet>"

static void numbers_of_an_xlsx_are_shown_by_their_formats_or_as_stored(void **state)
{
    (void)state;
    static const char rows[] =
        SHEET("<row><c s='1'><v>0.36699999999999999</v></c><c s='2'><v>43861</v></c>"
              "<c s='3'><v>-1234.5</v></c><c s='4'><v>0.52083333333333337</v></c>"
              "<c s='5'><v>43861.5</v></c><c s='77'><v>1E-7</v></c></row>");
    check(XLSX(rows, NULL, STYLES), NULL, WORKBOOK_SHOWN,
          "1[36.7%][31/01/2020][-1,235][12:30][31/01/2020 12:00][1E-07]\n");
    check(XLSX(rows, NULL, STYLES), NULL, WORKBOOK_STORED,
          "1[0.367][2020-01-31][-1234.5][12:30:00][2020-01-31T12:00:00][1e-07]\n");
    check(XLSX(SHEET("<row><c s='2'><v>42399</v></c></row>"), NULL, STYLES,
               "<workbook><workbookPr date1904='1'/><sheets><sheet name='S' id='r1'/>"
               "</sheets></workbook>"),
          NULL, WORKBOOK_STORED, "1[2020-01-31]\n");
}

#define ODS(tables)                                                                      \
    "<office:document-content><office:automatic-styles><style:style style:name='ta2' "   \
    "style:family='table'><style:table-properties table:display='false'/></style:style>" \
    "</office:automatic-styles><office:body><office:spreadsheet>" tables                 \
    "</office:spreadsheet></office:body></office:document-content>"
#define TABLE(rows) "<table:table table:name='S'>" rows "</table:table>"

static int ods(const char *content)
{
    const struct zip_part parts[] = {
        zip_text("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        zip_text("content.xml", content),
    };
    return zip_made(parts, 2, true);
}

static void cells_of_an_ods_are_as_shown_or_as_stored(void **state)
{
    (void)state;
    static const char content[] = ODS(TABLE(
        "<table:table-row><table:table-cell office:value-type='percentage' "
        "office:value='0.36699999999999999'><text:p>36.7%</text:p></table:table-cell>"
        "<table:table-cell office:value-type='date' "
        "office:date-value='2020-01-31T00:00:00'><text:p>31/01/20</text:p>"
        "</table:table-cell><table:table-cell office:value-type='time' "
        "office:time-value='PT12H30M00S'><text:p>half past</text:p></table:table-cell>"
        "<table:table-cell office:value-type='boolean' office:boolean-value='true'>"
        "<text:p>yes</text:p></table:table-cell><table:table-cell "
        "office:value-type='string'><text:p>a  <text:span>b<text:s text:c='2'/>c"
        "</text:span><text:line-break/>d</text:p><text:p>e</text:p><office:annotation>"
        "<text:p>no</text:p></office:annotation></table:table-cell></table:table-row>"));
    check(ods(content), NULL, WORKBOOK_SHOWN,
          "1[36.7%][31/01/20][half past][yes][a b  c\nd\ne]\n");
    check(ods(content), NULL, WORKBOOK_STORED,
          "1[0.367][2020-01-31][12:30:00][TRUE][a b  c\nd\ne]\n");
}

static void what_an_ods_repeats_costs_nothing_where_it_is_empty(void **state)
{
    (void)state;
    check(
        ods(ODS(TABLE(
            "<table:table-row table:number-rows-repeated='2'><table:table-cell "
            "table:number-columns-repeated='2'/><table:table-cell "
            "table:number-columns-repeated='2'><text:p>x</text:p></table:table-cell>"
            "<table:table-cell table:number-columns-repeated='16000'/>"
            "</table:table-row><table:table-row table:number-rows-repeated='2'>"
            "<table:table-cell/></table:table-row><table:table-row><table:table-cell "
            "table:number-columns-spanned='2'><text:p>wide</text:p></table:table-cell>"
            "<table:covered-table-cell><text:p>under</text:p></table:covered-table-cell>"
            "<table:table-cell><text:p>y</text:p></table:table-cell></table:table-row>"
            "<table:table-row table:number-rows-repeated='1048571'><table:table-cell "
            "table:number-columns-repeated='16384'/></table:table-row>"))),
        NULL, WORKBOOK_SHOWN, "1[][][x][x]\n2[][][x][x]\n3\n4\n5[wide][][y]\n");
}

#define TABLES                                                                           \
    ODS("<table:table table:name='One' table:style-name='ta1'/>"                         \
        "<table:table table:name=\"'file:///x'#$S\"><table:table-source/></table:table>" \
        "<table:table table:name='Two' table:style-name='ta2'><table:table-row>"         \
        "<table:table-cell><text:p>2</text:p></table:table-cell></table:table-row>"      \
        "</table:table><table:table table:name='1'><table:table-row><table:table-cell>"  \
        "<text:p>3</text:p></table:table-cell></table:table-row></table:table>")

static void a_sheet_is_found_by_its_name_before_its_number(void **state)
{
    (void)state;
    check(ods(TABLES), NULL, WORKBOOK_SHOWN, "");
    check(ods(TABLES), "Two", WORKBOOK_SHOWN, "1[2]\n");
    check(ods(TABLES), "2", WORKBOOK_SHOWN, "1[2]\n");
    check(ods(TABLES), "1", WORKBOOK_SHOWN, "1[3]\n");
    check(ods(TABLES), "4", WORKBOOK_SHOWN,
          "test: f: has no sheet '4'; there are 3: 'One', 'Two', '1'\n");
    check(ods(ODS("")), NULL, WORKBOOK_SHOWN, "test: f: has no sheet\n");
}

static void sheets_are_measured(void **state)
{
    (void)state;
    struct messages messages;
    messages_init(&messages, stderr, "test");
    const int file = ods(TABLES);
    struct byte_source *source = byte_source_open(file, "f", &messages);
    struct workbook *book = workbook_open(source, &messages);
    size_t count;
    assert_true(workbook_measure(book));
    const struct workbook_sheet *sheets = workbook_sheets(book, &count);
    assert_int_equal(count, 3);
    assert_int_equal(sheets[0].rows, 0);
    assert_int_equal(sheets[1].rows, 1);
    assert_int_equal(sheets[1].columns, 1);
    assert_false(sheets[0].hidden);
    assert_true(sheets[1].hidden);
    workbook_end(book);
    byte_source_close(source);
    close(file);
}

static int file_of(struct text bytes)
{
    const int file = memfd_create("bytes", 0);
    assert_int_equal(write(file, bytes.bytes, bytes.length), (ssize_t)bytes.length);
    lseek(file, 0, SEEK_SET);
    return file;
}

static void what_is_no_workbook_is_said(void **state)
{
    (void)state;
    const struct zip_part table = zip_text("table.csv", "a,b\n");
    check(
        zip_made(&table, 1, true), NULL, WORKBOOK_SHOWN,
        "test: f: is a zip file but no workbook (.ods or .xlsx); unpack it and name the "
        "file that is meant\n");
    check(file_of(text_of("a,b\n")), NULL, WORKBOOK_SHOWN,
          "test: f: is no workbook (.ods, .xlsx or .xls)\n");
    check(file_of(text_of("")), NULL, WORKBOOK_SHOWN,
          "test: f: is no workbook (.ods, .xlsx or .xls)\n");
    const struct zip_part types = zip_text("[Content_Types].xml", "<Types/>");
    check(zip_made(&types, 1, true), NULL, WORKBOOK_SHOWN,
          "test: f: its part '_rels/.rels' is missing\n");
}

static void a_password_is_said(void **state)
{
    (void)state;
    const struct zip_part parts[] = {
        zip_text("META-INF/manifest.xml",
                 "<m:manifest><m:file-entry><m:encryption-data/></m:file-entry>"
                 "</m:manifest>"),
        zip_text("content.xml", "rubbish"),
    };
    check(zip_made(parts, 2, true), NULL, WORKBOOK_SHOWN,
          "test: f: is protected by a password\n");
    char compound[4096] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    static const char stream[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    memcpy(compound + 2000, stream, sizeof stream);
    check(file_of((struct text){ compound, sizeof compound }), NULL, WORKBOOK_SHOWN,
          "test: f: is protected by a password\n");
}

static void a_compound_file_that_is_rubbish_is_said(void **state)
{
    (void)state;
    char compound[4096] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    char *text =
        told(file_of((struct text){ compound, sizeof compound }), NULL, WORKBOOK_SHOWN);
    assert_non_null(strstr(text, "test: f: is an .xls that is damaged"));
    free(text);
}

#define LINE_1 "test: f: its part 'xl/worksheets/sheet1.xml', line 1: "

static void xml_that_is_hostile_is_said(void **state)
{
    (void)state;
    check(XLSX("<!DOCTYPE w [<!ENTITY a 'b'>]><worksheet>&a;</worksheet>"), NULL,
          WORKBOOK_SHOWN, LINE_1 "a document type is declared, which no workbook does\n");
    check(XLSX("<worksheet>"), NULL, WORKBOOK_SHOWN, LINE_1 "no element found\n");
    check(XLSX("<worksheet></sheet>"), NULL, WORKBOOK_SHOWN, LINE_1 "mismatched tag\n");
    char *deep = memory_take(4 * 1000 + 1, 1);
    for (size_t i = 0; i < 1000; i++)
        memcpy(deep + 3 * i, "<a>", 4);
    check(XLSX(deep), NULL, WORKBOOK_SHOWN,
          LINE_1 "elements are nested too deep for a workbook\n");
    free(deep);
}

static void cells_that_make_no_sense_are_said_with_their_place(void **state)
{
    (void)state;
    check(XLSX(SHEET("<row r='2'><c r='B2' t='s'><v>7</v></c></row>")), NULL,
          WORKBOOK_SHOWN,
          "test: f:2:2: sheet 'S': refers to a text that is not among the shared ones\n");
    check(XLSX(SHEET("<row r='2'><c r='B2'><v>12a</v></c></row>")), NULL, WORKBOOK_SHOWN,
          "test: f:2:2: sheet 'S': what is stored as a number is none\n");
    check(XLSX(SHEET("<row r='2'/><row r='2'/>")), NULL, WORKBOOK_SHOWN,
          "test: f:2: sheet 'S': rows are out of order\n");
    check(XLSX(SHEET("<row r='2'><c r='B2'/><c r='A2'/></row>")), NULL, WORKBOOK_SHOWN,
          "test: f:2: sheet 'S': cells are out of order\n");
    check(XLSX(SHEET("<row r='1048577'><c><v>1</v></c></row>")), NULL, WORKBOOK_SHOWN,
          "test: f:1048577: sheet 'S': more rows than a sheet can have\n");
    check(XLSX(SHEET("<row r='2'><c r='ZZZZZ2'><v>1</v></c></row>")), NULL,
          WORKBOOK_SHOWN,
          "test: f:2:12356630: sheet 'S': a row of more than 1000000 cells\n");
    check(ods(ODS(TABLE("<table:table-row><table:table-cell "
                        "table:number-columns-repeated='1000001'><text:p>x</text:p>"
                        "</table:table-cell></table:table-row>"))),
          NULL, WORKBOOK_SHOWN,
          "test: f:1:1: sheet 'S': a row of more than 1000000 cells\n");
    check(ods(ODS(TABLE("<table:table-row table:number-rows-repeated='1000001'>"
                        "<table:table-cell table:number-columns-repeated='1000'>"
                        "<text:p>x</text:p></table:table-cell></table:table-row>"))),
          NULL, WORKBOOK_SHOWN,
          "test: f:1: sheet 'S': a sheet of more than 1000000000 cells\n");
    check(ods(ODS(TABLE("<table:table-row><table:table-cell><text:p>"
                        "<text:s text:c='4000000000'/></text:p></table:table-cell>"
                        "</table:table-row>"))),
          NULL, WORKBOOK_SHOWN,
          "test: f:1:1: sheet 'S': a cell of more than 1048576 bytes\n");
}

static void names_without_end_are_said(void **state)
{
    (void)state;
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    fputs("<worksheet>", out);
    for (int i = 0; i < 5000; i++)
        fprintf(out, "<name%d other%d='1'/>", i, i);
    fclose(out);
    check(XLSX(text), NULL, WORKBOOK_SHOWN,
          LINE_1 "more names, or longer ones, than a workbook has\n");
    free(text);
}

/* A sheet that begins as it should and goes on with one thing over and over. */
static int sheet_of(const char *begin, const char *repeated, size_t times)
{
    struct zip_part parts[XLSX_PARTS];
    xlsx_parts(&(struct xlsx_made){ .sheet = NULL }, parts);
    const size_t size = strlen(repeated);
    const size_t length = strlen(begin) + size * times;
    char *bytes = memory_take(length, 1);
    memcpy(bytes, begin, strlen(begin));
    for (size_t i = 0; i < times; i++)
        memcpy(bytes + strlen(begin) + i * size, repeated, size);
    parts[4].text = (struct text){ bytes, length };
    const int file = zip_made(parts, XLSX_PARTS, true);
    free(bytes);
    return file;
}

static void a_cell_without_end_is_said(void **state)
{
    (void)state;
    check(sheet_of("<worksheet><sheetData><row><c t='str'><v>", "aaaaaaaaaaaaaaaa",
                   1 << 20),
          NULL, WORKBOOK_SHOWN,
          "test: f:1:1: sheet 'S': a cell of more than 1048576 bytes\n");
    check(sheet_of("<worksheet><sheetData><row a='", "aaaaaaaaaaaaaaaa", 1 << 20), NULL,
          WORKBOOK_SHOWN, LINE_1 "markup that is too long for a workbook\n");
}

static void a_bomb_is_said(void **state)
{
    (void)state;
    char *text = told(sheet_of("<worksheet>", "<a></a><a></a><a></a><a></a>", 5 << 20),
                      NULL, WORKBOOK_SHOWN);
    assert_non_null(strstr(text, "too many for a file of"));
    assert_non_null(strstr(text, "a zip bomb?"));
    free(text);
}

/* A workbook of every length up to its own, and with each of its bytes changed: it is
 * refused in one sentence, or read. */
static void damaged_workbooks_are_said_once(void **state)
{
    (void)state;
    char bytes[8192];
    const int file =
        XLSX(SHEET("<row><c s='1'><v>0.5</v></c><c t='s'><v>0</v></c></row>"),
             "<sst><si><t>a</t></si></sst>", STYLES);
    const ssize_t length = pread(file, bytes, sizeof bytes, 0);
    assert_in_range(length, 100, sizeof bytes - 1);
    close(file);
    for (ssize_t cut = 0; cut < length; cut += 3) {
        char *text =
            told(file_of((struct text){ bytes, (size_t)cut }), NULL, WORKBOOK_SHOWN);
        assert_non_null(strstr(text, "test: f: "));
        free(text);
    }
    for (ssize_t i = 4; i < length; i++) {
        bytes[i] ^= 0x55;
        free(told(file_of((struct text){ bytes, (size_t)length }), NULL, WORKBOOK_SHOWN));
        bytes[i] ^= 0x55;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_an_xlsx_stand_in_their_rows_and_columns),
        cmocka_unit_test(texts_of_an_xlsx_are_joined_and_cleaned),
        cmocka_unit_test(numbers_of_an_xlsx_are_shown_by_their_formats_or_as_stored),
        cmocka_unit_test(cells_of_an_ods_are_as_shown_or_as_stored),
        cmocka_unit_test(what_an_ods_repeats_costs_nothing_where_it_is_empty),
        cmocka_unit_test(a_sheet_is_found_by_its_name_before_its_number),
        cmocka_unit_test(sheets_are_measured),
        cmocka_unit_test(what_is_no_workbook_is_said),
        cmocka_unit_test(a_password_is_said),
        cmocka_unit_test(a_compound_file_that_is_rubbish_is_said),
        cmocka_unit_test(xml_that_is_hostile_is_said),
        cmocka_unit_test(cells_that_make_no_sense_are_said_with_their_place),
        cmocka_unit_test(names_without_end_are_said),
        cmocka_unit_test(a_cell_without_end_is_said),
        cmocka_unit_test(a_bomb_is_said),
        cmocka_unit_test(damaged_workbooks_are_said_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
