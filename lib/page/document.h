/* What a page says, without how it looks: sections, paragraphs, facts, tables and charts
 * in the order of reading, as a tree. Each format is a renderer of its own; whoever makes
 * the document knows none of them, so every format says the same.
 *
 * Texts may come from strangers and are kept as they are: to escape them is what a
 * renderer is for. They are copied into the document's arena. */
#ifndef OFLOG_PAGE_DOCUMENT_H
#define OFLOG_PAGE_DOCUMENT_H

#include "base/memory.h"
#include "page/chart.h"

enum document_kind {
    DOCUMENT_PAGE,      /* the root; title, and `note` for a summary in one sentence */
    DOCUMENT_SECTION,   /* title, id; sections inside sections are a level further down */
    DOCUMENT_PARAGRAPH, /* spans */
    DOCUMENT_LIST,      /* items; role says what for */
    DOCUMENT_ITEM,      /* spans */
    DOCUMENT_FACTS,     /* names and what stands beside them */
    DOCUMENT_FACT,      /* title: the name; spans */
    DOCUMENT_HEADLINE,  /* title: the one figure; note: its unit and period */
    DOCUMENT_ASIDE,     /* role; title; blocks inside */
    DOCUMENT_DETAILS,   /* title; blocks inside, that are not needed at first; the chart
                           whose   numbers they are, or NULL */
    DOCUMENT_TABLE,     /* table */
    DOCUMENT_CHART      /* chart; its numbers stand beside it in a table */
};

enum document_role {
    DOCUMENT_PLAIN,
    /* of a list */
    DOCUMENT_SEARCHED, /* title: what is looked for in it */
    DOCUMENT_NAMED,    /* of links to pages, set side by side where there is room */
    /* of a section: one measure, which may stand in a frame; one search of a whole page
     */
    DOCUMENT_MEASURE,
    /* of an aside */
    DOCUMENT_CAVEAT, /* what the numbers cannot say */
    DOCUMENT_MISSING,
    DOCUMENT_REPLY, /* what the council says; title: who says it and when */
    DOCUMENT_STRENGTH,
    DOCUMENT_CONCERN
};

/* How a verdict is set off, beside its word: by a sign and a colour. */
enum document_tone {
    DOCUMENT_TONE_NONE,
    DOCUMENT_TONE_BETTER,
    DOCUMENT_TONE_WORSE,
    DOCUMENT_TONE_SIMILAR,
    DOCUMENT_TONE_HIGHER,
    DOCUMENT_TONE_LOWER,
    DOCUMENT_TONE_MISSING
};

/* Where a link leads, by what is there and not by its address: a renderer may have no
 * page of it, and then writes the text alone. */
enum document_target_kind {
    DOCUMENT_NOWHERE,
    DOCUMENT_TO_SECTION, /* of the same page, by id */
    DOCUMENT_TO_AREA,    /* by code; a council or a combined authority */
    DOCUMENT_TO_METRIC,  /* by id */
    DOCUMENT_TO_PAGE,    /* of the site, by its name: "home", "methods" */
    DOCUMENT_TO_FILE,    /* beside the page, by its name: "data.csv" */
    DOCUMENT_TO_WEB      /* an address of http or https; any other is no link */
};

struct document_target {
    enum document_target_kind kind;
    struct text name;
};

struct document_span {
    struct text text;
    struct document_target target;
    enum document_tone tone;
    bool strong;
    struct document_span *next;
};

/* Who a row of a table is, beside the council that the page is of. */
enum document_mark {
    DOCUMENT_UNMARKED,
    DOCUMENT_THIS,
    DOCUMENT_PEER,
    DOCUMENT_BENCHMARK
};

enum { DOCUMENT_MOST_COLUMNS = 16 };

struct document_column {
    struct text head;
    bool right;    /* figures stand on the right */
    bool sortable; /* by the cells' numbers, else by their texts */
};

struct document_cell {
    struct text text;
    struct document_target target;
    enum document_tone tone;
    bool has_number; /* what the text rounds; sorts, and is what a workbook holds */
    double number;
};

struct document_row {
    struct document_cell cells[DOCUMENT_MOST_COLUMNS];
    enum document_mark mark;
    /* What a reader may choose rows by, each empty where there is none: the class of a
     * council, its region, its code, and the codes of its peers with a space between. */
    struct text group, region, code, peers;
};

/* The first column names its row. */
struct document_table {
    struct text caption; /* what it shows, of whom and when; never empty */
    struct document_column columns[DOCUMENT_MOST_COLUMNS];
    size_t column_count;
    struct document_row *rows;
    size_t count, room;
    bool searched; /* a reader may narrow it down by name, where there is a script */
};

struct document_node {
    enum document_kind kind;
    enum document_role role;
    struct text id, title, note;
    struct text comparison; /* see document_comparison() */
    struct document_span *spans, *last_span;
    struct document_table *table;
    const struct chart *chart;
    struct document_node *parent, *first, *last, *next;
};

struct document {
    struct arena arena;
    struct document_node *root, *at;
    struct text
        licence; /* who published the figures, under what licence: on every page */
};

void document_init(struct document *document, struct text title, struct text note);
void document_release(struct document *document);

/* Opens a node inside the open one, or ends the open one. */
struct document_node *document_open(struct document *document, enum document_kind kind,
                                    enum document_role role, struct text title);
void document_close(struct document *document);

/* The same for a section; the id is what links lead to: letters, digits, '.' and '-', and
 * one of its kind on the page. */
void document_section(struct document *document, enum document_role role, struct text id,
                      struct text title);

/* The open section or paragraph is of one comparison of several, which a reader may
 * choose from; named in the same words all over the page. */
void document_comparison(struct document *document, struct text name);

/* Text inside the open paragraph, item or fact; spans stand side by side without a space
 * between them. */
void document_say(struct document *document, struct text text);
void document_say_strong(struct document *document, struct text text);
void document_say_verdict(struct document *document, enum document_tone tone,
                          struct text text);
void document_link(struct document *document, struct document_target target,
                   struct text text);

/* A paragraph, item, or fact of one plain text, opened and closed. Nothing where the text
 * is empty. */
void document_paragraph(struct document *document, struct text text);
void document_item(struct document *document, struct text text);
void document_fact(struct document *document, const char *name, struct text text);
void document_headline(struct document *document, struct text figure, struct text note);

/* A table, empty and already in its place; rows are added until the document is rendered.
 */
struct document_table *document_table(struct document *document, struct text caption);
void document_table_column(struct document *document, struct document_table *table,
                           const char *head, bool right, bool sortable);
/* A row to be filled in, all cells empty; good until the next one. What is put into it
 * has been kept with document_keep(). */
struct document_row *document_table_row(struct document_table *table);

/* The chart is borrowed, and good as long as the document. */
void document_chart(struct document *document, const struct chart *chart);

/* Text kept as long as the document is. */
struct text document_keep(struct document *document, struct text text);

static inline struct document_target document_to(enum document_target_kind kind,
                                                 struct text name)
{
    return (struct document_target){ kind, name };
}

#endif
