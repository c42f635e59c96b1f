/* The parts of an .xlsx that its sheets refer to. */
#include "format/workbook_xlsx_parts.h"

#include <stdlib.h>
#include <strings.h>

#include "base/memory.h"
#include "format/workbook_xml.h"

/* The most bytes of a part of which much is held: real ones have some hundred thousand.
 */
enum { HELD_LIMIT = 1 << 26 };

struct workbook_part *xlsx_open_part(const struct workbook *w, const char *name)
{
    bool broken;
    struct workbook_part *part =
        workbook_part_open(w->descriptor, w->file, name, w->messages, &broken);
    if (part == NULL && !broken)
        messages_say(w->messages, (struct place){ .file = w->file },
                     "its part '%s' is missing", name);
    return part;
}

static bool read_part(const struct workbook *w, const char *name,
                      const struct workbook_xml_kind *kind, void *user, uint64_t most,
                      struct workbook_xml **xml)
{
    struct workbook_part *part = xlsx_open_part(w, name);
    if (part == NULL)
        return false;
    workbook_part_limit(part, most);
    *xml = workbook_xml_open(part, kind, user, w->file, w->messages);
    return workbook_xml_read(*xml);
}

static void nothing_ends(void *user, const char *name)
{
    (void)user, (void)name;
}

static void no_characters(void *user, struct text t)
{
    (void)user, (void)t;
}

/* --- Relationships: which part is what --- */

struct relation {
    const char *id;
    const char *type; /* what follows the last slash */
    const char *part;
};

struct relations {
    struct workbook *workbook;
    const char *folder; /* targets are relative to it; with its slash */
    struct relation *items;
    size_t count;
    size_t room;
    struct workbook_xml *xml;
};

/* The name of the part that `target` means, seen from a part in `folder`. */
static const char *resolve(struct arena *arena, const char *folder, const char *target)
{
    size_t kept = strlen(folder);
    if (*target == '/')
        return arena_keep(arena, text_of(target + 1)).bytes;
    for (;;) {
        if (strncmp(target, "./", 2) == 0) {
            target += strlen("./");
        } else if (strncmp(target, "../", 3) == 0) {
            target += strlen("../");
            kept -= kept > 0;
            while (kept > 0 && folder[kept - 1] != '/')
                kept--;
        } else {
            break;
        }
    }
    return arena_print(arena, "%.*s%s", (int)kept, folder, target).bytes;
}

static void relation_starts(void *user, const char *name, const char **attributes)
{
    enum { MOST = 10000 };
    struct relations *r = user;
    struct arena *arena = &r->workbook->arena;
    const char *id = workbook_xml_attribute(attributes, "Id");
    const char *type = workbook_xml_attribute(attributes, "Type");
    const char *target = workbook_xml_attribute(attributes, "Target");
    const char *mode = workbook_xml_attribute(attributes, "TargetMode");
    const bool external = mode != NULL && strcmp(mode, "External") == 0;
    if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL ||
        target == NULL || external || r->count == MOST)
        return;
    const char *slash = strrchr(type, '/');
    ARRAY_RESERVE(r->items, r->room, r->count + 1);
    r->items[r->count++] = (struct relation){
        .id = arena_keep(arena, text_of(id)).bytes,
        .type = arena_keep(arena, text_of(slash == NULL ? type : slash + 1)).bytes,
        .part = resolve(arena, r->folder, target),
    };
}

static bool read_relations(struct relations *r, const char *part)
{
    static const struct workbook_xml_kind kind = { relation_starts, nothing_ends,
                                                   no_characters };
    return read_part(r->workbook, part, &kind, r, HELD_LIMIT, &r->xml);
}

static const char *part_of_type(const struct relations *r, const char *type)
{
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->items[i].type, type) == 0)
            return r->items[i].part;
    return NULL;
}

static const char *part_of_id(const struct relations *r, const char *id)
{
    for (size_t i = 0; id != NULL && i < r->count; i++)
        if (strcmp(r->items[i].id, id) == 0)
            return r->items[i].part;
    return NULL;
}

/* --- The workbook: its sheets --- */

struct book_reading {
    struct workbook *workbook;
    struct xlsx *book;
    const struct relations *relations;
    struct workbook_xml *xml;
};

static void sheet_starts(struct book_reading *r, const char **attributes)
{
    enum { MOST = 10000 };
    struct xlsx *book = r->book;
    const char *name = workbook_xml_attribute(attributes, "name");
    const char *state = workbook_xml_attribute(attributes, "state");
    const char *part = part_of_id(r->relations, workbook_xml_attribute(attributes, "id"));
    if (name == NULL || part == NULL || book->sheet_part_count == MOST) {
        messages_say(r->workbook->messages, (struct place){ .file = r->workbook->file },
                     "sheet %zu has no %s", book->sheet_part_count + 1,
                     name == NULL ? "name" : "part of its own");
        workbook_xml_fail(r->xml);
        return;
    }
    workbook_add_sheet(r->workbook, name, state != NULL && strcmp(state, "visible") != 0);
    ARRAY_RESERVE(book->sheet_parts, book->sheet_part_room, book->sheet_part_count + 1);
    book->sheet_parts[book->sheet_part_count++] = part;
}

static void book_starts(void *user, const char *name, const char **attributes)
{
    struct book_reading *r = user;
    if (strcmp(name, "sheet") == 0) {
        sheet_starts(r, attributes);
    } else if (strcmp(name, "workbookPr") == 0) {
        const char *since = workbook_xml_attribute(attributes, "date1904");
        r->book->since_1904 =
            since != NULL && (strcmp(since, "1") == 0 || strcmp(since, "true") == 0);
    }
}

static bool read_book(struct workbook *w, struct xlsx *book, const char *part)
{
    static const struct workbook_xml_kind kind = { book_starts, nothing_ends,
                                                   no_characters };
    const char *slash = strrchr(part, '/');
    const int folder = slash == NULL ? 0 : (int)(slash + 1 - part);
    struct relations relations = {
        .workbook = w, .folder = arena_print(&w->arena, "%.*s", folder, part).bytes
    };
    const char *beside =
        arena_print(&w->arena, "%.*s_rels/%s.rels", folder, part, part + folder).bytes;
    bool good = read_relations(&relations, beside);
    if (good) {
        struct book_reading reading = { w, book, &relations, NULL };
        book->shared_part = part_of_type(&relations, "sharedStrings");
        book->style_part = part_of_type(&relations, "styles");
        good = read_part(w, part, &kind, &reading, HELD_LIMIT, &reading.xml);
    }
    free(relations.items);
    return good;
}

bool xlsx_open(struct workbook *w)
{
    struct xlsx *book = memory_take(1, sizeof *book);
    *book = (struct xlsx){ 0 };
    w->state = book;
    struct relations relations = { .workbook = w, .folder = "" };
    bool good = read_relations(&relations, "_rels/.rels");
    const char *part = part_of_type(&relations, "officeDocument");
    free(relations.items);
    if (good && part == NULL)
        messages_say(w->messages, (struct place){ .file = w->file },
                     "is a zip file of Office Open XML without a document");
    const size_t length = part == NULL ? 0 : strlen(part);
    if (good && length > 4 && strcasecmp(part + length - 4, ".bin") == 0) {
        messages_say(w->messages, (struct place){ .file = w->file },
                     "is a binary workbook (.xlsb); save it as .xlsx or .ods");
        part = NULL;
    }
    return good && part != NULL && read_book(w, book, part);
}

void xlsx_close(void *state)
{
    struct xlsx *book = state;
    free(book->sheet_parts);
    free(book->shared.bytes);
    free(book->shared_ends);
    free(book->formats);
    free(book);
}

/* --- Shared texts --- */

struct shared_reading {
    struct workbook *workbook;
    struct xlsx *book;
    struct workbook_xml *xml;
    size_t begun; /* where the text that is read begins */
    int phonetic;
    bool collects;
};

static void shared_starts(void *user, const char *name, const char **attributes)
{
    struct shared_reading *r = user;
    (void)attributes;
    if (strcmp(name, "rPh") == 0)
        r->phonetic++;
    else if (strcmp(name, "t") == 0)
        r->collects = r->phonetic == 0;
    else if (strcmp(name, "si") == 0)
        r->begun = r->book->shared.length;
}

static void say_too_large(struct shared_reading *r, const char *what, int limit)
{
    messages_say(r->workbook->messages, (struct place){ .file = r->workbook->file },
                 "%s of more than %d bytes", what, limit);
    workbook_xml_fail(r->xml);
}

static void shared_ends(void *user, const char *name)
{
    struct shared_reading *r = user;
    struct xlsx *book = r->book;
    r->collects = false;
    if (strcmp(name, "rPh") == 0) {
        r->phonetic--;
        return;
    }
    if (strcmp(name, "si") != 0)
        return;
    char *begun = book->shared.bytes == NULL ? NULL : book->shared.bytes + r->begun;
    book->shared.length = r->begun + xlsx_unescape(begun, book->shared.length - r->begun);
    ARRAY_RESERVE(book->shared_ends, book->shared_room, book->shared_count + 1);
    book->shared_ends[book->shared_count++] = book->shared.length;
    if (book->shared.length + book->shared_count * sizeof *book->shared_ends >
        XLSX_SHARED_LIMIT)
        say_too_large(r, "a table of shared texts", XLSX_SHARED_LIMIT);
}

static void shared_characters(void *user, struct text t)
{
    struct shared_reading *r = user;
    struct text_buffer *shared = &r->book->shared;
    if (!r->collects)
        return;
    if (shared->length - r->begun + t.length > WORKBOOK_TEXT_LIMIT)
        say_too_large(r, "a shared text", WORKBOOK_TEXT_LIMIT);
    else
        text_buffer_put(shared, t);
}

bool xlsx_shared_text(const struct xlsx *book, struct text index, struct text *shared)
{
    size_t i = 0;
    for (size_t at = 0; at < index.length; at++) {
        if (index.bytes[at] < '0' || index.bytes[at] > '9' || i > book->shared_count)
            return false;
        i = i * 10 + (size_t)(index.bytes[at] - '0');
    }
    if (index.length == 0 || i >= book->shared_count)
        return false;
    const size_t from = i == 0 ? 0 : book->shared_ends[i - 1];
    *shared = text_slice((struct text){ book->shared.bytes, book->shared.length }, from,
                         book->shared_ends[i]);
    return true;
}

/* The number that "_x000D_" at `at` stands for, or -1. */
static int escaped(const char *at, const char *end)
{
    enum { LENGTH = 7 };
    char digits[5];
    if (end - at < LENGTH || at[1] != 'x' || at[6] != '_')
        return -1;
    memcpy(digits, at + 2, 4);
    digits[4] = '\0';
    if (strspn(digits, "0123456789abcdefABCDEF") != 4)
        return -1;
    return (int)strtol(digits, NULL, 16);
}

/* Only characters below U+0080 are written so, and the underscore that would otherwise
 * begin one. */
size_t xlsx_unescape(char *bytes, size_t length)
{
    if (length == 0)
        return 0;
    const char *end = bytes + length;
    char *to = bytes;
    for (const char *at = bytes; at < end;) {
        const int point = *at == '_' ? escaped(at, end) : -1;
        char c = *at;
        if (point > 0 && point < 0x80) {
            c = (char)point;
            at += strlen("_x000D_");
        } else {
            at++;
        }
        if (c != '\r')
            *to++ = c;
    }
    return (size_t)(to - bytes);
}

/* --- Formats --- */

struct style_reading {
    struct workbook *workbook;
    struct xlsx *book;
    struct workbook_xml *xml;
    struct text_map codes; /* "164" and so on, with formats[number] */
    const struct cell_format **formats;
    size_t room;
    bool in_codes;
    bool in_styles;
};

static void code_starts(struct style_reading *r, const char **attributes)
{
    const char *id = workbook_xml_attribute(attributes, "numFmtId");
    const char *code = workbook_xml_attribute(attributes, "formatCode");
    if (id == NULL || code == NULL || r->codes.count == XLSX_FORMAT_LIMIT)
        return;
    const uint32_t number = text_map_add(&r->codes, text_of(id));
    ARRAY_RESERVE(r->formats, r->room, r->codes.count);
    r->formats[number] = strcasecmp(code, "General") == 0
                             ? NULL
                             : cell_format_compile(text_of(code), &r->workbook->arena);
}

static void style_starts(struct style_reading *r, const char **attributes)
{
    struct xlsx *book = r->book;
    const char *id = workbook_xml_attribute(attributes, "numFmtId");
    if (book->format_count == XLSX_STYLE_LIMIT)
        return;
    const struct text id_text = text_of(id == NULL ? "0" : id);
    uint32_t number = text_map_find(&r->codes, id_text);
    if (number == TEXT_MAP_ABSENT && r->codes.count < XLSX_FORMAT_LIMIT) {
        const struct text code =
            cell_format_built_in((uint32_t)strtoul(id == NULL ? "0" : id, NULL, 10));
        number = text_map_add(&r->codes, id_text);
        ARRAY_RESERVE(r->formats, r->room, r->codes.count);
        r->formats[number] = text_is(code, "General")
                                 ? NULL
                                 : cell_format_compile(code, &r->workbook->arena);
    }
    ARRAY_RESERVE(book->formats, book->format_room, book->format_count + 1);
    book->formats[book->format_count++] =
        number == TEXT_MAP_ABSENT ? NULL : r->formats[number];
}

static void styles_start(void *user, const char *name, const char **attributes)
{
    struct style_reading *r = user;
    if (strcmp(name, "numFmts") == 0)
        r->in_codes = true;
    else if (strcmp(name, "cellXfs") == 0)
        r->in_styles = true;
    else if (r->in_codes && strcmp(name, "numFmt") == 0)
        code_starts(r, attributes);
    else if (r->in_styles && strcmp(name, "xf") == 0)
        style_starts(r, attributes);
}

static void styles_end(void *user, const char *name)
{
    struct style_reading *r = user;
    if (strcmp(name, "numFmts") == 0)
        r->in_codes = false;
    else if (strcmp(name, "cellXfs") == 0)
        r->in_styles = false;
}

static bool read_styles(struct workbook *w, struct xlsx *book)
{
    static const struct workbook_xml_kind kind = { styles_start, styles_end,
                                                   no_characters };
    struct style_reading reading = { .workbook = w, .book = book };
    text_map_init(&reading.codes);
    const bool good =
        read_part(w, book->style_part, &kind, &reading, HELD_LIMIT, &reading.xml);
    text_map_release(&reading.codes);
    free(reading.formats);
    return good;
}

const struct cell_format *xlsx_format(const struct xlsx *book, uint32_t style)
{
    return style < book->format_count ? book->formats[style] : NULL;
}

bool xlsx_read_shared(struct workbook *w, struct xlsx *book)
{
    static const struct workbook_xml_kind kind = { shared_starts, shared_ends,
                                                   shared_characters };
    struct shared_reading reading = { .workbook = w, .book = book };
    if (book->shared_read)
        return true;
    book->shared_read =
        (book->style_part == NULL || read_styles(w, book)) &&
        (book->shared_part == NULL || read_part(w, book->shared_part, &kind, &reading,
                                                WORKBOOK_PART_LIMIT, &reading.xml));
    return book->shared_read;
}
