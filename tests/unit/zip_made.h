/* Workbooks made in memory, for tests. */
#ifndef OFLOG_TESTS_UNIT_ZIP_MADE_H
#define OFLOG_TESTS_UNIT_ZIP_MADE_H

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"

struct zip_part {
    const char *name;
    struct text text;
};

static inline void zip_require(bool holds)
{
    if (!holds)
        abort();
}

static inline void zip_add(struct archive *zip, const struct zip_part *part)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, part->name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)part->text.length);
    zip_require(archive_write_header(zip, entry) == ARCHIVE_OK);
    zip_require(part->text.length == 0 ||
                archive_write_data(zip, part->text.bytes, part->text.length) ==
                    (la_ssize_t)part->text.length);
    archive_entry_free(entry);
}

/* The descriptor of an unnamed file, at its beginning. */
static inline int zip_made(const struct zip_part *parts, size_t count, bool packed)
{
    const int file = memfd_create("workbook", 0);
    struct archive *zip = archive_write_new();
    archive_write_set_format_zip(zip);
    archive_write_set_options(zip, packed ? "zip:compression=deflate"
                                          : "zip:compression=store");
    archive_write_set_bytes_in_last_block(zip, 1);
    zip_require(archive_write_open_fd(zip, file) == ARCHIVE_OK);
    for (size_t i = 0; i < count; i++)
        zip_add(zip, &parts[i]);
    zip_require(archive_write_close(zip) == ARCHIVE_OK);
    archive_write_free(zip);
    lseek(file, 0, SEEK_SET);
    return file;
}

/* The parts of a workbook of one sheet called "S", each of which may be another. */
struct xlsx_made {
    const char *sheet; /* what is in <sheetData> */
    const char *shared;
    const char *styles;
    const char *book;
};

#define XLSX_RELATIONS                                                                   \
    "<Relationships><Relationship Id='1' Type='http://x/officeDocument' "                \
    "Target='xl/workbook.xml'/></Relationships>"
#define XLSX_BOOK_RELATIONS                                                              \
    "<Relationships><Relationship Id='r1' Type='http://x/worksheet' "                    \
    "Target='worksheets/sheet1.xml'/><Relationship Id='r2' "                             \
    "Type='http://x/sharedStrings' Target='/xl/sharedStrings.xml'/><Relationship "       \
    "Id='r3' Type='http://x/styles' Target='./.././xl/styles.xml'/></Relationships>"
#define XLSX_BOOK                                                                        \
    "<workbook xmlns:r='r'><sheets><sheet name='S' sheetId='9' r:id='r1'/></sheets>"     \
    "</workbook>"

static inline struct zip_part zip_text(const char *name, const char *text)
{
    return (struct zip_part){ .name = name, .text = text_of(text) };
}

enum { XLSX_PARTS = 7 };

static inline void xlsx_parts(const struct xlsx_made *made,
                              struct zip_part parts[XLSX_PARTS])
{
    parts[0] = zip_text("[Content_Types].xml", "<Types/>");
    parts[1] = zip_text("_rels/.rels", XLSX_RELATIONS);
    parts[2] = zip_text("xl/_rels/workbook.xml.rels", XLSX_BOOK_RELATIONS);
    parts[3] = zip_text("xl/workbook.xml", made->book == NULL ? XLSX_BOOK : made->book);
    parts[4] = zip_text("xl/worksheets/sheet1.xml",
                        made->sheet == NULL ? "<worksheet/>" : made->sheet);
    parts[5] =
        zip_text("xl/sharedStrings.xml", made->shared == NULL ? "<sst/>" : made->shared);
    parts[6] =
        zip_text("xl/styles.xml", made->styles == NULL ? "<styleSheet/>" : made->styles);
}

#endif
