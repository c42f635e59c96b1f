/* libFuzzer: a workbook is read or refused in one sentence, and its rows are as
 * format/workbook.h promises. The first byte chooses which part the others are, or the
 * whole file; .xls is left to the process it is read in. */
#include "../unit/zip_made.h"

#include <stdio.h>

#include "format/workbook.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WHOLE_FILE, ODS_CONTENT, XLSX_FIRST };

static int made_of(int part, struct text bytes)
{
    static const char sheet[] =
        "<s><row><c s='0'><v>1.5</v></c><c t='s'><v>0</v></c></row></s>";
    static const char shared[] = "<s><si><t>a</t></si></s>";
    static const char styles[] = "<s><cellXfs><xf numFmtId='10'/></cellXfs></s>";
    struct zip_part parts[XLSX_PARTS];
    if (part == WHOLE_FILE) {
        const int file = memfd_create("workbook", 0);
        zip_require(write(file, bytes.bytes, bytes.length) == (ssize_t)bytes.length);
        return file;
    }
    if (part == ODS_CONTENT) {
        parts[0] = (struct zip_part){ .name = "content.xml", .text = bytes };
        return zip_made(parts, 1, false);
    }
    xlsx_parts(&(struct xlsx_made){ sheet, shared, styles, NULL }, parts);
    parts[part - XLSX_FIRST].text = bytes;
    return zip_made(parts, XLSX_PARTS, false);
}

/* False where something was said. */
static bool read_rows(struct workbook *book, size_t sheet, enum workbook_cells cells)
{
    struct csv_row row;
    uint64_t line = 0;
    enum csv_outcome outcome = CSV_BROKEN;
    struct row_source *rows = workbook_rows(book, sheet, cells);
    while (rows != NULL && (outcome = row_source_next(rows, &row)) == CSV_ROW) {
        zip_require(row.line == ++line);
        zip_require(row.count <= CSV_CELL_LIMIT);
        zip_require(row.count == 0 || row.cells[row.count - 1].length > 0);
        if (line > 2000)
            break;
    }
    row_source_close(rows);
    return outcome != CSV_BROKEN;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct messages messages;
    FILE *nowhere = fopen("/dev/null", "w");
    size_t count = 0;
    if (nowhere == NULL)
        abort();
    const struct text bytes = { (const char *)data + 1, size == 0 ? 0 : size - 1 };
    const int part = size == 0 ? 0 : data[0] % (XLSX_FIRST + XLSX_PARTS);
    const bool compound = bytes.length > 0 && (unsigned char)bytes.bytes[0] == 0xd0;
    messages_init(&messages, nowhere, "fuzz");
    const int file = made_of(part, part == WHOLE_FILE && compound ? text_of("") : bytes);
    struct byte_source *source = byte_source_open(file, "f", &messages);
    struct workbook *book = workbook_open(source, &messages);
    bool fine = book != NULL;
    if (book != NULL)
        workbook_sheets(book, &count);
    for (size_t i = 0; fine && i < count && i < 4; i++)
        fine = read_rows(book, i, i % 2 == 0 ? WORKBOOK_SHOWN : WORKBOOK_STORED);
    zip_require(messages.said == !fine);
    workbook_end(book);
    byte_source_close(source);
    close(file);
    fclose(nowhere);
    return 0;
}
