/* The rows of one published table, whatever file it is in. */
#include "format/table_file.h"

static bool open_sheet(struct table_file *table, struct byte_source *source,
                       const struct text *sheets, size_t sheet_count,
                       enum workbook_cells cells, struct messages *messages)
{
    size_t number, count;
    table->workbook = workbook_open(source, messages);
    if (table->workbook == NULL ||
        !workbook_choose_sheet(table->workbook, sheets, sheet_count, &number))
        return false;
    table->sheet = workbook_sheets(table->workbook, &count)[number].name;
    table->rows = workbook_rows(table->workbook, number, cells);
    return table->rows != NULL;
}

bool table_file_open(struct table_file *table, struct byte_source *source,
                     const struct text *sheets, size_t sheet_count,
                     enum workbook_cells cells, struct messages *messages)
{
    struct text head;
    *table = (struct table_file){ .rows = NULL };
    if (!byte_source_head(source, &head))
        return false;
    if (!workbook_is(head)) {
        table->rows = row_source_csv(source, messages);
        return true;
    }
    if (open_sheet(table, source, sheets, sheet_count, cells, messages))
        return true;
    workbook_end(table->workbook);
    return false;
}

void table_file_close(struct table_file *table)
{
    row_source_close(table->rows);
    workbook_end(table->workbook);
}

bool table_file_has_sheets(struct byte_source *source, struct messages *messages)
{
    struct text head;
    if (!byte_source_head(source, &head))
        return false;
    if (workbook_is(head))
        return true;
    messages_say(messages, (struct place){ byte_source_name(source), 0, 0 },
                 "--sheet: the file is no workbook and has no sheets");
    return false;
}
