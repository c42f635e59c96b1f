/* Published workbooks, held against what LibreOffice makes of them. They are not part of
 * the source: looked for in the folder data/ of $OFLOG_SHARED_DIR, and skipped without.
 */
#include "unit.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/number.h"
#include "format/table_file.h"

struct opened {
    struct messages messages;
    int file;
    struct byte_source *source;
    struct table_file table;
};

/* False where there is no such file. */
static bool open_table(struct opened *o, const char *name, const char *sheet,
                       enum workbook_cells cells)
{
    char path[4096];
    const char *folder = getenv("OFLOG_SHARED_DIR");
    snprintf(path, sizeof path, "%s/data/%s", folder == NULL ? "" : folder, name);
    o->file = folder == NULL ? -1 : open(path, O_RDONLY);
    if (o->file < 0)
        return false;
    messages_init(&o->messages, stderr, "test");
    o->source = byte_source_open(o->file, name, &o->messages);
    const struct text wanted = text_of(sheet);
    assert_true(table_file_open(&o->table, o->source, &wanted, sheet != NULL, cells,
                                &o->messages));
    return true;
}

static void close_table(struct opened *o)
{
    assert_int_equal(o->messages.said, 0);
    table_file_close(&o->table);
    byte_source_close(o->source);
    close(o->file);
}

/* How the cells of a sheet compare with those of a CSV file: the same, a percentage that
 * is stored as a fraction, a number that LibreOffice rounds otherwise in its 15th digit,
 * or something else. */
struct counts {
    unsigned same, percent, fifteenth, other;
};

static struct text cell(const struct csv_row *row, size_t column)
{
    return column < row->count ? row->cells[column] : (struct text){ NULL, 0 };
}

static void compare_cell(struct text csv, struct text sheet, struct counts *counts)
{
    double a, b;
    if (text_equal(csv, sheet)) {
        counts->same++;
        return;
    }
    const bool percent = csv.length > 1 && csv.bytes[csv.length - 1] == '%';
    csv.length -= percent;
    const bool near = number_parse(csv, &a) && number_parse(sheet, &b) &&
                      fabs(percent ? a / 100 - b : a - b) <= fabs(b) * 1.5e-14;
    *(near && percent ? &counts->percent
      : near          ? &counts->fifteenth
                      : &counts->other) += 1;
}

static struct counts compare_rows(struct row_source *csv, struct row_source *sheet)
{
    struct csv_row a, b;
    struct counts counts = { 0 };
    for (;;) {
        const enum csv_outcome of_csv = row_source_next(csv, &a);
        const enum csv_outcome of_sheet = row_source_next(sheet, &b);
        assert_int_equal(of_csv, of_sheet);
        if (of_csv != CSV_ROW)
            return counts;
        assert_true(b.count <= a.count);
        for (size_t i = 0; i < a.count; i++)
            compare_cell(cell(&a, i), cell(&b, i), &counts);
    }
}

static void sheets_as_stored_equal_the_csv_beside_them(void **state)
{
    (void)state;
    static const struct {
        const char *book, *sheet, *csv;
        struct counts wanted;
    } cases[] = {
        { "defra-waste/LA_collection.ods",
          "Metadata",
          "defra-waste/LA_collection-Metadata.csv",
          { 22, 0, 0, 0 } },
        { "defra-waste/LA_collection.ods",
          "Notes",
          "defra-waste/LA_collection-Notes.csv",
          { 66, 0, 0, 0 } },
        { "defra-waste/LA_collection.ods",
          "Data_Revisions",
          "defra-waste/LA_collection-Data_Revisions.csv",
          { 13, 0, 0, 0 } },
        { "defra-waste/LA_collection.ods",
          "Table_1",
          "defra-waste/LA_collection-Table_1.csv",
          { 71829, 0, 0, 0 } },
        { "defra-waste/LA_collection.ods",
          "Table_1a",
          "defra-waste/LA_collection-Table_1a.csv",
          { 3456, 0, 0, 0 } },
        { "defra-waste/LA_collection.ods",
          "Table_2",
          "defra-waste/LA_collection-Table_2.csv",
          { 16030, 0, 0, 0 } },
        { "defra-waste/LA_collection.ods",
          "Table_3",
          "defra-waste/LA_collection-Table_3.csv",
          { 40231, 6359, 0, 0 } },
        { "defra-waste/LA_collection.ods",
          "Table_3a",
          "defra-waste/LA_collection-Table_3a.csv",
          { 1152, 0, 0, 0 } },
        { "mhclg-ctb/Local_Authorities_Council_Taxbase_2019_Drop_down.xlsx",
          "Data",
          "mhclg-ctb/Local_Authorities_Council_Taxbase_2019_Drop_down-Data.csv",
          { 478924, 0, 195, 0 } },
        { "mhclg-revenue/RSX_LA_Data_2024-25_data_by_LA.ods",
          "Front_Page",
          "mhclg-revenue/RSX_LA_Data_2024-25_data_by_LA-Front_Page.csv",
          { 10, 0, 0, 1 } },
        { "mhclg-revenue/RSX_LA_Data_2024-25_data_by_LA.ods",
          "Notes",
          "mhclg-revenue/RSX_LA_Data_2024-25_data_by_LA-Notes.csv",
          { 20, 0, 0, 0 } },
        { "mhclg-revenue/RSX_LA_Data_2024-25_data_by_LA.ods",
          "RSX_LA_Data_202425",
          "mhclg-revenue/RSX_LA_Data_2024-25_data_by_LA-RSX_LA_Data_202425.csv",
          { 45255, 0, 0, 0 } },
        { "mhclg-revenue/RS_2015-16_data_by_LA_-_Revision.xlsx",
          "RS LA Data 2015-16",
          "mhclg-revenue/RS_2015-16_data_by_LA_-_Revision-RS_LA_Data_2015-16.csv",
          { 45953, 0, 9, 0 } },
        { "mhclg-revenue/RS_2016-17_data_by_LA.xlsx",
          "RS LA Data 2016-17",
          "mhclg-revenue/RS_2016-17_data_by_LA-RS_LA_Data_2016-17.csv",
          { 46621, 0, 8, 0 } },
        { "mhclg-revenue/budgetaccounts1617.xlsx",
          "RA LA Data 2016-17",
          "mhclg-revenue/budgetaccounts1617-RA_LA_Data_2016-17.csv",
          { 115596, 0, 0, 0 } },
        { "ons-population/ukmidyearestimates20182019ladcodes.xls",
          "MYE2-All",
          "ons-population/ukmidyearestimates20182019ladcodes-MYE2-All.csv",
          { 41610, 0, 0, 0 } },
        { "ons-population/ukmidyearestimates20182019ladcodes.xls",
          "MYE 5",
          "ons-population/ukmidyearestimates20182019ladcodes-MYE_5.csv",
          { 17520, 0, 0, 0 } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct opened book, csv;
        if (!open_table(&book, cases[i].book, cases[i].sheet, WORKBOOK_STORED))
            skip();
        assert_true(open_table(&csv, cases[i].csv, NULL, WORKBOOK_SHOWN));
        const struct counts found = compare_rows(csv.table.rows, book.table.rows);
        const struct counts *wanted = &cases[i].wanted;
        assert_int_equal(found.same, wanted->same);
        assert_int_equal(found.percent, wanted->percent);
        assert_int_equal(found.fifteenth, wanted->fifteenth);
        assert_int_equal(found.other, wanted->other);
        close_table(&csv);
        close_table(&book);
    }
}

static uint64_t digest_sheet(const char *book, size_t sheet, struct digest *digest)
{
    struct opened o;
    struct csv_row row;
    char number[24], place[80];
    uint64_t cells = 0;
    snprintf(number, sizeof number, "%zu", sheet);
    assert_true(open_table(&o, book, number, WORKBOOK_SHOWN));
    while (row_source_next(o.table.rows, &row) == CSV_ROW)
        for (size_t i = 0; i < row.count; i++) {
            if (row.cells[i].length == 0)
                continue;
            const int length = snprintf(place, sizeof place, "%zu,%llu,%zu,", sheet,
                                        (unsigned long long)row.line, i + 1);
            digest_add(digest, place, (size_t)length);
            digest_add(digest, row.cells[i].bytes, row.cells[i].length);
            digest_add(digest, "\n", 1);
            cells++;
        }
    close_table(&o);
    return cells;
}

/* Of all cells that are not empty, as "SHEET,ROW,COLUMN,TEXT\n", made of what LibreOffice
 * 7.4 writes of all sheets as CSV with cells as shown. */
static void workbooks_as_shown_equal_what_libreoffice_shows(void **state)
{
    (void)state;
    static const struct {
        const char *book;
        uint64_t cells;
        const char *digest;
    } cases[] = {
        { "dfe-statistical-neighbours/la_code_list.xlsx", 688,
          "d9c08a4e54177ccca93667b4d35b021dbcff5ff6a2b71e41c8eb17fb0fb82f83" },
        { "mhclg-ctb/Local_Authorities_Council_Taxbase_2019_Drop_down.xlsx", 213198,
          "48c7bf1ed900b4747e825c570fd592263bd9537e7bd5f7bbc76f6ce2ffd88109" },
        { "mhclg-revenue/RS_2015-16_data_by_LA_-_Revision.xlsx", 45004,
          "9cf742dc70e8457ca11063f8f060d4af1245d27c94e63bcf4f11d2d4feaa7657" },
        { "mhclg-revenue/RS_2016-17_data_by_LA.xlsx", 45665,
          "442f0d56a5f5bbcfe12eaadb70973e323fa828f1c7e66df1d0ac2a754f149fc4" },
        { "mhclg-revenue/budgetaccounts1617.xlsx", 113170,
          "05252c20ad4ca0c07222d920b51481c91af27eadd36bace1e17f1cc439e8ca52" },
        { "nhsd-asc/meas-from-asc-of-eng-2021-open-data-csv_v2.xlsx", 488235,
          "776424c7f08ca1cb83c1b8354dd96fff371bd03fd17e7f38211b0248f56e5852" },
        { "oflog/ASC_dynamic_template.xlsx", 466,
          "f34656393db536adc8b68a16d465162a59b22d6894fd69ddfc7206d639551835" },
        { "oflog/localAuthorityCodeLookup.xlsx", 1856,
          "21ecd487ad5246d65614987725d17a4f97ea45dc2c9d1043276a80f19a1ff58c" },
        { "ons-geography/LAD2011_to_LAD2021_EW.xlsx", 4368,
          "3d767673c17207565b4d8e9b11aaa77bb3c89d744cd15bd6f6e5fd1ffb74f029" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct opened o;
        struct digest digest;
        char text[DIGEST_SIZE];
        size_t count;
        uint64_t cells = 0;
        if (!open_table(&o, cases[i].book, NULL, WORKBOOK_SHOWN))
            skip();
        workbook_sheets(o.table.workbook, &count);
        close_table(&o);
        digest_init(&digest);
        for (size_t sheet = 1; sheet <= count; sheet++)
            cells += digest_sheet(cases[i].book, sheet, &digest);
        assert_int_equal(cells, cases[i].cells);
        assert_string_equal(digest_end(&digest, text), cases[i].digest);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_as_stored_equal_the_csv_beside_them),
        cmocka_unit_test(workbooks_as_shown_equal_what_libreoffice_shows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
