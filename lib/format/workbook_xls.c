/* Sheets of Excel 97 to 2003, through freexl.
 *
 * freexl trusts what it reads more than a stranger's file deserves, so it runs in a
 * process of its own, with limits, which sends what it finds through a pipe. When that
 * process fails, the file is refused and we go on. */
#include <freexl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "format/cell_format.h"
#include "format/workbook_format.h"

enum { SECONDS_LIMIT = 120, SHEET_LIMIT = 10000 };
static const rlim_t memory_limit = (rlim_t)1 << 31;

/* What the other process says: a kind, a number and a text. */
enum said_kind {
    SAID_SHEET = 'S', /* text: its name */
    SAID_CELL = 'C',  /* number: the column from 0; text: what is in it */
    SAID_ROW = 'R',   /* number: of the row from 1, whose cells came before */
    SAID_ERROR = 'E', /* number: freexl's */
    SAID_PASSWORD = 'P',
    SAID_DONE = 'D'
};

struct said {
    enum said_kind kind;
    uint32_t number;
    uint32_t length;
};

static void tell(FILE *out, enum said_kind kind, uint32_t number, struct text t)
{
    const struct said said = { kind, number, (uint32_t)t.length };
    fwrite(&said, sizeof said, 1, out);
    if (t.length > 0)
        fwrite(t.bytes, 1, t.length, out);
}

/* The text of a cell, in `out`: freexl gives dates as 2020-01-31 12:30:00. */
static void put_cell(const FreeXL_CellValue *cell, struct text_buffer *out)
{
    out->length = 0;
    switch (cell->type) {
    case FREEXL_CELL_INT:
        cell_format_stored(cell->value.int_value, out);
        return;
    case FREEXL_CELL_DOUBLE:
        cell_format_stored(cell->value.double_value, out);
        return;
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
        for (const char *at = cell->value.text_value; at != NULL && *at != '\0'; at++)
            if (*at != '\r')
                text_buffer_put_byte(out, *at);
        return;
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
        text_buffer_put(out, text_of(cell->value.text_value));
        if (cell->type == FREEXL_CELL_DATETIME && out->length > 10)
            out->bytes[10] = 'T';
        return;
    default:
        return;
    }
}

static void tell_rows(FILE *out, const void *book)
{
    unsigned rows = 0;
    unsigned short columns = 0;
    struct text_buffer text = { 0 };
    FreeXL_CellValue cell;
    int error = freexl_worksheet_dimensions(book, &rows, &columns);
    for (unsigned row = 0; row < rows && error == FREEXL_OK; row++) {
        for (unsigned column = 0; column < columns && error == FREEXL_OK; column++) {
            error = freexl_get_cell_value(book, row, (unsigned short)column, &cell);
            if (error != FREEXL_OK)
                break;
            put_cell(&cell, &text);
            if (text.length > 0)
                tell(out, SAID_CELL, column, (struct text){ text.bytes, text.length });
        }
        if (error == FREEXL_OK)
            tell(out, SAID_ROW, row + 1, (struct text){ NULL, 0 });
    }
    tell(out, error == FREEXL_OK ? SAID_DONE : SAID_ERROR, (uint32_t)error,
         (struct text){ NULL, 0 });
}

static void tell_sheets(FILE *out, const void *book)
{
    unsigned count = 0;
    unsigned protection = 0;
    int error = freexl_get_info(book, FREEXL_BIFF_SHEET_COUNT, &count);
    if (freexl_get_info(book, FREEXL_BIFF_PASSWORD, &protection) == FREEXL_OK &&
        protection == FREEXL_BIFF_OBFUSCATED) {
        tell(out, SAID_PASSWORD, 0, (struct text){ NULL, 0 });
        return;
    }
    for (unsigned i = 0; i < count && i < SHEET_LIMIT && error == FREEXL_OK; i++) {
        const char *name = NULL;
        error = freexl_get_worksheet_name(book, (unsigned short)i, &name);
        if (error == FREEXL_OK)
            tell(out, SAID_SHEET, i, text_of(name));
    }
    tell(out, error == FREEXL_OK ? SAID_DONE : SAID_ERROR, (uint32_t)error,
         (struct text){ NULL, 0 });
}

static void limit_process(void)
{
    const struct rlimit seconds = { SECONDS_LIMIT, SECONDS_LIMIT };
    const struct rlimit nothing = { 0, 0 };
    setrlimit(RLIMIT_CPU, &seconds);
    setrlimit(RLIMIT_CORE, &nothing);
#if !defined __SANITIZE_ADDRESS__ && !defined __has_feature
    const struct rlimit memory = { memory_limit, memory_limit };
    setrlimit(RLIMIT_AS, &memory);
#else
    (void)memory_limit;
#endif
}

/* What our handlers clean up at the end is not the other process's to touch: it ends by
 * SIGPIPE each time its rows are not read to the last. */
static void forget_handlers(void)
{
    static const int signals[] = { SIGHUP, SIGINT, SIGPIPE, SIGTERM, SIGXCPU, SIGXFSZ };
    struct sigaction now;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (sigaction(signals[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
            signal(signals[i], SIG_DFL);
}

/* The other process: the sheets, or where `sheet` is one, its rows. */
_Noreturn static void run_other(int descriptor, int pipe, size_t sheet)
{
    forget_handlers();
    char path[40];
    const void *book = NULL;
    FILE *out = fdopen(pipe, "w");
    limit_process();
    snprintf(path, sizeof path, "/dev/fd/%d", descriptor);
    int error =
        sheet == SIZE_MAX ? freexl_open_info(path, &book) : freexl_open(path, &book);
    if (error == FREEXL_OK && sheet != SIZE_MAX)
        error = freexl_select_active_worksheet(book, (unsigned short)sheet);
    if (out == NULL)
        _exit(1);
    if (error != FREEXL_OK)
        tell(out, SAID_ERROR, (uint32_t)error, (struct text){ NULL, 0 });
    else if (sheet == SIZE_MAX)
        tell_sheets(out, book);
    else
        tell_rows(out, book);
    fclose(out);
    _exit(0);
}

/* Our end of it. */
struct xls_reading {
    struct workbook *workbook;
    size_t sheet;
    pid_t process;
    FILE *in;
    struct said said;
    struct text_buffer text;
};

static bool begin_other(struct xls_reading *r)
{
    int ends[2];
    if (pipe(ends) == 0) {
        r->process = fork();
        if (r->process == 0) {
            close(ends[0]);
            run_other(r->workbook->descriptor, ends[1], r->sheet);
        }
        close(ends[1]);
        if (r->process > 0 && (r->in = fdopen(ends[0], "r")) != NULL)
            return true;
        close(ends[0]);
    }
    messages_say(r->workbook->messages, (struct place){ .file = r->workbook->file },
                 "cannot be read: no process for freexl");
    return false;
}

static void end_other(struct xls_reading *r)
{
    if (r->in != NULL)
        fclose(r->in);
    if (r->process > 0)
        waitpid(r->process, NULL, 0);
    free(r->text.bytes);
}

/* What is said next; false where nothing more comes, or nothing sensible. */
static bool hear(struct xls_reading *r)
{
    if (fread(&r->said, sizeof r->said, 1, r->in) != 1 ||
        r->said.length > WORKBOOK_TEXT_LIMIT)
        return false;
    r->text.length = r->said.length;
    ARRAY_RESERVE(r->text.bytes, r->text.room, r->text.length + 1);
    r->text.bytes[r->text.length] = '\0';
    return fread(r->text.bytes, 1, r->text.length, r->in) == r->text.length;
}

/* An encrypted .xlsx is a compound file too, with a stream of this name (MS-OFFCRYPTO).
 */
static bool is_encrypted_package(int descriptor)
{
    static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    enum { WINDOW = 1 << 16, OVERLAP = 64 };
    char *bytes = memory_take(WINDOW, 1);
    bool found = false;
    ssize_t count = 0;
    for (off_t at = 0; !found; at += WINDOW - OVERLAP) {
        count = pread(descriptor, bytes, WINDOW, at);
        if (count <= OVERLAP && at > 0)
            break;
        found = count > 0 && memmem(bytes, (size_t)count, name, sizeof name) != NULL;
        if (count < WINDOW)
            break;
    }
    free(bytes);
    return found;
}

static enum csv_outcome say_refused(struct xls_reading *r, bool heard)
{
    const struct workbook *w = r->workbook;
    const struct place place = { .file = w->file };
    const bool refused = heard && r->said.kind == SAID_ERROR;
    if ((heard && r->said.kind == SAID_PASSWORD) || is_encrypted_package(w->descriptor))
        messages_say(w->messages, place, "is protected by a password");
    else if (refused && (int)r->said.number == FREEXL_BIFF_WORKBOOK_NOT_FOUND)
        messages_say(w->messages, place, "has no workbook in it that is an .xls");
    else if (refused)
        messages_say(w->messages, place,
                     "is an .xls that is damaged or cut short (freexl: %d)",
                     (int)r->said.number);
    else
        messages_say(w->messages, place,
                     "is an .xls that is damaged: freexl failed reading it");
    return CSV_BROKEN;
}

static bool open_book(struct workbook *w)
{
    struct xls_reading r = { .workbook = w, .sheet = SIZE_MAX };
    bool heard = false, good = false;
    if (begin_other(&r)) {
        while ((heard = hear(&r)) && r.said.kind == SAID_SHEET)
            workbook_add_sheet(w, r.text.bytes, false);
        good = heard && r.said.kind == SAID_DONE;
        if (!good)
            say_refused(&r, heard);
    }
    end_other(&r);
    return good;
}

static void close_book(void *state)
{
    (void)state;
}

static void *open_sheet(struct workbook *w, size_t sheet, enum workbook_cells cells)
{
    (void)cells;
    struct xls_reading *r = memory_take(1, sizeof *r);
    *r = (struct xls_reading){ .workbook = w, .sheet = sheet };
    if (begin_other(r))
        return r;
    end_other(r);
    free(r);
    return NULL;
}

static enum csv_outcome next(void *state, struct workbook_row *row)
{
    struct xls_reading *r = state;
    workbook_row_begin(row, 0);
    for (;;) {
        const bool heard = hear(r);
        if (!heard)
            return say_refused(r, heard);
        if (r->said.kind == SAID_DONE)
            return CSV_END;
        if (r->said.kind == SAID_ROW) {
            row->number = r->said.number;
            return CSV_ROW;
        }
        if (r->said.kind != SAID_CELL)
            return say_refused(r, heard);
        const size_t at = row->bytes.length;
        text_buffer_put(&row->bytes, (struct text){ r->text.bytes, r->text.length });
        if (!workbook_row_set(row, r->said.number, at, 1))
            return say_refused(r, false);
    }
}

static void close_sheet(void *state)
{
    end_other(state);
    free(state);
}

const struct workbook_format workbook_xls = { open_book, close_book, open_sheet, next,
                                              close_sheet };
