/* A document as plain text. */
#include "page/document_text.h"

#include <stdlib.h>

#include "base/text_buffer.h"
#include "page/address.h"
#include "page/chart_text.h"

enum { DEEPER = 2 }; /* columns by which what belongs to something stands further in */

struct text_writing {
    struct text_page *page;
    size_t level;  /* of the open section; 0: the page */
    size_t indent; /* columns before the lines of the open block */
    bool prose;    /* paragraphs do not hang, as short ones side by side do */
};

static void write_blocks(struct text_writing *w, const struct document_node *node);

static void write_inside(struct text_writing *w, const struct document_node *node)
{
    w->indent += DEEPER;
    write_blocks(w, node->first);
    w->indent -= DEEPER;
}

/* Only what stands at the margin is set apart: inside a measure lines follow each other.
 */
static void begin_block(const struct text_writing *w)
{
    if (w->indent == 0)
        text_page_gap(w->page);
}

static void put_span(struct text_buffer *line, const struct document_span *span)
{
    text_buffer_put(line, span->text);
    if (span->target.kind != DOCUMENT_TO_WEB ||
        text_equal(span->target.name, span->text) || !address_is_safe(span->target.name))
        return;
    text_buffer_put(line, text_of(" <"));
    text_buffer_put(line, span->target.name);
    text_buffer_put(line, text_of(">"));
}

/* A line, or as many as it takes, of the node's title, if any, and its spans. */
static void write_line(const struct text_writing *w, const char *mark, size_t hanging,
                       const struct document_node *node)
{
    struct text_buffer line = { 0 };
    text_buffer_put(&line, text_of(mark));
    if (!text_is_empty(node->title)) {
        text_buffer_put(&line, node->title);
        text_buffer_put(&line, text_of(": "));
    }
    for (const struct document_span *span = node->spans; span != NULL; span = span->next)
        put_span(&line, span);
    text_page_paragraph(w->page, w->indent, w->indent + hanging,
                        (struct text){ line.bytes, line.length });
    free(line.bytes);
}

static void write_section(struct text_writing *w, const struct document_node *node)
{
    if (w->level++ == 0) {
        text_page_heading(w->page, node->title);
        write_blocks(w, node->first);
    } else {
        text_page_gap(w->page);
        text_page_paragraph(w->page, w->indent, w->indent + DEEPER, node->title);
        write_inside(w, node);
    }
    w->level--;
}

static void write_paragraph(struct text_writing *w, const struct document_node *node)
{
    begin_block(w);
    write_line(w, "", w->indent == 0 || w->prose ? 0 : DEEPER, node);
    write_blocks(w, node->first);
}

static void write_item(struct text_writing *w, const char *mark,
                       const struct document_node *node)
{
    write_line(w, mark, DEEPER, node);
    write_inside(w, node);
}

static void write_headline(const struct text_writing *w, const struct document_node *node)
{
    struct text_buffer line = { 0 };
    begin_block(w);
    text_buffer_put(&line, node->title);
    text_buffer_put(&line, text_of(" "));
    text_buffer_put(&line, node->note);
    text_page_paragraph(w->page, w->indent, w->indent + DEEPER,
                        (struct text){ line.bytes, line.length });
    free(line.bytes);
}

static void write_aside(struct text_writing *w, const struct document_node *node)
{
    struct text_buffer title = { 0 };
    begin_block(w);
    text_buffer_put(&title, node->title);
    text_buffer_put(&title, text_of(text_is_empty(node->title) ? "" : ":"));
    text_page_paragraph(w->page, w->indent, w->indent + DEEPER,
                        (struct text){ title.bytes, title.length });
    free(title.bytes);
    w->prose = true;
    write_inside(w, node);
    w->prose = false;
}

static void write_table(const struct text_writing *w, const struct document_table *table)
{
    enum text_side sides[DOCUMENT_MOST_COLUMNS];
    struct text_table cells;
    begin_block(w);
    text_page_paragraph(w->page, 0, DEEPER, table->caption);
    text_page_gap(w->page);
    for (size_t c = 0; c < table->column_count; c++)
        sides[c] = table->columns[c].right ? TEXT_RIGHT : TEXT_LEFT;
    text_table_init(&cells, table->column_count, sides);
    for (size_t c = 0; c < table->column_count; c++)
        text_table_add(&cells, table->columns[c].head);
    for (size_t r = 0; r < table->count; r++)
        for (size_t c = 0; c < table->column_count; c++)
            text_table_add(&cells, table->rows[r].cells[c].text);
    text_page_table(w->page, &cells);
    text_table_release(&cells);
}

static void write_chart(const struct text_writing *w, const struct chart *chart)
{
    begin_block(w);
    text_page_paragraph(w->page, w->indent, w->indent + DEEPER, chart->title);
    if (!chart_text(w->page, w->indent + DEEPER, chart))
        text_page_paragraph(w->page, w->indent, w->indent + DEEPER, chart->description);
}

static void write_block(struct text_writing *w, const struct document_node *node)
{
    switch (node->kind) {
    case DOCUMENT_PAGE:
    case DOCUMENT_DETAILS:
        break;
    case DOCUMENT_SECTION:
        write_section(w, node);
        break;
    case DOCUMENT_PARAGRAPH:
        write_paragraph(w, node);
        break;
    case DOCUMENT_LIST:
    case DOCUMENT_FACTS:
        begin_block(w);
        write_blocks(w, node->first);
        break;
    case DOCUMENT_ITEM:
        write_item(w, "- ", node);
        break;
    case DOCUMENT_FACT:
        write_item(w, "", node);
        break;
    case DOCUMENT_HEADLINE:
        write_headline(w, node);
        break;
    case DOCUMENT_ASIDE:
        write_aside(w, node);
        break;
    case DOCUMENT_TABLE:
        write_table(w, node->table);
        break;
    case DOCUMENT_CHART:
        write_chart(w, node->chart);
        break;
    }
}

static void write_blocks(struct text_writing *w, const struct document_node *node)
{
    for (; node != NULL; node = node->next)
        write_block(w, node);
}

void document_text(struct text_page *page, const struct document *document)
{
    struct text_writing w = { .page = page };
    text_page_title(page, document->root->title);
    text_page_paragraph(page, 0, 0, document->root->note);
    write_blocks(&w, document->root->first);
    if (text_is_empty(document->licence))
        return;
    text_page_gap(page);
    text_page_paragraph(page, 0, 0, document->licence);
}
