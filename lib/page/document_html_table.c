/* A table as HTML: a region that can be scrolled by keyboard where it is too wide. */
#include <stdio.h>

#include "base/number.h"
#include "page/document_html_parts.h"

static void write_cell(struct html_writing *html, const struct document_cell *cell)
{
    const bool linked = html_link(html, cell->target);
    html_verdict(html, cell->tone, cell->text);
    if (linked)
        markup_close(&html->markup);
}

/* What the script sorts by where a text has been rounded. */
static void add_number(struct html_writing *html, const struct document_cell *cell)
{
    char digits[NUMBER_SIZE];
    const size_t length = number_format(cell->number, digits);
    markup_attribute(&html->markup, "data-value", (struct text){ digits, length });
}

/* Who a row is, for those who do not see that it is set off. */
static const char *mark_name(enum document_mark mark)
{
    switch (mark) {
    case DOCUMENT_UNMARKED:
        break;
    case DOCUMENT_THIS:
        return "this council";
    case DOCUMENT_PEER:
        return "peer";
    case DOCUMENT_BENCHMARK:
        return "comparison";
    }
    return NULL;
}

static const char *mark_class(enum document_mark mark)
{
    switch (mark) {
    case DOCUMENT_UNMARKED:
        break;
    case DOCUMENT_THIS:
        return "this";
    case DOCUMENT_PEER:
        return "peer";
    case DOCUMENT_BENCHMARK:
        return "benchmark";
    }
    return NULL;
}

/* What the script chooses rows by. */
static void add_data(struct html_writing *html, const char *name, struct text value)
{
    if (!text_is_empty(value))
        markup_attribute(&html->markup, name, value);
}

static void write_row(struct html_writing *html, const struct document_table *table,
                      const struct document_row *row)
{
    struct markup *markup = &html->markup;
    markup_open(markup, "tr");
    if (row->mark != DOCUMENT_UNMARKED)
        markup_attribute(markup, "class", text_of(mark_class(row->mark)));
    add_data(html, "data-group", row->group);
    add_data(html, "data-region", row->region);
    add_data(html, "data-code", row->code);
    add_data(html, "data-peers", row->peers);
    for (size_t c = 0; c < table->column_count; c++) {
        markup_open(markup, c == 0 ? "th" : "td");
        if (c == 0)
            markup_attribute(markup, "scope", text_of("row"));
        if (table->columns[c].right)
            markup_attribute(markup, "class", text_of("figure"));
        if (table->columns[c].sortable && row->cells[c].has_number)
            add_number(html, &row->cells[c]);
        write_cell(html, &row->cells[c]);
        if (c == 0 && row->mark != DOCUMENT_UNMARKED) {
            markup_text(markup, text_of(" "));
            markup_open(markup, "span");
            markup_attribute(markup, "class", text_of("mark"));
            markup_text(markup, text_of(mark_name(row->mark)));
            markup_close(markup);
        }
        markup_close(markup);
    }
    markup_close(markup);
    markup_line(markup);
}

static void write_head(struct html_writing *html, const struct document_table *table)
{
    struct markup *markup = &html->markup;
    markup_open(markup, "thead");
    markup_open(markup, "tr");
    for (size_t c = 0; c < table->column_count; c++) {
        const struct document_column *column = &table->columns[c];
        markup_open(markup, "th");
        markup_attribute(markup, "scope", text_of("col"));
        if (column->right)
            markup_attribute(markup, "class", text_of("figure"));
        if (column->sortable)
            markup_flag(markup, "data-sortable");
        markup_text(markup, column->head);
        markup_close(markup);
    }
    markup_close(markup);
    markup_close(markup);
    markup_line(markup);
}

static void write_body(struct html_writing *html, const struct document_table *table)
{
    markup_open(&html->markup, "tbody");
    markup_line(&html->markup);
    for (size_t i = 0; i < table->count; i++)
        write_row(html, table, &table->rows[i]);
    markup_close(&html->markup);
}

void html_table(struct html_writing *html, const struct document_table *table)
{
    struct markup *markup = &html->markup;
    char id[40];
    const struct text name = { id, snprintf(id, sizeof id, "table-%zu", ++html->tables) };
    markup_open(markup, "div");
    markup_attribute(markup, "class", text_of("table"));
    markup_attribute(markup, "role", text_of("region"));
    markup_attribute(markup, "aria-labelledby", name);
    markup_attribute(markup, "tabindex", text_of("0"));
    markup_open(markup, "table");
    if (table->searched)
        markup_flag(markup, "data-searched");
    /* The words of a caption stay in view where the table is wider than the screen. */
    markup_open(markup, "caption");
    markup_open(markup, "span");
    markup_attribute(markup, "id", name);
    markup_text(markup, table->caption);
    markup_close(markup);
    markup_close(markup);
    markup_line(markup);
    write_head(html, table);
    write_body(html, table);
    markup_close(markup);
    markup_close(markup);
    markup_line(markup);
}
