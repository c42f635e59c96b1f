/* What a page says, without how it looks. */
#include "page/document.h"

#include <assert.h>
#include <stdlib.h>

static struct document_node *add_node(struct document *document, enum document_kind kind)
{
    struct document_node *node = arena_take(&document->arena, sizeof *node);
    struct document_node *parent = document->at;
    *node = (struct document_node){ .kind = kind, .parent = parent };
    if (parent == NULL)
        return node;
    if (parent->last == NULL)
        parent->first = node;
    else
        parent->last->next = node;
    parent->last = node;
    return node;
}

void document_init(struct document *document, struct text title, struct text note)
{
    *document = (struct document){ 0 };
    arena_init(&document->arena);
    document->root = document->at = add_node(document, DOCUMENT_PAGE);
    document->root->title = document_keep(document, title);
    document->root->note = document_keep(document, note);
}

/* Rows of tables grow, so they are not in the arena. */
static void release_tables(struct document_node *node)
{
    for (; node != NULL; node = node->next) {
        if (node->table != NULL)
            free(node->table->rows);
        release_tables(node->first);
    }
}

void document_release(struct document *document)
{
    release_tables(document->root);
    arena_release(&document->arena);
}

struct text document_keep(struct document *document, struct text text)
{
    return arena_keep(&document->arena, text);
}

struct document_node *document_open(struct document *document, enum document_kind kind,
                                    enum document_role role, struct text title)
{
    struct document_node *node = add_node(document, kind);
    node->role = role;
    node->title = document_keep(document, title);
    document->at = node;
    return node;
}

void document_close(struct document *document)
{
    assert(document->at != document->root);
    document->at = document->at->parent;
}

void document_section(struct document *document, enum document_role role, struct text id,
                      struct text title)
{
    document_open(document, DOCUMENT_SECTION, role, title)->id =
        document_keep(document, id);
}

void document_comparison(struct document *document, struct text name)
{
    document->at->comparison = document_keep(document, name);
}

static struct document_span *add_span(struct document *document, struct text text)
{
    struct document_span *span = arena_take(&document->arena, sizeof *span);
    struct document_node *node = document->at;
    *span = (struct document_span){ .text = document_keep(document, text) };
    if (node->last_span == NULL)
        node->spans = span;
    else
        node->last_span->next = span;
    node->last_span = span;
    return span;
}

void document_say(struct document *document, struct text text)
{
    if (!text_is_empty(text))
        add_span(document, text);
}

void document_say_strong(struct document *document, struct text text)
{
    if (!text_is_empty(text))
        add_span(document, text)->strong = true;
}

void document_say_verdict(struct document *document, enum document_tone tone,
                          struct text text)
{
    if (!text_is_empty(text))
        add_span(document, text)->tone = tone;
}

void document_link(struct document *document, struct document_target target,
                   struct text text)
{
    if (text_is_empty(text))
        return;
    target.name = document_keep(document, target.name);
    add_span(document, text)->target = target;
}

static void say_alone(struct document *document, enum document_kind kind,
                      struct text title, struct text text)
{
    if (text_is_empty(text))
        return;
    document_open(document, kind, DOCUMENT_PLAIN, title);
    document_say(document, text);
    document_close(document);
}

void document_paragraph(struct document *document, struct text text)
{
    say_alone(document, DOCUMENT_PARAGRAPH, text_of(""), text);
}

void document_item(struct document *document, struct text text)
{
    say_alone(document, DOCUMENT_ITEM, text_of(""), text);
}

void document_fact(struct document *document, const char *name, struct text text)
{
    say_alone(document, DOCUMENT_FACT, text_of(name), text);
}

void document_headline(struct document *document, struct text figure, struct text note)
{
    document_open(document, DOCUMENT_HEADLINE, DOCUMENT_PLAIN, figure)->note =
        document_keep(document, note);
    document_close(document);
}

struct document_table *document_table(struct document *document, struct text caption)
{
    struct document_table *table = arena_take(&document->arena, sizeof *table);
    *table = (struct document_table){ .caption = document_keep(document, caption) };
    add_node(document, DOCUMENT_TABLE)->table = table;
    return table;
}

void document_table_column(struct document *document, struct document_table *table,
                           const char *head, bool right, bool sortable)
{
    assert(table->column_count < DOCUMENT_MOST_COLUMNS);
    table->columns[table->column_count++] =
        (struct document_column){ document_keep(document, text_of(head)), right,
                                  sortable };
}

struct document_row *document_table_row(struct document_table *table)
{
    ARRAY_RESERVE(table->rows, table->room, table->count + 1);
    struct document_row *row = &table->rows[table->count++];
    *row = (struct document_row){ 0 };
    return row;
}

void document_chart(struct document *document, const struct chart *chart)
{
    add_node(document, DOCUMENT_CHART)->chart = chart;
}
