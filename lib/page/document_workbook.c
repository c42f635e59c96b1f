/* Documents as one Excel workbook. */
#include "page/document_workbook.h"

#include <errno.h>
#include <stdlib.h>

#include "page/address.h"
#include "page/spreadsheet.h"

/* A table of a document and the sheet it gets. */
struct numbered {
    const struct document_table *table;
    struct text owner, section, sheet;
};

struct gathering {
    struct text owner;    /* the document's title, where there are several */
    struct document made; /* holds the tables that are made here */
    struct document_table *words, *notes;
    struct numbered *tables;
    size_t count, room;
};

static struct text spans_of(struct document *made, const struct document_node *node)
{
    struct text_buffer line = { 0 };
    if (!text_is_empty(node->title)) {
        text_buffer_put(&line, node->title);
        text_buffer_put(&line, text_of(": "));
    }
    for (const struct document_span *span = node->spans; span != NULL;
         span = span->next) {
        text_buffer_put(&line, span->text);
        if (span->target.kind == DOCUMENT_TO_WEB &&
            !text_equal(span->target.name, span->text) &&
            address_is_safe(span->target.name)) {
            text_buffer_put(&line, text_of(" <"));
            text_buffer_put(&line, span->target.name);
            text_buffer_put(&line, text_of(">"));
        }
    }
    const struct text kept =
        document_keep(made, (struct text){ line.bytes, line.length });
    free(line.bytes);
    return kept;
}

/* "Leeds: At a glance" where several documents share the workbook. */
static struct text owned(struct gathering *g, struct text section)
{
    return text_is_empty(g->owner) ? section
                                   : arena_print(&g->made.arena, "%.*s: %.*s",
                                                 TEXT_ARGS(g->owner), TEXT_ARGS(section));
}

static void add_words(struct gathering *g, struct document_table *table,
                      struct text section, struct text item, struct text text)
{
    if (text_is_empty(text))
        return;
    struct document_row *row = document_table_row(table);
    row->cells[0].text = owned(g, section);
    row->cells[1].text = text_is_empty(item) ? text_of("general") : item;
    row->cells[2].text = text;
}

static struct text joined(struct gathering *g, struct text item, struct text title)
{
    if (text_is_empty(item) || text_is_empty(title))
        return text_is_empty(item) ? title : item;
    return arena_print(&g->made.arena, "%.*s, %.*s", TEXT_ARGS(item), TEXT_ARGS(title));
}

static void add_table(struct gathering *g, const struct document_table *table,
                      struct document_table *words, struct text section, struct text item)
{
    ARRAY_RESERVE(g->tables, g->room, g->count + 1);
    const struct text sheet = arena_print(&g->made.arena, "Table_%zu", g->count + 1);
    g->tables[g->count++] = (struct numbered){ table, g->owner, section, sheet };
    add_words(g, words, section, item,
              arena_print(&g->made.arena, "%.*s: see the sheet %.*s.",
                          TEXT_ARGS(table->caption), TEXT_ARGS(sheet)));
}

static void gather(struct gathering *g, const struct document_node *node,
                   struct document_table *words, struct text section, struct text item);

static void gather_inside(struct gathering *g, const struct document_node *node,
                          struct document_table *words, struct text section,
                          struct text item)
{
    for (const struct document_node *each = node->first; each != NULL; each = each->next)
        gather(g, each, words, section, item);
}

static void gather_section(struct gathering *g, const struct document_node *node,
                           struct document_table *words, struct text section,
                           struct text item)
{
    const bool outermost = node->parent == NULL || node->parent->kind == DOCUMENT_PAGE;
    if (outermost && text_is(node->id, "sources"))
        return;
    if (outermost && (text_is(node->id, "limits") || text_is(node->id, "reading")))
        words = g->notes;
    gather_inside(g, node, words, outermost ? node->title : section,
                  outermost ? item : joined(g, item, node->title));
}

/* Not the numbers of a strip: every council's figure is in the workbook of the metric,
 * and a sheet of them for each measure would bury those of the council. */
static void gather(struct gathering *g, const struct document_node *node,
                   struct document_table *words, struct text section, struct text item)
{
    struct arena *arena = &g->made.arena;
    switch (node->kind) {
    case DOCUMENT_SECTION:
        gather_section(g, node, words, section, item);
        return;
    case DOCUMENT_PARAGRAPH:
    case DOCUMENT_ITEM:
    case DOCUMENT_FACT:
        add_words(g, words, section, item, spans_of(&g->made, node));
        break;
    case DOCUMENT_HEADLINE:
        add_words(g, words, section, item,
                  arena_print(arena, "%.*s %.*s", TEXT_ARGS(node->title),
                              TEXT_ARGS(node->note)));
        break;
    case DOCUMENT_TABLE:
        add_table(g, node->table, words, section, item);
        return;
    case DOCUMENT_CHART:
        add_words(g, words, section, item,
                  arena_print(arena, "%.*s. %.*s", TEXT_ARGS(node->chart->title),
                              TEXT_ARGS(node->chart->description)));
        return;
    case DOCUMENT_DETAILS:
        if (node->chart != NULL && node->chart->kind == CHART_STRIP)
            return;
        item = joined(g, item, node->title);
        break;
    case DOCUMENT_ASIDE:
        item = joined(g, item, node->title);
        break;
    case DOCUMENT_PAGE:
    case DOCUMENT_LIST:
    case DOCUMENT_FACTS:
        break;
    }
    gather_inside(g, node, words, section, item);
}

static const struct {
    const char *shorthand, *meaning;
} shorthands[] = {
    { "[b]", "Break in the series: not comparable with the figures before." },
    { "[c]", "Confidential: withheld, so that nobody can be identified." },
    { "[e]", "Estimated." },
    { "[f]", "Forecast." },
    { "[low]", "Above zero, but rounds to zero." },
    { "[p]", "Provisional." },
    { "[r]", "Revised." },
    { "[u]", "Of low reliability." },
    { "[w]", "None recorded." },
    { "[x]", "Not available." },
    { "[z]", "Not applicable: the council does not have the service." },
};

static struct document_table *words_table(struct document *made, const char *caption,
                                          const char *second)
{
    struct document_table *table = document_table(made, text_of(caption));
    document_table_column(made, table, "Section", false, false);
    document_table_column(made, table, second, false, false);
    document_table_column(made, table, "Text", false, false);
    return table;
}

static void begin(struct gathering *g)
{
    *g = (struct gathering){ 0 };
    document_init(&g->made, text_of(""), text_of(""));
    g->words = words_table(&g->made, "In words", "Measure or part");
    g->notes = words_table(&g->made, "Notes", "Shorthand or part");
    for (size_t i = 0; i < sizeof shorthands / sizeof *shorthands; i++)
        add_words(g, g->notes, text_of("Shorthand"), text_of(shorthands[i].shorthand),
                  text_of(shorthands[i].meaning));
}

/* Addresses of publishers, of whom the figures are to be asked about. */
static void write_sources(struct spreadsheet *s, struct document *made,
                          const struct document_node *node)
{
    for (; node != NULL; node = node->next) {
        if (node->kind == DOCUMENT_SECTION)
            spreadsheet_heading(s, node->title);
        else if (node->kind == DOCUMENT_ITEM || node->kind == DOCUMENT_PARAGRAPH)
            spreadsheet_line(s, spans_of(made, node));
        write_sources(s, made, node->first);
        if (node->kind == DOCUMENT_SECTION)
            return;
    }
}

static void write_cover_of(struct spreadsheet *s, struct gathering *g, bool alone,
                           const struct document *document)
{
    const struct document_node *root = document->root;
    if (!alone)
        spreadsheet_heading(s, root->title);
    spreadsheet_line(s, root->note);
    for (const struct document_node *node = root->first; node != NULL; node = node->next)
        if (node->kind == DOCUMENT_SECTION && text_is(node->id, "sources"))
            write_sources(s, &g->made, node);
}

static void write_cover(struct spreadsheet *s, struct gathering *g, struct text title,
                        const struct document *documents, size_t count)
{
    spreadsheet_sheet(s, "Cover", SPREADSHEET_LINES, title);
    for (size_t i = 0; i < count; i++)
        write_cover_of(s, g, count == 1, &documents[i]);
    spreadsheet_heading(s, text_of("This workbook"));
    spreadsheet_line(s,
                     arena_print(&g->made.arena,
                                 "It has %zu sheets: this cover, contents, notes, what "
                                 "can be said in words, and %zu with a table of figures "
                                 "each.",
                                 g->count + 4, g->count));
    spreadsheet_line(s,
                     text_of("Figures are numbers, shown rounded. Shorthand in square "
                             "brackets stands where there is none, and is explained in "
                             "the sheet Notes."));
    spreadsheet_heading(s, text_of("Licence"));
    spreadsheet_line(s, documents[0].licence);
}

static void write_contents(struct spreadsheet *s, struct gathering *g)
{
    struct document_table *table = document_table(&g->made, text_of("Contents"));
    document_table_column(&g->made, table, "Sheet", false, false);
    document_table_column(&g->made, table, "What it has", false, false);
    struct document_row *row = document_table_row(table);
    row->cells[0].text = text_of("Notes");
    row->cells[1].text = text_of("Shorthand, how figures are compared, and their limits");
    row = document_table_row(table);
    row->cells[0].text = text_of("In_words");
    row->cells[1].text = text_of("What the figures say, measure by measure");
    for (size_t i = 0; i < g->count; i++) {
        g->owner = g->tables[i].owner;
        row = document_table_row(table);
        row->cells[0].text = g->tables[i].sheet;
        row->cells[1].text = owned(g, g->tables[i].table->caption);
    }
    spreadsheet_sheet(s, "Contents", SPREADSHEET_WORDS, text_of("Contents"));
    spreadsheet_line(s, text_of("This sheet has one table; its first column leads to the "
                                "other sheets."));
    spreadsheet_table(s, table, true);
}

static void write_words(struct spreadsheet *s, const char *name,
                        const struct document_table *table)
{
    spreadsheet_sheet(s, name, SPREADSHEET_WORDS, table->caption);
    spreadsheet_line(s, text_of("This sheet has one table."));
    spreadsheet_table(s, table, false);
}

static void write_table(struct spreadsheet *s, struct gathering *g,
                        const struct numbered *numbered)
{
    g->owner = numbered->owner;
    spreadsheet_sheet(s, numbered->sheet.bytes, SPREADSHEET_FIGURES,
                      owned(g, numbered->table->caption));
    spreadsheet_line(s,
                     text_of("This sheet has one table. Shorthand in square brackets is "
                             "explained in the sheet Notes."));
    spreadsheet_table(s, numbered->table, false);
}

bool document_workbook(struct text_buffer *out, struct text title,
                       const struct document *documents, size_t count)
{
    struct gathering g;
    if (count == 1)
        title = documents[0].root->title;
    struct spreadsheet *s = spreadsheet_open(title, documents[0].licence);
    if (s == NULL)
        return false;
    begin(&g);
    for (size_t i = 0; i < count; i++) {
        g.owner = count == 1 ? text_of("") : documents[i].root->title;
        gather_inside(&g, documents[i].root, g.words, documents[i].root->title,
                      text_of(""));
    }
    write_cover(s, &g, title, documents, count);
    write_contents(s, &g);
    write_words(s, "Notes", g.notes);
    write_words(s, "In_words", g.words);
    for (size_t i = 0; i < g.count; i++)
        write_table(s, &g, &g.tables[i]);
    const bool fine = spreadsheet_close(s, out);
    const int error = errno;
    free(g.tables);
    document_release(&g.made);
    errno = error;
    return fine;
}
