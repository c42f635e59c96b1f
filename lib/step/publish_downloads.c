/* What may be taken away, and on what terms. */
#include "step/publish_pages.h"

static void say_metric(struct document *document, struct document_table *table,
                       const struct metric *metric, struct arena *arena)
{
    struct document_row *row = document_table_row(table);
    row->cells[0].text = document_keep(document, metric->label);
    row->cells[0].target = document_to(DOCUMENT_TO_METRIC, metric->id);
    row->cells[1].text = document_keep(document, metric->source_publisher);
    row->cells[2].text = document_keep(document, metric->source_title);
    row->cells[2].target = document_to(DOCUMENT_TO_WEB, metric->source_url);
    row->cells[3].text = document_keep(document, words_licence(metric->source_licence));
    row->cells[4].text = text_of("data.csv");
    row->cells[4].target = document_to(
        DOCUMENT_TO_FILE,
        document_keep(document, publish_metric_path(arena, metric->id, "data.csv")));
}

static void link_file(struct document *document, const char *name, const char *text)
{
    document_open(document, DOCUMENT_ITEM, DOCUMENT_PLAIN, text_of(""));
    document_link(document, document_to(DOCUMENT_TO_FILE, text_of(name)), text_of(name));
    document_say(document, text_of(text));
    document_close(document);
}

static void say_files(struct document *document)
{
    document_section(document, DOCUMENT_PLAIN, text_of("files"), text_of("Files"));
    document_paragraph(
        document,
        text_of("Beside each page of a council, measure or combined authority are its "
                "figures of all periods: data.csv for spreadsheets, data.json for "
                "programs, and data.csv-metadata.json, which says what each column "
                "holds. For all of them together:"));
    document_open(document, DOCUMENT_LIST, DOCUMENT_PLAIN, text_of(""));
    link_file(document, "datapackage.json",
              ": every data.csv of the site, with source and licence (Frictionless Data "
              "Package)");
    link_file(document, "schema.json", ": the columns that they have");
    link_file(document, "csvw-schema.json", ": the same for CSV on the Web");
    document_close(document);
    document_close(document);
}

void publish_downloads(const struct publish_site *site, struct document *document,
                       struct arena *arena)
{
    document_init(document, text_of("Downloads and licence"),
                  text_of("The figures to take away, where they come from, and on what "
                          "terms they may be used."));
    document->licence = document_keep(document, publish_licence(site, NULL, arena));
    document_paragraph(
        document,
        text_of("Figures belong to their publishers, named below with the licence of "
                "each. Whoever uses them names the publisher."));
    say_files(document);
    document_section(document, DOCUMENT_PLAIN, text_of("sources"),
                     text_of("Sources and licences"));
    struct document_table *table =
        document_table(document, text_of("Sources and licences of all measures"));
    document_table_column(document, table, "Measure", false, true);
    document_table_column(document, table, "Published by", false, true);
    document_table_column(document, table, "In", false, false);
    document_table_column(document, table, "Licence", false, true);
    document_table_column(document, table, "Figures", false, false);
    for (size_t i = 0; i < site->topic_count; i++)
        say_metric(document, table, site->topics[i].metric, arena);
    document_close(document);
    document_section(document, DOCUMENT_PLAIN, text_of("check"),
                     text_of("Check a copy of this site"));
    document_paragraph(document,
                       text_of("The file .oflog-site lists every file of the site with "
                               "its checksum. In the folder of the site, sha256sum -c "
                               ".oflog-site tells whether any has changed."));
    document_close(document);
}
